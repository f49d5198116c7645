"""The worker's tasks for results: holds that end, delays that end, results that nobody opens."""

from __future__ import annotations

from console.jobs import by_the_clock, do, on_demand, until_done
from db.actions.release_rule import release_delayed as release_those
from db.actions.result_holds import expire_due
from db.actions.result_reading import watch_reading


@by_the_clock("* * * * * 15")
def expire_holds() -> None:
    """Holds on results that ran out."""
    until_done(expire_due)


@by_the_clock("37 * * * *")
def result_reading() -> None:
    """Released results that nobody has opened: remind, tell staff, phone or write."""
    until_done(watch_reading)


@on_demand()
def release_delayed(report_ids: list[int]) -> None:
    """Results that a clinic's own delay held back."""
    do(release_those, report_ids=report_ids)
