"""What a person does on a queue's page, as the frontend tells the server of it."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.bench.websocket import PageError, Rerun, Tab

_numbers = count(1)


def rows(tab: Tab) -> list[dict[str, Any]]:
    """The lines of the worklist on screen."""
    found: list[dict[str, Any]] = _data(_worklist(tab)[0])["rows"]
    return found


def selected(tab: Tab) -> int | None:
    """The task in the pane."""
    number: int | None = _data(_worklist(tab)[0])["selected"]
    return number


async def open_task(tab: Tab, task_id: int) -> Rerun:
    """Press Enter on a line of the worklist."""
    component, fragment = _worklist(tab)
    return await tab.send(_event(component, "open", {"id": task_id}), fragment=fragment)


def can_show_more(tab: Tab) -> bool:
    """Whether the worklist goes on."""
    return bool(_data(_worklist(tab)[0])["hasMore"])


async def show_more(tab: Tab) -> Rerun:
    """Press the button below the worklist."""
    component, fragment = _worklist(tab)
    return await tab.send(_event(component, "more", {}), fragment=fragment)


async def switch_view(tab: Tab, title: str) -> Rerun:
    """Press a view's button, which is named by its title and its count."""
    for button, fragment in tab.buttons():
        if button.label.startswith(f"{title} "):
            return await tab.send(WidgetState(id=button.id, trigger_value=True), fragment=fragment)
    raise PageError(f"There is no view {title!r} on the page.")


async def look(tab: Tab) -> Rerun:
    """What the page does by itself every half minute."""
    return await tab.send(fragment=tab.timed[-1])


def can_press(tab: Tab, label: str) -> bool:
    """Whether there is a button of this name."""
    return any(button.label == label and not button.disabled for button, _ in tab.buttons())


async def press(tab: Tab, label: str) -> Rerun:
    """Press a button."""
    for button, fragment in tab.buttons():
        if button.label == label:
            return await tab.send(WidgetState(id=button.id, trigger_value=True), fragment=fragment)
    raise PageError(f"There is no button {label!r} on the page.")


def can_unfold(tab: Tab, label: str) -> bool:
    """Whether there is a folded section of this name."""
    return label in tab.sections


async def unfold(tab: Tab, label: str) -> Rerun:
    """Unfold a section that reads when it is looked into."""
    name, fragment = tab.sections[label]
    return await tab.send(WidgetState(id=name, bool_value=True), fragment=fragment)


def can_write(tab: Tab) -> bool:
    """Whether there is a box to write in."""
    return bool(tab.components("composer"))


async def save_draft(tab: Tab, text: str) -> Rerun:
    """Pause while typing: the composer saves."""
    component, fragment = tab.components("composer")[-1]
    event = _event(component, "save", {"text": text, "rev": _data(component)["rev"]})
    return await tab.send(event, fragment=fragment)


def refusals(tab: Tab) -> int:
    """How many warnings the page shows, such as that a colleague has the task."""
    alerts = (one.element.alert for one in tab.shown.values() if one.kind == "alert")
    return sum(alert.format == Alert.WARNING for alert in alerts)


def _worklist(tab: Tab) -> tuple[BidiComponent, str]:
    found = tab.components("worklist")
    if len(found) != 1:
        raise PageError(f"{len(found)} worklists are on the page.")
    return found[0]


def _data(component: BidiComponent) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(component.json)
    return found


def _event(component: BidiComponent, name: str, payload: dict[str, Any]) -> WidgetState:
    """A trigger of a component, under the id that Streamlit's frontend gives it."""
    value = {"event": name, "value": payload | {"seq": f"bench-{next(_numbers)}"}}
    return WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events", json_trigger_value=json.dumps([value]))
