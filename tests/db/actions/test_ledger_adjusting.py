"""Credit used, written off, handed on, taken back: within what is owed, each with its reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import ledger_adjusting
from db.errors import Conflict, Invalid, NotFound
from db.models import LedgerEntry, MatchSide, Patient, PaymentMatch
from db.queries.ledger_owed import owed
from tests import billing
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.feeds.remits import clp, svc
from tests.money import apply_credit, ask, charge, count, entries, held, payer, take


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient()


def write_off(clinic: Clinic, patient: Patient, amount: str, reason: str = "Hardship", **of: Any) -> int:
    with clinic.db.transaction() as session:
        return ledger_adjusting.write_off(
            session, by=clinic.ben, patient_id=patient.id, amount=Decimal(amount), reason=reason, **of
        )


def transfer(clinic: Clinic, patient: Patient, payer_id: int, to: str, amount: str, **of: Any) -> int:
    with clinic.db.transaction() as session:
        return ledger_adjusting.transfer(
            session, by=clinic.ben, patient_id=patient.id, payer_id=payer_id, to=to, amount=Decimal(amount),
            reason="No cover", **of,
        )  # fmt: skip


def reverse(clinic: Clinic, entry_id: int, reason: str = "Wrong charge") -> int:
    with clinic.db.transaction() as session:
        return ledger_adjusting.reverse_entry(session, by=clinic.ben, entry_id=entry_id, reason=reason)


def newest(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return session.scalars(select(func.max(LedgerEntry.id))).one()


def test_credit_pays_what_is_owed_as_far_as_it_goes(clinic: Clinic, rosa: Patient) -> None:
    take(clinic, rosa, "50.00")
    charge(clinic, rosa, "80.00")
    apply_credit(clinic, rosa, "20.00")
    assert entries(clinic)[-1] == ("apply", {"unapplied": "20.00", "patient": "-20.00"})
    apply_credit(clinic, rosa)
    assert (held(clinic, "patient", rosa), held(clinic, "unapplied", rosa)) == ("30.00", "0.00")
    with pytest.raises(Invalid, match="no credit to use"):
        apply_credit(clinic, rosa)


def test_no_more_credit_is_used_than_there_is(clinic: Clinic, rosa: Patient) -> None:
    take(clinic, rosa, "50.00")
    charge(clinic, rosa, "80.00")
    with pytest.raises(Invalid, match=r"At most 50\.00"):
        apply_credit(clinic, rosa, "50.01")


def test_what_a_patient_or_an_insurer_owes_is_written_off(clinic: Clinic, rosa: Patient) -> None:
    plan = payer(clinic)
    charge(clinic, rosa, "80.00")
    charge(clinic, rosa, "120.00", payer_id=plan)
    write_off(clinic, rosa, "5.00")
    write_off(clinic, rosa, "20.00", payer_id=plan)
    assert (held(clinic, "patient", rosa), held(clinic, "payer", rosa)) == ("75.00", "100.00")
    assert held(clinic, "write_off") == "25.00"


def test_no_more_is_written_off_than_is_owed_and_never_without_a_reason(clinic: Clinic, rosa: Patient) -> None:
    one, _ = charge(clinic, rosa, "10.00"), charge(clinic, rosa, "80.00")
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("90.01", {}), ("10.01", {"charge_id": one}), ("1.00", {"payer_id": payer(clinic)}),
    ]  # fmt: skip
    for amount, of in wrong:
        with pytest.raises(Invalid, match="At most"):
            write_off(clinic, rosa, amount, **of)
    with pytest.raises(Invalid, match="Say why"):
        write_off(clinic, rosa, "1.00", reason=" ")
    with pytest.raises(Invalid, match=r"above 0\.00"):
        write_off(clinic, rosa, "-1.00")
    assert count(clinic, LedgerEntry) == 2


def test_what_is_owed_is_handed_on_and_back(clinic: Clinic, rosa: Patient) -> None:
    plan = payer(clinic)
    charge(clinic, rosa, "120.00", payer_id=plan)
    transfer(clinic, rosa, plan, "patient", "50.00")
    assert (held(clinic, "patient", rosa), held(clinic, "payer", rosa)) == ("50.00", "70.00")
    transfer(clinic, rosa, plan, "payer", "20.00")
    assert (held(clinic, "patient", rosa), held(clinic, "payer", rosa)) == ("30.00", "90.00")
    with pytest.raises(Invalid, match=r"At most 30\.00"):
        transfer(clinic, rosa, plan, "payer", "30.01")
    with pytest.raises(Invalid, match="Choose who owes it"):
        transfer(clinic, rosa, plan, "nobody", "1.00")
    with pytest.raises(NotFound):
        transfer(clinic, rosa, 10**9, "patient", "1.00")


def test_an_entry_is_taken_back_once(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    write_off(clinic, rosa, "30.00")
    taken_back = newest(clinic)
    reversal = reverse(clinic, taken_back)
    assert held(clinic, "patient", rosa) == "80.00"
    with pytest.raises(Conflict, match="taken back already"):
        reverse(clinic, taken_back)
    with pytest.raises(Invalid, match="reversal isn't reversed"):
        reverse(clinic, reversal)
    with pytest.raises(NotFound):
        reverse(clinic, 10**9)


def test_a_payment_is_not_taken_back_by_its_entry(clinic: Clinic, rosa: Patient) -> None:
    take(clinic, rosa)
    with pytest.raises(Invalid, match="Void or move the payment instead"):
        reverse(clinic, newest(clinic))
    assert count(clinic, LedgerEntry) == 1


def test_what_an_insurers_file_posted_beside_claims_is_not_taken_back_by_hand(clinic: Clinic) -> None:
    billing.charge(clinic, clinic.patient(), "A-1", "150")
    beside = "PLB*1234567893*20261231*WO:A-9*25*L6:I-1*-30"
    billing.post(clinic, billing.remit(billing.paid("155", clp("A-1", "150", "150"), svc("150", "150"), beside)))
    with clinic.db.transaction() as session:
        kinds = ("provider_adjustment", "interest")
        posted = session.scalars(select(LedgerEntry).where(LedgerEntry.kind.in_(kinds))).all()
    assert len(posted) == 2
    for one in posted:
        with pytest.raises(Invalid, match="The insurer's correction comes with a file"):
            reverse(clinic, one.id)


def test_a_refund_that_did_not_go_out_is_taken_back_unless_it_was_found(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "50.00", "card")
    failed = ask(clinic, paid.payment_id, "20.00")
    reverse(clinic, newest(clinic), "The card was refused")
    assert held(clinic, "card") == "50.00"
    found = ask(clinic, paid.payment_id, "50.00")
    assert found.refund_id != failed.refund_id
    with clinic.db.transaction() as session:
        match = PaymentMatch(rule="charge", why="The same refund.", automatic=True, made_by="Worker")
        session.add(match)
        session.flush()
        session.add(MatchSide(match_id=match.id, stage="clearing", kind="refund", record_id=found.refund_id,
                              amount=Decimal(-50)))  # fmt: skip
    with pytest.raises(Invalid, match="Undo the match instead"):
        reverse(clinic, newest(clinic))


def test_two_who_write_off_the_same_at_once_give_up_no_more_than_is_owed(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    done = at_once([lambda: write_off(clinic, rosa, "50.00") for _ in range(4)])
    assert sum(isinstance(one, int) for one in done) == 1
    assert held(clinic, "patient", rosa) == "30.00"


def test_credit_is_used_for_one_charge_and_for_no_more_than_that_one_owes(clinic: Clinic, rosa: Patient) -> None:
    take(clinic, rosa, "50.00")
    first, second = charge(clinic, rosa, "30.00", days_ago=30), charge(clinic, rosa, "20.00")
    with clinic.db.transaction() as session:
        ledger_adjusting.apply_credit(session, by=clinic.ben, patient_id=rosa.id, charge_id=second)
    with clinic.db.transaction() as session:
        assert [(one.charge_id, one.amount) for one in owed(session, rosa.id)] == [(first, Decimal("30.00"))]
    with pytest.raises(Invalid, match=r"At most 30\.00"), clinic.db.transaction() as session:
        ledger_adjusting.apply_credit(
            session, by=clinic.ben, patient_id=rosa.id, charge_id=first, amount=Decimal("30.01")
        )


def test_what_is_owed_otherwise_than_on_screen_is_refused_with_both_amounts(clinic: Clinic, rosa: Patient) -> None:
    plan = payer(clinic)
    charge(clinic, rosa, "80.00")
    charge(clinic, rosa, "120.00", payer_id=plan)
    take(clinic, rosa, "5.00", "card")
    seen = Decimal("80.00")
    with pytest.raises(Conflict, match=r"was 80\.00 and is 75\.00 now"):
        write_off(clinic, rosa, "5.00", seen=seen)
    with pytest.raises(Conflict, match=r"was 80\.00 and is 120\.00 now"):
        transfer(clinic, rosa, plan, "patient", "5.00", seen=seen)
    with pytest.raises(Conflict, match=r"was 80\.00 and is 75\.00 now"), clinic.db.transaction() as session:
        ledger_adjusting.apply_credit(session, by=clinic.ben, patient_id=rosa.id, seen=seen)
    assert count(clinic, LedgerEntry) == 3
    write_off(clinic, rosa, "5.00", seen=Decimal("75.00"))
    assert held(clinic, "patient", rosa) == "70.00"
