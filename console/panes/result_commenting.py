"""Writing about a result: to the patient in plain words, shown with the result, or an internal note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session
from streamlit.delta_generator import DeltaGenerator

from console.kit.acting import once_token, perform, renew, say
from console.kit.composer import ComposerAction, composer
from console.kit.drafting import Box, chosen_key
from console.kit.queue_list import must_redraw_all
from console.kit.queue_task import place
from console.panes.drafts import keep_draft, stops_writing
from console.panes.mentions import mention_menu
from console.panes.reply_templates import insert_template
from console.panes.result_news import news
from console.panes.stopped import draw_ways_on, forget_stopped, keep_stopped, stopped
from console.session import me
from db.actions.notes import add_note
from db.actions.result_comments import comment
from db.credentials import Credential
from db.queries import drafts, reply_templates, staff
from db.queries.drafts import Drafts
from db.queries.reply_templates import TemplateLine
from db.queries.results import ReportDetail
from db.queries.staff import Colleague
from db.queries.tasks import TaskDetail
from db.roles import Permission

BOXES = {"reply": "Comment to the patient", "note": "Internal note"}
ACTIONS = {
    "reply": (ComposerAction("comment", "Send comment", primary=True, shortcut="Ctrl+Enter"),),
    "note": (ComposerAction("note", "Keep note", primary=True, shortcut="Ctrl+Enter"),),
}
SEEN = "The comment stands with the result, and who sees that is told by mail."
NOBODY = "The comment is kept, but nobody acts for this patient in the portal: phone them, or write a letter."
UNSEEN = "The comment is kept. The patient sees it once the result is released."
WITHDRAW = "withdraw-comment"


@dataclass(frozen=True, slots=True)
class Writing:
    """What the boxes need: the person's drafts, templates for a comment, colleagues for a note."""

    drafts: Drafts
    templates: tuple[TemplateLine, ...] = ()
    people: tuple[Colleague, ...] = ()


def writing(session: Session, viewer: Credential, task: TaskDetail) -> Writing:
    """Read it for the box that is shown. Two statements."""
    kept = drafts.mine(session, viewer=viewer, task_id=task.id)
    if _writes(task) == "note":
        return Writing(kept, people=staff.colleagues(session, viewer=viewer, area=task.area))
    offered = reply_templates.offered(session, viewer=viewer) if me().may(Permission.TEMPLATE_VIEW) else ()
    return Writing(kept, offered)


def _kinds() -> list[str]:
    return [kind for kind in BOXES if kind == "note" or me().may(Permission.RESULT_RELEASE)]


def _writes(task: TaskDetail) -> str:
    chosen: str | None = st.session_state.get(chosen_key(task.id))
    offered = _kinds()
    return chosen if chosen in offered else offered[0]


def draw_boxes(where: DeltaGenerator, task: TaskDetail, report: ReportDetail, kept: Writing) -> None:
    """The switch between the boxes, and the chosen one, in `where`, which isn't open, as `replying.draw_boxes` says."""
    offered, key, chosen = _kinds(), chosen_key(task.id), _writes(task)
    if len(offered) > 1:
        st.session_state[key] = chosen
        where.segmented_control(
            "Write", offered, key=key, required=True, format_func=BOXES.__getitem__, label_visibility="collapsed"
        )
    Box(task.id, "reply").refresh(kept.drafts.reply)
    Box(task.id, "note").refresh(kept.drafts.note)
    with where.container(key=f"ps-{chosen}-box"):
        _box(task, report, kept, chosen, tools="ps-compose-tools" if len(offered) > 1 else "ps-compose-tools-alone")


@st.fragment
def _box(task: TaskDetail, report: ReportDetail, kept: Writing, kind: str, *, tools: str) -> None:
    """One composer. A fragment, so that saving a draft every two seconds redraws nothing else."""
    box = Box(task.id, kind)
    if box.was_sent() or must_redraw_all():
        st.rerun()
    now = stopped(task.id)
    if kind == "reply" and now is not None:
        draw_ways_on(task, now, news(report, now.seen), box, lambda _: _write(task, report, box, box.text))
    with st.container(horizontal=True, gap="xsmall", key=tools):
        if kind == "reply":
            insert_template(task, kept.templates, box)
        else:
            mention_menu(task, kept.people, box)
    composer(
        key=box.key,
        text=box.text,
        revision=box.revision,
        label="Comment to the patient, in plain words" if kind == "reply" else "Internal note, never shown to patients",
        actions=ACTIONS[kind],
        status=box.status,
        focus=box.focus,
        on_save=lambda body: keep_draft(task, box, body),
        on_action=lambda _, body: _write(task, report, box, body),
    )


def _write(task: TaskDetail, report: ReportDetail, box: Box, body: str) -> None:
    """Send or keep; on a refusal the text stays in the box, and in the draft."""
    if box.kind == "note":
        done: Any = perform(place(task.id), add_note, token=once_token(box.key), task_id=task.id, body=body)
    else:
        token, seen = once_token(box.key), task.last_inbound_id
        done = perform(place(task.id), comment, token=token, task_id=task.id, seen_inbound_id=seen, body=body)
    if done is None:
        keep_draft(task, box, body, quietly=True)
        if box.kind == "reply":
            newer = "a newer version of the result had come"
            keep_stopped(task, "comment", len(report.versions), deed="comment", news=newer)
    else:
        renew(box.key)
        box.adopt("")
        stops_writing(task.id)
        if box.kind == "reply":
            forget_stopped(task.id)
        say(place(task.id), "success", "Note kept." if box.kind == "note" else _who_sees(report))
    box.mark_sent()


def _who_sees(report: ReportDetail) -> str:
    if not report.accounts:
        return NOBODY
    return SEEN if report.released else UNSEEN
