"""This installation: the environment (or a ``.env`` file) in, one frozen :class:`Config` out.

The only reader of ``os.environ``. Every setting is ``PACTWATCH_<NAME>``; a value may also come from the
file that ``PACTWATCH_<NAME>_FILE`` names. Relative paths start at the folder that is handed in.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from crawler.errors import ConfigurationError

PREFIX = "PACTWATCH_"
Clock = Callable[[], datetime]


class Limits(BaseModel):
    """What one poll may take. Seconds, bytes and counts as the names say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    delay: float = Field(1.0, ge=0, le=600, description="seconds between requests to one host")
    max_body: int = Field(10_000_000, ge=1_000, description="bytes of a decoded body")
    response_timeout: float = Field(60.0, gt=0, description="seconds for a whole response")
    max_requests: int = Field(300, ge=1, description="requests a source and poll")
    poll_deadline: float = Field(300.0, gt=0, description="seconds a source and poll")
    memory_mb: int = Field(512, ge=64, description="MB a process")
    page_timeout: float = Field(20.0, gt=0, description="seconds of thought a page")
    workers: int = Field(2, ge=1, le=64, description="processes that think")
    render_timeout: float = Field(60.0, gt=0, description="seconds for drawing a page (render: true)")
    render_pages: int = Field(2, ge=1, le=16, description="pages drawn at once")
    render_memory_mb: int = Field(1024, ge=512, description="MB of the browser that draws")


