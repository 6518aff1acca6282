"""What is wrong with a page that is no article: each way has a name."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urljoin

from crawler.model import EntryKind, FetchedPage, Problem
from crawler.pages.addresses import parts_of
from crawler.pages.body import Body
from crawler.pages.lines import Line, Outline
from crawler.pages.measures import LONG
from crawler.pages.wordlists import word_lists
from crawler.text.document import Document

Named = tuple[Problem, str]

_MAGIC = (
    (b"%PDF-", Problem.PDF, "a PDF"),
    (b"PK\x03\x04", Problem.WRONG_TYPE, "an archive or office file"),
    (b"\xd0\xcf\x11\xe0", Problem.WRONG_TYPE, "an old office file"),
    (b"GIF8", Problem.WRONG_TYPE, "an image"),
    (b"\x89PNG", Problem.WRONG_TYPE, "an image"),
    (b"\xff\xd8\xff", Problem.WRONG_TYPE, "an image"),
    (b"RIFF", Problem.WRONG_TYPE, "a media file"),
    (b"\x1f\x8b", Problem.WRONG_TYPE, "a compressed file"),
    (b"Rar!", Problem.WRONG_TYPE, "an archive"),
    (b"{\\rtf", Problem.WRONG_TYPE, "an RTF file"),
    (b"ID3", Problem.WRONG_TYPE, "a sound file"),
)
_NO_PAGE = re.compile(
    r"(?:image|video|audio|font)/"
    r"|application/(?:zip|msword|octet-stream|vnd\.|x-rar|x-7z|gzip|rtf|x-shockwave)",
    re.IGNORECASE,
)
_REFRESH = re.compile(
    r"^\s{0,5}\d{1,4}\s{0,3}[;,]\s{0,3}url\s{0,3}=\s{0,3}['\"]?([^'\"]{1,1000})", re.IGNORECASE
)
_SCRIPT_MOVE = re.compile(
    r"(?:window|self|top|document|parent)?\.?location(?:\.href)?\s{0,3}(?:=|\.(?:replace|assign)\()\s{0,3}[\"']([^\"']{1,500})[\"']"
)
# The body as the interface limits it; a page beyond was cut by the fetcher or handed in whole.
LARGEST = 10_000_000
# A gate, an error or a challenge says what it says in a few lines (size: Latin letters, CJK double).
_LITTLE = 700
# Below this nothing was said at all, and a script may have been meant to say it.
_NOTHING = 60
# So much prose tells of something, be it of lost pages and domains for sale.
_TOLD = 130
# What boards say in a box before they send the reader back.
_ALERT = re.compile(r"\balert\(\s{0,3}[\"']([^\"'\n]{4,300})[\"']")
_DAY_BESIDE = re.compile(
    r"(?:^|\D)(?:20\d\d\s?[-./年년]\s?)?\d{1,2}\s?[-./月월]\s?\d{1,2}\D{0,3}$|^\W?\d{4}[-./]\d\d[-./]\d\d"
)
# Where frameworks hang what they draw.
_ROOTS = frozenset(("root", "app", "__next", "__nuxt", "___gatsby", "q-app", "main-app"))


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(word_lists("problems.yaml")[group]), re.IGNORECASE)


def before_reading(page: FetchedPage) -> Named | None:
    """What headers and first bytes say, before anything is parsed."""
    if page.failure is not None:
        return page.failure, page.failure_detail
    if page.status in (404, 410):
        return Problem.GONE, f"the server answered {page.status}"
    if page.status in (401, 407):
        return Problem.LOGIN_WALL, f"the server answered {page.status}"
    start = page.body[:1024].lstrip()
    for magic, problem, what in _MAGIC:
        if start.startswith(magic):
            return problem, f"the body is {what}"
    kind = page.header("content-type") or ""
    if "application/pdf" in kind.lower() and b"<" not in start:
        return Problem.PDF, "the server calls it a PDF"
    if _NO_PAGE.match(kind.strip()) and b"<" not in start:
        return Problem.WRONG_TYPE, f"the server calls it {kind.split(';')[0].strip()[:60]}"
    return None


def after_reading(
    page: FetchedPage, document: Document, outline: Outline, body: Body, text: str
) -> Named | None:
    """What the parsed page says of itself, the most telling first; ``None`` for an article."""
    if len(page.body) > LARGEST or outline.truncated:
        return Problem.TOO_LARGE, "the page is larger than what is read of one"
    if _undecodable(document):
        return Problem.UNDECODABLE, "the bytes are no text in any character set we know"
    size = sum(line.size for line in outline.lines)
    if size < _LITTLE or sum(outline.lines[row].size for row in body.rows) < _NOTHING:
        found = _little_said(page, document, outline, size)
        if found:
            return found
    if page.status >= 400:
        return Problem.HTTP_ERROR, f"the server answered {page.status}"
    if not text:
        return Problem.EMPTY, "no text was found"
    if page.entry is not None and page.entry.kind is EntryKind.PAGE:
        return None
    return _listing(page, document, outline, body)


def _undecodable(document: Document) -> bool:
    """More damage than a stray byte: every twentieth character of the start."""
    sample = document.decoded.text[:20_000]
    return len(sample) > 20 and sample.count("\ufffd") * 20 > len(sample)


def _little_said(page: FetchedPage, document: Document, outline: Outline, size: int) -> Named | None:
    """Why a page that says little is no article."""
    said = _own_words(document, outline)
    scripts = "\n".join(
        (script.text or "")[:4000] + (script.get("src") or "") for script in document.elements("script")
    )[:60_000]
    if page.status in (403, 412, 429, 503) or (
        size < _LITTLE and _pattern("challenge_script").search(scripts) and size < 2 * _NOTHING
    ):
        return Problem.CHALLENGE, f"status {page.status} and a page made of scripts"
    for group, problem, what in (
        ("parked", Problem.PARKED, "the domain or site is not in use"),
        ("challenge_text", Problem.CHALLENGE, "the page asks for proof of a person or a browser"),
        ("soft_404", Problem.SOFT_404, "the page says that there is no such page"),
        ("login_wall", Problem.LOGIN_WALL, "the page asks to log in"),
    ):
        if match := _pattern(group).search(said):
            return problem, f"{what}: {match.group().strip()[:60]!r}"
    if _asks_password(document) and size < _LITTLE:
        return Problem.LOGIN_WALL, "the page is a form that asks for a password"
    if target := _moved(page, document, scripts, size):
        return Problem.MOVED, f"the page leads on to {target[:200]}"
    code = sum(len(script.text or "") for script in document.elements("script"))
    if size < _NOTHING and code > 10 * max(_NOTHING, size) and not _is_shell(document):
        return Problem.CHALLENGE, "the page is made by a script that was not run"
    return None


def _own_words(document: Document, outline: Outline) -> str:
    """What the page says of itself: its title and headings, the rest only where that is no prose."""
    lines = outline.lines[:60]
    words = [document.title_text, *(line.text for line in lines if _is_heading(outline, line))]
    if sum(line.size for line in lines if line.size >= LONG and line.linked < line.size / 2) < _TOLD:
        words += [line.text for line in lines]
    if sum(line.size for line in outline.lines) < _NOTHING:
        words += [match[1] for element in document.elements("script")
                  for match in _ALERT.finditer((element.text or "")[:4000])]  # fmt: skip
    return "\n".join(words)[: 3 * _LITTLE]


def _is_heading(outline: Outline, line: Line) -> bool:
    return outline.nodes[line.node].tag in ("h1", "h2", "h3")


def _is_shell(document: Document) -> bool:
    """Whether the page is the empty frame of an application, whose text comes later: no challenge."""
    roots = (element.get("id") or "" for element in document.elements("div", "main", "app-root"))
    return any(root.lower() in _ROOTS for root in roots)


def _asks_password(document: Document) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in document.elements("input"))


def _moved(page: FetchedPage, document: Document, scripts: str, size: int) -> str | None:
    """Where a refresh or a script leads that is all the page has; ``None`` when it leads to itself."""
    targets = [match[1] for value in document.metas.get("refresh", ()) if (match := _REFRESH.match(value))]
    if size < _NOTHING:
        targets += [match[1] for match in _SCRIPT_MOVE.finditer(scripts)]
    for target in targets:
        try:
            absolute = urljoin(page.url, target.strip())
        except ValueError:
            continue
        if absolute.partition("#")[0] != page.url.partition("#")[0]:
            return str(absolute)
    return None


def _listing(page: FetchedPage, document: Document, outline: Outline, body: Body) -> Named | None:
    """Whether the page shows a list of articles and is none itself.

    By what a reader sees: many lines that are all link and long enough for a headline, against little prose
    that is no link. An address that says "home" or "tag" needs less.
    """
    heads = sum(map(_is_headline, outline.lines))
    prose = [
        outline.lines[row].size
        for row in body.rows
        if outline.lines[row].linked < outline.lines[row].size / 3
    ]
    said, longest = sum(prose), max(prose, default=0)
    if (document.meta("og:type") or "").lower() in ("article", "news", "newsarticle"):
        return None
    named = _named_as_list(page.url)
    # A home page may show no more than three headlines, where it says nothing else.
    bare = named and heads >= 3 and longest < 60 and said < 20 * heads
    sorted_by = _pattern("sorted_path").search(parts_of(page.url).path) is not None
    if sorted_by and heads >= 5 and longest < 5 * LONG and said < 2 * LONG * heads:
        return Problem.NOT_AN_ARTICLE, f"{heads} linked headlines at an address that sorts articles"
    if bare or (heads >= 8 and ((named and said < 60 * heads) or (said < 12 * heads and longest < 100))):
        return (
            Problem.NOT_AN_ARTICLE,
            f"{heads} linked headlines and {said} letters of prose: a list or a home page",
        )
    return None


def _is_headline(line: Line) -> bool:
    """Whether a line leads to an article: all link and long enough, or a shorter one beside a day."""
    if line.linked < 0.5 * line.size or line.linked < 12:
        return False
    return (line.linked >= 24 and line.linked >= 0.6 * line.size) or (
        line.linked < line.size and _DAY_BESIDE.search(line.text) is not None
    )


def _named_as_list(url: str) -> bool:
    parts = parts_of(url)
    return not parts.query and _pattern("not_an_article_path").search(parts.path) is not None
