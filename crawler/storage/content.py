"""One assessment as the columns of an article's row, and what a revision is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from hashlib import blake2b
from typing import Any

from crawler.model import Assessment, FetchedPage, JunkVerdict
from crawler.storage.columns import storable, storable_value
from crawler.storage.records import junk_record

Values = dict[str, Any]

_META = ("title_origin", "published_precision", "published_origin", "authors", "origin_line")


def content_digest(title: str | None, text: str) -> str:
    """What a revision is told by: changes exactly when the cleaned title or text does."""
    return blake2b(f"{title or ''}\x00{text}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def key_digest(url_key: str) -> str:
    """A short name for an article, the same in every run: reports and agreements are named after it."""
    return blake2b(url_key.encode("utf-8", "replace"), digest_size=8).hexdigest()


def blank(url: str, url_key: str, source_id: str, now: datetime) -> Values:
    """The row of an article of which nothing is known yet."""
    return {
        "key": key_digest(url_key),
        "url": url,
        "source_id": source_id,
        "is_first_poll": False,
        "first_seen": now,
        "last_read": now,
        "revision": 1,
        "content": content_digest(None, ""),
        "title": None,
        "text": "",
        "meta": {},
        "junk": "clean",
        "junk_score": 0.0,
        "junk_detail": junk_record(JunkVerdict()),
        "announcement": "none",
        "probability": 0.0,
        "reasons": [],
        "likeness": 0.0,
        "problem_detail": "",
        "read_well": False,
        "reread_attempts": 0,
    }


def content_values(assessment: Assessment) -> Values:
    """The columns that tell what was read, as they come back from the database: equal values mean that
    nothing has changed.
    """
    article, junk = assessment.reading.article, assessment.junk
    values: Values = {
        "last_read": assessment.page.fetched_at,
        "junk": junk.verdict.value,
        "junk_score": float(junk.score),
        "junk_detail": storable_value(junk_record(junk)),
        "problem": assessment.reading.problem.value if assessment.reading.problem else None,
        "problem_detail": storable(assessment.reading.detail),
        "announcement": assessment.announcement.verdict.value,
        "probability": float(assessment.announcement.probability),
        "reasons": storable_value(assessment.announcement.reasons),
        "archive_ref": assessment.page.archive_ref,
        "meta": _link_meta(assessment.page),
    }
    if article is None:
        return {
            **values,
            "title": None,
            "title_as_found": None,
            "text": "",
            "content": content_digest(None, ""),
        }
    title = storable(article.title) if article.title is not None else None
    text = storable(article.text)
    meta = {name: getattr(article, name) for name in _META}
    images = [asdict(image) for image in article.images]
    return {
        **values,
        "title": title,
        "title_as_found": storable(article.title_as_found) if article.title_as_found is not None else None,
        "text": text,
        "content": content_digest(title, text),
        "canonical_url": article.canonical_url,
        "language": article.language,
        "published_on": article.published_on,
        "meta": storable_value({**meta, **_link_meta(assessment.page), "images": images}),
    }


def _link_meta(page: FetchedPage) -> Values:
    """How the entry point showed the page: a re-read needs it again."""
    if page.link is None:
        return {}
    return {"link_text": storable(page.link.text), "link_published": page.link.published}


def validator_values(page: FetchedPage) -> Values:
    """The validators a page came with; a page of an error gives none."""
    return {"etag": page.header("etag"), "last_modified": page.header("last-modified")}


def fresh_values(stored: Values, assessment: Assessment) -> Values:
    """The columns that differ from ``stored`` once the assessment is in; empty when nothing does."""
    well = assessment.reading.problem is None
    values = {**merged_values(stored, content_values(assessment)), "read_well": well}
    if well:
        values |= {**validator_values(assessment.page), "last_problem": None, "last_problem_at": None}
        values["reread_attempts"] = 0
    if values["content"] != stored["content"] and (stored["title"] or stored["text"]):
        values["revision"] = stored["revision"] + 1
    return {name: value for name, value in values.items() if stored[name] != value}


def merged_values(stored: Values, fresh: Values) -> Values:
    """``fresh`` with what only an earlier reading knew: a date printed beside the link, the link's text."""
    kept = dict(fresh)
    if fresh.get("published_on") is None and stored["published_on"]:
        kept["published_on"] = stored["published_on"]
        for name in ("published_precision", "published_origin"):
            kept["meta"] = {**kept["meta"], name: stored["meta"].get(name)}
    remembered = {
        name: stored["meta"][name] for name in ("link_text", "link_published") if name in stored["meta"]
    }
    kept["meta"] = {**remembered, **kept["meta"]}
    return kept
