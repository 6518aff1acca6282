"""Sitemaps -> article links, newest first: index, URL set, news extension, plain text, gzip or not.

Formats: sitemaps.org protocol 0.9 and Google's news extension (``news:title``, ``news:publication_date``).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from crawler.model import ArticleLink, EntryKind, FetchedPage, Problem, Source
from crawler.pages.feeds import plain_title
from crawler.pages.found import ChildSitemap, EntryReading, absolute, is_document, one_line, without_repeats
from crawler.pages.scope import in_scope, same_site
from crawler.pages.stated_times import moment_of, stated_time

# INTERFACE's limit for a decoded body; a sitemap unpacked from gzip is one.
LARGEST_BODY = 10_000_000
# The protocol's own limit for one file (sitemaps.org, "Sitemap file requirements").
MOST_URLS = 50_000
_GZIP = b"\x1f\x8b"
# Some servers pack a file that was packed already; more than twice is a trap.
_MOST_LAYERS = 2


class _Refused(Exception):
    """A sitemap that cannot be read, with the problem's name; never leaves this module."""

    def __init__(self, problem: Problem, detail: str) -> None:
        super().__init__(detail)
        self.problem = problem
        self.detail = detail


def read_sitemap(page: FetchedPage, source: Source, now: datetime) -> EntryReading:
    """The sitemap's links (``modified`` from ``lastmod``, ``published`` from the news extension) or its
    members, newest first; what has no date keeps its place after what has one. Never raises.
    """
    try:
        body = unpacked(page.body)
    except _Refused as refused:
        return EntryReading(EntryKind.SITEMAP, problem=refused.problem, detail=refused.detail)
    if not body.strip():
        return _empty("The sitemap is an empty document.")
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return _text_sitemap(body, page, source)
    links: list[ArticleLink] = []
    children: list[ChildSitemap] = []
    seen_root = ""
    for root, name, fields in _records(body):
        seen_root = root
        if name == "url" and (link := _link(fields, page, source, now)):
            links.append(link)
        elif name == "sitemap" and (child := absolute(page.url, fields.get("loc"))):
            children.append(ChildSitemap(child, fields.get("lastmod")))
        if len(links) + len(children) >= MOST_URLS:
            break
    return _reading(links, children, seen_root or root_name(body), source)


def unpacked(body: bytes) -> bytes:
    """``body`` without gzip layers (at most two, 10 MB); a cut archive gives what came.

    Raises ``_Refused`` for a bomb or an archive that gives nothing.
    """
    for _ in range(_MOST_LAYERS):
        if body[:2] != _GZIP:
            break
        machine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            opened = machine.decompress(body, LARGEST_BODY + 1)
        except zlib.error as error:
            raise _Refused(Problem.UNDECODABLE, f"The sitemap's gzip is damaged: {error}.") from error
        if len(opened) > LARGEST_BODY:
            raise _Refused(Problem.TOO_LARGE, "The sitemap unpacks to more than 10 MB.")
        body = opened
    if body[:2] == _GZIP:
        raise _Refused(Problem.TOO_LARGE, "The sitemap is packed more than twice.")
    if len(body) > LARGEST_BODY:
        raise _Refused(Problem.TOO_LARGE, "The sitemap is larger than 10 MB.")
    return body


def root_name(body: bytes) -> str:
    """The local name of the first element, lower case; empty where there is none."""
    for _, element in _events(body[:5000], ("start",)):
        return _local(element)
    return ""


def _events(body: bytes, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Lxml's events, forgiving; entities, DTDs and the network are never touched, depth stays bounded."""
    walk = etree.iterparse(
        io.BytesIO(body),
        events=events,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from walk
    except (etree.XMLSyntaxError, ValueError):
        return


def _records(body: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each ``url`` and ``sitemap`` element as (root's name, own name, its fields), freed once read."""
    root = ""
    depth = 0
    for event, element in _events(body, ("start", "end")):
        if event == "start":
            root = root or _local(element)
            depth += 1
            continue
        depth -= 1
        name = _local(element)
        if name in ("url", "sitemap"):
            yield root, name, _fields(element)
        if depth == 1:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _fields(record: Any) -> dict[str, str]:
    """``loc`` and ``lastmod`` of the record itself, title and date of its news part."""
    fields: dict[str, str] = {}
    for child in record:
        name = _local(child)
        if name in ("loc", "lastmod") and _prefix_free(child):
            fields.setdefault(name, one_line(_text(child), 4096))
        elif name == "news":
            for part in child:
                fields.setdefault(f"news_{_local(part)}", one_line(_text(part)))
    return fields


def _link(fields: dict[str, str], page: FetchedPage, source: Source, now: datetime) -> ArticleLink | None:
    url = absolute(page.url, fields.get("loc"))
    if url is None or not is_document(url):
        return None
    published, modified = (
        stated_time(raw, moment_of(raw), source, now) if (raw := fields.get(key)) else None
        for key in ("news_publication_date", "lastmod")
    )
    return ArticleLink(url, plain_title(fields.get("news_title")), published, modified)


def _text_sitemap(body: bytes, page: FetchedPage, source: Source) -> EntryReading:
    lines = body.decode("utf-8-sig", "replace").splitlines()
    urls = [line.strip() for line in lines if line.strip()]
    web = [u for u in urls if u.startswith(("http://", "https://"))]
    if not web or len(web) * 2 < len(urls):
        detail = f"This is no sitemap; it begins “{one_line(urls[0] if urls else '', 60)}”."
        return EntryReading(EntryKind.SITEMAP, problem=Problem.WRONG_TYPE, detail=detail)
    links = [ArticleLink(u) for raw in web[:MOST_URLS] if (u := absolute(page.url, raw)) and is_document(u)]
    return _reading(links, [], "urlset", source)


def _reading(
    links: list[ArticleLink], children: list[ChildSitemap], root: str, source: Source
) -> EntryReading:
    if not links and not children and root not in ("urlset", "sitemapindex"):
        what = (
            "A web page"
            if root in ("html", "head", "body", "div")
            else f"An XML document <{root}>"
            if root
            else "Text"
        )
        detail = f"{what} stands where a sitemap was expected."
        return EntryReading(EntryKind.SITEMAP, problem=Problem.WRONG_TYPE, detail=detail)
    own = [link for link in without_repeats(links) if in_scope(link.url, source)]
    own.sort(key=lambda link: link.published or link.modified or "", reverse=True)
    members = [child for child in dict.fromkeys(children) if same_site(child.url, source)]
    members.sort(key=lambda child: child.last_modified or "", reverse=True)
    if own or members:
        return EntryReading(EntryKind.SITEMAP, tuple(own), children=tuple(members))
    count = len(links) + len(children)
    return _empty(
        f"None of the sitemap's {count} addresses is the source's own." if count else "The sitemap is empty."
    )


def _empty(detail: str) -> EntryReading:
    return EntryReading(EntryKind.SITEMAP, problem=Problem.EMPTY, detail=detail)


def _text(element: Any) -> str:
    try:
        return element.text or ""
    except UnicodeDecodeError:
        # lxml, forgiving, lets half a surrogate pair (&#xD800;) into its tree and cannot give it out.
        return ""


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _prefix_free(element: Any) -> bool:
    # image:loc and video:loc stand deeper in sound files, but broken ones flatten them.
    tag = str(element.tag)
    return "image" not in tag and "video" not in tag
