"""The statement behind a report's head: the report, and all that was decided about it as JSON, in one round trip."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from db.models import (
    Attachment,
    DiagnosticReport,
    FollowUp,
    Lab,
    LabFile,
    LabMessage,
    Note,
    PortalAccount,
    ProxyGrant,
    Queue,
    ReportMessage,
    ResultComment,
    ResultHold,
    ResultRead,
    ResultRelease,
    Staff,
    Task,
)
from db.queries.recipients import in_force
from db.queries.result_lines import (
    AccountLine,
    CommentLine,
    FollowUpLine,
    HoldLine,
    ReadLine,
    ReleaseLine,
    VersionLine,
)
from db.queries.threads import FileLine, NoteLine
from rules.result_release import covers

_REPORT = DiagnosticReport


def _list(*columns: Any, order: Any) -> Select[Any]:
    """One JSON list of lists of a report's rows; None without any."""
    return select(func.jsonb_agg(aggregate_order_by(func.jsonb_build_array(*columns), order)))


def _of_report(found: Select[Any], name: str) -> Any:
    return found.correlate(DiagnosticReport).scalar_subquery().label(name)


_DECIDED, _SECOND, _ORDERER, _ENTERED = aliased(Staff), aliased(Staff), aliased(Staff), aliased(Staff)
_COMMENTS = _list(
    ResultComment.id, ResultComment.author, ResultComment.staff_id, ResultComment.body, ResultComment.created_at,
    ResultComment.withdrawn_at, ResultComment.withdrawn_by, order=ResultComment.id,
).where(ResultComment.report_id == _REPORT.id)  # fmt: skip
_RELEASES = (
    _list(
        ResultRelease.id, ResultRelease.audience, ResultRelease.account_id, func.coalesce(PortalAccount.name, ""),
        ResultRelease.released_at, ResultRelease.released_by, ResultRelease.withdrawn_at, ResultRelease.withdrawn_by,
        ResultRelease.withdrawn_reason, order=ResultRelease.id.desc(),
    )
    .select_from(ResultRelease)
    .outerjoin(PortalAccount, PortalAccount.id == ResultRelease.account_id)
    .where(ResultRelease.report_id == _REPORT.id)
)  # fmt: skip
_READS = (
    _list(
        PortalAccount.id, PortalAccount.name,
        func.coalesce(PortalAccount.patient_id == _REPORT.patient_id, False),
        ResultRead.first_at, ResultRead.last_at, order=ResultRead.first_at,
    )
    .select_from(ResultRead)
    .join(PortalAccount, PortalAccount.id == ResultRead.account_id)
    .where(ResultRead.report_id == _REPORT.id)
)  # fmt: skip
_HOLDS = (
    _list(
        ResultHold.id, ResultHold.reason, ResultHold.rationale, ResultHold.audience, ResultHold.account_id,
        func.coalesce(PortalAccount.name, ""), _DECIDED.name, ResultHold.decided_by_id,
        func.coalesce(_SECOND.name, ""), ResultHold.starts_at, ResultHold.expires_at, ResultHold.escalated_at,
        ResultHold.ended_at, ResultHold.ended_by, ResultHold.version, order=ResultHold.id.desc(),
    )
    .select_from(ResultHold)
    .join(_DECIDED, _DECIDED.id == ResultHold.decided_by_id)
    .outerjoin(_SECOND, _SECOND.id == ResultHold.second_id)
    .outerjoin(PortalAccount, PortalAccount.id == ResultHold.account_id)
    .where(ResultHold.report_id == _REPORT.id)
)  # fmt: skip
_VERSIONS = (
    _list(
        ReportMessage.message_id, ReportMessage.change, ReportMessage.status, ReportMessage.at, LabMessage.control_id,
        LabFile.name, LabMessage.remarks, order=ReportMessage.id,
    )
    .select_from(ReportMessage)
    .join(LabMessage, LabMessage.id == ReportMessage.message_id)
    .join(LabFile, LabFile.id == LabMessage.file_id)
    .where(ReportMessage.report_id == _REPORT.id)
)  # fmt: skip
_FOLLOW_UPS = _list(
    FollowUp.id, FollowUp.kind, FollowUp.detail, FollowUp.due_on, FollowUp.task_id, FollowUp.decided_by,
    FollowUp.decided_at, FollowUp.finished_at, FollowUp.finished_by, FollowUp.outcome, order=FollowUp.id,
).where(FollowUp.report_id == _REPORT.id)  # fmt: skip
_FILES = _list(
    Attachment.id, Attachment.name, Attachment.media_type, Attachment.refusal, Attachment.preview_type.is_not(None),
    Attachment.checked_at.is_not(None), order=Attachment.id,
).where(Attachment.report_id == _REPORT.id)  # fmt: skip
_OWN = _list(PortalAccount.id, PortalAccount.name, PortalAccount.state, order=PortalAccount.id).where(
    PortalAccount.patient_id == _REPORT.patient_id
)
_PROXIES = (
    _list(PortalAccount.id, PortalAccount.name, PortalAccount.state, ProxyGrant.relation, order=PortalAccount.name)
    .select_from(ProxyGrant)
    .join(PortalAccount, PortalAccount.id == ProxyGrant.account_id)
    .where(in_force(_REPORT.patient_id, "results"))
)

