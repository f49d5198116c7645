"""An unmatched result's candidates, side by side with what the laboratory said of the patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.lab_messages import Identifier, PatientIdentity
from db.models import DiagnosticReport, Lab, Patient, Queue, Task
from db.queries.paging import plain_rows
from db.queries.patient_candidates import Authorities, Question, ask, read_authorities
from db.queries.people import name_words, people_spelled
from db.registry import acting, query
from db.roles import Permission, on_area

MOST = 10  # people of a similar name, to be shown; by themselves they decide nothing


@dataclass(frozen=True, slots=True)
class Sent:
    """What the message says of its patient. `identifiers` are (number, issuer, type)."""

    identifiers: tuple[tuple[str, str, str], ...]
    family: str
    given: str
    middle: str
    birth_date: date | None
    sex: str
    placer_number: str


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A patient who may be meant: `score` from 0 to 100, and what fits and what doesn't. One may be `suggested`."""

    patient_id: int
    mrn: str
    given: str
    family: str
    birth_date: date
    sex: str
    phone: str
    deceased: bool
    score: int
    why: tuple[str, ...]
    suggested: bool


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A result that waits for its patient. `reason` says why it didn't file itself, and holds nobody's data."""

    report_id: int
    lab: str
    display: str
    sent: Sent
    reason: str
    candidates: tuple[CandidateLine, ...]


@query("unmatched.candidates", needs=Permission.RESULT_MATCH)
def candidates(session: Session, *, viewer: Credential, task_id: int) -> Unmatched:
    """Who may be meant by an unmatched result, the likeliest first, as the rules see it now.

    Raises `NotFound` for a task that isn't there or isn't about a result without a patient.
    """
    row = plain_rows(session, _REPORT, {"task": task_id}).mappings().one_or_none()
    if row is None or not acting(session).may(on_area(row["area"], "read")):
        raise NotFound("result")
    sent = sent_of(row["identity"], row["placer_number"])
    question = question_of(sent, read_authorities(session), row["application"], row["facility"])
    similar = people_spelled(session, name_words(f"{sent.given} {sent.family}"), MOST)
    match = ask(session, [question], also=tuple(similar)).match(question)
    found = {
        one.id: one for one in session.scalars(_PEOPLE.where(Patient.id.in_([c.patient_id for c in match.candidates])))
    }
    return Unmatched(
        row["id"],
        row["lab"] or "",
        row["display"],
        sent,
        row["match_reason"] or match.reason,
        tuple(
            _line(found[one.patient_id], one.score, one.why, suggested=one.patient_id == match.patient_id)
            for one in match.candidates
            if one.patient_id in found
        ),
    )


_REPORT = (
    select(
        DiagnosticReport.id,
        DiagnosticReport.display,
        DiagnosticReport.identity,
        DiagnosticReport.placer_number,
        DiagnosticReport.match_reason,
        Lab.name.label("lab"),
        Lab.application,
        Lab.facility,
        Queue.area,
    )
    .join(Task, Task.focus_id == DiagnosticReport.id)
    .join(Queue, Queue.id == Task.queue_id)
    .outerjoin(Lab, Lab.id == DiagnosticReport.lab_id)
    .where(
        Task.id == bindparam("task"),
        Task.focus_type == DiagnosticReport.__tablename__,
        DiagnosticReport.patient_id.is_(None),
    )
)
_PEOPLE = select(Patient)


def sent_of(identity: dict[str, Any], placer_number: str) -> Sent:
    """What is kept of a message's patient, in fields."""
    born = identity.get("birth_date")
    return Sent(
        tuple((str(value), str(authority), str(kind)) for value, authority, kind in identity.get("identifiers", ())),
        identity.get("family", ""),
        identity.get("given", ""),
        identity.get("middle", ""),
        date.fromisoformat(born) if born else None,
        identity.get("sex", "unknown"),
        placer_number,
    )


def question_of(sent: Sent, authorities: Authorities, application: str | None, facility: str | None) -> Question:
    """The same as filing asked it; `application` and `facility` are its laboratory's, where that is known."""
    identifiers = tuple(Identifier(*each) for each in sent.identifiers)
    patient = PatientIdentity(identifiers, sent.family, sent.given, sent.middle, sent.birth_date, sent.sex)
    return Question(patient, sent.placer_number, authorities.of(application or "", facility or ""))


def _line(patient: Patient, score: int, why: tuple[str, ...], *, suggested: bool) -> CandidateLine:
    return CandidateLine(
        patient.id,
        patient.mrn,
        patient.given,
        patient.family,
        patient.birth_date,
        patient.sex,
        patient.phone,
        patient.deceased_at is not None,
        score,
        why,
        suggested,
    )
