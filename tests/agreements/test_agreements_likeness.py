import pytest

from crawler.agreements.likeness import identify, initials, likely, marks, matches, short_form
from crawler.model import EmptyNameTable, Party
from crawler.organisations import link


def known(name, country=None, identifier=None):
    got = link(name, country=country, table=EmptyNameTable())
    return identify(Party(name, got.canonical, got.key, identifier, got.country))


def alike(one, other, tight=True):
    a, b = known(one), known(other)
    assert likely(a, b, tight) == likely(b, a, tight)
    return likely(a, b, tight)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Altru Health Systems", "Altru Health System"),
        ("Qasim Chaudhary Eye Hospital", "Qasim Choudhary Eye Hospital"),
        ("Sohar Aluminium Works", "Sohar Aluminum Works"),
        ("台州市中心医院", "Taizhou Central Hospital"),
        ("榆林市第二医院", "Yulin No. 2 Hospital"),
        ("Aga Khan Hospital", "Aga Khan Hospital and Foundation"),
    ],
)
def test_slips_and_equal_sayings_are_likely_at_any_time(one, other):
    assert alike(one, other, tight=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mahosot Hospital", "Mahosot Hospital, Vientiane"),
        ("Manipal Hospitals Group", "Manipal Teaching Institute"),
        ("明泰医疗体系", "台北明泰综合医院"),
        ("广医附一院", "广州医科大学附属第一医院"),
        ("Burjeel Holdings", "Burjeel Day Surgery"),
    ],
)
def test_parts_groups_and_short_forms_need_dates_that_agree(one, other):
    assert alike(one, other, tight=True)
    assert not alike(one, other, tight=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First Hospital of Qinhuangdao", "Second Hospital of Qinhuangdao"),
        ("榆林市第一医院", "榆林市第二医院"),
        ("Lakeshore Community Hospital", "Lakeside Community Hospital"),
        ("North Bay Clinic", "South Bay Clinic"),
        ("Bay City Hospital", "Ray City Hospital"),
        ("Peking University Hospital", "Peking University Third Hospital"),
        ("Yale Arc Hospital", "Yale Art Hospital"),
        ("华西医院", "四川大学华西第二医院"),
        ("明泰医疗体系", "台北康泰综合医院"),
        ("Health Group", "Norwick Health Network"),
        ("Mayo Clinic", "梅奥诊所"),
        ("Siemens", "Philips"),
        ("医院", "Hospital"),
    ],
)
def test_other_organisations_are_not_likely(one, other):
    assert not alike(one, other)


def test_initials_are_likely_the_name_and_two_names_are_not_by_their_initials():
    assert alike("KHMC", "Karachi Harbour Medical Corporation")
    assert alike("AIIMS", "All India Institute of Medical Sciences, New Delhi")
    assert alike("RWX", "Riverbend Health (RWX)")
    assert not alike("KHMC", "Karachi Medical Corporation")
    assert not alike("Burjeel Hospital for Advanced Surgery", "Burjeel Holdings Abu Saif")


def test_a_general_name_of_an_office_needs_dates_and_one_country():
    assert alike("Ministry of Health", "Ministry of Health")
    assert not alike("Ministry of Health", "Ministry of Health", tight=False)
    assert alike("University Hospitals", "University Hospitals", tight=False)
    assert not likely(known("Ministry of Health", "KE"), known("Ministry of Health", "TZ"), True)


def test_different_ids_are_never_one():
    a, b = known("Altru Health Systems", identifier="x:1"), known("Altru Health System", identifier="x:2")
    assert not likely(a, b, True)
    same_name = known("Altru Health Systems", identifier="x:2")
    assert not matches(a, same_name)
    assert matches(a, known("Altru Health Systems"))


def test_initials_of_a_name_leave_out_small_words_and_places():
    assert initials("King Faisal Specialist Hospital & Research Centre") >= {
        "weak:kfshrc",
        "weak:kfshrc"[:-1],
    }
    assert initials("All India Institute of Medical Sciences, New Delhi") >= {"weak:aiims"}
    assert initials("Mayo Clinic") == set()
    assert initials("大连医科大学") == set()


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("大医一院", "大连医科大学附属第一医院", True),
        ("大医二院", "大连医科大学附属第一医院", False),
        ("广医附一院", "广州医科大学附属第一医院", True),
        ("连医一院", "大连医科大学附属第一医院", False),
        ("一院", "一大学附属第一医院", False),
        ("大连医科大学第一医院", "大连医科大学附属第一医院", False),
        ("Mayo", "Mayo Clinic", False),
    ],
)
def test_han_short_forms_keep_their_order_and_their_number(short, full, is_one):
    assert short_form(known(short), known(full)) is is_one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Altru Health Systems", "Altru Health System"),
        ("台州市中心医院", "Taizhou Central Hospital"),
        ("广医附一院", "广州医科大学附属第一医院"),
        ("明泰医疗体系", "台北明泰综合医院"),
        ("KHMC", "Karachi Harbour Medical Corporation"),
        ("Mahosot Hospital", "Mahosot Hospital, Vientiane"),
    ],
)
def test_likely_names_share_a_mark_so_that_an_index_finds_them(one, other):
    def party(name):
        got = link(name, table=EmptyNameTable())
        return Party(name, got.canonical, got.key)

    assert marks(party(one)) & marks(party(other))


def test_a_state_s_office_or_national_house_is_known_by_the_country_told_beside_it():
    assert matches(known("National Cancer Center", "MN"), known("몽골 국립암센터"))
    assert not matches(known("National Cancer Center", "MN"), known("National Cancer Center", "LA"))
    assert not likely(known("National Cancer Center", "MN"), known("National Cancer Center", "LA"), True)
    assert not matches(known("National Cancer Center"), known("몽골 국립암센터"))


def test_a_hospital_behind_the_name_of_who_runs_it_is_likely_the_same():
    one, other = "網走厚生病院", "JA北海道厚生連網走厚生病院"
    assert alike(one, other)
    assert not alike(one, other, tight=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人民医院", "青湖市人民医院"),  # every town has one
        ("青湖第一医院", "青湖第二医院"),
        ("白沙纪念医院", "新白沙纪念医院"),
        ("中山医院", "复旦大学附属中山医院"),
    ],
)
def test_the_rest_of_a_name_is_no_name(one, other):
    assert not alike(one, other)
