"""Short forms of names within one article: definitions in brackets, initials, first words, ``大医一院``."""

from __future__ import annotations

import re

from crawler.agreements.folding import fold
from crawler.agreements.naming import Name
from crawler.agreements.tokens_latin import is_acronym, words
from crawler.text.sought import sought

_COMPLETE = frozenset(
    [
        "hospital",
        "hospitals",
        "clinic",
        "university",
        "college",
        "center",
        "centre",
        "institute",
        "ministry",
        "foundation",
        "group",
        "system",
        "trust",
        "authority",
        "corporation",
        "school",
        "health",
    ]
)
_NETWORK = re.compile(
    r"^(.{4,60}?) (?:(?:Care|Cancer|Health|Heart|Affiliate) ){0,2}(?:Network|Program|Programme|Connected)$"
)
_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u9fff]")


_OF_UNIVERSITY = re.compile(r"([가-힣]{2,8})대(병원|의료원)")
_SPECIAL = re.compile(
    r"中|中西医结合|妇幼|妇产|妇儿|妇女儿童|儿童|口腔|肿瘤|精神|精神病|眼科|骨科|传染病|康复|胸科|皮肤病|疗养"
)
_PLACE_FRONT = sought(r"[省市区區县縣州国國京海津湾灣港]$|大学|大學|附属|医院")
_JOINT = re.compile(
    r"[\u3400-\u9fff][-—–・][\u3400-\u9fff]"
)  # "甲大学-乙公司联合研究院" is nobody's full name
_MINISTRY = re.compile(r"(?:国家)?(?:卫生|教育|科技|厚生劳动|文部科学|外交)[部省]")


class ShortForms:
    """Maps every name met in an article to its fullest form.

    Built once per article from all its names; lookups are by exact text first, then by initials, first
    words, and, for Chinese, letters left out.
    """

    def __init__(self, names: list[Name]) -> None:
        full: dict[str, Name] = {}
        self._short: dict[str, str] = {}
        self._written: dict[str, list[str]] = {}
        for name in names:
            if name.kind != "organisation" and not name.aliases:
                continue
            for alias in name.aliases:
                self._short.setdefault(_key(alias), name.text)
                self._written.setdefault(name.text, []).append(alias)
            if name.headed and not name.generic and not _JOINT.search(name.text):
                full.setdefault(name.text, name)
        self._full = sorted(full, key=len, reverse=True)[:80]  # a page names no more; keeps the search linear
        self._words = {text: [w.lower() for w in _WORD.findall(text)] for text in self._full}
        self._heads = set(full)
        self._memo: dict[str, str] = {}

    def resolve(self, text: str) -> str:
        """The fullest form of ``text`` in this article, or ``text`` itself."""
        if text not in self._memo:
            self._memo[text] = self._resolve(text)
        return self._memo[text]

    def defined(self, full: str) -> tuple[str, ...]:
        """The other names that the article gives ``full`` in so many words, as written, each once."""
        return tuple(dict.fromkeys(self._written.get(full, ())))

    def stands_for(self, text: str) -> bool:
        """Is ``text`` a short form that the article itself gives beside a name, or the initials of one?"""
        return _key(text) in self._short or (is_acronym(text) and self.resolve(text) != text)

    def without_person(self, text: str) -> str:
        """``里見進東北大学`` (総長) is the page's ``東北大学`` behind a person's name."""
        inside = [full for full in self._full if text.endswith(full) and 3 <= len(text) - len(full) <= 5]
        if not inside or len(inside[0]) < 4 or _PLACE_FRONT.search(text[: -len(inside[0])]):
            return text
        return inside[0]

    def _resolve(self, text: str) -> str:
        network = _NETWORK.match(text)
        if network and network[1] in self._heads:
            return network[1]  # "Mayo Clinic Care Network" is Mayo Clinic's
        defined = self._short.get(_key(text))
        if defined is not None:
            whole = defined == text or (
                defined in self._heads and defined.isascii() and defined.count(" ") >= 2
            )
            return defined if whole else self._longer(defined)
        return self._longer(text)

    def _longer(self, text: str) -> str:
        if _HANGUL.search(text):
            longer = [full for full in self._full if len(full) > len(text) >= 3 and full.endswith(" " + text)]
            return longer[-1] if longer else self._whole_korean(text)
        if _HAN.search(text):
            if _MINISTRY.fullmatch(fold(text)):
                return text  # beside "英国卫生部" a mere "卫生部" is the other one
            candidates = [full for full in self._full if len(full) > len(text) and _left_out(text, full)]
            joined = ("附属", "附屬", "直属", "直屬")  # "大学附属汕头医院" is not what "汕头医院" stands for
            owned = ("部", "署", "厅", "廳")  # "衛福部臺北醫院" only adds whose it is
            candidates = [
                f for f in candidates if not (len(text) > 3 and f.removesuffix(text).endswith(owned))
            ]
            whole = [f for f in candidates if text in f and not f.removesuffix(text).endswith(joined)]
            return (whole or candidates or [text])[-1]
        if is_acronym(text):
            candidates = [full for full in self._full if _acronym_of(text, self._words[full])]
            return candidates[0] if len(candidates) == 1 else text
        mine = [w.lower() for w in _WORD.findall(text)]
        if len(mine) >= 2 and mine[-1] in _COMPLETE:
            return text
        if not mine or all(word in words("weak") or word in words("head") for word in mine):
            return text
        candidates = [
            full
            for full in self._full
            if (len(self._words[full]) > len(mine) or (len(mine) > 1 and len(mine[-1]) <= 2))
            and full != text
            and _begins(mine, self._words[full])
            and not self._of_another(mine, self._words[full])
        ]
        return candidates[-1] if candidates else text

    def _of_another(self, mine: list[str], full: list[str]) -> bool:
        """``Aldern Health Castor Centre`` beside ``Aldern Health North``: a house of Aldern's, not what
        ``Castor`` stands for.
        """
        if full[: len(mine)] == mine:
            return False
        first = next((i for i in range(2, len(full)) if full[i : i + len(mine)] == mine), 0)
        return first > 1 and any(
            other != full and other[:first] == full[:first] for other in self._words.values()
        )

    def _whole_korean(self, text: str) -> str:
        """``전북대병원`` is the page's one hospital of ``전북대학교``."""
        short = _OF_UNIVERSITY.fullmatch(text)
        if not short:
            return text
        whole = [f for f in self._full if f.startswith(f"{short[1]}대학교") and f.endswith(short[2])]
        return whole[0] if len(whole) == 1 else text


