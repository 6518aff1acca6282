"""What one copy of a page has that two others lack: pure, over the pages as they came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.junk.defang import defanged
from crawler.model import FetchedPage
from crawler.text.document import parse

_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_NUMBER = re.compile(r"\d+")
# A counter's new figure or a greeting of two words proves nothing.
_SHORTEST = 12
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says: its texts (figures levelled, as counters change) and the hosts it links to."""

    texts: dict[str, str]
    hosts: frozenset[str]


@dataclass(frozen=True, slots=True)
class OnlyThere:
    """What only one copy has: texts as written, and hosts, defanged."""

    texts: tuple[str, ...]
    hosts: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.texts or self.hosts)


def shown(page: FetchedPage) -> Shown:
    """Read one copy. Never raises; a page that cannot be parsed shows nothing."""
    document = parse(page)
    texts: dict[str, str] = {}
    hosts: set[str] = set()
    for element in document.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "a":
            hosts.add(_host(page.url, element.get("href") or ""))
        pieces = (element.tail, None if element.tag in _UNSEEN else element.text, element.get("content"))
        for piece in pieces:
            text = " ".join((piece or "").split())
            if text and len(texts) < _MOST:
                texts.setdefault(_NUMBER.sub("#", text.casefold()), text)
    return Shown(texts, frozenset(hosts - {""}))


def only_in(copy: Shown, *others: Shown) -> OnlyThere:
    """What ``copy`` has and none of ``others``; short pieces do not count."""
    seen = {text for other in others for text in other.texts}
    hosts = copy.hosts.difference(*(other.hosts for other in others))
    new = [text for level, text in copy.texts.items() if level not in seen and len(text) >= _SHORTEST]
    return OnlyThere(tuple(new), tuple(sorted(defanged(host) for host in hosts)))


def same(one: Shown, other: Shown) -> bool:
    """Whether two copies say the same, figures aside."""
    return not only_in(one, other) and not only_in(other, one)


def _host(base: str, href: str) -> str:
    try:
        return (urlsplit(urljoin(base, href)).hostname or "").lower()
    except ValueError:
        return ""
