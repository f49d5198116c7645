"""Holding a result back from an audience: for a reason of the list, with an end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed
from console.kit.text import option
from console.kit.times import local
from console.panes.result_audiences import audience_field, chosen_audience
from console.panes.result_news import label
from console.session import me
from db.actions import result_holds
from db.config import config
from db.queries import staff
from db.queries.release_preview import rules_in_force
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail
from db.roles import ROLES, Permission
from rules.result_release import Reason, ReleaseRules, default_expiry

HOLD = "hold-result"
REASONS: dict[Reason, str] = {
    "patient-request": "The patient asked to wait",
    "harm": "Risk of harm",
    "state-rule": "A rule of the state",
    "adolescent": "An adolescent's confidentiality",
}
LAW: dict[Reason, str] = {
    "patient-request": "Their own wish is the one delay that needs no rule, as long as they want it "
    "(ONC on information blocking). When it runs out, the result is released by itself.",
    "harm": "A clinician decides, for this patient, that seeing it could endanger life or physical safety; through a "
    "proxy, that it could do substantial harm (45 CFR 171.201). That it is bad news is no such harm. It stays closed "
    "until a clinician ends the hold.",
    "state-rule": "Some states let certain results wait until a clinician has spoken with the patient. Say which rule "
    "it is. It stays closed until somebody ends the hold.",
    "adolescent": "Care that a minor may keep from parents under the state's law (45 CFR 171.202): usually held from "
    "proxies alone. It stays closed until somebody ends the hold.",
}
HARM = (
    "Only a prescriber decides on a risk of harm, and enters it in person. Assign this result to one and say why in a "
    "note; nobody can enter it for them."
)


def hold_deeds(report: ReportDetail) -> tuple[Deed, ...]:
    """Holding it back, for who may, while there is something to hold."""
    if not me().may(Permission.RESULT_HOLD) or report.status in ("cancelled", "entered-in-error"):
        return ()
    return (Deed(HOLD, "Hold back", ":material/pan_tool:", "", _draw),)


def may_decide(reason: str) -> bool:
    """Whether the person decides on holds for this reason."""
    return reason != "harm" or me().may(Permission.RESULT_HOLD_HARM)


def rules() -> ReleaseRules:
    """What the clinic set."""
    with reading() as session:
        return rules_in_force(session, viewer=credential())


def until_field(task: TaskDetail, deed: str, name: str, first: datetime, words: str) -> str:
    """The field of a hold's end, on the clinic's clock; returns its key."""
    key = field(task, deed, name)
    st.datetime_input(words, local(first).replace(tzinfo=None, second=0, microsecond=0), key=key, format="YYYY-MM-DD")
    return key


def chosen_end(key: str) -> datetime | None:
    """The end that was chosen; in a callback."""
    chosen = st.session_state.get(key)
    return chosen.replace(tzinfo=config().zone) if isinstance(chosen, datetime) else None


def limits(allowed: ReleaseRules) -> str:
    """How far ahead a hold may reach."""
    return (
        f"At most {allowed.longest_days_alone} days from its beginning; once a second clinician has agreed, "
        f"{allowed.longest_days_together} days ahead."
    )


def _draw(task: TaskDetail, content: Any) -> None:
    chosen = field(task, HOLD, "reason")
    reason = st.radio("Why", list(REASONS), index=None, format_func=REASONS.__getitem__, key=chosen)
    if reason is None:
        st.caption("A final result is the patient's at once. A hold is the exception: of one result, with a reason.")
        return
    st.caption(LAW[reason])
    if not may_decide(reason):
        st.info(HARM, icon=":material/stethoscope:")
        return
    allowed = rules()
    with st.form(field(task, HOLD, "form"), border=False):
        why = field(task, HOLD, "why")
        st.text_area("What speaks for it", key=why, height=96, max_chars=2_000, help="It stays with the hold.")
        first = "proxies" if reason == "adolescent" else "everybody"
        audience = audience_field(task, f"{HOLD}-{reason}", content.report, "From whom", first=first)
        words = "Released by itself on" if reason == "patient-request" else "Looked at again on"
        decider = _decider_field(task) if reason != "harm" else ""
        until = until_field(task, HOLD, f"until-{reason}", default_expiry(reason, task.now, allowed), words)
        st.caption(limits(allowed))
        st.form_submit_button(
            label(task, "Hold it back"),
            type="primary",
            on_click=_hold,
            args=(task, reason, why, audience, decider, until),
        )


def _decider_field(task: TaskDetail) -> str:
    """Who decided: oneself, or a colleague for whom one enters it; returns the field's key."""
    with reading() as session:
        people = staff.colleagues(session, viewer=credential(), area=task.area)
    roles = {role.name for role in ROLES.values() if Permission.RESULT_HOLD in role.permissions}
    names = {one.id: one.name for one in people if one.role in roles}
    key, mine = field(task, HOLD, "decider"), me().staff_id
    at = list(names).index(mine) if mine in names else 0
    st.selectbox("Decided by", list(names), index=at, format_func=lambda one: option(names[one]), key=key)
    return key


def _hold(task: TaskDetail, reason: Reason, why: str, audience: str, decider: str, until: str) -> None:
    finish(
        task,
        result_holds.hold,
        "It is held back. It stands among the holds due until it ends.",
        task_id=task.id,
        seen_version=task.version,
        reason=reason,
        rationale=typed(why),
        expires_at=chosen_end(until),
        decided_by_id=st.session_state.get(decider) if decider else None,
        **chosen_audience(audience),
    )
