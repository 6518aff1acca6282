"""Advertisements kept from readers, in links that lead away, in descriptions."""

from __future__ import annotations

from crawler.junk.farms import is_farm
from crawler.junk.finding import Finding
from crawler.junk.lexicon import scan
from crawler.junk.normal import fold
from crawler.junk.segments import Anchor, Piece, descriptions, hidden_pieces, outer_anchors, outside_pieces
from crawler.junk.selling import (
    Advert,
    advert,
    advertises_briefly,
    advertises_plainly,
    lines_to_look_at,
    names_goods,
)
from crawler.junk.shapes import brand_of, repeats_stem
from crawler.junk.signals_host import registrable
from crawler.junk.subject import Subject, shingles

_FEW_LINKS = 12  # more after an early end are the page's own, which a template closed too soon


def find(subject: Subject) -> list[Finding]:
    """All that only the page's markup shows. Nothing where only text was given."""
    if subject.document is None:
        return []
    return [*_hidden(subject), *_links(subject), *_described(subject)]


def _hidden(subject: Subject) -> list[Finding]:
    document = subject.document
    assert document is not None
    found: list[Finding] = []
    for piece in (*hidden_pieces(document, subject.host), *outside_pieces(document)):
        told = advert(piece.text)
        anchors = list(piece.anchors)
        selling = (
            sum(advertises_briefly(anchors[index]) for index in lines_to_look_at(anchors))
            if piece.hosts
            else 0
        )
        away = len({registrable(host) for host in piece.hosts})
        farm = len(piece.anchors) >= 3 and away >= 2 and selling * 2 >= len(piece.anchors)
        farm = farm or (piece.vector == "H8" and _stray_links(anchors, away)) or is_farm(piece, subject.host)
        if told is None and not farm and not (selling >= 2 and away):
            continue
        found += _planted(subject, piece, told, farm)
        if len(found) > 30:
            break
    return found


def _stray_links(anchors: list[str], away: int) -> bool:
    """Whether a few links stand outside the page, each to another site, and a third of them name goods."""
    few = 3 <= len(anchors) <= _FEW_LINKS and away == len(anchors)
    return few and 3 * sum(names_goods(anchors[index]) for index in lines_to_look_at(anchors)) >= len(anchors)


def _planted(subject: Subject, piece: Piece, told: Advert | None, farm: bool) -> list[Finding]:
    quote = (told.quote if told else " ".join(piece.anchors))[:160]
    wordless = told is None and not any(advertises_briefly(anchor) for anchor in piece.anchors)
    does = "sends searchers to sites that have nothing in common" if wordless else "advertises"
    reason = f"a block that readers do not see ({piece.why}) {does}"
    found = [Finding("hidden_block", piece.vector, "hidden", 2.0, "html", quote, reason, decisive=farm)]
    if not wordless and (told is None or told.words or farm):
        found.append(
            Finding("hidden_words", piece.vector, "words", 1.5, "html", quote, "its words advertise goods")
        )
    elif told is not None and told.shapes:
        found.append(
            Finding(
                "hidden_brands",
                piece.vector,
                "shape",
                1.2,
                "html",
                quote,
                "it is made of brand-shaped strings",
            )
        )
    if len(piece.hosts) >= 2:
        found.append(
            Finding(
                "hidden_links", piece.vector, "links", 1.2, "html", quote, "its links lead to other sites"
            )
        )
    return [*found, *cuts(subject, piece.text, piece.vector, reason)]


def cuts(subject: Subject, piece: str, vector: str, reason: str) -> list[Finding]:
    """Findings that cut the lines of a planted piece where the reading took them for the article's."""
    found = []
    for line in [line.strip() for line in piece.split("\n")][:40]:
        if len(line) < 4:
            continue
        at = subject.text.find(line)
        if at >= 0:
            found.append(
                Finding(
                    "hidden_text_read", vector, "hidden", 0.5, "text", line, reason, at, at + len(line), "cut"
                )
            )
    return found


def _links(subject: Subject) -> list[Finding]:
    """Visible links to other sites that advertise."""
    document = subject.document
    assert document is not None
    away = [anchor for anchor in outer_anchors(document, subject.host) if len(anchor.text) >= 2]
    away = [away[index] for index in lines_to_look_at([anchor.text for anchor in away])]
    branded = [anchor for anchor in away if brand_of(fold(anchor.text).text).strength >= 2]
    if len(branded) < 2 or not repeats_stem([fold(anchor.text).text for anchor in branded]):
        branded = []
    anchors = [anchor for anchor in away if anchor in branded or advertises_plainly(anchor.text)]
    brief = [anchor for anchor in away if advertises_briefly(anchor.text)]
    if len(brief) >= 3:
        anchors = [anchor for anchor in away if anchor in anchors or anchor in brief]
    hosts = {registrable(anchor.host) for anchor in anchors}
    if not anchors or subject.page_guards["report"] >= 2:
        return []
    inside = [anchor for anchor in anchors if len(anchor.text) >= 4 and anchor.text in subject.text]
    sold = [anchor for anchor in anchors if advert(anchor.text)]
    if (
        len(hosts) < 2
        and len(anchors) < 3
        and not inside
        and not any(_pitches(anchor.text) for anchor in sold)
    ):
        return []
    found = [finding for anchor in anchors[:20] for finding in _linked(subject, anchor)]
    if sold or len(hosts) >= 2 or len(anchors) >= 3:
        group = "words" if sold or not branded else "shape"
        found.append(
            Finding(
                "advertising_links",
                "I3",
                group,
                1.2,
                "links",
                anchors[0].text,
                "what links to other sites say advertises",
            )
        )
    return found


def _pitches(text: str) -> bool:
    """A whole sentence that sells, not the name of a lottery or a resort."""
    hits = scan(fold(text[:400]).text)
    return len({hit.word for hit in hits if hit.strong}) >= 2 and any(hit.kind == "call" for hit in hits)


def _linked(subject: Subject, anchor: Anchor) -> list[Finding]:
    defanged = anchor.host.replace(".", "[.]")
    reason = f"a link to {defanged} advertises"
    at = subject.text.find(anchor.text) if len(anchor.text) >= 4 else -1
    if at < 0:
        return [Finding("advertising_link", "I3", "links", 1.1, "links", anchor.text, reason)]
    return [
        Finding(
            "advertising_link",
            "I3",
            "links",
            1.1,
            "text",
            anchor.text,
            reason,
            at,
            at + len(anchor.text),
            "cut",
        )
    ]


def _described(subject: Subject) -> list[Finding]:
    """Descriptions of the page that advertise what the page is not about."""
    document = subject.document
    assert document is not None
    found: list[Finding] = []
    told_of = descriptions(document)
    for name, content in [told_of[index] for index in lines_to_look_at([content for _, content in told_of])]:
        told = advert(content)
        if told is None or (subject.overlap(fold(content).text) > 0.4 and not told.words):
            continue
        if (
            subject.sells
            and shingles(fold(content).text) & subject.vocabulary
            and subject.page_guards["report"]
        ):
            continue
        vector = "M2" if ":" in name else "M1"
        reason = f"the page's {name} advertises what its text is not about"
        found.append(
            Finding(
                "described_as", vector, "words" if told.words else "shape", 1.6, "meta", told.quote, reason
            )
        )
        found.append(
            Finding(
                "description_disagrees",
                vector,
                "fields",
                0.9,
                "meta",
                told.quote,
                "it shares hardly a word with the text",
            )
        )
    return found[:12]
