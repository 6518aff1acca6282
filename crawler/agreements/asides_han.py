"""Chinese, Japanese and Korean names only spoken of: sources, quotations, brackets, a paper's subject."""

from __future__ import annotations

import re

from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.text.sought import sought

_QUOTE_OPEN, _QUOTE_CLOSE = '“"「『《【〈', '”"」』》】〉'

_SOURCE_BEFORE = sought(
    r"(?:(?:来源|供稿|作者|通讯员|记者|编辑|稿源|报道)[:：/ ]{0,2}|(?:文|图|摄)[:：/ ]{1,2})[^\s)）】]{0,6}$"
)


def spoken_of(line: Line, name: Name, before: str, after: str) -> bool:
    """The name is a source, an object, a quotation or a bracket's: nobody who signs."""
    if (_in_brackets(line.raw, name) and not _listed_in_brackets(line.raw, name)) or (
        name.generic and name.kind != "self"
    ):
        return True
    quoted = in_quotes(line.raw, name.start, name.end)
    founded = line.raw[: name.start].rstrip("「『 ").endswith(("法人", "社団", "財団"))
    if _in_object(line, name, before, after) or _SOURCE_BEFORE.search(before) or (quoted and not founded):
        return True
    # What was founded or unveiled signs nothing.
    made = _MADE.search(line.folded, name.start, name.end)
    return made is not None and _MADE_AFTER.match(line.folded, name.end) is not None


_MADE = sought(
    r"(?:联盟|联合体|医联体|共同体|研究院|研究中心|研究所|实验室|平台|分中心|示范中心|创新中心|协作网|"
    r"专委会)$"
)


_MADE_AFTER = re.compile(
    r"[”」』\"]?(?:在[^,，。;；]{1,12})?(?:正式|同时|同步|举行|隆重|揭牌|宣告|宣布){0,3}(?:成立|揭牌|"
    r"启动|启用|揭幕|落户|落成)"
)


def _in_brackets(raw: str, name: Name) -> bool:
    """``(구 X병원, …)``: another name of the one before, or a remark."""
    left = max(
        raw.rfind("(", max(0, name.start - 40), name.start),
        raw.rfind("（", max(0, name.start - 40), name.start),
    )
    return left > 0 and raw[left - 1].isalnum() and not any(c in raw[left : name.start] for c in ")）")


_COUNTED = sought(
    r"(?:[一二三四五六七八九十两兩\d]{1,3}|多)[家所个個间間].{0,24}"
    r"(?:医院|醫院|大学|大學|学院|學院|机构|機構|单位|單位|卫生院|企业|企業|高校|病院)$"
)


def _listed_in_brackets(raw: str, name: Name) -> bool:
    """``三所大学(甲大学、乙大学和丙大学)``: the brackets say who the counted ones are."""
    left = max(raw.rfind("(", 0, name.start), raw.rfind("（", 0, name.start))
    while left > 0 and not _COUNTED.search(raw[max(0, left - 32) : left]):
        left = max(raw.rfind("(", 0, left), raw.rfind("（", 0, left))
    if left <= 0 or name.start - left > 120:
        return False
    inside = raw[left + 1 : name.start]
    return inside.count("(") + inside.count("（") == inside.count(")") + inside.count("）")


def in_quotes(raw: str, start: int, end: int) -> bool:
    """Does ``start:end`` stand inside quotation marks that hold more or less just it?"""
    for opening, closing in zip(_QUOTE_OPEN, _QUOTE_CLOSE, strict=True):
        left = raw.rfind(opening, max(0, start - 30), start)
        if left < 0 or raw.find(closing, left + 1, start) >= 0:
            continue
        right = raw.find(closing, end, end + 30)
        if right >= 0 and not (opening == '"' and raw.count('"', 0, start) % 2 == 0):
            return True
    return False


_OBJECT_AFTER = re.compile(
    r"^[^,，。、与和同]{0,10}?的?(?:协议|备忘录|合约|意向书|协定|合同|项目|方案|计划|责任书)"
)


def _in_object(line: Line, name: Name, before: str, after: str) -> bool:
    """``签了共建X中心协议``: what the paper is about, not who signs."""
    if re.search(r"[与和同跟、及]$", before):
        return False
    verbs = [hit.end for hit in line.of("sign") if hit.end <= name.start]
    return (
        bool(verbs)
        and name.start - verbs[-1] <= 12
        and _OBJECT_AFTER.match(after) is not None
        and not re.search(r"[,，。、]", line.folded[verbs[-1] : name.start])
    )
