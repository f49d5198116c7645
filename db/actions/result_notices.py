"""Mails that something about a result is to be seen in the portal: never what, and only to who may see it now.

One mail for all of a person's results that came at once. While it hasn't left, it is taken back with what it tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from db.actions.result_tasks import tasks_of
from db.config import config
from db.copying import among, insert_rows
from db.jobs import defer
from db.models import (
    DiagnosticReport,
    OutboxMessage,
    OutboxState,
    Patient,
    PortalAccount,
    ProxyGrant,
    ResultHold,
    ResultRead,
    ResultRelease,
)
from db.queries.recipients import in_force
from db.queries.result_audience import OPEN_STATUSES
from db.registry import acting
from rules.result_release import covers

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
    return {(pair.report_id, pair.account.id) for pair in _visible(session, report_ids)}


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
    told: dict[tuple[int, int], list[_Pair]] = {}
    for pair in _visible(session, report_ids):
        known = but and (pair.report_id, pair.account.id) in but
        if pair.account.email and pair.deceased_at is None and not known:
            told.setdefault((pair.account.id, pair.patient_id), []).append(pair)
    if not told:
        return 0
    tasks = tasks_of(session, list({pair.report_id for pairs in told.values() for pair in pairs}))
    after = send_after or actor.now
    mails = []
    for (account_id, patient_id), pairs in told.items():
        subject, body = words(kind, pairs[0].account.language)
        mails.append(
            {
                "state": OutboxState.READY.value,
                "task_id": tasks.get(pairs[0].report_id),
                "patient_id": patient_id,
                "account_id": account_id,
                "recipient": pairs[0].account.email,
                "subject": subject,
                "body": body,
                "send_after": after,
                "created_by_id": actor.staff_id,
                "undo": {"reports": [pair.report_id for pair in pairs], "comment_id": comment_id},
            }
        )
    insert_rows(session, OutboxMessage, mails)
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
            _READY,
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


# As a literal: the partial index of what hasn't left is found only by the very words of its condition.
_READY: ColumnElement[bool] = literal_column("outbox_message.state = 'ready'", Boolean)


def words(kind: str, language: str) -> tuple[str, str]:
    """Subject and text of a mail, in the recipient's language."""
    spoken = language if language in CLOSING else "en"
    subject, first = WORDS[kind][spoken]
    text = f"{first.format(clinic=config().clinic_name)} {CLOSING[spoken]}\n{config().portal_url}"
    return subject, text.strip()


def _visible(session: Session, report_ids: Iterable[int]) -> list[_Pair]:
    """Each report with each account that sees it now; an account that is disabled sees nothing.

    The rule of `db.queries.result_audience` in four plain statements: of rows that a file's transaction has just
    written the planner knows nothing, and the rule as one statement took as long for each as there were rows.
    """
    ids = list(report_ids)
    reports = session.execute(_REPORTS.where(among(DiagnosticReport.id, ids))).all()
    accounts = _accounts(session, {row.patient_id for row in reports})
    released, held = _audiences(session, _RELEASES, ids), _audiences(session, _HOLDS, ids)
    return [
        _Pair(report.id, report.patient_id, report.deceased_at, account)
        for report in reports
        for account in accounts.get(report.patient_id, ())
        if _covered(account, (each for each in released.get(report.id, ()) if each.patient_id == report.patient_id))
        and not _covered(account, held.get(report.id, ()))
    ]


@dataclass(frozen=True, slots=True)
class _Account:
    """Who may act for a patient now; `own` for the patient."""

    id: int
    email: str
    language: str
    own: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A report and an account that sees it."""

    report_id: int
    patient_id: int
    deceased_at: datetime | None
    account: _Account


_REPORTS = (
    select(DiagnosticReport.id, DiagnosticReport.patient_id, Patient.deceased_at)
    .join(Patient, Patient.id == DiagnosticReport.patient_id)
    .where(DiagnosticReport.status.in_(OPEN_STATUSES))
    .order_by(DiagnosticReport.id)
)
_RELEASES = select(
    ResultRelease.report_id, ResultRelease.patient_id, ResultRelease.audience, ResultRelease.account_id
).where(ResultRelease.withdrawn_at.is_(None))
_HOLDS = select(ResultHold.report_id, ResultHold.patient_id, ResultHold.audience, ResultHold.account_id).where(
    ResultHold.ended_at.is_(None)
)


def _audiences(session: Session, statement: Any, report_ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in session.execute(statement.where(among(statement.selected_columns.report_id, report_ids))):
        found.setdefault(row.report_id, []).append(row)
    return found


def _covered(account: _Account, audiences: Iterable[Any]) -> bool:
    return any(covers(each.audience, each.account_id, account_id=account.id, own=account.own) for each in audiences)


def _accounts(session: Session, patient_ids: set[int]) -> dict[int, tuple[_Account, ...]]:
    """Who may see results of each patient today, the patient's own account first."""
    about = (PortalAccount.id, PortalAccount.email, PortalAccount.language)
    own = select(PortalAccount.patient_id, *about).where(among(PortalAccount.patient_id, patient_ids))
    proxies = (
        select(ProxyGrant.patient_id, *about)
        .join(PortalAccount, PortalAccount.id == ProxyGrant.account_id)
        .where(among(ProxyGrant.patient_id, patient_ids), in_force(ProxyGrant.patient_id, "results"))
    )
    found: dict[int, dict[int, _Account]] = {}
    for statement, is_own in ((own, True), (proxies, False)):
        for row in session.execute(statement.where(PortalAccount.state != "disabled").order_by(PortalAccount.id)):
            of_patient = found.setdefault(row.patient_id, {})
            of_patient.setdefault(row.id, _Account(row.id, row.email, row.language, is_own))
    return {patient_id: tuple(accounts.values()) for patient_id, accounts in found.items()}
