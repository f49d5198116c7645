"""Sending the outbox: release what is due, then hand over what is ready, one notice after the other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from console.mail import Post, hand_over
from console.outcomes import Delivered, Outcome, Refused
from db.actions.outbox import Handover, mark_failed, mark_sent, mark_unknown, orphans, release_due, take
from db.credentials import WORKER_IDENTITY
from db.engine import Database

log = logging.getLogger(__name__)

LOCK = "hashtext('portside.deliver'), hashtext(current_schema())"
VERDICT_PAUSES = (0.2, 0.5, 1.0, 1.0)  # seconds between tries; together less than a shutdown may take
DIED = "The worker stopped while the notice was on its way."


def release_and_deliver(database: Database, post: Post, stopping: Callable[[], bool]) -> None:
    """Release every reply that is due, then send every notice that is ready; ends early when `stopping()`."""
    while not stopping():
        with database.transaction() as session:
            if release_due(session, by=WORKER_IDENTITY) == 0:
                break
    deliver(database, post, stopping)


def deliver(database: Database, post: Post, stopping: Callable[[], bool]) -> None:
    """Send what is ready, unless another worker is doing that."""
    with _alone(database) as alone:
        with database.transaction() as session:
            left_behind = orphans(session, by=WORKER_IDENTITY, all_of_them=alone)
        for notice in left_behind:
            _settle(database, post, notice, redo_files=alone)
        while alone and not stopping():
            with database.transaction() as session:
                next_one = take(session, by=WORKER_IDENTITY, smtp=post.smtp, webhooks=post.webhooks)
            if next_one is None:
                return
            _send(database, post, next_one)


@contextmanager
def _alone(database: Database) -> Iterator[bool]:
    """Whether this is the one process that hands over now. The lock ends with the process that holds it."""
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        gained = bool(connection.scalar(text(f"SELECT pg_try_advisory_lock({LOCK})")))
        try:
            yield gained
        finally:
            if gained:
                try:
                    connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
                except SQLAlchemyError:
                    connection.invalidate()  # the server ended it, and the lock with it
    finally:
        connection.close()


def _settle(database: Database, post: Post, notice: Handover, *, redo_files: bool) -> None:
    """A hand-over that nobody reported on. A file can be written again; a mail or a call may have arrived."""
    if notice.carrier != "file":
        with database.transaction() as session:
            mark_unknown(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason=DIED)
        log.warning("Outbox %d: unknown whether attempt %d arrived; a person must decide", notice.id, notice.attempt)
    elif redo_files:
        _send(database, post, notice)


def _send(database: Database, post: Post, notice: Handover) -> None:
    outcome = hand_over(post, notice)  # outside of any transaction
    _persist(database, notice, outcome)
    if not isinstance(outcome, Delivered):
        log.warning("Outbox %d, attempt %d: %s", notice.id, notice.attempt, outcome.reason)


def _persist(database: Database, notice: Handover, outcome: Outcome) -> None:
    """Write the verdict down, also over a short absence of PostgreSQL: a lost verdict is an unknown notice."""
    for pause in VERDICT_PAUSES:
        try:
            return _report(database, notice, outcome)
        except OperationalError:
            time.sleep(pause)
    return _report(database, notice, outcome)


def _report(database: Database, notice: Handover, outcome: Outcome) -> None:
    with database.transaction() as session:
        if isinstance(outcome, Delivered):
            mark_sent(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt)
        elif isinstance(outcome, Refused):
            mark_failed(
                session,
                by=WORKER_IDENTITY,
                outbox_id=notice.id,
                attempt=notice.attempt,
                reason=outcome.reason,
                permanent=outcome.permanent,
            )
        else:
            mark_unknown(
                session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason=outcome.reason
            )
