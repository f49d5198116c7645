"""The worker's tasks for what every queue holds: triage, red flags, snoozes, idle claims, unread answers."""

from __future__ import annotations

from console.jobs import by_the_clock, do, until_done
from db.actions.escalation import escalate as take_steps
from db.actions.idle import return_idle, wake_due
from db.actions.nudges import remind, tell_team
from db.actions.triage import triage_new


@by_the_clock("* * * * * */3")
def triage() -> None:
    """Alarming words and deadlines of what came in."""
    until_done(triage_new)


@by_the_clock("* * * * * */10")
def escalate() -> None:
    """Red flags that nobody acknowledged."""
    until_done(take_steps)


@by_the_clock("* * * * * */10")
def wake() -> None:
    """Snoozed tasks whose time has come."""
    until_done(wake_due)


@by_the_clock("* * * * * 45")
def return_claims() -> None:
    """Claims that nobody works on, back to their teams."""
    do(return_idle)


@by_the_clock("23 * * * *")
def nudge() -> None:
    """Answers that the patient hasn't read: remind them, then tell the team."""
    until_done(remind)
    until_done(tell_team)
