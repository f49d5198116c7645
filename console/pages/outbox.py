"""Undelivered notices."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import outbox
from db.roles import Permission

PAGE = Page(
    title="Undelivered",
    icon=":material/outgoing_mail:",
    url_path="undelivered",
    needs=Permission.OUTBOX_VIEW,
    render=outbox.draw_page,
)
