"""What became of refill requests in a period: one row a request, without patients and free text, for the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import DateTime, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from db.config import config
from db.credentials import Credential
from db.errors import Invalid
from db.models import Queue, RefillDecision, RefillRequest, Task
from db.queries.clinic_hours import Clocks
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission
from rules.deadlines import business_time_between

# Decided by the clinic. What was merged is answered with the request it went into; what was taken back needs no answer.
ANSWERED = ("approved", "bridged", "denied", "new-prescription")
PASSES = "approve"  # the proposal of a protocol of which every criterion is met


@dataclass(frozen=True, slots=True)
class DecidedRefill:
    """A request that was decided.

    `turnaround` is business time, of the team at the site as for deadlines, from when it was first asked for (by
    whoever was first, where several requests were merged) to the decision; waiting for the patient counts too.
    `passed`: everything that a protocol in force asks was met when it was decided. `by_protocol`: it was decided
    by somebody with protocol authority, on the protocol alone.
    """

    task_id: int
    drug_class: str
    decision: str
    decided_at: datetime
    turnaround: timedelta
    passed: bool
    by_protocol: bool


_MERGED_IN = aliased(RefillRequest)
_FIRST_ASKED = (
    select(func.min(_MERGED_IN.created_at)).where(_MERGED_IN.merged_into_id == RefillRequest.id).scalar_subquery()
)
# By the closed tasks, which are found by their index: a decision closes its task in the same transaction.
_DECIDED = (
    select(
        Task.id,
        Task.team_id,
        Task.site_id,
        RefillRequest.drug_class,
        RefillRequest.decision,
        RefillRequest.decided_at,
        # A clock that was set back may have a request decided before it came.
        func.least(RefillRequest.created_at, _FIRST_ASKED, RefillRequest.decided_at).label("asked_at"),
        func.coalesce(RefillDecision.proposal, "").label("proposal"),
        func.coalesce(RefillDecision.by_protocol, False).label("by_protocol"),
    )
    .join(RefillRequest, (Task.focus_type == RefillRequest.__tablename__) & (RefillRequest.id == Task.focus_id))
    .outerjoin(
        RefillDecision,
        (RefillDecision.request_id == RefillRequest.id) & (RefillDecision.step == RefillRequest.decision),
    )
    .where(
        Task.queue_id.in_(select(Queue.id).where(Queue.area == "refills")),
        Task.closed_at >= bindparam("begins", type_=DateTime(timezone=True)),
        Task.closed_at < bindparam("ends", type_=DateTime(timezone=True)),
        RefillRequest.decision.in_(ANSWERED),
    )
    .order_by(Task.closed_at, Task.id)
)


@query("refill.decided", needs=Permission.REFILLS_READ)
def decided(session: Session, *, viewer: Credential, first: date, last: date) -> tuple[DecidedRefill, ...]:
    """Every request that was decided from the `first` day to the `last`, both in, in the clinic's zone; as decided.

    Three statements. Raises `Invalid` for a period that ends before it begins.
    """
    if last < first:
        raise Invalid("last", "The period ends before it begins.")
    clocks = Clocks(session)
    period = {"begins": _midnight(first), "ends": _midnight(last + timedelta(days=1))}
    return tuple(
        DecidedRefill(
            task_id=row.id,
            drug_class=row.drug_class,
            decision=row.decision,
            decided_at=row.decided_at,
            turnaround=business_time_between(
                row.asked_at, row.decided_at, clocks.hours_at(row.team_id, row.site_id, row.asked_at.year)
            ),
            passed=row.proposal == PASSES,
            by_protocol=row.by_protocol,
        )
        for row in plain_rows(session, _DECIDED, period)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), config().zone)
