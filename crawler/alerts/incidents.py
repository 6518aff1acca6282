"""What the operator is told of an incident: once when it begins, once when it is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide, notice
from crawler.junk.defang import defanged
from crawler.model import Alert, AlertKind, ArticleChange, IncidentChange

# A mail is no list of a whole site; the rest is a number, and `list junk` has it.
_MOST = 20
_QUOTE = 160


def tell(change: ArticleChange, policy: AlertPolicy, now: datetime) -> tuple[Alert, ...]:
    """All rows that keeping one article gives rise to: of agreements, and of its source's incident."""
    told = decide(change, policy, now)
    if change.incident is None:
        return told
    return (*told, incident_notice(change.incident, policy, now))


def incident_notice(incident: IncidentChange, policy: AlertPolicy, now: datetime) -> Alert:
    """The row of an incident's beginning or end. Its id follows from the incident's, so that it is told once
    however often it is asked for.
    """
    ended = incident.ended_at is not None
    key = f"{incident.id}:{'end' if ended else 'begin'}"
    return notice(AlertKind.INCIDENT, key, _over(incident) if ended else _begun(incident), policy, now)


def _begun(incident: IncidentChange) -> dict[str, Any]:
    return {
        "subject": f"Planted text on {incident.source_id}",
        "incident": incident.id,
        "source": incident.source_id,
        "began_at": _time(incident.began_at),
        "ended_at": None,
        "pages": list(incident.pages),
        "lines": [
            f"Text that is not its own was found on {incident.source_id} at {_time(incident.began_at)}.",
            *_lines(incident),
            "Further pages found before all are clean again belong to the same incident; they send no mail.",
            "See: pactwatch list junk",
            f"A report for the site's owner: pactwatch junk report {incident.source_id}",
        ],
    }


def _over(incident: IncidentChange) -> dict[str, Any]:
    ended = incident.ended_at or incident.began_at
    count = len(incident.pages)
    pages = "The page is" if count == 1 else f"All {count} pages are"
    return {
        "subject": f"Planted text on {incident.source_id} is gone",
        "incident": incident.id,
        "source": incident.source_id,
        "began_at": _time(incident.began_at),
        "ended_at": _time(ended),
        "pages": list(incident.pages),
        "lines": [
            f"{pages} clean again, or taken down, at {_time(ended)}; found since {_time(incident.began_at)}.",
            *_lines(incident),
        ],
    }


def _lines(incident: IncidentChange) -> list[str]:
    """A few lines on each page: the headline as it was found stands beside the repaired one."""
    lines = []
    for page in incident.pages[:_MOST]:
        lines.append(f"Page: {page['url']} ({page['verdict']})")
        found, title = page["title_as_found"], page["title"]
        if found and found != title:
            lines.append(f"Headline as found: {defanged(found)}")
            lines.append(f"Headline repaired: {title or 'none is left'}")
        elif title:
            lines.append(f"Headline: {title}")
        lines += [f"Found there: “{defanged(quote[:_QUOTE])}”" for quote in page["quotes"]]
    more = len(incident.pages) - _MOST
    return [*lines, f"and {more} more pages"] if more > 0 else lines


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
