"""Persons named as signing in Chinese, Japanese and Korean: the office beside, the house before."""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.agreements.namesake import Namesake
from crawler.agreements.passage import Line
from crawler.text.sought import sought


class Person(NamedTuple):
    """A name at ``start:end`` of a line with the office held and the house it is held in."""

    start: int
    end: int
    office: str | None
    party: str | None


_OFFICE = (
    r"(?:常务|執行|执行|名誉|代理)?副?(?:总院长|總院長|病院长|病院長|院长|院長|校长|校長|书记|書記|局长|"
    r"局長|厅长|廳長|主任|董事长|董事長|"
    r"总经理|總經理|总裁|總裁|市长|市長|县长|縣長|区长|區長|部长|部長|会长|會長|理事长|理事長|執行長|"
    r"司长|司長|学长|学長|总长|総長|知事|"
    r"社长|社長|町长|町長|村長|(?:医|歯|薬|看護|保健医?療?)?学部長|(?:看護|薬剤|診療|事務)部長|事務局長|"
    r"医局長|"
    r"研究科長|センター長)"
)
_NAME_FIRST = sought(rf"(?P<name>[一-龥々]{{2,3}}?\s?[一-龥々]{{0,2}}?)(?P<office>{_OFFICE})")
_OFFICE_FIRST = sought(
    rf"(?P<office>{_OFFICE})(?P<name>[一-龥]{{2,3}}?)(?=[、，,。;；与與和同代分等共在签簽及暨)）]|先生|女士|$)"
)
_NOT_A_NAME = sought(
    r"^[为為与與和同在等及率带帶出参參共代分签簽举舉将將由对對]|[的等院校局部会會市县縣省病大学學]$|"
    r"医院|醫院|大学|大學|代表|一行|双方|雙方|先生|女士|党委|黨委"
)
_SIGNING = sought(
    r"代表|签字|簽字|签署|簽署|签约|簽約|签订|簽訂|共同签|落笔|簽|签|署名|調印|サイン|押印|取り交わ|"
    r"서명|날인|조인"
)
_STOP = sought(r"见证|見證|出席|参加|參加|陪同|主持|致辞|致詞|到场|到場|立ち?会|同席|列席|見守|참석|자리")
_GAP = re.compile(
    r"(?:の|的|党委|党组|党总支|黨委|书记|書記|副|常务|、|院长|院長|校长|校長|董事会|暨|兼|\s|"
    r"[(（][^()（）]{1,12}[)）]){0,6}"
)
_KOREAN = sought(
    r"(?<![가-힣])(?P<name>[가-힣]{2,4})\s(?P<office>(?:의료원|병원|행정원|의무원|대표원|부원|원|총|"
    r"이사|회|부군|군|구청|시)장|부군수|군수|"
    r"대표이사|원무부장|사무총장)(?![가-힣])|(?P<office2>(?:의료원|병원|원|총|이사|"
    r"회)장)\s(?P<name2>[가-힣]{3})(?=[)）,\s]|$)"
)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def find(names: Namesake, line: Line) -> list[Person]:
    """Who signs in ``line``: persons with an office in the clauses that tell of signing, no witnesses."""
    if not _SIGNING.search(line.raw):
        return []
    if _HANGUL.search(line.raw):
        return _korean(names, line)
    found: list[Person] = []
    for clause in re.finditer(r"[^，；。,;]+", line.raw):
        inside = clause.span()
        if not _SIGNING.search(line.raw, *inside) or _STOP.search(line.raw, *inside):
            continue
        for person in (*_before_office(names, line, *inside), *_after_office(names, line, *inside)):
            if not any(person.start < other.end and other.start < person.end for other in found):
                found.append(person)
    return sorted(found)


def _before_office(names: Namesake, line: Line, start: int, end: int) -> list[Person]:
    """``湘南鎌倉総合病院の小林修三院長``, ``林口長庚醫院陳建宗院長``: after a house, or a mark."""
    found = []
    edges = {name.end for name in names.of(line) if name.headed}
    for match in _NAME_FIRST.finditer(line.raw, start, end):
        first = match.start("name")
        opened = (
            first in edges
            or first == start
            or line.raw[first - 1] in "の、,，:：由與与和及とはがで(（」』 　"
        )
        if opened and not _NOT_A_NAME.search(match["name"]) and not _in_a_name(names, line, first):
            found.append(Person(first, match.end("name"), match["office"], _house(names, line, first)))
    return found


def _after_office(names: Namesake, line: Line, start: int, end: int) -> list[Person]:
    found = []
    for match in _OFFICE_FIRST.finditer(line.raw, start, end):
        if not _NOT_A_NAME.search(match["name"]) and not _in_a_name(names, line, match.start("name")):
            house = _house(names, line, match.start("office"))
            found.append(Person(*match.span("name"), match["office"], house))
    return found


def _in_a_name(names: Namesake, line: Line, position: int) -> bool:
    return any(name.start <= position < name.end for name in names.of(line) if name.headed)


def _house(names: Namesake, line: Line, position: int) -> str | None:
    """The organisation right before the office or the person, in its fullest form."""
    for name in reversed(names.of(line)):
        if name.end <= position and name.kind in ("organisation", "self"):
            close = _GAP.fullmatch(line.raw, name.end, position) is not None
            return names.short.resolve(name.text) if close and not name.generic else None
    return None


def _korean(names: Namesake, line: Line) -> list[Person]:
    """Korean names before or after their office; those who only attend sign nothing."""
    found = []
    for match in _KOREAN.finditer(line.raw):
        group = "name" if match["name"] else "name2"
        start, end = match.span(group)
        clause = line.raw[match.end() : match.end() + 40]
        if _STOP.search(clause) and not re.search(r"서명|날인|조인", clause):
            continue
        if _in_a_name(names, line, start):
            continue
        found.append(
            Person(start, end, match["office"] or match["office2"], _house(names, line, match.start()))
        )
    return found
