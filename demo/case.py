"""One conversation and its task, played step by step as the application would have kept them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from db.actions.import_messages import FIRST_WORDS, TITLES
from db.actions.tasks import WAITING_FOR_PATIENT
from db.models import Attachment, Draft, Message, Note, Priority, Queue, Task, TaskEvent, TaskStatus, Thread
from db.roles import WORKER
from demo.bulk import Bulk
from demo.patients import Account, Person

TRIAGE_DELAY = timedelta(seconds=20)
# The portal knows fewer topics than patients have matters.
PORTAL_TOPICS = {"medication": "health", "tests": "results"}
_MONEY = ("bill", "charge", "invoice", "copay", "statement", "cobro", "$")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the staff, as far as a conversation needs them."""

    id: int
    username: str
    name: str
    role: str
    site: str


@dataclass(slots=True)
class Said:
    """A message; `staff` is empty for the patient's side."""

    at: datetime
    body: str
    staff: Colleague | None = None
    read_at: datetime | None = None
    nudged_at: datetime | None = None
    files: tuple[tuple[str, str, bytes], ...] = ()
    id: int = 0


@dataclass(slots=True)
class Step:
    """A task event, of `said` where it is about a message."""

    at: datetime
    kind: str
    staff: Colleague | None
    actor: str
    detail: dict[str, Any]
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Alarming words that the rules found."""

    level: str
    family: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call about a conversation."""

    at: datetime
    by: Colleague
    outcome: str
    detail: str


