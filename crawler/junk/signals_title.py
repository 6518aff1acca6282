"""Junk in headlines: every candidate taken apart, and what their disagreement says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from crawler.junk.finding import Finding
from crawler.junk.glued import glued
from crawler.junk.headlines import Headline, bare, in_own_writing, take_apart
from crawler.junk.normal import fold, tidy
from crawler.junk.signals_site import known_spans
from crawler.junk.strangers import stranger
from crawler.junk.subject import Subject, is_brand_list, shingles
from crawler.model import FieldCandidate

# Group -> weight and reason of a junk headline.
_REASONS = {
    "words": (2.2, "words of advertising stand where a headline stands"),
    "shape": (1.8, "a string shaped like a brand with the tail of a search phrase stands in the headline"),
    "list": (2.0, "separated items repeat one stem, as lists of search phrases do"),
    "script": (1.8, "the headline's writing disagrees with the page's"),
    "fields": (0.9, "nothing of it is told anywhere else on the page"),
}
_HEAD = 600  # characters of the text in which its first line is looked for
_MOST_LINES, _SHORTEST, _LONGEST = 60, 8, 240  # of removed lines: a listed line is as long as a headline
_META = frozenset({"meta", "og", "twitter", "jsonld"})


def inspect(subject: Subject) -> dict[str, Headline]:
    """All headline candidates taken apart, by their text."""
    texts = tuple(dict.fromkeys(one.text for one in subject.candidates)) or (
        (subject.title,) if subject.title else ()
    )
    if subject.title and subject.title not in texts:
        texts = (subject.title, *texts)
    texts = texts[:24]
    found: dict[str, Headline] = {}
    said: dict[str, set[str]] = {}
    all_bare = bare("\n".join(texts))  # mostly so, and asked at once
    for text in texts:
        others = partial(_others, text, texts, said)
        clean = (all_bare or bare(text)) and in_own_writing(text, subject)
        head = Headline(text, rest=text) if clean else take_apart(text, subject, others())
        if not head.junk and not clean:
            head = glued(text, subject, texts) or head
        found[text] = _without_known(head if head.junk else stranger(text, subject, others) or head, subject)
    return found


def _others(text: str, texts: Sequence[str], said: dict[str, set[str]]) -> frozenset[str]:
    """The shingles of the other headlines (by headline in ``said``); a list of brands bears out nothing."""
    if not said:
        lines = {other: fold(other).text for other in texts}
        said |= {other: set() if is_brand_list(line) else shingles(line) for other, line in lines.items()}
    return frozenset().union(*(said[other] for other in texts if other not in text and text not in other))


def _without_known(head: Headline, subject: Subject) -> Headline:
    """A headline without strings that were planted on other pages of the host."""
    spans = known_spans(head.raw, subject) if subject.context.junk_strings and not head.junk else []
    if not spans:
        return head
    kept, at = [], 0
    for start, end in spans:
        kept.append(head.raw[at:start])
        at = max(at, end)
    rest = tidy(" ".join(part for part in (tidy(part) for part in [*kept, head.raw[at:]]) if part))
    return replace(head, spans=tuple(spans), rest=rest or None)


def find(subject: Subject, heads: dict[str, Headline]) -> list[Finding]:
    """Findings for every junk headline; one candidate's groups count once."""
    findings: list[Finding] = []
    origins = _origins(subject.candidates)
    for text, head in heads.items():
        if not head.junk:
            continue
        origin = origins.get(text, "title")
        where = "meta" if origin in _META else "title"
        quote = _quote(head)
        vector = _vector(head, origin)
        decisive = _decisive(head)
        if origin == "first_line":
            findings += _standing_in_text(head, subject)
        for group in sorted(head.groups):
            weight, reason = _REASONS[group]
            if group == "list" and not head.groups & {"words", "shape", "script"}:
                weight = 0.7  # honest titles list things too
            if (
                group == "shape"
                and vector == "T2"
                and not head.sharp
                and not head.groups & {"words", "list", "script"}
            ):
                weight = 0.7  # a portal's name with its app stands behind many honest headlines
            findings.append(
                Finding(
                    f"title_{group}",
                    vector,
                    group,
                    weight,
                    where,
                    quote,
                    reason,
                    decisive=decisive and group != "fields",
                )
            )
    return findings


def _standing_in_text(head: Headline, subject: Subject) -> list[Finding]:
    """Cuts for a planted first line that reading left in the text."""
    at = subject.text[:_HEAD].find(head.raw)
    if at < 0 or (at and subject.text[at - 1] != "\n"):
        return []
    reason = "the first line of the text is a headline with planted words"
    return [
        Finding(
            "planted_line",
            "T1",
            "fields",
            0.1,
            "text",
            head.raw[start:end],
            reason,
            at + start,
            at + end,
            "cut",
        )
        for start, end in head.spans
    ]


def left_out(subject: Subject) -> list[Finding]:
    """Lists of search phrases among the lines that reading cut from a bare text's head and foot."""
    if subject.document is not None:
        return []  # a page's menus and footers are looked at as the links that they are
    found: list[Finding] = []
    listed = {one.text for one in subject.candidates}
    for part in subject.reading.removed[:_MOST_LINES]:
        if not _SHORTEST <= len(part.text) <= _LONGEST or part.text in listed:
            continue
        head = take_apart(part.text, subject)
        if not head.junk or len(head.groups & {"words", "shape", "list", "script"}) < 2:
            continue
        found += [
            Finding(
                f"line_{group}", "I3", group, _REASONS[group][0], "html", _quote(head), _REASONS[group][1]
            )
            for group in sorted(head.groups)
        ]
    return found[:12]


def _decisive(head: Headline) -> bool:
    return head.listed and len(head.groups & {"words", "shape", "list", "script"}) >= 2


def _quote(head: Headline) -> str:
    return " … ".join(head.raw[start:end] for start, end in head.spans)


def _vector(head: Headline, origin: str) -> str:
    if origin in _META:
        return "M2"
    if origin in {"h1", "breadcrumb"}:
        return "T5"
    if "&#" in _quote(head) or "\u200b" in head.raw:
        return "T4"
    if not head.rest:
        return "T3"
    return "T1" if head.spans[0][0] == 0 else "T2"


def _origins(candidates: Sequence[FieldCandidate]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in candidates:
        found.setdefault(one.text, one.origin)
    return found


@cache
def reasons() -> tuple[str, ...]:
    """The groups a headline can speak for."""
    return tuple(_REASONS)
