"""Standing overviews of partners: which names are new in a later revision, with both texts as proof.

A name on such a page is no news of a signing: it is something for a person to look at, once. What was only
moved, reworded or taken off is not new, nor is anything that stood there when the page was first read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from crawler.agreements import names_latin
from crawler.agreements.identity import Identity, identify
from crawler.agreements.likeness import likely, matches
from crawler.agreements.namesake import Namesake
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line, lay_out
from crawler.model import Agreement, Article, EmptyNameTable, Evidence, NameTable, Party
from crawler.organisations import Query, is_acronym, is_generic, link_many
from crawler.organisations.names import fold

# A list of partners has hundreds of names at most; what has more is a directory.
MOST_NAMES = 600
MOST_ADDED = 40
"""New names of one revision that become review items; a page with more of them was replaced as a whole."""

_QUOTE = 400
_AND = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Addition:
    """A name that a later revision has and none before: as written, with its sentence and the sentence of the
    revision before that is most like it (empty where none is).
    """

    name: str
    sentence: str
    before: str


def additions(texts: Sequence[str]) -> tuple[Addition, ...]:
    """The names that each of ``texts`` (revisions, oldest first) has and none before it; a function of the
    texts alone, so that asking again gives the same. Never raises.
    """
    found: list[Addition] = []
    known: list[Identity] = []
    earlier = ""
    previous: list[str] = []
    for number, text in enumerate(texts):
        named = list(_named(text))
        new = [(name, line) for name, line in named if number and not _known(name.text, earlier, known)]
        for name, line in new[:MOST_ADDED]:
            if not any(_same(name.text, one.name) for one in found):
                found.append(Addition(name.text, line.raw[:_QUOTE], _nearest(line.raw, previous)))
        known += [_identity(name.text) for name, _ in named]
        earlier += f" {_plain(text)}"
        previous = list(dict.fromkeys(line.raw for _, line in named))
    return tuple(found)


def suggested(
    texts: Sequence[str], shown: str, organisation: str | None, names: NameTable, language: str | None = None
) -> tuple[Agreement, ...]:
    """The agreements that may stand behind the additions: of type ``other``, without a date, between the
    page's ``organisation`` and the new name. Evidence has offsets into ``shown``, the stored text, where the
    words still stand there; the field ``before`` is what stood there earlier.
    """
    found = additions(texts)
    owner = [organisation] if organisation else []
    if not found:
        return ()
    written = [*owner, *(one.name for one in found)]
    links = link_many([Query(name, language) for name in written], names)
    parties = [
        Party(name, one.canonical, one.key, one.organisation_id, one.country)
        for name, one in zip(written, links, strict=True)
    ]
    ours, theirs = parties[: len(owner)], parties[len(owner) :]
    return tuple(
        Agreement("other", ("other",), (*ours, party), evidence=_evidence(one, shown))
        for one, party in zip(found, theirs, strict=True)
        if not any(matches(identify(party), identify(own)) for own in ours)
    )


def _evidence(one: Addition, shown: str) -> tuple[Evidence, ...]:
    proof = [_place("party", one.name, shown), _place("now", one.sentence, shown)]
    return (*proof, Evidence("before", one.before)) if one.before else tuple(proof)


def _place(name: str, quote: str, shown: str) -> Evidence:
    start = shown.find(quote) if quote else -1
    return Evidence(name, quote) if start < 0 else Evidence(name, quote, start, start + len(quote))


def _named(text: str) -> Iterator[tuple[Name, Line]]:
    """The organisations that ``text`` names, with their lines."""
    passage = lay_out(Article("", None, text))
    namesake, count = Namesake(passage), 0
    for line in passage.lines:
        for name in namesake.of(line):
            if name.kind == "organisation" and name.headed and not _says_nothing(name):
                for part in _parted(name):
                    yield part, line
                count += 1
                if count >= MOST_NAMES:
                    return


def _parted(name: Name) -> list[Name]:
    """The last two of a list may be read as one name: each that is a full name by itself is one."""
    halves = _AND.split(name.text)
    if len(halves) != 2:
        return [name]
    found = [[one for one in names_latin.find(half) if one.headed and one.text == half] for half in halves]
    return [one for ones in found for one in ones] if all(found) else [name]


def _says_nothing(name: Name) -> bool:
    return name.generic or is_generic(name.text) or is_acronym(name.text)


def _identity(name: str) -> Identity:
    return identify(_party(name))


def _party(name: str) -> Party:
    found = link_many([Query(name)], EmptyNameTable())[0]
    return Party(name, found.canonical, found.key, None, found.country)


def _known(name: str, earlier: str, known: Sequence[Identity]) -> bool:
    """Whether the name stood in an earlier text: to the letter, in another spelling or order of words."""
    plain = _plain(name)
    if not plain or plain in earlier:
        return True
    asked = _identity(name)
    return any(matches(asked, one) or likely(asked, one, True) for one in known)


def _same(one: str, other: str) -> bool:
    return matches(_identity(one), _identity(other)) or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    """Words alone, folded: neither lists' marks nor line breaks make a name another."""
    pieces = (fold(text[start : start + 400]) for start in range(0, len(text), 400))
    return " ".join(word for word in _WORDS.findall("".join(pieces)) if word != "the")


def _nearest(line: str, previous: Sequence[str]) -> str:
    best = max(previous, key=lambda one: fuzz.ratio(one[:_QUOTE], line[:_QUOTE]), default="")
    return best[:_QUOTE]
