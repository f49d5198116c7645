"""What stands above a task's content: urgency flags, who else is here, calls, stopped sends. One statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import PhoneCall, Presence, Queue, Staff, StaffNotice, Task, TaskEvent, UrgencyFlag
from db.queries.paging import plain_rows
from db.queries.presence import Present, is_fresh, is_other
from db.queries.tasks import Step, reads_area
from db.registry import acting, query
from db.roles import Permission, on_area

__all__ = ["CallLine", "FlagLine", "Present", "Step", "Together", "together"]

NEWEST = 10


@dataclass(frozen=True, slots=True)
class FlagLine:
    """Alarming words in a message: `phrase` as the patient wrote it, empty for who may not read messages."""

    id: int
    level: str
    family: str
    phrase: str
    message_id: int
    overridden_by: str | None
    override_reason: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """A telephone call about the task; `detail` is empty for who may not read messages."""

    at: datetime
    who: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class Together:
    """What others do and did on a task. `mentioned`: a note there names the viewer, unseen; `stopped`: sends."""

    flags: tuple[FlagLine, ...]
    present: tuple[Present, ...]
    mentioned: bool
    calls: tuple[CallLine, ...]
    stopped: tuple[Step, ...]


@query("task.together", needs=Permission.TASK_VIEW)
def together(session: Session, *, viewer: Credential, task_id: int) -> Together:
    """Flags (red first), who else is here, and the newest ten calls and stopped sends, newest first."""
    actor = acting(session)
    row = plain_rows(session, _TOGETHER, {"task_id": task_id, "me": actor.staff_id}).one_or_none()
    if row is None or not actor.may(on_area(row.area, "view")):
        raise NotFound("task")
    reads = reads_area(actor, row.area)
    return Together(
        flags=tuple(
            FlagLine(key, level, family, phrase if reads else "", message, by, reason if reads else "")
            for key, level, family, phrase, message, by, reason in sorted(
                row.flags or (), key=lambda flag: (flag[1] != "red", flag[0])
            )
        ),
        present=tuple(Present(*one) for one in row.present or ()),
        mentioned=row.mentioned,
        calls=tuple(
            CallLine(datetime.fromisoformat(at), who, outcome, words if reads else "")
            for at, who, outcome, words in row.calls or ()
        ),
        stopped=tuple(
            Step(datetime.fromisoformat(at), who, kind, detail) for at, who, kind, detail in row.stopped or ()
        ),
    )


def _lines(found: Any, order: str, *, newest: bool = False) -> Any:
    """The rows of a Select as one JSON list of lists."""
    rows = found.subquery()
    by = rows.c[order].desc() if newest else rows.c[order]
    return select(func.jsonb_agg(aggregate_order_by(func.jsonb_build_array(*rows.c), by))).scalar_subquery()


_TASK = bindparam("task_id", type_=BigInteger)
_FLAGS = select(
    UrgencyFlag.id,
    UrgencyFlag.level,
    UrgencyFlag.family,
    UrgencyFlag.phrase,
    UrgencyFlag.message_id,
    UrgencyFlag.overridden_by,
    UrgencyFlag.override_reason,
).where(
    UrgencyFlag.task_id == _TASK,
    # What the patient wrote before they reopened the task is history: `db.actions.red_flags.in_force`.
    UrgencyFlag.created_at
    >= func.coalesce(
        select(func.max(TaskEvent.at))
        .where(TaskEvent.task_id == _TASK, TaskEvent.kind == "reopened", TaskEvent.detail.has_key("message_id"))
        .scalar_subquery(),
        UrgencyFlag.created_at,
    ),
)
_PRESENT = (
    select(Presence.staff_id, Staff.name, Presence.writing)
    .join(Staff, Staff.id == Presence.staff_id)
    .where(Presence.task_id == _TASK, is_fresh, is_other)
)
_CALLS = (
    select(PhoneCall.called_at, Staff.name, PhoneCall.outcome, PhoneCall.detail)
    .join(Staff, Staff.id == PhoneCall.staff_id)
    .where(PhoneCall.task_id == _TASK)
    .order_by(PhoneCall.id.desc())
    .limit(NEWEST)
)
_STOPPED = (
    select(TaskEvent.at, TaskEvent.actor, TaskEvent.kind, TaskEvent.detail)
    .where(TaskEvent.task_id == _TASK, TaskEvent.kind == "stopped")
    .order_by(TaskEvent.id.desc())
    .limit(NEWEST)
)
_TOGETHER = (
    select(
        Queue.area,
        _lines(_FLAGS, "id").label("flags"),
        _lines(_PRESENT, "name").label("present"),
        select(StaffNotice.id)
        .where(
            StaffNotice.task_id == _TASK,
            StaffNotice.staff_id == bindparam("me", type_=BigInteger),
            StaffNotice.kind == "mention",
            StaffNotice.seen_at.is_(None),
        )
        .exists()
        .label("mentioned"),
        _lines(_CALLS, "called_at", newest=True).label("calls"),
        _lines(_STOPPED, "at", newest=True).label("stopped"),
    )
    .select_from(Task)
    .join(Queue, Queue.id == Task.queue_id)
    .where(Task.id == _TASK)
)
