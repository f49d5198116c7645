"""Taking a result from a patient whose it isn't: offered in the result's own menu."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed, why_field
from console.kit.text import draw, plain, shown
from console.session import me
from db.actions.result_linking import unlink
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission

UNLINK = "unlink"


def unlink_deeds(report: ReportDetail) -> tuple[Deed, ...]:
    """For a laboratory's result that is linked to somebody, and who may say whose results are."""
    linked = report.patient_id is not None and report.source == "lab"
    if not linked or not me().may(Permission.RESULT_MATCH):
        return ()
    return (Deed(UNLINK, "Not this patient's", ":material/link_off:", "", _draw),)


def _draw(task: TaskDetail, _content: Any) -> None:
    name = task.patient.name if task.patient is not None else "this patient"
    draw(
        Markup(
            "<p>{} and their proxies can't see it in the portal any more; its comments, holds and follow-ups end. "
            "It waits in the queue of unmatched results until somebody says whose it is.</p>"
        ).format(shown(name))
    )
    why = why_field(task, UNLINK, needed=True)
    st.button(
        f"Take it from {plain(name)}",
        key=field(task, UNLINK, "do"),
        type="primary",
        on_click=_unlink,
        args=(task, why),
    )


def _unlink(task: TaskDetail, why: str) -> None:
    finish(task, unlink, "", task_id=task.id, seen_version=task.version, reason=typed(why))
