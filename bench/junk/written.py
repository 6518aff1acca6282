"""Injected texts and pages written by hand with their honest look-alikes, each set before the rules saw it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.junk.generated import FLAGS, token_f1
from bench.junk.spans import segment_hits
from crawler.junk import judge
from crawler.junk.normal import tidy
from crawler.junk.repair import GAP
from crawler.model import EmptyNameTable, FetchedPage, JunkVerdict, Reading, SiteContext
from crawler.pages import read, read_text

FOLDER = Path(__file__).parent / "written"
_MARKED = re.compile(r"⟪(?P<cut>[^⟫]*)⟫|⟦(?P<name>[^⟧?]+)⟧")
_READING = re.compile(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）]")
_FIELD = re.compile(r"(T|C|H|D|J|HEAD|PRE|MID|END|AFTER): ?(.*)")


@dataclass
class Row:
    """One row: what it is, its fields, and its lines of text with the planted parts marked."""

    name: str
    kind: str
    label: str
    url: str
    page: bool
    fields: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def planted(self) -> list[str]:
        """Every planted string of headline and text."""
        whole = "\n".join([self.fields.get("T", ""), self.fields.get("H", ""), *self.lines])
        marked = [match["cut"] or match["name"] for match in _MARKED.finditer(whole)]
        return [*marked, *(part.strip() for part in self.fields.get("J", "").split(" ; ") if part.strip())]

    @property
    def headline(self) -> str | None:
        """The headline that must be left."""
        told = self.fields.get("C") or self.fields.get("H") or tidy(_without(self.fields.get("T", "")))
        return None if told == "-" else told

    @property
    def text(self) -> str:
        """The text without what was planted."""
        lines = [line for line in map(_without, self.lines) if line.strip()]
        middle = re.sub(r"<[^>]{1,200}>", "", self.fields.get("MID", ""))
        for junk in self.planted:
            middle = middle.replace(junk, "")
        told = "\n".join([*lines[:1], middle, *lines[1:]])
        return _READING.sub("", told) if "pinyin" in self.kind else told


def _without(line: str) -> str:
    return _MARKED.sub(lambda match: GAP if match["name"] else "", line)


def _as_found(line: str) -> str:
    return _MARKED.sub(lambda match: match["cut"] or match["name"] or "", line)


def rows(path: Path) -> Iterator[Row]:
    """The rows of one file."""
    row: Row | None = None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("### "):
            if row:
                yield row
            name, kind, label, url, *rest = line[4:].split()
            row = Row(name, kind, label, url, bool(rest))
        elif row and (match := _FIELD.match(line)):
            row.fields[match[1]] = match[2]
        elif row and line.strip():
            row.lines.append(line)
    if row:
        yield row


def markup(row: Row) -> bytes:
    """The row as a whole page."""
    part = {key: _as_found(value) for key, value in row.fields.items()}
    described = f'<meta name="description" content="{html.escape(part["D"])}">' if "D" in part else ""
    lines = [f"<p>{html.escape(_as_found(line))}</p>" for line in row.lines]
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(part.get("T", ""))}</title>'
        f"{described}{part.get('HEAD', '')}</head><body><ul><li><a href='/'>Home</a></li>"
        f"<li><a href='/about'>About</a></li></ul>{part.get('PRE', '')}<h1>{html.escape(part.get('H', ''))}</h1>"
        f"<article>{lines[0]}{part.get('MID', '')}{''.join(lines[1:])}</article>{part.get('END', '')}"
        f"<p>© 2024</p></body></html>{part.get('AFTER', '')}"
    ).encode()


def judged(row: Row) -> tuple[Reading, JunkVerdict, Reading]:
    """One row as the product reads and judges it."""
    headers = (("content-type", "text/html; charset=utf-8"),)
    body = markup(row) if row.page else b""
    page = FetchedPage(row.url, row.url, 200, headers, body, datetime(2026, 1, 1, tzinfo=UTC))
    context = SiteContext()
    if row.page:
        reading, document = read(page, context)
    else:
        text = "\n".join(map(_as_found, row.lines))
        reading, document = read_text(text, _as_found(row.fields.get("T", "")), page, context), None
    return reading, *judge(page, reading, document, context, EmptyNameTable())


@dataclass
class Outcome:
    """The counts over one set, and a line for everything that is not as it should be."""

    junk: int = 0
    found: int = 0
    clean: int = 0
    flagged: int = 0
    suspect: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    text: list[float] = field(default_factory=list)
    left: int = 0
    spans: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def run(path: Path) -> Outcome:
    """All rows of one file."""
    outcome = Outcome()
    for row in rows(path):
        _, verdict, after = judged(row)
        count = _count_clean if row.label == "C" else _count_junk
        count(outcome, row, verdict, after)
    return outcome


def _count_clean(outcome: Outcome, row: Row, verdict: JunkVerdict, after: Reading) -> None:
    outcome.clean += 1
    outcome.flagged += verdict.verdict.value in FLAGS
    outcome.suspect += verdict.verdict.value == "suspect"
    if verdict.verdict.value != "clean":
        told = [(one.name, one.group, one.quote[:40]) for one in verdict.signals[:4]]
        outcome.notes.append(f"{row.name} {row.kind}: {verdict.verdict.value} {told}")


def _count_junk(outcome: Outcome, row: Row, verdict: JunkVerdict, after: Reading) -> None:
    outcome.junk += 1
    if verdict.verdict.value not in FLAGS:
        told = [(one.name, one.group, one.quote[:30]) for one in verdict.signals[:4]]
        outcome.notes.append(f"{row.name} {row.kind}: MISSED {verdict.verdict.value} {told}")
        return
    outcome.found += 1
    article = after.article
    title, text = (article.title, article.text) if article else (None, "")
    right = verdict.verdict.value == "spam" if row.label == "S" else title == row.headline
    outcome.titles["right" if right else "wrong"] += 1
    if not right:
        outcome.notes.append(f"{row.name} {row.kind}: {verdict.verdict.value} headline {title!r}")
    if row.label == "S":
        return
    outcome.text.append(token_f1(text, row.text))
    left = [junk for junk in row.planted if len(junk) > 2 and junk in f"{title}\n{text}"]
    outcome.left += bool(left)
    if outcome.text[-1] < 0.98 or left:
        outcome.notes.append(f"{row.name} {row.kind}: text {outcome.text[-1]:.3f} left {left} {text[:60]!r}")
    outcome.spans.append(segment_hits(row.planted, verdict))
