"""Money through the portal's contract: what is owed, statements, and payments recorded once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import errors
from sqlalchemy import func, select

from db.actions import ledger_days, payments, statements
from db.errors import Conflict, Invalid, NotFound
from db.models import AuditEvent, LedgerDay, LedgerEntry, Payment, Task
from db.portal import PortalClient, PortalPayment
from db.queries.ledger_owed import owed
from tests.conftest import Clinic
from tests.db.portal_proxies import grant
from tests.db.portal_visits import Visit, rows, sign_in
from tests.db.test_concurrency import at_once
from tests.money import charge, count, entries, held, payment, take, today, visit

D = Decimal


def pay(portal: PortalClient, who: Visit, amount: str = "50.00", **values: Any) -> PortalPayment:
    """The account pays for its own patient unless told otherwise."""
    paid: dict[str, Any] = {"patient_id": who.patient.id, "processor": "stripe", "charge_ref": "ch_1"} | values
    return portal.record_payment(who.token, amount=D(amount), **paid)


def make_statement(clinic: Clinic, patient_id: int) -> int:
    with clinic.db.transaction() as session:
        return statements.make(session, by=clinic.ben, token=uuid4(), patient_id=patient_id).statement_id


def test_a_payment_is_posted_in_the_transaction_that_records_it(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    charge(clinic, rosa.patient, "30.00", days_ago=40)
    charge(clinic, rosa.patient, "80.00")
    recorded = pay(portal, rosa, "120.00", processor=" Stripe ", intent_ref="pi_1", tail="4242")
    assert entries(clinic)[-1] == ("payment", {"card": "120.00", "patient": "-110.00", "unapplied": "-10.00"})
    kept = payment(clinic, recorded.payment_id)
    assert (kept.source, kept.tender, kept.amount, kept.tail) == ("portal", "online", D("120.00"), "4242")
    assert (kept.processor, kept.charge_ref, kept.intent_ref) == ("stripe", "ch_1", "pi_1")
    assert (kept.account_id, kept.entered_by, kept.on_day) == (rosa.account_id, "Rosa Diaz", today(clinic))
    assert kept.receipt == recorded.receipt == f"R{kept.id:06d}"
    with clinic.db.transaction() as session:
        told = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.payment.recorded")).one()
        actor = session.scalars(select(LedgerEntry.actor).where(LedgerEntry.payment_id == kept.id)).one()
    assert (told.patient_id, told.subject_id, told.detail) == (rosa.patient.id, kept.id, {"amount": "120.00"})
    assert actor == "Patient"
    assert count(clinic, Task) == 0
    assert portal.balance(rosa.token, rosa.patient.id).credit == D("10.00")


def test_it_pays_what_a_payment_at_the_desk_would_pay(clinic: Clinic, portal: PortalClient) -> None:
    """Two patients with the same story: the portal's SQL and the rule applied by staff's actions post the same."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(st.tuples(st.integers(1, 9000), st.integers(0, 200)), max_size=4),
        st.lists(st.integers(1, 12000), max_size=2),
        st.integers(1, 30000),
    )
    def same(charges: list[tuple[int, int]], before: list[int], last: int) -> None:
        people = [clinic.patient(), clinic.patient()]
        for cents, days_ago in charges:
            for one in people:
                charge(clinic, one, str(D(cents) / 100), days_ago=days_ago)
        for cents in before:
            for one in people:
                take(clinic, one, str(D(cents) / 100))
        pay(portal, sign_in(clinic, portal, people[0]), str(D(last) / 100), charge_ref=str(uuid4()))
        take(clinic, people[1], str(D(last) / 100))
        with clinic.db.transaction() as session:
            left = [[(one.since, one.amount) for one in owed(session, one.id)] for one in people]
        assert left[0] == left[1]
        assert held(clinic, "unapplied", people[0]) == held(clinic, "unapplied", people[1])

    same()


