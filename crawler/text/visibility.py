"""Does an element's own markup hide it from a reader's eye?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Each alternative is one way in which planted or script-bound blocks are kept out of sight. Bounded
# quantifiers only: the value comes from strangers.
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?<![a-z-])opacity:0(?:\.0{1,4})?(?:;|!|$)"
    r"|font-size:0{1,4}(?:\.0{1,4})?(?:px|pt|em|rem|%)?(?:;|!|$)"
    r"|(?:^|;)(?:left|top|margin-left|margin-top|text-indent):-\d{3,7}(?:\.\d{1,4})?(?:px|em|rem|pt|%)?(?:;|!|$)"
    r"|clip:rect\((?:0|1)(?:px)?[, ]?(?:0|1)(?:px)?"
)
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;|!|$)")
_SPACE = re.compile(r"\s+")
# Longer style attributes are floods; nothing of use stands behind the first characters.
_STYLE_LIMIT = 2000


@lru_cache(maxsize=4096)
def style_hides(style: str) -> bool:
    """Whether a ``style`` attribute takes its element out of sight. Linear in the value's length."""
    compact = _SPACE.sub("", style[:_STYLE_LIMIT].lower())
    if _HIDING.search(compact):
        return True
    return "overflow:hidden" in compact and _FLAT.search(compact) is not None


def element_hides(element: Any) -> bool:
    """Whether ``element`` (an lxml element) is hidden by its own attributes; ancestors are not asked."""
    style = element.get("style")
    if style and style_hides(style):
        return True
    if element.get("hidden") is not None:
        return str(element.get("hidden")).lower() != "until-found"
    return element.tag == "dialog" and element.get("open") is None
