"""From an empty folder to a mail about a site on loopback, as docs/first-hour.md tells it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.end_to_end.sink import Sink
from tests.first_hour.path import NEW, PARTNERS, READER, walk
from tests.site import site

DOCS = Path(__file__).parents[2] / "docs" / "first-hour.md"


@pytest.fixture(scope="module")
def journey(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watch")
    with site() as served, Sink() as sink:
        steps = walk(Path(sys.executable).parent / "pactwatch", folder, served, sink, lambda _step: None)
        yield folder, steps, sink.mails


def test_every_step_ends_well(journey):
    _, steps, _ = journey
    assert [
        (step.command[0], step.done.returncode, step.done.stderr[-500:])
        for step in steps
        if step.done.returncode
    ] == []
    assert [step.command[0] for step in steps] == ["init", "alerts", "replay", "list", "poll"]


def test_the_first_screen_shows_real_agreements(journey):
    _, steps, _ = journey
    replay = next(step for step in steps if step.command[0] == "replay")
    for partner in PARTNERS:
        assert partner.split()[0] in replay.done.stdout


def test_the_sample_and_one_alert_arrive_and_nothing_that_was_read_back(journey):
    _, _, mails = journey
    sample, *alerts = mails
    assert READER in sample["To"]
    assert len(alerts) == 1
    assert NEW in str(alerts[0].get_body(("plain",)).get_content())


def test_the_last_words_of_init_are_the_line_for_cron(journey):
    folder, steps, _ = journey
    line = steps[0].done.stdout.splitlines()[-1]
    assert line.strip().startswith("*/10 * * * * ")
    assert line.endswith(f"--config-dir {folder} poll --due --send")


def test_the_docs_tell_of_every_step(journey):
    _, steps, _ = journey
    text = DOCS.read_text("utf-8")
    for step in steps:
        assert f"pactwatch {step.command[0]}" in text
