"""What a name does in a Chinese, Japanese or Korean sentence: sign, host, watch, come along."""

from __future__ import annotations

import re

from crawler.agreements import slots_hangul
from crawler.agreements.asides_han import spoken_of
from crawler.agreements.cues import Cue
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.text.sought import sought

_CLAUSE_MARK = re.compile(r"[,，;；。:：]")

_PLACE_BEFORE = sought(
    r"(?:在|于|到|赴|至|位于|前往|来到|走进|莅临|地点[:：]?|访问|访|考察|参观|座谈|去|往)$"
)

_PLACE_AFTER = re.compile(
    r"^(?:\(.{1,12}\))?(?:隆重|顺利|成功|正式)?(?:举行|举办|召开|会议室|报告厅|学术厅|门诊|"
    r"[一二三四五六七八九十\d]{1,3}楼|大楼|行政楼|新院区|礼堂|"
    r"远程|多功能厅|大会议|会议中心|开幕|で(?:行|调印|締结|缔结|协定|署名|开)|にて|において|で開|で开)"
)

_OWNER_AFTER = re.compile(
    r"^[」』]?(?:\(.{1,8}\))?(?:が|を|などを|や.{0,12}を)(?:運営|设置|設置|経営|开设|開設|展開|展开|"
    r"运营|经营|[運运][営营]|本部)|^の(?:付属|附属|関連|关连|伞下|傘下|系列)"
)

_SET_UP = sought(r"(?:成立|设立|组建|创建|筹建|建成|新建|挂牌成立|揭牌成立)(?:了|的)?$")

_OWNS_NEXT = re.compile(r"^(?:所属|下属|旗下)(?:的)?[\u4e00-\u9fff]{2,}")
_SUPPORTED = sought(r"(?:支持|帮助|推动|助力|支援)$")

_OWNER_KIND = re.compile(r"(?:社会|特定)?医疗法人|学校法人|(?:国立|公立)大学法人|社会福祉法人")

_OFFICER_AFTER = re.compile(
    r"^(?:的)?(?:党委|党组|党总支|纪委|常务|执行|名誉|原|前|副)*(?:副?院长|副?校长|副?书记|副?主任|"
    r"副?局长|副?厅长|副?部长|副?市长|副?县长|副?区长|董事长|"
    r"总经理|总裁|副总|会长|理事长|院士|教授|专家|领导|负责人|有关|相关|一行|代表|科长|处长|党员|护士|"
    r"医生|团队|执行长|总干事|秘书长|大臣|(?:常务|第一)?副部长|长(?=[\u4e00-\u9fff]{2,4}))"
)

# "甲局、乙医院负责人先后到…": what the last of a list sends, the others send too
_SHARED_OFFICE = re.compile(r"(?:、[\u4e00-\u9fff]{2,14}?){1,4}(?:主要|有关|相关)?(?:负责人|领导)")

# "甲大学副校长、乙医院院长某某": one person, who signs for the second.
_TWO_OFFICES = re.compile(
    r"(?:党委|党组)?(?:常务|执行)?副?(?:院长|校长|书记|主任|局长|厅长|会长|"
    r"理事长)[、兼][\u4e00-\u9fff]{2,20}?"
    r"(?:院|大学|中心|集团|局|委|公司)(?:党委|党组)?(?:常务|执行)?副?(?:院长|校长|书记|主任|局长|会长|"
    r"理事长|董事长)"
)

_WITNESS_IN_CLAUSE = sought(
    r"出席|参加|到场|见证|列席|主持|陪同|祝贺|致辞|(?:主|承|协)办(?:方|单位)|立ち会い|立会|列席|同席|참석|자리했|임석"
)

# After the signing is told: who introduces, speaks, hopes.
_SPEAKS_IN_CLAUSE = sought(
    r"(?:院长|书记|主任|局长|部长|市长|校长|会长|主席|理事长|总裁|经理|教授)[^,，]{0,6}"
    r"(?:介绍|讲话|发言|表示|指出|强调|汇报|说|希望|感谢|称)"
)

_WITNESS_REGION = sought(
    r"(?:在|于)(?P<who>.{2,60}?)(?:的)?(?:共同)?(?:见证|主持|陪同|支持|关心|推动|指导|领导|协调|牵线|"
    r"部署|组织)下?"
)


# "签字方为甲、乙和丙": who signs, said outright.
_SIGNERS = sought(
    r"(?:签[字约署]|缔约|合作)(?:各|双|三|四)?方(?:分别)?(?:为|是|有|包括|:)|签约单位(?:为|是|有|包括|:)"
)

