"""Offices and national houses of states: ``라오스 보건부``, ``Ministry of Health of Laos``.

What such a name says besides the country is said in every country; with the country it says which one. A
country that the tables know as a place is read as one and needs none of this.
"""

from __future__ import annotations

from functools import cache

from crawler.organisations.lexicon import countries, places
from crawler.organisations.names import has_cjk
from crawler.organisations.vocabulary import table

MARK = "state-"
"""Begins the atom that says whose office or national house it is, where no table has the state as a place."""

_OFFICES = frozenset(
    ("ministry", "department", "healthministry", "healthcommission", "healthdepartment", "government")
)
_NATIONAL = "national"
_HOUSES = frozenset(("hospital", "center", "institute", "university", "clinic"))
_CHINA = frozenset(("CN", "TW", "HK", "MO"))
_BETWEEN = frozenset(("of", "in", "the", "republic", "kingdom", "sultanate", "federation", "democratic"))


@cache
def _peoples() -> dict[str, str]:
    return {row[0]: row[1] for row in table("peoples")}


def of_one_state(atoms: frozenset[str]) -> bool:
    """Is what the atoms say something that every state has one of?"""
    return not atoms.isdisjoint(_OFFICES) or (_NATIONAL in atoms and not atoms.isdisjoint(_HOUSES))


@cache
def _lands() -> dict[str, str]:
    return {place.country: latin for latin, place in places().items() if place.level == "country"}


def state_atom(nation: str) -> str:
    """The atom by which a state (ISO alpha-2) is named in keys: its place, or a mark of its own."""
    return _lands().get(nation) or f"{MARK}{nation.lower()}"


def of_nation(atoms: frozenset[str], nation: str) -> frozenset[str]:
    """``atoms`` as those of a state: its Department of Health is what others call a ministry."""
    if "healthdepartment" in atoms:
        atoms = atoms - {"healthdepartment"} | {"healthministry"}
    return atoms | {state_atom(nation)}


def without_state(form: str) -> tuple[str, str]:
    """The country at the edge of a name (its normal form) and the rest of it; both empty where none stands
    there. Of China's places a name says more than the state.
    """
    nation, rest = _in_characters(form) if has_cjk(form) else _in_words(form.split())
    return ("", "") if nation in _CHINA else (nation, rest.strip())


def _in_characters(form: str) -> tuple[str, str]:
    for word, nation in countries(True).items():
        rest = form[len(word) :]
        if (
            form.startswith(word) and rest and not rest.startswith("立")
        ):  # "モンゴル国立" is "モンゴル" + "国立"
            return nation, rest.lstrip("的の ")
    return "", ""


def _in_words(tokens: list[str]) -> tuple[str, str]:
    for length in (3, 2, 1):
        if len(tokens) > length and (nation := countries(False).get(" ".join(tokens[-length:]))):
            return nation, " ".join(trimmed(tokens[:-length]))
        front = " ".join(tokens[:length])
        nation = countries(False).get(front) or countries(False).get(front.removesuffix("s"), "")
        if len(tokens) > length and (nation := nation or _peoples().get(front, "")):
            return nation, " ".join(tokens[length:])
    return "", ""


def trimmed(tokens: list[str]) -> list[str]:
    """Words of a name without those that lead to a country behind it: ``… of the Republic of``."""
    end = len(tokens)
    while end and tokens[end - 1] in _BETWEEN:
        end -= 1
    return tokens[:end]
