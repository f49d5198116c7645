"""The worker's tasks for laboratories' files: reading them, and taking them out of the watched folder."""

from __future__ import annotations

from procrastinate import RetryStrategy

from console import lab_files, results_folder
from console.jobs import by_the_clock, on_demand, stopping
from db.config import config
from db.engine import database


@on_demand()
def read_lab_files() -> None:
    """Files of results that came in."""
    results_folder.sort_out(database(), config().results_dir)
    lab_files.read_waiting(database(), stopping.is_set)
    results_folder.sort_out(database(), config().results_dir)


@by_the_clock("* * * * * 20")
def sweep_lab_files() -> None:
    """The same, for what a crash left behind."""
    lab_files.read_waiting(database(), stopping.is_set)


# While a file is being filed nothing else is: it is tried again then.
@on_demand(retry=RetryStrategy(max_attempts=30, wait=20))
def read_lab_messages_again(message_ids: list[int]) -> None:
    """Messages of laboratories that a mended setting or code may file now."""
    lab_files.read_again(database(), message_ids)


@by_the_clock("* * * * * */10")
def watch_results_folder() -> None:
    """Files that laboratories put into the watched folder."""
    results_folder.take_in(database(), config().results_dir)
