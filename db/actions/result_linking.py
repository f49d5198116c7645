"""Saying whose a result is, or that it isn't somebody's after all. All results of one message go together.

A message is about one patient, so what is said of one of its results holds for those that stand as it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session, aliased

from db.actions.closing import end
from db.actions.release_rule import on_filed, take_back
from db.actions.result_holds import end_holds
from db.actions.result_notices import stop_notices
from db.actions.result_tasks import FOCUS, UNLINKED, Arrival, lock_tasks, put_before_staff
from db.actions.tasks import change, check_version, permitted_task, short, vocabulary
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import (
    DiagnosticReport,
    FollowUp,
    Observation,
    Patient,
    ReportMessage,
    ResultComment,
    ServiceRequest,
    Task,
)
from db.registry import acting, action
from db.roles import Permission
from rules.patient_matching import usable_identifier

OLDEST = date(1880, 1, 1)
SEXES = ("female", "male", "other", "unknown")
LONGEST = 100

vocabulary(
    deeds={"result-linked": "linked the result", "result-unlinked": "took the result from the patient"}, outcomes={}
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Where the result is worked on now: its task and that task's version; `sentence` says what happened."""

    task_id: int
    version: int
    sentence: str


@action("result.link", needs=Permission.RESULT_MATCH)
def link(session: Session, *, by: Credential, task_id: int, seen_version: int, patient_id: int, reason: str) -> Linked:
    """Say whose an unmatched result is, with the reason. It goes to the results queue, and is released by the rules.

    Raises `Conflict` when somebody linked it already.
    """
    task, report = _unmatched(session, task_id, seen_version)
    return _linked(session, task, report, patient_id, _reason(reason))


@action("result.link-new", needs=Permission.RESULT_MATCH, once=True)
def create_patient_and_link(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    task_id: int,
    seen_version: int,
    mrn: str,
    given: str,
    family: str,
    birth_date: date,
    sex: str,
) -> Linked:
    """Make a patient and say that an unmatched result is theirs. Without a record number they get one of Portside's.

    Raises `Conflict` when somebody has the number, or the name and birth date: link to them, then.
    """
    task, report = _unmatched(session, task_id, seen_version)
    patient_id = _created(session, mrn, given, family, birth_date, sex)
    return _linked(session, task, report, patient_id, "A new patient was made from what the message says.")


@action("result.unlink", needs=Permission.RESULT_MATCH)
def unlink(session: Session, *, by: Credential, task_id: int, seen_version: int, reason: str) -> Linked:
    """Say that a result isn't its patient's. It waits unmatched; nobody sees it in the portal from now on.

    Releases, holds, comments, follow-ups and mails that haven't left end; the reports of its messages come along.
    """
    task = permitted_task(session, task_id, "work")
    check_version(session, task, seen_version)
    report = _report(session, task)
    kept = _reason(reason)
    if report.patient_id is None:
        raise Conflict("This result isn't linked to anybody. Nothing was changed.")
    if report.source != "lab":
        raise Invalid("task_id", "This result was typed in for its patient; mark it as entered in error instead.")
    change(session, task)
    task_event(session, task.id, "result-unlinked", reason=kept)
    ids = _together(session, report)
    lock_tasks(session, ids)
    for report_id in ids:
        _taken(session, session.get_one(DiagnosticReport, report_id, with_for_update={"key_share": True}), kept)
    made = put_before_staff(session, arrivals(session, ids, "unlinked"))
    # What a patient's record lists must not lead to a result that isn't theirs.
    session.execute(
        update(Task)
        .where(Task.focus_type == FOCUS, Task.focus_id.in_(ids), Task.closed_at.is_not(None))
        .values(patient_id=None)
        .execution_options(synchronize_session=False)
    )
    count_messages(session, ids)
    return _answer(
        session,
        made[report.id],
        f"{_results(len(ids))} taken from the patient, and can't be seen in the portal any more.",
    )


