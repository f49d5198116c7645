"""One person on a queue's page, server side: every view, filter and order; opening, switching, claiming; by size.

Measured from the click's message until the script has finished, over the real websocket, with the sizes taking
turns so that whatever else the machine does meets them alike. Floors of the same run: Streamlit's rerun of a
page with one button, and the click's own reads through psycopg alone.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import gestures
from tests.bench.lists import Lists
from tests.bench.loading import TELL, Kind, Person, clinic, embedded
from tests.bench.machine import describe, met, spread, table
from tests.bench.plans import Plan, alone, plans
from tests.bench.servers import EMPTY_PAGE, Server, Statement, Watched, watched_server
from tests.bench.websocket import Rerun, Tab

TARGET, TARGET_RATIO = 60.0, 1.2  # ms at the largest size; times the smallest size
COMPARED_WITH = 1_000_000  # what a larger size is compared with, when it is asked for alone
OPEN, UNFOLD, SWITCH, CLAIM = "open a task", "unfold the trend", "switch views", "claim"
LOOK = "look for news"  # nobody's click: every open page does it twice a minute
CLICKS = (OPEN, LOOK, SWITCH, CLAIM)
PER_ROUND = {OPEN: 24, SWITCH: 15, CLAIM: 10}
EMPTY = "empty page"
STATEMENTS = 40  # shown with their plans
# Note a click by its name: it is measured as it is awaited.
Note = Callable[[str, Awaitable[Rerun]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page to measure: its title and address, what its sizes count, and what is clicked on it.

    `section`: the part of the pane that is unfolded for `UNFOLD`. `visit`: one round of clicks on a page that isn't a
    queue's.
    """

    title: str
    address: str
    kind: Kind
    clicks: tuple[str, ...] = CLICKS
    section: str = ""
    visit: Callable[[Tab, Note], Awaitable[None]] | None = None


@dataclass
class Measured:
    """What was seen of one kind of click at one size."""

    reruns: list[Rerun] = field(default_factory=list)
    statements: list[list[Statement]] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, rerun: Rerun, watched: Watched) -> None:
        """One more."""
        self.reruns.append(rerun)
        self.statements.append(watched.statements)
        self.processor.append(watched.processor)


Results = dict[tuple[int, str], Measured]


def measure(
    page: QueuePage, sizes: Sequence[int], lists: Lists | None, *, rounds: int, tell: TELL, folder: Path | None
) -> bool:
    """Measure and print; False where a page reads a large table whole. No `rounds`: one, with nothing to warm up."""
    if len(sizes) == 1 and sizes[0] > COMPARED_WITH:
        sizes = (COMPARED_WITH, *sizes)
    results: Results = defaultdict(Measured)
    with ExitStack() as stack:
        postgres = stack.enter_context(embedded(folder) if folder else embedded())
        clinics = {size: stack.enter_context(clinic(postgres, size, tell, kind=page.kind)) for size in sizes}
        first = clinics[sizes[0]]
        about = describe(first.app_url)
        files = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = {
            size: stack.enter_context(watched_server(one.environment(files), files / f"{size}.log"))
            for size, one in clinics.items()
        }
        empty = stack.enter_context(watched_server(first.environment(files), files / "empty.log", script=EMPTY_PAGE))
        people = {size: one.sign_in(rounds + 2, alone=True, roles=page.kind.readers) for size, one in clinics.items()}
        if lists is not None:
            asyncio.run(lists.measure(servers, {size: some[-1] for size, some in people.items()}))
        asyncio.run(_rounds(page, servers, empty, people, rounds, results))
        floors = {
            (size, click): alone(clinics[size], results[size, click].statements[-1])
            for size in sizes
            for click in page.clicks
        }
        listed = lists.statements if lists is not None else defaultdict[int, list[Statement]](list)
        seen = {size: plans(clinics[size], _all(page, results, size) + listed[size]) for size in sizes}
    tell(_report(page, about, sizes, results, floors, seen, lists))
    return not any(plan.scans for plan in seen[max(sizes)])


async def _rounds(
    page: QueuePage,
    servers: dict[int, Server],
    empty: Server,
    people: dict[int, list[Person]],
    rounds: int,
    results: Results,
) -> None:
    for at in range(rounds + 1):
        kept: Results = defaultdict(Measured) if at == 0 < rounds else results  # the first round warms up
        for size, server in servers.items():
            async with Tab(server.address, people[size][at].cookie, page=page.address, polls=False) as tab:
                await _one_round(page, tab, server, {click: kept[size, click] for click in page.clicks})
        async with Tab(empty.address, "", polls=False) as tab:
            await tab.open()
            for _ in range(PER_ROUND[OPEN]):
                kept[0, EMPTY].add(await gestures.press(tab, "Again"), empty.watched())


