"""Refunds that wait for a second person."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import refunds
from db.roles import Permission

PAGE = Page(
    title="Refunds",
    icon=":material/currency_exchange:",
    url_path="refunds",
    needs=Permission.REFUND_APPROVE,
    render=refunds.draw_page,
)
