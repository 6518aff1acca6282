"""Names that were replaced: a brand-shaped string standing where an institution's name must stand."""

from __future__ import annotations

import re

from crawler.junk.fillers import SITE_ONLY, fillers
from crawler.junk.finding import Finding
from crawler.junk.issuers import is_source_line, latin_lead, read_aloud, signed
from crawler.junk.lexicon import script_marks, words
from crawler.junk.name_candidates import (
    STUBBED,
    Candidate,
    apart,
    latin_in_han,
    standing_again,
    with_repeats,
)
from crawler.junk.normal import HAN, fold
from crawler.junk.shapes import SHARP_TAIL, latin_brands
from crawler.junk.slots import (
    ACTS,
    ANY_SLOT,
    BREAK,
    CODED,
    DOUBLE,
    GAMING,
    GROW,
    HONEST,
    HONEST_AFTER,
    NAMED_AFTER,
    OFFICIAL,
    PLAIN,
    SCHOOL_SLOT,
    STUB,
    TRIGGER,
    WEB,
)
from crawler.junk.spaced_names import spaced_candidates
from crawler.junk.subject import Subject

_LATIN_STEM = re.compile(
    rf"(?:[{HAN}]{{1,2}}[a-z]{{3,12}}|[{HAN}]{{2}}\d{{3,5}}[a-z]{{0,3}}\d?|"
    rf"(?<![a-z0-9])[a-z]{{2,12}}\d{{2,4}}[{HAN}]{{0,4}}|(?<![a-z0-9.:-])(?!(?:19|20)\d\d[年届级])\d{{3,6}}[{HAN}]{{2,3}})$"
)
_PORTAL = re.compile(
    "(?:教育|健康|医疗|学习|管理|政务)(?:云)?平台$"
)  # K12, 5G and the like stand before them
_STAMPS = frozenset({"stamp", "credit", "byline", "photo credit", "caption", "before the headline"})
# What a site's own name never does, but an institution does.
_DOES = re.compile(
    "是一[所家个]|是(?:国家|教育部|全国|省)|成为|积极|高度重视|荣获|获得|组织|举办|召开|承办|党委|师生|学生|开展|选派|将与|"
    "与[^，。]{2,16}(?:签|共建)|研究生|博士|硕士|本科"
)


def find(subject: Subject) -> list[Finding]:
    """Replaced names in the text (each occurrence to be marked) and in the headline."""
    han = subject.script in {"han", "kana"}
    seek = _han_candidates if han else spaced_candidates
    inside = seek(subject.folded.text, subject.coined)
    headline = subject.folded_title
    above = [one for one in seek(headline.text, latin_brands(headline.text)) if not one.glued]
    if han:
        above += [
            Candidate(start, end, headline.text[start:end], 1.2, 1.0)
            for start, end in read_aloud(headline.text)
        ]
        above += [
            Candidate(start, end, headline.text[start:end], 1.2, 1.0)
            for start, end in latin_lead(subject.title)
        ]
    cut = _in_lines_cut(subject) if han else []
    if not _enough([*inside, *above], subject.page_guards["report"]):
        return cut
    findings = [finding for one in inside for finding in _report(subject, one)]
    for one in above:
        start, end = headline.span(one.start, one.end)
        findings += _pair(one, "title", subject.title[start:end], None, None)
    return findings + cut


def _in_lines_cut(subject: Subject) -> list[Finding]:
    """Replaced names in lines that reading took for the page's stamps and credits."""
    lines = [part.text[:600] for part in subject.reading.removed[:60] if part.rule in _STAMPS]
    text = fold("\n".join(line for line in lines if len(line) >= 12)).text
    if not text or subject.page_guards["report"]:
        return []
    sure = [one for one in _han_candidates(text, latin_brands(text)) if one.shape >= 1.2 and one.slot >= 0.9]
    return [
        Finding(one.name, one.vector, one.group, one.weight, "html", one.quote, one.reason)
        for candidate in sure[:8]
        for one in _pair(candidate, "html", candidate.name, None, None)
    ]


