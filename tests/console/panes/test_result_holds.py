"""Holding a result back on screen: why, from whom, until when, with whom; and ending it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.kit.times import local
from db.actions import result_holds
from db.credentials import SessionToken
from db.engine import use
from db.models import Patient, ResultHold
from tests.conftest import Clinic
from tests.console.panes.result_visits import choose, menu, offered, opened, press, said, submit
from tests.results import filed, holds, own_account, proxy, sees, task_of

WHY = "She asked to hear it from Dev first."


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def held(clinic: Clinic, by: SessionToken, patient: Patient, **more: Any) -> int:
    """A result that somebody holds; its id."""
    report_id = filed(clinic, patient)
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        result_holds.hold(
            session, by=by, task_id=task.id, seen_version=task.version,
            **({"reason": "patient-request", "rationale": WHY} | more),
        )  # fmt: skip
    return report_id


def asked(app: AppTest, task_id: int, reason: str) -> None:
    """The dialog, with a reason chosen."""
    choose(app, task_id, "hold-result")
    app.radio(key=f"hold-result:{task_id}:reason").set_value(reason).run()
    assert not app.exception


def end_of(app: AppTest, key: str) -> datetime:
    """What a field of a hold's end shows."""
    (found,) = [one for one in app.datetime_input if one.key == key]
    value = found.value
    assert isinstance(value, datetime)
    return value


