"""The record of a spoilt page, and the choice of what is planted on it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.junk.generator import brands
from tests.junk.generator.brands import Brand
from tests.junk.generator.pages import CleanPage, Parts, render


@dataclass(frozen=True)
class Injected:
    """A spoilt page with the truth: what was planted (as it reads), the clean headline (``None`` where it
    cannot be had back), the clean text, and where the headline still stands (``other``, ``only``, ``none``).
    """

    page: CleanPage
    vector: str
    strength: int
    body: bytes
    url: str
    junk: tuple[str, ...]
    title: str | None
    text: str
    left: str = "other"
    held_out: bool = False
    verdicts: frozenset[str] = frozenset({"injected"})
    owner_known: bool = False
    text_only: tuple[str, str] | None = None
    names_replaced: tuple[str, ...] = ()


def spoilt(
    page: CleanPage, vector: str, strength: int, parts: Parts, junk: tuple[str, ...], **more: object
) -> Injected:
    """An :class:`Injected` whose headline and text stay the page's unless told otherwise."""
    facts: dict[str, object] = {"url": page.url, "title": page.title, "text": page.text}
    facts.update(more)
    return Injected(page=page, vector=vector, strength=strength, body=render(page, parts), junk=junk, **facts)  # type: ignore[arg-type]


def choice(page: CleanPage, vector: str, strength: int, held_out: bool, seed: int) -> random.Random:
    """The source of chance of one mutation."""
    return random.Random(f"{seed}/{page.number}/{vector}/{strength}/{held_out}")


def phrases(page: CleanPage, rng: random.Random, held_out: bool, count: int) -> tuple[Brand, list[str]]:
    """A brand and search phrases about it: Chinese lists mostly, else in the page's or another language."""
    kind = rng.random()
    if kind < 0.4:
        brand = brands.han(rng, held_out)
        return brand, list(brand.phrases[:count])
    if kind < 0.6:
        brand = brands.porn(rng, held_out)
        return brand, list(brand.phrases[:count])
    if kind < 0.75:
        brand = brands.latin(rng, held_out)
        return brand, list(brand.phrases[:count])
    brand = brands.latin(rng, held_out)
    language = (
        page.language
        if page.language in brands.PHRASES and rng.random() < 0.5
        else rng.choice(sorted(brands.PHRASES))
    )
    listed = [phrase.format(b=brand.name) for phrase in brands.PHRASES[language]]
    rng.shuffle(listed)
    return brand, (listed + listed)[:count] if count <= len(listed) else listed


def sentence(page: CleanPage, rng: random.Random, held_out: bool) -> str:
    """An advertising sentence: of the page's language, or of another."""
    brand = brands.han(rng, held_out) if page.language.startswith("zh") else brands.latin(rng, held_out)
    own = "zh" if page.language.startswith("zh") else page.language
    keys = [own] if own in brands.SENTENCES and rng.random() < 0.6 else sorted(brands.SENTENCES)
    return brands.SENTENCES[rng.choice(keys)].format(b=brand.name)
