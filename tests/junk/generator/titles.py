"""Mutators of headlines and fields (vectors T and M)."""

from __future__ import annotations

import json
import random

from tests.junk.generator import brands
from tests.junk.generator.injected import Injected, choice, phrases, spoilt
from tests.junk.generator.pages import CleanPage, changed

_SEPARATORS = ["|", "_", "-", "、", ",", " - ", " | ", "——"]


def _list(page: CleanPage, rng: random.Random, held_out: bool, strength: int) -> str:
    _, items = phrases(page, rng, held_out, strength + 1)
    joined = items[0]
    separators = rng.sample(_SEPARATORS, 2)
    for item in items[1:]:
        joined += rng.choice(separators) + item
    return joined


def prefix(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """T1: a list before the headline in ``<title>``; strong: h1 gone, so that only the title is left."""
    rng = choice(page, "T1", strength, held_out, seed)
    junk = _list(page, rng, held_out, strength)
    raw = junk + rng.choice(["|", "_", " - ", "-"]) + page.title
    parts = changed(page, head_title=raw, h1=page.title if strength < 3 else None, og_title=None)
    return spoilt(
        page, "T1", strength, parts, (junk,), left="other" if strength < 3 else "only", held_out=held_out
    )


def glued(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """T1n: a brand before the headline with nothing between."""
    rng = choice(page, "T1n", strength, held_out, seed)
    brand = brands.han(rng, held_out) if rng.random() < 0.7 else brands.coded(rng, held_out)
    junk = brand.phrases[0] if rng.random() < 0.7 else brand.name + rng.choice(["登录", "app下载", "手机版"])
    parts = changed(
        page, head_title=junk + page.title, h1=page.title if strength < 3 else None, og_title=None
    )
    return spoilt(
        page, "T1n", strength, parts, (junk,), left="other" if strength < 3 else "only", held_out=held_out
    )


def suffix(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """T2: advertising in the place of the site's name."""
    rng = choice(page, "T2", strength, held_out, seed)
    junk = _list(page, rng, held_out, strength)
    raw = page.title + rng.choice(["-", "_", " | ", " – "]) + junk
    parts = changed(page, head_title=raw, h1=page.title if strength < 3 else None, og_title=None)
    return spoilt(
        page, "T2", strength, parts, (junk,), left="other" if strength < 3 else "only", held_out=held_out
    )


def replaced(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """T3: the whole title; og too at 2; h1 too at 3, where only the listing's anchor is left."""
    rng = choice(page, "T3", strength, held_out, seed)
    junk = _list(page, rng, held_out, 3)
    parts = changed(page, head_title=junk, og_title=junk if strength >= 2 else page.title, h1=page.title)
    return spoilt(page, "T3", strength, parts, (junk,), held_out=held_out)


def encoded(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """T4: entities, zero-width characters, full width, letters spaced out."""
    rng = choice(page, "T4", strength, held_out, seed)
    brand = brands.han(rng, held_out)
    plain = brand.phrases[0] + "_" + brand.phrases[1]
    disguise = rng.choice(["decimal", "hex", "double", "zero", "spaced", "wide"])
    shown = {
        "decimal": "".join(f"&#{ord(char)};" for char in plain),
        "hex": "".join(f"&#x{ord(char):x};" for char in plain),
        "double": "".join(f"&amp;#{ord(char)};" for char in plain),
        "zero": "\u200b".join(plain),
        "spaced": " ".join(plain.replace("_", "")),
        "wide": "Ｖｏｌｔａｂｅｔ　Ｃａｓｉｎｏ　ｌｏｇｉｎ",
    }[disguise]
    parts = changed(
        page, head_title=shown + "|" + page.title, h1=page.title if strength < 3 else None, og_title=None
    )
    return spoilt(
        page, "T4", strength, parts, (), left="other" if strength < 3 else "only", held_out=held_out
    )


def heading(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """T5: the h1 replaced, the title clean; the breadcrumb too at 2."""
    rng = choice(page, "T5", strength, held_out, seed)
    junk = _list(page, rng, held_out, 3)
    parts = changed(
        page, h1=junk, crumb=f"{page.parts.crumb} > {junk}" if strength >= 2 else page.parts.crumb
    )
    return spoilt(page, "T5", strength, parts, (junk,), held_out=held_out)


def meta(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """M1: keywords and description."""
    rng = choice(page, "M1", strength, held_out, seed)
    junk = ",".join(phrases(page, rng, held_out, 3)[1])
    rows = (
        (("keywords", junk),)
        if strength == 1
        else (("keywords", junk), ("description", junk.replace(",", "，")))
    )
    return spoilt(page, "M1", strength, changed(page, meta=rows), (junk,), held_out=held_out)


def described(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """M2: og:title, or the headline or an offer in JSON-LD."""
    rng = choice(page, "M2", strength, held_out, seed)
    junk = _list(page, rng, held_out, 2)
    if strength == 1:
        parts = changed(page, og_title=junk)
    else:
        node = (
            {"@type": "NewsArticle", "headline": junk}
            if strength == 2
            else {"@type": "Product", "name": junk, "offers": {"@type": "Offer", "price": "1"}}
        )
        parts = changed(page, json_ld=json.dumps(node, ensure_ascii=False))
    return spoilt(page, "M2", strength, parts, (junk,), held_out=held_out)
