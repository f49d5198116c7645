"""Orders to pharmacies."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import refill_orders
from db.roles import Permission

PAGE = Page(
    title="Pharmacy orders",
    icon=":material/print:",
    url_path="pharmacy-orders",
    needs=Permission.REFILLS_READ,
    render=refill_orders.draw_page,
)
