"""``pactwatch list``: what is stored, for people and for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from crawler.cli.app import Session, app
from crawler.cli.installation import installation
from crawler.cli.output import Format, note, show
from crawler.errors import ConfigurationError

DEFAULT_LIMIT = 100

COLUMNS = {
    "agreements": ("signed_on", "type", "parties", "status", "confidence", "first_seen", "reports"),
    "articles": (
        "first_seen",
        "source",
        "title",
        "published_on",
        "language",
        "junk",
        "revision",
        "problem",
        "url",
    ),
    "junk": ("first_seen", "source", "verdict", "score", "title", "title_as_found", "url"),
    "sources": ("id", "name", "url", "enabled", "health", "last_success", "next_poll", "poll"),
    "polls": (
        "started_at",
        "source",
        "outcome",
        "requests",
        "new",
        "updated",
        "agreements",
        "junk",
        "pending",
        "errors",
    ),
    "alerts": ("id", "kind", "state", "to", "subject", "attempts", "last_error"),
}

# What a program finds in the heading where there is no row to take it from.
KEYS = {
    "articles": (
        *("url", "source", "title", "text", "language", "published_on", "first_seen", "revision", "junk"),
        *("duplicate_of", "problem"),
    ),
    "polls": (
        *("source", "started_at", "finished_at", "outcome", "requests", "not_modified", "new", "updated"),
        *("unchanged", "duplicates", "junk", "agreements", "pending", "errors"),
    ),
    "sources": (
        *("id", "url", "name", "organisation", "entry_points", "language", "timezone", "poll", "include"),
        *("exclude", "selectors", "render", "max_articles", "enabled", "health", "last_success", "next_poll"),
    ),
    "agreements": (
        *("id", "type", "types", "parties", "signed_on", "signed_on_precision", "term_months", "place"),
        *("fields", "signatories", "status", "confidence", "first_seen", "reports"),
    ),
    "junk": ("url", "source", "verdict", "score", "first_seen", "title", "title_as_found", "signals"),
    "alerts": (
        "id",
        "agreement_id",
        "kind",
        "to",
        "subject",
        "state",
        "attempts",
        "last_error",
        "message_id",
    ),
}


class What(StrEnum):
    """What can be listed."""

    AGREEMENTS = "agreements"
    ARTICLES = "articles"
    JUNK = "junk"
    SOURCES = "sources"
    POLLS = "polls"
    ALERTS = "alerts"


@app.command("list")
def list_command(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="What to list.")],
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    since: Annotated[
        str | None, typer.Option(help="Only what was first seen at or after this ISO 8601 date.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="At most so many; 0 = all (JSON and CSV: all unless told).")
    ] = None,
) -> None:
    """Print what is stored, newest first."""
    session: Session = context.obj
    most = (DEFAULT_LIMIT if form is Format.TABLE else 0) if limit is None else limit
    with installation(session.config) as place:
        rows = place.rows(what.value, moment(since), most)
    if form is Format.TABLE:
        show([_shown(row) for row in rows], COLUMNS[what.value], form, what.value)
    else:
        show(rows, KEYS[what.value], form)
    if form is Format.TABLE and most and len(rows) == most:
        note(f"the newest {most} are shown; --limit 0 shows all")


def moment(text: str | None) -> datetime | None:
    """``--since`` as a time; a date is its first moment in UTC."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"--since {text}: expected an ISO 8601 date such as 2026-11-01") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row as the table shows it: reports are counted, times cut to the minute."""
    shown = dict(row)
    if isinstance(row.get("reports"), list):
        shown["reports"] = len(row["reports"])
    for name in ("first_seen", "started_at", "last_success", "next_poll"):
        if isinstance(row.get(name), str):
            shown[name] = row[name][:16].replace("T", " ")
    return shown
