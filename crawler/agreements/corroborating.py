"""What speaks for one agreement beside one shared party: sound, meaning, the site's owner, those who sign.

None of it joins alone, and none of it joins where the days do not agree: a hospital that signs with two
partners on one day is told of by both, in all their languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crawler.agreements.identity import Identity
from crawler.agreements.likeness import SPECIALITIES, likely, matches
from crawler.agreements.sounds import sound_alike
from crawler.model import Signatory
from crawler.organisations import normal
from crawler.organisations.lexicon import places
from crawler.organisations.names import has_cjk

_SOFT = frozenset(("general", "people", "national", "international", "provincial", "center", "medical"))
"""Atoms that a translation adds, leaves out or says otherwise."""

_SCHOOLS = frozenset(("university", "college", "school", "schoolmed", "institute"))
_KIND_ATOMS = frozenset(("hospital", "university", "clinic", "college", "school", "institute"))
_OFFICIAL = frozenset(("government", "office"))
_WORDS = re.compile(r"[^\W\d_]+")


def people(signatories: Iterable[Signatory]) -> frozenset[str]:
    """Those who signed, by the last two words of their names (titles stand before), or all of a name in
    Chinese, Japanese or Korean.
    """
    found: set[str] = set()
    for person in signatories:
        if has_cjk(person.name):
            found.add(normal(person.name))
            continue
        words = _WORDS.findall(person.name.casefold())
        if len(words) >= 2:
            found.add(" ".join(words[-2:]))
    return frozenset(name for name in found if len(name) >= 2)


def corroborated(a: Identity, b: Identity) -> bool:
    """Whether two names in different scripts may be one party's, given that the other party and the day are
    shared: of one sort and country, and alike by sound or by what they say.
    """
    return translatable(a, b) and (_sounds_like(a, b) or _says_the_same(a, b))


def translatable(a: Identity, b: Identity) -> bool:
    """Whether nothing that can be compared says that two names in different scripts are two parties': one
    sort, one country, the same number and speciality.
    """
    if not a.scripts.isdisjoint(b.scripts) or not (a.strong | a.weak) or not (b.strong | b.weak):
        return False
    if (a.id and b.id) or (a.country and b.country and a.country != b.country):
        return False
    if a.said & SPECIALITIES != b.said & SPECIALITIES:
        return False
    return _sort(a) == _sort(b) and _numbers(a.said) == _numbers(b.said)


def _sort(party: Identity) -> str:
    """The sort of organisation; an institute or academy teaches as a university does (``의과대학``)."""
    return party.kind or ("school" if "institute" in party.said else "")


def in_other_words(a: Identity, b: Identity) -> bool:
    """Whether two names may be one said in other words, or a sound not heard (``越德友谊医院``, ``Viet Duc
    University Hospital``): as :func:`translatable`, a sort that both tell, no place that only one of them
    has unless the country is told by both. Or the general name of an office beside its full name
    (``Ministry of Health``, ``Kuwaiti Ministry of Health``). Enough only where nobody else may be meant.
    """
    if a.kind == b.kind and a.kind in _OFFICIAL:
        short, full = (a, b) if a.general else (b, a)
        return short.general and not full.general and short.said < full.said
    if not a.spoken and not b.spoken:
        return False  # both are read word for word: what they say differs
    abroad = a.country == b.country and a.country not in (None, "CN") and not (a.sited and b.sited)
    return translatable(a, b) and bool(a.kind) and (a.sited == b.sited or abroad)


def _numbers(atoms: frozenset[str]) -> frozenset[str]:
    return frozenset(atom for atom in atoms if atom[0].isdigit())


def _sounds_like(a: Identity, b: Identity) -> bool:
    """A part that is no word sounds like one of the other's, or like a place of it that is not in the table
    for the first one's script.
    """
    met = [(one, two) for one in a.spoken for two in b.spoken | b.sited]
    met += [(one, two) for one in a.sited for two in b.spoken]
    return any(sound_alike(one, two) for one, two in met)


def _says_the_same(a: Identity, b: Identity) -> bool:
    """All that tells is the same: place, own words, number; soft words may differ where a number stands, else
    one name has them and the other none.
    """
    said_a, said_b = (_centred(side.said) for side in (a, b))
    one, two = (_schooled(said - _SOFT) for said in (said_a, said_b))
    if one != two and not (one < two or two < one):
        return False
    added = one ^ two
    if not added <= places().keys() or len(one & two) < 2 or one & two <= _KIND_ATOMS:
        return False
    soft_a, soft_b = said_a & _SOFT, said_b & _SOFT
    return bool(_numbers(one & two)) or not soft_a or not soft_b or soft_a == soft_b


def _centred(atoms: frozenset[str]) -> frozenset[str]:
    """A university's ``의료원`` calls itself its Medical Center."""
    return atoms - {"uiryowon"} | {"medical", "center"} if "uiryowon" in atoms else atoms


def _schooled(atoms: frozenset[str]) -> frozenset[str]:
    """With one atom for all that teach, which translations take for one another."""
    return atoms - _SCHOOLS | {"school"} if atoms & _SCHOOLS - {"schoolmed"} else atoms - _SCHOOLS


def told_by(teller: Identity | None, alone: Sequence[Identity], left: Sequence[Identity]) -> Identity | None:
    """The party in ``left`` that is the other report's site, where that report names no other organisation in
    its place (``alone``): "we" was not read, a short form of one's own, or ``市政府`` on the city's site.
    """
    if teller is None:
        return None
    for party in alone:
        itself = party.general and party.kind == teller.kind
        if party.id or (party.kind and not itself):
            return None
    return next((party for party in left if matches(teller, party) or likely(teller, party, True)), None)


def unfolded(parties: Sequence[Identity], others: Sequence[Identity]) -> list[Identity]:
    """Parties of which a name read as one is taken as two, where a half of it is one of ``others`` and the
    whole is none.
    """
    found: list[Identity] = []
    for party in parties:
        whole = any(matches(party, other) for other in others)
        met = not whole and any(matches(half, other) for half in party.halves for other in others)
        found += party.halves if met else (party,)
    return found


def named_in(
    party: Identity, quotes: Sequence[str], alone: Sequence[Identity]
) -> tuple[Identity, ...] | None:
    """Those of the other report's parties (``alone``) that were read in place of ``party``, where a sentence
    that tells of its agreement names ``party`` in full: they stand inside the same words (``... Hospital of
    China's Guangxi Medical University`` read as two). ``None`` where no sentence names it, or others were
    read instead.
    """
    for name in party.names:
        for quote in quotes:
            stretch = _stretch(name, quote)
            inside = tuple(one for one in alone if any(_stretch(each, stretch) for each in one.names))
            if stretch and (inside or not alone):
                return inside
    return None


def _stretch(name: str, quote: str) -> str:
    """The part of ``quote`` (normal form) that says ``name``, a word or two between its words allowed; ``""``
    where none does. A name of one short word is found anywhere and proves nothing.
    """
    if has_cjk(name):
        return name if len(name) >= 5 and name in quote else ""
    wanted, words = name.split(), quote.split()
    if len(wanted) < 2:
        return ""
    for start in (index for index, word in enumerate(words) if word == wanted[0]):
        at, last = 0, min(len(words), start + len(wanted) + 2)
        for index in range(start, last):
            at += words[index] == wanted[at]
            if at == len(wanted):
                return " ".join(words[start : index + 1])
    return ""
