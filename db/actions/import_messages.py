"""Importing patients' messages: each becomes a conversation with a task in the inbox."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, case, func, insert, or_, select, text
from sqlalchemy.orm import Session

from db.actions.imports import Tally, announce, begin, finish, spread
from db.credentials import Credential
from db.errors import Invalid
from db.imports import Imported, MessageFile, MessageLine
from db.models import ImportBatch, Message, Patient, PortalAccount, Queue, Task, TaskEvent, Thread
from db.registry import acting, action
from db.roles import Permission

FIRST_WORDS = 160
# The portal's topics as they stand in a task's title, without clinical words.
TITLES = {
    "health": "health question",
    "refill": "refill",
    "results": "test results",
    "scheduling": "appointment",
    "referral": "referral",
    "billing": "billing",
    "other": "something else",
}


@action("import.messages", needs=Permission.SYSTEM_IMPORT)
def import_messages(session: Session, *, by: Credential, file: MessageFile) -> Imported:
    """Add the file's messages as new work of the inbox, those that were imported before left as they are.

    Where the file names no patients at all, each message gets one of the clinic's, chosen by its
    content: the living with an account first. Raises `Invalid` without patients or an inbox.
    """
    batch = begin(session, "messages", file.name, file.content_hash)
    if isinstance(batch, Imported):
        return batch
    queue = session.scalar(select(Queue).where(Queue.slug == "inbox"))
    if queue is None:
        raise Invalid("queue", "The clinic has no inbox yet, so messages have nowhere to go. Nothing was imported.")
    pool = [] if file.names_patients else _pool(session)
    if not pool and session.scalar(select(Patient.id).limit(1)) is None:
        raise Invalid("patient", "There are no patients yet. Import patients first. Nothing was imported.")
    if not pool and not file.names_patients:
        raise Invalid("patient", "No living patient could have written these messages. Nothing was imported.")
    tally = Tally(file.messages.file)
    newest = None
    for chunk in tally.sift(file.messages.lines):
        newest = _add(session, batch, queue, tally, chunk, pool) or newest
    if newest is not None:
        announce(session, str(newest))
    notices = [f"Read as {', '.join(f'{field}={column}' for field, column in sorted(file.mapping.items()))}."]
    if pool:
        notices.append(f"The file names no patients: its messages were spread over {len(pool):,} of the clinic's.")
    return finish(session, batch, [tally], notices)


def _pool(session: Session) -> list[int]:
    """Whom a message without a patient may be given to."""
    living = select(Patient.id).where(Patient.deceased_at.is_(None)).order_by(Patient.id)
    reachable = living.join(PortalAccount, PortalAccount.patient_id == Patient.id).where(
        PortalAccount.state != "disabled"
    )
    return list(session.scalars(reachable)) or list(session.scalars(living))


def _add(
    session: Session, batch: ImportBatch, queue: Queue, tally: Tally, lines: list[MessageLine], pool: list[int]
) -> int | None:
    """Add what is new among these lines; the newest task's id, if there is any."""
    known = set(session.scalars(select(Thread.source_key).where(Thread.source_key.in_([x.source_key for x in lines]))))
    tally.unchanged += len(known)
    new = [line for line in lines if line.source_key not in known]
    whose = _assigned(session, new, pool) if pool else _named(session, new)
    now = acting(session).now
    usable: dict[str, tuple[MessageLine, Row[Any]]] = {}
    for line in new:
        patient = whose.get(line.source_key)
        if patient is None:
            tally.reject(line.line, "No patient has this MRN or id. Import patients first, or correct it.")
        elif line.sent_at is not None and line.sent_at > now:
            tally.reject(line.line, "The time it was sent is in the future.")
        else:
            usable[line.source_key] = (line, patient)
    tally.added += len(usable)
    return _write(session, batch, queue, usable) if usable else None


def _people() -> Any:
    return select(
        Patient.id,
        Patient.mrn,
        Patient.source_id,
        Patient.site_id,
        PortalAccount.id.label("account_id"),
        func.coalesce(PortalAccount.name, Patient.given + " " + Patient.family).label("author"),
    ).outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)


def _assigned(session: Session, lines: list[MessageLine], pool: list[int]) -> dict[str, Row[Any]]:
    chosen = {line.source_key: spread(pool, line.source_key) for line in lines}
    people = {row.id: row for row in session.execute(_people().where(Patient.id.in_(set(chosen.values()))))}
    return {key: people[patient_id] for key, patient_id in chosen.items()}


def _named(session: Session, lines: list[MessageLine]) -> dict[str, Row[Any]]:
    """The patients that the lines name, by MRN before the source's id."""
    names = {line.patient for line in lines if line.patient}
    people = _people().where(or_(Patient.mrn.in_(names), Patient.source_id.in_(names)))
    found: dict[str, Row[Any]] = {}
    for row in session.execute(people.order_by(case((Patient.mrn.in_(names), 1), else_=0), Patient.id)):
        found |= {name: row for name in (row.source_id, row.mrn) if name in names}
    return {line.source_key: found[line.patient] for line in lines if line.patient in found}


def _write(session: Session, batch: ImportBatch, queue: Queue, usable: dict[str, tuple[MessageLine, Row[Any]]]) -> int:
    """Thread, message, task and the task's first step for each line; the newest task's id."""
    now = acting(session).now
    threads = session.execute(
        insert(Thread).returning(Thread.id, Thread.source_key),
        [
            {
                "patient_id": patient.id,
                "account_id": patient.account_id,
                "source_key": key,
                "topic": line.topic,
                "subject": line.subject,
                "first_words": " ".join(line.body.split())[:FIRST_WORDS],
                "created_at": line.sent_at or now,
                "last_message_at": line.sent_at or now,
            }
            for key, (line, patient) in usable.items()
        ],
    ).all()
    about = {row.id: usable[row.source_key] for row in threads}
    inbound = session.execute(
        insert(Message).returning(Message.id, Message.thread_id),
        [
            {
                "thread_id": thread_id,
                "direction": "inbound",
                "account_id": patient.account_id,
                "author": patient.author,
                "body": line.body,
                "created_at": line.sent_at or now,
                "sent_at": line.sent_at or now,
            }
            for thread_id, (line, patient) in about.items()
        ],
    ).all()
    session.execute(
        text(
            "UPDATE thread SET last_inbound_id = message.id FROM message "
            "WHERE message.thread_id = thread.id AND thread.id = ANY(:ids)"
        ),
        {"ids": list(about)},
    )
    newest = {row.thread_id: row.id for row in inbound}
    tasks = session.execute(
        insert(Task).returning(Task.id, Task.focus_id),
        [
            {
                "queue_id": queue.id,
                "focus_type": "thread",
                "focus_id": thread_id,
                "patient_id": patient.id,
                "site_id": patient.site_id,
                "team_id": queue.team_id,
                "topic": line.topic,
                "title": f"Message: {TITLES.get(line.topic, 'general')}",
                "created_at": line.sent_at or now,
                "last_inbound_id": newest[thread_id],
                "last_inbound_at": line.sent_at or now,
            }
            for thread_id, (line, patient) in about.items()
        ],
    ).all()
    session.execute(
        insert(TaskEvent),
        [
            {
                "task_id": row.id,
                "kind": "received",
                "actor": acting(session).name,
                "at": about[row.focus_id][0].sent_at or now,
                "detail": {"message_id": newest[row.focus_id], "import_batch_id": batch.id},
            }
            for row in tasks
        ],
    )
    last: int = max(row.id for row in tasks)
    return last
