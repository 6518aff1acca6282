"""By what a party is known: ids, keys and names that prove it, and marks by which it may be found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.model import Party
from crawler.organisations import composed_key, is_acronym, is_generic, normal
from crawler.organisations.keys import read_name, state_key, telling_atoms, unknown_parts
from crawler.organisations.lexicon import entries, places
from crawler.organisations.names import script, without_brackets

_SMALL = frozenset(("of", "and", "the", "for", "in", "at", "de", "la"))
"""Words that initials leave out."""

OFFICES = frozenset(("ministry", "department", "commission", "bureau", "government", "council", "office"))
"""Words of authorities: every country has a Ministry of Health."""

_KINDS = (
    ("government", frozenset(("government", "council"))),
    ("office", OFFICES | {"healthcommission", "healthbureau", "healthdepartment", "healthministry", "cdc"}),
    ("hospital", frozenset(("hospital", "clinic", "center", "sanatorium", "uiryowon"))),
    ("school", frozenset(("university", "ofuniversity", "college", "schoolmed", "school"))),
)
"""Sorts of organisations by the atoms of their names (``crawler.organisations.keys``), first one first."""

_PLURALS = frozenset(("hospitals",))
_SHORTEST_ALIAS = 5
"""Characters of a bracketed name that stands for itself; shorter ones (``市一院``) are many hospitals'."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a party is known: ``strong`` ids, keys and names (those that its text gives it in brackets
    among them); ``weak`` acronyms and general names, the initials of a full name among them; ``near`` what
    every likely name has in common with it (see :func:`crawler.agreements.likeness.likely`); ``atoms`` what
    the name says where it proves anything, ``said`` what it says in any case; ``own`` the atoms of its own
    (see ``telling_atoms``); ``words`` of its names and keys, ``spelt`` those of its names alone; ``spoken``
    the parts of its name that are no words, ``sited`` its places, for comparison by sound; ``halves`` the two
    names of which a name with ``and`` may have been read as one; ``names`` the normal forms of its full
    names.
    """

    id: str | None
    strong: frozenset[str]
    weak: frozenset[str]
    near: frozenset[str]
    atoms: frozenset[str]
    said: frozenset[str]
    own: frozenset[str]
    words: frozenset[frozenset[str]]
    spelt: frozenset[frozenset[str]]
    spoken: frozenset[str]
    sited: frozenset[str]
    script: str
    scripts: frozenset[str]
    general: bool
    country: str | None
    kind: str
    halves: tuple[Identity, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        """What an index needs to find every report that may tell of the same: proofs, and own words."""
        return self.strong | {f"own:{atom}" for atom in self.own}


@lru_cache(maxsize=20_000)
def identify(party: Party) -> Identity:
    """The identity of one party: a match by either id or key joins, so all of them are kept."""
    strong, weak, short = _proofs(party)
    marks = {mark.partition(":")[2] for mark in strong | weak if not mark.startswith("id:")}
    words = frozenset(_words(mark.split("@")[0]) for mark in marks)
    names = tuple(dict.fromkeys(name for name in (party.name, party.canonical, *party.aliases) if name))
    named = party.name or party.canonical
    said = read_name(named).atoms
    telling = [name for name in names if not is_acronym(name) and not is_generic(name)]
    return Identity(
        id=party.organisation_id,
        strong=frozenset(strong),
        weak=frozenset(weak | short),
        near=_near(telling, words, said) if strong else frozenset(),
        atoms=said if strong else frozenset(),
        said=said,
        own=frozenset(atom for name in telling for atom in telling_atoms(name) if len(atom) >= 4),
        words=words,
        spelt=frozenset(_words(normal(name)) for name in (party.name, party.canonical)),
        spoken=frozenset(part for name in telling for part in _spoken(name)),
        sited=frozenset(said & places().keys()),
        script=script(named),
        scripts=frozenset(script(name) for name in names if name in telling) or frozenset((script(named),)),
        general=not strong and is_generic(named),
        country=party.country,
        kind=_kind(said),
        halves=_halves(party),
        names=tuple(dict.fromkeys(normal(name) for name in names if not is_acronym(name))),
    )


def _spoken(name: str) -> tuple[str, ...]:
    """The parts of a name that are no words of the tables; of a Latin name each word by itself too, for some
    say a kind that the tables lack (``Tindouf Regional Hospital``).
    """
    parts = unknown_parts(name)
    if script(name):
        return parts
    known = entries()[1]
    return (*parts, *(word for word in normal(name).split() if len(word) >= 4 and (word,) not in known))


def _proofs(party: Party) -> tuple[set[str], set[str], set[str]]:
    """Strong and weak marks of a party, and the initials of its names."""
    strong: set[str] = set()
    weak: set[str] = set()
    short: set[str] = set()
    if party.organisation_id:
        strong.add(f"id:{party.organisation_id}")
    if party.key:
        (weak if party.key.startswith("weak:") else strong).add(party.key)
    for name in sorted({party.name, party.canonical, *party.aliases} - {""}):
        key = composed_key(name)
        brief = name in party.aliases and key is None and len(normal(name)) < _SHORTEST_ALIAS
        if is_acronym(name) or is_generic(name) or brief:
            weak.add(f"weak:{normal(name)}")
            whose = state_key(name, party.country)
            strong |= {f"key:{whose}"} if whose else set()
            continue
        strong.add(f"name:{normal(name)}")
        short |= initials(name)
        if key:
            strong.add(f"key:{key}")
    return strong, weak, short


def _halves(party: Party) -> tuple[Identity, ...]:
    """``A and B`` as two names, where the registry knows no such organisation and each half may be one."""
    first, found, second = party.name.partition(" and ")
    if party.organisation_id or not found or " and " in second or script(party.name):
        return ()
    names = [half.strip().removeprefix("the ") for half in (first, second)]
    if any(is_generic(name) or len(normal(name)) < 4 or not name[:1].isupper() for name in names):
        return ()
    return tuple(identify(Party(name, name, "")) for name in names)


def _words(text: str) -> frozenset[str]:
    """The words of a name or key, plurals as singulars (``Health Systems``, ``Health System``) but for
    ``Hospitals``, which tells a group.
    """
    return frozenset(word if word in _PLURALS else _singular(word) for word in text.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _kind(said: frozenset[str]) -> str:
    """What sort of organisation the name says it is: government, office, hospital, school, else nothing."""
    return next((kind for kind, atoms in _KINDS if not said.isdisjoint(atoms)), "")


def marks(party: Party) -> frozenset[str]:
    """All strings by which a party may be met again, likely names among them: what a store indexes. Two
    reports that may be one agreement share a mark at two parties of each.
    """
    known = identify(party)
    return known.strong | known.weak | known.near


def _near(names: Sequence[str], words: frozenset[frozenset[str]], said: frozenset[str]) -> frozenset[str]:
    """The beginnings of the words that tell: a likely name shares one of them. Of Han names the first two
    characters of each part that is neither a place nor a kind. And what the whole name says.
    """
    found = {f"near:{' '.join(sorted(said))}"}
    for name in names:
        if script(name):
            found |= {f"near:{part[:2]}" for part in unknown_parts(name) if len(part) >= 2}
            found.add(f"near:{normal(name)[:1]}")
    telling = (word for one in words for word in one if len(word) >= 3 and not is_generic(word))
    return frozenset(found | {f"near:{word[:2]}" for word in telling})


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
