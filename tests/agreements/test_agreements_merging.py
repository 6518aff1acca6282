import random

import pytest

from crawler.agreements.merging import merge
from crawler.model import Agreement, Evidence, Party, Report, Signatory, SignedOn

DAY = SignedOn("2024-05-02", "day", "May 2", "month and day")
MONTH = SignedOn("2024-05", "month", "in May", "month")
RANGE = SignedOn(None, None, "近日", "range", "2024-04-05", "2024-05-05")


def party(name, canonical=None, key=None, identifier=None, country=None, role="party"):
    return Party(name, canonical or name, key or f"name:{name.lower()}", identifier, country, role)


def report(key, parties, **fields):
    kind = fields.pop("type", "memorandum")
    fields.setdefault("types", (kind,))
    return Report(key, key, Agreement(kind, parties=tuple(parties), **fields))


MAYO = party("Mayo Clinic", None, "id:pw:mayo-clinic", "pw:mayo-clinic", "US", "hub")
MAYO_ZH = party("梅奥诊所", "Mayo Clinic", "id:pw:mayo-clinic", "pw:mayo-clinic", "US")
RIVER = party("Riverbend Health")
TOLD = [
    report(
        "a",
        [MAYO, RIVER],
        signed=MONTH,
        fields=("oncology",),
        place="Cork",
        term_months=36,
        signatories=(Signatory("Ann Lee"),),
    ),
    report(
        "b",
        [MAYO_ZH, party("Riverbend Health", country="IE")],
        signed=DAY,
        type="affiliation",
        fields=("Oncology", "nursing"),
        signatories=(Signatory("Ann Lee", "President", "Mayo Clinic"),),
        evidence=(Evidence("signed_on", "May 2", 3, 8),),
    ),
    report("c", [MAYO, RIVER, party("RH", key="weak:rh")], signed=RANGE, term_months=36, place="Cork"),
]


def test_the_most_precise_date_and_the_fullest_fields_remain():
    one = merge(TOLD)
    assert one.signed == DAY
    assert (one.type, one.types) == ("memorandum", ("memorandum", "affiliation"))
    assert (one.term_months, one.place) == (36, "Cork")
    assert [field.lower() for field in one.fields] == ["oncology", "nursing"]
    assert one.signatories == (Signatory("Ann Lee", "President", "Mayo Clinic"),)
    assert one.evidence == (Evidence("signed_on", "May 2", 3, 8),)


def test_each_organisation_is_one_party_and_initials_are_no_further_one():
    one = merge(TOLD)
    assert [(p.canonical, p.organisation_id, p.role) for p in one.parties] == [
        ("Mayo Clinic", "pw:mayo-clinic", "hub"),
        ("Riverbend Health", None, "party"),
    ]
    assert one.parties[1].country == "IE"


def test_no_order_and_no_repetition_changes_the_agreement():
    expected = merge(TOLD)
    for seed in range(8):
        assert merge(random.Random(seed).sample(TOLD, 3) + TOLD[:2]) == expected


def test_without_a_date_the_range_is_kept():
    assert merge([TOLD[2], report("d", [MAYO])]).signed == RANGE


def test_one_report_is_its_agreement():
    one = merge([TOLD[1]])
    assert (one.type, one.signed, one.fields) == ("affiliation", DAY, ("nursing", "Oncology"))


def test_no_reports_are_no_agreement():
    with pytest.raises(ValueError, match="no reports"):
        merge([])
