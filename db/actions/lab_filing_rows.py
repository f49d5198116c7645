"""Reading the reports that a chunk of messages may be versions of, and writing all that the chunk changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, and_, any_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from db.actions.lab_filing_reports import FILLER, PLACER, Number, Standing, number_by
from db.actions.lab_filing_versions import WITHDRAWN, Change, Entry
from db.actions.release_rule import on_filed
from db.actions.result_linking import move_values
from db.actions.result_tasks import Arrival, lock_tasks, put_before_staff
from db.audit import audit_many
from db.copying import insert_rows, next_ids, update_rows
from db.lab_messages import LabMessage, LabReport, RefusedMessage
from db.models import (
    Attachment,
    DiagnosticReport,
    MessageState,
    Observation,
    ReportMessage,
    ServiceRequest,
)
from db.models import LabMessage as MessageRow
from db.queries.clinic_hours import Clocks
from db.registry import acting

CHANGING = (
    "patient_id", "service_request_id", "status", "severity", "headline", "collected_at", "reported_at", "specimen",
    "notes", "match_reason", "matched_by", "content_hash",
)  # fmt: skip
KEPT = (
    "id", "lab_code_id", "position", "code", "display", "value_number", "value_text", "unit", "flag", "effective_at",
    "status", "local_code", "sub_id", "comparator", "low", "high", "range_text", "notes", "performer",
    "superseded_at", "superseded_by_id",
)  # fmt: skip
_kept = attrgetter(*KEPT)


@dataclass(slots=True)
class Written:
    """What becomes of one message: its row."""

    id: int
    state: MessageState
    came: LabMessage | RefusedMessage
    lab_id: int | None
    content_hash: bytes = b""
    observations: int = 0
    remarks: list[str] = field(default_factory=list)

    def row(self, file_id: int, position: int) -> dict[str, Any]:
        """As `lab_message` has it."""
        came = self.came
        refused = came if isinstance(came, RefusedMessage) else None
        read = None if isinstance(came, RefusedMessage) else came
        return {
            "id": self.id,
            "file_id": file_id,
            "position": position,
            "lab_id": self.lab_id,
            "control_id": read.control_id if read else "",
            "content_hash": read.content_hash if read else self.content_hash,
            "raw": came.raw,
            "state": self.state.value,
            "segment": refused.segment if refused else "",
            "field": refused.field if refused else "",
            "reason": refused.reason if refused else "",
            "remarks": [*(read.notes if read else ()), *self.remarks],
            "observations": self.observations,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """What one message did to one report."""

    standing: Standing
    message_id: int
    change: Change
    report: LabReport


def read_standing(session: Session, numbers: Iterable[Number]) -> dict[Number, list[Standing]]:
    """The reports known by these numbers, their tasks and they themselves locked; the newest first."""
    wanted = set(numbers)
    asked = {
        "labs": sorted({lab_id for lab_id, _, _ in wanted}),
        "fillers": sorted({number.removeprefix(FILLER) for _, number, _ in wanted if number.startswith(FILLER)}),
        "placers": sorted({number.removeprefix(PLACER) for _, number, _ in wanted if number.startswith(PLACER)}),
    }
    if not wanted or not (ids := list(session.connection().execute(_KNOWN, asked).scalars())):
        return {}
    lock_tasks(session, ids)
    found: dict[Number, list[Standing]] = {}
    by_id: dict[int, Standing] = {}
    for row in session.connection().execute(_REPORTS, {"ids": ids}).mappings():
        test = row["code"] or row["display"]
        number = number_by(row["lab_id"], row["filler_number"], row["placer_number"], test)
        if number is not None and number in wanted:
            values = {name: value for name, value in row.items() if name not in ("id", "created_at")}
            standing = by_id[row["id"]] = Standing(row["id"], number, values, row["created_at"])
            found.setdefault(number, []).append(standing)
    for entry in session.connection().execute(_ENTRIES, {"ids": list(by_id)}):
        by_id[entry.report_id].entries.append(Entry(*entry[1:]))
    return found


_IDS = bindparam("ids", type_=ARRAY(BigInteger))
_KNOWN = (
    select(DiagnosticReport.id)
    .where(
        DiagnosticReport.source == "lab",
        DiagnosticReport.lab_id == any_(bindparam("labs", type_=ARRAY(BigInteger))),
        or_(
            DiagnosticReport.filler_number == any_(bindparam("fillers", type_=ARRAY(Text))),
            and_(
                DiagnosticReport.filler_number == "",
                DiagnosticReport.placer_number == any_(bindparam("placers", type_=ARRAY(Text))),
            ),
        ),
    )
    .order_by(DiagnosticReport.id)
)
_REPORTS = (
    select(
        DiagnosticReport.id,
        DiagnosticReport.created_at,
        DiagnosticReport.lab_id,
        DiagnosticReport.placer_number,
        DiagnosticReport.filler_number,
        DiagnosticReport.code,
        DiagnosticReport.display,
        DiagnosticReport.identity,
        *(getattr(DiagnosticReport, name) for name in CHANGING),
    )
    .where(DiagnosticReport.id == any_(_IDS))
    .order_by(DiagnosticReport.id.desc())
    .with_for_update(key_share=True)
)
# What stands, and what was taken back without anything in its place: either may get a next version.
_ENTRIES = (
    select(Observation.report_id, *(getattr(Observation, name) for name in KEPT))
    .where(
        Observation.report_id == any_(_IDS),
        or_(
            Observation.superseded_at.is_(None),
            and_(Observation.superseded_by_id.is_(None), Observation.status.in_(WITHDRAWN)),
        ),
    )
    .order_by(Observation.report_id, Observation.position, Observation.id)
)


def write(
    session: Session,
    file_id: int,
    written: Sequence[Written],
    steps: Sequence[Step],
    *,
    again: frozenset[int],
    clocks: Clocks,
) -> None:
    """Write messages, and the reports that they made or changed; then put these before staff and patients."""
    rows = [one.row(file_id, one.came.position) for one in written]
    insert_rows(session, MessageRow, [row for row in rows if row["id"] not in again])
    update_rows(
        session, MessageRow, [_without(row, "file_id", "position", "raw") for row in rows if row["id"] in again]
    )
    standing = list({step.standing.id: step.standing for step in steps if step.standing.touched}.values())
    _write_reports(session, standing)
    _write_entries(session, standing)
    versions = _write_versions(session, steps)
    _write_attachments(session, steps)
    session.flush()
    arrivals = _arrivals(steps, versions)
    _tell(session, steps, arrivals)
    put_before_staff(session, [arrival for arrival, shown in arrivals if shown], clocks=clocks)
    on_filed(session, [arrival.report_id for arrival, _ in arrivals if arrival.change != "unchanged"])
    session.flush()
    session.expunge_all()


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _write_reports(session: Session, reports: Sequence[Standing]) -> None:
    insert_rows(session, DiagnosticReport, [{"id": one.id} | one.values for one in reports if one.fresh])
    kept = [one for one in reports if not one.fresh]
    update_rows(session, DiagnosticReport, [{"id": one.id} | {n: one.values[n] for n in CHANGING} for one in kept])
    for one in reports:
        if one.moved:
            move_values(session, [one.id], one.patient_id)
        one.fresh = one.touched = one.moved = False
    answered = [
        one.values["service_request_id"]
        for one in reports
        if one.values["service_request_id"] and one.values["status"] in ("final", "corrected")
    ]
    if answered:
        done = ServiceRequest.id.in_(answered) & (ServiceRequest.status == "active")
        session.execute(update(ServiceRequest).where(done).values(status="completed"))


def _write_entries(session: Session, reports: Sequence[Standing]) -> None:
    fresh = [
        dict(zip(KEPT, _kept(entry), strict=True)) | {"report_id": one.id, "patient_id": one.patient_id}
        for one in reports
        for entry in one.entries
        if entry.fresh
    ]
    changed = [
        {name: getattr(entry, name) for name in ("id", "status", "superseded_at", "superseded_by_id")}
        for one in reports
        for entry in one.entries
        if entry.changed and not entry.fresh
    ]
    insert_rows(session, Observation, fresh)
    update_rows(session, Observation, changed)
    for one in reports:
        for entry in one.entries:
            entry.fresh = entry.changed = False


def _write_versions(session: Session, steps: Sequence[Step]) -> list[int]:
    """The report's versions, a row for each step."""
    ids = next_ids(session, ReportMessage, len(steps))
    now = acting(session).now
    insert_rows(
        session,
        ReportMessage,
        [
            {
                "id": version_id,
                "report_id": step.standing.id,
                "message_id": step.message_id,
                "change": step.change,
                "status": step.report.status,
                "at": now,
            }
            for version_id, step in zip(ids, steps, strict=True)
        ],
    )
    return ids


