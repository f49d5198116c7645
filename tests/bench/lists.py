"""Every view of a queue under every filter and in every order: what a whole rerun of its page costs, by size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from db.queries.task_views import SORTS, VIEWS
from tests.bench.loading import Person
from tests.bench.machine import spread, table
from tests.bench.servers import Server, Statement
from tests.bench.websocket import Tab

RERUNS = 3  # of each page, after the first, which loads it
FILTERS: dict[str, dict[str, str]] = {
    "none": {},
    "topic": {"topic": "refill"},
    "topic nobody has": {"topic": "billing"},
    "priority": {"priority": "asap"},
    "site": {"site": "2"},
    "team": {"team": "2"},
    "owner": {"owner": "3"},
    "waiting": {"waiting": "7d"},
    "age": {"age": "child"},
    "language": {"language": "vi"},
    "four at once": {"topic": "tests", "language": "vi", "age": "senior", "priority": "asap"},
}
RESULT_FILTERS: dict[str, dict[str, str]] = {
    "none": {},
    "topic": {"topic": "abnormal"},
    "topic nobody has": {"topic": "billing"},
    "priority": {"priority": "stat"},
    "site": {"site": "2"},
    "team": {"team": "2"},
    "owner": {"owner": "3"},
    "ordered by": {"orderer": "3"},
    "waiting": {"waiting": "7d"},
    "age": {"age": "child"},
    "language": {"language": "vi"},
    "four at once": {"topic": "critical", "language": "vi", "age": "senior", "orderer": "3"},
}
REFILL_FILTERS = FILTERS | {
    "topic": {"topic": "approve"},
    "topic nobody has": {"topic": "visit"},
    "priority": {"priority": "urgent"},
    "four at once": {"topic": "prescriber", "language": "vi", "age": "senior", "priority": "urgent"},
}
PROXY_FILTERS = {name: narrowed for name, narrowed in FILTERS.items() if name != "priority"} | {
    "topic": {"topic": "adult"},
    "four at once": {"topic": "minor", "language": "vi", "age": "senior", "team": "2"},
}
PAYMENT_FILTERS = FILTERS | {
    "topic": {"topic": "denial"},
    "topic nobody has": {"topic": "recoupment"},
    "priority": {"priority": "urgent"},
    "four at once": {"topic": "unmatched_claim", "language": "vi", "age": "senior", "team": "2"},
}
Place = tuple[int, str, str, str]  # size, view, filter, order


class Lists:
    """What was measured, and the statements behind it. `filters`: what each narrows the list to, by its name."""

    def __init__(
        self,
        *,
        page: str = "inbox",
        filters: Mapping[str, dict[str, str]] = FILTERS,
        views: Sequence[str] = tuple(VIEWS),
    ) -> None:
        self.page, self.filters, self.views = page, filters, views
        self.seconds: dict[Place, list[float]] = defaultdict(list)
        self.statements: dict[int, list[Statement]] = defaultdict(list)
        self.most_statements = 0

    async def measure(self, servers: dict[int, Server], people: dict[int, Person]) -> None:
        """Go through every list, the sizes taking turns."""
        for view, narrowed, order in self._every():
            for size, server in servers.items():
                query = urlencode({"view": view, **self.filters[narrowed], "sort": order})
                async with Tab(server.address, people[size].cookie, page=self.page, query=query, polls=False) as tab:
                    await tab.open()
                    for _ in range(RERUNS):
                        server.watched()
                        rerun = await tab.open()
                        said = server.watched().statements
                        self.seconds[size, view, narrowed, order].append(rerun.seconds)
                        self.most_statements = max(self.most_statements, len(said))
                    self.statements[size] += said

    def p95(self, size: int) -> float:
        """The 95th percentile of all reruns at a size, in milliseconds."""
        return spread([one for place, some in self.seconds.items() if place[0] == size for one in some]).p95

    def report(self, sizes: Sequence[int]) -> str:
        """Tables by view and by filter at each size."""
        heads = ("size", "list", "n", "p50 ms", "p95 ms", "max ms", "slowest with")
        lines = [line for size in sizes for line in (*self._views(size), *self._filters(size))]
        return f"{table(heads, lines)}\n\nAt most {self.most_statements} statements a rerun."

    def _views(self, size: int) -> Iterator[tuple[object, ...]]:
        for view in self.views:
            for order in _orders(view):
                places = [place for place in self.seconds if (place[0], place[1], place[3]) == (size, view, order)]
                yield self._line(size, f"{VIEWS[view].title}, {order}", places, 2)

    def _filters(self, size: int) -> Iterator[tuple[object, ...]]:
        for narrowed in self.filters:
            places = [place for place in self.seconds if (place[0], place[2]) == (size, narrowed)]
            yield self._line(size, f"filter: {narrowed}", places, 1)

    def _every(self) -> Iterator[tuple[str, str, str]]:
        for view in self.views:
            for narrowed in self.filters:
                for order in _orders(view):
                    yield view, narrowed, order

    def _line(self, size: int, name: str, places: list[Place], tell: int) -> tuple[object, ...]:
        times = spread([one for place in places for one in self.seconds[place]])
        slowest = max(places, key=lambda place: max(self.seconds[place]))
        return size, name, times.count, times.p50, times.p95, times.worst, slowest[tell]


def _orders(view: str) -> tuple[str, ...]:
    return SORTS[:1] if VIEWS[view].closed else SORTS
