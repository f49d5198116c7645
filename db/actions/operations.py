"""What the worker does for the house itself: its heartbeat, next month's audit partition, tidying up."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Document, Heartbeat, Presence, Submission
from db.registry import acting, action
from db.roles import Permission

PROCESS = "worker"
MONTHS_AHEAD = 3
# A form is not submitted twice after a month; presence is fresh for a minute.
SUBMISSIONS_KEPT = timedelta(days=30)
PRESENCE_KEPT = timedelta(minutes=10)
DOCUMENTS_KEPT = timedelta(days=7)  # long enough to put one into the chart; it can be made again


@action("operations.beat", needs=Permission.SYSTEM_RUN)
def beat(session: Session, *, by: Credential) -> None:
    """Say that the worker lives and reaches the database."""
    now = func.clock_timestamp()
    session.execute(
        insert(Heartbeat)
        .values(process=PROCESS, at=now)
        .on_conflict_do_update(index_elements=[Heartbeat.process], set_={"at": now})
    )


@action("operations.prepare_partitions", needs=Permission.SYSTEM_RUN)
def prepare_partitions(session: Session, *, by: Credential) -> None:
    """Make the audit's partitions for this month and the next three, where they are missing."""
    for ahead in range(MONTHS_AHEAD + 1):
        session.execute(
            text("SELECT audit_event_partition((current_date + make_interval(months => :ahead))::date)"),
            {"ahead": ahead},
        )


@action("operations.purge", needs=Permission.SYSTEM_RUN)
def purge(session: Session, *, by: Credential) -> None:
    """Delete what has done its work: old submissions, presence, and documents made on demand."""
    now = acting(session).now
    session.execute(delete(Submission).where(Submission.at < now - SUBMISSIONS_KEPT))
    session.execute(delete(Presence).where(Presence.seen_at < now - PRESENCE_KEPT))
    session.execute(delete(Document).where(Document.requested_at < now - DOCUMENTS_KEPT))
