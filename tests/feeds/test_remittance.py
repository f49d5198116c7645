"""What a remittance says, and every way in which one isn't read."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from db.lab_messages import Unreadable
from db.remittance_lines import Adjustment, ProviderAdjustment, RemittanceFile
from feeds import remittance_envelope
from feeds.remittance import read_remittances
from tests.feeds.remits import (
    DENIED,
    PARTIES,
    TRACE,
    VISIT,
    WHOLE,
    bpr,
    claim,
    clp,
    header,
    interchange,
    patient,
    refused,
    remittance,
    svc,
    transaction,
)


def money(written: str) -> Decimal:
    return Decimal(written)


def unreadable(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_remittances(content)
    assert refusal.value.reason.endswith(".")
    return refusal.value.reason


def test_a_payment_says_who_paid_whom_how_much_and_when() -> None:
    found = remittance(*WHOLE)
    assert (found.payer_name, found.payer_id, found.trace) == ("NORTH HEALTH", "1512345678", "EFT-77")
    assert (found.payee_name, found.payee_id) == ("PORTSIDE CLINIC", "1234567893")
    assert (found.method, found.amount, found.paid_on) == ("ACH", money("80.50"), date(2026, 3, 2))
    assert (found.position, found.differences, found.notes, found.test) == (1, (), (), False)
    assert [each.position for each in found.claims] == [1, 2]


def test_a_claim_has_its_amounts_its_patient_and_its_remarks() -> None:
    found = remittance(*WHOLE).claims[0]
    assert (found.control_number, found.payer_claim_number, found.status, found.filing) == ("A-1", "P1", "1", "12")
    assert (found.charged, found.paid, found.patient_responsibility) == (money("150"), money("80.5"), money("19.5"))
    assert (found.patient_family, found.patient_given, found.patient_id_code) == ("DIAZ", "ROSA", "M-1")
    assert (found.corrected_family, found.corrected_given) == ("DIAZ", "ROSA MARIA")
    assert (found.service_from, found.remarks, found.reversal) == (date(2026, 2, 1), ("MA01", "MA18"), False)


def test_a_service_has_its_procedure_its_units_and_its_own_adjustments() -> None:
    visit, blood = remittance(*WHOLE).claims[0].services
    assert (visit.qualifier, visit.procedure, visit.modifiers) == ("HC", "99213", ("25", "GT"))
    assert (visit.charged, visit.paid, visit.units) == (money("100"), money("60"), money("1"))
    assert (visit.line_control, visit.service_on, visit.remarks) == ("LINE-1", date(2026, 2, 3), ("N14",))
    assert visit.adjustments == (Adjustment("CO", "45", money("30.5")), Adjustment("PR", "3", money("9.5")))
    assert (blood.position, blood.units) == (2, money("2"))
    assert blood.adjustments[0] == Adjustment("CO", "45", money("19.5"), money("2"))
    assert [each.reason for each in blood.adjustments[1:]] == ["1", "2"]


def test_amounts_have_two_places_however_they_are_written() -> None:
    found = remittance(bpr("7."), TRACE, clp("A", ".5", "-0"), "CAS*CO*45*.5", clp("B", "7", "7.0"))
    written = [found.amount, found.claims[0].charged, found.claims[0].paid, found.claims[0].patient_responsibility]
    assert [str(each) for each in written] == ["7.00", "0.50", "0.00", "0.00"]
    assert found.differences == ()


def test_a_zero_dollar_remittance_has_its_denials_and_no_difference() -> None:
    found = remittance(*header("0", "NON"), *DENIED)
    assert (found.method, found.amount, found.differences) == ("NON", money("0"), ())
    assert found.claims[0].adjustments == (Adjustment("CO", "29", money("200")),)
    assert found.claims[0].status == "4"


@pytest.mark.parametrize("status", ["2", "3", "19", "20", "21"])
def test_what_an_earlier_payer_paid_is_an_adjustment_of_a_later_one(status: str) -> None:
    found = remittance(*header("30"), clp("A", "100", "30", status=status), "CAS*OA*23*70")
    assert found.differences == ()
    assert (found.claims[0].status, found.claims[0].adjustments) == (status, (Adjustment("OA", "23", money("70")),))


def test_a_reversal_keeps_its_signs_and_the_correction_stands_beside_it() -> None:
    found = remittance(
        *header("0"),
        clp("A", "-100", "-80", status="22"),
        "CAS*CO*45*-20",
        clp("A", "100", "60"),
        "CAS*CO*45*40",
        "PLB*1*20261231*WO:A*-20",
    )
    taken_back, corrected = found.claims
    assert (taken_back.reversal, taken_back.charged, taken_back.paid) == (True, money("-100"), money("-80"))
    assert (corrected.reversal, corrected.paid, found.differences) == (False, money("60"), ())


def test_a_positive_provider_adjustment_makes_the_payment_smaller_and_a_negative_one_larger() -> None:
    found = remittance(*header("60.5"), *VISIT, "PLB*1*20261231*WO:A-9*25*L6*-5")
    year_end = date(2026, 12, 31)
    assert found.provider_adjustments == (
        ProviderAdjustment("WO", "A-9", money("25"), year_end),
        ProviderAdjustment("L6", "", money("-5"), year_end),
    )
    assert found.differences == ()
    turned = remittance(*header("60.5"), *VISIT, "PLB*1*20261231*WO:A-9*-25*L6*-5")
    (difference,) = turned.differences
    assert (difference.level, difference.expected, difference.found) == ("transaction", money("110.5"), money("60.5"))


def test_interest_is_told_and_part_of_no_balance() -> None:
    found = remittance(*header("85.5"), *VISIT[:6], "AMT*I*5", *VISIT[6:], "PLB*1*20261231*L6*-5")
    assert (found.claims[0].interest, found.differences) == (money("5"), ())


def test_the_first_day_of_service_is_the_claims_own_or_the_earliest_of_its_services() -> None:
    lines = (svc("1", "1"), "DTM*472*20260209", svc("1", "1"), "DTM*150*20260207", "DTM*151*20260208")
    assert claim(clp("A", "2", "2"), *lines).service_from == date(2026, 2, 7)
    assert claim(clp("A", "2", "2"), "DTM*232*20260201", *lines).service_from == date(2026, 2, 1)
    assert claim(clp("A", "2", "2")).service_from is None


def test_what_is_no_date_is_left_out_and_noted() -> None:
    found = remittance(bpr("0", on="20002316"), TRACE, clp("A", "0", "0"), "DTM*232*20260230")
    assert (found.paid_on, found.claims[0].service_from) == (None, None)
    assert found.notes == ("DTM-2 isn't a date and was left out.", "BPR-16 isn't a date and was left out.")


def test_a_procedure_without_its_parts_is_kept_as_it_stands() -> None:
    simple = claim(clp("A", "1", "1"), svc("1", "1", code="HC>99213")).services[0]
    assert (simple.qualifier, simple.procedure, simple.modifiers) == ("", "HC>99213", ())
    revenue = claim(clp("A", "1", "1"), "SVC**1*1*0250*1").services[0]
    assert (revenue.qualifier, revenue.procedure) == ("NU", "0250")


def test_names_are_in_one_line_without_controls_and_not_longer_than_reason() -> None:
    found = claim(clp("A", "0", "0"), patient("O\x07 BRIEN\x1b[2J", "R" * 500))
    assert found.patient_family == "O BRIEN[2J"
    assert len(found.patient_given) == 200 and found.patient_given.endswith("…")


def test_names_in_windows_1252_and_utf_8_are_read() -> None:
    content = interchange(transaction(*WHOLE)).replace(b"DIAZ*ROSA****", b"O\x92NEIL*JOS\xc3\x89****")
    first = read_remittances(content).remittances[0].claims[0]
    assert (first.patient_family, first.patient_given) == ("O’NEIL", "JOSÉ")


def test_an_unknown_segment_is_noted_and_disturbs_nothing() -> None:
    found = remittance(*WHOLE[:-1], "ZZZ*1*2", WHOLE[-1])
    assert found.claims[1].adjustments and not found.differences
    assert found.notes == ("Segment 27 is of a kind that an 835 doesn't have; it wasn't read.",)


@pytest.mark.parametrize(
    ("old", "new", "level", "expected", "found"),
    [
        ("CAS*CO*45*30.5", "CAS*CO*45*31.5", {"service", "claim"}, "59", "60"),
        ("SVC*HC:85025*50*20.5**2", "SVC*HC:85025*50*21.5**2", {"service"}, "20.5", "21.5"),
        ("CAS*CO*29*200", "CAS*CO*29*199.99", {"claim"}, "0.01", "0"),
        ("BPR*I*80.5*C", "BPR*I*80.51*C", {"transaction"}, "80.5", "80.51"),
    ],
)
def test_what_does_not_balance_is_read_as_it_is_and_told(
    old: str, new: str, level: set[str], expected: str, found: str
) -> None:
    changed = tuple(segment.replace(old, new) for segment in WHOLE)
    assert changed != WHOLE
    differences = remittance(*changed).differences
    assert {each.level for each in differences} == level
    assert (differences[0].expected, differences[0].found) == (money(expected), money(found))


def test_a_false_count_of_segments_is_a_difference() -> None:
    found = read_remittances(interchange(transaction(*WHOLE, counted=99))).remittances[0].differences
    assert [(each.level, each.expected, each.found) for each in found] == [("count", money("26"), money("99"))]


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ((*header("0"), clp("A", "1.005", "0")), "CLP-3", "The amount has more than two decimal places."),
        ((*header("0"), clp("A", "1", "1,50")), "CLP-4", "The amount isn't a number."),
        ((*header("0"), clp("A", "1", "1e2")), "CLP-4", "The amount isn't a number."),
        ((*header("0"), clp("A", "", "1")), "CLP-3", "The amount is missing."),
        ((*header("0"), clp("A", "1", "1", responsibility="x")), "CLP-5", "The amount isn't a number."),
        ((*header("0"), clp("A", "10000000000", "1")), "CLP-3", "The amount is too large."),
        ((*header("0"), clp("A" * 81, "1", "1")), "CLP-1", "The element is longer than 80 characters."),
        ((*header("0"), clp("A", "1", "1", status="")), "CLP-2", "The code is missing."),
        ((*header("0"), clp("A", "1", "1"), "CAS*ZZ*45*1"), "CAS-1", "This is no group of adjustments."),
        ((*header("0"), clp("A", "1", "1"), "CAS*CO*45"), "CAS-3", "The amount is missing."),
        ((*header("0"), clp("A", "1", "1"), "CAS*CO**5"), "CAS-2", "The code is missing."),
        ((*header("0"), clp("A", "1", "1"), "CAS*CO"), "CAS-2", "The adjustment has no reason."),
        ((*header("0"), clp("A", "1", "1"), "CAS*CO*45*1*x"), "CAS-4", "The quantity isn't a number."),
        ((*header("0"), clp("A", "1", "1"), svc("1", "")), "SVC-3", "The amount is missing."),
        ((*header("0"), "CAS*CO*45*1"), "CAS-1", "The segment stands outside any claim."),
        ((*header("0"), "PLB*1*20261231*WO:A"), "PLB-4", "The amount is missing."),
        ((*header("0"), "PLB*1*20261231**5"), "PLB-3", "The code is missing."),
        ((bpr("5", "XYZ"), TRACE), "BPR-4", "This is no way of paying."),
        ((bpr("5", credit="D"), TRACE), "BPR-3", "The payment isn't a credit to the clinic."),
        ((bpr("5"), bpr("5"), TRACE), "BPR-1", "The transaction has more than one BPR."),
        ((TRACE, *PARTIES), "ST-1", "The transaction has no payment (BPR)."),
        ((bpr("5"), TRACE, "CUR*PR*CAD"), "CUR-2", "The payment isn't in dollars of the United States (USD)."),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_segment_and_element(
    body: tuple[str, ...], field: str, reason: str
) -> None:
    refusal = refused(*body)
    assert (refusal.field, refusal.reason) == (field, reason)
    assert refusal.claims == sum(each.startswith("CLP") for each in body)


def test_a_refusal_says_line_and_segment() -> None:
    assert refused(*header("0"), clp("A", "x", "0")).where == "Line 9, segment 9 (CLP)"
    flat = interchange(transaction(*header("0"), clp("A", "x", "0")), line="")
    assert read_remittances(flat).refusals[0].where == "Line 1, segment 9 (CLP)"


def test_one_refused_payment_leaves_the_others_of_its_file() -> None:
    bad = transaction(*header("0"), clp("A", "x", "0"), clp("B", "1", "1"), control="0002")
    found = read_remittances(interchange(transaction(*WHOLE), bad, transaction(*WHOLE, control="0003")))
    assert [each.position for each in found.remittances] == [1, 3]
    assert (found.claims_counted, found.refusals[0].claims) == (6, 2)


def test_another_transaction_than_a_remittance_is_refused() -> None:
    found = read_remittances(interchange(transaction("BHT*1", kind="277"), transaction(*WHOLE)))
    assert (found.refusals[0].field, len(found.remittances)) == ("ST-1", 1)


def test_versions_4010_and_5010_are_read_and_others_refused() -> None:
    for version in ("004010X091", "004010X091A1", "005010X221", "005010X221A1"):
        assert read_remittances(interchange(transaction(*WHOLE), version=version)).remittances
    assert read_remittances(interchange(transaction(*WHOLE), version="003070")).refusals[0].field == "ST-3"


def test_a_test_file_is_marked() -> None:
    assert read_remittances(interchange(transaction(*WHOLE), usage="T")).remittances[0].test


def test_a_count_that_differs_refuses_the_file_whole() -> None:
    content = interchange(transaction(*WHOLE))
    glued = content.replace(b"LX*1~\n", b"LX*1")
    assert unreadable(glued) == "The file has 2 claims (CLP), of which 1 could be read."
    small = content.replace(b"CLP*A-2", b"clp*A-2")
    assert unreadable(small) == "The file has 2 claims (CLP), of which 1 could be read."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b" \r\n\0", "The file is empty."),
        (b"Dear clinic, here is your remittance.", "holds no interchange header"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "holds no interchange header"),
        (b"\n".join(map(str.encode, transaction(*WHOLE))), "its header (ISA) is missing"),
        (interchange(transaction(*WHOLE)).replace(b"ISA*00*", b"ISA*00000*"), "Line 1, ISA"),
        (interchange(transaction(*WHOLE)).replace(b"IEA*1", b"IEA*2"), "IEA-1 counts 2 groups; 1 were found"),
        (interchange(transaction(*WHOLE)).replace(b"GE*1", b"GE*5"), "GE-1 counts 5 transactions; 1 were found"),
        (interchange(transaction(*WHOLE)).replace(b"GE*1*1~\n", b""), "its GE is missing"),
        (interchange(transaction(*WHOLE)).replace(b"IEA*1*000000001~\n", b""), "its IEA is missing"),
        (interchange(transaction(*WHOLE)[:-1]), "its SE is missing"),
        (interchange(transaction(*WHOLE)[1:]), "stands outside any transaction"),
        (interchange(transaction(*WHOLE)).replace(b"SE*26*0001", b"SE*26*0002"), "SE-2 isn't the control number"),
        (interchange(), "The file holds no remittance."),
        (interchange(transaction(*WHOLE)) + b"IEA*1*1~", "behind the end of its interchange"),
    ],
)
def test_a_file_whose_frame_does_not_hold_is_refused_whole(content: bytes, reason: str) -> None:
    assert reason in unreadable(content)


def test_size_and_number_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = interchange(transaction(*WHOLE))
    assert "10,000 bytes" in unreadable(content.replace(b"DIAZ", b"*" * 10_001, 1))
    monkeypatch.setattr(remittance_envelope, "MOST_SEGMENTS", 29)
    assert unreadable(content) == "The file has more than 29 segments."
    monkeypatch.setattr(remittance_envelope, "MOST_SEGMENTS", 30)
    assert read_remittances(content).claims_counted == 2
    monkeypatch.setattr(remittance_envelope, "MOST_INTERCHANGES", 1)
    assert unreadable(content * 2) == "The file has more than 1 interchanges."
    assert unreadable(b"x" * (remittance_envelope.LARGEST_FILE + 1)) == "The file is larger than 20 MB."


PLAIN = interchange(transaction(*WHOLE))
FLAT = PLAIN.replace(b"\n", b"")


def same(content: bytes) -> RemittanceFile:
    found = read_remittances(content)
    assert found == read_remittances(PLAIN)
    return found


@pytest.mark.parametrize(
    "wrapped",
    [
        FLAT,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        FLAT[:-1],
        PLAIN.rstrip(b"~\n"),
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.decode().encode("utf-16"),
        b"Scenario 1 - dollars and data together.\r\n\r\n" + PLAIN,
        PLAIN + b"\r\n\r\nRegards, the payer.\r\n\x1a",
        FLAT.replace(b"~", b"\n"),
        FLAT.replace(b"~", b"\r\n"),
        FLAT.replace(b"~", b"\r"),
        FLAT.replace(b"*", b"|").replace(b":", b"^").replace(b"~", b"'"),
        FLAT.replace(b"*", b"\x1d").replace(b":", b"\x1f").replace(b"~", b"\x1c"),
        FLAT.replace(b"          ", b" ").replace(b"NORTH          ", b"NORTH"),
        *(b"\n".join(FLAT[at : at + width] for at in range(0, len(FLAT), width)) for width in (37, 80, 105, 106, 107)),
    ],
)
def test_whatever_wraps_a_file_what_it_says_is_the_same(wrapped: bytes) -> None:
    same(wrapped)


def test_interchanges_stay_apart_whatever_their_delimiters() -> None:
    other = interchange(transaction(*header("0", "NON"), *DENIED), marks="|>'", line="")
    found = read_remittances(PLAIN + other + FLAT)
    assert [each.position for each in found.remittances] == [1, 2, 3]
    assert [each.amount for each in found.remittances] == [money("80.5"), money("0"), money("80.5")]
    assert [len(each.claims) for each in found.remittances] == [2, 1, 2]
    folded = PLAIN.replace(b"\n", b"") * 3
    wrapped = b"\r\n".join(folded[at : at + 80] for at in range(0, len(folded), 80))
    assert len(read_remittances(wrapped).remittances) == 3


def test_a_file_of_five_megabytes_is_read() -> None:
    claims = 5 * 1024 * 1024 // len("~\n".join(VISIT))
    content = interchange(transaction(*header("0"), *VISIT * claims))
    began = time.process_time()
    found = read_remittances(content)
    print(f"{len(content) / 1024 / 1024:.1f} MB, {claims:,} claims: {time.process_time() - began:.1f} s")  # noqa: T201
    assert found.claims_counted == len(found.remittances[0].claims) == claims
    assert [each.level for each in found.remittances[0].differences] == ["transaction"]
