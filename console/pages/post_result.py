"""Posting a result by hand."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import posting
from db.roles import Permission

PAGE = Page(
    title="Post a result",
    icon=":material/post_add:",
    url_path="post-result",
    needs=Permission.RESULT_POST,
    render=posting.draw_page,
)
