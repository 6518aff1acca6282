"""One guarded request: address guard, robots.txt, politeness, limits. Crawls are built of the same parts."""

from crawler.fetching.single import FetchRules, fetch, fetch_async, fetch_for, rules_for

__all__ = ["FetchRules", "fetch", "fetch_async", "fetch_for", "rules_for"]
