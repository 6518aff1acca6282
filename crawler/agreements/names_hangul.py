"""Organisation names in Korean lines: a word that ends as organisations end, before a particle."""

from __future__ import annotations

import re

from crawler.agreements.naming import Name
from crawler.text.sought import sought

_SUFFIX = (
    "주정부|시정부|성정부|정부|군의사회|구의사회|대학교병원|대학병원|종합병원|요양병원|한방병원|치과병원|병원|의료원|의원|한의원|의료재단|복지재단|재단|대학교|의과대학|간호대학|대학|의대|"
    "학교|학과|과학기술원|연구원|연구소|연구센터|센터|보건소|보건복지부|보건부|복지부|공단|공사|은행|협회|의사회|학회|협의회|발전협의회|연합회|"
    "위원회|진흥원|평가원|주식회사|그룹|제약|바이오|생명과학|메디컬|메디컬테크|테크|헬스케어|보험|생명|화재|전자|통신|교육청|시청|군청|구청|경찰서|"
    "보건국|복지국|위생국|경우회|재향군인회|청년회|부녀회|노인회|상공회|자문회|후원회|연구회|조직위원회|기술원|사업단|연구단|협력원|교육원|문화원|연수원|평생교육원|농업협동조합|수산업협동조합|신용협동조합|농협|축협|수협|신협|새마을금고|여행사|관광공사|호텔|리조트|항공|신문사|방송국|방송|"
    "교회|교구|수도회|의용소방대|향우회|동창회|총동문회|번영회|상인회|체육관|컨소시엄|스포츠단|배구단|야구단|농구단|건설|물산|증권|캐피탈|"
    "내과|외과|소아과|소아청소년과|산부인과|안과|이비인후과|정형외과|신경외과|피부과|비뇨기과|비뇨의학과|정신건강의학과|"
    "마취통증의학과|통증의학과|영상의학과|재활의학과|치과|한방병원|여성병원|아동병원|"
    "경찰청|소방서|소방재난본부|소방본부|대사관|조합|노동조합|노조|법인|복지관|요양원|사단|부대|상공회의소|체육회|축구단|구단|클리닉|언어치료과|간호학과|물리치료과"
)
_PARTICLE = (
    r"(?=(?:은|는|이|가|을|를|와|과|의|에|에서|에게|으로|로|도|측|및|등|간|이나|나|와도|과도|와는|과는|장|장은|장이|장과|이라|이란|이며|이고|이었다|였다|에도|서)?"
    r"(?:[^가-힣]|$)|과의|와의|과\s|와\s|들과|이다|에서는|에서의|에선|에는|장을|장으로)"
)
_NAME = sought(
    rf"(?:(?:베트남|몽골|중국|일본|대만|러시아|미국|카자흐스탄|우즈베키스탄|필리핀|태국|인도네시아|독일|프랑스|캄보디아|라오스|미얀마|말레이시아|싱가포르|인도|영국|캐나다|"
    rf"호주|키르기스스탄|네팔|이집트|사우디|UAE)\s(?:[가-힣A-Za-z]{{2,8}}(?<![와과을를은는에로])\s){{0,3}}|"
    rf"[가-힣A-Za-z&][가-힣A-Za-z0-9&]{{0,19}}(?:대|대학교|재단법인|"
    rf"의료법인|학교법인|사회복지법인|시|도|군|국립|"
    rf"시립|도립|군립|구립)\s(?:부속\s)?|"
    rf"[가-힣]{{1,10}}(?:대|대학교)\s[가-힣]{{2,4}}(?<![은는이가와과의을를에로서고며도등및난근])\s(?=[가-힣]{{2,8}}병원))?"
    rf"[가-힣A-Za-z0-9&]{{0,20}}?(?:\([A-Za-z ]{{2,20}}\))?[가-힣A-Za-z0-9&]{{0,12}}?(?:{_SUFFIX})"
    rf"(?:\s(?:연합회|협의회|지부|지회))?"
    rf"{_PARTICLE}"
)
# "창신대", "상명대": a university by its short name, not one of the many words that end alike.
_SHORT_UNIVERSITY = sought(
    r"(?<![가-힣A-Za-z])([가-힣]{2,5}대)(?=(?:은|는|이|가|와|과|와의|의)?(?:\s|[,·ㆍ(-]|$)|와\s)"
)
_NOT_UNIVERSITY = sought(
    r"(?:시|세|확|기|최|군|절|상|무|연|토|부|침|증|초|반|지|일|거|막|순|우|학|휴|임|환|현|형|천|방|중|경찰|소방|"
    r"응급|봉사|구급|특공|합창|악|선발|전담|마|온|황|매|고|접|저|노|적|절|만|축|등|안|교|건조|진열|판매)대"
)
_PLACE = sought(
    r"(?<![가-힣])((?:[가-힣]{2,4}(?:시|도)\s)?[가-힣]{1,4}(?:시|군|구|도))(?=(?:이|가|은|는|와|과|청|에|에서)?(?:[^가-힣]|$)|과의|와의)"
)
_MEDICAL = sought(r"병원|의료|의원|의대|의과|보건|간호|치과|한방|메디컬|헬스|클리닉|약|건강")
_GENERIC = re.compile(
    r"(?:양|두|각|본|타|대형|종합|지역|협력|상급종합|상급종합병|대학|전문|대형|민간|공공|국내|해외|중국|외국|인근)?\s?(?:병원|의료원|의료기관|기관|병의원|병·의원|대학|학교|"
    r"학과|재단|은행|센터|협회|협의회|그룹|테크|공단|법인|연구소|의원|학회|보험|구단|조합|검진센터|외래센터|진료센터|응급의료센터|건강검진센터|협력센터|제약|바이오|위원회)"
)
_ALIAS = re.compile(r"\s?[(（](?:이하\s?)?['‘“\"]?([가-힣A-Za-z0-9]{2,12})['’”\"]?[)）]")
_NOT_ALIAS = re.compile(r"^(?:[가-힣]*(?:장|총장|대표|회장|시장|군수)\b)|\s")
_NOT_PLACE = frozenset(
    [
        "다시",
        "역시",
        "즉시",
        "동시",
        "또한",
        "당시",
        "정도",
        "각도",
        "제도",
        "태도",
        "속도",
        "지도",
        "의도",
        "시도",
        "보도",
        "연도",
        "구도",
        "유도",
        "인도",
        "별도",
        "도구",
        "친구",
        "연구",
        "요구",
        "누구",
        "기구",
        "지구",
        "입구",
        "도시",
        "수시",
        "표시",
        "잠시",
        "임시",
        "일시",
        "육군",
        "공군",
        "해군",
        "미군",
        "국군",
        "혹시",
        "군",
        "시",
        "도",
        "구",
        "것도",
        "수도",
        "등도",
        "전시",
        "명시",
        "제시",
        "실시",
        "개시",
        "과시",
        "이도",
        "강구",
    ]
)


