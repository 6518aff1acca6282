from __future__ import annotations

import pytest

from crawler.agreements import detect
from crawler.model import Article, EmptyNameTable, JunkVerdict, SiteContext
from tests.agreements.told import told

PAIR = "Aldern Hospital and Castor Medical College signed "
DATES = [
    (PAIR + "a memorandum of understanding on 6 May 2024.", None, "2024-05-06"),
    (PAIR + "a memorandum of understanding on May 6.", "2024-05-08", "2024-05-06"),
    (PAIR + "a memorandum of understanding on December 30.", "2024-01-03", "2023-12-30"),
    (PAIR + "a memorandum of understanding yesterday.", "2024-05-08", "2024-05-07"),
    (PAIR + "a memorandum of understanding on Tuesday.", "2024-05-09", "2024-05-07"),
    (PAIR + "a memorandum of understanding on the 23rd\nday of January, 2008.", None, "2008-01-23"),
    ("5月6日，青湖医院与白沙医院签署合作协议。", "2024-05-08", "2024-05-06"),
    ("青湖醫院與白沙醫院於104年1月15日簽署合作協議。", "2015-02-01", "2015-01-15"),
    ("青湖醫院與白沙醫院今（6）日簽署合作協議。", "2024-05-06", "2024-05-06"),
    ("青湖医院昨日与白沙医院签署合作协议。", "2024-05-08", "2024-05-07"),
    ("緑川病院と白浜病院は令和5年10月27日、連携協定を締結した。", None, "2023-10-27"),
    ("緑川病院と白浜病院は二十五日、連携協定を締結した。", "2016-07-26", "2016-07-25"),
    ("한빛병원은 지난 5일 새솔병원과 업무협약을 체결했다.", "2025-03-06", "2025-03-05"),
]


@pytest.mark.parametrize(("text", "published", "expected"), DATES)
def test_signing_dates_are_resolved_against_publication(
    text: str, published: str | None, expected: str
) -> None:
    assert [a.signed.value for a in told(text, published=published).agreements] == [expected]


def test_recently_is_a_range_and_never_a_day() -> None:
    signed = told("近日，青湖医院与白沙医院签署合作协议。", published="2024-05-08").agreements[0].signed
    assert signed.value is None
    assert (signed.earliest, signed.latest, signed.phrase) == ("2024-04-08", "2024-05-08", "近日")


def test_a_yearless_date_without_publication_stays_open() -> None:
    assert told("5月6日，青湖医院与白沙医院签署合作协议。").agreements[0].signed.value is None


def test_the_dateline_of_an_agency_is_no_signing_date() -> None:
    text = "本报青湖5月8日电 青湖医院与白沙医院签署合作协议。"
    assert told(text, published="2024-05-09").agreements[0].signed.value != "2024-05-08"


TYPES = [
    (PAIR + "a memorandum of understanding.", "memorandum"),
    (PAIR + "a nonbinding letter of intent.", "letter_of_intent"),
    (PAIR + "an affiliation agreement.", "affiliation"),
    ("青湖医院与白沙医院签署战略合作协议。", "strategic_partnership"),
    ("青湖医院与白沙医院结为姐妹医院。", "sister_institution"),
    ("한빛병원은 새솔병원과 자매결연을 맺었다.", "sister_institution"),
]


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_the_instrument_names_the_type(text: str, expected: str) -> None:
    assert told(text, published="2024-05-08").agreements[0].type == expected


def test_a_term_is_read_and_a_period_of_notice_is_none() -> None:
    with_term = told(PAIR + "a five-year affiliation agreement on Monday.", published="2024-05-08")
    notice = told(
        PAIR + "an affiliation agreement. Either side may end it with six months' written notice.",
        published="2024-05-08",
    )
    chinese = told("青湖医院与白沙医院签署合作协议，为期三年。", published="2024-05-08")
    assert with_term.agreements[0].term_months == 60
    assert chinese.agreements[0].term_months == 36
    assert not notice.agreements or notice.agreements[0].term_months is None


def test_place_fields_and_signatories_come_with_their_words() -> None:
    text = (
        "A cooperation agreement on telemedicine and nursing was signed in Marlow by Dr. Ada Quist for Aldern "
        "Hospital and Prof. Ben Orme for Castor Medical College on 6 May 2024."
    )
    agreement = told(text).agreements[0]
    assert agreement.place == "Marlow"
    assert {"telemedicine", "nursing"} <= set(agreement.fields)
    assert {"Ada Quist", "Ben Orme"} <= {person.name for person in agreement.signatories}
    told_of = {evidence.field for evidence in agreement.evidence}
    assert {"announcement", "party", "signed_on", "type", "place", "fields", "signatories"} <= told_of
    for evidence in agreement.evidence:
        assert evidence.start is not None
        assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("한빛병원은 지난 5월 2일 본관 회의실에서 새솔병원과 업무협약을 체결했다.", "본관 회의실"),
        ("한빛병원과 새솔병원은 3일 오후 2시 시청 3층 대강당에서 업무협약을 체결했다.", "시청 3층 대강당"),
        ("青湖医院与白沙医院5月2日在南昌签署合作协议。", "南昌"),
    ],
)
def test_the_place_is_named_without_what_stands_before_it(text: str, place: str) -> None:
    assert told(text, published="2024-05-08").agreements[0].place == place


