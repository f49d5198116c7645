"""The worker process: Procrastinate runs our jobs; this keeps it running and says that it lives.

Procrastinate's worker ends when PostgreSQL goes away. Here it is started again until somebody asks
the process to stop; then the job in hand is finished, for five seconds at most.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from contextlib import suppress

from procrastinate import PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy.exc import SQLAlchemyError

from console import jobs
from console.mail import post_of
from db.actions.operations import beat
from db.config import config
from db.credentials import WORKER_IDENTITY
from db.engine import Database, DatabaseRole, Organisation, database
from db.nouns import load
from db.serving import embedded, is_embedded
from rules import urgency

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
POLL_SECONDS = 1.0  # a reply's undo window ends without anybody telling the queue
JOBS_AT_ONCE = 4
GRACE_SECONDS = 5.0
RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0)


def work() -> None:
    """Run the worker until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s worker %(levelname)s %(message)s")
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # it tells of every run of every job
    settings = config()
    load("console.jobs")
    post_of(settings)  # a wrong sender is refused now, not notice by notice
    urgency.ready()
    db = database()  # starts the embedded PostgreSQL, where that is in use
    server = embedded(settings) if is_embedded(settings) else None
    if server is not None and server.owns:
        server.watch()
    try:
        asyncio.run(supervise(db))
    finally:
        db.dispose()
        if server is not None:
            server.stop()  # only if it is ours
    log.info("The worker has stopped")


def connector(place: Organisation) -> PsycopgConnector:
    """The queue's own connections, as the application's role in the organisation's schema."""
    url = place.url(DatabaseRole.APP).set(drivername="postgresql")
    return PsycopgConnector(
        conninfo=url.render_as_string(hide_password=False),
        kwargs={
            "options": f"-c search_path={place.search_path} -c timezone=UTC",
            "connect_timeout": 5,
            "application_name": "portside-worker",
        },
        min_size=1,
        max_size=JOBS_AT_ONCE + 2,
        timeout=5.0,
    )


async def supervise(db: Database) -> None:
    """Run Procrastinate's worker again and again until the process is asked to stop."""
    stop = asyncio.Event()
    _stop_on_signals(stop)
    stopping = asyncio.create_task(stop.wait())
    failures = 0
    while not stop.is_set():
        life = asyncio.create_task(_live(db))
        await asyncio.wait({life, stopping}, return_when=asyncio.FIRST_COMPLETED)
        began_well = await _end(life)
        if not stop.is_set():
            failures = 0 if began_well else failures + 1
            pause = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
            log.warning("The worker can't use the database; it tries again in %.1f s", pause)
            await asyncio.wait({stopping}, timeout=pause)


async def _end(life: asyncio.Task[None]) -> bool:
    """End a life of the worker, letting it finish the jobs in hand; False if it failed by an error."""
    life.cancel()
    try:
        await life
    except asyncio.CancelledError:
        return True
    except Exception as error:  # noqa: BLE001  whatever it is, the worker stays
        log.warning("The job queue failed: %s", type(error).__name__)
        return False
    return True


async def _live(db: Database) -> None:
    """One life of Procrastinate's worker. It ends by itself when PostgreSQL goes away, or when cancelled."""
    with jobs.app.replace_connector(connector(db.place)):
        async with jobs.app.open_async():
            for name in jobs.at_start:
                with suppress(AlreadyEnqueued):
                    await jobs.app.tasks[name].configure(queueing_lock=f"{name} at start").defer_async()
            beating = asyncio.create_task(_keep_beating(db))
            log.info("The worker is at work")
            try:
                await jobs.app.run_worker_async(
                    concurrency=JOBS_AT_ONCE,
                    fetch_job_polling_interval=POLL_SECONDS,
                    shutdown_graceful_timeout=GRACE_SECONDS,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                )
            finally:
                beating.cancel()


async def _keep_beating(db: Database) -> None:
    """Beside the jobs, so that a long one doesn't silence it; not at all while no job could run."""
    while True:
        with suppress(SQLAlchemyError):  # PostgreSQL is away: silence is the truth
            await asyncio.to_thread(_beat, db)
        await asyncio.sleep(BEAT_SECONDS)


def _beat(db: Database) -> None:
    with db.transaction() as session:
        beat(session, by=WORKER_IDENTITY)


def _stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl-C ask the jobs to end; what hasn't ended in time is cut off."""

    def ask() -> None:
        if stop.is_set():
            return
        log.info("The worker stops; it finishes the job in hand")
        stop.set()
        jobs.stopping.set()
        # A job that hangs in a mail server's silence: its notice will be shown as unknown.
        last_resort = threading.Timer(GRACE_SECONDS + 3, os._exit, [1])
        last_resort.daemon = True
        last_resort.start()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask)
