"""The worker's tasks: what runs after an action, and what runs by the clock. A module here has a noun's.

Every task is safe to repeat, so one that was cut short is simply run again. `db.jobs.defer` queues them by name: the
name of their function, which therefore stays.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from procrastinate import App, BaseRetryStrategy, JobContext, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from db.credentials import WORKER_IDENTITY
from db.engine import database

log = logging.getLogger(__name__)

T = TypeVar("T")
Body = Callable[..., None]

# The worker puts its own connector here when it starts.
app = App(connector=SyncPsycopgConnector())
stopping = threading.Event()
at_start: list[str] = []  # tasks that a worker that starts runs first

ENDED_JOBS_KEPT = 24 * 14  # hours; those that succeeded go at once


class JobFailed(Exception):
    """A task failed: which error and where. Not its message: a database error may quote a patient's row."""


def on_demand(*, retry: BaseRetryStrategy | None = None, first: bool = False) -> Callable[[Body], Body]:
    """A task that actions queue. `first`: a worker that starts runs it too. Raises for a name that is taken."""

    def declare(body: Body) -> Body:
        return _declared(body, app.task(name=body.__name__, retry=retry or False), first)

    return declare


def by_the_clock(cron: str, *, first: bool = False) -> Callable[[Body], Body]:
    """A task that waits once at most, and runs by a cron line, whose sixth field is the second."""

    def declare(body: Body) -> Body:
        task = app.task(name=body.__name__, queueing_lock=body.__name__)
        return _declared(body, lambda run: app.periodic(cron=cron)(task(run)), first)

    return declare


def _declared(body: Body, task: Callable[[Body], Body], first: bool) -> Body:
    if first:
        at_start.append(body.__name__)
    return task(guarded(body))


def guarded(task: Body) -> Body:
    """The task, with errors that may be logged. Takes, and ignores, the timestamp of periodic runs."""

    @functools.wraps(task)
    def run(*, timestamp: int | None = None, **arguments: Any) -> None:  # noqa: ARG001
        try:
            task(**arguments)
        except Exception as error:  # noqa: BLE001  told by kind and place instead
            raise JobFailed(f"{type(error).__name__} at {where(error)}") from None

    return run


def where(error: BaseException) -> str:
    """The innermost place of our own code that an error came through, as `file.py:line`."""
    here = Path(__file__).parents[2]
    place, trace = "an unknown place", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(here) and "site-packages" not in file.parts:
            place = f"{file.relative_to(here)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def do(step: Callable[..., T], **arguments: Any) -> T:
    """Run an action as the worker, in a transaction of its own."""
    with database().transaction() as session:
        return step(session, by=WORKER_IDENTITY, **arguments)


def until_done(step: Callable[..., int]) -> None:
    """Run an action that takes so many at a time and says how many it took, until none is left."""
    while not stopping.is_set() and do(step):
        pass


def to_the_last(step: Callable[..., int]) -> None:
    """Run an action that takes those after an id and says the last one's, 0 where there are none, to the end."""
    last = 0
    while not stopping.is_set() and (last := do(step, after_id=last)):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="rerun_stalled", queueing_lock="rerun_stalled", pass_context=True)
async def rerun_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Run again what a worker that died was doing, and forget jobs that ended long ago."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        log.warning("Job %s (%s) was cut short", job.id, job.task_name)
        with suppress(ConnectorException):  # it ended meanwhile
            if job.queueing_lock:  # by the clock: the next one comes anyway, and may be waiting already
                await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
            else:
                await manager.retry_job(job)
    await manager.delete_old_jobs(
        nb_hours=ENDED_JOBS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
