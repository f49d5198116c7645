"""The sum of what is ticked, and the match: to the cent, or with the difference explained; records found by amount."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw
from console.panes.match_candidates import draw_row, left_words
from console.panes.match_deeds import Desk, Ticked, match, tick, ticked
from console.panes.match_sums import ZERO, Joined, join
from console.panes.match_words import DIFFERENCES
from console.panes.money import asked_amount, dollars
from console.panes.payment_words import figure
from db.queries import matching
from db.queries.match_shapes import Candidates, OpenLine
from db.queries.match_sources import at_desk_of

BOTH_SIDES = "Several stand on both sides: tick so that one is left on one of them."
FEW = 8  # found by an amount
# What goes with a record, of what is listed by amount.
WITH = {
    "bank_transaction": ("payout", "remittance"),
    "payout": ("bank_transaction",),
    "remittance": ("bank_transaction",),
    "payment": ("bank_transaction",),
    "slip": ("bank_transaction",),
}


def draw_sum(desk: Desk, found: Candidates) -> None:
    """What is ticked comes to, what is left over, and the match; nothing is matched that is neither 0.00 nor said."""
    chosen = ticked(desk)
    whole = join(found.record, (one for others in chosen.values() for one in others))
    if chosen and whole is None:
        st.caption(BOTH_SIDES)
    elif chosen and whole is not None:
        draw(_running(whole))
        if whole.left_over == ZERO:
            st.button(
                "Match these", key=desk.field("do:sum"), icon=":material/link:", type="primary", on_click=match,
                args=(desk, whole, "", "", why_of(found, chosen)), help="m" if desk.by_key else None,
            )  # fmt: skip
        else:
            _explain(desk, whole, "Match these, and explain the rest", why_of(found, chosen))
        st.button("Untick all", key=desk.field("untick"), type="tertiary", on_click=_untick, args=(desk,))
    elif (alone := join(found.record, ())) is not None:
        _explain(desk, alone, "Nothing else belongs to it", "")
    _by_amount(desk, found)


def why_of(found: Candidates, chosen: Ticked) -> str:
    """The reason of the one suggestion that is ticked; of several, what the clerk says counts."""
    if len(chosen) != 1:
        return ""
    [others] = chosen
    return next((one.why for one in found.found if tuple(each.key for each in one.others) == others), "")


def _running(whole: Joined) -> Markup:
    return Markup('<p class="ps-running" role="status">Ticked: {} of {} · {}</p>').format(
        figure(whole.amount - whole.left_over), figure(whole.amount), left_words(whole.left_over)
    )


def _explain(desk: Desk, whole: Joined, label: str, why: str) -> None:
    account, reason = desk.field("account"), desk.field("reason")
    with st.popover(label, icon=":material/edit_note:", key=desk.field("explain")):
        draw(Markup("<p>{} is posted as what you say it is.</p>").format(dollars(abs(whole.left_over))))
        st.radio("What is it?", list(DIFFERENCES), index=None, format_func=DIFFERENCES.__getitem__, key=account)
        st.text_input("Why", key=reason, max_chars=300, placeholder="Kept with the entry in the ledger")
        st.button(
            "Match and post it" if whole.rights else "Post it", key=desk.field("do:explained"), type="primary",
            on_click=_explained, args=(desk, whole, why),
        )  # fmt: skip


def _explained(desk: Desk, whole: Joined, why: str) -> None:
    account, reason = (str(st.session_state.get(desk.field(name)) or "") for name in ("account", "reason"))
    match(desk, whole, account, reason, why)


def _untick(desk: Desk) -> None:
    for others in [*ticked(desk).values()]:
        tick(desk, others, flip=True)


def _by_amount(desk: Desk, found: Candidates) -> None:
    """Open records of an amount that is typed, to be ticked with the others: so one is split over several."""
    kinds = WITH.get(found.record.kind, ())
    if not kinds:
        return
    suggested = {tuple(each.key for each in one.others) for one in found.found}
    kept = [others for name, others in ticked(desk).items() if name not in suggested]
    key = desk.field("amount")
    st.text_input(
        "Look for an amount", key=key, max_chars=20, icon=":material/search:", placeholder="Another amount: 80.00",
        label_visibility="collapsed",
    )  # fmt: skip
    wanted = asked_amount(key)
    at_hand = _of_amount(wanted, found.record, kinds)
    rows = dict.fromkeys([*kept, *((one,) for one in at_hand if (one.key,) not in suggested)])
    for others in rows:
        draw_row(desk, others)
    if wanted is not None and not rows:
        st.caption("Nothing open has this amount.")


def _of_amount(wanted: Decimal | None, asked: OpenLine, kinds: tuple[str, ...]) -> list[OpenLine]:
    """Of the kinds that go with the record; with the bank's lines also deposit slips, single cheques and cash."""
    if wanted is None:
        return []
    with reading() as session:
        found = [
            one
            for kind in kinds
            for one in matching.lines(session, viewer=credential(), kind=kind, amount=wanted, size=FEW).lines
        ]
        if asked.kind == "bank_transaction":
            found += at_desk_of(session, viewer=credential(), amount=wanted, on=asked.on, size=FEW)
    return found
