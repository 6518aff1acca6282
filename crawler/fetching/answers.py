"""What a status, a redirect or a Retry-After means for us: pure judgements on what a server answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from w3lib.url import safe_url_string

from crawler.errors import FetchError
from crawler.model import FetchedPage, Problem, Source
from crawler.pages.scope import in_scope, same_site, site_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# RFC 9309 asks for five hops at least for robots.txt; login and language detours of real sites need fewer
# than ten, browsers stop at twenty.
MAX_HOPS = 10
# A server that is busy or down now may well answer in a minute.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 521, 522, 523, 524})
# Problems that another try, later, may not meet.
TEMPORARY = frozenset(
    {
        Problem.NETWORK_ERROR,
        Problem.HTTP_ERROR,
        Problem.TOO_SLOW,
        Problem.TRUNCATED,
        Problem.CHALLENGE,
    }
)
_HOME = re.compile(r"^/?(?:(?:index|default|home|main)\.[a-z]{2,5})?$", re.IGNORECASE)
# A page that makes the visitor's browser prove itself is small and made of script; an article is not.
_CHALLENGE_SIZE = 30_000
_CHALLENGE_HEADERS = ("cf-mitigated", "x-sucuri-block", "x-amzn-waf-action", "x-waf-uuid")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a response is, if it is no page: the problem with one plain sentence."""

    problem: Problem
    detail: str


def judge_status(status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> Verdict | None:
    """The problem that a final status stands for; ``None`` for success. (A 304 that was asked for is no
    matter of this function.)
    """
    if 200 <= status < 300:
        return None
    if status == 304:
        return Verdict(Problem.HTTP_ERROR, "the server answers 304 unasked")
    if status in (404, 410):
        return Verdict(Problem.GONE, f"the server answers {status}")
    if status == 412 or (status in (401, 403, 429, 503) and _challenges(headers, body)):
        return Verdict(Problem.CHALLENGE, f"the server answers {status} and checks the visitor's browser")
    if status in REDIRECTS:
        return Verdict(Problem.HTTP_ERROR, f"the server answers {status} without saying where to go")
    return Verdict(Problem.HTTP_ERROR, f"the server answers {status}")


def judged(page: FetchedPage) -> FetchedPage:
    """The page with the problem its status stands for, which outranks one of its body: the error page of a
    page that is gone may well be broken too.
    """
    verdict = judge_status(page.status, page.headers, page.body)
    if verdict is None:
        return page
    return replace(page, failure=verdict.problem, failure_detail=verdict.detail)


def _challenges(headers: tuple[tuple[str, str], ...], body: bytes) -> bool:
    names = {name for name, _ in headers}
    if any(name in names for name in _CHALLENGE_HEADERS):
        return True
    head = body[:_CHALLENGE_SIZE].lower()
    words = b"<p" in head or b"<article" in head
    return len(body) < _CHALLENGE_SIZE and b"<script" in head and not words


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); ``None`` = nothing
    that can be read. Never negative.
    """
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def redirect_target(url: str, location: str | None) -> str | None:
    """The absolute address a redirect leads to, ``None`` where it names none."""
    if not location or not location.strip():
        return None
    try:
        return urldefrag(urljoin(url, safe_url_string(location.strip())))[0]
    except ValueError:
        return None


def check_redirect(first: str, target: str, source: Source | None, *, article: bool) -> None:
    """Refuse a redirect that leaves what was asked for.

    ``first`` is the address asked first. Raises :class:`FetchError` (``moved``) when ``target`` stands on
    another site than ``first`` and the source, or when an ``article`` ends at a home page, and
    (``network_error``) when it is no web address.
    """
    site = site_of(target)
    if site is None:
        raise FetchError(Problem.NETWORK_ERROR.value, f"the redirect leads to no web address: {target[:200]}")
    at_home = site == site_of(first) or (
        source is not None and (same_site(target, source) or in_scope(target, source))
    )
    if not at_home:
        raise FetchError(Problem.MOVED.value, f"the address moved to another site: {target[:200]}")
    if article and is_home(target) and not is_home(first):
        raise FetchError(Problem.MOVED.value, f"the address now leads to the home page: {target[:200]}")


def is_home(url: str) -> bool:
    """Whether an address is a site's front door."""
    parts = urlsplit(url)
    return bool(_HOME.match(parts.path)) and not parts.query
