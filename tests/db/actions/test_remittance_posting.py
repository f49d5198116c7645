"""Remittances to the ledger: every cent is announced money, contract, the patient's share, or waits for a clerk."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.actions.remittance_placing import place_claim
from db.config import config
from db.errors import Conflict, Invalid
from db.models import Charge, LedgerDay, LedgerLine, Patient, PaymentException
from tests.billing import (
    accounts,
    charge,
    claims,
    entry_kinds,
    exceptions,
    paid,
    post,
    read,
    remit,
    remittances,
)
from tests.conftest import Clinic
from tests.feeds.remits import clp, interchange, patient, svc

D = Decimal


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient with one visit billed."""
    rosa = clinic.patient()
    charge(clinic, rosa, "A-1", "150")
    return rosa


def visit(paid_: str = "80", co: str = "45", pr: str = "25", *, number: str = "A-1", status: str = "1") -> list[str]:
    """A claim of one visit at 150, as it was settled."""
    adjustments = [f"CAS*CO*45*{co}"] * bool(D(co)) + [f"CAS*PR*2*{pr}"] * bool(D(pr))
    return [clp(number, "150", paid_, status=status), patient(), svc("150", paid_), *adjustments]


def back(paid_: str = "-80", co: str = "-45", pr: str = "-25", *, number: str = "A-1") -> list[str]:
    """The same, taken back."""
    return [clp(number, "-150", paid_, status="22"), patient(), svc("-150", paid_), f"CAS*CO*45*{co}", f"CAS*PR*2*{pr}"]


def test_a_claim_moves_what_is_owed_to_announced_money_contract_and_the_patient(clinic: Clinic, rosa: Patient) -> None:
    file = post(clinic, remit(paid("80", *visit())))
    assert (file.state, file.rows_new, file.rows_known) == ("posted", 1, 0)
    assert accounts(clinic) == {"income": D(-150), "remit": D(80), "contractual": D(45), "patient": D(25)}
    assert [(one.state, one.trace, one.amount) for one in remittances(clinic)] == [("posted", "EFT-77", D(80))]
    [claim] = claims(clinic)
    assert (claim.patient_id, claim.patient_name, claim.denied) == (rosa.id, "DIAZ, ROSA", False)
    assert exceptions(clinic) == []


def test_each_service_is_posted_to_its_own_charge(clinic: Clinic) -> None:
    rosa = clinic.patient()
    first = charge(clinic, rosa, "A-1", "100", code="99213")
    second = charge(clinic, rosa, "A-1", "50", code="85025")
    lines = [svc("50", "20", code="HC:85025"), "CAS*CO*45*30", svc("100", "90"), "CAS*PR*3*10"]
    post(clinic, remit(paid("110", clp("A-1", "150", "110"), *lines)))
    with clinic.db.transaction() as session:
        rows = session.execute(
            select(LedgerLine.charge_id, LedgerLine.account, LedgerLine.amount).where(
                LedgerLine.account.in_(("contractual", "patient"))
            )
        )
        assert {(row.charge_id, row.account, row.amount) for row in rows} == {
            (second.id, "contractual", D(30)),
            (first.id, "patient", D(10)),
        }
    assert "payer" not in accounts(clinic)


def test_the_same_file_and_the_same_payment_in_another_file_add_nothing(clinic: Clinic, rosa: Patient) -> None:
    content = remit(paid("80", *visit()))
    post(clinic, content)
    before = accounts(clinic)
    assert read(clinic, content).state == "posted"
    again = post(clinic, remit(paid("80", *visit(), control="9")) + b"\n")
    assert (again.state, again.rows_new, again.rows_known) == ("posted", 0, 1)
    assert accounts(clinic) == before
    assert len(remittances(clinic)) == 1


