"""An unmatched result's candidates, side by side with what the laboratory said of the patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.lab_messages import Identifier, PatientIdentity
from db.models import DiagnosticReport, Lab, Patient, Queue, Task
from db.queries.paging import plain_rows
from db.queries.patient_candidates import Question, ask, read_authorities
from db.registry import acting, query
from db.roles import Permission, on_area

MOST = 10
SIMILAR = "0.45"  # of trigrams, as where people are looked for


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
    names = read_authorities(session).of(row["application"] or "", row["facility"] or "")
    question = Question(_patient(sent), sent.placer_number, names)
    match = ask(session, [question], also=_similar(session, sent)).match(question)
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
_SPELLED = bindparam("spelled", type_=Text)
_SIMILAR = (
    select(Patient.id)
    .where(_SPELLED.op("<%")(Patient.search_name))
    .order_by(func.word_similarity(_SPELLED, Patient.search_name).desc(), Patient.id)
    .limit(MOST)
)


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


def _patient(sent: Sent) -> PatientIdentity:
    identifiers = tuple(Identifier(*each) for each in sent.identifiers)
    return PatientIdentity(identifiers, sent.family, sent.given, sent.middle, sent.birth_date, sent.sex)


def _similar(session: Session, sent: Sent) -> list[int]:
    """People of a similar name, to be shown; by themselves they decide nothing."""
    spelled = f"{sent.given} {sent.family}".strip().lower()
    if len(spelled) < 3:
        return []
    session.execute(select(func.set_config("pg_trgm.word_similarity_threshold", SIMILAR, True)))
    return [row.id for row in plain_rows(session, _SIMILAR, {"spelled": spelled})]


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
