"""What doesn't agree in money, put before the clerks as tasks of the payments queue; and what of it is settled.

`arise` and `settle` are called by other actions, in their transaction; many at once cost a few statements. Lock an
exception's task before the exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, and_, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.ledger_posting import AT_ONCE
from db.actions.tasks import TaskState, check_version, permitted_task, require_open, short, state, vocabulary
from db.audit import audit, audit_many, task_event, task_events
from db.copying import among, insert_rows, next_ids, update_rows
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import Patient, PaymentException, Priority, Queue, Task, TaskStatus
from db.queries.clinic_hours import URGENCIES, Clocks
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import STANDARD, response_due
from rules.payment_exceptions import EXCEPTIONS

QUEUE = "payments"
FOCUS = PaymentException.__tablename__
SETTLED = "settled"  # the cause is gone; nobody had to say so
# How a clerk says that an exception ended.
RESOLUTIONS = {
    "corrected": "Corrected",
    "explained": "As it should be",
    "written-off": "Written off",
    "paid-back": "Paid back",
    "resubmitted": "Sent to the insurer again",
    "appealed": "Appealed",
    "not-clinics": "Not the clinic's money",
    "counted-once": "Seen twice, counted once",
}
LONGEST = 500
About = tuple[str, str, int]  # an exception's kind, and the type and id of its record
# A dispute has the card network's clock running; nobody else does.
PRIORITIES = {"dispute": Priority.URGENT}

vocabulary(
    deeds={"exception-resolved": "resolved it"},
    outcomes=RESOLUTIONS | {SETTLED: "The cause is gone"},
)


@dataclass(frozen=True, slots=True)
class Arising:
    """One thing that doesn't agree: its kind of `rules.payment_exceptions`, the record it is about, and why.

    `headline` is what a list shows: no patient's name in it.
    """

    kind: str
    record_type: str
    record_id: int
    amount: Decimal
    headline: str
    reason: str = ""
    patient_id: int | None = None

    @property
    def about(self) -> About:
        """Which exception it is: there is one open for each."""
        return (self.kind, self.record_type, self.record_id)


def arise(
    session: Session,
    *,
    kind: str,
    record_type: str,
    record_id: int,
    amount: Decimal,
    headline: str,
    reason: str = "",
    patient_id: int | None = None,
) -> int:
    """Put one exception before the clerks; the id of its task, or of the one that is open for it already."""
    one = Arising(kind, record_type, record_id, amount, headline, reason, patient_id)
    return arise_all(session, [one])[one.about]


def arise_all(session: Session, found: Iterable[Arising], *, again: bool = True) -> dict[About, int]:
    """Put exceptions before the clerks, each once; the ids of their tasks.

    One that is open already keeps its task, and its amount and reason are brought up to date. With `again=False` one
    that a person resolved before stays resolved: for what is found anew each time that somebody looks. Raises
    `ValueError` for a kind that there isn't.
    """
    wanted = {one.about: one for one in found}
    if not again:
        wanted = {about: wanted[about] for about in set(wanted) - _answered(session, sorted(wanted))}
    if unknown := {one.kind for one in wanted.values()} - set(EXCEPTIONS):
        raise ValueError(f"no kind of exception: {', '.join(sorted(unknown))}")
    tasks: dict[About, int] = {}
    abouts = sorted(wanted)  # in one order, so that two imports at once wait and don't deadlock
    for at in range(0, len(abouts), AT_ONCE):
        tasks |= _arise([wanted[about] for about in abouts[at : at + AT_ONCE]], session)
    return tasks


def _arise(wanted: Sequence[Arising], session: Session) -> dict[About, int]:
    now = acting(session).now
    made = session.execute(
        insert(PaymentException)
        .on_conflict_do_nothing()
        .returning(
            PaymentException.id, PaymentException.kind, PaymentException.record_type, PaymentException.record_id
        ),
        [
            {
                "kind": one.kind,
                "record_type": one.record_type,
                "record_id": one.record_id,
                "amount": one.amount,
                "headline": one.headline,
                "reason": one.reason,
                "patient_id": one.patient_id,
                "created_at": now,
            }
            for one in wanted
        ],
    )
    new: dict[About, int] = {(row.kind, row.record_type, row.record_id): row.id for row in made}
    tasks = _make_tasks(session, [(one, new[one.about]) for one in wanted if one.about in new])
    known = [one for one in wanted if one.about not in new]
    return tasks | _again(session, known)


def _make_tasks(session: Session, new: Sequence[tuple[Arising, int]]) -> dict[About, int]:
    if not new:
        return {}
    now, clocks = acting(session).now, Clocks(session)
    queue = session.scalars(select(Queue).where(Queue.slug == QUEUE)).one()
    patients = {one.patient_id for one, _ in new if one.patient_id is not None}
    of_patients = select(Patient.id, Patient.site_id).where(among(Patient.id, patients))
    sites: dict[int | None, int | None] = {row.id: row.site_id for row in session.execute(of_patients)}
    ids = next_ids(session, Task, len(new))
    rows: list[dict[str, Any]] = []
    for task_id, (one, exception_id) in zip(ids, new, strict=True):
        priority, site_id = PRIORITIES.get(one.kind, Priority.ROUTINE), sites.get(one.patient_id)
        hours = clocks.hours_at(queue.team_id, site_id, now.year)
        rows.append(
            {
                "id": task_id,
                "queue_id": queue.id,
                "team_id": queue.team_id,
                "focus_type": FOCUS,
                "focus_id": exception_id,
                "patient_id": one.patient_id,
                "site_id": site_id,
                "title": EXCEPTIONS[one.kind],
                "topic": one.kind,
                "priority": int(priority),
                "status": TaskStatus.REQUESTED.value,
                "created_at": now,
                "arrived_at": now,
                # Nothing in it is a patient's writing; its deadline is set here.
                "triaged_at": now,
                "due_at": response_due(now, URGENCIES[priority], hours, STANDARD),
            }
        )
    insert_rows(session, Task, rows)
    steps = [(task_id, {"exception_id": exception_id}) for task_id, (_, exception_id) in zip(ids, new, strict=True)]
    task_events(session, "received", steps)
    said = [(key, one.patient_id, {"kind": one.kind, "about": [one.record_type, one.record_id]}) for one, key in new]
    audit_many(session, "payment-exception.arisen", FOCUS, said)
    return {one.about: task_id for task_id, (one, _) in zip(ids, new, strict=True)}


def _again(session: Session, known: Sequence[Arising]) -> dict[About, int]:
    """Those that are open already: their tasks, and what is new about them written down."""
    if not known:
        return {}
    open_ones = {
        (row.kind, row.record_type, row.record_id): row
        for row in session.execute(_open([one.about for one in known]).with_for_update(of=Task, key_share=True))
    }
    update_rows(
        session,
        PaymentException,
        [
            {"id": row.id, "amount": one.amount, "headline": one.headline, "reason": one.reason}
            for one in known
            if (row := open_ones.get(one.about)) is not None
            and (row.amount, row.headline, row.reason) != (one.amount, one.headline, one.reason)
        ],
    )
    return {about: row.task_id for about, row in open_ones.items()}


def _answered(session: Session, abouts: Sequence[About]) -> set[About]:
    """Those of them that a person resolved at some time."""
    one, asked = PaymentException, _asked(abouts)
    rows = session.execute(
        select(one.kind, one.record_type, one.record_id)
        .join(asked, _about(asked))
        .where(one.resolution.not_in(("", SETTLED)))
    )
    return {(row.kind, row.record_type, row.record_id) for row in rows}


def _about(asked: Any) -> ColumnElement[bool]:
    one = PaymentException
    return and_(asked.c.kind == one.kind, asked.c.record_type == one.record_type, asked.c.record_id == one.record_id)


def _asked(abouts: Sequence[About]) -> Any:
    """Which exceptions are asked for, as a table."""
    arrays = func.unnest(
        literal([kind for kind, _, _ in abouts], ARRAY(Text)),
        literal([record for _, record, _ in abouts], ARRAY(Text)),
        literal([record_id for _, _, record_id in abouts], ARRAY(BigInteger)),
    )
    return arrays.table_valued("kind", "record_type", "record_id").render_derived(name="asked")


def _open(abouts: Sequence[About]) -> Any:
    """Open exceptions about these, with their tasks."""
    one, asked = PaymentException, _asked(abouts)
    return (
        select(one.id, one.kind, one.record_type, one.record_id, one.amount, one.headline, one.reason, one.patient_id)
        .add_columns(Task.id.label("task_id"))
        .join(Task, (Task.focus_type == FOCUS) & (Task.focus_id == one.id) & Task.closed_at.is_(None))
        .join(asked, _about(asked))
        .where(one.resolved_at.is_(None))
        .order_by(Task.id)
    )


def settle(session: Session, *, kind: str, record_type: str, record_id: int, resolution: str) -> int | None:
    """End an exception whose cause is gone, with a sentence that says how; its task's id, None where none was open."""
    about = (kind, record_type, record_id)
    return settle_all(session, [about], resolution=resolution).get(about)


