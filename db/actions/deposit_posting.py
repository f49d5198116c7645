"""Posting banks' and card processors' files: their lines are kept once, whatever file they come in.

Nothing here touches the ledger: a line is money seen, and what it is for is matching's to say. A payout is compared
with its own lines, as a remittance is with its claims.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.billing_files import mark_posted, to_post
from db.actions.ledger_posting import AT_ONCE
from db.actions.payment_exceptions import About, Arising, arise_all, settle_all
from db.bank_lines import AccountLines, BankFile, ProcessorFile, ProcessorRow
from db.config import config
from db.credentials import Credential
from db.models import BankAccount, BankTransaction, BillingFile, Payout, ProcessorLine
from db.registry import action
from db.roles import Permission

TRANSFERS = ("payout", "payout_reversal")  # a processor's own line for the transfer to the bank


@dataclass(frozen=True, slots=True)
class Posted:
    """So many lines are new, and so many came in another file before."""

    new: int
    known: int


@action("bank-file.post", needs=Permission.SYSTEM_RUN)
def post_bank(session: Session, *, by: Credential, file_id: int, found: BankFile) -> Posted:
    """Keep the lines of a bank's file that somebody said to post. Raises `Conflict` where nobody did."""
    file = to_post(session, file_id)
    many = sum(len(account.lines) for account in found.accounts)
    new = sum(_bank_lines(session, file, account) for account in found.accounts)
    facts = [["Lines taken", f"{new:,}"], ["Known before", f"{many - new:,}"]]
    mark_posted(session, file, new=new, known=many - new, facts=facts)
    return Posted(new, many - new)


def _bank_lines(session: Session, file: BillingFile, account: AccountLines) -> int:
    if not account.lines:
        return 0
    account_id = _account(session, account)
    return _insert_new(
        session,
        BankTransaction,
        ["account_id", "key"],
        [
            {
                "account_id": account_id, "file_id": file.id, "row": one.row, "key": one.key, "on_day": one.on,
                "amount": one.amount, "payee": one.payee, "memo": one.memo, "reference": one.reference,
                "cheque_number": one.cheque_number, "trace": one.trace,
            }
            for one in account.lines
        ],
    )  # fmt: skip


def _account(session: Session, account: AccountLines) -> int:
    """The clinic's account of this number at this bank; a new one is added."""
    digest = hashlib.sha256(account.number.encode()).hexdigest()
    digits = "".join(letter for letter in account.number if letter.isdigit())
    values = {"bank_ref": account.bank_ref, "number_hash": digest, "tail": digits[-4:], "currency": account.currency}
    session.execute(insert(BankAccount).values(values).on_conflict_do_nothing())
    of_number = (BankAccount.bank_ref == account.bank_ref, BankAccount.number_hash == digest)
    return session.scalars(select(BankAccount.id).where(*of_number)).one()


@action("processor-file.post", needs=Permission.SYSTEM_RUN)
def post_processor(session: Session, *, by: Credential, file_id: int, found: ProcessorFile) -> Posted:
    """Keep the rows of a processor's export that somebody said to post, and the payouts that they are part of.

    A row that came before without its payout gets it now. A payout that its rows don't come to raises `payout_differs`,
    until they are there. Raises `Conflict` where nobody said to post it.
    """
    file = to_post(session, file_id)
    payouts = _payouts(session, found)
    new = _insert_new(
        session, ProcessorLine, ["processor", "key"],
        [_line(file.id, found.processor, one, payouts) for one in found.rows],
    )  # fmt: skip
    _late_payouts(session, found, payouts)
    _sum_payouts(session, payouts.values())
    _compare_payouts(session, payouts.values())
    known = len(found.rows) - new
    facts = [["Rows taken", f"{new:,}"], ["Known before", f"{known:,}"], ["Payouts", f"{len(payouts):,}"]]
    mark_posted(session, file, new=new, known=known, facts=facts)
    return Posted(new, known)


def _line(file_id: int, processor: str, one: ProcessorRow, payouts: dict[str, int]) -> dict[str, Any]:
    return {
        "file_id": file_id, "row": one.row, "processor": processor, "key": one.key, "kind": one.kind,
        "charge_ref": one.charge_ref, "intent_ref": one.intent_ref, "payout_id": payouts.get(one.payout_ref),
        "gross": one.gross, "fee": one.fee, "net": one.net, "currency": one.currency, "at": one.at,
        "on_day": one.at.astimezone(config().zone).date(), "description": one.description, "cash": one.cash,
    }  # fmt: skip


