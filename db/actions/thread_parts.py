"""What conversations are made of, for the actions that move or begin them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.due import episode_start
from db.actions.red_flags import LEVELS
from db.errors import Conflict
from db.models import Draft, Message, OutboxMessage, OutboxState, Task, Thread, UrgencyFlag
from rules.topics import TOPICS

SHOWN = 160  # characters of a message on a list


def task_title(topic: str) -> str:
    """The title of a conversation's task, as the portal's contract words it: no clinical words."""
    return f"Message: {TOPICS[topic].lower()}" if topic in TOPICS else "Message"


def first_words(body: str) -> str:
    """What a list shows of a message: one line."""
    return " ".join(body.split())[:SHOWN]


def require_nothing_waiting(session: Session, task: Task, deed: str) -> None:
    """Raise `Conflict` while a message of the task's conversation can still be undone."""
    waiting = session.scalar(
        select(OutboxMessage.id)
        .join(Message, Message.id == OutboxMessage.message_id)
        .where(Message.thread_id == task.focus_id, OutboxMessage.state == OutboxState.WAITING)
        .limit(1)
    )
    if waiting is not None:
        raise Conflict(
            f"A reply in this conversation is about to leave. {deed} it in a moment, or undo the reply first. "
            "Nothing was changed."
        )


def move_messages(session: Session, from_id: int, to_id: int) -> int:
    """Move all messages of a thread to another; files follow theirs. Return how many."""
    moved = session.execute(
        update(Message)
        .where(Message.thread_id == from_id)
        .values(thread_id=to_id)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return len(moved.all())


def recount(session: Session, thread: Thread) -> None:
    """Set anew what a thread says about its messages: the newest, the patient's newest, and its first words."""
    newest = session.execute(
        select(Message.direction, Message.body, Message.id, Message.sent_at)
        .where(Message.thread_id == thread.id, Message.direction == "inbound")
        .order_by(Message.id.desc())
        .limit(1)
    ).one_or_none()
    last: datetime | None = session.scalar(
        select(func.max(Message.sent_at)).where(Message.thread_id == thread.id, Message.sent_at.is_not(None))
    )
    thread.last_inbound_id = newest.id if newest else None
    thread.last_message_at = last or thread.last_message_at
    if newest is not None:
        thread.first_words = first_words(newest.body)
    else:
        opening = session.scalar(
            select(Message.body)
            .where(Message.thread_id == thread.id, Message.withdrawn_at.is_(None))
            .order_by(Message.id)
            .limit(1)
        )
        thread.first_words = first_words(opening or "")
    session.flush()


def append_drafts(session: Session, from_id: int, to_id: int) -> None:
    """Move what people typed on one task to another: behind what stands there, so that nothing is lost."""
    kept = select(Draft.kind, Draft.staff_id, Draft.body, Draft.seen_inbound_id, Draft.saved_at)
    for row in session.execute(kept.where(Draft.task_id == from_id)).mappings():
        statement = insert(Draft).values(task_id=to_id, **row)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["task_id", "staff_id", "kind"],
                set_={"body": Draft.body + "\n\n" + statement.excluded.body, "saved_at": statement.excluded.saved_at},
            )
        )
    session.execute(delete(Draft).where(Draft.task_id == from_id))


def move_flags(session: Session, source: Task, target: Task) -> None:
    """Move the flags of the source's round to the target's: what is in force on the one stays in force on the other.

    Where the patient reopened the target since they were raised, they count as raised when it was.
    """
    moving = update(UrgencyFlag).where(UrgencyFlag.task_id == source.id)
    if (began := episode_start(session, source)) is not None:
        moving = moving.where(UrgencyFlag.created_at >= began)
    values: dict[str, Any] = {"task_id": target.id}
    if (began := episode_start(session, target)) is not None:
        values["created_at"] = func.greatest(UrgencyFlag.created_at, began)
    session.execute(moving.values(**values))


def join_urgency(source: Task, target: Task) -> None:
    """Give the target the higher flag of the two; nobody has acknowledged it unless each red one was."""
    pressing = [task for task in (source, target) if task.flag == "red" and task.flag_acknowledged_at is None]
    if LEVELS.index(source.flag) > LEVELS.index(target.flag):
        target.flag_acknowledged_at, target.flag_acknowledged_by = (
            source.flag_acknowledged_at,
            source.flag_acknowledged_by,
        )
        target.flag = source.flag
    if pressing:
        soonest = min(pressing, key=lambda task: task.escalate_at or datetime.max.replace(tzinfo=UTC))
        target.escalate_at, target.escalated = soonest.escalate_at, soonest.escalated
        target.flag_acknowledged_at = target.flag_acknowledged_by = None
