"""Keeping what somebody types, and saying that it is kept."""

from __future__ import annotations

from console.kit.acting import perform
from console.kit.drafting import Box
from console.kit.queue_task import place
from console.kit.times import clock
from db.actions.drafts import save_draft
from db.queries.tasks import TaskDetail


def keep_draft(task: TaskDetail, box: Box, body: str, *, quietly: bool = False) -> None:
    """Save the box's text as the person's draft. `quietly`: leave what was said about the task standing."""
    where = f"draft:{task.id}" if quietly else place(task.id)
    saved = perform(where, save_draft, task_id=task.id, kind=box.kind, body=body, seen_inbound_id=task.last_inbound_id)
    box.typed(body, f"Saved {clock(saved.at)}" if saved else "Not saved yet")
