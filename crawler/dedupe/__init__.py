"""When are two addresses one page, and when is one page a copy of another?"""

from crawler.dedupe.fingerprints import fingerprint, likeness
from crawler.dedupe.judging import judge
from crawler.dedupe.urls import canonical, host_of, site, url_key

__all__ = ["canonical", "fingerprint", "host_of", "judge", "likeness", "site", "url_key"]
