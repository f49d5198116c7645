"""What must be true after any history: the events tell the whole story, and nothing and nobody got lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from db.models import OPEN, Message, OutboxMessage, OutboxState, Staff, StaffAbsence, Task, TaskEvent, TeamMember
from db.queries.task_views import listed
from tests.soak.histories import History

EDITS = {"claimed", "released", "returned", "assigned", "prioritised", "snoozed", "held", "closed"}
SHOWN_TO_ALL = ("unassigned", "waiting", "snoozed")


@dataclass(frozen=True, slots=True)
class Told:
    """A task as its events tell it."""

    status: str = "requested"
    owner: int | None = None
    snoozed: bool = False
    outcome: str = ""
    priority: int = 3
    version: int = 1
    inbound: int = 0


def opened(told: Told, owner: int | None) -> Told:
    """Back at work: its owner's, else the pool's."""
    return replace(told, status="in-progress" if owner else "requested", owner=owner, snoozed=False, outcome="")


def step(told: Told, event: TaskEvent) -> Told:
    """The next state; replies and their undoing are `replay`'s."""
    detail: dict[str, Any] = event.detail
    match event.kind:
        case "received":
            return replace(told, inbound=told.inbound + 1)
        case "claimed":
            assert (told.owner, told.status) == (None, "requested"), "claimed though somebody had it"
            return opened(told, event.staff_id)
        case "released" | "returned":
            assert told.owner is not None, "given back though nobody had it"
            return replace(told, owner=None, status="requested" if told.status == "in-progress" else told.status)
        case "assigned":
            assert detail["before"] == told.owner, "taken from somebody who didn't have it"
            owner = detail["owner_id"]
            return replace(told, owner=owner) if told.status == "on-hold" else opened(told, owner)
        case "prioritised":
            assert detail["before"] == told.priority
            return replace(told, priority=detail["priority"])
        case "snoozed" | "held":
            owner = told.owner or event.staff_id
            return replace(told, status="on-hold", owner=owner, snoozed=event.kind == "snoozed")
        case "woken":
            assert told.status == "on-hold", "woken though awake"
            return opened(told, told.owner)
        case "closed":
            assert told.status in set(OPEN), "closed twice"
            owner = told.owner or event.staff_id
            return replace(told, status="completed", owner=owner, snoozed=False, outcome=detail["outcome"])
        case "reopened" if event.staff_id is None:
            assert told.status not in set(OPEN), "reopened though open"
            return replace(opened(told, None), priority=3)
        case "reopened":
            assert told.status not in set(OPEN), "reopened though open"
            return opened(told, event.staff_id)
    return told


def replay(events: Iterable[TaskEvent]) -> Told:
    """A task's state from its events alone."""
    told = Told()
    replies: dict[int, tuple[Told, int]] = {}  # the task before it, and the version that it led to
    for event in events:
        if event.kind == "replied":
            earlier, told = told, _replied(told, event)
            replies[event.detail["message_id"]] = (earlier, earlier.version + 1)
            continue
        if event.kind == "undone":
            told = _undone(told, event, *replies[event.detail["message_id"]])
            continue
        told = step(told, event)
        by_person = event.staff_id is not None
        if event.kind in EDITS or (event.kind in {"woken", "reopened"} and by_person):
            told = replace(told, version=told.version + 1)
    return told


def _replied(told: Told, event: TaskEvent) -> Told:
    owner, then = told.owner or event.staff_id, event.detail["then"]
    assert told.status in set(OPEN), "answered though closed"
    if then == "close":
        return told  # the event that comes next tells that
    after = opened(told, owner)
    if then == "wait":
        after = replace(after, status="on-hold")
    return replace(after, version=told.version + 1)


def _undone(told: Told, event: TaskEvent, earlier: Told, version: int) -> Told:
    """As before the reply if nobody changed the task since; else it is only left open."""
    if told.version == version:
        back = replace(earlier, version=told.version + 1, inbound=told.inbound, priority=told.priority)
        woken = told.inbound > earlier.inbound and back.status == "on-hold"
        return opened(back, back.owner) if woken else back
    if told.status in set(OPEN):
        return told
    return replace(opened(told, told.owner or event.staff_id), version=told.version + 1)


def check(history: History) -> None:
    """Hold what is in the database against what people were told."""
    _check_stories(history)
    _check_claims(history)
    _check_replies(history)
    _check_inbound(history)
    _check_views(history)


def _check_stories(history: History) -> None:
    with history.clinic.db.transaction() as session:
        for task in session.scalars(select(Task).where(Task.id.in_(history.task_ids)).order_by(Task.id)):
            events = session.scalars(select(TaskEvent).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id)).all()
            snoozed = task.on_hold_until is not None
            actual = (task.status.value, task.owner_id, snoozed, task.outcome, task.priority, task.version)
            told = replay(events)
            assert actual == (told.status, told.owner, told.snoozed, told.outcome, told.priority, told.version), [
                (event.kind, event.staff_id, event.detail) for event in events
            ]


def _check_claims(history: History) -> None:
    assert len(history.taken) == len(set(history.taken)), "the same task was given to two people"


def _check_replies(history: History) -> None:
    with history.clinic.db.transaction() as session:
        for author, sent in history.sent:
            message = session.get_one(Message, sent.message_id)
            state = session.get_one(OutboxMessage, sent.outbox_id).state
            if message.withdrawn_at is not None:
                assert (state, message.sent_at) == (OutboxState.WITHDRAWN, None)
                name = session.scalar(select(Staff.name).where(Staff.username == author))
                assert message.withdrawn_by == name, "only its author takes a reply back"
            else:
                assert (message.sent_at is None) == (state == OutboxState.WAITING), "neither waiting nor visible"
        written = session.scalar(select(func.count()).where(Message.direction == "outbound", ~Message.automatic))
        assert written == len(history.sent), "a reply is there that nobody was told of"


def _check_inbound(history: History) -> None:
    """Each message of the patient's was put before staff once; what is closed was seen or ended since."""
    with history.clinic.db.transaction() as session:
        told = session.scalars(
            select(TaskEvent.detail["message_id"].as_integer()).where(TaskEvent.kind == "received")
        ).all()
    assert sorted(told) == sorted(history.written)


def _check_views(history: History) -> None:
    """Every open task is in the default view of somebody who is here."""
    with history.clinic.db.transaction() as session:
        now = func.transaction_timestamp()
        away = select(StaffAbsence.staff_id).where(StaffAbsence.starts_at <= now, StaffAbsence.ends_at > now)
        here = session.scalars(select(Staff.id).where(Staff.deactivated_at.is_(None), Staff.id.not_in(away))).all()
        shown: set[int] = set()
        for staff_id in here:
            teams = list(session.scalars(select(TeamMember.team_id).where(TeamMember.staff_id == staff_id)))
            whose = {"me": staff_id, "teams": teams, "area": "inbox", "queue": "inbox"}
            for view in ("mine", *SHOWN_TO_ALL):
                shown |= {task.id for task in session.scalars(listed(view), whose)}
        open_ids = set(session.scalars(select(Task.id).where(Task.status.in_(OPEN))))
    assert open_ids <= shown, f"in nobody's view: {sorted(open_ids - shown)}"
