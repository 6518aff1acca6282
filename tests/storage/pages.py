"""Small made-up pages, articles and agreements for the store's tests."""

from datetime import UTC, datetime, timedelta

from crawler.dedupe import fingerprint
from crawler.model import (
    Agreement,
    Alert,
    AlertKind,
    Announcement,
    AnnouncementVerdict,
    Article,
    ArticleLink,
    Assessment,
    FetchedPage,
    JunkVerdict,
    Party,
    Problem,
    Reading,
    Signal,
    SignedOn,
    Source,
    Verdict,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCE = Source("hospital", "http://hospital.example/news", "Hospital", organisation="Lakeside Hospital")
CITY = Source("city", "http://city.example/news", "City")


def party(name):
    return Party(name=name, canonical=name, key=f"key:{name.lower()}")


def agreement(*names, signed="2026-02-27", kind="memorandum"):
    precision = {10: "day", 7: "month", 4: "year"}.get(len(signed or ""))
    return Agreement(kind, (kind,), tuple(map(party, names)), SignedOn(value=signed, precision=precision))


def page(url, status=200, headers=(), now=NOW, requested=None, link=None, failure=None):
    return FetchedPage(url, requested or url, status, tuple(headers), b"", now, link=link, failure=failure)


def announcement(agreements, verdict=None):
    chosen = verdict or (AnnouncementVerdict.ANNOUNCEMENT if agreements else AnnouncementVerdict.NONE)
    return Announcement(chosen, 0.9 if agreements else 0.1, tuple(agreements))


def assessment(
    url,
    title="A headline",
    text=None,
    agreements=(),
    junk=Verdict.CLEAN,
    problem=None,
    verdict=None,
    fetched=None,
    published="2026-02-28",
):
    body = f"Unique words about {url} {title}." if text is None else text
    article = None if problem else Article(url, title, body, title_as_found=title, published_on=published)
    signals = () if junk is Verdict.CLEAN else (Signal("casino", "title", "LuckyCasino", "title", "planted"),)
    return Assessment(
        page=fetched or page(url),
        reading=Reading(article, problem, "detail" if problem else ""),
        junk=JunkVerdict(junk, 0.0 if junk is Verdict.CLEAN else 0.9, signals),
        announcement=announcement(agreements, verdict),
        fingerprint=fingerprint(title, body) if article else None,
    )


def alert_each(change):
    """The simplest rule: one alert for every new agreement nobody was told of."""
    return tuple(
        Alert(
            id=f"al-{each.id}",
            kind=AlertKind.AGREEMENT,
            subject="An agreement",
            facts={"subject": "An agreement"},
            message_id=f"<{each.id}@pactwatch.invalid>",
            created_at=NOW,
            agreement_id=each.id,
            to="reader@reader.example",
        )
        for each in change.agreements
        if each.status == "new" and not each.alerted
    )


def silent(change):
    """The rule that never alerts."""
    return ()


def links(*urls, published=None):
    return tuple(ArticleLink(url, f"Link to {url}", published) for url in urls)


__all__ = [
    "CITY",
    "DAY",
    "NOW",
    "SOURCE",
    "Problem",
    "Verdict",
    "agreement",
    "alert_each",
    "announcement",
    "assessment",
    "links",
    "page",
    "party",
    "silent",
]
