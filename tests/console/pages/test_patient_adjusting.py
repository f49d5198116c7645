"""What a billing clerk changes about what is owed, on the patient's page: written off, handed on, used, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.panes.patient_adjusting import DEEDS, HAND_ON, TAKE_BACK, USE_CREDIT, WRITE_OFF
from console.panes.patient_money import LEDGER
from db.actions import ledger_adjusting, ledger_days
from db.engine import use
from db.models import LedgerEntry, Patient
from db.queries.ledger_owed import owed
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.money import charge, count, entries, held, payer, take, today


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient("Rosa", "Diaz")


def opened(clinic: Clinic, patient: Patient, deed: str, name: str = "ben") -> AppTest:
    """The patient's page with a deed's dialog open."""
    app = visit(clinic.sign_in(name), "patients", patient=str(patient.id))
    press(app, f"adjust:{deed}:{patient.id}")
    assert not app.exception
    return app


def key_of(app: AppTest, name: str) -> str:
    """The key of the dialog's field of that name, whatever token is in it."""
    fields = [*app.text_input, *app.selectbox]
    return next(str(one.key) for one in fields if str(one.key).startswith("adjust:") and f":{name}" in str(one.key))


def put(app: AppTest, name: str, value: str) -> None:
    app.text_input(key=key_of(app, name)).set_value(value).run()
    app.run()


def choose(app: AppTest, name: str, value: Any) -> None:
    app.selectbox(key=key_of(app, name)).set_value(value).run()
    app.run()


def confirm(app: AppTest, patient: Patient) -> None:
    press(app, f"adjust:do:{patient.id}")
    assert not app.exception


def said(app: AppTest) -> str:
    return " ".join(one.value.replace("\\", "") for one in (*app.caption, *app.markdown))


def offered(app: AppTest, patient: Patient) -> set[str]:
    return {deed for deed in DEEDS if f"adjust:{deed}:{patient.id}" in [one.key for one in app.button]}