def _payouts(session: Session, found: ProcessorFile) -> dict[str, int]:
    """The payouts that the rows name, by their reference; new ones have no amount yet."""
    arrives: dict[str, Any] = {}
    for one in found.rows:
        if one.payout_ref:
            day = one.arrives_on or one.at.astimezone(config().zone).date()
            arrives[one.payout_ref] = max(day, arrives.get(one.payout_ref, day))
    rows = [
        {"processor": found.processor, "reference": reference, "amount": 0, "arrives_on": day}
        for reference, day in arrives.items()
    ]
    _insert_new(session, Payout, ["processor", "reference"], rows)
    known: dict[str, int] = {}
    for some in _pieces(list(arrives)):
        of_these = select(Payout.reference, Payout.id).where(
            Payout.processor == found.processor, Payout.reference.in_(some)
        )
        known |= {row.reference: row.id for row in session.execute(of_these)}
    return known


def _late_payouts(session: Session, found: ProcessorFile, payouts: dict[str, int]) -> None:
    rows = [{"key": one.key, "payout": payouts[one.payout_ref]} for one in found.rows if one.payout_ref in payouts]
    if rows:
        session.execute(_LATE, {"processor": found.processor, "rows": json.dumps(rows)})


def _compare_payouts(session: Session, payout_ids: Iterable[int]) -> None:
    """Tell payouts that aren't what their lines come to: rows are missing, or money stays with the processor."""
    apart: list[Arising] = []
    agree: list[About] = []
    of = Payout.__tablename__
    for one in session.execute(_APART, {"ids": list(payout_ids), "transfers": list(TRANSFERS)}):
        headline = f"{one.processor}: payout {one.reference} of {one.arrives_on:%d %b %Y}"
        why = f"It is of {one.amount:,.2f}, and its lines come to {one.lines:,.2f}."
        arising = Arising("payout_differs", of, one.id, one.amount - one.lines, headline, why)
        if one.amount == one.lines:
            agree.append(arising.about)
        else:
            apart.append(arising)
    arise_all(session, apart, again=False)
    settle_all(session, agree, resolution="Its lines come to its amount.")


def _sum_payouts(session: Session, payout_ids: Iterable[int]) -> None:
    session.execute(_SUMS, {"ids": list(payout_ids), "transfers": list(TRANSFERS)})


_LATE = text(
    "UPDATE processor_line AS line SET payout_id = late.payout "
    "FROM json_to_recordset(CAST(:rows AS json)) AS late (key text, payout bigint) "
    "WHERE line.processor = :processor AND line.key = late.key AND line.payout_id IS NULL"
)
# What the processor says it transferred counts, where it has a line of its own; else what the other lines come to.
# A payout that was found in the bank already keeps the amount by which it was found.
_SUMS = text(
    "UPDATE payout SET amount = sums.amount FROM ("
    "  SELECT payout_id, coalesce(-sum(net) FILTER (WHERE kind = ANY(:transfers)),"
    "         sum(net) FILTER (WHERE kind <> ALL(:transfers)), 0) AS amount"
    "  FROM processor_line WHERE payout_id = ANY(:ids) GROUP BY payout_id"
    ") AS sums WHERE payout.id = sums.payout_id AND payout.matched_at IS NULL AND payout.amount <> sums.amount"
)

# A payout that came without any row has nothing to be compared with.
_APART = text(
    "SELECT payout.id, payout.processor, payout.reference, payout.arrives_on, payout.amount, sum(line.net) AS lines "
    "FROM payout JOIN processor_line AS line ON line.payout_id = payout.id "
    "WHERE payout.id = ANY(:ids) AND line.kind <> ALL(:transfers) GROUP BY payout.id ORDER BY payout.id"
)


def _insert_new(session: Session, model: Any, unique: list[str], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that aren't there yet; returns how many were new."""
    new = 0
    for some in _pieces(rows):
        statement = insert(model).on_conflict_do_nothing(index_elements=unique).returning(model.id)
        new += len(session.scalars(statement, some).all())
    return new


def _pieces(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
