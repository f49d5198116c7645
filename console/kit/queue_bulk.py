"""Doing one thing with many tasks: the bar over the list, a dialog that names how many, and what came of it.

Either the checked tasks, as they stood on screen, or "all that match": then the server counts again, and a
number other than the one that was confirmed changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st

from console.kit.acting import once_token, perform, renew, show_said
from console.kit.choices import PRIORITIES, assignees, snooze_times
from console.kit.queue import BulkDeed, Queue
from console.kit.queue_address import Wanted
from console.kit.queue_filters import summary
from console.kit.queue_list import List, Select, list_key, redraw_all, who
from console.kit.text import plain
from console.kit.times import absolute
from console.kit.worklist import clear_checked, standing_checks
from console.session import me
from db.actions.bulk import BulkDone, Item, Matching, bulk
from db.actions.tasks import OUTCOMES
from db.queries.paging import Count
from db.queries.task_views import VIEWS
from db.queries.tasks import TaskRow

PLACE = "bulk"
NOTHING: Mapping[int, str] = {}
Draw = Callable[[Queue, Any], None]
DEEDS = {
    "assign": ("Assign", ":material/assignment_ind:"),
    "priority": ("Priority", ":material/low_priority:"),
    "close": ("Close", ":material/task_alt:"),
    "snooze": ("Snooze", ":material/snooze:"),
}
MOST_SHOWN = 5
MOST_BUTTONS = 4  # in the bar, which is one line


@dataclass(frozen=True, slots=True)
class Order:
    """What was chosen when the dialog opened: nothing that happens beneath it changes what is done."""

    deed: str
    wanted: Wanted
    items: tuple[Item, ...]
    matching: Matching | None
    titles: Mapping[int, str]
    now: datetime

    @property
    def count(self) -> int:
        """How many tasks it is about."""
        return self.matching.count if self.matching is not None else len(self.items)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: how many were done, and each skipped task with its reason."""

    done: int
    skipped: tuple[tuple[int, str, str], ...]


def checked(queue: Queue, wanted: Wanted, rows: tuple[TaskRow, ...]) -> tuple[TaskRow, ...]:
    """The rows that are checked."""
    chosen = set(standing_checks(list_key(queue, wanted), [row.id for row in rows]))
    return tuple(row for row in rows if row.id in chosen)


def draw_bar(queue: Queue, wanted: Wanted, shown: List, chosen: tuple[TaskRow, ...], total: Count) -> None:
    """The bar in the place of the list's own buttons, while something is checked."""
    every = bool(st.session_state.get(_every(queue)))
    items = tuple(Item(row.id, row.version, row.last_inbound_id) for row in chosen)
    matching = Matching(wanted.view, wanted.filters, total.value, shown.as_of) if every else None
    titles = {row.id: who(row.patient, row.birth_date, shown.now) or row.title for row in chosen}
    with st.container(horizontal=True, key="ps-bulk", gap="xxsmall", vertical_alignment="center", wrap=False):
        st.markdown(f"**All {total}**" if every else f"**{len(chosen)} selected**", width="content")
        offered = _offered(queue, wanted)
        orders = {deed: Order(deed, wanted, () if every else items, matching, titles, shown.now) for deed in offered}
        # The menu takes the room of two, so that all of the bar is seen on a laptop too.
        first = list(offered)[: MOST_BUTTONS if len(offered) <= MOST_BUTTONS else MOST_BUTTONS - 2]
        for deed in first:
            label, icon, _ = offered[deed]
            st.button(label, icon=icon, key=f"{queue.slug}:bulk:{deed}", on_click=_ask, args=(queue, orders[deed]))
        if len(first) < len(offered):
            _more(queue, offered, {deed: order for deed, order in orders.items() if deed not in first})
        st.button("Clear", key=f"{queue.slug}:bulk:clear", type="tertiary", on_click=clear, args=(queue, wanted))
    if len(chosen) == len(shown.ids or ()) < total.value and not every:
        _offer_all(queue, len(chosen), total)


def _more(queue: Queue, offered: Mapping[str, tuple[str, str, Draw]], orders: Mapping[str, Order]) -> None:
    """What has no room in the bar, in a menu."""
    key = f"{queue.slug}:bulk-more"
    st.menu_button(
        "More",
        list(orders),
        key=key,
        format_func=lambda deed: f"{offered[deed][1]} {offered[deed][0]}",
        on_click=_chosen,
        args=(queue, key, orders),
    )


