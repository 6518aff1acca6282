"""What a contraction stands for in the registry: ``浙大一院`` is ``浙江大学医学院附属第一医院``."""

from __future__ import annotations

import re

from crawler.agreements.folding import fold
from crawler.agreements.shortforms import runs_through
from crawler.model import OrganisationRecord
from crawler.text.sought import sought

_LONGEST = 7
_NAMES = ("label", "alias")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")
# A whole name, however short: "瑞金医院" is called so and is no contraction.
_WHOLE = sought(r"(?:医院|大学|学院|学校|中心|公司|集团|委员会|基金会|协会|政府|保健院|研究[院所]|[部委])$")


def may_be_short(written: str) -> bool:
    """Is ``written`` made as contractions are, and not as whole names?"""
    short = fold(written)
    return len(short) <= _LONGEST and bool(_IDEOGRAPHS.fullmatch(written)) and not _WHOLE.search(short)


def in_full(written: str, record: OrganisationRecord) -> str | None:
    """The first Chinese name of ``record`` where ``written`` leaves out letters of it, in the script of
    ``written``; ``None`` where ``written`` is a name itself, or the registry has none in its script.
    """
    short = fold(written)
    if not may_be_short(written):
        return None
    official = next((row.name for row in record.names if row.language == "zh" and row.kind in _NAMES), "")
    full = fold(official)
    if len(full) < len(short) + 2 or not (
        full.startswith(short) or (short not in full and runs_through(short, full))
    ):
        return None
    if short == written:
        return full
    return official if official != full else None
