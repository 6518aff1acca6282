"""One page, one key; two pages, two keys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.dedupe.urls import canonical, host_of, site, url_key

SAME = [
    ("http://a.example/x", "https://a.example/x"),
    ("http://www.a.example/x", "http://a.example/x"),
    ("http://A.Example:80/x", "https://a.example:443/x"),
    ("http://a.example/x/", "http://a.example/x"),
    ("http://a.example", "http://a.example/index.html"),
    ("http://a.example/n/Index.PHP?id=3", "http://a.example/n/?id=3"),
    ("http://a.example/x#comments", "http://a.example/x"),
    ("http://a.example/x?utm_source=mail&utm_medium=m&id=4", "http://a.example/x?id=4"),
    ("http://a.example/x?b=2&a=1", "http://a.example/x?a=1&b=2"),
    ("http://a.example/x?from=timeline&isappinstalled=0", "http://a.example/x"),
    ("http://a.example/x;jsessionid=0AF3?id=1", "http://a.example/x?id=1"),
    ("http://a.example/%7Euser/%e4%b8%ad", "http://a.example/~user/中"),
    ("http://a.example/a/./b/../c", "http://a.example/a/c"),
    ("http://a.example//a///c", "http://a.example/a/c"),
    ("http://a.example/x?q=a+b", "http://a.example/x?q=a%20b"),
    ("http://bücher.example/x", "http://xn--bcher-kva.example/x"),
    ("http://user:secret@a.example/x", "http://a.example/x"),
    ("  http://a.example/x\n", "http://a.example/x"),
    ("http://a.example/a b", "http://a.example/a%20b"),
]

DIFFERENT = [
    ("http://a.example/?id=1", "http://a.example/?id=2"),
    ("http://a.example/x", "http://a.example/X"),
    ("http://a.example:8080/x", "http://a.example/x"),
    ("http://a.example/x?from=cn", "http://a.example/x?from=pl"),
    ("http://a.example/#!/news/1", "http://a.example/#!/news/2"),
    ("http://a.example/#/news/1", "http://a.example/#/news/2"),
    ("http://a.example/a%2Fb", "http://a.example/a/b"),
    ("http://a.example/x?q=1%2B2", "http://a.example/x?q=1+2"),
    ("http://a.example/x?sid=5", "http://a.example/x?sid=6"),
    ("http://news.a.example/x", "http://a.example/x"),
    ("http://a.example/index.html?page=1", "http://a.example/index.html?page=2"),
    ("http://a.example/a b", "http://a.example/ab"),
    ("http://127.0.0.1:8001/x", "http://127.0.0.1:8002/x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_have_one_key(one, other):
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages_never_share_a_key(one, other):
    assert url_key(one) != url_key(other)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_any_text_has_a_key_and_the_key_is_its_own_key(text):
    for url in (text, f"http://{text}", f"https://a.example/{text}", f"http://a.example/?{text}"):
        key = url_key(url)
        assert url_key(key) == key
        assert len(key) <= 1000 or len(key) < len(url) * 9


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9), min_size=1), st.randoms())
def test_the_order_of_parameters_does_not_matter_but_each_value_does(parameters, order):
    pairs = [f"{name}={value}" for name, value in parameters.items()]
    shuffled = list(pairs)
    order.shuffle(shuffled)
    url = "http://a.example/x?" + "&".join(pairs)
    assert url_key(url) == url_key("http://a.example/x?" + "&".join(shuffled))
    name = pairs[0][0]
    changed = [f"{name}=77", *pairs[1:]]
    assert url_key(url) != url_key("http://a.example/x?" + "&".join(changed))


def test_an_endless_address_gets_a_short_key_that_still_tells_two_apart():
    long = "http://a.example/" + "a" * 100_000
    assert len(url_key(long)) < 1000
    assert url_key(long) != url_key(long + "b")
    assert url_key(url_key(long)) == url_key(long)


def test_a_declared_address_of_the_same_domain_is_believed():
    assert canonical("http://m.a.example/n/1?x=2", "https://www.a.example/n/1") == "https://www.a.example/n/1"
    assert canonical("http://a.example/n/1?x=2", "/n/1") == "http://a.example/n/1"


@pytest.mark.parametrize(
    "declared",
    [
        "/",
        "https://a.example/index.html",
        "https://b.example/n/1",
        "",
        None,
        "ftp://x",
        "http://[",
        "javascript:x",
    ],
)
def test_a_declared_address_that_cannot_be_the_pages_own_is_not_believed(declared):
    assert canonical("https://a.example/n/1", declared) == "https://a.example/n/1"


def test_two_customers_of_one_hoster_are_two_sites():
    assert site("http://one.github.io/x") != site("http://two.github.io/x")
    assert site("http://news.city.gov.cn/x") == site("http://www.city.gov.cn/y")
    assert site("http://127.0.0.1:8001/x") != site("http://127.0.0.1:8002/x")


def test_the_host_of_an_address_is_folded():
    assert host_of("HTTP://WWW.A.Example:80/x") == "a.example"
    assert host_of("nothing") == ""
