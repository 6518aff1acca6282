"""An office that names no institution: a harmless word before a dean, on a host that is a stranger's."""

from __future__ import annotations

import re
from collections import Counter

from crawler.junk import signals_host
from crawler.junk.fillers import OFFICE, begin_of
from crawler.junk.finding import Finding
from crawler.junk.normal import HAN
from crawler.junk.shapes import has_institution
from crawler.junk.slots import HONEST
from crawler.junk.subject import Subject

# What stands in a name's place, the office, its holder's name, and the verb that lets the holder speak.
_OFFICE = re.compile(
    rf"(?:^|(?<=[\n。！？，；、：“]))(?P<name>[{HAN}]{{3,5}})"
    r"(?:党委书记|副?校长|副?院长|团委书记|(?:体育部|教务处|学生处|科研处|护理部|医务处)(?:副?主任|副?处长))"
    rf"[{HAN}]{{2,3}}(?:表示|介绍|介紹|指出|认为|說|说|强调|宣布|致辞|致欢迎辞|主持|出席)"
)
# Words that stand before an office without being an institution's name.
_NO_NAME = re.compile(
    "[任原该本各我其此两位名老]|常务|执行|名誉|分管|当时|首席|科研|后勤|联合|临床|附属|下属|所在|所属|来自|"
    "省|市|县|区|州|镇|国|部|委|局|处|系|所|站|军|医|院|校|大|学"
)
# Characters that write foreign names: "Columbia" or "Oxford" need no kind to be a university's.
_OWNS_TWO = 2  # of what only a school has: then the name need not stand a third time
_OFTEN = 3  # a hospital's short name stands once or twice beside an office, a planted one throughout
# Units and people that only a school has; who has them is one.
_SCHOOLS = re.compile(
    "(?:的)?(?:学科(?:特色|建设)|教师(?:第[一二三四五六七八九十]+)?(?:党)?支部|师生|办学|本科生|研究生|学子|团委|校区)|"
    r"(?:一直以来)?都?(?:高度|十分)重视(?:学生|人才培养)|共有\d{1,3}(?:组|支|名|项|位)[^，。\n]{0,6}(?:参赛|学生|入围)"
)
# What word swappers make of a school's leaders; a name of foreign sound beside them is no university's.
_SWAPPED = re.compile(rf"公司党委副?书记|公司党总支|副?经理[{HAN}]{{2,3}}[,，、。参等]")
_HAN_ONLY = re.compile(rf"[{HAN}]{{2,7}}")
_FIRM = re.compile("集团|公司|俱乐部|工厂|银行|社$|厂$|矿$")  # has a Party secretary of its own
_FOREIGN = frozenset(
    "阿埃巴贝比波布达德迪杜多尔法菲弗福戈格哥古哈赫胡基加卡科克库拉莱兰朗勒雷利林卢鲁伦罗洛马麦曼蒙米莫姆纳内"
    "尼诺欧帕佩皮普奇乔琼萨塞森沙圣史斯索塔泰坦特提图托瓦威维沃乌西希谢亚扬耶伊约泽扎佐丹顿堡剑桥牛津耶鲁"
)


def find(subject: Subject) -> list[Finding]:
    """A word that stands twice or more on the page, holds an office, and is never called an institution.

    Nothing where the host is not a stranger's: honest reports shorten names too.
    """
    if subject.script != "han":
        return []
    text = subject.folded.text
    names = {match["name"] for match in _OFFICE.finditer(text[:20_000])} | _holders(text[:20_000])
    names = {name for name in names if _may_be_planted(name, f"{subject.title}\n{text}")}
    if not names or not signals_host.find(subject):
        return []
    reason = "it holds an institution's office but is nowhere called an institution"
    return [
        Finding(
            "office_without_institution",
            "I1",
            "slot",
            1.0,
            "text",
            subject.text[slice(*span)],
            reason,
            *span,
            "mark",
        )
        for name in sorted(names)
        for span in [subject.folded.span(*match.span()) for match in re.finditer(name, text)][:20]
    ]


def _holders(text: str) -> set[str]:
    """What stands before an office whose holder is named, or has a school's people, in Han letters only."""
    found = set()
    schools: Counter[str] = Counter()
    for match in [*list(OFFICE.finditer(text))[:40], *list(_SCHOOLS.finditer(text))[:40]]:
        name = text[begin_of(text, match.start()) : match.start()]
        if not _HAN_ONLY.fullmatch(name):
            continue
        schools[name] += match.re is _SCHOOLS
        often = text.count(name) >= _OFTEN or schools[name] >= _OWNS_TWO
        if often and not (_FIRM.search(name) and match.group().startswith(("党委", "团委"))):
            found.add(name)
    return found


def _may_be_planted(name: str, page: str) -> bool:
    if _NO_NAME.search(name) or HONEST.search(name) or has_institution(name) or page.count(name) < 2:
        return False
    foreign = 4 * sum(char in _FOREIGN for char in name) >= 3 * len(name)
    if foreign and not (page.count(name) >= _OFTEN and _SWAPPED.search(page)):
        return False
    after = (page[at.end() : at.end() + 4] for at in re.finditer(name, page))
    return not any(has_institution(told) and told[0] not in "在与和的于向为，、" for told in after)
