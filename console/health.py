"""The state of app, database and worker, for whoever watches the house. It holds no secrets."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db.engine import Database, DatabaseRole, database
from db.queries.health import worker_silence

PATIENCE = 3.0  # seconds, for the whole answer
WORKER_SILENT = timedelta(seconds=30)

log = logging.getLogger(__name__)
_running: dict[Database, asyncio.Task[dict[str, str]]] = {}


async def health() -> dict[str, str]:
    """One word or reason a part, within three seconds. Callers at the same time share one look."""
    here = database()
    task = _running.get(here)
    if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
        task = _running[here] = asyncio.create_task(asyncio.to_thread(_look, here))
    try:
        parts = await asyncio.wait_for(asyncio.shield(task), PATIENCE)
    except TimeoutError:
        parts = _away(f"no answer within {PATIENCE:.0f} s")
    return {"app": "ok"} | parts


def _look(here: Database) -> dict[str, str]:
    """Ask over a connection of its own: a busy pool is no sick database."""
    engine = create_engine(
        here.place.url(DatabaseRole.APP),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 2,
            "application_name": "portside-health",
            "options": f"-c search_path={here.place.search_path} -c statement_timeout=2000",
        },
    )
    try:
        with Session(engine) as session:
            silence = worker_silence(session)
    except SQLAlchemyError as error:
        log.warning("The database is away: %s", type(error).__name__)
        return _away("unreachable")
    finally:
        engine.dispose()
    if silence is None:
        return {"database": "ok", "worker": "never started"}
    if silence > WORKER_SILENT:
        return {"database": "ok", "worker": f"silent for {silence.total_seconds():.0f} s"}
    return {"database": "ok", "worker": "ok"}


def _away(reason: str) -> dict[str, str]:
    return {"database": reason, "worker": "unknown while the database is away"}
