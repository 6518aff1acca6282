"""A name is met again in another script by its consonants."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.agreements.sounds import skeleton, sound_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("琅勃拉邦", "luangprabang"),
        ("クマシ", "kumasi"),
        ("라마티보디", "ramathibodi"),
        ("拉玛迪波迪", "ラーマーティボディー"),
        ("蒙得维的亚", "montevideo"),
        ("莱佛士", "raffles"),
        ("トンドゥック", "thongduc"),
    ],
)
def test_one_name_in_two_scripts_sounds_alike(one, other):
    assert sound_alike(one, other) and sound_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("曼德勒", "chiangmai"),
        ("真纳", "services"),
        ("嘉会", "mayo"),
        ("友谊", "victoria"),
        ("", "oslo"),
        ("梅", "mayo"),
    ],
)
def test_other_names_do_not(one, other):
    assert not sound_alike(one, other)


@given(st.text(max_size=40))
@example("\U0001d71c")  # a capital that is no letter of ours
def test_any_text_has_a_skeleton(text):
    assert set(skeleton(text)) <= set("PTKSLMN")
    assert not sound_alike(text, "")
