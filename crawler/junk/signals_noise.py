"""Noise that a machine put into genuine text: readings in brackets, emoji, lost bytes, watermarks, tags."""

from __future__ import annotations

import re
from collections import Counter

from crawler.junk import signals_readings
from crawler.junk.finding import Finding
from crawler.junk.lexicon import variants
from crawler.junk.normal import HAN
from crawler.junk.signals_readings import LETTER_READING
from crawler.junk.subject import Subject

_EMOJI_ONE = (
    "[\U0001f000-\U0001fbff\u2600-\u27bf\u2b00-\u2bff\U0001f780-\U0001f7ff\u25a0-\u25ff\u2300-\u23ff]"
)
_EMOJI = re.compile(rf"{_EMOJI_ONE}(?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff\u2640\u2642]|{_EMOJI_ONE})*")
_RARE = re.compile("[\U0001f130-\U0001f1e5\U0001f700-\U0001f8ff\u2648-\u2653\u2654-\u265f]")
_LOST = re.compile(rf"[{HAN}]\?[!/][^\s]{{0,12}}|[{HAN}]\?/?[a-z]{{1,8}}>")
_LAST_WHOLE = re.compile(rf"([{HAN}])\?!(?=[{HAN}])")
_HALF_TAG = re.compile(r"\?/?[a-z]{1,8}>")
_ASKING = frozenset("吗嗎么麼呢啊吧了呀哦嘛谁誰")  # people do ask and call out in one breath
_TAG_LINE = re.compile(r"</?[a-z]{1,12}(?:\s+id=\"([a-z0-9]{4,8})\")?>")
_OPENING = re.compile(r"[。！？\n]")
_BATCH = re.compile(r"(?<![A-Za-z0-9])[a-z]{2,3}\d{6,10}(?![A-Za-z0-9])")
# What programs that post doorway pages leave behind where their own store is missing.
KIT_ERROR = re.compile("sqlite not installed|sql module not found")
_INVITES = re.compile("本站|网址|網址|记住|記住|收藏|更多精彩")


def find(subject: Subject) -> list[Finding]:
    """All kinds of noise in the text and the headline."""
    if not subject.text:
        return []
    return [
        *signals_readings.find(subject),
        *_emoji(subject),
        *_lost_bytes(subject),
        *_watermarks(subject),
        *_tags(subject),
    ]


def _emoji(subject: Subject) -> list[Finding]:
    """Emoji inside formal Chinese, Japanese or Korean prose, where the headline has none and none opens or
    closes a line as decoration does.
    """
    if subject.script not in {"han", "kana", "hangul"}:
        return []
    text = subject.text
    found = list(_EMOJI.finditer(text))
    if len(found) < 3 or _EMOJI.search(subject.title):
        return []
    inside = [match for match in found if _within_prose(text, match)]
    odd = sum(
        1
        for match in found
        if "\u200d" in match.group()
        or _RARE.search(match.group())
        or "\U0001f3fb" <= match.group()[-1] <= "\U0001f3ff"
    )
    lively = len(re.findall("[!！~～🎉]|啦|哦|呀|吧|嗨|亲爱", text))
    before_comma = sum(1 for match in found if text[match.end() : match.end() + 1] in ",，、;；。.")
    glued = sum(
        1
        for match in found
        if re.match(rf"[{HAN}]", text[match.end() : match.end() + 1] or " ")
        and text[match.start() - 1 : match.start()] not in ",，。！!\n "
    )
    if len(inside) < 3 or lively > len(found) / 3 or (not odd and before_comma + glued < 0.6 * len(found)):
        return []
    weight = 1.0 if odd < 2 else 1.6
    decisive = odd >= 2 or glued >= 3
    return [
        Finding(
            "emoji_in_prose",
            "N2",
            "noise",
            weight / 2,
            "text",
            match.group(),
            "emoji stand inside formal prose where nobody writes them",
            *match.span(),
            "cut",
            decisive,
        )
        for match in found
    ]


