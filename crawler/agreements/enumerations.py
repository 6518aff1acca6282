"""Names that share words in lists: plaques, ``附属A、附属B``, ``A乡、B镇两家卫生院``; Korean lists."""

from __future__ import annotations

import re

from crawler.agreements import asides_han
from crawler.agreements.cues import Cue
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.text.sought import sought


def korean_lists(line: Line, found: list[Mention], names: list[Name], cue: Cue) -> list[Mention]:
    """``A병원, B병원을 찾아``: the last of a list has its own particle but the same part."""
    kept = []
    last: Mention | None = None
    for mention in found:
        if (
            last is not None
            and last.rank >= 2
            and mention.rank == 1
            and re.fullmatch(r"\s?[,·ㆍ]\s?", line.raw[last.name.end : mention.name.start])
        ):
            mention = Mention(mention.name, line, last.rank, mention.text)
        kept.append(mention)
        last = mention
    return kept


_PLAQUE = re.compile(
    r"^(.{2,20}?(?:大学|大學|学院|學院|学校|學校|医院|醫院))(?:非?直属|非?直屬|非?隶属|非隸屬)?(?:附属|"
    r"附屬)(.{2,16}(?:医院|醫院))$"
)


def _signs_too(line: Line, name: Name) -> bool:
    """``与X大学、X大学附属Y医院签署``: the affiliated house stands in the list of those who sign."""
    after = line.folded[name.end : name.end + 6]
    return line.folded[name.start - 1 : name.start] == "、" and after.startswith(
        ("签", "缔", "达成", "共同签", "正式签")
    )


def plaques(names: Namesake, line: Line, found: list[Mention]) -> list[Mention]:
    """``X大学附属Y医院`` on a plaque or in a headline: X is a party, and Y where it is known by itself."""
    extra: list[Mention] = []
    texts = [m.text for m in found]
    for name in names.of(line):
        match = _PLAQUE.match(name.text)
        if not match:
            continue
        if match[1] in texts and not _signs_too(line, name):
            found = [m for m in found if m.name is not name]
            continue
        quoted = asides_han.in_quotes(line.raw, name.start, name.end)
        if not quoted and not (line.has("plaque", "join") and _unveiled(line, name)):
            continue
        if line.has("plaque") and not names.known(match[2]):
            found = [m for m in found if m.name is not name]
            extra.append(_part(name, line, match.start(1), match.end(1)))
            texts.append(match[1])
            if not found and not any(_stands_at(line, n) for n in names.of(line)):
                extra.append(_part(name, line, match.start(2), match.end(2)))
            extra += [
                Mention(n, line, 2, n.text)
                for n in names.of(line)
                if _stands_at(line, n) and n.text not in texts
            ]
            continue
        parts = [m for m in found if m.name is not name and match[2] in m.text]
        if quoted and len(found) < 2:
            extra.append(_part(name, line, match.start(1), match.end(1)))
        elif not quoted and (parts or names.known(match[2])):
            found = [m for m in found if m.name is not name]
            extra.append(_part(name, line, match.start(1), match.end(1)))
            if not parts:
                extra.append(_part(name, line, match.start(2), match.end(2)))
    return sorted(found + extra, key=lambda m: m.name.start)


_UNVEILED_AFTER = sought(
    r"[”」』]?(?:[(（]筹[)）])?(?:正式|的|分别|同时|也|在[^，。医]{1,10})?"
    r"(?:揭|挂|授|成立|签约|铜牌|牌)"
)
_UNVEILED_BEFORE = sought(
    r"(?:成为|成為|挂牌|掛牌|授予|加挂|加掛|更名为|挂上|获批|冠名|作为|列为|为|「|“)[^，。]{0,4}$"
)


def _unveiled(line: Line, name: Name) -> bool:
    """Is the whole name what a house is from now on, not one that signs or owns what is unveiled?"""
    return (
        _UNVEILED_AFTER.match(line.folded[name.end : name.end + 20]) is not None
        or _UNVEILED_BEFORE.search(line.folded[max(0, name.start - 8) : name.start]) is not None
    )


def _stands_at(line: Line, name: Name) -> bool:
    """``在Y医院举行揭牌``: where a plaque is unveiled is who gets it."""
    return (
        name.medical
        and name.kind == "organisation"
        and not name.generic
        and re.search(r"在(?:[^，。,]{0,60}、)?$", line.folded[max(0, name.start - 64) : name.start])
        is not None
    )


