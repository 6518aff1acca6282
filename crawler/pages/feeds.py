"""RSS, Atom and JSON feeds -> article links, also where the feed is broken."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser

from crawler.model import ArticleLink, EntryKind, FetchedPage, Problem, Source
from crawler.pages.feed_entries import MOST_ENTRIES, is_feed, scraped_parts, take_apart
from crawler.pages.found import EntryReading, absolute, one_line, without_repeats
from crawler.pages.scope import in_scope, same_site
from crawler.pages.stated_times import moment_of, stated_time
from crawler.text.decode import decode

_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});")
# What feedparser's loose mode has been seen to raise on crafted bytes; the second reading then takes over.
_PARSER_FAULTS = (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError)


def read_feed(page: FetchedPage, source: Source, now: datetime) -> EntryReading:
    """The links of a feed (RSS 0.9x, 1.0, 2.0, Atom, JSON Feed) in the feed's own order.

    An entry that is broken is left out, never the feed. Dates come as ISO 8601 in the site's zone where the
    feed states a time, ``None`` where it has none or one after tomorrow. Never raises.
    """
    text = decode(page.body, page.header("content-type")).text.lstrip("\ufeff \t\r\n")
    if not text:
        return EntryReading(EntryKind.FEED, problem=Problem.EMPTY, detail="The feed is an empty document.")
    if text[0] == "{":
        return _json_feed(text, page, source, now)
    if not is_feed(text):
        return EntryReading(EntryKind.FEED, problem=Problem.WRONG_TYPE, detail=_not_a_feed(text))
    return _xml_feed(text, page, source, now)


def _xml_feed(text: str, page: FetchedPage, source: Source, now: datetime) -> EntryReading:
    feed = take_apart(text)
    parsed = _parsed(feed.whole, page.url)
    sound = iter(parsed.get("entries", ()))
    links: list[ArticleLink] = []
    for fields in feed.entries:
        entry: Any = next(sound, {}) if fields is None else None
        link = (
            _scraped_link(fields, page, source, now)
            if fields is not None
            else _link(entry, page, source, now)
        )
        links += [link] if link else []
    follow = [absolute(page.url, x.get("href")) for x in _feed_links(parsed) if x.get("rel") == "next"]
    return _reading(links, follow, len(feed.entries), page, source)


def _scraped_link(
    fields: dict[str, str], page: FetchedPage, source: Source, now: datetime
) -> ArticleLink | None:
    address, title, day = scraped_parts(fields)
    url = absolute(page.url, address)
    return (
        ArticleLink(url, plain_title(title), stated_time(day, moment_of(day), source, now)) if url else None
    )


def _parsed(body: bytes, url: str) -> Any:
    try:
        return feedparser.parse(
            body,
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _PARSER_FAULTS:
        return {}


def _feed_links(parsed: Any) -> list[Any]:
    return list((parsed.get("feed") or {}).get("links") or ())


def _link(entry: Any, page: FetchedPage, source: Source, now: datetime) -> ArticleLink | None:
    """One entry of feedparser's as a link; ``None`` where it has no usable address."""
    guid = str(entry.get("id") or "")
    places = [entry.get("feedburner_origlink"), entry.get("link"), guid if guid.startswith("http") else None]
    places += [x.get("href") for x in entry.get("links") or () if x.get("rel") in (None, "alternate")]
    url = next((u for p in places if isinstance(p, str) and (u := absolute(page.url, p))), None)
    if url is None:
        return None
    published = _stamp(entry, ("published", "created", "updated"), source, now)
    return ArticleLink(
        url, plain_title(entry.get("title")), published, _stamp(entry, ("updated",), source, now)
    )


def _stamp(entry: Any, names: tuple[str, ...], source: Source, now: datetime) -> str | None:
    for name in names:
        # "in" first: feedparser lends "updated" the published date otherwise.
        raw = entry.get(name) if name in entry else None
        if not isinstance(raw, str) or not raw.strip():
            continue
        parsed = entry.get(f"{name}_parsed")
        moment = _moment(parsed)
        if found := stated_time(raw.strip(), moment, source, now):
            return found
    return None


