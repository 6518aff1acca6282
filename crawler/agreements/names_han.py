"""Organisation names in Chinese and Japanese lines, by what they end in and where they can begin.

A name ends in a word that organisations end in (``医院``, ``大学``, ``病院``); it begins after the last word
that cannot be inside a name (``与``, ``签约``, a comma ...). Characters of such words that belong to
well-known name parts (``协和``, ``和平``) are masked first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from crawler.agreements.companies_han import MAKERS, before_land
from crawler.agreements.folding import fold
from crawler.agreements.lexicon import sections
from crawler.agreements.naming import Name
from crawler.agreements.offices_han import without_person
from crawler.organisations.keys import country_of_name
from crawler.text.sought import sought

MASK = "\ue000"

_LONGEST_NAME = 40  # the longest name in the labelled texts has 34 characters
_ORDINAL_HOSPITAL = r"[一二三四五六七八九十]{1,2}院"
_WEAK_SUFFIX = (
    r"(?:基金(?=董事|主席|[与和及(（签])|办公室(?=主任|副主|[与和及(（签、])|"
    r"科技|生物|保险|人寿|财险|养老|制药|药业|机构|组织|法人)"
    r"(?=[、，,。与和同签及（(]|$|与|[ぁ-ん]|董事|主席|主任|副主)"
)
_NUMBER = (
    r"[ぁ-ん]|\d{1,5}(?:余|多)?[家所个名位]|[一二三四五六七八九十两数多几]{1,3}[家所个间](?!庄)|"
    r"\d{1,4}[年月日号]|(?<=[〇零一二三四五六七八九十当同本每今去前明次来数近)）])[年月日号]|"
    r"[(（]\d{1,3}[)）]|(?<=[县市町村学院])・(?=[\u4e00-\u9fff])(?![^、。]{1,8}グループ)"
)

# What the alternatives above begin with.
_ENDS_FIRST = "一二三四五六七八九十基办科生保人财养制药机组法"
_NUMBER_FIRST = r"ぁ-ん\d〇零一二三四五六七八九十两数多几年月日号(（・"
_TRAILING = re.compile(r"[(（][^()（）]{2,24}[)）]")
_QUOTED = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{2,40})[”\"」』》]")

_GENERIC = re.compile(
    r"(?:香港|澳门|台湾|本港|内地|海外|国内|国外|两岸)?[建办设揭创写即及由请等各新名家0-9]?(?:友好|"
    r"医学部|新闻|宣传|信息|数据|姊妹|姐妹|姉妹|策略|跨院|战略|独立行政|合作|协作|教学|附属|附设|联盟|"
    r"医联体|医共体|紧密型|签约|定点|指导|试点|成员|支援|帮扶|受援|直属|非直属|非隶属|"
    r"国家级|国家区域|省级|市级|县级|区级|乡镇|重点|新|老|"
    r"总|大|大型|西部|军队|基层|三级|二级|一级|甲等|三甲|二甲|综合|专科|互联网|智慧|现代|现代化|全国|"
    r"本地|当地|城市|区域|高水平|研究型|县域|农村|公立|民营|国际|上级|"
    r"下级|知名|著名|高水平|一流|同级|医疗|卫生|"
    r"实习|就业|实践|见习|培训|教育|研究|科研|临床|康复|养老|医学|健康|人民|中|中医|中西医结合|妇幼|"
    r"儿童|肿瘤|口腔|传染病|精神|日本式|次世代|救护|指定|拠点|地域|急性期|"
    r"技术|生命|龙头|核心|标杆|示范|优秀|品牌|牵头|"
    r"创新|人才|培养|服务|管理|会议|展览|国有|民办|社会|志愿|公益|慈善|建设|发展|科学|高等|职业|地方|"
    r"地市|两国|疑难|急诊|胸痛|卒中|创伤|诊疗|影像|中心|医|体检|远程|"
    r"会诊|呼吸|心血管|微创|互助|共建|学术|行业){0,5}"
    r"(?:医院|大学|学院|(?:集团)?公司|中心|分院|院区|总医院|银行|集团|学校|协会|学会|政府|委员会|机构|组织|基地|"
    r"联盟|卫生院|科技|生物|保险|病院|センター|グループ|养老|党委|"
    r"党支部|部门|法人|财团|学部|大学院|"
    r"研究院|研究所|基金会|部队|机场|管理|健康|医学部|诊所|门诊部|企业|护理院|服务站|医疗集团|医学院|"
    r"体系|县医院|市医院|省医院|区医院)"
)

# "香港大学", "香港中医医院": a land's one university or house of its kind bears the land's name.
_OF_A_LAND = re.compile(r"(?:香港|澳门|台湾)(?:大学|[中儿妇眼牙口肿精][\u4e00-\u9fff]{1,4}医院)")

_SPECIAL = re.compile(r"[\u4e00-\u9fff]{2,6}[专専專][门門](?:病院|医院)")

_SMALL_TOWN = re.compile(
    r"[县市区省州](?:人民|中|中心|妇幼|中医|第[一二三四五六七八九十]人?民?)?(?:医院|保健院)"
)

_NOT_ORGANISATION = sought(
    r"(?:大会|论坛|会议|中心医院院|仪式|代表团|门诊中心|会议中心|体育中心|展览中心|活动中心|行政中心|"
    r"医联体|医共体|联盟成员|"
    r"远程会诊中心|技能中心|影像中心|胸痛中心|卒中中心|创伤中心|诊疗中心|专科联盟|人工智能科技|高新科技|"
    r"前沿科技|"
    r"为中心|诊断中心|会诊中心|指导中心|服务中心|学术中心|博览中心|合作学会|国家组织|技术科技|实验中心|理事组合)$"
)

_SERVICE_CENTRE = sought(r"(?:社区卫生|卫生|医疗|健康|保健|计划生育)服务中心$")

_OFFICE = re.compile(r"大学生|总会计|分行政|公司法|中心化|学院派|政府采购网|公司化")


class _Rules(NamedTuple):
    suffix: re.Pattern[str]
    protected: re.Pattern[str]
    stop: re.Pattern[str]
    medical: re.Pattern[str]


@cache
def rules_of() -> _Rules:
    """The endings, stops and protected words of ``han.txt`` as patterns, read once."""
    words = {
        name: sorted({fold(w) for w in found}, key=len, reverse=True)
        for name, found in sections("han.txt").items()
    }
    alternation = {name: "|".join(map(re.escape, found)) for name, found in words.items()}
    # The first letters before all alternatives: most characters are passed over by one look.
    first = {name: "".join(sorted({re.escape(word[0]) for word in found})) for name, found in words.items()}
    ends = f"(?:{alternation['suffix']}|{_ORDINAL_HOSPITAL}|{_WEAK_SUFFIX})"
    stops = rf"(?:{_NUMBER}|{alternation['stop']}|[\s()（）\[\]〔〕【】])"
    return _Rules(
        re.compile(f"(?=[{first['suffix']}{_ENDS_FIRST}]){ends}"),
        re.compile(f"(?:{alternation['protected']})"),
        re.compile(rf"(?=[{first['stop']}{_NUMBER_FIRST}\s()（）\[\]〔〕【】]){stops}"),
        re.compile(f"(?:{alternation['medical']}|{_ORDINAL_HOSPITAL})"),
    )


@lru_cache(maxsize=256)
def masked_of(folded: str) -> str:
    """The line with well-known name parts masked; ``和`` after a whole name is a joint, not ``和县``."""

    def mask(match: re.Match[str]) -> str:
        word = match.group()
        joint = word[0] in "和与同" and not folded.startswith(("医", "大学"), match.end())  # 同济医学院
        if joint and _WHOLE_BEFORE.search(folded, max(0, match.start() - 4), match.start()):
            return word
        return MASK * len(word)

    return rules_of().protected.sub(mask, folded)


@lru_cache(maxsize=256)
def stops_of(folded: str) -> tuple[tuple[int, int], ...]:
    """The stretches of the line that cannot stand inside a name."""
    return tuple(match.span() for match in rules_of().stop.finditer(masked_of(folded)))


_WHOLE_BEFORE = sought(r"(?:医院|大学|学院|中心|公司|集团|卫健委|政府|协会)$")


def find(raw: str, folded: str) -> list[Name]:
    """The organisation names in one line, in order. ``folded`` is ``raw`` folded, of the same length."""
    rules = rules_of()
    ends = [
        match.span() for match in rules.suffix.finditer(folded) if not _OFFICE.match(folded, match.start())
    ]
    if not ends:
        return []
    stops = _stops(folded, ends)
    names: list[Name] = []
    for start, end in _segments(stops, ends, folded):
        start, end = _trim(folded, start, end)
        start = without_person(raw, folded, start, end)
        kind = _KIND.match(folded, start, end)
        if kind and rules.suffix.search(folded, kind.end(), end):
            start = kind.end()
        start = before_land(folded, start, end)
        if end - start < 2 or (
            _NOT_ORGANISATION.search(folded[start:end]) and not _SERVICE_CENTRE.search(folded[start:end])
        ):
            continue
        name = _name(raw, folded, start, end, rules)
        if names and names[-1].end == start and _is_branch(names[-1], name):
            name = _name(raw, folded, names.pop().start, end, rules)
        names.append(name)
    return names


def _is_branch(mother: Name, name: Name) -> bool:
    """``复旦大学附属中山医院`` + ``厦门医院``: a house's branch bears the town behind the whole name."""
    short = len(name.text) <= 6 and name.text.endswith(("医院", "分院", "院区", "分中心", "醫院"))
    return short and mother.headed and not mother.generic and country_of_name(name.text) == "CN"


