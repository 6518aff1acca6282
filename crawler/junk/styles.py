"""How a page hides a block: inline styles, its own sheets, scripts; broken declarations count too."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from crawler.text.document import Document

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0?\.?0[0-9]?(?![\d.])|"
    r"font-size\s*:\s*[01](?:px|pt|em|%)?(?![\d.])|text-indent\s*:\s*-\d{3,}|"
    r"(?:left|top|right|bottom|margin(?:-left|-top)?)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|"
    r"clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:max-)?(?:height|"
    r"width)\s*:\s*[01](?:px)?\s*(?:[;!}\"]|$)[^}]{0,80}overflow|"
    r"overflow\s*:\s*hidden[^}]{0,80}(?:height|width)\s*:\s*[01](?:px)?(?![\d.])|"
    r"transform\s*:\s*(?:scale\(\s*0|translate[xy]?\(\s*-\d{4,})|z-index\s*:\s*-\d{2,}"
)


_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!}\"]{3,40})", re.IGNORECASE)


_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!}\"]{3,60})", re.IGNORECASE)


_SIMPLE = re.compile(r"^[a-z]*([.#][\w-]{1,60})$", re.IGNORECASE)


_SCRIPT_HIDES = re.compile(
    r"getElementById\(\s*['\"]([\w-]{1,60})['\"]\s*\)\s*\.\s*style\s*\.\s*(?:display\s*=\s*["
    r"'\"]none|visibility\s*=\s*['\"]hidden|cssText\s*=\s*['\"][^'\"]{0,80}(?:none|hidden))|"
    r"\$\(\s*['\"]#([\w-]{1,60})['\"]\s*\)\s*\.\s*(?:hide\(|css\(\s*['\"]display['\"]\s*,\s*['\"]none)"
)


_WRITTEN_STYLE = re.compile(r"document\.write(?:ln)?\(\s*['\"]<style[^>]{0,60}>([^<]{1,400})", re.IGNORECASE)


_MAX_SHEET = 100_000


# What a hiding declaration begins with, as sheets write it, packed or spaced; looked at in this order.
_SHEET_MARKS = {
    mark: place
    for place, mark in enumerate(
        (
            *("isplay:none", "isplay: none", "isibility:hidden", "isibility: hidden", "ndent:-", "ndent: -"),
            *("eft:-", "eft: -", "op:-", "op: -", "opacity:0", "opacity: 0", "font-size:0", "font-size: 0"),
            *(
                "font-size:1px",
                "font-size: 1px",
                "clip:",
                "clip-path:",
                "overflow:hidden",
                "overflow: hidden",
            ),
            "color:#",
        )
    )
}
# The same from the colon on, which is what the search leaps to, with the properties before each value.
_VALUE = re.compile(r":(?: ?(?:none|hidden|-|0|1px)|#|(?<=clip:)|(?<=clip-path:))")
_PROPERTIES = {
    "none": ("isplay",),
    "hidden": ("isibility", "overflow"),
    "-": ("ndent", "eft", "op"),
    "0": ("opacity", "font-size"),
    "1px": ("font-size",),
    "#": ("color",),
    "": ("clip", "clip-path"),
}
_MOST_BLOCKS = 400  # for each mark


_NAMED = {
    "white": "ffffff",
    "black": "000000",
    "red": "ff0000",
    "silver": "c0c0c0",
    "gray": "808080",
    "grey": "808080",
    "ivory": "fffff0",
    "snow": "fffafa",
}


def ground_of(element: Any) -> str | None:
    """The nearest stated ground colour, a few steps up; white is what pages have unless they say."""
    for _ in range(4):
        element = element.getparent()
        if element is None:
            return None
        colour = _colour(_GROUND, element.get("style") or "") or _hex(element.get("bgcolor") or "")
        if colour:
            return colour
    return None


@lru_cache(maxsize=1024)
def hides(style: str, ground: str | None = None) -> tuple[str, str] | None:
    """The vector and plain reason for which a declaration block hides its element, if it does."""
    if not style:
        return None
    packed = style[:600].replace(" ", "").lower()
    match = _HIDING.search(packed) if _may_hide(packed) else None
    if match is None and "color" not in packed:
        return None
    if match:
        text = match.group().lower()
        kind = (
            "H1"
            if "display" in text or "visibility" in text
            else "H3"
            if "font" in text or "opacity" in text or "width" in text or "height" in text
            else "H2"
        )
        return kind, f"hidden by {text[:40]}"
    if ground is None and "background" not in packed:
        return None
    colour = _colour(_COLOUR, style)
    under = _colour(_GROUND, style) or ground
    if colour and under and _near(colour, under):
        return "H4", "written in the colour of its ground"
    return None


def _may_hide(packed: str) -> bool:
    """Whether one of the words stands in ``packed`` that all declarations of :data:`_HIDING` have."""
    return (
        "none" in packed
        or "hidden" in packed
        or "opacity:" in packed
        or "font-size:0" in packed
        or "font-size:1" in packed
        or ":-" in packed
        or "clip" in packed
        or "scale(0" in packed
        or "translate" in packed
    )


def _colour(pattern: re.Pattern[str], style: str) -> str | None:
    match = pattern.search(style)
    return _hex(match.group(1)) if match else None


def _hex(value: str) -> str | None:
    value = value.strip().lower()
    if not value:
        return None
    for word in value.replace("!important", "").split():
        if word in _NAMED:
            return _NAMED[word]
    match = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value)
    if match:
        code = match.group(1)
        return code if len(code) == 6 else "".join(char * 2 for char in code)
    match = re.search(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})", value)
    return "".join(f"{min(255, int(part)):02x}" for part in match.groups()) if match else None


def _near(left: str, right: str) -> bool:
    return all(abs(int(left[at : at + 2], 16) - int(right[at : at + 2], 16)) <= 12 for at in (0, 2, 4))


def hidden_names(document: Document) -> dict[str, str]:
    """Classes and ids that the page's own style sheets or scripts hide."""
    names: dict[str, str] = {}
    for style in list(document.elements("style"))[:30]:
        names.update(_names_hidden_in((style.text or "")[:_MAX_SHEET]))
    for script in list(document.elements("script"))[:60]:
        code = script.text or ""
        if ".style" not in code and "<style" not in code and ".hide(" not in code:
            continue
        for match in list(_SCRIPT_HIDES.finditer(code[:_MAX_SHEET]))[:50]:
            names["#" + (match.group(1) or match.group(2))] = "hidden by a script"
        for written in list(_WRITTEN_STYLE.finditer(code[:_MAX_SHEET]))[:20]:
            names.update(_names_hidden_in(written.group(1)))
    return names


