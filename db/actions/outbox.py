"""The outbox: replies become visible when their undo window ends, and each notice leaves at most once.

A notice is handed over outside any transaction, between two short ones: `take` says "sending" and
commits; then the mail server or a file gets it; then `mark_sent`, `mark_failed` or `mark_unknown`
says how it went. Each of these names the attempt, so that a verdict never hits a later attempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import exists, select, text, update
from sqlalchemy.orm import Session

from db.audit import audit, task_event
from db.credentials import Credential
from db.enclosures import ENCLOSURES, EnclosedFile
from db.errors import Conflict, NotFound, Since
from db.jobs import defer
from db.models import AuditEvent, Message, OutboxMessage, OutboxState, Setting
from db.nouns import load
from db.registry import acting, action
from db.roles import Permission

load("db.enclosures")

BATCH = 100
MAX_ATTEMPTS = 6
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
# A hand-over that takes this long is hardly alive; if it is, its own verdict still corrects "unknown".
STALE_AFTER = timedelta(minutes=2)
SURE_COMMIT = text(
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'"
)
UNDECIDED = (OutboxState.UNKNOWN, OutboxState.FAILED)

Carrier = Literal["smtp", "webhook", "file"]


@dataclass(frozen=True, slots=True)
class Handover:
    """One attempt to hand over one notice, with the files that it carries. Its text and address never reach a log."""

    id: int
    attempt: int
    carrier: Carrier
    created_at: datetime
    taken_at: datetime
    recipient: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    channel: str = "email"
    task_id: int | None = None
    files: tuple[EnclosedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a notice: its new state."""

    id: int
    state: OutboxState


@action("outbox.release_due", needs=Permission.SYSTEM_RUN)
def release_due(session: Session, *, by: Credential) -> int:
    """Make replies whose undo window has ended visible to the patient; at most 100, return how many.

    Their notices are then ready to leave; one without an address has nothing more to do and is sent.
    """
    actor = acting(session)
    rows = session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.state == OutboxState.WAITING, OutboxMessage.send_after <= actor.now)
        .order_by(OutboxMessage.send_after, OutboxMessage.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    session.execute(
        update(Message)
        .where(Message.id.in_([row.message_id for row in rows if row.message_id is not None]))
        .values(sent_at=actor.now)
    )
    for row in rows:
        if row.recipient:
            row.state = OutboxState.READY
        else:
            row.state, row.channel, row.sent_at = OutboxState.SENT, "portal", actor.now
        _tell(session, row, "sent", "message.sent", message_id=row.message_id)
    session.flush()
    return len(rows)


@action("outbox.take", needs=Permission.SYSTEM_RUN)
def take(session: Session, *, by: Credential, smtp: bool, webhooks: bool = False) -> Handover | None:
    """The next ready notice, now marked as being sent: commit before handing it over.

    `smtp`: whether a mail server is configured; `webhooks`: whether they may be called. Without, and in a
    demo, a file is written instead.
    """
    actor = acting(session)
    row = session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.state == OutboxState.READY, OutboxMessage.send_after <= actor.now)
        .where(*(one.there() for one in ENCLOSURES.values()))
        .order_by(OutboxMessage.send_after, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    )
    if row is None:
        return None
    row.state, row.sending_at, row.attempts = OutboxState.SENDING, actor.now, row.attempts + 1
    row.carrier = _carrier(session, row, smtp=smtp, webhooks=webhooks)
    # A server may be set to lose its last commits in a crash; losing this one would mail somebody twice.
    session.execute(SURE_COMMIT)
    session.flush()
    return _handover(session, row)


@action("outbox.orphans", needs=Permission.SYSTEM_RUN)
def orphans(session: Session, *, by: Credential, all_of_them: bool) -> Sequence[Handover]:
    """Notices whose hand-over was never reported back: all that are being sent, or those since two minutes.

    `all_of_them` is right only for the one process that hands over: whatever is being sent while
    it hands over nothing was left behind by one that died.
    """
    actor = acting(session)
    statement = select(OutboxMessage).where(OutboxMessage.state == OutboxState.SENDING).order_by(OutboxMessage.id)
    if not all_of_them:
        statement = statement.where(OutboxMessage.sending_at < actor.now - STALE_AFTER)
    return [_handover(session, row) for row in session.scalars(statement).all()]


@action("outbox.mark_sent", needs=Permission.SYSTEM_RUN)
def mark_sent(session: Session, *, by: Credential, outbox_id: int, attempt: int) -> bool:
    """The attempt was accepted. Also corrects an "unknown" said too early; False if it is no longer current."""
    row = _attempt(session, outbox_id, attempt, OutboxState.SENDING, OutboxState.UNKNOWN)
    if row is None:
        return False
    row.state, row.sent_at, row.error = OutboxState.SENT, acting(session).now, ""
    _tell(session, row, "notified", "outbox.sent", attempt=attempt, carrier=row.carrier)
    _follow(session, row)
    session.flush()
    return True