def _enough(candidates: list[Candidate], reported: int) -> bool:
    """Whether the candidates together say that names were replaced; reports of fraud name brands too."""
    if reported >= 2 and sum(one.slot for one in candidates) < 2.0:
        return False
    shape = max((one.shape for one in candidates), default=0.0)
    slot = sum(one.slot for one in candidates)
    return shape >= 1.8 or (shape >= 1.0 and slot >= 1.0) or (shape >= 1.2 and slot >= 0.8) or slot >= 1.9


def _report(subject: Subject, one: Candidate) -> list[Finding]:
    start, end = subject.folded.span(one.start, one.end)
    quote = subject.text[start:end]
    found = _pair(one, "text", quote, start, end)
    simple, full = script_marks()
    if (
        subject.traditional
        and sum(char in simple for char in quote) >= 1
        and not any(char in full for char in quote)
    ):
        found.append(
            Finding(
                "name_in_other_script",
                "I1",
                "script",
                0.9,
                "text",
                quote,
                "it is written in simplified characters within a traditional text",
                start,
                end,
            )
        )
    return found


def _pair(one: Candidate, where: str, quote: str, start: int | None, end: int | None) -> list[Finding]:
    edit = ("cut" if one.glued else "mark") if where == "text" or one.slot or one.shape >= 1.6 else ""
    found = []
    if one.shape or not one.slot:
        reason = "a string shaped like a brand of an app or a betting site"
        found.append(
            Finding("brand_in_text", "I1", "shape", one.shape, where, quote, reason, start, end, edit)
        )
    if one.slot:
        reason = (
            "it is stuck to the beginning of a line"
            if one.glued
            else "it stands where only an institution's name can stand"
        )
        found.append(Finding("name_replaced", "I1", "slot", one.slot, where, quote, reason, start, end, edit))
    return found


def _han_candidates(text: str, coined: list[tuple[int, int]]) -> list[Candidate]:
    found: list[Candidate] = []
    triggers = list(TRIGGER.finditer(text))[:300]
    reach = 0
    for trigger in triggers:
        if trigger.start() < reach:
            continue
        candidate = _around(text, trigger, reach)
        if candidate:
            found.append(candidate)
            reach = candidate.end
    found += latin_in_han(text, coined)
    found += [Candidate(start, end, text[start:end], 1.2, 1.0) for start, end in signed(text)]
    found = apart([*fillers(text), *found])
    found = [standing_again(one, found) for one in found]
    kept = [one for one in found if one.slot or one.shape >= 1.0]
    return with_repeats(text, [one for one in kept if one.shape >= 1.0 or not _runs_hospital(one.name, text)])


def _runs_hospital(name: str, text: str) -> bool:
    """Whether a firm without code or trade in its name is said to have a hospital of its own."""
    return any(
        name + own in text for own in ("总医院", "總醫院", "职工医院", "職工醫院", "中心医院", "中心醫院")
    )


def _around(text: str, trigger: re.Match[str], reach: int) -> Candidate | None:
    end = _grown(text, trigger.end())
    start = trigger.start()
    for _ in range(6):
        if start <= reach or BREAK.match(text[start - 1]) or BREAK.fullmatch(text[max(0, start - 2) : start]):
            break
        start -= 1
    stub = ""
    for match in STUB.finditer(text, max(0, start - 4), trigger.start()):
        if match.end() >= start:
            start, stub = match.end(), match.group()
    if trigger.start() - start > 4 and not stub:
        start = trigger.start() - 3
    grown_together = _LATIN_STEM.search(text, max(reach, trigger.start() - 20), trigger.start())
    if grown_together and grown_together.end() == trigger.start():
        start = grown_together.start()
    return _weigh(text, start, end, stub)


