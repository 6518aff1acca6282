"""Who fills a school's or hospital's place: what stands before a dean, a secretary, a faculty, taken apart.

The slot is sought first and whatever fills it is judged, so that a brand needs no known ending: a mixture of
Han letters with a Latin alias or a number, a bracketed land, the tail of a site, a trade's word.
"""

from __future__ import annotations

import re

from crawler.junk.leaps import Leaps
from crawler.junk.lexicon import FAMILIES, scan
from crawler.junk.name_candidates import Candidate
from crawler.junk.normal import HAN
from crawler.junk.shapes import has_institution, latin_brand
from crawler.junk.slots import BREAK, HONEST

_SURNAME = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許"
    "傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧"
    "侯邵孟龙龍万萬段章钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞葛毕畢左游祁"
)
# An office together with its holder: the surest place of an institution's name.
OFFICE = Leaps(
    "(?:党委常委|党委委员|黨委常委|党委副?书记|黨委書記|党委宣传部部长|团委书记|副?校长|副?校長|副?院长|副?院長|(?:教务|学生|科研|财务|人事|外事)处副?处长)"
    f"(?:、[{HAN}]{{2,8}})?[{_SURNAME}][{HAN}]{{1,2}}",
    "党委 黨委 团委 校长 校長 院长 院長 处长",
    before=4,
)
# Places without a holder's name that still are only a school's or hospital's.
_PLACE = Leaps(
    "党委(?=理论|中心组|召开|副?书记)|团委|教务处|学生处|教职工|师生|校友会|校友|(?:直属)?附属(?:第[一二三四五六]|医院|中学|小学)|"
    "学生办公室|教学医院|护理学院|医学院|临床(?:医学院|学院)|公共卫生学院|基础医学|图书馆|研究生院|校庆|"
    "[一二三四五六七八九十]{1,4}周年|第[一二三四五六七八九十]{1,3}届(?:教|学|运动|田径|校)|领导班子|校长|副校长",
    "党委 团委 教务 学生 教职 师生 校友 直属 附属 教学 护理 医学 临床 公共 图书 研究 校庆 周年 领导 校长",
    before=4,
    other="第(?=[一二三四五六七八九十])",
)
# What only a code of digits or a site's tail may do without being an institution's name.
_ACT = Leaps(
    "(?=(?:与|與|和)[^，。\\n]{2,24}(?:签|簽|共建|举行|揭牌|合作)|(?:召开|举办|举行|召開|舉辦|舉行|荣获)|"
    "组织(?:师生|学生|党员)|签署|签订|簽署|簽訂)",
    "召开 举办 举行 召開 舉辦 舉行 荣获 组织 签署 签订 簽署 簽訂",
    before=0,
    other="[与與和]",
)
_RUN = re.compile(rf"[{HAN}a-z0-9()（）·.\-]{{2,26}}$")
_LEAD = re.compile(
    "^(?:日前|近日|昨日|今天|会上|随后|当天|当日|上午|下午|来自|据悉|其中|此外|出席|邀请|欢迎|介绍|陪同|时任|走进|来到|访问|到访|应邀|我省|我市)+"
)
_ALIAS = re.compile(rf"[{HAN}][a-z]{{2,12}}\d{{0,5}}$|[{HAN}]\d{{2,6}}[a-z]{{0,3}}$|[{HAN}][a-z]\d{{1,4}}$")
# A long Latin word run into Han letters and a firm's kind, which has pupils: no firm writes itself so.
_DOUBLED = re.compile(rf"[a-z]{{6,16}}[{HAN}]{{2,4}}(?:集团|集團|国际|國際|娱乐|娛樂|体育|體育|平台)$")
_TOKEN = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{4,14}$")
_REGION = re.compile(
    r"[(（·](?:中国区?|中國|china|中文|官方|官网|集团|股份|[a-z]{2,12}\d{0,6}|\d{3,6})[)）]?|\([^()]{1,8}$"
)
_TAIL = re.compile(
    "官方网站|官方|官网|登录|登入|登陆|注册|入口|网址|下载|app$|总站|大厅$|旗舰|手机版|网站$|彩票网$"
)
_CODE_BEHIND = re.compile(rf"[{HAN}](?:[a-z]{{1,6}}\d{{1,6}}|\d{{3,6}}[a-z]{{0,4}})$")
_CODE_BEFORE = re.compile(rf"(?:(?=[a-z0-9]{{3}})[a-z]+\d[a-z0-9]*|\d{{4,6}}[a-z]{{0,3}})[{HAN}]{{2,6}}$")
_COUNTED = re.compile(
    r"\d(?:年|月|日|号|名|位|个|所|家|届|级|班|期|次|点|时|分|楼|层|室|区|条|项|批|岁|元|万|亿|多|余|版|场|人|台|天|周|后|岁|厘米|公里|路)|"
    r"第\d|[-:]\d\d$|^\d{1,2}$|covid|g网络|\d+[dg](?![a-z])|ppt|pdf|qq|wifi|vr|ai|ct|icu|mba|emba|mpa|iso"
)
_NO_NAME = re.compile(
    "[任原该本各我其此两位名校院系部局处所市县镇省]$|(?<!网)站$|常务$|执行$|名誉$|分管$|首席$|班$|级$|部队|支队"
)
# "Log in to the official site" stands before a library too.
SITE_ONLY = re.compile(
    "(?:登录|登入|登陆|注册|点击|进入|打开|下载|扫码|关注|官网|官方|网站|平台|微信|公众号|手机|客户端|"
    "app|入口|首页|主页|本)+"
)
# A firm with its sign behind it, or in brackets, has a Party secretary too.
_PARTY = ("党委", "黨委", "团委")
_FIRM_ALIAS = re.compile(rf"[{HAN}]{{2,10}}(?:[a-z]{{2,4}}|[(（][a-z0-9]{{2,12}}[)）])")
_MOST = 60


