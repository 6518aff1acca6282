"""A copy of the store is a store: restored, it is polled on with."""

import pytest

from crawler.errors import StoreError
from crawler.storage import Store
from tests.storage.pages import DAY, NOW, SOURCE, agreement, alert_each, assessment, links, page

PACT = agreement("Lakeside Hospital", "Northern Clinic")
URL = "http://hospital.example/n/1"


def test_a_copy_taken_while_in_use_is_restored_and_polled_on_with(tmp_path):
    copy = tmp_path / "copy.db"
    with Store(f"sqlite:///{tmp_path}/x.db") as store:
        store.sources.sync([SOURCE], NOW)
        store.articles.keep(assessment(URL, agreements=[PACT]), SOURCE, NOW, alert_each)
        store.backup(copy)
        store.frontier.found(SOURCE.id, page(SOURCE.url), links("http://hospital.example/n/2"), NOW)
        store.backup(copy)
        expected = store.listing.agreements()
    with Store(f"sqlite:///{copy}") as restored:
        assert restored.listing.agreements() == expected
        assert restored.frontier.count(SOURCE.id) == 1
        again = assessment("http://hospital.example/n/2", agreements=[PACT])
        restored.articles.keep(again, SOURCE, NOW + DAY, alert_each)
        assert len(restored.listing.alerts()) == 1
    assert sorted(each.name for each in tmp_path.glob("*partial*")) == []


def test_what_cannot_be_copied_is_one_line(tmp_path, postgresql_store):
    with Store(f"sqlite:///{tmp_path}/x.db") as store:
        for target in (tmp_path / "missing" / "y.db", tmp_path / "x.db"):
            with pytest.raises(StoreError, match="expected"):
                store.backup(target)
    with pytest.raises(StoreError, match="pg_dump"):
        postgresql_store.backup(tmp_path / "y.db")
