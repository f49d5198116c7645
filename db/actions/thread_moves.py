"""Moving conversations: two into one, a message into one of its own, a whole one to the right patient.

Tasks are locked before threads and in order of their ids, as the portal's contract locks them too. A message
that arrives meanwhile waits, and then goes where the conversation went.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.actions.access import own_account, relation_of
from db.actions.closing import end
from db.actions.reading import unread
from db.actions.red_flags import let_go, recount_flags, settled
from db.actions.tasks import (
    MERGED,
    change,
    check_inbound,
    check_version,
    permitted_task,
    require_open,
    short,
    vocabulary,
)
from db.actions.thread_parts import (
    append_drafts,
    join_urgency,
    move_flags,
    move_messages,
    recount,
    require_nothing_waiting,
    task_title,
)
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import (
    Message,
    Note,
    Patient,
    PhoneCall,
    PortalAccount,
    StaffNotice,
    Task,
    TaskStatus,
    Thread,
    UrgencyFlag,
)
from db.registry import acting, action
from db.roles import Permission
from rules.topics import TOPICS

vocabulary(
    deeds={
        "merged": "merged it into another conversation",
        "merged-in": "merged another conversation into it",
        "split": "split a message off",
        "split-off": "split it off another conversation",
        "refiled": "filed it under another patient",
    },
    outcomes={},
)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where something went: the task to work on now, and a sentence for the person who moved it."""

    task_id: int
    thread_id: int
    version: int
    sentence: str


@action("thread.merge", needs=Permission.THREAD_MOVE)
def merge(session: Session, *, by: Credential, task_id: int, seen_version: int, into_task_id: int) -> Moved:
    """Put all of one conversation into another of the same patient and the same portal account.

    Messages with their files, flags, notes, calls and drafts move. The task left over closes as a duplicate; the
    other takes the stricter priority, deadlines and flag of the two. Raises `Invalid` when the two don't belong
    together, `Conflict` when one is closed or a reply in the first can still be undone.
    """
    if task_id == into_task_id:
        raise Invalid("into_task_id", "Choose another conversation to merge this one into.")
    locked = {each: permitted_task(session, each, "work") for each in sorted((task_id, into_task_id))}
    source, target = locked[task_id], locked[into_task_id]
    first, second = _thread(session, source), _thread(session, target)
    if source.business_status == MERGED or target.business_status == MERGED:
        raise Conflict("One of the two was merged already. Nothing was changed; look again.")
    check_version(session, source, seen_version)
    require_open(source)
    if target.closed_at is not None:
        raise Conflict("The conversation to merge into is closed. Reopen it first. Nothing was changed.")
    _require_together(session, first, second)
    require_nothing_waiting(session, source, "Merge")
    waiting = unread(session, source) if source.triaged_at is None else ()
    moved = move_messages(session, first.id, second.id)
    move_flags(session, source, target)
    session.execute(update(Note).where(Note.task_id == source.id).values(task_id=target.id))
    session.execute(update(PhoneCall).where(PhoneCall.task_id == source.id).values(task_id=target.id))
    session.execute(update(StaffNotice).where(StaffNotice.task_id == source.id).values(task_id=target.id))
    append_drafts(session, source.id, target.id)
    session.execute(
        update(Thread)
        .where((Thread.id == first.id) | (Thread.merged_into_id == first.id))
        .values(merged_into_id=second.id)
    )
    recount(session, second)
    recount(session, first)
    join_urgency(source, target)
    change(session, target, **_joined(source, target))
    source.flag, source.flag_acknowledged_at, source.flag_acknowledged_by = "", None, None
    source.escalate_at, source.triaged_at = None, acting(session).now
    end(session, source, "duplicate")
    source.business_status = MERGED
    task_event(session, source.id, "merged", into_task_id=target.id, messages=moved)
    brought = {"unread_from": waiting[0].id} if waiting else {}
    task_event(session, target.id, "merged-in", from_task_id=source.id, messages=moved, **brought)
    for subject, other in ((first, second), (second, first)):
        audit(session, "thread.merged", patient_id=subject.patient_id, subject=("thread", subject.id), other=other.id)
    session.flush()
    sentence = "The two conversations are one now. The patient sees them as one, too."
    return Moved(target.id, second.id, target.version, sentence)


