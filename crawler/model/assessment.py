"""The page as the pipelines carry it: each step adds one frozen fact and edits no other's."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from crawler.model.agreement import Announcement
from crawler.model.junk import JunkVerdict
from crawler.model.page import FetchedPage, Reading


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What near-duplicate search needs of a text: a digest of the normalised whole, MinHash bands
    (each a short string) and the signature they come from. ``version`` names the algorithm.
    """

    digest: str
    bands: tuple[str, ...] = ()
    signature: tuple[int, ...] = ()
    version: str = ""


class Novelty(StrEnum):
    """What a page is to the store."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class DuplicateVerdict:
    """``original_url`` is the earliest stored original for a copy; ``likeness`` is 0..1."""

    novelty: Novelty = Novelty.NEW
    original_url: str | None = None
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything concluded of one fetched page. ``duplicate`` is added beside the store; ``blocks`` are
    digests of the page's blocks, from which is learnt what repeats across a site.
    """

    page: FetchedPage
    reading: Reading
    junk: JunkVerdict = field(default_factory=JunkVerdict)
    announcement: Announcement = field(default_factory=Announcement)
    fingerprint: Fingerprint | None = None
    duplicate: DuplicateVerdict = field(default_factory=DuplicateVerdict)
    blocks: tuple[str, ...] = ()
