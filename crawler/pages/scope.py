"""Which addresses belong to a source: its own site, or what its globs say."""

from __future__ import annotations

import ipaddress
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from urllib.parse import SplitResult, urlsplit

import tldextract

from crawler.model import Source

_DEFAULT_PORTS = {"http": 80, "https": 443}


@cache
def _suffixes() -> tldextract.TLDExtract:
    # The bundled list only, never fetched. Private suffixes (github.io, blogspot.com) part their tenants.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The part of ``host`` that somebody registered (``news.pku.edu.cn`` -> ``pku.edu.cn``).

    An IP address or a single name stands for itself; under an unknown suffix it is the last two labels
    (the Public Suffix List's own default rule). Method: publicsuffix.org, private section included.
    """
    host = host.rstrip(".").lower()
    if _is_address(host):
        return host
    found = _suffixes()(host)
    if found.suffix and found.domain:
        return f"{found.domain}.{found.suffix}"
    return host if found.suffix else ".".join(host.split(".")[-2:])


def site_of(url: str) -> str | None:
    """What two addresses of one site share: registrable domain, or address and port. ``None`` = none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    if _is_address(host):
        return f"{host}:{port or _DEFAULT_PORTS[parts.scheme]}"
    return registrable_domain(host)


def same_site(url: str, source: Source) -> bool:
    """Whether ``url`` stands on the site of the source's own address or of one of its entry points."""
    site = site_of(url)
    return site is not None and site in _own_sites(source.url, tuple(e.url for e in source.entry_points))


def in_scope(url: str, source: Source) -> bool:
    """Whether ``url`` may be read as one of the source's articles.

    ``include`` globs, where given, replace the same-site rule; ``exclude`` globs always win. A glob is held
    against the whole address, the address without its scheme, or, where it begins with ``/``, against path
    and query. ``*`` stands for anything, slashes too.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in _DEFAULT_PORTS or _matches(url, parts, source.exclude):
        return False
    return _matches(url, parts, source.include) if source.include else same_site(url, source)


@lru_cache(maxsize=1024)
def _own_sites(url: str, entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(site for site in map(site_of, (url, *entries)) if site)


def _matches(url: str, parts: SplitResult, globs: tuple[str, ...]) -> bool:
    # fnmatch's translation uses atomic groups: no glob runs away.
    if not globs:
        return False
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    bare = url.split("://", 1)[-1]
    return any(
        fnmatchcase(path, glob) if glob.startswith("/") else fnmatchcase(url, glob) or fnmatchcase(bare, glob)
        for glob in globs
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
