"""``pactwatch alerts``: deliver what waits, send again, look into what would be sent."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated, Any

import typer

from crawler.alerts.dispatch import Dispatch
from crawler.alerts.policy import policy_of, unaddressed
from crawler.alerts.preview import preview
from crawler.cli.app import Session, app
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, note, show
from crawler.config import check_address
from crawler.errors import ConfigurationError

alerts = typer.Typer(
    help="Deliver what waits in the outbox; send again; see what would be sent.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(alerts, name="alerts")

_FORM = Annotated[Format, typer.Option("--format", help="How to print.")]


_DONE = ("sent", "waiting", "failed")


@alerts.command("send")
def send_command(
    context: typer.Context,
    form: Annotated[Format | None, typer.Option("--format", help="Print what became of the mails.")] = None,
) -> None:
    """Deliver what waits, also what would be tried again only later."""
    session: Session = context.obj
    with installation(session.config) as place:
        done = send_waiting(place, by_hand=True)
    if form is not None:
        show([{name: getattr(done, name) for name in _DONE}], _DONE, form)
    if done.failed or (done.errors and not done.sent):
        raise typer.Exit(1)


@alerts.command("test")
def test_command(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="Where the sample goes.")],
    form: Annotated[Format | None, typer.Option("--format", help="Print where it went.")] = None,
) -> None:
    """Send a sample through the real path; nothing is stored."""
    session: Session = context.obj
    config = session.config
    try:
        check_address(address)
    except ValueError as error:
        raise ConfigurationError(f"alerts test: {error}") from None
    # Sending brings a large library for channels: only who sends loads it.
    from crawler.alerts.samples import send_sample

    send_sample(config, address)
    if form is not None:
        show([{"to": address, "state": "sent"}], ("to", "state"), form)
    note(f"sample sent to {address}" + ("" if config.smtp_url else f" as a file in {config.home / 'outbox'}"))


@alerts.command("preview")
def preview_command(
    context: typer.Context,
    subscription: Annotated[str, typer.Argument(help="A name of alerts.yaml.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far to look back.")] = 30,
    form: _FORM = Format.TABLE,
) -> None:
    """Show what a subscription would have sent in the last days; nothing is sent."""
    session: Session = context.obj
    config = session.config
    policy = policy_of(config)
    found = next((each for each in policy.subscriptions or () if each.id == subscription), None)
    if found is None:
        known = ", ".join(each.id for each in policy.subscriptions or ()) or "none, the file is missing"
        raise ConfigurationError(
            f"{config.alerts_file}: no subscription {subscription!r}; there are: {known}"
        )
    with installation(config) as place:
        rows = preview(place.store, found, policy, config.clock(), timedelta(days=days))
    show(rows, ("at", "kind", "to", "subject"), form, f"{subscription}: the last {days} days")


@alerts.command("retry")
def retry_command(
    context: typer.Context,
    identifiers: Annotated[list[str] | None, typer.Argument(metavar="[ID…]")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that were given up.")] = False,
) -> None:
    """Let mails that were given up go out again; whoever has them already gets no second one."""
    if bool(identifiers) == failed:
        raise ConfigurationError("alerts retry: expected ids of pactwatch list alerts, or --failed")
    session: Session = context.obj
    with installation(session.config) as place:
        again = place.store.outbox.retry(identifiers or None, session.config.clock())
        unknown = sorted(set(identifiers or ()) - set(again))
        done = send_waiting(place, by_hand=True) if again else Dispatch()
    note(f"alerts: {len(again)} to go out again, {done.sent} sent")
    if unknown:
        raise ConfigurationError(f"alerts retry: nothing failed or sent under {', '.join(unknown)}")
    if done.failed or (done.errors and not done.sent):
        raise typer.Exit(1)


@alerts.command("log")
def log_command(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An id of pactwatch list alerts.")],
    form: _FORM = Format.TABLE,
) -> None:
    """Show every attempt at one alert, and what became of each recipient."""
    session: Session = context.obj
    with installation(session.config) as place:
        alert = place.store.outbox.get(identifier)
    if alert is None:
        raise ConfigurationError(f"alerts log: no alert {identifier}; pactwatch list alerts shows all")
    show([_logged(entry) for entry in alert.log], ("at", "event", "reached", "detail"), form, alert.subject)


@alerts.command("bounces")
def bounces_command(context: typer.Context) -> None:
    """Read the mailbox for bounces and record them with the alerts they are about."""
    from crawler.alerts.bounces import collect_bounces

    session: Session = context.obj
    config = session.config
    if config.bounces_url is None:
        raise ConfigurationError("alerts bounces: set PACTWATCH_BOUNCES_URL, such as imaps://user:...@host")
    with installation(config) as place:
        count = collect_bounces(place.store, config.bounces_url.get_secret_value(), config.clock())
    note(f"alerts: {count} came back")


def send_waiting(place: Installation, by_hand: bool) -> Dispatch:
    """Deliver what waits and say what did not go out; silent where all went well and nobody looks."""
    config = place.config
    lacking = unaddressed(config)
    if lacking:
        waiting = place.store.outbox.waiting_count()
        if waiting and sys.stderr.isatty():  # status says so too; cron hears nothing where nothing failed
            note(f"alerts: {waiting} wait in the outbox: {lacking}")
        return Dispatch(waiting=waiting)
    from crawler.alerts.mailroom import deliver_waiting

    done = deliver_waiting(place.store, config, by_hand)
    for error in done.errors:
        note(f"alerts: {error}")
    if sys.stderr.isatty() or done.errors:
        note(f"alerts: {done.sent} sent, {done.waiting} to be tried again, {done.failed} failed")
    return done


def _logged(entry: dict[str, Any]) -> dict[str, Any]:
    """One log entry as a row: who was reached, and all that was said."""
    said = [entry.get(name) for name in ("detail", "refused", "why")]
    said += [f"came back from {address}" for address in entry.get("bounced") or ()]
    return {
        "at": entry["at"].isoformat(),
        "event": entry["event"],
        "reached": ", ".join(entry.get("reached") or ()),
        "detail": "; ".join(str(each) for each in said if each),
    }
