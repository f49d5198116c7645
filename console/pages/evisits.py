"""Messages that may be billed: what a billing clerk proposes, and what waits for a prescriber."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import evisits, evisits_confirming
from db.roles import Permission

PAGE = Page(
    title="Messages to bill",
    icon=":material/mark_chat_read:",
    url_path="evisits",
    needs=Permission.EVISIT_PROPOSE,
    render=evisits.draw_page,
)
CONFIRMING = Page(
    title="Messages to bill",
    icon=":material/mark_chat_read:",
    url_path="evisits-waiting",
    needs=Permission.EVISIT_CONFIRM,
    render=evisits_confirming.draw_page,
)
