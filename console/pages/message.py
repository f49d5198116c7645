"""A new message, to one patient or to several."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import outreach_many
from db.roles import Permission

PAGE = Page(
    title="New message",
    icon=":material/edit:",
    url_path="message",
    needs=Permission.MESSAGE_START_MANY,
    render=outreach_many.draw_page,
    listed=False,
)
