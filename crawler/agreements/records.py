"""The unit is the agreement, not the article: several signings in one article are several records."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.agreements import dates
from crawler.agreements.cues import INSTRUMENTS, Cue
from crawler.agreements.folding import fold
from crawler.agreements.gathering import SIMILAR, Group
from crawler.agreements.mention import Mention
from crawler.agreements.parties import party_key
from crawler.agreements.passage import Line
from crawler.text.sought import sought

_SEVERALLY = sought(
    r"\b(?:respectively|separately|separate|each|individual(?:ly)?|bilateral)\b|\b(?:two|three|four|"
    r"five|six|seven|eight|nine|ten|several|multiple|agreements|memorandums|memoranda|mous|moas)\b|分别|"
    r"各自|分別|先后|陆续|逐一|각각|차례로|それぞれ",
    re.IGNORECASE,
)
_TWO_LATIN = sought(
    r"\b(?:tripartite|three-way|trilateral|joint(?:ly)?|among|consortium|alliance)\b|三方|四方|五方|共同",
    re.IGNORECASE,
)
_PARTNER_BEFORE = sought(r"(?:\bwith\s(?:the\s)?|[与和同跟與]|と|와\s?|과\s?)$", re.IGNORECASE)
_MOST_RECORDS = 12


@dataclass(frozen=True, slots=True)
class Record:
    """One agreement: the cue that tells of it first, further cues, its parties with their roles."""

    cue: Cue
    parties: tuple[tuple[Mention, str], ...]
    others: tuple[Cue, ...] = ()


def records(groups: list[Group]) -> list[Record]:
    """The agreements told by ``groups`` (the best first), the main one first, then in the article's order."""
    if not groups:
        return []
    main = groups[0]
    kept: list[tuple[Group, list[Mention]]] = [(main, list(main.parties))]
    told: dict[int, list[Cue]] = {0: []}
    for group in sorted(groups[1:], key=lambda g: (g.cue.line.position, g.cue.start)):
        index, parties = _place(kept, group)
        if parties and len(kept) < _MOST_RECORDS:
            told[len(kept)] = []
            kept.append((group, parties))
        elif index is not None:
            told[index].append(group.cue)
    for summed in groups:
        split = _split(summed, groups)
        if split:
            return split
    return [
        Record(group.cue, _roles(group.cue, _once(parties)), tuple(told[index]))
        for index, (group, parties) in enumerate(kept)
    ]


# What a headline leaves away: "Harris Health System", "the Royal Hospital of Muscat".
_LEFT_AWAY = re.compile(
    r"\s(?:(?:health|healthcare|medical)\s)?(?:systems?|group|network|corporation|foundation trust|nhs trust|"
    r"nhs foundation trust|trust)|,?\s(?:of|in|at)\s[a-z][a-z'’ -]{2,24}"
)


def _once(parties: list[Mention]) -> list[Mention]:
    """A party told with and without what a headline leaves away is one, by its longer name."""
    folded = [fold(m.text).removeprefix("the ") for m in parties]

    def shortened(text: str) -> bool:
        return " " in text and any(
            other.startswith(text) and _LEFT_AWAY.fullmatch(other, len(text)) for other in folded
        )

    return [m for m, text in zip(parties, folded, strict=True) if not shortened(text)]


def _split(main: Group, groups: list[Group]) -> list[Record]:
    """A sum-up (``agreements with A and B``) told again day by day: one record for each partner."""
    parties = list(main.parties)
    if len(parties) < 3 or not _SEVERALLY.search(main.cue.line.raw):
        return []
    hub, partners = parties[0], parties[1:]
    told: dict[str, Cue] = {}
    for group in sorted((g for g in groups if g is not main), key=lambda g: g.cue.line.position):
        cue = group.cue
        named = [p for p in partners if any(p.text == m.text for m in group.parties)]
        if cue.stance == "done" and len(named) == 1 and not cue.line.is_title and cue.line.has(*INSTRUMENTS):
            told.setdefault(named[0].text, cue)
    days = [_days(cue.line) for cue in told.values()]
    if len(told) < 2 or any(not day for day in days) or len({frozenset(day) for day in days}) < len(days):
        return []
    rest = tuple(p for p in partners if p.text not in told)
    made = [
        Record(told[p.text], ((hub, "party"), (p, "party")), (main.cue,)) for p in partners if p.text in told
    ]
    return made + ([Record(main.cue, _roles(main.cue, [hub, *rest]))] if rest else [])


def _place(kept: list[tuple[Group, list[Mention]]], group: Group) -> tuple[int | None, list[Mention]]:
    """The record a further cue belongs to, or the parties of the new record it makes."""
    mine = {party_key(m.text) for m in group.parties}
    own = any(m.name.kind == "self" for m in group.parties)
    best, most = None, 0
    for index, (_, parties) in enumerate(kept):
        shared = len(mine & {party_key(m.text) for m in parties})
        if shared and own and len(parties) > shared and not any(m.name.kind == "self" for m in parties):
            shared += 1  # "我院与海州医院" above a body that gives the house its name
        if shared > most:
            best, most = index, shared
    every = {party_key(m.text) for _, parties in kept for m in parties}
    new = [m for m in group.parties if party_key(m.text) not in every]
    if not new or not _tells_of_another(kept[0][0].cue, group):
        return (best if best is not None else 0), []
    if len(mine) >= 2 and most <= 1:
        return None, list(group.parties)
    if len(mine) == 1 and kept[0][1]:
        before = group.cue.line.raw[max(0, new[0].name.start - 10) : new[0].name.start]
        if _PARTNER_BEFORE.search(before) or _WITH_IT.search(group.cue.line.raw, new[0].name.end):
            return None, [kept[0][1][0], *new]
    return best, []


