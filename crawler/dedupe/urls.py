"""When two addresses are the same page: keys for comparing, and which declared address to believe.

The steps are those of RFC 3986 section 6 (syntax- and scheme-based normalisation), plus the habits of web
servers that no standard names: ``www``, index documents, tracking parameters.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from ipaddress import ip_address
from operator import itemgetter
from urllib.parse import quote, unquote, urljoin, urlsplit

import idna
import tldextract

# PostgreSQL's index takes 2,700 bytes; no article's address comes near that, a crafted one becomes a digest.
_LONGEST = 1000

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Browsers drop these inside an address too; what stands at its ends is trimmed.
_BREAKS = re.compile(r"[\t\r\n]")
_ENDS = "".join(map(chr, range(0x21)))
_SURROGATE = re.compile("[\ud800-\udfff]")
_INDEX = re.compile(r"(?:/(?:index|default)\.(?:html?|shtml|php|aspx?|jsp))+$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def url_key(url: str) -> str:
    """One text for all spellings of one page's address; never one for two pages.

    Folded: ``http``/``https``, ``www.``, default ports, upper case in the host, IDNA, percent-encoding,
    ``.`` and ``..``, an index document, a slash at the end, tracking and session parameters, the order of
    parameters, the fragment. Kept: every other parameter, the path's case, and a fragment that is a route
    (``#!...``, ``#/...``). What is no web address comes back trimmed. Applying it twice changes nothing.
    """
    parts = _parts(url)
    if parts is None:
        return _cut(_escaped(_trimmed(url), "%/?#:@!$&'()*+,;=~[]"), "")
    host, path, query, route = parts
    key = f"https://{host}{_path(path)}"
    kept = _query(query)
    return _cut(key + (f"?{kept}" if kept else "") + route, f"https://{host}/")


def url_digest(url: str) -> str:
    """Sixteen hexadecimal digits (BLAKE2b of its key) that stand for a page in an address of ours."""
    return blake2b(url_key(url).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def canonical(url: str, declared: str | None) -> str:
    """The address to show for a page: the one it declares where that can be its own, else ``url``.

    A declared address is believed only on the same registrable domain (for IP addresses: same address and
    port), and never when it is the site's home page while ``url`` is not: templates that name the home page
    on every page are common.
    """
    if not declared:
        return url
    try:
        absolute = urljoin(url, _trimmed(declared))
    except ValueError:
        return url
    theirs, ours = _parts(absolute), _parts(url)
    if theirs is None or ours is None or site(absolute) != site(url):
        return url
    if _is_home(theirs) and not _is_home(ours):
        return url
    return absolute


def untracked(url: str) -> str:
    """``url`` without its tracking parameters and otherwise as it was written; the address to show."""
    place, mark, fragment = url.partition("#")
    path, asked, query = place.partition("?")
    if not asked:
        return url
    kept = [pair for pair in query.split("&") if not _tracking_pair(pair)]
    if len(kept) == len(query.split("&")):
        return url
    return path + ("?" + "&".join(kept) if kept else "") + mark + fragment


def site(url: str) -> str:
    """The registrable domain of an address (``address:port`` for IP addresses and bare names), ``""`` for
    what is no web address.
    """
    parts = _parts(url)
    if parts is None:
        return ""
    host = parts[0]
    name, _, _ = host.partition(":")
    if host.startswith("[") or _is_ip(name):
        return host
    # The list's own rule for endings it does not name: the last label is the suffix.
    return _suffixes()(name).top_domain_under_public_suffix or ".".join(host.split(".")[-2:])


def host_of(url: str) -> str:
    """The host of an address as :func:`url_key` writes it (with a port that is not the default one)."""
    parts = _parts(url)
    return "" if parts is None else parts[0]


def _parts(url: str) -> tuple[str, str, str, str] | None:
    """Folded host (with port), path, query and route, or ``None`` for what is no web address."""
    try:
        split = urlsplit(_trimmed(url))
        port = split.port
        name = split.hostname
    except ValueError:
        return None
    if split.scheme.lower() not in _DEFAULT_PORTS or not name:
        return None
    host = _host(name)
    if not host:
        return None
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    route = f"#{_escaped(split.fragment, _IN_QUERY)}" if split.fragment.startswith(("!", "/")) else ""
    return host, split.path, split.query, route


def _trimmed(url: str) -> str:
    return _SURROGATE.sub("\ufffd", _BREAKS.sub("", url.strip(_ENDS)))


def _host(name: str) -> str:
    lowered = name.lower().strip(".")
    if ":" in lowered:
        return f"[{lowered}]"
    if not lowered.isascii():
        try:
            lowered = idna.encode(lowered, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            lowered = lowered.strip(".")
    lowered = quote(lowered, safe="-._~%").lower()
    bare = lowered.removeprefix("www.")
    return bare if "." in bare else lowered


_IN_PATH = "/:@!$&'()*+,;=~%"
_IN_QUERY = "/?:@!$'()*,;=~%"


def _escaped(text: str, safe: str) -> str:
    """Percent-encoding in one spelling: unreserved characters plain, everything else upper-case escapes."""
    encoded = quote(text, safe=safe + "-._")
    return _ESCAPE.sub(_one_escape, _BARE_PERCENT.sub("%25", encoded))


def _one_escape(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return character if character in _UNRESERVED else f"%{match.group(1).upper()}"


def _path(path: str) -> str:
    found = _PATH_SESSION.sub("", _escaped(path, _IN_PATH))
    kept: list[str] = []
    for segment in found.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    return _INDEX.sub("", "/" + "/".join(kept)).rstrip("/")


def _query(query: str) -> str:
    kept = []
    for pair in query.replace("+", "%20").split("&"):
        name, _, value = pair.partition("=")
        if pair and not _tracking_pair(pair):
            kept.append((_escaped(name, _IN_QUERY), _escaped(value, _IN_QUERY)))
    return "&".join(f"{name}={value}" for name, value in sorted(kept, key=itemgetter(0)))


def _tracking_pair(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return _tracks(unquote(name).lower(), unquote(value).lower())


def _tracks(name: str, value: str) -> bool:
    exact, beginnings = _tracking()
    return name in exact or f"{name}={value}" in exact or name.startswith(beginnings)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = files("crawler.dedupe").joinpath("tracking.txt").read_text(encoding="utf-8").split("\n")
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    exact = frozenset(word for word in words if not word.endswith("*"))
    return exact, tuple(word[:-1] for word in words if word.endswith("*"))


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list that came with the package: nothing is fetched, nothing is written."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _is_home(parts: tuple[str, str, str, str]) -> bool:
    _, path, query, route = parts
    return not _path(path) and not _query(query) and not route


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _cut(key: str, beginning: str) -> str:
    if len(key) <= _LONGEST:
        return key
    digest = blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{beginning[: _LONGEST // 2]}~{digest}"
