"""Results of which it isn't known whose they are."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import unmatched
from db.actions.result_ends import WITHOUT_PATIENT
from rules.topics import SEVERITIES

UNMATCHED = Queue(
    slug="unmatched",
    title="Unmatched results",
    icon=":material/person_alert:",
    area="results",
    views=("unassigned", "mine", "my_teams", "overdue", "mentions", "waiting", "snoozed", "done"),
    pane=unmatched,
    outcomes=WITHOUT_PATIENT,
    topics=SEVERITIES | {"": "Lab result"},
    retopics=False,
)

PAGE = Page(
    title=UNMATCHED.title, icon=UNMATCHED.icon, url_path="unmatched", needs=UNMATCHED.needs, render=UNMATCHED.render
)
