"""What an open queue page looks for every half minute: new tasks, colleagues who came or went. One statement each.

Who came to other tasks of the list is told to the list alone; only what concerns the open task draws the page anew.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.kit import presence
from console.kit.queue import Queue
from console.kit.queue_address import Wanted, wanted
from console.kit.queue_list import List
from db.credentials import Credential, SessionToken
from db.queries import tasks
from db.queries.presence import here_now


def look(queue: Queue, selected: int | None, session: Session, token: SessionToken) -> bool:
    """Whether there is something to draw anew. The list itself never moves by itself: "3 new: show"."""
    what = wanted(queue)
    shown = List(queue.slug, what)
    if shown.ids is None:
        return False
    fresh = fresh_on(queue, what, shown, session, token)
    told, shown.announced = shown.announced, fresh
    others = here_now(session, viewer=token, task_ids=(*shown.ids, *(() if selected is None else (selected,))))
    presence.others_at(others)
    return presence.changed(queue.slug, selected, others.get(selected or 0, ())) or fresh > told


def fresh_on(queue: Queue, what: Wanted, shown: List, session: Session, viewer: Credential) -> int:
    """How many tasks would stand on the list that aren't on it."""
    return tasks.fresh(
        session,
        viewer=viewer,
        area=queue.area,
        queue=queue.slug,
        view=what.view,
        filters=what.filters,
        sort=what.sort,
        known=shown.ids or (),
        until=shown.next,
    )
