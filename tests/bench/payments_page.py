"""One clerk on the payments queue and on reconciling, by the number of card payments of all times."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.queries.task_views import VIEWS
from tests.bench import reconcile_page
from tests.bench.clicks import QueuePage, measure
from tests.bench.lists import PAYMENT_FILTERS, Lists
from tests.bench.loading import PAYMENTS, TELL

PAGE = QueuePage("Payments", "payments", PAYMENTS)
OFFERED = tuple(view for view in VIEWS if view != "red")


def run(
    sizes: Sequence[int],
    *,
    rounds: int = 6,
    lists: Lists | None = None,
    tell: TELL = print,
    folder: Path | None = None,
) -> bool:
    """Measure and print; False where a page reads a large table whole."""
    lists = lists or Lists(page=PAGE.address, filters=PAYMENT_FILTERS, views=OFFERED)
    queue = measure(PAGE, sizes, lists, rounds=rounds, tell=tell, folder=folder)
    reconciling = measure(reconcile_page.PAGE, sizes, None, rounds=rounds, tell=tell, folder=folder)
    return queue and reconciling
