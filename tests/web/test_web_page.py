"""The operators' page, served by the real command and looked at in a real browser."""

from __future__ import annotations

import re
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from tests.end_to_end.house import ARTICLE, House, news_site, paragraphs
from tests.end_to_end.sink import free_port
from tests.site import Reply, Site

CHROMIUM = shutil.which("chromium")
EVIL = '<img src=x onerror="document.title=1"><script>document.title="owned"</script>'


class Page:
    """The running web page of an installation."""

    def __init__(self, house: House, url: str) -> None:
        self.house = house
        self.url = url

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers of one request."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers.items())
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), dict(error.headers.items())

    def post(self, path: str, form: dict[str, str], **headers: str) -> int:
        """The status of a form's answer (redirects followed)."""
        body = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(self.url + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site = Site()
    news_site(site)
    lead = f"On November 7, Harbour General Hospital and Saint Bruno Hospital {EVIL.replace('<', '&lt;')} signed a cooperation agreement."
    hostile = ARTICLE.format(
        title=f"Hospitals sign agreement {EVIL.replace('<', '&lt;')}",
        body=paragraphs(lead, "It covers the training of nurses and doctors."),
        day="2026-11-07",
        site="Harbour",
    )
    site["/news/7.html"] = Reply(hostile)
    house = House(tmp_path_factory.mktemp("web"))
    house.source("harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital")
    house.run("poll", "--all")
    port = free_port()
    process = house.start("web", WEB_ADDRESS=f"127.0.0.1:{port}")
    served = Page(house, f"http://127.0.0.1:{port}")
    for _ in range(100):
        try:
            served.get("/")
            break
        except urllib.error.URLError:
            time.sleep(0.1)
    yield served
    process.terminate()
    process.communicate(timeout=20)
    site.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?status=review",
        "/?q=varnholm&type=memorandum",
        "/?page=99",
        "/?page=x",
        "/?page=%C2%B2",
        "/?page=" + "9" * 5000,
        "/junk",
        "/sources",
        "/polls",
        "/alerts",
    ],
)
def test_every_screen_answers(screen, path):
    status, body, headers = screen.get(path)
    assert status == 200
    assert "</html>" in body
    assert "default-src 'none'" in headers["content-security-policy"]


def test_the_first_screen_lists_agreements_and_filters_them(screen):
    _, everything, _ = screen.get("/")
    _, some, _ = screen.get("/?q=orrin")
    assert "Mount Orrin Medical Center" in everything
    assert "Varnholm" in everything
    assert "Mount Orrin Medical Center" in some
    assert "Varnholm" not in some


def agreement_path(screen: Page, word: str) -> str:
    _, body, _ = screen.get("/?q=" + word)
    found = re.search(r'href="(/agreements/[^"]+)"', body)
    assert found
    return found.group(1)


def test_one_agreement_shows_its_report_with_the_proof_marked(screen):
    _, body, _ = screen.get(agreement_path(screen, "orrin"))
    assert "<mark>" in body
    assert screen.get("/agreements/none")[0] == 404


def test_a_stored_copy_is_shown_with_everything_in_it_switched_off(screen):
    path = agreement_path(screen, "bruno")
    _, body, _ = screen.get(path)
    copy = re.search(r'href="(/agreements/[^"]+/copies/[0-9a-f]{16})"', body)
    assert copy
    _, frame, outer = screen.get(copy.group(1))
    assert f'sandbox title="The page as it was stored" src="{copy.group(1)}/page"' in frame
    status, raw, inner = screen.get(copy.group(1) + "/page")
    assert (status, "signed a cooperation agreement" in raw) == (200, True)
    assert inner["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "frame-src 'self'" in outer["content-security-policy"]
    assert screen.get(path + "/copies/0000000000000000")[0] == 404


def test_the_mail_links_to_the_stored_copy(screen):
    path = agreement_path(screen, "orrin")
    _, body, _ = screen.get(path)
    copy = re.search(r'href="(/agreements/[^"]+/copies/[0-9a-f]{16})"', body)
    assert copy
    assert screen.house.run("alerts", "send").returncode == 0
    mails = [message_from_bytes(mail.read_bytes(), policy=policy.default) for mail in screen.house.mails()]
    texts = [mail.get_body(("plain",)).get_content() for mail in mails]
    assert [text.count(copy.group(1)) for text in texts if path in text] == [1]


def test_a_decision_needs_this_pages_form(screen):
    path = agreement_path(screen, "orrin")
    assert screen.post(path + "/decide", {"decision": "confirm"}) == 403
    _, body, _ = screen.get(path)
    token = re.search(r'name="token" value="([^"]+)"', body)
    assert token
    form = {"decision": "confirm", "token": token.group(1)}
    assert screen.post(path + "/decide", form, Origin="http://evil.example") == 403
    assert screen.post(path + "/decide", form) == 200
    rows = {row["id"]: row["status"] for row in screen.house.rows("agreements")}
    assert rows[path.rpartition("/")[2]] == "confirmed"


def test_agreements_that_may_be_the_same_are_offered_and_joined_by_a_person(screen):
    path = agreement_path(screen, "bruno")
    _, body, _ = screen.get(path)
    assert "Perhaps the same agreement" in body
    other = re.search(r'name="other" value="([^"]+)"', body)
    token = re.search(r'name="token" value="([^"]+)"', body)
    assert other and token
    listed = screen.house.run("agreements", "similar", path.rpartition("/")[2], "--format", "json").stdout
    assert other.group(1) in listed
    form = {"decision": "join", "other": other.group(1), "token": token.group(1)}
    assert screen.post(path + "/decide", form) == 200
    _, joined, _ = screen.get(path)
    assert "This is another agreement" in joined
    assert "What was done to it" in joined
    report = re.search(r'name="report" value="([^"]+)"', joined)
    assert report
    split = {"decision": "split", "report": report.group(1), "token": token.group(1)}
    assert screen.post(path + "/decide", split) == 200


def test_a_foreign_host_name_gets_no_page(screen):
    assert screen.get("/", Host="rebound.example")[0] == 400


def test_an_address_open_to_others_is_refused(screen):
    done = screen.house.run("web", WEB_ADDRESS="0.0.0.0:8765")
    assert done.returncode == 2
    assert "loopback" in done.stderr


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_scraped_markup_is_text_in_a_real_browser(screen):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        tab = browser.new_page(viewport={"width": 390, "height": 800})
        complaints: list[str] = []
        tab.on("console", lambda message: complaints.append(message.text))
        tab.goto(screen.url + "/")
        tab.get_by_role("link", name=re.compile("Harbour General Hospital")).first.click()
        title, wide = tab.title(), tab.evaluate("document.documentElement.scrollWidth")
        tab.get_by_role("link", name="stored copy").first.click()
        frame = tab.frame_locator("iframe.copy")
        kept = frame.locator("body").inner_text()
        browser.close()
    assert "Harbour General Hospital and" in kept
    assert title == "Agreement - Pactwatch"
    assert wide <= 390
    assert complaints == []
