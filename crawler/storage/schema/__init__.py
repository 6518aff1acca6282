"""The tables. A change here needs a migration (``migrations/versions``); a test compares the two."""

from crawler.storage.schema.base import metadata
from crawler.storage.schema.contents import article_urls, articles, bands, revisions
from crawler.storage.schema.findings import (
    agreements,
    audit,
    deliveries,
    digest_entries,
    outbox,
    report_parties,
    reports,
)
from crawler.storage.schema.incidents import incident_pages, incidents
from crawler.storage.schema.lookups import (
    facts,
    junk_strings,
    organisation_hosts,
    organisation_names,
    organisations,
    site_blocks,
    site_pages,
)
from crawler.storage.schema.watching import entry_pages, leases, links, polls, sources

__all__ = [
    "agreements",
    "article_urls",
    "articles",
    "audit",
    "bands",
    "deliveries",
    "digest_entries",
    "entry_pages",
    "facts",
    "incident_pages",
    "incidents",
    "junk_strings",
    "leases",
    "links",
    "metadata",
    "organisation_hosts",
    "organisation_names",
    "organisations",
    "outbox",
    "polls",
    "report_parties",
    "reports",
    "revisions",
    "site_blocks",
    "site_pages",
    "sources",
]