class Config(BaseModel):
    """All settings of this installation; see ``docs/settings.md`` for each name's meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path("var")
    database_url: str = ""
    sources: Path = Path("sources")
    smtp_url: SecretStr | None = None
    alert_from: str = ""
    alert_to: tuple[str, ...] = ()
    alert_max_age_days: int = Field(30, ge=0, le=36_500)
    reread_days: tuple[int, ...] = (1, 3, 7, 14, 30, 90, 180, 365)
    cloak_check: bool = True
    allow_private_networks: bool = False
    proxy: str = ""
    contact: str = ""
    chromium: str = ""
    now: datetime | None = None
    web_address: str = "127.0.0.1:8765"
    metrics_address: str = "127.0.0.1:9765"
    ping_url: str = ""
    alerts_file: Path = Path("alerts.yaml")
    web_url: str = ""
    bounces_url: SecretStr | None = None
    limits: Limits = Limits()

    @field_validator("reread_days", "alert_to", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Comma-separated text becomes a list."""
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("reread_days")
    @classmethod
    def _ages(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(day < 1 for day in value):
            raise ValueError("expected whole numbers of days, 1 or more, separated by commas")
        return tuple(sorted(set(value)))

    @field_validator("alert_to")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            check_address(address)
        return value

    @field_validator("alert_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        if value:
            check_address(value)
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        expected = "expected smtp://[user:password@]host[:port][/?tls=starttls] or smtps://..."
        try:
            parts = urlsplit(value.get_secret_value())
            right = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            right = False
        if not right or parts.query not in ("", "tls=starttls"):
            raise ValueError(expected)
        return value

    @field_validator("bounces_url")
    @classmethod
    def _bounces(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        try:
            parts = urlsplit(value.get_secret_value())
            right = parts.scheme in ("imap", "imaps") and bool(parts.hostname and parts.username)
            right = right and parts.port != 0
        except ValueError:
            right = False
        if not right:
            raise ValueError("expected imaps://user:password@host[:port][/folder]")
        return value

    @field_validator("web_url")
    @classmethod
    def _web(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("expected http://host[:port] or https://host[/path]")
        return value

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("expected http://host:port")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("expected sqlite:///... or postgresql+psycopg://...")
        return value

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        """A time without a zone is taken as UTC."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)

    @property
    def clock(self) -> Clock:
        """The time for recorded times and decisions: the real clock, or ``NOW`` standing still."""
        fixed = self.now
        return (lambda: fixed) if fixed is not None else (lambda: datetime.now(UTC))

    @property
    def alert_max_age(self) -> timedelta:
        """Older agreements are stored, not alerted."""
        return timedelta(days=self.alert_max_age_days)

    @property
    def reread_ages(self) -> tuple[timedelta, ...]:
        """Ages, from ``first_seen``, at which a stored article is fetched again."""
        return tuple(timedelta(days=day) for day in self.reread_days)


def check_address(address: str) -> None:
    """Refuse what is no mail address (a header cannot be injected through one either)."""
    name, plain = parseaddr(address)
    # The whole text is looked at: newer Pythons' parsers cut an address at a line break without a word.
    broken = any(ord(char) < 32 for char in address) or any(char in "<>" for char in plain + name)
    if broken or "@" not in plain[1:-1]:
        raise ValueError(f"expected mail addresses, found {address!r}")


def load(
    folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> tuple[Config, tuple[str, ...]]:
    """The configuration and warnings (one line each) of the installation in ``folder``.

    ``folder`` is where relative paths and ``.env`` start (default: the working folder); the environment
    outranks ``.env``. Raises :class:`ConfigurationError` with one line that names the setting and what was
    expected.
    """
    base = (folder or Path.cwd()).resolve()
    if not base.is_dir():
        raise ConfigurationError(f"--config-dir {base}: no such folder")
    environ = dict(os.environ if environment is None else environment)
    raw = {
        **_dotenv(base / ".env"),
        **{key: value for key, value in environ.items() if key.startswith(PREFIX)},
    }
    values, warnings = _named(raw, base)
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        raise ConfigurationError("; ".join(_line(item) for item in error.errors())) from None
    return _absolute(config, base), warnings


def keep_imports_home() -> None:
    """Have Python processes that are started from this one not import from the working folder.

    The pool's processes begin as ``python -c``, which puts the working folder first: a stranger's
    ``pipelines.py`` there would be taken for ours.
    """
    os.environ["PYTHONSAFEPATH"] = "1"


def _dotenv(path: Path) -> dict[str, str]:
    """The ``.env`` file's settings, empty where there is none."""
    if not path.is_file():
        return {}
    try:
        found = dotenv_values(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error})") from None
    return {key: value for key, value in found.items() if key.startswith(PREFIX) and value is not None}


def _named(raw: Mapping[str, str], base: Path) -> tuple[dict[str, object], tuple[str, ...]]:
    """Setting values by field name, limits nested; unknown names become warnings."""
    fields, limits = set(Config.model_fields) - {"limits"}, set(Limits.model_fields)
    values: dict[str, object] = {}
    limit_values: dict[str, object] = {}
    warnings: list[str] = []
    for key, value in sorted(raw.items()):
        name = key.removeprefix(PREFIX).lower()
        if name.startswith("test_"):
            continue
        if name.endswith("_file") and name not in fields:
            name, value = name.removesuffix("_file"), _secret(key, value, base)
        if name in limits:
            limit_values[name] = value
        elif name in fields:
            if value.strip() or name in ("alert_to",):
                values[name] = value.strip()
        else:
            near = difflib.get_close_matches(name, fields | limits, 1)
            hint = f"; did you mean {PREFIX}{near[0].upper()}?" if near else ""
            warnings.append(f"{key}: no such setting{hint}")
    return {**values, "limits": limit_values}, tuple(warnings)


def _secret(key: str, path: str, base: Path) -> str:
    """The value that stands in a file."""
    try:
        return (base / path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{key}: {path} cannot be read ({error})") from None


def _line(error: Mapping[str, object]) -> str:
    """One pydantic error as one line for a person, never showing a secret's value."""
    places = [str(part) for part in error["loc"] if part != "limits" and not str(part).isdigit()]  # type: ignore[attr-defined]
    name = (PREFIX + "_".join(places)).upper()
    message = str(error["msg"]).removeprefix("Value error, ")
    shown = "" if {"smtp_url", "bounces_url"} & set(places) else f", found {str(error['input'])[:80]!r}"
    return f"{name}: {message}{shown}"


def _absolute(config: Config, base: Path) -> Config:
    """Relative paths start at ``base``; the database defaults to SQLite in ``home``."""
    home = base / config.home
    url = config.database_url or f"sqlite:///{home / 'pactwatch.sqlite3'}"
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        url = f"sqlite:///{base / url.removeprefix('sqlite:///')}"
    places = {"home": home, "sources": base / config.sources, "alerts_file": base / config.alerts_file}
    return config.model_copy(update={**places, "database_url": url})
