"""Scrapy's unsafe defaults are off, and stay off."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings

from crawler import settings as ours
from crawler.config import Limits
from crawler.runner import RunnerOptions
from crawler.runner.run import scrapy_settings

PLAIN = (str, int, float, bool, type(None))


@pytest.fixture(scope="module")
def effective() -> Settings:
    return scrapy_settings(RunnerOptions(limits=Limits(delay=3, max_body=5000), contact="ops@example.org"))


def test_settings_are_strings_and_numbers_only() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(plain(key) and plain(item) for key, item in value.items())
        return all(plain(item) for item in value) if isinstance(value, list) else isinstance(value, PLAIN)

    assert all(plain(value) for name, value in vars(ours).items() if name.isupper())


@pytest.mark.parametrize("scheme", ["file", "data", "ftp", "s3"])
def test_only_the_web_can_be_fetched(effective: Settings, scheme: str) -> None:
    assert effective.getwithbase("DOWNLOAD_HANDLERS")[scheme] is None


@pytest.mark.parametrize(
    "name",
    [
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "COOKIES_ENABLED",
        "REFERER_ENABLED",
        "HTTPCACHE_ENABLED",
        "HTTPPROXY_ENABLED",
        "METAREFRESH_ENABLED",
    ],
)
def test_what_opens_doors_or_tells_tales_is_off(effective: Settings, name: str) -> None:
    assert effective.getbool(name) is False


def test_robots_and_certificates_are_on(effective: Settings) -> None:
    assert effective.getbool("ROBOTSTXT_OBEY")
    assert effective.getbool("DOWNLOAD_VERIFY_CERTIFICATES")


def test_the_installations_limits_and_contact_reach_scrapy(effective: Settings) -> None:
    assert effective.getfloat("DOWNLOAD_DELAY") == 3
    assert effective.getint("DOWNLOAD_MAXSIZE") == 5000
    assert "ops@example.org" in effective["USER_AGENT"]


def test_the_limits_of_the_interface_are_the_defaults() -> None:
    plain = scrapy_settings(RunnerOptions())
    found = [plain.getfloat(name) for name in ("DOWNLOAD_DELAY", "DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT")]
    assert found == [1.0, 10_000_000, 60]
    assert plain.getint("PACTWATCH_MAX_REQUESTS") == 300
