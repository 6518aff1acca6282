"""An agreement's parties as the registry knows them, and on whose site it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.agreements.contractions import in_full, may_be_short
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.nationality import country_beside
from crawler.model import NameTable, Party, SiteContext
from crawler.organisations import Link, Query, is_acronym, is_generic, link_many
from crawler.organisations.keys import country_of_name, read_name
from crawler.organisations.names import has_cjk

_MOST_ALIASES = 3
_BRACKET = re.compile(r"\s?[(（\[]\s?([^()（）\[\]\n]{2,90}?)\s?[)）\]]")
_PLAIN_WORDS = re.compile(r"[^\W\d_][^\d:：;；]{3,}")


def linked(
    names: Namesake, mentions: tuple[tuple[Mention, str], ...], written: Sequence[str], table: NameTable
) -> tuple[Party, ...]:
    """Parties (their mentions with roles, and their names as ``written``) with what the registry knows of
    them. A name that it does not know is looked up by the one in another script that stands in brackets
    behind it.
    """
    language = names.passage.article.language
    named = [
        [name, *_aliases(names, mention, name)] for (mention, _), name in zip(mentions, written, strict=True)
    ]
    asked = [[group[0], *_in_full(group)] for group in named]
    links = iter(link_many([Query(name, language) for group in asked for name in group], table))
    parties: dict[str, Party] = {}
    for (mention, role), (name, *aliases), group in zip(mentions, named, asked, strict=True):
        found = _best([next(links) for _ in group])
        if full := _full(name, found, table):
            name, aliases = full, [*aliases, name]
        place = mention.line.raw, mention.name.start, mention.name.end
        same = found.organisation_id or name.casefold()
        country = found.country or country_beside(*place)
        told = (name, found.canonical, found.key, found.organisation_id, country, role)
        parties.setdefault(same, Party(*told, tuple(aliases)))
    return tuple(parties.values())


def teller(parties: tuple[Party, ...], context: SiteContext, table: NameTable) -> Party | None:
    """The organisation on whose site it is told, where it is none of the parties."""
    if not context.organisation:
        return None
    found = link_many([Query(context.organisation)], table)[0]
    if any(party.key == found.key for party in parties):
        return None
    return Party(context.organisation, found.canonical, found.key, found.organisation_id, found.country)


def _full(name: str, found: Link, table: NameTable) -> str | None:
    """The name that a contraction which the registry knows stands for."""
    if not found.organisation_id or not may_be_short(name):
        return None
    records = table.by_ids([found.organisation_id])
    return in_full(name, records[0]) if records else None


def _best(links: list[Link]) -> Link:
    """What the name itself is linked to, else its alias; the name's own key where neither is."""
    return next((one for one in links if one.organisation_id), links[0])


def _aliases(names: Namesake, mention: Mention, written: str) -> tuple[str, ...]:
    """What else the article calls the party."""
    if mention.name.kind == "self":
        return ()
    told = [*mention.name.aliases, *names.short.defined(written), *names.short.defined(mention.name.text)]
    told += _in_brackets(names.passage.article.text, mention.name.text)
    return tuple(dict.fromkeys(alias for alias in told if alias and alias != written))[:_MOST_ALIASES]


def _in_full(group: list[str]) -> list[str]:
    """Aliases in another script than the name that may stand for it in the registry: full names only."""
    name, *aliases = group
    return [a for a in aliases if has_cjk(a) != has_cjk(name) and not is_acronym(a) and not is_generic(a)]


def _in_brackets(text: str, name: str) -> list[str]:
    """The same name in another script, in a bracket behind it anywhere in the article; a place or a person's
    office there is none.
    """
    found = []
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if bracket := _BRACKET.match(text, end):
            found.append(bracket.group(1))
        at = text.find(name, end)
    return [inside for inside in found if has_cjk(inside) != has_cjk(name) and _is_name(inside)]


def _is_name(inside: str) -> bool:
    if _PLAIN_WORDS.fullmatch(inside) is None or is_acronym(inside):
        return False
    if has_cjk(inside):
        return read_name(inside).distinct
    return read_name(inside).distinct or country_of_name(inside) is None
