"""``python -m bench.operations [troubles|kills|cost|soak]``: figures; exit 1 where one does not hold.

Without a name all four, one after the other: about forty minutes on a machine that has nothing else to do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


def main() -> int:
    """Run one of them, its numbers as arguments, or all."""
    name, numbers = (sys.argv[1] if sys.argv[1:] else ""), [float(text) for text in sys.argv[2:]]
    if name and name not in PARTS:
        print(__doc__)
        return 2
    held = True
    for part in [name] if name else PARTS:
        if not name:
            print(f"== {part}", flush=True)
        held = PARTS[part](numbers) and held
    return int(not held)


def _troubles(_numbers: list[float]) -> bool:
    from bench.operations.troubles import troubles

    return troubles()


def _kills(numbers: list[float]) -> bool:
    from bench.operations.kills import kills

    return kills(*map(int, numbers))


def _cost(numbers: list[float]) -> bool:
    from bench.operations.cost import cost

    return cost(*map(int, numbers))


def _soak(numbers: list[float]) -> bool:
    from bench.operations.soak import soak

    return soak(*numbers[:1], *map(int, numbers[1:2]), *numbers[2:])


PARTS: dict[str, Callable[[list[float]], bool]] = {
    "troubles": _troubles,
    "kills": _kills,
    "cost": _cost,
    "soak": _soak,
}


if __name__ == "__main__":
    sys.exit(main())
