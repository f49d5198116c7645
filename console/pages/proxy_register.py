"""The register of access: who may act for whom."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import proxy_register
from db.roles import Permission

PAGE = Page(
    title="Who has access",
    icon=":material/key:",
    url_path="access",
    needs=Permission.PROXIES_READ,
    render=proxy_register.draw_page,
)
