"""How often a source is polled, as its file says it: checked here, reckoned with in ``crawler.polling``."""

from __future__ import annotations

import re

from croniter import CroniterBadCronError, CroniterBadDateError, croniter

_EVERY = re.compile(r"every (\d{1,4})([mhd])")
_EXPECTED = "adaptive, every 30m (or 2h, 1d), or five cron fields such as 0 7 * * 1-5"


def check_poll(expression: str) -> None:
    """Raise ValueError, saying what is expected, unless ``expression`` is one of the three forms."""
    if expression == "adaptive":
        return
    every = _EVERY.fullmatch(expression)
    if every:
        if int(every[1]) == 0:
            raise ValueError(f"{_EXPECTED}; zero is no interval")
        return
    if len(expression.split()) != 5 or expression.startswith("every"):
        raise ValueError(_EXPECTED)
    try:
        croniter(expression).get_next()
    except CroniterBadDateError:
        raise ValueError(f"{_EXPECTED}; no day ever fits this one") from None
    except (CroniterBadCronError, ValueError, KeyError, AttributeError) as error:
        raise ValueError(f"{_EXPECTED} ({' '.join(str(error).split())[:80]})") from None