def find(raw: str) -> list[Name]:
    """The organisation names in a Korean line, in order."""
    names = []
    byline = BYLINE.match(raw)
    for match in _NAME.finditer(raw, byline.end() if byline else 0):
        text = match.group().strip()
        parts = re.split(r"[·ㆍ]", text)
        text = parts[-1].strip()
        start = match.end() - len(match.group().rstrip()[-len(text) :]) if text else match.start()
        if len(text) < 2:
            continue
        alias = _ALIAS.match(raw, match.end())
        aliases = (alias[1],) if alias and not _NOT_ALIAS.search(alias[1]) else ()
        names.append(
            Name(
                start,
                match.end(),
                text,
                True,
                _MEDICAL.search(text) is not None,
                "organisation",
                _GENERIC.fullmatch(text) is not None,
                aliases,
            )
        )
    return names


_WITH_BARE = sought(
    r"(?:(?:은|는|이|가)|\))\s(?:지난\s|최근\s|오는\s|\d{1,2}월\s?|\d{1,2}일(?:\([^)]{1,4}\))?\s|오전\s|오후\s)*"
    r"([가-힣A-Za-z0-9&]{2,16}?)(?:과|와)\s(?=[^.]{0,80}(?:협약|양해각서|MOU|결연|제휴|협정))"
)
_HEADED_BY = sought(
    r"(?<![가-힣A-Za-z0-9])([가-힣A-Za-z0-9&]{2,20})[(（](?:대표(?:이사)?|회장|이사장|조합장|관장|단장|원장|병원장|총장|센터장|소장|사장)\s"
    r"[가-힣]{2,4}[^)）]{0,12}[)）]"
)
BYLINE = re.compile(r"^\s?\[[^\]]{2,30}\]")
_COMMON_NOUN = re.compile(
    r"(?:진료|교육|연구|학술|의료|인적|기술|환자|지역|학생|취업|건강|보건|복지|예방|치료|상담|홍보|정보|인력|"
    r"시설|장비|임상|간호|응급|재활|검진|문화|예술|안전|봉사|주민|직원|가족|회원|양측|양자|이들|이곳|함께|"
    r"서로|상호|업무|의료진|관계자|전문가|협력|교류|발전|사업|산업|개발)(?:[가-힣]{0,2})"
)


def universities(raw: str, headed: list[Name]) -> list[Name]:
    """Universities by their short names: ``창신대는``."""
    return [
        Name(match.start(1), match.end(1), match[1], True, False)
        for match in _SHORT_UNIVERSITY.finditer(raw)
        if not _NOT_UNIVERSITY.search(match[1][-4:])
        and not any(n.start < match.end(1) and match.start(1) < n.end for n in headed)
    ]


def bare(raw: str, headed: list[Name]) -> list[Name]:
    """``A병원은 B와 협약을 맺었다``, ``B(대표 홍길동)``: a partner whose name says nothing of its kind."""
    return [
        Name(match.start(1), match.end(1), match[1], False, False, "bare")
        for match in (*_WITH_BARE.finditer(raw), *_HEADED_BY.finditer(raw))
        if not _COMMON_NOUN.fullmatch(match[1])
        and not any(n.start < match.end(1) and match.start(1) < n.end for n in headed)
    ]


def places(raw: str) -> list[Name]:
    """Cities, counties and districts: parties only where the sentence makes them sign."""
    return [
        Name(match.start(1), match.end(1), match[1], True, False, "place")
        for match in _PLACE.finditer(raw)
        if match[1] not in _NOT_PLACE
    ]
