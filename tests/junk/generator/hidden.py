"""Mutators of what readers do not see (vectors H and J)."""

from __future__ import annotations

import base64
import random
from urllib.parse import quote

from tests.junk.generator import brands
from tests.junk.generator.injected import Injected, choice, phrases, sentence, spoilt
from tests.junk.generator.pages import CleanPage, changed


def _block(page: CleanPage, rng: random.Random, held_out: bool, strength: int) -> tuple[str, tuple[str, ...]]:
    """Links away, and a sentence at strength 3."""
    _, items = phrases(page, rng, held_out, 2 + strength)
    extra = brands.han(rng, held_out)
    items = [*items, extra.phrases[0]]
    links = " ".join(
        f'<a href="http://{rng.choice("mnpqr")}{rng.randint(100, 999)}.{rng.choice(["com", "vip", "cc", "top"])}/">{item}</a>'
        for item in items
    )
    if strength == 3:
        text = sentence(page, rng, held_out)
        return f"{links} <span>{text}</span>", (*items, text)
    return links, tuple(items)


_STYLES = {
    "H1": ["display:none", "visibility:hidden", "display: none !important"],
    "H2": [
        "position:absolute;left:-9999px",
        "position: absolute top: 0px left: -8000px;",
        "text-indent:-5000px",
        "margin-left:-3000px",
        "position:absolute;clip:rect(0 0 0 0)",
    ],
    "H3": [
        "font-size:0",
        "font-size:1px;line-height:1px",
        "opacity:0",
        "height:0;overflow:hidden",
        "width:1px;height:1px;overflow:hidden",
    ],
    "H4": [
        "color:#fff;background:#fff",
        "color:#fdfdfd;background-color:#ffffff",
        "background:white;color:rgb(254,254,254)",
    ],
}


