"""All names of a line, whatever scripts it mixes."""

from __future__ import annotations

import re

from crawler.agreements import edges_han, names_han, names_hangul, names_latin, offices_han
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.agreements.peoples import is_people, states
from crawler.organisations import is_generic
from crawler.text.sought import sought

_HAN = re.compile(r"[\u3400-\u9fff\u30a0-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Z][\w.&'’-]*\s|[A-Z]{2}|[A-Z][a-z]+[A-Z]|[A-Z][a-z]{2}")
_ILLNESS = re.compile("病(?!院)|症")  # "パーキンソン病"
_KATAKANA = re.compile(
    r"コープ[ぁ-んァ-ヴー一-龥]{2,8}(?=[はがとの(（])|"
    r"[ァ-ヴー][ァ-ヴー・]{2,24}(?![ァ-ヴー・])(?:[A-Z]{2,6})?"
    r"(?!(?:で|支援|手術|治療|診療|検査|研修|教育|研究|技術|療法|対策|製剤|製品|市内?で))"
)


def find(line: Line) -> list[Name]:
    """The organisations, bare proper names and places of ``line`` in order, none inside another."""
    found: list[Name] = []
    if _HANGUL.search(line.raw):
        headed = names_hangul.find(line.raw) + names_hangul.places(line.raw)
        headed += names_hangul.universities(line.raw, headed)
        found += headed + names_hangul.bare(line.raw, headed)
    elif _HAN.search(line.raw):
        headed = names_han.find(line.raw, line.folded)
        headed += edges_han.universities(line.raw, headed)
        headed += offices_han.ministries(line.raw, line.folded)
        found += headed + edges_han.places(line.raw, line.folded)
        found += edges_han.corporations(line.raw, line.folded)
        found += edges_han.bare(line.raw, line.folded, headed) + _katakana(line.raw)
    if _LATIN.search(line.raw):
        mixed = bool(found)
        byline = names_hangul.BYLINE.match(line.raw) if mixed else None
        found += [
            name
            for name in _with_town(line, names_latin.find(line.raw))
            if not mixed or name.headed or (len(name.text) > 3 and " " not in name.text)
            if byline is None or name.start >= byline.end()
        ]
        found = [n for n in found if not (n.kind == "bare" and is_people(n.text))]
        told = states(line.raw)
        found = [n for n in found if not any(n.start < s.end and s.start < n.end for s in told)] + told
    return _with_foreign(line.raw, _with_school(line.raw, _outermost(found)))


_TOWN_IN_FRONT = re.compile(r"(?:^|(?<=[^\u4e00-\u9fff]))[\u4e00-\u9fff]{2,3}$")
_COUNTRY = sought(
    r"^[在与與和同跟到赴]|国$|國$|日本|新加坡|加拿大|以色列|俄罗斯|俄羅斯|意大利|瑞士|荷兰|印度|越南|"
    r"台湾|台灣"
)


def _with_town(line: Line, found: list[Name]) -> list[Name]:
    """``北京Hope Thyroid Hospital``: a town glued to a Latin name is part of it, a country is not."""
    whole = []
    for name in found:
        town = _TOWN_IN_FRONT.search(line.raw, max(0, name.start - 4), name.start)
        if town and name.headed and not _COUNTRY.search(town.group()):
            name = name._replace(start=town.start(), text=line.raw[town.start() : name.end])
        whole.append(name)
    return whole


_LANDS = frozenset(
    [
        "ベトナム",
        "タイ",
        "インド",
        "インドネシア",
        "マレーシア",
        "フィリピン",
        "ミャンマー",
        "カンボジア",
        "ラオス",
        "モンゴル",
        "ネパール",
        "アメリカ",
        "イギリス",
        "フランス",
        "ドイツ",
        "イタリア",
        "スペイン",
        "ロシア",
        "ブラジル",
        "メキシコ",
        "カナダ",
        "オーストラリア",
        "シンガポール",
        "ウズベキスタン",
        "カザフスタン",
        "キャンパス",
        "センター",
        "グループ",
        "サイン",
        "プロジェクト",
        "プログラム",
    ]
)


def _katakana(raw: str) -> list[Name]:
    return [
        Name(match.start(), match.end(), match.group(), False, False, "bare")
        for match in _KATAKANA.finditer(raw)
        if match.group() not in _LANDS and not _ILLNESS.match(raw, match.end())
    ]


_SCHOOL = sought(r"\b(?:University|College|School of Medicine)\b")


def _with_school(raw: str, found: list[Name]) -> list[Name]:
    """``the Children's Hospital, Zhejiang University School of Medicine``: a hospital whose own words are
    many hospitals' is named together with the school that it belongs to.
    """
    kept: list[Name] = []
    for name in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and raw[before.end : name.start] in (", ", " of ", " of the ")
            and before.medical
            and before.headed
            and not before.aliases
            and name.kind == "organisation"
            and _SCHOOL.search(name.text)
            and "University" not in before.text
            and is_generic(before.text.partition(", ")[0])
        ):
            text = raw[before.start : name.end]
            kept[-1] = name._replace(start=before.start, text=text, medical=True, generic=False)
            continue
        kept.append(name)
    return kept


_BETWEEN_SCRIPTS = re.compile(r"[\s(（]{0,3}(?:英文(?:名|名称)?[:：]?|简称)?\s?")


def _with_foreign(raw: str, found: list[Name]) -> list[Name]:
    """``塔林儿童医院(Tallinn Children's Hospital)``: one house in two scripts is one name with an alias."""
    kept: list[Name] = []
    for name in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.kind == name.kind == "organisation"
            and name.headed
            and before.text[-1].isascii() != name.text[0].isascii()
            and _BETWEEN_SCRIPTS.fullmatch(raw[before.end : name.start])
            and (raw[before.end] in "(（ " or not name.text[0].isascii() or before.text[-1] > "\u2e80")
        ):
            aliases = (*(a for a in before.aliases if a != name.text), name.text)
            kept[-1] = before._replace(aliases=aliases, medical=before.medical or name.medical)
            continue
        kept.append(name)
    return kept


def _outermost(found: list[Name]) -> list[Name]:
    rank = {"organisation": 0, "place": 1, "bare": 2}
    found.sort(key=lambda name: (name.start, rank.get(name.kind, 3), -name.end))
    kept: list[Name] = []
    for name in found:
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start and name.headed:
                kept[-1] = name
            continue
        kept.append(name)
    return kept
