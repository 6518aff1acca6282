"""``poll``: its forms, leases, exit codes, silence, waits, and what each setting does to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.house import House, news_site, plain_story
from tests.interface.running import command, environment
from tests.site import Reply, Site, redirect, silence


@pytest.fixture
def watched(house: House, site: Site) -> House:
    """An installation that watches a site of three articles every half hour."""
    news_site(site, stories=3)
    house.source(
        "harbour",
        url=f"{site.url}/news.html",
        entry_points=[{"url": f"{site.url}/news.html", "kind": "listing"}],
        poll="every 30m",
    )
    return house


def test_due_is_the_default_and_ids_and_all_ignore_due_times(watched: House, site: Site):
    watched.poll("--due")
    assert len(watched.rows("polls")) == 1
    asked = len(site.asked)
    watched.poll()
    done = watched.run("poll")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "") and len(site.asked) > asked
    assert len(watched.rows("polls")) == 2
    watched.poll("harbour")
    watched.poll("--due", NOW="2026-11-20T08:20:00Z")
    assert len(watched.rows("polls")) == 3
    watched.poll("--due", NOW="2026-11-20T08:40:00Z")
    assert len(watched.rows("polls")) == 4


def test_all_stands_alone_and_unknown_ids_are_wrong_use(watched: House, site: Site):
    for arguments in (
        ("--all", "--due"),
        ("--all", "harbour"),
        ("nobody",),
        ("harbour", "nobody"),
        ("--what",),
    ):
        done = watched.run("poll", *arguments)
        assert done.returncode == 2 and done.stdout == "" and done.stderr.strip(), arguments
    assert site.asked == []


def test_a_wrong_file_outranks_a_failed_source_and_both_are_said(watched: House):
    watched.source("broken", url="https://x.example.org/", pol="daily")
    watched.source(
        "down", url="http://127.0.0.1:9/", entry_points=[{"url": "http://127.0.0.1:9/feed", "kind": "feed"}]
    )
    done = watched.run("poll", "--all")
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert any("broken.yaml" in line and '"pol"' in line for line in lines)
    assert any("down" in line and "network_error" in line for line in lines)
    assert {row["source"]: row["outcome"] for row in watched.rows("polls")} == {
        "harbour": "done",
        "down": "failed",
    }
    (watched.folder / "sources" / "broken.yaml").unlink()
    assert watched.run("poll", "--all").returncode == 1
    assert "down" in json.loads(watched.run("status", "--format", "json").stdout)["sick"]


def test_polls_are_printed_for_programs_when_asked(watched: House):
    done = watched.run("poll", "--all", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["source"], row["outcome"], row["new"]) == ("harbour", "done", 3)
    (listed,) = watched.rows("polls")
    assert row.keys() >= listed.keys()
    assert {name: row[name] for name in listed if not name.endswith("_at")} == {
        name: listed[name] for name in listed if not name.endswith("_at")
    }


def test_mail_goes_only_with_send(watched: House):
    watched.poll()
    assert watched.mails() == [] and [row["state"] for row in watched.rows("alerts")] == ["waiting"]
    watched.poll("--due", "--send")
    assert len(watched.mails()) == 1 and [row["state"] for row in watched.rows("alerts")] == ["sent"]
    watched.poll("--all", "--send")
    assert len(watched.mails()) == 1


def test_cron_hears_nothing_where_no_address_is_set(watched: House):
    quiet = {"ALERT_TO": "", "ALERT_FROM": ""}
    for arguments in (("poll", "--due", "--send"), ("alerts", "send")):
        done = watched.run(*arguments, **quiet)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "PACTWATCH_ALERT_TO" in watched.run("status", **quiet).stdout


def test_a_live_lease_is_respected_and_a_dead_ones_is_not(watched: House, site: Site):
    site["/news/2.html"] = silence
    first = watched.start("poll", "--all", RESPONSE_TIMEOUT="60")
    while not any(path == "/news/2.html" for path in site.paths()):
        assert first.poll() is None
        time.sleep(0.05)
    second = watched.run("poll", "--all")
    assert (second.returncode, second.stderr.count("\n")) == (0, 1) and "harbour" in second.stderr
    first.kill()
    first.communicate()
    news_site(site, stories=3)
    watched.poll()
    assert len(watched.rows("articles")) == 3


def test_a_short_retry_after_is_waited_for_and_a_long_one_outlives_all(watched: House, site: Site):
    page = site.routes["/news/1.html"]
    site["/news/1.html"] = [Reply("later", 429, {"Retry-After": "2"}), page]
    watched.poll()
    assert len(watched.rows("articles")) == 3 and watched.rows("polls")[0]["outcome"] == "done"
    site["/news.html"] = Reply("much later", 503, {"Retry-After": "7200"})
    watched.run("poll", "--all", NOW="2026-11-20T10:00:00Z")
    (row,) = watched.rows("sources")
    assert row["next_poll"] == "2026-11-20T12:00:00Z"
    news_site(site, stories=4)
    site["/news.html"] = Reply(site.routes["/news.html"].body, etag='"list-2"')
    asked = len(site.asked)
    done = watched.run("poll", "--all", NOW="2026-11-20T11:00:00Z")
    assert len(site.asked) == asked and done.returncode == 0
    watched.poll("--due", NOW="2026-11-20T12:00:01Z")
    assert len(watched.rows("articles")) == 4


def test_limits_are_named_in_errors_and_the_rest_stays_pending(watched: House, site: Site):
    news_site(site, stories=8)
    site["/news/4.html"] = Reply("<p>" + "x" * 60_000)
    watched.poll("--all", MAX_REQUESTS="6")
    (row,) = watched.rows("polls")
    assert (
        row["requests"] <= 6
        and row["pending"] >= 3
        and row["outcome"] in ("done", "partial")
        and row["errors"]
    )
    watched.run("poll", "--all", MAX_BODY="50000")
    newest = watched.rows("polls")[0]
    assert newest["pending"] == 0 and newest["errors"] == {"too_large": 1}
    problems = {row["url"].rsplit("/", 1)[1]: row["problem"] for row in watched.rows("articles")}
    assert len(problems) == 8 and {name for name, problem in problems.items() if problem} == {"4.html"}


def test_the_deadline_of_a_poll_ends_it_and_the_rest_stays_pending(watched: House, site: Site):
    site["/news/2.html"] = silence
    began = time.monotonic()
    done = watched.run("poll", "--all", POLL_DEADLINE="3", RESPONSE_TIMEOUT="20")
    assert time.monotonic() - began < 60 and done.returncode in (0, 1)
    (row,) = watched.rows("polls")
    assert row["pending"] >= 1 and row["errors"]


def test_max_articles_takes_the_newest_first(house: House, site: Site):
    news_site(site, stories=6)
    house.source("harbour", url=f"{site.url}/news.html", max_articles=2)
    house.poll()
    assert sorted(row["url"][-6:] for row in house.rows("articles")) == ["5.html", "6.html"]
    assert house.rows("polls")[0]["pending"] == 4
    house.poll()
    assert len(house.rows("articles")) == 4


def test_include_exclude_and_selectors_are_in_effect(house: House, site: Site):
    page = '<html><head><title>Site</title></head><body><div class="t">{0}</div><div class="d">{1}</div><div class="x">{2}</div></body></html>'
    title, body = plain_story(4)
    for name in ("yes/1", "yes/2", "no/1", "yes/old-3"):
        site[f"/{name}.html"] = page.format(f"{title} {name}", "12/11/2026", body)
    links = "".join(
        f'<li><a class="go" href="/{n}.html">{title} {n}</a></li>'
        for n in ("yes/1", "yes/2", "no/1", "yes/old-3")
    )
    site["/"] = (
        f"<html><body><ul>{links}</ul><p><a href='/yes/4.html'>another heading that is long enough</a></p></body></html>"
    )
    house.source(
        "one", url=f"{site.url}/", entry_points=[{"url": f"{site.url}/", "kind": "listing"}],
        include=["*/yes/*"], exclude=["*/old-*"],
        selectors={"title": ".t", "body": ".x", "published": ".d", "links": "a.go"},
    )  # fmt: skip
    house.poll()
    rows = {row["url"].removeprefix(site.url): row for row in house.rows("articles")}
    assert set(rows) == {"/yes/1.html", "/yes/2.html"}
    assert (
        rows["/yes/1.html"]["title"] == f"{title} yes/1"
        and rows["/yes/1.html"]["published_on"] == "2026-11-12"
    )


def test_private_targets_are_refused_by_link_and_by_redirect(house: House, site: Site):
    other = Site("127.0.0.2")
    news_site(site, stories=2)
    other["/x.html"] = "<h1>secret</h1>"
    site["/news/1.html"] = redirect(f"{other.url}/x.html")
    house.source("harbour", url=f"{site.url}/news.html", include=["*"])
    house.run("poll", "--all")
    assert other.asked == [] and house.rows("polls")[0]["errors"].get("private_address") == 1
    other.close()
    closed = House(house.folder / "closed", ALLOW_PRIVATE_NETWORKS="false")
    closed.source("harbour", url=f"{site.url}/news.html")
    asked = len(site.asked)
    assert closed.run("poll", "--all").returncode == 1 and len(site.asked) == asked
    assert closed.rows("polls")[0]["errors"] == {"private_address": 1}


def test_settings_come_from_env_files_and_secret_files_and_the_environment_outranks_them(
    tmp_path: Path, site: Site
):
    news_site(site, stories=3)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "harbour.yaml").write_text(f"url: {site.url}/news.html\n")
    (tmp_path / "to.txt").write_text("reader@example.org\n")
    (tmp_path / ".env").write_text(
        "# settings\nPACTWATCH_ALLOW_PRIVATE_NETWORKS=true\nPACTWATCH_HOME=data\nexport PACTWATCH_DELAY='0'\n"
        'PACTWATCH_ALERT_FROM="Pactwatch <p@example.org>"\nPACTWATCH_NOW=2026-11-20T09:00:00+01:00\nPACTWATCH_ALERT_TO_FILE=to.txt\n'
        "PACTWATCH_CONTACT=mailto:ops@example.org\n"
    )
    away = tmp_path / "away"
    away.mkdir()
    done = command("--config-dir", str(tmp_path), "poll", "--all", "--send", folder=away)
    assert (done.returncode, done.stderr) == (0, "")
    assert "mailto:ops@example.org" in site.asked[-1].headers["user-agent"]
    rows = json.loads(
        command("--config-dir", "..", "list", "articles", "--format", "json", folder=away).stdout
    )
    assert {row["first_seen"] for row in rows} == {"2026-11-20T08:00:00Z"}
    assert len(list((tmp_path / "data" / "outbox").glob("*.eml"))) == 1 and list(away.iterdir()) == []
    other = command(
        "--config-dir", "..", "list", "articles", "--format", "json", folder=away, settings={"HOME": "other"}
    )
    assert json.loads(other.stdout) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"), ("SMTP_URL", "http://x"), ("ALERT_TO", "nobody"), ("ALERT_FROM", "a@b\nBcc: c@d"),
        ("ALERT_MAX_AGE_DAYS", "soon"), ("REREAD_DAYS", "1,x"), ("CLOAK_CHECK", "perhaps"), ("NOW", "today"),
        ("ALLOW_PRIVATE_NETWORKS", "2"), ("PROXY", "socks"), ("DELAY", "-1"), ("MAX_BODY", "10MB"), ("SMTP_URL_FILE", "none.txt"),
        ("SOURCES", "nowhere"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_line_that_names_it(house: House, name, value):
    done = house.run("poll", "--all", **{name: value})
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert name.removesuffix("_FILE") in done.stderr
    assert "hunter2" not in house.run("poll", SMTP_URL="ftp://me:hunter2@x").stderr


def test_the_proxy_is_asked_and_the_guard_judges_what_it_would_reach(watched: House, site: Site):
    proxy = Site()
    for path in ("/news.html", *(f"/news/{number}.html" for number in range(1, 4)), "/robots.txt"):
        proxy[f"{site.url}{path}"] = site.routes[path]
    watched.poll("--all", PROXY=proxy.url)
    assert site.asked == [] and len(watched.rows("articles")) == 3
    assert all(path.startswith(site.url) for path in proxy.paths())
    watched.source(
        "inner", url="http://127.0.0.9/", entry_points=[{"url": "http://127.0.0.9/", "kind": "listing"}]
    )
    done = watched.run("poll", "inner", PROXY=proxy.url, ALLOW_PRIVATE_NETWORKS="false")
    assert done.returncode == 1 and not any("127.0.0.9" in path for path in proxy.paths())
    assert watched.rows("polls")[0]["errors"] == {"private_address": 1}
    proxy.close()


def test_scrapys_own_command_lists_and_stores_the_same(watched: House, site: Site):
    project = Path(os.environ.get("PYTHONPATH") or Path(__file__).parents[2])
    scrapy = Path(sys.executable).parent / "scrapy"
    listed = subprocess.run(
        [str(scrapy), "list"], cwd=project, env=environment({}), capture_output=True, text=True, timeout=60
    )
    assert {"feed", "sitemap", "listing", "page"} <= set(listed.stdout.split())
    settings = {
        **watched.settings,
        "HOME": str(watched.folder / "crawled"),
        "SOURCES": str(watched.folder / "sources"),
    }
    done = subprocess.run(
        [str(scrapy), "crawl", "listing", "-a", "source=harbour"], cwd=project, env=environment(settings),
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    watched.poll()
    crawled = json.loads(watched.run("list", "articles", "--format", "json", HOME="crawled").stdout)

    def address(row: dict[str, Any]) -> str:
        return str(row["url"])

    assert crawled and sorted(crawled, key=address) == sorted(watched.rows("articles"), key=address)
