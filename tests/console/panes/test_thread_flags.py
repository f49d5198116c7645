"""What alarms, as the pane of a conversation shows it to each role, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from db.engine import use
from db.models import UrgencyFlag
from db.roles import FRONT_DESK, ROLES, Permission
from tests.conftest import Clinic
from tests.console.panes.opened import press, red_flag, said, submit
from tests.console.visiting import texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def test_the_banner_quotes_the_patient_and_says_what_to_do_and_whom_to_call(clinic: Clinic) -> None:
    rosa = clinic.patient(phone="555-0101")
    task_id = clinic.conversation("Since this morning my CHEST hurts & I sweat.", patient=rosa)
    red_flag(clinic, task_id, "chest hurts")
    shown = texts(visit(clinic.alice, task=str(task_id)))
    assert "Emergency signs" in shown
    assert "Call: 911." in shown
    assert "tel:5550101" in shown
    assert "<mark>CHEST hurts</mark>" in shown
    assert "&amp; I sweat" in shown


def test_the_front_desk_sees_the_banner_and_not_the_phrase(clinic: Clinic) -> None:
    task_id = clinic.conversation("Since this morning my chest hurts.")
    red_flag(clinic, task_id)
    app = visit(clinic.erin, task=str(task_id))
    assert "Emergency signs. Tell a nurse now." in texts(app)
    assert "chest" not in texts(app).lower().replace("ps-", "")
    labels = {one.label for one in app.button}
    assert "Log the call" in labels
    assert "I'm on it" not in labels  # who can't read what alarms tells a nurse
    assert f"override:{task_id}" not in {one.key for one in app.button}


def test_who_works_and_reads_the_inbox_but_no_clinical_text_sees_the_banner_and_not_the_phrase(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = FRONT_DESK.permissions | {Permission.INBOX_READ}
    monkeypatch.setitem(ROLES, FRONT_DESK.slug, replace(FRONT_DESK, permissions=reads))
    task_id = clinic.conversation()
    red_flag(clinic, task_id, "chest hurts")
    app = visit(clinic.erin, task=str(task_id))
    assert "Emergency signs. Tell a nurse now." in texts(app)
    assert "chest hurts" not in texts(app).partition("ps-flag-red")[2].partition("</div>")[0]
    assert "I'm on it" not in {one.label for one in app.button}  # the action would refuse it


def test_on_it_is_kept_with_the_name(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    red_flag(clinic, task_id)
    app = visit(clinic.alice, task=str(task_id))
    press(app, f"acknowledge:{task_id}")
    assert clinic.task(task_id).flag_acknowledged_by == "Alice Moreno"
    assert "Alice Moreno</bdi> is on it since" in texts(app)
    assert f"acknowledge:{task_id}" not in {one.key for one in app.button}


def test_an_override_needs_a_reason_and_then_takes_the_banner_away(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    flag_id = red_flag(clinic, task_id)
    app = visit(clinic.alice, task=str(task_id))
    press(app, f"override:{task_id}")
    submit(app, "Set it aside")
    assert any("Say why" in one for one in said(app))
    app.text_area(key=f"override:{task_id}:why").input("She writes about her dog")
    submit(app, "Set it aside")
    with clinic.db.transaction() as session:
        assert session.get_one(UrgencyFlag, flag_id).override_reason == "She writes about her dog"
    assert "Nobody has said yet" not in texts(app)


def test_an_amber_flag_is_said_calmly(clinic: Clinic) -> None:
    task_id = clinic.conversation("I had chest pain last year.")
    red_flag(clinic, task_id, "chest pain", level="amber")
    shown = texts(visit(clinic.alice, task=str(task_id)))
    assert "Same day" in shown
    assert "ask about it" in shown
    assert "Emergency signs<" not in shown
