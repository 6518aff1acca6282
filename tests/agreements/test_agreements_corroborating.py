"""What joins two reports that share one party outright: the day, and something that speaks for the other."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.agreements.joining import identities, join, may_join
from crawler.model import Agreement, Evidence, Party, Report, Signatory, SignedOn
from crawler.organisations import OwnTable, link

OWN = OwnTable()
HUB = "Fernhill Hospital"
DAY = "2024-05-02"


def party(name, *aliases):
    got = link(name, table=OWN)
    return Party(name, got.canonical, got.key, got.organisation_id, got.country, "party", aliases)


def report(key, *parties, signed=DAY, published=None, **more):
    """``parties`` are names or parties; ``more`` are fields of the agreement."""
    whole = tuple(one if isinstance(one, Party) else party(one) for one in parties)
    when = SignedOn(signed, "day") if signed else SignedOn()
    return Report(key, key, Agreement("memorandum", ("memorandum",), whole, when, **more), published)


def together(*reports):
    groups = {join(order) for order in (reports, reports[::-1])}
    assert len(groups) == 1
    return len(next(iter(groups))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tindouf Regional Hospital", "廷杜夫地区医院"),
        ("Kralendijk Hospital", "クラレンダイク病院"),
        ("Kralendijk Hospital", "크랄렌데이크병원"),
        ("National University Hospital", "新加坡国立大学医院"),
        ("Guangdong Second Provincial General Hospital", "广东省第二人民医院"),
        ("Tashkent Medical Academy", "타슈켄트의과대학"),
        ("Orrin Bay University Hospital", "Orrin Bay Friendship Hospital"),
    ],
)
def test_a_partner_told_in_another_way_on_the_same_day_joins(one, other):
    assert together(report("a", HUB, one), report("b", HUB, other))
    assert not together(report("a", HUB, one), report("b", HUB, other, signed="2024-08-02"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tindouf First Hospital", "廷杜夫第二医院"),
        ("Tindouf Hospital", "廷杜夫大学"),
        ("Kralendijk Hospital", "达尔文医院"),
        ("Jiangsu Province Hospital", "江苏省肿瘤医院"),
        ("Mayo Clinic", "克利夫兰医学中心"),
        ("Wuxi People's Hospital", "无锡市总医院"),
    ],
)
def test_another_partner_in_another_script_stays_apart(one, other):
    assert not together(report("a", HUB, one), report("b", HUB, other))


def test_a_name_in_brackets_joins_reports_of_both_scripts():
    both = report("a", HUB, party("奥林山医院", "Mount Orrin Hospital"))
    english = report("b", HUB, "Mount Orrin Hospital", signed="", published="2024-05-05")
    chinese = report("c", HUB, "奥林山医院", signed="2024-05-01")
    assert together(both, english) and together(both, chinese)
    assert together(english, both, chinese)


def test_a_short_form_in_brackets_stands_for_the_name_but_initials_and_stumps_prove_nothing():
    long = report("a", HUB, party("Hospital for Sick Mariners", "SickMariners"))
    assert together(long, report("b", HUB, "SickMariners"))
    stump = report("a", HUB, party("绵阳市中心医院", "市一院"))
    assert not together(stump, report("b", HUB, party("泸州市人民医院", "市一院")))


def test_names_said_in_other_words_join_only_where_nobody_else_is_meant():
    told = report("a", HUB, "Sea Wind Memorial Hospital")
    other = report("b", HUB, "海风纪念医院")
    assert together(told, other)
    rival = report("c", HUB, "山风纪念医院")
    assert len(join([told, other, rival])) == 3
    assert together(told, report("b", HUB, "海风纪念医院", signed=DAY))
    assert not together(told, report("b", HUB, "海风纪念医院", signed="2024-05-03"))


def test_fields_of_cooperation_speak_for_and_against():
    told = report("a", HUB, "Sea Wind Hospital", fields=("transplantation",))
    assert together(told, report("b", HUB, "海风医院", fields=("transplantation", "research")))
    assert not together(told, report("b", HUB, "海风医院", fields=("nursing",)))
    assert not together(report("a", HUB, "Sea Wind Hospital"), report("b", HUB, "海风医院"))


def test_two_names_read_as_one_are_two():
    glued = report("a", "Oakfield Medical Centre and Fernhill Hospital")
    assert together(glued, report("b", HUB, "Oakfield Medical Centre"))
    assert not together(glued, report("b", HUB, "Ashgrove Clinic"))


def test_a_sentence_that_names_the_other_party_mends_what_was_read():
    quote = (
        "Fernhill Hospital signed with the First Affiliated Hospital of Norwick's Hallam Medical University"
    )
    proof = (Evidence("announcement", quote, 0, len(quote)),)
    misread = report(
        "a", HUB, "First Affiliated Hospital of Norwick", "Hallam Medical University", evidence=proof
    )
    assert together(misread, report("b", HUB, "The First Affiliated Hospital of Hallam Medical University"))
    assert not together(
        misread, report("b", HUB, "The Second Affiliated Hospital of Hallam Medical University")
    )


def test_the_owner_of_the_site_is_a_party_that_was_not_read():
    mine = replace(report("a", HUB, "海风部门上").agreement, teller=party("四川大学华西医院"))
    told = Report("a", "a", mine)
    assert together(told, report("b", HUB, "West China Hospital"))
    assert not together(told, report("b", HUB, "Ashgrove Clinic"))
    named = Report("a", "a", replace(mine, parties=(party(HUB), party("Ashgrove Clinic"))))
    assert not together(named, report("b", HUB, "West China Hospital"))


def test_those_who_signed_speak_for_one_agreement():
    signers = (Signatory("Lt Gen Arun Demo"), Signatory("Prof Mira Sample"))
    one = report("a", HUB, "Erewhon Army", signatories=signers)
    other = report(
        "b", HUB, "Army Medical Services", signatories=(Signatory("Arun Demo"), Signatory("Mira Sample"))
    )
    assert together(one, other)
    assert not together(one, report("b", HUB, "Army Medical Services", signatories=signers[:1]))


def test_a_report_that_names_nobody_else_joins_the_only_one_of_its_day():
    alone = report("a", HUB)
    told = report("b", HUB, "Ashgrove Clinic")
    assert together(alone, told)
    assert len(join([alone, told, report("c", HUB, "Oakfield Medical Centre")])) == 3
    assert not together(alone, report("c", HUB))


def test_a_month_of_publication_is_no_day():
    told = report("a", HUB, "Ashgrove Clinic", signed="2024-05-28")
    assert together(told, report("b", HUB, "Ashgrove Clinic", signed="", published="2024-05"))


NAMES = [
    HUB,
    "West China Hospital",
    "四川大学华西医院",
    party("奥林山医院", "Mount Orrin Hospital"),
    "Mount Orrin Hospital",
    "奥林山医院",
    "Kralendijk Hospital",
    "クラレンダイク病院",
    "达尔文医院",
    "Ministry of Health",
    "Kuwaiti Ministry of Health",
    "West China Hospital and Fernhill Hospital",
]
ROWS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(range(len(NAMES))), min_size=1, max_size=3, unique=True),
        st.sampled_from(["", "2024-05-01", "2024-05-01", "2024-05-02", "2024-05-09"]),
        st.sampled_from([None, "2024-05", "2024-05-02", "2024-05-20"]),
        st.sampled_from([None, None, HUB, "四川大学华西医院"]),
        st.sampled_from([(), (), ("nursing",), ("oncology", "research")]),
        st.sampled_from(
            ["", "", "Fernhill Hospital signed with Mount Orrin Hospital", "四川大学华西医院签约"]
        ),
        st.sampled_from([(), (Signatory("Mira Sample"), Signatory("Arun Demo"))]),
    ),
    min_size=1,
    max_size=9,
)


def built(rows):
    told = []
    for number, (names, signed, published, teller, fields, quote, signers) in enumerate(rows):
        one = report(f"s{number}", *(NAMES[name] for name in names), signed=signed, published=published)
        proof = (Evidence("announcement", quote),) if quote else ()
        owner = party(teller) if teller else None
        made = replace(one.agreement, fields=fields, evidence=proof, teller=owner, signatories=signers)
        told.append(replace(one, agreement=made))
    return told


@given(ROWS, st.integers(0, 99))
@settings(deadline=None, max_examples=150)
def test_any_order_gives_the_same_agreements(rows, seed):
    told = built(rows)
    shuffled = random.Random(seed).sample(told, len(told))
    assert join(shuffled) == join(told)


@given(ROWS)
@settings(deadline=None, max_examples=100)
def test_a_report_and_its_neighbours_are_joined_as_among_all(rows):
    told = built(rows)
    groups = {key: group for group in join(told) for key in group}
    for one in told:
        seen, waiting = {one.key: one}, [one]
        while waiting:
            first = waiting.pop()
            for other in told:
                if other.key not in seen and may_join(first, other):
                    seen[other.key] = other
                    waiting.append(other)
        near = {key: group for group in join(list(seen.values())) for key in group}
        assert near[one.key] == groups[one.key]


@given(ROWS)
@settings(deadline=None, max_examples=100)
def test_what_may_join_shares_a_mark_of_the_index(rows):
    told = built(rows)
    for one in told:
        for other in told:
            assert may_join(one, other) == may_join(other, one)
            if may_join(one, other):
                assert identities(one) & identities(other)
