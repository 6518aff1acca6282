"""Thinks again about stored pages after a rule has changed: what would appear, vanish or change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.alerts.incidents import tell
from crawler.alerts.policy import policy_of
from crawler.archive import Archive
from crawler.config import Config
from crawler.errors import ArchiveError
from crawler.model import Agreement, Assessment, Source
from crawler.storage import Store
from crawler.storage.regrouping import Regrouping, regroup_all, regroupings
from crawler.storage.reporting import told_by
from crawler.storage.rethinking import StoredPage, stored_pages
from pipelines.workers import Task, Workers


@dataclass(frozen=True, slots=True)
class Difference:
    """What thinking again changes of one page: ``what`` names it (``title``, ``text``, ``junk``,
    ``agreement appears``, ``agreement vanishes``, ``agreement changes``, ``not stored``); or of stored
    agreements: ``agreements join``, ``agreement parts`` (then ``url`` names them by their ids).
    """

    url: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rethinking:
    """An installation whose stored pages are thought about again."""

    config: Config
    store: Store
    sources: tuple[Source, ...]

    def run(self, workers: Workers, since: datetime | None, write: bool) -> Iterator[Difference]:
        """Go through the stored pages, oldest first; with ``write`` the new conclusions are kept.

        A page whose raw copy is gone cannot be read again: it stays as it is and is named ``not stored``.
        """
        lost: list[Difference] = []
        order: list[StoredPage] = []
        for assessment in workers.map(self._tasks(since, order, lost)):
            stored = order.pop(0)
            yield from differences(stored, assessment)
            if write:
                self._keep(stored, assessment)
        yield from lost
        for one in regroupings(self.store.database):
            yield _regrouped(one)
        if write:
            regroup_all(self.store.database, self.config.clock(), "reassess")

    def _tasks(
        self, since: datetime | None, order: list[StoredPage], lost: list[Difference]
    ) -> Iterator[Task]:
        """The stored pages as tasks; ``order`` remembers which came when."""
        archive = Archive(self.config.home / "archive", self.config.clock)
        for stored in stored_pages(self.store.database, since):
            if stored.archive_ref is None:
                lost.append(Difference(stored.url, "not stored", "", "no raw page was kept"))
                continue
            try:
                page = archive.read(stored.archive_ref)
            except ArchiveError as error:
                lost.append(Difference(stored.url, "not stored", "", str(error)))
                continue
            order.append(stored)
            context = self.store.sites.context(
                self._source(stored.source_id, stored.url), stored.url, self.sources
            )
            yield Task(page, context)

    def _source(self, identifier: str, url: str) -> Source:
        """The page's source; one whose file is gone is known by its id alone."""
        found = next((source for source in self.sources if source.id == identifier), None)
        return found or Source(identifier, url, identifier)

    def _keep(self, stored: StoredPage, assessment: Assessment) -> None:
        """Keep the new conclusions as a poll would."""
        now, policy = self.config.clock(), policy_of(self.config)
        source = self._source(stored.source_id, stored.url)
        self.store.articles.keep(assessment, source, now, lambda change: tell(change, policy, now))


def _regrouped(one: Regrouping) -> Difference:
    what = "agreements join" if one.joins else "agreement parts"
    told = f"{' – '.join(one.parties)}, {len(one.reports)} reports"
    return Difference(" ".join(one.agreements), what, told, "")


def differences(stored: StoredPage, assessment: Assessment) -> Iterator[Difference]:
    """What ``assessment`` says otherwise than what is stored."""
    article = assessment.reading.article
    if article is not None and assessment.reading.problem is None:
        if article.title != stored.title:
            yield Difference(stored.url, "title", stored.title or "", article.title or "")
        if article.text != stored.text:
            yield Difference(
                stored.url, "text", f"{len(stored.text)} characters", f"{len(article.text)} characters"
            )
    if assessment.junk.verdict.value != stored.junk:
        yield Difference(stored.url, "junk", stored.junk, assessment.junk.verdict.value)
    yield from _agreements(stored, assessment)


def _agreements(stored: StoredPage, assessment: Assessment) -> Iterator[Difference]:
    """Agreements that appear, vanish or change; the same parties make it the same agreement."""
    before = {_parties(record): record for record in stored.agreements if not _standing(record)}
    after = {_parties_of(found): found for found in told_by(assessment)}
    for key in sorted(before.keys() - after.keys()):
        yield Difference(stored.url, "agreement vanishes", _told(before[key]), "")
    for key in sorted(after.keys() - before.keys()):
        yield Difference(stored.url, "agreement appears", "", _told_of(after[key]))
    for key in sorted(before.keys() & after.keys()):
        one, other = _told(before[key]), _told_of(after[key])
        if one != other:
            yield Difference(stored.url, "agreement changes", one, other)


def _standing(record: dict[str, Any]) -> bool:
    """Whether it is a new name on an overview: that follows from its revisions, not from one reading."""
    return any(proof["field"] == "now" for proof in record["evidence"])


def _parties(record: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(party["key"] for party in record["parties"]))


def _parties_of(agreement: Agreement) -> tuple[str, ...]:
    return tuple(sorted(party.key for party in agreement.parties))


def _told(record: dict[str, Any]) -> str:
    return _line(
        [party["canonical"] for party in record["parties"]], record["type"], record["signed"]["value"]
    )


def _told_of(agreement: Agreement) -> str:
    return _line([party.canonical for party in agreement.parties], agreement.type, agreement.signed.value)


def _line(names: Sequence[str], kind: str, signed: str | None) -> str:
    return f"{' – '.join(names)}, {kind}, {signed or 'no date'}"
