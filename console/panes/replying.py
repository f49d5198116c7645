"""The boxes in which a reply or a note is written, what can be put into them, and sending."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from console.kit.acting import once_token, perform, renew, say
from console.kit.composer import ComposerAction, composer
from console.kit.drafting import Box, chosen_key
from console.kit.queue_list import must_redraw_all
from console.kit.queue_task import place
from console.kit.text import plain
from console.panes.attaching import attach_menu, attached, attached_again
from console.panes.drafts import keep_draft, stops_writing
from console.panes.mentions import mention_menu
from console.panes.reply_templates import insert_template
from console.panes.stopped import draw_stopped, forget_stopped, stop
from console.session import me
from db.actions.notes import add_note
from db.actions.replies import reply
from db.queries.reply_templates import TemplateLine
from db.queries.staff import Colleague
from db.queries.tasks import TaskDetail
from db.queries.threads import ThreadDetail
from db.roles import Permission

BOXES = {"reply": "Reply", "note": "Internal note"}
ACTIONS = {
    "note": (ComposerAction("note", "Keep note", primary=True, shortcut="Ctrl+Enter"),),
    "reply": (
        ComposerAction("keep", "Send reply", primary=True, shortcut="Ctrl+Enter"),
        ComposerAction("close", "Send and close", shortcut="Ctrl+Shift+Enter"),
        ComposerAction("wait", "Send and wait for the patient"),
    ),
}
SENT = {"keep": "", "close": " The task is closed.", "wait": " The task waits for the patient."}


def kinds(task: TaskDetail) -> list[str]:
    """The boxes that the person may write in."""
    return [kind for kind in BOXES if kind == "note" or (task.is_open and me().may(Permission.INBOX_REPLY))]


def writes(task: TaskDetail) -> str:
    """The box that is shown: the one that was chosen, where the task still has it."""
    chosen: str | None = st.session_state.get(chosen_key(task.id))
    offered = kinds(task)
    return chosen if chosen in offered else offered[0]


def draw_boxes(
    where: DeltaGenerator,
    task: TaskDetail,
    thread: ThreadDetail,
    templates: tuple[TemplateLine, ...],
    people: tuple[Colleague, ...],
) -> None:
    """The switch between the boxes, and the chosen one, in `where`, which isn't open: a fragment copies what is."""
    offered, key, chosen = kinds(task), chosen_key(task.id), writes(task)
    if len(offered) > 1:
        st.session_state[key] = chosen
        where.segmented_control(
            "Write", offered, key=key, required=True, format_func=BOXES.__getitem__, label_visibility="collapsed"
        )
    Box(task.id, "reply").refresh(thread.reply_draft)
    Box(task.id, "note").refresh(thread.note_draft)
    with where.container(key=f"ps-{chosen}-box"):
        _box(task, thread, templates, people, chosen)


@st.fragment
def _box(
    task: TaskDetail,
    thread: ThreadDetail,
    templates: tuple[TemplateLine, ...],
    people: tuple[Colleague, ...],
    kind: str,
) -> None:
    """One composer. A fragment, so that saving a draft every two seconds redraws nothing else."""
    box = Box(task.id, kind)
    if box.was_sent() or must_redraw_all():
        st.rerun()
    if kind == "reply":
        draw_stopped(task, thread, box, lambda then: _write(task, thread, box, then, box.text))
        if task.patient is not None and task.patient.deceased_at is not None:
            st.warning(f"{plain(task.patient.name)} has died. No notice will be sent.", icon=":material/info:")
    # Beside the switch between the boxes, where there is one.
    tools = "ps-compose-tools" if len(kinds(task)) > 1 else "ps-compose-tools-alone"
    with st.container(horizontal=True, gap="xsmall", key=tools):
        if kind == "reply":
            attach_menu(box, thread.undone_files)
            insert_template(task, templates, box)
        else:
            mention_menu(task, people, box)
    composer(
        key=box.key,
        text=box.text,
        revision=box.revision,
        label=_label(task, thread) if kind == "reply" else "Internal note, never shown to the patient",
        actions=ACTIONS[kind],
        status=box.status,
        focus=box.focus,
        on_save=lambda body: keep_draft(task, box, body),
        on_action=lambda name, body: _write(task, thread, box, name, body),
    )


def _label(task: TaskDetail, thread: ThreadDetail) -> str:
    """`Reply to Rosa Diaz`; a proxy with what they are to whom: `Reply to Maria Diaz (mother of Rosa)`."""
    relation = next((m.relation for m in reversed(thread.messages) if m.author == thread.recipient and m.relation), "")
    given = task.patient.given if task.patient else ""
    return f"Reply to {thread.recipient}{f' ({relation} of {given})' if relation and given else ''}"


def _write(task: TaskDetail, thread: ThreadDetail, box: Box, name: str, body: str) -> None:
    """Send or keep; on a refusal the text stays in the box, and in the draft."""
    if box.kind == "note":
        done: object = perform(place(task.id), add_note, token=once_token(box.key), task_id=task.id, body=body)
        sentence = "Note kept."
    else:
        sent = perform(
            place(task.id),
            reply,
            token=once_token(box.key),
            task_id=task.id,
            seen_version=task.version,
            seen_inbound_id=task.last_inbound_id,
            body=body,
            then=name,
            files=attached(box),
            again=attached_again(box),
        )
        done, sentence = sent, f"Reply to {sent.recipient} is on its way.{SENT[name]}" if sent else ""
    if done is None:
        keep_draft(task, box, body, quietly=True)
        if box.kind == "reply":
            stop(task, thread, name)
    else:
        renew(box.key)
        box.adopt("")
        forget_stopped(task.id)
        stops_writing(task.id)
        say(place(task.id), "success", sentence)
    box.mark_sent()
