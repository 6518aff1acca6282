"""What a change of health says to people: facts for a mail, one for each change and one for the recovery."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.model import Health, HealthVerdict, Source, Trouble

_WORDS = {
    Health.QUIET: "is quiet",
    Health.CHALLENGED: "checks browsers",
    Health.LAYOUT_CHANGED: "has changed its layout",
    Health.FAILING: "fails",
    Health.GONE: "is gone",
}
_CURES = {
    Health.QUIET: "Look at the site: did it move, or does it publish elsewhere now?",
    Health.CHALLENGED: "Ask the site's owner to let us in, or watch a feed or sitemap of it instead.",
    Health.LAYOUT_CHANGED: "Run: pactwatch sources check {id}; name selectors in its file if needed.",
    Health.FAILING: "Run: pactwatch status {id}; it is asked again ever more seldom, and never given up.",
    Health.GONE: "Find the site's new address and change url in sources/{id}.yaml.",
}


def letter_of(source: Source, before: HealthVerdict, after: HealthVerdict) -> dict[str, Any] | None:
    """The facts of the mail that a change deserves; ``None`` where nobody needs to know.

    A source that is paused or taken up again was somebody's own deed.
    """
    if before.health is after.health or Health.PAUSED in (before.health, after.health):
        return None
    if after.health is Health.OK:
        lines = [
            f"{source.name} ({source.id}) is polled well again.",
            f"It was {before.health.value}{_since(before.since)}: {before.why}",
        ]
        return {"subject": f"{source.name} is well again", "lines": lines}
    lines = [
        f"{source.name} ({source.id}, {source.url}) {_WORDS[after.health]}.",
        f"Why: {after.why}.",
        _CURES[after.health].format(id=source.id),
    ]
    return {"subject": f"{source.name} {_WORDS[after.health]}", "lines": lines}


def key_of(source: Source, after: HealthVerdict) -> str:
    """What makes the mail one of its kind: this source, this state, this beginning."""
    since = after.since.isoformat() if after.since is not None else ""
    return f"{source.id}:{after.health.value}:{since}"


def trouble_letter(trouble: Trouble) -> dict[str, Any]:
    """The facts of the one mail that tells of a trouble on our side."""
    lines = [
        f"{trouble.why[:1].upper()}{trouble.why[1:]}.",
        "The sources are not to blame, and none is reported for it.",
        f"What to do: {trouble.cure}.",
    ]
    return {"subject": f"Pactwatch itself: {trouble.why}", "lines": lines}


def trouble_over_letter(trouble: Trouble, since: datetime) -> dict[str, Any]:
    """The facts of the mail that tells that it is over."""
    return {
        "subject": f"Pactwatch itself: over: {trouble.why}",
        "lines": [f"The trouble{_since(since)} is over: {trouble.why}.", "Polls work again."],
    }


def _since(moment: datetime | None) -> str:
    return f" since {moment:%Y-%m-%d %H:%M} UTC" if moment is not None else ""