def _grown(text: str, end: int) -> int:
    """The end of the brand: kinds, codes and tails as far as they follow one another."""
    for _ in range(4):
        match = GROW.match(text, end)
        if not match or not match.group():
            break
        end = match.end()
    return end


def _weigh(text: str, start: int, end: int, stub: str) -> Candidate | None:
    name = text[start:end]
    after = text[end : end + 12]
    code = re.search(CODED, name)
    if re.match(f"(?:{GAMING}|{PLAIN})", name) or _PORTAL.search(name) or SITE_ONLY.fullmatch(name):
        return None
    if len(re.findall(f"[{HAN}]", name)) < 2 or (
        HONEST.search(name) and not (code and re.search("[a-z]", code.group()))
    ):
        return None
    if not code and not re.search(GAMING, name) and OFFICIAL.search(name):
        return None
    shape = _shape(name, bool(code))
    plain_only = not code and shape < 1.0
    if plain_only and (HONEST_AFTER.match(after) or len(name) < 4):
        return None
    slot = 0.0
    if stub and not stub.startswith("第") and shape >= 0.5:
        slot = STUBBED
    elif plain_only:
        slot = 1.1 if SCHOOL_SLOT.match(after) else 0.0
    elif ANY_SLOT.match(after):
        slot = 1.2
    elif any(after.startswith(word) for word in words("institutions", "slots")) or (
        (shape >= 1.6 or (shape >= 1.2 and re.search(GAMING, name))) and ACTS.match(after)
    ):
        slot = 1.0 if start == 0 else 0.9
    if shape >= 1.0 and re.search("官网|官方网站|首页|主页|app", name) and _DOES.match(after):
        slot = max(slot, 1.0)
    if shape >= 1.0 and is_source_line(text[max(0, start - 10) : start]):
        slot = max(slot, 1.1)
    glued = shape >= 1.6 and not slot and _stuck(text, start, end)
    if not glued and not code and (start == 0 or text[start - 1] == "\n") and NAMED_AFTER.match(after):
        glued = True
    if shape < 1.6 and not code and HONEST_AFTER.match(after):
        return None
    return Candidate(start, end, name, shape if shape >= 1.0 or slot else 0.5, 0.9 if glued else slot, glued)


def _shape(name: str, code: bool) -> float:
    gaming, plain = re.search(GAMING, name), re.search(PLAIN, name)
    web = re.search(rf"[{HAN}]{{2}}(?:{GAMING}|{PLAIN})*(?:公司)?(?:{WEB})", name)
    if (
        (code and (gaming or plain or web))
        or re.search(rf"[a-z]{{2,12}}\d{{2,4}}[{HAN}]{{0,4}}(?:官方网站|官网|首页|网址|登录|app)", name)
        or re.search(rf"[{HAN}]{{2}}\d{{3,5}}[a-z]{{0,3}}\d?线路检测", name)
        or re.match(
            rf"(?!(?:19|20)\d\d[年届级])\d{{3,6}}[{HAN}]{{2,3}}(?:网页版|手机版|官网|官方网站|登录|app)", name
        )
    ):
        return 2.0
    if (web and (gaming or plain)) or DOUBLE.search(name):
        return 1.7
    if re.search(rf"[{HAN}][a-z]{{3,12}}(?:官网|首页|官方网站|登录|网址|平台)", name):
        return 1.6
    if code or gaming:
        return 1.2
    return 1.0 if web and re.search("官网|主页|首页|榜单|信誉平台|app|入口", name) else 0.5


def _stuck(text: str, start: int, end: int) -> bool:
    """An advertisement with a sharp tail at the beginning of a line, running into other words."""
    opening = start == 0 or text[start - 1] == "\n"
    return (
        opening
        and bool(re.search(SHARP_TAIL, text[start:end]))
        and bool(re.match(rf"[{HAN}\d]", text[end : end + 1]))
    )
