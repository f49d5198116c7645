"""Asking again whose the unmatched results are: after a setting was mended, or a patient was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.actions.release_rule import on_filed
from db.actions.result_linking import arrivals, count_messages, move_values
from db.actions.result_tasks import FOCUS, lock_tasks, put_before_staff
from db.audit import audit, audit_many
from db.credentials import Credential
from db.models import DiagnosticReport, Lab, LabMessage, MessageState, ReportMessage
from db.queries.patient_candidates import ask, read_authorities
from db.queries.unmatched import question_of, sent_of
from db.registry import acting, action
from db.roles import Permission


@action("result.match-again", needs=Permission.SYSTEM_RUN)
def match_again(session: Session, *, by: Credential, message_ids: Sequence[int]) -> int:
    """Decide anew whose the results of these messages are that wait for their patient; return how many were filed.

    What a person took from a patient waits for a person. Values and versions stay as they are.
    """
    waiting = list(
        session.scalars(
            select(LabMessage.id).where(LabMessage.id.in_(message_ids), LabMessage.state == MessageState.UNMATCHED)
        )
    )
    found = select(DiagnosticReport.id).where(
        DiagnosticReport.patient_id.is_(None),
        DiagnosticReport.matched_by == "",
        DiagnosticReport.id.in_(select(ReportMessage.report_id).where(ReportMessage.message_id.in_(waiting))),
    )
    ids = list(session.scalars(found.order_by(DiagnosticReport.id))) if waiting else []
    lock_tasks(session, ids)
    rows = session.execute(_REPORTS.where(DiagnosticReport.id.in_(ids), DiagnosticReport.patient_id.is_(None))).all()
    authorities = read_authorities(session)
    questions = {
        row.id: question_of(sent_of(row.identity, row.placer_number), authorities, row.application, row.facility)
        for row in rows
    }
    people = ask(session, questions.values())
    filed: list[tuple[int, int | None, Any]] = []
    for row in rows:
        match = people.match(questions[row.id])
        if match.outcome != "filed" or match.patient_id is None:
            continue
        order = people.order(row.placer_number, match.patient_id)
        values = {
            "patient_id": match.patient_id,
            "match_reason": match.reason,
            "matched_by": acting(session).name,
            "service_request_id": order.id if order else None,
        }
        session.execute(update(DiagnosticReport).where(DiagnosticReport.id == row.id).values(values))
        move_values(session, [row.id], match.patient_id)
        filed.append((row.id, match.patient_id, {"again": True}))
    reports = [report_id for report_id, _, _ in filed]
    audit_many(session, "result.linked", FOCUS, filed)
    put_before_staff(session, arrivals(session, reports, "linked"))
    on_filed(session, reports)
    count_messages(session, reports)
    session.execute(update(LabMessage).where(LabMessage.id.in_(waiting)).values(replayed=LabMessage.replayed + 1))
    audit(session, "result.matched-again", waiting=len(rows), filed=len(filed))
    return len(filed)


_REPORTS = (
    select(
        DiagnosticReport.id,
        DiagnosticReport.identity,
        DiagnosticReport.placer_number,
        Lab.application,
        Lab.facility,
    )
    .outerjoin(Lab, Lab.id == DiagnosticReport.lab_id)
    .order_by(DiagnosticReport.id)
    .with_for_update(of=DiagnosticReport, key_share=True)
)
