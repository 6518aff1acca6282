"""Ways of telling that are no news of one agreement: sums of deals, ties that have stood for years, policy,
yearly reports, a hospital that is only the place or the one that gains.
"""

from __future__ import annotations

import re

from crawler.agreements import dates
from crawler.agreements.gathering import Group
from crawler.agreements.passage import Line, Passage
from crawler.text.sought import sought

_DEALS = (
    r"(?:memorand(?:ums?|a)|mous|moas|agreements|pacts|deals|partnerships|alliances|collaborations|"
    r"affiliations|contracts|accords)"
)
# "34 memorandums", "dozens of agreements": a sum, told of a programme and not of one signing. Up to nine
# are still signed in one ceremony.
_SUM = sought(
    rf"\b(?:[1-9]\d{{1,3}}|[1-9],\d{{3}}|dozens|scores|hundreds|numerous|countless|many)\s(?:of\s)?"
    rf"(?:more than\s)?(?:\w+\s){{0,3}}?{_DEALS}\b|"
    r"(?:[1-9]\d{1,3}|[数几]十|上百|数百)(?:个|项|份|多个|余个|多项|余项|多份|余份)(?:\w{0,6})(?:协议|备忘录|联盟|医联体|合作)|"
    r"(?:협약|협정|mou|양해각서)\s?\d{2,}\s?(?:건|개)",
    re.IGNORECASE,
)
# "has signed several deals": the perfect with a vague number tells of what there is, not of what is new.
_VAGUE = sought(
    rf"\b(?:has|have|had)\s(?:\w+\s){{0,2}}(?:signed|entered|formed|established|concluded|made|developed|"
    rf"partnered|had)\s(?:\w+\s){{0,2}}(?:several|many|various|numerous|multiple|other|a number of|"
    rf"some|dozens)\b|\b(?:several|many|various|numerous|dozens of)\s(?:\w+\s){{0,2}}"
    rf"{_DEALS}\s(?:have|has|had)\b|"
    rf"\b{_DEALS}\b.{{0,60}}\bhave been (?:signed|made|concluded|formed) (?:by|with) (?:dozens|many|several)|"
    r"\b(?:various|several|numerous)\s[^.;]{0,80}\bhave been (?:signed|made|concluded|formed)\b|"
    r"\b(?:number of|many|several|some|other|most|more|few)\s(?:[\w-]+\s){0,4}"
    r"(?:hospitals|systems|universities|providers|institutions|organi[sz]ations|centers|centres)\W{1,3}"
    r"(?:such as|including|like|among them)\b",
    re.IGNORECASE,
)
# "has owned it for 20 years under an agreement", "last renegotiated in": the agreement is an old one.
_STANDS = sought(
    r"\b(?:has|have|had)\s(?:\w+\s)?(?:owned|operated|run|managed|provided|served|worked|been)\b.{0,90}"
    r"\bunder (?:an?|the|its|their)\b|\bfor (?:more than |over |nearly |the past )?(?:\d{1,3}|two|three|four|"
    r"five|six|seven|eight|nine|ten|several|many) years\b.{0,60}\bunder\b|\blast (?:renewed|renegotiated|"
    r"amended|updated)\b|(?:托管|签约|合作|共建|帮扶|挂牌|揭牌|结对|携手)[^,。;]{0,6}(?:[半一二两三四五六七八九十\d]{1,3}个?[年月]多?)"
    r"(?:来|以来|后|间|里)",
    re.IGNORECASE,
)
# A measure for a whole country: so many cities, counties, provinces are to have one.
_POLICY = sought(
    r"\b(?:in|across) (?:\d[\d,]*|all|every|most) (?:\w+ )?(?:cities|counties|provinces|districts|states|"
    r"regions|prefectures)\b|\b(?:guidelines?|directive|circular|policy document|white paper on)\b|"
    r"\d+个(?:城市|县|地市|省份)|指导意见|实施意见|印发|出台",
    re.IGNORECASE,
)
_YEARLY = sought(
    r"绩效|(?:年度|全年|半年|季度|工作|阶段性?)(?:工作)?(?:总结|报告|要点|述职|计划|盘点|亮点)|述职|建议提案|政府工作|"
    r"annual (?:report|review)|year in review|impact report|\bhighlights of (?:the year|20\d\d)|"
    r"strategic plan\b|\bfact sheet\b|业务报告|年次报告|事业报告",
    re.IGNORECASE,
)
_GAINS = sought(
    r"\b(?:csr|corporate social responsibility|ambulances?|free meals|food|donat\w+|lakhs?|crores?)\b|"
    r"救护车|善款|捐",
    re.IGNORECASE,
)
_HOSPITAL = sought(r"hospital|clinic|medical cent|医院|病院|병원", re.IGNORECASE)
# "2. X signs agreement with Y": each item of a numbered list tells of a deal of its own.
_NUMBERED = re.compile(r"\s{0,4}\(?\d{1,2}[.)、]\s?\D")
_DONE = ("sign", "enter", "team", "join", "affiliation", "letter_of_intent", "memorandum")
_HEAD = 4  # lines, the headline among them, that say what a page is


