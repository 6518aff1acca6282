"""The product, run as its users run it, over the example sites on both days."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from crawler.cli import main
from crawler.demo.content import NOW
from crawler.demo.server import DemoSites, Request

PACTWATCH = Path(sys.executable).parent / "pactwatch"
KINDS = ("agreements", "articles", "junk", "polls", "alerts")


@dataclass
class Evening:
    """What was stored and sent when a day's poll was over; ``requests`` are those of that poll."""

    listed: dict[str, list[dict[str, Any]]]
    mails: list[EmailMessage]
    requests: list[Request]
    base: dict[str, str] = field(default_factory=dict)

    def at(self, kind: str, site: str, path: str) -> dict[str, Any] | None:
        """The row of ``kind`` for a page, feed marks aside."""
        url = self.base[site] + path
        rows = self.listed[kind]
        return next(
            (row for row in rows if row["url"].split("?utm_")[0].rstrip("/") == url.rstrip("/")), None
        )


class Installation:
    """One installation in ``folder`` that watches ``sites``."""

    def __init__(self, folder: Path, sites: DemoSites) -> None:
        self.folder = folder
        self.sites = sites
        sites.sources(folder / "sources")

    def command(self, *arguments: str) -> None:
        """Run one command on the demo's clock, in a process of its own as cron would."""
        self._settle()
        done = subprocess.run(
            [PACTWATCH, "--config-dir", self.folder, *arguments],
            env={key: value for key, value in os.environ.items() if not key.startswith("PACTWATCH_")},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.returncode, done.stdout[-2000:], done.stderr[-4000:])

    def listed(self, kind: str) -> list[dict[str, Any]]:
        """``pactwatch list KIND`` as rows, run in this process: starting fifteen more would take long."""
        self._settle()
        with redirect_stdout(io.StringIO()) as printed:
            code = main(["--config-dir", str(self.folder), "list", kind, "--format", "json", "--limit", "0"])
        assert code == 0
        rows: list[dict[str, Any]] = json.loads(printed.getvalue())
        return rows

    def _settle(self) -> None:
        settings = {
            "ALLOW_PRIVATE_NETWORKS": "true",
            "ALERT_FROM": "pactwatch@example.org",
            "ALERT_TO": "reader@example.org",
            "CONTACT": "reader@example.org",
            "DELAY": "0.02",
            "NOW": NOW[self.sites.day].isoformat(),
        }
        lines = [f"PACTWATCH_{key}={value}\n" for key, value in settings.items()]
        (self.folder / ".env").write_text("".join(lines), "utf-8")

    def poll(self) -> Evening:
        """Poll all sites once and send what is to be sent."""
        before = len(self.sites.requests)
        self.command("poll", "--all")
        asked = self.sites.requests[before:]
        self.command("alerts", "send")
        base = {site: self.sites.base(site) for site in self.sites.ids}
        return Evening({kind: self.listed(kind) for kind in KINDS}, self.mails(), asked, base)

    def mails(self) -> list[EmailMessage]:
        """The mails in the outbox folder, by name."""
        files = sorted((self.folder / "var" / "outbox").glob("*.eml"))
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in found if isinstance(mail, EmailMessage)]
