"""Release: at once by the rule, or by hand to an audience; taken back; normal ones many at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from db.actions import releasing
from db.actions.bulk import BulkDone, Item
from db.actions.clinic_settings import cautions, change_setting
from db.actions.outbox import take
from db.actions.release_rule import on_filed, release_delayed
from db.actions.result_tasks import FOCUS
from db.actions.tasks import TaskState
from db.credentials import COMMAND_LINE_IDENTITY, WORKER_IDENTITY, SessionToken
from db.errors import Conflict, Forbidden, Invalid, NewInbound
from db.models import DiagnosticReport, OutboxState, Patient, PortalAccount, Task
from tests.alarms import set_setting, steps
from tests.conftest import Clinic
from tests.plans import PATIENTS, analyzed, crowded, general_plan
from tests.results import (
    CRITICAL,
    HIGH,
    NORMAL,
    as_worker,
    audited,
    changed,
    filed,
    opens,
    own_account,
    patient_mails,
    proxy,
    releases,
    report,
    sees,
    task_of,
)

PRELIMINARY = {"status": "preliminary"}


def release(clinic: Clinic, by: SessionToken, report_id: int, **more: Any) -> TaskState:
    task = task_of(clinic, report_id)
    seen = {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}
    with clinic.db.transaction() as session:
        return releasing.release(session, by=by, task_id=task.id, **(seen | more))


def withdraw(clinic: Clinic, by: SessionToken, report_id: int, reason: str = "Wrong patient", **more: Any) -> TaskState:
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        return releasing.withdraw(
            session, by=by, task_id=task.id, reason=reason, **({"seen_version": task.version} | more)
        )


def many(clinic: Clinic, by: SessionToken, tasks: list[Task], expected: int | None = None) -> BulkDone:
    items = tuple(Item(task.id, task.version, task.last_inbound_id) for task in tasks)
    with clinic.db.transaction() as session:
        return releasing.release_many(
            session, by=by, token=uuid4(), items=items, expected=len(items) if expected is None else expected
        )


def unreleased(clinic: Clinic, patient: Patient, values: Any = NORMAL, **more: Any) -> int:
    return filed(clinic, patient, values, release=False, **more)


def rule_again(clinic: Clinic, report_id: int, *, anew: bool = False) -> None:
    with clinic.db.transaction() as session, as_worker(session):
        on_filed(session, [report_id], anew=anew)


def test_a_final_result_is_released_at_once_to_everybody_abnormal_or_not(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta = proxy(clinic, patient)
    for values in (NORMAL, HIGH, CRITICAL):
        report_id = filed(clinic, patient, values)
        assert [(one.audience, one.released_by) for one in releases(clinic, report_id)] == [("everybody", "the rule")]
        assert sees(clinic, own_account(clinic, patient), report_id) and sees(clinic, marta, report_id)
        assert "result-released" in steps(clinic, task_of(clinic, report_id).id)
    assert [event.subject_type for event in audited(clinic, "result.released")] == [FOCUS] * 3


def test_the_notice_says_that_there_is_a_result_and_nothing_about_it(clinic: Clinic) -> None:
    patient = clinic.patient()
    proxy(clinic, patient)
    filed(clinic, patient, CRITICAL)
    sent = patient_mails(clinic)
    assert len(sent) == 2 and {mail.subject for mail in sent} == {"You have a new test result"}
    assert not any(word in mail.body for mail in sent for word in ("Potassium", "metabolic", "Rosa", "critical"))


def test_results_that_come_together_are_one_notice(clinic: Clinic) -> None:
    patient = clinic.patient()
    ids = [unreleased(clinic, patient) for _ in range(3)]
    with clinic.db.transaction() as session, as_worker(session):
        on_filed(session, ids)
    assert len(patient_mails(clinic)) == 1
    assert all(sees(clinic, own_account(clinic, patient), report_id) for report_id in ids)


def test_a_notice_is_in_the_readers_language(clinic: Clinic) -> None:
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        session.get_one(PortalAccount, own_account(clinic, patient)).language = "es"
    filed(clinic, patient)
    assert patient_mails(clinic)[0].subject == "Tiene un resultado nuevo"


def test_about_the_deceased_nobody_is_written_to(clinic: Clinic) -> None:
    patient = clinic.patient(deceased_at=datetime.now(UTC))
    proxy(clinic, patient)
    report_id = filed(clinic, patient)
    assert len(releases(clinic, report_id)) == 1 and patient_mails(clinic) == []


def test_a_preliminary_result_is_not_released_and_its_final_version_is(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient, status="preliminary")
    assert releases(clinic, report_id) == [] and patient_mails(clinic) == []
    with pytest.raises(Invalid, match="preliminary"):
        release(clinic, clinic.alice, report_id)
    changed(clinic, report_id, NORMAL, change="appended", status="final")
    assert sees(clinic, own_account(clinic, patient), report_id)


def test_what_belongs_to_nobody_yet_is_released_to_nobody(clinic: Clinic) -> None:
    assert releases(clinic, filed(clinic, None)) == []


def test_a_corrected_result_stays_released_and_its_readers_are_told(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    opens(clinic, own_account(clinic, patient), report_id)
    changed(clinic, report_id, HIGH)
    assert len(releases(clinic, report_id)) == 1
    assert [mail.subject for mail in patient_mails(clinic)][1:] == ["A test result was corrected"]


def test_a_result_that_the_laboratory_takes_back_is_seen_no_more_until_it_comes_again(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    changed(clinic, report_id, (), change="withdrawn")
    assert not sees(clinic, own_account(clinic, patient), report_id)
    assert releases(clinic, report_id)[0].withdrawn_reason == "The laboratory took the result back."
    assert len(audited(clinic, "result.withdrawn")) == 1
    changed(clinic, report_id, NORMAL)
    assert sees(clinic, own_account(clinic, patient), report_id)


def test_filing_the_same_again_releases_and_tells_nothing_twice(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    rule_again(clinic, report_id)
    assert (len(releases(clinic, report_id)), len(patient_mails(clinic))) == (1, 1)


def test_a_state_rule_that_the_clinic_chose_waits_for_a_person(clinic: Clinic) -> None:
    set_setting(clinic, "release", {"held_classes": ["hiv"]})
    patient = clinic.patient()
    report_id = filed(clinic, patient, loinc="56888-1")
    assert releases(clinic, report_id) == []
    release(clinic, clinic.alice, report_id)
    assert sees(clinic, own_account(clinic, patient), report_id)
    assert releases(clinic, filed(clinic, patient))[0].released_by == "the rule"


def test_no_class_is_held_unless_a_clinic_chose_it(clinic: Clinic) -> None:
    assert len(releases(clinic, filed(clinic, clinic.patient(), loinc="56888-1"))) == 1


def test_a_delay_of_everything_is_set_only_with_a_word_on_the_law(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        change_setting(session, by=COMMAND_LINE_IDENTITY, key="release", value={"blanket_delay_days": 3})
    (sentence,) = cautions("release", {"blanket_delay_days": 3})
    assert "information blocking" in sentence and "45 CFR" in sentence
    assert cautions("release", {"nudge_days": 2}) == () == cautions("unread", {})
    with clinic.db.transaction() as session, pytest.raises(Invalid):
        change_setting(session, by=COMMAND_LINE_IDENTITY, key="release", value={"blanket_delay_days": -1})


def test_a_delay_of_everything_releases_when_it_is_over_unless_it_is_held_by_then(clinic: Clinic) -> None:
    set_setting(clinic, "release", {"blanket_delay_days": 3})
    report_id = filed(clinic, clinic.patient())
    assert releases(clinic, report_id) == []
    with clinic.db.transaction() as session:
        assert release_delayed(session, by=WORKER_IDENTITY, report_ids=[report_id]) == 1
        assert release_delayed(session, by=WORKER_IDENTITY, report_ids=[report_id]) == 0
    assert len(releases(clinic, report_id)) == 1


def test_a_release_by_hand_opens_it_to_its_audience_alone(clinic: Clinic) -> None:
    patient = clinic.patient()
    own, marta, omar = own_account(clinic, patient), proxy(clinic, patient), proxy(clinic, patient, "Omar Diaz")
    for audience, account_id, seen in (
        ("patient", None, {own}),
        ("proxies", None, {marta, omar}),
        ("account", omar, {omar}),
        ("everybody", None, {own, marta, omar}),
    ):
        report_id = unreleased(clinic, patient)
        release(clinic, clinic.alice, report_id, audience=audience, account_id=account_id)
        assert {one for one in (own, marta, omar) if sees(clinic, one, report_id)} == seen
        assert {mail.account_id for mail in patient_mails(clinic)[-len(seen) :]} == seen


def test_the_rule_does_not_widen_what_a_person_chose(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta, report_id = proxy(clinic, patient), unreleased(clinic, patient)
    release(clinic, clinic.alice, report_id, audience="patient")
    changed(clinic, report_id, HIGH)
    assert not sees(clinic, marta, report_id) and len(releases(clinic, report_id)) == 1


def test_releasing_again_what_they_see_changes_nothing_and_a_wider_audience_tells_only_the_new(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta, report_id = proxy(clinic, patient), unreleased(clinic, patient)
    first = release(clinic, clinic.alice, report_id, audience="patient")
    assert release(clinic, clinic.alice, report_id, audience="patient").version == first.version
    release(clinic, clinic.alice, report_id)
    assert [mail.account_id for mail in patient_mails(clinic)] == [own_account(clinic, patient), marta]


@pytest.mark.parametrize(
    ("audience", "field"), [({"audience": "friends"}, "audience"), ({"audience": "account"}, "account_id")]
)
def test_an_audience_that_is_none_is_refused(clinic: Clinic, audience: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        release(clinic, clinic.alice, unreleased(clinic, clinic.patient()), **audience)
    assert refused.value.field == field


def test_a_strangers_account_is_no_audience(clinic: Clinic) -> None:
    stranger = own_account(clinic, clinic.patient("Tom"))
    with pytest.raises(Invalid, match="doesn't act for the patient"):
        release(clinic, clinic.alice, unreleased(clinic, clinic.patient()), audience="account", account_id=stranger)


def test_the_second_of_two_people_is_told_what_the_first_did(clinic: Clinic) -> None:
    report_id = unreleased(clinic, clinic.patient())
    seen = task_of(clinic, report_id).version
    release(clinic, clinic.alice, report_id, audience="patient")
    with pytest.raises(Conflict, match="Alice Moreno released the result"):
        release(clinic, clinic.dev, report_id, seen_version=seen)


def test_a_version_that_came_meanwhile_stops_the_release(clinic: Clinic) -> None:
    report_id = unreleased(clinic, clinic.patient())
    seen = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        session.get_one(Task, seen.id).last_inbound_id = (seen.last_inbound_id or 0) + 1
    with pytest.raises(NewInbound):
        release(clinic, clinic.alice, report_id, seen_inbound_id=seen.last_inbound_id)


def test_who_may_not_release_neither_releases_nor_takes_back(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        for deed in (release, withdraw):
            with pytest.raises(Forbidden):
                deed(clinic, token, report_id)


def test_what_is_taken_back_nobody_sees_and_the_rule_leaves_it_so(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    withdraw(clinic, clinic.alice, report_id)
    changed(clinic, report_id, HIGH)
    own = own_account(clinic, patient)
    assert not sees(clinic, own, report_id) and len(releases(clinic, report_id)) == 1
    with pytest.raises(Conflict, match="Nothing of this result is released"):
        withdraw(clinic, clinic.alice, report_id)
    release(clinic, clinic.dev, report_id)
    assert sees(clinic, own, report_id)


def test_after_a_link_the_rule_releases_anew(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    withdraw(clinic, clinic.alice, report_id)
    rule_again(clinic, report_id, anew=True)
    assert sees(clinic, own_account(clinic, patient), report_id)


def test_taking_back_needs_a_reason_and_is_kept_with_who(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    with pytest.raises(Invalid, match="Say why"):
        withdraw(clinic, clinic.alice, report_id, reason=" ")
    withdraw(clinic, clinic.alice, report_id, reason="Filed under the twin")
    (kept,) = releases(clinic, report_id)
    assert (kept.withdrawn_by, kept.withdrawn_reason) == ("Alice Moreno", "Filed under the twin")
    assert "twin" not in str(audited(clinic, "result.withdrawn")[0].detail)


def test_a_release_taken_back_in_time_leaves_no_mail_and_one_for_other_results_goes_on(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = unreleased(clinic, patient)
    release(clinic, clinic.alice, report_id)
    (mail,) = patient_mails(clinic)
    assert mail.send_after > mail.created_at
    with clinic.db.transaction() as session:
        assert take(session, by=WORKER_IDENTITY, smtp=False) is None  # not before the undo window ends
    withdraw(clinic, clinic.alice, report_id)
    assert patient_mails(clinic)[0].state == OutboxState.WITHDRAWN
    ids = [unreleased(clinic, patient) for _ in range(2)]
    with clinic.db.transaction() as session, as_worker(session):
        on_filed(session, ids)
    withdraw(clinic, clinic.alice, ids[0])
    assert patient_mails(clinic)[-1].state == OutboxState.READY


def test_mails_to_be_taken_back_are_looked_for_among_those_that_have_not_left_alone(clinic: Clinic) -> None:
    mails = (
        "INSERT INTO outbox_message (patient_id, recipient, subject, body, send_after) "
        "SELECT id, 'somebody@mail.invalid', 'News', 'There is news.', now() FROM patient WHERE mrn LIKE 'CROWD%'"
    )
    crowded(clinic, PATIENTS, mails)
    analyzed(clinic, "patient", "outbox_message")
    report_id = filed(clinic, clinic.patient())
    plan = general_plan(clinic, lambda: withdraw(clinic, clinic.alice, report_id), "outbox_message.undo @>")
    assert "ix_outbox_message_unsent" in plan


def test_normal_results_are_released_reviewed_and_closed_many_at_once(clinic: Clinic) -> None:
    ids = [unreleased(clinic, clinic.patient(f"P{number}")) for number in range(3)]
    done = many(clinic, clinic.alice, [task_of(clinic, one) for one in ids])
    assert (done.done, done.skipped) == (3, [])
    for report_id in ids:
        assert report(clinic, report_id).reviewed_by == "Alice Moreno"
        assert task_of(clinic, report_id).outcome == "reviewed"
        assert [one.released_by for one in releases(clinic, report_id)] == ["Alice Moreno"]


def test_those_that_are_not_surely_normal_or_changed_are_passed_over_with_the_reason(clinic: Clinic) -> None:
    patient = clinic.patient()
    normal, high = unreleased(clinic, patient), unreleased(clinic, patient, HIGH)
    unsure = unreleased(clinic, patient, (("Culture", "7", "", ""),))
    early = unreleased(clinic, patient, **PRELIMINARY)
    newer, taken = unreleased(clinic, patient), unreleased(clinic, patient)
    tasks = [task_of(clinic, one) for one in (normal, high, unsure, early, newer, taken)]
    with clinic.db.transaction() as session:
        session.get_one(Task, tasks[4].id).last_inbound_id = 10**9
    release(clinic, clinic.dev, taken, audience="patient")
    done = many(clinic, clinic.alice, tasks)
    assert done.done == 1
    assert dict(map(tuple, done.skipped)) == {
        tasks[1].id: "It isn't surely normal: open it and decide.",
        tasks[2].id: "It isn't surely normal: open it and decide.",
        tasks[3].id: "Only a final result can be released; this one is preliminary.",
        tasks[4].id: "A newer version came that you haven't seen.",
        tasks[5].id: "Dev Patel released the result in the meantime.",
    }
    assert [len(releases(clinic, one)) for one in (high, unsure, early, newer)] == [0, 0, 0, 0]


def test_another_number_than_was_confirmed_releases_nothing(clinic: Clinic) -> None:
    report_id = unreleased(clinic, clinic.patient())
    with pytest.raises(Conflict, match="You confirmed 2 results"):
        many(clinic, clinic.alice, [task_of(clinic, report_id)], expected=2)
    with pytest.raises(Invalid):
        many(clinic, clinic.alice, [])
    assert releases(clinic, report_id) == []


def test_a_disabled_account_is_not_written_to(clinic: Clinic) -> None:
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        session.get_one(PortalAccount, own_account(clinic, patient)).state = "disabled"
    filed(clinic, patient)
    assert patient_mails(clinic) == []


def test_a_result_released_to_one_patient_is_not_the_next_ones_to_see(clinic: Clinic) -> None:
    rosa, tom = clinic.patient(), clinic.patient("Tom")
    report_id = filed(clinic, rosa)
    with clinic.db.transaction() as session:
        session.get_one(DiagnosticReport, report_id).patient_id = tom.id
    assert not sees(clinic, own_account(clinic, rosa), report_id)
    assert not sees(clinic, own_account(clinic, tom), report_id)
