"""Messages that may be billed, as they look: what a message is about, its criteria, and that it is turned off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import forget, show_said
from console.kit.component_events import asset
from console.kit.text import draw, shown
from console.kit.times import absolute, day
from console.kit.worklist import WorklistRow
from console.panes.money import NOTHING, dollars
from db.queries.evisits import EvisitProposal
from rules.evisits import REFUSALS, week_ends
from rules.topics import TOPICS

PLACE = "evisits"
SHEET = f"<style>{asset('labs.css')}{asset('refills.css')}{asset('money.css')}</style>"
OFF = (
    "Messages aren't billed here: it is turned off, so nothing can be proposed or confirmed. Whoever runs Portside's "
    "server may turn it on, with a price for each code (`python -m console clinic set evisits`)."
)
STATES = {"proposed": "waits for a prescriber", "confirmed": "confirmed", "refused": "refused"}


def draw_off() -> None:
    """That it is turned off, and who may turn it on."""
    st.info(OFF, icon=":material/toggle_off:")


def beside(chosen: bool, draw_list: Callable[[], None], draw_chosen: Callable[[], None], hint: str) -> None:
    """The list at the left, what was chosen at the right; on a telephone one of them."""
    if not chosen:
        show_said(PLACE)  # over the list: a telephone shows nothing else then
    with st.container(key=f"ps-labs-{'one' if chosen else 'all'}"):
        left, right = st.columns([5, 7], gap="medium")
        with left, st.container(key="ps-labs-list"):
            draw_list()
        with right, st.container(key="ps-labs-pane"):
            if chosen:
                st.button("Back to the list", icon=":material/arrow_back:", key="back:labs", on_click=open_one)
                draw_chosen()
            elif hint:
                st.caption(hint)


def open_one(**address: int) -> None:
    """Another one, or none: the address holds its id, never a name."""
    forget(PLACE)
    go_to(**address)


def go_to(**address: int) -> None:
    """As `open_one`, and what was said stays."""
    st.query_params.from_dict({name: str(number) for name, number in address.items()})


def draw_head(patient: str, topic: str, first_on: date, *more: Markup | str) -> None:
    """Whose message it is, about what, and its seven days."""
    lines = Markup("<br>").join(one for one in more if one)
    draw(
        Markup('<div class="ps-report"><h3>{}</h3><p>{} · {} to {}</p><p class="ps-quiet">{}</p></div>').format(
            shown(patient), topic_words(topic), day(first_on), day(week_ends(first_on)), lines
        )
    )


def proposed_words(one: EvisitProposal) -> Markup:
    """Who proposed it and when, as what."""
    price = f", {dollars(one.price)}" if one.price is not None else ""
    return Markup("{}, {} minutes{}. Proposed by {}, {}").format(
        one.code, one.minutes, price, shown(one.proposed_by), absolute(one.proposed_at)
    )


def decided_words(one: EvisitProposal) -> Markup:
    """What became of it."""
    if one.decided_at is None:
        return NOTHING
    why = f": {REFUSALS.get(one.reason, one.reason)}" if one.reason else ""
    return Markup("{} by {}, {}{}").format(
        STATES[one.state].capitalize(), shown(one.decided_by), absolute(one.decided_at), why
    )


def proposal_row(one: EvisitProposal) -> WorklistRow:
    """A proposal in the list."""
    return WorklistRow(
        id=one.id, title=one.patient, detail=f"{one.code}, {one.minutes} minutes · from {day(one.period_from)}",
        priority="routine", marks=(STATES[one.state],),
    )  # fmt: skip


def topic_words(topic: str) -> str:
    """A topic as staff read it."""
    return TOPICS.get(topic, "No topic")


def of_id(found: tuple[Any, ...], name: str, number: int | None) -> Any:
    """The one of these whose `name` is the number; None for none."""
    return next((one for one in found if getattr(one, name) == number), None)
