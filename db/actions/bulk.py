"""One deed on many tasks: those that were selected, or all that match a list, counted again here.

Each task goes through the same checks as alone. One that can't be changed is passed over with the reason;
the others are done. All of it is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.actions.assigning import assigning
from db.actions.closing import closing
from db.actions.next_task import require_queue
from db.actions.priorities import prioritising, require_priority
from db.actions.red_flags import Unsettled
from db.actions.snoozing import require_instant, snoozing
from db.actions.tasks import DEEDS, OUTCOMES
from db.credentials import Credential
from db.errors import Conflict, Invalid, NewInbound, NotFound, Refused
from db.models import OPEN, Task, TaskEvent
from db.queries.task_filters import Filters
from db.queries.tasks import matching as those_that_match
from db.registry import acting, action
from db.roles import Permission

MOST = 1_000
UNSEEN = "The patient wrote something that you haven't seen."


@dataclass(frozen=True, slots=True)
class Item:
    """A task as it was on screen when it was selected."""

    id: int
    version: int
    seen_inbound_id: int | None


@dataclass(frozen=True, slots=True)
class Matching:
    """All tasks of a list: how many it had, and when it was read."""

    view: str
    filters: Filters
    count: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class BulkDone:
    """How many were changed, and which were not: `[task's id, why]`, without a word about the patient."""

    done: int
    skipped: list[list[Any]] = field(default_factory=list)


Deed = Callable[[Session, Item, Mapping[str, Any]], object]


@action("task.bulk", needs=Permission.TASK_WORK, once=True)
def bulk(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    area: str,
    queue: str,
    deed: str,
    values: Mapping[str, Any],
    items: tuple[Item, ...] = (),
    matching: Matching | None = None,
) -> BulkDone:
    """Do a `deed` of `DEEDS_ON_MANY` on the `items` of a queue, or on all that match.

    `values` are of the deed: assign {owner_id, team_id, reason}, priority {priority, reason}, close {outcome},
    snooze {until, reason}. A closed task, one that a colleague changed, one to which the patient wrote something
    unseen, and one with an unsettled red flag are skipped. Raises `Conflict` when another number matches than was
    confirmed: then nothing is changed.
    """
    queue_id = require_queue(session, area, queue)
    if deed not in DEEDS_ON_MANY:
        raise Invalid("deed", "Choose what to do with these tasks.")
    if bool(items) == (matching is not None):
        raise Invalid("items", "Select the tasks to change first.")
    known = _values(session, deed, values)
    chosen = list(items) if matching is None else _matching(session, area, queue, matching)
    if len(chosen) > MOST:
        raise Invalid("items", f"At most {MOST:,} tasks at once; these are more. Narrow the list first.")
    changed = _changed_since(session, chosen, matching)
    here = _locked(session, queue_id, chosen)
    done, skipped = 0, []
    for item in sorted({one.id: one for one in chosen}.values(), key=lambda one: one.id):
        if item.id not in here:
            why = str(NotFound("task"))
        elif not here[item.id]:
            why = "It is closed already."
        else:
            why = changed.get(item.id) or _tried(session, deed, item, known)
        if why:
            skipped.append([item.id, why])
        else:
            done += 1
    return BulkDone(done, skipped)


def _tried(session: Session, deed: str, item: Item, values: Mapping[str, Any]) -> str:
    """Do it to one task; why it couldn't be, or nothing."""
    try:
        with session.begin_nested():
            DEEDS_ON_MANY[deed](session, item, values)
    except NewInbound:
        return UNSEEN
    except Unsettled:
        return "It has a red flag: phone the patient or override the flag first."
    except Conflict as conflict:
        if conflict.since is not None:
            return f"{conflict.since.who} {conflict.since.what} in the meantime."
        return str(conflict)
    except Refused as refusal:
        return str(refusal)
    return ""


def _matching(session: Session, area: str, queue: str, matching: Matching) -> list[Item]:
    found = those_that_match(
        session, area=area, queue=queue, view=matching.view, filters=matching.filters, most=MOST + 1
    )
    if len(found) != matching.count and len(found) <= MOST:
        raise Conflict(
            f"You confirmed {matching.count:,} tasks, and now {len(found):,} match. Nothing was changed; look again."
        )
    return [Item(*row) for row in found]


