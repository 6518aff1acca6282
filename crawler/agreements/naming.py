"""What the name finders give: a stretch of a line that names an organisation."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A name at ``start:end`` of a line.

    ``text`` is the name as written (brackets inside it left out), ``headed`` whether it carries a word that
    only organisations have (``Hospital``, ``医院``); ``medical`` whether it is one of medicine or public
    health; ``generic`` whether it names nobody in particular (``the hospital``, ``县医院``); ``kind`` is
    ``organisation``, ``place`` (a city or country that may act as a party), ``self`` (``our hospital``) or
    ``bare`` (a proper name that only its place in the sentence makes a party); ``aliases`` are short forms
    defined beside it.
    """

    start: int
    end: int
    text: str
    headed: bool
    medical: bool
    kind: str = "organisation"
    generic: bool = False
    aliases: tuple[str, ...] = ()
