"""A browser's tab as the server sees it: Streamlit's websocket protocol, without a browser.

It keeps what the frontend keeps: the elements on the page, the widgets' states, the messages it was told to
cache, and the timers of fragments that rerun by themselves.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.Button_pb2 import Button
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PATIENCE = 30.0  # seconds until a rerun counts as lost
CACHED_RUNS = 2  # Streamlit's global.maxCachedMessageAge
LARGEST = 50_000_000  # bytes of one message
Path = tuple[int, ...]
ENDS_WELL = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class PageError(Exception):
    """The server showed an exception, fell silent or hung up."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An element on the page: what it is, which fragment drew it, in which run."""

    kind: str
    element: Element
    fragment: str
    run: str


@dataclass(slots=True)
class Rerun:
    """What one click set off: seconds until the script had finished, and what came meanwhile."""

    seconds: float = 0.0
    messages: int = 0
    elements: int = 0
    blocks: int = 0
    received: int = 0  # bytes
    kinds: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Waiting:
    """A click in flight: done when a run of its fragment (or of all) has ended."""

    fragment: str
    done: asyncio.Future[float]
    seen: Rerun
    early: float | None = None  # when a run of it ended "early"


class Tab:
    """One open page. `async with Tab(...)`; then `open`, `send`, and what is on screen.

    `query`: the address's parameters. `polls`: whether fragments with `run_every` rerun by themselves, as they do
    in a browser.
    """

    def __init__(self, address: str, cookie: str, *, page: str = "", query: str = "", polls: bool = True) -> None:
        self.address, self.cookie, self.page, self.polls = address, cookie, page, polls
        self.shown: dict[Path, Shown] = {}
        self.sections: dict[str, tuple[str, str]] = {}  # those that fold: id and fragment, by label
        self.states: dict[str, WidgetState] = {}
        self.timed: list[str] = []  # the fragments that rerun by themselves in a browser, the last drawn last
        self.reruns_by_timer = 0
        self.faults: list[str] = []  # of reruns that nobody waits for
        self._cached: dict[str, tuple[int, ForwardMsg]] = {}
        self._runs = 0
        self._run, self._hash, self._query = "", "", query
        self._fragments: tuple[str, ...] = ()
        self._paths: list[Path] = []
        self._waiting: _Waiting | None = None
        self._timers: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._connection: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        host = self.address.removeprefix("http://")
        self._connection = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit"), Subprotocol("none")],
            additional_headers={"Cookie": self.cookie, "Origin": self.address},
            max_size=LARGEST,
            compression=None,
            open_timeout=PATIENCE,
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.polls = False
        tasks = [task for _, task in self._timers.values()] + ([self._reader] if self._reader else [])
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._connection is not None:
            await self._connection.close()

    async def open(self) -> Rerun:
        """Load the page."""
        return await self.send()

    async def send(self, *changed: WidgetState, fragment: str = "") -> Rerun:
        """Send widgets' states as a click does; return when the script has finished.

        Triggers are sent once, other states are kept and sent along from then on.
        """
        waiting = self._waiting = _Waiting(fragment, asyncio.get_running_loop().create_future(), Rerun())
        for state in changed:
            if not _is_trigger(state):
                self.states[state.id] = state
        began = time.perf_counter()
        await self._send(changed, fragment)
        try:
            ended = await asyncio.wait_for(waiting.done, PATIENCE)
        except TimeoutError:
            raise PageError(f"no end of the rerun within {PATIENCE:.0f} s") from None
        finally:
            self._waiting = None
        waiting.seen.seconds = ended - began
        if waiting.seen.faults:
            raise PageError("; ".join(waiting.seen.faults))
        return waiting.seen

    def buttons(self) -> list[tuple[Button, str]]:
        """The buttons on the page and the fragment of each."""
        return [(one.element.button, one.fragment) for one in self.shown.values() if one.kind == "button"]

    def components(self, name: str) -> list[tuple[BidiComponent, str]]:
        """The components of ours whose name ends with `name`."""
        return [
            (one.element.bidi_component, one.fragment)
            for one in self.shown.values()
            if one.kind == "bidi_component" and one.element.bidi_component.component_name.endswith(name)
        ]

    async def _send(self, changed: tuple[WidgetState, ...], fragment: str, *, by_timer: bool = False) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self._query
        asked.page_script_hash = self._hash
        if not self._hash:
            asked.page_name = self.page
        asked.fragment_id = fragment
        asked.is_auto_rerun = by_timer
        asked.cached_message_hashes.extend(self._cached)
        asked.context_info.timezone = "America/New_York"
        asked.context_info.url = f"{self.address}/{self.page}"
        triggers = [state for state in changed if _is_trigger(state)]
        asked.widget_states.widgets.extend([*self.states.values(), *triggers])
        assert self._connection is not None
        await self._connection.send(message.SerializeToString())

    async def _read(self) -> None:
        assert self._connection is not None
        try:
            async for data in self._connection:
                assert isinstance(data, bytes)
                message = ForwardMsg()
                message.ParseFromString(data)
                self._take(message, len(data))
        except ConnectionClosed:
            self._fail("the server closed the connection")
        except Exception as error:
            self._fail(f"a message could not be understood: {error!r}")
            raise

    def _fail(self, reason: str) -> None:
        self.faults.append(reason)
        if self._waiting is not None and not self._waiting.done.done():
            self._waiting.done.set_exception(PageError(reason))

    def _take(self, message: ForwardMsg, size: int) -> None:
        seen = self._waiting.seen if self._waiting is not None else Rerun()
        seen.messages += 1
        seen.received += size
        match message.WhichOneof("type"):
            case "new_session":
                self._run = message.metadata.run.script_run_id
                self._hash = message.new_session.page_script_hash
                self._fragments = tuple(message.metadata.run.fragment_ids)
                self._paths = []
                self._settle_early()
            case "navigation":
                self._hash = message.navigation.page_script_hash
            case "delta":
                if message.metadata.cacheable:
                    self._cached[message.hash] = (self._runs, message)
                self._draw(message, seen)
            case "ref_hash":
                _, known = self._cached[message.ref_hash]
                self._cached[message.ref_hash] = (self._runs, known)
                copy = ForwardMsg()
                copy.CopyFrom(known)
                copy.metadata.CopyFrom(message.metadata)
                self._draw(copy, seen)
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "auto_rerun":
                self.timed.append(message.auto_rerun.fragment_id)
                self._start_timer(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self._stop_timer(fragment)
            case "script_finished":
                self._finish(message)

    def _draw(self, message: ForwardMsg, seen: Rerun) -> None:
        delta, path = message.delta, tuple(message.metadata.delta_path)
        self._paths.append(path)
        if delta.WhichOneof("type") != "new_element":
            seen.blocks += 1
            if delta.add_block.expandable.id:
                section = delta.add_block.expandable
                self.sections[section.label] = (section.id, delta.fragment_id)
            return
        seen.elements += 1
        kind = delta.new_element.WhichOneof("type") or ""
        seen.kinds[kind] = seen.kinds.get(kind, 0) + 1
        self.shown.pop(path, None)  # the newest stand last
        self.shown[path] = Shown(kind, delta.new_element, delta.fragment_id, self._run)
        if kind == "button_group":
            self._adopt(delta.new_element.button_group)
        elif kind == "exception":
            fault = delta.new_element.exception
            self._note(seen, f"{fault.type}: {fault.message}")
        elif kind == "alert" and delta.new_element.alert.format == Alert.ERROR:
            self._note(seen, delta.new_element.alert.body)

    def _note(self, seen: Rerun, fault: str) -> None:
        (seen.faults if self._waiting is not None else self.faults).append(fault)

    def _adopt(self, group: ButtonGroup) -> None:
        """A control takes the value that the server sets, or its default when it appears."""
        if group.set_value or group.id not in self.states:
            labels = list(group.raw_values) if group.set_value else [group.options[at].content for at in group.default]
            state = WidgetState(id=group.id)
            state.string_array_value.data.extend(labels)
            self.states[group.id] = state

    def _finish(self, message: ForwardMsg) -> None:
        now, status = time.perf_counter(), message.script_finished
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self._fail("the script could not be compiled")
        waiting = self._waiting
        ended = tuple(message.metadata.run.fragment_ids) if message.metadata.HasField("run") else self._fragments
        mine = waiting is not None and (not ended or waiting.fragment in ended)
        if status not in ENDS_WELL:
            if waiting is not None and mine:
                waiting.early = now
            return
        self._clear_stale()
        self._runs += 1
        self._cached = {key: entry for key, entry in self._cached.items() if self._runs - entry[0] <= CACHED_RUNS}
        if waiting is not None and mine and not waiting.done.done():
            waiting.done.set_result(now)

    def _settle_early(self) -> None:
        """A run that ended "early" was whole after all if the next one is of other fragments only.

        Streamlit renames the end of a run when the next run starts before that message has left: so it does
        when a fragment's timer fires while a click is served.
        """
        waiting = self._waiting
        if waiting is None or waiting.early is None or waiting.done.done():
            return
        if self._fragments and waiting.fragment not in self._fragments:
            waiting.done.set_result(waiting.early)
        waiting.early = None

    def _clear_stale(self) -> None:
        """Forget what the run that ended could have drawn and did not."""
        root: Path = () if not self._fragments else min(self._paths, key=len, default=(-1,))
        for path in [p for p, one in self.shown.items() if one.run != self._run and p[: len(root)] == root]:
            del self.shown[path]
        alive = {one.element.button_group.id for one in self.shown.values() if one.kind == "button_group"}
        for gone in [name for name, state in self.states.items() if state.HasField("string_array_value")]:
            if gone not in alive:
                del self.states[gone]

    def _start_timer(self, fragment: str, interval: float) -> None:
        if not self.polls or self._timers.get(fragment, (0.0, None))[0] == interval:
            return
        self._stop_timer(fragment)
        self._timers[fragment] = (interval, asyncio.create_task(self._tick(fragment, interval)))

    def _stop_timer(self, fragment: str) -> None:
        _, task = self._timers.pop(fragment, (0.0, None))
        if task is not None:
            task.cancel()

    async def _tick(self, fragment: str, interval: float) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(interval)
                self.reruns_by_timer += 1
                await self._send((), fragment, by_timer=True)


def _is_trigger(state: WidgetState) -> bool:
    return state.WhichOneof("value") in {"trigger_value", "json_trigger_value", "string_trigger_value"}
