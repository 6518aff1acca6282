"""Is it us? Troubles of our own network, clock and disk, told apart from those of single sites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from crawler.model import PollOutcome, PollReport, Trouble

# So many different sources in a row that cannot be reached, with none between them that can: five sites
# that broke by themselves would hardly be polled one after the other. Smaller installations ask for all.
_IN_A_ROW, _FEWEST = 5, 3
_NETWORK = frozenset({"network_error", "too_slow"})
_NO_NAME, _NO_TRUST = "cannot be resolved", "certificate"

# Clocks that are kept by a time service move by fractions of a second.
JUMP = timedelta(minutes=2)
# A day of polls of a hundred sites takes some megabytes; this much leaves time to act.
_LOW_BYTES, _LOW_SHARE = 500_000_000, 0.02


def network_trouble(newest: Sequence[PollReport], sources: int) -> Trouble | None:
    """A trouble of our network that the newest polls of all sources point to.

    ``newest`` are reports newest first, ``sources`` how many are watched. With fewer than three sources
    nothing can be told apart, and nothing is said.
    """
    needed = min(sources, _IN_A_ROW)
    streak: dict[str, PollReport] = {}
    for report in newest:
        if not _unreachable(report):
            break
        streak.setdefault(report.source, report)
    if needed < _FEWEST or len(streak) < needed:
        return None
    count = f"the last {len(streak)} sources polled"
    details = [report.detail for report in streak.values()]
    if all(_NO_NAME in detail for detail in details):
        return Trouble(
            "dns", f"{count}: no name can be resolved", "check /etc/resolv.conf and the name server"
        )
    if all(_NO_TRUST in detail for detail in details):
        return Trouble(
            "certificates",
            f"{count}: no certificate is trusted",
            "check the clock and the package ca-certificates",
        )
    return Trouble("network", f"{count} cannot be reached", "check this machine's network and its proxy")


def _unreachable(report: PollReport) -> bool:
    """Whether nothing at all answered."""
    return report.outcome is PollOutcome.FAILED and bool(report.errors) and set(report.errors) <= _NETWORK


def clock_trouble(wall: timedelta, steady: timedelta) -> Trouble | None:
    """The clock was set: ``wall`` passed by the clock while ``steady`` passed by the steady one."""
    jump = wall - steady
    if abs(jump) < JUMP:
        return None
    way = "forward" if jump > timedelta() else "back"
    minutes = abs(jump).total_seconds() / 60
    return Trouble(
        "clock", f"the clock was put {way} by {minutes:.0f} min", "check this machine's time service"
    )


def disk_trouble(free: int, total: int, place: str) -> Trouble | None:
    """Little room is left: ``free`` of ``total`` bytes on the disk of ``place``."""
    if free >= _LOW_BYTES or (total and free >= _LOW_SHARE * total and free >= _LOW_BYTES // 5):
        return None
    return Trouble(
        "disk",
        f"{free // 1_000_000} MB are left on the disk of {place}",
        "free some space or move PACTWATCH_HOME",
    )