def _moment(parsed: Any) -> datetime | None:
    """Feedparser's time (UTC) where it is one that a calendar has."""
    try:
        year, month, day, hour, minute = (int(number) for number in parsed[:5])
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def plain_title(raw: object) -> str:
    """A feed's title as plain words: tags out, entities (also doubly escaped ones) resolved."""
    text = raw if isinstance(raw, str) else ""
    for _ in range(2):
        text = _TAG.sub("", text) if "<" in text else text
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return one_line(text)


# Where a JSON Feed's list begins, and where an object in it does.
_ITEMS = re.compile(r'"items"\s{0,20}:\s{0,20}\[')
# Each broken item may be searched to the text's end.
_MOST_BROKEN = 20
_NEXT_ITEM = re.compile(r"(?<=[\]},])\s{0,20}\{\s{0,20}\"(?:id|url|title)\"")


def _json_feed(text: str, page: FetchedPage, source: Source, now: datetime) -> EntryReading:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        feed = {"items": _whole_items(text)}
        if not feed["items"]:
            detail = f"The feed is broken JSON: {one_line(str(error), 120)}."
            return EntryReading(EntryKind.FEED, problem=Problem.WRONG_TYPE, detail=detail)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        detail = "JSON without the list of items that JSON Feed asks for."
        return EntryReading(EntryKind.FEED, problem=Problem.WRONG_TYPE, detail=detail)
    links = [link for item in items[:MOST_ENTRIES] if (link := _json_link(item, page, source, now))]
    follow = feed.get("next_url")
    pages = [absolute(page.url, follow if isinstance(follow, str) else None)]
    return _reading(links, pages, len(items), page, source)


def _whole_items(text: str) -> list[object]:
    """The items of a JSON Feed that is broken elsewhere: each object after ``items`` that is whole."""
    found: list[object] = []
    decoder, start = json.JSONDecoder(), _ITEMS.search(text)
    at = text.find("{", start.end()) if start else -1
    broken = 0
    while at >= 0 and len(found) < MOST_ENTRIES and broken <= _MOST_BROKEN:
        try:
            item, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            # The next item begins where the next object does that stands in the list itself.
            broken += 1
            following = _NEXT_ITEM.search(text, at + 1)
            end = following.start() if following else len(text)
        else:
            found.append(item)
        at = text.find("{", end)
    return found


def _json_link(item: object, page: FetchedPage, source: Source, now: datetime) -> ArticleLink | None:
    if not isinstance(item, dict):
        return None
    words = {k: v for k, v in item.items() if isinstance(k, str) and isinstance(v, str)}
    guid = words.get("id", "")
    places = (words.get("url"), words.get("external_url"), guid if guid.startswith("http") else None)
    url = next((u for p in places if p and (u := absolute(page.url, p))), None)
    if url is None:
        return None
    published, modified = (
        stated_time(raw, moment_of(raw), source, now) if (raw := words.get(key)) else None
        for key in ("date_published", "date_modified")
    )
    title = plain_title(words.get("title") or words.get("summary"))
    return ArticleLink(url, title, published or modified, modified)


def _reading(
    links: list[ArticleLink], follow: list[str | None], written: int, page: FetchedPage, source: Source
) -> EntryReading:
    own = without_repeats([link for link in links if in_scope(link.url, source)])
    pages = tuple(dict.fromkeys(u for u in follow if u and u != page.url and same_site(u, source)))
    if own:
        return EntryReading(EntryKind.FEED, own, pages)
    if links:
        detail = (
            f"None of the feed's {len(links)} links is on the source's own site (the first: {links[0].url})."
        )
    elif written:
        detail = f"None of the feed's {written} entries has a usable link."
    else:
        detail = "The feed has no entries."
    return EntryReading(EntryKind.FEED, (), pages, problem=Problem.EMPTY, detail=detail)


def _not_a_feed(text: str) -> str:
    title = re.search(r"<title[^>]{0,200}>([^<]{1,300})", text[:20000], re.IGNORECASE)
    if title:
        words = one_line(html.unescape(title[1]), 120)
        return f"A web page stands where a feed was expected; its title is “{words}”."
    what = (
        "A web page"
        if re.search(r"<(?:html|body|div|!doctype html)", text[:5000], re.IGNORECASE)
        else "Something else"
    )
    return f"{what} stands where a feed was expected; it begins “{one_line(text[:200], 60)}”."
