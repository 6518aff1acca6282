"""Evidence to verdict: capped groups, the gate of two, the few signals that decide alone."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from crawler.junk.finding import Finding
from crawler.model import Verdict

# Independent groups and the most each may add (logits). What a thing looks like (`shape`), where it stands
# (`slot`) and what it says (`words`) are told apart, since an honest name may share one of them, hardly two.
CAPS = {
    "fields": 1.5,
    "list": 2.5,
    "script": 2.0,
    "words": 3.0,
    "shape": 2.5,
    "slot": 2.5,
    "swaps": 2.5,
    "noise": 3.5,
    "hidden": 3.0,
    "links": 2.0,
    "code": 2.5,
    "host": 1.0,
    "site": 2.5,
    "outlier": 1.2,
    "terms": 2.0,
    "path": 1.0,
}
FLOOR = 0.8  # below this a group does not count towards the gate
# Groups that support others but say nothing by themselves: a copy without junk is clean.
SUPPORT = frozenset({"host", "fields", "outlier"})
BIAS = -3.0


def totals(findings: Sequence[Finding]) -> dict[str, float]:
    """Weight by group, each capped."""
    found: dict[str, float] = defaultdict(float)
    for finding in findings:
        found[finding.group] += finding.weight
    return {group: min(weight, CAPS.get(group, 1.0)) for group, weight in found.items()}


def probability(findings: Sequence[Finding]) -> float:
    """The page's score, 0..1."""
    total = sum(totals(findings).values()) + (2.0 if any(finding.decisive for finding in findings) else 0.0)
    return round(1 / (1 + math.exp(-(BIAS + total))), 3) if findings else 0.0


def gate(findings: Sequence[Finding]) -> Verdict:
    """``clean``, ``suspect`` or (as ``injected``) beyond it; what kind of junk is for others to say."""
    weights = totals(findings)
    firm = {group for group, weight in weights.items() if weight >= FLOOR}
    if any(finding.decisive for finding in findings):
        return Verdict.INJECTED
    if len(firm) >= 2 and firm - SUPPORT:
        return Verdict.INJECTED
    if firm - SUPPORT:
        return Verdict.SUSPECT
    return Verdict.CLEAN
