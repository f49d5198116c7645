"""Messages that may be billed: what a billing clerk may propose, what waits for a prescriber, patients' consent.

Nobody reads a message's text here: a clerk sees the patient, the days, the topic and the minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.credentials import Credential
from db.models import EvisitCandidate, EvisitConsent, Patient, Queue, Staff, Task, Thread
from db.queries.evisit_facts import Known, facts_of, recent_facts
from db.queries.evisit_prices import evisit_prices
from db.registry import acting, query
from db.roles import Permission
from rules.evisits import WEEK, Criterion, criteria, in_the_way, kept

DAYS = 30  # how far back a list goes


@dataclass(frozen=True, slots=True)
class EvisitLine:
    """A thread that may be proposed: everything is met but the minutes, and what the prescriber answers for."""

    thread_id: int
    patient_id: int
    patient: str = field(repr=False)
    topic: str
    first_on: date
    answered_on: date | None
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class EvisitProposal:
    """A proposal: `state` proposed, confirmed or refused, `reason` a key of `rules.evisits.REFUSALS`.

    `criteria` as they stood when it was proposed, or confirmed; for who decides, as they stand now. `mine`: the viewer
    proposed it. `task_id`: the conversation in the inbox, for who decides.
    """

    id: int
    patient_id: int
    patient: str = field(repr=False)
    topic: str
    code: str
    minutes: int
    period_from: date
    criteria: tuple[Mapping[str, Any], ...]
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    price: Decimal | None
    mine: bool
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What a patient said when asked whether messages may be billed, and the last day that it holds."""

    given: bool
    how: str
    asked_by: str
    on_day: date
    ends_on: date


@query("evisit.state", needs=Permission.PATIENT_VIEW)
def evisits_on(session: Session, *, viewer: Credential) -> bool:
    """Whether the clinic bills messages at all."""
    return evisit_prices(session).on


@query("evisit.candidates", needs=Permission.EVISIT_PROPOSE)
def evisit_candidates(session: Session, *, viewer: Credential) -> tuple[EvisitLine, ...]:
    """The threads of the last 30 days that may be proposed, the oldest first; none while it is turned off."""
    if not evisit_prices(session).on:
        return ()
    now = acting(session).now
    # A week must pass after an answer, so what is younger can't be proposed.
    found = recent_facts(session, since=now - timedelta(days=DAYS), until=now - WEEK)
    judged = {known.thread_id: criteria(known.facts) for known in found}
    fitting = [known for known in found if all(one.kind == "minutes" for one in in_the_way(judged[known.thread_id]))]
    people = _people(session, fitting)
    return tuple(
        EvisitLine(
            known.thread_id,
            known.patient_id,
            people[known.patient_id],
            known.facts.topic,
            known.facts.first_on,
            known.facts.answered_on,
            judged[known.thread_id],
        )
        for known in fitting
    )


@query("evisit.proposals", needs=Permission.EVISIT_PROPOSE)
def evisit_proposals(session: Session, *, viewer: Credential, size: int = 100) -> tuple[EvisitProposal, ...]:
    """What was proposed in the last 30 days or waits still, and what became of it; the newest first."""
    since = acting(session).now - timedelta(days=DAYS)
    wanted = (EvisitCandidate.state == "proposed") | (EvisitCandidate.proposed_at >= since)
    return _proposals(session, wanted, EvisitCandidate.id.desc(), size)


@query("evisit.waiting", needs=Permission.EVISIT_CONFIRM)
def waiting_evisits(session: Session, *, viewer: Credential, size: int = 100) -> tuple[EvisitProposal, ...]:
    """What waits for a prescriber, the oldest first, judged anew, each with its conversation's task."""
    return _proposals(session, EvisitCandidate.state == "proposed", EvisitCandidate.id, size, anew=True)


@query("evisit.consents", needs=Permission.PATIENT_VIEW)
def evisit_consents(session: Session, *, viewer: Credential, patient_id: int) -> tuple[ConsentLine, ...]:
    """What a patient said, the newest first."""
    statement = (
        select(EvisitConsent)
        .where(EvisitConsent.patient_id == patient_id)
        .order_by(EvisitConsent.on_day.desc(), EvisitConsent.id.desc())
    )
    return tuple(
        ConsentLine(one.given, one.how, one.asked_by, one.on_day, one.ends_on) for one in session.scalars(statement)
    )


def _people(session: Session, found: list[Known]) -> dict[int, str]:
    statement = select(Patient.id, Patient.given, Patient.family).where(
        Patient.id.in_({known.patient_id for known in found})
    )
    return {row.id: f"{row.given} {row.family}" for row in session.execute(statement)}


def _proposals(
    session: Session, wanted: Any, order: Any, size: int, *, anew: bool = False
) -> tuple[EvisitProposal, ...]:
    me, prices, decided = acting(session).staff_id, evisit_prices(session).prices, aliased(Staff)
    task = (
        select(Task.id)
        .join(Queue, Queue.id == Task.queue_id)
        .where(Task.focus_type == "thread", Task.focus_id == Thread.id, Queue.area == "inbox")
        .order_by(Task.id.desc())
        .limit(1)
        .correlate(Thread)
        .scalar_subquery()
    )
    statement = (
        select(EvisitCandidate, Thread.topic, Patient.given, Patient.family)
        .add_columns(Staff.name.label("proposed_by"), decided.name.label("decided_by"), task.label("task_id"))
        .join(Thread, Thread.id == EvisitCandidate.thread_id)
        .join(Patient, Patient.id == EvisitCandidate.patient_id)
        .join(Staff, Staff.id == EvisitCandidate.proposed_by_id)
        .outerjoin(decided, decided.id == EvisitCandidate.decided_by_id)
        .where(wanted)
        .order_by(order)
        .limit(size)
    )
    rows = session.execute(statement).all()
    known = facts_of(session, [row.EvisitCandidate.thread_id for row in rows]) if anew else {}
    return tuple(
        EvisitProposal(
            id=row.EvisitCandidate.id,
            patient_id=row.EvisitCandidate.patient_id,
            patient=f"{row.given} {row.family}",
            topic=row.topic,
            code=row.EvisitCandidate.code,
            minutes=row.EvisitCandidate.minutes,
            period_from=row.EvisitCandidate.period_from,
            criteria=_criteria(row.EvisitCandidate, known),
            state=row.EvisitCandidate.state,
            proposed_by=row.proposed_by,
            proposed_at=row.EvisitCandidate.proposed_at,
            decided_by=row.decided_by or "",
            decided_at=row.EvisitCandidate.decided_at,
            reason=row.EvisitCandidate.reason,
            price=prices.get(row.EvisitCandidate.code),
            mine=row.EvisitCandidate.proposed_by_id == me,
            task_id=row.task_id if anew else None,
        )
        for row in rows
    )


def _criteria(row: EvisitCandidate, known: Mapping[int, Known]) -> tuple[Mapping[str, Any], ...]:
    """As they stand now where that is known, else as they were kept."""
    if row.thread_id not in known:
        return tuple(row.criteria)
    return tuple(kept(criteria(replace(known[row.thread_id].facts, minutes=row.minutes))))