def _changed_since(session: Session, items: Sequence[Item], matching: Matching | None) -> dict[int, str]:
    """Of all that match: what changed after the list was read. Nobody saw those as they are now."""
    if matching is None:
        return {}
    ids = [item.id for item in items]
    newer = select(Task.id).where(Task.id.in_(ids), Task.last_inbound_at > matching.as_of)
    found = dict.fromkeys(session.scalars(newer), UNSEEN)
    deeds = (
        select(TaskEvent.task_id, TaskEvent.actor, TaskEvent.kind)
        .where(
            TaskEvent.task_id.in_(ids),
            TaskEvent.at > matching.as_of,
            TaskEvent.kind.in_(set(DEEDS) - UNCOUNTED),
            or_(TaskEvent.staff_id.is_not(None), TaskEvent.kind == "returned"),
            or_(TaskEvent.staff_id.is_(None), TaskEvent.staff_id != acting(session).staff_id),
        )
        .order_by(TaskEvent.id)
    )
    for row in session.execute(deeds):
        found.setdefault(row.task_id, f"{row.actor} {DEEDS[row.kind]} in the meantime.")
    return found


def _locked(session: Session, queue_id: int, items: Sequence[Item]) -> dict[int, bool]:
    """The queue's tasks among these, locked in the order of their ids so that two bulk deeds take turns: is it open?"""
    rows = session.execute(
        select(Task.id, Task.status)
        .where(Task.id.in_([item.id for item in items]), Task.queue_id == queue_id)
        .order_by(Task.id)
        .with_for_update(of=Task, key_share=True)
    )
    return {row.id: row.status in OPEN for row in rows}


def _values(session: Session, deed: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The deed's values as its body takes them; `Invalid` for what would fail on every task alike."""
    known = dict(values)
    if unknown := known.keys() - VALUES[deed]:
        raise Invalid("values", f"This deed takes no {', '.join(sorted(unknown))}.")
    if deed == "close" and str(known.get("outcome")) not in OUTCOMES:
        raise Invalid("outcome", "Choose how these ended.")
    for name in ("owner_id", "team_id"):
        if known.get(name) is not None and (type(known[name]) is not int or not 0 < known[name] < 2**63):
            raise Invalid(name, "Choose a person or a team.")
    if deed == "assign" and known.get("owner_id") is None and known.get("team_id") is None:
        raise Invalid("owner_id", "Choose a person or a team.")
    if deed == "priority":
        require_priority(known.get("priority", -1))
        if not str(known.get("reason") or "").strip():
            raise Invalid("reason", "Say why; your colleagues will read it.")
    if deed == "snooze":
        known["until"] = _instant(known.get("until"))
        require_instant(known["until"], acting(session).now)
    return known


def _instant(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise Invalid("until", "Choose a day and a time.") from None
    return value


def _assign(session: Session, item: Item, values: Mapping[str, Any]) -> object:
    to = (values.get("owner_id"), values.get("team_id"))
    return assigning(session, item.id, item.version, *to, str(values.get("reason") or ""))


def _prioritise(session: Session, item: Item, values: Mapping[str, Any]) -> object:
    return prioritising(session, item.id, item.version, values["priority"], str(values["reason"]))


def _close(session: Session, item: Item, values: Mapping[str, Any]) -> object:
    return closing(session, item.id, item.version, item.seen_inbound_id, values["outcome"])


def _snooze(session: Session, item: Item, values: Mapping[str, Any]) -> object:
    reason = str(values.get("reason") or "")
    return snoozing(session, item.id, item.version, item.seen_inbound_id, values["until"], reason)


UNCOUNTED = {"noted", "acknowledged", "called"}  # steps that are no edit of the task
DEEDS_ON_MANY: Mapping[str, Deed] = {
    "assign": _assign,
    "priority": _prioritise,
    "close": _close,
    "snooze": _snooze,
}
VALUES = {
    "assign": {"owner_id", "team_id", "reason"},
    "priority": {"priority", "reason"},
    "close": {"outcome"},
    "snooze": {"until", "reason"},
}
