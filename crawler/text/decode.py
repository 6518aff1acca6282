"""Bytes to text: which character set the page really is in.

Declarations are often wrong on the sites we watch, so a declaration is a candidate and not an answer: what
decodes without damage into the characters that prose is made of is believed.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml
from bs4.dammit import EncodingDetector

from crawler.text.mojibake import may_be_twice, may_need_repair, repair_entities, undo_double_encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding that gave it, and whether anything had to be replaced.

    ``replaced`` is true where damage was found beyond a stray byte: see :data:`STRAY`.
    """

    text: str
    encoding: str
    replaced: bool = False


# Browsers read these labels as the larger set (WHATWG Encoding); servers mean it, whatever they write.
_LARGER = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "hz": "gb18030", "euc_cn": "gb18030",
    "big5": "big5hkscs", "cp950": "big5hkscs", "shift_jis": "cp932", "shift_jisx0213": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
_ALIASES = {
    "x-gbk": "gb18030", "gb": "gb18030", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932", "x-euc-jp": "euc_jp", "big5-hkscs": "big5hkscs", "big-5": "big5hkscs",
    "x-x-big5": "big5hkscs", "utf8": "utf-8", "unicode": "utf-8",
    "utf-8mb4": "utf-8", "windows-949": "cp949", "windows-874": "cp874",
}  # fmt: skip
# Tried when no declaration fits, the likelier on watched sites first; a tie goes to the earlier.
_GUESSES = (
    "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252", "cp1251", "koi8_r", "cp1250", "cp1253",
    "cp1254", "cp1255", "cp1256", "cp874",
)  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
         (b"\x84\x31\x95\x33", "gb18030"))  # fmt: skip
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,10}=\s{0,10}["']?\s{0,10}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
# The second byte of a character may be an ASCII letter, at the end of a run too.
_HIGH = re.compile(rb"[\x80-\xff]+(?:[\x20-\x7e][\x80-\xff]+)*[\x40-\x7e]?")
# Declarations stand in the head; a page may put long scripts before them.
_HEAD = 30_000
# So much of it shows what set it is in.
_FOREIGN_SAMPLE = 20_000
# So much of the non-ASCII part may be damaged in a page that is otherwise sound (an advertisement pasted
# in another set, one cut character).
STRAY = 0.03
# What prose in the right set shows at least of frequent characters; a wrong reading of the shared Chinese,
# Japanese and Korean pages never passed 0.12, a right one never fell below 0.24.
_PLAUSIBLE = 0.2

# The part of each set of two-byte characters that prose keeps to: a codec, first and last lead byte. Accents
# beside letters, read as such a set, fall outside of it, or leave half characters.
_COMMON_PART = {
    "gb18030": ("gb2312", 0xA1, 0xF7), "big5hkscs": ("big5", 0xA1, 0xC6), "cp932": ("shift_jis", 0x81, 0x97),
    "euc_jp": ("euc_jp", 0xA1, 0xCF), "cp949": ("euc_kr", 0xA1, 0xC8),
}  # fmt: skip
# So much of a text is of the common part: names and rare words are not.
_MOST = 0.9
# What being whole in a set of pairs is worth against a likeness in letters: more than any single-byte guess
# gains on bytes that are pairs (0.3 seen), less than a right guess's distance.
_SOUND_WORTH = 0.4
_BROKEN_WORDS = re.compile(r"[\u2500-\u259f]+|(?<=[\u00df-\u00ff\u0430-\u045f])[\u00c0-\u00de\u0400-\u042f]")


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """``body`` as text. Never raises; NULs and the byte order mark are dropped, a character cut off at the
    end goes without trace, text that was encoded twice is undone. Linear in the size of ``body``.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _finish(*_decoded(body[len(mark) :], encoding), encoding)
    if wide := _wide(body):
        return _finish(*_decoded(body, wide), wide)
    body = body.replace(b"\x00", b"")
    if b"\x1b$" in body[:_HEAD] or b"\x1b(J" in body[:_HEAD]:
        text, damage = _decoded(body, "iso2022_jp")
        if damage <= STRAY:
            return _finish(text, damage, "iso2022_jp")
    text, damage = _decoded(body, "utf-8")
    if damage <= STRAY:
        # The bytes are the text, without a NUL: what is rare is ruled out on them, which is quicker.
        text = text.removeprefix("\ufeff")
        if not text.isascii() and may_be_twice(body):
            text = undo_double_encoding(text)
        return Decoded(repair_entities(text) if may_need_repair(body) else text, "utf-8")
    return _finish(*_best(body, _declarations(body, content_type)))


def _finish(text: str, damage: float, encoding: str) -> Decoded:
    text = repair_entities(undo_double_encoding(text.replace("\x00", "").removeprefix("\ufeff")))
    return Decoded(text, encoding, damage > STRAY)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: in markup every other byte of the start is zero."""
    start = body[:60]
    if len(start) < 8 or start.count(0) < 0.3 * len(start):
        return None
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _declarations(body: bytes, content_type: str | None) -> list[str]:
    """The encodings that the header and the page declare, as names this Python knows, each once."""
    labels = _DECLARED.findall((content_type or "").encode("ascii", "replace"))
    labels += _DECLARED.findall(body[:_HEAD])
    # A second opinion on what the page declares: BeautifulSoup knows odd forms of the declaration.
    stated = EncodingDetector.find_declared_encoding(body[:_HEAD], is_html=True)
    labels += [stated.encode("ascii", "replace")] if stated else []
    known = (encoding_name(label.decode("ascii", "replace")) for label in labels)
    return list(dict.fromkeys(name for name in known if name))


def encoding_name(label: str) -> str | None:
    """The codec for a declared ``label``, widened as browsers do; ``None`` for an unknown one."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return _LARGER.get(name, name)


def _decoded(body: bytes, encoding: str) -> tuple[str, float]:
    """``body`` in ``encoding`` and the damage: replaced characters as a share of the non-ASCII ones."""
    if encoding == "utf-8":
        # Nearly every page is sound, and then there is nothing to count.
        with suppress(UnicodeDecodeError):
            return body.decode(encoding), 0.0
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(body, final=False)
    replaced = text.count("\ufffd")
    if encoding == "utf-8":
        # A replacement character that the page itself carries is old damage, not a wrong guess of ours.
        replaced -= body.count(b"\xef\xbf\xbd")
    if replaced <= 0:
        return text, 0.0
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text, replaced / max(1, foreign)


def _best(body: bytes, declared: list[str]) -> tuple[str, float, str]:
    """Decode by the declaration that gives prose, else by the guess that gives the most."""
    sample = _foreign(body)
    scores: dict[str, float] = {}
    for encoding in declared:
        scores[encoding] = _plausible(sample, encoding)
        believed = scores[encoding] >= _PLAUSIBLE or _sound(sample, encoding)
        if believed and encoding != "cp1252":
            return *_decoded(body, encoding), encoding
    for encoding in (*declared, *_GUESSES):
        scores.setdefault(encoding, _plausible(sample, encoding))
    # Undeclared Western text is Windows-1252 unless another set is clearly better (WHATWG's default).
    best = max(
        scores,
        key=lambda name: (
            scores[name]
            + 0.05 * (name in declared)
            + 0.1 * (name == "cp1252")
            + _SOUND_WORTH * _sound(sample, name)
        ),
    )
    return *_decoded(body, best), best


def _foreign(body: bytes) -> bytes:
    """The beginning of what is no ASCII in ``body``, run by run."""
    runs: list[bytes] = []
    size = 0
    for match in _HIGH.finditer(body, 0, 400_000):
        runs.append(match.group())
        size += len(runs[-1]) + 1
        if size > _FOREIGN_SAMPLE:
            break
    return b" ".join(runs)[:_FOREIGN_SAMPLE]


def _sound(sample: bytes, encoding: str) -> bool:
    """Whether ``sample`` is whole in a set of two-byte characters, nearly all of them of its common part."""
    common = _COMMON_PART.get(encoding)
    if common is None:
        return False
    text, damage = _decoded(sample, encoding)
    foreign = [character for character in text if character > "\x7f"]
    # Three characters may be pairs of accents; a headline has more.
    if damage or len(foreign) < 4:
        return False
    whole = sum(_encodes(character, *common) for character in foreign)
    return whole >= _MOST * len(foreign)


def _encodes(character: str, encoding: str, first: int, last: int) -> bool:
    """Whether ``character`` has two bytes in ``encoding``, the first of them in ``first`` .. ``last``."""
    try:
        written = character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(written) == 2 and first <= written[0] <= last


def _plausible(sample: bytes, encoding: str) -> float:
    """The share of frequent characters (of the script that shows most) less the damage."""
    text, damage = _decoded(sample, encoding)
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    allowed = _scripts(encoding)
    share = max(sum(map(script.__contains__, foreign)) for script in allowed) / len(foreign)
    if encoding not in _COMMON_PART:
        # Words are not written lIkE tHiS, and prose holds no borders of tables (half of KOI8-R).
        share -= sum(2 * len(found) for found in _BROKEN_WORDS.findall(text)) / len(foreign)
    return share - 3 * damage


@cache
def _frequent() -> dict[str, frozenset[str]]:
    text = resources.files("crawler.text").joinpath("frequent.yaml").read_text("utf-8")
    return {script: frozenset(characters) for script, characters in yaml.safe_load(text).items()}


_SCRIPTS = {
    "gb18030": ("simplified", "traditional"), "big5hkscs": ("traditional",), "cp932": ("japanese",),
    "euc_jp": ("japanese",), "cp949": ("korean",), "cp1251": ("cyrillic",), "koi8_r": ("cyrillic",),
    "iso8859-5": ("cyrillic",), "cp866": ("cyrillic",), "cp1253": ("greek",), "iso8859-7": ("greek",),
    "cp1255": ("hebrew",), "cp1256": ("arabic",), "cp874": ("thai",),
    "utf-8": ("simplified", "traditional", "japanese", "korean", "cyrillic", "latin"),
}  # fmt: skip


def _scripts(encoding: str) -> tuple[frozenset[str], ...]:
    return tuple(_frequent()[script] for script in _SCRIPTS.get(encoding, ("latin",)))
