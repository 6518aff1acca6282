"""What was signed, by whom, when, and the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AnnouncementVerdict(StrEnum):
    """Does the article announce an agreement? ``review`` needs a person."""

    ANNOUNCEMENT = "announcement"
    REVIEW = "review"
    NONE = "none"


AGREEMENT_TYPES = (
    "memorandum",
    "cooperation_agreement",
    "strategic_partnership",
    "sister_institution",
    "affiliation",
    "joint_centre",
    "letter_of_intent",
    "alliance",
    "renewal",
    "other",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a field: offsets into the article's stored text, ``None`` for both where the
    words stand only in the title.
    """

    field: str
    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs. ``name`` as written (a contraction, ``浙大一院``, by what it stands for), ``canonical``
    the registry's name, ``organisation_id`` the registry's id (``ror:...`` or a local one) where linked,
    ``country`` ISO 3166 alpha-2, ``role`` one of ``hub``, ``partner``, ``party``; ``key`` is the composed
    key that joins spellings and languages.
    ``aliases`` are other names that the text itself gives this party (a name in brackets, a short form).
    """

    name: str
    canonical: str
    key: str
    organisation_id: str | None = None
    country: str | None = None
    role: str = "party"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person named as signing, with the office held and the party signed for."""

    name: str
    role: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class SignedOn:
    """When it was signed: ``value`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` by ``precision``; for a
    phrase such as ``近日`` value is ``None`` and ``earliest``/``latest`` bound it. ``rule`` names how it
    was resolved, ``phrase`` the words.
    """

    value: str | None = None
    precision: str | None = None
    phrase: str = ""
    rule: str = ""
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement as one article tells it. ``type`` is one of :data:`AGREEMENT_TYPES`, ``types`` has
    all that apply; ``term_months`` is ``None`` when not stated. ``teller`` is the organisation on whose site
    it is told, where it is not named among the parties: no party, but a hint when reports are joined.
    """

    type: str
    types: tuple[str, ...]
    parties: tuple[Party, ...]
    signed: SignedOn = SignedOn()
    term_months: int | None = None
    place: str | None = None
    fields: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    teller: Party | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """The judgement on one article, with a calibrated probability (0..1) and its reasons in words."""

    verdict: AnnouncementVerdict = AnnouncementVerdict.NONE
    probability: float = 0.0
    agreements: tuple[Agreement, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of one agreement, as it is joined with others.

    ``key`` is stable (article and place in it); ``published_on`` the article's date or ``None``;
    ``linked`` is an agreement id that a person fixed it to, ``apart`` agreement ids it was split from;
    ``article`` names the article it stands in, so that agreements of one article are not joined (empty =
    the part of ``key`` before its last ``#``).
    """

    key: str
    source_id: str
    agreement: Agreement
    published_on: str | None = None
    linked: str | None = None
    apart: tuple[str, ...] = ()
    article: str = ""
