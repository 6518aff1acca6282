"""A neutral report for the owner of a site: what was found where, since when, how to see it for oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

_VECTORS = {
    "T": "the page's headline",
    "M": "the page's description for search engines",
    "I": "the running text",
    "N": "the running text (marks left by a copying program)",
    "H": "a block that readers do not see",
    "J": "a script",
    "P": "the page as a whole, a search or a comment",
    "D": "the address",
}
_SEE = (
    "Open the page and look at its source text (Ctrl+U); search it for the quoted words.",
    "Ask a search engine for the address, and compare its headline with yours.",
    "If the words are not in the source text, they may be shown to search engines or to visit"
    "ors from them only.",
    "A page cache, a proxy or another host that copies yours may be where the words were inserted.",
)


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """The report as plain text and as HTML; addresses in it cannot be followed by a slip of the hand."""

    text: str
    html: str


def defang(address: str) -> str:
    """An address that no program makes a link of."""
    safe = address.replace("http", "hxxp", 1) if address.startswith("http") else address
    return safe.replace(".", "[.]")


def incident_report(source_name: str, rows: Sequence[Mapping[str, Any]]) -> IncidentReport:
    """The report on one source's junk rows.

    Each row has the keys of ``list junk``: ``url``, ``verdict``, ``score``, ``first_seen``, ``title``,
    ``title_as_found``, ``signals`` (each with ``name``, ``vector``, ``quote``, ``where``, ``reason``). Words
    are neutral: text *was inserted*; by whom and how is not known from the page. Quotes are clipped to 80
    characters.
    """
    ordered = sorted(rows, key=lambda row: (str(row.get("first_seen") or ""), str(row.get("url") or "")))
    since = str(ordered[0].get("first_seen") or "") if ordered else ""
    head = f"Text that was inserted into pages of {source_name}"
    lead = f"{len(ordered)} pages are concerned; the first was seen {since or 'at an unknown time'}."
    lead = lead if ordered else "No page is concerned."
    sections = [_section(row) for row in ordered]
    return IncidentReport(_as_text(head, lead, sections), _as_html(head, lead, sections))


def _section(row: Mapping[str, Any]) -> tuple[str, list[str]]:
    lines = [f"First seen: {row.get('first_seen') or 'unknown'}"]
    if row.get("title_as_found") and row.get("title_as_found") != row.get("title"):
        lines.append(f"Headline as found: {_clip(str(row['title_as_found']))}")
        lines.append(f"Headline without the insertion: {_clip(str(row.get('title') or 'none is left'))}")
    seen: set[tuple[str, str]] = set()
    for signal in row.get("signals") or ():
        quote, vector = _clip(str(signal.get("quote") or "")), str(signal.get("vector") or "")
        if (vector, quote) in seen or len(seen) >= 12:
            continue
        seen.add((vector, quote))
        place = _VECTORS.get(vector[:1], "the page")
        lines.append(f"In {place}: “{quote}” - {signal.get('reason') or ''}")
    return defang(str(row.get("url") or "")), lines


def _clip(quote: str) -> str:
    quote = " ".join(quote.split())
    clipped = quote if len(quote) <= 80 else quote[:79] + "…"
    return clipped.replace("http://", "hxxp://").replace("https://", "hxxps://").replace("://", "[:]//")


def _as_text(head: str, lead: str, sections: Sequence[tuple[str, list[str]]]) -> str:
    parts = [head, "=" * len(head), "", lead]
    for address, lines in sections:
        parts += ["", address, *(f"  {line}" for line in lines)]
    return "\n".join([*parts, "", "How to see it for yourself", *(f"  {line}" for line in _SEE), ""])


def _as_html(head: str, lead: str, sections: Sequence[tuple[str, list[str]]]) -> str:
    parts = []
    for address, lines in sections:
        listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
        parts.append(f"<section><h2>{escape(address)}</h2><ul>{listed}</ul></section>")
    see = "".join(f"<li>{escape(line)}</li>" for line in _SEE)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(head)}</title></head>'
        f"<body><h1>{escape(head)}</h1><p>{escape(lead)}</p>{''.join(parts)}"
        f"<h2>How to see it for yourself</h2><ul>{see}</ul></body></html>"
    )
