"""Chinese and Japanese names without an ending of their own: places, corporations, bare names."""

from __future__ import annotations

import re
from functools import cache

from crawler.agreements.lexicon import sections
from crawler.agreements.names_han import MASK, masked_of, rules_of, stops_of
from crawler.agreements.naming import Name
from crawler.text.sought import sought

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤施葛翁苗阮柯喻庄贝殷聂季"
)


_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,14}(?:自治州|自治县|开发区|示范区|高新区|新区)|"
    r"[\u4e00-\u9fff]{2,6}(?<!院)(?:省|市|区|县|镇|州|旗|"
    r"村)|[\u4e00-\u9fffぁ-んヶケ]{2,6}[市町村県郡])"  # of hiragana only known towns come in one piece
)


# "宮城県大崎市" is the town of Osaki; the prefecture only says where.
_PREFECTURE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}[県府]|東京都|北海道)(?=[\u4e00-\u9fffぁ-んヶケ]{2,6}[市町村]$)|"
)
_PLACE_END = frozenset("州县区省市镇旗村町県郡")  # the last letters of ``_PLACE``


def places(raw: str, folded: str) -> list[Name]:
    """Cities, counties and districts in a line: parties only where the sentence makes them sign."""
    found = []
    left = 0
    for right, end in [*stops_of(folded), (len(folded), len(folded))]:
        segment = folded[left:right]
        if segment[-1:] in _PLACE_END and _PLACE.fullmatch(segment):
            prefecture = _PREFECTURE.match(raw, left, right)
            text = raw[prefecture.end() if prefecture else left : right]
            zone = segment.endswith(("开发区", "示范区", "高新区", "新区"))
            found.append(Name(left, right, text, True, False, "organisation" if zone else "place"))
        left = end
    return found


@cache
def _corporation() -> re.Pattern[str]:
    """``社会医療法人X``, ``株式会社X``; of what is written with hiragana, well-known words only."""
    soft = [word for word in sections("han.txt")["protected"] if re.fullmatch("[ぁ-ん]{2,6}", word)]
    return re.compile(_CORPORATION.replace("SOFT", "|".join(sorted(soft, key=len, reverse=True))))


_CORPORATION = (
    r"(?P<kind>(?:地方)?独立行政法人|(?:国立|公立)大学法人|学校法人|(?:特定|社会)?医療法人(?:社団|"
    r"財団)?|社会福祉法人|(?:公益|一般)(?:社団|"
    r"財団)法人|(?:株式|有限|合同)会社)の?[「『\s　]{0,2}"
    r"(?P<own>(?:SOFT)[\u4e00-\u9fffァ-ヴーA-Za-z・]{0,24}|[\u4e00-\u9fffァ-ヴーA-Za-z・]{2,24})"
)


def corporations(raw: str, folded: str) -> list[Name]:
    """Japanese corporations: ``学校法人X`` whole, ``独立行政法人「X病院」`` by its own name."""
    rules = rules_of()
    found = []
    for match in _corporation().finditer(raw):
        start, end = match.span("own")
        own = rules.suffix.search(folded, start, end)
        quoted = raw[start - 1] in "「『"
        begin = start if own or quoted or raw[start - 1] == "の" else match.start()
        text = raw[begin:end]
        if own:
            last = max(m.end() for m in rules.suffix.finditer(folded, start, end))
            text, end = raw[start:last], last
        found.append(
            Name(
                begin,
                end,
                text,
                True,
                rules.medical.search(folded, begin, end) is not None or "医療" in match["kind"],
            )
        )
    return found


_BARE = sought(
    r"(?<=[与和同跟])([\u4e00-\u9fff·A-Za-z]{2,8}?)(?=签|共同签|正式签|达成|携手|合作|结为|缔结|建立|"
    r"举行签|在.{2,12}签)"
)


# "世卫总干事某某": the person behind the office is no part of the house's name.
_OFFICE_INSIDE = sought(r"(?:副)?(?:总干事|秘书长|执行长|总监|总长|大臣|大使|理事|代表)")
# "环球医疗(02666.HK)与…签": whoever has a stock's number is a company
_LISTED_COMPANY = sought(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,12})(?=[(（](?:股票代码|证券代码|股份代号)?[:：]?\d{4,6}(?:\.(?:hk|sh|sz|tw|ss))?[)）])"
)
_COUNTED = re.compile(r"下列|以下|上述|各|多|其他|相关|有关|前述")  # "与下列单位签": nobody in particular
_FIRST_OF_LIST = sought(r"(?:^|(?<=[,，。;；:：)）】]))([\u4e00-\u9fff]{2,8})(?=[、与和同跟])")


def bare(raw: str, folded: str, headed: list[Name]) -> list[Name]:
    """Names without an ending, in a party's place: ``与华为签``, ``林口长庚、…``."""
    rules = rules_of()
    masked = masked_of(folded)
    found = []
    starts = {name.start for name in headed if not name.generic}
    for pattern in (_BARE, _FIRST_OF_LIST, _LISTED_COMPANY):
        for match in pattern.finditer(folded):
            start, end = match.span(1)
            if pattern is _FIRST_OF_LIST and end + 1 not in starts:
                continue
            if _COUNTED.match(folded, start):
                continue
            if pattern is _LISTED_COMPANY:
                found.append(Name(start, end, raw[start:end], True, False))
                continue
            if rules.stop.search(masked, start, end) or rules.suffix.search(folded, start, end):
                continue
            office = _OFFICE_INSIDE.search(folded, start + 2, end)
            end = office.start() if office else end
            if (end - start <= 3 and folded[start] in _SURNAMES) or MASK in masked[start - 1 : start]:
                continue  # a person, or 同 of a word like 协同
            found.append(Name(start, end, raw[start:end], False, False, "bare"))
    return found


_SHORT_UNIVERSITY = sought(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{3,7}(?<![最拡增増巨重過絶])大)(?=[(（はがと、])"
)


def universities(raw: str, headed: list[Name]) -> list[Name]:
    """Japanese universities by their short names: ``名古屋学芸大は``; only in lines with kana."""
    if not re.search(r"[ぁ-ん]", raw):
        return []
    return [
        Name(match.start(1), match.end(1), match[1], True, "医" in match[1])
        for match in _SHORT_UNIVERSITY.finditer(raw)
        if not any(n.start < match.end(1) and match.start(1) < n.end for n in headed)
    ]