def _chosen(queue: Queue, key: str, orders: Mapping[str, Order]) -> None:
    order = orders.get(str(st.session_state.get(key)))
    if order is not None:
        _ask(queue, order)


def _offer_all(queue: Queue, count: int, total: Count) -> None:
    """Everything that is shown is checked, and more matches than is shown."""
    with st.container(horizontal=True, key="ps-bulk-all", gap="small", vertical_alignment="center"):
        st.markdown(f"All {count} that are shown are selected.", width="content")
        if total.capped:
            st.markdown(f"More than {total.value:,} match: narrow the list to change all of them.")
            return
        st.button(
            f"Select all {total} that match",
            key=f"{queue.slug}:bulk:all",
            type="tertiary",
            on_click=_choose_all,
            args=(queue,),
        )


def clear(queue: Queue, wanted: Wanted) -> None:
    """Uncheck everything."""
    redraw_all()
    clear_checked(list_key(queue, wanted))
    st.session_state.pop(_every(queue), None)


def forget_all_that_match(queue: Queue) -> None:
    """Other checks, another view or other filters: "all that match" was said of something else."""
    st.session_state.pop(_every(queue), None)


def draw_dialog(queue: Queue) -> None:
    """The open dialog, if one is. It outlives reruns of the page beneath it."""
    order: Order | None = st.session_state.get(_asked(queue))
    if order is not None:
        label, icon, draw = _offered(queue, order.wanted)[order.deed]
        over = partial(st.session_state.pop, _asked(queue), None)
        title = f"{label}: {_tasks(order.count)}" if order.deed in DEEDS else label.removesuffix("…")
        st.dialog(title, icon=icon, on_dismiss=over)(_dialog)(queue, order, draw)


def draw_outcome(queue: Queue, select: Select) -> None:
    """What came of it, until it is dismissed or something else is done."""
    outcome: Outcome | None = st.session_state.get(_done(queue))
    if outcome is None:
        return
    with st.container(key="ps-bulk-done", border=True, gap="small"):
        skipped = f" Skipped {len(outcome.skipped)}:" if outcome.skipped else ""
        st.markdown(f":material/check_circle: Done: {outcome.done}.{skipped}")
        for task_id, title, reason in outcome.skipped[:MOST_SHOWN]:
            st.button(
                plain(f"{title}: {reason}"),
                key=f"{queue.slug}:skipped:{task_id}",
                type="tertiary",
                on_click=select,
                args=(queue, task_id),
            )
        if (left := len(outcome.skipped) - MOST_SHOWN) > 0:
            st.caption(f"And {left} more, for such reasons.")
        st.button("Dismiss", key=f"{queue.slug}:dismiss", on_click=dismiss, args=(queue,))


def dismiss(queue: Queue) -> None:
    """Take the outcome off the screen."""
    redraw_all()
    st.session_state.pop(_done(queue), None)


def _offered(queue: Queue, wanted: Wanted) -> dict[str, tuple[str, str, Draw]]:
    """What can be done with many: in words, and what draws its dialog. The queue's own first."""
    if VIEWS[wanted.view].closed:
        return {}
    own = {deed.name: (deed.label, deed.icon, deed.draw) for deed in queue.bulk if _may(deed)}
    left_out = {"priority"} if not queue.priorities else set()
    left_out |= {"close"} if not queue.outcomes else set()
    return own | {deed: (*words, _every_queues) for deed, words in DEEDS.items() if deed not in left_out}


def _may(deed: BulkDeed) -> bool:
    return me().may(deed.needs) and deed.offered()


def _ask(queue: Queue, order: Order) -> None:
    redraw_all()
    dismiss(queue)
    st.session_state.pop(f"said:{PLACE}", None)
    st.session_state[_asked(queue)] = order


def _choose_all(queue: Queue) -> None:
    redraw_all()
    st.session_state[_every(queue)] = True


def _dialog(queue: Queue, order: Order, draw: Draw) -> None:
    if _asked(queue) not in st.session_state:  # it is done
        st.rerun()
    draw(queue, order)


def draw_which(queue: Queue, order: Order) -> None:
    """Where it is about all that match: which those are."""
    if order.matching is not None:
        narrowed = summary(queue, order.wanted.filters)
        where = ", ".join(filter(None, (VIEWS[order.wanted.view].title, narrowed)))
        st.markdown(plain(f"This is done with every task that matches: {where}. There are {order.count}."))