_NOTES = (
    _list(Note.id, Staff.name, Note.body, Note.created_at, order=Note.id)
    .select_from(Note)
    .join(Staff, Staff.id == Note.staff_id)
    .where(Note.task_id == Task.id)
)

HEAD = (
    select(
        *DiagnosticReport.__table__.c,
        Queue.area,
        Lab.name.label("lab"),
        _ORDERER.name.label("orderer_name"),
        _ENTERED.name.label("entered_by"),
        _of_report(_COMMENTS, "comments"),
        _of_report(_RELEASES, "releases"),
        _of_report(_READS, "reads"),
        _of_report(_HOLDS, "holds"),
        _of_report(_VERSIONS, "versions"),
        _of_report(_FOLLOW_UPS, "follow_ups"),
        _of_report(_FILES, "files"),
        _of_report(_OWN, "own"),
        _of_report(_PROXIES, "proxies"),
        _NOTES.correlate(Task).scalar_subquery().label("task_notes"),
    )
    .select_from(Task)
    .join(Queue, Queue.id == Task.queue_id)
    .join(DiagnosticReport, (DiagnosticReport.id == Task.focus_id) & (Task.focus_type == "diagnostic_report"))
    .outerjoin(Lab, Lab.id == DiagnosticReport.lab_id)
    .outerjoin(_ORDERER, _ORDERER.id == DiagnosticReport.orderer_id)
    .outerjoin(_ENTERED, _ENTERED.id == DiagnosticReport.entered_by_id)
    .where(Task.id == bindparam("task_id", type_=BigInteger))
)


def comments(row: Any) -> tuple[CommentLine, ...]:
    """What was said to the patient, oldest first."""
    return tuple(
        CommentLine(number, author, staff_id, body, _at(at), _maybe(withdrawn), by)
        for number, author, staff_id, body, at, withdrawn, by in row.comments or ()
    )


def releases(row: Any) -> tuple[ReleaseLine, ...]:
    """Releases, the newest first, each with who of its audience opened the report."""
    reads = [ReadLine(number, name, own, _at(first), _at(last)) for number, name, own, first, last in row.reads or ()]
    return tuple(
        ReleaseLine(
            number, audience, account_id, account, _at(at), by, _maybe(ended), ended_by, why,
            tuple(one for one in reads if covers(audience, account_id, account_id=one.account_id, own=one.own)),
        )
        for number, audience, account_id, account, at, by, ended, ended_by, why in row.releases or ()
    )  # fmt: skip


def holds(row: Any) -> tuple[HoldLine, ...]:
    """Holds, the newest first."""
    return tuple(HoldLine(*_timed(line, 9, 10, 11, 12)) for line in row.holds or ())


def versions(row: Any) -> tuple[VersionLine, ...]:
    """The messages behind the report, oldest first."""
    return tuple(
        VersionLine(message_id, change, status, _at(at), control_id, file, tuple(str(one) for one in remarks or ()))
        for message_id, change, status, at, control_id, file, remarks in row.versions or ()
    )


def follow_ups(row: Any) -> tuple[FollowUpLine, ...]:
    """What was decided to follow, oldest first."""
    lines = (_timed(line, 6, 7) for line in row.follow_ups or ())
    return tuple(FollowUpLine(*[*line[:3], _day(line[3]), *line[4:]]) for line in lines)


def files(row: Any) -> tuple[FileLine, ...]:
    """The files that belong to the report."""
    return tuple(FileLine(*line) for line in row.files or ())


def notes(row: Any) -> tuple[NoteLine, ...]:
    """The internal notes on the task, oldest first."""
    return tuple(NoteLine(number, author, body, _at(at)) for number, author, body, at in row.task_notes or ())


def accounts(row: Any) -> tuple[AccountLine, ...]:
    """The accounts that may act for the patient: their own first."""
    own = [AccountLine(number, name, True, "", state) for number, name, state in row.own or ()]
    proxies = [AccountLine(number, name, False, relation, state) for number, name, state, relation in row.proxies or ()]
    return (*own, *proxies)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _timed(line: list[Any], *places: int) -> list[Any]:
    """A line with its instants read."""
    return [_maybe(value) if place in places else value for place, value in enumerate(line)]
