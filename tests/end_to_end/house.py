"""One installation of Pactwatch, run by its command line as its users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.site import Reply, Site

PACTWATCH = Path(sys.executable).parent / "pactwatch"
NOW = "2026-11-20T08:00:00Z"


class House:
    """A folder with sources, settings and a store; commands run in it as processes of their own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        self.settings = {
            "ALLOW_PRIVATE_NETWORKS": "true",
            "ALERT_FROM": "pactwatch@example.org",
            "ALERT_TO": "reader@example.org",
            "DELAY": "0",
            "NOW": NOW,
            **settings,
        }

    def source(self, identifier: str, **keys: Any) -> None:
        """Write one source file."""
        path = self.folder / "sources" / f"{identifier}.yaml"
        path.write_text(yaml.safe_dump(keys, allow_unicode=True), "utf-8")

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start one command."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PACTWATCH_")}
        ours = {f"PACTWATCH_{key}": value for key, value in {**self.settings, **settings}.items()}
        return subprocess.Popen(
            [str(PACTWATCH), "--config-dir", str(self.folder), *arguments],
            env={**kept, **ours},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        process = self.start(*arguments, **settings)
        out, err = process.communicate(timeout=240)
        assert "Traceback" not in err, err[-3000:]
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def poll(self, *arguments: str, **settings: str) -> None:
        """Poll everything; nothing may fail and nothing be said."""
        done = self.run("poll", *(arguments or ("--all",)), **settings)
        assert (done.returncode, done.stderr) == (0, "")

    def rows(self, what: str) -> list[dict[str, Any]]:
        """``pactwatch list WHAT --format json``."""
        done = self.run("list", what, "--format", "json")
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, Any]] = json.loads(done.stdout)
        return rows

    def mails(self) -> list[Path]:
        """The mails that were written as files."""
        return sorted((self.folder / "var" / "outbox").glob("*.eml"))


ARTICLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - {site}</title></head><body>
<ul class="menu"><li><a href="/">Home</a></li><li><a href="/news.html">News</a></li></ul>
<div class="article"><h1>{title}</h1><p class="date">Published: {day}</p><div class="text">{body}</div></div>
<div class="foot">Copyright {site}</div></body></html>"""

FILLER = (
    "The visitors toured the wards and the skills laboratory in the morning and met young doctors over lunch.",
    "Both sides will set up a working group that meets each quarter and reports to the two directors.",
    "The hospital has eight hundred beds and looks after a region of two million people.",
)


def paragraphs(*sentences: str) -> str:
    """Sentences as paragraphs."""
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def agreement_story(one: str, other: str, day: str, number: int) -> tuple[str, str]:
    """Headline and body of a plain announcement."""
    title = f"{one} and {other} sign memorandum"
    lead = f"On {day}, {one} and {other} signed a memorandum of understanding on the training of nurses."
    return title, paragraphs(lead, FILLER[number % 3], FILLER[(number + 1) % 3])


def plain_story(number: int) -> tuple[str, str]:
    """Headline and body of a story without any agreement."""
    title = f"Ward {number} opens its new playroom for children"
    lead = f"Children of ward {number} moved into a brighter playroom this week, with a mural of {number} whales."
    return title, paragraphs(
        lead, f"Volunteers painted for {number + 3} days and brought books and games.", FILLER[2]
    )


PARTNERS = ("Lakeview Children's Hospital", "Mount Orrin Medical Center", "University Hospital of Varnholm")


def news_site(site: Site, stories: int = 8, name: str = "Harbour General Hospital") -> None:
    """Fill ``site`` with a listing of ``stories`` articles, every third of which tells of an agreement."""
    items = []
    for number in range(1, stories + 1):
        if number % 3 == 0:
            title, body = agreement_story(name, PARTNERS[number // 3 % 3], f"November {number}", number)
        else:
            title, body = plain_story(number)
        day = f"2026-11-{number:02d}"
        page = ARTICLE.format(title=title, body=body, day=day, site=name)
        site[f"/news/{number}.html"] = Reply(page, etag=f'"v1-{number}"')
        items.append(f'<li><a href="/news/{number}.html">{title}</a><span>{day}</span></li>')
    listing = f'<html><head><title>News</title></head><body><h2>News</h2><ul class="list">{"".join(items)}</ul></body></html>'
    site["/news.html"] = Reply(listing, etag='"list-1"')
    site["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")
