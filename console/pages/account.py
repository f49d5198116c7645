"""One's own account."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import account
from db.roles import Permission

PAGE = Page(
    title="About me",
    icon=":material/person:",
    url_path="account",
    needs=Permission.OWN_SESSION,
    render=account.draw,
    listed=False,
)
