"""One agreement as the article tells it: all fields, each with the words that prove it."""

from __future__ import annotations

from crawler.agreements import fields, kinds, ownhouse, place, signatories, signed, term
from crawler.agreements.linked import linked, teller
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.passage import Line, Passage
from crawler.agreements.records import Record
from crawler.model import Agreement, Evidence, NameTable, SiteContext

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
    persons, person_evidence = signatories.find(passage, names, [cue.line, *near])
    proof: list[Evidence] = [passage.evidence("announcement", cue.line, 0, len(cue.line.raw))]
    proof += [passage.evidence("party", m.line, m.name.start, m.name.end) for m, _ in record.parties]
    proof += [item for item in (when_evidence, term_evidence, place_evidence) if item is not None]
    proof += [*evidence, *topic_evidence, *person_evidence]
    written = _written(passage, names, record.parties, context)
    parties = linked(names, record.parties, written, table)
    told_by = teller(parties, context, table)
    types = all_types or (main,)
    return Agreement(main, types, parties, when, months, where, topics, persons, tuple(proof), told_by)


def _near(passage: Passage, names: Namesake, core: Line, others: list[Line]) -> list[Line]:
    index = names.index(core)
    around = passage.lines[max(0, index - _AROUND_BEFORE) : index + _AROUND_AFTER]
    return others + [line for line in around if line is not core and line not in others]


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
