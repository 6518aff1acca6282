"""What each kind of mail says: facts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from crawler.alerts.blocks import Block, Span, linked, one_line
from crawler.alerts.wording import Words, kind_in, words_in
from crawler.dedupe.urls import url_digest

# Names, headlines and sentences longer than this are cut: a mail is read in seconds.
_NAME, _SENTENCE = 300, 1_200
Facts = Mapping[str, Any]
Spans = tuple[Span, ...]


def letter_of(kind: str, facts: Facts) -> tuple[Block, ...]:
    """The letter for an outbox row of ``kind``; facts that are missing are left out."""
    words = words_in(facts.get("labels"))
    if kind == "agreement":
        blocks = [*_agreement(facts, words)]
    elif kind == "digest":
        blocks = [*_digest(facts, words)]
    else:
        blocks = [_block("title", one_line(facts.get("subject"), _NAME))]
        blocks += [_block("line", one_line(line)) for line in facts.get("lines") or ()]
    return (*blocks, *_why(facts, words))


def _agreement(facts: Facts, words: Words) -> Iterator[Block]:
    review = f"{words['to_review']}{words['colon']}" if facts.get("review") else ""
    yield _block("title", review + kind_in(words, facts.get("kind")))
    for party in facts.get("parties") or ():
        yield Block("item", _party(party, words))
    yield from _terms(facts, words)
    if facts.get("headline"):
        yield _labelled(words, "headline", one_line(facts["headline"], _NAME))
    if facts.get("repaired"):
        yield _block("note", words["repaired"])
    quotes = [one_line(quote, _SENTENCE) for quote in facts.get("quotes") or ()]
    if quotes:
        yield _block("heading", words["proof"])
        marks = [one_line(mark, _NAME) for mark in facts.get("marks") or ()]
        for quote in quotes:
            yield Block("quote", _marked(quote, marks))
    yield _block("heading", words["reports"])
    for report in facts.get("reports") or ():
        yield from _report(report, words, facts.get("record_url"))
    record = str(facts.get("agreement_id") or "")
    sure = f" ({words['confidence']} {float(facts.get('confidence') or 0):.2f})"
    label = Span(f"{words['record']}{words['colon']}")
    yield Block("small", (label, linked(record, facts.get("record_url")), Span(sure)))


def _party(party: Facts, words: Words) -> Spans:
    canonical = one_line(party.get("canonical") or party.get("name"), _NAME)
    name = one_line(party.get("name"), _NAME)
    tail = f" ({name})" if name and name != canonical else ""
    tail += f" [{one_line(party['country'], 8)}]" if party.get("country") else ""
    tail += f" - {words['hub']}" if party.get("role") == "hub" else ""
    return (Span(canonical, "strong"), Span(tail)) if tail else (Span(canonical, "strong"),)


def _terms(facts: Facts, words: Words) -> Iterator[Block]:
    """Date, term, place, fields and persons, each on its line."""
    phrase = f' ("{one_line(facts["signed_phrase"], 80)}")' if facts.get("signed_phrase") else ""
    yield _labelled(words, "signed", one_line(facts.get("signed_on") or words["not_stated"], 40), phrase)
    if facts.get("term_months"):
        yield _labelled(words, "term", words["months"].format(n=facts["term_months"]))
    if facts.get("place"):
        yield _labelled(words, "place", one_line(facts["place"], _NAME))
    if facts.get("fields"):
        yield _labelled(words, "fields", ", ".join(one_line(each, 80) for each in facts["fields"][:12]))
    people = [
        ", ".join(one_line(person[name], 120) for name in ("name", "role") if person.get(name))
        for person in (facts.get("signatories") or ())[:8]
    ]
    if people:
        yield _labelled(words, "signed_by", "; ".join(people))


def _report(report: Facts, words: Words, record: object) -> Iterator[Block]:
    """One report: its headline leads to the original; where and when; the copy we kept."""
    url = report.get("url")
    about = [one_line(report.get(name), 80) for name in ("source", "published_on", "language")]
    about.append(words["junk"].get(report.get("junk"), ""))
    host = _host(url)
    tail = ", ".join(each for each in (host, *about) if each)
    yield Block("item", (linked(report.get("title") or url, url), Span(f" - {tail}", "small")))
    if report.get("archive_ref"):
        copy = f"{record}/copies/{url_digest(str(url))}" if record else ""
        kept = one_line(report["archive_ref"], 200)
        yield Block("small", (linked(words["archived"], copy), Span(f"{words['colon']}{kept}")))


def _host(url: object) -> str:
    """Whose site a link leads to: a headline alone would hide it."""
    try:
        return one_line(urlsplit(str(url)).hostname or "", 100)
    except ValueError:
        return ""


def _marked(quote: str, marks: Sequence[str]) -> Spans:
    """The sentence with the words that state a fact marked; longer ones first, none inside another."""
    taken: list[tuple[int, int]] = []
    for mark in sorted(set(marks) - {""}, key=lambda mark: (-len(mark), mark)):
        start = quote.find(mark)
        end = start + len(mark)
        if start >= 0 and all(end <= one or start >= other for one, other in taken):
            taken.append((start, end))
    if not taken:
        return (Span(quote, "mark"),)
    spans, here = [], 0
    for start, end in sorted(taken):
        spans += [Span(quote[here:start]), Span(quote[start:end], "mark")]
        here = end
    return tuple(span for span in [*spans, Span(quote[here:])] if span.text)


def _digest(facts: Facts, words: Words) -> Iterator[Block]:
    """New agreements by country and source, then what was sick or quiet: silence is told, too."""
    items = list(facts.get("items") or ())
    yield _block("title", words.get(str(facts.get("when")), words["daily"]))
    yield _block("line", " – ".join(one_line(day, 40) for day in facts.get("days") or ()))
    if not items:
        yield _block("line", words["none_new"])
    placed = sorted(items, key=lambda item: (_country(item, words), _source(item)))
    for country, some in groupby(placed, key=lambda item: _country(item, words)):
        yield _block("heading", country[1])
        for source, told in groupby(some, key=_source):
            yield _block("group", source)
            for item in told:
                yield from _short(item, words)
    if facts.get("more"):
        yield _block("note", words["more_in_record"].format(n=facts["more"]))
    yield from _sources(facts, words)


def _country(item: Facts, words: Words) -> tuple[bool, str]:
    """Where the partner is: the country of a party that is not the hub; unknown ones last."""
    parties = item.get("parties") or ()
    abroad = [party.get("country") for party in parties if party.get("role") != "hub"]
    found = sorted({one_line(country, 8) for country in abroad if country})
    return (not found, ", ".join(found) or words["no_country"])


def _source(item: Facts) -> str:
    return one_line(_first_report(item).get("source"), 80)


def _first_report(item: Facts) -> Facts:
    reports: Sequence[Facts] = item.get("reports") or ({},)
    return reports[0]


def _short(item: Facts, words: Words) -> Iterator[Block]:
    names = [one_line(party.get("canonical") or party.get("name"), _NAME) for party in item["parties"]]
    kind = kind_in(words, item.get("kind"))
    signed = one_line(item.get("signed_on") or words["not_stated"], 40)
    review = f"{words['to_review']}{words['colon']}" if item.get("review") else ""
    spans = [Span(review + " – ".join(names), "strong"), Span(f"{words['colon']}{kind}, {signed}. ")]
    report = _first_report(item)
    spans.append(linked(report.get("title") or report.get("url"), report.get("url")))
    if item.get("record_url"):
        spans += [Span(" "), linked(words["record"], item["record_url"], "small")]
    yield Block("item", tuple(spans))
    if item.get("repaired"):
        yield _block("note", words["repaired"])


def _sources(facts: Facts, words: Words) -> Iterator[Block]:
    sick, quiet = facts.get("sick") or (), facts.get("quiet") or ()
    if sick:
        yield _block("heading", words["sick"])
    for name, health, why in sick:
        state = words["health"].get(health, one_line(health, 40))
        reason = f" ({one_line(why, _NAME)})" if why else ""
        yield Block("item", (Span(one_line(name, 80), "strong"), Span(f"{words['colon']}{state}{reason}")))
    if quiet:
        yield _block("heading", words["quiet"])
        yield _block("line", ", ".join(one_line(name, 80) for name in quiet[:100]))
    if not sick:
        yield _block("small", words["all_well"])


def _why(facts: Facts, words: Words) -> Iterator[Block]:
    """Why the reader has this mail, and how to have no more."""
    if facts.get("subscription"):
        name = one_line(facts["subscription"], 80)
        yield _block("small", f"{words['why']}{words['colon']}{name}. {words['unsubscribe']}")


def _block(kind: str, text: str) -> Block:
    return Block(kind, (Span(text),))


def _labelled(words: Words, label: str, value: str, after: str = "") -> Block:
    spans = (Span(f"{words[label]}{words['colon']}"), Span(value, "strong"), Span(after))
    return Block("line", tuple(span for span in spans if span.text))
