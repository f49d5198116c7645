"""The message inbox."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import threads
from rules.topics import TOPICS

INBOX = Queue(
    slug="inbox",
    title="Inbox",
    icon=":material/inbox:",
    area="inbox",
    views=("unassigned", "mine", "my_teams", "overdue", "mentions", "waiting", "snoozed", "done"),
    pane=threads,
    outcomes=("answered", "no-reply-needed", "by-phone", "visit-booked", "duplicate"),
    topics=TOPICS | {"": "Message"},
)

PAGE = Page(title=INBOX.title, icon=INBOX.icon, url_path="inbox", needs=INBOX.needs, render=INBOX.render)
