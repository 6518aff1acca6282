"""Several processes write at once: each waits its turn, none sees a locked database."""

import subprocess
import sys
import threading
from pathlib import Path

from crawler.storage import Store
from tests.storage.pages import CITY, NOW, SOURCE, agreement, alert_each, assessment

ROOT = Path(__file__).parents[2]
EACH = 15


def write(url, who):
    """Keep pages of one's own, all of which report the same few agreements."""
    with Store(url) as store:
        for number in range(EACH):
            pact = agreement("Lakeside Hospital", f"Partner {number % 5} Clinic")
            page = f"http://{who}.example/n/{number}"
            store.articles.keep(assessment(page, agreements=[pact]), SOURCE, NOW, alert_each)
            store.leases.take("shared", f"{who}:1:1", NOW)


def test_processes_that_write_at_once_lose_and_double_nothing(url):
    with Store(url) as store:
        store.sources.sync([SOURCE, CITY], NOW)
        code = "import sys\nfrom tests.storage.test_storage_writers import write\nwrite(*sys.argv[1:])"
        running = [
            subprocess.Popen(
                [sys.executable, "-c", code, url, who], stderr=subprocess.PIPE, text=True, cwd=ROOT
            )
            for who in ("one", "two", "three")
        ]
        assert [process.communicate()[1] for process in running] == ["", "", ""]
        assert len(store.listing.articles(limit=0)) == 3 * EACH
        assert [len(row["reports"]) for row in store.listing.agreements()] == [9] * 5
        assert len(store.listing.alerts()) == 5


def test_one_store_serves_threads_that_read_and_write(store):
    store.sources.sync([SOURCE, CITY], NOW)
    failures = []

    def run(who):
        try:
            for number in range(8):
                pact = agreement("Lakeside Hospital", f"Partner {number} Clinic")
                page = f"http://{who}.example/n/{number}"
                store.articles.keep(assessment(page, agreements=[pact]), SOURCE, NOW, alert_each)
                store.listing.agreements()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(f"thread{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.listing.agreements()) == len(store.listing.alerts()) == 8
