"""Out of office: from when until when, and who sees one's work meanwhile."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import streamlit as st

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.away import forget, last_day
from console.kit.text import plain
from console.kit.times import local
from console.session import me
from db.actions.absences import begin_absence, end_absence
from db.config import config
from db.queries.absences import AbsenceLine, absences, my_absence
from db.queries.staff import Colleague, colleagues
from db.roles import Permission

WHERE = "account:absence"  # where sentences about it are said
NOBODY = 0


def draw_absence() -> None:
    """One's own absence, or the form for the next one; and whose work one covers."""
    st.subheader("Out of office", anchor=False)
    show_said(WHERE)
    area = "inbox" if me().may(Permission.INBOX_VIEW) else "todo"
    with reading() as session:
        mine = my_absence(session, viewer=credential())
        everybody = absences(session, viewer=credential())
        people = () if mine else colleagues(session, viewer=credential(), area=area)
    for line in everybody:
        if line.cover_id == me().staff_id and line.current:
            st.info(
                f"You cover for {plain(line.staff)} until {last_day(line.ends_at)}: "
                "their work stands in your view Mine.",
                icon=":material/supervisor_account:",
            )
    if mine is None:
        _form(people)
    else:
        _standing(mine)


def _standing(mine: AbsenceLine) -> None:
    cover = f"{plain(mine.cover)} sees your work." if mine.cover else "Nobody covers for you: new work stays as it is."
    words = (
        f"You are marked as away until {last_day(mine.ends_at)}."
        if mine.current
        else f"You will be away from {last_day(mine.starts_at)} until {last_day(mine.ends_at)}."
    )
    with st.container(border=True):
        st.markdown(f"**{words}** {cover}")
        st.button(
            "I am back" if mine.current else "Cancel this",
            key=f"end_absence:{mine.id}",
            icon=":material/work_history:",
            on_click=_end,
            args=(mine,),
        )


def _form(people: tuple[Colleague, ...]) -> None:
    today = local(me().now).date()
    names = {one.id: one for one in people if one.id != me().staff_id}
    with st.form("absence", border=True):
        first, last = st.columns(2)
        with first:
            st.date_input("First day away", today, min_value=today, key="absence_first")
        with last:
            st.date_input("Last day away", today, min_value=today, key="absence_last")
        st.selectbox(
            "Who covers for you",
            [NOBODY, *names],
            key="absence_cover",
            format_func=lambda number: _cover_words(names, number),
            help="They see your work in their view Mine, and what would be assigned to you goes to them.",
        )
        st.form_submit_button("Mark me as away", icon=":material/beach_access:", on_click=_begin)


def _cover_words(names: dict[int, Colleague], number: int) -> str:
    if number == NOBODY:
        return "Nobody"
    one = names[number]
    away = f", away until {last_day(one.absent_until)}" if one.absent_until else ""
    return f"{one.name} ({', '.join(one.teams) or one.role}){away}"


def _begin() -> None:
    first, last = st.session_state["absence_first"], st.session_state["absence_last"]
    if not isinstance(first, date) or not isinstance(last, date):
        say(WHERE, "warning", "Choose the first and the last day away.")
        return
    if last < first:
        say(WHERE, "warning", "The last day lies before the first one. Nothing was changed.")
        return
    begun = perform(
        WHERE,
        begin_absence,
        starts_at=max(_midnight(first), me().now),
        ends_at=_midnight(last + timedelta(days=1)),
        cover_id=st.session_state["absence_cover"] or None,
    )
    if begun is not None:
        forget()
        say(WHERE, "success", "You are marked as away. Colleagues see it, and who covers for you.")


def _end(mine: AbsenceLine) -> None:
    if perform(WHERE, end_absence, absence_id=mine.id) is not None:
        forget()
        say(WHERE, "success", "Welcome back." if mine.current else "It was cancelled.")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), config().zone)
