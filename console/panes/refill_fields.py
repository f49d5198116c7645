"""The fields that the dialogs of refills share: how much, whose it is, words to the patient, where the order goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.doing import dialogs_opened, doing, finish
from console.kit.queue_deeds import field
from console.kit.text import draw, option, shown
from console.panes.refill_pharmacies import which_pharmacy
from console.panes.refill_words import NOTHING, supply
from console.session import me
from db.actions.refill_access import LONGEST_TEXT
from db.actions.refill_supplies import MOST_DAYS, MOST_REFILLS
from db.queries.refill_lines import PharmacyLine
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission

USUAL_PLACE = 0  # instead of a pharmacy's id: the request's or the chart's
USUAL = 30  # days; ours: what a field begins with where neither protocol nor chart says it


def by_judgement() -> bool:
    """Whether the person decides by judgement, so that no protocol bounds what they give."""
    return me().may(Permission.REFILL_DECIDE)


def start_with(one: RefillDetail) -> tuple[int, int]:
    """Days and refills that the fields begin with: what was prepared, what the protocol gives, what was given last."""
    proposal = one.judged.evaluation.proposal
    if one.prepared is not None:
        return one.prepared.days, one.prepared.refills
    if proposal.kind == "approve" and proposal.days is not None:
        return proposal.days, proposal.refills or 0
    return one.medication.days_supply or USUAL, 0


def supply_fields(
    task: TaskDetail, deed: str, start: tuple[int, int], within: tuple[int, int] | None = None
) -> tuple[str, str]:
    """The fields of days and refills; their keys. `within`: the most of each, where a protocol bounds them."""
    most_days, most_refills = within or (MOST_DAYS, MOST_REFILLS)
    days, refills = field(task, deed, "days"), field(task, deed, "refills")
    left, right = st.columns(2)
    left.number_input("Days", 1, most_days, min(start[0], most_days), key=days)
    right.number_input("Refills after that", 0, most_refills, min(start[1], most_refills), key=refills)
    if within is not None:
        st.caption(f"The protocol gives at most {supply(*within)}.")
    return days, refills


def number(key: str) -> int:
    """What stands in a field; in a callback. An emptied one is 0, about which the action says what is wrong."""
    return int(st.session_state.get(key) or 0)


def text_field(task: TaskDetail, deed: str) -> str:
    """Words to the patient; the field's key."""
    key = field(task, deed, "text")
    st.text_area("To the patient (optional)", key=key, height=80, max_chars=LONGEST_TEXT)
    return key


def draw_what(task: TaskDetail, one: RefillDetail, above: str = "", below: Markup = NOTHING) -> None:
    """Whose and which medication a dialog is about, so that nobody confirms what stands behind it unread.

    `above`: what comes of it, `below`: what to read first.
    """
    _seen_medication(task, one)
    name = task.patient.name if task.patient is not None else ""
    more = Markup("<br>{}").format(above) if above else NOTHING
    what = Markup('<p class="ps-what"><strong>{}: {}</strong>{}</p>').format(shown(name), shown(one.headline), more)
    draw(what + below)


def give(task: TaskDetail, one: RefillDetail, function: Callable[..., object], sentence: str, **arguments: Any) -> None:
    """Run the dialog's action on the task and the medication as the dialog was opened on them."""
    finish(
        task,
        function,
        sentence,
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        seen_medication_version=_seen_medication(task, one),
        **arguments,
    )
    now = doing(task.id)
    if now is not None and now.version is None:  # refused as too old: what the person reads now counts
        st.session_state.pop(_medication_key(task), None)


def _seen_medication(task: TaskDetail, one: RefillDetail) -> int:
    """The medication's version when the dialog was opened: no look at the page beneath refreshes that."""
    return int(st.session_state.setdefault(_medication_key(task), one.medication.version))


def _medication_key(task: TaskDetail) -> str:
    return f"medication:{task.id}:{dialogs_opened(task.id)}"


def pharmacy_field(task: TaskDetail, deed: str, one: RefillDetail, known: tuple[PharmacyLine, ...]) -> str:
    """Where the order goes: the pharmacy of the request or the chart, or one of the `known`; the field's key."""
    key, mine = field(task, deed, "pharmacy"), one.pharmacy.id if one.pharmacy else None
    others = {each.id: each for each in known if each.id != mine}
    st.selectbox(
        "Order to",
        [USUAL_PLACE, *others],
        key=key,
        format_func=lambda number: option(
            order_goes(others[number] if number else one.pharmacy, by_mail=not one.password)
        ),
    )
    return key


def order_goes(pharmacy: PharmacyLine | None, *, by_mail: bool) -> str:
    """How the order reaches a pharmacy, and which that is. Of a controlled drug none leaves by mail.

    First how: the end of a long line isn't seen in a narrow field.
    """
    if pharmacy is None:
        return "To print: no pharmacy is known"
    return f"{'By mail' if by_mail and pharmacy.email else 'To print or fax'}: {which_pharmacy(pharmacy)}"


def chosen_pharmacy(key: str) -> int | None:
    """Another pharmacy than the usual one, if one was chosen; in a callback."""
    return st.session_state.get(key) or None
