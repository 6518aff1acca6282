"""How a view becomes a page: templates with everything escaped, and the pieces that all pages share."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.dedupe.urls import url_digest
from crawler.web.desk import Desk

MENU = (
    ("agreements", "/", "Agreements"),
    ("review", "/?status=review", "Review"),
    ("junk", "/junk", "Junk"),
    ("sources", "/sources", "Sources"),
    ("polls", "/polls", "Polls"),
    ("alerts", "/alerts", "Alerts"),
)


def desk_of(request: Request) -> Desk:
    """What this application works with."""
    desk: Desk = request.app.state.desk
    return desk


def page(
    request: Request, template: str, current: str, facts: dict[str, Any], status: int = 200
) -> HTMLResponse:
    """Render ``template`` with ``facts``; ``current`` marks the menu."""
    shared = {"menu": MENU, "current": current, "token": desk_of(request).token}
    return HTMLResponse(_environment().get_template(template).render({**shared, **facts}), status)


def link(url: object, text: object | None = None) -> Markup:
    """A link to a scraped address: only http and https are followed, anything else is shown as text."""
    address = str(url or "")
    shown = escape(str(address if text is None else text))
    if urlsplit_scheme(address) not in ("http", "https"):
        return shown
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(address, shown)


def urlsplit_scheme(address: str) -> str:
    """The scheme of an address, empty for what is none."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def marked(text: str, proofs: list[dict[str, Any]]) -> Markup:
    """``text`` with the spans that ``proofs`` point at marked; overlapping spans become one."""
    spans = sorted(
        (int(proof["start"]), int(proof["end"])) for proof in proofs if proof.get("start") is not None
    )
    out, at = Markup(""), 0
    for start, end in spans:
        begin = max(start, at)
        if end <= begin or end > len(text):
            continue
        out += escape(text[at:begin]) + Markup("<mark>") + escape(text[begin:end]) + Markup("</mark>")
        at = end
    return out + escape(text[at:])


def telling(reports: list[dict[str, Any]]) -> str:
    """The sentence that announces an agreement, as its first report has it; empty where none is kept."""
    proofs = [proof for report in reports for proof in report["evidence"]]
    told = [str(proof["quote"]) for proof in proofs if proof["field"] in ("announcement", "now")]
    return told[0] if told else next((str(proof["quote"]) for proof in proofs), "")


def minute(time: object) -> str:
    """An ISO 8601 time to the minute."""
    return str(time or "-")[:16].replace("T", " ")


@cache
def _environment() -> Environment:
    """The templates, compiled once."""
    environment = Environment(
        loader=PackageLoader("crawler.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(link=link, marked=marked, digest=url_digest, telling=telling)
    environment.filters["minute"] = minute
    return environment
