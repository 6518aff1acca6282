"""Blocks of links kept from readers, to sites that have nothing in common: farms, whatever their words."""

from __future__ import annotations

from crawler.junk.segments import Piece
from crawler.junk.signals_host import registrable

# Hidden at the place itself: off the page, without size, in the ground's colour, for readers without scripts.
# Menus and lists of sister houses are put away by ``display: none`` or by a class of the style sheet.
_AT_THE_PLACE = frozenset(("H2", "H3", "H4", "H5", "H6"))
_FEWEST = 3  # sites; over the 571 clean shared pages no such block leads to as many
_ALL_LINKS = 0.6  # of the block's characters
# Where anybody may have a name for a dollar; a scriptless page rarely needs such neighbours.
_CHEAP = frozenset(
    (
        "xyz",
        "top",
        "vip",
        "bet",
        "icu",
        "win",
        "fun",
        "club",
        "live",
        "cc",
        "casino",
        "games",
        "game",
        "poker",
        "site",
    )
)
_TRUSTED = frozenset(("gov", "edu", "mil", "ac", "go", "int", "org"))
_PLATFORMS = frozenset(
    (
        *(
            "facebook",
            "twitter",
            "x",
            "instagram",
            "youtube",
            "linkedin",
            "tiktok",
            "weibo",
            "google",
            "apple",
            "qq",
        ),
        *(
            "microsoft",
            "mozilla",
            "pinterest",
            "whatsapp",
            "telegram",
            "t",
            "flipboard",
            "snapchat",
            "reddit",
            "line",
        ),
    )
)


def is_farm(piece: Piece, host: str) -> bool:
    """Does a hidden block hold little but links, to sites that are no platforms, no public bodies and not
    called like ``host``?
    """
    if piece.vector not in _AT_THE_PLACE or sum(len(a) for a in piece.anchors) < _ALL_LINKS * len(piece.text):
        return False
    sites = {registrable(away) for away in piece.hosts}
    if len(sites) < _FEWEST or any(len(text) < 2 for text in piece.anchors):
        return False
    own = registrable(host).split(".")[0]
    for site in sites:
        first, *rest = site.split(".")
        if first in _PLATFORMS or not _TRUSTED.isdisjoint(rest) or (own and (own in first or first in own)):
            return False
    return piece.vector != "H6" or any(site.rsplit(".", 1)[-1] in _CHEAP for site in sites)
