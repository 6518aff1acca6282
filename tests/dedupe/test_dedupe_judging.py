"""What is a copy, and what only looks like one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.dedupe import fingerprint, judge, likeness
from crawler.dedupe.judging import conflict
from crawler.model import AgreementMark, Candidate, Novelty

NOW = datetime(2026, 3, 2, tzinfo=UTC)

ENGLISH = (
    "On Thursday morning the director of {hub} welcomed a delegation led by the rector of {partner}. "
    "After a walk through the new outpatient building both sides sat down in the small conference room, "
    "where the head of international affairs recalled how the first exchange of nurses began {years} years "
    "ago. Then the two leaders put their names under a memorandum that covers joint training, visiting "
    "lectures, a shared registry of rare heart conditions and a yearly meeting held in turn in either city. "
    "The rector said that students would travel for the first time this autumn, and the director promised "
    "that two beds in the guest house would be kept free for them all year round. A photograph of the "
    "signing hangs in the entrance hall, next to the timetable of the summer school."
)
CHINESE = (
    "本周四上午，{partner}校长率团到访{hub}，院长在门诊新楼前迎接客人，并陪同参观了急诊中心、检验科和康复病区。"
    "随后双方在三楼小会议室举行座谈，国际合作处负责人回顾了{years}年来护士互访的经过，介绍了新一轮进修计划的安排。"
    "座谈结束后，两位负责人共同签署合作备忘录，内容包括联合培养研究生、互派专家讲学、共建罕见心脏病登记库，"
    "以及每年轮流举办一次学术会议。校长表示，首批学生将于今年秋天启程；院长承诺，招待所常年为来访师生保留两个床位。"
    "签约照片已挂在门诊大厅，旁边是暑期学校的课程表，欢迎广大职工前往观看并提出意见。"
)
FORMS = {"en": ENGLISH, "zh": CHINESE}
NAMES = {
    "en": [
        ("Lakeside Hospital", "Northern University", "ten"),
        ("Hillside Clinic", "the Coastal Academy", "four"),
    ],
    "zh": [("湖滨医院", "北方大学", "十"), ("山城中心医院", "沿海医学院", "四")],
}
EXTRA = {
    "en": ("From our reporter in the city. ", " Editor: A. Person. Photographs by the press office."),
    "zh": ("本报讯（记者 某某）", "（编辑：某某 摄影：宣传科）"),
}


def told(language, which=0):
    hub, partner, years = NAMES[language][which]
    return FORMS[language].format(hub=hub, partner=partner, years=years)


def stored(url, text, *marks, days=0):
    return Candidate(url, fingerprint("t", text), NOW + timedelta(days=days), marks)


def mark(*parties, signed=None):
    return AgreementMark(frozenset(parties), signed)


def verdict(url, text, *candidates, marks=()):
    return judge(url, fingerprint("t", text), marks, candidates)


@pytest.mark.parametrize("language", FORMS)
def test_a_reprint_with_another_lead_and_a_byline_is_a_copy(language):
    before, after = EXTRA[language]
    original = stored("http://hospital.example/1", told(language))
    found = verdict("http://city.example/1", before + told(language) + after, original)
    assert (found.novelty, found.original_url) == (Novelty.COPY, original.url)
    assert 0.75 <= found.likeness < 1


@pytest.mark.parametrize("language", FORMS)
def test_another_notice_in_the_same_words_of_form_on_one_site_is_no_copy(language):
    original = stored("http://hospital.example/1", told(language))
    found = verdict("http://hospital.example/2", told(language, 1), original)
    assert found.novelty is Novelty.NEW


@pytest.mark.parametrize("language", FORMS)
def test_layout_punctuation_case_and_width_do_not_matter(language):
    text = told(language)
    spread = "\n\n".join(text.replace("，", ",").replace(",", " ,").split()).upper()
    found = verdict("http://city.example/1", spread, stored("http://hospital.example/1", text))
    assert (found.novelty, found.likeness) == (Novelty.COPY, 1.0)


def test_the_same_address_is_an_update_and_never_a_copy():
    original = stored("http://hospital.example/1?utm_source=a", ENGLISH)
    assert verdict("https://www.hospital.example/1", ENGLISH, original).novelty is Novelty.NEW


def test_the_earliest_original_wins():
    late, early = stored("http://b.example/1", ENGLISH, days=3), stored("http://a.example/1", ENGLISH)
    assert verdict("http://c.example/1", ENGLISH, late, early).original_url == early.url


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([mark("a", "b")], [mark("a", "c")]),
        ([mark("a", "b", signed="2024-05-03")], [mark("a", "b", signed="2024-05-04")]),
        ([mark("a", "b", signed="2024-05")], [mark("a", "b", signed="2024-06-01")]),
        ([mark("a", "b")], [mark("a", "b"), mark("a", "c")]),
    ],
)
def test_pages_of_different_agreements_are_no_copies_however_alike(ours, theirs):
    original = stored("http://a.example/1", ENGLISH, *theirs)
    assert verdict("http://b.example/1", ENGLISH + " Update.", original, marks=ours).novelty is Novelty.NEW
    assert conflict(ours, theirs) and conflict(theirs, ours)


def test_dates_of_different_precision_may_be_one():
    original = stored("http://a.example/1", ENGLISH, mark("a", "b", signed="2024-05"))
    ours = [mark("a", "b", signed="2024-05-03")]
    assert verdict("http://b.example/1", ENGLISH, original, marks=ours).novelty is Novelty.COPY


def test_the_very_same_words_are_a_copy_even_where_we_know_one_party_less():
    """A hospital's "we" is nobody on another site: the words are the same, only our knowledge differs."""
    original = stored("http://a.example/1", ENGLISH, mark("a", "b", signed="2024-05-03"))
    for ours in ([mark("b", signed="2024-05-03")], []):
        assert verdict("http://b.example/1", ENGLISH, original, marks=ours).novelty is Novelty.COPY
    other = [mark("a", "c", signed="2024-05-03")]
    assert verdict("http://b.example/1", ENGLISH, original, marks=other).novelty is Novelty.NEW