def _part(name: Name, line: Line, first: int, last: int) -> Mention:
    text = name.text[first:last]
    return Mention(
        name._replace(text=text, start=name.start + first, end=name.start + last, aliases=()), line, 2, text
    )


_SHARED_BEGINNING = re.compile(r"^(.{2,20}?)(?:附属|附屬|附设|附設|第)")


def elliptic(line: Line, found: list[Mention], names: list[Name]) -> list[Mention]:
    """``X大学附属A医院、附属B医院``: the second is X's too, even a generic ``附属中医医院``."""
    done: list[Mention] = []
    for mention in sorted(found + _shortened(line, found, names), key=lambda m: m.name.start):
        text = mention.text
        if done and _SHORTENED.match(text) and mention.name.start - done[-1].name.end <= 2:
            cut = _SHARED_BEGINNING.match(done[-1].text)
            if cut:
                text = cut[1] + text
            elif mention.name.generic:
                continue
        done.append(Mention(mention.name, mention.line, mention.rank, text))
    return done


_SHORTENED = re.compile(r"附属|附屬|附设|附設|第")


def _shortened(line: Line, found: list[Mention], names: list[Name]) -> list[Mention]:
    """Generic names right after a party in a list (``、附属中医医院``): parties of the same rank."""
    ends = {mention.name.end: mention.rank for mention in found}
    return [
        Mention(name, line, ends[name.start - 1], name.text)
        for name in names
        if name.generic
        and name.start - 1 in ends
        and line.raw[name.start - 1] in "、和及与與"
        and _SHORTENED.match(name.text)
        and not any(mention.name is name for mention in found)
    ]


_KOREAN_SHARED = sought(
    r"((?:[가-힣A-Za-z]{1,10}(?:,\s?|·|ㆍ)){1,20})([가-힣A-Za-z]{1,10}?)(병원|의원|의료원|대학교|보건소|"
    r"치과|한의원|요양병원)"
    r"(?=\s?(?:등|과|와|이|은|을|의|간|에|측|$))"
)
_KOREAN_HEADED = sought(r"(?:병원|의원|의료원|대학교?|센터|보건소|재단|협회|치과|원장|병원장)$")
_KOREAN_NO_NAME = re.compile(
    r"(?:간호|재활|진료|교육|연구|시설|장비|상급|종합|요양|한방|협력|대학|공공|"
    r"민간|지역|의료|환자|기관|검진|치료)"
)


def korean_shared_heads(line: Line) -> list[Mention]:
    """``성애, 우리들, 한림, 혜민병원``: names of two letters or more that share the last one's ending."""
    found: list[Mention] = []
    for match in _KOREAN_SHARED.finditer(line.raw):
        if len(match[2]) < 2 or _KOREAN_NO_NAME.fullmatch(match[2]):
            continue
        position = match.start(1)
        parts = [p for p in re.split(r"[,·ㆍ]\s?", match[1]) if p]
        if len(parts) < 2 or any(
            len(p) < 2 or _KOREAN_HEADED.search(p) or _KOREAN_NO_NAME.fullmatch(p) for p in parts
        ):
            continue
        for part in parts:
            start = line.raw.find(part, position)
            name = Name(start, start + len(part), part + match[3], True, True)
            found.append(Mention(name, line, 3, part + match[3]))
            position = start + len(part)
    return found


_SHARED_HEAD = sought(
    r"([\u4e00-\u9fff]{2,8}(?:、|和|及|与)(?:[\u4e00-\u9fff]{2,8}(?:、|和|及|"
    r"与)){0,14}[\u4e00-\u9fff]{2,8}?)(?:等)?([两三四五六七八九十\d]{1,3})[家所个](卫生院|中心卫生院|"
    r"医院|社区卫生服务中心|大学|学院)"
)


def shared_heads(line: Line, found: list[Mention]) -> list[Mention]:
    """``A乡、B镇、C乡三家卫生院``: three names that share their ending."""
    for match in _SHARED_HEAD.finditer(line.raw):
        parts = [part for part in re.split(r"[、和及与]", match[1]) if part]
        if not all(
            part.endswith(("乡", "镇", "县", "市", "区", "街道", "村", "州", "鄉", "鎮", "縣", "區"))
            for part in parts
        ):
            continue
        position = match.start(1)
        for part in parts:
            start = line.raw.find(part, position)
            clean = re.sub(r"^.*(?:到|与|在|对|向|为|往)", "", part)
            name = Name(start + len(part) - len(clean), start + len(part), clean + match[3], True, True)
            found.append(Mention(name, line, 3, clean + match[3]))
            position = start + len(part)
    return found
