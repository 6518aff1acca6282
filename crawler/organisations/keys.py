"""Composed keys: one key for one organisation, whatever the language and the order of its name's words.

A name is read as a bag of atoms - ordinal, place, university, speciality, kind and what is left over,
by its sound - and the key is the bag in alphabetical order. ``海南医学院第二附属医院`` and ``The Second
Affiliated Hospital of Hainan Medical University`` give the same one. A key is given only where the bag
says which organisation, never where it only says what kind. Measured in ``docs/organisations.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.organisations.hangul import romanised
from crawler.organisations.lexicon import countries, homographs, parents, places, sounds, terms
from crawler.organisations.names import bare_name, has_cjk, normal
from crawler.organisations.reading import Piece, cjk_pieces, latin_pieces
from crawler.organisations.states import MARK, of_nation, of_one_state, trimmed, without_state
from crawler.organisations.vocabulary import words

_KINDS = frozenset(words("key_kinds"))
"""A bag without one of these is no organisation's name that the key could be composed for."""

_NAMES = frozenset(words("key_names"))
"""Atoms that say who it is as a place does."""

_OF_UNIVERSITIES = frozenset((word,) for word in words("key_universities"))
"""First atoms of what makes the place before it the name of a university, not a province."""

_EASTERN = frozenset(("CN", "TW", "HK", "MO", "JP", "KR"))
"""Where ``University of X`` and ``X University`` are one, both being ``X大学``."""

_CHINA = frozenset(("CN", "TW", "HK", "MO"))
_NATION_GOES_ON = ("大学", "医科大", "医学院", "立", "国立", "国家", "中央", "대학", "국립", "的", "の", "人")
"""After these a country is part of the name, or of a word."""

_HOUSES = ("hospital", "hospitals", "clinic", "medical center")
"""Endings of names behind which a country only tells where they stand."""

_SILENT = frozenset(("of", "~"))
_SHORTEST_REST = 5
"""Letters of an unknown word that may stand for an organisation by itself: shorter ones (``union``-like
short names, single Chinese characters by their sound) are shared by many."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name says: its atoms, the countries its places lie in, and whether it says which one."""

    atoms: frozenset[str]
    countries: frozenset[str]
    distinct: bool


def _pieces(name: str) -> tuple[list[Piece], bool]:
    form = normal(bare_name(name))
    if has_cjk(form):
        return cjk_pieces(form), True
    tokens = form.split()
    if len(tokens) > 2 and tokens[-1] == "china":
        tokens = tokens[:-1]
    return latin_pieces(tokens), False


def _sound(text: str) -> str:
    """Unknown characters by their sound; kana and Latin letters as they are."""
    return romanised("".join(sounds().get(character, character) for character in text))


def _narrowest(pieces: list[Piece]) -> tuple[list[Piece], bool]:
    """Without a province that only tells where the city beside it lies; and whether a city is left whose
    Latin name is two cities' with no province beside it (then the province that is there stays).
    """
    cities = {piece.text for piece in pieces if piece.place and piece.place.level == "city"}
    told = {province for city in cities for province in parents(city)}
    kept: list[Piece] = []
    provinces: set[str] = set()
    for index, piece in enumerate(pieces):
        if piece.place and piece.place.level == "province" and piece.text in told:
            provinces.add(piece.text)
            if not _names_university(pieces, index):
                continue
        kept.append(piece)
    doubtful = cities & homographs()
    unsettled = any(not parents(city) & provinces for city in doubtful)
    if doubtful and not unsettled:
        kept += [Piece("place", name, place=places()[name]) for name in sorted(provinces)]
    return kept, unsettled


def _names_university(pieces: list[Piece], index: int) -> bool:
    """Whether the place at ``index`` is the first word of a university's name."""
    after = pieces[index + 1 : index + 3]
    return any(piece.atoms[:1] in _OF_UNIVERSITIES for piece in after[:1]) or (
        len(after) == 2 and after[0].kind == "ordinal" and after[1].atoms[:1] in _OF_UNIVERSITIES
    )


