"""Closing a business day: counted beside posted, signed, closed; reopened by a manager."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import day_close
from db.roles import Permission

PAGE = Page(
    title="Close the day",
    icon=":material/event_available:",
    url_path="day-close",
    needs=Permission.DAY_CLOSE,
    render=day_close.draw_page,
)
