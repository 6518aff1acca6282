"""From an entry point to the links behind it: next pages, child sitemaps, and where to stop."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.errors import FetchError
from crawler.fetching.answers import TEMPORARY, judged
from crawler.fetching.aside import aside
from crawler.fetching.budget import CutShortError
from crawler.fetching.meta import CUT, KEPT, first_url
from crawler.fetching.pages import page_of
from crawler.model import ArticleLink, EntryPoint, FetchedPage, Problem
from crawler.pages.entries import EntryReading, read_entry
from spiders.asking import conditions, is_unfinished, marked_unfinished
from spiders.reach import MAX_CHILDREN
from spiders.visit import Visit

MAX_DEPTH = 3
# So many known links in a row at a page's end say that what follows is known too. One or two would be
# fooled by a pinned old item; more cost requests.
KNOWN_IN_A_ROW = 5


@dataclass(slots=True)
class Document:
    """One entry document of the walk. ``above`` is the document that led to it; ``whole`` is false when
    something beyond it could not be taken; ``links`` is ``None`` for a document that did not change.
    """

    url: str
    depth: int
    above: Document | None = None
    known_before: int = 0
    page: FetchedPage | None = None
    links: tuple[ArticleLink, ...] = ()
    whole: bool = True
    beyond: list[Document] = field(default_factory=list)

    def missed(self) -> None:
        """Something at or beyond this document could not be taken."""
        document: Document | None = self
        while document is not None:
            document.whole = False
            document = document.above


class EntryWalk:
    """Walks one entry point at a time and records what it found, the deepest document first.

    That order is what makes a kill harmless: an entry page is known only once everything beyond it is, so
    the next poll walks on where this one was killed.
    """

    def __init__(self, spider: Visit) -> None:
        self._spider = spider
        self._tried = 0
        self._unreachable = 0

    @property
    def site_is_down(self) -> bool:
        """Whether every entry point tried failed in a way that may pass: its articles would fail too. Entry
        points of another kind, walked earlier in this poll, count too.
        """
        return not self._spider.budget.reached and 0 < self._tried == self._unreachable

    async def enter(self, entry: EntryPoint) -> bool:
        """Walk from ``entry``; whether its own document could be read. Raises ``CutShortError`` when cut."""
        self._tried += 1
        first = Document(entry.url, 0)
        read: list[Document] = []
        finished = False
        try:
            ok = await self._read_all(first, entry, read)
            finished = True
        finally:
            for document in reversed(read):
                document.whole = document.whole and finished
                self._record(document)
        return ok

    async def _read_all(self, first: Document, entry: EntryPoint, read: list[Document]) -> bool:
        waiting, ok = deque([first]), True
        while waiting:
            document = waiting.popleft()
            try:
                reading = await self._read(document, entry)
            except CutShortError:
                raise
            except FetchError as error:
                document.missed()
                self._failed(document, error)
                ok = ok and document is not first
                continue
            if reading is None:
                continue
            read.append(document)
            waiting.extend(self._beyond(document, reading))
            if reading.problem is not None:
                document.missed()
                self._spider.count_problem(reading.problem, reading.detail, document.url)
                ok = ok and (document is not first or bool(reading.links))
        return ok

    def _failed(self, document: Document, error: FetchError) -> None:
        self._spider.count_problem(error.problem, error.detail, document.url)
        if document.above is None and Problem(error.problem) in TEMPORARY:
            self._unreachable += 1

    async def _read(self, document: Document, entry: EntryPoint) -> EntryReading | None:
        """Fetch and read one document; ``None`` when it did not change. Raises :class:`FetchError`."""
        spider = self._spider
        response = await spider.download(entry_request(spider, document.url))
        page = entry_page(spider, response, entry)
        spider.budget.reached = True
        if page is None:
            return None
        reading = await self._reading(page, entry)
        # Only headers and addresses are needed from here on; bodies of ten pages would be held for nothing.
        document.page, document.links = replace(page, body=b""), reading.links
        return reading

    async def _reading(self, page: FetchedPage, entry: EntryPoint) -> EntryReading:
        """What the document says. Raises :class:`FetchError` when reading takes too long."""
        spider = self._spider
        limit = spider.limits.page_timeout
        try:
            async with asyncio.timeout(limit):
                return await aside(partial(read_entry, page, entry.kind, spider.site, spider.now()))
        except TimeoutError as error:
            raise FetchError(Problem.TOO_SLOW.value, f"reading it took more than {limit:g} s") from error

    def _beyond(self, document: Document, reading: EntryReading) -> list[Document]:
        """The documents to read next."""
        if document.depth >= (MAX_DEPTH if reading.children else self._spider.reach.pages - 1):
            return []
        if reading.children:
            if any(child.last_modified is None for child in reading.children):
                # Such an index may stay the same while its members change: it must come again.
                document.missed()
            near = [child for child in reading.children if self._spider.reach.wants(child.last_modified)]
            urls = [child.url for child in near[:MAX_CHILDREN]]
            return [Document(url, document.depth + 1, document) for url in urls]
        run = self._known_run(document, reading)
        if run is None:
            return []
        return [Document(url, document.depth + 1, document, run) for url in reading.next_pages[:1]]

    def _known_run(self, document: Document, reading: EntryReading) -> int | None:
        """How many known links in a row this page ends with; ``None`` when what follows is known too."""
        if self._spider.reach.since is not None:
            return None if self._spider.reach.is_beyond(reading.links) else 0
        urls = [link.url for link in reading.links]
        known = self._spider.pending.known(urls)
        if is_unfinished(self._spider.pending.validators(document.url)):
            return 0
        run = document.known_before
        for url in urls:
            run = run + 1 if url in known else 0
        return None if run >= KNOWN_IN_A_ROW or (urls and len(known) == len(set(urls))) else run

    def _record(self, document: Document) -> None:
        assert document.page is not None
        page = document.page if document.whole else marked_unfinished(document.page)
        new = self._spider.pending.found(page, document.links, True)
        self._spider.count("links_found", len(document.links))
        self._spider.count("links_new", new)


def entry_request(spider: Visit, url: str) -> Request:
    """The request for an entry document: conditional where its validators are known."""
    asked = conditions(spider.pending.validators(url))
    return Request(url, headers=asked, dont_filter=True, callback=NO_CALLBACK)


def entry_page(spider: Visit, response: Response, entry: EntryPoint) -> FetchedPage | None:
    """An entry document, ``None`` when the server says it did not change. Raises :class:`FetchError`."""
    request: Any = response.request
    if response.status == 304 and (
        "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
    ):
        spider.count("not_modified")
        return None
    cut = request.meta.get(CUT)
    site = spider.site.id
    page = page_of(response, spider.now(), requested=first_url(request), source_id=site, cut=cut)
    page = judged(page)
    if page.failure is not None:
        raise FetchError(page.failure.value, page.failure_detail)
    return replace(page, entry=entry, archive_ref=request.meta.get(KEPT))
