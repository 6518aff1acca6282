"""Noise that a machine put into genuine text: readings in brackets, emoji, lost bytes, watermarks, tags."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from crawler.junk.finding import Finding
from crawler.junk.lexicon import common_characters, script_marks, variants
from crawler.junk.normal import HAN
from crawler.junk.subject import Subject

_SYLLABLE = "[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]"
_READING = re.compile(rf"(?<=[{HAN}])(?:\(\s?{_SYLLABLE}{{1,6}}\s?\)){{1,3}}")
_LETTER_READING = re.compile(rf"(?<![A-Za-z])[A-Z]\({_SYLLABLE}{{1,6}}\)(?=[{HAN}])")
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
_IN_RUNS = 0.6  # of the readings: a poem's are nearly all, a kit's here and there two
_OPENING = re.compile(r"[。！？\n]")
_BATCH = re.compile(r"(?<![A-Za-z0-9])[a-z]{2,3}\d{6,10}(?![A-Za-z0-9])")
_INVITES = re.compile("本站|网址|網址|记住|記住|收藏|更多精彩")


def find(subject: Subject) -> list[Finding]:
    """All kinds of noise in the text and the headline."""
    if not subject.text:
        return []
    return [
        *_readings(subject),
        *_emoji(subject),
        *_lost_bytes(subject),
        *_watermarks(subject),
        *_tags(subject),
    ]


def without_readings(headline: str) -> str:
    """A headline without bracketed readings, for a page whose text a kit wrote them into."""
    return _READING.sub("", headline)


def _readings(subject: Subject) -> list[Finding]:
    """Bracketed readings behind some characters. A reader for learners glosses nearly all characters, or a
    few chosen words; a kit glosses the same characters again and again, a tenth to a half of all.
    """
    text = subject.text
    found = list(_READING.finditer(text))
    letters = list(_LETTER_READING.finditer(text))
    if sum(len(one.group()) > 3 for one in found) < len(found) / 2:
        found = []  # (a), (b), (c) number a list
    if _glosses_words(found):
        found = []  # a book for learners reads one character after the other
    if not found and not letters:
        return []
    glossed = [text[match.start() - 1] for match in found]
    han = len(re.findall(rf"[{HAN}]", text)) or 1
    share = len(found) / han
    words = sum(
        1
        for match in found
        if len(re.findall("[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+", match.group())) > 1 + match.group().count(")(")
    )
    again = len(glossed) - len(set(glossed))
    common = sum(char in common_characters() for char in glossed)
    machine = again >= 2 or len(found) >= 12 or common >= len(found) / 2
    kit = len(found) >= 6 and 0.03 <= share <= 0.62 and machine and not words
    kit = kit or (len(found) >= 4 and share <= 0.2 and common >= 0.8 * len(found) and not words)
    converted = _of_conversion(glossed) and not words
    kit = kit or converted
    decisive = len(found) >= 10 or (len(found) >= 6 and share >= 0.08) or converted
    reason = "a machine wrote readings behind some characters"
    lost = "a Latin letter with a reading stands for a lost character"
    return [
        *(
            Finding(
                "bracketed_reading",
                "N1",
                "noise",
                0.4,
                "text",
                one.group(),
                reason,
                *one.span(),
                "cut",
                decisive,
            )
            for one in (found if kit else [])
        ),
        *(
            Finding("letter_with_reading", "N1", "noise", 1.0, "text", one.group(), lost, *one.span())
            for one in letters[:20]
        ),
    ]


def _glosses_words(found: list[re.Match[str]]) -> bool:
    """Whether most readings follow the reading of the character just before."""
    runs = sum(right.start() - left.end() == 1 for left, right in pairwise(found))
    return len(found) >= 4 and runs >= _IN_RUNS * len(found)


def _of_conversion(glossed: list[str]) -> bool:
    """Whether the readings stand behind the characters that a kit converted to the other script: nobody else
    picks out just those.
    """
    _, full = script_marks()
    return len(set(glossed)) >= 3 and sum(char in full for char in glossed) >= 0.8 * len(glossed)


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
        any(_HALF_TAG.search(match.group()) for match in found) and bool(_LETTER_READING.search(subject.text))
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
