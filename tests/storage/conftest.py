"""Every test of the store runs over SQLite and, where there is one, over PostgreSQL."""

import os
import uuid
from contextlib import closing, contextmanager

import psycopg
import pytest

from crawler.storage import Store
from crawler.storage.schema import metadata

SERVER = os.environ.get("PACTWATCH_TEST_PG", "postgresql://postgres@127.0.0.1:5432/postgres")


@contextmanager
def database():
    """The URL of a PostgreSQL database of one's own; dropped at the end."""
    name = f"pactwatch_test_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if "PACTWATCH_TEST_PG" in os.environ:
            raise
        pytest.skip(f"no PostgreSQL at {SERVER} ({' '.join(str(error).split())[:80]})")
    with closing(server):
        server.execute(f"CREATE DATABASE {name}")
        # No test cuts the power: not waiting for the disk halves the time.
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        yield f"{SERVER.rsplit('/', 1)[0].replace('postgresql://', 'postgresql+psycopg://')}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a database whose tables are made once."""
    with database() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_apart():
    """A second database, for tests that make and unmake its tables."""
    with database() as url:
        yield url


def emptied(url):
    """A database without any table."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    connection.close()
    return url


@pytest.fixture(scope="session")
def postgresql_store(postgresql):
    """One migrated database for the session; :func:`store` empties its tables."""
    store = Store(emptied(postgresql))
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    """An empty store."""
    if request.param == "sqlite":
        found = Store(f"sqlite:///{tmp_path}/pactwatch.db")
        yield found
        found.close()
        return
    found = request.getfixturevalue("postgresql_store")
    with found.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/fresh.db"
    return emptied(request.getfixturevalue("postgresql_apart"))
