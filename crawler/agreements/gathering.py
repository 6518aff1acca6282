"""From cues to the groups of parties that each agreement ties together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.agreements import slots_han, slots_latin
from crawler.agreements.cues import INSTRUMENTS, Cue
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.parties import CJK, distinct, mentions
from crawler.agreements.passage import Line

# How directly a kind of cue says that something was agreed; used only to choose the sentence to quote first.
STRENGTH = {
    "sign": 6,
    "enter": 4,
    "team": 4,
    "join": 3,
    "plaque": 4,
    "renew": 4,
    "announce": 3,
    "bare": 2,
    "told": 1,
}
_STANCE = {"done": 3, "future": 2, "past": -4, "plan": -2, "negated": -3, "ended": -4}
_MOST_CUES = 6  # a page with more is a list; reading the six best says enough


@dataclass(frozen=True, slots=True)
class Group:
    """A cue and the parties gathered for it; ``filled`` counts those that came from other sentences."""

    cue: Cue
    parties: tuple[Mention, ...]
    filled: int = 0
    score: float = 0.0

    @property
    def medical(self) -> bool:
        """Is one of the parties of medicine or public health?"""
        return any(mention.name.medical for mention in self.parties)


def gather(names: Namesake, cues: list[Cue]) -> list[Group]:
    """A group for every cue that may tell of an agreement, the best first."""
    groups: list[Group] = []
    by_line: dict[int, Cue] = {}
    for cue in cues:
        held = by_line.get(id(cue.line))
        if held is None or _worth(cue) > _worth(held):
            by_line[id(cue.line)] = cue
    for cue in sorted(by_line.values(), key=_worth, reverse=True)[:_MOST_CUES]:
        found = mentions(names, cue)
        if cue.kind == "join" and not _joins_somebody(cue, found):
            continue
        groups.append(Group(cue, tuple(found), 0, _score(cue, found)))
    groups.sort(key=lambda group: -group.score)
    if groups:
        groups[0] = _fill(names, groups[0])
    return groups


def _joins_somebody(cue: Cue, found: list[Mention]) -> bool:
    """``joins technology with expertise`` joins nobody: a name must follow, or precede ``is part of``."""
    after = any(0 <= m.name.start - cue.end <= 28 for m in found)
    return after or (len(cue.line.folded[cue.start : cue.end]) > 8 and bool(found))


def _worth(cue: Cue) -> float:
    specific = (
        2.0 if cue.line.has(*INSTRUMENTS) else 1.0 if cue.kind == "sign" else 0.0
    )  # its paper is beside it
    return STRENGTH[cue.kind] + _STANCE[cue.stance] + specific - (2.0 if cue.line.is_headline else 0)


def _score(cue: Cue, found: list[Mention]) -> float:
    sure = sum(mention.rank for mention in found[:3]) / 3
    medical = any(mention.name.medical for mention in found)
    early = 2.0 if cue.line.position <= 0 else 1.0 if cue.line.position < 4 else 0.0
    return (
        _worth(cue)
        + 1.5 * min(len(found), 2)
        + 0.2 * min(len(found), 6)
        + sure
        + medical
        + early
        - 2.5 * cue.line.listed
    )


def _fill(names: Namesake, group: Group) -> Group:
    """Where the sentence names fewer than two parties, look at its neighbours, the headline, the opening."""
    parties = list(group.parties)
    if group.cue.line.has("agreement", *INSTRUMENTS) or len(parties) < 2:
        parties = distinct(names, parties + _enumerated(names, group.cue))
    parties = _with_antecedent(names, group.cue, parties)
    if len(parties) < 2:
        for line in _neighbours(names, group.cue.line):
            found = [m for m in _named(names, line, group.cue) if m.name.kind != "self"]
            parties = distinct(names, parties + found)
            if len(parties) >= 2:
                break
    if len(parties) == 1 and parties[0].name.kind != "self":
        parties = distinct(names, parties + _ourselves(names, group.cue.line))
    return Group(group.cue, tuple(parties[:24]), len(parties) - len(group.parties), group.score)


def _ourselves(names: Namesake, line: Line) -> list[Mention]:
    """``当院``, ``our hospital`` in a sentence shortly before: who signs with the one party named."""
    index = names.index(line)
    for before in reversed(names.passage.lines[max(0, index - 4) : index]):
        found = [name for name in names.of(before) if name.kind == "self"]
        if found:
            return [Mention(found[0], before, 2, found[0].text)]
    return []


_THAT_ONE = re.compile(
    r"该[院校](?=.{0,4}[与和同跟])|該[院校]|"
    r"^(?:It|The (?:hospital|university|company|institute|college|group)) (?:has |also |had |has also )?"
    r"(?:signed|inked|entered|concluded|partnered)\b"
)


def _with_antecedent(names: Namesake, cue: Cue, parties: list[Mention]) -> list[Mention]:
    """``该院还与…签``, ``It signed with …``: the first one named in the sentence before."""
    index = names.index(cue.line)
    if not _THAT_ONE.search(cue.line.raw):
        return parties
    for line in reversed(names.passage.lines[max(0, index - 3) : index]):
        before = [m for m in _named(names, line, cue) if m.name.kind == "organisation"]
        if before:
            return distinct(names, [before[0], *parties])
    return parties


_ENUMERATION = re.compile(
    r"^(?:they|these|those|the (?:two|three|four|five|six|seven|eight|nine|ten|others?|partners?|"
    r"institutions?|hospitals?))\b.{0,20}\b(?:are|include|were)\b|^(?:它们|分别)(?:是|为)|"
    r"^its (?:new )?partners? (?:is|are)\b",
    re.IGNORECASE,
)


def _enumerated(names: Namesake, cue: Cue) -> list[Mention]:
    """``They are A, B and C`` in the sentence after."""
    lines = names.passage.lines
    index = names.index(cue.line) + 1
    if index < len(lines) and _ENUMERATION.match(lines[index].folded):
        return [m for m in _named(names, lines[index], cue) if not m.name.generic]
    return []


def _neighbours(names: Namesake, line: Line) -> list[Line]:
    lines = names.passage.lines
    index = names.index(line)
    order = [index - 1, index + 1] if not line.is_title else [1, 2]
    order += [0, index - 2, index + 2, 1, 2, 3]
    seen: list[Line] = []
    for position in order:
        if 0 <= position < len(lines) and lines[position] is not line and lines[position] not in seen:
            seen.append(lines[position])
    return seen


def _named(names: Namesake, line: Line, cue: Cue) -> list[Mention]:
    """Names in a sentence without a cue that could be parties there."""
    ranker = slots_han.rank if CJK.search(line.raw) else slots_latin.rank
    found = []
    for name in names.of(line):
        if name.kind == "place" or (name.generic and name.kind != "self"):
            continue
        rank = ranker(line, name, Cue(cue.kind, "done", line, name.start, name.start))
        before = line.folded[max(0, name.start - 16) : name.start]
        at_home = name.medical and _BOTH.search(cue.line.folded) and _HOST_BEFORE.search(before)
        if rank >= 2 or at_home:
            found.append(Mention(name, line, max(rank, 2) if at_home else rank, name.text))
    return found


# "a memorandum was signed by both sides": the host named as the place of the visit is one of the two.
_HOST_BEFORE = re.compile(r"(?:\b(?:at|to|visited|visiting|in) (?:the )?|到|访问|来到|莅临)$")
_BOTH = re.compile(
    r"\b(?:both|the two|two) (?:\w+ )?(?:parties|sides|hospitals|institutions|universities|"
    r"organi[sz]ations)\b|双方|两院|两家医院"
)
