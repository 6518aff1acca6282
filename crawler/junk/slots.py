"""Where an institution's name must stand, and what brand-shaped strings are made of, as patterns."""

from __future__ import annotations

import re

from crawler.junk.leaps import Leaps
from crawler.junk.normal import HAN
from crawler.junk.shapes import CODE, SHARP_TAIL, SOFT_TAIL

GAMING = "娱乐城|娱乐场|娱乐|娛樂城|娛樂|电竞站|电竞|電競|棋牌|城线上|线路检测中心|线路检测"


PLAIN = "上市公司|国际|國際|体育|體育|集团|集團|平台|公司|线上|电子"


WEB = (
    "官方网站|手机入口|官方入口|登录入口|官网|主页|首页|网址|信誉平台榜单|信誉平台|平台榜单|"
    "app|手机版|网页版|登录|登入|注册|备用网址|下载"
)


CODED = (
    rf"(?:{GAMING}|{PLAIN})(?:官网)?{CODE}|{CODE}[{HAN}]{{2,4}}(?:{GAMING}|{PLAIN})|"
    rf"[{HAN}]{{2}}\d{{1,2}}平台|[{HAN}]{{2}}[a-z]{{1,5}}\d{{3,8}}(?!\d|"
    rf"[{HAN}]{{2,4}}(?:{GAMING}|{PLAIN}))|[a-z]{{2,5}}\d{{3,8}}[{HAN}]{{2}}"
)


# The longest that stands before the first of these pairs is a code with Han letters behind it.
TRIGGER = Leaps(
    rf"{CODED}|(?:{GAMING}|{PLAIN})|(?:{WEB})",
    "娱乐 娛樂 电竞 電競 棋牌 线上 线路 公司 国际 國際 体育 體育 集团 集團 平台 电子 "
    "官方 入口 官网 主页 首页 网址 网页 ap 手机 登录 登入 注册 下载",
    before=21,
    other=r"[a-z](?=\d{3})",
)


GROW = re.compile(rf"{SHARP_TAIL}|{SOFT_TAIL}|{GAMING}|{PLAIN}|{CODE}")


# A name cannot reach across these: punctuation, particles and prepositions, verbs that open a clause.
BREAK = re.compile(
    rf"[^{HAN}a-z0-9]|[以在由与與和到于於的了为為是及将將把被从從對对向给給同让讓请請经經]|"
    rf"我[校院]|[多两兩几幾各数]家|组织|丰富|开展|来自|進入|进入|会见|来到|根据|支持|\d[日月年届]"
)


# An institution's prefix that keeps standing when its last word was replaced blindly.
STUB = re.compile(
    r"(?:县|市|区|省|镇)人民|创新创业|(?:第[一二三四五六七八九十])(?=[^届次])|"
    r"附属(?=[^医第口])|(?<=第[一二三四五六七八九十])人民|(?<=[\u3400-\u9fff])大学(?=[^生])|我[校院]"
)


SLOT = (
    "副校长|校长|院长|副院长|校庆|校友|教职工|学生|师生|团委|图书馆|圖書館|教务|财务处|"
    "財務處|公共卫生科|校医|学院|學院|教授|研究中心|附属|附屬|民盟|支部|教工|"
    "应用|應用|第[一二三四五六七八九十]{1,3}届|第\\d{1,3}届|[一二三四五六七八九十]{1,4}周年|"
    "党委|党总支|分会场|选派|選派|体育部|體育部|领导班子|"
    "老师|同学|同學|招生|“|召开|举行|主办|承办"
)


# Slots that no company fills; only they count against the plain kinds that real companies have.
SCHOOL_SLOT = re.compile(
    "[、，,]?(?:党委书记[\u3400-\u9fff]{2,4}[、，]副?校长|"
    "[一二三四五六七八九十]{1,4}周年校庆|副校长|校长|院长|副院长|校庆|校友会|"
    "教职工|师生|团委|教务|公共卫生科|校医|(?:应用|應用)?(?:学院|學院)|"
    "第[一二三四五六七八九十]{1,3}届[\u3400-\u9fff]{0,6}(?:校|"
    "大学生|创业计划)|民盟|教工)"
)


ANY_SLOT = re.compile(rf"[、，,]?(?:{SLOT})")


