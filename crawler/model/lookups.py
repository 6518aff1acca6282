"""What the thinking may look up, behind small protocols, so that it never sees the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from crawler.model.source import Selectors


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """One name row of the registry. ``norm`` is the normal form (see ``crawler.organisations.names``),
    ``language`` BCP 47 or empty, ``kind`` one of ``label``, ``alias``, ``acronym``, ``key``.
    """

    organisation_id: str
    name: str
    norm: str
    language: str = ""
    kind: str = "label"


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """One organisation: own or ROR id, display name, ISO country, type (``healthcare``, ``education``
    ...), web hosts that are its own, and all its names.
    """

    id: str
    name: str
    country: str | None = None
    type: str | None = None
    hosts: tuple[str, ...] = ()
    names: tuple[OrganisationName, ...] = ()
    merged_into: str | None = None


class NameTable(Protocol):
    """Rows of the registry by normal form, composed key, host or id. Implementations answer many at
    once because each call may cost a query.
    """

    def by_norms(self, norms: Sequence[str]) -> Sequence[OrganisationName]:
        """All rows (labels, aliases, acronyms, keys) whose ``norm`` is one of ``norms``."""
        ...

    def by_ids(self, ids: Sequence[str]) -> Sequence[OrganisationRecord]:
        """The organisations with these ids, merges followed; names may be left out."""
        ...

    def by_host(self, host: str) -> OrganisationRecord | None:
        """Whose host this is (exact host or registrable domain), ``None`` where nobody's."""
        ...


class EmptyNameTable:
    """A name table without rows: the registry of somebody who has none."""

    def by_norms(self, norms: Sequence[str]) -> Sequence[OrganisationName]:
        """No rows."""
        return ()

    def by_ids(self, ids: Sequence[str]) -> Sequence[OrganisationRecord]:
        """No organisations."""
        return ()

    def by_host(self, host: str) -> OrganisationRecord | None:
        """Nobody."""
        return None


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What is known of the site a page stands on, beside the page itself.

    ``source_id``/``organisation``/``language``/``timezone``/``selectors`` come from the source's file and
    are ``None``/empty for a page of nobody's; ``watched_hosts`` are ``(host, organisation)`` of all
    sources; ``repeated_blocks`` are digests (see ``crawler.pages``) of blocks that repeat across the
    site's stored pages; ``site_suffixes`` are title tails seen on its clean pages; ``junk_strings`` are
    planted strings seen on other pages of the host; ``previous_title``/``previous_text`` are the page's
    last clean revision; ``as_of`` (``YYYY-MM-DD``) is the day a text was handed in, by which dates without
    a year are read where the page itself states no date. ``standing`` says that the source has the page
    watched for its own text (an entry point of kind ``page``).
    """

    source_id: str | None = None
    organisation: str | None = None
    language: str | None = None
    timezone: str = "UTC"
    selectors: Selectors = field(default_factory=Selectors)
    watched_hosts: tuple[tuple[str, str], ...] = ()
    repeated_blocks: frozenset[str] = frozenset()
    site_suffixes: tuple[str, ...] = ()
    junk_strings: tuple[str, ...] = ()
    previous_title: str | None = None
    previous_text: str | None = None
    as_of: str | None = None
    standing: bool = False
