"""A claim of nobody we knew in the queue of payments: the patient is found, what was billed is chosen, it is posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.actions.remittance_placing import place_claim
from db.engine import use
from db.models import Charge, Patient, PaymentException, Task
from db.queries.claim_places import places
from tests.billing import accounts, charge, claims, exceptions, paid, post, remit
from tests.conftest import Clinic
from tests.console.panes.opened import submit
from tests.console.visiting import press, visit
from tests.feeds.remits import clp, patient, svc

D = Decimal
LINES = [clp("Z-9", "150", "80"), patient(), svc("150", "80"), "CAS*CO*45*45", "CAS*PR*2*25"]


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient with two visits billed, one of them at the claim's amount."""
    rosa = clinic.patient("Rosa", "Diaz")
    charge(clinic, rosa, "A-1", "150", on=date(2026, 1, 5))
    charge(clinic, rosa, "A-2", "90", on=date(2026, 2, 5))
    return rosa


def the_task(clinic: Clinic) -> int:
    """The task of the only claim of nobody."""
    with clinic.db.transaction() as session:
        about = session.scalars(select(PaymentException.id).where(PaymentException.kind == "unmatched_claim")).one()
        return session.scalars(
            select(Task.id).where(Task.focus_type == PaymentException.__tablename__, Task.focus_id == about)
        ).one()


def billed(clinic: Clinic, number: str) -> int:
    with clinic.db.transaction() as session:
        return session.scalars(select(Charge.id).where(Charge.claim_number == number)).one()


def opened(clinic: Clinic, task_id: int, name: str = "ben") -> AppTest:
    app = visit(clinic.sign_in(name), "payments", task=str(task_id))
    assert not app.exception
    return app


def find(app: AppTest, task_id: int, words: str, person: Patient) -> None:
    """Open the dialog, search, and choose the patient."""
    press(app, f"place-claim:{task_id}")
    app.text_input(key=f"place-claim:{task_id}:find:text").set_value(words).run()
    next(one for one in app.radio if one.label == "Which one").set_value(person.id).run()


def said(app: AppTest) -> str:
    return " ".join(one.value.replace("\\", "") for one in (*app.caption, *app.markdown))


def test_the_patient_is_found_what_was_billed_is_chosen_and_it_is_posted(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *LINES)))
    task_id = the_task(clinic)
    app = opened(clinic, task_id)
    find(app, task_id, "Diaz", rosa)
    assert "DIAZ, ROSA, claim Z-9" in said(app)
    box = app.selectbox(key=f"place-claim:{task_id}:charge:{rosa.id}")
    assert box.options == [
        "Visit, 5 Jan 2026, $150.00 (the same amount), claim A-1",
        "Visit, 5 Feb 2026, $90.00, claim A-2",
    ]
    assert box.value is None
    submit(app, "Place it")
    assert app.warning[0].value == "Choose the patient and what it was billed for. Nothing was changed."
    app.selectbox(key=f"place-claim:{task_id}:charge:{rosa.id}").set_value(billed(clinic, "A-1")).run()
    assert "claim A-1, as it came: $80.00 comes off what the insurer owes" in said(app)
    submit(app, "Place it")
    assert not app.exception
    assert "The claim is placed and posted." in [one.value for one in app.success]
    assert exceptions(clinic) == []
    assert claims(clinic)[0].patient_id == rosa.id
    assert {"patient": D(25), "payer": D(90), "remit": D(80)}.items() <= accounts(clinic).items()
    assert clinic.task(task_id).closed_at is not None
    assert f"place-claim:{task_id}" not in [one.key for one in opened(clinic, task_id).button]


def test_a_patient_without_a_billed_claim_is_told_of(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *LINES)))
    other = clinic.patient("Leo", "Quintana")
    charge(clinic, other, "", "150")
    task_id = the_task(clinic)
    app = opened(clinic, task_id)
    find(app, task_id, "Quintana", other)
    assert "Nothing was billed to an insurer for this patient" in said(app)
    submit(app, "Place it")
    assert exceptions(clinic) == [("unmatched_claim", D(80))]


def test_who_comes_second_is_told_that_it_has_its_patient(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *LINES)))
    task_id = the_task(clinic)
    app = opened(clinic, task_id)
    find(app, task_id, "Diaz", rosa)
    app.selectbox(key=f"place-claim:{task_id}:charge:{rosa.id}").set_value(billed(clinic, "A-2")).run()
    with clinic.db.transaction() as session:
        place_claim(session, by=clinic.ben, claim_id=claims(clinic)[0].id, charge_id=billed(clinic, "A-1"))
    submit(app, "Place it")
    assert not app.exception
    assert "This claim has its patient already. Nothing was changed." in [one.value for one in app.warning]
    assert accounts(clinic)["patient"] == D(25)


def test_a_manager_who_matches_nothing_isnt_offered_it(clinic: Clinic, rosa: Patient) -> None:
    post(clinic, remit(paid("80", *LINES)))
    task_id = the_task(clinic)
    keys = [str(one.key) for one in opened(clinic, task_id, "carla").button]
    assert f"close:{task_id}" in keys
    assert f"place-claim:{task_id}" not in keys


def test_the_charges_of_one_claim_are_one_place_and_nobody_has_none(clinic: Clinic) -> None:
    leo = clinic.patient("Leo", "Quintana")
    charge(clinic, leo, "B-1", "100", on=date(2026, 1, 5))
    charge(clinic, leo, "B-1", "50", code="85025", on=date(2026, 1, 5))
    charge(clinic, leo, "", "40")
    with clinic.db.transaction() as session:
        [one] = places(session, viewer=clinic.ben, patient_id=leo.id, charged=D("-150"))
        assert places(session, viewer=clinic.ben, patient_id=10**9) == ()
    assert (one.claim_number, one.many, one.charged, one.same) == ("B-1", 2, D(150), True)
