"""What planted names look like, whoever they are: brand stem, kind, code, search-phrase tail.

No brand is listed here. A brand is found by how it is put together, since brands change weekly and are often
made of harmless words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crawler.junk.lexicon import look
from crawler.junk.normal import HAN

KIND = (
    "娱乐城|娱乐场|娱乐|娛樂城|娛樂|国际|國際|体育|體育|电竞站|电竞|電競|棋牌|彩票|集团|集團|"
    "平台|影院|影库|影视|社区|视讯|视频|游戏|线上|上市公司|公司|"
    "会所|俱乐部|电子|彩|社|城|会|汇"
)
# Tails that only an advertisement of an app or account puts behind a name.
SHARP_TAIL = (
    "(?:官方|手机|最新|免费|备用|永久|正版|安卓|苹果|网页|在线|"
    "最新版)?app(?:官方)?(?:免费)?(?:下载|登录|登入|安装)?|"
    "(?:官方|手机|免费|最新|官网|客户端)下载(?:安装|地址|入口)?|下载app|(?:官方网站|官网|"
    "网址|平台|手机|会员|网站|账号|网页)?(?:登录|登入|登陸|"
    "登陆|注册|开户)(?:入口|网址|官网|平台|送\\d+)?|"
    "(?:备用|最新|永久|官网|官方|登录|登陆|导航)?网址(?:入口|登录|导航|大全)?|(?:官网|平台|"
    "免费|手机|在线|最新|网页|登录|登陆|官方)入口|"
    "手机(?:版|客户端|网页版)|网页版|(?:安卓|苹果|ios|android)(?:手机)?(?:版|通用版|客户端|下载)?|通用版|"
    "买球|投注|下注|代理|直营网|官方直营网|信誉平台榜单|信誉平台|平台榜单|平台官网|公司官网|"
    "官方平台|网盘资源|网盘|还在吗|在线观看|免费观看|在线播放|免费看|发布页"
)
SOFT_TAIL = "官方网站|官网|官方|主页|首页|网站|入口|下载|平台|在线|线上|资源|客服|官网首页"
CODE = (
    r"(?:[a-z]{1,5}\d{2,8}[a-z]{0,4}|\d{2,5}[a-z]{2,5}|(?!(?:19|"
    r"20)\d\d(?!\d))\d{3,5}(?![\d年月日名人号届级个元万亿%岁床张例次家所位台平米公里时分度周点"
    r"多余余人楼室院])|\d{1,2}(?=平台|官网|app|"
    r"娱乐))"
)
_TOKEN = re.compile(r"[a-z0-9]{3,40}")
_RUN = re.compile(r"[a-z0-9]+")
_LETTERS_AND_DIGITS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_MIXED = re.compile(r"[0-9](?:(?=[a-z])|(?<=[a-z][0-9]))")
# Whole Latin tokens put together like betting brands; honest words are taken out below.
_LATIN_BRAND = re.compile(
    r"(?:[a-z]{2,12}(?:bet|win|slot|toto|spinn?|casino|poker|vip|play|bola|"
    r"jackpot|lux|togel|gacor|qq|cuan)\d{0,4}|"
    r"[a-z]{2,10}(?:88|77|99|168|365|777|888|999|138|303|500|55|66|33|22|11)|(?:bet|slot|"
    r"casino|toto|spin|poker|mega|lucky|royal|dewa|raja)[a-z]{2,10}\d{0,4}|"
    r"\d{1,3}[a-z]{2,8}(?:win|bet|sao)?)"
)
_HONEST_LATIN = re.compile(
    r"(?:dar|ed|bald|good|god|be|t|ir|er|mel|kel|sel|cor|lew|hard|al)?win|twin\w*|winter\w*|"
    r"window\w*|between|better\w*|spine|spin|display\w*|role\w*play|airplay|fairplay|"
    r"replay\w*|royal|royale?ty|mega\w*|luckily|lucky|poker|"
    r"slot\w{0,2}|alphabet|diabet\w*|bethesda|beta\w*|bethany|bethlehem|betwee\w*|betray\w*|"
    r"betters?|casino|casinos|covid\d*|\d+(?:st|nd|rd|th|mg|ml|kg|cm|mm|km|pm|am|min|years?|"
    r"hours?|bed|beds|h|d|g|s|m|mb|gb|px|x|k|usd|eur|million|day|days|percent|yr|hr|hz|ct|"
    r"mhz)|"
    r"fy\d+|ct\d+|q\d+|h\d+n\d+|sars\d*|mrsa\d*|cd\d+|il\d+|windows\d*|office\d+|mp\d+|pm\d+|"
    r"iso\d+|world\w*|benedict\w*|influx|lux|deluxe|tibet|abet|alibet|debet|elizabet|sherbet|"
    r"gibbet|gorbet|nisbet|corbet|lisbet|elisabet|ibet|gobet|bethsaida|bethune|betsi|betancou\w+|betania|"
    r"betim|betul|betong|bettina|bettys?|slotervaart|raja(?:vithi|giri|sthan|h|hs|mangala|lakshmi|bhat|rata)|"
    r"spin(?:al|oza|ach|ster|dle|elli|off)|poker\w|megan|toto|totora|ashwin|medwin|sherwin|kirwin|unwin|urwin"
)
BRAND_HAN = re.compile(
    rf"(?P<pre>{CODE})?(?P<stem>(?:\d{{1,3}})?[{HAN}]{{1,5}}?|"
    rf"[a-z0-9]{{2,14}}?)(?P<kind>{KIND})?(?P<code>{CODE})?(?P<tail>(?:{SHARP_TAIL}|"
    rf"{SOFT_TAIL})+)?$"
)
_INSTITUTION = re.compile(
    "医院|醫院|大学|大學|学院|學院|学校|學校|中学|小学|卫生院|研究院|研究所|医学|政府|委员会|"
    "卫健|疾控|图书馆|圖書館|教育|新闻|新聞|日报|日報|晚报|电视台|数据库|期刊|"
    "红十字|基金会|协会|學會|学会|门诊|掛號|挂号|预约|健康|医疗|医药|科|hospital|clinic|"
    "university|college|universit|"
    "rumah sakit|bệnh viện|병원|대학|病院|больниц|klinik"
)


_SHARP = re.compile(SHARP_TAIL)
_TAILS = re.compile(f"{SHARP_TAIL}|官方网站|官网|平台|入口")
# What stands before a tail on every honest site: not a brand's stem.
_GENERIC = re.compile(
    "(?:用户名|免费|快速|立即|手机|在线|用户|会员|账号|客户端?|最新|马上|点击|新用户|我要|"
    "我的|返回|网站|官方|登录|登陆|注册|进入|更多|忘记|密码|移动|"
    "安卓|苹果|电脑|微信|企业|个人|邮箱|帐号|手机号|验证码|忘记密码|账号密码|微博|qq|扫码|"
    "第三方|其他方式|本站|资料|文件|附件|软件|论文|产品|通知|公告|"
    "首页|加入|热门|资源|专业|网上|统一|校外|常用|相关|视频|新闻|下载|平台|会议|关于|开户|"
    "代理|免費|立即|我們|办公|政务|服务|招聘|报名|投稿|查询|预约|"
    "挂号|意见|手机客户)+"
)


# What a site gives itself to look established: a land, a legal form, an alias, in brackets or behind a dot.
_REGION = re.compile(
    "[(（·](?:中国区?|中國|china|中文|官方|电子|電子|集团|集團|股份|亚洲|国际|全站|体育|娱乐|"
    "[a-z]{2,12}\\d{0,5}|\\d{3,5})[)）]?"
)
_FIRM = re.compile(f"(?:{KIND}|{SHARP_TAIL}|{SOFT_TAIL}|股份|有限|责任|网)*")
_GAMBLING_TOKEN = re.compile(
    r"[a-z]{0,12}(?:slot|toto|togel|casino|gacor|judi|poker|bet|bola|maxwin|jackpot|nohu|win|vip|zeus|"
    r"mahjong|raja|dewa|naga|joker|luck|spin|play|hoki|cuan|kaya|kita|mas|ria)[a-z]{0,6}\d{2,4}"
)


@dataclass(frozen=True, slots=True)
class Brand:
    """How brand-like a short string is: 0 (not), 1 (loosely), 2 (kind or code with a tail), 3 (sharply)."""

    strength: int
    why: str = ""


NOT_A_BRAND = Brand(0)


def has_institution(folded: str) -> bool:
    """Whether the words of an institution or a press house stand in it."""
    return _INSTITUTION.search(folded) is not None


def brand_of(item: str) -> Brand:
    """Judge one short folded string (a title's item, a slot's filler)."""
    item = item.strip()
    if not 2 <= len(item) <= 40 or has_institution(item):
        return NOT_A_BRAND
    if (
        len(item) >= 8
        and _SHARP.search(item)
        and len(_TAILS.findall(item)) >= 2
        and re.search(f"[{HAN}]", item)
    ):
        return Brand(3, "search phrases about one brand run together")
    if _coded_token(item):
        return Brand(2, "a word of the betting trade grown together with a number")
    if found := _with_region(item):
        return found
    match = BRAND_HAN.fullmatch(item) if len(item) <= 24 else None
    if match and _GENERIC.fullmatch(match["stem"] + (match["kind"] or "")):
        return (
            Brand(3, "a letter-digit code with the tail of a search phrase")
            if match["pre"] and re.search("[a-z]", match["pre"])
            else NOT_A_BRAND
        )
    if match and (match["kind"] or match["tail"] or match["code"] or match["pre"]):
        return _grade(match)
    if latin_brand(item):
        return Brand(1, "a Latin token put together like a betting brand")
    return NOT_A_BRAND


def _coded_token(item: str) -> bool:
    """Whether the item is one Latin token of a trade's word and a number, as a brand is called."""
    return item.isascii() and item.isalnum() and _branded(item) and bool(_GAMBLING_TOKEN.fullmatch(item))


