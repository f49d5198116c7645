"""A page with our two components and nothing behind it: what the browser tests drive.

The address chooses the case: `case` is one of cast, hostile, many, empty; `fragment=1` puts everything in a
fragment; with `wide=1` the list's keys work anywhere on the page. The page counts callbacks, so that a test
sees each event arrive once.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st

from console.kit.composer import ComposerAction, composer, flush
from console.kit.worklist import WorklistRow, clear_checked, worklist

HOSTILE = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
CAST = [
    WorklistRow(
        id=1,
        title="Rosa Diaz, 71",
        detail="Medicine: “since this morning my chest feels tight and my left arm is numb”",
        priority="stat",
        due="due in 12 min",
        due_title="Tuesday 14:30",
        alert="Red flag",
        owner="unassigned",
        unread=True,
    ),
    WorklistRow(
        id=2,
        title="Tom Berg, 5",
        detail="Medicine: “he has a rash after the second dose”",
        priority="asap",
        due="due 14:30",
        due_title="Tuesday 14:30",
        soon=True,
        reason="child under 6",
        here="B. Okafor writing",
        unread=True,
    ),
    WorklistRow(
        id=3,
        title="Amina Yusuf, 34",
        detail="Visit: “can I move Thursday to next week”",
        priority="urgent",
        due="by 2 h",
        due_title="Tuesday 10:30",
        overdue=True,
        owner="Alice",
        marks=("attachment",),
    ),
    WorklistRow(
        id=4,
        title="Wei Chen, 58",
        detail="Refill: lisinopril 20 mg, last filled 88 days ago",
        priority="routine",
        due="due tomorrow",
        due_title="Wednesday 09:00",
        owner="Dev",
    ),
    WorklistRow(
        id=5,
        title="Grace Okafor, 46",
        detail="Bill: “the copay was charged twice”",
        priority="routine",
        due="due Friday",
        marks=("Spanish", "proxy"),
    ),
    WorklistRow(
        id=6,
        title="Luis Hernández-Montgomery de la Cruz, 83",
        detail="Medicine: “dizzy when I stand up, worse since the new tablets, my daughter writes for me "
        "because I cannot see the screen well”",
        priority="urgent",
        due="due 16:15",
        owner="Alice",
        marks=("interpreter", "attachment"),
    ),
]
CAST_MORE = [WorklistRow(7, "Later One, 40", "came with the next page", "routine")]
ROWS = {
    "cast": CAST,
    "empty": [],
    "many": [
        WorklistRow(n, f"Patient {n:03}, {20 + n % 60}", f"Medicine: message {n}", "routine", due="Friday")
        for n in range(1, 201)
    ],
    "hostile": [
        WorklistRow(1, HOSTILE, HOSTILE, "stat", due=HOSTILE, alert=HOSTILE, owner=HOSTILE, marks=(HOSTILE,)),
        WorklistRow(2, "\u202eevil\u202d override, 50", "\u202e" * 20 + "reversed", "routine", owner="Alice"),
        WorklistRow(3, "NUL\x00inside\x1b[31m", "line one\nline two\r\n\tline three", "asap"),
        WorklistRow(4, "Long " + "W" * 100_000, "x" * 100_000, "urgent", due="due 10:00", owner="A" * 5000),
        WorklistRow(
            5,
            "\u05e8\u05d7\u05dc \u05db\u05d4\u05df, 44",
            "\u0645\u0631\u062d\u0628\u0627, 3 mg",
            "routine",
            due="14:30",
        ),
        WorklistRow(6, "Surrogate \ud800 half", "🤒" * 3, "routine"),
    ],
}
ACTIONS = [
    ComposerAction("note", "Add note"),
    ComposerAction("send", "Send reply", primary=True, shortcut="Ctrl+Enter"),
]

state: Any = st.session_state


def log(what: str) -> None:
    """Remember a callback: the tests count these lines."""
    state.log.append(what)


def opened(task: int) -> None:
    """Open a task in the pane."""
    log(f"open {task}")
    state.selected = task


def saved(task: int, text: str) -> None:
    """Keep a draft."""
    log(f"save {task} {text[-60:]!r} ({len(text)})")
    state.drafts[task] = text
    state.status[task] = f"Saved {datetime.now(UTC):%H:%M}"


def acted(task: int, name: str, text: str) -> None:
    """Send or note: clears the draft. A text that starts with "conflict" is refused and stays."""
    log(f"act {task} {name} {text[-60:]!r}")
    if text.startswith("boom"):
        raise RuntimeError("the action failed")
    if not text.startswith("conflict"):
        state.drafts[task] = ""
        state.revisions[task] = state.revisions.get(task, 0) + 1
        state.status[task] = "Sent"


def more() -> None:
    """Load the next page."""
    log("more")
    state.rows = [*state.rows, *CAST_MORE]


def page() -> None:
    """The list on the left, the task on the right, tools and the log below."""
    left, right = st.columns([2, 3])
    with left:
        event = worklist(
            state.rows,
            key="list",
            label="Unassigned messages",
            selected=state.selected,
            empty="Nothing waits here. Well done.",
            has_more=state.case == "cast" and len(state.rows) < 7,
            page_wide=bool(st.query_params.get("wide")),
            on_open=opened,
            on_shortcut=lambda name, task: log(f"shortcut {name} {task}"),
            on_more=more,
        )
        st.caption(f"checked: {list(event.checked)}")
    with right:
        if (task := state.selected) is not None:
            st.subheader(f"Task {task}")
            st.badge("urgent", color="orange")
            composer(
                key=f"composer-{task}",
                text=state.drafts.get(task, ""),
                revision=state.revisions.get(task, 0),
                label="Reply to the patient",
                placeholder="Write in plain words",
                actions=ACTIONS,
                status=state.status.get(task, "Nothing written yet"),
                disabled=state.disabled,
                on_save=lambda text: saved(task, text),
                on_action=lambda name, text: acted(task, name, text),
                max_length=500,
            )
        else:
            st.info("Choose a task")
    tools()
    st.text("\n".join(state.log) or "no events")


def insert_template() -> None:
    """As a template button does: new text, new revision."""
    task = state.selected
    flush(f"composer-{task}")
    state.drafts[task] = f"{state.drafts.get(task, '')}Dear patient,"
    state.revisions[task] = state.revisions.get(task, 0) + 1


def drop_row() -> None:
    """The second row leaves the list."""
    state.rows = [row for at, row in enumerate(state.rows) if at != 1]


def add_on_top() -> None:
    """Three rows arrive above."""
    state.rows = [*(replace(state.rows[0], id=900 + n, title=f"New {n}") for n in range(3)), *state.rows]


def take_over() -> None:
    """Somebody else has the task now."""
    state.disabled = True


def tools() -> None:
    """What other parts of a page would do."""
    with st.container(horizontal=True):
        st.button("Insert template", on_click=insert_template)
        st.button("Drop second row", on_click=drop_row)
        st.button("Add on top", on_click=add_on_top)
        st.button("Clear checks", on_click=clear_checked, args=("list",))
        st.button("Close task", on_click=lambda: state.update(selected=None))
        st.button("Take over", on_click=take_over)
        st.button("Open dialog", on_click=lambda: state.update(dialog=True))
        with st.container(key="ps-search"):
            st.text_input("Search", type="search")
        for color in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
            st.badge(color, color=color)


st.set_page_config(page_title="Portside components", layout="wide")
if "log" not in state:
    case = st.query_params.get("case", "cast")
    state.update(
        case=case,
        rows=list(ROWS[case]),
        selected=None,
        log=[],
        drafts={},
        revisions={},
        status={},
        disabled=False,
    )
st.header("Components")
if state.pop("dialog", False):
    st.dialog("A dialog")(lambda: st.button("Inside"))()
if st.query_params.get("fragment"):
    st.fragment(page)()
else:
    page()
