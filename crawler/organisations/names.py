"""The normal form of an organisation's name, and what is too general a name to go by.

Two spellings of one name have one normal form; two names have two. Only spelling is folded here
(width, case, accents, traditional and Japanese characters, punctuation, legal suffixes); that words may
change places or languages is the business of :mod:`crawler.organisations.keys`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from crawler.organisations.vocabulary import words

MAX_NAME = 400
"""Longer strings are no names; what is beyond is cut, so that hostile input costs nothing."""

_CJK = re.compile(r"[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_NOT_WORD = re.compile(r"[\W_]+")
_CORPORATE_BODY = re.compile(
    r"^(?:社会|特定)?(?:医疗法人|社会福祉法人)(?:社团|财团)?[^会院]{1,8}会(?=[^会]{2,20}(?:医院|病院|センター|クリニック))"
)
"""The body that runs a Japanese hospital, before the hospital's own name; most leave it out."""

_BRACKETED = re.compile(r"[(（\[［【〔][^()（）\[\]［］【】〔〕]{1,80}[)）\]］】〕]\s*$")
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,}")


@cache
def _han_folds() -> dict[int, str]:
    """Every traditional or Japanese character with its simplified form, character by character.

    Phrases are left out on purpose: a fold by character is idempotent, whatever stands around it.
    """
    import opencc

    to_simplified, from_japanese = opencc.OpenCC("t2s"), opencc.OpenCC("jp2t")
    characters = "\n".join(chr(code) for code in range(0x4E00, 0xA000))
    folded = to_simplified.convert(from_japanese.convert(to_simplified.convert(characters))).split("\n")
    pairs = zip(characters.split("\n"), folded, strict=True)
    table = {ord(a): b for a, b in pairs if a != b and len(b) == 1 and _in_daily_use(b)}
    table |= {ord(line[0]): line[2] for line in words("han_variants")}
    return {code: target for code, target in table.items() if ord(target) not in table}


def _in_daily_use(character: str) -> bool:
    """In GB 2312, the set of simplified characters of daily use: what Japanese forms lead to may be a rarer
    variant (``硏`` for ``研``) that a fold must not introduce.
    """
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def has_cjk(text: str) -> bool:
    """True where ``text`` has a Han character, kana or hangul."""
    return _CJK.search(text) is not None


