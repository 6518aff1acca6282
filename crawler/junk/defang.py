"""Addresses written so that no program makes links of them."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"\b(h)tt(ps?):|\b(f)t(ps?):", re.IGNORECASE)
# A dot inside what might be a host name or a mail address: label, dot, a letter or digit of any script.
_DOT = re.compile(r"(?<=\w)([.\u3002\uff0e])(?=\w)")


def defanged(text: str) -> str:
    """``text`` with addresses nobody can follow: ``hxxps[:]//shop[.]example``, ``a[@]b[.]example``."""
    flat = _SCHEME.sub(lambda found: f"{found[1] or found[3]}xx{found[2] or found[4]}[:]", text)
    flat = flat.replace("://", "[:]//")
    return _DOT.sub(lambda found: f"[{found[1]}]", flat).replace("@", "[@]")