def fillers(text: str) -> list[Candidate]:
    """What fills an institution's place in folded ``text`` without being one, with its shape and slot."""
    found: list[Candidate] = []
    for pattern, slot in ((OFFICE, 1.2), (_PLACE, 1.0), (_ACT, 0.9)):
        for match in list(pattern.finditer(text))[:_MOST]:
            one = _filler(text, match.start(), slot, pattern)
            if one and not any(one.start < old.end and old.start < one.end for old in found):
                found.append(one)
    return found


def _filler(text: str, end: int, slot: float, pattern: Leaps) -> Candidate | None:
    start = begin_of(text, end)
    name = text[start:end]
    sold = any(hit.strong for hit in scan(name))
    if (
        len(name) < 2
        or has_institution(name)
        or _COUNTED.search(name)
        or SITE_ONLY.fullmatch(name)
        or (_NO_NAME.search(name) and not sold)
    ):
        return None
    shape = _shape(name)
    if pattern is _ACT:
        shape = shape if _coded(name) else 0.0
    elif pattern is _PLACE and text.count(name) < 2:
        sold = any(hit.strong for hit in scan(name))
        shape = shape if sold or _REGION.search(name) or _coded(name) or _DOUBLED.match(name) else 0.0
    if text.startswith(_PARTY, end) and _FIRM_ALIAS.fullmatch(name):
        return None
    return Candidate(start, end, name, shape, slot) if shape else None


def begin_of(text: str, end: int) -> int:
    """Where the filler begins: behind the last punctuation, particle or preposition."""
    run = _RUN.search(text, max(0, end - 26), end)
    if not run:
        return end
    start = end
    while start > run.start() and (text[start - 1] in "()（）·.-" or not BREAK.match(text[start - 1])):
        start -= 1
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    while start < end and text[start] in "()（）·.-":
        start += 1
    return start


def _coded(name: str) -> bool:
    """Whether a name has an alias with a number, or a site's tail, that no product or firm has."""
    if _TAIL.search(name) and not name.endswith("网站"):
        return True
    if _TOKEN.match(name) and latin_brand(name):
        return True
    if name.endswith(("平台", "集团", "公司")):
        return False  # a firm's product or branch signs too
    return _CODE_BEHIND.search(name) is not None or _CODE_BEFORE.match(name) is not None


def _shape(name: str) -> float:
    """How little a name looks like an institution's."""
    goods = {hit.word: hit.strong for hit in scan(name) if hit.kind in FAMILIES and hit.word not in _PLAIN}
    if any(goods.values()):
        return 1.3
    bare = _REGION.sub("", name)
    if HONEST.search(_TAIL.sub("", bare)):
        return 0.0
    if bare != name and len(re.findall(f"[{HAN}]", name)) >= 2:
        return 1.4
    if _TAIL.search(name):
        return 1.3
    if (
        _DOUBLED.match(name)
        or _CODE_BEHIND.search(name)
        or _CODE_BEFORE.match(name)
        or _ALIAS.search(name)
        or _TOKEN.match(name)
    ):
        return 1.2
    return 1.0 if goods else 0.0


_PLAIN = frozenset({"体育", "體育", "娱乐", "娛樂", "会员", "妇科", "男科", "整形", "亚洲"})
