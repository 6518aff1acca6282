"""Companies in Chinese lines: where their names begin, and which of them give no care."""

from __future__ import annotations

from crawler.text.sought import sought

# "某某（中国）投资有限公司": the land a company works in stands in brackets inside its name.
_LAND_INSIDE = sought(
    r"(?:日前|近日)?((?:(?![与和同跟由及对向])[\u4e00-\u9fff]){2,8})[(（][\u4e00-\u9fff]{2,4}[)）]$"
)


def before_land(folded: str, start: int, end: int) -> int:
    """Where a company's name begins whose land stands in brackets before ``start``; else ``start``."""
    if folded[start - 1 : start] not in (")", "）") or not folded.endswith(("公司", "集团"), start, end):
        return start
    inside = _LAND_INSIDE.search(folded[max(0, start - 20) : start])
    return max(0, start - 20) + inside.start(1) if inside else start


# Schools and makers of medicines give no care: "药科大学", "医药集团", "健康产业公司".
MAKERS = sought(
    r"药科大学|药学院|(?:医药|药业|制药|器械|生物|健康产业|健康科技|大健康)[^院]{0,10}(?:公司|集团|企业|"
    r"产业园|协会|商会)"
)
