"""A conversation in its pane: files, who wrote, the composer, and what is drawn only when it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func

from console.kit.drafting import Box
from db.actions import tasks
from db.engine import use
from db.models import Attachment, Message, Patient
from tests.conftest import Clinic
from tests.console.panes.opened import kept_draft, red_flag, said
from tests.console.visiting import texts, visit

MOST_ELEMENTS = 60


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def test_pictures_are_shown_small_and_what_was_refused_says_why(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        message_id = clinic.task(task_id).last_inbound_id
        for name, refusal in (("rash.jpg", ""), ("bad.jpg", "A virus was found.")):
            session.add(
                Attachment(
                    message_id=message_id,
                    name=name,
                    media_type="image/jpeg",
                    content=b"\xff\xd8\xff",
                    checked_at=func.transaction_timestamp(),
                    refusal=refusal,
                )
            )
    shown = texts(visit(clinic.alice, task=str(task_id)))
    assert "?as=preview" in shown
    assert shown.count("<img") == 1
    assert "A virus was found." in shown


def test_an_automatic_message_is_nobodys(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        session.add(
            Message(
                thread_id=clinic.task(task_id).focus_id,
                direction="outbound",
                author="Portside clinic",
                body="Call 911.",
                automatic=True,
                sent_at=func.transaction_timestamp(),
            )
        )
    shown = texts(visit(clinic.alice, task=str(task_id)))
    assert "Sent automatically" in shown
    assert "ps-auto" in shown


def test_the_composer_says_that_a_patient_has_died(clinic: Clinic) -> None:
    patient = clinic.patient()
    task_id = clinic.conversation(patient=patient)
    with clinic.db.transaction() as session:
        session.get_one(Patient, patient.id).deceased_at = datetime(2026, 1, 5, tzinfo=UTC)
    app = visit(clinic.alice, task=str(task_id))
    assert "Rosa Diaz has died. No notice will be sent." in said(app)
    assert "Deceased" in texts(app)


def test_what_happened_is_read_only_when_it_is_unfolded(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=task_id)
    app = visit(clinic.alice, task=str(task_id))
    assert "took it" not in texts(app)
    app.session_state[f"history:{task_id}"] = True
    app.run()
    assert "took it" in texts(app)


def test_the_menu_of_templates_is_drawn_only_while_it_is_open(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    assert not [one for one in app.button if str(one.key).startswith("template:")]
    app.session_state[f"templates:compose:reply:{task_id}:1"] = True
    app.run()
    button = next(one for one in app.button if str(one.key).startswith("template:"))
    button.click().run()
    app.run()
    assert kept_draft(clinic, task_id), "what was inserted is a draft at once"
    assert not [one for one in app.button if str(one.key).startswith("template:")]


def test_the_chooser_of_files_stays_once_it_was_opened(clinic: Clinic) -> None:
    """One that isn't drawn any more would forget its files, and one that is still on its way."""
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    assert not app.get("file_uploader")
    menu = f"attach:compose:reply:{task_id}:1"
    app.session_state[menu] = True
    app.run()
    assert app.get("file_uploader")
    app.session_state[menu] = False
    app.run()
    assert app.get("file_uploader")


def test_the_pane_keeps_to_its_elements(clinic: Clinic) -> None:
    before = visit(clinic.alice)
    task_id = clinic.conversation()
    red_flag(clinic, task_id)
    app = visit(clinic.alice, task=str(task_id))
    assert len(list(app.main)) - len(list(before.main)) <= MOST_ELEMENTS


def test_pitfall_8_there_is_one_composer_for_every_box(clinic: Clinic) -> None:
    assert Box.__module__ == "console.kit.drafting"
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    composers = [one for one in app.get("bidi_component") if "compose:" in str(one.proto)]
    assert len(composers) == 1
