"""Open refill requests judged by their protocols, all in one go.

In the same run: the rows alone, fetched by the same statements with nothing made of them (what any program would
wait for at least), and the same judgement request by request on a sample, as a page that asks row by row does it.
"""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.engine import Database
from db.queries.refill_facts import evaluate_all
from rules.refill_protocol import PROPOSALS
from tests.bench import protocol_rows
from tests.bench.loading import TELL, Kind, clinic, embedded
from tests.bench.machine import describe, met, table

REQUESTS = 10_000
TARGET, STATEMENTS = 2.0, 12  # seconds; statements fewer than these
SAMPLE = 200
KIND = Kind(
    "requests",
    lambda _size: 100,
    lambda size: size,
    add=protocol_rows.fill,
    generator=protocol_rows.GENERATOR,
)


def run(
    requests: int = REQUESTS, *, rounds: int = 5, sample: int = SAMPLE, tell: TELL = print, folder: Path | None = None
) -> bool:
    """Measure and print; False where a target is missed."""
    with ExitStack() as stack:
        postgres = stack.enter_context(embedded(folder) if folder else embedded())
        one = stack.enter_context(clinic(postgres, requests, tell, kind=KIND))
        database = Database(one.place)
        stack.callback(database.dispose)
        about, now = describe(one.app_url), datetime.now(UTC)
        ids = list(range(1, requests + 1))
        issued: list[tuple[str, Any]] = []
        event.listen(database.engine, "before_cursor_execute", lambda *said: issued.append((said[2], said[3])))

        def whole() -> int:
            with database.reading() as session:
                return len(evaluate_all(session, ids, now))

        def one_by_one() -> int:
            with database.reading() as session:
                return sum(len(evaluate_all(session, [number], now)) for number in ids[:sample])

        with database.reading() as session:
            judged = evaluate_all(session, ids, now)
        statements, asked = len(issued), list(issued)

        def rows() -> int:
            with database.engine.connect() as connection:
                cursor = connection.connection.cursor()
                return sum(len(_fetched(cursor, *each)) for each in asked)

        fetched = rows()
        stack.enter_context(_collecting_as_the_server())
        lines = [
            _line("judged in one go", len(ids), whole, rounds),
            _line("floor: the rows alone", len(ids), rows, rounds),
            _line(f"one at a time, {sample} of them", sample, one_by_one, max(1, rounds // 2)),
        ]
    median = float(lines[0][3])
    quick, few = median <= TARGET, statements < STATEMENTS
    outcomes = Counter(each.evaluation.proposal.kind for each in judged.values())
    heads = ("what", "requests", "n", "median s", "best s", "CPU here s", "ms a request")
    tell(
        "\n".join(
            (
                f"\n## Refill protocols: {len(ids):,} open requests, {fetched:,} rows read\n",
                about,
                "",
                table(heads, [(*line[:3], *(f"{value:.3f}" for value in line[3:])) for line in lines]),
                "",
                table(("proposal", "requests"), [(PROPOSALS[kind], found) for kind, found in outcomes.most_common()]),
                "",
                f"Target, judged in one go: {median:.2f} s of {TARGET:.0f} s ({met(quick)}).",
                f"Target, statements: {statements}, fewer than {STATEMENTS} ({met(few)}).",
            )
        )
    )
    return quick and few


def _line(what: str, requests: int, act: Callable[[], int], rounds: int) -> tuple[Any, ...]:
    walls, processors = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        act()
        walls.append(time.perf_counter() - began)
        processors.append(time.process_time() - worked)
    median = sorted(walls)[len(walls) // 2]
    return what, requests, rounds, median, min(walls), min(processors), median * 1000 / requests


@contextmanager
def _collecting_as_the_server() -> Iterator[None]:
    """The garbage collector as `console.server` sets it: what was there before is left alone."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _fetched(cursor: Any, statement: str, parameters: Any) -> list[Any]:
    cursor.execute(statement, parameters)
    return list(cursor.fetchall())
