"""Who "our hospital", ``我院``, ``本院``, ``当院``, ``본원`` is."""

from __future__ import annotations

import re

from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.text.sought import sought

_SELF = sought(
    r"\bour (?:hospital|university|medical cent(?:er|re)|health system|institute|institution|college|"
    r"school|cent(?:er|re)|"
    r"clinic|company|trust|faculty|foundation)\b|我[院校司]|本[院校](?!区|科|部|级|地|报)|当院|弊院|"
    r"当(?:法人グループ|グループ|法人|"
    r"センター|社)|"
    r"本学(?=と|は|が|の|で|に|学生|教職員|[、。,])|"
    r"본원|우리 ?병원|본교|"
    r"(?:^|(?<=[,，。、；;:：|｜\s]))(?:学校|學校|医院|醫院)(?=[与與和同跟及在、]|将|與)|"
    r"(?:^|(?<=[,，。、；;:：\s]))(?:学校|學校|学院|學院)(?=党委|黨委|副?校长|副?院长)",
    re.IGNORECASE,
)


_WEAK = re.compile(r"学校|學校|学院|學院|医院|醫院")


def is_weak(text: str) -> bool:
    """``学校``, ``医院``: one's own house only where nobody else fits."""
    return _WEAK.fullmatch(text) is not None


def find(line: Line) -> list[Name]:
    """The places where a line speaks of its own house."""
    names = []
    for match in _SELF.finditer(line.raw):
        text = match.group()
        medical = any(
            word in text.lower()
            for word in ("hospital", "medical", "health", "clinic", "院", "병원", "본원", "法人", "センター")
        )
        names.append(Name(match.start(), match.end(), text, True, medical, "self"))
    return names
