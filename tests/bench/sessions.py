"""Many signed-in people on one server process, each clicking every ten seconds or so.

Each is a real websocket with the cookie of a real session row. Their pages poll as the frontend's would, and
report activity as the page's script would. What the load itself costs this machine is printed too: a client
that can't keep up would measure itself.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from tests.bench import gestures
from tests.bench.loading import TELL, Clinic, Person, clinic, embedded
from tests.bench.machine import describe, spread, table
from tests.bench.servers import Server, real_server
from tests.bench.websocket import PageError, Tab

TARGET = 150.0  # ms
MIX = (("open a task", 70), ("switch views", 20), ("claim", 5), ("save a draft", 5))
VIEWS = ("Unassigned", "Mine", "Done")
STAY_EVERY = 30.0  # seconds between reports of activity
DRAFT = "Thank you for your message. Please take the tablets with food and tell us on Monday how it goes."


@dataclass
class Load:
    """What the people saw."""

    clicks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    by_timer: int = 0
    stays: int = 0
    measuring: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """Processor seconds and resident bytes of some processes."""

    processor: float
    resident: int


def run(
    sessions: int,
    *,
    seconds: float = 60.0,
    threads: int = 1_000_000,
    think: float = 10.0,
    tell: TELL = print,
    folder: Path | None = None,
) -> bool:
    """Measure and print; False where anybody saw an error."""
    load = Load()
    with embedded(folder) if folder else embedded() as postgres, clinic(postgres, threads, tell) as loaded:
        about = describe(loaded.app_url)
        people = loaded.sign_in(sessions)
        with (
            tempfile.TemporaryDirectory() as files,
            real_server(loaded.environment(Path(files)), Path(files) / "server.log") as server,
        ):
            usage = asyncio.run(_crowd(server, loaded, people, load, seconds, think, tell))
            logged = (Path(files) / "server.log").read_text(errors="replace").splitlines()
    tell(_report(about, sessions, seconds, threads, think, load, usage, logged))
    return not load.errors


async def _crowd(
    server: Server, loaded: Clinic, people: Sequence[Person], load: Load, seconds: float, think: float, tell: TELL
) -> dict[str, tuple[Use, Use]]:
    processes = {"server": [server.process], "load client": [psutil.Process(os.getpid())]}
    opened, stop = asyncio.Event(), asyncio.Event()
    ready = asyncio.Semaphore(0)
    resident_before = _use(processes["server"])
    async with httpx.AsyncClient(base_url=server.address, timeout=30, limits=httpx.Limits(max_connections=50)) as web:
        tasks = [
            asyncio.create_task(_person(server, web, one, load, random.Random(at), think, ready, opened, stop))
            for at, one in enumerate(people)
        ]
        for _ in people:
            await asyncio.wait_for(ready.acquire(), 120)
        tell(
            f"{len(people)} sessions are open; clicking for {think + seconds:.0f} s, "
            f"the first {think:.0f} s unmeasured …"
        )
        opened.set()
        await asyncio.sleep(think)
        load.measuring = True
        began = {name: _use(some) for name, some in processes.items()} | {"PostgreSQL": _postgres(loaded)}
        started = time.perf_counter()
        await asyncio.sleep(seconds)
        took = time.perf_counter() - started
        ended = {name: _use(some) for name, some in processes.items()} | {"PostgreSQL": _postgres(loaded)}
        load.measuring = False
        stop.set()
        await asyncio.gather(*tasks)
    usage = {name: (began[name], ended[name]) for name in began}
    return usage | {"start": (resident_before, Use(took, 0))}


async def _person(
    server: Server,
    web: httpx.AsyncClient,
    who: Person,
    load: Load,
    chance: random.Random,
    think: float,
    ready: asyncio.Semaphore,
    opened: asyncio.Event,
    stop: asyncio.Event,
) -> None:
    waiting = True
    try:
        async with Tab(server.address, who.cookie, page="inbox") as tab:
            await tab.open()
            ready.release()
            waiting = False
            await opened.wait()
            stayed = -STAY_EVERY
            pause = chance.uniform(0, think)
            while not await _over(stop, pause):
                if time.monotonic() - stayed >= STAY_EVERY:
                    stayed = time.monotonic()
                    await _stay(web, who, load)
                await _click(tab, load, chance)
                pause = chance.uniform(0.5 * think, 1.5 * think)
            load.by_timer += tab.reruns_by_timer
            load.errors.update(tab.faults)
    except (PageError, OSError, TimeoutError) as error:
        load.errors[f"{type(error).__name__}: {error}"] += 1
    finally:
        if waiting:
            ready.release()


async def _over(stop: asyncio.Event, pause: float) -> bool:
    try:
        await asyncio.wait_for(stop.wait(), pause)
    except TimeoutError:
        return False
    return True


async def _click(tab: Tab, load: Load, chance: random.Random) -> None:
    kind = chance.choices([name for name, _ in MIX], [weight for _, weight in MIX])[0]
    lines = gestures.rows(tab)
    chosen = gestures.selected(tab)
    if kind == "claim" and not gestures.can_press(tab, "Claim"):
        kind = "open a task"
    if kind == "save a draft" and not gestures.can_write(tab):
        kind = "open a task"
    if kind == "open a task" and not [row for row in lines if row["id"] != chosen]:
        kind = "switch views"
    if kind == "open a task":
        rerun = await gestures.open_task(tab, chance.choice([row["id"] for row in lines if row["id"] != chosen]))
    elif kind == "switch views":
        rerun = await gestures.switch_view(tab, chance.choice(VIEWS))
    elif kind == "claim":
        rerun = await gestures.press(tab, "Claim")
    else:
        rerun = await gestures.save_draft(tab, DRAFT[: chance.randrange(20, len(DRAFT))])
    if load.measuring:
        load.clicks[kind].append(rerun.seconds)
        load.refused += gestures.refusals(tab) if kind == "claim" else 0


async def _stay(web: httpx.AsyncClient, who: Person, load: Load) -> None:
    answer = await web.post("/session/stay", headers={"Cookie": who.cookie, "X-Portside": "1"})
    load.stays += 1
    if answer.status_code != 204:
        load.errors[f"/session/stay answered {answer.status_code}"] += 1


def _use(processes: Sequence[psutil.Process]) -> Use:
    processor, resident = 0.0, 0
    for process in processes:
        times = process.cpu_times()
        processor += times.user + times.system
        resident += process.memory_info().rss
    return Use(processor, resident)


def _postgres(loaded: Clinic) -> Use:
    """All of PostgreSQL's processes; their shared memory is counted in each, so only the time means something."""
    folder = str(loaded.server.socket_dir)
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and any(folder in part for part in process.info["cmdline"] or ()):
            return _use([process, *process.children(recursive=True)])
    return Use(0, 0)