def _atoms(pieces: list[Piece], cjk: bool) -> set[str]:
    atoms: set[str] = set()
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.kind == "ordinal":
            bound = following is not None and following.atoms[:1] in (("medical",), ("university",))
            atoms.add(f"{piece.text}u" if bound else piece.text)
        elif piece.kind == "place":
            atoms.add(piece.text)
        elif piece.kind == "rest":
            atoms.add(_sound(piece.text) if cjk else piece.text)
        elif piece.atoms == ("university",) and _of_elsewhere(pieces, index):
            atoms.add("ofuniversity")
        else:
            atoms.update(piece.atoms)
    if cjk and "science" in atoms and "hospital" not in atoms:
        # 科技 and 理工 are both Science and Technology in English: only beside a hospital is it safe.
        atoms = atoms - {"science"} | {"keji"}
    if "uiryowon" in atoms and "university" not in atoms:
        # A town's 의료원 is its Medical Center; a university's may be that or its health system.
        atoms = atoms - {"uiryowon"} | {"medical", "center"}
    return _with_school(atoms - _SILENT)


def _of_elsewhere(pieces: list[Piece], index: int) -> bool:
    """``University of Miami`` is not ``Miami University``; ``University of Tokyo`` is ``東京大学``."""
    after = [piece for piece in pieces[index + 1 :] if piece.kind != "none"][:2]
    if len(after) < 2 or after[0].atoms != ("of",):
        return False
    if after[1].place:
        return after[1].place.country not in _EASTERN
    return after[1].kind == "rest" or after[1].atoms[:1] not in _OF_UNIVERSITIES


def _with_school(atoms: set[str]) -> set[str]:
    """The medical school between a hospital and its university adds nothing, for many leave it out; without
    a university beside it, it is the medical university (as most Chinese colleges now call themselves).
    """
    if "schoolmed" not in atoms:
        return atoms
    kept = atoms - {"schoolmed"}
    if not kept & {"university", "ofuniversity"}:
        return kept | {"medical", "university"}
    return kept if kept & {"hospital", "center", "clinic"} else atoms


def unknown_parts(name: str) -> tuple[str, ...]:
    """The parts of ``name`` that are neither place, ordinal nor a word of the tables: most often what
    the organisation itself is called. A country before it is left out.
    """
    return tuple(piece.text for piece in _pieces(_foreign(name)[1] or name)[0] if piece.kind == "rest")


@lru_cache(maxsize=20_000)
def telling_atoms(name: str) -> frozenset[str]:
    """The atoms of ``name`` that are its own: no place, no number, no word of the table of terms."""
    return frozenset(
        atom
        for atom in read_name(name).atoms - terms() - places().keys()
        if not atom[0].isdigit() and not atom.startswith(MARK)
    )


@lru_cache(maxsize=20_000)
def read_name(name: str) -> Reading:
    """What ``name`` says, whatever its language. Never raises.

    A country before a name that says which one without it is told, not part of the name:
    ``爱沙尼亚塔林儿童医院`` is the ``Tallinn Children's Hospital``.
    """
    nation, rest = _foreign(name)
    if rest:
        said = _read(rest)
        if said.distinct and said.countries <= {nation}:
            return Reading(said.atoms, frozenset((nation,)), True)
    return _of_state(name) or _read(name)


def _of_state(name: str) -> Reading | None:
    """An office or national house of a state that is no place of the tables: the state and what is left."""
    nation, rest = without_state(normal(bare_name(name)))
    if not rest or _read(name).countries:
        return None
    said = _read(rest)
    whole = not any(piece.kind == "rest" for piece in _pieces(rest)[0])
    if not whole or said.countries or not of_one_state(said.atoms):
        return None
    return Reading(of_nation(said.atoms, nation), frozenset((nation,)), True)


