"""kill -9 at random moments of polls and sends, under faults, over SQLite and PostgreSQL.

``python -m bench.operations kills [KILLS] [ARTICLES]``

The pages of the site share sentences, so that what is learnt of it while it is read would show in the stored
texts if it hung on the order of reading. What was learnt is compared too.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from crawler.storage import Store
from crawler.storage.schema import deliveries, site_blocks
from tests.end_to_end.house import House, news_site
from tests.end_to_end.sink import Sink
from tests.end_to_end.test_e2e_polls import TOPICS, comparable
from tests.site import Fault, Reply, Site, drip, reset
from tests.storage.conftest import database

# After all dates on the site: a page is never published later than it is fetched.
FIRST = datetime(2026, 12, 20, 8, 0, tzinfo=UTC)
FAULTS: tuple[Fault | Reply, ...] = (
    reset,
    drip,
    Reply("busy", 503),
    Reply("slow down", 429, {"Retry-After": "1"}),
)
# One page in three is spoilt at its first two requests: fewer tries than five polls may need to give it up.
SPOILT, TIMES = 3, 2
# A command begins to work after about this many seconds; a kill before that tells nothing.
STARTS, LASTS = 0.5, 4.0


def kills(count: int = 50, articles: int = 30) -> bool:
    """Run over both databases and print the figures; whether every store equals the undisturbed one."""
    with tempfile.TemporaryDirectory() as folder, database() as server:
        calm = Trial(Path(folder) / "calm", articles, faults=False)
        calm.finish()
        held = True
        for name, url in (("SQLite", ""), ("PostgreSQL", server)):
            trial = Trial(Path(folder) / name, articles, faults=True, url=url)
            trial.kill_often(count, random.Random(11))
            trial.finish()
            held = trial.report(name, calm) and held
    return held


Rows = dict[str, list[dict[str, object]]]


class Trial:
    """One installation with its site and its mail server."""

    def __init__(self, folder: Path, articles: int, *, faults: bool, url: str = "") -> None:
        self.site = Site()
        news_site(self.site, stories=articles)
        more = {"DATABASE_URL": url} if url else {}
        self.house = House(folder, RESPONSE_TIMEOUT="1", ALERT_MAX_AGE_DAYS="3650", **more)
        page = f"{self.site.url}/news.html"
        self.house.source("harbour", url=page, organisation="Harbour General Hospital")
        self.url = url or f"sqlite:///{folder}/var/pactwatch.sqlite3"
        self.now, self.killed, self.worked = FIRST, 0, 0
        if faults:
            self._spoil(random.Random(5))

    def _spoil(self, chance: random.Random) -> None:
        for path, answer in list(self.site.routes.items()):
            if chance.randrange(SPOILT) == 0 and path != "/robots.txt":
                self.site.routes[path] = [*(chance.choice(FAULTS) for _ in range(TIMES)), answer]

    def kill_often(self, count: int, chance: random.Random) -> None:
        """Polls and sends in turn, each killed at a random moment; ``count`` of them in the middle of it."""
        with Sink() as self.sink:
            self.mails = self.sink.mails
            for number in range(3 * count):
                if self.killed == count:
                    break
                command = ("alerts", "send") if number % 5 == 4 else ("poll", "--all", "--send")
                self.now += timedelta(minutes=20)
                settings = {"NOW": self.now.isoformat(), "DELAY": "0.05", "SMTP_URL": self.sink.url}
                process = self.house.start(*command, **settings)
                time.sleep(chance.uniform(STARTS, LASTS))
                self.killed += process.poll() is None
                process.kill()
                process.communicate()

    def finish(self) -> None:
        """Poll and send undisturbed until nothing is left to do."""
        earlier = getattr(self, "mails", [])
        with Sink() as sink:
            for _ in range(12):
                self.now += timedelta(hours=7)
                settings = {"NOW": self.now.isoformat(), "SMTP_URL": sink.url, "REREAD_DAYS": "3000"}
                self.house.run("poll", "--all", "--send", **settings)
                with Store(self.url) as store:
                    if not store.frontier.count("harbour") and not store.outbox.waiting_count():
                        break
        self.mails = [*earlier, *sink.mails]
        self.site.close()

    def stored(self) -> Rows:
        """Everything but polls and health mails, without what follows from the order of writing."""
        with Store(self.url) as store:
            rows = {topic: getattr(store.listing, topic)(None, 0) for topic in TOPICS}
            learnt = select(site_blocks.c.kind, site_blocks.c.value, site_blocks.c.pages)
            with store.reading() as connection:
                rows["learnt"] = [dict(row._mapping) for row in connection.execute(learnt)]
        rows["alerts"] = [
            {**row, "attempts": 0, "last_error": None} for row in rows["alerts"] if row["kind"] == "agreement"
        ]
        port = str(self.site.port)
        return comparable(_renamed(rows, port))  # type: ignore[no-any-return]

    def report(self, name: str, calm: Trial) -> bool:
        """Print the figures; whether they hold."""
        mine, theirs = self.stored(), calm.stored()
        equal = mine == theirs
        sent = Counter(str(mail["Message-ID"]) for mail in self.mails)
        with Store(self.url) as store:
            alerts = [row for row in store.listing.alerts(None, 0) if row["kind"] == "agreement"]
            with store.reading() as connection:
                found = connection.execute(select(deliveries.c.alert_id, deliveries.c.event)).all()
            pending = store.frontier.count("harbour")
        unknown = {alert for alert, event in found if event == "unknown"}
        twice = [row["id"] for row in alerts if sent[row["message_id"]] > 1]
        never = [row["id"] for row in alerts if sent[row["message_id"]] == 0]
        unexplained = [alert for alert in twice if alert not in unknown]
        print(
            f"{name}: {self.killed} kills in the middle of a command; articles {len(mine['articles'])}, "
            f"agreements {len(mine['agreements'])}, pending {pending}; equal to the undisturbed store: {equal}"
        )
        print(
            f"  alerts {len(alerts)}: sent once {sum(sent[row['message_id']] == 1 for row in alerts)}, "
            f"never {len(never)}, twice {len(twice)} of which logged as of unknown "
            f"outcome {len(twice) - len(unexplained)}"
        )
        for topic in mine:
            if mine[topic] != theirs[topic]:
                print(
                    f"  {topic} differ: {len(mine[topic])} and {len(theirs[topic])}: {_first(mine, theirs, topic)}"
                )
        return equal and not never and not unexplained and not pending


def _first(mine: Rows, theirs: Rows, topic: str) -> str:
    """What the first row that differs has, and should have."""
    for one, other in zip(mine[topic], theirs[topic], strict=False):
        if one != other and isinstance(one, dict) and isinstance(other, dict):
            return str([(name, one[name], other[name]) for name in one if one[name] != other.get(name)])[:600]
    return "rows are missing"


def _renamed(rows: object, port: str) -> object:
    """Sites of two trials differ in their port only."""
    if isinstance(rows, dict):
        return {key: _renamed(value, port) for key, value in rows.items()}
    if isinstance(rows, list):
        return [_renamed(value, port) for value in rows]
    return rows.replace(f":{port}", ":PORT") if isinstance(rows, str) else rows
