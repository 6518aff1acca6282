import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.agreements.joining import identities, join, may_join, suggest
from crawler.model import Agreement, EmptyNameTable, Party, Report, SignedOn
from crawler.organisations import OwnTable, Query, link_many

OWN = OwnTable()


def report(key, names, signed="", published=None, *, kind="memorandum", table=OWN, **more):
    links = link_many([Query(name.lstrip("*")) for name in names], table)
    parties = tuple(
        Party(
            n.lstrip("*"),
            got.canonical,
            got.key,
            got.organisation_id,
            got.country,
            "hub" if n.startswith("*") else "party",
        )
        for n, got in zip(names, links, strict=True)
    )
    precision = {0: None, 4: "year", 7: "month", 10: "day"}[len(signed)]
    told = Agreement(kind, (kind,), parties, SignedOn(signed or None, precision))
    return Report(key, key.split("/")[0], told, published, **more)


def together(*reports):
    return len(join(reports)) == 1


HOSPITALS = ("Fernhill Hospital", "Oakfield Medical Centre")


def test_two_shared_parties_on_one_day_are_one_agreement():
    assert together(report("a", HOSPITALS, "2024-05-02"), report("b", HOSPITALS[::-1], "2024-05-05"))


def test_one_shared_party_is_only_a_suggestion():
    one = report("a", HOSPITALS, "2024-05-02")
    other = report("b", ("Fernhill Hospital", "Ashgrove Clinic"), "2024-05-02")
    assert not together(one, other)
    assert suggest([one, other]) == (("a", "b"),)


def test_reports_of_different_languages_join_by_id_and_by_key():
    told = [
        report("zh", ("大連醫科大學附屬第一醫院", "庄河市中心医院"), "2024-03-15"),
        report(
            "en",
            ("The First Affiliated Hospital of Dalian Medical University", "Zhuanghe Central Hospital"),
            "2024-03-15",
        ),
        report("short", ("大医一院", "庄河市中心医院"), "", "2024-03-17"),
    ]
    assert together(*told)


def test_without_any_table_composed_keys_still_join_languages():
    one = report("zh", ("云南省第一人民医院", "上海市儿童医院"), "2024-03-15", table=EmptyNameTable())
    other = report(
        "en", ("The First People's Hospital of Yunnan Province", "Shanghai Children's Hospital"), "2024-03-15"
    )
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024-05-01", "2024-05-05", True),
        ("2024-05-01", "2024-05-06", False),
        ("2024-05", "2024-05-31", True),
        ("2024-05", "2024-06-01", False),
        ("2024", "2024-05-31", True),
        ("2023", "2024-05-31", False),
        ("2024", "2024-05", True),
        ("2023-12-31", "2024-01-02", True),
    ],
)
def test_signing_dates_of_different_precision_must_fit(one, other, same):
    assert together(report("a", HOSPITALS, one), report("b", HOSPITALS, other)) is same


@pytest.mark.parametrize(("later", "same"), [("2024-05-22", True), ("2024-05-24", False)])
def test_without_signing_dates_publications_lie_within_three_weeks(later, same):
    assert together(report("a", HOSPITALS, "", "2024-05-01"), report("b", HOSPITALS, "", later)) is same


def test_a_report_printed_well_before_the_signing_is_of_something_else():
    assert not together(report("a", HOSPITALS, "2024-05-20"), report("b", HOSPITALS, "", "2024-05-01"))


def test_a_range_bounds_the_signing():
    vague = report("a", HOSPITALS, "", "2024-05-20")
    told = replace(vague.agreement, signed=SignedOn(None, None, "近日", "range", "2024-04-20", "2024-05-20"))
    vague = replace(vague, agreement=told)
    assert together(vague, report("b", HOSPITALS, "2024-05-18"))
    assert not together(vague, report("b", HOSPITALS, "2024-02-18"))


def test_a_renewal_stays_apart_from_the_original():
    old = report("a", HOSPITALS, "2019-05-02")
    new = report("b", HOSPITALS, "2024-05-02", kind="renewal")
    undated = report("c", HOSPITALS)
    assert join([old, new]) == (("a",), ("b",))
    assert join([old, new, undated]) == (("a", "c"), ("b",))


def test_a_renewal_that_another_outlet_calls_an_agreement_is_one_event():
    assert together(
        report("a", HOSPITALS, "2024-05-02", kind="renewal"), report("b", HOSPITALS, "2024-05-02")
    )