HONEST = re.compile(
    "网站|本站|返回|设为|博客|论坛|频道|栏目|网易|新浪|腾讯|搜狐|凤凰|央视|人民网|爱奇艺|"
    "华谊|环球|我国|交易所|医药|醫藥|医疗|醫療|"
    "钢铁|矿|林业|建筑|建设|投资|教育|出版|传媒|报业|汽车|石油|"
    "电力|铁路|航空|能源|农业|食品|控股|实业|地产|化工|水务|交通|旅游|文化|科技|后勤|银行|"
    "保险|中国|中國|全国|市级|省级|大型|企业|生物|跨国|连锁|"
    "产业|開發|开发|机械|信息|学术|交流|合作|服务|远程|数据|会诊|门户|投稿|系统|直播|抖音|"
    "微信|展示|共享|创新|中试|诊疗|网络|培训|公共|医院|醫院|大学|"
    "大學|学院|學院|学校|学会|协会|政府|委员会|医学|管理|监管|综合|统一|信用|服務|远端|全民|"
    "群众|竞技|健身|卫生|慈善|养老|护理|康复|药品|药业|制药|药|"
    "新闻|人力|社会|股份|有限|责任|子公司|分公司|母公司|总公司|该公司|一家|多家|两家|上述|某|"
    "本|各|央企|国企|实验|教学|课程|学习|科研|研究|云平台|云端|云计算|云课堂|物流|供应|"
    "电商|贸易|工程|技术|设计|咨询|软件|光学|精密|仪器|运输|公交|地铁|热力|燃气|自来水|视频|"
    "音乐|短视频|购物|烟草|邮政|电信|移动|联通"
)


HONEST_AFTER = re.compile(
    "学院|學院|部|馆|館|局|中心|场|場|系|课|教育|总局|彩票|锻炼|活动|运动|用品|产业|竞赛|"
    "比赛|会诊|会议|航班|机场|贸易|交流|合作|会展|标准|上市|度假|酒店|广场|影城|有限|控股|股份"
)


LATIN_SLOT = re.compile(
    r"(?P<brand>(?:[a-z0-9][\w'-]{1,20} ){0,2}(?:casino|bet|slots?|poker|betting)|"
    r"[a-z0-9-]{4,20})(?:'s)? (?:school of|college of|faculty of|university|hospital|"
    r"medical (?:school|center|centre)|and [a-z]+ (?:hospital|university|college)|signs? |"
    r"signed a|department of)"
)


CYRILLIC_SLOT = re.compile(
    r"(?:ректор|декан|студенты|профессор|директор|"
    r"главный врач) (?P<brand>(?:онлайн-)?казино [\w-]{3,20})|"
    r"(?P<lead>казино [\w-]{3,30}) и [^.\n]{0,40}(?:больниц|университет|клиник)"
)


GAMBLING_WORD = re.compile("casino|казино|poker| bet[ '.,]| slots? ")


# A coded or gaming name that runs straight on into an institution's people, units or deeds.
ACTS = re.compile(
    rf"(?!型|系列|设备|扫描|机|仪|无人|芯片|版|处理|加速器|的|是|等|"
    rf"[{HAN}]?系统)[{HAN}]{{0,8}}?(?:团队|科室?|門診|醫|團隊|簽|與|"
    rf"組織|舉|開|獲|专业|门诊|中心|医生|医护|专家|主任|组织|共建|签署|签订|获|举|召|开|与|和|"
    rf"揭牌|病房|护士|名医|院|系|指导|在|于|将|为|新|临床|"
    rf"青年)"
)


# Two kinds in a row, as only a platform of bets has them.
DOUBLE = re.compile("(?:国际|娱乐|体育|棋牌|电竞|國際|娛樂|體育)(?:平台|线上|電競站|电竞站)")


NAMED_AFTER = re.compile(
    f"(?!附属|附屬|党委|校|院)[{HAN}]{{2,8}}(?:大学|大學|医院|醫院|学院|學院|市|县|縣|集团公司)"
)
# Whose own site a text may well name: prizes, fairs, offices, papers, places.
OFFICIAL = re.compile(
    "(?:奖|赛|展|馆|部|局|厅|署|台|报|刊|大会|论坛|峰会|银行|车站|机场|景区|公园|出版社|剧院|节|版)"
    "(?:官网|官方网站|首页|主页|app|网址|平台|登录|下载)"
)
