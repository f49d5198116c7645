"""A payment's receipt on screen, and as a PDF to print."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw, shown
from console.panes.money import NOTHING, facts, paid_in
from console.panes.printing import draw_printing
from db.actions.money_documents import request_receipt
from db.errors import NotFound
from db.queries.payments import ReceiptPrint, receipt


def draw_receipt(payment_id: int) -> None:
    """What was paid, what it paid for, and the way to the printer."""
    with reading() as session:
        try:
            found = receipt(session, viewer=credential(), payment_id=payment_id)
        except NotFound as missing:
            st.warning(str(missing), icon=":material/search_off:")
            return
    rows = [(_paid_in(found), found.amount)]
    if found.applied:
        rows.append(("For what was owed", found.applied))
    if found.credit:
        rows.append(("Kept as the patient's credit", found.credit))
    voided = Markup('<p class="ps-danger">Voided: this payment was taken back.</p>') if found.voided else NOTHING
    draw(
        Markup('<div class="ps-receipt" role="status"><h3>Receipt {}</h3>{}{}</div>').format(
            shown(found.receipt), voided, facts(rows)
        )
    )
    draw_printing(f"receipt:{payment_id}", "Print the receipt", request_receipt, payment_id=payment_id)


def _paid_in(found: ReceiptPrint) -> str:
    words = f"Paid {paid_in(found.tender)}"
    return f"{words} ending in {found.tail}" if found.tail else f"{words} {found.cheque_number}".strip()
