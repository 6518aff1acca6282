"""``pactwatch agreements``: decide about stored agreements; each decision is written to the audit log."""

from __future__ import annotations

import getpass
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from crawler.alerts.policy import policy_of
from crawler.alerts.rules import decide_confirmed
from crawler.cli.app import Session, app
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, note, show
from crawler.model import AgreementChange, Alert

agreements = typer.Typer(
    help="Confirm, dismiss, join or split agreements.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(agreements, name="agreements")
Identifier = Annotated[
    str, typer.Argument(metavar="ID", help="An agreement's id (pactwatch list agreements).")
]


@agreements.command("confirm")
def confirm_command(context: typer.Context, identifier: Identifier) -> None:
    """Say that it is one; readers who were not told of it yet get their alert."""
    with _place(context) as place:
        now, policy = place.config.clock(), policy_of(place.config)
        rows: list[Alert] = []

        def tell(item: AgreementChange) -> list[Alert]:
            rows.extend(decide_confirmed(item, policy, now))
            return rows

        kept = place.store.agreements.confirm(identifier, who(), now, tell)
    told = f"; alerts to go out: {len(rows)} (pactwatch alerts send)" if rows else ""
    note(f"{kept}: confirmed{told}")


@agreements.command("dismiss")
def dismiss_command(context: typer.Context, identifier: Identifier) -> None:
    """Say that it is none; a mail that has not gone out is taken back."""
    with _place(context) as place:
        kept = place.store.agreements.dismiss(identifier, who(), place.config.clock())
    note(f"{kept}: dismissed")


@agreements.command("join")
def join_command(
    context: typer.Context,
    identifiers: Annotated[
        list[str], typer.Argument(metavar="ID ID...", help="The agreements that are one.")
    ],
) -> None:
    """Say that these are one agreement; the oldest one's id stays."""
    with _place(context) as place:
        kept = place.store.agreements.join(identifiers, who(), place.config.clock())
    note(f"{kept}: holds all their reports now")


@agreements.command("split")
def split_command(
    context: typer.Context,
    identifier: Identifier,
    pages: Annotated[
        list[str], typer.Argument(metavar="URL...", help="The reports that tell of another one.")
    ],
) -> None:
    """Say that these reports tell of another agreement."""
    with _place(context) as place:
        other = place.store.agreements.split(identifier, pages, who(), place.config.clock())
    note(f"{other}: holds the reports that were split off")


@agreements.command("similar")
def similar_command(
    context: typer.Context,
    identifier: Identifier,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Show agreements that may be the same one: a party is shared, dates do not disagree. ``join`` joins."""
    with _place(context) as place:
        found = place.store.agreements.suggestions(identifier)
        rows = [row for row in map(place.store.listing.agreement, found) if row is not None]
    show(rows, ("id", "parties", "type", "signed_on", "status"), form, identifier)


@agreements.command("history")
def history_command(
    context: typer.Context,
    identifier: Identifier,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Show what was done to an agreement, and by whom."""
    with _place(context) as place:
        rows = place.store.agreements.history(identifier)
    show(rows, ("at", "who", "what", "detail"), form, identifier)


def _place(context: typer.Context) -> AbstractContextManager[Installation]:
    session: Session = context.obj
    return installation(session.config)


def who() -> str:
    """The person at the terminal, for the audit log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "terminal"
