"""Papers that the page does not make: a government's leave to sign one, plaques that certify."""

from __future__ import annotations

from crawler.agreements.gathering import Group
from crawler.agreements.passage import Line, Passage
from crawler.text.sought import sought

# A cabinet that approves lets somebody sign later; the signing itself is other news.
_LEAVE = sought(
    r"\b(?:cabinet|council of ministers|federal executive council)\b[^.;]{0,80}\b(?:approv\w+|"
    r"clear(?:s|ed|ance)\b|nod\b|okays?\b|okayed\b|green[- ]?light\w*|g[ai]ves? (?:its )?(?:consent|assent))|"
    r"\bapprov\w+[^.;]{0,80}\bby (?:the )?(?:union )?cabinet\b|"
    r"(?:国务院|内阁|行政院|部长会议)[^。]{0,20}(?:批准|通过|核准|同意)[^。]{0,30}(?:备忘录|协[定议])|"
    r"阁议(?:决定|了解)|국무회의[^.]{0,40}(?:의결|통과|승인|심의)"
)
_HEAD = 6  # lines, the headline among them


def pending(passage: Passage, best: Group | None) -> dict[str, float]:
    """``leave_to_sign`` of the opening, ``certified`` of the sentence that seems to announce."""
    core = best.cue.line if best else None
    return {
        "leave_to_sign": float(any(_LEAVE.search(line.folded) for line in passage.lines[:_HEAD])),
        "certified": float(core is not None and best is not None and _certified(best.cue.kind, core)),
    }


def _certified(kind: str, core: Line) -> bool:
    """A plaque is handed over for what was examined and passed; nobody signs with anybody."""
    return kind == "plaque" and core.has("certificate") and not core.has("sign", "affiliation")