def _every_queues(queue: Queue, order: Order) -> None:
    """The dialog of a deed that every queue has."""
    values = FORMS[order.deed](queue, order)
    draw_which(queue, order)
    st.caption(
        "Tasks that changed or got a new message since you saw them are skipped and listed, and so are red flags "
        "that nobody has called about."
    )
    show_said(PLACE)
    st.button(
        f"{DEEDS[order.deed][0]} {_tasks(order.count)}"
        if order.deed != "priority"
        else f"Change {_tasks(order.count)}",
        key=f"{queue.slug}:bulk-do",
        type="primary",
        on_click=_do,
        args=(queue, order, values),
        disabled=values is None,
    )


def _assign(queue: Queue, _order: Order) -> dict[str, Any] | None:
    choices = assignees(queue.area)
    chosen = st.selectbox("To", list(choices), index=None, format_func=choices.__getitem__, key=f"{queue.slug}:b-to")
    reason = st.text_input("Why (optional)", max_chars=200, key=f"{queue.slug}:b-assign-why")
    if chosen is None:
        return None
    return {"owner_id": None, "team_id": None, "reason": reason or ""} | {chosen[0]: chosen[1]}


def _prioritise(queue: Queue, _order: Order) -> dict[str, Any] | None:
    chosen = st.selectbox(
        "Priority", list(PRIORITIES), index=None, format_func=PRIORITIES.__getitem__, key=f"{queue.slug}:b-priority"
    )
    reason = st.text_input("Why", max_chars=200, key=f"{queue.slug}:b-priority-why", live=True)
    return {"priority": chosen, "reason": reason} if chosen is not None and reason and reason.strip() else None


def _close(queue: Queue, _order: Order) -> dict[str, Any] | None:
    outcome = st.selectbox(
        "How it ended", queue.outcomes, index=None, format_func=OUTCOMES.__getitem__, key=f"{queue.slug}:b-outcome"
    )
    return {"outcome": outcome} if outcome else None


def _snooze(queue: Queue, order: Order) -> dict[str, Any] | None:
    times = snooze_times(order.now)
    chosen = st.selectbox(
        "Until",
        list(times),
        index=None,
        format_func=lambda words: f"{words} ({absolute(times[words])})",
        key=f"{queue.slug}:b-until",
    )
    reason = st.text_input("Why (optional)", max_chars=200, key=f"{queue.slug}:b-snooze-why")
    return {"until": times[chosen], "reason": reason or ""} if chosen is not None else None


FORMS: dict[str, Callable[[Queue, Order], dict[str, Any] | None]] = {
    "assign": _assign,
    "priority": _prioritise,
    "close": _close,
    "snooze": _snooze,
}


def _do(queue: Queue, order: Order, values: Mapping[str, Any]) -> None:
    carry_out(
        queue,
        order,
        bulk,
        area=queue.area,
        queue=queue.slug,
        deed=order.deed,
        values=values,
        items=order.items,
        matching=order.matching,
    )


def carry_out(
    queue: Queue,
    order: Order,
    function: Callable[..., BulkDone],
    /,
    *,
    passed_over: Mapping[int, str] = NOTHING,
    titles: Mapping[int, str] = NOTHING,
    **arguments: Any,
) -> None:
    """Do what the dialog confirmed, and keep what came of it for the list; in a callback.

    A refusal stays in the dialog, at `PLACE`. `passed_over`: what the dialog left out, with the reason; `titles` by
    which what was skipped is called, where the order doesn't know them. A second click finds it done.
    """
    if _asked(queue) not in st.session_state:
        return
    name = f"bulk:{queue.slug}:{order.deed}"
    result = perform(PLACE, function, token=once_token(name), **arguments)
    renew(name)
    if result is None:
        return
    names = {**order.titles, **titles}
    reasons = dict(passed_over) | {int(task_id): str(why) for task_id, why in result.skipped}
    skipped = tuple((task_id, names.get(task_id, f"Task {task_id}"), why) for task_id, why in reasons.items())
    st.session_state[_done(queue)] = Outcome(result.done, skipped)
    st.session_state.pop(_asked(queue), None)
    clear(queue, order.wanted)
    List(queue.slug, order.wanted).forget()


def _tasks(count: int) -> str:
    return "1 task" if count == 1 else f"{count:,} tasks"


def _every(queue: Queue) -> str:
    return f"{queue.slug}:all-that-match"


def _asked(queue: Queue) -> str:
    return f"{queue.slug}:bulk-asked"


def _done(queue: Queue) -> str:
    return f"{queue.slug}:bulk-done"