def _write_attachments(session: Session, steps: Sequence[Step]) -> None:
    """The documents that can be opened, each once a report."""
    sent = [(step.standing.id, each) for step in steps for each in step.report.attachments if each.content]
    if not sent:
        return
    known = {
        (row.report_id, bytes(row.digest))
        for row in session.execute(
            select(Attachment.report_id, func.sha256(Attachment.content).label("digest")).where(
                Attachment.report_id.in_({report_id for report_id, _ in sent})
            )
        )
    }
    for report_id, each in sent:
        key = (report_id, hashlib.sha256(each.content).digest())
        if key not in known:
            known.add(key)
            session.add(
                Attachment(report_id=report_id, name=each.name, media_type=each.media_type, content=each.content)
            )


def _arrivals(steps: Sequence[Step], versions: Sequence[int]) -> list[tuple[Arrival, bool]]:
    """Each report's newest change, and whether there is anything for staff to look at."""
    found: dict[int, tuple[Arrival, bool]] = {}
    for version_id, step in zip(versions, steps, strict=True):
        report_id, change = step.standing.id, step.change
        if change == "unchanged":
            continue
        before = found.get(report_id)
        change = "filed" if before and before[0].change == "filed" else change
        found[report_id] = (Arrival(report_id, version_id, change), _speaks(step.standing))
    return list(found.values())


def _speaks(standing: Standing) -> bool:
    """A test that is only registered, with no value yet, is nobody's work."""
    return bool(standing.values["status"] != "registered" or standing.entries or standing.values["notes"])


def _tell(session: Session, steps: Sequence[Step], arrivals: Sequence[tuple[Arrival, bool]]) -> None:
    """One audit event a report and change."""
    patients = {step.standing.id: step.standing.patient_id for step in steps}
    message_of = {step.standing.id: step.message_id for step in steps}
    for change in dict.fromkeys(arrival.change for arrival, _ in arrivals):
        audit_many(
            session,
            f"result.{change}",
            "diagnostic_report",
            [
                (arrival.report_id, patients[arrival.report_id], {"message_id": message_of[arrival.report_id]})
                for arrival, _ in arrivals
                if arrival.change == change
            ],
        )
