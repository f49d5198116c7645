"""The worker's tasks: all are found, under the names that rows of the queue hold; and how their bodies run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from procrastinate.exceptions import TaskAlreadyRegistered
from sqlalchemy import text
from sqlalchemy.orm import Session

from console import jobs
from db.credentials import Credential
from db.engine import Database, use
from db.nouns import load

# A task that was queued under a name must find it after an update.
BY_THE_CLOCK = {
    "check_files", "end_sessions", "escalate", "expire_holds", "judge_refills", "judge_refills_again", "nudge",
    "proxy_notices", "rerun_stalled", "result_reading", "return_claims", "schedule_proxies", "sweep_documents",
    "sweep_lab_files", "sweep_orders", "sweep_outbox", "tidy", "triage", "wake", "watch_results_folder",
}  # fmt: skip
ON_DEMAND = {
    "begin_protocols", "make_documents", "make_orders", "read_lab_files", "read_lab_messages_again",
    "release_and_deliver", "release_delayed",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load("console.jobs")


@pytest.fixture
def here(db: Database) -> Iterator[None]:
    """The worker's database is this test's."""
    with use(db):
        yield


def test_every_task_has_the_name_that_rows_of_the_queue_hold() -> None:
    assert set(jobs.app.tasks) >= BY_THE_CLOCK | ON_DEMAND


def test_what_runs_by_the_clock_waits_once_at_most() -> None:
    periodic = {task.task.name: task.task.queueing_lock for task in jobs.app.periodic_registry.periodic_tasks.values()}
    assert set(periodic) >= BY_THE_CLOCK and not set(periodic) & ON_DEMAND
    assert all(lock == name for name, lock in periodic.items())


def test_a_worker_that_starts_runs_tasks_that_there_are() -> None:
    assert {"sweep_outbox", "tidy", "begin_protocols"} <= set(jobs.at_start) <= set(jobs.app.tasks)
    assert len(jobs.at_start) == len(set(jobs.at_start))


def test_two_tasks_of_one_name_are_refused_as_they_are_declared() -> None:
    def triage() -> None:
        """Another noun's, called alike."""

    with pytest.raises(TaskAlreadyRegistered):
        jobs.on_demand()(triage)
    with pytest.raises(TaskAlreadyRegistered):
        jobs.by_the_clock("* * * * *")(triage)


def test_a_step_is_repeated_until_it_has_nothing_left_each_time_in_a_transaction_of_its_own(here: None) -> None:
    left, transactions = [3, 2, 1, 0], set[int]()

    def step(session: Session, *, by: Credential) -> int:
        transactions.add(session.scalars(text("SELECT txid_current()")).one())
        return left.pop(0)

    jobs.until_done(step)
    assert not left and len(transactions) == 4


def test_a_walk_goes_on_after_the_last_id_until_there_is_none(here: None) -> None:
    seen = list[int]()

    def step(session: Session, *, by: Credential, after_id: int) -> int:
        seen.append(after_id)
        return {0: 500, 500: 730, 730: 0}[after_id]

    jobs.to_the_last(step)
    assert seen == [0, 500, 730]


def test_a_worker_that_stops_begins_no_further_step(here: None) -> None:
    def never(session: Session, *, by: Credential, after_id: int = 0) -> int:
        raise AssertionError("begun")

    jobs.stopping.set()
    try:
        jobs.until_done(never)
        jobs.to_the_last(never)
    finally:
        jobs.stopping.clear()