def _with_region(item: str) -> Brand | None:
    """A stem with a bracketed land or alias and nothing behind it but a site's tails."""
    region = _REGION.search(item, 2)
    if not region or region.start() > 12 or not _FIRM.fullmatch(item, region.end()):
        return None
    tail = item[region.end() :]
    if _TAILS.search(tail):
        return Brand(2, "a stem with a bracketed land or alias and a site's tail")
    return Brand(1, "a stem with a bracketed land or alias") if tail else None


def _grade(match: re.Match[str]) -> Brand:
    tail, kind = match["tail"] or "", match["kind"] or ""
    sharp = bool(tail and re.search(SHARP_TAIL, tail))
    code = match["code"] or match["pre"]
    long_kind = len(kind) >= 2 or bool(
        latin_brand(match["stem"]) or re.fullmatch(r"[a-z]{1,4}\d{2,8}", match["stem"])
    )
    if (sharp and (long_kind or code)) or (code and long_kind and tail):
        return Brand(3, "a brand's stem with kind, code or the tail of a search phrase")
    if sharp or (long_kind and (tail or code)) or (code and tail):
        return Brand(2, "a stem with the tail of a search phrase or a letter-digit code")
    if tail or code or long_kind:
        return Brand(1, "a stem with a brand's kind")
    return NOT_A_BRAND


