"""What a source file may say, checked strictly; each fault becomes one line that names key and remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from cssselect import HTMLTranslator, SelectorError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawler.model import EntryKind, EntryPoint, Selectors, Source
from crawler.sources.polls import check_poll

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_SHOWN = 60


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        port_ok = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        port_ok = False
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_ok or re.search(r"\s", value):
        raise ValueError("a web address that begins with http:// or https://")
    if "@" in parts.netloc:
        raise ValueError("a web address without a user name or password")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        near = _near(value, sorted(available_timezones()))
        raise ValueError(f"an IANA time zone such as Asia/Shanghai{near}") from None
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("a BCP 47 language such as en, zh-Hans or ko")
    return value


def _poll(value: str) -> str:
    check_poll(value)
    return value


def _selector(value: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"a CSS selector ({error})") from None
    return value


def _words(value: str) -> str:
    if not value.strip():
        raise ValueError("some text, or no such key")
    return value.strip()


_Url = Annotated[str, AfterValidator(_web_address)]
_Text = Annotated[str, AfterValidator(_words)]
_Css = Annotated[str, AfterValidator(_selector)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _EntryPointKeys(_Strict):
    url: _Url
    kind: Annotated[EntryKind, Field(strict=False)]


class _SelectorKeys(_Strict):
    title: _Css | None = None
    body: _Css | None = None
    published: _Css | None = None
    links: _Css | None = None


class SourceKeys(_Strict):
    """The keys of a source file under INTERFACE's names, with their defaults."""

    url: _Url
    name: _Text | None = None
    organisation: _Text | None = None
    entry_points: list[_EntryPointKeys] = []
    language: Annotated[str, AfterValidator(_language)] | None = None
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    poll: Annotated[str, AfterValidator(_poll)] = "adaptive"
    include: list[_Text] = []
    exclude: list[_Text] = []
    selectors: _SelectorKeys = _SelectorKeys()
    render: bool = False
    max_articles: Annotated[int, Field(ge=1, le=100_000)] = 200
    enabled: bool = True


def source_from(source_id: str, fields: dict[str, Any]) -> tuple[Source | None, list[str]]:
    """The Source that the keys of one file state, or ``None`` and a line for each fault. Never raises."""
    try:
        keys = SourceKeys.model_validate(fields)
    except ValidationError as error:
        return None, [_line(fault) for fault in error.errors()]
    return Source(
        id=source_id,
        url=keys.url,
        name=keys.name or urlsplit(keys.url).hostname or source_id,
        organisation=keys.organisation,
        entry_points=tuple(EntryPoint(e.url, e.kind) for e in keys.entry_points),
        language=keys.language,
        timezone=keys.timezone,
        poll=keys.poll,
        include=tuple(keys.include),
        exclude=tuple(keys.exclude),
        selectors=Selectors(**keys.selectors.model_dump()),
        render=keys.render,
        max_articles=keys.max_articles,
        enabled=keys.enabled,
    ), []


# What is expected of a value, by pydantic's name of the fault.
_EXPECTED = {
    "string_type": "text (put it in quotes)",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list, one item a line with a dash before it",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "greater_than_equal": "a number of at least 1",
    "less_than_equal": "a number of at most 100000",
    "enum": "one of " + ", ".join(EntryKind),
}


def _line(fault: Any) -> str:
    key = _dotted(fault["loc"])
    kind = fault["type"]
    if kind == "missing":
        return f'key "{key}": is missing, expected {"a web address" if key.endswith("url") else "a value"}'
    if kind == "extra_forbidden":
        known = _known_keys(fault["loc"])
        near = _near(str(fault["loc"][-1]), known)
        return f'key "{key}": is not known{near}; expected one of {", ".join(known)}'
    expected = _EXPECTED.get(kind) or str(fault.get("ctx", {}).get("error", fault["msg"]))
    if kind == "enum":
        expected += _near(str(fault["input"]), list(EntryKind))
    return f'key "{key}": found {_shown(fault["input"])}, expected {expected}'


def _dotted(place: Sequence[int | str]) -> str:
    parts = [f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in place]
    return " ".join("".join(parts).lstrip(".").split())[:120]


def _known_keys(place: Sequence[int | str]) -> list[str]:
    inner: dict[str, type[_Strict]] = {"entry_points": _EntryPointKeys, "selectors": _SelectorKeys}
    model = inner.get(str(place[0]), SourceKeys) if len(place) > 1 else SourceKeys
    return list(model.model_fields)


def _near(found: str, known: Sequence[str]) -> str:
    """A hint at the name that was probably meant, whatever its case."""
    by_small = {name.lower(): name for name in known}
    close = difflib.get_close_matches(found.lower()[:80], by_small, n=1, cutoff=0.6)
    return f" (did you mean {by_small[close[0]]}?)" if close else ""


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "keys with values"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "nothing"}[value]
    # A password in an address is nothing for a cron mail.
    text = re.sub(r"//[^/@\s]{0,500}@", "//…@", " ".join(str(value)[:500].split()))
    return (
        repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
        if isinstance(value, str)
        else text[:_SHOWN]
    )
