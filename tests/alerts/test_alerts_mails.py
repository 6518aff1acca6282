"""Mails: the same in text and HTML, in the reader's language, and harmless whatever was scraped."""

import re
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crawler.alerts.compose import as_mail, compose
from crawler.alerts.digests import digest
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide
from crawler.alerts.subscriptions import Subscription
from crawler.alerts.wording import words_in
from crawler.dedupe.urls import url_digest
from tests.alerts.rows import NOW, SENDER, change, report, row

TO = ("reader@x.example",)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %}",
    "=cmd|' /C calc'!A0",
    "line one\r\nBcc: victim@x.example\r\n\r\nbody",
    "name\u202egnp.exe\u2066",
    "\ud800 lone \udfff",
    "A" * 10_000,
    "javascript:alert(1)",
    "\x00\x1b[31mred\x07",
    "</style><style>*{display:none}",
    "&lt;b&gt; &amp; ]]> <!--",
)


def mail_of(told, labels="en"):
    reader = Subscription("all", to=TO, labels=labels)
    (alert,) = decide(
        told, AlertPolicy(domain="x.example", subscriptions=(reader,), web="https://w.example"), NOW
    )
    return compose(alert, SENDER, TO, NOW)


def seen(page):
    """What a reader of the HTML sees, links written as the text writes them."""
    tree = html.fromstring(page)
    for link in tree.iter("a"):
        if link.text_content() != link.get("href"):
            link.text = f"{link.text_content()} ({link.get('href')})"
    for mark in tree.iter("mark"):
        mark.text = f"*{mark.text}*"
    return tree.find("body").text_content()


def squeezed(text):
    return re.sub(r"\s+", "", text)


def same(message):
    plain = "\n".join(re.sub(r"^(- |> )", "", line) for line in message.text.splitlines())
    return squeezed(plain) == squeezed(seen(message.html))


def test_a_mail_names_parties_kind_date_proof_and_where_to_look():
    message = mail_of(change())
    assert message.subject == "Memorandum of understanding: Harbour Hospital – Lakeview Clinic 1 (2026-11-18)"
    for words in (
        "Harbour Hospital",
        "[DE]",
        "*18 November*",
        "https://harbour.example/news/1.html",
        f"https://w.example/agreements/ag-1/copies/{url_digest('https://harbour.example/news/1.html')}",
        "2026/11/pages-0001.warc.gz#4711",
        "https://w.example/agreements/ag-1",
    ):
        assert words in message.text
    assert "<mark" in message.html
    assert 'href="https://harbour.example/news/1.html"' in message.html


@pytest.mark.parametrize("labels", ["en", "zh"])
def test_text_and_html_say_the_same(labels):
    assert same(mail_of(change(), labels))
    repaired = report(junk="injected", title="Harbour signs")
    assert same(mail_of(change(reports=[repaired, report(url="ftp://x.example/a")]), labels))


def test_a_repaired_page_is_called_one():
    assert "repaired" in mail_of(change(reports=[report(junk="injected", repaired=True)])).text
    assert "repaired" not in mail_of(change(reports=[report(junk="injected", repaired=False)])).text
    assert "repaired" not in mail_of(change()).text


def test_labels_are_chinese_where_the_reader_wants_them_and_names_stay():
    message = mail_of(change(), "zh")
    assert "谅解备忘录" in message.subject
    assert "签署日期：2026-11-18" in message.text
    assert "Harbour Hospital" in message.text
    assert 'lang="zh-Hans"' in message.html


def test_every_language_has_the_same_words():
    def keys(words):
        return {(key, *sorted(value)) if isinstance(value, dict) else key for key, value in words.items()}

    assert keys(words_in("en")) == keys(words_in("zh"))


def test_styles_are_inline_and_dark_screens_have_their_own():
    page = mail_of(change()).html
    assert '<h1 dir="auto" style=' in page
    assert "prefers-color-scheme: dark" in page
    assert "src=" not in page
    assert "@import" not in page


def test_headers_let_programs_unsubscribe_and_thread():
    mail = as_mail(mail_of(change(previous_status="review")))
    assert mail["List-Unsubscribe"].startswith("<mailto:pactwatch@example.org?subject=unsubscribe")
    assert mail["Auto-Submitted"] == "auto-generated"
    again = as_mail(mail_of(change(names=("Harbour Hospital", "Another Name"))))
    assert (mail["Message-ID"], mail["References"]) == (again["Message-ID"], again["References"])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text_in_every_kind_of_mail(text):
    bad = report(
        title=text, url=text, source=text, archive_ref=text, published_on="2026-11-19", language=text
    )
    told = change(names=(text, text), reports=[bad])
    (entry,) = decide(told, AlertPolicy(to=TO), NOW)
    (summary,) = digest(Subscription("d", to=TO, when="daily"), (NOW, NOW), [entry.facts], (), AlertPolicy())
    lines = {"subject": text, "lines": [text]}
    for alert in (entry, summary, row("h", facts=lines, subject=text)):
        harmless(compose(alert, SENDER, TO, NOW))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=40))
def test_any_text_is_harmless_and_the_same_in_both_forms(name, title, url):
    told = change(names=(name, "Lakeview"), reports=[report(title=title, url=f"https://{url}")])
    (entry,) = decide(told, AlertPolicy(to=TO), NOW)
    message = compose(entry, SENDER, TO, NOW)
    harmless(message)
    for marked in ("*", "- ", "> "):
        if marked in name + title + url:
            return
    assert same(message)


def harmless(message):
    """The mail parses, no header was split, nothing in it runs and every link is one of the web."""
    raw = as_mail(message).as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    assert read.defects == []
    assert read["Bcc"] is None
    assert read["To"] == TO[0]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    page = read.get_body(("html",)).get_content()
    tree = html.fromstring(page)
    allowed = {"html", "head", "body", "meta", "title", "style", "div", "h1", "h2", "h3", "p", "ul", "li"}
    tags = {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    assert tags <= allowed | {"a", "b", "mark", "span", "blockquote"}
    assert len(tree.findall(".//style")) == 1
    for node in tree.iter():
        assert not [name for name in node.attrib if name.startswith("on")]
    assert all(link.get("href").startswith(("http://", "https://")) for link in tree.iter("a"))
    text = read.get_body(("plain",)).get_content()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", text + page)
    assert len(text) < 20_000
