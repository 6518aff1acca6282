"""The named facts about an article on which the verdict is weighed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from crawler.agreements.acts import acts
from crawler.agreements.cues import INSTRUMENTS, Cue
from crawler.agreements.gathering import Group
from crawler.agreements.medicine import is_of_house, offices
from crawler.agreements.medicine import medical as is_medical
from crawler.agreements.passage import Line, Passage
from crawler.agreements.pending import pending
from crawler.agreements.purchases import buys, joins
from crawler.agreements.recurrence import recurrence
from crawler.agreements.telling import planned_tie, telling
from crawler.text.sought import sought

# Kinds of page that use the same words without announcing; looked for in headline, core sentence and page.
HARD_NEGATIVES = (
    "template",
    "document",
    "standing",
    "roundup",
    "opinion",
    "tender",
    "donation",
    "purchase",
    "anniversary",
    "staff",
    "routine",
    "party_building",
    "family_doctor",
    "certificate",
    "award",
    "studio",
    "construct",
    "review",
    "fiction",
    "science",
    "school",
    "event",
    "visit",
    "ended",
    "plan",
    "past",
    "background",
    "talks",
    "chronicle",
    "court",
    "dispute",
)
# Those whose words say what a page is wherever they stand in its opening; the others are common in news too.
_TELLING = frozenset(
    {
        "template",
        "fiction",
        "court",
        "chronicle",
        "party_building",
        "family_doctor",
        "standing",
        "tender",
        "anniversary",
        "staff",
    }
)
# None of these: nobody medical acts, and nothing medical is spoken of where it counts.
_OF_MEDICINE = ("two_parties", "place_party", "medical_party", "medical_core", "medical_title")
_OPENING = 10  # sentences from the start that say what a page is; the rest of a long page is other stories
_MENU = 24  # characters; shorter list items are menus
_AROUND = 2  # sentences on either side of the one that seems to announce
_COUNTED = sought(
    r"^\W{0,3}(?:here are |these are |the following )?(?:(?!2\b)\d{1,3}|three|four|five|six|seven|eight|"
    r"nine|ten)\s(?:\w+\s){0,4}(?:hospitals?|health systems?)\b|"
    r"^\W{0,3}(?:here are |these are |the following )?(?:\d{1,3}|two|three|four|five|six|seven|eight|"
    r"nine|ten)\s(?:\w+\s){0,4}(?:partnerships?|deals?|mergers?|affiliations?|"
    r"(?:things|facts)(?! (?:to know )?about the (?:deal|partnership|affiliation|merger|agreement))|"
    r"transactions?|examples?|ways|case studies)\b|^\W{0,3}the following (?:\w+,?\s){0,5}(?:mergers|"
    r"acquisitions|partnerships|deals|transactions)\b|:\s(?:\d{1,2}|two|three|four|five|six|seven)\s(?:recent|"
    r"deals|facts|updates|things|hospitals)",
    re.IGNORECASE,
)
_TEASER = re.compile(r"(?:…|\.\.\.)\W{0,3}$")
_DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:january|"
    r"february|march|april|may|june|july|august|september|october|november|december|jan\.|feb\.|aug\.|"
    r"sept\.|oct\.|nov\.|dec\.)\s\d{1,2}|\d{1,2}月\d{1,2}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    r"[\d一二三四五六七八九十]{1,3}日|\d{1,2}일",
    re.IGNORECASE,
)
_PAPER_TITLE = re.compile(
    r"^\W{0,3}(?:template:? |draft |sample |standard )?(?:agreement|contract|affiliation agreement|"
    r"master agreement|letter of intent|clinical trial agreement)\b|.{0,20}(?:协议书|合同|范本|范文|模板)$"
)
_SLOGAN = re.compile(r"\W{0,3}(?:深化|推进|推动|加强|促进|拓展|聚焦)")  # a headline that urges is no menu
_QUESTION = re.compile(r"[?？]")
_PLACEHOLDER = sought(r"x{4,}|\[(?:name|insert|hospital|u\.s\.)|_{4,}|\*{3,}|某某", re.IGNORECASE)


def features(passage: Passage, groups: list[Group]) -> dict[str, float]:
    """Name -> value (mostly 0 or 1) of every fact that holds; what is absent is 0."""
    found: dict[str, float] = {}
    best = _leading(groups)
    core = best.cue.line if best else None
    scope = _scope(passage, core)
    if best is None:
        found["no_cue"] = 1.0
    else:
        _of_best(found, passage, best)
        _of_all(found, groups, scope)
        found |= recurrence(passage, best)
    _of_page(found, passage, core, scope)
    found["no_medicine"] = float(best is not None and not any(found.get(name) for name in _OF_MEDICINE))
    return found | telling(passage, best) | acts(passage, best) | pending(passage, best)


def _leading(groups: list[Group]) -> Group | None:
    """The group that the facts are taken from: a plain signing told beside a bare mention goes before it."""
    if not groups or groups[0].cue.kind != "bare":
        return groups[0] if groups else None
    first = groups[0]
    for other in groups[1:]:
        near = abs(other.cue.line.position - first.cue.line.position) <= _AROUND
        if other.cue.kind == "sign" and other.cue.stance == "done" and near:
            return other if len(other.parties) >= len(first.parties) else replace(first, cue=other.cue)
    return first


def _of_best(found: dict[str, float], passage: Passage, best: Group) -> None:
    cue, count = best.cue, len(best.parties)
    own = count - best.filled
    instrument = cue.line.has(*INSTRUMENTS) or (cue.kind == "sign" and _paper_before(passage, cue.line))
    stance = "plan" if cue.kind not in ("sign", "renew", "plaque") and planned_tie(cue.line) else cue.stance
    reported = stance in ("done", "future")
    medical = is_medical(passage, best)
    if offices(passage, best):
        count, medical = max(count, 2), True
    place = any(m.name.kind == "place" for m in best.parties)
    found[f"cue_{cue.kind}"] = 1.0
    found[f"stance_{stance}"] = 1.0
    found[f"{cue.kind}_{stance}"] = 1.0
    found["instrument"] = float(instrument)
    found["two_parties"] = float(count >= 2)
    found["own_two_parties"] = float(own >= 2)
    found["no_party"] = float(count == 0)
    found["medical_party"] = float(medical)
    found["sure_parties"] = float(sum(m.rank >= 3 for m in best.parties) >= 2)
    found["many_parties"] = float(count >= 6)
    found["self_party"] = float(any(m.name.kind == "self" for m in best.parties))
    found["place_party"] = float(place)
    found["complete"] = float(
        reported and count >= 2 and medical and (instrument or cue.kind in ("team", "join"))
    )
    found["complete_own"] = float(reported and own >= 2 and medical and instrument)
    found["bare_complete"] = float(
        cue.kind == "bare"
        and own >= 2
        and medical
        and cue.line.has(
            "memorandum", "agreement", "affiliation", "letter_of_intent", "strategic_partnership"
        )
    )
    _of_line(found, cue)
    found["sign_complete"] = float(cue.kind == "sign" and reported and count >= 2 and medical and instrument)
    found["unmedical_pair"] = float(count >= 2 and not medical and not place)


def _paper_before(passage: Passage, line: Line) -> bool:
    """Does the sentence before name the paper that ``line`` says was signed?"""
    if line.is_title or line.position < 1:
        return False
    before = passage.body[line.position - 1]
    return before.has(*INSTRUMENTS) and not line.has("tie")


def _of_line(found: dict[str, float], cue: Cue) -> None:
    """What the sentence of the best cue itself says, whoever its parties are."""
    papers = cue.line.has(
        "memorandum",
        "cooperation_agreement",
        "strategic_partnership",
        "letter_of_intent",
        "sister_institution",
    )
    found["donation_deal"] = float(cue.line.has("donation") and not papers)
    found["purchase_deal"] = float(buys(cue.line))
    found["early"] = float(cue.line.is_title or cue.line.position < 4)
    found["late"] = float(cue.line.position > 12)
    found["listed"] = float(cue.line.listed)
    found["dated"] = float(_DATE.search(cue.line.raw) is not None)
    found["recent"] = float(cue.line.has("recent"))
    for name in (
        "memorandum",
        "letter_of_intent",
        "strategic_partnership",
        "cooperation_agreement",
        "affiliation",
        "alliance",
        "sister_institution",
        "joint_centre",
    ):
        found[f"core_{name}"] = float(cue.line.has(name))


def _scope(passage: Passage, core: Line | None) -> list[Line]:
    """The opening and the surroundings of the core: what the verdict may look at."""
    body = list(passage.body)
    scope = body[:_OPENING]
    if core is not None and not core.is_title:
        index = core.position
        scope += [
            line for line in body[max(0, index - _AROUND) : index + _AROUND + 1] if line.position >= _OPENING
        ]
    return scope


def _of_all(found: dict[str, float], groups: list[Group], scope: list[Line]) -> None:
    places = {id(line) for line in scope}
    near = [g for g in groups if g.cue.line.is_title or id(g.cue.line) in places]
    strong = [
        g
        for g in near
        if g.cue.stance == "done" and g.cue.kind in ("sign", "enter", "team", "renew", "plaque")
    ]
    titles = [g.cue for g in near if g.cue.line.is_title]
    found["several_cues"] = float(len(strong) >= 2)
    found["many_cues"] = float(len(strong) >= 5)
    found["title_cue"] = float(any(cue.stance in ("done", "future") for cue in titles))
    found["title_sign"] = float(any(cue.kind == "sign" and cue.stance == "done" for cue in titles))
    found["title_bare"] = float(any(cue.kind == "bare" for cue in titles))
    found["any_ended"] = float(any(g.cue.stance == "ended" for g in near))
    # "its worth was not made public" denies no agreement
    found["any_negated"] = float(any(g.cue.stance == "negated" and g.cue.kind != "announce" for g in near))
    found["any_plan"] = float(any(g.cue.stance == "plan" for g in near))
    pairs = {frozenset(m.text for m in g.parties) for g in strong if len(g.parties) >= 2}
    found["many_pairs"] = float(len(pairs) >= 3)
    disjoint = [pair for pair in pairs if not any(pair & other for other in pairs if other is not pair)]
    found["disjoint_pairs"] = float(len(disjoint) >= 3)


def _of_page(found: dict[str, float], passage: Passage, core: Line | None, scope: list[Line]) -> None:
    counts: Counter[str] = Counter()
    for line in scope:
        counts.update(line.classes)
    title = passage.title
    size = max(1, len(scope))
    for name in HARD_NEGATIVES:
        if title is not None and title.has(name):
            found[f"title_{name}"] = 1.0
        if core is not None and not core.is_title and core.has(name):
            found[f"core_{name}"] = 1.0
        if counts[name] and name in _TELLING:
            found[f"page_{name}"] = 1.0
        if counts[name] >= (2 if name == "template" else 3) or (
            counts[name] >= 2 and counts[name] / size > 0.4
        ):
            found[f"full_of_{name}"] = 1.0
    found["list_page"] = float(sum(line.listed and len(line.raw) > _MENU for line in scope) >= 3)
    found["questions"] = float(sum(_QUESTION.search(line.raw) is not None for line in scope) >= 2)
    found["placeholder"] = float(any(_PLACEHOLDER.search(line.raw) for line in scope))
    found["table"] = float(sum(line.raw.count("|") >= 3 for line in scope) >= 2)
    found["teasers"] = float(
        sum(len(line.raw) >= 40 and _TEASER.search(line.raw) is not None for line in scope) >= 2
    )
    first = [line for line in (title, *scope[:3]) if line is not None]
    found["counted_headline"] = float(any(_COUNTED.search(line.raw) for line in first))
    found["instruments_on_page"] = float(sum(line.has(*INSTRUMENTS) for line in (*first, *scope[3:])) >= 2)
    found["dateless"] = float(
        passage.article.published_on is None
        and not any(line.has("recent") or _DATE.search(line.raw) for line in first + scope[3:])
    )
    found["medical_core"] = float(core is not None and (core.has("medical") or is_of_house(core)))
    found["planned_tie"] = float(
        any(planned_tie(line) for line in first) or (core is not None and planned_tie(core))
    )
    if title is not None:
        _of_title(found, title, core)


def _of_title(found: dict[str, float], title: Line, core: Line | None) -> None:
    """What the headline says of the page."""
    found["asks"] = float(title.raw.rstrip()[-1:] in ("?", "？"))
    found["title_is_paper"] = float(
        len(title.raw) < 90
        and _PAPER_TITLE.match(title.folded) is not None
        and not title.has("sign", "enter", "recent")
    )
    found["title_section"] = float(
        title.has("section")
        and len(title.raw) < 45
        and not title.has("sign", "enter", "team")
        and not _SLOGAN.match(title.folded)
    )
    found["medical_title"] = float(is_of_house(title))
    if buys(title) and not (core is not None and joins(core)):
        found["purchase_deal"] = 1.0
