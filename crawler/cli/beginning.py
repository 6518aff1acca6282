"""``pactwatch init``: a working folder, from five questions or from flags."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.output import note
from crawler.config import Config, check_address, load
from crawler.errors import ConfigurationError, PactwatchError
from crawler.model import Source

README = """\
# A Pactwatch folder

Made by `pactwatch init`. `.env` holds the settings, `sources/` one file for each watched site, `var/` what
was found. In this folder: `{pactwatch} poll --all`, `{pactwatch} list agreements`, `{pactwatch} web`.
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What ``init`` has to know. Empty: the site is added later (``url``), nobody is mailed (``to``), each
    mail becomes a file (``smtp``).
    """

    url: str = ""
    organisation: str = ""
    to: str = ""
    sender: str = ""
    smtp: str = ""


@app.command("init")
def init_command(  # noqa: PLR0913 - one parameter an option
    context: typer.Context,
    url: Annotated[str | None, typer.Option(help="The first site: a home page, list or feed.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Whose site it is.")] = None,
    to: Annotated[str | None, typer.Option(help="Who gets alerts: addresses, comma separated.")] = None,
    sender: Annotated[str | None, typer.Option("--from", help="The sender's address.")] = None,
    smtp: Annotated[str | None, typer.Option(help="smtp://user:password@host:587, or smtps://...")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; what no flag says stays empty.")] = False,
    folder: Annotated[Path | None, typer.Option("--dir", help="The folder; this one if left out.")] = None,
) -> None:
    """Make a working folder: settings, the first source, and the line for cron. Overwrites nothing."""
    session: Session = context.obj
    place = (folder or session.folder).expanduser().absolute()
    given = {"url": url, "organisation": organisation, "to": to, "sender": sender, "smtp": smtp}
    answers = checked(_answers(given, ask=not yes))
    for line in _make(place, answers):
        note(line)
    code = _first_source(place, answers)
    _tell(place, answers)
    if code:
        raise typer.Exit(code)


_QUESTIONS = {
    "url": "Which site is watched first (a home page, news list or feed; empty: later)",
    "organisation": "Whose site is it (empty: as the site says)",
    "to": "Who gets the alerts (addresses, comma separated; empty: nobody yet)",
    "sender": "Which address sends them",
    "smtp": "Which mail server (smtp://user:password@host:587; empty: mails become files)",
}


def _answers(given: dict[str, str | None], ask: bool) -> Answers:
    """Flags first, questions for the rest. Raises :class:`ConfigurationError` where nobody can be asked."""
    missing = [name for name, value in given.items() if value is None]
    if ask and not sys.stdin.isatty():
        needed = [f"--{name}" for name in ("url", "to") if name in missing]
        if needed:
            give = f"give {' and '.join(needed)}, or --yes to go without"
            raise ConfigurationError(f"init: no terminal to ask on: {give}")
        ask = False
    known = {name: value for name, value in given.items() if value is not None}
    for name in missing if ask else ():
        if not _needless(name, known):
            known[name] = _ask(name, known)
    return Answers(**known)


def _needless(name: str, known: dict[str, str]) -> bool:
    """A question that an earlier empty answer has answered."""
    depends = {"organisation": "url", "sender": "to", "smtp": "to"}
    return name in depends and not known.get(depends[name], "")


def _ask(name: str, known: dict[str, str]) -> str:
    """Ask until the answer can be used."""
    while True:
        answer: str = typer.prompt(_QUESTIONS[name], default="", show_default=False, err=True).strip()
        try:
            checked(replace(Answers(**known), **{name: answer}))
        except ConfigurationError as error:
            note(str(error))
            continue
        return answer


def checked(answers: Answers) -> Answers:
    """``answers`` when they can be used.

    Raises:
        ConfigurationError: which flag is wrong and what was expected.
    """
    for name, value in (("--url", answers.url), ("--organisation", answers.organisation)):
        if any(not char.isprintable() for char in value):
            raise ConfigurationError(f"init {name}: expected one line without control characters")
    if answers.url and not answers.url.startswith(("http://", "https://")):
        raise ConfigurationError(f"init --url {answers.url}: expected http://... or https://...")
    try:
        for address in (*answers.to.split(","), answers.sender):
            if address.strip():
                check_address(address.strip())
    except ValueError as error:
        raise ConfigurationError(f"init --to/--from: {error}") from None
    if answers.smtp:
        settings = {"PACTWATCH_SMTP_URL": answers.smtp}
        load(Path("/"), settings)  # the same rule, and the same line, as for the setting
        if not answers.smtp.isprintable():
            raise ConfigurationError("init --smtp: expected one line without control characters")
    return answers


def _make(place: Path, answers: Answers) -> list[str]:
    """The folder and its files; one line about each. What is there stays as it is."""
    texts = {".env": settings_text(answers), "README.md": README.format(pactwatch=_program())}
    try:
        (place / "sources").mkdir(parents=True, exist_ok=True)
        return [_write(place / name, text) for name, text in texts.items()]
    except OSError as error:
        raise ConfigurationError(f"init: {place} cannot be written: {error.strerror}") from error


def _write(path: Path, text: str) -> str:
    try:
        # Settings may hold a password: for their owner's eyes from the first moment on.
        path.touch(mode=0o600 if path.name == ".env" else 0o644, exist_ok=False)
    except FileExistsError:
        return f"kept as it is: {path}"
    path.write_text(text, encoding="utf-8")
    return f"written: {path}"


def settings_text(answers: Answers) -> str:
    """The text of ``.env``: what was answered stands, the rest is there to be filled in."""
    first = answers.to.split(",")[0].strip()
    sender = answers.sender or first
    lines = [
        ("ALERT_TO", answers.to, "who gets alerts; addresses, comma separated"),
        ("ALERT_FROM", sender, "who sends them"),
        ("SMTP_URL", answers.smtp, "the mail server; without it each mail becomes a file in var/outbox"),
        ("CONTACT", sender, "how the owner of a watched site reaches you; it stands in every request"),
    ]
    text = "# Settings of this Pactwatch folder; docs/settings.md has them all.\n"
    for name, value, meaning in lines:
        mark = "" if value else "# "
        # Between single quotes .env knows two escapes and no variables.
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        text += f"# {meaning}\n{mark}PACTWATCH_{name}='{quoted}'\n"
    return text


def _first_source(place: Path, answers: Answers) -> int:
    """Find the way into the first site and write its file; the exit code. A site that cannot be reached now
    does not spoil the folder.
    """
    if not answers.url:
        return 0
    config, _ = load(place)
    if _known(config, answers.url):
        note(f"kept as it is: the source of {answers.url}")
        return 0
    try:
        note(f"written: {_add(config, answers)}")
    except PactwatchError as error:
        note(f"pactwatch: {error}")
        note(f"the folder is ready all the same; add a site with: {_program()} sources add URL")
        return 1
    return 0


def _known(config: Config, url: str) -> bool:
    from crawler.sources import load as load_sources

    if not any(config.sources.glob("*.yaml")):
        return False
    found: tuple[Source, ...] = load_sources(config.sources).sources
    return any(url in (source.url, *(entry.url for entry in source.entry_points)) for source in found)


def _add(config: Config, answers: Answers) -> Path:
    from crawler.discovery import discover, write_source_file
    from crawler.fetching.single import fetch, rules_for

    rules = rules_for(config, own=(answers.url,))
    note(f"looking at {answers.url} (politely: this may take a minute)")
    found = discover(answers.url, lambda place: fetch(place, rules=rules), config.clock())
    if found.source is None:
        why = found.problem.value if found.problem else "nothing found"
        raise PactwatchError(f"init --url {answers.url}: nothing to watch was found ({why}): {found.detail}")
    if answers.organisation:
        found = replace(found, source=replace(found.source, organisation=answers.organisation))
    return write_source_file(found, config.sources)


def _tell(place: Path, answers: Answers) -> None:
    """What to do next, with the line for cron."""
    pactwatch = f"{_program()} --config-dir {_quoted(place)}"
    steps: list[tuple[str, str]] = []
    if answers.url:
        names = sorted(path.stem for path in (place / "sources").glob("*.yaml"))
        if len(names) == 1:
            steps.append((f"{pactwatch} replay {names[0]}", "read the last 30 days back, without alerting"))
    else:
        steps.append((f"{pactwatch} sources add URL", "watch a first site"))
    if answers.to:
        address = answers.to.split(",")[0].strip()
        steps.append((f"{pactwatch} alerts test {address}", "send a sample"))
    steps.append((f"{pactwatch} list agreements", "look at what was found"))
    print("Next:")
    for command, why in steps:
        print(f"  {command}\n      {why}")
    print("The line for cron (crontab -e), every ten minutes; what is not due costs nothing:")
    print(f"  */10 * * * * {pactwatch.replace('%', chr(92) + '%')} poll --due --send")


def _program() -> str:
    """How this program is called from anywhere."""
    return _quoted(Path(sys.argv[0]).absolute()) if sys.argv[0].endswith("pactwatch") else "pactwatch"


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
