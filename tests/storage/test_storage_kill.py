"""A process killed at any moment leaves a store from which the next run ends where an undisturbed run ends."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.model import Alert, AlertKind, AlertState
from crawler.storage import Store, this_process
from tests.storage.pages import CITY, NOW, SOURCE, agreement, alert_each, assessment, links, page

ROOT = Path(__file__).parents[2]
PAGES = 24


def work(store):
    """One poll: find everything, keep what is pending; sends nothing."""
    store.sources.sync([SOURCE, CITY], NOW)
    urls = [f"http://hospital.example/n/{number}" for number in range(PAGES)]
    store.frontier.found(SOURCE.id, page(SOURCE.url, headers=[("etag", '"e"')]), links(*urls), NOW)
    while pending := store.frontier.next(SOURCE.id, 5, NOW):
        for each in pending:
            store.articles.keep(told(each.url), SOURCE, NOW, alert_each)


def told(url):
    """Every third page reports an agreement that others report too; some are copies of one another."""
    number = int(url.rsplit("/", 1)[1])
    pact = agreement("Lakeside Hospital", f"Partner {number % 7} Clinic")
    text = " ".join(f"word{n} of notice {number // 2}" for n in range(50))
    return assessment(url, title=f"Notice {number}", text=text, agreements=[pact] if number % 3 == 0 else [])


def final(store):
    """The store apart from ids that follow from the order of writing, and times."""
    agreements = {
        (row["id"], row["status"], tuple(sorted(report["url"] for report in row["reports"])))
        for row in store.listing.agreements(limit=0)
    }
    articles = {
        (row["url"], row["title"], row["text"], row["revision"], row["duplicate_of"], row["problem"])
        for row in store.listing.articles(limit=0)
    }
    alerts = {(row["id"], row["agreement_id"], row["message_id"]) for row in store.listing.alerts(limit=0)}
    pending = store.frontier.count(SOURCE.id)
    return agreements, articles, alerts, pending, store.frontier.validators(SOURCE.id, SOURCE.url)


def killed(url, wait, what="work(store)"):
    """Run ``what`` in a process that is killed ``wait`` seconds after it began."""
    code = (
        "from crawler.storage import Store\n"
        "from tests.storage.test_storage_kill import send, work\n"
        f"store = Store({url!r})\n"
        "print('ready', flush=True)\n"
        f"{what}\n"
        "print('done', flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout.readline() == "ready\n"
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    return "done" not in rest


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments_it_ends_as_undisturbed(url, tmp_path, seed):
    with Store(f"sqlite:///{tmp_path}/undisturbed.db") as store:
        began = time.monotonic()
        work(store)
        lasted = time.monotonic() - began
        undisturbed = final(store)
    assert len(undisturbed[0]) == 7 and len(undisturbed[1]) == PAGES and undisturbed[3] == 0
    moments = random.Random(seed)
    cut = sum(killed(url, moments.uniform(0, lasted * 0.6)) for _ in range(3))
    assert cut > 0
    with Store(url) as store:
        work(store)
        assert final(store) == undisturbed
        work(store)
        assert final(store) == undisturbed


def send(store, mailbox):
    """Deliver what waits: a line a mail, on the disk before the store is told."""
    while rows := store.outbox.lease(this_process(), NOW, 2, timedelta(minutes=10)):
        for alert in rows:
            with Path(mailbox).open("a") as box:
                box.write(alert.message_id + "\n")
            time.sleep(0.02)
            store.outbox.sent(alert.id, NOW)


def test_a_sender_killed_at_random_moments_loses_no_mail_and_logs_what_it_may_have_doubled(url, tmp_path):
    mailbox = tmp_path / "mailbox"
    names = [f"a{number:02}" for number in range(20)]
    with Store(url) as store:
        store.outbox.add(
            [Alert(name, AlertKind.TEST, "s", {}, f"<{name}>", NOW, to="a@a.example") for name in names]
        )
    moments = random.Random(7)
    for _ in range(3):
        killed(url, moments.uniform(0.05, 0.25), f"send(store, {str(mailbox)!r})")
    with Store(url) as store:
        send(store, mailbox)
        delivered = Counter(mailbox.read_text().split())
        assert set(delivered) == {f"<{name}>" for name in names}
        for name in names:
            alert = store.outbox.get(name)
            unknown = sum(entry["event"] == "unknown" for entry in alert.log)
            assert alert.state is AlertState.SENT
            assert delivered[f"<{name}>"] <= 1 + unknown
            assert alert.attempts == 1 + unknown
