"""What else is done with the words of agreements: gifts, wages, hirings, advice, what merely stands."""

from __future__ import annotations

import re

from crawler.agreements.gathering import Group
from crawler.agreements.medicine import is_of_house
from crawler.agreements.passage import Line, Passage
from crawler.text.sought import sought

_LABOUR = sought(
    r"\bcollective (?:bargaining|agreement|labou?r)|\b(?:labou?r|nurses'?|doctors'?|workers'?) unions?\b|"
    r"\bunion (?:members|contract|deal)\b|"
    r"(?<!european )(?<!credit )(?<!african )"
    r"\bunions?\b(?!\s(?:medical|hospital|college|university|health)\b)"  # "Peking Union Medical College"
    r"[^.]{0,40}\b(?:deal|contract|agreement|vote)|"
    r"\bavert\w* (?:a |the )?(?:\w+ )?strike\b|\bstrike (?:notice|action|vote)\b|"
    r"\bwages?\b|\bpay rise\b|\btrade union|"
    r"임금|단체협약|노사|노조|근로조건|集体合同|工资(?:集体)?协|劳动合同|劳动关系|労使|労働协约|赁金|団体协约|团体协约"
)
_GIVES = sought(
    r"\bdonat\w+|\bgift(?:s|ed|ing)?\b|\bgave away\b|\bhand(?:s|ed|ing)? over\b|"
    r"\bgives? (?:rs|\$|£|€|usd|rm)|"
    r"\bcontribut(?:es|ed|ing)\b|\bsponsor(?:s|ed|ing)?\b|\bgrant of\b|\bcsr\b|"
    r"捐赠|捐款|捐助|赠送|获赠|认捐|捐|寄付|寄赠|赠呈|기부|기증|후원금|성금|전달"
)
_GOODS = re.compile(
    r"\bambulances?\b|\bmachines?\b|\bequipment\b|\bventilators?\b|\bbeds\b|\bvans?\b|\bbuses\b|\bmeals?\b|"
    r"\bfood\b|\b(?:rs|inr|usd|rm|php)\.?\s?[\d,]{2,}|\$[\d,.]+|\blakhs?\b|\bcrores?\b|\bmillion\b|\bfunds?\b|"
    r"救护车|设备|物资|善款|万元|基金|车辆|器材|救急车|机器|万円|쌀|장비|구급차|만원|만 원"
)
_MUTUAL = sought(
    r"\b(?:training|research|education|exchange|clinical|collaborat|cooperat|partner|affiliat|students?\b|joint)"
)
_MUTUAL_HAN = sought(r"合作|教学|科研|培训|进修|医联体|共建|联盟|提携|连携|研修|研究|협력|교육|연구|진료")
# A page that explains asks or promises an explanation in its headline or first sentence.
_EXPLAINS = sought(
    r"^\W{0,3}(?:what (?:is|are|does|do|to)|how (?:to|do|does|can)|why\b|when to|should (?:you|your|i|we))\b|"
    r"\b(?:faqs?|explained|explainer|primer|step[- ]by[- ]step|checklist|q&a)\b|"
    r"浅谈|浅析|法律风险|如何|怎么|怎样|什么是|是什么|为什么|有哪些|解答|问答|答疑|一文读懂|攻略|须知|"
    r"とは[?？ 。]?|の方法|よくある质问|이란|무엇|어떻게|하는 방법",
    re.IGNORECASE,
)
# Somebody is hired: a person with a title joins, signs with, is named.
_PERSON_JOINS = sought(
    r"(?:\b(?:[Dd]r|[Pp]rof|[Mm]rs?|[Mm]s)\.?\s(?:[A-Z][\w.'-]+\s){1,4}|"
    r"(?:\b(?:[Dd]r|[Pp]rof)\.?\s(?:[A-Z][\w.'-]+\s?){1,4},[^,.;]{1,80},\s)|"
    r",\s?(?:M\.?D|D\.?O|Ph\.?D|R\.?N|MBBS|FACS)\.?,?\s)(?:will\s|has\s|have\s|is\s)?"
    r"(?:join(?:s|ed|ing)?\b(?! (?:in|by|hands|forces|with)\b)|signed with|"
    r"been (?:named|appointed)|named\b|appointed\b)"
)
# Forms of the verb that say what stands, not what happened: "맺고 있다", "提携しています", "已与…建立".
_STANDING = sought(
    r"(?:맺고|체결하고|협약하고|협력하고|연계하고|교류하고|운영하고)\s?있(?:다|습니다|으며|는)|"
    r"(?:提携|连携|缔结|协力|结んで|契约)(?:して|を(?:して|结んで))?(?:い|お)(?:る|ます|り)|"
    r"(?:已|先后|陆续|累计|目前|现已)(?:与|和|同)[^。;]{0,40}(?:多家|多所|[\d一二三四五六七八九十百]+[余多]?[家所个])"
    r"[^。;]{0,40}(?:建立|签|开展)|"
    r"\b(?:has|have|maintains?|holds?) (?:\w+ )?(?:affiliation|partnership|cooperation|collaboration|"
    r"transfer|referral) agreements with\b|\b(?:is|are) (?:\w+ )?affiliated with\b|"
    r"\bour (?:partners|affiliates) include\b"
)
# What kind of page: a directory of doctors and addresses, a list of questions in a parliament.
_DIRECTORY = sought(
    r"(?:预约|挂号)[^。]{0,20}(?:电话|评价|地址)|(?:地址|电话)[^。]{0,20}(?:预约|挂号)|"
    r"患者评价|找医生|推荐医生|专门外来|诊疗时间|受付时间|진료시간|"
    r"\bfind a doctor\b|\bopening hours\b"
)
_PARLIAMENT = sought(
    r"书面答复|口头答复|立法会(?:问题|会议|[^。]{0,12}(?:提问|质询))|质询|议员(?:的)?提问|"
    r"\bparliamentary question|\bwritten (?:answer|reply)\b"
)
# "Notice on …", "Measures for …": a rule for others; a company's filing ("公告") may announce.
_CIRCULAR = sought(
    r"关于.{2,40}(?:通知|意见|办法|方案|规定|细则|批复|要求)\W{0,3}$|に关する(?:要纲|规程|要领|规则)"
)
_DENIED = sought(
    r"\b(?:denie[sd]|deny|denying|refute[sd]?|dismisse[sd])\b[^.;]{0,60}\b(?:reports?|claims?|rumou?rs?|that|"
    r"allegations?|signing|having)\b|\bno such (?:agreement|deal|contract)|否认|辟谣|不实消息|"
    r"不属实|不实传闻|事実(?:は|では)な|사실무근|사실이 아니|부인했다"
)
_DATED_ITEM = re.compile(
    r"^\W{0,3}(?:\d{4}年)?\d{1,2}月\d{1,2}日[,:、 ]|^\W{0,3}(?:\d{4}[.-])?\d{1,2}[.-]\d{1,2}[,: ]|"
    r"^\W{0,3}(?:19|20)\d\d年\s?\d{1,2}\s?月|"
    r"^\W{0,3}\d{1,3}[.):]?\s[^.;]{0,60}?\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
)
# A sentence that tells a deal, and the capitals by which its parties are known.
_DEAL = ("sign", "enter", "team", "team_weak", "join", "purchase", "merger", "letter_of_intent", "announce")
_CAPITALS = re.compile(r"\b[A-Z][\w&'’-]{2,}")
_COMMON = re.compile(
    r"The|This|That|These|Those|Its|Their|His|Her|And|But|For|With|From|Under|After|When|While|Both|Our|New|"
    r"Hospitals?|Health|Healthcare|Medical|Cent(?:er|re)|Clinic|University|Systems?|Medicine|Care|Group|School|"
    r"College|Regional|General|Memorial|Network|National|Community|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|"
    r"June|July|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_YEARS = sought(r"(?<![\d.])((?:19[89]|20[0-4])\d)(?!\d|\.\d|%)")
_HEAD = 4
_READ = 12


def acts(passage: Passage, best: Group | None) -> dict[str, float]:
    """The facts of other acts in the headline, the opening or the sentence that seems to announce."""
    head = passage.lines[:_HEAD]
    core = best.cue.line if best else None
    near = [*head, core] if core is not None and core not in head else list(head)
    found = {
        "no_house": float(not any(is_of_house(line) for line in passage.lines[:_READ])),
        "separate_deals": float(_separate(passage) >= 3),
        "explains": float(any(_EXPLAINS.search(line.folded) for line in passage.lines[:2])),
        "directory": float(any(_DIRECTORY.search(line.folded) for line in near)),
        "parliament": float(any(_PARLIAMENT.search(line.folded) for line in near)),
        "denied": float(any(_DENIED.search(line.folded) for line in near)),
        "circular": float(any(_CIRCULAR.search(line.folded) for line in head[:2])),
        "dated_items": float(
            sum(_DATED_ITEM.match(line.folded) is not None for line in passage.body[:20]) >= 3
        ),
        "gift": float(_gift(near)),
        "person_joins": float(any(_PERSON_JOINS.search(line.raw) for line in (*head[:2], *near[-1:]))),
    }
    title = [passage.title] if passage.title is not None else []
    own = [*title, core] if core is not None else title
    found["labour"] = float(any(_LABOUR.search(line.folded) for line in own))
    if core is not None:
        found["core_standing_form"] = float(_STANDING.search(core.folded) is not None)
        found["older_year"] = float(_older(passage, core))
    return found


def _separate(passage: Passage) -> int:
    """How many sentences of the opening tell deals of which no two share a name (English only)."""
    known: list[set[str]] = []
    for line in passage.body[:_READ]:
        if not line.has(*_DEAL):
            continue
        names = {word for word in _CAPITALS.findall(line.raw) if not _COMMON.fullmatch(word)}
        if len(names) >= 2 and not any(names & other for other in known):
            known.append(names)
    return len(known)


def _gift(near: list[Line]) -> bool:
    """Goods or money are given and nothing is done together."""
    words = " ".join(line.folded for line in near)
    own = " ".join(line.raw for line in near)  # as written: "Research Center" is a name
    return bool(_GIVES.search(words) and _GOODS.search(words)) and not (
        _MUTUAL.search(own) or _MUTUAL_HAN.search(words)
    )


def _older(passage: Passage, core: Line) -> bool:
    """Are all years of the sentence older than one the page names elsewhere, on a page without a date?"""
    if passage.article.published_on is not None:
        return False
    mine = _YEARS.findall(core.folded)
    others = [year for line in passage.lines[:20] if line is not core for year in _YEARS.findall(line.folded)]
    return bool(mine and others) and max(mine) < max(others)