def _within_prose(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return bool(before.strip()) and (after in ",，、;；。." or re.match(rf"[{HAN}\w]", after) is not None)


def _lost_bytes(subject: Subject) -> list[Finding]:
    if subject.script != "han":
        return []
    found = list(_LOST.finditer(subject.text))[:20]
    if not found:
        return []
    cut_off = [char for char in _LAST_WHOLE.findall(subject.text)[:40] if char not in _ASKING]
    before = Counter(min(variants(char)) for char in cut_off)
    # One character that loses its follower again and again, or half a tag beside a character's reading.
    decisive = max(before.values(), default=0) >= 2 or (
        any(_HALF_TAG.search(match.group()) for match in found) and bool(LETTER_READING.search(subject.text))
    )
    return [
        Finding(
            "lost_bytes",
            "N4",
            "noise",
            0.7,
            "text",
            match.group(),
            "bytes were lost when the text was copied by a machine",
            *match.span(),
            "",
            decisive,
        )
        for match in found
    ]


def _watermarks(subject: Subject) -> list[Finding]:
    """A phrase with a code or an address that repeats at the seams of a Chinese text's sentences."""
    if subject.script != "han":
        return []
    text = subject.text
    found: list[Finding] = []
    for phrase, places in _repeated_openings(text).items():
        reason = "one phrase with a code or an address repeats between sentences"
        found += [
            Finding(
                "watermark",
                "N5",
                "noise",
                0.8,
                "text",
                phrase,
                reason,
                at,
                at + len(phrase),
                "cut",
                len(places) >= 3,
            )
            for at in places
        ]
    for code, count in Counter(_BATCH.findall(text)).items():
        places = [match.start() for match in re.finditer(re.escape(code), text)]
        if count < 2 or not any(_INVITES.search(text[max(0, at - 20) : at]) for at in places):
            continue
        for at in places:
            start = _lead(text, at)
            found.append(
                Finding(
                    "batch_code",
                    "N5",
                    "noise",
                    0.9,
                    "text",
                    text[start : at + len(code)],
                    "a batch's code stands in place of a source and invites to come again",
                    start,
                    at + len(code),
                    "cut",
                    True,
                )
            )
    return found


def _repeated_openings(text: str) -> dict[str, list[int]]:
    """Phrases of at least ten characters with letters and digits that open two or more sentences."""
    openings: dict[str, list[int]] = {}
    for match in _OPENING.finditer(text):
        head = text[match.end() : match.end() + 10]
        if len(head) == 10 and re.search("[A-Za-z]", head) and re.search(rf"[{HAN}\\d]", head):
            openings.setdefault(head, []).append(match.end())
    found = {}
    for head, places in openings.items():
        if len(places) < 2:
            continue
        size = len(head)
        while (
            size < 60
            and len({text[at : at + size + 1] for at in places}) == 1
            and text[places[0] + size : places[0] + size + 1] not in "\n。"
        ):
            size += 1
        phrase = text[places[0] : places[0] + size]
        if re.search(r"\d", phrase) and re.search(r"\.[a-z]{2,8}|[A-Za-z]{2,4}\d", phrase):
            found[phrase] = places
    return found


def _lead(text: str, start: int) -> int:
    """Take in the words of the same clause that invite to the code."""
    at = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    clause = text[at:start]
    return (
        at if 0 < len(clause) < 30 and _INVITES.search(clause) and not re.search("[:：]$", clause) else start
    )


def _tags(subject: Subject) -> list[Finding]:
    """Tags with one random id left over as text."""
    found = list(_TAG_LINE.finditer(subject.text))[:200]
    ids = Counter(match.group(1) for match in found if match.group(1))
    if not ids or ids.most_common(1)[0][1] < 2:
        return []
    return [
        Finding(
            "kit_tags",
            "N6",
            "noise",
            0.8,
            "text",
            match.group(),
            "empty tags with one random id, a copying kit's trace",
            *match.span(),
            "cut",
            True,
        )
        for match in found
    ]