def styled(vector: str, page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """H1 to H4: hidden by an inline style, correct or broken; the parent's at strength 2."""
    rng = choice(page, vector, strength, held_out, seed)
    block, junk = _block(page, rng, held_out, strength)
    style = rng.choice(_STYLES[vector])
    markup = (
        f'<div style="{style}">{block}</div>'
        if strength != 2
        else f'<div style="{style}"><p><span>{block}</span></p></div>'
    )
    parts = changed(page, body_end=markup) if rng.random() < 0.6 else changed(page, raw_blocks=((1, markup),))
    return spoilt(page, vector, strength, parts, junk, held_out=held_out)


def marquee(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """H5: a marquee of no height."""
    rng = choice(page, "H5", strength, held_out, seed)
    block, junk = _block(page, rng, held_out, strength)
    parts = changed(
        page,
        body_end=f'<marquee height="{rng.choice([0, 1])}" width="5" scrollamount="3000">{block}</marquee>',
    )
    return spoilt(page, "H5", strength, parts, junk, held_out=held_out)


def unrendered(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """H6: noscript, template or comment."""
    rng = choice(page, "H6", strength, held_out, seed)
    block, junk = _block(page, rng, held_out, strength)
    markup = {1: f"<noscript>{block}</noscript>", 2: f"<template>{block}</template>", 3: f"<!-- {block} -->"}[
        strength
    ]
    return spoilt(page, "H6", strength, changed(page, body_end=markup), junk, held_out=held_out)


def classed(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """H7: hidden by a class or id of the page's own sheet."""
    rng = choice(page, "H7", strength, held_out, seed)
    block, junk = _block(page, rng, held_out, strength)
    name = "".join(rng.choice("abcdefghkmn") for _ in range(6)) + str(rng.randint(1, 9))
    style = rng.choice([*_STYLES["H1"], *_STYLES["H2"][:1], *_STYLES["H3"][:1]])
    sheet = (
        f"body{{margin:0}} .{name}{{{style}}} p{{line-height:1.6}}"
        if strength < 3
        else f"p{{margin:0}}\n#{name} {{ {style} }}"
    )
    attribute = "class" if strength < 3 else "id"
    return spoilt(
        page,
        "H7",
        strength,
        changed(page, styles=sheet, body_end=f'<div {attribute}="{name}">{block}</div>'),
        junk,
        held_out=held_out,
    )


def outside(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """H8: after the end of the page, or before its beginning."""
    rng = choice(page, "H8", strength, held_out, seed)
    block, junk = _block(page, rng, held_out, strength)
    parts = changed(page, before=block) if strength == 2 else changed(page, after=f"\n<div>{block}</div>")
    return spoilt(page, "H8", strength, parts, junk, held_out=held_out)


def written(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """J1: written by a script, plainly or in disguise."""
    rng = choice(page, "J1", strength, held_out, seed)
    block, junk = _block(page, rng, held_out, 1)
    plain = f"<div style='display:none'>{block}</div>".replace('"', "'")
    coded = {
        1: f'document.write("{plain}");',
        2: rng.choice(
            [
                f"document.write(unescape('{quote(plain)}'));",
                f"document.write(decodeURIComponent(escape(atob('{base64.b64encode(plain.encode()).decode()}'))));",
            ]
        ),
        3: rng.choice(
            [
                "document.write(String.fromCharCode(" + ",".join(str(ord(char)) for char in plain) + "));",
                f'document.write("{plain[::-1]}".split("").reverse().join(""));',
                "document.write('"
                + "'+'".join(plain[at : at + 9].replace("'", '"') for at in range(0, len(plain), 9))
                + "');",
            ]
        ),
    }[strength]
    return spoilt(page, "J1", strength, changed(page, scripts=(coded,)), junk, held_out=held_out)


def hider(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """J2: a block that a script hides."""
    rng = choice(page, "J2", strength, held_out, seed)
    block, junk = _block(page, rng, held_out, strength)
    name = "".join(rng.choice("abcdefghkmn") for _ in range(7))
    code = rng.choice(
        [
            f'document.getElementById("{name}").style.display="none";',
            f"document.getElementById('{name}').style.visibility = 'hidden';",
            f"$('#{name}').hide();",
            f'document.write("<style>#{name}{{display:none}}</style>");',
        ]
    )
    return spoilt(
        page,
        "J2",
        strength,
        changed(page, body_end=f'<div id="{name}">{block}</div>', scripts=(code,)),
        junk,
        held_out=held_out,
    )


def redirect(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """J3: searchers sent to another site."""
    rng = choice(page, "J3", strength, held_out, seed)
    target = f"https://{rng.choice('mnpqr')}{rng.randint(100, 999)}.{rng.choice(['com', 'vip', 'top'])}/go"
    code = {
        1: f'var r=document.referrer;if(r.indexOf("baidu")>0||r.indexOf("google")>0){{window.location.href="{target}";}}',
        2: f'if(/(baidu|sogou|bing)\\./i.test(document.referrer)){{location.replace("{target}")}}',
        3: f'var u=navigator.userAgent.toLowerCase();if(u.indexOf("baiduspider")<0&&document.referrer.match(/google|bing/)){{setTimeout(function(){{location.href="{target}"}},10)}}',
    }[strength]
    return spoilt(page, "J3", strength, changed(page, scripts=(code,)), (), held_out=held_out)


def frame(page: CleanPage, strength: int, held_out: bool, seed: int) -> Injected:
    """J4: a frame of no size that loads a betting site."""
    rng = choice(page, "J4", strength, held_out, seed)
    brand = brands.latin(rng, held_out)
    size = {1: 'width="0" height="0"', 2: 'style="display:none"', 3: 'width="1" height="1" frameborder="0"'}[
        strength
    ]
    return spoilt(
        page,
        "J4",
        strength,
        changed(page, body_end=f'<iframe src="https://www.{brand.name.lower()}.com/lobby" {size}></iframe>'),
        (),
        held_out=held_out,
    )
