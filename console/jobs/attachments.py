"""The worker's task for files that came in: somebody looks into them first."""

from __future__ import annotations

from console import attachments
from console.jobs import by_the_clock, stopping
from db.config import config
from db.engine import database


@by_the_clock("* * * * * */5")
def check_files() -> None:
    """Look into files that came with messages."""
    attachments.check_files(database(), attachments.scanner_of(config()), stopping.is_set)