_ONE_LETTER = re.compile(r"^[^还亦也另又再都均并且就已曾日月年号共正即首\W]$")

# "卫生福利部附属医疗及社会福利机构管理会": what stands before 及 is no name of its own.
_INSIDE_OFFICE = sought(
    r"(?:部|署|局|会|院|岸)[^、,，。与和]{0,8}(?:医疗|医学|卫生|护理|社会|教育|文化|福利|健康|科学|检验)$"
)


def _stops(folded: str, ends: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that no name contains; a stop inside an organisation's ending is none."""
    found: list[tuple[int, int]] = []
    index = 0
    masked = masked_of(folded)
    for start, end in stops_of(folded):
        if masked[start:end] == "和" and _ONE_LETTER.match(masked[found[-1][1] if found else 0 : start]):
            continue  # "养和医疗集团": one letter before it is no name of its own
        if masked[start:end] in ("及", "暨") and _INSIDE_OFFICE.search(masked, max(0, start - 20), start):
            continue
        while index < len(ends) and ends[index][1] <= start:
            index += 1
        if index < len(ends) and ends[index][0] <= start and end <= ends[index][1]:
            continue
        found.append((start, end))
    return found


def _segments(
    stops: list[tuple[int, int]], ends: list[tuple[int, int]], folded: str
) -> Iterator[tuple[int, int]]:
    """Stretches between stops, cut after the last ending in each (twice for two hospitals)."""
    edges = [*stops, (len(folded), len(folded))]
    left = index = 0
    for stop_start, stop_end in edges:
        inside = []
        while index < len(ends) and ends[index][1] <= stop_start:
            if ends[index][0] >= left:
                inside.append(ends[index])
            index += 1
        while index < len(ends) and ends[index][0] < stop_end:
            index += 1
        if inside:
            yield from _cut(folded, left, inside)
        left = stop_end


def _cut(folded: str, left: int, inside: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = left
    for (_, end), following in pairwise(inside):
        between = folded[end : following[1]]
        whole = folded[:end].endswith(("医院", "病院", "公司", "卫生院")) or (
            folded[:end].endswith("大学") and between.endswith("大学") and len(between) >= 4
        )
        if whole and _is_own_name(between):
            yield start, end
            start = end
    yield start, inside[-1][1]


_PART_OF = re.compile(
    r"(?:附属|附设|机构|短期|大学院|研究科|第|分院|院区|集团|医学|医疗|临床|研究|护理|总院|医院|管理|联|健康|"
    r"体检|互联网|附设|"
    r".{0,6}(?:院区|分院|分公司))"
)


def _is_own_name(following: str) -> bool:
    """After one hospital's name: another hospital's, not a part of the first?"""
    return (
        len(following) >= 4
        and following.endswith(("医院", "大学", "学院", "卫生院", "病院", "公司"))
        and not _PART_OF.match(following)
    )


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not folded[start].isalnum():
        start += 1
    if end - start > _LONGEST_NAME:
        start = end - _LONGEST_NAME
    nested = _NESTED.match(folded, start, end)
    return (nested.end() if nested else start), end


# "四川阿坝州理县人民医院": of three places one in the other the outermost only says where.
_NESTED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}?[省市]|四川|云南|贵州|甘肃|青海|陕西|山西|河北|河南|湖北|湖南|广东|海南|江苏|浙江|安徽|"
    r"福建|江西|山东|辽宁|吉林|黑龙江|(?:内蒙古|广西(?:壮族)?|西藏|宁夏(?:回族)?|新疆(?:维吾尔)?)(?:自治区)?)"
    r"(?=[\u4e00-\u9fff]{1,5}?[市州区县盟][\u4e00-\u9fff]{1,4}?(?:县|区|镇|乡|街道|市|旗)"
    r"(?:[\u4e00-\u9fff]{2,}))"
)


