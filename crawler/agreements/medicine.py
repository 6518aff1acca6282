"""Is medicine a party? By its name, what stands beside it, the office that signs, what is built."""

from __future__ import annotations

import re

from crawler.agreements.folding import fold
from crawler.agreements.gathering import Group
from crawler.agreements.mention import Mention
from crawler.agreements.passage import Line, Passage
from crawler.text.sought import sought

_OF_CARE = re.compile(
    r"^(?:\s\([^)]{1,12}\))?,\s(?:a|an|the|one of)\s[^,.;]{0,70}"
    r"\b(?:hospitals?|health|healthcare|care|clinics?|medical)\b",
    re.IGNORECASE,
)
_HEALTH_OFFICE = sought(
    r"health minist(?:er|ry)|minist(?:er|ers|ry|ries) (?:of|for) (?:public )?health|health authorit|"
    r"卫生部|卫健委|卫生局|보건복지부|厚生労働|卫生厅"
)
_STATES = sought(
    r"minister|ministry|government|(?:two|both) countries|sheikh|signed.{0,12} by \w+ and \w+\b|两国|部长"
)
# Two offices of health agree though neither is named as an institution: "the health ministries of A and B",
# "the minister of health and his counterpart".
_OFFICES = sought(
    r"\b(?:health|medical) (?:ministr(?:ies|ers)|authorities) of [^.;,]{2,40}\sand\s|"
    r"\bminist(?:ers|ries) (?:of|for) (?:public )?health\b|\bhealth minist(?:ers|ries)\b|"
    r"\bhealth minist(?:er|ry)\b.{0,160}\bcounterpart|\bcounterpart\b.{0,80}\bhealth\b|"
    r"\bminist(?:er|ry) (?:of|for) (?:public )?health\b.{0,160}\b(?:counterpart|minist(?:er|ry) (?:of|for) "
    r"(?:public )?health)|两国[^,。;]{0,6}(?:卫生|医疗|健康)|卫生部长[^。]{0,60}卫生部长"
)
# What the parties will build or run together is a hospital: one of them stands for it.
_BUILDS = sought(
    r"(?:共建|合建|共同建设|合作办医|联合建设|共管|接管|托管)[^,。;]{0,24}医院|"
    r"\b(?:jointly |co-)(?:build|run|operate|manage|establish|develop|set up)\w*\b[^.;]{0,60}"
    r"\b(?:hospital|clinic|medical (?:cent(?:er|re)|school|college))\b"
)
# "our university" is of medicine where the headline or the opening says so.
_SCHOOL = sought(
    r"医科大|医药大|医学院|药科大|医大|护理|看护|医疗大|医专|卫生职业|"
    r"\b(?:medical|nursing|health sciences?) (?:university|college|school|academy)\b|\b(?:university|college|"
    r"school|faculty) of (?:\w+ (?:and|&) )?(?:medicine|nursing|pharmacy|health|medical)|의과대|간호대|보건대"
)
# Heads of names that say medicine without "hospital": centres for the heart, for cancer, care by name.
_BY_NAME = sought(
    r"循环器|がん(?:センター|研究)|癌|肿瘤|诊疗|保健|疗养|救急|看护|血液中心|疾控|疾病(?:预防)?控制|"
    r"\b\w+health\b|\b(?:cancer|heart|cardiac|eye|kidney|neuro\w*|psychiatr\w*|rehabilitation|oncology|"
    r"dental|blood)\b"
)
# A hospital, a school of medicine or an authority of health, by any common word for one.
_HOUSE = sought(
    r"hospital|clinic|infirmar|\bnhs\b|medical|medicine|\bhealth\b|health ?care|nursing|sanatori|"
    r"cancer|oncolog|physician|doctor|patient|がん|患者|환자|"
    r"养老|护理院|肿瘤|医院|病院|医疗|卫生|卫健|保健|医科|医学|医师|诊疗|医大|병원|의료|보건|의원|의대|临床|医联体|疗养|诊所"
)
# Systems of hospitals written as one word: "SingHealth", "MultiCare", "UnityMed"; as the first name of the
# sentence it is who acts, also where the reader of names does not know it.
_ONE_WORD = sought(
    r"^\W{0,3}(?:[A-Z][\w.'&-]*,?\s(?:and\s)?){0,4}?[A-Z]\w{1,14}?(?:Health|HealthCare|Care|Med)\b"
)
# Makers and vendors carry the word too: "…ヘルスケア" without a hospital, "의료관광…".
_MAKER = sought(
    r"의료(?:관광|기기|기구)|제약|(?:ヘルスケア|メディカル|ファーマ)(?!.*(?:病院|センター|法人|クリニック))"
)
# Societies of a profession treat nobody; a hospital association is left, for it speaks for hospitals.
_SOCIETY = sought(r"(?<!医院)(?:医学会|医师协会|护理学会|药学会|学会|医学基金会)$")
_HEAD = 4


def is_of_house(line: Line) -> bool:
    """Does the line speak of a hospital, a school of medicine or an authority of health?"""
    return _HOUSE.search(line.folded) is not None


def around(passage: Passage, core: Line) -> str:
    """The folded words of ``core`` and of the sentence after it."""
    index = core.position + (1 if passage.title is not None else 0)
    after = passage.lines[index + 1 : index + 2]
    return " ".join(line.folded for line in (core, *after))


def offices(passage: Passage, best: Group) -> bool:
    """Do two governments' offices of health agree, named as offices and not as institutions?"""
    return _OFFICES.search(around(passage, best.cue.line)) is not None


def medical(passage: Passage, best: Group) -> bool:
    """Is one of those who agree a hospital, a school of medicine or an authority of health?"""
    core = best.cue.line
    if (
        any(
            m.name.medical and not _MAKER.search(m.text) and not _SOCIETY.search(m.text) for m in best.parties
        )
        or core.has("medical_school")
        or any(_described(mention) or _BY_NAME.search(fold(mention.text)) for mention in best.parties)
        or _HEALTH_OFFICE.search(core.folded)
        or _BUILDS.search(core.folded)
        or _ONE_WORD.match(core.raw)
    ):
        return True
    if any(m.name.kind == "place" for m in best.parties) and core.has("medical"):
        return _STATES.search(core.folded) is not None
    if any(m.name.kind == "self" for m in best.parties):
        return any(_SCHOOL.search(line.folded) for line in (*passage.lines[:_HEAD], core))
    return False


def _described(mention: Mention) -> bool:
    """``Burrel Holdings, a provider of specialty care``: what it is stands beside the name."""
    return _OF_CARE.match(mention.line.raw[mention.name.end : mention.name.end + 120]) is not None
