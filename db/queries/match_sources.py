"""Where money comes from on the reconcile page: the clinic's bank accounts, the processors; and what is at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import BankAccount, Payment, Payout, ProcessorLine
from db.queries.match_shapes import OpenLine, Source
from db.queries.match_sides import DESK, SLIP_DAYS, sided
from db.queries.paging import PAGE_SIZE, plain_rows
from db.queries.payment_records import account_words
from db.registry import query
from db.roles import Permission


@query("matching.sources", needs=Permission.PAYMENTS_READ)
def sources(session: Session, *, viewer: Credential) -> Mapping[Source, str]:
    """The bank accounts (by id) and processors (by name) that lines came from, in words."""
    rows = plain_rows(session, select(BankAccount.id, BankAccount.name, BankAccount.tail).order_by(BankAccount.id), {})
    found: dict[Source, str] = {row.id: account_words(row.name, row.tail) or "Bank account" for row in rows}
    names = _first_words(session, ProcessorLine.processor) | _first_words(session, Payout.processor)
    return found | {name: name for name in sorted(names)}


def _first_words(session: Session, column: Any) -> set[str]:
    """Each value of an index's first column: asked for one after the other, since there are few among many rows."""
    found: set[str] = set()
    last: str | None = ""
    while last is not None:
        last = session.scalars(select(func.min(column)).where(column > last)).one()
        found |= {last} if last is not None else set()
    return found


@query("matching.at-desk", needs=Permission.PAYMENTS_READ)
def at_desk_of(
    session: Session, *, viewer: Credential, amount: Decimal | None, on: date, size: int = PAGE_SIZE
) -> tuple[OpenLine, ...]:
    """Deposit slips that come to an amount, and single cheques and cash of it, that weren't found in the bank.

    Those within two months of a day, the nearest first: slip books start over. No amount finds nothing.
    """
    if amount is None:
        return ()
    row, near = Payment, timedelta(days=SLIP_DAYS)
    days = row.on_day.between(on - near, on + near)
    open_: list[Any] = [text(DESK), row.voided_at.is_(None), days, ~sided("deposit", "payment", row.id)]
    slips = (
        select(func.min(row.id).label("id"), func.sum(row.amount).label("amount"), func.max(row.on_day).label("on_day"))
        .add_columns(row.slip.label("number"))
        .where(*open_, text("payment.slip <> ''"))
        .group_by(row.slip)
        .having(func.sum(row.amount) == amount)
    )
    single = select(row.id, row.amount, row.on_day, row.cheque_number.label("number")).where(
        *open_, text("payment.slip = ''"), row.amount == amount
    )
    found = [
        OpenLine(kind, one.id, one.on_day, one.amount, "", f"{words} {one.number}".strip(), one.number)
        for kind, words, statement in (("slip", "", slips), ("payment", "", single))
        for one in plain_rows(session, statement, {})
    ]
    return tuple(sorted(found, key=lambda one: (abs(one.on - on), one.key))[:size])
