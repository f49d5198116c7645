"""Results posted by hand: a panel of typed values, or a report as a file, such as of imaging; and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.actions.attachments import SentFile, attach, require_sendable
from db.actions.closing import end
from db.actions.flags import noted
from db.actions.release_rule import on_filed, take_back
from db.actions.result_access import result_of
from db.actions.result_holds import end_holds
from db.actions.result_notices import opened_by
from db.actions.result_parts import observation, panel_of, typed
from db.actions.result_tasks import Arrival, put_before_staff
from db.actions.result_values import Shown, headline_of
from db.actions.tasks import TaskState, change, check_version, clean, short, state, vocabulary
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import DiagnosticReport, Observation, Patient, Staff, Task
from db.registry import acting, action
from db.roles import Permission
from rules.result_flags import is_critical, severity, worst

LONGEST_NOTES = 5_000
EARLY = timedelta(minutes=5)  # a clock on a bench may run ahead
LONGEST_AGO = timedelta(days=366 * 20)
CATEGORIES = ("imaging", "laboratory", "pathology", "other")
FINDINGS = ("", "A", "AA")

vocabulary(deeds={}, outcomes={"retracted": "Entered in error"})


@dataclass(frozen=True, slots=True)
class CriticalTold:
    """Who was told of a critical value, when, and whether they read it back."""

    to: str = field(repr=False)
    at: datetime
    read_back: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """A result that was posted, and the task that reviews it."""

    report_id: int
    task_id: int


@action("result.post", needs=Permission.RESULT_POST, once=True)
def post(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    panel_id: int,
    collected_at: datetime,
    values: tuple[tuple[str, str], ...],
    notes: str = "",
    critical: CriticalTold | None = None,
    files: tuple[SentFile, ...] = (),
    orderer_id: int | None = None,
    again: bool = False,
) -> Posted:
    """Post typed values of a panel: pairs of a component's LOINC (else its name) and the text.

    Flags come from the panel's limits for the patient's sex and age. A critical value isn't saved without
    `critical`. The result is final, so the rule releases it at once. Raises `Invalid` naming the field, `Conflict`
    where the same panel of the same moment was posted before; `again` posts it all the same.
    """
    patient = _patient(session, patient_id)
    _require_moment(session, collected_at, "collected_at")
    panel = panel_of(session, panel_id)
    found = typed(session, panel, values, patient, collected_at)
    flag = worst(value.flag for value in found)
    told = _told(session, critical, [value.component.display for value in found if is_critical(value.flag)])
    require_sendable(files)
    if not again:
        _require_new(session, patient_id, panel.slug, collected_at)
    shown = [Shown(one.component.display, one.text, one.component.unit, one.flag, normal=False) for one in found]
    report = _report(
        session,
        patient_id,
        display=panel.name,
        notes=notes,
        at=collected_at,
        flag=flag,
        told=told,
        orderer_id=orderer_id,
    )
    report.code, report.loinc, report.headline = panel.slug, panel.loinc, headline_of(shown)
    session.add(report)
    session.flush()
    name = acting(session).name
    session.add_all(
        observation(one, report_id=report.id, patient_id=patient_id, position=at, at=collected_at, performer=name)
        for at, one in enumerate(found, start=1)
    )
    return _posted(session, report, files)


@action("result.post-document", needs=Permission.RESULT_POST, once=True)
def post_document(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    title: str,
    category: str,
    performed_at: datetime,
    files: tuple[SentFile, ...],
    finding: str = "",
    notes: str = "",
    critical: CriticalTold | None = None,
    orderer_id: int | None = None,
    again: bool = False,
) -> Posted:
    """Post a report that is a file (PDF, JPEG, PNG, HEIC): of imaging, pathology, an outside laboratory.

    `finding`: whoever posts it says whether it is abnormal (`A`), critical (`AA`, with `critical`), or neither.
    """
    _patient(session, patient_id)
    name = short(title, "title", 200)
    if not name:
        raise Invalid("title", "Say what the report is of, such as Chest X-ray.")
    if category not in CATEGORIES:
        raise Invalid("category", "Choose what kind of report it is.")
    if finding not in FINDINGS:
        raise Invalid("finding", "Say whether it is abnormal or critical.")
    if not files:
        raise Invalid("files", "Attach the report.")
    require_sendable(files)
    _require_moment(session, performed_at, "performed_at")
    told = _told(session, critical, [name] if finding == "AA" else [])
    if not again:
        _require_new(session, patient_id, name, performed_at)
    report = _report(
        session, patient_id, display=name, notes=notes, at=performed_at, flag=finding, told=told, orderer_id=orderer_id
    )
    report.code, report.category = name, category
    session.add(report)
    session.flush()
    return _posted(session, report, files)


@action("result.retract", needs=Permission.RESULT_POST)
def retract(session: Session, *, by: Credential, task_id: int, seen_version: int, reason: str) -> TaskState:
    """Take back a result that was posted by hand and is wrong: nobody counts on it any more, patients see it no more.

    What was typed stays, marked as entered in error. Where a patient or proxy has opened it, the task stays open:
    somebody must tell them. Raises `Invalid` for a laboratory's: it sends the correction.
    """
    held, actor = result_of(session, task_id), acting(session)
    check_version(session, held.task, seen_version)
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say what was wrong; the patient may have seen it and ask.")
    if held.report.source != "manual":
        raise Invalid("task_id", "A laboratory's result is corrected by the laboratory. Take its release back instead.")
    if held.report.status == "entered-in-error":
        raise Conflict("This result was taken back already. Nothing was changed.")
    take_back(session, [held.report.id], kept, by=actor.name)
    end_holds(session, held.report.id)
    held.report.status = "entered-in-error"
    held.report.version += 1
    session.execute(
        update(Observation)
        .where(Observation.report_id == held.report.id, Observation.superseded_at.is_(None))
        .values(status="entered-in-error", superseded_at=actor.now)
    )
    session.flush()
    put_before_staff(session, [Arrival(held.report.id, None, "withdrawn")])
    task_event(session, task_id, "retracted", reason=kept)
    if opened_by(session, [held.report.id]):  # somebody must tell them: the task stays
        change(session, held.task)
    else:
        end(session, held.task, "retracted")
    audit(session, "result.retracted", patient_id=held.patient.id, subject=("diagnostic_report", held.report.id))
    return state(held.task)


def _posted(session: Session, report: DiagnosticReport, files: Sequence[SentFile]) -> Posted:
    """What follows from every posted result: its files, its task, its release by the rule."""
    session.flush()
    attach(session, report, files)
    told = report.severity == 2
    task_id = put_before_staff(session, [Arrival(report.id)], told=told)[report.id]
    audit(
        session,
        "result.posted",
        patient_id=report.patient_id,
        subject=("diagnostic_report", report.id),
        task_id=task_id,
        severity=report.severity,
        files=len(files),
    )
    if told:
        noted(session, session.get_one(Task, task_id))
    on_filed(session, [report.id])
    session.flush()
    return Posted(report.id, task_id)


def _patient(session: Session, patient_id: int) -> Patient:
    """The patient, locked: two people who post the same at once post it once."""
    patient = session.scalar(select(Patient).where(Patient.id == patient_id).with_for_update(key_share=True))
    if patient is None:
        raise NotFound("patient")
    return patient


def _require_moment(session: Session, at: datetime, field_name: str) -> None:
    now = acting(session).now
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise Invalid(field_name, "Choose a day and a time.")
    if at > now + EARLY:
        raise Invalid(field_name, "This lies ahead. Check the day and the time.")
    if at < now - LONGEST_AGO:
        raise Invalid(field_name, "This lies more than twenty years back. Check the year.")


def _told(session: Session, critical: CriticalTold | None, what: Sequence[str]) -> CriticalTold | None:
    """Who was told of what is critical; None where nothing is."""
    if not what:
        return None
    if critical is None:
        raise Invalid("critical", f"Critical: {', '.join(what)}. Say who was told, when, and that it was read back.")
    to = short(critical.to, "critical.to", 200)
    if not to:
        raise Invalid("critical.to", "Say who was told of the critical value.")
    if not critical.read_back:
        raise Invalid("critical.read_back", "Have the value read back, and confirm it here.")
    if not isinstance(critical.at, datetime) or critical.at.tzinfo is None:
        raise Invalid("critical.at", "Say when they were told.")
    if critical.at > acting(session).now + EARLY:
        raise Invalid("critical.at", "This lies ahead. Say when they were told.")
    return CriticalTold(to, critical.at, read_back=True)


def _require_new(session: Session, patient_id: int, code: str, at: datetime) -> None:
    row = session.execute(
        select(Staff.name, DiagnosticReport.created_at)
        .join(Staff, Staff.id == DiagnosticReport.entered_by_id)
        .where(
            DiagnosticReport.patient_id == patient_id,
            DiagnosticReport.source == "manual",
            DiagnosticReport.code == code,
            DiagnosticReport.collected_at == at,
            DiagnosticReport.status != "entered-in-error",
        )
        .limit(1)
    ).one_or_none()
    if row is not None:
        who = Since(row.name, "posted this result", row.created_at)
        raise Conflict(f"{row.name} posted this result of the same moment already. Nothing was saved.", who)


def _report(
    session: Session,
    patient_id: int,
    *,
    display: str,
    notes: str,
    at: datetime,
    flag: str,
    told: CriticalTold | None,
    orderer_id: int | None,
) -> DiagnosticReport:
    actor = acting(session)
    text = clean(notes.strip(), "notes")
    if len(text) > LONGEST_NOTES:
        raise Invalid("notes", f"At most {LONGEST_NOTES:,} characters; this has {len(text):,}.")
    orderer = session.get(Staff, orderer_id) if orderer_id is not None else None
    if orderer_id is not None and (orderer is None or orderer.deactivated_at is not None):
        raise Invalid("orderer_id", "Choose who ordered it among those who work here.")
    return DiagnosticReport(
        patient_id=patient_id,
        source="manual",
        category="laboratory",
        display=display,
        status="final",
        severity=severity(flag),
        collected_at=at,
        reported_at=actor.now,
        orderer=orderer.name if orderer else "",
        orderer_id=orderer_id,
        notes=text,
        entered_by_id=actor.person_id,
        critical_told_to=told.to if told else "",
        critical_told_at=told.at if told else None,
        critical_read_back=told is not None,
        created_at=actor.now,
    )
