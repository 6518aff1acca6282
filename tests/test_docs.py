"""A setting, a command or a name that is not described fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

import crawler.cli.commands  # noqa: F401 - registers the commands
from crawler.cli.app import app
from crawler.config import Config, Limits
from crawler.model import (
    AGREEMENT_TYPES,
    AlertKind,
    AlertState,
    AnnouncementVerdict,
    EntryKind,
    Health,
    PollOutcome,
    Problem,
    Source,
    Verdict,
)

ROOT = Path(__file__).resolve().parents[1]
DOCS = "\n".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
)
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
NAMES = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """Every command and sub-command."""
    found = []
    for name, command in typer.main.get_command(app).commands.items():
        inner = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in inner] if inner else [name]
    return found


@pytest.mark.parametrize("name", sorted((set(Config.model_fields) | set(Limits.model_fields)) - {"limits"}))
def test_every_setting_is_described(name):
    assert f"`{name.upper()}`" in SETTINGS


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described(command):
    assert f"pactwatch {command}" in DOCS


@pytest.mark.parametrize(
    "name",
    [
        *(
            item.value
            for kind in (Problem, Verdict, AnnouncementVerdict, Health, PollOutcome, AlertKind, AlertState)
            for item in kind
        ),
        *AGREEMENT_TYPES,
    ],
)
def test_every_name_is_described(name):
    assert f"`{name}`" in NAMES


@pytest.mark.parametrize("key", [name for name in Source.__dataclass_fields__ if name != "id"])
def test_every_key_of_a_source_is_described(key):
    assert f"`{key}`" in SOURCES


@pytest.mark.parametrize("kind", [kind.value for kind in EntryKind])
def test_every_kind_of_entry_point_is_described(kind):
    assert kind in SOURCES


def test_every_page_that_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [link for link in re.findall(r"\]\((docs/[^)]+)\)", text) if not (ROOT / link).exists()] == []


def test_every_document_is_reached_from_the_readme_or_another_document():
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {name for name in pages if f"{name})" not in DOCS and f"docs/{name}" not in DOCS} == set()
