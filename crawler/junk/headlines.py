"""Headline-like strings taken apart: which of their items are planted, and what is left without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.junk.items import JUNK, WEAK, Item, beside_tails, foreign, items_of, share_stems, soften, weigh
from crawler.junk.lexicon import FAMILIES, scan, words
from crawler.junk.normal import Folded, fold, tidy
from crawler.junk.shapes import latin_brand
from crawler.junk.signals_host import registrable
from crawler.junk.signals_terms import reports
from crawler.junk.subject import Subject

_QUOTED = re.compile("[“\"「『«„‘'][^”\"」』»“’']{2,120}[”\"」』»“’']")
_PRESS = re.compile("magazine|news|times|review|daily|journal|press|gazette|insider")
_STEM = 4  # characters that two phrases about one brand begin with
_CODE = re.compile(r"[a-z]\d|\d[a-z]")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline taken apart: planted spans (of the raw string), what is left, and the groups that say so.

    ``replaced`` means that the junk took the place of the headline's own subject, so that the rest is no
    headline; ``listed`` that three or more junk items share a stem.
    """

    raw: str
    spans: tuple[tuple[int, int], ...] = ()
    rest: str | None = None
    groups: frozenset[str] = frozenset()
    replaced: bool = False
    listed: bool = False
    sharp: bool = False
    score: float = 0.0

    @property
    def junk(self) -> bool:
        """Whether anything planted stands in it."""
        return bool(self.spans)


def take_apart(raw: str, subject: Subject, others: frozenset[str] = frozenset()) -> Headline:
    """Find what is planted in ``raw``. ``others`` are shingles of the page's other headline candidates."""
    folded = fold(raw)
    if plain(raw, subject) or own_sign(folded.text, subject):
        return Headline(raw, rest=raw)
    items = items_of(folded, raw)
    quoted = [match.span() for match in _QUOTED.finditer(folded.text)]
    for item in items:
        weigh(item, subject, others)
        if any(left < item.end and item.start < right for left, right in quoted):
            soften(item, quoted)
    if _reports(items, folded.text, subject):
        return Headline(raw, rest=raw)
    share_stems(items)
    beside_tails(items)
    items = [part for item in items for part in _unglue(item, subject, others)]
    run = _runs(items)
    if not run:
        return Headline(raw, rest=raw, score=max((item.score for item in items), default=0.0))
    return _conclude(raw, folded, items, run, subject)


def plain(raw: str, subject: Subject) -> bool:
    """Whether nothing in a headline can be planted: no word of a trade, no tail, code, other writing."""
    return bare(raw) and in_own_writing(raw, subject)


def bare(raw: str) -> bool:
    """Whether neither a word of a trade nor a tail or a code stands in a headline, or in lines of them."""
    folded = fold(raw)
    text = folded.text
    if (
        folded.origins is not None
        or _CODE.search(text)
        or any(hit.kind in FAMILIES or hit.kind == "tail" for hit in scan(text))
    ):
        return False
    return not latin_brand(text)


def in_own_writing(raw: str, subject: Subject) -> bool:
    """Whether a headline is not in another writing than its page."""
    return raw.isascii() or not foreign(fold(raw).text, subject)


def _reports(items: list[Item], folded: str, subject: Subject) -> bool:
    """Whether the headline is one sentence, commas or not, that reports, by its words or with its text."""
    if any(item.hard or item.brand.strength >= 2 for item in items) or not any(item.groups for item in items):
        return False
    return any(hit.kind == "report" for item in items for hit in item.hits) or told_of(folded, subject)


def told_of(folded: str, subject: Subject) -> bool:
    """Whether the text below a headline tells of the headline's trade as those do who do not belong to it."""
    kinds = {hit.kind for hit in scan(folded) if hit.strong}
    if not any(subject.trades[kind] for kind in kinds) or not reports(subject):
        return False
    return any(hit.strong and hit.kind in kinds for sentence in subject.sentences for hit in sentence.hits)


def own_sign(folded: str, subject: Subject) -> bool:
    """Whether a line is the sign of a trade's own paper: words of it, one of the press, name the host."""
    if not _PRESS.search(folded):
        return False
    label = registrable(subject.host).split(".")[0]
    shared = [word for word in re.findall("[a-z]{4,}", folded[:200]) if word in label]
    return len(shared) >= 2 and _PRESS.search(" ".join(shared)) is not None


def _unglue(item: Item, subject: Subject, others: frozenset[str]) -> list[Item]:
    """Part junk that is glued to a headline without a separator, where what follows or precedes is told
    elsewhere on the page.
    """
    if len(item.text) < 6 or (item.junk and item.overlap < 0.2):
        return [item]
    for cut in _cuts(item, subject, others):
        head = Item(item.start, item.start + cut, item.text[:cut], item.hard)
        tail = Item(item.start + cut, item.end, item.text[cut:], False)
        for part in (head, tail):
            weigh(part, subject, others)
        if _glued(head, tail):
            head.score = max(head.score, JUNK)
            return [head, tail]
        if _glued(tail, head):
            tail.score = max(tail.score, JUNK)
            return [head, tail]
    return [item]


