"""Opening a result to the patient and proxies, taking that back, and retracting what was posted by hand."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.doing import Deed, finish
from console.kit.queue_deeds import LONGEST_WHY, field, typed
from console.panes.result_audiences import audience_field, chosen_audience
from console.panes.result_news import draw_news, label
from console.session import me
from db.actions import releasing, results
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission
from rules.result_release import releasable

RELEASE, WITHDRAW, RETRACT = "release-result", "withdraw-result", "retract-result"
NOBODY = "Nobody acts for this patient in the portal: phone them, or write a letter."
SEEN = "Who opened it already has read it: tell them what changes."


def release_deeds(report: ReportDetail) -> tuple[Deed, ...]:
    """What may be done about who sees it, as it stands now."""
    found = []
    if me().may(Permission.RESULT_RELEASE):
        kept = any(one.audience == "everybody" for one in report.held)
        opened = any(one.audience == "everybody" for one in report.released)
        if releasable(report.status) and not opened and not kept:
            found.append(
                Deed(RELEASE, "Release to patient", ":material/lock_open:", "", _draw_release,
                     prominent=not report.released)
            )  # fmt: skip
        if report.released:
            found.append(Deed(WITHDRAW, "Take the release back", ":material/lock:", "", _draw_withdraw))
    if me().may(Permission.RESULT_POST) and report.source == "manual" and report.status != "entered-in-error":
        found.append(Deed(RETRACT, "Entered in error", ":material/delete_forever:", "", _draw_retract))
    return tuple(found)


def _draw_release(task: TaskDetail, content: Any) -> None:
    draw_news(task, content.report)
    if not content.report.accounts:
        st.info(NOBODY, icon=":material/info:")
    with st.form(field(task, RELEASE, "form"), border=False):
        key = audience_field(task, RELEASE, content.report, "To whom")
        st.caption("They see it at once. A mail without any of its content leaves a little later.")
        words = label(task, "Release now")
        st.form_submit_button(words, type="primary", on_click=_release, args=(task, key))


def _release(task: TaskDetail, key: str) -> None:
    finish(
        task,
        releasing.release,
        "Released. Who can see it now is told by mail.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        **chosen_audience(key),
    )


def _why(task: TaskDetail, deed: str, words: str, help_text: str) -> str:
    key = field(task, deed, "why")
    st.text_input(words, key=key, max_chars=LONGEST_WHY, help=help_text)
    return key


def _draw_withdraw(task: TaskDetail, content: Any) -> None:
    st.markdown("Nobody sees it in the portal from then on, until somebody releases it again.")
    readers = {reader.name for line in content.report.released for reader in line.readers}
    if readers:
        st.warning(SEEN, icon=":material/visibility:")
    with st.form(field(task, WITHDRAW, "form"), border=False):
        why = _why(task, WITHDRAW, "Why", "Your colleagues read it; the patient may ask.")
        words = label(task, "Take it back")
        st.form_submit_button(words, type="primary", on_click=_withdraw, args=(task, why))


def _withdraw(task: TaskDetail, why: str) -> None:
    finish(
        task,
        releasing.withdraw,
        "The release was taken back. Nobody sees this result in the portal now.",
        task_id=task.id,
        seen_version=task.version,
        reason=typed(why),
    )


def _draw_retract(task: TaskDetail, content: Any) -> None:
    st.markdown("It was posted by hand and is wrong: nobody counts on it any more, and patients see it no more.")
    if any(line.readers for line in content.report.released):
        st.warning(f"{SEEN} The task stays open for that.", icon=":material/visibility:")
    with st.form(field(task, RETRACT, "form"), border=False):
        why = _why(task, RETRACT, "What was wrong", "What was typed stays, marked as entered in error.")
        words = label(task, "Mark as entered in error")
        st.form_submit_button(words, type="primary", on_click=_retract, args=(task, why))


def _retract(task: TaskDetail, why: str) -> None:
    finish(
        task,
        results.retract,
        "It is marked as entered in error.",
        task_id=task.id,
        seen_version=task.version,
        reason=typed(why),
    )
