"""What the site's own past tells: junk known from its other pages, and headlines that were clean before."""

from __future__ import annotations

from crawler.junk.finding import Finding
from crawler.junk.headlines import Headline
from crawler.junk.subject import Subject

_SHORTEST = 4  # shorter strings occur by chance
_MOST = 200


def find(subject: Subject, heads: dict[str, Headline]) -> list[Finding]:
    """Planted strings seen on other pages of the host, and a clean headline that was taken over."""
    return [*_known(subject), *_taken_over(subject, heads)]


def _known(subject: Subject) -> list[Finding]:
    found: list[Finding] = []
    reason = "the same string was planted on other pages of this host"
    for known in subject.context.junk_strings[:_MOST]:
        if len(known) < _SHORTEST or known == subject.context.previous_title:
            continue
        if known in subject.title:
            found.append(Finding("known_junk", "P1", "site", 2.0, "title", known, reason, decisive=True))
        at = subject.text.find(known)
        while at >= 0 and len(found) < 40:
            end = at + len(known)
            found.append(
                Finding("known_junk", "P1", "site", 2.0, "text", known, reason, at, end, "cut", True)
            )
            at = subject.text.find(known, end)
    return found


def known_spans(raw: str, subject: Subject) -> list[tuple[int, int]]:
    """Where strings known from other pages of the host stand in a headline."""
    spans = []
    for known in subject.context.junk_strings[:_MOST]:
        at = raw.find(known) if len(known) >= _SHORTEST and known != subject.context.previous_title else -1
        if at >= 0:
            spans.append((at, at + len(known)))
    return sorted(spans)


def _taken_over(subject: Subject, heads: dict[str, Headline]) -> list[Finding]:
    before = subject.context.previous_title
    now = heads.get(subject.title)
    if not before or before == subject.title or now is None or not now.junk:
        return []
    reason = "the page had a clean headline when it was last read"
    return [Finding("was_clean", "T3", "site", 1.2, "title", subject.title[:160], reason)]