def _glued(junk: Item, honest: Item) -> bool:
    strong = len({hit.word for hit in junk.hits if hit.strong})
    tails = any(hit.kind == "tail" for hit in junk.hits)
    sharp = (
        junk.brand.strength >= 2
        or strong >= 2
        or (strong and junk.brand.strength)
        or (tails and (strong or junk.brand.strength or latin_brand(junk.text)))
    )
    if len(honest.text) < 14 and any(hit.kind == "tail" for hit in honest.hits):
        return False
    return (
        bool(sharp)
        and junk.score >= 1.5
        and junk.overlap <= 0.34
        and honest.score < WEAK
        and (honest.overlap >= 0.25 or honest.genuine)
    )


def _cuts(item: Item, subject: Subject, others: frozenset[str]) -> list[int]:
    """Places where an advertisement's word ends or begins inside the item."""
    ends = {hit.end for hit in scan(item.text) if hit.kind in FAMILIES or hit.kind == "tail"}
    starts = {
        match.start()
        for match in re.finditer(
            r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])", item.text
        )
    }
    known = subject.vocabulary | others
    seams = {
        index
        for index in range(2, len(item.text) - 3)
        if item.text[index : index + 2] in known and item.text[index - 1 : index + 1] not in known
    }
    tail_seams = {
        index
        for index in range(4, len(item.text) - 1)
        if item.text[index - 2 : index] in known and item.text[index - 1 : index + 1] not in known
    }
    seams |= {
        match.start()
        for match in re.finditer(r"[a-z\u00df-\u024f\u0400-\u04ff]{3,}", item.text)
        if match.group() in known and 2 <= match.start() <= 40
    }
    first = sorted(cut for cut in ends | starts if 2 <= cut <= min(30, len(item.text) - 4))
    return [
        *sorted(first, key=lambda cut: (cut not in seams, -cut)),
        *sorted(seams)[:8],
        *sorted(tail_seams)[-8:],
    ][:24]


def _runs(items: list[Item]) -> list[int]:
    """The indices of planted items: junk ones, and those between or beside them that belong to nothing."""
    junk = [index for index, item in enumerate(items) if item.junk]
    if not junk:
        pairs = [
            index
            for index, item in enumerate(items)
            if item.score >= 1.6 and "list" in item.groups and item.overlap < 0.34
        ]
        junk = pairs if len(pairs) >= 2 else []
    if not junk:
        return []
    chosen = set(junk)
    for index, item in enumerate(items):
        before, after = any(other < index for other in chosen), any(other > index for other in chosen)
        beside = index - 1 in chosen or index + 1 in chosen
        loose = item.overlap < (0.45 if item.score > 0.8 else 0.34) and not item.genuine
        brand = loose and item.brand.strength >= 1 and item.overlap < 0.2 and item.score >= 0.6
        if (
            brand
            or _same_brand(item, [items[other] for other in junk])
            or (
                loose
                and (
                    (
                        before
                        and after
                        and index - 1 in chosen
                        and (index + 1 in chosen or index + 2 in chosen)
                        and (item.overlap < 0.2 or len(item.text) <= 8)
                    )
                    or (beside and (item.score > 0.3 or (len(junk) >= 2 and index < junk[0])))
                )
            )
        ):
            chosen.add(index)
    return sorted(chosen)


def _same_brand(item: Item, junk: list[Item]) -> bool:
    """Whether an item opens as a planted brand does, or holds the coined word of a planted item: the text
    may well tell of that brand too.
    """
    coined = "" if item.genuine else latin_brand(item.text)
    if coined and any(latin_brand(other.text) == coined for other in junk if other is not item):
        return True
    return item.brand.strength >= 1 and any(
        item.text[:_STEM] == other.text[:_STEM] and other.brand.strength >= 2 for other in junk
    )


def _conclude(raw: str, folded: Folded, items: list[Item], run: list[int], subject: Subject) -> Headline:
    quoted = [match.span() for match in _QUOTED.finditer(folded.text)]
    spans: list[tuple[int, int]] = []
    kept: list[str] = []
    previous = -2
    for index, item in enumerate(items):
        start, end = folded.span(item.start, item.end)
        if index not in run or any(left < item.start and item.end < right for left, right in quoted):
            continue
        if index == previous + 1 and spans:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous = index
    if not spans:
        return Headline(raw, rest=raw)
    at = 0
    for start, end in [*spans, (len(raw), len(raw))]:
        kept.append(raw[at:start])
        at = end
    parts = [tidy(part) for part in kept]
    rest = tidy(" ".join(part for part in parts if part))
    chosen = [items[index] for index in run]
    groups = frozenset(group for item in chosen for group in item.groups)
    listed = len(chosen) >= 3 and sum("list" in item.groups for item in chosen) >= 2
    sharp = any(item.brand.strength == 3 for item in chosen)
    return Headline(
        raw,
        tuple(spans),
        rest or None,
        groups,
        _lost_subject(items, run, rest),
        listed,
        sharp,
        sum(item.score for item in chosen),
    )


def _lost_subject(items: list[Item], run: list[int], rest: str) -> bool:
    """Whether the headline's own subject is gone: the junk stood directly before a verb, a slot or a unit."""
    last = run[-1]
    if not rest or last + 1 >= len(items) or items[last + 1].hard or items[last + 1].start != items[last].end:
        return False
    follower = items[last + 1].text
    return follower.startswith(
        (
            *words("institutions", "slots"),
            *words("institutions", "deeds"),
            "在",
            "与",
            "與",
            "和",
            "的",
            "“",
            "董事长",
            "经理",
        )
    )
