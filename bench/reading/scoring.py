"""The figures of the bench, by the definitions of the shared scorer (``../shared/pages/score.py``).

Text: precision and recall of 4-token shingles, averaged over pages, F1 of the two means; a CJK character is
a token of its own. Title: equal but for case, width and everything that is no letter or digit. Date: the same
day.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from types import ModuleType
from typing import Any

from bench.reading.shared import PAGES

_TOKEN = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]|(?:(?![\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f])\\w)+"
)


def tokens(text: str) -> list[str]:
    """Words; of CJK scripts single characters."""
    return _TOKEN.findall(text)


@cache
def scorer() -> ModuleType:
    """The shared scorer itself: the bench must not have its own opinion of what is right."""
    spec = importlib.util.spec_from_file_location("shared_score", PAGES / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(PAGES / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(set_name: str, truth: list[dict[str, Any]], answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """All figures of one set; ``answers`` are ``{id: {"title", "text", "date"}}``."""
    # The truth of this set is in UTC, so that a day more or less is right (as the scorer's own main does).
    tolerance = 1 if set_name == "postlight" else 0
    return dict(scorer().score(truth, answers, tolerance))
