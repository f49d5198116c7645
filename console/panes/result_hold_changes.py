"""A hold that stands: a second clinician agrees, it lasts longer, or it ends now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.doing import Deed, dialogs_opened, finish
from console.kit.queue_deeds import LONGEST_WHY, field, typed
from console.kit.text import draw
from console.kit.times import absolute
from console.panes.result_access import hold_box
from console.panes.result_audiences import audiences
from console.panes.result_holding import chosen_end, limits, may_decide, rules, until_field
from console.panes.result_news import label
from console.session import me
from db.actions import result_holds
from db.queries.result_lines import HoldLine
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission

SECOND, EXTEND, LIFT = "second-hold", "extend-hold", "lift-hold"
THEIRS = (
    "This is held for a risk of harm: a prescriber decides on it. Assign the result to one; what you can do is done by "
    "the other buttons."
)


def hold_change_deeds(report: ReportDetail) -> tuple[Deed, ...]:
    """What can be done with the holds in force."""
    if not report.held or not me().may(Permission.RESULT_HOLD):
        return ()
    found = [
        Deed(LIFT, "End the hold", ":material/lock_open:", "", _draw_lift, prominent=True),
        Deed(EXTEND, "Hold longer", ":material/more_time:", "", _draw_extend),
    ]
    if _to_second(report):
        found.append(Deed(SECOND, "Agree to the hold", ":material/handshake:", "", _draw_second))
    return tuple(found)


def _to_second(report: ReportDetail) -> tuple[HoldLine, ...]:
    """Those that wait for another clinician than who decided on them."""
    mine = me().staff_id
    return tuple(one for one in report.held if not one.second and one.decided_by_id != mine and may_decide(one.reason))


def _chosen(task: TaskDetail, deed: str, report: ReportDetail, holds: tuple[HoldLine, ...]) -> HoldLine | None:
    """The hold that it is about: shown if there is one, to be chosen of several."""
    mine = {one.id: one for one in holds if may_decide(one.reason)}
    if not mine:
        st.info(THEIRS, icon=":material/stethoscope:")
        return None
    chosen = next(iter(mine))
    if len(mine) > 1:
        words = audiences(report)
        chosen = st.radio(
            "Which hold",
            list(mine),
            format_func=lambda key: f"From {_from(mine[key], words)}, until {absolute(mine[key].expires_at)}",
            key=field(task, deed, "hold"),
        )
    draw(Markup("{}").format(hold_box(mine[chosen], report, task.now)))
    return mine[chosen]


def _from(hold: HoldLine, words: dict[str, str]) -> str:
    found = hold.account if hold.audience == "account" else words.get(hold.audience, hold.audience)
    return found[:1].lower() + found[1:] if hold.audience != "account" else found


def _seen(task: TaskDetail, hold: HoldLine) -> int:
    """The hold's version as the dialog opened on it, or as its last refusal showed it."""
    key = f"hold-seen:{task.id}:{hold.id}:{dialogs_opened(task.id)}:{task.version}"
    return int(st.session_state.setdefault(key, hold.version))


def _draw_lift(task: TaskDetail, content: Any) -> None:
    hold = _chosen(task, LIFT, content.report, content.report.held)
    if hold is None:
        return
    st.caption("A final result that nothing else keeps is released at once, and who sees it is told by mail.")
    with st.form(field(task, LIFT, "form"), border=False):
        why = field(task, LIFT, "why")
        st.text_input("Why it ends", key=why, max_chars=LONGEST_WHY, placeholder="Your colleagues read it")
        args = (task, hold.id, _seen(task, hold), why)
        st.form_submit_button(label(task, "End it now"), type="primary", on_click=_lift, args=args)


def _lift(task: TaskDetail, hold_id: int, seen: int, why: str) -> None:
    sentence = "The hold ended."
    finish(task, result_holds.lift, sentence, hold_id=hold_id, seen_version=seen, reason=typed(why))


def _draw_extend(task: TaskDetail, content: Any) -> None:
    hold = _chosen(task, EXTEND, content.report, content.report.held)
    if hold is None:
        return
    allowed = rules()
    with st.form(field(task, EXTEND, f"form-{hold.id}"), border=False):
        why = field(task, EXTEND, "why")
        st.text_area("What speaks for it now", key=why, height=96, max_chars=2_000)
        until = until_field(task, EXTEND, f"until-{hold.id}", hold.expires_at + timedelta(days=1), "Until")
        st.caption(limits(allowed))
        args = (task, hold.id, _seen(task, hold), why, until)
        st.form_submit_button(label(task, "Hold it longer"), type="primary", on_click=_extend, args=args)


def _extend(task: TaskDetail, hold_id: int, seen: int, why: str, until: str) -> None:
    finish(
        task,
        result_holds.extend,
        "The hold lasts longer.",
        hold_id=hold_id,
        seen_version=seen,
        expires_at=chosen_end(until),
        rationale=typed(why),
    )


def _draw_second(task: TaskDetail, content: Any) -> None:
    hold = _chosen(task, SECOND, content.report, _to_second(content.report))
    if hold is None:
        return
    st.caption("You stand for it too: it may then be held longer than one clinician alone may hold a result.")
    args = (task, hold.id, _seen(task, hold))
    st.button(label(task, "I agree"), key=field(task, SECOND, "do"), type="primary", on_click=_second, args=args)


def _second(task: TaskDetail, hold_id: int, seen: int) -> None:
    finish(task, result_holds.second, "You agreed to the hold.", hold_id=hold_id, seen_version=seen)
