"""Refill protocols."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import refill_protocols
from db.roles import Permission

PAGE = Page(
    title="Refill protocols",
    icon=":material/rule:",
    url_path="refill-protocols",
    needs=Permission.PROTOCOL_EDIT,
    render=refill_protocols.draw_page,
)
