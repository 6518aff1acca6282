"""The names of the forms, apart from their writers so that naming them costs no other command time."""

from __future__ import annotations

FORMS = ("csv", "xlsx", "jsonl", "jsonld", "graphml", "atom", "jsonfeed")

FEEDS = ("atom", "jsonfeed")
"""Forms that people read as news: without being asked they hold what alerts would tell."""

PUBLISHED = ("new", "confirmed")
"""The statuses that feeds hold unless told otherwise: no doubtful and no dismissed agreement."""

BINARY = ("xlsx",)
"""Forms that make no sense on a terminal."""
