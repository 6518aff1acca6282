"""What people see of one page or one status: plain words, tables, evidence marked."""

from __future__ import annotations

from rich.markup import escape
from rich.panel import Panel

from crawler.cli.output import console, printable, table
from crawler.cli.plain import inspected
from crawler.model import Assessment

EXCERPT = 1_500


def page_screen(assessment: Assessment) -> None:
    """Every step's conclusion for one page."""
    row = inspected(assessment, None)
    out = console()
    out.print(f"[bold]{escape(printable(row['title'] or '(no headline)'))}[/bold]")
    facts = {
        "address": row["url"] or "-",
        "problem": f"{row['problem']}: {row['detail']}" if row["problem"] else "none",
        "headline from": row["title_origin"] or "-",
        "published": f"{row['published_on'] or '-'} ({row['published_origin'] or 'not found'})",
        "language": row["language"] or "-",
        "authors": ", ".join(row["authors"]) or "-",
    }
    if row["title_as_found"] != row["title"]:
        facts["headline as found"] = row["title_as_found"] or "-"
    for name, value in facts.items():
        out.print(f"  {name:18}{escape(printable(str(value)))}")
    _junk(row["junk"])
    _announcement(row["announcement"])
    removed = assessment.reading.removed
    if removed:
        rows = [{"rule": item.rule, "text": item.text[:80]} for item in removed[:20]]
        out.print(table(rows, ("rule", "text"), f"Not the article's: {len(removed)} blocks"))
    text = row["text"]
    shown = text if len(text) <= EXCERPT else text[:EXCERPT] + f" … ({len(text)} characters)"
    out.print(
        Panel(
            escape("\n".join(printable(line) for line in shown.splitlines())),
            title="text",
            title_align="left",
        )
    )


def _junk(row: dict[str, object]) -> None:
    """The junk verdict and its proof."""
    out = console()
    out.print(f"  {'junk':18}[bold]{row['verdict']}[/bold] (score {row['score']})")
    signals = row["signals"]
    if isinstance(signals, list) and signals:
        out.print(table(signals, ("name", "where", "quote", "reason"), "Signals"))


def _announcement(row: dict[str, object]) -> None:
    """Whether an agreement is announced, and which."""
    out = console()
    out.print(f"  {'announcement':18}[bold]{row['verdict']}[/bold] (probability {row['probability']})")
    reasons = row["reasons"]
    for reason in reasons if isinstance(reasons, list) else []:
        out.print(f"  {'':18}{escape(printable(str(reason)))}")
    found = row["agreements"]
    for item in found if isinstance(found, list) else []:
        out.print(table([item], ("type", "parties", "signed_on", "term_months", "place"), "Agreement"))
        out.print(table(item["evidence"], ("field", "quote"), "Evidence"))