def test_a_payment_that_an_insurer_sends_again_is_put_before_the_clerks_as_seen_twice(
    clinic: Clinic, rosa: Patient
) -> None:
    post(clinic, remit(paid("80", *visit())))
    assert exceptions(clinic) == []
    for number in ("9", "10"):
        post(clinic, remit(paid("80", *visit(), control=number)), name="again.835")
        assert exceptions(clinic) == [("duplicate", D(80))]  # one task, however often it is sent
    with clinic.db.transaction() as session:
        one = session.scalars(select(PaymentException)).one()
        assert (one.record_type, one.record_id) == ("remittance", remittances(clinic)[0].id)
        assert "again in again.835" in one.reason


@pytest.mark.parametrize("trace", ["", "0", "NONE"])
def test_payments_without_a_trace_are_never_taken_for_one_another(clinic: Clinic, trace: str) -> None:
    rosa = clinic.patient()
    for number in ("A-1", "A-2"):
        charge(clinic, rosa, number, "150")
    nothing = (paid("80", *visit(number=number), trace=trace) for number in ("A-1", "A-2"))
    post(clinic, remit(*nothing))
    assert accounts(clinic)["remit"] == D(160)
    assert len(remittances(clinic)) == 2


def test_one_payment_twice_in_a_file_is_posted_once(clinic: Clinic, rosa: Patient) -> None:
    file = post(clinic, remit(paid("80", *visit()), paid("80", *visit(), control="2")))
    assert (file.rows_new, file.rows_known) == (1, 1)
    assert accounts(clinic)["remit"] == D(80)
    assert exceptions(clinic) == [("duplicate", D(80))]


def test_a_claim_of_nobody_is_kept_apart_with_its_money_and_its_reason(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit(number="Z-9"))))
    assert accounts(clinic, rosa) == {"payer": D(150)} | {"income": D(-150)}
    assert {"remit": D(80), "difference": D(-80)}.items() <= accounts(clinic).items()
    assert exceptions(clinic) == [("unmatched_claim", D(80))]
    assert claims(clinic)[0].patient_id is None


def test_a_denied_claim_stays_owed_by_the_payer_until_a_person_decides(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("0", clp("A-1", "150", "0", status="4"), "CAS*CO*29*150")))
    assert accounts(clinic) == {"income": D(-150), "payer": D(150)}
    assert exceptions(clinic) == [("denial", D(150))]
    assert claims(clinic)[0].denied


def test_what_is_denied_in_part_is_not_written_off_with_the_rest(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", clp("A-1", "150", "80"), svc("150", "80"), "CAS*CO*45*30**197*40")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(80), "contractual": D(30), "payer": D(40)}
    assert exceptions(clinic) == [("denial", D(40))]


def test_a_reversal_and_its_correction_leave_what_the_correction_says(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit())))
    post(clinic, remit(paid("-10", *back(), *visit("70", "50", "30"), trace="EFT-78")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(70), "contractual": D(50), "patient": D(30)}
    assert exceptions(clinic) == []


def test_a_reversal_of_what_never_came_is_put_before_a_clerk(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("-80", *back())))
    assert exceptions(clinic) == [("reversal_without_original", D(-80))]
    assert accounts(clinic)["remit"] == D(-80)


def test_one_claim_is_taken_back_once(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit())))
    post(clinic, remit(paid("-80", *back(), trace="EFT-78")))
    post(clinic, remit(paid("-80", *back(), trace="EFT-79")))
    assert exceptions(clinic) == [("reversal_without_original", D(-80))]