def test_the_head_of_a_japanese_faculty_keeps_the_whole_name() -> None:
    text = (
        "緑川病院と白浜大学医学部は5月2日、連携協定を締結した。締結式では高木病院長と岸田医学部長が署名した。"
    )
    people = told(text, published="2024-05-08").agreements[0].signatories
    assert {(person.name, person.role) for person in people} == {("高木", "病院長"), ("岸田", "医学部長")}


def test_what_only_the_headline_says_has_no_offsets() -> None:
    title = "Aldern Hospital and Castor Medical College sign memorandum of understanding"
    found = told("Nurses of both houses will change places for a year.", title=title, published="2024-05-08")
    quotes = [e for a in found.agreements for e in a.evidence if e.quote and e.quote in title]
    assert quotes
    assert all(evidence.start is None and evidence.end is None for evidence in quotes)


VISIT = (
    "On September 6th, 2017 Aldern Hospital had a visit from Dr. Doe, Chairman of the Castor Medical College."
)


def test_a_signing_that_closes_a_visit_has_the_day_of_the_visit() -> None:
    text = f"{VISIT} They talked about internships.\n\nFinally an MoU was signed by both parties."
    assert [a.signed.value for a in told(text).agreements] == ["2017-09-06"]


def test_no_day_is_chosen_where_the_report_of_a_visit_names_two() -> None:
    text = f"{VISIT} They came back on October 9th, 2017 for a visit.\n\nFinally an MoU was signed by both parties."
    assert all(a.signed.value is None for a in told(text).agreements)


def test_a_date_in_the_text_goes_before_the_day_of_fetching() -> None:
    text = "发布时间：2019-10-02\n9月30日，青湖医院与白沙医院签署合作协议。"
    article = Article(
        url="https://news.example.org/item",
        title=None,
        text=text,
        published_on="2026-11-21",
        published_origin="fetched",
    )
    found = detect(article, SiteContext(), EmptyNameTable(), JunkVerdict())
    assert [a.signed.value for a in found.agreements] == ["2019-09-30"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("緑川病院とさいたま市は5月2日、包括連携協定を締結した。", {"緑川病院", "さいたま市"}),
        (
            "いわき緑川病院は5月2日、青空がん研究センターと連携協定を締結した。",
            {"いわき緑川病院", "青空がん研究センター"},
        ),
        (
            "緑川病院と株式会社みどりメディカルは5月2日、業務提携契約を締結した。",
            {"緑川病院", "株式会社みどりメディカル"},
        ),
        ("医療法人社団さくら会と緑川病院は5月2日、協定を結んだ。", {"医療法人社団さくら会", "緑川病院"}),
    ],
)
def test_japanese_names_may_hold_hiragana(text: str, names: set[str]) -> None:
    (agreement,) = told(text, published="2024-05-08").agreements
    assert {party.name for party in agreement.parties} == names


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        (
            "India's Aldern Hospitals and Castor Medical College signed an agreement on 6 May 2024.",
            {"IN", None},
        ),
        (
            "The Ministry of Health, Kuwait, and Aldern Hospital signed an agreement on 6 May 2024.",
            {"KW", None},
        ),
        (
            "Aldern Hospital of Singapore and Castor Medical College signed an agreement on 6 May.",
            {"SG", None},
        ),
        ("새솔병원은 6일 몽골 국립제1병원과 업무협약을 체결했다.", {"MN", None}),
        ("Aldern Hospital and Castor Medical College signed an agreement on 6 May 2024.", {None}),
    ],
)
def test_the_country_beside_a_name_is_the_partys(text: str, countries: set[str | None]) -> None:
    (agreement,) = told(text, published="2024-05-08").agreements
    assert {party.country for party in agreement.parties} == countries


def test_a_branch_bears_the_town_behind_the_name_of_the_house() -> None:
    text = "5月6日，青湖医科大学附属白沙医院厦门医院与林源医院签署合作协议。"
    (agreement,) = told(text, published="2024-05-08").agreements
    assert {party.name for party in agreement.parties} == {"青湖医科大学附属白沙医院厦门医院", "林源医院"}


def test_titles_of_rank_and_land_are_no_part_of_a_signatorys_name() -> None:
    text = (
        "The agreement between Aldern Hospital and Castor Medical College was signed by Lt Gen Arun Dev and "
        "Prof M Sarin on 6 May 2024."
    )
    assert {person.name for person in told(text).agreements[0].signatories} == {"Arun Dev", "M Sarin"}


@pytest.mark.parametrize("said", ["a few days ago", "last month", "earlier this week", "recently"])
def test_vague_words_give_a_range_and_no_day(said):
    text = f"Riverton General Hospital signed a memorandum of understanding {said} with Lakeside University."
    signed = told(text, published="2024-05-20").agreements[0].signed
    assert (signed.phrase, signed.value) == (said, None)
    assert (signed.earliest, signed.latest) == ("2024-04-20", "2024-05-20")
