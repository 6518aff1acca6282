"""Keys of a Scrapy request's ``meta`` that middlewares and spiders share."""

from __future__ import annotations

from scrapy import Request

# The request is for robots.txt, or leads to an article (a redirect to a home page then means "gone").
ROBOTS = "pactwatch_robots"
ARTICLE = "pactwatch_article"
# The address asked for before any redirect.
FIRST_URL = "pactwatch_first_url"
# ``(problem, detail)`` of a response that was cut; where the response stands in the archive.
CUT = "pactwatch_cut"
KEPT = "pactwatch_kept"


def first_url(request: Request) -> str:
    """The address that was asked for before any redirect."""
    return str(request.meta.get(FIRST_URL, request.url))