def test_the_next_payers_money_comes_off_what_the_first_left_to_the_patient(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit())))
    second = [clp("A-1", "150", "20", status="2"), patient(), svc("150", "20"), "CAS*OA*23*125", "CAS*PR*2*5"]
    post(clinic, remit(paid("20", *second, trace="EFT-78", payer="SOUTH HEALTH")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(100), "contractual": D(45), "patient": D(5)}


def test_what_the_next_payer_says_again_of_the_contract_is_not_written_off_twice(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit())))
    second = [
        clp("A-1", "150", "20", status="2"), svc("150", "20"), "CAS*CO*45*45", "CAS*OA*23*80", "CAS*PR*2*5",
    ]  # fmt: skip
    post(clinic, remit(paid("20", *second, trace="EFT-78")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(100), "contractual": D(45), "patient": D(5)}


def test_the_share_of_a_claim_that_was_forwarded_waits_for_the_next_payer(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit(status="19"))))
    assert accounts(clinic) == {"income": D(-150), "remit": D(80), "contractual": D(45), "payer": D(25)}
    second = [clp("A-1", "150", "20", status="2"), svc("150", "20"), "CAS*OA*23*125", "CAS*PR*2*5"]
    post(clinic, remit(paid("20", *second, trace="EFT-78")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(100), "contractual": D(45), "patient": D(5)}
    # Taken back and settled anew, by exactly what it was.
    undone = [clp("A-1", "-150", "-20", status="22"), svc("-150", "-20"), "CAS*OA*23*-125", "CAS*PR*2*-5"]
    third = [clp("A-1", "150", "25", status="2"), svc("150", "25"), "CAS*OA*23*125"]
    post(clinic, remit(paid("5", *undone, *third, trace="EFT-79")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(105), "contractual": D(45)}


def test_what_stands_beside_the_claims_keeps_its_sign(clinic: Clinic, rosa: Patient) -> None:
    plb = "PLB*1234567893*20261231*WO:A-9*25*L6:I-1*-5"
    post(clinic, remit(paid("60", *visit(), plb)))
    told = accounts(clinic)
    assert (told["remit"], told["recoupment"], told["interest"]) == (D(60), D(25), D(-5))
    assert exceptions(clinic) == [("recoupment", D(25))]


def test_a_payment_that_does_not_balance_is_kept_and_posts_nothing(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "B-1", "150")
    content = remit(
        paid("81", *visit()), paid("0", clp("B-1", "150", "0"), "CAS*OA*1*150", trace="EFT-78", control="2")
    )
    file = read(clinic, content)
    assert file.state == "held"
    assert [one["where"].startswith("Payment 1, ") for one in file.differences] == [True]
    done = post(clinic, content)
    assert done.state == "posted"
    assert [one.state for one in remittances(clinic)] == ["unbalanced", "posted"]
    assert "remit" not in accounts(clinic)
    assert exceptions(clinic) == [("unbalanced_remit", D(81))]
    # Sent again unchanged it adds nothing; sent again mended, it is posted.
    post(clinic, remit(paid("81", *visit())))
    assert len(remittances(clinic)) == 2
    post(clinic, remit(paid("81", *visit("81", "44"))))
    assert [one.state for one in remittances(clinic)] == ["unbalanced", "posted", "posted"]
    assert accounts(clinic)["remit"] == D(81)
    assert exceptions(clinic) == []


def test_a_test_of_the_sender_is_told_and_not_posted(clinic: Clinic, rosa: Patient) -> None:
    content = interchange(paid("80", *visit()), usage="T")
    file = read(clinic, content)
    assert file.state == "preview"
    done = post(clinic, content)
    assert (done.state, done.rows_new) == ("posted", 0)
    assert remittances(clinic) == []
    assert accounts(clinic) == {"income": D(-150), "payer": D(150)}


def test_a_closed_day_takes_nothing_and_the_file_goes_back_with_the_reason(clinic: Clinic, rosa: Patient) -> None:
    today = datetime.now(config().zone).date()
    with clinic.db.transaction() as session:
        session.add(
            LedgerDay(
                day=today, state="closed", first_by_id=clinic.staff_id("ben"), closed_at=datetime.now(config().zone)
            )
        )
    file = post(clinic, remit(paid("80", *visit())))
    assert (file.state, file.posted_by) == ("preview", None)
    assert "is closed" in file.reason
    assert remittances(clinic) == []
    assert entry_kinds(clinic) == {"charge": 1}


def test_a_claim_whose_charges_belong_to_two_patients_is_posted_to_neither(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, clinic.patient("Tom", "Berg"), "A-1", "150")
    post(clinic, remit(paid("80", *visit())))
    assert exceptions(clinic) == [("unmatched_claim", D(80))]
    assert accounts(clinic)["payer"] == D(300)


def place(clinic: Clinic, charge_id: int, *, claim: int = 0) -> None:
    """Say whose a claim is: the only one, or the one of that place."""
    with clinic.db.transaction() as session:
        place_claim(session, by=clinic.ben, claim_id=claims(clinic)[claim].id, charge_id=charge_id)


def charge_of(clinic: Clinic) -> int:
    """The only charge."""
    with clinic.db.transaction() as session:
        return session.scalars(select(Charge.id)).one()


def test_a_claim_of_nobody_is_posted_as_it_came_once_a_clerk_knows_whose_it_is(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit("80", "0", "25", number="Z-9"), "CAS*CO*45*30**197*15")))
    charge_id = charge_of(clinic)
    place(clinic, charge_id)
    assert accounts(clinic) == {
        "income": D(-150),
        "remit": D(80),
        "contractual": D(30),
        "patient": D(25),
        "payer": D(15),
    }
    assert exceptions(clinic) == [("denial", D(15))]
    assert (claims(clinic)[0].patient_id, claims(clinic)[0].denied) == (rosa.id, True)
    with pytest.raises(Conflict, match="already"):
        place(clinic, charge_id)