def _unmatched(session: Session, task_id: int, seen_version: int) -> tuple[Task, DiagnosticReport]:
    task = permitted_task(session, task_id, "work")
    check_version(session, task, seen_version)
    report = _report(session, task)
    if report.patient_id is not None:
        raise Conflict("This result is linked to a patient already. Nothing was changed.")
    return task, report


def _report(session: Session, task: Task) -> DiagnosticReport:
    if task.focus_type != FOCUS:
        raise NotFound("result")
    return session.get_one(DiagnosticReport, task.focus_id, with_for_update={"key_share": True})


def _reason(reason: str) -> str:
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say how you know. It is kept with the result.")
    return kept


def _linked(session: Session, task: Task, report: DiagnosticReport, patient_id: int, reason: str) -> Linked:
    actor = acting(session)
    if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
        raise NotFound("patient")
    change(session, task)
    task_event(session, task.id, "result-linked", reason=reason)
    ids = _together(session, report)
    lock_tasks(session, ids)
    for report_id in ids:
        one = session.get_one(DiagnosticReport, report_id, with_for_update={"key_share": True})
        one.patient_id, one.match_reason, one.matched_by = patient_id, reason, actor.name
        one.service_request_id = _order(session, one.placer_number, patient_id)
        one.version += 1
        audit(session, "result.linked", patient_id=patient_id, subject=(FOCUS, report_id), reason=reason)
    session.flush()
    move_values(session, ids, patient_id)
    made = put_before_staff(session, arrivals(session, ids, "linked"))
    on_filed(session, ids, anew=True)
    count_messages(session, ids)
    return _answer(session, made[report.id], f"{_results(len(ids))} linked to the patient.")


def _together(session: Session, report: DiagnosticReport) -> list[int]:
    """The reports that came in the same messages about the same person, and are somebody's, or nobody's, as this is."""
    mine, theirs = aliased(ReportMessage), aliased(ReportMessage)
    found = (
        select(DiagnosticReport.id)
        .join(theirs, theirs.report_id == DiagnosticReport.id)
        .join(mine, mine.message_id == theirs.message_id)
        .where(
            mine.report_id == report.id,
            DiagnosticReport.patient_id.is_not_distinct_from(report.patient_id),
            DiagnosticReport.identity == report.identity,
        )
        .distinct()
    )
    return sorted({report.id, *session.scalars(found)})


def _order(session: Session, placer_number: str, patient_id: int) -> int | None:
    number = usable_identifier(placer_number)
    if not number:
        return None
    return session.scalar(
        select(ServiceRequest.id).where(ServiceRequest.placer_number == number, ServiceRequest.patient_id == patient_id)
    )


def _taken(session: Session, report: DiagnosticReport, reason: str) -> None:
    """Take one report from its patient."""
    actor, former = acting(session), report.patient_id
    take_back(session, [report.id], reason, by=actor.name)
    end_holds(session, report.id)
    stop_notices(session, report)
    session.execute(
        update(ResultComment)
        .where(ResultComment.report_id == report.id, ResultComment.withdrawn_at.is_(None))
        .values(withdrawn_at=actor.now, withdrawn_by=actor.name)
    )
    _end_follow_ups(session, report.id)
    report.patient_id = report.service_request_id = None
    report.reviewed_at = report.reviewed_by = None
    # Who took it away is kept, so that no later version of it files itself there again.
    report.match_reason, report.matched_by = reason, actor.name
    report.version += 1
    session.flush()
    move_values(session, [report.id], None)
    audit(session, "result.unlinked", patient_id=former, subject=(FOCUS, report.id), reason=reason)


def _end_follow_ups(session: Session, report_id: int) -> None:
    actor = acting(session)
    ended = session.execute(
        update(FollowUp)
        .where(FollowUp.report_id == report_id, FollowUp.finished_at.is_(None))
        .values(finished_at=actor.now, finished_by=actor.name, outcome=UNLINKED)
        .returning(FollowUp.task_id)
    )
    for task_id in [row.task_id for row in ended if row.task_id is not None]:
        errand = session.get_one(Task, task_id, with_for_update={"key_share": True})
        if errand.closed_at is None:
            end(session, errand, UNLINKED)


