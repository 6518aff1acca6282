"""Brands that nobody has: put together from stems that are parted into a half to work with and a half held out.

The room's vocabulary lists goods and tails, never these stems; what is reported as *unseen* uses the half that
was not looked at while the rules were written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

_HAN_HEADS = {
    False: ["金鹿", "银湾", "华曜", "星澜", "鼎胜", "博隆", "凯越", "永嘉", "恒乐", "飞驰"],
    True: ["翠羽", "苍梧", "玄霄", "碧涛", "朗逸", "墨池", "霁月", "赤焰", "灵犀", "锦鳞"],
}
_HAN_KINDS = ["国际", "娱乐", "体育", "集团", "棋牌", "电竞"]
_HAN_TAILS = ["官网", "app下载", "登录入口", "手机版", "最新网址", "官方网站", "备用网址"]
_HARMLESS = {False: ["明年会", "新葡提"], True: ["老友记号", "大丰收号"]}
_LATIN_HEADS = {
    False: ["zor", "pavlo", "drum", "kelt", "vox"],
    True: ["mirk", "tansy", "quill", "borel", "hexa"],
}
_LATIN_TAILS = ["bet", "win", "casino", "slot", "toto"]
_PORN_HEADS = {False: ["88瓜", "夜莓", "蜜枝"], True: ["63椒", "暮莲", "杏眠"]}


@dataclass(frozen=True)
class Brand:
    """One brand: its name, its phrases for titles, whether its stem was held out."""

    name: str
    phrases: tuple[str, ...]
    script: str
    held_out: bool


def han(rng: random.Random, held_out: bool) -> Brand:
    """A betting brand in Han characters."""
    name = rng.choice(_HAN_HEADS[held_out]) + rng.choice(_HAN_KINDS)
    return Brand(name, tuple(name + tail for tail in rng.sample(_HAN_TAILS, 4)), "han", held_out)


def porn(rng: random.Random, held_out: bool) -> Brand:
    """A stand-in for an adult site: its shape without its words."""
    head = rng.choice(_PORN_HEADS[held_out])
    phrases = (
        f"{head}社区",
        f"{head}影院免费观看",
        f"{head}网址入口",
        f"{head}短片在线播放",
        f"{head}还在吗",
    )
    return Brand(head + "社区", tuple(rng.sample(phrases, 4)), "han", held_out)


def coded(rng: random.Random, held_out: bool) -> Brand:
    """A brand with a letter-digit code, as stands in replaced names."""
    head = rng.choice(_HAN_HEADS[held_out])
    code = "".join(rng.choice("bcdhjkmtxy") for _ in range(2)) + str(rng.randint(100, 9999))
    name = rng.choice([f"{head}集团{code}", f"{head}国际{code}", f"{code}{head}集团", f"{head}平台{code}"])
    return Brand(name, (name, name + "官网"), "han", held_out)


def tailed(rng: random.Random, held_out: bool) -> Brand:
    """A brand with a site's tail, as stands in replaced names."""
    name = (
        rng.choice(_HAN_HEADS[held_out])
        + rng.choice(["娱乐", "国际", "体育", "棋牌"])
        + rng.choice(["官网", "平台", "app", "线上", "电竞站"])
    )
    return Brand(name, (name,), "han", held_out)


def harmless(rng: random.Random, held_out: bool) -> Brand:
    """A brand made of ordinary words."""
    name = rng.choice(_HARMLESS[held_out])
    return Brand(name, (name, name + "官网"), "han", held_out)


def latin(rng: random.Random, held_out: bool) -> Brand:
    """A betting brand in Latin letters."""
    name = rng.choice(_LATIN_HEADS[held_out]) + rng.choice(_LATIN_TAILS)
    shown = name.capitalize()
    phrases = (
        f"{shown} Casino",
        f"{shown} Login",
        f"{shown} No Deposit Bonus",
        f"{shown} App Download",
        f"{shown} Mirror",
    )
    return Brand(shown, tuple(rng.sample(phrases, 4)), "latin", held_out)


# Search phrases and sentences of the trade in other languages, around a brand.
PHRASES = {
    "id": (
        "Slot Gacor {b} Gampang Maxwin",
        "Daftar Situs Slot {b} Resmi Terpercaya",
        "Link Alternatif {b} Deposit Pulsa",
    ),
    "vi": ("nhà cái {b} uy tín", "link vào {b} mới nhất", "{b} tải app nổ hũ"),
    "th": ("สล็อตเว็บตรง {b} เครดิตฟรี", "{b} เข้าสู่ระบบ บาคาร่า", "แทงบอล {b} ฝากถอนไม่มีขั้นต่ำ"),
    "ko": ("{b} 카지노 가입코드", "{b} 토토사이트 주소", "먹튀없는 {b} 메이저사이트"),
    "ja": ("{b}カジノ 入金不要ボーナス", "{b} ログイン オンカジ", "{b} 出金早い オンラインカジノ"),
    "ru": ("казино {b} рабочее зеркало", "{b} бездепозитный бонус", "игровые автоматы {b} вход"),
    "tr": ("{b} güncel giriş", "{b} deneme bonusu", "{b} canlı bahis sitesi"),
    "es": ("{b} casino online sin depósito", "tragamonedas gratis {b}", "{b} giros gratis bono"),
    "en": ("{b} casino login", "{b} no deposit bonus free spins", "{b} online casino app"),
}
SENTENCES = {
    "zh": "{b}平台注册送58元，真人视讯和棋牌捕鱼一应俱全，点击进入官网领取彩金。",
    "en": "Play at {b} online casino today and claim your welcome bonus with free spins and no deposit needed.",
    "pharma": "Order generic tadalafil and cheap viagra from our overseas pharmacy, no prescription needed, discreet packaging.",
    "id": "Daftar sekarang di situs slot {b} dan nikmati bonus new member, gacor setiap hari dengan deposit pulsa.",
    "vi": "Đăng ký nhà cái {b} hôm nay để nhận khuyến mãi, cá cược bóng đá và nổ hũ trả thưởng nhanh.",
    "ru": "Онлайн казино {b} дарит бездепозитный бонус за регистрацию, рабочее зеркало и быстрый вывод.",
    "ko": "{b} 카지노 가입 쿠폰 3만원 지급, 먹튀 없는 바카라 사이트에서 첫 충전 보너스를 받으세요.",
    "th": "สมัคร {b} วันนี้รับเครดิตฟรี สล็อตเว็บตรง บาคาร่าออนไลน์ ฝากถอนไม่มีขั้นต่ำ",
    "essay": "Need a term paper tonight? Write my essay services from $11 a page, zero plagiarism, order now.",
    "loan": "Instant loan with no credit check, payday loans approved the same day, apply and sign up now.",
    "replica": "Replica watches and cheap jerseys at the lowest price with free worldwide shipping, buy online now.",
}
