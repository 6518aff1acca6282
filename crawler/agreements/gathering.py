"""From cues to the groups of parties that each agreement ties together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.agreements import carried
from crawler.agreements.cues import INSTRUMENTS, Cue
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.parties import CJK, distinct, mentions, ranker_of, surest
from crawler.agreements.passage import Line
from crawler.text.sought import sought

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
    titled = _titled(names)
    by_line: dict[int, Cue] = {}
    for cue in cues:
        held = by_line.get(id(cue.line))
        if held is None or _worth(cue) > _worth(held):
            by_line[id(cue.line)] = cue
    for cue in sorted(by_line.values(), key=_worth, reverse=True)[:_MOST_CUES]:
        found = mentions(names, cue)
        if not found and _TWO_SIDES.search(cue.line.folded):
            found = _of_headline(names, cue) or found
        if cue.kind == "join" and not _joins_somebody(cue, found):
            continue
        told = 0 if cue.line.is_title else sum(m.text in titled for m in found)
        groups.append(Group(cue, tuple(found), 0, _score(cue, found) + min(told, 2)))
    groups.sort(key=lambda group: -group.score)
    if groups:
        groups[0] = _fuller(_fill(names, groups[0]), groups[1:])
    return groups


_TWO_SIDES = sought(r"[双两][方校院](?!面)|\bboth (?:parties|sides)\b")


def _of_headline(names: Namesake, cue: Cue) -> list[Mention]:
    """``双方签署…``: the two that the headline names as signing."""
    title = names.passage.title
    if title is None or title is cue.line or not title.has("sign", "team", *INSTRUMENTS):
        return []
    told = title.of("sign", "team", *INSTRUMENTS)[-1]
    sure = [m for m in mentions(names, Cue(cue.kind, "done", title, told.start, told.end)) if m.rank >= 2]
    return distinct(names, sure) if len(sure) == 2 else []


def _titled(names: Namesake) -> frozenset[str]:
    """Whom the headline names: a sentence that names them too tells of what the page is about."""
    title = names.passage.title
    if title is None:
        return frozenset()
    return frozenset(
        names.short.resolve(name.text)
        for name in names.of(title)
        if name.kind in ("organisation", "bare") and not name.generic
    )


def _fuller(main: Group, others: list[Group]) -> Group:
    """The same signing told again with more of its parties: ``Under the memorandum signed in …, X and Y``."""
    mine = [mention.text for mention in main.parties]
    for other in others:
        theirs = [m.text for m in other.parties if m.rank >= 2 and m.name.kind != "place"]
        if (
            other.cue.stance == "done"
            and not other.cue.line.is_headline
            and other.cue.line.position < 5
            and len(mine) >= 2
            and len(theirs) == len(other.parties) == len(mine) + 1
            and all(any(text in full for full in theirs) for text in mine)
        ):
            return Group(main.cue, other.parties, main.filled, main.score)
    return main


def _joins_somebody(cue: Cue, found: list[Mention]) -> bool:
    """``joins technology with expertise`` joins nobody: a name must follow, or precede ``is part of``."""
    after = any(0 <= m.name.start - cue.end <= 28 for m in found)
    return after or (len(cue.line.folded[cue.start : cue.end]) > 8 and bool(found))


def _worth(cue: Cue) -> float:
    specific = (
        2.0 if cue.line.has(*INSTRUMENTS) else 1.0 if cue.kind == "sign" else 0.0
    )  # its paper is beside it
    return STRENGTH[cue.kind] + _STANCE[cue.stance] + specific - (2.0 if cue.line.is_headline else 0)


# "B and C have launched similar affiliations": others' agreements, told for comparison.
SIMILAR = sought(
    r"\bsimilar (?:\w+ ){0,2}(?:agreement|affiliation|partnership|deal|memorandum|arrangement)s?\b",
    re.IGNORECASE,
)


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
        - (4.0 if SIMILAR.search(cue.line.raw) else 0.0)
    )


def _fill(names: Namesake, group: Group) -> Group:
    """Where the sentence names fewer than two parties, look at its neighbours, the headline, the opening."""
    parties = list(group.parties)
    if group.cue.line.has("agreement", *INSTRUMENTS) or len(parties) < 2:
        parties = distinct(names, parties + _enumerated(names, group.cue))
    parties = _with_antecedent(names, group.cue, parties)
    if not parties:
        parties = carried.two_states(names, group.cue.line)
    if len(parties) == 1 and _is_partner(parties[0]):
        parties = distinct(names, parties + _ourselves(names, group.cue.line)[:1])
    if len(parties) < 2:
        for line in _neighbours(names, group.cue.line):
            found = [m for m in _named(names, line, group.cue) if m.name.kind != "self"]
            parties = distinct(names, parties + found)
            if len(parties) >= 2:
                break
    if len(parties) == 1 and parties[0].name.kind != "self":
        parties = distinct(names, parties + _ourselves(names, group.cue.line))
    parties = surest(parties)
    return Group(group.cue, tuple(parties[:24]), len(parties) - len(group.parties), group.score)


_WITH = sought(r"(?:[与與和同跟]|\bwith(?: the)?\s)$")
_WITH_AFTER = re.compile(r"^(?:と|과|와)")


def _is_partner(party: Mention) -> bool:
    """``…との協定の調印式``, ``与…签约``: the sentence names the other side only."""
    raw, name = party.line.raw, party.name
    return name.kind != "self" and bool(
        _WITH.search(raw[max(0, name.start - 9) : name.start]) or _WITH_AFTER.match(raw[name.end :])
    )


def _ourselves(names: Namesake, line: Line) -> list[Mention]:
    """``当院``, ``our hospital`` in a sentence shortly before: who signs with the one party named."""
    index = names.index(line)
    lines = names.passage.lines
    for before in [*reversed(lines[max(0, index - 4) : index]), *lines[index + 1 : index + 3]]:
        found = [name for name in names.of(before) if name.kind == "self"]
        if found:
            return [Mention(found[0], before, 2, found[0].text)]
    return []


_THAT_ONE = sought(
    r"该[院校](?=.{0,4}[与和同跟])|[与和同跟]该[院校]|該[院校]|同(?:院|病院|大学|大)(?=[のがはと])|"
    r"^(?:It|The (?:hospital|university|company|institute|college|group)) (?:has |also |had |has also )?"
    r"(?:signed|inked|entered|concluded|partnered)\b"
)


def _with_antecedent(names: Namesake, cue: Cue, parties: list[Mention]) -> list[Mention]:
    """``该院还与…签``, ``It signed with …``: the first one named in the sentence before."""
    index = names.index(cue.line)
    topic = carried.topic_before(names, cue, parties)
    if topic:
        return distinct(names, [*topic, *parties])
    pointed = carried.pointed_at(names, cue, _named)
    if pointed:
        return distinct(names, [*pointed, *parties])
    if not _THAT_ONE.search(cue.line.raw):
        return parties
    for line in reversed(names.passage.lines[max(0, index - 3) : index]):
        before = [m for m in _named(names, line, cue) if m.name.kind == "organisation"]
        other = [m for m in before if m.text not in {p.text for p in parties}]
        if other and "同" in cue.line.raw and _KANA.search(cue.line.raw):
            return distinct(names, [*parties, other[-1]])
        if before:
            return distinct(names, [before[0], *parties])
    return parties


_KANA = re.compile(r"[ぁ-ん]")
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
    items = carried.rolled(names, cue) or carried.listed(names, cue, _named)
    if items:
        return items
    if index < len(lines) and _ENUMERATION.match(lines[index].folded):
        return [m for m in _named(names, lines[index], cue) if not m.name.generic]
    return []


_MENU = re.compile(r"^[•·▪●○*\-]\s?(?:\S+\s?){1,4}$")  # a bullet of a few words tells no story


def _is_link(line: Line) -> bool:
    """A bullet, or further down a line in Latin letters that ends as no sentence does: a link elsewhere."""
    if _MENU.match(line.raw):
        return True
    loose = line.position > 2 and len(line.raw) < 100 and line.raw[-1:].isalnum()
    return loose and not line.hits and not CJK.search(line.raw)


def _neighbours(names: Namesake, line: Line) -> list[Line]:
    lines = names.passage.lines
    index = names.index(line)
    order = [index - 1, index + 1] if not line.is_title else [1, 2]
    order += [0, index - 2, index + 2, 1, 2, 3]
    seen: list[Line] = []
    for position in order:
        if not 0 <= position < len(lines) or _is_link(lines[position]):
            continue
        if lines[position] is not line and lines[position] not in seen:
            seen.append(lines[position])
    return seen


def _named(names: Namesake, line: Line, cue: Cue) -> list[Mention]:
    """Names in a sentence without a cue that could be parties there."""
    ranker = ranker_of(line)
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
_BOTH = sought(
    r"\b(?:both|the two|two) (?:\w+ )?(?:parties|sides|hospitals|institutions|universities|"
    r"organi[sz]ations)\b|双方|两院|两家医院"
)
