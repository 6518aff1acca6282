"""What the page says of itself for machines: JSON-LD objects and meta elements that describe the article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.text.document import Document

# schema.org types that stand for the page's own article; a video or product beside it is none.
_ARTICLE_TYPES = ("article", "blogposting", "report", "liveblogposting", "newspost", "posting")
_PAGE_TYPES = ("webpage", "itempage", "medicalwebpage")


def _types(item: dict[str, Any]) -> tuple[str, ...]:
    kinds = item.get("@type")
    values = kinds if isinstance(kinds, list) else [kinds]
    return tuple(str(kind).rsplit("/", 1)[-1].lower() for kind in values)


def article_objects(document: Document) -> list[dict[str, Any]]:
    """The JSON-LD objects that describe an article, the fullest first; then those of the page itself."""
    articles = [
        item for item in document.jsonld if any(kind.endswith(_ARTICLE_TYPES) for kind in _types(item))
    ]
    pages = [item for item in document.jsonld if any(kind in _PAGE_TYPES for kind in _types(item))]
    wanted = ("headline", "datePublished", "articleBody")
    articles.sort(key=lambda item: -sum(bool(item.get(key)) for key in wanted))
    return articles + pages


def text_of(value: Any) -> str:
    """A JSON-LD value as a string: itself, its ``name``, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value.strip() if isinstance(value, str) else ""


def texts_of(value: Any) -> Iterator[str]:
    """All strings or names of a JSON-LD value."""
    for item in value if isinstance(value, list) else [value]:
        if text := text_of(item):
            yield text


def publisher_names(document: Document) -> list[str]:
    """The names of the publishers and sites that the page's JSON-LD states."""
    names = [text_of(item.get("publisher")) for item in document.jsonld]
    names += [
        text_of(item)
        for item in document.jsonld
        if {"website", "organization", "newsmediaorganization"} & set(_types(item))
    ]
    return [name for name in names if name]