def state_key(name: str, country: str | None) -> str | None:
    """The composed key of a general name (``National Cancer Center``) beside which ``country`` is told."""
    if country is None or _read(name).countries:
        return None
    if any(piece.kind == "rest" for piece in _pieces(name)[0]) or not of_one_state(_read(name).atoms):
        return None
    return " ".join(sorted(of_nation(_read(name).atoms, country)))


def _foreign(name: str) -> tuple[str, str]:
    """The country before a name in Chinese, Japanese or Korean, or behind a hospital's in Latin letters, and
    the rest; not where the country may be the name of a university (``日本大学``) or the state itself.
    """
    form = normal(bare_name(name))
    if not has_cjk(form):
        nation, rest = split_country(form)
        rest = " ".join(trimmed(rest.split()))
        told = nation not in ("", *_CHINA) and rest.endswith(_HOUSES)
        return (nation, rest) if told else ("", "")
    word = next((word for word in countries(True) if form.startswith(word)), "")
    rest = form[len(word) :]
    if not word or countries(True)[word] in _CHINA or rest.startswith(_NATION_GOES_ON):
        return "", ""
    return countries(True)[word], rest


def _read(name: str) -> Reading:
    pieces, cjk = _pieces(name)
    pieces, unsettled = _narrowest(pieces)
    atoms = _atoms(pieces, cjk)
    countries = frozenset(piece.country for piece in pieces if piece.country)
    return Reading(frozenset(atoms), countries, not unsettled and _says_which(pieces, atoms, cjk))


def _says_which(pieces: list[Piece], atoms: set[str], cjk: bool) -> bool:
    if not atoms & (_KINDS | {"ofuniversity"}) or len(atoms) < 2:
        return False
    if any(piece.kind == "rest" and piece.text in ("院", "附院") for piece in pieces):
        return False
    if any(piece.kind == "place" for piece in pieces) or atoms & _NAMES:
        return True
    rest = [_sound(piece.text) if cjk else piece.text for piece in pieces if piece.kind == "rest"]
    named = "university" in atoms and len(atoms) >= 3
    return named or any(len(word) >= _SHORTEST_REST for word in rest)


def composed_key(name: str, language: str | None = None) -> str | None:
    """The composed key of ``name``, or ``None`` where it does not say which organisation is meant.

    ``language`` (BCP 47) is not needed for what is read here, since the script tells; it is taken so that
    callers need not know. Equal keys mean one organisation as far as a name can tell: a registry links
    only where one organisation alone has the key.
    """
    del language
    said = read_name(name)
    return " ".join(sorted(said.atoms)) if said.distinct else None


def country_of_name(name: str) -> str | None:
    """The country (ISO alpha-2) that the places in ``name`` lie in, ``None`` where none or several are
    named. ``北京大学第三医院`` gives ``CN``, ``Seoul National University Hospital`` ``KR``.
    """
    countries = read_name(name).countries
    return next(iter(countries)) if len(countries) == 1 else None


@cache
def _by_letter() -> dict[str, list[str]]:
    """The names of countries written without spaces, in their order, by their first letter."""
    found: dict[str, list[str]] = {}
    for word in countries(True):
        found.setdefault(word[0], []).append(word)
    return found


def split_country(name: str) -> tuple[str, str]:
    """``name`` without the country at its edge, as ``(country, rest)``: ``美国梅奥诊所``, ``Mayo
    Clinic, USA``. Both empty where no country stands there.
    """
    form = normal(name)
    if has_cjk(form):
        word = next((word for word in _by_letter().get(form[:1], ()) if form.startswith(word)), "")
        return (countries(True)[word], form[len(word) :]) if word else ("", "")
    tokens = form.split()
    for length in (3, 2, 1):
        tail = " ".join(tokens[-length:])
        if len(tokens) > length and tail in countries(False):
            return countries(False)[tail], " ".join(tokens[:-length])
    return "", ""