def _name(raw: str, folded: str, start: int, end: int, rules: _Rules) -> Name:
    text, words = raw[start:end].strip(), folded[start:end]
    aliases: tuple[str, ...] = ()
    trailing = _TRAILING.match(raw, end)
    if trailing:
        inner = trailing.group()[1:-1].strip()
        inner = re.sub(r"^(?:以下|下)?[简簡]?[称稱][:：]?|[“”\"「」]", "", inner).strip()
        if inner and (rules.suffix.search(fold(inner)) or inner.isascii()):
            aliases = (inner,)
        if aliases and _RELATIVE.match(words) and len(inner) > len(text) and not _RELATIVE.match(fold(inner)):
            text, words, aliases = inner, fold(inner), (text,)
    generic = (
        _GENERIC.fullmatch(words) is not None
        and not _SMALL_TOWN.fullmatch(words)
        and not _OF_A_LAND.fullmatch(words)
    ) or _SPECIAL.fullmatch(words) is not None
    medical = rules.medical.search(words) is not None and not MAKERS.search(words)
    return Name(start, end, text, True, medical, "organisation", generic, aliases)


# "省某某医院(A大学第一附属医院)": of two names the one that does not lean on where it is told.
_RELATIVE = re.compile(r"[省市县区州校](?![\u4e00-\u9fff]?[省市县区州])")
_KIND = re.compile(
    r"(?:地方)?独立行政法人|国立研究开发法人|(?:国立|公立)大学法人|学校法人|(?:特定|社会)?医疗法人(?:社团|财团)?|"
    r"社会福祉法人|(?:公益|一般)(?:社团|财团)法人|株式会社(?=.{4})|(?:医疗)?(?:财团|社团)法人(?=.{4})|"
    r"社会福利(?:事业)?法人(?=.{4})"
)


def quoted(raw: str) -> list[tuple[int, int]]:
    """Stretches in quotation marks: names of plaques, projects and papers."""
    return [match.span(1) for match in _QUOTED.finditer(raw)]
