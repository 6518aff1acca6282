"""Undoing what was planted: planted words cut, replaced names marked, every change in the audit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.junk.finding import Finding
from crawler.model import Repair, SiteContext

# Stands where a name was replaced and nothing tells which: never a guess.
GAP = "⟦?⟧"
_ANCHOR = 8  # characters on either side that must agree before a gap is filled from a stored original


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the text: ``start:end`` becomes ``after``."""

    start: int
    end: int
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text with the way from old offsets to new ones."""

    text: str
    edits: tuple[Edit, ...]
    repairs: tuple[Repair, ...]

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Where an untouched old span stands now; ``None`` if an edit touches it."""
        index = bisect_right([edit.start for edit in self.edits], start)
        shift = sum(len(edit.after) - (edit.end - edit.start) for edit in self.edits[:index])
        if index and self.edits[index - 1].end > start:
            return None
        if index < len(self.edits) and self.edits[index].start < end:
            return None
        return start + shift, end + shift


def repair(text: str, findings: Sequence[Finding], context: SiteContext) -> Repaired:
    """Apply the findings' edits to ``text``."""
    edits = _merge(
        text, [finding for finding in findings if finding.edit and finding.where == "text"], context
    )
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += [text[at : edit.start], edit.after]
        at = edit.end
    repairs = tuple(Repair("text", text[edit.start : edit.end], edit.after, edit.reason) for edit in edits)
    return Repaired("".join([*parts, text[at:]]), tuple(edits), repairs)


def _merge(text: str, findings: Sequence[Finding], context: SiteContext) -> list[Edit]:
    edits: list[Edit] = []
    for finding in sorted(findings, key=lambda one: (one.start or 0, -(one.end or 0))):
        if finding.start is None or finding.end is None or finding.start >= finding.end:
            continue
        start, end = finding.start, finding.end
        if edits and start < edits[-1].end:
            if end > edits[-1].end:
                edits[-1] = Edit(edits[-1].start, end, edits[-1].after, edits[-1].reason)
            continue
        if finding.edit == "mark":
            edits.append(Edit(start, end, _restore(text, start, end, context), finding.reason))
        else:
            edits.append(_cut(text, start, end, finding.reason))
            if len(edits) > 1 and edits[-1].start < edits[-2].end:
                edits[-1] = Edit(edits[-2].end, max(end, edits[-2].end), "", finding.reason)
    return edits


def _cut(text: str, start: int, end: int, reason: str) -> Edit:
    """A cut with the white space that only it needed."""
    line_start = start == 0 or text[start - 1] == "\n"
    line_end = end >= len(text) or text[end] == "\n"
    if line_start and line_end:
        stop = re.compile(r"\n*").match(text, end)
        end = stop.end() if stop else end
        if end >= len(text):
            while start and text[start - 1] == "\n":
                start -= 1
    elif start and text[start - 1] == " " and (line_end or text[end : end + 1] in " ,.;"):
        start -= 1
    elif line_start and text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, "", reason)


def _restore(text: str, start: int, end: int, context: SiteContext) -> str:
    """What stood here in the page's last clean revision, found by its neighbours; else a marked gap."""
    stored = context.previous_text
    if not stored:
        return GAP
    before, after = text[max(0, start - _ANCHOR) : start], text[end : end + _ANCHOR]
    if len(before) < 2 or len(after) < 2:
        return GAP
    match = re.search(f"{re.escape(before)}(.{{1,60}}?){re.escape(after)}", stored)
    return match.group(1) if match else GAP