def telling(passage: Passage, best: Group | None) -> dict[str, float]:
    """The facts of telling that hold on the page and in the sentence that seems to announce."""
    head = passage.lines[:_HEAD]
    core = best.cue.line if best else None
    near = [*head, core] if core is not None and core not in head else list(head)
    found = {
        "core_sum": float(core is not None and _SUM.search(core.folded) is not None),
        "title_sum": float(passage.title is not None and _SUM.search(passage.title.folded) is not None),
        "core_vague": float(core is not None and _VAGUE.search(core.folded) is not None),
        "core_stands": float(core is not None and _STANDS.search(core.folded) is not None),
        "policy": float(any(_POLICY.search(line.folded) for line in near)),
        "yearly": float(any(_YEARLY.search(line.folded) for line in near)),
    }
    told = [line for line in passage.body[:40] if _NUMBERED.match(line.raw) and line.has(*_DONE)]
    found["numbered_deals"] = float(len(told) >= 2)
    if best is not None:
        found["venue_only"] = float(len(best.parties) >= 2 and not best.medical and _speaks_of(near))
        found["gains_only"] = float(core is not None and any(_GAINS.search(line.folded) for line in near))
    return found


def _speaks_of(lines: list[Line]) -> bool:
    """Is a hospital named, though none is a party?"""
    return any(_HOSPITAL.search(line.folded) for line in lines)


_TIED = (
    "affiliation",
    "alliance",
    "strategic_partnership",
    "tie",
    "agreement",
    "memorandum",
    "cooperation_agreement",
)


# "an agreement with … on … will be signed soon": the verb stands far from the paper.
_SIGNED_AHEAD = sought(
    r"\b(?:will|to|would|could|might|may|should) be (?:signed|inked|concluded|finali[sz]ed)\b"
)
_CLAUSE = 120  # characters between the paper and its verb


def planned_tie(line: Line) -> bool:
    """``pursuing an affiliation``, ``a partnership is being considered``: the tie is only wished for."""
    plans = line.of("plan")
    if not plans:
        return False
    for tie in line.of(*_TIED):
        for plan in plans:
            if line.folded[plan.start] >= "\uac00":
                continue
            han = line.folded[plan.start] > "\u2e80"
            passive = line.folded.startswith(("is ", "are ", "being ", "would be", "to be"), plan.start)
            ahead = _SIGNED_AHEAD.search(line.folded, plan.start, plan.end) is not None and not any(
                words.day or words.weekday is not None for words in dates.find(line.raw[plan.end :])
            )
            if 0 <= tie.start - plan.end <= (4 if han else 24) or (
                (passive or ahead) and 0 <= plan.start - tie.end <= (_CLAUSE if ahead else 12)
            ):
                low, high = min(tie.start, plan.start), max(tie.end, plan.end)
                if not any(low <= verb.start < high for verb in line.of("sign", "enter")):
                    return True
    return False
