"""A report as staff read it: its values beside earlier and replaced ones, who sees it since when, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, select, true
from sqlalchemy.orm import Session, aliased

from db.credentials import Credential
from db.errors import NotFound
from db.models import Observation
from db.queries.observations import SETTLED, stands, written_range, written_value
from db.queries.paging import plain_rows
from db.queries.result_head import HEAD, accounts, comments, files, follow_ups, holds, notes, releases, versions
from db.queries.result_lines import (
    AccountLine,
    CommentLine,
    FollowUpLine,
    Group,
    HoldLine,
    ObservationLine,
    OldValue,
    Previous,
    ReleaseLine,
    VersionLine,
)
from db.queries.threads import FileLine, NoteLine
from db.registry import acting, query
from db.roles import Permission, on_area
from rules.result_flags import change
from rules.units import readable_unit

MOST = 500  # values of one report on screen; the raw message has them all


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """A report. `patient_id` is None, and `identity` what its sender said, until it is known whose it is.

    `orderer` is the name of our own staff member where they are one (`orderer_id`), else as the sender wrote it.
    `status` is FHIR's; `severity` 0 normal, 1 abnormal, 2 critical. `more`: there are values beyond those shown.
    `accounts` are those that may act for the patient today; releases and holds the newest first, ended ones too.
    `notes` are the sender's, `internal_notes` those of colleagues on the task.
    """

    id: int
    version: int
    patient_id: int | None
    display: str
    loinc: str
    code: str
    category: str
    source: str
    status: str
    severity: int
    collected_at: datetime | None
    reported_at: datetime
    received_at: datetime
    orderer: str
    orderer_id: int | None
    lab: str
    specimen: str
    notes: str
    filler_number: str
    placer_number: str
    entered_by: str
    critical_told_to: str
    critical_told_at: datetime | None
    reviewed_at: datetime | None
    reviewed_by: str
    match_reason: str
    matched_by: str
    identity: dict[str, Any]
    groups: tuple[Group, ...]
    more: bool
    comments: tuple[CommentLine, ...]
    releases: tuple[ReleaseLine, ...]
    holds: tuple[HoldLine, ...]
    versions: tuple[VersionLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    files: tuple[FileLine, ...]
    accounts: tuple[AccountLine, ...]
    internal_notes: tuple[NoteLine, ...] = ()

    @property
    def released(self) -> tuple[ReleaseLine, ...]:
        """The releases that weren't withdrawn."""
        return tuple(one for one in self.releases if one.withdrawn_at is None)

    @property
    def held(self) -> tuple[HoldLine, ...]:
        """The holds in force."""
        return tuple(one for one in self.holds if one.ended_at is None)


@query("report.detail", needs=Permission.RESULTS_READ)
def report(session: Session, *, viewer: Credential, task_id: int) -> ReportDetail:
    """The report that a task is about; `NotFound` when it isn't the viewer's to read. Two statements."""
    actor = acting(session)
    row = plain_rows(session, HEAD, {"task_id": task_id}).one_or_none()
    if row is None or not actor.may(on_area(row.area, "read")):
        raise NotFound("result")
    found = plain_rows(session, _OBSERVATIONS, {"report_id": row.id}).all()
    return ReportDetail(
        id=row.id,
        version=row.version,
        patient_id=row.patient_id,
        display=row.display,
        loinc=row.loinc,
        code=row.code,
        category=row.category,
        source=row.source,
        status=row.status,
        severity=row.severity,
        collected_at=row.collected_at,
        reported_at=row.reported_at,
        received_at=row.created_at,
        orderer=row.orderer_name or row.orderer,
        orderer_id=row.orderer_id,
        lab=row.lab or "",
        specimen=row.specimen,
        notes=row.notes,
        filler_number=row.filler_number,
        placer_number=row.placer_number,
        entered_by=row.entered_by or "",
        critical_told_to=row.critical_told_to,
        critical_told_at=row.critical_told_at,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by or "",
        match_reason=row.match_reason,
        matched_by=row.matched_by,
        identity=row.identity,
        groups=_grouped(_lines(found[:MOST])),
        more=len(found) > MOST,
        comments=comments(row),
        releases=releases(row),
        holds=holds(row),
        versions=versions(row),
        follow_ups=follow_ups(row),
        files=files(row),
        accounts=accounts(row),
        internal_notes=notes(row),
    )


_BEFORE = aliased(Observation)
_PREVIOUS = (
    select(
        _BEFORE.value_text,
        _BEFORE.value_number,
        _BEFORE.comparator,
        _BEFORE.unit,
        _BEFORE.flag,
        _BEFORE.effective_at,
    )
    .where(
        Observation.code != "",
        Observation.superseded_at.is_(None),
        _BEFORE.patient_id == Observation.patient_id,
        _BEFORE.code == Observation.code,
        _BEFORE.effective_at < Observation.effective_at,
        _BEFORE.report_id.is_distinct_from(Observation.report_id),
        stands(_BEFORE, SETTLED),
    )
    .order_by(_BEFORE.effective_at.desc(), _BEFORE.id.desc())
    .limit(1)
    .correlate(Observation)
    .lateral("previous")
)
_OBSERVATIONS = (
    select(
        Observation.id,
        Observation.display,
        Observation.code,
        Observation.local_code,
        Observation.sub_id,
        Observation.value_text,
        Observation.value_number,
        Observation.comparator,
        Observation.unit,
        Observation.flag,
        Observation.low,
        Observation.high,
        Observation.range_text,
        Observation.status,
        Observation.notes,
        Observation.performer,
        Observation.effective_at,
        Observation.superseded_at,
        Observation.superseded_by_id,
        _PREVIOUS.c.value_text.label("previous_text"),
        _PREVIOUS.c.value_number.label("previous_number"),
        _PREVIOUS.c.comparator.label("previous_comparator"),
        _PREVIOUS.c.unit.label("previous_unit"),
        _PREVIOUS.c.flag.label("previous_flag"),
        _PREVIOUS.c.effective_at.label("previous_at"),
    )
    .outerjoin(_PREVIOUS, true())
    .where(Observation.report_id == bindparam("report_id", type_=BigInteger))
    .order_by(Observation.position, Observation.id)
    .limit(MOST + 1)
)


