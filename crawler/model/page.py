"""What was fetched and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler.model.source import EntryPoint


class Problem(StrEnum):
    """Why a page yields no article. The names are part of the interface."""

    EMPTY = "empty"
    NOT_AN_ARTICLE = "not_an_article"
    SOFT_404 = "soft_404"
    LOGIN_WALL = "login_wall"
    CHALLENGE = "challenge"
    PARKED = "parked"
    MOVED = "moved"
    GONE = "gone"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    TRUNCATED = "truncated"
    WRONG_TYPE = "wrong_type"
    UNDECODABLE = "undecodable"
    PDF = "pdf"
    ROBOTS = "robots"
    PRIVATE_ADDRESS = "private_address"
    HTTP_ERROR = "http_error"
    NETWORK_ERROR = "network_error"
    NO_BROWSER = "no_browser"


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link to an article as an entry point shows it.

    ``text`` is the anchor's (or feed item's) headline; ``published`` the date printed beside it as
    ``YYYY-MM-DD`` or an ISO 8601 time, ``None`` where there is none; ``modified`` the last change that a
    sitemap or feed states for it (same forms), ``None`` where it states none.
    """

    url: str
    text: str = ""
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One response as it came, or the named reason why none came.

    ``url`` is the final address, ``requested_url`` the one that was asked for; header names are lower
    case; ``body`` is decoded from its transfer and content encodings, never from its character set;
    ``entry`` is set when the page is an entry point, ``link`` when a link led to it. ``failure`` is set
    when fetching itself ended early (then ``body`` holds what had come, if anything).
    """

    url: str
    requested_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    source_id: str | None = None
    entry: EntryPoint | None = None
    link: ArticleLink | None = None
    failure: Problem | None = None
    failure_detail: str = ""
    archive_ref: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of the header ``name`` (any case), or ``None``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True)
class FieldCandidate:
    """One place that claims to hold a field: ``origin`` is ``h1``, ``og``, ``jsonld``, ``listing``,
    ``title`` (a segment of ``<title>``, whose place is ``index``), ``previous``, ``first_line`` ...
    """

    text: str
    origin: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the article: absolute address and caption (empty where none is worth showing)."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A block that was on the page and is not the article's: its words and the rule that took it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a person would call the article's own.

    ``title`` and ``text`` (paragraphs parted by a blank line) are clean of boilerplate and, after the
    junk step, of planted words; ``title_as_found`` is the headline before repair. ``published_on`` is
    ``YYYY-MM-DD`` (or ``YYYY-MM``/``YYYY`` by ``published_precision``), never the fetch date nor later;
    ``published_origin`` says where it was found (``listing``, ``meta``, ``jsonld``, ``label``, ``url`` ...).
    ``language`` is BCP 47 with script for Chinese (``zh-Hans``, ``zh-Hant``).
    """

    url: str
    title: str | None
    text: str
    title_as_found: str | None = None
    title_origin: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    published_on: str | None = None
    published_precision: str | None = None
    published_origin: str | None = None
    authors: tuple[str, ...] = ()
    origin_line: str | None = None
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one page: an article, or the named problem that stands in its place.

    ``titles`` are all headline candidates in document order of trust, ``removed`` what was cut and by
    which rule; ``detail`` is one plain sentence on the problem. A reading with a problem may still carry
    the article as far as it could be read (for people, never for agreements).
    """

    article: Article | None = None
    problem: Problem | None = None
    detail: str = ""
    titles: tuple[FieldCandidate, ...] = ()
    removed: tuple[Removal, ...] = ()
