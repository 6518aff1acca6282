"""The example sites as data: one folder each under ``sites/``, a ``site.yaml`` beside its templates.

A site's file names its pages; what differs on day 2 stands beside the page it changes. Everything told
there is made up or retold in our own words, and every page says so in a comment.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
import yaml

DAYS = (1, 2)
NOW = {1: datetime(2026, 11, 20, 8, tzinfo=UTC), 2: datetime(2026, 11, 21, 8, tzinfo=UTC)}
"""The demo's clock: what ``PACTWATCH_NOW`` is to be on each day."""

COMMENT = "Pactwatch demonstration page: what is told here is made up."


@dataclass(frozen=True, slots=True)
class Rendered:
    """One answer of a site: ``content_type`` as declared to clients, ``body`` as bytes on the wire,
    ``modified`` the time of its last change (aware), ``encoding`` a content coding or ``None``.
    """

    content_type: str
    body: bytes
    modified: datetime
    status: int = 200
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One example site. ``raw`` is its file as read; ``folder`` holds its templates.

    ``charset`` is the encoding the bytes are truly in, whatever the pages declare.
    """

    id: str
    folder: Path
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def charset(self) -> str:
        """The encoding of the site's bytes."""
        return str(self.raw.get("charset", "utf-8"))

    @property
    def validators(self) -> frozenset[str]:
        """Which of ``etag`` and ``modified`` the site sends and honours."""
        return frozenset(self.raw.get("validators") or ())

    @property
    def robots(self) -> str | None:
        """The text of robots.txt, ``None`` where the site has none."""
        return self.raw.get("robots")

    def source(self, base: str) -> dict[str, Any]:
        """The content of this site's file in ``sources/``, with addresses under ``base``."""
        told = dict(self.raw["source"])
        entries = [
            {"url": base + entry["path"], "kind": entry["kind"]} for entry in told.pop("entry_points", ())
        ]
        return {"url": base + told.pop("path", "/"), **told, **({"entry_points": entries} if entries else {})}

    def articles(self, day: int) -> list[dict[str, Any]]:
        """The articles that stand on the site on ``day``, newest first, as templates see them."""
        zone = ZoneInfo(self.raw["source"].get("timezone", "UTC"))
        shown = [_on_day(item, day) for item in self.raw["articles"] if item.get("day", 1) <= day]
        for item in shown:
            item["published"] = item["published"].replace(tzinfo=zone)
            item["modified"] = item.get("modified", item["published"]).replace(tzinfo=zone)
        return sorted(shown, key=lambda item: item["published"], reverse=True)

    def pages(self, day: int) -> dict[str, dict[str, Any]]:
        """Every path the site answers on ``day`` -> what its template is given besides the site."""
        articles = self.articles(day)
        listed = [item for item in articles if item.get("listed", True)]
        found: dict[str, dict[str, Any]] = {}
        for document in self.raw.get("documents", ()):
            found.update(_document_pages(_on_day(document, day), listed))
        for at, item in enumerate(articles):
            newer = articles[at - 1] if at else None
            older = articles[at + 1] if at + 1 < len(articles) else None
            template = item.get("template", "article.html.j2")
            found[item["path"]] = {"template": template, "a": item, "newer": newer, "older": older}
        return found

    def render(self, path: str, day: int, base: str, views: int = 1) -> Rendered | None:
        """The answer to a request for ``path`` (with its query), ``None`` where the site has no such page.

        ``base`` is the site's own address without a final slash; ``views`` feeds the visit counter of
        pages that print one.
        """
        page = self.pages(day).get(path)
        if page is None:
            return None
        articles = self.articles(day)
        listed = [item for item in articles if item.get("listed", True)]
        template = _environment(self.folder).get_template(page["template"])
        facts = {"site": self.raw, "base": base, "day": day, "views": views, "articles": listed, "path": path}
        text = template.render({**facts, **page})
        declared = page.get("content_type") or self.raw["content_type"]
        text = _with_comment(text) if "html" in declared else text
        body = text.encode(page.get("charset", self.charset), "xmlcharrefreplace")
        if page.get("gzip"):
            body = gzip.compress(body, mtime=0)
        return Rendered(declared, body, self._modified(page, listed))

    def _modified(self, page: Mapping[str, Any], listed: list[dict[str, Any]]) -> datetime:
        own = page.get("a", {}).get("modified")
        newest = own or page.get("modified") or max(item["modified"] for item in listed)
        assert isinstance(newest, datetime)
        return newest if newest.tzinfo else newest.replace(tzinfo=UTC)


def load_expected() -> dict[str, Any]:
    """``expected.yaml``: what must be concluded of every page; its head explains the keys."""
    told: dict[str, Any] = yaml.safe_load((files("crawler.demo") / "expected.yaml").read_text("utf-8"))
    return told


def load_sites() -> tuple[DemoSite, ...]:
    """All bundled example sites, by id."""
    return _sites()


@cache
def _sites() -> tuple[DemoSite, ...]:
    root = Path(str(files("crawler.demo"))) / "sites"
    return tuple(_read(file.parent) for file in sorted(root.glob("*/site.yaml")))


def _read(folder: Path) -> DemoSite:
    return DemoSite(folder.name, folder, yaml.safe_load((folder / "site.yaml").read_text("utf-8")))


def _on_day(item: Mapping[str, Any], day: int) -> dict[str, Any]:
    """``item`` with its ``day_2`` changes laid over it where the day has come."""
    told = {key: value for key, value in item.items() if key != "day_2"}
    return {**told, **(item.get("day_2", {}) if day >= 2 else {})}


def _document_pages(
    document: Mapping[str, Any], listed: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """One document, or as many as its ``per_page`` needs: ``path`` is the first, ``path_n`` the rest."""
    per_page = document.get("per_page")
    if not per_page:
        yield document["path"], dict(document)
        return
    count = max(1, -(-len(listed) // per_page))
    paths = [document["path"], *(document["path_n"].format(n=n) for n in range(2, count + 1))]
    for at, path in enumerate(paths):
        items = listed[at * per_page : (at + 1) * per_page]
        yield path, {**document, "items": items, "page": at + 1, "page_paths": paths}


def _with_comment(html: str) -> str:
    """``html`` with the note that it is a demonstration, where no reader of pages looks for text."""
    head, tag, rest = re.split(r"(<body)", html, maxsplit=1, flags=re.IGNORECASE)
    return f"{head}<!-- {COMMENT} -->\n{tag}{rest}"


@cache
def _environment(folder: Path) -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(folder)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["rfc822"] = format_datetime
    return environment
