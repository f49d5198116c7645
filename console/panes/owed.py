"""What patients and each insurer owe, by the age of the service, as billing offices age it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.links import link_to
from console.kit.text import draw, plain, shown
from console.panes.money import Cell, books, dollars, draw_sheet
from db.queries.ledger import clinic_aging
from db.queries.owed_lists import credit_aging, denied
from rules.ledger_owed import AGES, ZERO

HEADS = ("Owed by", *(f"{age} days" for age in AGES), "In all")
CREDIT = ("Credit of", *HEADS[1:])
DENIED = ("Why", "Claims", "Amount")
UNNAMED = "No insurer named"


def draw_page() -> None:
    """A row of all patients, one of each insurer that owes something, and their sums."""
    draw_sheet()
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    with reading() as session:
        found = clinic_aging(session, viewer=credential())
        credit = credit_aging(session, viewer=credential())
        refused = denied(session, viewer=credential())
    draw(Markup('<h2 class="ps-subject">What is owed, by its age</h2>'))
    rows = [_row("Patients", found.patients)]
    rows += [_row(shown(one.name or UNNAMED), one.aging) for one in found.payers]
    sums = {age: found.patients[age] + found.insurers[age] for age in AGES}
    draw(books("Days since the service, today.", HEADS, rows, _row("Together", sums), words=1))
    st.caption(plain(f"Patients have {dollars(found.credit)} of credit that isn't used; it isn't taken off here."))
    if any(credit.values()):
        draw(books("Credit that isn't used, by the days since it came.", CREDIT, [_row("Patients", credit)], words=1))
    if refused:
        rows = [(shown(one.reason), f"{one.claims:,}", one.amount) for one in refused]
        draw(books("Denied by insurers, and not answered yet.", DENIED, rows, words=1))
        link_to("Denials in the queue", "payments", ":material/payments:", topic="denial")


def _row(who: Cell, aged: Mapping[str, Decimal]) -> tuple[Cell, ...]:
    return (who, *(aged[age] for age in AGES), sum(aged.values(), ZERO))
