"""Payments at the desk and by post: applied, receipted, voided, moved; nothing half-done."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from db.actions import payments
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import AuditEvent, LedgerDay, LedgerEntry, LedgerLine, MatchSide, Patient, Payment, PaymentMatch
from db.queries.ledger import encounter_balance
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.money import apply_credit, ask, charge, count, entries, held, payment, refund, take, today, visit


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient()


def void(clinic: Clinic, payment_id: int, reason: str = "Typed twice") -> None:
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=payment_id, reason=reason)


def move(clinic: Clinic, payment_id: int, to: Patient, reason: str = "Wrong Diaz", **values: Any) -> Any:
    given: dict[str, Any] = {"by": values.get("by") or clinic.ben, "token": values.get("token") or uuid4()}
    with clinic.db.transaction() as session:
        return payments.move(session, payment_id=payment_id, to_patient_id=to.id, reason=reason, **given)


def close_day(clinic: Clinic, day: Any) -> None:
    with clinic.db.transaction() as session:
        session.add(LedgerDay(day=day, state="closed", closed_at=func.now(), first_by_id=clinic.staff_id("ben")))


@pytest.mark.parametrize(
    ("tender", "source", "account"),
    [("cash", "front_desk", "drawer"), ("card", "front_desk", "card"), ("cheque", "post", "cheques")],
)
def test_a_payment_pays_what_is_owed_and_is_held_where_its_tender_is(
    clinic: Clinic, rosa: Patient, tender: str, source: str, account: str
) -> None:
    charge(clinic, rosa, "80.00")
    taken = take(clinic, rosa, "50.00", tender, source=source)
    assert entries(clinic)[-1] == ("payment", {account: "50.00", "patient": "-50.00"})
    assert held(clinic, "patient", rosa) == "30.00"
    kept = payment(clinic, taken.payment_id)
    assert (kept.receipt, kept.source, kept.on_day) == (taken.receipt, source, today(clinic))
    assert kept.entered_by == "Erin Walsh"


def test_receipts_are_numbered_each_by_itself(clinic: Clinic, rosa: Patient) -> None:
    first, second = take(clinic, rosa), take(clinic, rosa)
    assert first.receipt != second.receipt
    assert first.receipt == f"R{first.payment_id:06d}"


def test_the_oldest_service_is_paid_first_and_the_rest_is_credit(clinic: Clinic, rosa: Patient) -> None:
    old, new = visit(clinic, rosa), visit(clinic, rosa)
    charge(clinic, rosa, "30.00", days_ago=5, encounter_id=new)
    charge(clinic, rosa, "20.00", days_ago=60, encounter_id=old)
    take(clinic, rosa, "25.00")
    with clinic.db.transaction() as session:
        assert encounter_balance(session, viewer=clinic.ben, encounter_id=old).owed == 0
        assert encounter_balance(session, viewer=clinic.ben, encounter_id=new).owed == Decimal("25.00")
    take(clinic, rosa, "40.00")
    assert (held(clinic, "patient", rosa), held(clinic, "unapplied", rosa)) == ("0.00", "-15.00")


def test_a_second_submit_takes_nothing_more(clinic: Clinic, rosa: Patient) -> None:
    form, erin = uuid4(), clinic.erin
    assert take(clinic, rosa, token=form, by=erin) == take(clinic, rosa, token=form, by=erin)
    assert (count(clinic, Payment), count(clinic, LedgerEntry)) == (1, 1)


def test_a_payment_for_somebody_who_has_died_is_taken(clinic: Clinic) -> None:
    gone = clinic.patient(deceased_at="2026-01-05T00:00:00Z")
    assert take(clinic, gone).payment_id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"), ({"amount": "-5.00"}, "amount"), ({"amount": "1.005"}, "amount"),
        ({"amount": "NaN"}, "amount"), ({"amount": "1E+12"}, "amount"), ({"tender": "online"}, "tender"),
        ({"tender": "gold"}, "tender"), ({"source": "portal"}, "source"),
        ({"tender": "cheque", "cheque_number": " "}, "cheque_number"), ({"tail": "12345"}, "tail"),
        ({"tail": "12a"}, "tail"), ({"slip": "a\0b"}, "slip"),
    ],
)  # fmt: skip
def test_what_can_not_be_entered_is_refused_and_nothing_is_kept(
    clinic: Clinic, rosa: Patient, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        take(clinic, rosa, **values)
    assert refused.value.field == field
    assert count(clinic, Payment) == count(clinic, LedgerEntry) == 0


def test_a_payment_of_yesterday_counts_to_yesterday_and_of_tomorrow_to_no_day(clinic: Clinic, rosa: Patient) -> None:
    day = today(clinic)
    assert payment(clinic, take(clinic, rosa, on_day=day - timedelta(days=1)).payment_id).on_day < day
    with pytest.raises(Invalid, match="today or an earlier day"):
        take(clinic, rosa, on_day=day + timedelta(days=1))


def test_nothing_is_taken_moved_or_voided_into_a_closed_day(clinic: Clinic, rosa: Patient) -> None:
    taken, tom = take(clinic, rosa), clinic.patient("Tom", "Berg")
    close_day(clinic, today(clinic))
    for attempt in (
        lambda: take(clinic, rosa),
        lambda: void(clinic, taken.payment_id),
        lambda: move(clinic, taken.payment_id, tom),
    ):
        with pytest.raises(Invalid, match="is closed: nothing was posted"):
            attempt()
    assert (count(clinic, Payment), count(clinic, LedgerEntry)) == (1, 1)
    assert payment(clinic, taken.payment_id).voided_at is None


def test_a_processors_charge_is_recorded_once(clinic: Clinic, rosa: Patient) -> None:
    take(clinic, rosa, tender="card", processor="Terminal", charge_ref="ch_1")
    with pytest.raises(Conflict, match="recorded already"):
        take(clinic, rosa, tender="card", processor="terminal", charge_ref="ch_1")
    assert count(clinic, Payment) == 1


def test_a_processors_charge_that_two_desks_record_at_once_is_recorded_once(clinic: Clinic) -> None:
    people = [clinic.patient() for _ in range(4)]
    desk = {"tender": "card", "processor": "terminal", "charge_ref": "ch_1"}
    done = at_once([partial(take, clinic, one, **desk) for one in people])
    assert sum(isinstance(one, Conflict) for one in done) == 3
    assert (count(clinic, Payment), held(clinic, "card")) == (1, "50.00")


def test_a_voided_payment_is_owed_again_and_stays_on_record(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    taken = take(clinic, rosa, "100.00")
    void(clinic, taken.payment_id)
    assert entries(clinic)[-1] == ("reversal", {"drawer": "-100.00", "patient": "80.00", "unapplied": "20.00"})
    kept = payment(clinic, taken.payment_id)
    assert (kept.voided_by, kept.void_reason) == ("Ben Okafor", "Typed twice")
    with pytest.raises(Conflict, match="Ben Okafor took this payment back already"):
        void(clinic, taken.payment_id)
    with pytest.raises(Invalid, match="Say why"):
        void(clinic, take(clinic, rosa).payment_id, " ")


def test_above_the_limit_of_refunds_a_manager_voids(clinic: Clinic, rosa: Patient) -> None:
    taken = take(clinic, rosa, "100.01")
    with pytest.raises(Forbidden, match=r"more than 100\.00"):
        void(clinic, taken.payment_id)
    assert held(clinic, "drawer") == "100.01"
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        payments.void(session, by=clinic.erin, payment_id=taken.payment_id, reason="Typed twice")
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.carla, payment_id=taken.payment_id, reason="Typed twice")
    assert (held(clinic, "drawer"), payment(clinic, taken.payment_id).voided_by) == ("0.00", "Carla Jensen")


def test_credit_that_was_used_is_owed_again_when_its_payment_is_voided(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "60.00")
    taken = take(clinic, rosa, "100.00")
    charge(clinic, rosa, "40.00")
    apply_credit(clinic, rosa)
    assert (held(clinic, "patient", rosa), held(clinic, "unapplied", rosa)) == ("0.00", "0.00")
    void(clinic, taken.payment_id)
    assert (held(clinic, "patient", rosa), held(clinic, "unapplied", rosa)) == ("100.00", "0.00")


def test_a_payment_moves_to_whom_it_belongs_with_both_histories_kept(clinic: Clinic, rosa: Patient) -> None:
    ana = clinic.patient("Ana", "Diaz")
    charge(clinic, rosa, "80.00")
    charge(clinic, ana, "30.00")
    taken = take(clinic, rosa, "50.00", "card", tail="4242", processor="terminal", charge_ref="ch_7")
    moved = move(clinic, taken.payment_id, ana)

    old, new = payment(clinic, taken.payment_id), payment(clinic, moved.payment_id)
    assert (old.void_reason, new.instead_of_id, new.patient_id) == ("Wrong Diaz", old.id, ana.id)
    assert (new.amount, new.tender, new.tail, new.charge_ref) == (old.amount, "card", "4242", "ch_7")
    assert (new.paid_at, new.receipt == old.receipt) == (old.paid_at, False)
    assert (held(clinic, "patient", rosa), held(clinic, "patient", ana)) == ("80.00", "0.00")
    assert (held(clinic, "unapplied", ana), held(clinic, "card")) == ("-20.00", "50.00")
    with clinic.db.transaction() as session:
        told = session.scalars(select(AuditEvent).where(AuditEvent.kind == "payment.moved").order_by(AuditEvent.id))
        assert [(one.patient_id, one.subject_id, one.detail["other"]) for one in told] == [
            (rosa.id, old.id, new.id), (ana.id, new.id, old.id),
        ]  # fmt: skip


def test_a_payment_is_not_moved_to_its_own_patient_nobody_or_twice(clinic: Clinic, rosa: Patient) -> None:
    taken, tom, form, ben = take(clinic, rosa), clinic.patient("Tom", "Berg"), uuid4(), clinic.ben
    with pytest.raises(Invalid, match="this patient's already"):
        move(clinic, taken.payment_id, rosa)
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        payments.move(
            session, by=ben, token=uuid4(), payment_id=taken.payment_id, to_patient_id=10**9, reason="Wrong"
        )  # fmt: skip
    first = move(clinic, taken.payment_id, tom, token=form, by=ben)
    assert move(clinic, taken.payment_id, tom, token=form, by=ben) == first
    with pytest.raises(Conflict, match="took this payment back already"):
        move(clinic, taken.payment_id, tom)
    assert count(clinic, Payment) == 2


def matched(clinic: Clinic, payment_id: int) -> int:
    """A match that the payment is in; its id."""
    with clinic.db.transaction() as session:
        match = PaymentMatch(rule="charge", why="The same charge.", automatic=True, made_by="Worker")
        session.add(match)
        session.flush()
        session.add_all(
            MatchSide(match_id=match.id, stage="clearing", kind=kind, record_id=record_id, amount=Decimal(50))
            for kind, record_id in (("payment", payment_id), ("processor_line", 77))
        )
        return match.id


def test_a_match_goes_with_the_payment_that_takes_its_place(clinic: Clinic, rosa: Patient) -> None:
    taken, ana = take(clinic, rosa, "50.00", "card"), clinic.patient("Ana", "Diaz")
    match_id = matched(clinic, taken.payment_id)
    with pytest.raises(Conflict, match="Undo the match first"):
        void(clinic, taken.payment_id)
    moved = move(clinic, taken.payment_id, ana)
    with clinic.db.transaction() as session:
        sides = session.execute(
            select(MatchSide.kind, MatchSide.record_id, MatchSide.live)
            .where(MatchSide.match_id == match_id)
            .order_by(MatchSide.id)
        ).all()
    assert [tuple(side) for side in sides] == [
        ("payment", taken.payment_id, False), ("processor_line", 77, True), ("payment", moved.payment_id, True),
    ]  # fmt: skip


def test_a_payment_of_which_some_went_back_is_neither_voided_nor_moved(clinic: Clinic, rosa: Patient) -> None:
    paid, asked = take(clinic, rosa, "90.00"), take(clinic, rosa, "900.00")
    assert refund(clinic, ask(clinic, paid.payment_id, "10.00").refund_id).approved_at
    assert ask(clinic, asked.payment_id, "500.00").waits
    for payment_id in (paid.payment_id, asked.payment_id):
        with pytest.raises(Conflict, match="went back to the patient, or is asked back"):
            void(clinic, payment_id)
        with pytest.raises(Conflict, match="went back to the patient, or is asked back"):
            move(clinic, payment_id, clinic.patient())


def test_two_payments_at_once_do_not_pay_the_same_twice(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "50.00")
    tokens = [clinic.sign_in("erin") for _ in range(6)]
    done = at_once([partial(take, clinic, rosa, "20.00", by=by) for by in tokens])
    assert all(isinstance(one, payments.PaymentTaken) for one in done)
    assert (held(clinic, "patient", rosa), held(clinic, "unapplied", rosa)) == ("0.00", "-70.00")


def test_of_many_who_void_or_move_one_payment_one_does(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "50.00")
    taken, tom, ana = take(clinic, rosa), clinic.patient("Tom", "Berg"), clinic.patient("Ana", "Diaz")
    deeds: list[Any] = [lambda: void(clinic, taken.payment_id)] * 2
    deeds += [lambda: move(clinic, taken.payment_id, tom), lambda: move(clinic, taken.payment_id, ana)] * 2
    outcomes = Counter(isinstance(one, Conflict) for one in at_once(deeds))
    assert outcomes == {True: 5, False: 1}
    assert held(clinic, "patient", rosa) == "50.00"
    with clinic.db.transaction() as session:
        assert session.scalars(select(func.sum(LedgerLine.amount))).one() == 0
