"""What junk may and may not say: spam nothing, mirrors only to a person, injected pages in repaired words."""

from dataclasses import replace

import pytest

from crawler.alerts.compose import compose
from crawler.alerts.incidents import tell
from crawler.alerts.policy import AlertPolicy
from crawler.model import Source, Verdict
from crawler.storage import Store
from tests.storage.pages import DAY, NOW, agreement, assessment

ONE, OTHER = "Lakeside Hospital", "Mount Orrin Medical Center"
OWNER = Source("owner", "http://owner.example/news", "Owner", organisation=ONE)
COPIER = Source("copier", "http://copier.example/news", "Copier")
POLICY = AlertPolicy(to=("reader@example.org",))


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/pactwatch.db") as found:
        yield found


def keep(store, source, junk, days=0, title="A headline"):
    now = NOW + days * DAY
    url = f"{source.url}/1"
    seen = assessment(url, title, f"Text of {source.id}.", agreements=[agreement(ONE, OTHER)], junk=junk)
    return store.articles.keep(seen, source, now, lambda change: tell(change, POLICY, now))


def mails(store):
    return [row for row in store.listing.alerts() if row["kind"] == "agreement"]


def test_spam_tells_of_no_agreement(store):
    keep(store, COPIER, Verdict.SPAM)
    assert store.listing.agreements() == []
    assert mails(store) == []


def test_what_only_a_mirror_tells_is_for_a_person(store):
    keep(store, COPIER, Verdict.MIRROR)
    (row,) = store.listing.agreements()
    assert row["status"] == "review"
    assert mails(store) == []


@pytest.mark.parametrize("order", [(COPIER, OWNER), (OWNER, COPIER)])
def test_the_owners_own_report_makes_it_known_once_and_stands_first(store, order):
    for days, source in enumerate((*order, *order)):
        keep(store, source, Verdict.MIRROR if source is COPIER else Verdict.CLEAN, days)
    (row,) = store.listing.agreements()
    assert row["status"] == "new"
    assert [report["source"] for report in row["reports"]] == ["owner", "copier"]
    (mail,) = mails(store)
    alert = store.outbox.get(mail["id"])
    assert alert.facts["reports"][0]["source"] == "owner"


def test_an_owner_that_turns_out_to_be_a_mirror_sends_no_second_mail(store):
    keep(store, OWNER, Verdict.CLEAN)
    keep(store, COPIER, Verdict.CLEAN, 1)
    keep(store, COPIER, Verdict.MIRROR, 2)
    assert len(mails(store)) == 1


def test_an_injected_page_alerts_in_its_repaired_words_and_says_so(store):
    now = NOW
    seen = assessment(f"{OWNER.url}/1", "The repaired headline", agreements=[agreement(ONE, OTHER)])
    article = replace(seen.reading.article, title_as_found="MegaSpin77 slot|The repaired headline")
    junk = assessment("http://x.example/", junk=Verdict.INJECTED).junk
    planted = replace(
        seen, reading=replace(seen.reading, article=article), junk=replace(junk, repaired_title=True)
    )
    store.articles.keep(planted, OWNER, now, lambda change: tell(change, POLICY, now))
    (mail,) = mails(store)
    text = compose(store.outbox.get(mail["id"]), "pactwatch@example.org", POLICY.to, now).text
    assert "The repaired headline" in text and "repaired" in text.replace("The repaired headline", "")
    assert "MegaSpin77" not in text


@pytest.mark.parametrize("order", [(COPIER, OWNER), (OWNER, COPIER)])
def test_the_mirror_is_the_copy_whichever_was_read_first(store, order):
    text = " ".join(f"word{number} of the announcement" for number in range(80))
    for days, source in enumerate(order):
        junk = Verdict.MIRROR if source is COPIER else Verdict.CLEAN
        seen = assessment(
            f"{source.url}/1", "A headline", text, agreements=[agreement(ONE, OTHER)], junk=junk
        )
        store.articles.keep(seen, source, NOW + days * DAY, lambda change: ())
    copies = {row["source"]: row["duplicate_of"] for row in store.listing.articles()}
    assert copies == {"owner": None, "copier": f"{OWNER.url}/1"}
