"""The page as this room looks at it: its fields, folded text and the words found in it, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from crawler.dedupe.urls import host_of
from crawler.junk.lexicon import FAMILIES, GUARDS, Hit, look, scan, script_marks
from crawler.junk.normal import HAN, Folded, fold
from crawler.junk.shapes import brand_of, brands_at
from crawler.junk.writing import SAMPLE, scripts
from crawler.model import Article, FieldCandidate, NameTable, Reading, SiteContext
from crawler.text.document import Document

# The reader's rule for lines that it cut because a headline follows them.
BEFORE_HEADLINE = "before the headline"
_SENTENCE = re.compile(
    # A run without an end is cut after 600 characters, and never looked at again from its second one.
    r"[^。！？!?\n.；]{1,600}+(?:[。！？!?；]+[”’」』）)]?|\.(?=[\s\u4e00-\u9fff]|$)|\.|\n|$|)"
)
# A mark that opens comes first in the pattern, so that the search leaps from one to the next.
_QUOTED = re.compile('["“「『«„](?:(?<!")[^”」』»“\n]{2,160}[”」』»“]|(?<=")(?<!\\w")[^"\n]{2,160}"(?!\\w))')
_LINES = frozenset({"first_line", "above_body"})  # lines that may be a headline, or anything else
_ADDRESS = re.compile(r"://|\w/\w+/\w|\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|mp4)\b", re.IGNORECASE)
_LONGEST_WHOLE = 1200  # of a <title> stuffed with search phrases; more of them says nothing new
_LONGEST_LIST = 240  # as long as the reader lets a headline be
_SHARED_WORD = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff\u0400-\u04ff\u0600-\u06ff]{3,}|\d{2,}")
_UNSPACED = re.compile(rf"[{HAN}\u3040-\u30ff\uac00-\ud7af\u0e00-\u0e7f]{{2,}}")
_MAX_TEXT = 200_000  # what is longer is judged by its beginning: an article never is


def shingles(folded: str) -> set[str]:
    """What two texts of one subject share: Han, kana and Thai pairs of characters, words of other scripts."""
    found = set(_SHARED_WORD.findall(folded))
    if folded.isascii():
        return found
    for run in _UNSPACED.findall(folded):
        found.update(map(str.__add__, run, run[1:]))
    return found


def content(folded: str) -> set[str]:
    """The shingles without short words, which any two texts share."""
    return {part for part in shingles(folded) if len(part) >= 5 or not part.isalpha() or not part.isascii()}


def _outside_quotes(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits without family words in quotation marks: those are told of, not told."""
    quoted = [match.span() for match in _QUOTED.finditer(text)] if hits else []
    if not quoted:
        return hits
    kept, at = [], 0
    for hit in hits:
        while at < len(quoted) and quoted[at][1] <= hit.start:
            at += 1
        inside = at < len(quoted) and quoted[at][0] <= hit.start and hit.end <= quoted[at][1]
        if not inside:
            kept.append(hit)
        elif hit.kind in FAMILIES:
            kept.append(Hit(hit.start, hit.end, hit.word, "quoting"))
    return kept


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence of the folded text with the words found in it; never changed (to freeze it costs time)."""

    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]

    def count(self, kind: str) -> int:
        """How many different words of ``kind`` it has."""
        return len({hit.word for hit in self.hits if hit.kind == kind})

    @property
    def strong(self) -> int:
        """Different strong words of any family."""
        return len({hit.word for hit in self.hits if hit.strong})

    @property
    def weak(self) -> int:
        """Different weak words of any family."""
        return len({hit.word for hit in self.hits if hit.kind in FAMILIES and not hit.strong})

    @property
    def guards(self) -> int:
        """Different words of honest reporting."""
        return len({hit.word for hit in self.hits if hit.kind in GUARDS})


def _is_list(line: str) -> bool:
    """Whether a line parts its words as lists do; what a file or an address is called is none."""
    return len(re.findall(r"[|｜_]", line)) >= 2 and not _ADDRESS.search(line)


def is_brand_list(line: str) -> bool:
    """Whether a line without a sentence's end is three or more items, two of them shaped like brands."""
    items = re.split(r"[,，、;；\s]+", line.strip())
    return (
        3 <= len(items) <= 40
        and not re.search(r"[。！？.!?]$", line.strip())
        and sum(brand_of(item).strength >= 2 for item in items) >= 2
    )


def _prose(line: str) -> bool:
    """Whether a text's first line is a sentence of it, no headline; a list is none, whatever its end."""
    if _is_list(line):
        return len(line) > _LONGEST_LIST
    return len(line) > 100 or re.search(r"[。！？.!?;；]$|[。；]", line.strip()) is not None


