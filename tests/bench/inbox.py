"""One person on the inbox, by its size in conversations (`tests.bench.clicks` says what is measured)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.bench.clicks import QueuePage, measure
from tests.bench.lists import Lists
from tests.bench.loading import TELL, THREADS

PAGE = QueuePage("Inbox", "inbox", THREADS)


def run(
    sizes: Sequence[int],
    *,
    rounds: int = 6,
    lists: Lists | None = None,
    tell: TELL = print,
    folder: Path | None = None,
) -> bool:
    """Measure and print; False where a page reads a large table whole."""
    return measure(PAGE, sizes, lists or Lists(), rounds=rounds, tell=tell, folder=folder)
