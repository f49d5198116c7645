"""The worker's tasks: what runs after an action, and what runs by the clock.

Every task is safe to repeat, so one that was cut short is simply run again. `db.jobs.defer` queues
them by name. Cron lines have a sixth field, the second.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from procrastinate import App, JobContext, RetryStrategy, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from console import documents, lab_files, pharmacy_orders, results_folder
from console.mail import post_of
from console.outbox import release_and_deliver as send_outbox
from db.actions import staff_sessions
from db.actions.escalation import escalate as take_steps
from db.actions.idle import return_idle, wake_due
from db.actions.nudges import remind, tell_team
from db.actions.operations import prepare_partitions, purge
from db.actions.proxy_arrivals import schedule_new
from db.actions.proxy_notices import notice_changes, tell_ended
from db.actions.refill_judging import judge_again, judge_new, wake_answered
from db.actions.refill_protocols import load_defaults
from db.actions.release_rule import release_delayed as release_those
from db.actions.result_holds import expire_due
from db.actions.result_reading import watch_reading
from db.actions.triage import triage_new
from db.config import config
from db.credentials import WORKER_IDENTITY
from db.engine import database

log = logging.getLogger(__name__)

# The worker puts its own connector here when it starts.
app = App(connector=SyncPsycopgConnector())
stopping = threading.Event()

ENDED_JOBS_KEPT = 24 * 14  # hours; those that succeeded go at once


class JobFailed(Exception):
    """A task failed: which error and where. Not its message: a database error may quote a patient's row."""


def guarded(task: Callable[..., None]) -> Callable[..., None]:
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
    here = Path(__file__).parents[1]
    place, trace = "an unknown place", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(here) and "site-packages" not in file.parts:
            place = f"{file.relative_to(here)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def until_done(step: Callable[..., int]) -> None:
    """Run an action that takes so many at a time, each time in a transaction of its own, until none is left."""
    count = 1
    while count and not stopping.is_set():
        with database().transaction() as session:
            count = step(session, by=WORKER_IDENTITY)


@app.task(name="release_and_deliver")
@guarded
def release_and_deliver() -> None:
    """Make due replies visible and send their notices."""
    send_outbox(database(), post_of(config()), stopping.is_set)


@app.periodic(cron="* * * * * */10")
@app.task(name="sweep_outbox", queueing_lock="sweep_outbox")
@guarded
def sweep_outbox() -> None:
    """The same, for what a crash left behind and for notices that are tried again."""
    send_outbox(database(), post_of(config()), stopping.is_set)


@app.periodic(cron="* * * * * */3")
@app.task(name="triage", queueing_lock="triage")
@guarded
def triage() -> None:
    """Alarming words and deadlines of what came in."""
    until_done(triage_new)


@app.periodic(cron="* * * * * */10")
@app.task(name="escalate", queueing_lock="escalate")
@guarded
def escalate() -> None:
    """Red flags that nobody acknowledged."""
    until_done(take_steps)


@app.periodic(cron="* * * * * */10")
@app.task(name="wake", queueing_lock="wake")
@guarded
def wake() -> None:
    """Snoozed tasks whose time has come."""
    until_done(wake_due)


@app.periodic(cron="* * * * * 45")
@app.task(name="return_claims", queueing_lock="return_claims")
@guarded
def return_claims() -> None:
    """Claims that nobody works on, back to their teams."""
    with database().transaction() as session:
        return_idle(session, by=WORKER_IDENTITY)


@app.periodic(cron="23 * * * *")
@app.task(name="nudge", queueing_lock="nudge")
@guarded
def nudge() -> None:
    """Answers that the patient hasn't read: remind them, then tell the team."""
    until_done(remind)
    until_done(tell_team)


@app.periodic(cron="* * * * * 15")
@app.task(name="expire_holds", queueing_lock="expire_holds")
@guarded
def expire_holds() -> None:
    """Holds on results that ran out."""
    until_done(expire_due)


@app.periodic(cron="37 * * * *")
@app.task(name="result_reading", queueing_lock="result_reading")
@guarded
def result_reading() -> None:
    """Released results that nobody has opened: remind, tell staff, phone or write."""
    until_done(watch_reading)


@app.task(name="release_delayed")
@guarded
def release_delayed(report_ids: list[int]) -> None:
    """Results that a clinic's own delay held back."""
    with database().transaction() as session:
        release_those(session, by=WORKER_IDENTITY, report_ids=report_ids)


@app.task(name="read_lab_files")
@guarded
def read_lab_files() -> None:
    """Files of results that came in."""
    results_folder.sort_out(database(), config().results_dir)
    lab_files.read_waiting(database(), stopping.is_set)
    results_folder.sort_out(database(), config().results_dir)


