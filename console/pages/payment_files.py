"""Files of insurers, banks and card processors."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import payment_files
from db.roles import Permission

PAGE = Page(
    title="Payment files",
    icon=":material/request_quote:",
    url_path="payment-files",
    needs=Permission.BILLING_IMPORT,
    render=payment_files.draw_page,
)
