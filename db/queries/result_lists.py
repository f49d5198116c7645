"""The lists that nothing may be lost from: holds in force, results nobody opened, abnormal ones not finished.

Each pages by keyset on a partial index of what is open, and is counted from the list's own Select.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    DateTime,
    Interval,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from db.credentials import Credential
from db.models import (
    DiagnosticReport,
    FollowUp,
    Patient,
    PortalAccount,
    Queue,
    ResultHold,
    ResultRead,
    ResultRelease,
    Staff,
    Task,
)
from db.queries.paging import COUNT_CAP, PAGE_SIZE, Count, capped_counts, plain_rows, read_counts
from db.queries.release_rules import release_rules
from db.registry import acting, query
from db.roles import Permission

Cursor = tuple[datetime, int]
Line = TypeVar("Line")
HOLDS, NOT_READ, UNFINISHED = "holds", "not-read", "unfinished"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A result as a line of a list. `task_id` is its newest task, in `queue`; `display` names the test."""

    report_id: int
    task_id: int | None
    queue: str
    patient_id: int
    patient: str = field(repr=False)
    birth_date: date = field(repr=False)
    mrn: str = field(repr=False)
    display: str
    headline: str = field(repr=False)
    severity: int
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A hold in force, and until when."""

    report: ReportLine
    hold_id: int
    version: int
    reason: str
    rationale: str
    audience: str
    account: str
    decided_by: str
    second: str
    starts_at: datetime
    expires_at: datetime
    escalated_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A release that nobody of its audience has opened. `read_step`: 1 reminded, 2 staff were told.

    `account`: whether there is anybody in the portal who could open it.
    """

    report: ReportLine
    release_id: int
    audience: str
    released_at: datetime
    read_step: int
    account: bool


@dataclass(frozen=True, slots=True)
class UnfinishedLine:
    """An abnormal result without a finished follow-up; `kind` '' where none was decided yet."""

    report: ReportLine
    reviewed_at: datetime | None
    reviewed_by: str
    kind: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Listed(Generic[Line]):
    """Some lines, and where the next page starts (None at the end)."""

    lines: tuple[Line, ...]
    next: Cursor | None
    now: datetime


@query("result_list.holds", needs=Permission.RESULTS_READ)
def holds_due(
    session: Session, *, viewer: Credential, after: Cursor | None = None, size: int = PAGE_SIZE
) -> Listed[HeldLine]:
    """The holds in force, what expires first on top. One statement."""
    rows = plain_rows(session, _page(HOLDS, size + 1, continued=after is not None), _position(after)).all()
    lines = tuple(
        HeldLine(
            _report(row),
            row.hold_id,
            row.version,
            row.reason,
            row.rationale,
            row.audience,
            row.account or "",
            row.decided_by,
            row.second or "",
            row.starts_at,
            row.at,
            row.escalated_at,
        )
        for row in rows[:size]
    )
    return Listed(lines, _next(rows, size), acting(session).now)


