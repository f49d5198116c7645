"""A conversation in its pane: alarming words, stopped sends, moves, calls, files, who wrote; for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from console.kit.drafting import Box
from console.panes.stopped import Stopped
from db.actions import replies, tasks
from db.actions.drafts import save_draft
from db.engine import use
from db.models import Attachment, Draft, Message, Patient, Task, Thread, UrgencyFlag
from db.models.urgency import PhoneCall
from db.roles import FRONT_DESK, ROLES, Permission
from tests.conftest import Clinic
from tests.console.panes.opened import choose, kinds, press, red_flag, submit
from tests.console.visiting import texts, visit

MOST_ELEMENTS = 60


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def said(app: object) -> list[str]:
    """Every sentence about what was done, or why not."""
    return [one.value for one in (*app.success, *app.warning, *app.info)]  # type: ignore[attr-defined]


def outbound(clinic: Clinic, task_id: int) -> list[Message]:
    """What was written to the patient."""
    with clinic.db.transaction() as session:
        found = select(Message).where(
            Message.thread_id == clinic.task(task_id).focus_id, Message.direction == "outbound"
        )
        return list(session.scalars(found.order_by(Message.id)))


def draft(clinic: Clinic, task_id: int, body: str, name: str = "alice") -> None:
    """Somebody's unsent reply."""
    with clinic.db.transaction() as session:
        save_draft(
            session,
            by=clinic.sign_in(name),
            task_id=task_id,
            kind="reply",
            body=body,
            seen_inbound_id=clinic.task(task_id).last_inbound_id,
        )


def kept_draft(clinic: Clinic, task_id: int) -> str | None:
    """Alice's draft as the database has it."""
    with clinic.db.transaction() as session:
        return session.scalar(select(Draft.body).where(Draft.task_id == task_id, Draft.kind == "reply"))


# ---- urgency --------------------------------------------------------------------------------------------


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


# ---- a send that was stopped ----------------------------------------------------------------------------


