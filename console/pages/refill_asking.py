"""Taking down a refill request."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import refill_asking
from db.roles import Permission

PAGE = Page(
    title="Take down a refill",
    icon=":material/add_notes:",
    url_path="ask-refill",
    needs=Permission.REFILL_ASK,
    render=refill_asking.draw_page,
)
