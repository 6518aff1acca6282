"""Organisations: names, keys that hold across languages, linking to the registry, ROR's dump, our own table.

Flow: a name as written -> :func:`normal` form and :func:`composed_key` -> :func:`link` against a
``NameTable`` (our own table first, then the store's) -> :class:`Link` with an id where one is sure and a
key that joins reports in any case.
"""

from crawler.organisations.keys import composed_key, country_of_name
from crawler.organisations.linking import KEY_PREFIX, Link, Query, link, link_many, name_rows
from crawler.organisations.names import is_acronym, is_generic, normal
from crawler.organisations.own import ChainTable, OwnTable, RecordTable, own_records, same_as
from crawler.organisations.ror import read_dump

__all__ = [
    "KEY_PREFIX",
    "ChainTable",
    "Link",
    "OwnTable",
    "Query",
    "RecordTable",
    "composed_key",
    "country_of_name",
    "is_acronym",
    "is_generic",
    "link",
    "link_many",
    "name_rows",
    "normal",
    "own_records",
    "read_dump",
    "same_as",
]