@action("thread.split", needs=Permission.THREAD_MOVE)
def split(session: Session, *, by: Credential, task_id: int, seen_version: int, message_id: int, topic: str) -> Moved:
    """Give one of the patient's messages a conversation and a task of its own, under `topic`.

    Its files and flags go with it. Raises `Invalid` for a message that isn't the patient's, isn't of this
    conversation, or is its only one.
    """
    actor = acting(session)
    if topic not in TOPICS:
        raise Invalid("topic", "Choose what the message is about.")
    task = permitted_task(session, task_id, "work")
    thread = _thread(session, task)
    check_version(session, task, seen_version)
    require_open(task)
    message = session.get(Message, message_id)
    if message is None or message.thread_id != thread.id:
        raise NotFound("message")
    if message.direction != "inbound":
        raise Invalid("message_id", "Only what the patient wrote can be split off.")
    if not session.scalar(
        select(func.count()).where(
            Message.thread_id == thread.id, Message.id != message_id, Message.withdrawn_at.is_(None)
        )
    ):
        raise Invalid("message_id", "This is the only message of the conversation. Change its topic instead.")
    other = Thread(
        patient_id=thread.patient_id,
        account_id=message.account_id or thread.account_id,
        topic=topic,
        created_at=actor.now,
        last_message_at=message.sent_at,
    )
    session.add(other)
    session.flush()
    message.thread_id = other.id
    session.flush()
    recount(session, thread)
    recount(session, other)
    new = Task(
        queue_id=task.queue_id,
        focus_type=task.focus_type,
        focus_id=other.id,
        patient_id=task.patient_id,
        site_id=task.site_id,
        team_id=task.team_id,
        title=task_title(topic),
        topic=topic,
        # The worker reads it again for red flags and sets what is due, from when the patient wrote.
        created_at=message.sent_at,
        arrived_at=message.sent_at,
        last_inbound_id=message.id,
        last_inbound_at=message.sent_at,
    )
    session.add(new)
    session.flush()
    answered = settled(session, task)
    session.execute(update(UrgencyFlag).where(UrgencyFlag.message_id == message_id).values(task_id=new.id))
    recount_flags(session, new, like=task)
    if not answered:  # it lies in the pool now: whoever saw to the task before doesn't see to this one
        let_go(session, new)
    if new.flag:
        new.priority, new.priority_reason = task.priority, task.priority_reason
    recount_flags(session, task)
    newest = session.execute(
        select(Message.id, Message.sent_at)
        .where(Message.thread_id == thread.id, Message.direction == "inbound")
        .order_by(Message.id.desc())
        .limit(1)
    ).one_or_none()
    change(
        session,
        task,
        last_inbound_id=newest.id if newest else None,
        last_inbound_at=newest.sent_at if newest else None,
        arrived_at=newest.sent_at if newest else task.created_at,
    )
    task_event(session, task.id, "split", message_id=message_id, to_task_id=new.id)
    task_event(session, new.id, "split-off", message_id=message_id, from_task_id=task.id)
    audit(
        session,
        "thread.split",
        patient_id=thread.patient_id,
        subject=("thread", thread.id),
        message_id=message_id,
        to_thread_id=other.id,
    )
    session.flush()
    return Moved(new.id, other.id, new.version, "The message has a conversation of its own now.")