@query("result_list.not_read", needs=Permission.RESULTS_READ)
def not_read(
    session: Session,
    *,
    viewer: Credential,
    after: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Listed[UnreadLine]:
    """Results that nobody of their audience opened though the patient was to be reminded; the longest waiting on top.

    The days until then are the clinic's (`rules.result_release`). Two statements.
    """
    parameters = _position(after) | _days(session)
    rows = plain_rows(session, _page(NOT_READ, size + 1, continued=after is not None), parameters).all()
    lines = tuple(
        UnreadLine(_report(row), row.release_id, row.audience, row.at, row.read_step, row.account)
        for row in rows[:size]
    )
    return Listed(lines, _next(rows, size), acting(session).now)


@query("result_list.unfinished", needs=Permission.RESULTS_READ)
def abnormal_unfinished(
    session: Session, *, viewer: Credential, after: Cursor | None = None, size: int = PAGE_SIZE
) -> Listed[UnfinishedLine]:
    """Abnormal and critical results not reviewed yet, or with a follow-up not finished; the oldest on top."""
    rows = plain_rows(session, _page(UNFINISHED, size + 1, continued=after is not None), _position(after)).all()
    lines = tuple(
        UnfinishedLine(_report(row), row.reviewed_at, row.reviewed_by or "", row.kind or "", row.due_on)
        for row in rows[:size]
    )
    return Listed(lines, _next(rows, size), acting(session).now)


@query("result_list.counts", needs=Permission.RESULTS_READ)
def list_counts(session: Session, *, viewer: Credential) -> Mapping[str, Count]:
    """How many stand on each list (`HOLDS`, `NOT_READ`, `UNFINISHED`), capped. Two statements."""
    return read_counts(session, _counts(), _days(session))


@lru_cache(maxsize=1)
def _counts() -> Select[Any]:
    return capped_counts({name: _LISTS[name](COUNT_CAP + 1, continued=False) for name in _LISTS})


def _days(session: Session) -> dict[str, Any]:
    """After how long the patient is reminded."""
    return {"older_than": timedelta(days=release_rules(session).nudge_days)}


def _position(after: Cursor | None) -> dict[str, Any]:
    return {} if after is None else {"after_at": after[0], "after_id": after[1]}


def _next(rows: Any, size: int) -> Cursor | None:
    return (rows[size - 1].at, rows[size - 1].id) if len(rows) > size else None


def _placed(at: Any, key: Any, *, continued: bool) -> list[ColumnElement[bool]]:
    position = tuple_(bindparam("after_at", type_=DateTime(timezone=True)), bindparam("after_id", type_=BigInteger))
    return [tuple_(at, key) > position] if continued else []


# ---- what stands on each list: (at, id, report_id), in its order ----------------------------------------


def _held(limit: int, *, continued: bool) -> Select[datetime, int, int]:
    at, key = ResultHold.expires_at, ResultHold.id
    return (
        select(at.label("at"), key.label("id"), ResultHold.report_id)
        .where(ResultHold.ended_at.is_(None), *_placed(at, key, continued=continued))
        .order_by(at, key)
        .limit(limit)
    )


def _unread(limit: int, *, continued: bool) -> Select[datetime, int, int]:
    at, key = ResultRelease.released_at, ResultRelease.id
    reader = aliased(PortalAccount)
    covered = or_(
        ResultRelease.audience == "everybody",
        (ResultRelease.audience == "account") & (reader.id == ResultRelease.account_id),
        (ResultRelease.audience == "patient") & (reader.patient_id == ResultRelease.patient_id),
        (ResultRelease.audience == "proxies") & reader.patient_id.is_distinct_from(ResultRelease.patient_id),
    )
    opened = (
        select(ResultRead.report_id)
        .join(reader, reader.id == ResultRead.account_id)
        .where(ResultRead.report_id == ResultRelease.report_id, covered)
        .correlate(ResultRelease)
        .exists()
    )
    kept_back = exists().where(
        ResultHold.report_id == ResultRelease.report_id,
        ResultHold.ended_at.is_(None),
        ResultHold.audience.in_(("everybody", ResultRelease.audience)),
        ResultHold.account_id.is_not_distinct_from(ResultRelease.account_id) | (ResultHold.audience == "everybody"),
    )
    living = exists().where(Patient.id == ResultRelease.patient_id, Patient.deceased_at.is_(None))
    before = func.transaction_timestamp() - bindparam("older_than", type_=Interval)
    return (
        select(at.label("at"), key.label("id"), ResultRelease.report_id)
        .where(STEPS_LEFT, ResultRelease.withdrawn_at.is_(None), at <= before, ~opened, ~kept_back, living)
        .where(*_placed(at, key, continued=continued))
        .order_by(at, key)
        .limit(limit)
    )


def _unfinished(limit: int, *, continued: bool) -> Select[Any]:
    """Two lists in one order: what nobody reviewed, and what was reviewed with something still to do."""
    at, key = DiagnosticReport.reported_at, DiagnosticReport.id
    alarming = DiagnosticReport.patient_id.is_not(None), _ABNORMAL, _STILL_HOLDS
    whole = select(at.label("at"), key.label("id"), key.label("report_id")).where(*alarming)
    whole = whole.where(*_placed(at, key, continued=continued))
    to_do = exists().where(FollowUp.report_id == key, FollowUp.finished_at.is_(None))
    parts = (
        whole.where(DiagnosticReport.reviewed_at.is_(None)),
        whole.where(DiagnosticReport.reviewed_at.is_not(None), to_do),
    )
    both = union_all(*(select(part.order_by(at, key).limit(limit).subquery()) for part in parts)).subquery()
    return select(both).order_by(both.c.at, both.c.id).limit(limit)


_LISTS: dict[str, Callable[..., Any]] = {HOLDS: _held, NOT_READ: _unread, UNFINISHED: _unfinished}
# As literals: a partial index is found only by the very words of its condition, never by a bound value.
_ABNORMAL: ColumnElement[bool] = literal_column("diagnostic_report.severity > 0", Boolean)
STEPS_LEFT: ColumnElement[bool] = literal_column("result_release.read_step < 3", Boolean)
_STILL_HOLDS = DiagnosticReport.status.not_in(("cancelled", "entered-in-error"))


# ---- a page of a list, with what its lines show ---------------------------------------------------------


@lru_cache(maxsize=16)
def _page(name: str, limit: int, *, continued: bool) -> Select[Any]:
    found = _LISTS[name](limit, continued=continued).subquery("listed")
    statement = (
        select(found.c.at, found.c.id, *_WHAT, *_NEWEST.c)
        .select_from(found)
        .join(DiagnosticReport, DiagnosticReport.id == found.c.report_id)
        .join(Patient, Patient.id == DiagnosticReport.patient_id)
        .outerjoin(_NEWEST, literal_column("true"))
        .order_by(found.c.at, found.c.id)
    )
    return _DECORATED[name](statement, found)


_WHAT = (
    DiagnosticReport.id.label("report"), DiagnosticReport.display, DiagnosticReport.headline,
    DiagnosticReport.severity, DiagnosticReport.reported_at, Patient.id.label("patient"), Patient.given,
    Patient.family, Patient.birth_date, Patient.mrn,
)  # fmt: skip
_NEWEST = (
    select(Task.id.label("task_id"), Queue.slug.label("queue"))
    .join(Queue, Queue.id == Task.queue_id)
    .where(Task.focus_type == "diagnostic_report", Task.focus_id == DiagnosticReport.id)
    .order_by(Task.id.desc())
    .limit(1)
    .correlate(DiagnosticReport)
    .lateral("newest")
)


def _report(row: Any) -> ReportLine:
    return ReportLine(
        row.report,
        row.task_id,
        row.queue or "",
        row.patient,
        f"{row.given} {row.family}",
        row.birth_date,
        row.mrn,
        row.display,
        row.headline,
        row.severity,
        row.reported_at,
    )


def _with_hold(statement: Select[Any], found: Any) -> Select[Any]:
    decided, second = aliased(Staff), aliased(Staff)
    return (
        statement.add_columns(
            ResultHold.id.label("hold_id"), ResultHold.version, ResultHold.reason, ResultHold.rationale,
            ResultHold.audience, PortalAccount.name.label("account"), decided.name.label("decided_by"),
            second.name.label("second"), ResultHold.starts_at, ResultHold.escalated_at,
        )
        .join(ResultHold, ResultHold.id == found.c.id)
        .join(decided, decided.id == ResultHold.decided_by_id)
        .outerjoin(second, second.id == ResultHold.second_id)
        .outerjoin(PortalAccount, PortalAccount.id == ResultHold.account_id)
    )  # fmt: skip


def _with_release(statement: Select[Any], found: Any) -> Select[Any]:
    own = exists().where(PortalAccount.patient_id == ResultRelease.patient_id, PortalAccount.state != "disabled")
    return statement.add_columns(
        ResultRelease.id.label("release_id"), ResultRelease.audience, ResultRelease.read_step, own.label("account")
    ).join(ResultRelease, ResultRelease.id == found.c.id)


def _with_follow_up(statement: Select[Any], _found: Any) -> Select[Any]:
    due = (
        select(FollowUp.kind, FollowUp.due_on)
        .where(FollowUp.report_id == DiagnosticReport.id, FollowUp.finished_at.is_(None))
        .order_by(FollowUp.due_on.nulls_last(), FollowUp.id)
        .limit(1)
        .correlate(DiagnosticReport)
        .lateral("due")
    )
    return statement.add_columns(
        DiagnosticReport.reviewed_at, DiagnosticReport.reviewed_by, due.c.kind, due.c.due_on
    ).outerjoin(due, literal_column("true"))


_DECORATED = {HOLDS: _with_hold, NOT_READ: _with_release, UNFINISHED: _with_follow_up}
