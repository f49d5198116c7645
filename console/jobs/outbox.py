"""The worker's tasks for replies and notices: they leave when their undo window ends."""

from __future__ import annotations

from console.jobs import by_the_clock, on_demand, stopping
from console.mail import post_of
from console.outbox import release_and_deliver as send_outbox
from db.config import config
from db.engine import database


@on_demand()
def release_and_deliver() -> None:
    """Make due replies visible and send their notices."""
    send_outbox(database(), post_of(config()), stopping.is_set)


@by_the_clock("* * * * * */10", first=True)
def sweep_outbox() -> None:
    """The same, for what a crash left behind and for notices that are tried again."""
    send_outbox(database(), post_of(config()), stopping.is_set)
