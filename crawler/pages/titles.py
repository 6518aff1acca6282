"""The headline: every place that may hold it, and a vote among them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.model import FieldCandidate, SiteContext
from crawler.pages.addresses import host_of
from crawler.pages.described import article_objects, publisher_names, text_of
from crawler.pages.lines import Line, Outline, weigh
from crawler.pages.measures import title_pieces
from crawler.pages.noise import noise_kind
from crawler.text.document import Document
from crawler.text.normal import clean_line, comparable

# What parts a headline from section and site names. A hyphen or colon inside a word parts nothing; an
# underscore does only next to a CJK character or a space.
SEPARATOR = re.compile(
    r"\s+[-–—―|·•»›>＞~/＊*:]+\s+|\s*[|｜│┃ㅣ»]\s*|\s*(?:--+|——+|::)\s*|\s?[«»]\s?"
    r"|(?<=[^\x00-\x7f])\s*[-–—_]\s*|\s*[-–—_]\s*(?=[^\x00-\x7f])|：(?=[^：]{2,12}$)"
)
# A text without one of its marks, most headings among them, has one part.
_MAY_PART = re.compile(r"[-–—―|·•»›>＞~/＊*:｜│┃ㅣ«_：]")
# Where it stands within the site follows: boards write "headline > board" even into headings.
_PATH = re.compile(r"\s+[>＞]\s+")
# Kinds of lines that some systems put into the heading itself.
_ABOUT = frozenset(("stamp", "source", "views", "byline", "credit"))
# Any mark between a headline and a name, spaced or not: believed where the page shows the part alone.
_ANY_MARK = re.compile(r"[-–—_|｜·•»>/]{1,3}")
_MOST_MARKS = 12
# So many letters and digits after a colon may be a headline of their own.
_LEAST_TAIL = 12
# A heading of fewer letters (CJK characters count twice) may be the site's or a section's name.
_LEAST_HEADING = 24
# Places that know the headline from elsewhere than the page's own fields.
_INDEPENDENT = ("selector", "system", "listing", "previous", "h1", "h2")
# A longer line is a paragraph, whatever its tag.
LONGEST = 300


def segments(text: str) -> list[str]:
    """The parts of a ``<title>``-like text between its separators; empty parts left out."""
    parts = SEPARATOR.split(text) if _MAY_PART.search(text) else [text]
    return [part.strip() for part in parts if part and part.strip()]


def candidates(
    document: Document, page_outline: Outline, link_text: str, context: SiteContext
) -> list[FieldCandidate]:
    """All headline candidates, each origin's in document order; empty ones left out."""
    found = [
        FieldCandidate(_plain(text), origin, index)
        for text, origin, index in _places(document, page_outline, link_text, context)
        if text and len(text) <= 4 * LONGEST
    ]
    return list(dict.fromkeys(c for c in found if comparable(c.text) and len(c.text) <= LONGEST))


def _plain(text: str) -> str:
    """One clean line, with references that were escaped twice read."""
    return clean_line(html.unescape(text) if "&" in text else text)


def _places(
    document: Document, page_outline: Outline, link_text: str, context: SiteContext
) -> Iterator[tuple[str, str, int]]:
    for tag in ("h1", "h2"):
        for index, text in enumerate(heading_texts(page_outline, tag)):
            yield text, tag, index
    yield document.meta("og:title") or "", "og", 0
    yield document.meta("twitter:title") or "", "twitter", 0
    yield (
        document.meta(
            "articletitle",
            "dc.title",
            "dcterms.title",
            "headline",
            "title",
            "parsely-title",
            "sailthru.title",
        )
        or "",
        "meta",
        0,
    )
    for item in article_objects(document)[:1]:
        yield text_of(item.get("headline")) or text_of(item.get("name")), "jsonld", 0
    yield link_text, "listing", 0
    for index, segment in enumerate(segments(document.title_text)):
        yield segment, "title", index
    yield document.title_text, "title_whole", 0
    yield context.previous_title or "", "previous", 0


def heading_texts(page_outline: Outline, tag: str) -> list[str]:
    """The visible texts of all headings ``tag``, without lines of date, source or counters in them."""
    return [
        " ".join(_heading_lines(page_outline.lines[node.first : node.last]))
        for node in page_outline.nodes
        if node.tag == tag
    ]