def script(text: str) -> str:
    """``ja`` with kana, ``ko`` with hangul, ``zh`` with Han characters only, else ``""``."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _HAN.search(text) else ""


def fold_han(text: str) -> str:
    """Traditional and Japanese characters as simplified ones; applying it twice changes nothing."""
    return text.translate(_han_folds()) if _HAN.search(text) else text


def _unaccented(text: str) -> str:
    """Latin letters without their marks; other scripts stay, since a mark there is another letter."""
    if text.isascii():
        return text
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", character)[0]
        kept.append(base if base.isascii() and base.isalpha() else character)
    return "".join(kept)


def fold(text: str) -> str:
    """Width, case, accents and Han variants folded; punctuation and order stay."""
    shown = unicodedata.normalize("NFKC", text[:MAX_NAME]).casefold()
    shown = _unaccented(unicodedata.normalize("NFKC", shown))
    return unicodedata.normalize("NFC", fold_han(shown).replace("ı", "i").replace("ø", "o").replace("ł", "l"))


@cache
def _spellings() -> dict[str, str]:
    return dict(line.split("=", 1) for line in words("spellings"))


@cache
def _legal_tail() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(line.split()) for line in words("legal_latin")), key=len, reverse=True))


@cache
def _legal_cjk() -> re.Pattern[str]:
    forms = sorted(map(fold, words("legal_cjk")), key=len, reverse=True)
    joined = "|".join(map(re.escape, forms))
    return re.compile(f"^(?:{joined})+|(?:{joined})+$")


def _latin_tokens(folded: str) -> list[str]:
    plain = _APOSTROPHES.sub("", folded).replace("&", " and ").replace("+", " and ")
    tokens = [_spellings().get(token, token) for token in _NOT_WORD.sub(" ", plain).split()]
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    return _without_tail(tokens)


def _without_tail(tokens: list[str]) -> list[str]:
    """Without ``Co Ltd``, ``Inc`` and their like at the end, as long as a name remains."""
    for _ in range(4):
        tail = next(
            (t for t in _legal_tail() if len(tokens) > len(t) and tuple(tokens[-len(t) :]) == t), None
        )
        if tail is None:
            break
        tokens = tokens[: -len(tail)]
    return tokens


@lru_cache(maxsize=20_000)
def normal(name: str) -> str:
    """The normal form of ``name`` for exact matching; ``""`` where nothing of a name is left.

    Never raises, whatever the text; applying it twice changes nothing.
    """
    form = _normal_once(name)
    for _ in range(4):  # a suffix may uncover another; four rounds are more than any real name needs
        again = _normal_once(form)
        if again == form:
            break
        form = again
    return form


def _normal_once(name: str) -> str:
    folded = fold(name)
    if not has_cjk(folded):
        return " ".join(_latin_tokens(folded))
    joined = _NOT_WORD.sub("", _APOSTROPHES.sub("", folded).replace("&", "and"))
    bare = _legal_cjk().sub("", _CORPORATE_BODY.sub("", joined))
    return bare if len(bare) >= 2 else joined


def without_brackets(name: str) -> tuple[str, str]:
    """``name`` without a bracket at its end, and what stood in it (``""`` where there was none)."""
    found = _BRACKETED.search(name[:MAX_NAME])
    if found is None or not name[: found.start()].strip():
        return name, ""
    return name[: found.start()].strip(), found.group().strip()[1:-1].strip()


def bare_name(name: str) -> str:
    """``name`` without a bracket at its end that only says it again: initials, a short form that a text
    introduces, the name in another script. ``(Beijing)`` and ``(Korea)`` say which one and stay.
    """
    bare, inside = without_brackets(name)
    if not inside:
        return name
    quoted = inside.strip("\"'“”‘’「」『』")
    introduced = quoted != inside or fold(inside).startswith(tuple(words("short_form")))
    again = is_acronym(quoted) or introduced or has_cjk(inside) != has_cjk(bare)
    return bare if again else name


def is_acronym(name: str) -> bool:
    """True for bare initials such as ``WCH``, ``N.C.C.``, ``UPMC`` or ``AIIMS``: short, one word, capitals.

    Names that are written so in full (``UPMC``) are listed and are none. ``Mayo`` is a name; ``MAYO`` may
    be initials and is not trusted.
    """
    bare = unicodedata.normalize("NFKC", name[:MAX_NAME]).strip()
    if normal(bare) in _distinct():
        return False
    bare = re.sub(r"[\s.\-–/]", "", bare.removeprefix("The ").removeprefix("the "))
    if not bare or has_cjk(bare) or len(bare) > 7:
        return False
    capitals = sum(character.isupper() for character in bare)
    return _INITIALS.fullmatch(bare) is not None or (capitals >= 2 and capitals > len(bare) / 2)


@cache
def _general_words() -> frozenset[str]:
    return frozenset(token for line in words("general_latin") for token in fold(line).split())


@cache
def _general_cjk() -> re.Pattern[str]:
    forms = sorted({fold(word) for word in words("general_cjk")}, key=len, reverse=True)
    kinds = "|".join(map(re.escape, forms))
    numeral = r"第[一二三四五六七八九十百\d]{1,5}|[一二三四五六七八九十](?=医院|附属|人民|院)"
    return re.compile(f"[本我该贵省市县区州]?(?:{numeral}|{kinds})+")


@cache
def _distinct() -> frozenset[str]:
    return frozenset(normal(line) for line in words("distinct"))


@lru_cache(maxsize=20_000)
def is_generic(name: str) -> bool:
    """True where ``name`` says what kind of organisation it is and not which: ``Children's Hospital``,
    ``the First Affiliated Hospital``, ``市人民医院``, ``Ministry of Health``, ``National Cancer Center``.
    """
    form = normal(name)
    if form in _distinct():
        return False
    if has_cjk(form):
        return _general_cjk().fullmatch(form) is not None
    tokens = form.split()
    return all(token in _general_words() or (token.isdecimal() and len(token) < 3) for token in tokens)
