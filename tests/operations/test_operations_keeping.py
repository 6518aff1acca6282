"""Backup and restore: what comes back is what was there, and polls go on from it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.storage import Store
from crawler.storage.portable import dump, take_back
from tests.end_to_end.house import House, news_site
from tests.site import Reply, Site
from tests.storage.conftest import database


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Iterator[tuple[House, Site]]:
    """An installation that has polled and alerted."""
    site = Site()
    news_site(site)
    house = House(tmp_path_factory.mktemp("lived"))
    house.source("harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital")
    house.run("poll", "--all", "--send")
    yield house, site
    site.close()


def stored(url: str) -> dict[str, list]:
    """Everything there is, as the lists show it."""
    with Store(url) as store:
        topics = ("agreements", "articles", "junk", "polls", "alerts")
        return {topic: getattr(store.listing, topic)(None, 0) for topic in topics}


def url_of(house: House) -> str:
    return f"sqlite:///{house.folder}/var/pactwatch.sqlite3"


@pytest.mark.parametrize("form", ["--no-portable", "--portable"])
def test_a_restored_store_polls_on_where_the_backup_was_taken(lived, tmp_path, form):
    house, site = lived
    copy = tmp_path / "copy"
    done = house.run("backup", form, str(copy))
    assert done.stdout.strip() == str(copy)
    assert "archive" in done.stderr
    other = House(tmp_path / "other")
    other.source("harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital")
    assert other.run("restore", str(copy)).returncode == 0
    before = stored(url_of(other))
    assert before == stored(url_of(house))
    site.asked.clear()
    other.poll("--all", NOW="2026-11-20T09:00:00Z")
    assert "/news.html" in site.paths()
    assert not [path for path in site.paths() if path.startswith("/news/")]
    after = stored(url_of(other))
    assert {**after, "polls": []} == {**before, "polls": []}
    assert after["polls"][0]["not_modified"] == 1


def test_a_backup_without_a_name_stands_beside_the_store(lived):
    house, _ = lived
    path = Path(house.run("backup").stdout.strip())
    assert path.parent == house.folder / "var" / "backups"
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_store_that_is_there_is_put_aside_and_never_lost(lived, tmp_path):
    house, _site = lived
    copy = tmp_path / "copy"
    house.run("backup", str(copy))
    refused = house.run("restore", str(copy))
    assert refused.returncode == 1
    assert "--replace puts it aside" in refused.stderr
    done = house.run("restore", "--replace", str(copy))
    assert done.returncode == 0
    (aside,) = (house.folder / "var").glob("*.before-restore-*[0-9]")
    assert str(aside) in done.stderr
    assert stored(f"sqlite:///{aside}") == stored(url_of(house))


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\x00 and then nothing", gzip.compress(b"{}\n", mtime=0), b"\x1f\x8b"]
)
def test_a_damaged_backup_changes_nothing(lived, tmp_path, content):
    house, _ = lived
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    before = stored(url_of(house))
    done = house.run("restore", "--replace", str(bad))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert stored(url_of(house)) == before


def test_rows_move_between_databases_and_numbering_goes_on(lived, tmp_path):
    house, _ = lived
    copy, back = tmp_path / "copy.jsonl.gz", tmp_path / "back.jsonl.gz"
    with Store(url_of(house)) as store:
        count = dump(store.database, copy)
    with database() as server, Store(server) as other:
        assert take_back(other.database, copy) == count
        assert {row["url"] for row in other.listing.articles()} == {
            row["url"] for row in stored(url_of(house))["articles"]
        }
        report = other.polls.recent("harbour", 1)[0]
        other.polls.add(report)
        assert len(other.polls.recent("harbour", 9)) == len(stored(url_of(house))["polls"]) + 1
        dump(other.database, back)
    with Store(f"sqlite:///{tmp_path}/again.db") as again:
        assert take_back(again.database, back) == count + 1


def test_a_store_that_holds_something_takes_nothing_back(lived, tmp_path):
    house, _ = lived
    copy = tmp_path / "copy.jsonl.gz"
    with Store(url_of(house)) as store:
        dump(store.database, copy)
        with pytest.raises(StoreError, match="not empty"):
            take_back(store.database, copy)


def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(tmp_path):
    site = Site()
    site["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n", kind="text/plain")
    house = House(tmp_path, ALERT_TO="", SMTP_URL="smtp://127.0.0.1:9")
    house.source("closed", url=f"{site.url}/news.html")
    house.source("nowhere", url="http://no-such-host.invalid/")
    (tmp_path / "sources" / "bad.yaml").write_text("colour: red\n", "utf-8")
    done = house.run("doctor")
    site.close()
    lines = {line.split()[1]: line for line in done.stdout.splitlines()}
    assert done.returncode == 1
    assert lines["sources"].startswith("trouble") and "bad.yaml" in lines["sources"]
    assert lines["dns"].startswith("trouble") and "no-such-host.invalid" in lines["dns"]
    assert lines["robots"].startswith("trouble")
    assert "PACTWATCH_NOW stops the clock" in lines["clock"]
    assert "alerts wait in the outbox - set PACTWATCH_" in lines["mail"]
    assert lines["database"].startswith("ok") and lines["disk"].startswith("ok")


def test_the_doctor_has_nothing_to_say_of_a_healthy_installation(lived):
    house, _ = lived
    kept = house.settings.pop("NOW")
    done = house.run("doctor")
    house.settings["NOW"] = kept
    assert done.returncode == 0, done.stdout
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"ok"}