def _report(
    about: str,
    sessions: int,
    seconds: float,
    threads: int,
    think: float,
    load: Load,
    usage: dict[str, tuple[Use, Use]],
    logged: list[str],
) -> str:
    before, clock = usage.pop("start")
    heads = ("click", "n", "p50 ms", "p95 ms", "p99 ms", "max ms")
    every = [seconds for some in load.clicks.values() for seconds in some]
    kinds = [(name, load.clicks.get(name, [])) for name, _ in MIX] + [("all", every)]
    rows: list[tuple[object, ...]] = []
    for name, times in kinds:
        found = spread(times)
        rows.append((name, found.count, found.p50, found.p95, found.p99, found.worst))
    share = {name: (end.processor - start.processor) / clock.processor * 100 for name, (start, end) in usage.items()}
    resident = usage["server"][1].resident
    p95 = spread(every).p95
    lines = [
        f"\n## {sessions} sessions on one server process, {threads:,} threads\n",
        about,
        f"- one click per {think:.0f} s and session (jittered by half) for {seconds:.0f} s; polls of the page honoured",
        "",
        table(heads, rows),
        "",
        f"- {len(every) / clock.processor:.1f} clicks/s, {load.by_timer} reruns by timer, "
        f"{load.stays} reports of activity, {load.refused} claims refused because a colleague was faster",
        f"- errors: {sum(load.errors.values())}"
        + "".join(f"\n  - {n} x {what}" for what, n in load.errors.most_common(10)),
        f"- server's log: {len(logged)} lines" + "".join(f"\n  - {line}" for line in logged[-5:]),
        f"- server's memory: {before.resident / 2**20:.0f} MiB with no session, {resident / 2**20:.0f} MiB at the end "
        f"({(resident - before.resident) / max(1, sessions) / 2**20:.2f} MiB a session)",
        "- processor (100 % is one core): " + ", ".join(f"{name} {value:.0f} %" for name, value in share.items()),
        "",
        f"Target, 95th percentile of all clicks: {p95:.0f} ms of {TARGET:.0f} ms "
        f"({'met' if p95 < TARGET else 'missed'}); errors {sum(load.errors.values())} of 0.",
    ]
    return "\n".join(lines)
