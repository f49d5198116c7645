"""Mails that something about a result is to be seen in the portal: never what, and only to who may see it now.

One mail for all of a person's results that came at once. While it hasn't left, it is taken back with what it tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from db.actions.result_tasks import tasks_of
from db.config import config
from db.jobs import defer
from db.models import (
    DiagnosticReport,
    OutboxMessage,
    OutboxState,
    Patient,
    PortalAccount,
    ProxyGrant,
    ResultRead,
)
from db.queries.result_audience import visible_to
from db.registry import acting

Seen = set[tuple[int, int]]

# What a mail says, by language; {clinic} is filled in. No word about the result itself.
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "new": {
        "en": ("You have a new test result", "You have a new test result from {clinic}."),
        "es": ("Tiene un resultado nuevo", "Tiene un resultado nuevo de {clinic}."),
    },
    "updated": {
        "en": ("A test result was updated", "A test result from {clinic} was updated."),
        "es": ("Un resultado fue actualizado", "Un resultado de {clinic} fue actualizado."),
    },
    "corrected": {
        "en": ("A test result was corrected", "A test result from {clinic} was corrected."),
        "es": ("Un resultado fue corregido", "Un resultado de {clinic} fue corregido."),
    },
    "comment": {
        "en": ("A comment on your test result", "{clinic} wrote a comment on a test result."),
        "es": ("Un comentario sobre un resultado", "{clinic} escribió un comentario sobre un resultado."),
    },
    "reminder": {
        "en": ("Reminder: a test result", "You have not opened a test result from {clinic} yet."),
        "es": ("Recordatorio: un resultado", "Todavía no ha abierto un resultado de {clinic}."),
    },
}
CLOSING = {
    "en": "Sign in to the patient portal to read it.",
    "es": "Inicie sesión en el portal para leerlo.",
}


def seen_by(session: Session, report_ids: Sequence[int]) -> Seen:
    """Which reports are open to which accounts now, as pairs of ids."""
    return {(row.report_id, row.account_id) for row in _visible(session, report_ids)}


def tell(
    session: Session,
    report_ids: Sequence[int],
    kind: str,
    *,
    but: Seen | None = None,
    send_after: datetime | None = None,
    comment_id: int | None = None,
) -> int:
    """Mail each account that may see one of the reports, except the pairs of `but`; return how many mails.

    Who has died is not written about, nor is an account written to that is disabled or has no address.
    """
    actor = acting(session)
    told: dict[tuple[int, int], list[Any]] = {}
    for row in _visible(session, report_ids):
        if (row.report_id, row.account_id) not in (but or ()) and row.email and row.deceased_at is None:
            told.setdefault((row.account_id, row.patient_id), []).append(row)
    if not told:
        return 0
    tasks = tasks_of(session, list({row.report_id for rows in told.values() for row in rows}))
    after = send_after or actor.now
    for (account_id, patient_id), rows in told.items():
        subject, body = words(kind, rows[0].language)
        session.add(
            OutboxMessage(
                state=OutboxState.READY,
                task_id=tasks.get(rows[0].report_id),
                patient_id=patient_id,
                account_id=account_id,
                recipient=rows[0].email,
                subject=subject,
                body=body,
                send_after=after,
                created_by_id=actor.staff_id,
                undo={"reports": [row.report_id for row in rows], "comment_id": comment_id},
            )
        )
    session.flush()
    defer(session, "release_and_deliver", at=after if send_after else None)
    return len(told)


def opened_by(session: Session, report_ids: Sequence[int]) -> Seen:
    """Which accounts have opened which reports."""
    rows = session.execute(
        select(ResultRead.report_id, ResultRead.account_id).where(ResultRead.report_id.in_(report_ids))
    )
    return {(row.report_id, row.account_id) for row in rows}


def stop_notices(session: Session, report: DiagnosticReport) -> None:
    """Take back mails about a report that haven't left and tell of nothing any more that their reader may see."""
    stop_mails(session, report.id, report.patient_id)


def stop_mails(session: Session, report_id: int, patient_id: int | None, *, comment_id: int | None = None) -> None:
    """The same for the patient whose it was; and those that tell of a comment that was taken back."""
    waiting = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.state == OutboxState.READY,
            OutboxMessage.patient_id == patient_id,
            OutboxMessage.undo.contains({"reports": [report_id]}),
        )
        .with_for_update(skip_locked=True)
    ).all()
    told = {each for row in waiting for each in row.undo["reports"]}
    seen = seen_by(session, list(told)) if told else set()
    for row in waiting:
        of_comment = comment_id is not None and row.undo["comment_id"] == comment_id
        if of_comment or not any((each, row.account_id) in seen for each in row.undo["reports"]):
            row.state = OutboxState.WITHDRAWN
    session.flush()


def words(kind: str, language: str) -> tuple[str, str]:
    """Subject and text of a mail, in the recipient's language."""
    spoken = language if language in CLOSING else "en"
    subject, first = WORDS[kind][spoken]
    text = f"{first.format(clinic=config().clinic_name)} {CLOSING[spoken]}\n{config().portal_url}"
    return subject, text.strip()


def _visible(session: Session, report_ids: Iterable[int]) -> Sequence[Any]:
    """Each report with each account that sees it now; an account that is disabled sees nothing."""
    ids = list(report_ids)
    patients = select(DiagnosticReport.patient_id).where(DiagnosticReport.id.in_(ids))
    # Candidates first, through their indexes: asking every account of the clinic about every report is slow.
    candidates = union_all(
        select(PortalAccount.id.label("account_id"), PortalAccount.patient_id).where(
            PortalAccount.patient_id.in_(patients)
        ),
        select(ProxyGrant.account_id, ProxyGrant.patient_id).where(
            ProxyGrant.patient_id.in_(patients), ProxyGrant.revoked_at.is_(None)
        ),
    ).subquery()
    statement = (
        select(
            DiagnosticReport.id.label("report_id"),
            DiagnosticReport.patient_id,
            PortalAccount.id.label("account_id"),
            PortalAccount.email,
            PortalAccount.language,
            Patient.deceased_at,
        )
        .distinct()
        .join(candidates, candidates.c.patient_id == DiagnosticReport.patient_id)
        .join(PortalAccount, PortalAccount.id == candidates.c.account_id)
        .join(Patient, Patient.id == DiagnosticReport.patient_id)
        .where(
            DiagnosticReport.id.in_(ids),
            PortalAccount.state != literal("disabled"),
            visible_to(PortalAccount.id),
        )
        .order_by(DiagnosticReport.id, PortalAccount.id)
    )
    return session.execute(statement).all()
