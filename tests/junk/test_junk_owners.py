"""Injected, mirror, and a copy without junk: what the host decides."""

from crawler.model import OrganisationRecord, SiteContext, Verdict
from crawler.organisations import RecordTable, name_rows
from tests.junk.looking import judged_text

TITLE = "夜岚影院免费观看|夜岚短片在线播放_夜岚网址入口|夜岚还在吗"
TEXT = "Rowan Valley Cancer Hospital and Tessaly Institute Sign Pact\nRowan Valley Cancer Hospital and Tessaly Institute signed a pact on 3 May for five years of shared trials."
RECORD = OrganisationRecord(
    "x:1",
    "Rowan Valley Cancer Hospital",
    "GB",
    "healthcare",
    ("rowanvalleycancer.org",),
    name_rows("x:1", [("Rowan Valley Cancer Hospital", "en", "label")]),
)
STRANGER, OWN = "https://m.tq88x.cn/en/news/206", "https://www.rowanvalleycancer.org/news/206"


def test_an_unknown_owner_makes_it_injected() -> None:
    assert judged_text(TITLE, TEXT, STRANGER)[0].verdict is Verdict.INJECTED


def test_a_registered_owner_on_a_strangers_host_makes_it_a_mirror() -> None:
    verdict, article = judged_text(TITLE, TEXT, STRANGER, names=RecordTable([RECORD]))
    assert (verdict.verdict, verdict.owner) == (Verdict.MIRROR, RECORD.name)
    assert article.title == "Rowan Valley Cancer Hospital and Tessaly Institute Sign Pact"


def test_the_owners_own_host_makes_it_injected() -> None:
    assert judged_text(TITLE, TEXT, OWN, names=RecordTable([RECORD]))[0].verdict is Verdict.INJECTED


def test_a_watched_source_owns_its_host() -> None:
    context = SiteContext(watched_hosts=(("tq88x.cn", "Rowan Valley Cancer Hospital"),))
    assert judged_text(TITLE, TEXT, STRANGER, context)[0].verdict is Verdict.INJECTED


def test_a_watched_organisation_elsewhere_makes_it_a_mirror() -> None:
    context = SiteContext(watched_hosts=(("rowanvalleycancer.org", "Rowan Valley Cancer Hospital"),))
    verdict, _ = judged_text(TITLE, TEXT, STRANGER, context)
    assert (verdict.verdict, verdict.owner) == (Verdict.MIRROR, "Rowan Valley Cancer Hospital")


def test_a_copy_without_junk_is_clean() -> None:
    verdict, _ = judged_text(
        "Rowan Valley Cancer Hospital Signs Pact", TEXT, STRANGER, names=RecordTable([RECORD])
    )
    assert verdict.verdict is Verdict.CLEAN
