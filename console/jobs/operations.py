"""The worker's tasks for the house itself: partitions, old rows, sessions that ran out."""

from __future__ import annotations

from console.jobs import by_the_clock, do
from db.actions import staff_sessions
from db.actions.operations import prepare_partitions, purge


@by_the_clock("17 * * * *", first=True)
def tidy() -> None:
    """Next months' audit partitions, then old rows, each in a transaction of its own."""
    do(prepare_partitions)
    do(purge)


@by_the_clock("* * * * * 30")
def end_sessions() -> None:
    """Mark sessions that ran out as ended; forget old tickets and failed attempts."""
    do(staff_sessions.tidy)
