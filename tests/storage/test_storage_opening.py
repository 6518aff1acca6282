"""The store opens on an empty, an old or a busy database, or says in one line why it does not."""

import sqlite3
import subprocess
import sys
import threading

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from crawler.errors import StoreBusyError, StoreError
from crawler.storage import Store, opening
from crawler.storage import database as database_module
from crawler.storage.database import Database
from crawler.storage.schema import metadata
from tests.storage.pages import NOW, SOURCE


def test_the_migrations_make_the_tables_of_the_schema(store):
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_opening_expects():
    scripts = ScriptDirectory(str(opening.MIGRATIONS))
    assert scripts.get_current_head() == opening.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == set(opening.KNOWN)


def test_the_migrations_go_down_again(url):
    from alembic import command
    from alembic.config import Config

    store = Store(url)
    settings = Config()
    settings.set_main_option("script_location", str(opening.MIGRATIONS))
    with store.writing() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert {difference[0] for difference in compare_metadata(context, metadata)} >= {"add_table"}
    store.close()


def test_what_was_stored_is_there_when_the_store_is_opened_again(url):
    with Store(url) as store:
        store.sources.sync([SOURCE], NOW)
    with Store(url) as store:
        assert [state.id for state in store.sources.states()] == [SOURCE.id]


def test_many_may_open_a_new_database_at_once(url):
    failures = []

    def open_it():
        try:
            Store(url).close()
        except StoreError as error:
            failures.append(str(error))

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_four_processes_may_open_a_new_database_at_once(url):
    code = f"from crawler.storage import Store; Store({url!r}).close()"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [process.communicate()[1] for process in running] == [""] * 4


def test_a_database_of_a_newer_version_is_refused(url):
    with Store(url) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="version 9999, expected at most"):
        Store(url)


def test_an_older_file_is_copied_aside_before_it_is_migrated(tmp_path):
    path = tmp_path / "old.db"
    with Database(f"sqlite:///{path}").writing() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    Store(f"sqlite:///{path}").close()
    copy = sqlite3.connect(f"{path}.before-{opening.HEAD}")
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    copy.close()


def one_line(error):
    said = str(error.value)
    assert "\n" not in said and "Traceback" not in said
    return said


@pytest.mark.parametrize(
    "broken",
    ["", "nonsense", "mysql://host/db", "sqlite+aiosqlite:///x.db", "postgresql+psycopg2://h/d", "sqlite//x"],
)
def test_a_broken_url_is_one_line_that_says_what_was_expected(broken):
    with pytest.raises(StoreError) as error:
        Store(broken)
    assert "expected sqlite:///" in one_line(error)


def test_a_password_is_never_shown():
    with pytest.raises(StoreError) as error:
        Store("postgresql+psycopg://user:topsecret@127.0.0.1:9/none")
    assert "topsecret" not in one_line(error)
    assert "127.0.0.1:9" in one_line(error)


def test_a_missing_folder_is_one_line(tmp_path):
    with pytest.raises(StoreError) as error:
        Store(f"sqlite:///{tmp_path}/missing/x.db")
    assert f"folder {tmp_path}/missing does not exist" in one_line(error)


def test_a_folder_in_place_of_the_file_is_one_line(tmp_path):
    with pytest.raises(StoreError) as error:
        Store(f"sqlite:///{tmp_path}")
    assert "expected a file" in one_line(error)


def test_a_folder_that_takes_no_file_is_one_line():
    with pytest.raises(StoreError) as error:
        Store("sqlite:////proc/pactwatch.db")
    assert "cannot be opened" in one_line(error)


def test_a_file_that_is_no_database_is_one_line(tmp_path):
    (tmp_path / "x.db").write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreError) as error:
        Store(f"sqlite:///{tmp_path}/x.db")
    assert "no database file" in one_line(error)


def test_a_damaged_file_is_one_line(tmp_path):
    path = tmp_path / "x.db"
    with Store(f"sqlite:///{path}") as store:
        store.sources.sync([SOURCE], NOW)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError) as error, Store(f"sqlite:///{path}") as store:
        store.sources.states()
    assert "damaged" in one_line(error)


def test_a_file_that_may_only_be_read_is_one_line(tmp_path):
    path = tmp_path / "x.db"
    Store(f"sqlite:///{path}").close()
    with Store(f"sqlite:///file:{path}?mode=ro&uri=true") as store, pytest.raises(StoreError) as error:
        store.sources.sync([SOURCE], NOW)
    assert "cannot be written" in one_line(error)


def test_a_full_disk_is_one_line_and_the_store_goes_on_when_there_is_room(tmp_path):
    with Store(f"sqlite:///{tmp_path}/x.db") as store:
        with store.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StoreError) as error:
            store.sites.learn("hospital", "http://a.example/1", [f"block {n}" * 50 for n in range(500)])
        assert "disk is full" in one_line(error)
        with store.writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=100000")
        store.sources.sync([SOURCE], NOW)
        assert len(store.sources.states()) == 1


def test_a_database_that_another_holds_is_named_as_busy(tmp_path, monkeypatch):
    monkeypatch.setattr(database_module, "_BUSY_SECONDS", 0.2)
    Store(f"sqlite:///{tmp_path}/x.db").close()
    holder = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store(f"sqlite:///{tmp_path}/x.db") as store, pytest.raises(StoreBusyError) as error:
        store.sources.sync([SOURCE], NOW)
    holder.close()
    assert "busy" in one_line(error)


def test_an_unreachable_server_and_a_missing_database_are_one_line(postgresql):
    with pytest.raises(StoreError) as error:
        Store("postgresql+psycopg://postgres@127.0.0.1:9/none")
    assert "cannot be reached" in one_line(error)
    with pytest.raises(StoreError) as error:
        Store(postgresql.rsplit("/", 1)[0] + "/pactwatch_nowhere")
    assert "does not exist" in one_line(error)


def test_a_server_that_was_restarted_is_used_again_without_a_hand(postgresql):
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    def restart():
        with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(kill)
        connection.close()

    with Store(postgresql) as store:
        store.sources.states()
        restart()
        store.sources.states()
        with pytest.raises(StoreError) as error, store.writing() as connection:
            connection.execute(text("SELECT 1"))
            restart()
            connection.execute(text("SELECT 1"))
        one_line(error)
        store.sources.states()


def test_a_store_in_memory_serves_many_threads():
    with Store("sqlite://") as store:
        threads = [
            threading.Thread(target=store.sites.learn, args=("s", f"http://a.example/{n}", ["block"]))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.sites.context(SOURCE, "http://a.example/1", ()).repeated_blocks == frozenset()
        with store.reading() as connection:
            assert connection.execute(text("SELECT pages FROM site_blocks")).scalar() == 8


def test_a_transaction_that_fails_leaves_nothing(store):
    with pytest.raises(RuntimeError), store.writing():
        store.sources.sync([SOURCE], NOW)
        raise RuntimeError
    assert store.sources.states() == ()


def test_topics_used_inside_one_transaction_belong_to_it(store):
    with store.writing():
        store.sources.sync([SOURCE], NOW)
        assert store.leases.take(SOURCE.id, "a:1:1", NOW)
        assert len(store.sources.states()) == 1
    assert store.leases.holder(SOURCE.id) == "a:1:1"
