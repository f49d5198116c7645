"""Taking a payment at the counter: from the patient in front of one, with a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from console.documents import make_documents
from console.panes.printing import asked_key
from db.actions import documents, ledger_days
from db.actions.payments import void
from db.engine import use
from db.errors import Forbidden, NotFound
from db.models import Payment, Staff
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.money import charge, payment, take, today


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def payments(clinic: Clinic) -> list[Payment]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Payment).order_by(Payment.id)))


def put(app: AppTest, kind: str, name: str, value: object) -> None:
    """Fill in a field, whatever token is in its key."""
    next(one for one in getattr(app, kind) if str(one.key).endswith(f":{name}")).set_value(value).run()


def enter(app: AppTest, patient_id: int, amount: str, tender: str, **values: str) -> None:
    """Fill in the form and take the payment."""
    put(app, "text_input", "amount", amount)
    put(app, "radio", "tender", tender)
    for name, value in values.items():
        put(app, "text_input", name, value)
    press(app, f"do:take:{patient_id}")
    assert not app.exception


def test_cash_is_taken_beside_what_is_owed_and_the_receipt_says_what_it_paid_for(clinic: Clinic) -> None:
    patient = clinic.patient()
    charge(clinic, patient, "1234.50")
    app = visit(clinic.erin, "take-payment", patient=str(patient.id))
    assert "$1,234.50" in texts(app)
    enter(app, patient.id, "$1,300", "cash", slip="S-7")
    (made,) = payments(clinic)
    assert (made.amount, made.tender, made.source, made.slip) == (Decimal("1300.00"), "cash", "front_desk", "S-7")
    page = texts(app)
    for words in (
        f'Receipt <bdi dir="auto">{made.receipt}',
        "Paid in cash",
        "$1,300.00",
        "$65.50",
        "\N{MINUS SIGN}$65.50",
    ):
        assert words in page.replace('\\"', '"'), words
    assert f"do:take:{patient.id}" not in [button.key for button in app.button]


def test_all_that_is_owed_is_a_click(clinic: Clinic) -> None:
    patient = clinic.patient()
    charge(clinic, patient, "80.00")
    app = visit(clinic.ben, "take-payment", patient=str(patient.id))
    press(app, "take:all")
    put(app, "radio", "tender", "card")
    put(app, "text_input", "tail", "4242")
    press(app, f"do:take:{patient.id}")
    (made,) = payments(clinic)
    assert (made.amount, made.tender, made.tail) == (Decimal("80.00"), "card", "4242")
    assert "Paid by card ending in 4242" in texts(app)


def test_what_another_tender_asked_for_is_left_behind(clinic: Clinic) -> None:
    patient = clinic.patient()
    app = visit(clinic.erin, "take-payment", patient=str(patient.id))
    put(app, "radio", "tender", "cheque")
    put(app, "text_input", "cheque_number", "1001")
    enter(app, patient.id, "20", "cash")
    assert [(one.tender, one.cheque_number) for one in payments(clinic)] == [("cash", "")]


@pytest.mark.parametrize(
    ("amount", "tender", "sentence"),
    [
        ("12,50", "cash", "Enter an amount, such as 12.50. Nothing was changed."),
        ("-5", "cash", "The amount must be above 0.00. Nothing was changed."),
        ("1.005", "cash", "The amount has parts of a cent. Enter two places at most. Nothing was changed."),
        ("20", None, "Choose cash, card or cheque."),
        ("20", "cheque", "Enter the cheque's number."),
    ],
)
def test_what_can_not_be_entered_says_why_and_keeps_what_was_typed(
    clinic: Clinic, amount: str, tender: str | None, sentence: str
) -> None:
    patient = clinic.patient()
    app = visit(clinic.erin, "take-payment", patient=str(patient.id))
    put(app, "text_input", "amount", amount)
    if tender:
        put(app, "radio", "tender", tender)
    press(app, f"do:take:{patient.id}")
    assert not payments(clinic)
    assert sentence in [one.value for one in app.warning]
    assert next(one for one in app.text_input if str(one.key).endswith(":amount")).value == amount


def test_nothing_is_taken_into_a_day_that_was_closed_meanwhile(clinic: Clinic) -> None:
    patient, day = clinic.patient(), today(clinic)
    app = visit(clinic.erin, "take-payment", patient=str(patient.id))
    with clinic.db.transaction() as session:
        version = ledger_days.count(session, by=clinic.ben, day=day, counted={})
        ledger_days.close(session, by=clinic.ben, day=day, seen_version=version)
    enter(app, patient.id, "20", "cash")
    assert not payments(clinic)
    assert "is closed: nothing was posted" in app.warning[0].value


def test_a_charge_of_the_processor_is_recorded_once(clinic: Clinic) -> None:
    patient = clinic.patient()
    take(clinic, patient, "20", "card", processor="stripe", charge_ref="ch_1")
    app = visit(clinic.erin, "take-payment", patient=str(patient.id))
    enter(app, patient.id, "20", "card", processor="Stripe", charge_ref="ch_1")
    assert len(payments(clinic)) == 1
    assert "was recorded already" in app.warning[0].value


def test_the_patient_is_found_by_name_and_stands_in_the_address_by_number_only(clinic: Clinic) -> None:
    patient = clinic.patient("Rosa", "Diaz")
    app = visit(clinic.erin, "take-payment")
    app.text_input(key="payment-taking:find:text").set_value("Rosa Di").run()
    next(one for one in app.radio if one.label == "Which one").set_value(patient.id).run()
    app.run()
    assert app.query_params["patient"] == str(patient.id)
    assert "Rosa" in texts(app)


def test_a_patient_who_is_not_there_leads_back_to_the_search(clinic: Clinic) -> None:
    app = visit(clinic.erin, "take-payment", patient="987654")
    assert not app.exception
    assert "Search again" in app.warning[0].value
    assert "payment-taking:find:text" in [one.key for one in app.text_input]


def test_the_receipt_is_printed_for_who_asked_and_nobody_else(clinic: Clinic) -> None:
    patient, erin = clinic.patient(), clinic.erin
    charge(clinic, patient, "80.00")
    app = visit(erin, "take-payment", patient=str(patient.id))
    enter(app, patient.id, "80", "cash")
    (made,) = payments(clinic)
    press(app, f"print:receipt:{made.id}")
    assert "being made" in texts(app)
    make_documents(clinic.db, lambda: False)
    app.run()
    number = app.session_state[asked_key(f"receipt:{made.id}")]
    assert f"/documents/{number}" in texts(app)
    with clinic.db.transaction() as session:
        found = documents.open_document(session, by=erin, document_id=number)
    assert found.content.startswith(b"%PDF")
    assert found.name == f"receipt-{made.receipt}.pdf"
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        documents.open_document(session, by=clinic.ben, document_id=number)
    with clinic.db.transaction() as session:
        session.get_one(Staff, clinic.staff_id("erin")).role = "nurse"
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        documents.open_document(session, by=erin, document_id=number)


def test_a_payment_that_was_taken_back_says_so_on_its_receipt(clinic: Clinic) -> None:
    patient = clinic.patient()
    app = visit(clinic.erin, "take-payment", patient=str(patient.id))
    enter(app, patient.id, "80", "cash")
    (made,) = payments(clinic)
    with clinic.db.transaction() as session:
        void(session, by=clinic.ben, payment_id=made.id, reason="Entered twice")
    assert payment(clinic, made.id).voided_at is not None
    app.run()
    assert "this payment was taken back" in texts(app)


@pytest.mark.parametrize("name", ["alice", "dev", "carla", "farid"])
def test_who_takes_no_payments_is_not_shown_the_page(clinic: Clinic, name: str) -> None:
    patient = clinic.patient()
    charge(clinic, patient, "77.31")
    assert "$77.31" not in texts(visit(clinic.sign_in(name), "take-payment", patient=str(patient.id)))


def test_a_second_press_takes_nothing_twice(clinic: Clinic) -> None:
    patient, token = clinic.patient(), uuid4()
    assert take(clinic, patient, "20", token=token) == take(clinic, patient, "20", token=token)
    assert len(payments(clinic)) == 1
