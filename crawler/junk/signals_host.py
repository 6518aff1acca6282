"""What the address says: is this host likely, or known, to be the owner's?"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urlsplit

import tldextract

from crawler.junk.finding import Finding
from crawler.junk.lexicon import load, scan
from crawler.junk.normal import fold
from crawler.junk.subject import Subject

# Mandarin syllables without tone, by initial and final; enough to tell pinyin from other words.
_PINYIN = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|"
    "uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|[aeiouv]))+"
)
# Addresses that the content systems of Chinese campuses and authorities give out.
_CMS_PATH = re.compile(
    r"/info/\d{3,5}/\d{2,7}\.html?$|/\d{4}/\d{4}/c\d+a\d+/page\.html?$|"
    r"/[0-9a-f]{2}/[0-9a-f]{2}/c\d+a\d+/page\.html?$|/Web/Show/\d+$|/c/?\d{4}-\d\d-\d\d/\d+"
)
_OWN_ZONE = re.compile(
    r"(?:^|\.)(?:edu|gov|ac|edu\.[a-z]{2}|gov\.[a-z]{2}|ac\.[a-z]{2}|org\.[a-z]{2})$|"
    r"\.cn$|\.hk$|\.tw$|\.mo$"
)
_ADULT_PATH = re.compile(r"/(?:porns?|xxx|sex|casino|slots?|betting|togel|viagra|cialis)(?:/|$)")
_ADULT_ONLY = re.compile(r"/(?:porns?|xxx|xvideos?|hentai|bokep)(?:/|$)")  # where no honest report stands
_ADULT_HOST = re.compile(r"(?<![a-z])sexy?|sexy|porn|xxx|xvideo|hentai|milf|(?:^|[-.])(?:sex|nude|adult)")


_INSTITUTE = re.compile(
    r"hospital|clinic|klinik|univers|college|school|academy|medcent|medical|nursing|yiyuan|daxue|rsud|dinkes|puskesmas|"
    r"(?:^|\.)(?:edu|gov|mil)(?:\.[a-z]{2})?$|\.(?:ac|go|sch)\.[a-z]{2}$"
)
_PILL_SHOP = re.compile(
    r"(?=.*(?:viagra|cialis|levitra|kamagra|pills?|[a-z]{2,10}(?:afil|ectin|cillin|mycin|ramadol|zolam|glutide)))"
    r".*(?:discount|cheap|buy|order|online|generic|shop|store|rx|overnight|price)"
)


# What an address may tell: vector, group, weight, and the reason as it is shown.
_TOLD = {
    "strange_host": ("D4", "host", 0.8, "the host's name is of another trade and language than the text"),
    "borrowed_path": (
        "D4",
        "host",
        0.8,
        "the address has the form of a campus or authority system, the host is of neither",
    ),
    "random_label": ("D2", "host", 0.8, "the host has a label of random letters and digits"),
    "adult_host": ("D4", "host", 0.8, "the host is called after an adult site"),
    "advertising_path": ("P1", "host", 0.8, "the path advertises what the text is not about"),
    "adult_path": (
        "D4",
        "path",
        1.0,
        "text without a word of it is filed under an adult site's own heading",
    ),
    "advertising_words_in_path": ("P1", "host", 0.8, "the path holds words of advertising"),
}


_TRADES = {
    "replica": re.compile("replica|superfake|knockoff"),
    "essay": re.compile("essay|dissertation|termpaper"),
    "betting": re.compile("casino(?!hotel|resort)|togel|gacor|sportsbook|slotgame|slots?online|onlineslot"),
    "pharma": re.compile("viagra|cialis|kamagra|edpills"),
}
_PAPER = re.compile("magazine|news|times|review|journal|press|watchdog|law|stop|help|recovery|free")


@cache
def _extract() -> tldextract.TLDExtract:
    """Suffixes from the list inside the package: no look-up on the network."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@cache
def registrable(host: str) -> str:
    """The registrable domain of ``host``, or the host itself where there is none."""
    found = _extract()(host)
    return f"{found.domain}.{found.suffix}" if found.suffix else host


def same_site(left: str, right: str) -> bool:
    """Whether two hosts belong to one registrable domain."""
    return bool(left) and registrable(left.lower()) == registrable(right.lower())


def find(subject: Subject) -> list[Finding]:
    """Support from the address. None of it says anything by itself."""
    if not subject.host or owned(subject):
        return []
    path = unquote(urlsplit(subject.url).path)
    han, host = subject.script == "han", subject.host
    wordy = fold(re.sub("[-_/+.]", " ", path)).text
    holds = {
        "strange_host": han and _stranger(host),
        "borrowed_path": han and _CMS_PATH.search(path) and not _OWN_ZONE.search(host),
        "random_label": _random_label(host),
        "adult_host": _ADULT_HOST.search(registrable(host)),
        "advertising_path": _ADULT_PATH.search(path),
        "adult_path": _ADULT_ONLY.search(path) and not subject.trades["porn"],
        "advertising_words_in_path": any(hit.strong for hit in scan(wordy)),
    }
    return [
        Finding(name, vector, group, weight, "url", path[:120] if "path" in name else host, reason)
        for name, (vector, group, weight, reason) in _TOLD.items()
        if holds[name]
    ]


def owned(subject: Subject) -> bool:
    """Whether the host is known to be some organisation's or a watched source's own."""
    if any(same_site(host, subject.host) for host, _ in subject.context.watched_hosts):
        return True
    return subject.names.by_host(subject.host) is not None


def institutional(host: str) -> bool:
    """Whether a host's name says that a hospital, a school or an office speaks on it."""
    return _INSTITUTE.search(host.split(":")[0]) is not None


def trade_of(host: str) -> str:
    """The trade that a host's name speaks of, empty where it has none or is a paper's."""
    label = registrable(host).split(".")[0]
    if _PAPER.search(label):
        return ""
    return next((family for family, pattern in _TRADES.items() if pattern.search(label)), "")


def sells_pills(host: str) -> bool:
    """Whether a host is called after a drug and a way to sell it."""
    return _PILL_SHOP.match(registrable(host)) is not None


def _parts(host: str) -> list[str]:
    found = _extract()(host)
    labels = f"{found.subdomain}.{found.domain}" if found.domain else host
    return [part for part in re.split(r"[.\-_\d]+", labels) if part and part != "www"]


def _stranger(host: str) -> bool:
    """Whether a Chinese text's host is made of foreign words that fit no institution."""
    honest = load("hosts")["honest"]
    parts = _parts(host)
    if not parts or _OWN_ZONE.search(host) or any(part in honest for part in parts):
        return False
    if any(
        part.startswith(("hosp", "univ", "med", "yiyuan", "yixue", "daxue"))
        or part.endswith(("hospital", "yy", "edu", "news", "daily", "yiyuan"))
        for part in parts
    ):
        return False
    return any(
        len(part) >= 4 and not _PINYIN.fullmatch(part) and re.search("[aeiou]", part) for part in parts
    )


def _random_label(host: str) -> bool:
    labels = [label for label in host.split(".")[:-1] if label not in {"www", "m"}]
    return any(
        re.fullmatch(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{4,10}", label)
        and len(re.findall("[aeiou]", label)) <= 1
        for label in labels
    )
