"""Reports that come one by one end as the rule would part them all at once."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crawler.agreements.joining import join
from crawler.storage import Store
from crawler.storage.records import report_of
from crawler.storage.schema import agreements, outbox, reports
from tests.storage.pages import DAY, NOW, SOURCE, agreement, alert_each, assessment

NAMES = ("Lakeside Hospital", "Northern Clinic", "Southern University", "Eastern Institute")
DATES = (None, "2026", "2026-02", "2026-02-20", "2026-02-21", "2026-01-10")

PACTS = st.builds(
    lambda names, signed: agreement(*names, signed=signed),
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True),
    st.sampled_from(DATES),
)
STORIES = st.lists(
    st.tuples(
        st.integers(0, 5), st.lists(PACTS, min_size=0, max_size=2), st.sampled_from(["02-22", "02-28"])
    ),
    min_size=1,
    max_size=9,
)


def tell(store, number, pacts, day, step):
    url = f"http://hospital.example/n/{number}"
    text = f"revision {step}"
    told = assessment(url, text=text, agreements=pacts, published=f"2026-{day}")
    return store.articles.keep(told, SOURCE, NOW + step * DAY, alert_each)


@settings(deadline=None, max_examples=30)
@given(STORIES)
def test_one_by_one_ends_as_all_at_once(stories):
    with Store("sqlite://") as store:
        store.sources.sync([SOURCE], NOW)
        for step, (number, pacts, day) in enumerate(stories):
            tell(store, number, pacts, day, step)
        with store.reading() as connection:
            rows = connection.execute(select(reports)).all()
            known = {row.id: row for row in connection.execute(select(agreements))}
            alerted = [row.agreement_id for row in connection.execute(select(outbox))]
        stored = {}
        for row in rows:
            stored.setdefault(row.agreement_id, set()).add(row.key)
        assert {frozenset(group) for group in stored.values()} == set(
            map(frozenset, join([report_of(row) for row in rows]))
        )
        standing = {name for name, row in known.items() if row.active and row.superseded_by is None}
        assert standing == set(stored) == {row["id"] for row in store.listing.agreements(limit=0)}
        assert len(alerted) == len(set(alerted))
        for name in known:
            if known[name].superseded_by:
                assert store.agreements.current_id(name) in standing


@settings(deadline=None, max_examples=15)
@given(STORIES, st.integers(0, 9), st.sampled_from(["join", "split"]))
def test_what_a_person_joined_or_split_stays_so_whatever_follows(stories, choice, act):
    with Store("sqlite://") as store:
        store.sources.sync([SOURCE], NOW)
        for step, (number, pacts, day) in enumerate(stories):
            tell(store, number, pacts, day, step)
        rows = store.listing.agreements(limit=0)
        if act == "join" and len(rows) > 1:
            pair = [rows[choice % len(rows)]["id"], rows[(choice + 1) % len(rows)]["id"]]
            kept = store.agreements.join(pair, "ann", NOW)
            together = [_keys(store, kept)]
            apart = []
        else:
            whole = next((row for row in rows if len(row["reports"]) > 1), None)
            if act == "join" or whole is None:
                return
            other = store.agreements.split(whole["id"], [whole["reports"][-1]["url"]], "ann", NOW)
            together, apart = [], [(_keys(store, whole["id"]), _keys(store, other))]
        for step, (number, pacts, day) in enumerate(stories):
            tell(store, number + 6, pacts, day, 20 + step)
        with store.reading() as connection:
            owner = {row.key: row.agreement_id for row in connection.execute(select(reports))}
        for keys in together:
            assert len({owner[key] for key in keys}) == 1
        for stayed, left in apart:
            assert {owner[key] for key in stayed}.isdisjoint({owner[key] for key in left})


def _keys(store, agreement_id):
    with store.reading() as connection:
        query = select(reports.c.key).where(reports.c.agreement_id == agreement_id)
        return set(connection.execute(query).scalars())
