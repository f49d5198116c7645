"""Taking a patient's payment at the counter, or entering one that came by post."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import payment_taking
from db.roles import Permission

PAGE = Page(
    title="Take a payment",
    icon=":material/point_of_sale:",
    url_path="take-payment",
    needs=Permission.PAYMENT_TAKE,
    render=payment_taking.draw_page,
)
