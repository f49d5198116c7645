"""One person on the results, by their size in reports (`tests.bench.clicks` says what is measured)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.bench.clicks import CLAIM, OPEN, SWITCH, UNFOLD, QueuePage, measure
from tests.bench.lists import RESULT_FILTERS, Lists
from tests.bench.loading import REPORTS, TELL

PAGE = QueuePage("Lab results", "results", REPORTS, clicks=(OPEN, UNFOLD, SWITCH, CLAIM), section="Over time")


def run(
    sizes: Sequence[int],
    *,
    rounds: int = 6,
    lists: Lists | None = None,
    tell: TELL = print,
    folder: Path | None = None,
) -> bool:
    """Measure and print; False where a page reads a large table whole."""
    lists = lists or Lists(page=PAGE.address, filters=RESULT_FILTERS)
    return measure(PAGE, sizes, lists, rounds=rounds, tell=tell, folder=folder)