@lru_cache(maxsize=20_000)
def _branded(token: str) -> bool:
    return bool(_LATIN_BRAND.fullmatch(token)) and not _HONEST_LATIN.fullmatch(token)


def latin_brand(folded: str) -> str:
    """The first Latin token of ``folded`` put together like a betting brand, or an empty string."""
    return next((token for token in _TOKEN.findall(folded) if _branded(token)), "")


def repeats_stem(items: list[str]) -> bool:
    """Whether two or more of the brand-like items share a stem of two Han or four other characters."""
    brands = [item for item in items[:40] if brand_of(item).strength >= 1]
    for at, left in enumerate(brands):
        need = 2 if re.search(rf"[{HAN}]", left) else 4
        if any(common_stem(left, right) >= need and left != right for right in brands[at + 1 :]):
            return True
    return False


def latin_brands(folded: str) -> list[tuple[int, int]]:
    """Where Latin tokens put together like betting brands stand."""
    return brands_at(folded, look(folded)[1])


def brands_at(folded: str, parts: Iterable[int]) -> list[tuple[int, int]]:
    """The same, where it is known already at which places parts of such brands begin."""
    found: list[tuple[int, int]] = []
    reach = 0
    for at in sorted({*parts, *(mixed.start() for mixed in _MIXED.finditer(folded))}):
        if at < reach:
            continue
        start = at
        while start > reach and folded[start - 1] in _LETTERS_AND_DIGITS:
            start -= 1
        run = _RUN.match(folded, at)
        reach = run.end() if run else at + 1
        found += [one.span() for one in _TOKEN.finditer(folded, start, reach) if _branded(one.group())]
    return found


def common_stem(left: str, right: str) -> int:
    """How many characters two items share at their beginning, or anywhere as the longest common run of at
    most 8; for short strings only (both are cut at 40 characters).
    """
    left, right = left[:40], right[:40]
    for size in range(8, 1, -1):
        if any(left[start : start + size] in right for start in range(len(left) - size + 1)):
            return size
    return 0
