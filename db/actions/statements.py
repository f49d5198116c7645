"""Statements: what a patient is told they owe, numbered and kept as it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.actions.ledger_parts import hold_patient
from db.actions.ledger_posting import business_day
from db.audit import audit
from db.credentials import Credential
from db.errors import Invalid
from db.models import Charge, LedgerEntry, LedgerLine, Payment, Statement
from db.queries.ledger_owed import owed
from db.registry import acting, action
from db.roles import Permission
from rules.ledger_owed import ZERO, aging
from rules.ledger_words import line_words

FOCUS = Statement.__tablename__
OF_PATIENT = ("patient", "unapplied")


@dataclass(frozen=True, slots=True)
class StatementMade:
    """A statement and its number."""

    statement_id: int
    number: str


@action("statement.make", needs=Permission.STATEMENT_MAKE, once=True)
def make(session: Session, *, by: Credential, token: UUID, patient_id: int) -> StatementMade:
    """Make a patient's statement as of today: what the last one said, what happened since, what is owed by age.

    Also where the patient has died: it goes to whoever settles their affairs. Raises `Invalid` where nothing is owed
    and nothing happened.
    """
    hold_patient(session, patient_id)
    today = business_day(session)
    newest = select(Statement).where(Statement.patient_id == patient_id).order_by(Statement.id.desc()).limit(1)
    before = session.scalar(newest)
    balance = _balance(session, patient_id)
    lines = _lines(session, patient_id, before.created_at if before else None)
    if balance == 0 and not lines:
        raise Invalid("patient_id", "Nothing is owed and nothing happened since the last statement.")
    # What is left of the balance came before: as the last statement said it, unless something reached us late.
    carried = balance - sum((Decimal(line["amount"]) for line in lines), ZERO)
    if before is not None or carried != 0:
        lines.insert(0, _line(before.on_day if before else today, _brought(before), carried))
    statement = Statement(
        patient_id=patient_id,
        on_day=today,
        balance=balance,
        lines=lines,
        aging={name: f"{amount:.2f}" for name, amount in aging(owed(session, patient_id), today).items()},
        made_by=acting(session).name,
    )
    session.add(statement)
    session.flush()
    session.refresh(statement, ["number"])
    audit(session, "statement.made", patient_id=patient_id, subject=(FOCUS, statement.id), balance=f"{balance:.2f}")
    return StatementMade(statement.id, statement.number)


def _balance(session: Session, patient_id: int) -> Decimal:
    held = select(func.coalesce(func.sum(LedgerLine.amount), 0)).where(*_of(patient_id))
    return (session.scalars(held).one() or ZERO).quantize(ZERO)


def _of(patient_id: int) -> tuple[Any, ...]:
    return LedgerLine.patient_id == patient_id, LedgerLine.account.in_(OF_PATIENT)


def _happened(patient_id: int, since: datetime | None) -> Select[Any]:
    """What changed the patient's balance, an entry's lines about one charge as one. Credit that was used changes none.

    A charge that goes to an insurer isn't on it; the patient's share is, when the insurer has answered.
    """
    original = aliased(LedgerEntry)
    about = (LedgerEntry.id, LedgerEntry.on_day, LedgerEntry.kind, original.kind, Payment.receipt, Payment.tender)
    statement = (
        select(*about[:3], original.kind.label("reverses"), *about[4:], Charge.display, Charge.service_on)
        .add_columns(func.sum(LedgerLine.amount).label("amount"))
        .join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
        .outerjoin(original, original.id == LedgerEntry.reverses_id)
        .outerjoin(Payment, Payment.id == LedgerEntry.payment_id)
        # What a payment paid for is one line: the payment.
        .outerjoin(Charge, (Charge.id == LedgerLine.charge_id) & LedgerEntry.payment_id.is_(None))
        .where(*_of(patient_id), func.coalesce(original.kind, LedgerEntry.kind) != "apply")
        .group_by(*about, Charge.id)
        .having(func.sum(LedgerLine.amount) != 0)
        .order_by(LedgerEntry.on_day, LedgerEntry.id, Charge.id)
    )
    return statement if since is None else statement.where(LedgerEntry.created_at > since)


def _lines(session: Session, patient_id: int, since: datetime | None) -> list[dict[str, str]]:
    return [
        _line(
            row.service_on if row.service_on and row.kind == "charge" else row.on_day,
            line_words(
                row.kind,
                reverses=row.reverses or "",
                display=row.display or "",
                receipt=row.receipt or "",
                tender=row.tender or "",
                to_patient=True,
            ),
            row.amount,
        )
        for row in session.execute(_happened(patient_id, since))
    ]


def _brought(before: Statement | None) -> str:
    return f"Balance of statement {before.number}" if before else "Balance brought forward"


def _line(on: date, what: str, amount: Decimal) -> dict[str, str]:
    return {"on": on.isoformat(), "what": what, "amount": f"{amount:.2f}"}
