"""Brand-shaped strings as candidates for replaced names, and what their repetition tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crawler.junk.normal import HAN
from crawler.junk.shapes import latin_brand
from crawler.junk.slots import BREAK, SLOT

STUBBED = 1.05  # the weight of standing behind the rest of an institution's name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A brand-shaped string at a place of a folded text; ``glued``: stuck to the start of a line."""

    start: int
    end: int
    name: str
    shape: float
    slot: float
    glued: bool = False


def apart(found: list[Candidate]) -> list[Candidate]:
    """The candidates without those that overlap a better placed one."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: (-one.slot - one.shape, one.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return kept


def is_no_surname(brand: str, text: str, end: int) -> bool:
    """Whether a brand-shaped word is none of the names (Betsi, Medwin, Rajavithi) that hospitals have too."""
    if not latin_brand(brand):
        return False
    if re.search(r"\d|(?:casino|slots?|toto|togel|gacor|poker|jackpot)$", brand):
        return True
    named = re.match(r" (?:hospital|university|college|medical|clinic|health)", text[end : end + 12])
    return brand.endswith(("bet", "win")) and not named and text.count(brand) >= 2


def standing_again(one: Candidate, found: list[Candidate]) -> Candidate:
    """A search phrase that stands again and again as a name does, or a sport's brand that has a dean."""
    alike = [other for other in found if other.name == one.name]
    if len(alike) < 2 or one.slot:
        return one
    searched = one.shape >= 1.0 and re.search("入口$|app下载$|登录$|手机版$|官网$|网址$", one.name)
    dean = one.name.endswith(("体育", "體育")) and any(other.slot for other in alike)
    return replace(one, slot=1.0) if searched or dean else one


def with_repeats(text: str, kept: list[Candidate]) -> list[Candidate]:
    """Every other occurrence of a firm name, to be marked too."""
    taken = [(one.start, one.end) for one in kept]
    extra: list[Candidate] = []
    stubs = {one.name for one in kept if one.slot == STUBBED}
    for name in sorted({one.name for one in kept if one.slot and not one.glued}, key=len, reverse=True):
        for at in re.finditer(re.escape(name), text):
            if not any(start < at.end() and at.start() < end for start, end in taken):
                taken.append(at.span())
                broken = name in stubs and re.match(
                    f"[{HAN}]", text[max(0, at.start() - 1) : at.start()] or " "
                )
                extra.append(
                    Candidate(
                        at.start(),
                        at.end(),
                        name,
                        0.5,
                        0.9 if broken and not BREAK.match(text[at.start() - 1]) else 0.0,
                    )
                )
    return sorted([*kept, *extra], key=lambda one: one.start)


def latin_in_han(text: str, coined: list[tuple[int, int]]) -> list[Candidate]:
    """A Latin brand (one of ``coined``) with or without Han letters directly before an institution's slot,
    or after a stub.
    """
    found: list[Candidate] = []
    for start, end in coined[:40]:
        match = re.compile(rf"[{HAN}]{{0,3}}?(?={SLOT})").match(text, end)
        before = text[max(0, start - 4) : start]
        stub = bool(re.search(rf"(?:人民|创新创业|大学)$|(?:^|[，。、\s])[{HAN}]$", before))
        if match:
            found.append(Candidate(start, match.end(), text[start : match.end()], 1.0, 1.2))
        elif stub:
            found.append(Candidate(start, end, text[start:end], 1.0, 0.6))
    return found
