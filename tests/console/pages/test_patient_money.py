"""A patient's money on their page: sums for the front desk, payments, ledger and statements for billing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from console.documents import make_documents
from console.panes.patient_money import LEDGER, STATEMENTS
from console.panes.printing import asked_key
from db.actions import documents, payments
from db.engine import use
from db.models import Patient, Refund, Statement
from db.roles import ROLES, Permission
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.db.test_registry import CAST
from tests.money import charge, held, payer, payment, refund, take

MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, patient: Patient, name: str = "ben") -> AppTest:
    app = visit(clinic.sign_in(name), "patients", patient=str(patient.id))
    assert not app.exception
    assert len(list(app.main)) <= MOST_ELEMENTS
    return app


def part(app: AppTest, patient: Patient, name: str) -> None:
    """Another part of the patient's money."""
    app.segmented_control(key=f"money:{patient.id}:part").set_value(name).run()
    app.run()


def choose(app: AppTest, patient: Patient, payment_id: int, deed: str) -> None:
    """Choose a payment, and what is to be done with it."""
    app.selectbox(key=f"money:{patient.id}:payment").set_value(payment_id).run()
    next(one for one in app.radio if one.label == "What is to be done").set_value(deed).run()


def put(app: AppTest, name: str, value: str) -> None:
    """Type into a field of the deed, whatever token is in its key."""
    next(one for one in app.text_input if str(one.key).endswith(f":{name}")).set_value(value).run()


@pytest.mark.parametrize("slug", [slug for slug, role in ROLES.items() if Permission.PATIENT_VIEW in role.permissions])
def test_each_role_sees_as_much_as_it_may(clinic: Clinic, slug: str) -> None:
    patient = clinic.patient()
    charge(clinic, patient, "1300.00", days_ago=40)
    charge(clinic, patient, "60.00", payer_id=payer(clinic))
    take(clinic, patient, "65.50")
    page, role = texts(opened(clinic, patient, CAST[slug])), ROLES[slug]
    sums, read = Permission.LEDGER_VIEW in role.permissions, Permission.PAYMENTS_READ in role.permissions
    assert ("$1,234.50" in page) == sums
    assert ("31-60 days" in page) == sums
    assert ("Owed by insurers" in page) == sums
    assert ("Harbor Health Plan" in page) == read
    assert ("Front desk, in cash" in page) == read


def test_a_patient_without_money_has_a_calm_page(clinic: Clinic) -> None:
    patient = clinic.patient()
    app = opened(clinic, patient)
    assert "$0.00" in texts(app)
    assert "No payment of this patient is recorded." in [one.value for one in app.caption]
    part(app, patient, LEDGER)
    assert "Nothing was ever posted for this patient." in [one.value for one in app.caption]
    part(app, patient, STATEMENTS)
    assert "No statement was made for this patient yet." in [one.value for one in app.caption]
    press(app, f"statement:{patient.id}")
    assert app.warning[0].value == "Nothing is owed and nothing happened since the last statement."


def test_the_ledger_tells_every_line_who_did_it_and_why(clinic: Clinic) -> None:
    patient = clinic.patient()
    charge(clinic, patient, "80.00")
    taken = take(clinic, patient, "100.00")
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=taken.payment_id, reason="Entered twice")
    app = opened(clinic, patient)
    part(app, patient, LEDGER)
    page = texts(app)
    for words in (
        "Office visit",
        "The patient&#39;s credit",
        "\N{MINUS SIGN}$80.00",
        "$20.00",
        "Entered twice",
        "Taken back",
    ):
        assert words in page, words
    assert "ps-undone" in page


def test_a_payment_of_the_wrong_patient_is_moved_to_whom_it_belongs(clinic: Clinic) -> None:
    patient, other = clinic.patient("Rosa", "Diaz"), clinic.patient("Leo", "Quintana")
    taken = take(clinic, patient, "40.00")
    app = opened(clinic, patient)
    choose(app, patient, taken.payment_id, "Move it to another patient")
    press(app, f"do-move:{taken.payment_id}")
    assert "Find the patient whose payment it is" in app.warning[0].value
    put(app, "find:text", "Quintana")
    next(one for one in app.radio if one.label == "Which one").set_value(other.id).run()
    put(app, "why", "Paid by her son for himself")
    press(app, f"do-move:{taken.payment_id}")
    assert not app.exception
    assert "Leo Quintana's now" in app.success[0].value
    assert (held(clinic, "unapplied", patient), held(clinic, "unapplied", other)) == ("0.00", "-40.00")
    assert "Moved to another patient by" in texts(app)