def test_a_claim_is_not_placed_at_a_charge_that_was_never_billed(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit(number="Z-9"))))
    unbilled = charge(clinic, rosa, "", "150")
    with pytest.raises(Invalid):
        place(clinic, unbilled.id)
    assert exceptions(clinic) == [("unmatched_claim", D(80))]
    assert accounts(clinic)["difference"] == D(-80)


def test_a_claim_of_nobody_and_its_reversal_come_to_nothing_once_both_are_placed(clinic: Clinic, rosa: Patient) -> None:
    alone = accounts(clinic)
    post(clinic, remit(paid("80", *visit(number="Z-9", status="19"))))
    post(clinic, remit(paid("-80", *back(number="Z-9"), trace="EFT-78")))
    assert accounts(clinic) == alone
    assert exceptions(clinic) == [("unmatched_claim", D(80)), ("unmatched_claim", D(-80))]
    assert entry_kinds(clinic) == {"charge": 1, "difference": 2}
    # The reversal takes back what the claim was posted as, so that one comes first.
    with pytest.raises(Invalid, match="Place that one first"):
        place(clinic, charge_of(clinic), claim=1)
    place(clinic, charge_of(clinic), claim=0)
    place(clinic, charge_of(clinic), claim=1)
    assert accounts(clinic) == alone
    assert exceptions(clinic) == []


def test_the_reversal_of_a_placed_claim_goes_where_the_claim_went(clinic: Clinic, rosa: Patient) -> None:
    alone = accounts(clinic)
    post(clinic, remit(paid("80", *visit(number="Z-9"))))
    place(clinic, charge_of(clinic))
    post(clinic, remit(paid("-80", *back(number="Z-9"), trace="EFT-78")))
    assert accounts(clinic) == alone
    assert exceptions(clinic) == []
    assert claims(clinic)[1].patient_id == rosa.id
    with pytest.raises(Conflict, match="already"):
        place(clinic, charge_of(clinic), claim=1)


def test_a_reversal_that_finds_its_patient_does_not_take_back_what_no_patient_has(clinic: Clinic) -> None:
    post(clinic, remit(paid("80", *visit())))
    late = charge(clinic, clinic.patient(), "A-1", "150")
    alone = {"income": D(-150), "payer": D(150)}
    post(clinic, remit(paid("-80", *back(), trace="EFT-78")))
    assert exceptions(clinic) == [("unmatched_claim", D(80))]
    place(clinic, late.id)
    assert accounts(clinic) == alone


