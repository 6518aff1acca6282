"""Offices and national houses of states are one organisation in every language, and each state's own."""

from __future__ import annotations

import pytest

from crawler.organisations import composed_key, country_of_name
from crawler.organisations.keys import state_key

SAME = [
    ("라오스 보건부", "Ministry of Health of Laos", "老挝卫生部", "Lao Ministry of Health"),
    ("科威特卫生部", "Kuwait's Ministry of Health", "쿠웨이트 보건부", "Kuwaiti Ministry of Health"),
    (
        "몽골 국립암센터",
        "National Cancer Center of Mongolia",
        "モンゴル国立がんセンター",
        "蒙古国国立癌症中心",
    ),
    ("베트남 국립아동병원", "Vietnam National Children's Hospital", "越南国家儿童医院"),
]


@pytest.mark.parametrize("names", SAME, ids=[names[1] for names in SAME])
def test_one_state_s_office_or_house_has_one_key(names):
    keys = {composed_key(name) for name in names}
    assert len(keys) == 1 and None not in keys
    assert {country_of_name(name) for name in names} in ({"LA"}, {"KW"}, {"MN"}, {"VN"})


def test_a_state_s_department_is_its_ministry():
    assert composed_key("Department of Health of the Philippines") == composed_key("필리핀 보건부")


def test_two_states_have_two_keys():
    assert composed_key("라오스 보건부") != composed_key("몽골 보건부")
    assert composed_key("National Cancer Center of Mongolia") != composed_key(
        "National Cancer Center of Laos"
    )


@pytest.mark.parametrize(
    "name",
    ["National Cancer Center", "Ministry of Health", "보건부", "Mongolia General Hospital Group", "蒙古医院"],
)
def test_what_no_state_is_told_of_or_no_state_owns_has_no_state_in_its_key(name):
    assert "state-" not in (composed_key(name) or "")


@pytest.mark.parametrize("name", ["中国国家癌症中心", "National Cancer Center of China", "台湾卫生部"])
def test_of_china_s_places_a_name_says_more_than_the_state(name):
    assert "state-" not in (composed_key(name) or "")


def test_a_general_name_beside_which_the_country_is_told():
    assert state_key("National Cancer Center", "MN") == composed_key("National Cancer Center of Mongolia")
    assert state_key("National Cancer Center", None) is None
    assert state_key("Children's Hospital", "MN") is None  # every town has one
    assert state_key("Aldern National Hospital", "MN") is None  # it has a name of its own
