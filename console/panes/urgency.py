"""The urgency banner: the words that alarm, what to do, whom to call, and the three ways to settle it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.doing import Deed, act, begin, finish
from console.kit.patient_banner import phone_link
from console.kit.queue_deeds import field, typed
from console.kit.text import draw, joined, shown
from console.kit.times import absolute, clock
from console.panes.calls import open_call
from console.session import me
from db.actions.calls import OUTCOME_TITLES
from db.actions.flags import acknowledge, override
from db.queries.task_pane import FlagLine, Together
from db.queries.tasks import TaskDetail, reads_area
from db.roles import Permission, Sensitivity, on_area
from rules.urgency_families import FAMILIES

OVERRIDE = "override"
WITHOUT_WORDS = {"red": "Emergency signs. Tell a nurse now.", "amber": "To be seen to today. Tell a nurse."}
ASK = "Call the patient today and ask about it. If it is happening now: "
TITLES = {"red": "Emergency signs", "amber": "Same day"}


def in_force(task: TaskDetail, together: Together) -> tuple[FlagLine, ...]:
    """The flags that stand, red ones first; none once the task's flag is settled or from an earlier round."""
    if not task.flag:
        return ()
    return tuple(flag for flag in together.flags if flag.overridden_by is None)


def draw_urgency(task: TaskDetail, together: Together, titles: Mapping[str, str] = TITLES) -> None:
    """The banner and its buttons, while a flag is in force on an open task; its title by level."""
    if not task.flag or not task.is_open:
        return
    flags = [flag for flag in in_force(task, together) if flag.level == task.flag]
    red = task.flag == "red"
    with st.container(key=f"ps-{task.flag}-flag", gap="small"):
        draw(_banner(task, flags, together, titles[task.flag]))
        with st.container(horizontal=True, gap="small", key="ps-flag-buttons"):
            if task.flag_acknowledged_at is None and _reads(task) and me().may(on_area(task.area, "work")):
                st.button(
                    "I'm on it",
                    key=f"acknowledge:{task.id}",
                    type="primary" if red else "secondary",
                    icon=":material/front_hand:",
                    on_click=_acknowledge,
                    args=(task,),
                )
            if me().may(Permission.CALL_LOG):
                st.button(
                    "Log the call", key=f"call:{task.id}", icon=":material/call:", on_click=open_call, args=(task,)
                )
            if flags and me().may(Permission.FLAG_OVERRIDE):
                st.button("Set aside…", key=f"{OVERRIDE}:{task.id}", on_click=begin, args=(task.id, OVERRIDE))


def _reads(task: TaskDetail) -> bool:
    """Whether the person may read what alarms, and so say that they are on it; the front desk tells a nurse."""
    return me().reads(Sensitivity.CLINICAL) and reads_area(me(), task.area)


def _banner(task: TaskDetail, flags: list[FlagLine], together: Together, alarm: str) -> Markup:
    phone = task.patient.phone if task.patient else ""
    lines = [Markup("<li>{}</li>").format(_line(flag)) for flag in flags]
    reads = _reads(task)
    title = alarm if reads and lines else WITHOUT_WORDS[task.flag]
    return Markup('<div class="ps-flag ps-flag-{}" role="{}"><p><strong>{}</strong>{}</p>{}<p>{}</p></div>').format(
        task.flag,
        "alert" if task.flag == "red" else "note",
        title,
        Markup(" · Patient: {}").format(phone_link(phone)) if phone else Markup(" · No telephone number on record"),
        Markup("<ul>{}</ul>").format(joined(lines)) if reads and lines else Markup(""),
        joined(_seen_to(task, together), " · "),
    )


def _line(flag: FlagLine) -> Markup:
    family = FAMILIES.get(flag.family)
    title = family.title if family else flag.family.replace("-", " ").capitalize()
    quoted = Markup(": “{}”").format(shown(flag.phrase)) if flag.phrase else Markup("")
    advice = Markup("")
    if family is not None:
        milder = flag.level == "amber" and family.level == "red"
        advice = Markup('<span class="ps-advice">{}{} <strong>Call: {}.</strong></span>').format(
            ASK if milder else "", family.advice, family.call
        )
    return Markup("<strong>{}</strong>{} {}").format(title, quoted, advice)


def _seen_to(task: TaskDetail, together: Together) -> list[Markup]:
    """Who has taken it on, and the newest call."""
    found = []
    if task.flag_acknowledged_at is not None:
        found.append(
            Markup('<span title="{}">{} is on it since {}</span>').format(
                absolute(task.flag_acknowledged_at),
                shown(task.flag_acknowledged_by or ""),
                clock(task.flag_acknowledged_at),
            )
        )
    for call in together.calls[:1]:
        outcome = OUTCOME_TITLES.get(call.outcome, call.outcome).lower()
        found.append(Markup("{} phoned at {}: {}").format(shown(call.who), clock(call.at), outcome))
    if not found and task.flag == "red":
        found.append(Markup("Nobody has said yet that they are on it."))
    return found


def _acknowledge(task: TaskDetail) -> None:
    act(task, acknowledge, "Your colleagues see that you are on it. It escalates no further.", task_id=task.id)


def override_deeds(task: TaskDetail, together: Together) -> tuple[Deed, ...]:
    """Setting a flag aside; opened from the banner."""
    if not me().may(Permission.FLAG_OVERRIDE) or not task.is_open or not in_force(task, together):
        return ()
    return (Deed(OVERRIDE, "Not what it seems", ":material/flag_circle:", "", _draw_override, listed=False),)


def _draw_override(task: TaskDetail, content: Any) -> None:
    flags = {flag.id: flag for flag in in_force(task, content.together)}
    chosen, why = field(task, OVERRIDE, "flag"), field(task, OVERRIDE, "why")
    with st.form(field(task, OVERRIDE, "form"), border=False):
        st.radio("Which sign", list(flags), format_func=lambda key: _plainly(flags[key]), key=chosen)
        st.text_area("Why it is none", key=why, height=96, max_chars=500, help="Others will rely on it.")
        st.form_submit_button("Set it aside", type="primary", on_click=_override, args=(task, chosen, why))


def _plainly(flag: FlagLine) -> str:
    family = FAMILIES.get(flag.family)
    return f"{family.title if family else flag.family} ({flag.level})"


def _override(task: TaskDetail, chosen: str, why: str) -> None:
    finish(
        task,
        override,
        "The sign was set aside, with your reason.",
        flag_id=st.session_state.get(chosen) or 0,
        seen_version=task.version,
        reason=typed(why),
    )