def test_a_payment_entered_in_error_is_voided_with_a_reason(clinic: Clinic) -> None:
    patient = clinic.patient()
    taken = take(clinic, patient, "40.00")
    app = opened(clinic, patient)
    choose(app, patient, taken.payment_id, "Void it")
    press(app, f"do-void:{taken.payment_id}")
    assert app.warning[0].value == "Say why. Nothing was changed."
    put(app, "why", "Entered twice")
    press(app, f"do-void:{taken.payment_id}")
    assert app.success[0].value.startswith("Voided")
    assert payment(clinic, taken.payment_id).void_reason == "Entered twice"
    assert held(clinic, "drawer") == "0.00"


def test_one_that_somebody_voided_meanwhile_is_left_alone(clinic: Clinic) -> None:
    patient = clinic.patient()
    taken = take(clinic, patient, "40.00")
    app = opened(clinic, patient)
    choose(app, patient, taken.payment_id, "Pay it back")
    put(app, "amount", "40")
    put(app, "why", "Paid twice")
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=taken.payment_id, reason="Entered twice")
    press(app, f"do-refund:{taken.payment_id}")
    assert "took this payment back, so nothing of it can go back." in app.warning[0].value


@pytest.mark.parametrize(("amount", "waits", "words"), [("90.00", False, "is posted"), ("250", True, "second person")])
def test_a_refund_is_asked_for_and_waits_above_the_limit(clinic: Clinic, amount: str, waits: bool, words: str) -> None:
    patient = clinic.patient()
    taken = take(clinic, patient, "300.00")
    app = opened(clinic, patient)
    choose(app, patient, taken.payment_id, "Pay it back")
    put(app, "amount", "300.01")
    put(app, "why", "Paid twice")
    press(app, f"do-refund:{taken.payment_id}")
    assert app.warning[0].value == "At most 300.00 of this payment can go back."
    put(app, "amount", amount)
    press(app, f"do-refund:{taken.payment_id}")
    assert words in app.success[0].value
    with clinic.db.transaction() as session:
        (asked,) = session.scalars(select(Refund.id)).all()
    assert (refund(clinic, asked).approved_at is None) == waits


def test_a_statement_is_made_and_printed_as_it_was_made(clinic: Clinic) -> None:
    patient, ben = clinic.patient(), clinic.ben
    charge(clinic, patient, "80.00")
    app = visit(ben, "patients", patient=str(patient.id))
    part(app, patient, STATEMENTS)
    press(app, f"statement:{patient.id}")
    with clinic.db.transaction() as session:
        (made,) = session.scalars(select(Statement)).all()
    assert app.success[0].value == f"Statement {made.number} is made."
    press(app, f"print:statement:{made.id}")
    make_documents(clinic.db, lambda: False)
    app.run()
    number = app.session_state[asked_key(f"statement:{made.id}")]
    with clinic.db.transaction() as session:
        found = documents.open_document(session, by=ben, document_id=number)
    assert found.content.startswith(b"%PDF")


def test_the_manager_reads_it_and_voids_what_is_above_the_clerks_limit(clinic: Clinic) -> None:
    patient = clinic.patient()
    taken = take(clinic, patient, "400.00")
    app = opened(clinic, patient)
    choose(app, patient, taken.payment_id, "Void it")
    put(app, "why", "Entered twice")
    press(app, f"do-void:{taken.payment_id}")
    assert app.warning[0].value == "A payment of more than 100.00 is voided by a manager. Nothing was changed."
    app = opened(clinic, patient, "carla")
    choose(app, patient, taken.payment_id, "Void it")
    assert next(one for one in app.radio if one.label == "What is to be done").options == ["Void it"]
    assert STATEMENTS not in app.segmented_control(key=f"money:{patient.id}:part").options
    put(app, "why", "Entered twice")
    press(app, f"do-void:{taken.payment_id}")
    assert held(clinic, "drawer") == "0.00"


def test_a_payment_is_taken_from_the_patients_page(clinic: Clinic) -> None:
    patient = clinic.patient()
    for name, there in (("erin", True), ("ben", True), ("carla", False)):
        links = str([one.proto for one in opened(clinic, patient, name).get("page_link")])
        assert ("Take a payment" in links) == there
