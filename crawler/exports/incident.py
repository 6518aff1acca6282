"""A neutral report for the owner of a site: what was found where, since when, and how to verify it.

It accuses nobody: that text was inserted is seen on the page, by whom and how is not. No address in it can
be followed by a slip of the hand, and none is a link in the HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from crawler.exports.guards import one_line
from crawler.junk.defang import defanged as unfollowable

# What the first letter of a signal's vector says of its place (docs/junk.md has them all).
_PLACES = {
    "T": "the headline",
    "M": "the description for search engines",
    "I": "the running text",
    "N": "the running text",
    "H": "a block that readers do not see",
    "J": "a script",
    "D": "the address",
}
_WORDS = {
    "injected": "text that is not the site's own beside its own text",
    "mirror": "a copy of another organisation's text together with text that is not its own",
    "spam": "nothing that seems to be the site's own",
}
_VERIFY = (
    "Open each page and look at its source text (Ctrl+U); search it for the quoted words.",
    "Search the web for the page's address and compare the headline shown there with your own.",
    "Where the words are not in the source text, ask for the page as a search engine does: inserted text is "
    "often shown to search engines, or to visitors who come from one, only.",
    "Compare the page with its last copy in your content system and in your backups.",
    "Look at what stands between the two: templates, plug-ins, a cache, a proxy, a second host name.",
    "If the page is a quotation or a warning of your own, nothing is wrong: please disregard it here.",
)
# A quote long enough to be found again; the rest helps nobody.
QUOTE = 120
MOST_SIGNALS = 12


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """The same report as plain text and as one HTML page without links, scripts or anything remote."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    lines: tuple[str, ...]


def defanged(text: str) -> str:
    """``text`` on one line with addresses nobody can follow: ``hxxps[:]//shop[.]example``."""
    return unfollowable(one_line(text))


def incident_report(name: str, rows: Sequence[Mapping[str, Any]], now: datetime) -> IncidentReport:
    """The report on the rows of ``list junk`` that concern one source, which people know as ``name``. A page
    that is merely ``suspect`` (one weak sign) is nothing to bother its owner with and is left out.
    """
    told = [row for row in rows if row["verdict"] != "suspect"]
    ordered = sorted(told, key=lambda row: (str(row["first_seen"]), str(row["url"])))
    head = f"Report on inserted text: {defanged(name)}"
    summary = _Section("Summary", tuple(_summary(ordered, now)))
    pages = [_page(place, row) for place, row in enumerate(ordered, start=1)]
    verify = _Section("How to verify", _VERIFY)
    about = _Section("About this report", _about())
    sections = [summary, *pages, *([verify] if ordered else []), about]
    return IncidentReport(_as_text(head, sections), _as_html(head, sections))


def _summary(rows: Sequence[Mapping[str, Any]], now: datetime) -> list[str]:
    made = f"Written on {now:%Y-%m-%d %H:%M} UTC."
    if not rows:
        return ["No page with inserted text is known.", made]
    counts = Counter(str(row["verdict"]) for row in rows)
    kinds = [f"{count} with {_WORDS.get(kind, kind)} ({kind})" for kind, count in counts.most_common()]
    pages = "1 page is" if len(rows) == 1 else f"{len(rows)} pages are"
    first, last = _time(rows[0]["first_seen"]), _time(rows[-1]["first_seen"])
    return [
        f"{pages} concerned: {'; '.join(kinds)}.",
        f"First seen by us on {first}" + (f", the latest page on {last}." if len(rows) > 1 else "."),
        "The text may have been there before we looked.",
        made,
    ]


def _page(place: int, row: Mapping[str, Any]) -> _Section:
    lines = [
        f"Address: {defanged(str(row['url']))}",
        f"First seen: {_time(row['first_seen'])}",
        f"Finding: {row['verdict']}: {_WORDS.get(str(row['verdict']), 'see the signs below')}",
    ]
    found, title = row.get("title_as_found"), row.get("title")
    if found and found != title:
        lines.append(f"Headline as found: {_quoted(str(found))}")
        lines.append(f"Headline without the insertion: {_quoted(str(title)) if title else 'none is left'}")
    elif title:
        lines.append(f"Headline: {_quoted(str(title))}")
    return _Section(f"Page {place}", (*lines, *_signs(row.get("signals") or ())))


def _signs(signals: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each sign once, with its place, its words and its reason."""
    told: dict[tuple[str, str], str] = {}
    for signal in signals:
        where = _PLACES.get(str(signal.get("vector") or "")[:1], "the page")
        quote, reason = str(signal.get("quote") or ""), defanged(str(signal.get("reason") or ""))
        said = f"In {where}: {_quoted(quote)}" if quote.strip() else f"In {where}"
        told.setdefault((where, quote), f"{said} ({reason})" if reason else said)
    lines = list(told.values())
    more = len(lines) - MOST_SIGNALS
    return [*lines[:MOST_SIGNALS], *([f"and {more} more signs of the same kinds"] if more > 0 else [])]


def _quoted(text: str) -> str:
    flat = defanged(text[: 4 * QUOTE])
    # Marks of direction cannot turn round what stands after the quotation: U+2068 and U+2069 isolate it.
    return f"“\u2068{flat if len(flat) <= QUOTE else flat[: QUOTE - 1] + '…'}\u2069”"


def _about() -> tuple[str, ...]:
    return (
        "The pages were read as any visitor reads them, within robots.txt. No planted address was followed "
        "and no script of the pages was run.",
        "Addresses and quotations are written so that no program makes links of them: [.] stands for a dot, "
        "[:] for a colon, [@] for an at sign, hxxp for http.",
        "The signs show that text was inserted. They do not show by whom, how, or whether data was touched.",
    )


def _time(text: Any) -> str:
    return f"{str(text)[:16].replace('T', ' ')} UTC"


def _as_text(head: str, sections: Sequence[_Section]) -> str:
    parts = [head, "=" * min(len(head), 100)]
    for section in sections:
        parts += ["", section.title, "-" * len(section.title), *(f"- {line}" for line in section.lines)]
    return "\n".join(parts) + "\n"


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{head}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;overflow-wrap:anywhere}}</style>
</head><body><h1>{head}</h1>{body}</body></html>
"""


def _as_html(head: str, sections: Sequence[_Section]) -> str:
    body = "".join(
        f"<section><h2>{escape(section.title)}</h2><ul>"
        + "".join(f'<li dir="auto">{escape(line)}</li>' for line in section.lines)
        + "</ul></section>"
        for section in sections
    )
    return _PAGE.format(head=escape(head), body=body)
