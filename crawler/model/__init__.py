"""The nouns of the house, all frozen. This face only hands the names on.

Flow: :class:`FetchedPage` -> :class:`Reading` -> :class:`JunkVerdict` -> :class:`Announcement` ->
:class:`DuplicateVerdict`, carried together as an :class:`Assessment`.
"""

from crawler.model.agreement import (
    AGREEMENT_TYPES,
    Agreement,
    Announcement,
    AnnouncementVerdict,
    Evidence,
    Party,
    Report,
    Signatory,
    SignedOn,
)
from crawler.model.alert import Alert, AlertKind, AlertState, Message
from crawler.model.assessment import Assessment, DuplicateVerdict, Fingerprint, Novelty
from crawler.model.junk import JunkVerdict, Repair, Signal, Verdict
from crawler.model.lookups import (
    EmptyNameTable,
    NameTable,
    OrganisationName,
    OrganisationRecord,
    SiteContext,
)
from crawler.model.page import (
    Article,
    ArticleLink,
    FetchedPage,
    FieldCandidate,
    Image,
    Problem,
    Reading,
    Removal,
)
from crawler.model.polling import Habits, Health, HealthVerdict, NextPoll, PollOutcome, PollReport, Trouble
from crawler.model.source import EntryKind, EntryPoint, Selectors, Source
from crawler.model.storing import (
    AgreementChange,
    AgreementMark,
    ArticleChange,
    Candidate,
    Frontier,
    IncidentChange,
    PendingLink,
    SourceState,
    Validators,
)

__all__ = [
    "AGREEMENT_TYPES",
    "Agreement",
    "AgreementChange",
    "AgreementMark",
    "Alert",
    "AlertKind",
    "AlertState",
    "Announcement",
    "AnnouncementVerdict",
    "Article",
    "ArticleChange",
    "ArticleLink",
    "Assessment",
    "Candidate",
    "DuplicateVerdict",
    "EmptyNameTable",
    "EntryKind",
    "EntryPoint",
    "Evidence",
    "FetchedPage",
    "FieldCandidate",
    "Fingerprint",
    "Frontier",
    "Habits",
    "Health",
    "HealthVerdict",
    "Image",
    "IncidentChange",
    "JunkVerdict",
    "Message",
    "NameTable",
    "NextPoll",
    "Novelty",
    "OrganisationName",
    "OrganisationRecord",
    "Party",
    "PendingLink",
    "PollOutcome",
    "PollReport",
    "Problem",
    "Reading",
    "Removal",
    "Repair",
    "Report",
    "Selectors",
    "Signal",
    "Signatory",
    "SignedOn",
    "SiteContext",
    "Source",
    "SourceState",
    "Trouble",
    "Validators",
    "Verdict",
]
