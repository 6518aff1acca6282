"""Is this page a copy of one that is stored?"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.dedupe.fingerprints import likeness
from crawler.dedupe.urls import site, url_key
from crawler.model import AgreementMark, Candidate, DuplicateVerdict, Fingerprint, Novelty

# Estimated share of common shingles. Measured on made-up notices of 130 English words and 250 Chinese
# characters (tests/dedupe): a reprint with a lead line and a by-line has 0.89 to 0.95, one with two phrases
# changed 0.89 to 0.91, one that lost two of six sentences 0.59; another notice in the same words of form (all
# names and figures changed) 0.83. On one site the same form is used every week and a reprint is rare; between
# sites it is the other way round.
ACROSS_SITES, ON_ONE_SITE = 0.75, 0.9


def judge(
    url: str,
    fingerprint: Fingerprint,
    agreements: Sequence[AgreementMark],
    candidates: Sequence[Candidate],
) -> DuplicateVerdict:
    """``COPY`` of the earliest candidate that it is a copy of, else ``NEW``.

    The same address is an update, never a copy. Two pages whose agreements differ in parties or signing
    date are no copies, however alike; only where the words are the very same may one page be known to name
    fewer parties ("we" is somebody on its own site only). ``likeness`` is that to the original.
    """
    key = url_key(url)
    for candidate in sorted(candidates, key=lambda each: (each.first_seen, each.url)):
        alike = likeness(fingerprint, candidate.fingerprint)
        needed = ON_ONE_SITE if site(candidate.url) == site(url) else ACROSS_SITES
        if alike < needed or url_key(candidate.url) == key:
            continue
        same_words = fingerprint.digest == candidate.fingerprint.digest
        if (contradict if same_words else conflict)(agreements, candidate.agreements):
            continue
        return DuplicateVerdict(Novelty.COPY, candidate.url, alike)
    return DuplicateVerdict()


def conflict(one: Sequence[AgreementMark], other: Sequence[AgreementMark]) -> bool:
    """Whether two pages tell of different agreements: one has an agreement with no counterpart on the other.
    Counterparts have the same parties and dates that may be one (``2024-05`` and ``2024-05-03``).
    """
    return len(one) != len(other) or not _paired(one, other, exact=True)


def contradict(one: Sequence[AgreementMark], other: Sequence[AgreementMark]) -> bool:
    """Whether two readings of the same words cannot both be right: as :func:`conflict`, but a party or a
    whole agreement may be missing on one side.
    """
    fewer, more = sorted((one, other), key=len)
    return not _paired(fewer, more, exact=False)


def _paired(fewer: Sequence[AgreementMark], more: Sequence[AgreementMark], exact: bool) -> bool:
    """Whether all of ``fewer`` can have counterparts of their own in ``more``, most exact dates first."""
    left = sorted(more, key=lambda mark: -len(mark.signed or ""))
    for mark in sorted(fewer, key=lambda mark: -len(mark.signed or "")):
        fitting = next((each for each in left if _may_be_one(mark, each, exact)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _may_be_one(one: AgreementMark, other: AgreementMark, exact: bool) -> bool:
    mine, theirs = one.signed or "", other.signed or ""
    if not (mine.startswith(theirs) or theirs.startswith(mine)):
        return False
    if exact:
        return one.parties == other.parties
    return one.parties <= other.parties or other.parties <= one.parties
