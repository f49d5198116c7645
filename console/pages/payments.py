"""What doesn't agree in money, with the reason: the billing clerks' queue."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import payments
from rules.payment_exceptions import EXCEPTIONS

PAYMENTS = Queue(
    slug="payments",
    title="Payments",
    icon=":material/payments:",
    area="payments",
    views=("unassigned", "mine", "my_teams", "overdue", "mentions", "waiting", "snoozed", "done"),
    pane=payments,
    topics=EXCEPTIONS,
    retopics=False,
)

PAGE = Page(title=PAYMENTS.title, icon=PAYMENTS.icon, url_path="payments", needs=PAYMENTS.needs, render=PAYMENTS.render)
