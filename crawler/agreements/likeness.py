"""By what a party is known, and when two names are likely one party's.

Matching joins reports by itself (two parties that match are two shared ones). Likeness only helps beside a
match: it never links a name to the registry and never joins two reports alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from crawler.model import Party
from crawler.organisations import composed_key, is_acronym, is_generic, normal
from crawler.organisations.keys import read_name, unknown_parts
from crawler.organisations.lexicon import ordinal_words, places
from crawler.organisations.names import script, without_brackets

_SMALL = frozenset(("of", "and", "the", "for", "in", "at", "de", "la"))
"""Words that initials leave out."""

_OFFICES = frozenset(("ministry", "department", "commission", "bureau", "government", "council", "office"))
"""Words of authorities: every country has a Ministry of Health."""

_KINDS = (
    ("government", frozenset(("government", "council"))),
    ("office", _OFFICES | {"healthcommission", "healthbureau", "healthdepartment", "healthministry", "cdc"}),
    ("hospital", frozenset(("hospital", "clinic", "center", "sanatorium", "uiryowon"))),
    ("school", frozenset(("university", "ofuniversity", "college", "schoolmed", "school"))),
)
"""Sorts of organisations by the atoms of their names (``crawler.organisations.keys``), first one first."""

_GROUPS = frozenset(("group", "system", "network", "holding", "health", "healthcare", "medical", "hospitals"))
_PLURALS = frozenset(("hospitals",))
_NUMERALS = frozenset("一二三四五六七八九十0123456789")
_HAN_GROUPS = ("医疗健康集团", "医疗体系", "医院体系", "医疗集团", "医院集团", "体系", "集团")
"""Words that make a name stand for all members of a group."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a party is known: ``strong`` ids, keys and names; ``weak`` acronyms and general names, the
    initials of a full name among them; ``near`` what every likely name has in common with it (see
    :func:`likely`); ``words`` of its
    names and keys, ``spelt`` those of its names alone.
    """

    id: str | None
    strong: frozenset[str]
    weak: frozenset[str]
    near: frozenset[str]
    atoms: frozenset[str]
    words: frozenset[frozenset[str]]
    spelt: frozenset[frozenset[str]]
    script: str
    general: bool
    country: str | None
    kind: str


@lru_cache(maxsize=20_000)
def identify(party: Party) -> Identity:
    """The identity of one party: a match by either id or key joins, so all of them are kept."""
    strong: set[str] = set()
    weak: set[str] = set()
    short: set[str] = set()
    if party.organisation_id:
        strong.add(f"id:{party.organisation_id}")
    if party.key:
        (weak if party.key.startswith("weak:") else strong).add(party.key)
    for name in sorted({party.name, party.canonical} - {""}):
        if is_acronym(name) or is_generic(name):
            weak.add(f"weak:{normal(name)}")
            continue
        strong.add(f"name:{normal(name)}")
        short |= initials(name)
        key = composed_key(name)
        if key:
            strong.add(f"key:{key}")
    marks = {mark.partition(":")[2] for mark in strong | weak if not mark.startswith("id:")}
    words = frozenset(_words(mark.split("@")[0]) for mark in marks)
    named = party.name or party.canonical
    atoms = read_name(named).atoms if strong else frozenset()
    return Identity(
        id=party.organisation_id,
        strong=frozenset(strong),
        weak=frozenset(weak | short),
        near=_near(named, words, atoms) if strong else frozenset(),
        atoms=atoms,
        words=words,
        spelt=frozenset(_words(normal(name)) for name in (party.name, party.canonical)),
        script=script(named),
        general=not strong and is_generic(named),
        country=party.country,
        kind=_kind(named),
    )


def _words(text: str) -> frozenset[str]:
    """The words of a name or key, plurals as singulars (``Health Systems``, ``Health System``) but for
    ``Hospitals``, which tells a group.
    """
    return frozenset(word if word in _PLURALS else _singular(word) for word in text.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _kind(name: str) -> str:
    """What sort of organisation the name says it is: government, office, hospital, school, else nothing."""
    said = read_name(name).atoms
    return next((kind for kind, atoms in _KINDS if not said.isdisjoint(atoms)), "")


def marks(party: Party) -> frozenset[str]:
    """All strings by which a party may be met again, likely names among them: what a store indexes. Two
    reports that may be one agreement share a mark at two parties of each.
    """
    known = identify(party)
    return known.strong | known.weak | known.near


def _near(named: str, words: frozenset[frozenset[str]], atoms: frozenset[str]) -> frozenset[str]:
    """The beginnings of the words that tell: a likely name shares one of them. Of Han names the first two
    characters of each part that is neither a place nor a kind. And what the whole name says.
    """
    whole = {f"near:{' '.join(sorted(atoms))}"}
    if script(named):
        parts = {f"near:{part[:2]}" for part in unknown_parts(named) if len(part) >= 2}
        return frozenset(whole | parts | {f"near:{normal(named)[:1]}"})
    telling = (word for one in words for word in one if len(word) >= 3 and not is_generic(word))
    return frozenset(whole | {f"near:{word[:2]}" for word in telling})


def initials(name: str) -> set[str]:
    """The initials a full Latin name may be shortened to, as weak marks: three letters at least,
    a place at the end (``..., New Delhi``) left out too; and those that stand in a bracket.
    """
    if script(name):
        return set()
    tokens = normal(name).split()
    written = normal(f"{name} x").split()[:-1]
    telling = [token for token in tokens if token not in _SMALL]
    full = {"".join(token[0] for token in chosen) for chosen in (tokens, telling)}
    cut = {letters[:-1] for letters in full if len(letters) > 4} | {
        letters[:-2] for letters in full if len(letters) > 5
    }
    if len(written) > len(tokens):
        full.add("".join(word[0] for word in written if word not in _SMALL))
    inside = without_brackets(name)[1]
    stated = {normal(inside)} if is_acronym(inside) else set()
    return {f"weak:{letters}" for letters in full | cut | stated if 3 <= len(letters) <= 8}


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
    """One name is the other with words added, a number not among them (``Mahosot Hospital, Vientiane``).
    Without dates that speak for it, the short one has three words and no place is added.
    """
    short, long = sorted((a, b), key=len)
    added = long - short
    if len(short) < 2 or not short < long or any(map(_numeral, added)):
        return False
    return tight or (len(short) >= 3 and added.isdisjoint(places()))


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
    """A group's name beside the name of one of its members: ``国泰医疗体系``, ``台北国泰综合医院``."""
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


def likely(a: Identity, b: Identity, tight: bool) -> bool:
    """Whether two unmatched names mean one party, given that another party is shared. Short forms and parts
    of names need dates that speak for it; slips of spelling do not, nor names that say the same without
    saying which (``台州市中心医院``: one of two cities called Taizhou).
    """
    if a.id and b.id and a.id != b.id:
        return False
    if a.atoms == b.atoms and len(a.atoms) >= 2:
        return True
    if a.script != b.script or (a.near.isdisjoint(b.near) and a.weak.isdisjoint(b.weak)):
        return False
    if a.strong and b.strong and any(_spelt_alike(one, two) for one in a.spelt for two in b.spelt):
        return True
    if not a.weak.isdisjoint(b.weak) and not (a.strong and b.strong):
        elsewhere = a.country and b.country and a.country != b.country
        return not elsewhere and (tight or not (a.general and _is_office(a)))
    if any(_part_of(one, two, tight) for one in a.words for two in b.words):
        return True
    return tight and (_group_of(a, b) or _group_of(b, a) or short_form(a, b) or short_form(b, a))


def _is_office(a: Identity) -> bool:
    """A general name of an authority: every country has a Ministry of Health."""
    return any(not words.isdisjoint(_OFFICES) for words in a.words)