@dataclass(frozen=True)
class Subject:
    """One page under judgement. Everything derived is worked out once, when first asked for."""

    url: str
    article: Article
    reading: Reading
    document: Document | None
    context: SiteContext
    names: NameTable

    @cached_property
    def host(self) -> str:
        """The page's host as all rooms write it (with a port that is not the default one); may be empty."""
        return host_of(self.url)

    @cached_property
    def text(self) -> str:
        """The article's text, as far as it is judged."""
        return self.article.text[:_MAX_TEXT]

    @cached_property
    def title(self) -> str:
        """The headline as found."""
        return self.article.title_as_found or self.article.title or ""

    @cached_property
    def folded(self) -> Folded:
        """The text, folded."""
        return fold(self.text)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The words found in the folded text, by place."""
        return tuple(_outside_quotes(self.folded.text, self._looked[0]))

    @cached_property
    def _looked(self) -> tuple[list[Hit], list[int]]:
        return look(self.folded.text)

    @cached_property
    def coined(self) -> list[tuple[int, int]]:
        """Where Latin tokens put together like betting brands stand in the folded text."""
        return brands_at(self.folded.text, self._looked[1])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The folded text's sentences with their words."""
        hits, found, at = self.hits, [], 0
        for match in _SENTENCE.finditer(self.folded.text):
            first, end = at, match.end()
            while at < len(hits) and hits[at].start < end:
                at += 1
            sentence = match.group()
            if not sentence.isspace():
                found.append(Sentence(match.start(), end, sentence, hits[first:at]))
        return tuple(found)

    @cached_property
    def telling(self) -> tuple[Sentence, ...]:
        """The sentences that any word was found in."""
        return tuple(one for one in self.sentences if one.hits) if self.hits else ()

    @cached_property
    def told(self) -> Counter[str]:
        """In how many sentences each content word of the text stands."""
        return Counter(part for sentence in self.sentences for part in content(sentence.text))

    @cached_property
    def trades(self) -> Counter[str]:
        """How many sentences name each family's goods."""
        return Counter(kind for one in self.telling for kind in {hit.kind for hit in one.hits})

    @cached_property
    def guarded_trades(self) -> Counter[str]:
        """The same of sentences that also have a word of honest reporting."""
        guarded = (one for one in self.telling if one.guards)
        return Counter(kind for one in guarded for kind in {hit.kind for hit in one.hits})

    @cached_property
    def title_hits(self) -> tuple[Hit, ...]:
        """The words found in the headline."""
        return tuple(scan(self.folded_title.text))

    @cached_property
    def folded_title(self) -> Folded:
        """The headline as found, folded."""
        return fold(self.title)

    @cached_property
    def page_guards(self) -> dict[str, int]:
        """How many different words of each kind of honest reporting headline and text have."""
        seen: dict[str, set[str]] = {kind: set() for kind in GUARDS}
        for hit in (*self.hits, *self.title_hits):
            if hit.kind in GUARDS:
                seen[hit.kind].add(hit.word)
        return {kind: len(found) for kind, found in seen.items()}

    @cached_property
    def scripts(self) -> dict[str, float]:
        """The writing systems of the text."""
        return scripts(self.text)

    @cached_property
    def script(self) -> str:
        """The writing system most of the text is in, empty for no text."""
        return max(self.scripts, key=lambda name: self.scripts[name], default="")

    @cached_property
    def traditional(self) -> bool:
        """Whether the text is written in traditional characters."""
        if "han" not in self.scripts and "kana" not in self.scripts:
            return False
        simple, full = script_marks()
        told = Counter(self.text[:SAMPLE]).items()
        return (
            sum(n for char, n in told if char in full) > 2 * sum(n for char, n in told if char in simple) + 3
        )

    @cached_property
    def vocabulary(self) -> set[str]:
        """The shingles of those sentences that do not sell anything; lists of brands vouch for nothing."""
        first, _, _ = self.folded.text.partition("\n")
        begin = len(first) if _is_list(first) or is_brand_list(first) else 0
        honest = (
            part.text
            for part in self.sentences
            if part.start >= begin and not (part.hits and (part.strong or is_brand_list(part.text)))
        )
        return shingles("\n".join(honest))

    @cached_property
    def sells(self) -> bool:
        """Whether the text has any strong word of any family."""
        return any(hit.strong for hit in self.hits)

    @cached_property
    def candidates(self) -> tuple[FieldCandidate, ...]:
        """All headline candidates, the reader's proposal among them."""
        listed = [
            one
            for one in self.reading.titles
            if one.origin not in _LINES or not (_prose(one.text) or _ADDRESS.search(one.text))
        ]
        listed += [
            FieldCandidate(part.text, "first_line")
            for part in self.reading.removed[:40]
            if part.rule == BEFORE_HEADLINE
            and len(part.text) <= _LONGEST_LIST
            and not _ADDRESS.search(part.text)
        ]
        whole = self.document.title_text if self.document else ""
        if len(whole) > _LONGEST_LIST and all(one.text != whole for one in listed):
            listed.append(FieldCandidate(whole[:_LONGEST_WHOLE], "title_whole"))
        if self.article.title and all(one.text != self.article.title for one in listed):
            listed.append(FieldCandidate(self.article.title, self.article.title_origin or "title"))
        if self.context.previous_title:
            listed.append(FieldCandidate(self.context.previous_title, "previous"))
        return tuple(one for one in listed if one.text.strip())

    def overlap(self, folded: str) -> float:
        """The share of ``folded``'s shingles that the text has too."""
        own = shingles(folded)
        return len(own & self.vocabulary) / len(own) if own else 0.0
