"""Pages that are nothing without their scripts."""

from __future__ import annotations

import json

from tests.site import Reply, Site

WORDS = (
    "Harbour General Hospital and Saint Bruno Hospital signed a cooperation agreement on Friday. "
    "It covers the training of nurses and the exchange of physicians for three years."
)


def script(text: str) -> Reply:
    return Reply(text, kind="text/javascript")


def answer(value: object) -> Reply:
    return Reply(json.dumps(value), kind="application/json")


def shell(script_text: str = "", head: str = "", body: str = "") -> str:
    """An empty frame with a script in it."""
    return (
        f"<!DOCTYPE html><html><head><title>Frame</title>{head}</head><body><div id=app></div>{body}"
        f"<script>{script_text}</script></body></html>"
    )


def saying(text: str = WORDS) -> str:
    """A script that draws ``text``."""
    return f"app.innerHTML = '<h1>Headline</h1><p>' + {json.dumps(text)} + '</p>';"


def newsroom(site: Site, numbers: range, *, etag: str | None = None) -> None:
    """A list and articles that are drawn from the site's own interface."""
    site["/app.js"] = script(
        """
        const place = location.pathname, app = document.getElementById('app');
        fetch('/api' + place).then(r => r.json()).then(found => {
          app.innerHTML = Array.isArray(found)
            ? '<ul>' + found.map(x => `<li><a href="${x.url}">${x.title}</a> <span>${x.day}</span></li>`).join('') + '</ul>'
            : `<article><h1>${found.title}</h1><p>${found.day}</p><p>${found.text}</p></article>`;
        });
        """
    )
    frame = "<!DOCTYPE html><html><head><title>News</title></head><body><div id=app></div><script src=/app.js></script></body></html>"
    titles = {n: f"Hospital opens its new building number {n} to patients" for n in numbers}
    site["/news/"] = Reply(frame, etag=etag)
    site["/api/news/"] = answer(
        [{"url": f"/news/{n}.html", "title": titles[n], "day": f"2026-02-{n + 1:02}"} for n in numbers]
    )
    for n in numbers:
        site[f"/news/{n}.html"] = Reply(frame, etag=etag)
        site[f"/api/news/{n}.html"] = answer(
            {"title": titles[n], "day": f"2026-02-{n + 1:02}", "text": f"{WORDS} Number {n}."}
        )
