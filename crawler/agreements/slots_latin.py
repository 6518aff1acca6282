"""What a name does in an English sentence: sign, host, watch, report, own."""

from __future__ import annotations

import re

from crawler.agreements.asides_latin import is_aside
from crawler.agreements.coordinated import beside_house, signs_with
from crawler.agreements.cues import Cue
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.agreements.tokens_latin import is_acronym, words
from crawler.text.sought import sought

_WITNESS = sought(
    r"\b(?:in the presence of|in presence of|(?:at|in|under) the witness of|in the witness of|"
    r"witnessed by|attended by|accompanied by|presided over|"
    r"graced by|overseen by|"
    r"facilitated by|supported by|sponsored by|organi[sz]ed by|hosted by|also present|"
    r"on the sidelines of|under the patronage of|"
    r"before (?=(?:vice|minister|president|sheikh|prime|chancellor)\b))",
    re.IGNORECASE,
)

_PLACE_BEFORE = re.compile(
    r"\b(?:at|in|inside|near|held at|headquarters of|campus of|venue of|visited|visiting|visit to|"
    r"toured|tour of|staff of|"
    r"doctors from|experts from|professor at|graduate of|alumni of|located at|opened at|"
    r"such as|including|like|unlike|"
    r"statement of|statement from|release from|according to|told|reported by|published by|"
    r"via)\s(?:(?:the|its|their)\s)?$",
    re.IGNORECASE,
)

_OFFICERS_OF = sought(
    r"\b(?:officials|leaders|executives|representatives|administrators|trustees|stakeholders|delegates|"
    r"heads|members|officers|management|directors|dignitaries)\s(?:at|of|from|with|in)\s(?:the\s)?$",
    re.IGNORECASE,
)

_OWNER_BEFORE = sought(
    r"\b(?:part of|one of|some of|(?:which|that|who) (?:operates|runs|owns|manages|oversees|includes)|"
    r"subsidiary of|unit of|arm of|division of|owned by|run by|"
    r"operated by|based in|under|parent|parent company|"
    r"chain of|brand of|company of|hospital of|hospitals of|clinics of|facility of|led by|headed by|"
    r"backed by|funded by|approved by|"
    r"accredited by|recogni[sz]ed by|ranked by|named by|awarded by|behind)\s(?:the\s)?$",
    re.IGNORECASE,
)

# "a subsidiary of X" signs where the subsidiary has no name; X stands for it.
_UNNAMED_ARM = sought(
    r"(?<!, )(?<!, a )(?<!, an )\b(?:subsidiaries|affiliates) of (?:the )?$|"
    r"\b(?:with|by|and|to|between)\s(?:a|an)\s(?:[\w-]+\s)?(?:subsidiary|unit|affiliate|division|arm|branch)"
    r"\sof\s(?:the\s)?$",
    re.IGNORECASE,
)

# "… with Aldern Ltd. Jane Doe, president of X, said": the stop of an abbreviation that ended the sentence.
_NEXT_SENTENCE = sought(
    r"(?:\b(?:Ltd|Inc|Corp|Co|LLC|Bhd)|\b[A-Z]\.[A-Z])\.\s(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?"
    r"[A-Z][\w'’-]+\s(?:[A-Z][\w'’.-]*\s){0,2}[A-Z][\w'’-]+,\s(?:[a-z]|CEO|M\.?D|Ph)"
)

# "sign MoU to equip X Medical Centre": the house that it is for.
_PURPOSE = sought(
    r"\bto\s(?:(?:enhance|equip|re-?build|build|establish|open|re-?open|upgrade|improve|renovate|refurbish|create|"
    r"strengthen|expand|extend|construct|modernis|modernize|furnish|found|fund|finance|complete|save|rescue|name)e?"
    r"\s(?:and\s|up\s)?){1,2}(?:the\s|a\s|an\s)?$"
)

_CALLED = sought(
    r"\b(?:visit(?:ed|ing|s to| to)|called (?:at|on)|went to|travell?ed to|received (?:at|by))\s(?:the\s)?$"
)

_FOR_WHOM = sought(
    r"\b(?:agreement|contract|deal|pact|stability|"
    r"support)\sfor\s(?:the\s)?$",
    re.IGNORECASE,
)
_HAND_OVER = ("join", "team")

_STRONG_BEFORE = re.compile(
    r"\b(?:with|between|by|among|and|joined|joins|joining|join|for|,|&|plus|both|from|into|part of|"
    r"member of|of|to|through|represented by)\s(?:the\s|its\s|india's\s|partner\s|partners\s)?$",
    re.IGNORECASE,
)

_PERSON_AFTER = re.compile(
    r"^,?\s(?:M\.?D|Ph\.?D|RN|JD|MBA|OBE|said|told|stated|added|noted|remarked|explained|spoke|called|"
    r"thanked|signed for|who|"
    r"president|director|chief|chairman|chairperson|ceo|dean|minister|vice|head|rector|professor|"
    r"general|mayor|executive|secretary|founder)\b",
    re.IGNORECASE,
)

_BARE_STRONG = re.compile(
    r"(?:\b(?:with|between|partner|partners|firm|company|giant|group|joined|joins|among)\s(?:the\s)?|"
    r"^|,\s|\band\s(?:the\s)?|\bby\s(?:the\s)?|&\s)$",
    re.IGNORECASE,
)