@dataclass(slots=True)
class Case:
    """A thread with its task. The methods keep what the actions of the same names would have kept."""

    person: Person
    account: Account
    relation: str
    topic: str
    subject: str
    due: datetime
    said: list[Said] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    notes: list[tuple[str, Step]] = field(default_factory=list)
    mentions: list[tuple[Colleague, Step]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    watchers: list[tuple[Colleague, bool]] = field(default_factory=list)  # and whether they are writing
    draft: tuple[datetime, Colleague, str] | None = None
    owner: Colleague | None = None
    status: TaskStatus = TaskStatus.REQUESTED
    business_status: str = ""
    on_hold_until: datetime | None = None
    outcome: str = ""
    priority: Priority = Priority.ROUTINE
    priority_reason: str = ""
    flags: tuple[Flag, ...] = ()
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    claimed_at: datetime | None = None
    worked_at: datetime | None = None
    triaged_at: datetime | None = None
    first_response_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1
    task_id: int = 0

    @property
    def last(self) -> datetime:
        """When the newest message came."""
        return self.said[-1].at

    def receive(self, at: datetime, body: str, files: tuple[tuple[str, str, bytes], ...] = ()) -> None:
        """The patient's side writes; a task that waits wakes, a closed one opens again."""
        said = Said(at, body, files=files)
        self.said.append(said)
        actor = f"Proxy ({self.relation})" if self.relation else "Patient"
        self._step(at, "received", None, actor, said)
        if self.status == TaskStatus.ON_HOLD:
            self.status = TaskStatus.IN_PROGRESS if self.owner else TaskStatus.REQUESTED
            self._step(at, "woken", None, actor, said)
        elif self.status == TaskStatus.COMPLETED:
            self.status, self.outcome, self.owner = TaskStatus.REQUESTED, "", None
            self.claimed_at = self.closed_at = self.worked_at = None
            self._step(at, "reopened", None, actor, said)
        self.business_status, self.triaged_at = "", None

    def triage(self) -> None:
        """The worker computed the deadline."""
        self.triaged_at = self.last + TRIAGE_DELAY
        self._step(self.triaged_at, "triaged", None, WORKER.name, due=self.due.isoformat())

    def claim(self, at: datetime, by: Colleague) -> None:
        """Somebody takes the task."""
        self.owner, self.status, self.claimed_at = by, TaskStatus.IN_PROGRESS, at
        self.version += 1
        self._step(at, "claimed", by, by.name)

    def reply(self, at: datetime, by: Colleague, body: str, then: str) -> None:
        """Staff answer; the task then stays open, waits or ends."""
        said = Said(at, body, by)
        self.said.append(said)
        self.first_response_at = self.first_response_at or at
        self._step(at, "replied", by, by.name, said, then=then)
        if then == "close":
            self.close(at, by, "answered")
            return
        self.version += 1
        self.status = TaskStatus.ON_HOLD if then == "wait" else TaskStatus.IN_PROGRESS
        self.business_status = WAITING_FOR_PATIENT if then == "wait" else ""

    def close(self, at: datetime, by: Colleague, outcome: str) -> None:
        """The task ends."""
        self.status, self.outcome, self.business_status = TaskStatus.COMPLETED, outcome, ""
        self.owner, self.closed_at = self.owner or by, at
        self.version += 1
        self._step(at, "closed", by, by.name, outcome=outcome)

    def snooze(self, at: datetime, by: Colleague, until: datetime, reason: str) -> None:
        """Out of sight until a moment."""
        self.status, self.on_hold_until = TaskStatus.ON_HOLD, until
        self.version += 1
        self._step(at, "snoozed", by, by.name, until=until.isoformat(), reason=reason)

    def note(self, at: datetime, by: Colleague, body: str, mentioned: Colleague | None = None) -> None:
        """A note for colleagues, one of whom may be called by name."""
        self._step(at, "noted", by, by.name)
        self.notes.append((body, self.steps[-1]))
        if mentioned is not None:
            self.mentions.append((mentioned, self.steps[-1]))

    def call(self, at: datetime, by: Colleague, outcome: str, detail: str) -> None:
        """Somebody telephoned the patient."""
        self.calls.append(Call(at, by, outcome, detail))
        self._step(at, "called", by, by.name, outcome=outcome)

    def flag(self, found: tuple[Flag, ...], reason: str) -> None:
        """The worker found an emergency in the newest message."""
        self.flags = found
        self.priority, self.priority_reason = Priority.STAT, reason
        self._step(self.triaged_at or self.last, "flagged", None, WORKER.name)

    def raise_priority(self, at: datetime, by: Colleague, reason: str) -> None:
        """A person, not a rule, judged this as urgent."""
        self.priority, self.priority_reason = Priority.URGENT, reason
        self.version += 1
        self._step(at, "raised", by, by.name, priority=int(self.priority), reason=reason)

    def _step(
        self, at: datetime, kind: str, staff: Colleague | None, actor: str, said: Said | None = None, **detail: Any
    ) -> None:
        self.steps.append(Step(at, kind, staff, actor, detail, said))
        if staff is not None and staff == self.owner:
            self.worked_at = at


def portal_topic(topic: str, body: str) -> str:
    """The topic a patient would have chosen in the portal."""
    if topic == "admin":
        return "billing" if any(word in body.lower() for word in _MONEY) else "other"
    return PORTAL_TOPICS.get(topic, topic)


def keep(bulk: Bulk, cases: Iterable[Case], queue: Queue, site_ids: dict[str, int]) -> None:
    """Add every row of these conversations; ids rise with time, as they would have."""
    cases = sorted(cases, key=lambda one: one.said[0].at)
    messages = sorted(((said, one) for one in cases for said in one.said), key=lambda pair: pair[0].at)
    steps = sorted(((step, one) for one in cases for step in one.steps), key=lambda pair: pair[0].at)
    threads = {id(one): bulk.next_id(Thread) for one in cases}
    for one in cases:
        one.task_id = bulk.next_id(Task)
    for said, _ in messages:
        said.id = bulk.next_id(Message)
    for case in cases:
        _keep_head(bulk, case, threads[id(case)], queue, site_ids)
        _keep_own_words(bulk, case)
    for said, case in messages:
        _keep_message(bulk, said, case, threads[id(case)])
    for step, case in steps:
        about = {"message_id": step.said.id} if step.said else {}
        bulk.add(TaskEvent, task_id=case.task_id, at=step.at, kind=step.kind,
                 staff_id=step.staff.id if step.staff else None, actor=step.actor,
                 detail=about | step.detail)  # fmt: skip


def _newest(case: Case) -> Said:
    return next(said for said in reversed(case.said) if said.staff is None)


def _keep_head(bulk: Bulk, case: Case, thread_id: int, queue: Queue, site_ids: dict[str, int]) -> None:
    newest, created = _newest(case), case.said[0].at
    bulk.add(
        Thread, id=thread_id, patient_id=case.person.id, account_id=case.account.id, source_key=None, topic=case.topic,
        subject=case.subject, first_words=" ".join(newest.body.split())[:FIRST_WORDS], created_at=created,
        last_message_at=case.last, last_inbound_id=newest.id,
    )  # fmt: skip
    bulk.add(
        Task, id=case.task_id, queue_id=queue.id, focus_type="thread", focus_id=thread_id, patient_id=case.person.id,
        site_id=site_ids[case.person.site], team_id=queue.team_id, owner_id=case.owner.id if case.owner else None,
        title=f"Message: {TITLES[case.topic]}", topic=case.topic, priority=int(case.priority),
        priority_reason=case.priority_reason, status=case.status.value, business_status=case.business_status,
        outcome=case.outcome, on_hold_until=case.on_hold_until, created_at=created, triaged_at=case.triaged_at,
        claimed_at=case.claimed_at, first_response_at=case.first_response_at, first_response_due_at=case.due,
        due_at=case.due, last_inbound_id=newest.id, last_inbound_at=newest.at, arrived_at=newest.at,
        worked_at=case.worked_at, flag=max((one.level for one in case.flags), default=""),
        flag_acknowledged_at=case.acknowledged_at, flag_acknowledged_by=case.acknowledged_by, closed_at=case.closed_at,
        closed_by=case.owner.name if case.closed_at and case.owner else None, version=case.version,
    )  # fmt: skip


def _keep_own_words(bulk: Bulk, case: Case) -> None:
    """Notes and the draft: what the patient never sees."""
    for body, step in case.notes:
        if step.staff is not None:
            step.detail["note_id"] = note_id = bulk.next_id(Note)
            bulk.add(Note, id=note_id, task_id=case.task_id, staff_id=step.staff.id, body=body, created_at=step.at)
    if case.draft is not None:
        at, by, body = case.draft
        bulk.add(Draft, task_id=case.task_id, staff_id=by.id, kind="reply", body=body, seen_inbound_id=_newest(case).id,
                 saved_at=at)  # fmt: skip


def _keep_message(bulk: Bulk, said: Said, case: Case, thread_id: int) -> None:
    bulk.add(
        Message, id=said.id, thread_id=thread_id, direction="outbound" if said.staff else "inbound",
        account_id=case.account.id, staff_id=said.staff.id if said.staff else None,
        author=said.staff.name if said.staff else case.account.name, body=said.body, created_at=said.at,
        sent_at=said.at, withdrawn_at=None, withdrawn_by=None, read_at=said.read_at, nudged_at=said.nudged_at,
    )  # fmt: skip
    for name, media_type, content in said.files:
        bulk.add(Attachment, message_id=said.id, name=name, media_type=media_type, content=content, created_at=said.at)
