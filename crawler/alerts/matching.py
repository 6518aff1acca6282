"""Does an agreement concern a subscription? Pure: the facts of one, the filters of the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from crawler.alerts.subscriptions import Subscription


def matches(subscription: Subscription, facts: Mapping[str, Any]) -> bool:
    """Whether all filters hold; within one filter any of its values is enough."""
    parties = list(facts.get("parties") or ())
    reports = list(facts.get("reports") or ())
    if float(facts.get("confidence") or 0.0) < subscription.min_confidence:
        return False
    countries = {str(party.get("country") or "").upper() for party in parties}
    return (
        _any(subscription.countries, countries)
        and _any(subscription.kinds, {*(facts.get("kinds") or ()), facts.get("kind")})
        and _any(subscription.sources, {report.get("source") for report in reports})
        and _organisation(subscription.organisations, parties)
        and _language(subscription.languages, reports)
        and _word(subscription.words, facts)
    )


def _any(wanted: tuple[str, ...], found: set[Any]) -> bool:
    return not wanted or not found.isdisjoint(wanted)


def _organisation(wanted: tuple[str, ...], parties: Iterable[Mapping[str, Any]]) -> bool:
    """An organisation by its registry id, or by a part of one of its names."""
    if not wanted:
        return True
    ids = {str(party.get("organisation_id") or "") for party in parties}
    names = [folded(str(party.get(name) or "")) for party in parties for name in ("name", "canonical")]
    return any(each in ids or any(folded(each) in name for name in names) for each in wanted)


def _language(wanted: tuple[str, ...], reports: Iterable[Mapping[str, Any]]) -> bool:
    """``zh`` stands for all Chinese, ``zh-Hant`` for itself."""
    spoken = [str(report.get("language") or "").lower() for report in reports]
    return not wanted or any(
        one == each.lower() or one.startswith(f"{each.lower()}-") for each in wanted for one in spoken
    )


def _word(wanted: tuple[str, ...], facts: Mapping[str, Any]) -> bool:
    """Words anywhere in what the mail would say; a Latin word stands alone, not inside another."""
    if not wanted:
        return True
    said = [facts.get("headline"), facts.get("place"), *(facts.get("fields") or ())]
    said += [party.get(name) for party in facts.get("parties") or () for name in ("name", "canonical")]
    said += [*(facts.get("quotes") or ()), *(report.get("title") for report in facts.get("reports") or ())]
    text = folded("\n".join(str(each) for each in said if each))
    return any(_stands(folded(word), text) for word in wanted)


def _stands(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None


def folded(text: str) -> str:
    """Widths and cases made one."""
    return unicodedata.normalize("NFKC", text).casefold()