def test_a_hold_begins_with_its_reason_which_sets_its_end_and_says_what_the_law_says(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    app, task = opened(clinic, report_id)
    choose(app, task.id, "hold-result")
    assert not [one for one in app.button if one.label == "Hold it back"]
    asked(app, task.id, "patient-request")
    assert any("information blocking" in one.value for one in app.caption)
    ends = end_of(app, f"hold-result:{task.id}:until-patient-request")
    assert ends - local(task.created_at).replace(tzinfo=None) > timedelta(days=2, hours=23)
    submit(app, "Hold it back")
    assert any("Say in a sentence why" in one for one in said(app))
    app.text_area(key=f"hold-result:{task.id}:why").input(WHY)
    submit(app, "Hold it back")
    (made,) = holds(clinic, report_id)
    assert (made.reason, made.rationale, made.audience) == ("patient-request", WHY, "everybody")
    assert local(made.expires_at).replace(tzinfo=None) == ends
    assert not sees(clinic, own_account(clinic, patient), report_id)


def test_a_hold_longer_than_one_clinicians_days_is_refused_with_what_was_typed(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    asked(app, task.id, "state-rule")
    app.text_area(key=f"hold-result:{task.id}:why").input(WHY)
    key = f"hold-result:{task.id}:until-state-rule"
    (field,) = [one for one in app.datetime_input if one.key == key]
    field.set_value(end_of(app, key) + timedelta(days=5))
    submit(app, "Hold it back")
    assert any("second clinician" in one for one in said(app))
    assert app.text_area(key=f"hold-result:{task.id}:why").value == WHY
    assert holds(clinic, report_id) == []


def test_an_adolescents_confidentiality_is_held_from_proxies_unless_told_otherwise(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta = proxy(clinic, patient)
    report_id = filed(clinic, patient)
    app, task = opened(clinic, report_id)
    asked(app, task.id, "adolescent")
    app.text_area(key=f"hold-result:{task.id}:why").input("Confidential care under the state's law.")
    submit(app, "Hold it back")
    assert [one.audience for one in holds(clinic, report_id)] == ["proxies"]
    assert not sees(clinic, marta, report_id)
    assert sees(clinic, own_account(clinic, patient), report_id)


def test_a_colleagues_decision_is_entered_under_their_name(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    asked(app, task.id, "patient-request")
    decider = app.selectbox(key=f"hold-result:{task.id}:decider")
    assert decider.value == clinic.staff_id("alice")
    assert "Carla Jensen" not in decider.options
    decider.select(clinic.staff_id("dev"))
    app.text_area(key=f"hold-result:{task.id}:why").input(WHY)
    submit(app, "Hold it back")
    assert [one.decided_by_id for one in holds(clinic, report_id)] == [clinic.staff_id("dev")]


def test_only_a_prescriber_enters_a_risk_of_harm_and_a_nurse_is_told_whom_to_ask(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    asked(app, task.id, "harm")
    assert any("Only a prescriber decides" in one for one in said(app))
    assert not [one for one in app.button if one.label == "Hold it back"]
    app, task = opened(clinic, report_id, "dev")
    asked(app, task.id, "harm")
    app.text_area(key=f"hold-result:{task.id}:why").input("Suicidal last week; tell her in person.")
    submit(app, "Hold it back")
    assert [(one.reason, one.decided_by_id) for one in holds(clinic, report_id)] == [("harm", clinic.staff_id("dev"))]


def test_ending_a_hold_is_a_button_and_releases(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = held(clinic, clinic.dev, patient)
    app, task = opened(clinic, report_id)
    assert "End the hold" in offered(app, task.id)
    press(app, f"lift-hold:{task.id}")
    submit(app, "End it now")
    assert any("Say why the hold ends" in one for one in said(app))
    app.text_input(key=f"lift-hold:{task.id}:why").input("She has heard it")
    submit(app, "End it now")
    assert sees(clinic, own_account(clinic, patient), report_id)
    assert "End the hold" not in offered(app, task.id)


def test_a_hold_that_somebody_changed_meanwhile_is_looked_at_again(clinic: Clinic) -> None:
    report_id = held(clinic, clinic.dev, clinic.patient())
    app, task = opened(clinic, report_id)
    press(app, f"lift-hold:{task.id}")
    app.text_input(key=f"lift-hold:{task.id}:why").input("She has heard it")
    (made,) = holds(clinic, report_id)
    with clinic.db.transaction() as session:
        result_holds.extend(
            session, by=clinic.dev, hold_id=made.id, seen_version=made.version, rationale="She asked again for it.",
            expires_at=made.expires_at + timedelta(days=1),
        )  # fmt: skip
    submit(app, "End it now")
    assert any("Somebody changed this hold" in one for one in said(app))
    assert holds(clinic, report_id)[0].ended_at is None
    submit(app, "End it now anyway")
    assert holds(clinic, report_id)[0].ended_at is not None


def test_a_second_clinician_agrees_and_then_it_lasts_longer(clinic: Clinic) -> None:
    report_id = held(clinic, clinic.dev, clinic.patient())
    app, task = opened(clinic, report_id, "dev")
    assert "second-hold" not in menu(app, task.id)
    assert "Agree to the hold" not in menu(app, task.id)
    app, task = opened(clinic, report_id)
    choose(app, task.id, "second-hold")
    press(app, f"second-hold:{task.id}:do")
    assert holds(clinic, report_id)[0].second_id == clinic.staff_id("alice")
    choose(app, task.id, "extend-hold")
    (made,) = holds(clinic, report_id)
    key = f"extend-hold:{task.id}:until-{made.id}"
    (field,) = [one for one in app.datetime_input if one.key == key]
    field.set_value(end_of(app, key) + timedelta(days=10))
    app.text_area(key=f"extend-hold:{task.id}:why").input("She travels until then.")
    submit(app, "Hold it longer")
    assert holds(clinic, report_id)[0].expires_at > made.expires_at + timedelta(days=9)


def test_a_nurse_is_told_that_a_prescribers_hold_for_harm_is_not_hers_to_end(clinic: Clinic) -> None:
    report_id = held(clinic, clinic.dev, clinic.patient(), reason="harm", rationale="She is in danger at home.")
    app, task = opened(clinic, report_id)
    press(app, f"lift-hold:{task.id}")
    assert any("a prescriber decides on it" in one for one in said(app))
    assert not [one for one in app.button if one.label == "End it now"]
    with clinic.db.transaction() as session:
        assert session.query(ResultHold).filter(ResultHold.ended_at.is_(None)).count() == 1
