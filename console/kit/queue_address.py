"""What a person wants to see of a queue, and its address: view, filters, order and task; never names or search text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from console.kit.queue import Queue
from db.errors import Invalid
from db.queries.task_filters import Filters

OPEN = "queue:open"  # the state that holds which queue is on screen
NEXT, NEWEST = "next", "newest"
SORTS = {NEXT: "Next first", NEWEST: "Newest first"}
_LONGEST_ID = 19


@dataclass(frozen=True, slots=True)
class Wanted:
    """A view, what narrows it, its order; `saved` is the saved view that it came from."""

    view: str
    filters: Filters = field(default_factory=Filters)
    sort: str = NEXT
    saved: int | None = None

    def address(self) -> dict[str, str]:
        """As parameters of the page's address."""
        order = {"sort": self.sort} if self.sort != NEXT else {}
        saved = {"saved": str(self.saved)} if self.saved is not None else {}
        return {"view": self.view, **self.filters.address(), **order, **saved}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an address says. `strange`: a part of it means nothing here. `task` is None when it names none."""

    wanted: Wanted
    task: int | None
    strange: bool = False


def read(queue: Queue, parameters: Mapping[str, str]) -> Arrival:
    """Take an address apart; what it says that doesn't exist here is left out, and told."""
    view, sort = parameters.get("view", queue.views[0]), parameters.get("sort", NEXT)
    strange = view not in queue.views or sort not in SORTS
    try:
        filters = Filters.of(parameters)
    except Invalid:
        filters, strange = Filters(), True
    if strange:
        view, sort, filters = view if view in queue.views else queue.views[0], NEXT, Filters()
    saved = number(parameters.get("saved", ""))
    return Arrival(Wanted(view, filters, sort, saved), number(parameters.get("task", "")), strange)


def number(text: str) -> int | None:
    """An id of the address; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < _LONGEST_ID and text.isascii() else None


def wanted(queue: Queue) -> Wanted:
    """What this page shows now."""
    kept = st.session_state.get(f"{queue.slug}:wanted")
    return kept if isinstance(kept, Wanted) and kept.view in queue.views else Wanted(queue.views[0])


def want(queue: Queue, what: Wanted) -> None:
    """Show this from now on."""
    st.session_state[f"{queue.slug}:wanted"] = what


def narrow(queue: Queue, filters: Filters) -> None:
    """Show the same view under other filters: that is no saved view any more."""
    want(queue, replace(wanted(queue), filters=filters, saved=None))


def write(what: Wanted, task_id: int | None) -> None:
    """Put it into the address, so that it can be kept and shared."""
    parameters = what.address() | ({"task": str(task_id)} if task_id is not None else {})
    if st.query_params.to_dict() != parameters:
        st.query_params.from_dict(parameters)


def went_back_or_forward() -> bool:
    """Whether the browser's history led here: then the address says what the person wants to see."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
