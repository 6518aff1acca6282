"""The tables behind composed keys, as look-ups: what a word of a name says, in four languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crawler.organisations.names import fold, has_cjk, normal
from crawler.organisations.vocabulary import table, words


@dataclass(frozen=True, slots=True)
class Place:
    """A place as names carry it. ``latin`` is its form in keys; ``level`` province, city or country."""

    latin: str
    level: str
    country: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word or phrase contributes to a key: its atoms, or a place; neither = left out. ``country`` is
    told by a few names that are no places (``Sun Yat-sen``).
    """

    atoms: tuple[str, ...] = ()
    place: Place | None = None
    country: str = ""


Tables = tuple[dict[str, Entry], dict[tuple[str, ...], Entry]]


@cache
def places() -> dict[str, Place]:
    """All places by their Latin form; homographs (:func:`homographs`) keep the first."""
    found: dict[str, Place] = {}
    for _, latin, level, country, parent in _place_rows():
        found.setdefault(latin, Place(latin, level, country, parent))
    return found


def _place_rows() -> list[tuple[str, str, str, str, str]]:
    rows = [*table("places"), *table("far_places")]
    return [(row[0], row[1], row[2], row[3], row[4] if len(row) > 4 else "") for row in rows]


@cache
def homographs() -> frozenset[str]:
    """Latin forms that two Chinese cities share (Suzhou, Taizhou, Fuzhou ...): alone they say nothing."""
    seen: dict[str, set[str]] = {}
    for han, latin, _, country, _ in _place_rows():
        if country == "CN":
            seen.setdefault(latin, set()).add(han)
    return frozenset(latin for latin, hans in seen.items() if len(hans) > 1)


@cache
def countries(cjk: bool) -> dict[str, str]:
    """Names of countries as they stand at the edge of organisations' names, with their codes, longest
    first.
    """
    forms = {fold(row[1 - cjk]): row[2] for row in table("countries") if row[1 - cjk]}
    return dict(sorted(forms.items(), key=lambda item: -len(item[0])))


@cache
def _parents() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, latin, _, _, parent in _place_rows():
        if parent:
            found.setdefault(latin, set()).add(parent)
    return {latin: frozenset(parents) for latin, parents in found.items()}


def parents(latin: str) -> frozenset[str]:
    """The provinces in which a city of this Latin form lies: more than one for a homograph."""
    return _parents().get(latin, frozenset())


@cache
def entries() -> Tables:
    """``(by characters, by Latin words)``: everything the tables know, for longest-match reading."""
    cjk: dict[str, Entry] = {}
    latin: dict[tuple[str, ...], Entry] = {}
    for han, name, level, country, parent in _place_rows():
        place = Entry(place=Place(name, level, country, parent))
        cjk[fold(han)] = place
        latin.setdefault((name,), place)
    for atoms, characters, phrases in table("terms"):
        entry = Entry() if atoms == "-" else Entry(tuple(atoms.split()))
        _add(cjk, latin, entry, (characters.split(), phrases))
    for characters, atoms, phrases, *told in table("sounds"):
        known = places().get(atoms)
        entry = Entry(place=known) if known else Entry(tuple(atoms.split()), country="".join(told))
        _add(cjk, latin, entry, ([characters], phrases))
    return cjk, latin


def _add(
    cjk: dict[str, Entry], latin: dict[tuple[str, ...], Entry], entry: Entry, forms: tuple[list[str], str]
) -> None:
    for word in forms[0]:
        if has_cjk(word):
            cjk[fold(word)] = entry
    for phrase in forms[1].split("|"):
        if phrase.strip():
            latin[tuple(fold(phrase).split())] = entry


@cache
def terms() -> frozenset[str]:
    """All atoms of the table of terms: what many organisations say of themselves."""
    return frozenset(atom for row in table("terms") for atom in row[0].split())


@cache
def longest() -> tuple[int, int]:
    """The longest entry, in characters and in Latin words."""
    cjk, latin = entries()
    return max(map(len, cjk)), max(map(len, latin))


@cache
def sounds() -> dict[str, str]:
    """A Chinese character's commonest reading, without tone."""
    return {fold(character): row[0] for row in table("pinyin") for character in row[1]}


@cache
def ordinal_words() -> dict[str, int]:
    """English ordinals and cardinals as names use them, ``first`` to ``twentieth``."""
    return {normal(word): number for number, word in enumerate(words("ordinals"), 1)}
