"""Random histories of an inbox: several staff, a patient and the worker at once, on few tasks.

A program is a list of steps, made by Hypothesis; each lane (a person's session, the patient, the worker) runs
its own steps in order, all lanes at the same time. What people saw may be stale, as on a real screen. What came
of it is then held against a replay of the tasks' events (`story.py`).
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import strategies as st
from sqlalchemy import func, select, text

from db.actions import absences, assigning, bulk, closing, idle, outbox, priorities, replies, snoozing, tasks
from db.actions.next_task import next_task
from db.credentials import WORKER_IDENTITY, SessionToken
from db.errors import Refused
from db.models import StaffAbsence, Task, Team
from db.portal import PortalClient, PortalToken
from db.queries.task_filters import Filters
from tests.conftest import Clinic
from tests.db.portal_visits import sign_in

PEOPLE = ("alice", "dev", "carla", "erin", "alice", "dev")
PATIENT, WORKER = len(PEOPLE), len(PEOPLE) + 1
LANES = len(PEOPLE) + 2
DEEDS = (
    "claim",
    "next",
    "release",
    "assign",
    "pool",
    "prioritise",
    "snooze",
    "wait",
    "wake",
    "close",
    "reopen",
    "reply",
    "undo",
    "bulk",
    "all",
    "away",
    "back",
)
# People answer more often than anything else, and what was answered can be undone.
OFTEN = (*DEEDS, "reply", "reply", "reply", "undo", "claim")


@dataclass(frozen=True, slots=True)
class Step:
    """One deed of one lane; `task` and `other` choose among what there is, `stale`: without a look before."""

    lane: int
    deed: str
    task: int
    other: int
    stale: bool


def programs(steps: int) -> st.SearchStrategy[list[Step]]:
    """Programs of so many steps."""
    numbers = st.integers(0, 99)
    step = st.builds(Step, st.integers(0, LANES - 1), st.sampled_from(OFTEN), numbers, numbers, st.booleans())
    return st.lists(step, min_size=steps, max_size=steps)


@dataclass
class Lane:
    """A person at a screen: what they saw of each task, and the replies they sent."""

    name: str
    token: SessionToken
    staff_id: int
    screen: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    sent: list[replies.Sent] = field(default_factory=list)


@dataclass
class History:
    """A clinic with a few conversations, and what those who work on them were told."""

    clinic: Clinic
    portal: PortalClient
    conversations: int = 8
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    sent: list[tuple[str, replies.Sent]] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    task_ids: list[int] = field(default_factory=list)
    written: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self.lanes = [Lane(name, self.clinic.sign_in(name), self.clinic.staff_id(name)) for name in PEOPLE]
        self._staff = {lane.name: lane.staff_id for lane in self.lanes}
        visit = sign_in(self.clinic, self.portal, self.clinic.patient())
        self._patient: tuple[PortalToken, int] = (visit.token, visit.patient.id)
        threads = [self._write(None) for _ in range(self.conversations)]
        with self.clinic.db.transaction() as session:
            found = session.execute(select(Task.focus_id, Task.id).where(Task.focus_type == "thread"))
            by_thread = {row.focus_id: row.id for row in found}
            self._teams = list(session.scalars(select(Team.id).order_by(Team.id)))
        self.task_ids = [by_thread[thread] for thread in threads]
        self._threads = threads

    def run(self, program: list[Step]) -> None:
        """Every lane's steps, all lanes at once; raises what no person should ever see."""
        lanes = [[step for step in program if step.lane == lane] for lane in range(LANES)]
        with ThreadPoolExecutor(LANES) as pool:
            for each in [pool.submit(self._walk, steps) for steps in lanes]:
                each.result()

    def settle(self) -> None:
        """Let the worker do what is due, as it does all the time."""
        with self.clinic.db.transaction() as session:
            while idle.return_idle(session, by=WORKER_IDENTITY):
                pass

    def _walk(self, steps: list[Step]) -> None:
        for step in steps:
            if step.lane == PATIENT:
                self._write(self._threads[step.task % len(self._threads)])
                self._count(self.done, "written")
            elif step.lane == WORKER:
                self._work(step)
            else:
                self._try(self.lanes[step.lane], step)

    def _try(self, lane: Lane, step: Step) -> None:
        task_id = self.task_ids[step.task % len(self.task_ids)]
        if not step.stale or task_id not in lane.screen:
            self._look(lane, task_id)
        try:
            getattr(self, f"_{step.deed}")(lane, task_id, step)
        except Refused as refusal:
            self._count(self.refused, f"{step.deed}: {type(refusal).__name__}")
        else:
            self._count(self.done, step.deed)

    def _look(self, lane: Lane, task_id: int) -> None:
        with self.clinic.db.transaction() as session:
            row = session.execute(select(Task.version, Task.last_inbound_id).where(Task.id == task_id)).one()
        lane.screen[task_id] = (row.version, row.last_inbound_id)

    def _count(self, counter: Counter[str], name: str) -> None:
        with self._lock:
            counter[name] += 1

    def _write(self, thread_id: int | None) -> int:
        token, patient_id = self._patient
        topic = "" if thread_id else "health"
        sent = self.portal.send_message(
            token, patient_id=patient_id, thread_id=thread_id, topic=topic, body="And this?"
        )
        with self._lock:
            self.written.append(sent.message_id)
        return sent.thread_id

    def _work(self, step: Step) -> None:
        """Time passes for some of what waits, and the worker comes by."""
        with self.clinic.db.transaction() as session:
            session.execute(
                text(
                    "UPDATE outbox_message SET send_after = transaction_timestamp() "
                    "WHERE state = 'waiting' AND id % 3 = :third"
                ),
                {"third": step.task % 3},
            )
        with self.clinic.db.transaction() as session:
            session.execute(
                text(
                    "UPDATE task SET on_hold_until = transaction_timestamp() WHERE id IN (SELECT id FROM task "
                    "WHERE on_hold_until IS NOT NULL AND id % 2 = :half FOR UPDATE SKIP LOCKED)"
                ),
                {"half": step.task % 2},
            )
        for deed in (outbox.release_due, idle.wake_due, idle.return_idle):
            with self.clinic.db.transaction() as session:
                self.done[deed.__name__] += deed(session, by=WORKER_IDENTITY)

    def _compared(self, lane: Lane, done: tasks.TaskState) -> None:
        """Who ends or defers a task has seen all of it: nobody's edit and no message of the patient's lies between."""
        assert lane.screen[done.id] == (done.version - 1, done.last_inbound_id)
        lane.screen[done.id] = (done.version, done.last_inbound_id)

    def _claim(self, lane: Lane, task_id: int, step: Step) -> None:
        with self.clinic.db.transaction() as session:
            taken = tasks.claim(session, by=lane.token, task_id=task_id)
        assert taken.owner_id == lane.staff_id
        lane.screen[task_id] = (taken.version, taken.last_inbound_id)

    def _next(self, lane: Lane, task_id: int, step: Step) -> None:
        with self.clinic.db.transaction() as session:
            taken = next_task(session, by=lane.token, token=uuid4(), area="inbox", queue="inbox")
        if taken.id is not None:
            with self._lock:
                self.taken.append((taken.id, taken.version))

    def _release(self, lane: Lane, task_id: int, step: Step) -> None:
        version, _ = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            tasks.release(session, by=lane.token, task_id=task_id, seen_version=version, reason="Lunch")

    def _assign(self, lane: Lane, task_id: int, step: Step) -> None:
        version, _ = lane.screen[task_id]
        to = list(self._staff.values())[step.other % len(self._staff)]
        with self.clinic.db.transaction() as session:
            assigning.assign(session, by=lane.token, task_id=task_id, seen_version=version, owner_id=to)

    def _pool(self, lane: Lane, task_id: int, step: Step) -> None:
        version, _ = lane.screen[task_id]
        team = self._teams[step.other % len(self._teams)]
        with self.clinic.db.transaction() as session:
            assigning.assign(session, by=lane.token, task_id=task_id, seen_version=version, owner_id=None, team_id=team)

    def _prioritise(self, lane: Lane, task_id: int, step: Step) -> None:
        version, _ = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            priorities.prioritise(
                session, by=lane.token, task_id=task_id, seen_version=version, priority=step.other % 4, reason="So"
            )

    def _snooze(self, lane: Lane, task_id: int, step: Step) -> None:
        version, inbound = lane.screen[task_id]
        until = datetime.now(UTC) + timedelta(hours=1 + step.other)
        with self.clinic.db.transaction() as session:
            done = snoozing.snooze(
                session, by=lane.token, task_id=task_id, seen_version=version, seen_inbound_id=inbound, until=until
            )
        self._compared(lane, done)

    def _wait(self, lane: Lane, task_id: int, step: Step) -> None:
        version, inbound = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            done = snoozing.wait(
                session, by=lane.token, token=uuid4(), task_id=task_id, seen_version=version, seen_inbound_id=inbound
            )
        self._compared(lane, done)

    def _wake(self, lane: Lane, task_id: int, step: Step) -> None:
        version, _ = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            snoozing.wake(session, by=lane.token, task_id=task_id, seen_version=version)

    def _close(self, lane: Lane, task_id: int, step: Step) -> None:
        version, inbound = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            done = closing.close(
                session,
                by=lane.token,
                token=uuid4(),
                task_id=task_id,
                seen_version=version,
                seen_inbound_id=inbound,
                outcome="by-phone",
            )
        self._compared(lane, done)

    def _reopen(self, lane: Lane, task_id: int, step: Step) -> None:
        version, _ = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            closing.reopen(session, by=lane.token, task_id=task_id, seen_version=version)

    def _reply(self, lane: Lane, task_id: int, step: Step) -> None:
        version, inbound = lane.screen[task_id]
        with self.clinic.db.transaction() as session:
            sent = replies.reply(
                session,
                by=lane.token,
                token=uuid4(),
                task_id=task_id,
                seen_version=version,
                seen_inbound_id=inbound,
                body=f"Answer {step.other} of {lane.name}.",
                then=replies.THEN[step.other % 3],
            )
        assert sent.version == version + 1, "answered over somebody's edit"
        lane.screen[task_id] = (sent.version, inbound)
        lane.sent.append(sent)
        with self._lock:
            self.sent.append((lane.name, sent))

    def _undo(self, lane: Lane, task_id: int, step: Step) -> None:
        if lane.sent:
            with self.clinic.db.transaction() as session:
                replies.undo(session, by=lane.token, outbox_id=lane.sent[-1 - step.other % len(lane.sent)].outbox_id)

    def _bulk(self, lane: Lane, task_id: int, step: Step) -> None:
        chosen = random.Random(step.other).sample(sorted(lane.screen), min(3, len(lane.screen)))
        items = tuple(bulk.Item(one, *lane.screen[one]) for one in chosen)
        self._many(lane, step, items, None)

    def _all(self, lane: Lane, task_id: int, step: Step) -> None:
        with self.clinic.db.transaction() as session:
            count = session.scalar(
                text("SELECT count(*) FROM task WHERE owner_id IS NULL AND status = 'requested' AND priority = 3")
            )
        matching = bulk.Matching("unassigned", Filters(priority=3), count or 0, datetime.now(UTC))
        self._many(lane, step, (), matching)

    def _many(self, lane: Lane, step: Step, items: tuple[bulk.Item, ...], matching: bulk.Matching | None) -> None:
        soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        deed, values = (
            ("assign", {"owner_id": self._staff["dev"]}),
            ("priority", {"priority": step.other % 4, "reason": "So"}),
            ("close", {"outcome": "no-reply-needed"}),
            ("snooze", {"until": soon}),
        )[step.other % 4]
        with self.clinic.db.transaction() as session:
            bulk.bulk(
                session,
                by=lane.token,
                token=uuid4(),
                area="inbox",
                queue="inbox",
                deed=deed,
                values=values,
                items=items,
                matching=matching,
            )

    def _away(self, lane: Lane, task_id: int, step: Step) -> None:
        now = datetime.now(UTC)
        cover = (None, *self._staff.values())[step.other % (len(self._staff) + 1)]
        with self.clinic.db.transaction() as session:
            absences.begin_absence(
                session, by=lane.token, starts_at=now, ends_at=now + timedelta(days=1), cover_id=cover
            )

    def _back(self, lane: Lane, task_id: int, step: Step) -> None:
        mine = select(StaffAbsence.id).where(StaffAbsence.staff_id == lane.staff_id, StaffAbsence.ends_at > func.now())
        with self.clinic.db.transaction() as session:
            for absence_id in session.scalars(mine):
                absences.end_absence(session, by=lane.token, absence_id=absence_id)
