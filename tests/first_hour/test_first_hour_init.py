"""A working folder from flags; nothing is ever overwritten."""

from __future__ import annotations

import stat

import pytest
from dotenv import dotenv_values

from crawler.cli.beginning import Answers, checked, settings_text
from crawler.config import load
from crawler.errors import ConfigurationError
from tests.end_to_end.house import House


def test_flags_leave_a_folder_that_other_commands_take(tmp_path):
    house = House(tmp_path / "here")
    place = tmp_path / "watch"
    done = house.run(
        "init", "--dir", str(place), "--yes", "--to", "a@b.example", "--smtp", "smtp://u:p%27w@h:587"
    )
    assert done.returncode == 0, done.stderr
    assert f"--config-dir {place} poll --due --send" in done.stdout
    assert stat.S_IMODE((place / ".env").stat().st_mode) == 0o600
    assert (place / "README.md").is_file()
    config, warnings = load(place, {})
    assert warnings == ()
    assert (config.alert_to, config.alert_from) == (("a@b.example",), "a@b.example")
    assert config.smtp_url is not None
    assert config.smtp_url.get_secret_value() == "smtp://u:p%27w@h:587"


def test_a_second_run_keeps_every_byte(tmp_path):
    house = House(tmp_path / "here")
    place = tmp_path / "watch"
    house.run("init", "--dir", str(place), "--yes", "--to", "a@b.example")
    (place / ".env").write_text("PACTWATCH_ALERT_TO=mine@own.example\n")
    (place / "sources" / "mine.yaml").write_text("url: https://mine.example/\n")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    done = house.run("init", "--dir", str(place), "--yes", "--to", "else@where.example")
    assert done.returncode == 0
    assert "kept as it is" in done.stderr
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--url", "https://a.example/"),
        ("--yes", "--url", "a.example"),
        ("--yes", "--to", "nobody"),
        ("--yes", "--smtp", "ftp://x"),
        ("--yes", "--dir", "/proc/nowhere/x"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_exit_2(tmp_path, arguments):
    place = tmp_path / "watch"
    done = House(tmp_path / "here").run(
        "init", *(() if "--dir" in arguments else ("--dir", str(place))), *arguments
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (place / ".env").exists()


def test_a_site_that_is_down_leaves_the_folder_all_the_same(tmp_path):
    place = tmp_path / "watch"
    done = House(tmp_path / "here").run(
        "init", "--dir", str(place), "--url", "http://127.0.0.1:9/", "--to", "a@b.example"
    )
    assert done.returncode == 1
    assert "sources add" in done.stderr
    assert (place / ".env").is_file()


@pytest.mark.parametrize(
    "to", ["a@b.example", "a@b.example, c@d.example", "A B <a@b.example>", "o'neill@b.example", ""]
)
def test_settings_are_read_back_as_they_were_given(tmp_path, to):
    path = tmp_path / ".env"
    path.write_text(settings_text(checked(Answers(to=to))), "utf-8")
    assert (dotenv_values(path).get("PACTWATCH_ALERT_TO") or "") == to


@pytest.mark.parametrize(
    "answers",
    [
        Answers(url="https://a.example/\nPACTWATCH_X=1"),
        Answers(organisation="a\x1b[31m"),
        Answers(to="a@b.example\nPACTWATCH_SMTP_URL=smtp://evil"),
        Answers(sender="a@b.example'\nX=1"),
        Answers(smtp="smtp://h/'\nX=1"),
    ],
)
def test_no_answer_adds_a_setting_of_its_own(answers):
    with pytest.raises(ConfigurationError):
        checked(answers)