# "called at X and signed an agreement with it": the one named signs with the one told of so far.
_WITH_IT = sought(
    r"\bsigned\b.{0,80}\bwith (?:it|them|the (?:hospital|cent(?:er|re)|university|institute))\b"
)
_ANOTHER = sought(
    r"\b(?:also|another|second|separate(?:ly)?|further|in addition|besides|meanwhile|as well|same day|"
    r"additionally|likewise)\b|"
    r"又|还与|还和|还同|還與|還和|另|同时|同時|此外|随后|接着|また|さらに|同日|또|아울러|이와 함께",
    re.IGNORECASE,
)


def _tells_of_another(main: Cue, group: Group) -> bool:
    """A second signing says so (``also``, ``又``) or has a day of its own; else it is the same one retold."""
    cue = group.cue
    if _years_ago(main, cue) or SIMILAR.search(cue.line.raw):
        return False
    if cue.line.is_headline or cue.line.listed or cue.stance != "done" or group.filled:
        return False
    listed = _ONE_MORE.match(cue.line.raw) is not None
    if not (cue.kind in ("sign", "renew") or listed):
        return False
    if not cue.line.has(*INSTRUMENTS) and not _signs_apart(main, group):
        return False
    if any(
        m.rank < 2
        or (m.name.kind == "place" and m.text.isascii())
        or (m.name.kind == "bare" and not listed and m.text == m.name.text and not _is_partner(m))
        for m in group.parties
    ):
        return False
    if listed or (len(group.parties) >= 2 and any(m.rank >= 3 for m in group.parties)):
        return True  # two named in a sentence of signing of their own
    another = _days(cue.line) - _days(main.line)
    marked = _ANOTHER.search(cue.line.raw) or (
        cue.line.position < main.line.position and _ANOTHER.search(main.line.raw)
    )
    return bool(marked) or (bool(another) and bool(_days(main.line)))


def _signs_apart(main: Cue, group: Group) -> bool:
    """``B, which …, signed with C and D``: others than before, each surely a party, right after the first."""
    return (
        group.cue.kind == "sign"
        and 0 < group.cue.line.position - main.line.position <= 2
        and len(group.parties) >= 2
        and all(mention.rank >= 3 for mention in group.parties)
    )


_YEAR = sought(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _years_ago(main: Cue, cue: Cue) -> bool:
    """``In May 2016 X signed with Y`` below news that needs no year: an earlier agreement."""
    return (
        bool(_YEAR.search(cue.line.raw))
        and not _YEAR.search(main.line.raw)
        and (bool(_days(main.line)) or main.line.has("recent"))
    )


def _is_partner(mention: Mention) -> bool:
    raw = mention.line.raw
    return _PARTNER_BEFORE.search(raw[max(0, mention.name.start - 10) : mention.name.start]) is not None


# "A further agreement with X concerns …": a list of what else was signed.
_ONE_MORE = re.compile(
    r"^(?:A|An|Another|One more|The (?:second|third|other)|Under an?|"
    r"On [A-Z]\w+ \d{1,2},? (?:\d{4},? )?an?)\s"
    r"(?:[\w-]+\s){0,4}?(?:agreement|memorandum|mou|moa|pact)\b.{0,40}\bwith\b",
    re.IGNORECASE,
)


def _days(line: Line) -> set[tuple[int | None, int | None]]:
    return {
        (words.month, words.day) for words in dates.find(line.raw) if words.day and words.era != "dateline"
    }


def _roles(cue: Cue, parties: list[Mention]) -> tuple[tuple[Mention, str], ...]:
    """One that signs with several is the hub, they are its partners; else all are parties."""
    if len(parties) < 3 or _TWO_LATIN.search(cue.line.raw):
        return tuple((mention, "party") for mention in parties)
    if not _SEVERALLY.search(cue.line.raw):
        return tuple((mention, "party") for mention in parties)
    hub = _hub(cue, parties)
    if hub is None:
        return tuple((mention, "party") for mention in parties)
    return tuple((mention, "hub" if mention is hub else "partner") for mention in parties)


def _hub(cue: Cue, parties: list[Mention]) -> Mention | None:
    """The party on the single side of ``with``/``与``."""
    raw = cue.line.raw
    here = [mention for mention in parties if mention.line is cue.line]
    if len(here) == 1 and len(parties) > 3:
        return here[0]  # it signs with those of the list below
    for index, mention in enumerate(parties):
        if (
            mention.line is cue.line
            and index
            and _PARTNER_BEFORE.search(raw[max(0, mention.name.start - 10) : mention.name.start])
        ):
            return parties[0] if index == 1 else None
    after = [
        m
        for m in parties
        if m.line is cue.line
        and re.search(r"\bby\s(?:the\s)?$", raw[max(0, m.name.start - 8) : m.name.start])
    ]
    return after[0] if len(after) == 1 else None
