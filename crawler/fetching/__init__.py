"""One guarded request: address guard, robots.txt, politeness, limits. Crawls are built of the same parts."""

from crawler.fetching.single import FetchRules, fetch, fetch_async, rules_for

__all__ = ["FetchRules", "fetch", "fetch_async", "rules_for"]