@action("outbox.mark_failed", needs=Permission.SYSTEM_RUN)
def mark_failed(
    session: Session, *, by: Credential, outbox_id: int, attempt: int, reason: str, permanent: bool
) -> bool:
    """The attempt was refused for certain: nothing left. Tried again later, unless `permanent` or the last.

    `reason` is a sentence for staff and holds no address.
    """
    actor = acting(session)
    row = _attempt(session, outbox_id, attempt, OutboxState.SENDING, OutboxState.UNKNOWN)
    if row is None:
        return False
    row.error = reason
    if permanent or attempt >= MAX_ATTEMPTS:
        row.state = OutboxState.FAILED
        _tell(session, row, "notice_failed", "outbox.failed", attempt=attempt, reason=reason)
    else:
        row.state = OutboxState.READY
        row.send_after = actor.now + BACKOFF[min(attempt, len(BACKOFF)) - 1]
    _follow(session, row)
    session.flush()
    return True


@action("outbox.mark_unknown", needs=Permission.SYSTEM_RUN)
def mark_unknown(session: Session, *, by: Credential, outbox_id: int, attempt: int, reason: str) -> bool:
    """Nobody can say whether the attempt arrived. It is never repeated by itself; a person decides."""
    row = _attempt(session, outbox_id, attempt, OutboxState.SENDING)
    if row is None:
        return False
    row.state, row.error = OutboxState.UNKNOWN, reason
    _tell(session, row, "notice_unknown", "outbox.unknown", attempt=attempt, reason=reason)
    session.flush()
    return True


@action("outbox.decide", needs=Permission.OUTBOX_DECIDE)
def decide(session: Session, *, by: Credential, outbox_id: int, seen_state: OutboxState, again: bool) -> Decided:
    """A person's decision on an undecided notice: send it `again`, or take it as delivered.

    Raises `Conflict` when it is no longer in the state that was on the screen.
    """
    actor = acting(session)
    row = session.scalar(select(OutboxMessage).where(OutboxMessage.id == outbox_id).with_for_update())
    if row is None:
        raise NotFound("notice")
    if row.state != seen_state or row.state not in UNDECIDED:
        raise _decided_already(session, row)
    if again:
        row.state, row.send_after, row.error = OutboxState.READY, actor.now, ""
        defer(session, "release_and_deliver")
    else:
        row.state, row.sent_at = OutboxState.SENT, actor.now
    kind = "notice_again" if again else "notice_accepted"
    _tell(session, row, kind, "outbox.decided", again=again, was=seen_state.value)
    _follow(session, row)
    session.flush()
    return Decided(row.id, row.state)


def _decided_already(session: Session, row: OutboxMessage) -> Conflict:
    event = session.scalar(
        select(AuditEvent)
        .where(
            AuditEvent.patient_id == row.patient_id,
            AuditEvent.kind == "outbox.decided",
            AuditEvent.subject_type == "outbox_message",
            AuditEvent.subject_id == row.id,
        )
        .order_by(AuditEvent.at.desc())
        .limit(1)
    )
    if event is None:
        return Conflict(f"There is nothing to decide: this notice is now {row.state.value}. Nothing was changed.")
    what = "chose to send it again" if event.detail.get("again") else "took it as delivered"
    return Conflict(
        f"{event.actor} decided this already and {what}. Nothing was changed.", Since(event.actor, what, event.at)
    )


def _attempt(session: Session, outbox_id: int, attempt: int, *states: OutboxState) -> OutboxMessage | None:
    """The row, locked, if this attempt is still its last one and in one of `states`."""
    return session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.id == outbox_id, OutboxMessage.attempts == attempt, OutboxMessage.state.in_(states))
        .with_for_update()
    )


def _carrier(session: Session, row: OutboxMessage, *, smtp: bool, webhooks: bool) -> Carrier:
    if _is_demo(session):
        return "file"
    if row.channel == "webhook":
        return "webhook" if webhooks else "file"
    return "smtp" if smtp else "file"


def _handover(session: Session, row: OutboxMessage) -> Handover:
    return Handover(
        row.id,
        row.attempts,
        row.carrier if row.carrier in get_args(Carrier) else "file",  # type: ignore[arg-type]
        row.created_at,
        row.sending_at or row.created_at,
        row.recipient,
        row.subject,
        row.body,
        row.channel,
        row.task_id,
        tuple(file for one in ENCLOSURES.values() if (file := one.file(session, row)) is not None),
    )


def _follow(session: Session, row: OutboxMessage) -> None:
    for one in ENCLOSURES.values():
        one.follow(session, row)


def _is_demo(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Setting.key == "demo"))))


def _tell(session: Session, row: OutboxMessage, step: str, kind: str, **detail: Any) -> None:
    """One step of the task, if the notice is the patient's, and one audit event."""
    if row.task_id is not None and row.account_id is not None:
        task_event(session, row.task_id, step, outbox_id=row.id, **detail)
    audit(session, kind, patient_id=row.patient_id, subject=("outbox_message", row.id), **detail)