def test_what_is_taken_off_a_claim_as_a_whole_is_not_paid_by_its_services(clinic: Clinic, rosa: Patient) -> None:
    whole = paid("130", clp("A-1", "150", "130"), patient(), "CAS*CO*45*20", svc("150", "150"))
    assert post(clinic, remit(whole)).state == "posted"
    assert accounts(clinic) == {"income": D(-150), "remit": D(130), "contractual": D(20)}


def test_what_is_denied_of_a_claim_of_several_charges_as_a_whole_stays_owed(clinic: Clinic) -> None:
    rosa = clinic.patient()
    charge(clinic, rosa, "A-1", "100")
    charge(clinic, rosa, "A-1", "50", code="85025")
    lines = [svc("100", "100"), svc("50", "50", code="HC:85025")]
    post(clinic, remit(paid("110", clp("A-1", "150", "110"), "CAS*CO*45*30**197*10", *lines)))
    assert accounts(clinic) == {"income": D(-150), "remit": D(110), "contractual": D(30), "payer": D(10)}
    assert exceptions(clinic) == [("denial", D(10))]


def test_services_that_are_not_the_claims_hold_the_file_with_the_difference(clinic: Clinic, rosa: Patient) -> None:
    file = read(clinic, remit(paid("140", clp("A-1", "150", "140"), svc("100", "90"), "CAS*CO*45*10")))
    assert file.state == "held"
    [difference] = file.differences
    assert "Claim 1" in difference["where"] and "CLP-3" in difference["where"]
    assert (difference["expected"], difference["found"]) == ("100.00", "150.00")


def test_a_claim_that_is_paid_twice_is_put_before_a_clerk_until_it_is_taken_back(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "B-1", "150")
    post(clinic, remit(paid("80", *visit())))
    assert exceptions(clinic) == []
    post(clinic, remit(paid("80", *visit(), trace="EFT-78")))
    assert exceptions(clinic) == [("duplicate", D(150))]
    post(clinic, remit(paid("-80", *back(), trace="EFT-79")))
    assert exceptions(clinic) == []


def test_a_share_that_is_put_on_the_patient_twice_is_put_before_a_clerk(clinic: Clinic, rosa: Patient) -> None:
    for trace in ("EFT-77", "EFT-78"):
        post(clinic, remit(paid("0", *visit("0", "0", "150"), trace=trace)))
    assert exceptions(clinic) == [("duplicate", D(150))]


def test_a_correction_that_comes_before_its_reversal_is_not_taken_for_a_second_payment(
    clinic: Clinic, rosa: Patient
) -> None:
    post(clinic, remit(paid("80", *visit())))
    post(clinic, remit(paid("-10", *visit("70", "50", "30"), *back(), trace="EFT-78")))
    assert accounts(clinic) == {"income": D(-150), "remit": D(70), "contractual": D(50), "patient": D(30)}
    assert exceptions(clinic) == []


def test_a_second_payer_that_pays_twice_is_put_before_a_clerk(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit())))
    second = [clp("A-1", "150", "20", status="2"), patient(), svc("150", "20"), "CAS*OA*23*125", "CAS*PR*2*5"]
    for trace in ("EFT-78", "EFT-79"):
        post(clinic, remit(paid("20", *second, trace=trace, payer="SOUTH HEALTH")))
    assert [kind for kind, _ in exceptions(clinic)] == ["duplicate"]


def test_a_placed_claim_that_was_paid_already_is_put_before_a_clerk(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *visit())))
    post(clinic, remit(paid("80", *visit(number="Z-9"), trace="EFT-78")))
    place(clinic, charge_of(clinic), claim=1)
    assert exceptions(clinic) == [("duplicate", D(150))]
