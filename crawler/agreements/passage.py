"""An article laid out for reading: folded once, cut into sentences, every known word marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.agreements.folding import Folded, fold, fold_with_map
from crawler.agreements.vocabulary import Hit, hits
from crawler.model import Article, Evidence
from crawler.text.sentences import Sentence, split
from crawler.text.sought import sought

# What a page says after this many characters is comments and other stories more often than news (pages of
# 60,000 characters exist); the limit keeps the time per page bounded.
LONGEST_READ = 40_000


@dataclass(slots=True, eq=False)  # not frozen: there is one for each sentence, and freezing trebles its cost
class Line:
    """One sentence (or the headline): its words as they stand and folded, and the vocabulary in it. It never
    changes.

    ``start`` is the offset of ``raw`` in the passage's text; ``hits`` have offsets into ``folded``, which is
    as long as ``raw``. ``is_title`` marks the headline, which stands before the text.
    """

    raw: str
    folded: str
    start: int
    hits: tuple[Hit, ...]
    is_title: bool = False
    paragraph: int = 0
    listed: bool = False
    position: int = 0
    classes: frozenset[str] = field(default=frozenset())

    @property
    def is_headline(self) -> bool:
        """The headline, or a short line near the start that ends like one (many pages print it twice)."""
        return self.is_title or (
            self.position <= 2 and len(self.raw) < 140 and self.raw[-1:] not in '.!?;。！？；…"”」'
        )

    def of(self, *classes: str) -> list[Hit]:
        """The hits of any of ``classes``, in order."""
        wanted = frozenset(classes)
        return [hit for hit in self.hits if hit.classes & wanted]

    def has(self, *classes: str) -> bool:
        """Is there a word of any of ``classes``?"""
        return not self.classes.isdisjoint(classes)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The article as lines: the headline first (where there is one), then the sentences of the text."""

    article: Article
    lines: tuple[Line, ...]
    folded: Folded

    @property
    def title(self) -> Line | None:
        """The headline's line."""
        return self.lines[0] if self.lines and self.lines[0].is_title else None

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines of the text."""
        return self.lines[1:] if self.title else self.lines

    def evidence(self, name: str, line: Line, start: int, end: int) -> Evidence:
        """Evidence for the field ``name``: ``start:end`` of ``line`` as offsets into the article's text."""
        if line.is_title:
            quote = line.raw[start:end]
            text_start = self.article.text.find(quote) if len(quote) > 3 else -1
            if text_start < 0:
                return Evidence(name, quote)
            return Evidence(name, quote, text_start, text_start + len(quote))
        first = self.folded.back(line.start + start)
        last = self.folded.back(line.start + end - 1) + 1 if end > start else first
        return Evidence(name, self.article.text[first:last], first, last)


def lay_out(article: Article) -> Passage:
    """Fold, cut and mark ``article``. Linear in its length; never raises."""
    folded = fold_with_map(article.text[:LONGEST_READ])
    raw = _without_cuts(folded)
    lines = []
    if article.title and article.title.strip():
        title = fold_with_map(article.title[:500])
        lines.append(_line(_without_cuts(title), title.text, 0, hits(title.text), None))
    found = hits(folded.text)
    upcoming = 0
    for position, sentence in enumerate(split(_WRAPPED.sub(_unwrapped, raw))):
        start, end, paragraph, listed = sentence
        if position > 1 and end - start < 80 and _RELATED.match(raw, start):
            break  # what follows is other stories
        first = upcoming
        while upcoming < len(found) and found[upcoming].start < end:
            upcoming += 1
        words, low = raw[start:end], folded.text[start:end]
        if first == upcoming:
            lines.append(Line(words, low, start, (), False, paragraph, listed, position))
            continue
        inside = [
            Hit(hit.start - start, min(hit.end, end) - start, hit.classes)
            for hit in found[first:upcoming]
            if hit.start >= start
        ]
        lines.append(_line(words, low, position, inside, sentence))
    return Passage(article, tuple(lines), folded)


# A line that begins in lower case after one that ended in a letter or comma goes on with its sentence, also
# where the reader made paragraphs of a text's wrapped lines.
_WRAPPED = re.compile(r"\n\n(?<=[a-z,]..)(?=[a-z]{2,14} [a-z])", re.DOTALL)


def _unwrapped(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


_RELATED = re.compile(
    r"(?:more articles|more on|related (?:articles?|stories|news|posts|topics)|you may also like|"
    r"recommended|also read|read (?:also|next)|latest news|"
    r"相关阅读|相关文章|相关新闻|相关链接|推荐阅读|猜你喜欢|热门推荐|延伸閱讀|"
    r"延伸阅读|相關新聞|更多新聞|上一篇|下一篇|上一条|下一条|"
    r"関連記事|関連リンク|관련기사|많이 본|주요기사)",
    re.IGNORECASE,
)
_NO_CLASSES: frozenset[str] = frozenset()
_IN_NAMES = frozenset({"affiliation", "alliance", "tie", "tie_weak", "sister_institution", "donation"})
_AFTER_SCHOOL = sought(r"(?:大学|学院|科大|医大|大附|学校)$")
_PLAQUES = sought(r"揭牌|挂牌|授牌|成为|挂上|加挂|揭")


def _in_names(raw: str, folded: str, found: list[Hit]) -> list[Hit]:
    """The hits without ties that are part of a name: ``Teaching Hospital``, ``大学附属医院``."""
    for hit in found:
        if hit.classes <= _IN_NAMES:
            break
    else:
        return found
    words = [word for word in raw.split() if len(word) > 3 and word[0].isalpha()]
    headline = len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
    plaque = _PLAQUES.search(folded) is not None
    kept = []
    for hit in found:
        if hit.classes <= _IN_NAMES:
            capital = raw[hit.start].isupper() and hit.start > 0 and not headline
            school = (
                folded[hit.start] > "\u2e80"
                and not plaque
                and _AFTER_SCHOOL.search(folded[max(0, hit.start - 3) : hit.start])
            )
            if capital or school:
                continue
        kept.append(hit)
    return kept


def _line(raw: str, folded: str, position: int, found: list[Hit], sentence: Sentence | None) -> Line:
    found = _in_names(raw, folded, found)
    classes = _NO_CLASSES.union(*(hit.classes for hit in found))
    if sentence is None:
        return Line(raw, folded, 0, tuple(found), True, -1, False, -1, classes)
    return Line(
        raw,
        folded,
        sentence.start,
        tuple(found),
        False,
        sentence.paragraph,
        sentence.listed,
        position,
        classes,
    )


def _without_cuts(folded: Folded) -> str:
    """The original with the same characters left out as in the folded text."""
    if not folded.cuts:
        return folded.original
    pieces, previous = [], 0
    shift = 0
    for offset, cut in folded.cuts:
        pieces.append(folded.original[previous : offset + shift])
        previous, shift = offset + cut, cut
    pieces.append(folded.original[previous:])
    return "".join(pieces)


def folded_title(passage: Passage) -> str:
    """The headline folded, or nothing."""
    return fold(passage.article.title or "")
