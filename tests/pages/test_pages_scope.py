from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import EntryKind, EntryPoint
from crawler.pages.scope import in_scope, registrable_domain, same_site
from tests.pages.entry_cases import source


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.pku.edu.cn", "pku.edu.cn"),
        ("www.wenzhou.gov.cn", "wenzhou.gov.cn"),
        ("tenant.github.io", "tenant.github.io"),
        ("a.b.test", "b.test"),
        ("localhost", "localhost"),
        ("127.0.0.5", "127.0.0.5"),
        ("WWW.Example.ORG.", "example.org"),
    ],
)
def test_the_registrable_domain_is_what_somebody_registered(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        ("https://en.hospital-demo.org.cn/a", True),
        ("http://hospital-demo.org.cn:8080/a", True),
        ("https://other-demo.org.cn/a", False),
        ("https://hospital-demo.org.cn.casino-demo.com/a", False),
        ("ftp://www.hospital-demo.org.cn/a", False),
        ("https://[broken", False),
        ("mailto:x@hospital-demo.org.cn", False),
    ],
)
def test_without_globs_a_sources_articles_are_those_of_its_own_site(url: str, belongs: bool) -> None:
    assert in_scope(url, source("https://www.hospital-demo.org.cn/news/")) is belongs


def test_for_an_ip_address_the_port_counts_too() -> None:
    watched = source("http://127.0.0.1:8001/")
    assert same_site("http://127.0.0.1:8001/a", watched)
    assert not same_site("http://127.0.0.1:8002/a", watched)
    assert not same_site("http://127.0.0.2:8001/a", watched)


def test_the_sites_of_the_entry_points_belong_to_the_source() -> None:
    point = EntryPoint("https://www.second-demo.cn/", EntryKind.LISTING)
    assert in_scope("https://www.second-demo.cn/a", source("http://first-demo.org/x", entry_points=(point,)))


@pytest.mark.parametrize(
    ("glob", "matches"),
    [
        ("https://www.site-demo.org/news/*", True),
        ("www.site-demo.org/news/*", True),
        ("http*://*site-demo.org/*/2026*", True),
        ("/news/*", True),
        ("/news/*?id=1", False),
        ("/other/*", False),
        ("https://www.site-demo.org/news", False),
    ],
)
def test_a_glob_is_held_against_the_address_in_three_ways(glob: str, matches: bool) -> None:
    assert in_scope("https://www.site-demo.org/news/2026/a", source(include=(glob,))) is matches


def test_include_replaces_the_same_site_rule_and_exclude_always_wins() -> None:
    watched = source(include=("https://cdn-demo.net/*",), exclude=("*/draft/*",))
    assert in_scope("https://cdn-demo.net/a", watched)
    assert not in_scope("https://www.site-demo.org/a", watched)
    assert not in_scope("https://cdn-demo.net/draft/a", watched)


@given(st.text(max_size=80), st.text(max_size=30))
def test_any_text_as_address_or_glob_never_raises(url: str, glob: str) -> None:
    assert not in_scope(url, source(include=(glob,), exclude=("*",)))
    # What the globs say holds for any text: everything taken in, nothing let in.
    assert not in_scope("http://" + url, source(exclude=("*",)))
    assert not in_scope("http://" + url, source("http://" + glob, exclude=("*", glob)))
