"""Refill requests."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import refills
from console.panes.refill_bulk import APPROVE_PASSING
from rules.refill_protocol import PROPOSALS

REFILLS = Queue(
    slug="refills",
    title="Refills",
    icon=":material/pill:",
    area="refills",
    views=("unassigned", "mine", "my_teams", "overdue", "waiting", "snoozed", "done"),
    pane=refills,
    topics=PROPOSALS | {"approve": "Passes its protocol", "": "Refill request"},
    retopics=False,
    bulk=(APPROVE_PASSING,),
)

PAGE = Page(title=REFILLS.title, icon=REFILLS.icon, url_path="refills", needs=REFILLS.needs, render=REFILLS.render)