def test_a_termination_is_never_the_agreement():
    ended = report("a", HOSPITALS, "2024-05-02", kind="termination")
    assert not together(ended, report("b", HOSPITALS, "2024-05-02"))


def test_releases_of_one_template_with_other_partners_stay_apart():
    one = report("a", ("*Mayo Clinic", "Mayo Clinic Care Network", "Riverbend Health"), "", "2024-05-01")
    other = report("b", ("*Mayo Clinic", "Mayo Clinic Care Network", "Lakeshore Hospital"), "", "2024-05-01")
    assert not together(one, other)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("龙岩市第一医院", "龙岩市第二医院"),
        ("First Hospital of Qinhuangdao", "Second Hospital of Qinhuangdao"),
        ("Lakeshore Community Hospital", "Lakeside Community Hospital"),
        ("Norwick Health East", "Norwick Health West"),
    ],
)
def test_partners_with_similar_names_stay_apart(mine, theirs):
    one = report("a", ("Mayo Clinic", mine), "2024-05-01")
    assert not together(one, report("b", ("Mayo Clinic", theirs), "2024-05-01"))


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Karachi Harbour Medical Corporation", "KHMC"),
        ("Altru Health Systems", "Altru Health System"),
        ("Mahosot Hospital, Vientiane", "Mahosot Hospital"),
        ("Qasim Chaudhary Eye Hospital", "Qasim Choudhary Eye Hospital"),
        ("明泰医疗体系", "台北明泰综合医院"),
    ],
)
def test_a_likely_name_joins_beside_a_sure_one_when_the_days_agree(full, short):
    assert together(
        report("a", ("Mayo Clinic", full), "2024-05-01"), report("b", ("Mayo Clinic", short), "2024-05-02")
    )


def test_a_likely_name_alone_joins_nothing():
    one = report("a", ("Altru Health Systems", "Fernhill Hospital"), "2024-05-01")
    assert not together(one, report("b", ("Altru Health System", "Oakfield Medical Centre"), "2024-05-01"))


def test_two_general_names_are_no_two_parties():
    one = report("a", ("Ministry of Health", "Mayo Clinic"), "", "2024-05-01")
    other = report("b", ("Ministry of Health", "Mayo Clinic"), "", "2024-05-20")
    assert not together(one, other)


def test_agreements_of_one_article_are_never_one():
    one = report("paper/1#0", HOSPITALS, "2024-05-01")
    assert not together(one, report("paper/1#1", HOSPITALS, "2024-05-01"))
    named = report("x", HOSPITALS, "2024-05-01", article="paper/2")
    assert not together(named, report("y", HOSPITALS, "2024-05-01", article="paper/2"))


def test_a_further_party_of_another_sort_is_no_other_partner():
    one = report("a", (*HOSPITALS, "Ministry of Trade of Erewhon"), "2024-05-01")
    other = report("b", (*HOSPITALS, "Ashgrove University"), "2024-05-01")
    assert together(one, other)
    assert not together(
        one,
        replace(
            other,
            agreement=report("c", (*HOSPITALS, "Ministry of Defence of Erewhon"), "2024-05-01").agreement,
        ),
    )


def test_an_article_that_mixes_two_agreements_does_not_chain_them():
    first = report("a", ("Mayo Clinic", "Fernhill Hospital"), "2024-05-01")
    second = report("b", ("Mayo Clinic", "Oakfield Medical Centre"), "2024-05-01")
    mixed = report("c", ("Mayo Clinic", "Fernhill Hospital", "Oakfield Medical Centre"), "2024-05-01")
    groups = join([first, second, mixed])
    assert all(not {"a", "b"} <= set(group) for group in groups)


def test_days_do_not_chain_into_weeks():
    told = [report(f"r{day:02}", HOSPITALS, f"2024-05-{day:02}") for day in range(1, 29, 3)]
    for group in join(told):
        days = [int(key[1:]) for key in group]
        assert max(days) - min(days) <= 4


