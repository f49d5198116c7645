"""What is known of threads that may be billed: one statement for any number of them, and no message's text.

For the lists and for the actions that decide, so that both judge by the same facts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Select, Text, and_, bindparam, cast, func, select, true
from sqlalchemy.orm import Session

from db.config import config
from db.models import Appointment, Charge, Encounter, EvisitCandidate, EvisitConsent, Message, Staff, Thread
from db.queries.paging import plain_rows
from db.registry import acting
from db.roles import ROLES, Permission
from rules.evisits import NOT_EVALUATED, WEEK, Consent, Facts
from rules.visits import VISITS

# Who may bill for an evaluation: the roles that may confirm one. Nurses' and clerks' time doesn't count.
BILLERS = tuple(role.slug for role in ROLES.values() if Permission.EVISIT_CONFIRM in role.permissions)
SURGERY = ("10004", "69990")  # CPT's section of surgery
STANDING = ("booked", "fulfilled")


MOST = 500  # threads looked at for one list


@dataclass(frozen=True, slots=True)
class Known:
    """A thread's facts, and whose it is."""

    thread_id: int
    patient_id: int
    facts: Facts


def facts_of(session: Session, thread_ids: Collection[int]) -> dict[int, Known]:
    """The facts of threads, without minutes; of none that was merged into another, or has no message."""
    return {known.thread_id: known for known in _read(session, _facts().where(Thread.id.in_(thread_ids)))}


def recent_facts(session: Session, *, since: datetime, until: datetime) -> tuple[Known, ...]:
    """The facts of threads begun in this time that could be billed, the oldest first.

    Begun by patients who once agreed to be billed, on a topic that may need an evaluation, answered by somebody who
    may bill, and neither proposed nor billed. At most `MOST`.
    """
    taken = select(EvisitCandidate.thread_id).where(EvisitCandidate.state != "refused")
    agreed = select(EvisitConsent.patient_id).where(EvisitConsent.given)
    found = (
        _facts()
        .where(Thread.created_at >= since, Thread.created_at < until, Thread.topic.not_in(NOT_EVALUATED))
        .where(Thread.patient_id.in_(agreed), Thread.id.not_in(taken))
        .where(_FIRST.c.direction == "inbound", _ANSWER.c.at.is_not(None))
        .order_by(Thread.created_at, Thread.id)
        .limit(MOST)
    )
    return _read(session, found)


_ZONE = bindparam("zone", type_=Text)  # the clinic's, as its calendar counts the days


def _day(at: Any) -> Any:
    """The clinic's day of an instant."""
    return cast(func.timezone(_ZONE, at), Date)


def _start(day: Any) -> Any:
    """The instant at which a clinic's day begins."""
    return func.timezone(_ZONE, cast(day, DateTime))


_FIRST = (
    select(Message.direction, Message.sent_at.label("at"))
    .where(Message.thread_id == Thread.id, Message.automatic.is_(False), Message.sent_at.is_not(None))
    .order_by(Message.sent_at, Message.id)
    .limit(1)
    .correlate(Thread)
    .lateral("first")
)
# The last answer in the seven days that begin with the first message.
_ANSWER = (
    select(func.max(Message.sent_at).label("at"))
    .join(Staff, Staff.id == Message.staff_id)
    .where(
        Message.thread_id == Thread.id,
        Message.sent_at >= _FIRST.c.at,
        Message.sent_at < _start(_day(_FIRST.c.at) + 7),
        Staff.role.in_(BILLERS),
    )
    .correlate(Thread, _FIRST)
    .lateral("answer")
)


def _facts() -> Select[Any]:
    first, last = _FIRST.c.at, func.coalesce(_ANSWER.c.at, _FIRST.c.at)
    week_before, week_after = _start(_day(first) - 7), _start(_day(last) + 8)
    visit, start = Encounter.started_at, Appointment.starts_at
    seen = Encounter.patient_id == Thread.patient_id
    booked = and_(Appointment.patient_id == Thread.patient_id, Appointment.status.in_(STANDING))
    surgery = and_(
        Charge.patient_id == Thread.patient_id,
        func.length(Charge.procedure) == 5,
        Charge.procedure.between(*SURGERY),
        Charge.service_on < _day(first) + 7,
    )
    other = and_(
        EvisitCandidate.patient_id == Thread.patient_id,
        EvisitCandidate.thread_id != Thread.id,
        EvisitCandidate.state != "refused",
        func.abs(EvisitCandidate.period_from - _day(first)) < WEEK.days,
    )
    before = (
        _one(func.max(visit), seen, visit >= week_before, visit < first),
        _one(func.max(start), booked, start >= week_before, start < first),
    )
    after = (
        _one(func.min(visit), seen, visit >= first, visit < week_after),
        _one(func.min(start), booked, start >= first, start < week_after),
    )
    return (
        select(
            Thread.id,
            Thread.patient_id,
            Thread.topic,
            (_FIRST.c.direction == "inbound").label("by_patient"),
            _day(first).label("first_on"),
            _day(_ANSWER.c.at).label("answered_on"),
            _day(_one(func.max(visit), seen, visit < first, Encounter.encounter_class.in_(VISITS))).label("seen_on"),
            _day(func.greatest(*before)).label("before_on"),
            _day(func.least(*after)).label("after_on"),
            _day(_one(func.min(start), booked, start >= week_after)).label("booked_on"),
            _one(func.max(Charge.service_on), surgery).label("surgery_on"),
            _one(func.min(EvisitCandidate.period_from), other).label("other_from"),
        )
        .select_from(Thread)
        .join(_FIRST, true())
        .join(_ANSWER, true())
        .where(Thread.merged_into_id.is_(None))
    )


def _one(what: Any, *where: Any) -> Any:
    return select(what).where(*where).correlate(Thread, _FIRST, _ANSWER).scalar_subquery()


def _read(session: Session, statement: Select[Any]) -> tuple[Known, ...]:
    rows = plain_rows(session, statement, {"zone": config().time_zone}).mappings().all()
    consents = _consents(session, {row["patient_id"] for row in rows})
    today = local_day(session)
    return tuple(
        Known(
            row["id"],
            row["patient_id"],
            Facts(
                today=today,
                consents=consents.get(row["patient_id"], ()),
                **{name: value for name, value in row.items() if name not in ("id", "patient_id")},
            ),
        )
        for row in rows
    )


def local_day(session: Session) -> date:
    """Today by the clinic's clock."""
    return acting(session).now.astimezone(config().zone).date()


def _consents(session: Session, patients: Collection[int]) -> dict[int, tuple[Consent, ...]]:
    """What patients said when asked, the newest first."""
    statement = (
        select(EvisitConsent.patient_id, EvisitConsent.given, EvisitConsent.on_day, EvisitConsent.ends_on)
        .where(EvisitConsent.patient_id.in_(patients))
        .order_by(EvisitConsent.on_day.desc(), EvisitConsent.id.desc())
    )
    found: dict[int, tuple[Consent, ...]] = {}
    for row in plain_rows(session, statement, {}):
        found[row.patient_id] = (*found.get(row.patient_id, ()), Consent(row.given, row.on_day, row.ends_on))
    return found
