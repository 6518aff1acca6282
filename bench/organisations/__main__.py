"""``python -m bench.organisations [link|join|told|crowd|size]``: figures on links, joins and the registry's size."""

from __future__ import annotations

import argparse
import json

from bench.organisations import crowd, joining, linking, size
from bench.organisations import told as telling


def link(show: int) -> dict[str, object]:
    """Figures on linking; the first wrong links on request."""
    told: dict[str, object] = {}
    for title, country, health in (
        ("all, no country", False, False),
        ("healthcare, no country", False, True),
        ("all, country known", True, False),
    ):
        counts, wrong = linking.measure(country, health)
        told[title] = {
            "asked as texts write them (label, variant, chinese) and absent": linking.summary(
                counts, ("label", "variant", "chinese")
            ),
            "with held-out aliases": linking.summary(counts, ("label", "variant", "chinese", "held out")),
            "by kind": {kind: dict(sorted(count.items())) for kind, count in sorted(counts.items())},
        }
        for one, got in wrong[:show]:
            print(title, one.kind, one.name, "->", got, f"(wanted {one.wanted}, {one.country})", sep=" | ")
        show = 0
    return told


def main() -> None:
    """Run the chosen bench and print its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.organisations", description=__doc__)
    parser.add_argument(
        "command", nargs="?", default="link", choices=("link", "join", "told", "crowd", "size")
    )
    parser.add_argument("--show", type=int, default=0, help="so many wrong cases")
    parser.add_argument("--url", default="sqlite://", help="database for crowd; an empty one of PostgreSQL")
    options = parser.parse_args()
    if options.command == "join":
        told, notes = joining.run()
        print(*notes[: options.show], sep="\n")
    elif options.command == "told":
        told, notes = telling.run()
        print(*notes[: options.show], sep="\n")
    elif options.command == "crowd":
        told = crowd.measure(url=options.url)
    elif options.command == "size":
        told = size.measure()
    else:
        told = link(options.show)
    print(json.dumps(told, indent=1, ensure_ascii=False))


main()
