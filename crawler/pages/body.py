"""Which of the page's lines are the article's body, and by which rule the others are not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.model import Removal
from crawler.pages.blocks import block_digest
from crawler.pages.edges import cut_above_headline, cut_credits, trim_edges
from crawler.pages.features import measure, names
from crawler.pages.forest import load_forest
from crawler.pages.hints import BIT
from crawler.pages.lines import Outline
from crawler.pages.measures import LONG, Facts
from crawler.pages.noise import certain_kinds
from crawler.pages.smoothing import cut_closing, fill
from crawler.text.normal import comparable

# Where the forest is undecided, precision and recall on unseen pages balance (0.3 to 0.6 tried: at most 0.003
# apart in F1).
THRESHOLD = 0.5
# Inside an element that a known system or the source's own selector names as the body, only what the forest
# is sure about goes.
_TRUSTED_THRESHOLD = 0.08
_HIDDEN = "hidden by a style sheet"
# What an element's hints say of the lines in it and in its next five: the first that is said counts.
_FRAME_RULES = tuple(
    (BIT[hint], words)
    for hint, words in (
        ("nav", "navigation"), ("footer", "footer"), ("side", "beside the article"),
        ("related", "other articles"), ("comment", "comments"), ("share", "share and tools"),
        ("ad", "advertisement"), ("gate", "gate or notice"),
    )
)  # fmt: skip
_FRAME = sum(bit for bit, _ in _FRAME_RULES)
_FRAME_REACH = 6


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of the article's lines, in order, and for every other row the rule that took it."""

    rows: tuple[int, ...]
    rules: dict[int, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known before looking: the headline and the like, blocks that repeat on the site, the rows
    that a selector or a known system names as the body (``None`` where none does), and what the page's
    ``<title>`` says beside the headline (comparable forms).
    """

    facts: Facts
    repeated: frozenset[str] = frozenset()
    rows: frozenset[int] | None = None
    names: frozenset[str] = frozenset()


def choose(outline: Outline, told: Told) -> Body:
    """The body of the page. Empty only where no line is left at all."""
    if not outline.lines:
        return Body((), {})
    measured = measure(outline, told.facts)
    noise = measured.noise
    chances = np.zeros(len(outline.lines))
    forest = load_forest("line_forest.tsv", names())
    chances[measured.judged] = forest.probabilities(measured.table[measured.judged])
    rules = _frame(outline, noise, told)
    kept = _kept(outline, chances, told, rules)
    fill(outline, kept, noise, rules, told.rows)
    _drop_repeats(outline, kept, rules)
    title = comparable(told.facts.title)
    cut_credits(outline, kept, rules, title)
    cut_above_headline(outline, kept, rules, title)
    cut_closing(outline, kept, noise, rules)
    trim_edges(outline, kept, noise, rules, told.names)
    for row in range(len(outline.lines)):
        if not kept[row]:
            rules.setdefault(row, _rule(outline, row, noise[row]))
    return Body(tuple(int(row) for row in np.flatnonzero(kept)), rules)


def _frame(outline: Outline, noise: list[str], told: Told) -> dict[int, str]:
    """Rows that are no part of any article: certain noise, the headline itself, what repeats on the site."""
    rules: dict[int, str] = {}
    title, certain = comparable(told.facts.title), certain_kinds()
    for row, (kind, key) in enumerate(zip(noise, outline.keys, strict=True)):
        if kind in certain:
            rules[row] = kind.replace("_", " ")
        elif title and key == title:
            rules[row] = "the headline"
        elif not key:
            rules[row] = "no words"
        elif told.repeated and block_digest(outline.lines[row].text) in told.repeated:
            rules[row] = "repeats on this site"
    return rules


def _kept(
    outline: Outline, chances: NDArray[np.float64], told: Told, rules: dict[int, str]
) -> NDArray[np.bool_]:
    """The forest's choice; within named rows nearly all; and never nothing where something may be text."""
    allowed = np.ones(len(chances), bool)
    allowed[list(rules)] = False
    if told.rows is not None:
        inside = np.zeros(len(chances), bool)
        inside[list(told.rows)] = True
        kept = inside & allowed & (chances > _TRUSTED_THRESHOLD)
        return kept if kept.any() else inside & allowed
    kept = allowed & (chances > THRESHOLD)
    if kept.any():
        return kept
    # A notice of a line or two: the likeliest line, and those of its element that are nearly as likely.
    best = int(np.argmax(np.where(allowed, chances, -1.0)))
    if not allowed[best] or chances[best] < 0.02:
        return kept
    alike = np.array([line.node == outline.lines[best].node for line in outline.lines])
    near = chances >= 0.5 * chances[best]
    chosen: NDArray[np.bool_] = allowed & near & (alike | (chances >= 0.8 * chances[best]))
    return chosen


def _drop_repeats(outline: Outline, kept: NDArray[np.bool_], rules: dict[int, str]) -> None:
    """A long line said twice, or a short one (a byline) said again, is kept once."""
    seen: dict[str, int] = {}
    for row in np.flatnonzero(kept).tolist():
        key, line = outline.keys[row], outline.lines[row]
        earlier = seen.setdefault(key, row)
        if earlier == row:
            continue
        if line.size >= LONG:
            kept[row] = False
            rules[row] = "said before"
        elif row - earlier < 4 and line.size < 40 and not key.isdigit():
            kept[row] = kept[earlier] = False
            rules[row] = rules[earlier] = "repeated byline"


def _rule(outline: Outline, row: int, kind: str) -> str:
    """The plainest reason why a line is not the article's."""
    if kind:
        return kind.replace("_", " ")
    line, nodes = outline.lines[row], outline.nodes
    place, hint = line.node, 0
    for _ in range(_FRAME_REACH):
        node = nodes[place]
        hint |= node.hint
        place = node.parent
        if place < 0:
            break
    if hint & _FRAME:
        return next(words for bit, words in _FRAME_RULES if hint & bit)
    return "links" if line.linked > line.size / 2 else "outside the body"


def seen_only(body: Body, outline: Outline) -> Body:
    """``body`` without the rows that style sheets hide; as it is where nothing would be left."""
    if not outline.unseen:
        return body
    inside: list[bool] = []
    for node in outline.nodes:  # parents stand before their children
        inside.append(node.element in outline.unseen or (node.parent >= 0 and inside[node.parent]))
    hidden = {row for row in body.rows if inside[outline.lines[row].node]} if inside else set()
    rows = tuple(row for row in body.rows if row not in hidden)
    return Body(rows, {**body.rules, **dict.fromkeys(hidden, _HIDDEN)}) if hidden and rows else body


def removals(outline: Outline, body: Body) -> tuple[Removal, ...]:
    """What was cut, neighbouring lines of one rule together."""
    found: list[tuple[str, list[str]]] = []
    last = -1
    for row in sorted(body.rules):
        rule, text = body.rules[row], outline.lines[row].text
        if found and last == row - 1 and found[-1][0] == rule:
            found[-1][1].append(text)
        else:
            found.append((rule, [text]))
        last = row
    return tuple(Removal("\n".join(texts), rule) for rule, texts in found)
