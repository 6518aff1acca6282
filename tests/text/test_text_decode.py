"""Which character set a page is in. Each handled case fails without its handling."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.decode import decode, encoding_name
from crawler.text.mojibake import undo_double_encoding

HANS = (
    "市医院与友好城市的大学签订合作协议，双方将在人才培养和科学研究方面开展长期合作。这是今年的第三个项目。"
)
HANT = (
    "市醫院與友好城市的大學簽訂合作協議，雙方將在人才培養和科學研究方面開展長期合作。這是今年的第三個項目。"
)
JAPANESE = "市立病院は姉妹都市の大学と協定を結び、これから人材の育成と研究を共に進めていくことになりました。"
KOREAN = "시립병원은 자매도시의 대학교와 협약을 맺고 앞으로 인재 양성과 연구를 함께 진행하기로 했다고 밝혔다."


def markup(text: str, declared: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>{text * 3}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (HANS, "gbk", "gb2312"),
        (HANS + "㐀𠀀", "gb18030", "gb2312"),
        (HANS, "gbk", "utf-8"),
        (HANS, "gbk", ""),
        (HANS, "utf-8", "gb2312"),
        (HANT, "big5hkscs", "big5"),
        (HANT + "嘅咗", "big5hkscs", "big5"),
        (HANT, "big5", ""),
        (JAPANESE, "cp932", "shift_jis"),
        (JAPANESE + "①髙", "cp932", "utf-8"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (JAPANESE, "euc_jp", "shift_jis"),
        (JAPANESE, "iso2022_jp", ""),
        (KOREAN, "euc_kr", "euc-kr"),
        (KOREAN + "똠", "cp949", "ks_c_5601-1987"),
        (KOREAN, "cp949", "iso-8859-1"),
    ],
)
def test_the_bytes_outweigh_a_wrong_or_narrow_declaration(text: str, encoding: str, declared: str) -> None:
    decoded = decode(markup(text, declared).encode(encoding))
    assert text in decoded.text
    assert not decoded.replaced


def test_a_header_that_disagrees_with_the_page_is_only_a_candidate() -> None:
    body = markup(HANS, "utf-8").encode("gbk")
    assert HANS in decode(body, "text/html; charset=big5").text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_settles_the_question_and_goes(mark: bytes) -> None:
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le"}.get(mark, "utf-16-be")
    decoded = decode(mark + markup(HANS, "gbk").encode(encoding))
    assert decoded.text.startswith("<html>")
    assert HANS in decoded.text


def test_utf_16_is_seen_without_a_mark() -> None:
    assert HANS in decode(markup(HANS).encode("utf-16-le")).text


def test_nuls_are_dropped() -> None:
    assert "市医院" in decode("<p>市\x00医\x00院</p>".encode() + "新闻".encode()).text


@pytest.mark.parametrize(
    ("text", "encoding"), [(HANS, "utf-8"), (HANS, "gb18030"), (JAPANESE, "cp932"), (KOREAN, "cp949")]
)
def test_a_character_cut_at_the_end_leaves_no_trace(text: str, encoding: str) -> None:
    whole = ("<p>" + text * 2).encode(encoding)
    cut = whole[:-1] if encoding != "utf-8" else whole[:-2]
    if text[-1] == "." and encoding == "cp949":
        cut = ("<p>" + text * 2 + "가").encode(encoding)[:-1]
    decoded = decode(cut)
    assert "\ufffd" not in decoded.text
    assert not decoded.replaced


def test_text_encoded_twice_through_windows_1252_is_undone() -> None:
    twice = bytes(markup(HANS).encode()).decode("latin-1").encode()
    windows = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in markup(HANS).encode()).encode()
    assert HANS in decode(twice).text
    assert HANS in decode(windows).text


def test_text_read_as_gbk_and_encoded_again_is_brought_back_as_far_as_it_survived() -> None:
    broken = HANS.encode().decode("gb18030", "ignore")
    assert "医院" not in broken
    assert "医院" in decode(f"<p>{broken}</p><p>{broken}</p>".encode()).text


@pytest.mark.parametrize(
    "text", ["Für die Zukunft: «naïve» Ärzte", "L’hôpital a été rénové à Orléans", HANS, HANT, JAPANESE]
)
def test_sound_text_is_not_undone(text: str) -> None:
    assert undo_double_encoding(text) == text


def test_references_to_windows_bytes_are_read_as_browsers_do() -> None:
    assert "the hospital’s “new” wing" in decode(b"<p>the hospital&#146;s &#147;new&#x94; wing</p>").text


def test_one_stray_byte_does_not_change_the_set_of_a_page() -> None:
    body = markup(HANS).encode() + b"<!-- \xb9\xe3 -->"
    decoded = decode(body)
    assert decoded.encoding == "utf-8"
    assert HANS in decoded.text


def test_undeclared_western_text_is_windows_1252() -> None:
    assert "Die Klinik für Ärzte" in decode("<p>Die Klinik für Ärzte</p>".encode("cp1252")).text


@pytest.mark.parametrize("label", ["no-such-set", "", "x" * 500, "base64", "rot13"])
def test_an_unknown_label_names_nothing(label: str) -> None:
    assert encoding_name(label) is None


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html", "text/html; charset=gbk", "x;charset=\x00"])
)
def test_any_bytes_become_text_without_nuls(body: bytes, content_type: str | None) -> None:
    assert "\x00" not in decode(body, content_type).text


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\ufeff&"), max_size=200))
def test_undoing_is_idempotent(text: str) -> None:
    once = undo_double_encoding(text)
    assert undo_double_encoding(once) == once or once != text


SHORT = {
    "big5": "松山醫院簽署合作備忘錄",
    "gbk": "柳镇卫生院冬季应急演练",
    "euc_kr": "푸른병원 산학협력 협약",
    "euc_jp": "緑病院で調印式",
}


@pytest.mark.parametrize("encoding", SHORT)
def test_a_declared_set_of_pairs_is_believed_of_a_headline_alone(encoding: str) -> None:
    text = SHORT[encoding]
    body = f'<html><meta charset="{encoding}"><title>{text}</title><a href="/1">{text}</a></html>'
    assert text in decode(body.encode(encoding)).text


@pytest.mark.parametrize("encoding", ["gbk", "euc_kr", "euc_jp"])
def test_pairs_declared_as_utf_8_are_not_taken_for_single_letters(encoding: str) -> None:
    text = {"gbk": HANS, "euc_kr": KOREAN, "euc_jp": JAPANESE}[encoding]
    body = f'<html><meta charset="utf-8"><p>{SHORT[encoding]}</p><p>{text}</p></html>'
    assert text in decode(body.encode(encoding), "text/html; charset=utf-8").text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", ""])
def test_cyrillic_is_found_whatever_is_declared(encoding: str, declared: str) -> None:
    text = "Городская больница и университет подписали соглашение о сотрудничестве на пять лет."
    assert text in decode(markup(text, declared).encode(encoding)).text


@pytest.mark.parametrize("declared", ["gb2312", "big5", "euc-kr", "shift_jis", "utf-8"])
def test_accents_under_a_wrong_declaration_stay_accents(declared: str) -> None:
    text = "L’hôpital a signé un accord avec l’université : « une étape décisive », déclare le président."
    assert text in decode(markup(text, declared).encode("cp1252")).text
