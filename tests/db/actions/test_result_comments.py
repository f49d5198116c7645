"""Comments on results: plain words to the patient, shown with the result to whoever may see it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from db.actions import result_comments
from db.actions.result_comments import Commented
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NewInbound, NotFound
from db.models import OutboxState, ResultComment
from tests.alarms import steps
from tests.conftest import Clinic
from tests.results import HIGH, audited, changed, filed, patient_mails, proxy, task_of

WORDS = "Your potassium is a little high. Eat fewer bananas; we check again in a month."


def comment(clinic: Clinic, by: SessionToken, report_id: int, body: str = WORDS, **more: Any) -> Commented:
    task = task_of(clinic, report_id)
    arguments: dict[str, Any] = {"token": uuid4(), "seen_inbound_id": task.last_inbound_id}
    with clinic.db.transaction() as session:
        return result_comments.comment(session, by=by, task_id=task.id, body=body, **(arguments | more))


def take_back(clinic: Clinic, by: SessionToken, comment_id: int) -> None:
    with clinic.db.transaction() as session:
        result_comments.withdraw_comment(session, by=by, comment_id=comment_id)


def kept(clinic: Clinic, comment_id: int) -> ResultComment:
    with clinic.db.transaction() as session:
        return session.get_one(ResultComment, comment_id)


def test_a_comment_stands_with_the_result_and_its_readers_are_mailed_after_the_undo_window(clinic: Clinic) -> None:
    patient = clinic.patient()
    proxy(clinic, patient)
    report_id = filed(clinic, patient, HIGH)
    done = comment(clinic, clinic.alice, report_id)
    assert (kept(clinic, done.comment_id).body, kept(clinic, done.comment_id).author) == (WORDS, "Alice Moreno")
    told = patient_mails(clinic)[2:]
    assert [mail.subject for mail in told] == ["A comment on your test result"] * 2
    assert all("bananas" not in mail.body and mail.send_after > mail.created_at for mail in told)
    (event,) = audited(clinic, "result.commented")
    assert event.patient_id == patient.id and "bananas" not in str(event.detail)
    assert "commented" in steps(clinic, done.task_id) and done.version == task_of(clinic, report_id).version == 1


def test_nobody_is_mailed_of_a_comment_on_what_they_cannot_see(clinic: Clinic) -> None:
    comment(clinic, clinic.alice, filed(clinic, clinic.patient(), release=False))
    assert patient_mails(clinic) == []


def test_a_second_submit_comments_once(clinic: Clinic) -> None:
    report_id, token, alice = filed(clinic, clinic.patient()), uuid4(), clinic.alice
    assert comment(clinic, alice, report_id, token=token) == comment(clinic, alice, report_id, token=token)


def test_words_about_an_older_version_are_stopped(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    seen = task_of(clinic, report_id).last_inbound_id
    changed(clinic, report_id, HIGH)
    with pytest.raises(NewInbound, match="Commenting was stopped; your text is kept"):
        comment(clinic, clinic.alice, report_id, seen_inbound_id=seen)


@pytest.mark.parametrize("body", ["  ", "x" * 5_001, "a\x00b"])
def test_what_cannot_be_said_names_its_field(clinic: Clinic, body: str) -> None:
    with pytest.raises(Invalid) as refused:
        comment(clinic, clinic.alice, filed(clinic, clinic.patient()), body)
    assert refused.value.field == "body"


def test_who_may_not_comment_neither_says_nor_takes_back(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    done = comment(clinic, clinic.alice, report_id)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            comment(clinic, token, report_id)
        with pytest.raises(Forbidden):
            take_back(clinic, token, done.comment_id)


def test_a_comment_taken_back_in_time_is_mailed_to_nobody(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    done = comment(clinic, clinic.alice, report_id)
    take_back(clinic, clinic.dev, done.comment_id)
    assert kept(clinic, done.comment_id).withdrawn_by == "Dev Patel"
    assert [mail.state for mail in patient_mails(clinic)] == [OutboxState.READY, OutboxState.WITHDRAWN]
    with pytest.raises(Conflict, match="Dev Patel took this comment back already"):
        take_back(clinic, clinic.alice, done.comment_id)
    with pytest.raises(NotFound):
        take_back(clinic, clinic.alice, 999_999)
