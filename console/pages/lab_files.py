"""Files of results, and the codes in them."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import lab_files
from db.roles import Permission

PAGE = Page(
    title="Lab files",
    icon=":material/lab_profile:",
    url_path="lab-files",
    needs=Permission.LAB_MANAGE,
    render=lab_files.draw_page,
)
