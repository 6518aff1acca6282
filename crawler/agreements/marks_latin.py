"""What a line of Latin tokens shows by its letters alone: a state's abbreviation, a headline's capitals."""

from __future__ import annotations

from crawler.agreements.tokens_latin import Token, words


def is_state(line: list[Token], index: int) -> bool:
    """``Wash.``, ``N.J.``, ``TX``: the abbreviation of a state, outside the brackets of a name."""
    token = line[index]
    if token.low not in words("state") or not token.capital or (index and line[index - 1].text == "("):
        return False
    dotted = "." in token.text or (
        index + 1 < len(line) and line[index + 1].text == "." and line[index + 1].start == token.end
    )
    return dotted or (token.text.isupper() and index > 0 and line[index - 1].text == ",")


def is_headline(line: list[Token]) -> bool:
    """Most words are capitalised, verbs among them."""
    longer = [token for token in line if token.is_word and len(token.text) > 3]
    return len(longer) > 3 and sum(token.capital for token in longer) > 0.7 * len(longer)
