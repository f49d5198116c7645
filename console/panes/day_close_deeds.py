"""What is done with a business day: counted, signed, closed, and opened again by a manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from console.kit.acting import perform, say
from console.kit.text import plain
from console.panes.money import asked_amount, dollars
from console.session import me
from db.actions.ledger_days import NOT_COUNTED, close, count, reopen, sign
from db.actions.ledger_parts import LONGEST
from db.queries.ledger_days import DayTotals
from db.roles import Permission
from rules.ledger import TENDERS
from rules.ledger_words import TENDER_WORDS

PLACE = "day-close"


def draw_deeds(found: DayTotals) -> None:
    """As far as the day is: counting, signing and closing, or opening it again."""
    if found.state == "closed":
        _reopening(found)
        return
    if found.state == "counted":
        _ending(found)
    if found.state == "open" or found.stale:
        _counting(found)
    else:
        with st.expander("Count it again", icon=":material/calculate:", key=_key(found, "again")):
            _counting(found)


def _key(found: DayTotals, name: str) -> str:
    """Keys hold the day as it was seen: a form begins anew once somebody changed the day."""
    return f"day:{found.day.isoformat()}:{found.version}:{name}"


def _counting(found: DayTotals) -> None:
    st.subheader("What was counted", anchor=False)
    for tender in TENDERS:
        if tender == NOT_COUNTED:
            continue
        words = {"cash": "Cash in the drawer", "cheque": "Cheques", "card": "Card slips of the terminal"}[tender]
        st.text_input(
            words, key=_key(found, tender), max_chars=20, icon=":material/attach_money:", placeholder="0.00",
            help=plain(f"{dollars(found.posted[tender])} was posted."),
        )  # fmt: skip
    st.caption("What was paid in the portal isn't counted by hand: it is matched with the processor's payouts.")
    st.text_area(
        "If counted and posted differ: why", key=_key(found, "why"), height=80, max_chars=LONGEST,
        placeholder="Kept with the day and printed on its sheet",
    )  # fmt: skip
    st.checkbox(
        "Carry the difference on",
        key=_key(found, "carried"),
        help="It stays as it is, to be found later. Otherwise it is posted with the close, so that the books agree "
        "with the count.",
    )
    st.button("Keep the count", key=_key(found, "count"), type="primary", on_click=_count, args=(found,))


def _count(found: DayTotals) -> None:
    state = st.session_state
    counted: dict[str, Any] = {}
    for tender in TENDERS:
        raw = str(state.get(_key(found, tender)) or "").strip()
        if tender == NOT_COUNTED or not raw:
            continue
        amount = asked_amount(_key(found, tender))
        if amount is None:
            words = TENDER_WORDS[tender].capitalize()
            say(PLACE, "warning", f"{words}: enter an amount, such as 12.50. Nothing was changed.")
            return
        counted[tender] = amount
    _do(
        found,
        count,
        "The count is kept.",
        counted=counted,
        explanation=state.get(_key(found, "why")) or "",
        carried=bool(state.get(_key(found, "carried"))),
    )


def _ending(found: DayTotals) -> None:
    """Signing and closing. A day without a difference is closed by one person, who signs with it."""
    if found.stale:
        st.warning("Something was posted since this day was counted. Count it again.", icon=":material/warning:")
        return
    st.subheader("Sign and close", anchor=False)
    first, second_is_missing = bool(found.first_by), found.difference != 0 and not found.second_by
    if found.difference == 0:
        st.caption("Counted and posted agree. " + ("It is signed." if first else "Who closes the day signs it."))
    elif found.second_by:
        st.caption("Two people signed. It can be closed.")
    elif found.mine:
        st.caption("Counted and posted differ, and you signed first: somebody else signs and closes it.")
        return
    elif first:
        st.caption(plain(f"Counted and posted differ, and {found.first_by} signed first: you sign and close it."))
    else:
        st.caption("Counted and posted differ: two people sign. You sign first, somebody else signs and closes it.")
    with st.container(horizontal=True, gap="small"):
        if not first or second_is_missing:
            st.button("Sign", key=_key(found, "sign"), icon=":material/signature:", on_click=_sign, args=(found,))
        if first or found.difference == 0:
            st.button("Close the day", key=_key(found, "close"), type="primary", on_click=_close, args=(found,))


def _sign(found: DayTotals) -> None:
    _do(found, sign, "You signed the count.")


def _close(found: DayTotals) -> None:
    _do(found, close, "The day is closed: nothing is posted into it any more.")


def _reopening(found: DayTotals) -> None:
    if not me().may(Permission.DAY_REOPEN):
        st.caption("A manager can open a closed day again.")
        return
    with st.popover("Open it again", icon=":material/lock_open:", key=_key(found, "reopen")):
        st.markdown("The day is then counted and signed anew. What was posted for its difference is taken back.")
        why = _key(found, "reopen-why")
        st.text_input("Why", key=why, max_chars=LONGEST, placeholder="Kept with the day")
        st.button("Open it again", key=_key(found, "do-reopen"), type="primary", on_click=_reopen, args=(found, why))


def _reopen(found: DayTotals, why: str) -> None:
    reason = str(st.session_state.get(why) or "")
    if perform(PLACE, reopen, day=found.day, reason=reason) is not None:
        say(PLACE, "success", "The day is open again.")


def _do(found: DayTotals, function: Callable[..., int], sentence: str, **arguments: Any) -> None:
    if perform(PLACE, function, day=found.day, seen_version=found.version, **arguments) is not None:
        say(PLACE, "success", sentence)
