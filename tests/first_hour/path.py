"""The path of a new user, step by step, each step a command as it stands in docs/first-hour.md."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.end_to_end.house import ARTICLE, agreement_story
from tests.end_to_end.sink import Sink
from tests.site import Reply, Site

NAME = "Harbour General Hospital"
PARTNERS = ("Northcape University Hospital", "Ulmen Medical Center", "Sandvika Children's Hospital")
NEW = "Kestrel Bay University Hospital"
READER = "reader@office.example"


@dataclass(frozen=True)
class Step:
    """One command with its outcome and the seconds it took."""

    command: tuple[str, ...]
    done: subprocess.CompletedProcess[str]
    seconds: float


def publish(site: Site, today: datetime, stories: int = 3) -> None:
    """A news list of agreements on the last days; with a fourth story today's is the newest."""
    items = []
    for number, partner in enumerate((*PARTNERS, NEW)[:stories]):
        day = today - timedelta(days=2 * (stories - number) if stories == len(PARTNERS) else 3 - number)
        title, body = agreement_story(NAME, partner, f"{day:%B} {day.day}", number)
        page = ARTICLE.format(title=title, body=body, day=f"{day:%Y-%m-%d}", site=NAME)
        site[f"/news/{number + 1}.html"] = Reply(page, etag=f'"{number}-{stories}"')
        items.insert(0, f'<li><a href="/news/{number + 1}.html">{title}</a><span>{day:%Y-%m-%d}</span></li>')
    listing = f'<html lang="en"><head><title>News - {NAME}</title></head><body><h2>News</h2><ul class="list">{"".join(items)}</ul></body></html>'
    site["/news.html"] = Reply(listing, etag=f'"list-{stories}"')
    site["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")


def walk(pactwatch: Path, folder: Path, site: Site, sink: Sink, told: Callable[[Step], None]) -> list[Step]:
    """From an empty folder to a mail. A site on loopback needs one setting more than a real one, and no
    politeness; both stand in the environment.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PACTWATCH_")}
    environment = {**kept, "PACTWATCH_ALLOW_PRIVATE_NETWORKS": "true", "PACTWATCH_DELAY": "0"}
    steps: list[Step] = []

    def run(*arguments: str) -> Step:
        begun = time.monotonic()
        done = subprocess.run(
            [str(pactwatch), *arguments],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=240,
        )
        step = Step(arguments, done, time.monotonic() - begun)
        steps.append(step)
        told(step)
        return step

    today = datetime.now(UTC)
    publish(site, today)
    made = run(
        *("init", "--url", f"{site.url}/news.html", "--organisation", NAME),
        *("--to", READER, "--from", "pactwatch@office.example", "--smtp", sink.url),
    )
    sources = sorted(path.stem for path in (folder / "sources").glob("*.yaml"))
    if made.done.returncode or len(sources) != 1:
        return steps
    run("alerts", "test", READER)
    run("replay", sources[0], "--days", "30")
    run("list", "agreements")
    publish(site, today, stories=4)
    run("poll", "--all", "--send")
    return steps