def settle_all(session: Session, abouts: Iterable[About], *, resolution: str) -> dict[About, int]:
    """End those of these exceptions that are open; the ids of their tasks. No version is counted: nobody edited."""
    wanted = sorted(set(abouts))
    ended: dict[About, int] = {}
    for at in range(0, len(wanted), AT_ONCE):
        rows = session.execute(_open(wanted[at : at + AT_ONCE]).with_for_update(of=Task, key_share=True)).all()
        if rows:
            _settle(session, rows, resolution)
        ended |= {(row.kind, row.record_type, row.record_id): row.task_id for row in rows}
    return ended


def _settle(session: Session, rows: Sequence[Any], resolution: str) -> None:
    actor = acting(session)
    session.execute(
        update(PaymentException)
        .where(among(PaymentException.id, [row.id for row in rows]))
        .values(_resolved(session, SETTLED, resolution))
    )
    session.execute(
        update(Task)
        .where(among(Task.id, [row.task_id for row in rows]))
        .values(
            status=TaskStatus.COMPLETED,
            outcome=SETTLED,
            business_status="",
            on_hold_until=None,
            escalate_at=None,
            closed_at=actor.now,
            closed_by=actor.name,
        )
    )
    task_events(session, "closed", [(row.task_id, {"outcome": SETTLED, "how": resolution}) for row in rows])
    said = [(row.id, row.patient_id, {"kind": row.kind, "how": resolution}) for row in rows]
    audit_many(session, "payment-exception.settled", FOCUS, said)


