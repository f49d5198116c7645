"""Results of the past: what the laboratory sent was released at once, read or not, and reviewed by somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    DiagnosticReport,
    FollowUp,
    Lab,
    Queue,
    ResultRead,
    ResultRelease,
    Task,
    TaskEvent,
    TaskStatus,
)
from db.models.base import Base
from db.roles import WORKER
from demo.bulk import Bulk
from demo.case import Colleague
from demo.catalog import Test
from demo.history import Crew
from rules.result_flags import severity

LAB = ("NORTHLAB", "NRL", "Northfield Reference Laboratory")
OPENED = 0.72  # of released results whose patient has an account; so many were opened at a large network
BY_RULE = "the rule"
DAY = timedelta(days=1)
FOLLOWED = (
    ("none", "Known, and as expected."),
    ("message", "Written to."),
    ("call", "Reached by telephone."),
    ("repeat", "Measured again."),
)
FOLLOWED_SHARES = (0.66, 0.22, 0.08, 0.04)
TITLES = ("normal", "abnormal", "critical")
ORDER: tuple[type[Base], ...] = (DiagnosticReport, ResultRelease, ResultRead, Task, TaskEvent, FollowUp)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose facts are drawn; `account_id` of one who signs in."""

    id: int
    birth_date: date
    sex: str
    site_id: int
    prescriber_id: int
    died_on: date | None
    account_id: int | None


@dataclass(frozen=True, slots=True)
class Value:
    """What was measured, and how it stands to its range."""

    test: Test
    number: float
    flag: str

    @property
    def words(self) -> str:
        """As a list shows it: `Potassium 6.1 mmol/L (HH)`."""
        return f"{self.test.display} {self.number:.{self.test.digits}f} {self.test.unit} ({self.flag})"


def exact(number: float | None, digits: int) -> Decimal | None:
    """A number as it is written, with so many digits after the point."""
    return None if number is None else Decimal(f"{number:.{digits}f}")


@dataclass(frozen=True, slots=True)
class Within:
    """An observation's place in its report, and its reference range."""

    report_id: int | None
    position: int
    low: Decimal | None
    high: Decimal | None


ALONE = Within(None, 0, None, None)


class PastResults:
    """Draws and keeps a laboratory's reports of the past, each with its release, its reading and its closed task."""

    def __init__(self, session: Session, rng: Random, bulk: Bulk, crew: Crew, now: datetime) -> None:
        self.rng, self.bulk, self.crew, self.now = rng, bulk, crew, now
        lab = Lab(application=LAB[0], facility=LAB[1], name=LAB[2])
        session.add(lab)
        session.flush()
        self.lab_id = lab.id
        self.queue = session.scalars(select(Queue).where(Queue.slug == "results")).one()
        self.sent = 0
        for model in ORDER:  # observations refer to reports, so these are written first
            bulk.rows.setdefault(model, [])

    def report(
        self, subject: Subject, loinc: str, display: str, drawn: datetime, values: Sequence[Value]
    ) -> int | None:
        """A report of values drawn at `drawn`; None where the laboratory hasn't sent it yet."""
        reported = drawn + timedelta(hours=self.rng.uniform(3, 30))
        if reported > self.now - timedelta(days=1):
            return None
        worst = severity(max((value.flag for value in values), key=severity, default=""))
        told = [value.words for value in sorted(values, key=lambda one: -severity(one.flag)) if value.flag]
        reviewed = reported + timedelta(hours=0.4 if worst == 2 else self.rng.uniform(1, 40 if worst else 90))
        reviewed = min(reviewed, self.now)
        by = self.crew.reviews(self.rng)
        report_id = self.bulk.next_id(DiagnosticReport)
        self.sent += 1
        self.bulk.add(
            DiagnosticReport, id=report_id, patient_id=subject.id, lab_id=self.lab_id,
            filler_number=f"N{self.sent:07d}", code=loinc, loinc=loinc, display=display, status="final",
            severity=worst, headline="; ".join(told[:3]), collected_at=drawn, reported_at=reported,
            orderer_id=subject.prescriber_id, match_reason="Record number", matched_by=BY_RULE,
            reviewed_at=reviewed, reviewed_by=by.name, created_at=reported,
        )  # fmt: skip
        self._released(subject, report_id, reported)
        self._task(subject, report_id, worst, reported, reviewed, by)
        if worst:
            self._follow_up(subject, report_id, worst, reviewed, by)
        return report_id

    def _released(self, subject: Subject, report_id: int, at: datetime) -> None:
        opened = at + timedelta(hours=self.rng.expovariate(1 / 20))
        reads = subject.account_id is not None and opened < self.now and self.rng.random() < OPENED
        # What an old system left unread is nobody's news: the reminders begin with today's results.
        self.bulk.add(ResultRelease, report_id=report_id, patient_id=subject.id, audience="everybody", account_id=None,
                      released_at=at, released_by=BY_RULE, read_step=3)  # fmt: skip
        if reads:
            self.bulk.add(ResultRead, report_id=report_id, account_id=subject.account_id, first_at=opened,
                          last_at=opened)  # fmt: skip

    def _follow_up(self, subject: Subject, report_id: int, worst: int, at: datetime, by: Colleague) -> None:
        """What followed from an abnormal result: most are known and need nothing; a few repeats are still to come."""
        kind, words = self.rng.choices(FOLLOWED, FOLLOWED_SHARES)[0] if worst == 1 else FOLLOWED[2]
        due = (at + timedelta(days=90)).date() if kind == "repeat" else None
        open_still = due is not None and due > self.now.date()
        self.bulk.add(
            FollowUp, report_id=report_id, patient_id=subject.id, kind=kind, detail="", due_on=due,
            decided_by=by.name, decided_at=at, finished_at=None if open_still else min(self.now, at + DAY),
            finished_by=None if open_still else by.name, outcome="" if open_still else words,
        )  # fmt: skip

    def _task(
        self, subject: Subject, report_id: int, worst: int, at: datetime, closed: datetime, by: Colleague
    ) -> None:
        task_id = self.bulk.next_id(Task)
        self.bulk.add(
            Task, id=task_id, queue_id=self.queue.id, focus_type="diagnostic_report", focus_id=report_id,
            patient_id=subject.id, site_id=subject.site_id, team_id=self.queue.team_id, owner_id=by.id,
            title="Lab result", topic=TITLES[worst], priority=(3, 2, 0)[worst],
            priority_reason=("", "Abnormal", "Critical value")[worst], status=TaskStatus.COMPLETED.value,
            business_status="", outcome="reviewed", on_hold_until=None, created_at=at, triaged_at=at,
            claimed_at=closed, first_response_at=closed, first_response_due_at=None,
            due_at=at + timedelta(days=(3, 1, 0)[worst], minutes=30 if worst == 2 else 0), last_inbound_id=None,
            last_inbound_at=None, arrived_at=at, worked_at=closed, flag="", flag_acknowledged_at=None,
            flag_acknowledged_by=None, closed_at=closed, closed_by=by.name, version=2,
        )  # fmt: skip
        self.bulk.add(TaskEvent, task_id=task_id, at=at, kind="received", staff_id=None, actor=WORKER.name,
                      detail={})  # fmt: skip
        self.bulk.add(TaskEvent, task_id=task_id, at=closed, kind="closed", staff_id=by.id, actor=by.name,
                      detail={"outcome": "reviewed"})  # fmt: skip
