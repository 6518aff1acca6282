"""Made-up articles for the tests of this room: one call, everything else filled in."""

from __future__ import annotations

from crawler.agreements import detect
from crawler.model import Announcement, Article, EmptyNameTable, JunkVerdict, SiteContext


def told(
    text: str,
    title: str | None = None,
    published: str | None = None,
    owner: str | None = None,
    junk: JunkVerdict | None = None,
) -> Announcement:
    """What is concluded of a made-up article."""
    article = Article(url="https://news.example.org/item", title=title, text=text, published_on=published)
    return detect(article, SiteContext(organisation=owner), EmptyNameTable(), junk or JunkVerdict())


def names(announcement: Announcement) -> set[str]:
    """All party names of all agreements."""
    return {party.name for agreement in announcement.agreements for party in agreement.parties}
