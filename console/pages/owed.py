"""What is owed to the clinic, by whom and how long."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import owed
from db.roles import Permission

PAGE = Page(
    title="Owed",
    icon=":material/hourglass_bottom:",
    url_path="owed",
    needs=Permission.PAYMENTS_READ,
    render=owed.draw_page,
)
