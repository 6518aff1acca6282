import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.organisations import is_acronym, is_generic, normal
from crawler.organisations.names import MAX_NAME, bare_name, script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Mayo Clinic", "MAYO  clinic"),
        ("National Cancer Centre Singapore", "National Cancer Center Singapore"),
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("Al Jalila Children’s Specialty Hospital", "Al Jalila Children's Specialty Hospital"),
        ("Charité – Universitätsmedizin Berlin", "Charite Universitatsmedizin Berlin"),
        ("Silk Road Medical Invest LLC", "Silk Road Medical Invest"),
        ("Raffles Medical Group Pte. Ltd.", "Raffles Medical Group"),
        ("溫州醫科大學附屬第一醫院", "温州医科大学附属第一医院"),
        ("東京大学医学部附属病院", "东京大学医学部附属病院"),
        ("上海复星医药(集团)股份有限公司", "上海复星医药集团"),
        ("서울대학교 병원", "서울대학교병원"),
        ("ＷＨＯ", "WHO"),
        ("医療法人社団 明芳会", "明芳会"),
        ("医療法人社団明芳会 板橋中央総合病院", "板橋中央総合病院"),
    ],
)
def test_spellings_of_one_name_have_one_normal_form(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peking University First Hospital", "Peking University Third Hospital"),
        ("湘雅二医院", "湘雅三医院"),
        ("University of Miami", "Miami University"),
        ("がん研有明病院", "かん研有明病院"),
        ("国立台湾大学", "国立成功大学"),
        ("Cleveland Clinic", "Cleveland Clinic Abu Dhabi"),
    ],
)
def test_different_names_keep_different_normal_forms(one, other):
    assert normal(one) != normal(other)


def test_common_simplified_characters_are_not_turned_into_rare_variants():
    assert normal("国家癌症研究中心") == "国家癌症研究中心"


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=150)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    form = normal(text)
    assert normal(form) == form


@given(st.text(alphabet="医醫院院國国ßſİıÅ&'()ＡａA. \t-Ltdco有限公司株式会社(주)ﬁ", max_size=40))
@settings(deadline=None, max_examples=150)
def test_awkward_letters_and_legal_forms_settle_in_one_pass(text):
    form = normal(text)
    assert normal(form) == form
    assert is_generic(text) in (True, False)


def test_a_name_that_is_an_article_or_a_legal_form_alone_stays():
    assert [normal(name) for name in ("The", "Ltd", "有限公司", "")] == ["the", "ltd", "有限公司", ""]


def test_very_long_text_is_cut_and_costs_nothing():
    assert len(normal("医" * 1_000_000)) <= MAX_NAME
    assert len(normal("a (" * 300_000)) <= MAX_NAME
    assert is_generic("医院" * 100_000) is True


@pytest.mark.parametrize(
    "name",
    [
        "Children's Hospital",
        "the First Affiliated Hospital",
        "No. 2 People's Hospital",
        "市人民医院",
        "附属第一医院",
        "省卫生健康委员会",
        "我院",
        "Ministry of Health",
        "National Cancer Center",
        "University Hospital",
        "대학병원",
        "国立病院",
        "Health Bureau",
        "医院",
    ],
)
def test_names_that_only_say_a_kind_are_generic(name):
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mayo Clinic",
        "上海市儿童医院",
        "昆山市第一人民医院",
        "Singapore Ministry of Health",
        "World Health Organization",
        "国立がん研究センター",
        "九州大学病院",
        "IHH Healthcare",
        "301医院",
        "Khoula Hospital",
    ],
)
def test_names_that_say_which_one_are_not_generic(name):
    assert not is_generic(name)


@pytest.mark.parametrize("name", ["WCH", "N.C.C.", "AIIMS", "NHS", "the HA", "KFSH&RC"[:5], "AP-HP"])
def test_bare_initials_are_acronyms(name):
    assert is_acronym(name)


@pytest.mark.parametrize("name", ["Mayo", "MD Anderson Cancer Center", "UPMC", "华西", "Duke Health", ""])
def test_names_are_no_acronyms(name):
    assert not is_acronym(name)


def test_a_bracket_that_repeats_the_name_goes_and_one_that_tells_which_stays():
    assert bare_name("West China Hospital (WCH)") == "West China Hospital"
    assert bare_name("四川大学华西医院（以下简称“华西”）") == "四川大学华西医院"
    assert bare_name("Tongji Hospital (同济医院)") == "Tongji Hospital"
    assert bare_name("National Cancer Center (Korea)") == "National Cancer Center (Korea)"
    assert bare_name("中国地质大学（北京）") == "中国地质大学（北京）"


def test_the_script_tells_the_language_of_a_name():
    assert [script(name) for name in ("東大病院", "がん研", "국립암센터", "Mayo")] == ["zh", "ja", "ko", ""]


def test_korean_letters_stay_composed():
    assert normal(unicodedata.normalize("NFD", "국립암센터")) == "국립암센터"