def move_values(session: Session, report_ids: Sequence[int], patient_id: int | None) -> None:
    """A report's values belong to whom it does."""
    session.execute(
        update(Observation)
        .where(Observation.report_id.in_(report_ids))
        .values(patient_id=patient_id)
        .execution_options(synchronize_session=False)
    )


def arrivals(session: Session, report_ids: Sequence[int], change_: str) -> list[Arrival]:
    """Reports that come before staff without a new version, each with the newest that it has."""
    found = (
        select(ReportMessage.report_id, func.max(ReportMessage.id))
        .where(ReportMessage.report_id.in_(report_ids))
        .group_by(ReportMessage.report_id)
    )
    newest = {row[0]: row[1] for row in session.execute(found)}
    return [Arrival(report_id, newest.get(report_id), change_) for report_id in report_ids]


def count_messages(session: Session, report_ids: Sequence[int]) -> None:
    """Say anew of these reports' messages whether anything of them waits for its patient."""
    session.execute(_STATES, {"ids": list(report_ids)})


_STATES = text(
    "UPDATE lab_message SET state = CASE WHEN EXISTS ("
    " SELECT 1 FROM report_message JOIN diagnostic_report ON diagnostic_report.id = report_message.report_id"
    " WHERE report_message.message_id = lab_message.id AND diagnostic_report.patient_id IS NULL"
    ") THEN 'unmatched' ELSE 'filed' END "
    "WHERE state IN ('filed', 'unmatched') AND id IN ("
    " SELECT message_id FROM report_message WHERE report_id = ANY(:ids))"
)


def _answer(session: Session, task_id: int, sentence: str) -> Linked:
    session.flush()
    return Linked(task_id, session.scalars(select(Task.version).where(Task.id == task_id)).one(), sentence)


def _results(count: int) -> str:
    return "The result was" if count == 1 else f"All {count} results of the message were"


def _created(session: Session, mrn: str, given: str, family: str, birth_date: date, sex: str) -> int:
    actor = acting(session)
    number = short(mrn, "mrn", LONGEST)
    first, last = _name(given, "given"), _name(family, "family")
    if sex not in SEXES:
        raise Invalid("sex", f"Choose one of {', '.join(SEXES)}.")
    if not isinstance(birth_date, date) or not OLDEST <= birth_date <= actor.now.date():
        raise Invalid("birth_date", "This is no birth date of somebody alive.")
    # Two people who make the same patient at once: the second one finds the first one's.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('portside.new-patient.' || current_schema()))"))
    if number and session.scalar(select(Patient.id).where(func.lower(Patient.mrn) == number.lower())):
        raise Conflict("A patient has this record number. Link the result to them, or correct the number.")
    alike = select(Patient.id).where(
        Patient.birth_date == birth_date,
        func.lower(Patient.given) == first.lower(),
        func.lower(Patient.family) == last.lower(),
    )
    if session.scalar(alike):
        raise Conflict("A patient of this name and birth date exists. Link the result to them.")
    patient = Patient(mrn=number or "new", given=first, family=last, birth_date=birth_date, sex=sex)
    if not number:
        patient.id = session.scalars(
            select(func.nextval(func.pg_get_serial_sequence(Patient.__tablename__, "id")))
        ).one()
        patient.mrn = f"P{patient.id}"
        while session.scalar(select(Patient.id).where(Patient.mrn == patient.mrn)) is not None:
            patient.mrn = f"P{patient.mrn}"
    session.add(patient)
    session.flush()
    audit(session, "patient.created", patient_id=patient.id, subject=("patient", patient.id))
    return patient.id


def _name(value: str, field: str) -> str:
    name = " ".join(short(value, field, LONGEST).split())
    if not name:
        raise Invalid(field, "Write the name.")
    return name
