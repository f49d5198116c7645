"""Alarming words in what a patient wrote beside a refill request.

Flags belong to messages and results; a request with such words is called out for at once instead: it stands first in
its queue, the team hears of it, and out of hours the on-call contact.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.actions.calling_out import call_out, call_staff
from db.actions.reachable import managers, team_of
from db.actions.reading import CALLS_OUT_FOR
from db.audit import audit, task_event
from db.jobs import defer
from db.models import Patient, Priority, RefillRequest, Task
from db.queries.clinic_hours import Clocks
from db.registry import acting
from rules.deadlines import is_open
from rules.urgency import FAMILIES, Finding, Level, scan

ALARM = "A refill request with words of an emergency waits."
REASONS = {Level.RED: "Emergency signs", Level.AMBER: "Same day"}
PRIORITIES = {Level.RED: Priority.STAT, Level.AMBER: Priority.URGENT}
WRITTEN_BY_PATIENTS = ("patient", "proxy")


def read_note(session: Session, task: Task, request: RefillRequest, clocks: Clocks) -> bool:
    """Read the note of a new request, and raise the task's priority by what it says; whether it was raised."""
    if request.source not in WRITTEN_BY_PATIENTS or not request.note:
        return False
    patient, now = session.get_one(Patient, request.patient_id), acting(session).now
    age = max((request.created_at.date() - patient.birth_date).days / 365.25, 0.0)
    found = scan(request.note, age_years=age, sex=patient.sex)
    if not found:
        return False
    level = Level.RED if any(each.level is Level.RED for each in found) else Level.AMBER
    raised = task.priority > PRIORITIES[level]
    if raised:
        task.priority, task.priority_reason = PRIORITIES[level], f"{REASONS[level]}: {_titles(found, level)}"
    families = [each.family for each in found]
    task_event(session, task.id, "note-alarmed", level=level.name.lower(), families=families)
    audit(session, "refill.alarmed", patient_id=patient.id, subject=("refill_request", request.id), families=families)
    if level is Level.RED and request.created_at > now - CALLS_OUT_FOR:
        people = team_of(session, task, now) or managers(session, task, now)
        call_staff(session, task, people, ALARM)
        if not people or not is_open(now, clocks.hours(task, now.year)):
            call_out(session, task, ALARM)
        defer(session, "release_and_deliver")
    return raised


def _titles(found: tuple[Finding, ...], level: Level) -> str:
    titles = (FAMILIES[each.family].title for each in found if each.level is level)
    return ", ".join(title[:1].lower() + title[1:] for title in dict.fromkeys(titles))
