"""When two parties are one, and when two names are likely one party's.

Matching joins reports by itself (two parties that match are two shared ones). Likeness only helps beside a
match: it never links a name to the registry and never joins two reports alone.
"""

from __future__ import annotations

from rapidfuzz.distance import DamerauLevenshtein

from crawler.agreements.identity import OFFICES, Identity
from crawler.agreements.identity import identify as identify
from crawler.agreements.identity import initials as initials
from crawler.agreements.identity import marks as marks
from crawler.organisations.lexicon import entries, ordinal_words, places

_GROUPS = frozenset(("group", "system", "network", "holding", "health", "healthcare", "medical", "hospitals"))
_SHORTEST_OWNED = 6
"""Characters of a hospital's name that say which one it is without its owner's."""

_GO_ON = ("附属", "附设", "付属", "第", *"市省县区郡州府新东西南北")
"""After these a name goes on: what follows is only the rest of it."""

_ACADEMIES = frozenset(("camsac", "cacms"))
"""Owners that names of their hospitals tell or leave out."""

_NUMERALS = frozenset("一二三四五六七八九十0123456789")
_HAN_GROUPS = ("医疗健康集团", "医疗体系", "医院体系", "医疗集团", "医院集团", "体系", "集团")
"""Words that make a name stand for all members of a group."""

_SOFT = frozenset(
    ("university", "friendship", "general", "medical", "center", "hospital", "national", "memorial")
)
"""Atoms of hospitals' names that are told or not."""

SPECIALITIES = frozenset(
    (
        *("cancer", "child", "mch", "wch", "obgyn", "maternity", "heart", "neuro", "chest", "eye", "dental"),
        *("skin", "bone", "mental", "infect", "blood", "kidney", "liver", "rehab", "tcm", "integrated"),
        *("occupational", "tuberculosis", "emergency", "women"),
    )
)
_ANOTHER = SPECIALITIES | {"people", "branch", "redcross"}
"""Atoms that make a name that of another hospital of the same place."""


def matches(a: Identity, b: Identity) -> bool:
    """One organisation by id, key or name; two different ids are two organisations, whatever their names."""
    if a.id and b.id and a.id != b.id:
        return False
    return not a.strong.isdisjoint(b.strong)


def _spelt_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """The same words but for one, which is off by a letter (``Systems``/``System``), by two in long words.
    Numbers must agree: ``First`` and ``Second`` are two hospitals.
    """
    if a == b:
        return len(a) >= 2
    only_a, only_b = a - b, b - a
    if len(only_a) != 1 or len(only_b) != 1:
        return False
    (one,), (two,) = only_a, only_b
    shorter = min(len(one), len(two))
    if not one.isalpha() or not two.isalpha() or not one.isascii() or one[:2] != two[:2] or shorter < 3:
        return False
    if shorter == 3 and len(one) == len(two):
        return False
    return DamerauLevenshtein.distance(one, two) <= (1 if shorter < 9 else 2)


def _numeral(word: str) -> bool:
    return word in ordinal_words() or any(character.isdigit() for character in word)


def _part_of(a: frozenset[str], b: frozenset[str], tight: bool) -> bool:
    """One name is the other with words added, neither a number nor a speciality among them (``Mahosot
    Hospital, Vientiane``). Without dates that speak for it, the short one has three words and no place is
    added; one that says a place and a kind only (``Jiangsu Hospital``) is many hospitals' with anything but a
    group's word or a place added.
    """
    short, long = sorted((a, b), key=len)
    added = long - short
    if len(short) < 2 or not short < long or any(_numeral(word) or _another(word) for word in added):
        return False
    if not any(_own(word) for word in short) and not added <= _GROUPS | _ACADEMIES | places().keys():
        return False
    return tight or (len(short) >= 3 and added.isdisjoint(places()))


def _another(word: str) -> bool:
    """Whether a word makes it another hospital: a speciality, ``people's``, as an atom or in English."""
    known = entries()[1].get((word,)) or entries()[1].get((f"{word}s",))
    return word in _ANOTHER or (known is not None and not _ANOTHER.isdisjoint(known.atoms))


def _own(word: str) -> bool:
    """Whether a word is nobody's but the organisation's: no place, no word of the tables."""
    return word not in places() and (word,) not in entries()[1] and (f"{word}s",) not in entries()[1]