def test_what_came_since_is_shown_and_marked_and_the_text_can_be_sent_anyway(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Rest your knee.")
    seen = clinic.task(task_id).last_inbound_id
    clinic.patient_writes(task_id, "Now my chest hurts!")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", seen or 0, "The patient wrote again while you worked.")
    app.run()
    assert "The patient wrote again while you worked." in said(app)
    assert texts(app).count("ps-new") >= 2  # in the box, and in the conversation
    press(app, f"stopped:{task_id}:anyway")
    assert [one.body for one in outbound(clinic, task_id)] == ["Rest your knee."]
    assert f"stopped:{task_id}" not in app.session_state


def test_pitfall_7_a_text_that_is_stopped_again_stays_and_the_colleague_sees_that_it_was_stopped(
    clinic: Clinic,
) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Alice's advice.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", 0, "Somebody was faster.")
    app.run()
    dev, stands = clinic.dev, clinic.task(task_id)
    with clinic.db.transaction() as session:
        replies.reply(
            session,
            by=dev,
            token=uuid4(),
            task_id=task_id,
            seen_version=stands.version,
            seen_inbound_id=stands.last_inbound_id,
            body="Dev's advice.",
        )
    press(app, f"stopped:{task_id}:anyway")
    assert [one.body for one in outbound(clinic, task_id)] == ["Dev's advice."]
    assert kept_draft(clinic, task_id) == "Alice's advice."
    assert any("Dev Patel replied" in one for one in said(app))
    theirs = texts(visit(dev, task=str(task_id)))
    assert "reply was stopped at" in theirs
    assert "Dev Patel replied first" in theirs


def test_discard_throws_the_text_away_and_sends_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Never mind.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", 0, "Somebody was faster.")
    app.run()
    press(app, f"stopped:{task_id}:discard")
    assert outbound(clinic, task_id) == []
    assert not kept_draft(clinic, task_id)


def test_pitfall_9_no_draft_survives_a_send(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Rest your knee.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", 0, "Somebody was faster.")
    app.run()
    press(app, f"stopped:{task_id}:anyway")
    press_again = [one for one in app.button if one.key == f"stopped:{task_id}:anyway"]
    assert press_again == []  # pitfall 2: there is nothing left to press twice
    assert len(outbound(clinic, task_id)) == 1
    assert not kept_draft(clinic, task_id)


def test_pitfall_10_a_draft_is_there_in_a_new_session(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Half an hour of writing")
    app = visit(clinic.alice, task=str(task_id))
    assert "Half an hour of writing" in " ".join(str(one.proto) for one in app.get("bidi_component"))


def test_a_send_and_close_with_an_unsettled_flag_keeps_the_text_and_asks_for_the_call(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    red_flag(clinic, task_id)
    draft(clinic, task_id, "Take an aspirin.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("close", 0, "Somebody was faster.")
    app.run()
    press(app, f"stopped:{task_id}:anyway")
    assert outbound(clinic, task_id) == []
    assert kept_draft(clinic, task_id) == "Take an aspirin."
    assert app.radio(key=f"phone:{task_id}:outcome").value is None


# ---- calls, moves, to-dos, the PDF ----------------------------------------------------------------------


def test_a_logged_call_stands_in_the_flow_of_the_conversation(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "phone")
    submit(app, "Log the call")
    assert "Choose how the call went." in said(app)
    app.radio(key=f"phone:{task_id}:outcome").set_value("left-message")
    app.text_area(key=f"phone:{task_id}:detail").input("Asked her to call back")
    submit(app, "Log the call")
    with clinic.db.transaction() as session:
        assert session.scalars(select(PhoneCall.outcome)).all() == ["left-message"]
    assert "Asked her to call back" in texts(app)
    assert "Asked her to call back" not in texts(visit(clinic.erin, task=str(task_id)))


def test_merging_lists_this_patients_other_open_conversations_and_stays_on_the_page(clinic: Clinic) -> None:
    patient = clinic.patient()
    into, task_id = (clinic.conversation(body, patient=patient) for body in ("First.", "Second."))
    clinic.conversation("Somebody else's.")
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "merge")
    radio = app.radio(key=f"merge:{task_id}:into")
    assert len(radio.options) == 1
    radio.set_value(into)
    submit(app, "Merge")
    assert clinic.task(task_id).closed_at is not None
    assert app.session_state["inbox:task"] == task_id


def test_splitting_a_message_off_makes_a_task_of_its_own(clinic: Clinic) -> None:
    task_id = clinic.conversation("My knee hurts.")
    second = clinic.patient_writes(task_id, "And I need my pills.")
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "split")
    app.radio(key=f"split:{task_id}:message").set_value(second)
    app.selectbox(key=f"split:{task_id}:topic").set_value("refill")
    submit(app, "Split it off")
    with clinic.db.transaction() as session:
        assert session.scalars(select(Task.topic).where(Task.id != task_id)).all() == ["refill"]


def test_filing_under_another_patient_shows_both_names_before_it_is_done(clinic: Clinic) -> None:
    task_id = clinic.conversation("About Tom: he has a rash.")
    tom = clinic.patient("Tomasz", "Berg", birth_date=datetime(2018, 5, 4, tzinfo=UTC).date())
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "refile")
    app.text_input(key=f"refile:{task_id}:text").input("Tomasz Berg").run()
    app.run()
    app.radio(key=f"refile:{task_id}:patient").set_value(tom.id).run()
    app.run()
    assert "Now under" in texts(app)
    assert "Tomasz Berg" in texts(app)
    press(app, f"refile:{task_id}:do")
    assert any("Say why" in one for one in said(app))
    app.text_input(key=f"refile:{task_id}:why").input("His mother wrote from her own account")
    press(app, f"refile:{task_id}:do")
    with clinic.db.transaction() as session:
        thread = session.get_one(Thread, clinic.task(task_id).focus_id)
        assert thread.patient_id == tom.id


def test_asking_another_team_leaves_the_task_as_it_is(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.erin, task=str(task_id))
    choose(app, task_id, "pass_on")
    team = app.selectbox(key=f"pass_on:{task_id}:team")
    team.select_index(0)
    app.text_area(key=f"pass_on:{task_id}:body").input("Send the form again")
    submit(app, "Ask them")
    assert clinic.task(task_id).closed_at is None
    assert "passed-on" in kinds(clinic, task_id)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 2


def test_the_pdf_is_asked_for_and_said_to_be_made(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "document")
    assert not app.exception
    assert "The PDF is being made." in texts(app)


# ---- what is read ---------------------------------------------------------------------------------------


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
