"""Persons named as signing, with office and party where the sentence gives them.

Measured on real texts such readings are right in little more than half of the cases: they are shown as
"named in the signing sentence", never used to join reports.
"""

from __future__ import annotations

import re

from crawler.agreements.passage import Line, Passage
from crawler.model import Evidence, Signatory

_NAME = r"(?:[A-Z][\w’'.-]+|[A-Z]\.)(?:\s(?:[A-Z][\w’'-]+|[A-Z]\.|al|bin|bint|van|von|de|da|el)){1,4}"
_OFFICE = (
    r"(?:(?:Vice|Deputy|Executive|Co-|Acting|Assistant|Group|Founding|Honorary)[\s-]?)*(?:President|"
    r"Chairman|Chairwoman|Chairperson|Chair|Director(?:[ -]General)?|CEO|COO|"
    r"Chief Executive(?: Officer)?|Dean|Rector|Chancellor|Vice[ -]Chancellor|Minister|Secretary|"
    r"Governor|Mayor|Superintendent|Registrar|Commissioner|Principal|Head|Managing Director)"
)
_TITLED = re.compile(
    rf"(?:(?P<office>{_OFFICE})(?:\sof\s(?P<of>[A-Z][^,;]{{3,60}}?))?,?\s)?(?:H\.?E\.?\s)?(?:Dr|Prof|"
    rf"Professor|Mr|Mrs|Ms|Sir|Datuk|Dato)\.?\s(?:Dr\.?\s)?(?P<name>{_NAME})"
)
_OFFICER = re.compile(rf"(?P<office>{_OFFICE})\s(?P<name>{_NAME})")
_SIGNING = re.compile(r"\bsign(?:ed|ing|atories)?\b|\binked\b|signed by|on behalf of", re.IGNORECASE)
_STOP = re.compile(
    r"\b(?:in the presence of|witnessed by|attended by|attending|before|praised|said|told|welcomed)\b",
    re.IGNORECASE,
)
_HAN_PERSON = re.compile(
    r"(?P<party>[\u4e00-\u9fff]{2,20}(?:医院|醫院|大学|大學|学院|學院|集团|公司|政府|中心|局|委))?(?:党委|"
    r"黨委)?(?P<office>副?(?:院长|院長|校长|校長|书记|書記|局长|局長|主任|董事长|董事長|总经理|總經理|市长|市長|县长|縣長|区长|區長|部长|部長|会长|會長|"
    r"理事长|執行長|司长))(?:、[^、，。]{2,6})?(?P<name>[\u4e00-\u9fff]{2,3}?)(?=[、，,。与與和同代分等共在签簽]|先生|女士|$)"
)
_HAN_AFTER = re.compile(
    r"(?P<party>[\u4e00-\u9fff]{2,20}(?:医院|醫院|大学|大學|学院|學院|集团|"
    r"公司))(?P<name>[\u4e00-\u9fff]{3})(?P<office>院長|校長|董事長|院长|校长)"
)
_HAN_SIGNING = re.compile(r"代表|签字|簽字|签署|簽署|签约|簽約|签订|簽訂|共同签|落笔|簽")
_HAN_STOP = re.compile(r"见证|見證|出席|参加|參加|陪同|主持|致辞|致詞|到场|到場")
_MOST = 6


def find(passage: Passage, lines: list[Line]) -> tuple[tuple[Signatory, ...], list[Evidence]]:
    """Signatories named in ``lines`` that speak of signing, with evidence; no witnesses."""
    found: list[Signatory] = []
    evidence: list[Evidence] = []
    for line in lines:
        for match in _matches(line):
            name = match["name"].strip(" .,")
            if any(name == known.name for known in found) or len(found) >= _MOST:
                continue
            groups = match.groupdict()
            found.append(Signatory(name, groups.get("office"), groups.get("of") or groups.get("party")))
            evidence.append(
                passage.evidence("signatories", line, match.start("name"), match.start("name") + len(name))
            )
    return tuple(found), evidence


def _matches(line: Line) -> list[re.Match[str]]:
    if re.search(r"[\u4e00-\u9fff]", line.raw):
        if not _HAN_SIGNING.search(line.raw):
            return []
        clauses = [(m.start(), m.end()) for m in re.finditer(r"[^，；。,;]+", line.raw)]
        inside = [
            c for c in clauses if _HAN_SIGNING.search(line.raw, *c) and not _HAN_STOP.search(line.raw, *c)
        ]
        return [m for c in inside for p in (_HAN_PERSON, _HAN_AFTER) for m in p.finditer(line.raw, *c)]
    if not _SIGNING.search(line.raw):
        return []
    stop = _STOP.search(line.raw)
    end = stop.start() if stop else len(line.raw)
    titled = list(_TITLED.finditer(line.raw, 0, end))
    return titled + [
        m
        for m in _OFFICER.finditer(line.raw, 0, end)
        if not any(t.start("name") <= m.start("name") <= t.end("name") for t in titled)
    ]
