"""One file of payments: its preview, what is refused and what differs, and the word that posts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading, refused, say, show_said
from console.kit.text import draw, shown
from console.kit.times import absolute, ago
from console.panes.payment_files_columns import draw_columns
from console.panes.payment_files_tables import differences_table, refusals_table, table, tally
from db.actions.billing_files import post, set_aside, set_lenient
from db.errors import NotFound
from db.queries.billing_files import FileDetail, file

KINDS = {"remittance": "Insurer's remittance", "bank": "Bank's file", "processor": "Card processor's export"}
STOOD = {
    "waiting": "Waits to be read", "reading": "Being read", "profile": "Say which column is what",
    "preview": "Ready to be posted", "held": "Held: its sums don't agree", "posted": "Posted",
    "refused": "Refused whole",
}  # fmt: skip
KNOWN = "What was known before came in another file already. It was counted once, and added nothing here."
NOTHING = "Nothing in it can be posted"
ASKED = {"waiting": "Waits to be posted", "reading": "Being posted"}
UNBALANCED = (
    "What balances is posted. What doesn't is kept and put before the clerks; nothing of it reaches the ledger."
)
LENIENT = "The lines are read as they stand, in spite of the difference above. It stays written down with the file."


def place(file_id: int) -> str:
    """Where sentences about a file are said."""
    return f"payment-file:{file_id}"


def draw_file(file_id: int, now: datetime) -> bool:
    """Its state, its preview, its deeds; whether the worker is at it."""
    with reading() as session:
        try:
            found = file(session, viewer=credential(), file_id=file_id)
        except NotFound as missing:
            st.warning(str(missing), icon=":material/search_off:")
            return False
    draw(_head(found, now))
    show_said(place(file_id))
    if found.differences:
        draw(differences_table(found.differences))
    _deeds(found)
    if found.file.state == "profile" or _columns_asked(found):
        draw_columns(found, place(file_id))
    if found.table:
        draw(table("The first rows", found.columns, found.table))
        st.caption(f"The first {len(found.table)} of {found.file.rows:,}." if found.file.kind != "remittance" else
                   "The first payments of the file.")  # fmt: skip
    if found.file.rows_known:
        st.caption(KNOWN)
    for note in found.notes:
        st.caption(note)
    if found.refusals:
        draw(refusals_table(found.refusals))
        if found.file.refused > len(found.refusals):
            st.caption(f"The first {len(found.refusals):,} of {found.file.refused:,} refused rows.")
    return found.file.state in ASKED


def _head(found: FileDetail, now: datetime) -> Markup:
    one = found.file
    state = ASKED.get(one.state, "") if one.asked_by else NOTHING if one.state == "preview" and one.nothing else ""
    facts = tally(found.outcome or found.facts)
    why = Markup('<p class="ps-danger">{}</p>').format(shown(one.reason)) if one.reason else Markup("")
    done = Markup(' by {}, <span title="{}">{}</span>').format(
        shown(one.asked_by), absolute(one.posted_at), ago(one.posted_at, now)
    ) if one.posted_at else Markup("")  # fmt: skip
    return Markup(
        '<div class="ps-labfile"><h2>{}</h2><p class="ps-quiet">{} · came <span title="{}">{}</span> by {}</p>'
        '<p role="status">{}{}</p>{}{}</div>'
    ).format(
        shown(one.name), KINDS[one.kind], absolute(one.received_at), ago(one.received_at, now),
        shown(one.received_by), state or STOOD[one.state], done, why, facts,
    )  # fmt: skip


def _deeds(found: FileDetail) -> None:
    one = found.file
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ps-labs-tools"):
        if one.state == "preview" and not one.nothing:
            _button(found, "post", "Post it", ":material/done_all:", _post, primary=True)
        if one.state == "held" and one.kind == "remittance" and not one.nothing:
            _button(found, "post", "Post what balances", ":material/done_all:", _post, why=UNBALANCED)
        if one.state == "held" and one.kind == "bank":
            _button(found, "lenient", "Read it all the same", ":material/rule:", _lenient, why=LENIENT)
        if one.state == "preview" and one.format == "csv":
            st.toggle("Change how it is read", key=f"columns:asked:{one.id}")
        if one.state in ("profile", "preview", "held"):
            _button(found, "aside", "Set it aside", ":material/block:", _aside)


def _button(
    found: FileDetail, deed: str, label: str, icon: str, act: Callable[[int, int], None], *, primary: bool = False,
    why: str | None = None,
) -> None:  # fmt: skip
    st.button(
        label, key=f"{deed}:{found.file.id}", icon=icon, type="primary" if primary else "secondary", help=why,
        on_click=act, args=(found.file.id, found.version),
    )  # fmt: skip


def _columns_asked(found: FileDetail) -> bool:
    return found.file.state == "preview" and bool(st.session_state.get(f"columns:asked:{found.file.id}"))


def _post(file_id: int, version: int) -> None:
    perform(place(file_id), post, file_id=file_id, version=version)


def _lenient(file_id: int, version: int) -> None:
    perform(place(file_id), set_lenient, file_id=file_id, version=version)


def _aside(file_id: int, version: int) -> None:
    perform(place(file_id), set_aside, file_id=file_id, version=version)
    if refused(place(file_id)) is None:
        say(place(file_id), "info", "It was set aside. Hand the same file in again to have it read.")