def _key(text: str) -> str:
    return fold(text).strip(" .'’\"")


_DIRECTIONS = {"northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw"}


def _begins(mine: list[str], full: list[str]) -> bool:
    if all(
        one == other or (len(one) == 1 and other.startswith(one)) or one == _DIRECTIONS.get(other)
        for one, other in zip(mine, full, strict=False)
    ):
        return True
    return len(mine) >= 2 and any(
        full[i : i + len(mine)] == mine for i in range(1, len(full) - len(mine) + 1)
    )


def _acronym_of(short: str, full: list[str]) -> bool:
    """Capitals of ``short`` are the first letters of the words of ``full``, small words optional."""
    letters = [c.lower() for c in short if c.isalpha()]
    strong = [w[0] for w in full if w not in ("of", "the", "and", "for", "de", "in", "at")]
    every = [w[0] for w in full]
    if letters in (strong, every) or (len(letters) >= 3 and strong[: len(letters)] == letters):
        return True
    return (
        len(letters) >= 4
        and bool(strong)
        and letters[0] == strong[0]
        and letters[-1] == strong[-1]
        and _in_order(letters, strong)
    )


def _in_order(letters: list[str], initials: list[str]) -> bool:
    rest = iter(initials)
    return all(any(letter == initial for initial in rest) for letter in letters)


def _left_out(short: str, full: str) -> bool:
    """``大医一院`` from ``大连医科大学附属第一医院``: letters in order, the last one shared."""
    short, full = fold(short), fold(full)
    if len(short) >= 3 and short[-1] == "大" and full.endswith("大学") and short not in full:
        short += "学"  # "中华医大" from "中华医事科技大学"
        return len(short) < len(full) and short[0] == full[0] and runs_through(short, full)
    if len(short) > 8 and short not in full:
        return False
    if short[-1] == "医" and full.endswith("医院"):
        full = full[:-1]  # "市联医" from "市立联合医院"
    if len(short) < 3 or (short[-1] != full[-1] and short[-1] != "总"):
        return False
    if full.startswith(short) or (short.endswith("大学") and short not in full):
        return False  # 川北医学院 is not 川北医学院附属医院
    if (
        short.endswith("医院")
        and full.startswith(short[:-2])
        and _SPECIAL.fullmatch(full[len(short) - 2 : -2])
    ):
        return False  # 泾县医院 is not 泾县中医院
    if short in full:
        return not (len(short) >= 6 and full[: -len(short)].endswith(("附属", "直属")))
    return runs_through(short, full)


def runs_through(short: str, full: str) -> bool:
    """Do the letters of ``short`` stand in ``full`` in their order, the first near the beginning?"""
    position = 0
    for index, letter in enumerate(short):
        found = full.find(letter, position)
        if found < 0 or (index == 0 and found > 6):
            return False
        position = found + 1
    return True