_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def rank(line: Line, name: Name, cue: Cue) -> int:
    """How surely ``name`` is a party in this sentence: 3 surely, 2 likely, 1 perhaps, 0 no."""
    folded = line.folded
    before, after = folded[max(0, name.start - 12) : name.start], folded[name.end : name.end + 16]
    if spoken_of(line, name, before, after):
        return 0
    if _HANGUL.search(line.raw):
        return slots_hangul.rank(name, folded[name.end : name.end + 48])
    signers = _SIGNERS.search(folded)
    if signers is not None and signers.end() <= name.start:
        return 0 if re.search("[,，;；。]", folded[signers.end() : name.start]) else 3
    if _among_witnesses(line, name):
        return 0
    placed = _placed(line, name, cue, before, after)
    return placed if placed is not None else _by_distance(line, name, cue, before, after)


def _among_witnesses(line: Line, name: Name) -> bool:
    """``在甲、乙见证下``; ``在北京与X签下…,由Y见证`` has a word of signing in between."""
    signs = [hit.start for hit in line.of("sign")]
    return any(
        match.start("who") <= name.start < match.end("who")
        and not any(match.start("who") <= start < match.end("who") for start in signs)
        for match in _WITNESS_REGION.finditer(line.folded)
    )


_UNVEILED = re.compile(r"(?:、[\u4e00-\u9fff]{2,16})?(?:的)?(?:正式)?(?:揭牌|挂牌|授牌|启用|开业|落成|奠基)")


def _placed(line: Line, name: Name, cue: Cue, before: str, after: str) -> int | None:
    """The rank that the words right around the name give it; ``None`` where they say nothing."""
    folded = line.folded
    if _OWNER_AFTER.match(after) or (
        _SUPPORTED.search(before) and re.match(r"^(?:的)?(?:建设|发展|创建)", after)
    ):
        return 0
    if _PLACE_AFTER.match(after) and re.search(
        r"(?:在|于)[^,，。;；]{0,50}$", folded[max(0, name.start - 60) : name.start]
    ):
        return 0 if name.kind != "self" else 1
    if re.search(r"(?:就|围绕|针对|关于|有关)$", before):
        return 0
    if re.search(r"(?:挂牌|更名|命名|升级|改名)为$|增挂$|加挂$", before):
        return 0
    if re.search(r"(?:揭|挂|授)(?:了|下|开|上)?$", before) and re.match(
        r"^[”」』\"]?(?:的)?(?:铜|招)?牌", after
    ):
        return 0  # what a plaque says
    if re.search(r"(?:办|举行|举办)(?:了)?$", before) and _UNVEILED.match(folded, name.end):
        return 0  # "举行X医院揭牌"
    if re.search(r"(?:共建|合建|筹建|新建)$", before) and re.match(
        r"^(?:项目)?(?:合作)?(?:签约|协议)", after
    ):
        return 1  # "A与B合作共建X医院签约仪式"
    if _OWNS_NEXT.match(after) or _SET_UP.search(before):
        return 0
    if _PLACE_BEFORE.search(before):
        unveiled = cue.kind == "plaque" and re.match(r"^(?:正式|举行)?(?:揭牌|挂牌|授牌|揭幕)", after)
        return 2 if unveiled and name.medical else 1
    if _OWNER_KIND.match(folded, name.start) and re.match(
        r"^[\s「]+[\u4e00-\u9fffァ-ヴ]{2,}(?:病院|大学|医院)", after + folded[name.end + 16 : name.end + 30]
    ):
        return 0  # the corporation that runs the hospital named next
    return _place(line, name, before, after) if name.kind == "place" else None


def _by_distance(line: Line, name: Name, cue: Cue, before: str, after: str) -> int:
    """The rank by how far the name stands from the words of signing."""
    folded = line.folded
    distance = _clauses_between(line, name, cue)
    clause = _clause(folded, name)
    if _leads(line, name):
        return 3
    if _WITNESS_IN_CLAUSE.search(clause) and not clause_has_cue(line, clause, cue):
        return 0
    if name.start > cue.end and _SPEAKS_IN_CLAUSE.search(clause) and not clause_has_cue(line, clause, cue):
        return 0
    if _TWO_OFFICES.match(folded, name.end):
        return 1
    if _OFFICER_AFTER.match(after) or _SHARED_OFFICE.match(folded, name.end):
        signs = distance == 0 and not (re.search("揭牌|挂牌|授牌", clause) and "签" not in clause)
        return 2 if signs else 1 if distance <= 1 else 0
    if name.kind == "bare" and re.match(r"^(?:の|市|州|国|省|県)", after):
        return 0
    if name.kind == "bare":
        if distance == 0 and name.text[0] > "\u3400" and not re.match(r"[ァ-ヴ]", name.text[0]):
            return 2
        return (
            2
            if re.match(r"^(?:\([^()]{1,12}\))?[、,，とは]|^(?:与|和|同|が|也)", after)
            or re.search(r"(?:与|和|同|と|、)$", before)
            else 0
        )
    if distance == 0:
        return 3
    return (
        2
        if distance == 1 and name.start < cue.start
        else 1
        if distance <= 2 or re.search("两院|双方|两校|两家", folded)
        else 0
    )


