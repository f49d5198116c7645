"""The worker's tasks for documents that were asked for."""

from __future__ import annotations

from console import documents
from console.jobs import by_the_clock, on_demand, stopping
from db.engine import database


@on_demand()
def make_documents() -> None:
    """Make the files that were asked for."""
    documents.make_documents(database(), stopping.is_set)


@by_the_clock("* * * * * 30")
def sweep_documents() -> None:
    """The same, for what a crash left behind."""
    documents.make_documents(database(), stopping.is_set)
