"""The message inbox."""

from __future__ import annotations

from console.kit.page import Page
from console.kit.queue import Queue
from console.panes import threads

INBOX = Queue(
    slug="inbox",
    title="Inbox",
    icon=":material/inbox:",
    area="inbox",
    views=("unassigned", "mine", "done"),
    pane=threads,
    outcomes=("answered", "no-reply-needed", "by-phone", "visit-booked", "duplicate"),
    topics={
        "refill": "Refill",
        "scheduling": "Scheduling",
        "medication": "Medicine",
        "health": "Health question",
        "referral": "Referral",
        "admin": "Administration",
        "results": "Results",
        "tests": "Tests",
        "general": "General",
        "": "Message",
    },
)

PAGE = Page(title=INBOX.title, icon=INBOX.icon, url_path="inbox", needs=INBOX.needs, render=INBOX.render)
