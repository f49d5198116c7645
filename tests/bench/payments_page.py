"""One clerk on the payments queue and on reconciling, by the number of card payments of all times.

The queue as every queue (`tests.bench.clicks` says what is measured). On reconciling, a line opened with what it may be
one with, and the whole page rerun, both from the click's message until the script has finished.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from db.queries.task_views import VIEWS
from tests.bench import gestures
from tests.bench.clicks import TARGET, Measured, QueuePage, measure
from tests.bench.lists import PAYMENT_FILTERS, Lists
from tests.bench.loading import PAYMENTS, TELL, Person, clinic, embedded
from tests.bench.machine import describe, spread, table
from tests.bench.servers import Server, watched_server
from tests.bench.websocket import Tab

PAGE = QueuePage("Payments", "payments", PAYMENTS)
OFFERED = tuple(view for view in VIEWS if view != "red")
RECONCILE = "reconcile"
RERUNS, LINES = 20, 40
OPEN, WHOLE = "open a line", "whole page, rerun"
Seen = dict[tuple[int, str], Measured]


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
    good = measure(PAGE, sizes, lists, rounds=rounds, tell=tell, folder=folder)
    _reconcile(sizes, tell, folder)
    return good


def _reconcile(sizes: Sequence[int], tell: TELL, folder: Path | None) -> None:
    seen: Seen = {}
    with ExitStack() as stack:
        postgres = stack.enter_context(embedded(folder) if folder else embedded())
        files = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        about = ""
        for size in sizes:
            one = stack.enter_context(clinic(postgres, size, tell, kind=PAGE.kind))
            [person] = one.sign_in(1, alone=True, roles=PAGE.kind.readers)
            about = about or describe(one.app_url)
            server = stack.enter_context(watched_server(one.environment(files), files / f"{size}.log"))
            asyncio.run(_clicks(server, person, size, seen))
    heads = (
        PAGE.kind.name,
        "reconciling",
        "n",
        "statements",
        "SQL p50 ms",
        "processor ms",
        "p50 ms",
        "p95 ms",
        "max ms",
    )
    found = {place: spread([one.seconds for one in some.reruns]) for place, some in seen.items()}
    rows = [
        (size, what, one.count, *_cost(seen[size, what]), one.p50, one.p95, one.worst)
        for (size, what), one in found.items()
    ]
    worst = max(one.p95 for (size, _), one in found.items() if size == max(sizes))
    told = (
        f"Target, reconciling at {max(sizes):,} {PAGE.kind.name}: {worst:.0f} ms of {TARGET:.0f} at the 95th percentile"
    )
    met = "met" if worst <= TARGET else "missed"
    tell("\n".join(("\n## Reconciling: one clerk\n", about, "", table(heads, rows), "", f"{told} ({met}).")))


def _cost(some: Measured) -> tuple[int, float, float]:
    """The most statements of a click, and what it took of the database and of this machine's processor."""
    in_database = spread([sum(one.seconds for one in said) for said in some.statements]).p50
    return max(map(len, some.statements)), in_database, spread(some.processor).p50


async def _clicks(server: Server, person: Person, size: int, seen: Seen) -> None:
    """The page as it is opened, and then line after line; the first of each warms up."""
    whole, opened = seen.setdefault((size, WHOLE), Measured()), seen.setdefault((size, OPEN), Measured())
    async with Tab(server.address, person.cookie, page=RECONCILE, polls=False) as tab:
        await tab.open()
        server.watched()
        for _ in range(RERUNS):
            whole.add(await tab.open(), server.watched())
        first, *others = [row["id"] for row in gestures.rows(tab)[: LINES + 1]]
        await gestures.open_task(tab, first)
        server.watched()
        for line in others:
            opened.add(await gestures.open_task(tab, line), server.watched())
