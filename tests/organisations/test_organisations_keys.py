import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.organisations import composed_key, country_of_name
from crawler.organisations.keys import split_country


@pytest.mark.parametrize(
    ("native", "english"),
    [
        ("海南医学院第二附属医院", "The Second Affiliated Hospital of Hainan Medical University"),
        ("大连医科大学附属第一医院", "First Affiliated Hospital of Dalian Medical University"),
        ("云南省第一人民医院", "The First People's Hospital of Yunnan Province"),
        ("上海市儿童医院", "Shanghai Children's Hospital"),
        (
            "浙江大学医学院附属第一医院",
            "The First Affiliated Hospital, Zhejiang University School of Medicine",
        ),
        (
            "上海交通大学医学院附属瑞金医院",
            "Ruijin Hospital Affiliated to Shanghai Jiao Tong University School of Medicine",
        ),
        (
            "恩施土家族苗族自治州中心医院",
            "The Central Hospital of Enshi Tujia and Miao Autonomous Prefecture",
        ),
        ("江苏省苏州市立医院", "Suzhou Municipal Hospital, Jiangsu Province"),
        ("四川大学華西醫院", "West China Hospital, Sichuan University"),
        ("武汉市第一医院", "Wuhan No.1 Hospital"),
        ("山东第一医科大学附属济南医院", "Jinan Hospital Affiliated to Shandong First Medical University"),
        ("中山大学附属口腔医院", "Hospital of Stomatology, Sun Yat-sen University"),
        ("東京大学医学部附属病院", "The University of Tokyo Hospital"),
        ("長崎大学病院", "Nagasaki University Hospital"),
        ("서울대학교병원", "Seoul National University Hospital"),
        ("沈阳市妇幼保健院", "Shenyang Maternal and Child Health Hospital"),
        ("张家口市第一医院", "Zhangjiakou First Hospital"),
        ("台中榮民總醫院", "Taichung Veterans General Hospital"),
        ("厦门市中医院", "Amoy Hospital of Traditional Chinese Medicine"),
    ],
)
def test_a_hospital_has_one_key_in_its_own_language_and_in_english(native, english):
    assert composed_key(native) is not None
    assert composed_key(native) == composed_key(english)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhejiang University First Affiliated Hospital", "First Affiliated Hospital of Zhejiang University"),
        ("Children's Hospital of Shanghai", "Shanghai Children's Hospital"),
        ("Fudan University, Shanghai Cancer Center", "Shanghai Cancer Center of Fudan University"),
        ("附属第一医院大连医科大学", "大连医科大学附属第一医院"),
    ],
)
def test_the_order_of_words_does_not_matter(one, other):
    assert composed_key(one) == composed_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大连医科大学附属第一医院", "大连医科大学附属第二医院"),
        ("山东第一医科大学附属医院", "First Affiliated Hospital of Shandong Medical University"),
        ("陕西省人民医院", "Shanxi Provincial People's Hospital"),
        ("University of Washington Medical Center", "Washington University Medical Center"),
        ("University of Southern California Hospital", "California Southern University Hospital"),
        ("Nagoya University Hospital", "Nagoya City University Hospital"),
        ("邢台县人民医院", "邢台市人民医院"),
        ("南京理工大学", "Nanjing University of Science and Technology of the North"),
        ("长沙市中医院", "长沙市中心医院"),
        ("昆明医科大学第一附属医院", "昆明市第一人民医院"),
        ("Berkeley College", "Berkeley City College"),
    ],
)
def test_different_organisations_have_different_keys(one, other):
    assert composed_key(one) != composed_key(other)


@pytest.mark.parametrize(
    "name",
    [
        "附属第一医院",
        "市人民医院",
        "Children's Hospital",
        "苏州市立医院",
        "Suzhou Municipal Hospital",
        "Siemens",
        "",
        "医院",
    ],
)
def test_no_key_where_the_name_does_not_say_which(name):
    assert composed_key(name) is None


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_any_text_has_a_key_or_none(text):
    key = composed_key(text)
    assert key is None or key == " ".join(sorted(set(key.split())))


@given(st.permutations(["Wuhan", "First", "Children's", "Tumor", "Hospital"]))
@settings(deadline=None, max_examples=30)
def test_english_words_in_any_order_give_one_key(words):
    assert composed_key(" ".join(words)) == "1 cancer child hospital wuhan"


def test_long_hostile_text_is_read_in_linear_time():
    assert composed_key("First " * 100_000) is None
    assert len(composed_key("第" * 200_000 + "医院") or "") < 3_000


def test_the_province_of_a_university_s_name_stays_and_that_of_a_town_goes():
    assert (
        composed_key("浙江大学医学院附属杭州市第一人民医院")
        == "1 hangzhou hospital people university zhejiang"
    )
    assert composed_key("浙江省杭州市第一人民医院") == composed_key("Hangzhou First People's Hospital")
    assert composed_key("山东第一医科大学附属青岛医院") == "1u hospital medical qingdao shandong university"


def test_places_in_a_name_tell_its_country():
    assert country_of_name("北京大学第三医院") == "CN"
    assert country_of_name("長崎大学病院") == "JP"
    assert country_of_name("Seoul Red Cross Hospital") == "KR"
    assert country_of_name("Mayo Clinic") is None


def test_a_country_at_the_edge_of_a_name_is_split_off():
    assert split_country("美国梅奥诊所") == ("US", "梅奥诊所")
    assert split_country("Mayo Clinic, USA") == ("US", "mayo clinic")
    assert split_country("Mayo Clinic") == ("", "")
