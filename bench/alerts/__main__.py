"""``python -m bench.alerts table | storm | pictures``."""

from __future__ import annotations

import argparse
import sys
import tempfile


def main() -> int:
    """Run one part; 0 when all is as it must be."""
    parser = argparse.ArgumentParser(prog="python -m bench.alerts", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("table", help="each fault of a mail server against what becomes of the mail")
    storm = parts.add_parser("storm", help="many alerts under faults and kills")
    storm.add_argument("--alerts", type=int, default=10_000)
    storm.add_argument("--subscribers", type=int, default=200)
    storm.add_argument("--kill-every", type=float, default=10.0, help="seconds")
    storm.add_argument("--database", default="", help="an empty one; else SQLite in a temporary folder")
    sender = parts.add_parser("sender", help="what the storm starts and kills")
    sender.add_argument("database")
    sender.add_argument("server")
    pictures = parts.add_parser("pictures", help="mails in Chromium, 320 and 800 pixels, light and dark")
    pictures.add_argument("folder")
    given = parser.parse_args()
    if given.part == "table":
        from bench.alerts.table import table

        return int(table() > 0)
    if given.part == "pictures":
        from bench.alerts.pictures import pictures as draw

        return draw(given.folder)
    from bench.alerts.storm import send_all
    from bench.alerts.storm import storm as run

    if given.part == "sender":
        send_all(given.database, given.server)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/store.db"
        return run(given.alerts, given.subscribers, given.kill_every, url)


if __name__ == "__main__":
    sys.exit(main())
