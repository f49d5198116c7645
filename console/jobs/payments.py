"""The worker's tasks for payments: matching what has a number in common, and telling of what waits too long."""

from __future__ import annotations

from console.jobs import by_the_clock, do, on_demand, until_done
from db.actions.match_finding import find
from db.actions.match_watching import watch, watch_credit


@on_demand()
def find_matches() -> None:
    """Money that came: matched by its numbers."""
    until_done(find)


@by_the_clock("*/5 * * * *")
def match_payments() -> None:
    """The same for what patients paid meanwhile; and what waits too long for its other side."""
    until_done(find)
    until_done(watch)


@by_the_clock("17 5 * * *")
def watch_credits() -> None:
    """Patients' credit that nobody used."""
    do(watch_credit)
