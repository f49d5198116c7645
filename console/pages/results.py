"""Laboratory and imaging results."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import results
from console.panes.result_bulk import RELEASE_NORMALS
from rules.topics import SEVERITIES

RESULTS = Queue(
    slug="results",
    title="Lab results",
    icon=":material/labs:",
    area="results",
    views=("unassigned", "mine", "my_teams", "overdue", "mentions", "waiting", "snoozed", "done"),
    pane=results,
    outcomes=("by-phone", "visit-booked", "duplicate"),
    topics=SEVERITIES | {"": "Lab result"},
    retopics=False,
    orderers=True,
    bulk=(RELEASE_NORMALS,),
)

PAGE = Page(title=RESULTS.title, icon=RESULTS.icon, url_path="results", needs=RESULTS.needs, render=RESULTS.render)
