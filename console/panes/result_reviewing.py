"""Reviewing a result: what follows from it and who does that; and finishing what followed."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.doing import CALL, Deed, begin, finish
from console.kit.queue_deeds import field, typed
from console.kit.text import plain
from console.kit.times import local
from console.panes.result_news import draw_news, label
from console.panes.result_state import FOLLOW_UPS
from console.session import me
from db.actions import follow_ups
from db.credentials import Credential
from db.queries import staff
from db.queries.result_lines import FollowUpLine
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission
from rules.result_release import releasable

REVIEW, FINISH = "review", "finish-follow-up"
THEN = {"close": "Close the task", "stay": "Leave the task open"}
CALL_FIRST = "A critical value: phone the patient and log the call before the task is closed."
TELL_FIRST = "It is neither released nor held. Release it to the patient, or hold it with a reason, before you close."


def review_deeds(task: TaskDetail, report: ReportDetail) -> tuple[Deed, ...]:
    """Reviewing an open result, and finishing what was to follow."""
    if not me().may(Permission.RESULT_RELEASE):
        return ()
    found = []
    if task.is_open:
        found.append(Deed(REVIEW, "Review", ":material/fact_check:", REVIEW, _draw_review, prominent=True))
    if _unfinished(report):
        found.append(
            Deed(FINISH, "Finish the follow-up", ":material/done_all:", "", _draw_finish, prominent=not task.is_open)
        )
    return tuple(found)


def _draw_review(task: TaskDetail, content: Any) -> None:
    report: ReportDetail = content.report
    draw_news(task, report)
    _before_closing(task, content)
    kind = field(task, REVIEW, "kind")
    # Of what isn't normal, "nothing" is a choice too: nobody makes it by pressing a button.
    at = 0 if report.severity == 0 else None
    follow_up = st.radio("What follows", list(FOLLOW_UPS), index=at, format_func=FOLLOW_UPS.__getitem__, key=kind) or ""
    with st.form(field(task, REVIEW, "form"), border=False):
        detail, due, team = (field(task, REVIEW, name) for name in ("detail", "due", "team"))
        words = "What was decided (optional)" if follow_up in ("", "none") else "What is to be done (optional)"
        st.text_area(words, key=detail, height=80, max_chars=2_000, help="It stays with the result.")
        if follow_up not in ("", "none"):
            _when_and_who(task, follow_up, due, team)
        then = field(task, REVIEW, "then")
        st.radio("Then", list(THEN), format_func=THEN.__getitem__, key=then, horizontal=True)
        args = (task, follow_up, detail, due, team, then)
        st.form_submit_button(label(task, "Reviewed"), type="primary", on_click=_review, args=args)


def _before_closing(task: TaskDetail, content: Any) -> None:
    """What closing will ask for: said first, with the way to it."""
    if task.flag == "red" and not content.together.calls:
        st.warning(CALL_FIRST, icon=":material/phone_in_talk:")
        key = field(task, REVIEW, "call")
        st.button("Log the call", icon=":material/call:", key=key, on_click=begin, args=(task.id, CALL))
    if releasable(content.report.status) and not content.report.released and not content.report.held:
        st.info(TELL_FIRST, icon=":material/lock:")


def _when_and_who(task: TaskDetail, follow_up: str, due: str, team: str) -> None:
    with reading() as session:
        teams = {one.id: one.name for one in staff.teams(session, viewer=credential())}
    left, right = st.columns(2)
    with left:
        words = "By" if follow_up == "repeat" else "By (optional)"
        st.date_input(words, None, min_value=local(task.now).date(), key=due, format="YYYY-MM-DD")
    with right:
        at = list(teams).index(task.team_id) if task.team_id in teams else None
        st.selectbox("Team that does it", list(teams), index=at, format_func=teams.__getitem__, key=team)
    st.caption("They get a to-do without clinical words, which stays open until somebody finishes it.")


def _review(task: TaskDetail, follow_up: str, detail: str, due: str, team: str, then: str) -> None:
    nothing, day = follow_up in ("", "none"), st.session_state.get(due)
    closes = st.session_state.get(then) != "stay"
    done = "Reviewed" if nothing else f"Reviewed, and the to-do is made: {FOLLOW_UPS[follow_up].lower()}"
    finish(
        task,
        follow_ups.review,
        f"{done}. The task is closed." if closes else f"{done}. The task stays open.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        follow_up=follow_up,
        detail=typed(detail),
        due_on=day if isinstance(day, date) and not nothing else None,
        team_id=None if nothing else st.session_state.get(team),
        then="close" if closes else "stay",
    )


# ---- what followed --------------------------------------------------------------------------------------


def _unfinished(report: ReportDetail) -> dict[int, FollowUpLine]:
    return {one.id: one for one in report.follow_ups if one.finished_at is None}


def _draw_finish(task: TaskDetail, content: Any) -> None:
    waiting = _unfinished(content.report)
    if not waiting:
        st.info("Nothing is open any more.", icon=":material/done_all:")
        return
    which, outcome = field(task, FINISH, "which"), field(task, FINISH, "outcome")
    with st.form(field(task, FINISH, "form"), border=False):
        st.radio("Which", list(waiting), format_func=lambda key: _words(waiting[key]), key=which)
        st.text_area("How it ended", key=outcome, height=96, max_chars=2_000)
        st.caption("Its to-do is closed with it.")
        st.form_submit_button(label(task, "Finish it"), type="primary", on_click=_finish, args=(task, which, outcome))


def _words(one: FollowUpLine) -> str:
    due = f" by {one.due_on:%d %b %Y}" if one.due_on else ""
    return plain(f"{FOLLOW_UPS.get(one.kind, one.kind)}{due}{f': {one.detail}' if one.detail else ''}")


def _finish(task: TaskDetail, which: str, outcome: str) -> None:
    follow_up_id = st.session_state.get(which) or 0
    finish(task, _finished, "The follow-up is finished.", follow_up_id=follow_up_id, outcome=typed(outcome))


def _finished(session: Any, *, by: Credential, follow_up_id: int, outcome: str) -> bool:
    follow_ups.finish_follow_up(session, by=by, follow_up_id=follow_up_id, outcome=outcome)
    return True