@action("payment-exception.resolve", needs=Permission.PAYMENTS_WORK)
def resolve(
    session: Session, *, by: Credential, task_id: int, seen_version: int, resolution: str, reason: str
) -> TaskState:
    """Say how an exception ended, by a word of `RESOLUTIONS` and why. The clock doesn't raise it again then.

    Raises `Invalid` naming the field, `Conflict` when somebody changed it, or when it was settled meanwhile.
    """
    task = permitted_task(session, task_id, "work")
    one = session.get(PaymentException, task.focus_id, populate_existing=True) if task.focus_type == FOCUS else None
    if one is None:
        raise NotFound("payment exception")
    if resolution not in RESOLUTIONS:
        raise Invalid("resolution", "Choose how this ended.")
    why = short(reason, "reason", LONGEST)
    if not why:
        raise Invalid("reason", "Say why. Nothing was changed.")
    if one.resolved_at is not None:
        what = "settled it" if one.resolution == SETTLED else "resolved it"
        raise Conflict(
            f"{one.resolved_by} {what} already. Nothing was changed.",
            Since(one.resolved_by or "", what, one.resolved_at),
        )
    check_version(session, task, seen_version)
    require_open(task)
    for name, value in _resolved(session, resolution, why).items():
        setattr(one, name, value)
    task_event(session, task_id, "exception-resolved", resolution=resolution)
    end(session, task, resolution)
    about = {"exception": one.kind, "resolution": resolution, "reason": why}
    audit(session, "payment-exception.resolved", patient_id=one.patient_id, subject=(FOCUS, one.id), **about)
    return state(task)


def _resolved(session: Session, resolution: str, how: str) -> dict[str, Any]:
    actor = acting(session)
    detail = PaymentException.detail.concat({"how": how})
    return {"resolved_at": actor.now, "resolved_by": actor.name, "resolution": resolution, "detail": detail}
