"""The worker's tasks for proxy access: what the portal brought, and what the calendar changes."""

from __future__ import annotations

from console.jobs import by_the_clock, to_the_last, until_done
from db.actions.proxy_arrivals import schedule_new
from db.actions.proxy_notices import notice_changes, tell_ended


@by_the_clock("* * * * * */10")
def schedule_proxies() -> None:
    """Requests for access that came in, and access that patients and proxies ended."""
    until_done(schedule_new)
    until_done(tell_ended)


@by_the_clock("51 * * * *")
def proxy_notices() -> None:
    """Access that changes soon, or today: both sides are told."""
    to_the_last(notice_changes)
