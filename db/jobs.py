"""Asking the worker for something, in the transaction of what needs it: it happens if that commits, else not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

# Only writes job rows, on the caller's connection: it knows no tasks and opens no connection of its own.
_writer = App(connector=SyncPsycopgConnector())


def defer(session: Session, task_name: str, *, at: datetime | None = None, **args: Any) -> None:
    """Queue the worker's task `task_name` (see `console.jobs`), not to run before `at`.

    `args` become JSON in the job's row and may reach logs: ids and plain values, no patient data.
    """
    connection = session.connection().connection.driver_connection
    _writer.configure_task(task_name, schedule_at=at, connection=connection).defer(**args)