def _heading_lines(lines: list[Line]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if not place or noise_kind(line.text) not in _ABOUT:
            yield line.text


def site_names(document: Document, context: SiteContext) -> frozenset[str]:
    """What the site calls itself, in comparable form: never the headline of one of its articles."""
    host = host_of(document.url).removeprefix("www.")
    names = [
        *document.metas.get("og:site_name", ()), *document.metas.get("application-name", ()),
        *document.metas.get("apple-mobile-web-app-title", ()), *document.metas.get("sitename", ()),
        *publisher_names(document), *context.site_suffixes, context.organisation or "",
        host, host.partition(".")[0],
    ]  # fmt: skip
    return frozenset(key for key in map(comparable, names) if len(key) > 1)


WEIGHTS = {
    "selector": 50.0, "system": 2.5, "h1": 2.2, "h1_more": 1.0, "h2": 0.4, "og": 1.4, "twitter": 0.8,
    "meta": 0.5, "jsonld": 2.2, "listing": 2.6, "title": 0.6, "previous": 2.0, "first_line": 0.4,
    "shown": 1.3, "strip": 0.75, "name_strip": 1.0, "h2_only": 0.6, "whole_penalty": 0.6,
    "unseen_most": 3.4, "path_penalty": 0.3,
}  # fmt: skip


@dataclass(slots=True)
class _Claim:
    """A text somebody may have meant as the headline, with what speaks for it."""

    text: str
    origin: str
    score: float
    place: int


def _variants(
    text: str, origin: str, names: frozenset[str], shown: frozenset[str]
) -> Iterator[tuple[str, float]]:
    """``text`` itself and ``text`` without its outer segments, with the share of the vote each gets."""
    parts = segments(text)
    # What stands on the page as a headline has no site's name at its end, as a rule.
    strip = WEIGHTS["strip"] * (0.4 if origin in ("h1", "jsonld", "listing", "previous") else 1.0)
    named = [comparable(part) in names for part in parts]
    whole = WEIGHTS["whole_penalty"] if len(parts) > 1 and (named[-1] or named[0]) else 1.0
    yield text, WEIGHTS["path_penalty"] if _PATH.search(text) else whole
    ends = [match.span() for match in SEPARATOR.finditer(text)] if _MAY_PART.search(text) else []
    for start, end in ends[-3:]:
        tail = text[end:]
        sure = _PATH.match(text, start) is not None or any(comparable(p) in names for p in segments(tail))
        share = WEIGHTS["name_strip"] if sure else strip
        yield text[:start].strip(), share
    for start, end in ends[:1]:
        share = WEIGHTS["name_strip"] if comparable(text[:start]) in names else 0.4 * strip
        yield text[end:].strip(), share
    yield from _shown_parts(text, shown)
    # Chinese titles part the site's name by a mere space.
    head, space, tail = text.rpartition(" ")
    if space and origin in ("title", "og") and tail and tail[0] > "\u3000" and len(tail) < len(head):
        yield SEPARATOR.split(head)[0].strip() if len(parts) == 1 else head, 0.6 * strip


def _shown_parts(text: str, shown: frozenset[str]) -> Iterator[tuple[str, float]]:
    """The text before or after any mark that may part a name from it, where the page shows it as a line."""
    whole = len(comparable(text))
    for match in list(_ANY_MARK.finditer(text))[:_MOST_MARKS]:
        for part in (text[: match.start()].strip(), text[match.end() :].strip()):
            key = comparable(part)
            if key in shown and len(key) >= max(8, 0.4 * whole):
                yield part, WEIGHTS["name_strip"]


def vote(
    found: list[FieldCandidate], names: frozenset[str] = frozenset(), shown: frozenset[str] = frozenset()
) -> FieldCandidate | None:
    """The headline most of the places agree on; ties go to the earlier one.

    ``names`` are the site's own names, ``shown`` the comparable forms of lines that stand on the page.
    """
    names = names | _named_by_headings(found)
    claims: dict[str, _Claim] = {}
    given: dict[tuple[str, str], float] = {}
    for place, candidate in enumerate(found):
        if candidate.origin == "title":
            continue
        origin = "title" if candidate.origin == "title_whole" else candidate.origin
        weight = WEIGHTS.get("h1_more" if origin == "h1" and candidate.index else origin, 0.5)
        for text, share in _variants(candidate.text, origin, names, shown):
            key = comparable(text)
            if not key or key in names:
                continue
            claim = claims.setdefault(key, _Claim(text, origin, 0.0, place))
            earlier = given.get((key, origin), 0.0)
            if weight * share > earlier:
                claim.score += weight * share - earlier
                given[key, origin] = weight * share
    headed = any(_heads_page(candidate, names, shown) for candidate in found)
    for key, claim in claims.items():
        if key in shown:
            claim.score += WEIGHTS["shown"]
        elif headed and (key, "title") in given and not any((key, o) in given for o in _INDEPENDENT):
            # What systems write for search engines fills all fields out of sight: it is one voice.
            claim.score = min(claim.score, WEIGHTS["unseen_most"])
        if len(key) < 4:
            claim.score *= 0.4
    if not claims:
        return None
    best = max(claims.values(), key=lambda claim: (claim.score, -claim.place))
    return _without_kicker(FieldCandidate(best.text, best.origin), found)


def _without_kicker(best: FieldCandidate, found: list[FieldCandidate]) -> FieldCandidate:
    """The winner without what stands before its colon, where the page shares itself so: those words are the
    topic or the series.
    """
    tail = comparable(best.text.partition(":")[2])
    for candidate in found:
        if candidate.origin == "og" and len(tail) >= _LEAST_TAIL and comparable(candidate.text) == tail:
            return candidate
    return best


def _heads_page(candidate: FieldCandidate, names: frozenset[str], shown: frozenset[str]) -> bool:
    """Whether the candidate is the page's first ``h1``, in sight, and long enough to be no section's name."""
    key = comparable(candidate.text)
    return (
        (candidate.origin, candidate.index) == ("h1", 0)
        and key in shown
        and key not in names
        and weigh(candidate.text) >= _LEAST_HEADING
    )


def _named_by_headings(found: list[FieldCandidate]) -> frozenset[str]:
    """A heading that is also the last of several title segments, and not the longest, names the site."""
    parts = [comparable(candidate.text) for candidate in found if candidate.origin == "title"]
    headings = {comparable(candidate.text) for candidate in found if candidate.origin in ("h1", "h2")}
    if len(parts) > 1 and parts[-1] in headings and len(parts[-1]) < max(map(len, parts)):
        return frozenset(parts[-1:])
    return frozenset()


def spoken_of(title: str, said: str) -> float:
    """The share (0..1, to a tenth) of a title's telling pieces that ``said``, a comparable text, says too."""
    pieces = title_pieces(title)
    return round(sum(piece in said for piece in pieces) / len(pieces), 1) if pieces else 0.0


def shown_keys(page_outline: Outline) -> frozenset[str]:
    """The comparable forms of the page's unlinked short lines."""
    return frozenset(
        key
        for line, key in zip(page_outline.lines, page_outline.keys, strict=True)
        if line.size < 2 * LONGEST and line.linked < line.size / 2
    )
