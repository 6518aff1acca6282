"""Mails as a reader sees them: in Chromium, in a narrow and a wide window, light and dark."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from crawler.alerts.compose import compose
from crawler.alerts.digests import digest
from crawler.alerts.facts import agreement_facts
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide
from crawler.alerts.subscriptions import Subscription
from crawler.model import Agreement, Alert, ArticleChange, Health, Party, Signatory, SignedOn, SourceState
from tests.alerts.rows import NOW, SENDER, change, report

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (320, 800)
_POLICY = AlertPolicy(domain="example.org", web="https://watch.example.org")


def pictures(folder: str) -> int:
    """Draw every mail in every window into ``folder``; 1 when one is wider than its window."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    wide = 0
    with sync_playwright() as tool:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=flags)
        for name, alert in mails().items():
            page = compose(alert, SENDER, ("reader@example.org",), NOW).html
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    over = _draw(browser, page, (width, scheme), target / f"mail-{name}-{width}-{scheme}.png")
                    wide += over > 0
                    print(f"mail-{name}-{width}-{scheme}.png: {over} pixels too wide")
        browser.close()
    return int(wide > 0)


def _draw(browser: Browser, page: str, window: tuple[int, str], target: Path) -> int:
    """One picture; by how many pixels the mail is wider than its window."""
    width, scheme = window
    dark = "dark" if scheme == "dark" else "light"
    context = browser.new_context(
        viewport={"width": width, "height": 600}, color_scheme=dark, java_script_enabled=True, offline=True
    )
    view = context.new_page()
    view.set_content(page)
    over = int(view.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
    view.screenshot(path=str(target), full_page=True)
    context.close()
    return over


def mails() -> dict[str, Alert]:
    """An alert with all it may hold, the same for a Chinese reader, a digest, and one of hostile text."""
    english = Subscription("office", to=("reader@example.org",))
    chinese = replace(english, id="buero", labels="zh")
    (alert,) = decide(_full(), replace(_POLICY, subscriptions=(english,)), NOW)
    (translated,) = decide(_full(), replace(_POLICY, subscriptions=(chinese,)), NOW)
    items = [
        agreement_facts(change(n, country=c).agreements[0]) for n, c in ((1, "DE"), (2, "FR"), (3, "DE"))
    ]
    linked = [
        {**item, "record_url": f"https://watch.example.org/agreements/{n}"} for n, item in enumerate(items)
    ]
    states = (
        SourceState("harbour"),
        SourceState("city-news"),
        SourceState("lakeside", health=Health.FAILING, why="no answer since Tuesday"),
    )
    weekly = replace(english, when="weekly")
    (summary,) = digest(weekly, (NOW - timedelta(days=7), NOW), linked, states, _POLICY)
    bad = "<img src=x onerror=alert(1)>" + "W" * 400 + "\u202e"
    hostile = change(
        names=(bad, bad), reports=[report(title=bad, url="javascript:alert(1)", archive_ref=bad)]
    )
    (shown,) = decide(hostile, replace(_POLICY, subscriptions=(english,)), NOW)
    return {"alert": alert, "chinese": translated, "digest": summary, "hostile": shown}


def _full() -> ArticleChange:
    """An announcement in Chinese and in English, the first on a page with planted words."""
    lead = "11月18日，海港医院与莱克维尤诊所签署护理人才培养合作备忘录，为期三年。"
    parts = ("海港医院", "莱克维尤诊所", "11月18日", "合作备忘录", "为期三年")
    proof = [{"field": "announcement", "quote": lead}, *({"field": "party", "quote": each} for each in parts)]
    told = [
        report(title="海港医院与莱克维尤诊所签约", language="zh-Hans", evidence=proof, junk="injected"),
        report(
            url="https://city.example/news/77",
            source="city-news",
            title="Two hospitals sign",
            archive_ref=None,
        ),
    ]
    parties = (
        Party("海港医院", "Harbour General Hospital", "h", country="CN", role="hub"),
        Party("莱克维尤诊所", "Lakeview Clinic", "l", country="CA", role="partner"),
    )
    agreement = Agreement(
        "memorandum",
        ("memorandum",),
        parties,
        SignedOn("2026-11-18", "day", "11月18日"),
        36,
        "Halifax",
        ("nursing", "training"),
        (Signatory("Wang Li", "President"), Signatory("Ann Moore", "Chief executive")),
    )
    return change(reports=told, agreement=agreement)