async def _one_round(page: QueuePage, tab: Tab, server: Server, kept: dict[str, Measured]) -> None:
    async def note(click: str, doing: Awaitable[Rerun]) -> None:
        server.watched()  # what nobody asked to measure
        rerun = await doing
        kept[click].add(rerun, server.watched())

    await tab.open()
    await (page.visit(tab, note) if page.visit is not None else _queue_visit(page, tab, note))


async def _queue_visit(page: QueuePage, tab: Tab, note: Note) -> None:
    lines = [row["id"] for row in gestures.rows(tab)]
    for number in lines[: PER_ROUND[OPEN]]:
        await note(OPEN, gestures.open_task(tab, number))
        if LOOK in page.clicks:
            await note(LOOK, gestures.look(tab))
        if page.section and gestures.can_unfold(tab, page.section):
            await note(UNFOLD, gestures.unfold(tab, page.section))
    for at in range(PER_ROUND[SWITCH]):
        await note(SWITCH, gestures.switch_view(tab, ("Mine", "Done", "Unassigned")[at % 3]))
    for number in lines[-PER_ROUND[CLAIM] :]:
        await gestures.open_task(tab, number)
        if gestures.can_press(tab, "Claim"):
            await note(CLAIM, gestures.press(tab, "Claim"))


def _all(page: QueuePage, results: Results, size: int) -> list[Statement]:
    return [one for click in page.clicks for rerun in results[size, click].statements[-4:] for one in rerun]


def _report(
    page: QueuePage,
    about: str,
    sizes: Sequence[int],
    results: Results,
    floors: dict[tuple[int, str], list[float]],
    seen: dict[int, list[Plan]],
    lists: Lists | None,
) -> str:
    clicks = (page.kind.name, "click", "n", "statements", "elements", "kB")
    heads = (*clicks, "SQL p50 ms", "reads alone ms", "processor ms", "p50 ms", "p95 ms", "max ms")
    lines: list[tuple[object, ...]] = []
    for size in sizes:
        lines.extend(_line(size, click, results[size, click], spread(floors[size, click]).p50) for click in page.clicks)
    lines.append(_line(0, EMPTY, results[0, EMPTY], 0.0))
    parts = [
        f"\n## {page.title}: one person, server side\n",
        about,
        "",
        table(heads, lines),
        "",
        _verdict(page, sizes, results),
    ]
    if lists is not None:
        parts += ["", "### Every view, filter and order: the whole page, rerun\n", lists.report(sizes), ""]
        parts += [_told("every view, filter and order", {size: lists.p95(size) for size in sizes})]
    parts += ["", f"### Statements at {max(sizes):,} {page.kind.name}\n", _plans(seen[max(sizes)])]
    return "\n".join(parts)


def _line(size: int, click: str, found: Measured, reads_alone: float) -> tuple[object, ...]:
    times = spread([rerun.seconds for rerun in found.reruns])
    return (
        size,
        click,
        times.count,
        max(map(len, found.statements)),
        max(rerun.elements for rerun in found.reruns),
        max(rerun.received for rerun in found.reruns) / 1000,
        spread([sum(one.seconds for one in some) for some in found.statements]).p50,
        reads_alone,
        spread(found.processor).p50,
        times.p50,
        times.p95,
        times.worst,
    )


def _verdict(page: QueuePage, sizes: Sequence[int], results: Results) -> str:
    slowest = {
        size: max(spread([r.seconds for r in results[size, click].reruns]).p95 for click in page.clicks)
        for size in sizes
    }
    return _told("the slowest click", slowest)


def _told(of: str, p95: dict[int, float]) -> str:
    smallest, largest = min(p95), max(p95)
    ratio = p95[largest] / p95[smallest]
    return (
        f"Target, 95th percentile of {of} at {largest:,}: {p95[largest]:.0f} ms of {TARGET:.0f} ms "
        f"({met(p95[largest] <= TARGET)}); {ratio:.2f} times that at {smallest:,}, of {TARGET_RATIO} "
        f"({met(ratio <= TARGET_RATIO)})."
    )


def _plans(found: list[Plan]) -> str:
    """The statements that read a large table whole, and of the others those that take longest."""
    longest = sorted(found, key=lambda plan: (not plan.scans, -plan.planning - plan.running))
    rows = [
        (
            plan.planning,
            plan.running,
            ", ".join(plan.ways),
            ", ".join(plan.scans) or "none",
            plan.statement[:60].replace("|", "/"),
        )
        for plan in longest[:STATEMENTS]
    ]
    return table(("planning ms", "running ms", "reads", "large tables read whole", "statement"), rows)
