"""Who gets what: ``alerts.yaml`` into frozen subscriptions, or one line for each fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from crawler.config import check_address
from crawler.errors import ConfigurationError
from crawler.model import AGREEMENT_TYPES
from crawler.sources.yaml_text import mapping_from

# The name stands in ids, in addresses and on command lines.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LARGEST_FILE = 1_000_000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Subscription:
    """One reader, or one group of readers, and what concerns them.

    An empty filter lets everything through; within one filter any value is enough, all filters must hold.
    ``when`` is ``at_once``, ``daily`` or ``weekly`` (at ``at`` on ``weekday`` in ``zone``). ``review`` =
    what needs a person comes here, too (``also``), or nothing else (``only``). ``health`` = mails about
    sick sources. ``channels`` are Apprise addresses; they hold secrets and are never stored or shown.
    """

    id: str
    to: tuple[str, ...] = ()
    channels: tuple[str, ...] = field(default=(), repr=False)
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    min_confidence: float = 0.0
    when: str = "at_once"
    at: time = time(7, 0)
    weekday: str = "monday"
    zone: str = "UTC"
    labels: str = "en"
    review: str = "no"
    health: bool = False
    empty: bool = True


def _listed(value: object) -> object:
    """A single value stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _address(value: str) -> str:
    try:
        check_address(value)
        value.encode("ascii")
    except ValueError:
        raise ValueError("a mail address such as office@example.org") from None
    if "," in value:
        raise ValueError("one mail address an item")
    return value


def _channel(value: str) -> str:
    # A large library, and most installations name no channel.
    from apprise import Apprise

    if Apprise.instantiate(value, suppress_exceptions=True) is None:
        raise ValueError("a channel address that Apprise knows, such as slack://... or json://host/path")
    return value


def _clock(value: object) -> time:
    # Without quotes YAML reads 07:30 as the number 450.
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError('a time of day in quotes, such as "07:30"')
    return time.fromisoformat(value)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise ValueError("an IANA time zone such as Asia/Shanghai") from None
    return value


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise ValueError("a country as two capital letters (ISO 3166), such as CN")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", value):
        raise ValueError("a BCP 47 language such as en or zh")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("some text, or no such key")
    return value.strip()


def _one_of(names: tuple[str, ...]) -> Any:
    def check(value: str) -> str:
        if value not in names:
            raise ValueError("one of " + ", ".join(names))
        return value

    return Annotated[str, AfterValidator(check)]


def _list(kind: Any) -> Any:
    return Annotated[list[kind], BeforeValidator(_listed)]


class _Keys(BaseModel):
    """The keys of one subscription with their defaults."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    to: _list(Annotated[str, AfterValidator(_address)]) = []  # type: ignore[valid-type]
    channels: _list(Annotated[str, AfterValidator(_channel)]) = []  # type: ignore[valid-type]
    organisations: _list(Annotated[str, AfterValidator(_text)]) = []  # type: ignore[valid-type]
    countries: _list(Annotated[str, AfterValidator(_country)]) = []  # type: ignore[valid-type]
    kinds: _list(_one_of(AGREEMENT_TYPES)) = []  # type: ignore[valid-type]
    languages: _list(Annotated[str, AfterValidator(_language)]) = []  # type: ignore[valid-type]
    sources: _list(Annotated[str, AfterValidator(_text)]) = []  # type: ignore[valid-type]
    words: _list(Annotated[str, AfterValidator(_text)]) = []  # type: ignore[valid-type]
    min_confidence: Annotated[float, Field(ge=0, le=1, strict=False)] = 0.0
    when: Literal["at_once", "daily", "weekly"] = "at_once"
    at: Annotated[time, BeforeValidator(_clock)] = time(7, 0)
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    labels: Literal["en", "zh"] = "en"
    review: Literal["no", "also", "only"] = "no"
    health: bool = False
    empty: bool = True


def load_subscriptions(path: Path) -> tuple[Subscription, ...] | None:
    """The subscriptions of the file, ``None`` where there is no file.

    Raises :class:`ConfigurationError` with a line for each fault: file, key, what was expected. A file
    with a fault is refused as a whole: half a list of readers would lose alerts without a word.
    """
    try:
        with path.open("rb") as file:
            body = file.read(_LARGEST_FILE + 1)
        text = body.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read; expected a text file in UTF-8 ({error})") from None
    if len(body) > _LARGEST_FILE:
        raise ConfigurationError(f"{path}: over {_LARGEST_FILE // 1000} kB, expected a list of subscriptions")
    found, faults = subscriptions_from(text)
    if faults:
        raise ConfigurationError("\n".join(f"{path}: {fault}" for fault in faults))
    return found


def subscriptions_from(text: str) -> tuple[tuple[Subscription, ...], tuple[str, ...]]:
    """The subscriptions that a text states, and a line for each fault. Never raises."""
    if not text.strip():
        return (), ("the file is empty, expected subscriptions, such as office: {to: office@example.org}",)
    fields, faults = mapping_from(text)
    found = []
    for name, keys in (fields or {}).items():
        one, more = _subscription(name, keys)
        faults += more
        if one is not None:
            found.append(one)
    return tuple(found), tuple(faults)


def _subscription(name: str, keys: object) -> tuple[Subscription | None, list[str]]:
    if not _NAME.fullmatch(name):
        shown = " ".join(name.split())[:60]
        return None, [f"key {shown!r}: expected a name of small letters, digits, dash and underscore"]
    if not isinstance(keys, dict):
        return None, [f'key "{name}": expected keys with values, such as to: office@example.org']
    try:
        read = _Keys.model_validate({str(key): value for key, value in keys.items()})
    except ValidationError as error:
        return None, [_line(name, fault) for fault in error.errors()]
    if not read.to and not read.channels:
        return None, [f'key "{name}": names nobody, expected to (mail addresses) or channels (Apprise)']
    values = read.model_dump()
    values["zone"] = values.pop("timezone")
    frozen: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    return Subscription(name, **frozen), []


_EXPECTED = {
    "string_type": "text (put it in quotes)",
    "bool_type": "true or false",
    "list_type": "a list",
    "float_parsing": "a number from 0 to 1",
    "float_type": "a number from 0 to 1",
    "greater_than_equal": "a number from 0 to 1",
    "less_than_equal": "a number from 0 to 1",
}


def _line(name: str, fault: Any) -> str:
    """One fault as one line; a channel's address is a secret and not shown."""
    place = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]]
    key = f"{name}{''.join(place)}"
    if fault["type"] == "extra_forbidden":
        return f'key "{key}": is not known, expected one of {", ".join(_Keys.model_fields)}'
    if fault["type"] == "literal_error":
        expected = "one of " + str(fault["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    else:
        context = fault.get("ctx") or {}
        expected = _EXPECTED.get(fault["type"]) or str(context.get("error", fault["msg"]))
    secret = "channels" in fault["loc"]
    shown = "a channel address" if secret else repr(" ".join(str(fault["input"]).split())[:60])
    return f'key "{key}": found {shown}, expected {expected}'