def rank(line: Line, name: Name, cue: Cue) -> int:
    """How surely ``name`` is a party in this sentence: 3 surely, 2 likely, 1 perhaps, 0 no."""
    before, after = line.raw[max(0, name.start - 60) : name.start], line.raw[name.end : name.end + 40]
    if name.kind == "self":
        return 3
    if _witnessed(line, name, cue) or is_aside(line, name, cue, before, after):
        return 0
    if cue.line is line and cue.end < name.start and _NEXT_SENTENCE.search(line.raw, cue.end, name.start):
        return 1
    if _OFFICERS_OF.search(before):
        return 0 if name.generic else 2
    if _CALLED.search(before) and cue.line is line and cue.start > name.end:
        return 2  # "visited X and signed"
    if _PLACE_BEFORE.search(before):
        return 0 if not (cue.kind in _HAND_OVER and re.search(r"\b(?:from)\s(?:the\s)?$", before)) else 1
    if _PURPOSE.search(before) and cue.line is line and cue.end <= name.start:
        return 1
    if _UNNAMED_ARM.search(before):
        return 2
    if _OWNER_BEFORE.search(before):
        member = cue.kind == "join" and re.search(
            r"\b(?:part of|member of|under)\s(?:the\s)?$", before, re.IGNORECASE
        )
        return 2 if member else 0
    if name.kind == "bare":
        return _bare(line, name, cue)
    if name.generic or (_AGENT.search(before) and (_nobodys(name) or _STATE_BEFORE.search(before))):
        return 0
    if _FOR_WHOM.search(before) and cue.line is line and cue.end < name.start:
        return 3 if after.startswith(" to ") else 1  # "a management agreement for X Hospital"
    if (
        _STRONG_BEFORE.search(before)
        or name.start < 4
        or line.raw[: name.start].strip().lower() in ("the", "on behalf of")
    ):
        return 3
    return 2


_AGENT = sought(r"\b(?:represented by|acting through|through)\s(?:the\s|its\s)?$")


# "The UAE, represented by its Ministry of Foreign Affairs": the state signs.
_STATE_BEFORE = re.compile(
    r"(?:^|\W)(?:UAE|UK|USA|(?:Republic|Kingdom|State|Sultanate|Government) of [A-Z]\w+),\s"
    r"represented by\s(?:the\s|its\s)?$"
)


def _nobodys(name: Name) -> bool:
    """``X University, represented by the Medical Sciences Center``: a part without a name of its own."""
    lows = name.text.lower().split()
    return all(
        low in words("generic_part") or low in words("head") or low in words("medical") for low in lows
    )


def _witnessed(line: Line, name: Name, cue: Cue) -> bool:
    for match in _WITNESS.finditer(line.raw, 0, name.start):
        between = line.raw[match.end() : name.start]
        if (cue.start > match.end() and cue.start < name.start) or ";" in between:
            continue
        return True
    return False


_APPOSED = re.compile(r"^(?:\.|$|,(?!\s(?:and|&|[A-Z])))")

_TOWN_BEFORE = re.compile(r"(?:[A-Z]{2,}|Hospital|University|Institute|College|Clinic|Center|Centre), $")


def _bare(line: Line, name: Name, cue: Cue) -> int:
    """A proper name without a word of organisations: only in a party's place, never a person."""
    before, after = line.raw[max(0, name.start - 60) : name.start], line.raw[name.end : name.end + 40]
    if is_acronym(name.text) and re.match(
        r"^\s(?:director|president|chief|chairman|ceo|dean|rector)\b", after, re.IGNORECASE
    ):
        return 2 if cue.kind == "sign" else 1
    if _PERSON_AFTER.match(after) or (before.endswith(", ") and _APPOSED.match(after)):
        return 0  # a person, or the town after a name
    if _TOWN_BEFORE.search(before) and " " not in name.text and not re.match(r"^(?:,| and| &)", after):
        return 0  # "with IIM, Indore came"
    if before.endswith(", ") and line.raw.count(f", {name.text}") >= 2:
        return 0  # "X Institute, Bhopal and the Y University, Bhopal"
    parts = name.text.split()
    acronym = (
        is_acronym(name.text)
        or any(is_acronym(part) for part in parts)
        or re.search(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLe)(?<=[a-z])[A-Z]", name.text) is not None
    )
    if (acronym and re.match(r"^\s(?:and|with|&)\s", after)) or re.search(r"\brepresented by\s$", after):
        return 2
    if acronym and 0 <= cue.start - name.end <= 12 and cue.line is line:
        return 2
    if (
        len(parts) == 1
        and re.match(r"^\sand\s(?:the\s)?[A-Z]", after)
        and re.search(r"(?:,|:|\band|\bwith|\bbetween|\bby)\s$", before)
    ):
        return 2
    if beside_house(line.raw, name.start, name.end) or signs_with(line.raw, name.start, name.end):
        return 2
    if not _BARE_STRONG.search(before):
        return 1 if acronym and name.aliases else 0
    if re.search(
        r"\b(?:signed|inked|agreement|mou|memorandum|pact|partnership)\swith\s(?:the\s)?$",
        before,
        re.IGNORECASE,
    ):
        return 2
    if len(parts) in (2, 3) and not acronym and not name.aliases:
        return (
            1
            if re.search(r"\b(?:with|between|partner|firm|company|giant)\s(?:the\s)?$", before, re.IGNORECASE)
            else 0
        )
    return 2 if acronym or re.search(r"\b(?:with|between)\s(?:the\s)?$", before, re.IGNORECASE) else 1