def _names_hidden_in(sheet: str) -> dict[str, str]:
    """Simple class and id selectors whose block hides; found from the declaration outwards."""
    names: dict[str, str] = {}
    seen: set[int] = set()
    for at in _marked(sheet):
        opening = sheet.rfind("{", 0, at)
        if opening < 0 or opening in seen:
            continue
        seen.add(opening)
        closing = sheet.find("}", at)
        block = sheet[opening + 1 : closing if closing >= 0 else at + 400]
        reason = hides(block) if len(block) < 1000 else None
        if reason:
            start = sheet.rfind("}", 0, opening)
            for end in ("*/", ">"):
                start = max(start, sheet.rfind(end, start + 1, opening))
            names.update(dict.fromkeys(_simple_names(sheet[start + 1 : opening][:400]), reason[1]))
    return names


def _marked(sheet: str) -> list[int]:
    """Where declarations that may hide stand, in the order of :data:`_SHEET_MARKS`, one for a block."""
    found: dict[int, list[int]] = {place: [] for place in _SHEET_MARKS.values()}
    ends = dict.fromkeys(found, -1)
    for match in _VALUE.finditer(sheet):
        colon, value = match.start(), match.group()
        for name in _PROPERTIES[value[1:].lstrip(" ")]:
            if sheet.endswith(name, 0, colon):
                place = _SHEET_MARKS.get(name + value, -1)
                if place >= 0 and colon > ends[place] and len(found[place]) < _MOST_BLOCKS:
                    found[place].append(colon - len(name))
                    ends[place] = sheet.find("}", colon)
    return [at for place in sorted(found) for at in found[place]]


def _simple_names(selectors: str) -> list[str]:
    found = (_SIMPLE.match(part.strip()) for part in selectors.split(",")[:20])
    return [match.group(1) for match in found if match]