def test_ids_that_differ_are_two_parties_whatever_their_names():
    one = report("a", HOSPITALS, "2024-05-01")
    parties = tuple(replace(p, organisation_id=f"local:{i}") for i, p in enumerate(one.agreement.parties))
    others = tuple(replace(p, organisation_id=f"local:{i + 5}") for i, p in enumerate(one.agreement.parties))
    mine = replace(one, agreement=replace(one.agreement, parties=parties))
    theirs = replace(one, key="b", agreement=replace(one.agreement, parties=others))
    assert not together(mine, theirs)


def test_one_organisation_told_twice_is_one_shared_party():
    one = report("a", ("Mayo Clinic", "梅奥诊所", "Fernhill Hospital"), "2024-05-01")
    assert not together(one, report("b", ("Mayo Clinic", "妙佑医疗", "Ashgrove Clinic"), "2024-05-01"))


def test_a_person_joins_and_it_sticks():
    one = report("a", ("Fernhill Hospital", "Ashgrove Clinic"), "2019-01-01", linked="agr-1")
    other = report("b", ("Oakfield Medical Centre", "Birchwood Trust"), "2024-01-01", linked="agr-1")
    assert together(one, other)


def test_a_person_splits_and_it_sticks():
    stays = report("a", HOSPITALS, "2024-05-01", linked="agr-1")
    leaves = report("b", HOSPITALS, "2024-05-01", apart=("agr-1",))
    newcomer = report("c", HOSPITALS, "2024-05-01")
    groups = join([stays, leaves, newcomer])
    assert all(not {"a", "b"} <= set(group) for group in groups)
    assert suggest([stays, leaves]) == ()


def test_reports_fixed_to_two_agreements_stay_apart():
    one = report("a", HOSPITALS, "2024-05-01", linked="agr-1")
    assert not together(one, report("b", HOSPITALS, "2024-05-01", linked="agr-2"))


def test_identities_find_what_would_join():
    one = report("a", ("四川大学华西医院", "庄河市中心医院"))
    other = report("b", ("West China Hospital", "Zhuanghe Central Hospital"))
    assert len(identities(one) & identities(other)) >= 2


def test_broken_dates_and_empty_names_are_no_obstacle():
    odd = report("a", ("", "???", "Mayo Clinic"), "2024-99-99", "yesterday")
    assert join([odd, odd]) == (("a",),)


def test_a_hub_with_many_reports_is_joined_quickly():
    told = [
        report(
            f"r{n:04}",
            ("*Mayo Clinic", f"Partner{n // 2} Hospital of Kunming"),
            "",
            f"{2015 + n % 10}-0{1 + n % 9}-11",
        )
        for n in range(1200)
    ]
    assert sum(len(group) for group in join(told)) == 1200


def test_undated_reports_of_two_likely_parties_join():
    one = report("a", ("Mayo Clinic", "Altru Health Systems"))
    assert together(one, report("b", ("Mayo Clinic", "Altru Health System"), "2024-05-01"))
    assert together(one, report("c", ("Mayo Clinic", "Altru Health System")))


def test_publications_weeks_after_a_signing_neither_join_nor_part():
    signed = report("a", HOSPITALS, "2024-05-01", "2024-05-02")
    late = report("b", HOSPITALS, "", "2024-06-10")
    assert not together(signed, late)
    between = report("c", HOSPITALS, "", "2024-05-21")
    assert together(signed, late, between)
    assert not together(signed, report("d", HOSPITALS, "", "2024-08-10"), between)


def test_a_report_printed_days_before_the_told_signing_still_joins():
    signed = report("a", HOSPITALS, "2024-05-20")
    assert together(signed, report("b", HOSPITALS, "", "2024-05-16"))
    assert not together(signed, report("b", HOSPITALS, "", "2024-05-15"))


def test_years_alone_need_publications_that_are_near():
    one = report("a", HOSPITALS, "2024", "2024-02-01")
    assert together(one, report("b", HOSPITALS, "2024", "2024-02-22"))
    assert not together(one, report("b", HOSPITALS, "2024", "2024-02-23"))


def test_many_shared_parties_outweigh_one_that_differs_only_when_days_agree():
    names = (*HOSPITALS, "Ashgrove Clinic")
    one = report("a", (*names, "Birchwood Hospital"), "2024-05-01")
    assert together(one, report("b", (*names, "Elmwood Hospital"), "2024-05-01"))
    vague = report("b", (*names, "Elmwood Hospital"), "2024-05")
    assert not together(one, vague)
    assert not together(
        one, report("b", (*names, "Elmwood Hospital", "Pinewood Hospital", "Ivy Hospital"), "2024-05-01")
    )


