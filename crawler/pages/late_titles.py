"""The headline, settled once the body is known: by the lines beside it and by what it says."""

from __future__ import annotations

import re

from crawler.model import FieldCandidate
from crawler.pages.body import Body
from crawler.pages.edges import is_date_line
from crawler.pages.lines import Outline, weigh
from crawler.pages.measures import title_pieces
from crawler.pages.noise import noise_kind
from crawler.pages.titles import LONGEST, segments, spoken_of
from crawler.text.normal import comparable

# Rules that say of a line only that it is not the body's.
_UNJUDGED = frozenset(
    ("outside the body", "about the article", "caption", "beside the article", "share and tools")
)
# A headline stands so near above the body, or among its first lines where nothing marks it.
_ABOVE, _WITHIN = 6, 3
_SMALLEST, _LARGEST = 16, 200
_SENTENCE_END = re.compile(r"[.。!！;；,，:：、]\s?[\"'”’」』）)]{0,2}$")
# Origins that stand for the article itself, outside of the page or by its own system.
_SURE = frozenset(("selector", "system", "listing", "previous"))
# What a page's ``<title>`` alone supports may be the site's name or a section: short, and no sentence.
_TITLE_ONLY = frozenset(("title", "title_whole", "above_body", "first_line", "breadcrumb"))
_LONGEST_NAME = 48
_SAYS = re.compile(r"[，。：:！!？?“”\"…、]")
# A work's title alone on its line: a poem's, a film's.
_WORK = re.compile(r"[《「『“\"][^》」』”\"]{1,80}[》」』”\"]$")


def late_titles(outline: Outline, body: Body) -> list[FieldCandidate]:
    """Candidates that are known only after the body: the lines just above it (nearest first), its first
    lines, the breadcrumb's last part.
    """
    found: list[FieldCandidate] = []
    if body.rows:
        first = body.rows[0]
        for row in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
            if _may_head(outline, row) and body.rules.get(row) in _UNJUDGED:
                found.append(FieldCandidate(outline.lines[row].text, "above_body", len(found)))
        found += [
            FieldCandidate(outline.lines[row].text, "first_line", place)
            for place, row in enumerate(body.rows[:_WITHIN])
            if (place == 0 and outline.lines[row].size < _LARGEST) or _may_head(outline, row)
        ]
    for row, rule in sorted(body.rules.items()):
        if rule == "breadcrumb":
            tail = re.split(r"[>»›/＞→]", outline.lines[row].text)[-1].strip()
            if comparable(tail):
                found.append(FieldCandidate(tail, "breadcrumb"))
            break
    return found


def _may_head(outline: Outline, row: int) -> bool:
    """Whether the line is one that may head an article: short, no link, no sentence, no noise, no date."""
    line = outline.lines[row]
    return (
        _SMALLEST <= line.size <= _LARGEST
        and line.linked < line.size / 2
        and not _SENTENCE_END.search(line.text)
        and not noise_kind(line.text)
        and not is_date_line(line.text)
    )


def settle(
    best: FieldCandidate | None, found: list[FieldCandidate], outline: Outline, body: Body
) -> FieldCandidate | None:
    """The vote's winner, unless little stands for it, and a line at the body's head says more of the text.

    Little stands for what only ``<title>`` says, or what is no longer than a section's name and not spoken
    of: the site's name, a section, a planted title beside a headline in a bare element.
    ``found`` are all candidates, the late ones among them.
    """
    if best is not None and best.origin in _SURE:
        return best
    near = [candidate for candidate in found if candidate.origin in ("above_body", "first_line")]
    described = _described(found, near)
    if described and not (best and comparable(best.text) in comparable(described.text)):
        return described
    near = [candidate for candidate in near if _heads(candidate)]
    keys = {comparable(candidate.text) for candidate in near}
    key = comparable(best.text) if best else ""
    if key in keys:
        return best
    said = " ".join(outline.keys[row] for row in body.rows if outline.keys[row] not in keys)
    parts = [comparable(part) for part in segments(best.text)] if best else []
    share, count = _weight(best.text, said) if best else (0.0, 0)
    for_it = {other.origin for other in found if key and key in comparable(other.text)} - _TITLE_ONLY
    section = count <= 1 and share <= 0.1 and len(key) <= _SMALLEST and for_it <= {"h1", "h2"}
    # A heading that is all link leads home, as logos do.
    section = section or (for_it <= {"h1", "h2"} and _leads_home(outline, key))
    if best is not None and ((for_it and not section) or not (_is_name(best.text) or share <= 0.2)):
        return best
    for candidate in near:
        own_share, own_count = _weight(candidate.text, said)
        named = share <= 0.2 or any(part and part in comparable(candidate.text) for part in parts)
        named = named or (len(parts) > 1 and own_count >= 3 * count)
        enough = 2 if own_share >= 0.6 and share == 0 else 3
        if named and own_share >= 0.4 and own_count >= max(enough, 2 * count):
            return FieldCandidate(candidate.text, candidate.origin, candidate.index)
    return best


def _described(found: list[FieldCandidate], near: list[FieldCandidate]) -> FieldCandidate | None:
    """The line beside the body that the page's own data name as the article's headline: an ``h1`` farther
    off that says something else was written for search engines.
    """
    # Letter by letter: a line that lacks a mark runs a headline and the words above it together.
    stated = {candidate.text.casefold() for candidate in found if candidate.origin == "jsonld"}
    return next((line for line in near if line.text.casefold() in stated), None)


def _heads(candidate: FieldCandidate) -> bool:
    """Whether the line may be a headline and no paragraph: it ends no sentence."""
    text = candidate.text
    if len(text) > LONGEST or _SENTENCE_END.search(text) or _WORK.match(text):
        return False
    return not noise_kind(text)


def _leads_home(outline: Outline, key: str) -> bool:
    lines = [line for line, own in zip(outline.lines, outline.keys, strict=True) if own == key]
    return bool(lines) and all(line.linked >= 0.9 * line.size for line in lines)


def _is_name(text: str) -> bool:
    return weigh(text) <= _LONGEST_NAME and not _SAYS.search(text)


def _weight(title: str, said: str) -> tuple[float, int]:
    """The share of a title's pieces that the text says, and how many they are."""
    share = spoken_of(title, said)
    return share, round(share * len(title_pieces(title)))
