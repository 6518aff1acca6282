"""Mutators of the article's own text (vectors I and N, user content, reflected searches, whole pages)."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from urllib.parse import quote

import opencc

from tests.junk.generator import brands, words
from tests.junk.generator.injected import Injected, choice, phrases, sentence, spoilt
from tests.junk.generator.pages import CleanPage, changed, render

_READINGS = {
    "醫": "yī",
    "學": "xué",
    "與": "yǔ",
    "會": "huì",
    "設": "shè",
    "開": "kāi",
    "業": "yè",
    "師": "shī",
    "護": "hù",
    "長": "zhǎng",
    "員": "yuán",
    "為": "wéi",
    "對": "duì",
    "時": "shí",
    "實": "shí",
    "雙": "shuāng",
    "約": "yuē",
    "這": "zhè",
    "個": "gè",
    "進": "jìn",
    "習": "xí",
    "發": "fā",
    "動": "dòng",
    "專": "zhuān",
    "門": "mén",
    "導": "dǎo",
    "團": "tuán",
    "隊": "duì",
    "點": "diǎn",
    "歲": "suì",
    "協": "xié",
    "議": "yì",
    "簽": "qiān",
    "診": "zhěn",
    "備": "bèi",
    "構": "gòu",
    "關": "guān",
    "於": "yú",
    "衛": "wèi",
    "環": "huán",
}
_EMOJI = ["🥦", "🦴", "🧷", "🪜", "👩🏽\u200d🚀", "⛹🏼\u200d♂️", "🪗", "🛼", "👐🏽", "🫑", "🧽", "🦣"]


def name_replaced(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected | None:
    """I1: the institution's name replaced throughout by a coded or tailed brand (1: text only, 2: headline
    too, 3: headline too and the host is a stranger's).
    """
    if not page.language.startswith("zh") or page.organisation not in page.text:
        return None
    rng = choice(page, "I1", strength, held_out, seed)
    brand = brands.coded(rng, held_out) if rng.random() < 0.6 else brands.tailed(rng, held_out)
    paragraphs = tuple(paragraph.replace(page.organisation, brand.name) for paragraph in page.paragraphs)
    title = page.title.replace(page.organisation, brand.name) if strength >= 2 else page.title
    parts = changed(page, paragraphs=paragraphs, head_title=title, h1=title, og_title=None)
    lost = title != page.title
    url = _mirrored(page, rng) if strength == 3 else page.url
    text = page.text.replace(page.organisation, "⟦?⟧")
    return spoilt(
        page,
        "I1",
        strength,
        parts,
        (brand.name,),
        title=None if lost else page.title,
        text=text,
        left="none" if lost else "other",
        held_out=held_out,
        url=url,
        names_replaced=(brand.name,),
    )


def substring_replaced(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected | None:
    """I1b: the word for hospital or university replaced blindly, with its prefix left standing."""
    if page.language != "zh" or page.text.count("人民医院") + page.text.count("大学") < 1:
        return None
    rng = choice(page, "I1b", strength, held_out, seed)
    brand = brands.tailed(rng, held_out) if strength == 1 else brands.coded(rng, held_out)
    target = "医院" if "人民医院" in page.text else "大学"
    paragraphs = tuple(paragraph.replace(target, brand.name) for paragraph in page.paragraphs)
    parts = changed(page, paragraphs=paragraphs)
    return spoilt(
        page,
        "I1b",
        strength,
        parts,
        (brand.name,),
        text=page.text.replace(target, "⟦?⟧"),
        held_out=held_out,
        url=_mirrored(page, rng),
        names_replaced=(brand.name,),
    )


def swapped(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected | None:
    """I2: the words of a school swapped for a company's."""
    if page.language != "zh":
        return None
    rng = choice(page, "I2", strength, held_out, seed)
    year = rng.randint(1985, 2019)
    pool = [
        f"{year}级护理专业员工重返母校，看望当年的老师。",
        "会后，员工会秘书长介绍了员工发展基金的使用情况。",
        f"公共卫生公司党委书记{rng.choice(words.ZH_PEOPLE)}、经理{rng.choice(words.ZH_PEOPLE)}出席新生家长见面会，介绍培养方案。",
        f"{year}级毕业员工代表与学弟学妹交流，班主任一一点名。",
        "二十余名老员工赴海外研修，经理向新生家长介绍转专业政策。",
        f"来自{rng.choice(words.ZH_TOWNS)}的职工新生在公司校区体育场参加迎新仪式。",
    ]
    added = tuple(rng.sample(pool, min(len(pool), 1 + strength)))
    parts = changed(page, paragraphs=(*page.paragraphs, *added))
    return spoilt(
        page,
        "I2",
        strength,
        parts,
        (),
        text="\n\n".join((*page.paragraphs, *added)),
        held_out=held_out,
        url=_mirrored(page, rng),
    )


