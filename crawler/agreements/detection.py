"""From an article to its announcement: verdict, agreements, evidence."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.agreements import cues as cue_finder
from crawler.agreements import features as feature_finder
from crawler.agreements import verdict
from crawler.agreements.describing import describe
from crawler.agreements.gathering import gather
from crawler.agreements.namesake import Namesake
from crawler.agreements.newest import published
from crawler.agreements.passage import lay_out
from crawler.agreements.publication import publication
from crawler.agreements.records import records
from crawler.agreements.unverified import without_replaced, without_unverified
from crawler.model import (
    Announcement,
    AnnouncementVerdict,
    Article,
    JunkVerdict,
    NameTable,
    SiteContext,
    Verdict,
)

_DAMAGED = "the words that tell who did what were replaced by junk"


def detect(article: Article, context: SiteContext, names: NameTable, junk: JunkVerdict) -> Announcement:
    """Is ``article`` an announcement, and of what agreements?

    Pure and linear; never raises on any text. ``names`` only links what patterns found. Without a date of
    publication, one printed in the address or the opening of the text stands in for it.
    """
    if junk.meaning_damaged:
        return Announcement(AnnouncementVerdict.NONE, 0.0, (), (_DAMAGED,))
    if junk.verdict is Verdict.SPAM:
        return Announcement(AnnouncementVerdict.NONE, 0.0, (), ("nothing on the page is genuine",))
    passage = lay_out(publication(article))
    when = published(passage.article.published_on).latest
    namesake = Namesake(passage)
    groups = gather(namesake, cue_finder.find(passage, when.isoformat() if when else None))
    groups, barred = without_unverified(groups, junk.unverified)
    judged = verdict.judge(feature_finder.features(passage, groups))
    reasons: Sequence[str] = judged.reasons
    if barred:
        reasons = (*judged.reasons, *(f"unverified: {name}" for name in barred))
    if judged.verdict is AnnouncementVerdict.NONE:
        return Announcement(judged.verdict, judged.probability, (), tuple(reasons))
    told = (describe(passage, namesake, record, context, names) for record in records(groups))
    agreements = tuple(without_replaced(agreement, junk.unverified) for agreement in told)
    if (
        judged.verdict is AnnouncementVerdict.ANNOUNCEMENT
        and barred
        and not any(len(a.parties) >= 2 for a in agreements)
    ):
        return Announcement(AnnouncementVerdict.REVIEW, judged.probability, agreements, tuple(reasons))
    return Announcement(judged.verdict, judged.probability, agreements, tuple(reasons))
