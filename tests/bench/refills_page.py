"""One person on the refill requests, by their number of all times (`tests.bench.clicks` says what is measured)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.queries.task_views import VIEWS
from tests.bench.clicks import QueuePage, measure
from tests.bench.lists import REFILL_FILTERS, Lists
from tests.bench.loading import REFILLS, TELL

PAGE = QueuePage("Refills", "refills", REFILLS)
OFFERED = tuple(view for view in VIEWS if view != "mentions")


def run(
    sizes: Sequence[int],
    *,
    rounds: int = 6,
    lists: Lists | None = None,
    tell: TELL = print,
    folder: Path | None = None,
) -> bool:
    """Measure and print; False where a page reads a large table whole."""
    lists = lists or Lists(page=PAGE.address, filters=REFILL_FILTERS, views=OFFERED)
    return measure(PAGE, sizes, lists, rounds=rounds, tell=tell, folder=folder)