@app.periodic(cron="* * * * * 20")
@app.task(name="sweep_lab_files", queueing_lock="sweep_lab_files")
@guarded
def sweep_lab_files() -> None:
    """The same, for what a crash left behind."""
    lab_files.read_waiting(database(), stopping.is_set)


# While a file is being filed nothing else is: it is tried again then.
@app.task(name="read_lab_messages_again", retry=RetryStrategy(max_attempts=30, wait=20))
@guarded
def read_lab_messages_again(message_ids: list[int]) -> None:
    """Messages of laboratories that a mended setting or code may file now."""
    lab_files.read_again(database(), message_ids)


@app.periodic(cron="* * * * * */10")
@app.task(name="watch_results_folder", queueing_lock="watch_results_folder")
@guarded
def watch_results_folder() -> None:
    """Files that laboratories put into the watched folder."""
    results_folder.take_in(database(), config().results_dir)


@app.periodic(cron="* * * * * */5")
@app.task(name="check_files", queueing_lock="check_files")
@guarded
def check_files() -> None:
    """Look into files that came with messages."""
    documents.check_files(database(), documents.scanner_of(config()), stopping.is_set)


@app.task(name="make_documents")
@guarded
def make_documents() -> None:
    """Make the PDFs that were asked for."""
    documents.make_documents(database(), stopping.is_set)


@app.periodic(cron="* * * * * 30")
@app.task(name="sweep_documents", queueing_lock="sweep_documents")
@guarded
def sweep_documents() -> None:
    """The same, for what a crash left behind."""
    documents.make_documents(database(), stopping.is_set)


@app.task(name="make_orders")
@guarded
def make_orders() -> None:
    """Make the PDFs of orders to pharmacies; what leaves by mail leaves when its undo window ends."""
    pharmacy_orders.make_orders(database(), config().root / "templates", stopping.is_set)


@app.periodic(cron="* * * * * 5,35")
@app.task(name="sweep_orders", queueing_lock="sweep_orders")
@guarded
def sweep_orders() -> None:
    """The same, for what a crash left behind."""
    pharmacy_orders.make_orders(database(), config().root / "templates", stopping.is_set)


@app.periodic(cron="* * * * * */10")
@app.task(name="judge_refills", queueing_lock="judge_refills")
@guarded
def judge_refills() -> None:
    """Refill requests that came in, and those whose patient answered a question."""
    until_done(judge_new)
    until_done(wake_answered)


@app.periodic(cron="41 * * * *")
@app.task(name="judge_refills_again", queueing_lock="judge_refills_again")
@guarded
def judge_refills_again() -> None:
    """All open refill requests: supplies run out, values come in, protocols change."""
    last = -1
    while last and not stopping.is_set():
        with database().transaction() as session:
            last = judge_again(session, by=WORKER_IDENTITY, after_id=max(last, 0))


@app.task(name="begin_protocols", queueing_lock="begin_protocols")
@guarded
def begin_protocols() -> None:
    """A new clinic finds the refill protocols to start from, all of them off."""
    with database().transaction() as session:
        load_defaults(session, by=WORKER_IDENTITY, unless_any=True)


@app.periodic(cron="* * * * * */10")
@app.task(name="schedule_proxies", queueing_lock="schedule_proxies")
@guarded
def schedule_proxies() -> None:
    """Requests for access that came in, and access that patients and proxies ended."""
    until_done(schedule_new)
    until_done(tell_ended)


@app.periodic(cron="51 * * * *")
@app.task(name="proxy_notices", queueing_lock="proxy_notices")
@guarded
def proxy_notices() -> None:
    """Access that changes soon, or today: both sides are told."""
    last = -1
    while last and not stopping.is_set():
        with database().transaction() as session:
            last = notice_changes(session, by=WORKER_IDENTITY, after_id=max(last, 0))


@app.periodic(cron="17 * * * *")
@app.task(name="tidy", queueing_lock="tidy")
@guarded
def tidy() -> None:
    """Next months' audit partitions, then old rows, each in a transaction of its own."""
    with database().transaction() as session:
        prepare_partitions(session, by=WORKER_IDENTITY)
    with database().transaction() as session:
        purge(session, by=WORKER_IDENTITY)


@app.periodic(cron="* * * * * 30")
@app.task(name="end_sessions", queueing_lock="end_sessions")
@guarded
def end_sessions() -> None:
    """Mark sessions that ran out as ended; forget old tickets and failed attempts."""
    with database().transaction() as session:
        staff_sessions.tidy(session, by=WORKER_IDENTITY)


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
