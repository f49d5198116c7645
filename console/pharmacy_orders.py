"""The worker's side of orders to pharmacies: their PDFs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import typst

from db.actions.order_making import fail, keep, pending
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.queries.pharmacy_order_prints import OrderForPharmacy, printed_order
from reports.pharmacy_order_pdf import STANDARD, render, template_in

log = logging.getLogger(__name__)


def make_orders(database: Database, templates: Path, stopping: Callable[[], bool]) -> None:
    """Make a PDF of every order that has none yet. Set outside of any transaction, so a long one holds nothing."""
    with database.transaction() as session:
        waiting = pending(session, by=WORKER_IDENTITY)
    for order_id in waiting:
        if stopping():
            return
        with database.reading() as session:
            order = printed_order(session, viewer=WORKER_IDENTITY, order_id=order_id)
        try:
            content = _set(order, template_in(templates))
        except Exception as error:  # noqa: BLE001  whatever it is, the others must leave, and somebody must know
            log.error("Order %d can't be printed: %s", order_id, type(error).__name__)
            with database.transaction() as session:
                fail(session, by=WORKER_IDENTITY, order_id=order_id)
            continue
        with database.transaction() as session:
            keep(session, by=WORKER_IDENTITY, order_id=order_id, content=content)


def _set(order: OrderForPharmacy, template: Path) -> bytes:
    """The PDF by the clinic's own template; by the standard one where that can't be set: the order must leave."""
    try:
        return render(order, template)
    except typst.TypstError:
        if template == STANDARD:
            raise
        # Not what Typst says: it may quote the order.
        log.error("The clinic's own template of orders can't be used, so the standard one is")
        return render(order)