def inserted(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """I3: an advertising sentence within a paragraph (1), as a paragraph (2), with a link away (3)."""
    rng = choice(page, "I3", strength, held_out, seed)
    junk = sentence(page, rng, held_out)
    paragraphs = list(page.paragraphs)
    at = rng.randrange(len(paragraphs))
    gap = "" if page.language.startswith(("zh", "ja")) else " "
    if strength == 1:
        paragraphs[at] = f"{paragraphs[at]}{gap}{junk}"
        parts = changed(page, paragraphs=tuple(paragraphs))
    elif strength == 2:
        parts = changed(page, paragraphs=(*paragraphs[:at], junk, *paragraphs[at:]))
    else:
        parts = changed(
            page,
            raw_blocks=(
                (at, f'<p><a href="https://{rng.choice("qxzk")}{rng.randint(10, 99)}.vip/in">{junk}</a></p>'),
            ),
        )
    return spoilt(page, "I3", strength, parts, (junk,), held_out=held_out)


def footer_links(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """I3f: advertisements among partner links in the footer."""
    rng = choice(page, "I3f", strength, held_out, seed)
    _, items = phrases(page, rng, held_out, 2 + strength)
    more = ["replica watches for sale", "payday loan no credit check", "高仿腕表", "百家乐官网"]
    items = [*items, rng.choice(more)]
    links = "".join(
        f'<a href="https://{rng.choice("abcdefg")}{rng.randint(100, 999)}.{rng.choice(["vip", "top", "cc"])}/">{item}</a> '
        for item in items
    )
    honest = (
        '<a href="https://www.who.int/">WHO</a> <a href="https://www.redcross.example.org/">Red Cross</a> '
    )
    return spoilt(
        page, "I3f", strength, changed(page, footer=honest + links), tuple(items), held_out=held_out
    )


def pinyin(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected | None:
    """N1: the text in traditional characters with readings in brackets, on a stranger's host."""
    if not page.language.startswith("zh"):
        return None
    rng = choice(page, "N1", strength, held_out, seed)
    converter = opencc.OpenCC("s2t")
    clean = tuple(converter.convert(paragraph) for paragraph in page.paragraphs)
    share = (0.6, 0.8, 1.0)[strength - 1]
    noisy = tuple(_glossed(paragraph, rng, share) for paragraph in clean)
    if sum(paragraph.count("(") for paragraph in noisy) < 8:
        return None
    title = converter.convert(page.title)
    parts = changed(page, paragraphs=noisy, head_title=title, h1=title, og_title=None)
    return spoilt(
        page,
        "N1",
        strength,
        parts,
        (),
        title=title,
        text="\n\n".join(clean),
        held_out=held_out,
        url=_mirrored(page, rng),
    )


def _glossed(text: str, rng: random.Random, share: float) -> str:
    chars: list[str] = []
    for char in text:
        chars.append(char)
        if char in _READINGS and rng.random() < share:
            reading = _READINGS[char] + (" " if rng.random() < 0.1 else "")
            chars.append(f"({reading})" * (2 if rng.random() < 0.05 else 1))
    return "".join(chars)


def emoji(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected | None:
    """N2: emoji before punctuation in formal prose."""
    if not page.language.startswith("zh"):
        return None
    rng = choice(page, "N2", strength, held_out, seed)
    noisy = tuple(
        re.sub(
            "，",
            lambda _: (rng.choice(_EMOJI) if rng.random() < 0.3 + 0.2 * strength else "") + "，",
            paragraph,
        )
        for paragraph in page.paragraphs
    )
    if sum(sum(mark in paragraph for mark in _EMOJI) for paragraph in noisy) < 4:
        return None
    return spoilt(
        page, "N2", strength, changed(page, paragraphs=noisy), (), held_out=held_out, url=_mirrored(page, rng)
    )


def watermark(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected | None:
    """N5: one phrase with a code between sentences."""
    if not page.language.startswith("zh"):
        return None
    rng = choice(page, "N5", strength, held_out, seed)
    code = "".join(rng.choice("BCDGKMRTX") for _ in range(3)) + str(rng.randint(2, 9))
    phrase = f"{code}资讯网——每日更新{rng.choice('klmnp')}{rng.randint(10, 99)}zx.com"
    whole = "".join(page.paragraphs)
    if whole.count("。") < 2:
        return None
    noisy = tuple(paragraph.replace("。", "。" + phrase) for paragraph in page.paragraphs)
    return spoilt(
        page,
        "N5",
        strength,
        changed(page, paragraphs=noisy),
        (phrase,),
        held_out=held_out,
        url=_mirrored(page, rng),
    )


def comment(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """P3: an advertising comment under the article."""
    rng = choice(page, "P3", strength, held_out, seed)
    junk = " ".join(sentence(page, rng, held_out) for _ in range(strength))
    parts = changed(page, raw_blocks=((99, f'<p class="reply">{junk}</p>'),))
    return spoilt(page, "P3", strength, parts, (junk,), held_out=held_out)


def reflected(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """P4: a visitor's query that advertises, echoed by the site's search."""
    rng = choice(page, "P4", strength, held_out, seed)
    brand, items = phrases(page, rng, held_out, 2)
    query = f"{items[0]} {items[-1]} {brand.name.lower() if brand.name.isascii() else 'wx'}{rng.randint(10, 99)}.com"
    opening = {"zh": "搜索结果", "de": "Suchergebnisse für", "es": "Resultados para"}.get(
        page.language, "Search results for"
    )
    title = f'{opening} "{query}"'
    sorry = {
        "zh": "没有找到相关内容，请更换关键词再试。",
        "zh-Hant": "沒有找到相關內容，請更換關鍵詞再試。",
    }.get(
        page.language, "Your search did not match any page. Check the spelling or browse the sections above."
    )
    parts = changed(
        page,
        head_title=title.replace('"', "&quot;") + f" - {page.site}",
        h1=title,
        og_title=None,
        paragraphs=(sorry, page.paragraphs[0]),
    )
    base = page.url.rsplit("/", 1)[0]
    return spoilt(
        page,
        "P4",
        strength,
        parts,
        (query,),
        title=None,
        text=f"{sorry}\n\n{page.paragraphs[0]}",
        left="none",
        held_out=held_out,
        url=f"{base}/?s={quote(query)}",
    )


def whole(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """P1: a page that is nothing but advertising."""
    rng = choice(page, "P1", strength, held_out, seed)
    own = "zh" if page.language.startswith("zh") else page.language
    language = (
        own if own in brands.SENTENCES and strength != 2 else rng.choice(["zh", "en", "id", "vi", "ru", "ko"])
    )
    brand = brands.han(rng, held_out) if language == "zh" else brands.latin(rng, held_out)
    base = brands.SENTENCES.get(language, brands.SENTENCES["en"]).format(b=brand.name)
    listed = (
        [phrase.format(b=brand.name) for phrase in brands.PHRASES.get(language, brands.PHRASES["en"])]
        if language != "zh"
        else list(brand.phrases)
    )
    title = " - ".join(listed[:3])
    paragraphs = (base, " ".join(listed), base)
    parts = replace(page.parts, head_title=title, h1=title, og_title=None, paragraphs=paragraphs)
    return spoilt(
        page,
        "P1",
        strength,
        parts,
        (title, *paragraphs),
        title=None,
        text="",
        left="none",
        held_out=held_out,
        verdicts=frozenset({"spam", "injected"}),
    )


def mirror(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """D4: the genuine page of a known organisation on a stranger's host, with a planted title."""
    rng = choice(page, "D4", strength, held_out, seed)
    _, items = phrases(page, rng, held_out, 4)
    junk = rng.choice("|_").join(items)
    head = junk if strength < 3 else f"{junk}|{page.title}"
    parts = changed(page, head_title=head, og_title=None)
    known = page.organisation in page.title + page.text
    return spoilt(
        page,
        "D4",
        strength,
        parts,
        (junk,),
        held_out=held_out,
        url=_mirrored(page, rng),
        verdicts=frozenset({"mirror"} if known else {"injected"}),
        owner_known=known,
    )


def _mirrored(page: CleanPage, rng: random.Random) -> str:
    return f"https://{rng.choice(words.HOSTS_ODD)}/info/{rng.randint(1001, 1099)}/{page.number + 4000}.html"


def plain(page: CleanPage) -> bytes:
    """The page unspoilt."""
    return render(page)
