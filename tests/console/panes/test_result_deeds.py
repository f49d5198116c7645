"""What is done with a result on screen: reviewed, released, taken back, commented on, retracted; by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from console.panes.stopped import Stopped
from db.actions import tasks
from db.actions.drafts import save_draft
from db.actions.result_comments import comment
from db.engine import use
from db.models import Draft, FollowUp, ResultComment, Task, Team
from tests.conftest import Clinic
from tests.console.panes.opened import kinds
from tests.console.panes.result_visits import choose, menu, offered, opened, press, said, submit
from tests.console.visiting import texts
from tests.results import (
    CRITICAL,
    HIGH,
    changed,
    filed,
    opens,
    own_account,
    posted,
    proxy,
    releases,
    report,
    sees,
    task_of,
)


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def follow_ups(clinic: Clinic, report_id: int) -> list[FollowUp]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(FollowUp).where(FollowUp.report_id == report_id).order_by(FollowUp.id)))


def comments(clinic: Clinic, report_id: int) -> list[ResultComment]:
    with clinic.db.transaction() as session:
        found = select(ResultComment).where(ResultComment.report_id == report_id).order_by(ResultComment.id)
        return list(session.scalars(found))


# ---- review ---------------------------------------------------------------------------------------------


def test_a_normal_result_is_reviewed_and_closed_in_one_dialog(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    assert app.radio(key=f"review:{task.id}:kind").value == "none"
    submit(app, "Reviewed")
    assert "Reviewed. The task is closed." in said(app)
    assert not [one for one in app.button if one.label == "Reviewed"]  # nothing left to press twice
    assert clinic.task(task.id).outcome == "reviewed"
    assert report(clinic, report_id).reviewed_by == "Alice Moreno"


def test_what_follows_from_an_abnormal_result_is_chosen_never_presumed(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    assert app.radio(key=f"review:{task.id}:kind").value is None
    submit(app, "Reviewed")
    assert any("nothing is a choice too" in one for one in said(app))
    assert follow_ups(clinic, report_id) == []


def test_a_repeat_needs_its_day_and_becomes_a_to_do_of_the_chosen_team(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    app.radio(key=f"review:{task.id}:kind").set_value("repeat").run()
    app.text_area(key=f"review:{task.id}:detail").input("Potassium in two weeks")
    app.selectbox(key=f"review:{task.id}:team").select("Front desk")
    submit(app, "Reviewed")
    assert any("by which day" in one for one in said(app))
    assert app.text_area(key=f"review:{task.id}:detail").value == "Potassium in two weeks"
    app.date_input(key=f"review:{task.id}:due").set_value(task.created_at.date() + timedelta(days=14))
    submit(app, "Reviewed")
    (made,) = follow_ups(clinic, report_id)
    assert (made.kind, made.detail, made.finished_at) == ("repeat", "Potassium in two weeks", None)
    assert made.task_id is not None
    assert clinic.task(made.task_id).closed_at is None
    assert clinic.task(made.task_id).team_id == clinic.id_of(Team, "Front desk")
    assert clinic.task(task.id).outcome == "reviewed"
    assert "Finish the follow-up" in offered(app, task.id)


def test_reviewed_may_stay_open(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    app.radio(key=f"review:{task.id}:then").set_value("stay")
    submit(app, "Reviewed")
    assert clinic.task(task.id).closed_at is None
    assert report(clinic, report_id).reviewed_at is not None


def test_a_critical_value_is_taken_on_and_phoned_about_before_it_closes(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(phone="555-0101"), CRITICAL)
    app, task = opened(clinic, report_id)
    press(app, f"acknowledge:{task.id}")
    assert clinic.task(task.id).flag_acknowledged_by == "Alice Moreno"
    press(app, f"review:{task.id}")
    assert any("phone the patient and log the call" in one for one in said(app))
    app.radio(key=f"review:{task.id}:kind").set_value("visit").run()
    app.text_area(key=f"review:{task.id}:detail").input("Tomorrow morning")
    submit(app, "Reviewed")
    assert clinic.task(task.id).closed_at is None
    app.radio(key=f"phone:{task.id}:outcome").set_value("reached")
    submit(app, "Log the call")
    press(app, f"review:{task.id}")
    assert app.text_area(key=f"review:{task.id}:detail").value == "Tomorrow morning"
    submit(app, "Reviewed")
    assert clinic.task(task.id).outcome == "reviewed"
    assert [(one.kind, one.detail) for one in follow_ups(clinic, report_id)] == [("visit", "Tomorrow morning")]


def test_what_is_neither_released_nor_held_is_not_closed_and_the_dialog_says_so_first(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), release=False)
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    assert any("neither released nor held" in one for one in said(app))
    submit(app, "Reviewed")
    assert clinic.task(task.id).closed_at is None


def test_a_colleague_who_reviewed_first_is_named(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=task.id)
    submit(app, "Reviewed")
    assert any("Dev Patel" in one for one in said(app))
    assert report(clinic, report_id).reviewed_at is None
    submit(app, "Reviewed anyway")
    assert clinic.task(task.id).outcome == "reviewed"


def test_a_newer_version_stops_the_review_and_what_it_replaced_is_shown(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    changed(clinic, report_id, HIGH)
    submit(app, "Reviewed")
    assert any("A newer version of this result came" in one for one in said(app))
    assert "What came since" in texts(app)
    assert "Corrected" in texts(app)
    assert report(clinic, report_id).reviewed_at is None
    app.radio(key=f"review:{task.id}:kind").set_value("none").run()
    submit(app, "Reviewed anyway")
    assert report(clinic, report_id).reviewed_at is not None


def test_a_follow_up_is_finished_with_how_it_ended_and_its_to_do_with_it(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    press(app, f"review:{task.id}")
    app.radio(key=f"review:{task.id}:kind").set_value("call").run()
    submit(app, "Reviewed")
    press(app, f"finish-follow-up:{task.id}")
    submit(app, "Finish it")
    assert any("Say how it ended" in one for one in said(app))
    app.text_area(key=f"finish-follow-up:{task.id}:outcome").input("Reached her; she is well.")
    submit(app, "Finish it")
    (made,) = follow_ups(clinic, report_id)
    assert made.outcome == "Reached her; she is well."
    assert made.task_id is not None
    assert clinic.task(made.task_id).closed_at is not None
    assert "Finish the follow-up" not in offered(app, task.id)


# ---- release --------------------------------------------------------------------------------------------


def test_release_is_a_button_until_it_is_open_and_says_to_whom(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta = proxy(clinic, patient)
    report_id = filed(clinic, patient, release=False)
    app, task = opened(clinic, report_id)
    press(app, f"release-result:{task.id}")
    audience = app.selectbox(key=f"release-result:{task.id}:audience")
    assert len(audience.options) == 4
    audience.select(f"account:{marta}")
    submit(app, "Release now")
    assert [(one.audience, one.account_id) for one in releases(clinic, report_id)] == [("account", marta)]
    assert sees(clinic, marta, report_id)
    assert not sees(clinic, own_account(clinic, patient), report_id)
    assert not [one for one in app.button if one.key == f"release-result:{task.id}"]
    assert "Release to patient" in menu(app, task.id)


def test_a_preliminary_result_offers_no_release(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), status="preliminary")
    app, task = opened(clinic, report_id)
    assert "Release to patient" not in offered(app, task.id)
    assert "Release to patient" not in menu(app, task.id)


def test_taking_a_release_back_needs_a_reason_and_says_who_read_it(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    opens(clinic, own_account(clinic, patient), report_id)
    app, task = opened(clinic, report_id)
    choose(app, task.id, "withdraw-result")
    assert any("has read it" in one for one in said(app))
    submit(app, "Take it back")
    assert sees(clinic, own_account(clinic, patient), report_id)
    app.text_input(key=f"withdraw-result:{task.id}:why").input("Another patient's tube")
    submit(app, "Take it back")
    assert not sees(clinic, own_account(clinic, patient), report_id)
    assert [one.withdrawn_reason for one in releases(clinic, report_id)] == ["Another patient's tube"]


def test_a_result_posted_by_hand_is_retracted_a_laboratorys_is_not(clinic: Clinic) -> None:
    patient = clinic.patient()
    made = posted(clinic, clinic.alice, patient, {"2823-3": "4.1"})
    app, task = opened(clinic, made.report_id)
    choose(app, task.id, "retract-result")
    app.text_input(key=f"retract-result:{task.id}:why").input("Wrong tube")
    submit(app, "Mark as entered in error")
    assert report(clinic, made.report_id).status == "entered-in-error"
    assert not sees(clinic, own_account(clinic, patient), made.report_id)
    app, task = opened(clinic, filed(clinic, patient))
    assert "retract-result" not in menu(app, task.id)


# ---- comments -------------------------------------------------------------------------------------------


def test_a_comment_that_a_newer_version_stopped_is_kept_and_sent_when_its_author_says_so(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    token, task = clinic.alice, task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        save_draft(
            session, by=token, task_id=task.id, kind="reply", body="All is well.", seen_inbound_id=task.last_inbound_id
        )
    app, _ = opened(clinic, report_id)
    app.session_state[f"stopped:{task.id}"] = Stopped("comment", 1, "A newer version of this result came.")
    changed(clinic, report_id, HIGH)
    app.run()
    assert "What came since" in texts(app)
    assert comments(clinic, report_id) == []
    press(app, f"stopped:{task.id}:anyway")
    assert [(one.body, one.author) for one in comments(clinic, report_id)] == [("All is well.", "Alice Moreno")]
    assert any("stands with the result" in one for one in said(app))
    with clinic.db.transaction() as session:
        assert session.query(Draft).count() == 0


def test_a_comment_is_stopped_again_by_what_came_meanwhile_and_stays_in_the_box(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        save_draft(session, by=clinic.alice, task_id=task.id, kind="reply", body="All is well.", seen_inbound_id=None)
    app, _ = opened(clinic, report_id)
    app.session_state[f"stopped:{task.id}"] = Stopped("comment", 1, "A newer version of this result came.")
    app.run()
    changed(clinic, report_id, HIGH)
    press(app, f"stopped:{task.id}:anyway")
    assert comments(clinic, report_id) == []
    assert f"stopped:{task.id}" in app.session_state
    assert "stopped" in kinds(clinic, task.id)
    with clinic.db.transaction() as session:
        assert [one.body for one in session.query(Draft)] == ["All is well."]


def test_a_comment_is_taken_back_once(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        comment(
            session, by=clinic.dev, token=uuid4(), task_id=task.id, seen_inbound_id=task.last_inbound_id, body="Fine."
        )
    app, _ = opened(clinic, report_id)
    choose(app, task.id, "withdraw-comment")
    submit(app, "Take it back")
    (one,) = comments(clinic, report_id)
    assert one.withdrawn_by == "Alice Moreno"
    assert "withdraw-comment" not in menu(app, task.id)


# ---- who may --------------------------------------------------------------------------------------------


def test_a_manager_passes_on_and_notes_but_decides_nothing_about_a_result(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), release=False)
    app, task = opened(clinic, report_id, "carla")
    found = menu(app, task.id) + " ".join(offered(app, task.id))
    for name in ("Review", "Release to patient", "Hold back"):
        assert name not in found, name
    assert "Ask another team" in found
    composers = [str(one.proto) for one in app.get("bidi_component") if "compose:" in str(one.proto)]
    assert len(composers) == 1
    assert "compose:note" in composers[0]


def test_a_result_is_passed_on_as_a_to_do_and_stays(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    app, task = opened(clinic, report_id)
    choose(app, task.id, "pass_on")
    app.selectbox(key=f"pass_on:{task.id}:team").select_index(0)
    app.text_area(key=f"pass_on:{task.id}:body").input("Ask the laboratory for the missing page.")
    submit(app, "Ask them")
    with clinic.db.transaction() as session:
        assert session.query(Task).filter_by(focus_type="errand").count() == 1
    assert clinic.task(task.id).closed_at is None