def short_form(short: Identity, full: Identity) -> bool:
    """A Han short form: its characters stand in the full name in their order, the first one first, and no
    number is left out (``大医一院``, ``大连医科大学附属第一医院``; not ``华西医院``, ``华西第二医院``).
    """
    if not short.script or short.script != full.script:
        return False
    pairs = ((min(a), min(b)) for a in short.words for b in full.words if len(a) == len(b) == 1)
    return any(_shortened(a, b) for a, b in pairs)


def _shortened(short: str, full: str) -> bool:
    if not 3 <= len(short) < len(full) * 0.7 or short[0] != full[0]:
        return False
    if _NUMERALS.intersection(short) != _NUMERALS.intersection(full):
        return False
    letters = iter(full)
    return all(character in letters for character in short)


def _tells(core: frozenset[str], words: frozenset[str]) -> bool:
    """Words were left out for being a group's, and what is left is a name."""
    return core != words and any(len(word) >= 4 for word in core)


def _group_of(group: Identity, member: Identity) -> bool:
    """A group beside one of its members: ``国泰医疗体系``, ``台北国泰综合医院``. A university
    is no group: its hospitals sign for themselves.
    """
    if group.kind == "school":
        return False
    for words in group.words:
        core = words - _GROUPS
        if _tells(core, words) and any(core <= other for other in member.words):
            return True
        for word in words:
            ending = next((end for end in _HAN_GROUPS if word.endswith(end)), "")
            bare = word.removesuffix(ending)
            if ending and len(bare) >= 2 and any(bare in name for other in member.words for name in other):
                return True
    return False


def _owned(short: Identity, full: Identity) -> bool:
    """A hospital and the same behind the name of who runs it (``網走厚生病院``,
    ``JA北海道厚生連網走厚生病院``): the short name says by itself which one it is.
    """
    if not short.script or short.script != full.script or not short.atoms or short.kind != "hospital":
        return False
    pairs = [(one, whole) for one in short.names for whole in full.names if len(one) >= _SHORTEST_OWNED]
    return any(whole != one and whole.endswith(one) and not _said_on(whole, one) for one, whole in pairs)


def _said_on(whole: str, one: str) -> bool:
    """Does what stands before the short name belong to it: a place, a number, ``附属``, ``国立``?"""
    before = whole.removesuffix(one)
    return before.endswith(_GO_ON) or before[-1] in _NUMERALS


def likely(a: Identity, b: Identity, tight: bool) -> bool:
    """Whether two unmatched names mean one party, given that another party is shared. Short forms and parts
    of names need dates that speak for it; slips of spelling do not, nor names that say the same without
    saying which (``台州市中心医院``: one of two cities called Taizhou).
    """
    if a.id and b.id and a.id != b.id:
        return False
    elsewhere = a.country and b.country and a.country != b.country
    if elsewhere and not a.weak.isdisjoint(b.weak):
        return False  # two states' ministries, two countries' national hospitals
    if a.atoms == b.atoms and len(a.atoms) >= 2:
        return True
    if a.general != b.general and tight and _with_place(a, b):
        return True
    if tight and (_owned(a, b) or _owned(b, a)):
        return True
    if a.scripts.isdisjoint(b.scripts) or (a.near.isdisjoint(b.near) and a.weak.isdisjoint(b.weak)):
        return False
    if a.strong and b.strong and any(_spelt_alike(one, two) for one in a.spelt for two in b.spelt):
        return True
    if not a.weak.isdisjoint(b.weak) and not (a.strong and b.strong):
        return tight or not (a.general and _is_office(a))
    if tight and _same_own(a, b):
        return True
    if any(_part_of(one, two, tight) for one in a.words for two in b.words):
        return True
    return tight and (_group_of(a, b) or _group_of(b, a) or short_form(a, b) or short_form(b, a))


def _is_office(a: Identity) -> bool:
    """A general name of an authority: every country has a Ministry of Health."""
    return any(not words.isdisjoint(OFFICES) for words in a.words)


def _same_own(a: Identity, b: Identity) -> bool:
    """The same own words and sort, soft words apart (``Viet Duc University Hospital``, ``Viet Duc Friendship
    Hospital``): neither places, numbers nor specialities differ.
    """
    if a.kind != b.kind or a.kind != "hospital" or not a.own or a.own != b.own:
        return False
    return a.said ^ b.said <= _SOFT


def _with_place(a: Identity, b: Identity) -> bool:
    """A general name and the same with the place that makes it somebody's (``National University Hospital``,
    ``新加坡国立大学医院``): three words at least, for every town has its ``People's Hospital``.
    """
    short, full = (a, b) if a.general else (b, a)
    added = full.said - short.said
    return len(short.said) >= 3 and short.said < full.said and bool(added) and added <= places().keys()
