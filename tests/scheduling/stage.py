"""Sites and installations for rehearsals: several sources on one loopback site, each with a part to play."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.sources import load
from crawler.storage import Store
from tests.end_to_end.house import ARTICLE, PACTWATCH, House, agreement_story, plain_story
from tests.end_to_end.sink import free_port
from tests.site import Reply, Site

ROOT = Path(__file__).parents[2]


def publish(site: Site, name: str, numbers: list[int], month: str = "2026-10") -> None:
    """A list ``/<name>/`` with these articles, every fourth an agreement, dated by their numbers."""
    items = []
    for number in numbers:
        if number % 4 == 0:
            partner = f"{name.title()} Partner Clinic {number}"
            title, body = agreement_story(
                f"{name.title()} Hospital", partner, f"October {number}, 2026", number
            )
        else:
            title, body = plain_story(number)
            title = f"{title} in {name}"
        day = f"{month}-{number:02d}"
        path = f"/{name}/n{number}.html"
        site[path] = Reply(ARTICLE.format(title=title, body=body, day=day, site=name), etag=f'"{number}"')
        items.append(f'<li><a href="{path}">{title}</a><span>{day}</span></li>')
    site[f"/{name}/"] = Reply(
        f"<html><head><title>News</title></head><body><h2>News</h2><ul>{''.join(items)}</ul></body></html>"
    )


def watch(house: House, site: Site, name: str, **keys: Any) -> None:
    """A source file for the part ``name``."""
    own = {"url": f"{site.url}/{name}/", "name": name, "timezone": "UTC", "poll": "every 30m"}
    house.source(name, **{**own, **keys})


class Rehearsal:
    """A scheduler process over a house; ``lines`` are its log as objects once it has ended."""

    def __init__(self, house: House, speed: float = 1.0, **settings: str) -> None:
        self.port = free_port()
        # The articles have fixed dates, rehearsals happen today.
        own = {"METRICS_ADDRESS": f"127.0.0.1:{self.port}", "ALERT_MAX_AGE_DAYS": "36500", **settings}
        house.settings.pop("NOW", None)
        argv = [sys.executable, "-m", "tests.scheduling.daemon", str(house.folder), str(speed)]
        environment = {f"PACTWATCH_{key}": value for key, value in {**house.settings, **own}.items()}
        self.log = house.folder / f"log-{self.port}"
        self._file = self.log.open("w", encoding="utf-8")
        plain = {"PATH": str(PACTWATCH.parent), "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            argv, env={**plain, **environment}, cwd=ROOT, stdout=self._file, stderr=self._file
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        text = self.log.read_text("utf-8")
        assert "Traceback" not in text, text[-3000:]
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def events(self, name: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line.get("event") == name]

    def until(self, found: Callable[[], Any], seconds: float = 90.0) -> Any:
        """What ``found`` gives as soon as it gives something."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            answer = found()
            if answer:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"not within {seconds} s; log:\n{self.log.read_text('utf-8')[-3000:]}")

    def end(self) -> float:
        """Stop it as an operator does; how long that took."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=30)
        self._file.close()
        return time.monotonic() - began

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._file.close()


def health_of(house: House) -> dict[str, str]:
    """The state of each source as ``list sources`` has it, without the seconds a command takes."""
    with Store(f"sqlite:///{house.folder}/var/pactwatch.sqlite3") as store:
        rows = store.listing.sources(load(house.folder / "sources").sources, datetime.now(UTC))
    return {row["id"]: row["health"] for row in rows}