_OPENS = re.compile(
    r"^(?:[^\u4e00-\u9fff]|年|月|日|上午|下午|近日|日前|昨|今|当天|期间|讯|电|消息|中旬|上旬|下旬|初|底)*$"
)

_ON_TOUR = re.compile(
    r"[^,，。;；]{0,24}(?:参加|出席|赴|到|前往|访问|走访|考察|率|带|随)[^。;；]{0,110}[,，](?:并|且|又|"
    r"还|期间|会上|随后|会后)?"
    r"(?:(?:与|和|同)[^,，。;；]{2,40}?|[^,，。;；]{0,16}?(?:代表)?(?:两院|双方|两校|两家)[^,，。;；]{0,6}?)"
    r"(?:签|缔结|结为|达成)"
)


def _leads(line: Line, name: Name) -> bool:
    """``X医院院长到…参加论坛,并与Y签订``: who opens the sentence is who signs."""
    return (
        name.kind == "organisation"
        and _OPENS.match(line.folded[: name.start]) is not None
        and _ON_TOUR.match(line.folded, name.end) is not None
    )


_TOWN_OF = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,6}町)?の[\u4e00-\u9fffァ-ヴー]{2,20}(?:病院|医院|大学|"
    r"学院|センター|医疗)"
)


# "A大学はB市と包括連携協定を締結"
_BOUND_WITH = re.compile(r"と(?!し)[^、。]{0,24}(?:协定|提携|覚书|觉书)")


def _place(line: Line, name: Name, before: str, after: str) -> int:
    """A county or district signs where it stands in ``与…签`` or ``…与``."""
    if _TOWN_OF.match(after + line.folded[name.end + 16 : name.end + 40]):
        return 0  # "津市の県立病院": where the house stands
    if re.search(r"(?:与|和|同|跟|と|及)$", before) and re.match(
        r"^(?:人民)?(?:政府)?(?:就|在|签|正式|共同|举行|达成|建立|合作|携手|缔|は|が|の|と|上午|下午|今|也)",
        after,
    ):
        return 3
    if (
        re.match(r"^、", after)
        and not before[-1:].isalnum()
        and re.search(
            r"者は.{0,60}(?:协定|"
            r"協定)",
            line.folded,
        )
    ):
        return 2
    if re.match(r"^(?:および|及び|ならびに|並びに)", after) and "と" in line.folded[name.end :]:
        return 3
    if before[-1:] in "はが" and _BOUND_WITH.match(line.folded, name.end):
        return 3
    if re.match(r"^(?:が|は)", after) and re.search(
        r"と(?:[^。]{0,40})(?:结|締|缔|协定|覚|觉|提携)", line.folded[name.end :]
    ):
        return 2
    return (
        3
        if re.match(r"^(?:与|和|同|・|と(?!し))", after) and (not before or not before[-1:].isalnum())
        else 0
    )


def _clause(folded: str, name: Name) -> str:
    left = max(
        (m.end() for m in _CLAUSE_MARK.finditer(folded, max(0, name.start - 60), name.start)),
        default=max(0, name.start - 60),
    )
    right = _CLAUSE_MARK.search(folded, name.end)
    return folded[left : right.start() if right else len(folded)]


def clause_has_cue(line: Line, clause: str, cue: Cue) -> bool:
    """Is the cue's word inside this part of the sentence?"""
    return line.folded[cue.start : cue.end] in clause


def _clauses_between(line: Line, name: Name, cue: Cue) -> int:
    """How many commas lie between a name and the nearest word of signing."""
    least = 9
    for start in [cue.start, *(hit.start for hit in line.of("sign", "plaque"))]:
        low, high = sorted((name.end, start))
        commas = len(_CLAUSE_MARK.findall(line.folded, low, high)) if low < high else 0
        if commas > 1:  # "甲校长与乙院长,于丙,签订": where it was signed parts nobody from the signing
            commas -= len(_WHERE_CLAUSE.findall(line.folded, low, high))
        least = min(least, commas)
    return least


_WHERE_CLAUSE = sought(r"[,，](?:于|在)[^,，;；。]{2,40}(?=[,，])")
