"""A patient's ledger: every line with who and why, what was taken back struck through; taking an entry back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw, joined, plain, shown
from console.kit.times import day
from console.panes.money import Cell, books, dollars
from console.panes.patient_adjusting import carry_out, field, refuse, typed
from db.actions.ledger_adjusting import OTHERWISE, reverse_entry
from db.actions.ledger_parts import LONGEST
from db.queries.ledger import LedgerEntryLine, lines
from db.queries.ledger_adjustable import Adjustable

SHORT, LONG = 15, 200  # lines of the ledger at once, and once more are asked for
ACCOUNTS = {"patient": "Owed by the patient", "unapplied": "The patient's credit"}
ELSEWHERE = (
    "Payments are voided or moved under Payments. What an insurer's file said is corrected by its next one, or handed "
    "on or written off."
)


def draw_ledger(patient_id: int) -> None:
    """The newest lines first."""
    key = f"money:{patient_id}:all"
    with reading() as session:
        size = LONG if st.session_state.get(key) else SHORT
        found = lines(session, viewer=credential(), patient_id=patient_id, size=size)
    if not found.lines:
        st.caption("Nothing was ever posted for this patient.")
        return
    draw(books("The newest first", ("Day", "What", "Amount"), [_line(one) for one in found.lines], words=2))
    if found.next is not None:
        st.checkbox(f"Show up to {LONG} lines", key=key)


def _line(one: LedgerEntryLine) -> tuple[Cell, ...]:
    owner = f"Owed by {one.payer or 'an insurer'}" if one.account == "payer" else ACCOUNTS[one.account]
    notes = [shown(owner), shown(one.actor)] + ([shown(one.reason)] if one.reason else [])
    notes += [Markup("taken back on {}").format(day(one.reversed_on))] if one.reversed_on else []
    what = Markup('<span class="{}">{}</span><span class="ps-quiet">{}</span>').format(
        "ps-undone" if one.reversed_on else "", shown(one.what), joined(notes, " · ")
    )
    return Markup('<span class="ps-when">{}</span>').format(day(one.on_day)), what, one.amount


def draw_take_back(patient_id: int, _found: Adjustable) -> None:
    """Which entry, what its opposite comes to, and why."""
    with reading() as session:
        newest = lines(session, viewer=credential(), patient_id=patient_id, size=LONG)
    entries: dict[int, list[LedgerEntryLine]] = {}
    for one in newest.lines:
        if one.kind not in OTHERWISE and one.reverses_id is None and one.reversed_on is None:
            entries.setdefault(one.entry_id, []).append(one)
    if newest.next is not None:
        entries.pop(newest.lines[-1].entry_id, None)  # some of its lines may be on the next page
    st.caption(ELSEWHERE)
    chosen = st.selectbox(
        "Which entry", list(entries), index=None, key=field(patient_id, "entry"), placeholder="Choose one",
        format_func=lambda number: _entry_words(entries[number]) if number in entries else "",
    )  # fmt: skip
    st.text_input(
        "Why", key=field(patient_id, "why"), max_chars=LONGEST, placeholder="Kept with it; your colleagues read it"
    )
    if chosen in entries:
        st.markdown(plain(f"Its opposite is posted today: {_comes_to(entries[chosen])}. Both stay on record."))
    st.button(
        "Take it back", key=f"adjust:do:{patient_id}", type="primary", on_click=_take_back, args=(patient_id, chosen)
    )


def _take_back(patient_id: int, entry_id: int | None) -> None:
    if entry_id is None:
        refuse(patient_id, "Choose the entry. Nothing was changed.")
        return
    sentence = "The entry was taken back; the ledger shows both."
    carry_out(patient_id, sentence, reverse_entry, entry_id=entry_id, reason=typed(patient_id, "why"))


def _entry_words(entry: Sequence[LedgerEntryLine]) -> str:
    """`Written off: Office visit, 02 Mar 2026, $20.00, Ben Okafor`."""
    first = entry[-1]  # the newest line comes first
    amount = max(abs(one.amount) for one in entry)
    more = f" and {len(entry) - 1} more lines" if len(entry) > 2 else ""
    return f"{first.what}{more}, {day(first.on_day)}, {dollars(amount)}, {first.actor}"


def _comes_to(entry: Sequence[LedgerEntryLine]) -> str:
    """Who owes how much more or less once it is taken back."""
    sums: dict[str, Decimal] = {}
    for one in entry:
        who = {"patient": "the patient", "unapplied": ""}.get(one.account, one.payer or "the insurer")
        sums[who] = sums.get(who, Decimal("0.00")) + one.amount
    said = []
    for who, amount in sums.items():
        if amount:
            more = "less" if amount > 0 else "more"
            owes = f"{who} owes {dollars(abs(amount))} {more}"
            # Credit stands below nothing: an entry that used some gives it back.
            credit = f"there is {dollars(abs(amount))} {'more' if amount > 0 else 'less'} credit"
            said.append(owes if who else credit)
    return ", and ".join(said) or "nobody owes more or less"
