"""A business day: which one, what it took in by source and tender, how far its close is."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, forget, reading, show_said
from console.kit.text import draw, joined, shown
from console.kit.times import absolute, local
from console.kit.times import day as day_words
from console.panes.day_close_deeds import PLACE, draw_deeds
from console.panes.money import NOTHING, books, dollars, draw_sheet
from console.panes.printing import draw_printing
from console.session import me
from db.actions.money_documents import request_day_sheet
from db.queries.ledger_days import DayLine, DayTotals, days, totals
from rules.ledger import TENDERS
from rules.ledger_day_totals import ZERO
from rules.ledger_words import SOURCE_WORDS, TENDER_WORDS

STATES = {"open": "open", "counted": "counted, not closed", "closed": "closed"}
EARLIEST = date(2000, 1, 1)
MOST_OPEN = 6  # earlier days that aren't closed, offered as buttons


def draw_page() -> None:
    """The day that the address names, else today."""
    draw_sheet()
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    today = local(me().now).date()
    chosen = _in_address(today)
    with reading() as session:
        found = totals(session, viewer=credential(), day=chosen)
        known = days(session, viewer=credential())
    _choose(chosen, today, known)
    draw(_head(found))
    show_said(PLACE)
    left, right = st.columns([5, 4], gap="large")
    with left:
        _posted(found)
    with right:
        draw_deeds(found)
        draw_printing(f"day:{chosen.isoformat()}", "Print the sheet", request_day_sheet, day=chosen)


def _in_address(today: date) -> date:
    """The day in the address; today for anything else, and for a day to come."""
    try:
        return min(max(date.fromisoformat(st.query_params.get("day", "")), EARLIEST), today)
    except ValueError:
        return today


def _choose(chosen: date, today: date, known: tuple[DayLine, ...]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        # The key holds the day: one that was chosen by a button stands in the field as well.
        key = f"day-close:day:{chosen.isoformat()}"
        st.date_input(
            "Day", value=chosen, min_value=EARLIEST, max_value=today, format="MM/DD/YYYY", key=key,
            on_change=_pick, args=(key,), width=180,
        )  # fmt: skip
        waiting = [one for one in known if one.state != "closed" and one.day < today and one.day != chosen]
        if waiting:
            st.caption("Not closed yet:", width="content")
        for one in waiting[:MOST_OPEN]:
            words = day_words(one.day)
            st.button(words, key=f"day-close:{one.day.isoformat()}", type="tertiary", on_click=_open, args=(one.day,))
        if len(waiting) > MOST_OPEN:
            st.caption(f"and {len(waiting) - MOST_OPEN} more.", width="content")


def _pick(key: str) -> None:
    if (picked := st.session_state.get(key)) is not None:
        _open(picked)


def _open(day: date) -> None:
    forget(PLACE)
    st.query_params["day"] = day.isoformat()


def _head(found: DayTotals) -> Markup:
    lines = []
    if found.state == "closed" and found.closed_at is not None:
        lines.append(Markup("Closed {}").format(absolute(found.closed_at)))
    if found.counted_by:
        lines.append(Markup("Counted by {}").format(shown(found.counted_by)))
    for who, at in ((found.first_by, found.first_at), (found.second_by, found.second_at)):
        if who and at is not None:
            lines.append(Markup("Signed by {}, {}").format(shown(who), absolute(at)))
    if found.difference:
        what = "carried on" if found.carried else "explained"
        words = Markup('<span class="ps-differs">Differs by {}</span>, {}: {}')
        lines.append(words.format(dollars(found.difference), what, shown(found.explanation)))
    if found.reopen_reason and found.state != "closed":
        lines.append(Markup("Reopened: {}").format(shown(found.reopen_reason)))
    return Markup('<div class="ps-day"><h2>{} is {}</h2>{}</div>').format(
        f"{found.day:%A}, {day_words(found.day)},", STATES[found.state],
        joined(Markup("<p>{}</p>").format(line) for line in lines),
    )  # fmt: skip


def _posted(found: DayTotals) -> None:
    """By source and tender as posted, then by tender beside what was counted."""
    if not found.taken:
        st.caption("Nothing was paid on this day.")
    rows = [(SOURCE_WORDS[one.source], _tender(one.tender), str(one.count), one.amount) for one in found.taken]
    total = ("All", "", str(sum(one.count for one in found.taken)), sum(found.posted.values(), ZERO))
    draw(books("As posted, less what went back", ("Source", "Paid in", "Entries", "Amount"), rows, total, words=2))
    beside = [
        (_tender(tender), found.posted[tender], found.counted.get(tender, "not yet"), _differs(found, tender))
        for tender in TENDERS
    ]
    draw(books("Posted beside counted", ("Paid in", "Posted", "Counted", "Difference"), beside, words=1))


def _differs(found: DayTotals, tender: str) -> Markup:
    amount = found.differences.get(tender, ZERO)
    if not found.counted or not amount:
        return NOTHING
    word = "missing" if amount < 0 else "too much"
    return Markup('<span class="ps-differs">{}</span><span class="ps-quiet">{}</span>').format(dollars(amount), word)


def _tender(tender: str) -> str:
    return TENDER_WORDS[tender].capitalize()