def test_short_texts_are_equal_or_not_and_their_title_counts():
    one, same = (
        fingerprint("Notice of Monday", "See attachment."),
        fingerprint("notice of monday", "see attachment"),
    )
    other = fingerprint("Notice of Tuesday", "See attachment.")
    assert one.bands == () and likeness(one, same) == 1.0 and likeness(one, other) == 0.0


def test_empty_texts_are_not_alike():
    assert likeness(fingerprint("a", ""), fingerprint("a", "")) == 0.0
    assert likeness(fingerprint("a", "。、 !?"), fingerprint("a", "")) == 0.0


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_fingerprint_and_likeness_is_mutual(one, other):
    a, b = fingerprint(one, one), fingerprint(other, other)
    assert likeness(a, b) == likeness(b, a)
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, fingerprint(one, one)) == (1.0 if a.digest else 0.0)


MARKS = st.lists(
    st.builds(
        AgreementMark,
        st.frozensets(st.sampled_from("abcd"), min_size=1, max_size=3),
        st.sampled_from([None, "2024", "2024-05", "2024-05-03", "2023-01-01"]),
    ),
    max_size=3,
)


@settings(deadline=None, max_examples=80)
@given(MARKS, MARKS)
def test_a_copy_never_tells_of_other_parties_or_another_day(ours, theirs):
    original = stored("http://a.example/1", ENGLISH, *theirs)
    found = verdict("http://b.example/1", ENGLISH + " Update.", original, marks=ours)
    if found.novelty is Novelty.COPY:
        assert sorted(sorted(each.parties) for each in ours) == sorted(
            sorted(each.parties) for each in theirs
        )
    assert not conflict(ours, ours)


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(4)))
def test_the_verdict_does_not_depend_on_the_order_of_candidates(order):
    candidates = [stored(f"http://s{n}.example/1", ENGLISH + " More." * n, days=n % 2) for n in range(4)]
    expected = verdict("http://new.example/1", ENGLISH, *candidates)
    assert verdict("http://new.example/1", ENGLISH, *(candidates[n] for n in order)) == expected


def test_a_huge_text_is_fingerprinted_in_linear_time():
    assert len(fingerprint("t", "字" * 300_000).bands) == len(fingerprint("t", "word " * 100_000).bands) > 0


def test_every_agreement_needs_a_counterpart_of_its_own():
    twice, other = [mark("a", "b"), mark("a", "b")], [mark("a", "b"), mark("a", "c")]
    assert conflict(twice, other) and conflict(other, twice)
    days = [mark("a", "b", signed="2024-05-03"), mark("a", "b", signed="2024-05-10")]
    month = [mark("a", "b", signed="2024-05"), mark("a", "b", signed="2024-05-03")]
    assert not conflict(days, month) and not conflict(month, days)


def test_the_very_same_words_are_a_copy_where_the_original_names_a_party_less():
    original = stored("http://a.example/1", ENGLISH, mark("b", signed="2024-05-03"))
    ours = [mark("a", "b", signed="2024-05-03")]
    assert verdict("http://b.example/1", ENGLISH, original, marks=ours).novelty is Novelty.COPY


def test_fingerprints_of_two_versions_are_never_compared():
    one = fingerprint("t", ENGLISH)
    assert likeness(one, replace(one, version="older")) == 0.0


def test_full_width_letters_are_letters():
    wide = ENGLISH.replace("L", "Ｌ").replace("a", "ａ")
    assert fingerprint("t", wide).digest == fingerprint("t", ENGLISH).digest
