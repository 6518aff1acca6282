"""``python -m bench.operations kills|soak|cost|troubles``: figures; exit 1 where one does not hold."""

from __future__ import annotations

import sys


def main() -> int:
    """Run one of them, its numbers as arguments."""
    name, *rest = [*sys.argv[1:], ""][: len(sys.argv) or 1]
    numbers = [float(text) for text in rest if text]
    if name == "soak":
        from bench.operations.soak import soak

        return int(not soak(*numbers[:1], *(int(number) for number in numbers[1:2]), *numbers[2:]))
    if name == "kills":
        from bench.operations.kills import kills

        return int(not kills(*(int(number) for number in numbers)))
    if name == "cost":
        from bench.operations.cost import cost

        return int(not cost(*(int(number) for number in numbers)))
    if name == "troubles":
        from bench.operations.troubles import troubles

        return int(not troubles())
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
