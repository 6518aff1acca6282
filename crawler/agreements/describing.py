"""One agreement as the article tells it: all fields, each with the words that prove it."""

from __future__ import annotations

from crawler.agreements import fields, kinds, ownhouse, place, signatories, signed, term
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.passage import Line, Passage
from crawler.agreements.records import Record
from crawler.model import Agreement, Evidence, NameTable, Party, SiteContext
from crawler.organisations import Query, link_many

_AROUND_BEFORE, _AROUND_AFTER = 2, 4  # sentences that still speak of the same signing


def describe(
    passage: Passage, names: Namesake, record: Record, context: SiteContext, table: NameTable
) -> Agreement:
    """The record with type, date, term, place, fields, signatories and linked parties."""
    cue = record.cue
    others = [other.line for other in record.others if other.stance == "done"]
    near = _near(passage, names, cue.line, others)
    main, all_types, evidence = kinds.types(passage, names, cue, near)
    when, when_evidence = signed.resolve(passage, cue, others)
    months, term_evidence = term.find(passage, [cue.line, *near])
    where, place_evidence = place.find(passage, [cue.line, *near])
    taken = [(m.line, m.name.start, m.name.end) for m, _ in record.parties]
    topics, topic_evidence = fields.find(passage, [cue.line, *near], taken)
    persons, person_evidence = signatories.find(passage, [cue.line, *near])
    proof: list[Evidence] = [passage.evidence("announcement", cue.line, 0, len(cue.line.raw))]
    proof += [passage.evidence("party", m.line, m.name.start, m.name.end) for m, _ in record.parties]
    proof += [item for item in (when_evidence, term_evidence, place_evidence) if item is not None]
    proof += [*evidence, *topic_evidence, *person_evidence]
    written = _written(passage, names, record.parties, context)
    parties = _parties(record.parties, written, table, passage.article.language)
    return Agreement(main, all_types or (main,), parties, when, months, where, topics, persons, tuple(proof))


def _near(passage: Passage, names: Namesake, core: Line, others: list[Line]) -> list[Line]:
    index = names.index(core)
    around = passage.lines[max(0, index - _AROUND_BEFORE) : index + _AROUND_AFTER]
    return others + [line for line in around if line is not core and line not in others]


def _parties(
    mentions: tuple[tuple[Mention, str], ...], written: list[str], table: NameTable, language: str | None
) -> tuple[Party, ...]:
    """Parties with what the registry knows of them."""
    links = link_many([Query(name, language, None) for name in written], table)
    parties: dict[str, Party] = {}
    for (_, role), name, found in zip(mentions, written, links, strict=True):
        party = Party(name, found.canonical, found.key, found.organisation_id, found.country, role)
        same = found.organisation_id or name.casefold()
        parties.setdefault(same, party)
    return tuple(parties.values())


def _written(
    passage: Passage, names: Namesake, mentions: tuple[tuple[Mention, str], ...], context: SiteContext
) -> list[str]:
    """The names as written; "our hospital" is the site's owner, or whom the page itself plainly says."""
    others = [mention.text for mention, _ in mentions if mention.name.kind != "self"]
    written = []
    for mention, _ in mentions:
        name = mention.text
        if mention.name.kind == "self":
            name = context.organisation or ownhouse.who(passage, names, context, mention, others) or name
        written.append(name)
    return written
