"""Typing the values of a panel: beside each its range for this patient, its flag, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw, option, plain, shown
from console.kit.times import local
from console.panes.posting_parts import collected, critical_box, files_field, moment_field, notes_field, orderer_field
from console.panes.posting_slip import Slip, post_button, problem_at
from console.panes.result_cells import NOTHING, flag_mark, previous_cell
from console.session import me
from db.actions.result_parts import key_of, range_text
from db.actions.results import post
from db.queries.lab_panels import PanelLine, active_panels
from db.queries.newest_values import NewestValue, newest_values
from db.queries.patients import PatientHeader
from db.queries.result_lines import Previous
from rules.lab_panels import Component, limits_for, problem_of, read_for
from rules.result_flags import change, flag_of, is_critical
from rules.result_values import Value
from rules.units import readable_unit

NOT_DONE = ""


def draw_values(patient: PatientHeader) -> None:
    """Choose a panel, type, post."""
    with reading() as session:
        panels = {line.id: line for line in active_panels(session, viewer=credential())}
    chosen = st.selectbox(
        "Panel", list(panels), index=None, format_func=lambda number: option(panels[number].panel.name),
        key=f"panel:{patient.id}", placeholder="Choose what was tested", persist_state="session",
    )  # fmt: skip
    if chosen is not None:
        _panel(patient, panels[chosen], Slip(patient.id, str(chosen)))


def _panel(patient: PatientHeader, line: PanelLine, slip: Slip) -> None:
    left, right = st.columns([3, 2], gap="large")
    with right:
        moment_field(slip, "collected", "Collected on", "collected_at")
        orderer_field(slip)
        notes_field(slip)
        files_field(slip, "The report as it came")
    at = slip.moment("collected")
    before = _before(patient.id, line, at or me().now)
    age_days = _age(patient.birth_date, at)
    with left, st.container(key="ps-typing", gap="small"):
        flags = [_component(slip, one, patient, age_days, before.get(one.loinc)) for one in line.panel.components]
    critical_box(slip, [name for name, flag in flags if is_critical(flag)])
    post_button(slip, f"Post for {plain(patient.name)}", post, partial(_collect, slip, line))


def _collect(slip: Slip, line: PanelLine) -> dict[str, Any]:
    return collected(slip) | {
        "panel_id": line.id,
        "collected_at": slip.moment("collected"),
        "values": _typed(slip, line),
    }


def _before(patient_id: int, line: PanelLine, at: datetime) -> Mapping[str, NewestValue]:
    codes = [one.loinc for one in line.panel.components]
    with reading() as session:
        return newest_values(session, viewer=credential(), patient_id=patient_id, codes=codes, before=at)


def _age(born: date, collected: datetime | None) -> int:
    return (local(collected or me().now).date() - born).days


def _typed(slip: Slip, line: PanelLine) -> tuple[tuple[str, str], ...]:
    found = ((key_of(one), slip.text(f"value:{key_of(one)}")) for one in line.panel.components)
    return tuple((code, text) for code, text in found if text.strip())


def _component(
    slip: Slip, one: Component, patient: PatientHeader, age_days: int, before: NewestValue | None
) -> tuple[str, str]:
    """The field of one test and what is known about it; its name and the flag of what stands in it."""
    unit, key = readable_unit(one.unit), slip.key(f"value:{key_of(one)}")
    label = plain(f"{one.display}, {unit}" if unit else one.display)
    if one.kind == "coded" and one.choices:
        text = st.selectbox(
            label, [NOT_DONE, *one.choices], key=key, format_func=lambda choice: option(choice) or "Not done",
            persist_state="session",
        )  # fmt: skip
    else:
        text = st.text_input(label, key=key, live=True, persist_state="session")
    limits = limits_for(one, sex=patient.sex, age_days=age_days)
    value = read_for(one, " ".join((text or "").split()))
    flag = flag_of(value, limits) if value.text else ""
    problem = (problem_of(one, value) if value.text else "") or problem_at(slip, f"values.{key_of(one)}")
    parts = (
        Markup('<span class="ps-reference">{}</span>').format(shown(range_text(limits)) if range_text(limits) else "–"),
        flag_mark(flag),
        previous_cell(_previous(one, value, before), me().now),
        Markup('<span class="ps-wrong">{}</span>').format(shown(problem)) if problem else NOTHING,
    )
    draw(Markup('<div class="ps-typed" role="status">{} {} {} {}</div>').format(*parts))
    return one.display, flag


def _previous(one: Component, value: Value, before: NewestValue | None) -> Previous | None:
    """What it was before, and the change where both are plain numbers of one unit."""
    if before is None:
        return None
    alike = before.unit == one.unit and not value.comparator
    moved = change(before.number, value.number if alike else None)
    return Previous(before.value, readable_unit(before.unit), before.flag, before.at, moved)
