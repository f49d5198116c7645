"""The worker's tasks for files of money: reading and posting them, and taking them out of the watched folder."""

from __future__ import annotations

from console import billing_files
from console.jobs import by_the_clock, on_demand, stopping
from console.payments_folder import FOLDER
from db.config import config
from db.engine import database


@on_demand()
def read_billing_files() -> None:
    """Files that came in, and those that somebody said to post."""
    FOLDER.sort_out(database(), config().payments_dir)
    billing_files.read_waiting(database(), stopping.is_set)
    FOLDER.sort_out(database(), config().payments_dir)


@by_the_clock("* * * * * 40")
def sweep_billing_files() -> None:
    """The same, for what a crash left behind."""
    billing_files.read_waiting(database(), stopping.is_set)


@by_the_clock("* * * * * */10")
def watch_payments_folder() -> None:
    """Files that banks and clearing houses put into the watched folder."""
    FOLDER.take_in(database(), config().payments_dir)