@action("thread.refile", needs=Permission.THREAD_MOVE)
def refile(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    patient_id: int,
    reason: str,
) -> Moved:
    """File a whole conversation under another patient: a mother wrote about her child from her own record.

    Whoever wrote it goes on seeing it only if they may act for that patient; else the returned sentence says
    that they don't, and that they are to be called. `reason` is required and kept. Both records are audited.
    `seen_inbound_id` stops it when something came in that the person hasn't read: the other patient would read it.
    """
    task = permitted_task(session, task_id, "work")
    why = short(reason, "reason", 200)
    if not why:
        raise Invalid("reason", "Say why this belongs to the other patient.")
    thread = _thread(session, task)
    check_inbound(task, seen_inbound_id, "Filing")
    check_version(session, task, seen_version)
    if thread.merged_into_id is not None:
        raise Conflict("This conversation was merged into another one. File that one. Nothing was changed.")
    if patient_id == thread.patient_id:
        raise Invalid("patient_id", "The conversation is this patient's already.")
    patient = session.get(Patient, patient_id)
    if patient is None:
        raise NotFound("patient")
    require_nothing_waiting(session, task, "File")
    former_id, writer_id = thread.patient_id, thread.account_id
    sentence = f"The conversation is filed under {patient.given} {patient.family}."
    if writer_id is not None and relation_of(session, writer_id, patient_id, "messages") is None:
        writer = session.get_one(PortalAccount, writer_id).name
        thread.account_id = own_account(session, patient_id)
        sentence = (
            f"{sentence} {writer} wrote it and has no access for {patient.given} {patient.family}: they no longer "
            "see this conversation. Call them."
        )
    # What was merged into it is about the same person; its own task and subject must not stay behind.
    merged = select(Thread.id).where(Thread.merged_into_id == thread.id)
    session.execute(
        update(Task)
        .where(Task.focus_type == Thread.__tablename__, Task.focus_id.in_(merged))
        .values(patient_id=patient_id, site_id=patient.site_id)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Thread)
        .where(Thread.merged_into_id == thread.id)
        .values(patient_id=patient_id)
        .execution_options(synchronize_session=False)
    )
    thread.patient_id = patient_id
    # What is alarming depends on the age: the worker reads the messages again.
    change(session, task, patient_id=patient_id, site_id=patient.site_id, triaged_at=None)
    task_event(session, task.id, "refiled", from_patient_id=former_id, to_patient_id=patient_id, reason=why)
    for record, other in ((former_id, patient_id), (patient_id, former_id)):
        audit(session, "thread.refiled", patient_id=record, subject=("thread", thread.id), other=other, reason=why)
    session.flush()
    return Moved(task.id, thread.id, task.version, sentence)


def _thread(session: Session, task: Task) -> Thread:
    """The conversation that a task is about, locked; the task is locked already."""
    if task.focus_type != Thread.__tablename__:
        raise Invalid("task_id", "This task is about no conversation.")
    return session.scalars(select(Thread).where(Thread.id == task.focus_id).with_for_update()).one()


def _require_together(session: Session, first: Thread, second: Thread) -> None:
    """Raise `Invalid` unless both are of one patient and one account: else somebody would read what isn't theirs."""
    if first.patient_id != second.patient_id:
        raise Invalid("into_task_id", "The two conversations are about different patients. Nothing was changed.")
    writers = {thread.account_id or own_account(session, thread.patient_id) for thread in (first, second)}
    if len(writers) > 1:
        named = session.scalars(select(PortalAccount.name).where(PortalAccount.id.in_(writers)).order_by("name"))
        raise Invalid(
            "into_task_id",
            f"The two conversations are with different people ({', '.join(named)}). Merging them would show one of "
            "them what the other wrote. Nothing was changed.",
        )


def _joined(source: Task, target: Task) -> dict[str, object]:
    """What the task that goes on takes from the one that ends: of each, the stricter. It is triaged already."""
    values: dict[str, object] = {
        "arrived_at": max(source.arrived_at, target.arrived_at),
        "due_at": min(source.due_at, target.due_at),
        "last_inbound_id": _newest(source.last_inbound_id, target.last_inbound_id),
        "last_inbound_at": max(filter(None, (source.last_inbound_at, target.last_inbound_at)), default=None),
        "first_response_due_at": min(
            filter(None, (source.first_response_due_at, target.first_response_due_at)), default=None
        ),
        "first_response_at": min(filter(None, (source.first_response_at, target.first_response_at)), default=None),
    }
    if source.priority < target.priority:
        values |= {"priority": source.priority, "priority_reason": source.priority_reason}
    if source.triaged_at is None:
        values["triaged_at"] = None  # its newest message was not read for red flags yet
    # Something unanswered came in: a task that waits goes back to work, as for any new message.
    if target.status == TaskStatus.ON_HOLD and source.status != TaskStatus.ON_HOLD:
        values |= {
            "status": TaskStatus.IN_PROGRESS if target.owner_id else TaskStatus.REQUESTED,
            "business_status": "",
            "on_hold_until": None,
        }
    return values


def _newest(*ids: int | None) -> int | None:
    return max((each for each in ids if each is not None), default=None)
