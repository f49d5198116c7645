"""What an approval makes of access: what it takes the place of, what ends with that, what the patient's age will do."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from console.kit.text import draw
from console.panes.proxy_words import NOTHING, day, scope_words, until
from db.queries.proxy_detail import ProxyDetail
from rules.proxy_ages import next_change
from rules.proxy_rules import Missing
from rules.proxy_scopes import SCOPES


def draw_outcome(one: ProxyDetail, basis: str, scopes: tuple[str, ...], ends_on: date | None) -> None:
    """Above the button, so that nobody's access ends unseen."""
    ends = ends_on or one.latest(basis)
    if one.standing:
        open_now = [line.opens or line.scopes for line in one.standing]
        had = "; ".join(
            f"{scope_words(opens).lower()}, {until(line.ends_on)}"
            for line, opens in zip(one.standing, open_now, strict=True)
        )
        lost = [scope for scope in SCOPES if scope not in scopes and any(scope in opens for opens in open_now)]
        gone = Markup(" <strong>Ends: {}.</strong>").format(scope_words(lost).lower()) if lost else NOTHING
        draw(Markup('<p class="ps-state">Replaces: {}.{}</p>').format(had, gone))
    if one.patient is None or not scopes:
        return
    change = next_change(basis, scopes, one.patient.birth_date, ends, one.today, one.ages)
    if change is not None and change.to:
        st.caption(f"From {day(change.on)} on only: {scope_words(change.to).lower()}. Both sides are told ahead.")


def too_late(one: ProxyDetail, basis: str, ends_on: date | None) -> tuple[Missing, ...]:
    """That the day chosen is later than the ground allows."""
    latest = one.latest(basis)
    if latest is None or ends_on is None or ends_on <= latest:
        return ()
    return (Missing("ends_on", f"On this ground the access ends on {day(latest)} at the latest. Choose that or less."),)
