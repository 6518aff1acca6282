"""Does a source still give what it used to give? Links of its lists, text of its articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from crawler.model import PollOutcome, PollReport

# How many earlier polls make a habit, and how many of the newest must break it.
_HABIT, _BREAKS = 3, 2
# Less than a fifth of the links: a site that shortens its list keeps more, a broken reading fewer.
_LINKS = 0.2
# A habit of fewer links than this says nothing: two or three come and go.
_FEW_LINKS = 5
# Less than a quarter of the usual text over at least so many articles.
_TEXT, _FEW_ARTICLES = 0.25, 3
# So much of what was read being no article is a fault of the reading, where it used to be seldom.
_REFUSED, _REFUSED_BEFORE = 0.8, 0.3
_UNREADABLE = ("empty", "not_an_article", "soft_404", "undecodable", "wrong_type", "login_wall")
# A site that changed for good and gives something else steadily is taken as it is after two weeks.
_ACCEPTED_AFTER = timedelta(days=14)


def layout_fault(reports: Sequence[PollReport], since: datetime | None, now: datetime) -> str:
    """One sentence when the newest polls give far less than those before, else empty.

    ``reports`` newest first; ``since`` is when that was first said, so that the fault itself does not become
    the habit it is compared with (until two weeks have passed).
    """
    ended = [report for report in reports if report.outcome is not PollOutcome.FAILED]
    frozen = since if since is not None and now - since < _ACCEPTED_AFTER else None
    return _fewer_links(ended, frozen) or _less_text(ended, frozen) or _more_refused(ended, frozen)


def _split(
    reports: Sequence[PollReport], newest: int, frozen: datetime | None
) -> tuple[Sequence[PollReport], Sequence[PollReport]]:
    """The newest polls and those that make the habit."""
    earlier = reports[newest:]
    if frozen is not None:
        # When it was first said, that poll was the last of those that broke the habit.
        earlier = [report for report in reports if report.finished_at < frozen][newest - 1 :]
    return reports[:newest], earlier


def _fewer_links(reports: Sequence[PollReport], frozen: datetime | None) -> str:
    # A list that did not change was not read: such a poll has no links and says nothing.
    read = [report for report in reports if report.links_found > 0 or not report.not_modified]
    newest, earlier = _split(read, _BREAKS, frozen)
    habit = [report.links_found for report in earlier if report.links_found > 0]
    if len(newest) < _BREAKS or len(habit) < _HABIT or median(habit) < _FEW_LINKS:
        return ""
    most = max(report.links_found for report in newest)
    if most >= _LINKS * median(habit):
        return ""
    return f"its lists show {most} links, they used to show {median(habit):g}"


def _less_text(reports: Sequence[PollReport], frozen: datetime | None) -> str:
    read = [report for report in reports if _articles(report)]
    newest, earlier = _split(read, _BREAKS, frozen)
    if len(newest) < _BREAKS or len(earlier) < _HABIT:
        return ""
    if sum(map(_articles, newest)) < _FEW_ARTICLES:
        return ""
    usual = median(report.text_chars / _articles(report) for report in earlier)
    found = sum(report.text_chars for report in newest) / sum(map(_articles, newest))
    if found >= _TEXT * usual:
        return ""
    return f"its articles have {found:.0f} characters, they used to have {usual:.0f}"


def _more_refused(reports: Sequence[PollReport], frozen: datetime | None) -> str:
    read = [report for report in reports if _articles(report) + _unreadable(report)]
    newest, earlier = _split(read, _BREAKS, frozen)
    if len(newest) < _BREAKS or len(earlier) < _HABIT:
        return ""
    refused, pages = _refused_share(newest)
    before, _ = _refused_share(earlier)
    if pages < _FEW_ARTICLES or refused < _REFUSED or before > _REFUSED_BEFORE:
        return ""
    return f"{refused:.0%} of its new pages are read as no article, {before:.0%} used to be"


def _refused_share(reports: Sequence[PollReport]) -> tuple[float, int]:
    refused = sum(map(_unreadable, reports))
    pages = refused + sum(map(_articles, reports))
    return (refused / pages if pages else 0.0), pages


def _articles(report: PollReport) -> int:
    return report.new + report.updated + report.unchanged + report.duplicates


def _unreadable(report: PollReport) -> int:
    return sum(report.errors.get(name, 0) for name in _UNREADABLE)
