"""What a name does in a Korean sentence, by the particle behind it."""

from __future__ import annotations

import re

from crawler.agreements.naming import Name

_KOREAN_PLACE = re.compile(r"^(?:에서|에서는|에서의|\s?(?:회의실|강당|본관|대회의실|[\d]층))")


# "보건복지부 지정 …", "의료법인 …재단 …병원은": what stands before a name tells of it, it does not sign.
_KOREAN_MODIFIES = re.compile(
    r"^\s?(?:지정|산하|소속|인증|선정|위탁|출연|부설|직속|부속)(?![가-힣]{0,3}병원과)|"
    r"^\s[가-힣A-Za-z0-9]{1,14}(?:병원|의료원|대학교|재단|센터)(?:은|는|이|가|과|와|\(|[,·ㆍ]|\s?및)|"
    r"^\s(?:[가-힣A-Za-z0-9]{1,12}(?<![은는이가을를와과의])\s)?[가-힣A-Za-z0-9]{1,14}에서(?:\s|는)|"
    r"^(?:이|가)\s[^,.]{2,24}?(?:하는|한|된|인)\s[가-힣A-Za-z]{2,12}(?:은|는|이|가|과|와)\s"
)


_KOREAN_PARTY = re.compile(
    r"^(?:\([^)]{1,30}\))?(?:은|는|이|가|과|와|과의|와의|·|ㆍ|-|,|\s?및|"
    r"\s등(?:과|이|은|을)?\s)"
)


def rank(name: Name, after: str) -> int:
    """How surely ``name`` is a party by the words ``after`` it: 3 surely, 2 likely, 1 perhaps, 0 no."""
    if _KOREAN_PLACE.match(after) or _KOREAN_MODIFIES.match(after):
        return 0
    if name.kind == "bare":
        return 2
    if name.kind == "place":
        return 2 if re.match(r"^(?:이|가|은|는|과|와|과의|와의|\()", after) else 0
    return 3 if _KOREAN_PARTY.match(after) else 1
