"""The worker's tasks for refills: requests are judged as they come and as time goes by; the protocols to start from."""

from __future__ import annotations

from console.jobs import by_the_clock, do, on_demand, to_the_last, until_done
from db.actions.refill_judging import judge_again, judge_new, wake_answered
from db.actions.refill_protocols import load_defaults


@by_the_clock("* * * * * */10")
def judge_refills() -> None:
    """Refill requests that came in, and those whose patient answered a question."""
    until_done(judge_new)
    until_done(wake_answered)


@by_the_clock("41 * * * *")
def judge_refills_again() -> None:
    """All open refill requests: supplies run out, values come in, protocols change."""
    to_the_last(judge_again)


@on_demand(first=True)
def begin_protocols() -> None:
    """A new clinic finds the refill protocols to start from, all of them off."""
    do(load_defaults, unless_any=True)
