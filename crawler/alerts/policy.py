"""What an installation alerts, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from crawler.alerts.subscriptions import Subscription, load_subscriptions
from crawler.config import Config


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """What this installation alerts: agreements told by a report younger than ``max_age``; to whom
    (addresses, may be empty: the row then waits); ``domain`` is the right side of Message-IDs.

    ``subscriptions`` say who gets what; ``None`` = there is no such file and ``to`` gets everything at
    once. ``web`` is the address of the operators' page, for links to records.
    """

    max_age: timedelta = timedelta(days=30)
    to: tuple[str, ...] = ()
    domain: str = "pactwatch.invalid"
    subscriptions: tuple[Subscription, ...] | None = None
    web: str = ""

    @property
    def operators(self) -> tuple[str, ...]:
        """Who hears of sick sources: ``to``, and the subscriptions that ask for it."""
        asked = [each for one in self.subscriptions or () if one.health for each in one.to]
        return tuple(dict.fromkeys((*self.to, *asked)))


def policy_of(config: Config) -> AlertPolicy:
    """The alert policy a configuration asks for.

    Raises :class:`crawler.errors.ConfigurationError` when the subscriptions' file is wrong.
    """
    domain = config.alert_from.rpartition("@")[2].strip(" >") or "pactwatch.invalid"
    return AlertPolicy(
        config.alert_max_age,
        config.alert_to,
        domain,
        load_subscriptions(config.alerts_file),
        (config.web_url or f"http://{config.web_address}").rstrip("/"),
    )


def unaddressed(config: Config) -> str:
    """Why no alert can go out, in a few words; empty where one can. A wrong subscriptions' file is not
    looked into: who sends reads it and says so.
    """
    if not config.alert_from:
        return "set PACTWATCH_ALERT_FROM" + ("" if _readers(config) else " and PACTWATCH_ALERT_TO")
    return "" if _readers(config) else "set PACTWATCH_ALERT_TO, or write subscriptions into alerts.yaml"


def _readers(config: Config) -> bool:
    return bool(config.alert_to) or config.alerts_file.is_file()
