"""robots.txt as RFC 9309 reads it."""

from __future__ import annotations

from urllib.parse import urlsplit

from protego import Protego

from crawler.errors import FetchError
from crawler.fetching.identity import NAME
from crawler.model import Problem

# RFC 9309, 2.5: a crawler must read 500 KiB at least; what stands beyond is not read.
MAX_BYTES = 512 * 1024


class RobotRules:
    """What one host's robots.txt allows our crawler."""

    def __init__(self, text: str = "") -> None:
        self._rules = Protego.parse(text)

    @classmethod
    def of_answer(cls, status: int, body: bytes, cut: tuple[Problem, str] | None = None) -> RobotRules:
        """The rules that an answer states (RFC 9309, 2.3.1).

        Any 4xx but 429 means that there are none; an error of the server (and 429) means that nothing may
        be fetched now: raises :class:`FetchError` (``http_error``). So does an answer that was ``cut``, under
        its own problem, but for one that is too large, whose beginning counts.
        """
        if cut is not None and not (cut[0] is Problem.TOO_LARGE and body):
            raise FetchError(cut[0].value, cut[1])
        if status == 429 or status >= 500:
            raise FetchError(
                Problem.HTTP_ERROR.value, f"the server answers {status}, so nothing is fetched now"
            )
        if not 200 <= status < 300:
            return cls()
        return cls(body[:MAX_BYTES].decode("utf-8-sig", errors="replace").replace("\x00", ""))

    def check(self, url: str) -> None:
        """Raise :class:`FetchError` (``robots``) where ``url`` must not be fetched."""
        if not self._rules.can_fetch(url, NAME):
            raise FetchError(Problem.ROBOTS.value, "robots.txt does not allow this address")

    @property
    def delay(self) -> float:
        """Seconds that the site asks for between requests, 0 where it does not."""
        asked = self._rules.crawl_delay(NAME)
        return max(0.0, float(asked)) if asked is not None else 0.0


def robots_url(url: str) -> str:
    """Where the rules for ``url`` stand."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
