"""Clean pages: an article in a site's frame, from a number alone."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from html import escape

from tests.junk.generator import templates, words


@dataclass(frozen=True)
class Parts:
    """What a page is rendered from; mutators change these."""

    head_title: str
    h1: str | None
    og_title: str | None = None
    crumb: str = ""
    paragraphs: tuple[str, ...] = ()
    raw_blocks: tuple[tuple[int, str], ...] = ()  # markup put before the paragraph of that number
    meta: tuple[tuple[str, str], ...] = ()
    styles: str = ""
    scripts: tuple[str, ...] = ()
    head_markup: str = ""
    body_end: str = ""
    footer: str = ""
    before: str = ""
    after: str = ""
    json_ld: str = ""


@dataclass(frozen=True)
class CleanPage:
    """A clean page with its truth."""

    number: int
    language: str
    url: str
    organisation: str
    title: str
    paragraphs: tuple[str, ...]
    site: str
    parts: Parts = field(repr=False)

    @property
    def text(self) -> str:
        """The article's own text as it should be read."""
        return "\n\n".join(self.paragraphs)


def clean_page(number: int) -> CleanPage:
    """The page of that number; the languages come round in turn, Chinese and English most often."""
    rng = random.Random(f"page-{number}")
    turn = [
        "zh",
        "en",
        "zh",
        "zh-Hant",
        "en",
        "zh",
        "id",
        "en",
        "zh",
        "vi",
        "zh",
        "ko",
        "en",
        "ja",
        "zh",
        "ru",
        "es",
        "en",
        "de",
        "zh",
    ]
    language = turn[number % len(turn)]
    title, paragraphs = rng.choice(templates.TEMPLATES[language])
    names = _names(language, rng)
    title = title.format(**names)
    filled = tuple(paragraph.format(**names) for paragraph in (*paragraphs, *templates.CLOSINGS[language]))
    host, site = names["host"], names["h"]
    url = f"https://{host}/news/2024/{1000 + number}.html"
    parts = Parts(
        f"{title}-{site}" if language.startswith("zh") else f"{title} | {site}",
        title,
        title,
        _crumb(language),
        filled,
    )
    return CleanPage(number, language, url, names["h"], title, filled, site, parts)


def _names(language: str, rng: random.Random) -> dict[str, str]:
    if language in templates.OTHER_HOSPITALS:
        person = templates.OTHER_PEOPLE[language]
        return {
            "h": templates.OTHER_HOSPITALS[language],
            "p": templates.OTHER_PARTNERS[language],
            "a": person,
            "b": person,
            "host": templates.OTHER_HOSTS[language],
            "t": "",
            "f": "",
            "d": "",
            "n": "",
        }
    if language == "en":
        town = rng.choice(words.EN_TOWNS)
        a, b = rng.sample(words.EN_PEOPLE, 2)
        return {
            "h": f"{town} {rng.choice(words.EN_HOSPITALS)}",
            "p": rng.choice(words.EN_PARTNERS),
            "a": a,
            "b": b,
            "f": rng.choice(words.EN_FIELDS),
            "d": rng.choice(words.EN_DAYS),
            "n": rng.choice(words.EN_NUMBERS),
            "t": town,
            "host": rng.choice(words.HOSTS_EN),
        }
    town = rng.choice(words.ZH_TOWNS)
    a, b = rng.sample(words.ZH_PEOPLE, 2)
    names = {
        "h": town + rng.choice(words.ZH_HOSPITALS),
        "p": rng.choice(words.ZH_PARTNERS),
        "a": a,
        "b": b,
        "f": rng.choice(words.ZH_FIELDS),
        "d": rng.choice(words.DAYS),
        "n": rng.choice(words.NUMBERS),
        "t": town,
        "host": rng.choice(words.HOSTS_ZH),
    }
    if language == "zh-Hant":
        import opencc

        converter = opencc.OpenCC("s2t")
        names = {key: value if key == "host" else converter.convert(value) for key, value in names.items()}
    return names


def _crumb(language: str) -> str:
    return {"zh": "首页 > 新闻中心 > 医院要闻", "zh-Hant": "首頁 > 最新消息"}.get(language, "Home / News")


def _dated(language: str) -> str:
    return {"zh": "发布时间：2024-05-20", "zh-Hant": "發布日期：2024-05-20"}.get(
        language, "Published: 2024-05-20"
    )


def render(page: CleanPage, parts: Parts | None = None) -> bytes:
    """The page's bytes."""
    parts = parts or page.parts
    lang = {"zh": "zh-CN", "zh-Hant": "zh-TW"}.get(page.language, page.language)
    blocks = []
    for index, paragraph in enumerate(parts.paragraphs):
        blocks += [markup for place, markup in parts.raw_blocks if place == index]
        blocks.append(
            f"<p>{paragraph if paragraph.startswith('<!raw>') else escape(paragraph, quote=False)}</p>".replace(
                "<!raw>", ""
            )
        )
    blocks += [markup for place, markup in parts.raw_blocks if place >= len(parts.paragraphs)]
    metas = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in parts.meta)
    og = f'<meta property="og:title" content="{escape(parts.og_title)}">' if parts.og_title else ""
    heading = f"<h1>{escape(parts.h1, quote=False)}</h1>" if parts.h1 else ""
    style = f"<style>{parts.styles}</style>" if parts.styles else ""
    ld = f'<script type="application/ld+json">{parts.json_ld}</script>' if parts.json_ld else ""
    scripts = "".join(f"<script>{code}</script>" for code in parts.scripts)
    html = (
        f'{parts.before}<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{parts.head_title}</title>{metas}{og}{style}{ld}{parts.head_markup}</head>'
        f'<body><nav><a href="/">{page.site}</a> <a href="/news">News</a> <a href="/about">About</a></nav><div class="crumb">{escape(parts.crumb)}</div>'
        f'<article class="article">{heading}<div class="date">2024-05-20</div><div class="content">{"".join(blocks)}</div></article>'
        f"{parts.body_end}<footer>{parts.footer}<p>Copyright {page.site}</p></footer>{scripts}</body></html>{parts.after}"
    )
    return html.encode("utf-8")


def changed(page: CleanPage, **changes: object) -> Parts:
    """The page's parts with some changed."""
    return replace(page.parts, **changes)  # type: ignore[arg-type]
