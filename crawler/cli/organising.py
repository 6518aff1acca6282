"""``pactwatch organisations``: import a registry, find, show, merge, alias."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli.app import Session, app
from crawler.cli.deciding import who
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, note, show
from crawler.errors import ConfigurationError
from crawler.model import NameTable, OrganisationName, OrganisationRecord
from crawler.organisations import ChainTable, OwnTable, link, normal, own_records, read_dump

organisations = typer.Typer(
    help="The registry of organisations that parties are linked to.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(organisations, name="organisations")
COLUMNS = ("id", "name", "country", "type", "matched", "kind", "language")
Shape = Annotated[Format, typer.Option("--format", help="How to print.")]


@organisations.command("import")
def import_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The official ROR data dump, the zip as published.")],
) -> None:
    """Read the Research Organization Registry's dump into the store, replacing an earlier one."""
    session: Session = context.obj
    with installation(session.config) as place:
        count = place.store.names.import_rows(read_dump(file))
    note(f"organisations: {count} records read from {file}")


@organisations.command("find")
def find_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name, short form or acronym in any language.")],
    form: Shape = Format.TABLE,
) -> None:
    """Show which organisations a name may mean, and which one a party of that name is linked to."""
    session: Session = context.obj
    with installation(session.config) as place:
        table = _table(place)
        norms = [normal(name)]
        found = [*table.by_norms(norms), *place.store.names.found(norms)]
        records = {record.id: record for record in table.by_ids([row.organisation_id for row in found])}
        chosen = link(name, table=table)
    rows = [_found(row, records.get(row.organisation_id)) for row in found]
    show(rows, COLUMNS, form, f"“{name}”")
    sure = chosen.organisation_id or "nobody: it is not sure enough"
    note(f"a party of this name is linked to {sure} ({chosen.rule}); key {chosen.key}")


@organisations.command("show")
def show_command(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An organisation's id.")],
    form: Shape = Format.TABLE,
) -> None:
    """Show one organisation and the agreements it is a party of."""
    session: Session = context.obj
    with installation(session.config) as place:
        record = _record(place, identifier)
        rows = [row for row in place.rows("agreements", None, 0) if _is_party(row, record.id)]
    if form is Format.TABLE:
        facts = {"id": record.id, "name": record.name, "country": record.country, "type": record.type}
        show([{**facts, "hosts": list(record.hosts)}], (*facts, "hosts"), form)
    shown = ("signed_on", "type", "parties", "status", "id")
    show(rows, shown, form, "agreements")


@organisations.command("alias")
def alias_command(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The organisation.")],
    name: Annotated[str, typer.Argument(help="Another name it goes by.")],
    language: Annotated[str, typer.Option(help="BCP 47.")] = "",
) -> None:
    """Teach another name of an organisation; it is used from the next poll on."""
    session: Session = context.obj
    with installation(session.config) as place:
        record = _known(place, identifier)
        place.store.names.add_alias(OrganisationName(record.id, name, normal(name), language, "alias"))
    note(f"{record.name} is now also known as {name}")


@organisations.command("merge")
def merge_command(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="ID", help="The one that is given up.")],
    second: Annotated[str, typer.Argument(metavar="ID", help="The one that stays.")],
) -> None:
    """Say that two organisations are one: the first one's id and names lead to the second."""
    session: Session = context.obj
    with installation(session.config) as place:
        one, two = _known(place, first), _known(place, second)
        with place.store.writing():
            place.store.names.merge(one.id, two.id)
            joined = place.store.agreements.rejoin(one.id, who(), place.config.clock())
    note(f"{one.name} ({one.id}) is now {two.name} ({two.id}); {joined} stored reports follow")


def _table(place: Installation) -> NameTable:
    """What parties are looked up in: our own small table, then the store's."""
    return ChainTable(OwnTable(), place.store.names)


def _found(row: OrganisationName, record: OrganisationRecord | None) -> dict[str, Any]:
    """One name row with its organisation."""
    known = {name: getattr(record, name, None) for name in ("name", "country", "type")}
    return {
        "id": row.organisation_id,
        **known,
        "matched": row.name,
        "kind": row.kind,
        "language": row.language,
    }


def _record(place: Installation, identifier: str) -> OrganisationRecord:
    """The organisation with this id. Raises :class:`ConfigurationError`."""
    found = _table(place).by_ids([identifier])
    if not found:
        raise ConfigurationError(
            f"organisations: {identifier}: no such id; pactwatch organisations find NAME"
        )
    return found[0]


def _known(place: Installation, identifier: str) -> OrganisationRecord:
    """The same, made known to the store where only our own table has it: what people decide is kept there."""
    record = _record(place, identifier)
    if not place.store.names.by_ids([record.id]):
        own = next((item for item in own_records() if item.id == record.id), record)
        place.store.names.add_local(own)
    return record


def _is_party(row: dict[str, Any], identifier: str) -> bool:
    return any(party["organisation_id"] == identifier for party in row["parties"])