def test_suggestions_are_few_for_each_report_and_best_first():
    hub = report("hub", ("Fernhill Hospital", "Oakfield Medical Centre"), "2024-05-01")
    others = [
        report(f"o{n}", ("Fernhill Hospital", f"Partner{n} Clinic"), "", f"2024-05-{n + 1:02}")
        for n in range(9)
    ]
    pairs = suggest([hub, *others])
    assert sum("hub" in pair for pair in pairs) == 5
    assert max(sum(one.key in pair for pair in pairs) for one in others) <= 5
    assert ("hub", "o0") in pairs


def test_a_link_to_one_agreement_alone_parts_nobody():
    fixed = report("a", HOSPITALS, "2024-05-01", linked="agr-1")
    assert together(fixed, report("b", HOSPITALS, "2024-05-01"))


NAMES = [
    "Mayo Clinic",
    "梅奥诊所",
    "Fernhill Hospital",
    "Oakfield Medical Centre",
    "Oakfield Medical Center, Cork",
    "WHO",
    "Ministry of Health",
    "大连医科大学附属第一医院",
    "First Affiliated Hospital of Dalian Medical University",
    "Altru Health Systems",
    "Altru Health System",
]
REPORTS = st.lists(
    st.builds(
        lambda names, signed, published, kind, linked, apart: (names, signed, published, kind, linked, apart),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
        st.sampled_from(["", "2024", "2024-05", "2024-05-01", "2024-05-04", "2024-05-08", "2019-05-01"]),
        st.sampled_from([None, "2024-05-02", "2024-05-20", "2024-06-20"]),
        st.sampled_from(["memorandum", "renewal", "affiliation"]),
        st.sampled_from([None, None, None, "agr-1", "agr-2"]),
        st.sampled_from([(), (), ("agr-1",)]),
    ),
    min_size=1,
    max_size=9,
)


def built(rows):
    return [
        report(f"site{n}/{n}", names, signed, published, kind=kind, linked=linked, apart=apart)
        for n, (names, signed, published, kind, linked, apart) in enumerate(rows)
    ]


@given(REPORTS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=120)
def test_any_order_and_any_repetition_give_the_same_agreements(rows, chance):
    told = built(rows)
    groups = join(told)
    shuffled = told + chance.sample(told, chance.randint(0, len(told)))
    chance.shuffle(shuffled)
    assert join(shuffled) == groups
    assert suggest(shuffled) == suggest(told)
    assert sorted(key for group in groups for key in group) == sorted(one.key for one in told)


def neighbourhood(first, told):
    """What a store gathers: from one report on, all that may join or are fixed to one agreement."""
    seen, waiting = {first.key: first}, [first]
    while waiting:
        one = waiting.pop()
        for other in told:
            fixed = one.linked is not None and one.linked == other.linked
            if other.key not in seen and (fixed or may_join(one, other)):
                seen[other.key] = other
                waiting.append(other)
    return list(seen.values())


@given(REPORTS)
@settings(deadline=None, max_examples=80)
def test_a_report_and_its_neighbours_are_joined_as_among_all(rows):
    told = built(rows)
    groups = {key: group for group in join(told) for key in group}
    for one in told:
        near = {key: group for group in join(neighbourhood(one, told)) for key in group}
        assert near[one.key] == groups[one.key]


@given(REPORTS)
@settings(deadline=None, max_examples=80)
def test_reports_that_may_join_share_a_mark_of_the_index(rows):
    told = built(rows)
    for one in told:
        for other in told:
            if one.key < other.key and may_join(one, other):
                assert identities(one) & identities(other)


@given(REPORTS)
@settings(deadline=None, max_examples=40)
def test_report_by_report_ends_as_all_at_once(rows):
    told = built(rows)
    there = []
    for one in told:
        there.append(one)
        groups = join(there)
    assert groups == join(told)


def test_random_orders_of_a_crowd_agree():
    crowd = [
        report(f"s{n}/{n}", (NAMES[n % 11], NAMES[(n * 7 + 3) % 11]), f"2024-05-{1 + n % 28:02}")
        for n in range(60)
    ]
    groups = join(crowd)
    for seed in range(5):
        assert join(random.Random(seed).sample(crowd, len(crowd))) == groups