def test_an_amount_is_written_off_after_its_consequence_was_read(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    app = opened(clinic, rosa, WRITE_OFF)
    assert "nobody is asked for it any more" in said(app)
    put(app, "amount", "20")
    assert "$20.00 is given up for good; the patient then owes $60.00." in said(app)
    confirm(app, rosa)
    assert [one.value for one in app.warning] == ["Say why. Nothing was changed."]
    put(app, "why", "Hardship")
    confirm(app, rosa)
    assert [one.value for one in app.success] == [r"\$20.00 was written off."]
    assert held(clinic, "patient", rosa) == "60.00"
    assert entries(clinic)[-1][0] == "write_off"
    assert f"adjust:do:{rosa.id}" not in [one.key for one in app.button]  # the dialog is closed


def test_one_charge_of_several_and_what_an_insurer_owes_can_be_chosen(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00", days_ago=30)
    count_id = charge(clinic, rosa, "40.00", display="Blood count")
    charge(clinic, rosa, "120.00", payer_id=payer(clinic))
    app = opened(clinic, rosa, WRITE_OFF)
    options = app.selectbox(key=key_of(app, "part")).options
    assert options[0] == "All that the patient owes, the oldest first: $120.00"
    assert "All that Harbor Health Plan owes, the oldest first: $120.00" in options
    choose(app, "part", (None, count_id))
    put(app, "amount", "15.00")
    put(app, "why", "Agreed on the phone")
    assert "the patient then owes $25.00 for this" in said(app)
    confirm(app, rosa)
    app = opened(clinic, rosa, WRITE_OFF)
    choose(app, "part", (payer(clinic), None))
    put(app, "amount", "20.00")
    put(app, "why", "Below their limit")
    confirm(app, rosa)
    assert (held(clinic, "patient", rosa), held(clinic, "payer", rosa)) == ("105.00", "100.00")


def test_more_than_is_owed_and_what_is_no_amount_is_refused_in_the_dialog(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    app = opened(clinic, rosa, WRITE_OFF)
    put(app, "why", "Hardship")
    for typed, words in (("80.01", "At most 80.00"), ("12,50", "Enter an amount"), ("-5", "above 0.00")):
        put(app, "amount", typed)
        confirm(app, rosa)
        assert words in app.warning[0].value, typed
    assert count(clinic, LedgerEntry) == 1


def test_what_an_insurer_owes_is_handed_on_to_the_patient_and_back(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "120.00", payer_id=payer(clinic))
    app = opened(clinic, rosa, HAND_ON)
    put(app, "amount", "50")
    put(app, "why", "Not covered")
    assert "$50.00 is owed by the patient from then on, instead of by Harbor Health Plan" in said(app)
    confirm(app, rosa)
    assert (held(clinic, "patient", rosa), held(clinic, "payer", rosa)) == ("50.00", "70.00")
    app = opened(clinic, rosa, HAND_ON)
    put(app, "amount", "50")
    put(app, "why", "Covered after all")
    confirm(app, rosa)
    assert app.warning[0].value.startswith("Choose the insurer")
    choose(app, "payer", payer(clinic))
    confirm(app, rosa)
    assert r"was handed on to Harbor Health Plan" in app.success[0].value
    assert (held(clinic, "patient", rosa), held(clinic, "payer", rosa)) == ("0.00", "120.00")


def test_credit_pays_one_charge_as_far_as_it_goes(clinic: Clinic, rosa: Patient) -> None:
    take(clinic, rosa, "50.00")
    first = charge(clinic, rosa, "30.00", days_ago=30)
    second = charge(clinic, rosa, "80.00", display="Blood count")
    app = opened(clinic, rosa, USE_CREDIT)
    choose(app, "part", (None, second))
    assert "$50.00 of the credit pays it; the patient then owes $30.00 for this, and $0.00 of credit is left" in (
        said(app)
    )
    put(app, "amount", "45")
    confirm(app, rosa)
    assert app.success[0].value == r"\$45.00 of the credit was used."
    assert (held(clinic, "patient", rosa), held(clinic, "unapplied", rosa)) == ("65.00", "-5.00")
    with clinic.db.transaction() as session:
        paid = owed(session, rosa.id, charge_id=first)
    assert [one.amount for one in paid] == [Decimal("30.00")]


def test_an_entry_is_taken_back_with_a_reason_and_the_ledger_shows_both(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    with clinic.db.transaction() as session:
        given_up = ledger_adjusting.write_off(
            session, by=clinic.ben, patient_id=rosa.id, amount=Decimal("30.00"), reason="Hardship"
        )
    app = opened(clinic, rosa, TAKE_BACK)
    confirm(app, rosa)
    assert app.warning[0].value == "Choose the entry. Nothing was changed."
    assert app.selectbox(key=key_of(app, "entry")).options[0].startswith("Written off: Office visit, ")
    choose(app, "entry", given_up)
    assert "Its opposite is posted today: the patient owes $30.00 more. Both stay on record." in said(app)
    confirm(app, rosa)
    assert app.warning[0].value == "Say why. Nothing was changed."
    put(app, "why", "The wrong patient")
    confirm(app, rosa)
    assert app.success[0].value == "The entry was taken back; the ledger shows both."
    assert held(clinic, "patient", rosa) == "80.00"
    app.segmented_control(key=f"money:{rosa.id}:part").set_value(LEDGER).run()
    app.run()
    page = texts(app)
    for words in ("ps-undone", "taken back on", "Taken back: Written off: Office visit", "The wrong patient"):
        assert words in page, words


def test_what_is_taken_back_elsewhere_isnt_offered_here(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    take(clinic, rosa, "80.00")
    app = opened(clinic, rosa, TAKE_BACK)
    options = app.selectbox(key=key_of(app, "entry")).options
    assert len(options) == 1
    assert options[0].startswith("Office visit")
    assert "Payments are voided or moved under Payments." in said(app)


def test_who_comes_second_is_told_what_is_owed_now(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    app = opened(clinic, rosa, WRITE_OFF)
    put(app, "amount", "20")
    app.text_input(key=key_of(app, "why")).set_value("Hardship").run()
    with clinic.db.transaction() as session:
        ledger_adjusting.write_off(
            session, by=clinic.ben, patient_id=rosa.id, amount=Decimal("20.00"), reason="Hardship"
        )
    confirm(app, rosa)
    assert app.warning[0].value == ("What is owed here was 80.00 and is 60.00 now. Look again; nothing was changed.")
    assert held(clinic, "patient", rosa) == "60.00"
    confirm(app, rosa)  # what stands there now is what the next press is about
    assert held(clinic, "patient", rosa) == "40.00"


def test_nothing_typed_is_there_when_the_dialog_is_opened_again(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    app = opened(clinic, rosa, WRITE_OFF)
    put(app, "why", "Hardship")
    press(app, f"adjust:{HAND_ON}:{rosa.id}")
    assert app.text_input(key=key_of(app, "why")).value == ""


def test_only_what_there_is_something_for_is_offered(clinic: Clinic, rosa: Patient) -> None:
    page = visit(clinic.ben, "patients", patient=str(rosa.id))
    assert offered(page, rosa) == {TAKE_BACK}
    charge(clinic, rosa, "80.00")
    assert offered(visit(clinic.ben, "patients", patient=str(rosa.id)), rosa) == {WRITE_OFF, HAND_ON, TAKE_BACK}


@pytest.mark.parametrize("name", ["alice", "carla", "dev", "erin"])
def test_nobody_but_the_billing_clerk_is_offered_any_of_it(clinic: Clinic, rosa: Patient, name: str) -> None:
    charge(clinic, rosa, "80.00")
    assert not offered(visit(clinic.sign_in(name), "patients", patient=str(rosa.id)), rosa)


def test_a_closed_day_is_said_in_the_dialog(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    app = opened(clinic, rosa, WRITE_OFF)
    put(app, "amount", "20")
    put(app, "why", "Hardship")
    day = today(clinic)
    with clinic.db.transaction() as session:
        version = ledger_days.count(session, by=clinic.carla, day=day, counted={})
        ledger_days.close(session, by=clinic.carla, day=day, seen_version=version)
    confirm(app, rosa)
    assert app.warning[0].value == "Today is closed: nothing was posted. A manager can open it again."
    assert held(clinic, "patient", rosa) == "80.00"
