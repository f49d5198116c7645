"""What a billing clerk changes about what is owed: the deeds under a patient's sums, each in its dialog.

One dialog is open at most. Its amounts are those that stood in it as the button was pressed; the action refuses them
where somebody was faster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from console.kit.acting import credential, forget, once_token, perform, reading, renew, say, show_said
from console.session import me
from db.queries.ledger import PatientBalances
from db.queries.ledger_adjustable import Adjustable, adjustable
from db.roles import Permission

WRITE_OFF, HAND_ON, USE_CREDIT, TAKE_BACK = "write-off", "hand-on", "use-credit", "take-back"
DEEDS = {
    WRITE_OFF: ("Write off", ":material/money_off:"),
    HAND_ON: ("Hand on", ":material/swap_horiz:"),
    USE_CREDIT: ("Use credit", ":material/savings:"),
    TAKE_BACK: ("Take an entry back", ":material/undo:"),
}
Draw = Callable[[int, Adjustable], None]


def place(patient_id: int) -> str:
    """Where it is said what came of a deed."""
    return f"adjust:{patient_id}"


def dialog_place(patient_id: int) -> str:
    """Where the open dialog says why it was refused."""
    return f"adjust-dialog:{patient_id}"


def field(patient_id: int, name: str) -> str:
    """The key of a dialog's field: nothing typed follows to another patient, or to the next deed."""
    return f"adjust:{patient_id}:{once_token(_form(patient_id))}:{name}"


def typed(patient_id: int, name: str) -> str:
    """What stands in a field of the dialog."""
    return str(st.session_state.get(field(patient_id, name)) or "")


def draw_adjusting(found: PatientBalances, draws: Mapping[str, Draw]) -> None:
    """The deeds that there is something for, for who may; under them what came of the last one."""
    if not me().may(Permission.LEDGER_ADJUST):
        return
    patient_id = found.patient_id
    owing = found.owed > 0 or found.insurers > 0
    there = {WRITE_OFF: owing, HAND_ON: owing, USE_CREDIT: found.owed > 0 and found.credit > 0, TAKE_BACK: True}
    with st.container(horizontal=True, gap="small", key="ps-adjusting"):
        for deed, (label, icon) in DEEDS.items():
            if there[deed]:
                st.button(label, key=f"adjust:{deed}:{patient_id}", icon=icon, on_click=_begin, args=(patient_id, deed))
    show_said(place(patient_id))
    begun = _open(patient_id)
    if begun is not None and begun in draws:
        label, icon = DEEDS[begun]
        st.dialog(label, icon=icon, on_dismiss=partial(_end, patient_id))(_dialog)(patient_id, draws[begun])


def _dialog(patient_id: int, draw: Draw) -> None:
    if _open(patient_id) is None:  # it is done: the page beneath is drawn anew, without it
        st.rerun()
    with reading() as session:
        found = adjustable(session, viewer=credential(), patient_id=patient_id)
    draw(patient_id, found)
    show_said(dialog_place(patient_id))


def carry_out(of: int, sentence: str, function: Callable[..., int], **arguments: Any) -> None:
    """Run the action of this patient's dialog and close it; a refusal stays in it. In a callback.

    The second click of a double click comes when the dialog has ended: it does nothing.
    """
    if _open(of) is None:
        return
    if perform(dialog_place(of), function, **arguments) is not None:
        _end(of)
        say(place(of), "success", sentence)


def refuse(patient_id: int, sentence: str) -> None:
    """Say in the dialog what is missing."""
    say(dialog_place(patient_id), "warning", sentence)


def _open(patient_id: int) -> str | None:
    deed: str | None = st.session_state.get(_form(patient_id))
    return deed


def _begin(patient_id: int, deed: str) -> None:
    forget(place(patient_id))
    _end(patient_id)
    st.session_state[_form(patient_id)] = deed


def _end(patient_id: int) -> None:
    forget(dialog_place(patient_id))
    renew(_form(patient_id))
    st.session_state.pop(_form(patient_id), None)


def _form(patient_id: int) -> str:
    return f"adjusting:{patient_id}"
