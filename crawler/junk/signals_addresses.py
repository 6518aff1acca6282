"""A bare address of a betting app where an institution's name must stand."""

from __future__ import annotations

import re

from crawler.junk.finding import Finding
from crawler.junk.normal import HAN
from crawler.junk.signals_host import same_site
from crawler.junk.slots import SLOT
from crawler.junk.subject import Subject

# Endings that no institution's own address has; under the common ones the label must hold a number.
_ADDRESS = re.compile(
    rf"(?<![a-z0-9.@/:-])(?P<name>[a-z0-9-]{{2,20}}\.(?:app|vip|bet|top|cc|win|club|xyz|live|games?|casino|asia)|"
    rf"(?=[a-z-]*\d)[a-z0-9-]{{2,20}}\.(?:com|net|org|me|co))(?=[{HAN}])"
)
_OWNS = re.compile(
    rf"[{HAN}]{{0,4}}(?:学院|學院|附属|附屬|医院|醫院)|{SLOT}|在[^，。\n]{{0,12}}(?:领导|領導)|(?:党|黨)"
)
# Where an address is told of as an address.
_TOLD = re.compile(
    "域名|网址|網址|网站|網站|官网|官網|登录|登錄|邮箱|平台|服务|服務|访问|訪問|链接|点击|下载"
)
_AROUND = 12  # characters
_MOST = 20


def find(subject: Subject) -> list[Finding]:
    """Addresses that own a faculty, hold an office or are led by a province."""
    text = subject.folded.text
    if subject.script != "han" or "." not in text:
        return []
    owning = {
        match["name"]
        for match in list(_ADDRESS.finditer(text))[:_MOST]
        if _OWNS.match(text, match.end())
        and not _TOLD.search(text, max(0, match.start() - _AROUND), match.end() + _AROUND)
        and not same_site(match["name"], subject.host)
    }
    found: list[Finding] = []
    for match in list(_ADDRESS.finditer(text))[:_MOST]:
        if match["name"] not in owning:
            continue
        place = subject.folded.span(*match.span("name"))
        quote = subject.text[slice(*place)]
        for name, group, weight, reason in (
            ("address_in_text", "shape", 1.6, "an address of an app or a betting site"),
            ("name_replaced", "slot", 1.1, "it stands where only an institution's name can stand"),
        ):
            found.append(Finding(name, "I1", group, weight, "text", quote, reason, *place, "mark"))
    return found
