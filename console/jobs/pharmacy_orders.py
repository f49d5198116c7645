"""The worker's tasks for orders to pharmacies: they are printed; what leaves by mail leaves with the outbox."""

from __future__ import annotations

from console import pharmacy_orders
from console.jobs import by_the_clock, on_demand, stopping
from db.config import config
from db.engine import database


@on_demand()
def make_orders() -> None:
    """Make the PDFs of orders to pharmacies; what leaves by mail leaves when its undo window ends."""
    pharmacy_orders.make_orders(database(), config().root / "templates", stopping.is_set)


@by_the_clock("* * * * * 5,35")
def sweep_orders() -> None:
    """The same, for what a crash left behind."""
    pharmacy_orders.make_orders(database(), config().root / "templates", stopping.is_set)