def _lines(rows: Any) -> list[ObservationLine]:
    """The values in the sender's order, each with what it replaced."""
    there = {row.id: row for row in rows}
    old: dict[int, list[OldValue]] = {}
    for row in rows:
        newest = _newest(row, there)
        if newest != row.id:
            value = written_value(row.value_text, row.value_number, row.comparator, row.unit)
            old.setdefault(newest, []).append(
                OldValue(value, readable_unit(row.unit), row.flag, row.status, row.superseded_at)
            )
    return [_line(row, old.get(row.id, [])) for row in rows if _newest(row, there) == row.id]


def _newest(row: Any, there: dict[int, Any]) -> int:
    """The id of what stands in a value's place now: its own, unless a correction replaced it."""
    seen = {row.id}
    while row.superseded_by_id in there and row.superseded_by_id not in seen:
        row = there[row.superseded_by_id]
        seen.add(row.id)
    return int(row.id)


def _line(row: Any, old: list[OldValue]) -> ObservationLine:
    return ObservationLine(
        id=row.id,
        name=row.display or row.local_code or row.code,
        code=row.code,
        local_code=row.local_code,
        sub_id=row.sub_id,
        value=written_value(row.value_text, row.value_number, row.comparator, row.unit),
        unit=readable_unit(row.unit),
        number=row.value_number,
        comparator=row.comparator,
        flag=row.flag,
        low=row.low,
        high=row.high,
        reference=written_range(row.range_text, row.low, row.high),
        status=row.status,
        notes=row.notes,
        performer=row.performer,
        at=row.effective_at,
        previous=_previous(row),
        old=tuple(sorted(old, key=lambda one: one.replaced_at, reverse=True)),
        withdrawn_at=row.superseded_at,
    )


def _previous(row: Any) -> Previous | None:
    if row.previous_at is None:
        return None
    alike = row.unit == row.previous_unit and not row.comparator and not row.previous_comparator
    return Previous(
        value=written_value(row.previous_text, row.previous_number, row.previous_comparator, row.previous_unit),
        unit=readable_unit(row.previous_unit),
        flag=row.previous_flag,
        at=row.previous_at,
        change=change(row.previous_number, row.value_number) if alike else None,
    )


def _grouped(lines: list[ObservationLine]) -> tuple[Group, ...]:
    """One group, or one for each sub-id where a sender ties several tests together by it, as cultures do.

    A sub-id of its own for every line, or the same for all, says nothing.
    """
    parts: dict[str, list[ObservationLine]] = {}
    for line in lines:
        parts.setdefault(line.sub_id.partition(".")[0], []).append(line)
    tied = any(key and len({line.code or line.local_code for line in part}) > 1 for key, part in parts.items())
    if len(parts) < 2 or not tied:
        return (Group("", tuple(lines)),) if lines else ()
    return tuple(Group(_title(key, part), tuple(part)) for key, part in parts.items())


def _title(key: str, part: list[ObservationLine]) -> str:
    """The first word of what was found: the organism that the rest was tested on."""
    if not key:
        return ""
    first = part[0]
    named = first.number is None and first.value and "\n" not in first.value and len(first.value) <= 80
    return first.value if named else f"Part {key}"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a trend: `number` beside its comparator, or None for a value that is no number."""

    at: datetime
    value: str
    unit: str
    number: float | None
    comparator: str
    flag: str
    low: float | None
    high: float | None
    status: str
    report_id: int | None


@query("report.trend", needs=Permission.RESULTS_READ)
def trend(session: Session, *, viewer: Credential, patient_id: int, loinc: str) -> tuple[Point, ...]:
    """A patient's values of one LOINC that still stand, the newest 50, oldest first; numbers only to be drawn."""
    rows = plain_rows(session, _TREND, {"patient_id": patient_id, "loinc": loinc})
    return tuple(
        Point(
            at=row.effective_at,
            value=written_value(row.value_text, row.value_number, row.comparator, row.unit),
            unit=readable_unit(row.unit),
            number=_float(row.value_number),
            comparator=row.comparator,
            flag=row.flag,
            low=_float(row.low),
            high=_float(row.high),
            status=row.status,
            report_id=row.report_id,
        )
        for row in reversed(rows.all())
    )


def _float(number: Any) -> float | None:
    return None if number is None else float(number)


NEWEST = 50
_TREND = (
    select(
        Observation.effective_at,
        Observation.value_text,
        Observation.value_number,
        Observation.comparator,
        Observation.unit,
        Observation.flag,
        Observation.low,
        Observation.high,
        Observation.status,
        Observation.report_id,
    )
    .where(
        Observation.patient_id == bindparam("patient_id", type_=BigInteger),
        Observation.code == bindparam("loinc"),
        Observation.code != "",
        stands(),
    )
    .order_by(Observation.effective_at.desc(), Observation.id.desc())
    .limit(NEWEST)
)
