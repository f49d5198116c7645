"""Requests for access: who asks to act for whom."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import proxies

PROXIES = Queue(
    slug="proxies",
    title="Proxies",
    icon=":material/family_restroom:",
    area="proxies",
    views=("unassigned", "mine", "my_teams", "overdue", "waiting", "snoozed", "done"),
    pane=proxies,
    topics={"minor": "For a minor", "adult": "For an adult", "": "Patient not known yet"},
    priorities=False,
    retopics=False,
)

PAGE = Page(title=PROXIES.title, icon=PROXIES.icon, url_path="proxies", needs=PROXIES.needs, render=PROXIES.render)