def test_the_same_charge_is_recorded_once_however_often_the_portal_says_it(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    first = pay(portal, rosa)
    assert pay(portal, rosa) == first == pay(portal, rosa, processor="STRIPE")
    assert at_once([lambda: pay(portal, rosa, charge_ref="ch_2") for _ in range(6)]).count(
        pay(portal, rosa, charge_ref="ch_2")
    ) == 6  # fmt: skip
    assert (count(clinic, Payment), count(clinic, LedgerEntry)) == (2, 2)


def test_a_charge_is_neither_a_second_patients_nor_of_another_amount(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    pay(portal, rosa)
    with pytest.raises(Conflict, match="for something else"):
        pay(portal, tom)
    with pytest.raises(Conflict, match="another amount"):
        pay(portal, rosa, "50.01")
    assert (count(clinic, Payment), count(clinic, LedgerEntry)) == (1, 1)
    done = at_once([partial(pay, portal, who, charge_ref="ch_9") for who in (rosa, tom)])
    assert Counter(type(one) for one in done) == {PortalPayment: 1, Conflict: 1}
    assert pay(portal, tom, processor="paypal").payment_id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"), ({"amount": "-5.00"}, "amount"), ({"amount": "1.005"}, "amount"),
        ({"amount": "NaN"}, "amount"), ({"amount": "Infinity"}, "amount"), ({"amount": "10000000"}, "amount"),
        ({"processor": " "}, "processor"), ({"processor": "a" * 41}, "processor"), ({"charge_ref": ""}, "charge_ref"),
        ({"charge_ref": "a\nb"}, "charge_ref"), ({"intent_ref": "a" * 201}, "intent_ref"),
        ({"intent_ref": "a\0"}, "intent_ref"), ({"tail": "12345"}, "tail"), ({"tail": "12a"}, "tail"),
        ({"paid_at": datetime(2200, 1, 1, tzinfo=UTC)}, "paid_at"),
        ({"paid_at": datetime(1, 1, 1, tzinfo=UTC)}, "paid_at"),
    ],
)  # fmt: skip
def test_what_can_not_be_recorded_is_refused_and_nothing_is_kept(
    clinic: Clinic, portal: PortalClient, rosa: Visit, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        pay(portal, rosa, **values)
    assert refused.value.field == field
    assert (count(clinic, Payment), count(clinic, LedgerEntry)) == (0, 0)


def test_what_was_charged_after_the_close_counts_to_the_next_open_day(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    day = today(clinic)
    with clinic.db.transaction() as session:
        for each in (day, day + timedelta(days=1)):
            session.add(LedgerDay(day=each, state="closed", closed_at=func.now(), first_by_id=clinic.staff_id("ben")))
    assert payment(clinic, pay(portal, rosa).payment_id).on_day == day + timedelta(days=2)


def test_what_is_charged_while_the_day_closes_is_in_its_totals_or_in_the_next_days(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    day = today(clinic)
    with clinic.db.transaction() as session:
        version = ledger_days.count(session, by=clinic.ben, day=day, counted={})

    def close() -> int:
        with clinic.db.transaction() as session:
            return ledger_days.close(session, by=clinic.ben, day=day, seen_version=version)

    *paid, closed = at_once([*(partial(pay, portal, rosa, charge_ref=f"ch_{number}") for number in range(5)), close])
    assert all(isinstance(one, PortalPayment) for one in paid)
    days = Counter(payment(clinic, one.payment_id).on_day for one in paid if isinstance(one, PortalPayment))
    assert days == ({day + timedelta(days=1): 5} if isinstance(closed, int) else days)
    assert isinstance(closed, int) == (days[day] == 0)


def test_a_payment_that_staff_moved_is_still_the_one_that_was_recorded(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    first, voided = pay(portal, rosa), pay(portal, rosa, charge_ref="ch_2")
    with clinic.db.transaction() as session:
        payments.move(session, by=clinic.ben, token=uuid4(), payment_id=first.payment_id,
                      to_patient_id=tom.patient.id, reason="Paid for his son")  # fmt: skip
        payments.void(session, by=clinic.ben, payment_id=voided.payment_id, reason="Charged by mistake")
    assert pay(portal, rosa) == first
    with pytest.raises(Conflict, match="took this payment back"):
        pay(portal, rosa, charge_ref="ch_2")
    assert held(clinic, "card") == "50.00"


def test_what_is_owed_and_each_statement_are_shown_as_they_were_printed(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    charge(clinic, rosa.patient, "80.00", days_ago=40, encounter_id=visit(clinic, rosa.patient))
    assert portal.balance(rosa.token, rosa.patient.id).owed == D("80.00")
    made = make_statement(clinic, rosa.patient.id)
    pay(portal, rosa, "30.00")
    balance = portal.balance(rosa.token, rosa.patient.id)
    assert (balance.owed, balance.credit) == (D("50.00"), D(0))
    (head,) = portal.statements(rosa.token, rosa.patient.id)
    found = portal.statement(rosa.token, made)
    assert (head.statement_id, head.number, head.balance) == (made, found.number, D("80.00"))
    assert [(line.what, line.amount) for line in found.lines] == [("Office visit", D("80.00"))]
    assert (found.patient_id, found.on_day, found.aging["31-60"]) == (rosa.patient.id, today(clinic), D("80.00"))


def attempts(portal: PortalClient, who: Visit, patient_id: int, statement_id: int) -> list[Any]:
    return [
        lambda: portal.balance(who.token, patient_id),
        lambda: portal.statements(who.token, patient_id),
        lambda: portal.statement(who.token, statement_id),
        lambda: pay(portal, who, patient_id=patient_id, charge_ref="ch_7"),
    ]


def test_another_patients_money_is_not_seen_and_not_paid(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    charge(clinic, rosa.patient)
    made = make_statement(clinic, rosa.patient.id)
    for mine, nobodys in zip(
        attempts(portal, tom, rosa.patient.id, made), attempts(portal, tom, 10**9, 10**9), strict=True
    ):
        with pytest.raises(NotFound) as refused:
            mine()
        with pytest.raises(NotFound) as missing:
            nobodys()
        assert str(refused.value) == str(missing.value)
    assert count(clinic, Payment) == 0


def test_a_proxy_sees_and_pays_bills_with_the_scope_and_without_it_nothing(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, tom: Visit
) -> None:
    charge(clinic, rosa.patient)
    made = make_statement(clinic, rosa.patient.id)
    grant(clinic, ana.account_id, rosa.patient.id, "view", "messages", "results")
    grant(clinic, tom.account_id, rosa.patient.id, "billing")
    for attempt in attempts(portal, ana, rosa.patient.id, made):
        with pytest.raises(NotFound):
            attempt()
    paid = [attempt() for attempt in attempts(portal, tom, rosa.patient.id, made)][-1]
    with clinic.db.transaction() as session:
        actor = session.scalars(select(LedgerEntry.actor).where(LedgerEntry.payment_id == paid.payment_id)).one()
    assert actor == "Proxy (daughter)"
    assert held(clinic, "patient", rosa.patient) == "30.00"


def test_without_a_session_there_is_no_money(
    clinic: Clinic, portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    charge(clinic, rosa.patient)
    made = make_statement(clinic, rosa.patient.id)
    for statement, values in (
        ("SELECT * FROM portal_balance(%s)", (rosa.patient.id,)),
        ("SELECT * FROM portal_statements(%s)", (rosa.patient.id,)),
        ("SELECT * FROM portal_statement(%s)", (made,)),
    ):
        with pytest.raises(errors.NoDataFound):
            rows(intruder, statement, *values)
    with pytest.raises(errors.InvalidAuthorizationSpecification):
        rows(intruder, "SELECT * FROM portal_record_payment(%s, 1, 'stripe', 'ch_1')", rosa.patient.id)
