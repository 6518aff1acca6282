"""Page skins of the kinds of site the seeds come from; the words come from ../shared/seeds at run time."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@dataclass(frozen=True)
class Seed:
    """A seed's file name, the path it is served at, and the skin it wears."""

    file: str
    path: str
    skin: str
    head: str = ""

    @property
    def text(self) -> str:
        """The seed's words, noise included."""
        return (SEEDS / self.file).read_text(encoding="utf-8")


HOSPITAL_CMS = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<div class="top"><ul class="nav"><li><a href="/">Home</a></li><li><a href="/about.html">About us</a></li>
<li><a href="/departments.html">Departments</a></li><li><a href="/news.html">News</a></li></ul>
<div class="search"><span class="hint">{search}</span><input type="text" name="q"></div></div>
<div class="crumbs"><a href="/">Home</a> &gt; <a href="/news.html">News</a></div>
<div class="detail"><h1>{title}</h1><div class="info"><span>Published: 2024-04-19</span> <span>Views: 321</span></div>
<div class="content">{body}</div><div class="turn"><a href="/details/79840.html">Previous: Ward open day</a></div></div>
<div class="footer"><p>Copyright hospital. All rights reserved.</p></div></body></html>"""

OVERVIEW = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<form><div id="menu"><a href="index.aspx">Home</a><a href="about.aspx">About</a><a href="contact.aspx">Contact</a></div>
<div class="page"><h2>International</h2><div class="txt">{body}</div></div></form></body></html>"""

MIRROR = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{junk}</title>{head}</head><body>
<div class="nav"><a href="/en/">Home</a><a href="/en/news">News</a><a href="/en/contact">Contact</a></div>
<div class="crumb">Home/ News/ details</div><div class="news-info"><h1>{title}</h1><span class="date">2025.05.27</span>
<div class="news-text">{body}</div></div></body></html>"""

CITY_NEWS = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Metro</title>
<meta property="og:title" content="{title}"><meta property="article:published_time" content="2024-07-23T15:40:00+08:00">
{head}</head><body><header><nav><a href="/news/">News</a><a href="/biz/">Biz</a><a href="/feature/">Feature</a></nav></header>
<article><h1>{title}</h1>{body}</article></body></html>"""

PORTAL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<div class="channel"><a href="/hainan/hnlelecityimtpz/index.html">Home</a>&gt;<a href="updates.html">Updates</a></div>
<div class="main"><div class="tit"><h1>{title}</h1></div>
<div class="meta">Updated: October 21, 2020 <a href="#">L</a> <a href="#">M</a> <a href="#">S</a></div>
<div id="content">{body}</div></div></body></html>"""

SKINS = {"cms": HOSPITAL_CMS, "overview": OVERVIEW, "mirror": MIRROR, "news": CITY_NEWS, "portal": PORTAL}

WESTCHINA = Seed("000_620279ad72f453ae.txt", "/details/79841.html", "cms")
WENZHOU = Seed("001_ecb65de5ab59a948.txt", "/international.aspx", "overview")
ZHEJIANG = Seed("002_322d450adf1b0c0c.txt", "/en/news/info/206125", "mirror")
SHINE = Seed("003_996211168f0946ea.txt", "/news/metro/2407231236", "news")
BOAO = Seed("004_a9da58470140a382.txt", "/hainan/hnlelecityimtpz/2020-10/21/c_158791.htm", "portal")
ALL = (WESTCHINA, WENZHOU, ZHEJIANG, SHINE, BOAO)


def paragraphs(lines: list[str]) -> str:
    """Each line in a paragraph of its own, image names beside an image as editors paste them."""
    image = '<p style="text-align:center"><img src="/upload/{n}.png">{line}</p>'
    out = []
    for number, line in enumerate(lines):
        pasted = line.endswith((".png", ".jpg")) or line == "from clipboard"
        out.append(image.format(n=number, line=escape(line)) if pasted else f"<p>{escape(line)}</p>")
    return "\n".join(out)


def html_of(seed: Seed) -> str:
    """The seed as a page of its kind."""
    lines = [line.strip() for line in seed.text.splitlines() if line.strip()]
    slots = {"head": seed.head, "search": "", "junk": ""}
    if seed is WESTCHINA:
        slots |= {"search": lines[0], "title": lines[1], "body": paragraphs(lines[2:])}
    elif seed is WENZHOU:
        slots |= {"title": lines[0], "body": paragraphs(lines[1:])}
    elif seed is ZHEJIANG:
        slots |= {"junk": escape(lines[0]), "title": lines[2], "body": paragraphs(lines[4:])}
    elif seed is SHINE:
        byline = f'<div class="by">{escape(lines[1])}</div>'
        slots |= {"title": lines[0], "body": byline + paragraphs(lines[2:])}
    else:
        slots |= {"title": lines[1], "body": paragraphs(lines[3:])}
    return SKINS[seed.skin].format(**slots)
