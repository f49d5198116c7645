"""Taking down a request for access at the desk or by telephone."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import proxy_asking
from db.roles import Permission

PAGE = Page(
    title="Take down a proxy request",
    icon=":material/add_moderator:",
    url_path="ask-access",
    needs=Permission.PROXIES_WORK,
    render=proxy_asking.draw_page,
)
