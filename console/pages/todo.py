"""To-dos: what one asks of another team."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import errands

TODO = Queue(
    slug="todo",
    title="To do",
    icon=":material/checklist:",
    area="todo",
    views=("unassigned", "mine", "my_teams", "overdue", "mentions", "waiting", "snoozed", "done"),
    pane=errands,
    outcomes=("done", "not-needed"),
    topics={"": "To do"},
)

PAGE = Page(title=TODO.title, icon=TODO.icon, url_path="todo", needs=TODO.needs, render=TODO.render)
