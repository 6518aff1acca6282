"""The environment in, one frozen configuration or one clear line out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.config import load
from crawler.errors import ConfigurationError


def test_defaults_need_no_environment(tmp_path):
    config, warnings = load(tmp_path, {})
    assert warnings == ()
    assert config.home == tmp_path / "var"
    assert config.database_url == f"sqlite:///{tmp_path}/var/pactwatch.sqlite3"
    assert config.alert_max_age_days == 30
    assert config.reread_days == (1, 3, 7, 14, 30, 90, 180, 365)


def test_the_environment_outranks_the_env_file(tmp_path):
    (tmp_path / ".env").write_text("PACTWATCH_ALERT_TO=file@example.org\nPACTWATCH_DELAY=3\n")
    config, _ = load(tmp_path, {"PACTWATCH_ALERT_TO": "shell@example.org"})
    assert config.alert_to == ("shell@example.org",)
    assert config.limits.delay == 3


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path):
    (tmp_path / "secret").write_text("smtp://u:p@mail.example:587/?tls=starttls\n")
    config, _ = load(tmp_path, {"PACTWATCH_SMTP_URL_FILE": "secret"})
    assert config.smtp_url is not None
    assert config.smtp_url.get_secret_value() == "smtp://u:p@mail.example:587/?tls=starttls"
    assert "u:p" not in repr(config)


def test_a_misspelt_name_is_a_warning_with_the_nearest_name(tmp_path):
    _, warnings = load(tmp_path, {"PACTWATCH_ALERT_FORM": "a@example.org"})
    assert warnings == ("PACTWATCH_ALERT_FORM: no such setting; did you mean PACTWATCH_ALERT_FROM?",)


def test_now_stops_the_clock_and_is_utc(tmp_path):
    config, _ = load(tmp_path, {"PACTWATCH_NOW": "2026-01-02T03:04:05+08:00"})
    assert config.clock() == config.clock() == datetime(2026, 1, 1, 19, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SMTP_URL", "mail.example", "smtp://"),
        ("SMTP_URL", "smtp://mail.example:notaport", "smtp://"),
        ("DELAY", "soon", "number"),
        ("ALERT_TO", "nobody", "mail addresses"),
        ("ALERT_FROM", "a@b.example\nBcc: c@d.example", "mail addresses"),
        ("REREAD_DAYS", "1,two", "integer"),
        ("REREAD_DAYS", "0", "1 or more"),
        ("DATABASE_URL", "mysql://x", "postgresql+psycopg://"),
        ("NOW", "tomorrow", "datetime"),
        ("CLOAK_CHECK", "perhaps", "boolean"),
        ("PROXY", "socks://x", "http://host:port"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_setting_and_expectation(tmp_path, name, value, expected):
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, {f"PACTWATCH_{name}": value})
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(f"PACTWATCH_{name}")
    assert expected in line


def test_a_wrong_smtp_url_never_shows_its_password(tmp_path):
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, {"PACTWATCH_SMTP_URL": "smpt://user:hunter2@mail.example"})
    assert "hunter2" not in str(caught.value)
