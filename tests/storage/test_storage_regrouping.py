"""A new rule of joining is brought to what is stored, and what persons said stays."""

from sqlalchemy import select

from crawler.storage import grouping
from crawler.storage.regrouping import regroup_all, regroupings
from crawler.storage.schema import reports
from tests.storage.pages import DAY, NOW, SOURCE, agreement, alert_each, assessment

PAIR = ("Lakeside Hospital", "Northern Clinic")


def tell(store, number, *names, step=0):
    told = assessment(f"http://s{number}.example/1", text=f"No {number}", agreements=[agreement(*names)])
    return store.articles.keep(told, SOURCE, NOW + step * DAY, alert_each)


def owners(store):
    with store.reading() as connection:
        return {row.key: row.agreement_id for row in connection.execute(select(reports))}


def apart(told):
    return tuple((report.key,) for report in told)


def kept_apart(store, monkeypatch):
    """Two reports of one agreement under a rule that joined nothing."""
    store.sources.sync([SOURCE], NOW)
    with monkeypatch.context() as patched:
        patched.setattr(grouping, "join", apart)
        tell(store, 1, *PAIR)
        tell(store, 2, *PAIR, step=1)
    assert len(set(owners(store).values())) == 2


def test_what_the_rule_joins_now_is_shown_first_and_then_done_without_a_mail(store, monkeypatch):
    kept_apart(store, monkeypatch)
    before, mails = owners(store), len(store.listing.alerts())
    (one,) = regroupings(store.database)
    assert one.joins and set(one.agreements) == set(before.values()) and set(one.parties) == set(PAIR)
    assert owners(store) == before
    assert regroup_all(store.database, NOW, "reassess") == 2
    assert len(set(owners(store).values())) == 1
    assert len(store.listing.alerts()) <= mails
    assert regroupings(store.database) == () and regroup_all(store.database, NOW, "reassess") == 0


def test_what_the_rule_parts_now_is_parted(store, monkeypatch):
    store.sources.sync([SOURCE], NOW)
    with monkeypatch.context() as patched:
        patched.setattr(grouping, "join", lambda told: (tuple(report.key for report in told),))
        patched.setattr("crawler.storage.grouping.around", _everything)
        tell(store, 1, *PAIR)
        tell(store, 2, "Southern University", "Eastern Institute", step=1)
    assert len(set(owners(store).values())) == 1
    (one,) = regroupings(store.database)
    assert not one.joins and len(one.reports) == 2
    regroup_all(store.database, NOW, "reassess")
    assert len(set(owners(store).values())) == 2


def _everything(connection, keys, ids):
    return list(connection.execute(select(reports)))


def test_what_a_person_decided_stays(store, monkeypatch):
    store.sources.sync([SOURCE], NOW)
    tell(store, 1, *PAIR)
    tell(store, 2, *PAIR, step=1)
    (whole,) = set(owners(store).values())
    other = store.agreements.split(whole, ["http://s2.example/1"], "ann", NOW)
    store.agreements.confirm(whole, "ann", NOW)
    store.agreements.dismiss(other, "ann", NOW)
    split = owners(store)
    regroup_all(store.database, NOW, "reassess")
    tell(store, 1, *PAIR, step=2)
    tell(store, 2, *PAIR, step=2)
    assert owners(store) == split
    assert {row["id"]: row["status"] for row in store.listing.agreements()} == {
        whole: "confirmed",
        other: "dismissed",
    }
    kept = store.agreements.join([whole, other], "ann", NOW)
    tell(store, 3, "Lakeside Hospital", "Southern University", step=3)
    regroup_all(store.database, NOW, "reassess")
    assert {owner for key, owner in owners(store).items() if key in split} == {kept}
