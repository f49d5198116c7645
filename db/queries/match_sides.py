"""What is open in money, as sides that `rules.payment_matching` compares. For queries and actions, not one.

What is matched is never read here: open deposits, payouts, lines and remittances stand in partial indexes of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Numeric, Text, and_, any_, exists, func, literal, or_, select, text
from sqlalchemy.orm import Session, aliased

from db.models import (
    BankAccount,
    BankTransaction,
    LedgerEntry,
    MatchSide,
    Payment,
    Payout,
    ProcessorLine,
    Refund,
    Remittance,
)
from db.queries.paging import plain_rows
from rules.patient_identifiers import usable_identifier
from rules.payment_shapes import Reference, ReferenceKind, Side, SideKind, reference_set

# What a rule calls a side, and the table (or word) that it is known by in `match_side`.
RECORDS: dict[SideKind, str] = {
    "deposit": "bank_transaction",
    "payout": "payout",
    "processor_line": "processor_line",
    "remittance": "remittance",
    "payment": "payment",
    "batch": "slip",
}
KINDS: dict[str, SideKind] = {record: kind for kind, record in RECORDS.items()}
REFUND = "refund"  # to the rules a refund is a payment below nothing; both never stand in one comparison
CHARGED = "charge"
CLEARED = (CHARGED, REFUND, "dispute", "dispute_reversal")  # kinds of lines that are somebody's payment
FEE = "fee"
# Those that a person says what they were; a fee only where somebody undid that it was posted by itself.
OTHERS = (FEE, "transfer", "reserve", "adjustment", "other")
# In the very words of the partial indexes.
DESK = "payment.tender IN ('cash', 'cheque')"
BY_CARD_WORDS = "payment.tender IN ('card', 'online')"
OPEN_LINES = "processor_line.kind IN ('charge', 'refund', 'dispute', 'dispute_reversal')"
OTHER_LINES = "processor_line.kind IN ('fee', 'transfer', 'reserve', 'adjustment', 'other')"
AT_DESK = ("cash", "cheque")
BY_CARD = ("card", "online")
_WORD = re.compile(r"[^\s*~\\,;:/|]+")
DESK_WITHIN = timedelta(days=14)
SLIP_DAYS = 60  # on either side: slip books start over
LEAST = 6  # characters of a word in a memo that may be a number of ours


@dataclass(frozen=True, slots=True)
class Near:
    """Where to look for what may be one with a record: days, amounts, and numbers as rules compare them."""

    first: date
    last: date
    amounts: tuple[Decimal, ...]
    numbers: tuple[str, ...]

    @property
    def at_desk(self) -> tuple[date, date]:
        """The days in its middle: what is taken at the desk is in the bank within a fortnight."""
        middle = self.first + (self.last - self.first) / 2
        return middle - DESK_WITHIN, middle + DESK_WITHIN


def held(session: Session, near: Near | None = None, *, since: date | None = None) -> list[Side]:
    """Payouts, remittances, slips and single cheques and cash that no deposit was found for; taken `since` a day."""
    return [*payouts(session, near), *remittances(session, near), *at_desk(session, near, since=since)]


def deposits(session: Session, known: Sequence[Side], near: Near | None = None) -> list[Side]:
    """The bank's lines that nothing was found for.

    A bank's reference may be anybody's number, and memos hold any: only those count that one of `known` carries.
    """
    row, numbers = BankTransaction, _numbers(known)
    where: list[Any] = [row.matched_at.is_(None)]
    if near is not None:
        named = [_carries(column, near.numbers) for column in (row.reference, row.cheque_number, row.trace)]
        long = [number for number in near.numbers if len(number) >= LEAST]
        named += [func.lower(row.memo).contains(number, autoescape=True) for number in long]
        where += [row.on_day.between(near.first, near.last), or_(_comes_to(row.amount, near.amounts), *named)]
    statement = (
        select(row.id, row.on_day, row.amount, row.payee, row.memo, row.reference, row.cheque_number, row.trace)
        .add_columns(BankAccount.name, BankAccount.tail)
        .join(BankAccount, BankAccount.id == row.account_id)
        .where(*where)
    )
    return [
        Side("deposit", one.id, one.amount, one.on_day, _deposit_numbers(one, numbers), one.payee or one.memo, one.name,
             one.tail)
        for one in plain_rows(session, statement, {})
    ]  # fmt: skip


def payouts(session: Session, near: Near | None = None, *, only: int | None = None) -> list[Side]:
    """Payouts that weren't found in the bank."""
    where: list[Any] = [Payout.matched_at.is_(None), Payout.amount != 0]
    if only is not None:
        where.append(Payout.id == only)
    if near is not None:
        where += [Payout.arrives_on.between(near.first, near.last)]
        where += [or_(_comes_to(Payout.amount, near.amounts), _carries(Payout.reference, near.numbers))]
    statement = select(Payout.id, Payout.amount, Payout.arrives_on, Payout.processor, Payout.reference).where(*where)
    return [
        Side("payout", one.id, one.amount, one.arrives_on, reference_set(("payout", one.reference, one.processor)),
             one.processor, one.processor)
        for one in plain_rows(session, statement, {})
    ]  # fmt: skip


def remittances(session: Session, near: Near | None = None, *, only: int | None = None) -> list[Side]:
    """Remittances in the ledger that weren't found in the bank. A cheque's number is its trace."""
    row = Remittance
    on = func.coalesce(row.paid_on, func.date(row.created_at))
    where: list[Any] = [row.matched_at.is_(None), text("remittance.amount <> 0"), row.state == "posted"]
    if only is not None:
        where.append(row.id == only)
    if near is not None:
        where += [or_(row.paid_on.is_(None), row.paid_on.between(near.first, near.last))]
        where += [or_(_comes_to(row.amount, near.amounts), _carries(row.trace, near.numbers))]
    statement = select(
        row.id, row.amount, on.label("on_day"), row.payer_name, row.payer_ref, row.trace, row.method
    ).where(*where)
    found: list[Side] = []
    for one in plain_rows(session, statement, {}):
        cheque = one.trace if one.method == "CHK" else ""
        numbers = reference_set(("trace", one.trace, one.payer_ref), ("cheque", cheque, ""))
        found.append(Side("remittance", one.id, one.amount, one.on_day, numbers, one.payer_name, "835"))
    return found


def at_desk(
    session: Session, near: Near | None = None, *, since: date | None = None, only: int | None = None
) -> list[Side]:
    """Cash and cheques that weren't found in the bank: slips, known by their first payment, and what has no slip.

    `only`: one payment, or what is open of its slip.
    """
    row = Payment
    where: list[Any] = [text(DESK), row.voided_at.is_(None)]
    slips: list[Any] = [text("payment.slip <> ''")]
    single: list[Any] = [text("payment.slip = ''")]
    if only is not None:
        own = session.execute(select(row.slip, row.on_day).where(row.id == only)).one_or_none()
        if own is None:
            return []
        apart = timedelta(days=SLIP_DAYS)
        slips += [row.slip == own.slip, row.on_day.between(own.on_day - apart, own.on_day + apart)]
        single.append(row.id == only)
    if since is not None:
        where.append(row.on_day >= since)
    if near is not None:
        where.append(row.on_day.between(*near.at_desk))
        slips.append(row.slip == any_(literal(_slips(session, near, where), ARRAY(Text))))
        single.append(or_(_comes_to(row.amount, near.amounts), _carries(row.cheque_number, near.numbers)))
    where.append(~sided("deposit", "payment", row.id))
    on_slips = (
        select(func.min(row.id).label("id"), func.sum(row.amount).label("amount"), func.max(row.on_day).label("on_day"))
        .add_columns(row.slip)
        .where(*where, *slips)
        .group_by(row.slip)
    )
    found = [
        Side("batch", one.id, one.amount, one.on_day, reference_set(("slip", one.slip, "")), "", "Deposit slip")
        for one in plain_rows(session, on_slips, {})
    ]
    rest = select(row.id, row.amount, row.on_day, row.cheque_number).where(*where, *single)
    return found + [
        Side("payment", one.id, one.amount, one.on_day, reference_set(("cheque", one.cheque_number, "")), "", "Desk")
        for one in plain_rows(session, rest, {})
    ]


def _slips(session: Session, near: Near, where: Sequence[Any]) -> list[str]:
    """Slips that come to the amount or have the number, whether some of them was found or not: few to look at."""
    row = Payment
    sums = func.sum(row.amount)
    asked = select(row.slip).where(*where, text("payment.slip <> ''")).group_by(row.slip)
    asked = asked.having(or_(sums == any_(_amounts(near.amounts)), _carries(row.slip, near.numbers)))
    return list(session.scalars(asked))


@dataclass(frozen=True, slots=True)
class Line:
    """A processor's line as a side, and its numbers as they were sent, by which payments are looked up."""

    side: Side
    processor: str
    charge_ref: str
    intent_ref: str


def lines(session: Session, kinds: Collection[str], *ids: int, untouched: bool = False) -> list[Line]:
    """Open lines of card processors of these kinds, all or some; what was taken in cash never reaches the bank.

    `untouched`: not those of which a person undid a match. No pair of records says that they did.
    """
    row = ProcessorLine
    where: list[Any] = [row.matched_at.is_(None), row.kind.in_(kinds), ~row.cash]
    where.append(row.id.in_(ids) if ids else text(OTHER_LINES if set(kinds) <= set(OTHERS) else OPEN_LINES))
    if untouched:
        where.append(~exists().where(MatchSide.kind == RECORDS["processor_line"], MatchSide.record_id == row.id))
    statement = select(
        row.id, row.processor, row.kind, row.charge_ref, row.intent_ref, row.gross, row.fee, row.on_day
    ).where(*where)
    found: list[Line] = []
    for one in plain_rows(session, statement, {}):
        numbers = reference_set(("charge", one.charge_ref, one.processor), ("intent", one.intent_ref, one.processor))
        side = Side(
            "processor_line", one.id, one.gross, one.on_day, numbers, "", one.processor, fee=one.fee, entry=one.kind
        )
        found.append(Line(side, one.processor, one.charge_ref, one.intent_ref))
    return found


def carriers(line: Line, paid: Sequence[Side]) -> list[Side]:
    """Those that carry a number of the line, of the same processor where both say which."""
    found = {
        side.key: side
        for side in paid
        for mine in line.side.references
        for its in side.references
        if (mine.kind, mine.value) == (its.kind, its.value)
        and (mine.issuer == its.issuer or not mine.issuer or not its.issuer)
    }
    return list(found.values())


def card_payments(
    session: Session, of: Sequence[Line], near: Near | None = None, *, cleared: bool = False
) -> list[Side]:
    """Payments by card that carry a number of these lines, or lie near; not those that a line or deposit was found for.

    `cleared`: those too, since what is disputed was paid.
    """
    row = Payment
    where: list[Any] = [row.voided_at.is_(None), row.tender.in_(BY_CARD)]
    if not cleared:
        where += [~sided("clearing", "payment", row.id), ~sided("deposit", "payment", row.id)]
    ways = _by_numbers(of)
    if near is not None:
        ways.append(and_(row.on_day.between(near.first, near.last), _comes_to(row.amount, near.amounts)))
    if not ways:
        return []
    columns = select(row.id, row.amount, row.on_day, row.processor, row.charge_ref, row.intent_ref, row.tail)
    found = {
        one.id: Side("payment", one.id, one.amount, one.on_day,
             reference_set(("charge", one.charge_ref, one.processor), ("intent", one.intent_ref, one.processor)),
             "", one.processor, one.tail)
        # A statement for each way, since each has an index of its own.
        for way in ways for one in plain_rows(session, columns.where(*where, way), {})
    }  # fmt: skip
    return list(found.values())


def refunds(session: Session, of: Sequence[Line], near: Near | None = None) -> list[Side]:
    """Refunds to cards that carry a number of these lines, or lie near, as payments below nothing."""
    row = Refund
    where: list[Any] = [row.approved_at.is_not(None), Payment.tender.in_(BY_CARD), ~sided("clearing", REFUND, row.id)]
    where.append(~taken_back())
    ways = _by_numbers(of)
    if charges := sorted({one.charge_ref for one in of} - {""}):
        ways.append(row.refund_ref == any_(literal(charges, ARRAY(Text))))
    on = func.date(row.approved_at)
    if near is not None:
        ways.append(and_(on.between(near.first, near.last), _comes_to(-row.amount, near.amounts)))
    if not ways:
        return []
    statement = (
        select(row.id, row.amount, on.label("on_day"), row.refund_ref, Payment.processor, Payment.charge_ref)
        .add_columns(Payment.intent_ref, Payment.tail)
        .join(Payment, Payment.id == row.payment_id)
        .where(*where, or_(*ways))
    )
    return [
        Side("payment", one.id, -one.amount, one.on_day,
             reference_set(("charge", one.charge_ref, one.processor), ("charge", one.refund_ref, one.processor),
                           ("intent", one.intent_ref, one.processor)),
             "", one.processor, one.tail)
        for one in plain_rows(session, statement, {})
    ]  # fmt: skip


def taken_back() -> ColumnElement[bool]:
    """That a refund (of `Refund`) was posted and reversed since: it didn't go out after all."""
    entry, reversal = aliased(LedgerEntry), aliased(LedgerEntry)
    return exists().where(
        entry.payment_id == Refund.payment_id,  # it has an index
        entry.refund_id == Refund.id,
        entry.kind == REFUND,
        reversal.reverses_id == entry.id,
    )


def sided(stage: str, kind: str, record_id: Any) -> ColumnElement[bool]:
    """That a record stands in a match of this stage that holds."""
    return exists().where(
        MatchSide.stage == stage, MatchSide.kind == kind, MatchSide.record_id == record_id, MatchSide.live
    )


def open_side(session: Session, kind: str, record_id: int) -> Side | None:
    """An open record that should come to the bank, by its kind in `match_side` or as a slip; None where it isn't."""
    if kind == "payout":
        found = payouts(session, only=record_id)
    elif kind == "remittance":
        found = remittances(session, only=record_id)
    else:
        found = at_desk(session, only=record_id)
    return next(iter(found), None)


def words_of(row: BankTransaction) -> tuple[str, ...]:
    """What of a bank's line may be a number of ours, as it is compared."""
    whole = (row.reference, row.cheque_number, row.trace)
    long = [word for word in _WORD.findall(f"{row.reference} {row.memo} {row.payee}") if len(word) >= LEAST]
    return tuple(sorted({usable_identifier(word) for word in (*whole, *long)} - {""}))


def numbers_of(sides: Sequence[Side]) -> tuple[str, ...]:
    """The numbers that sides carry, as they are compared."""
    return tuple(sorted({one.value for side in sides for one in side.references}))


def _numbers(known: Sequence[Side]) -> Mapping[ReferenceKind, set[str]]:
    numbers: dict[ReferenceKind, set[str]] = {}
    for side in known:
        for one in side.references:
            numbers.setdefault(one.kind, set()).add(one.value)
    return numbers


def _deposit_numbers(row: Any, known: Mapping[ReferenceKind, set[str]]) -> frozenset[Reference]:
    whole = {usable_identifier(row.reference)}
    words = _WORD.findall(f"{row.reference} {row.memo} {row.payee}")
    parts = whole | {usable_identifier(word) for word in words if len(word) >= LEAST}
    found = set(reference_set(("trace", row.trace, ""), ("cheque", row.cheque_number, "")))
    places: dict[ReferenceKind, set[str]] = {"payout": parts, "trace": parts, "slip": whole, "cheque": whole}
    for kind, place in places.items():
        found |= {Reference(kind, number) for number in place & known.get(kind, set())}
    return frozenset(found)


def _by_numbers(of: Sequence[Line]) -> list[ColumnElement[bool]]:
    """That a payment carries a line's number as it was sent; each in the words that its partial index knows."""
    ways: list[ColumnElement[bool]] = []
    processors = sorted({""} | {one.processor.lower() for one in of} | {one.processor for one in of})
    if charges := sorted({one.charge_ref for one in of} - {""}):
        ways.append(
            and_(
                text("payment.charge_ref <> ''"),
                Payment.processor == any_(literal(processors, ARRAY(Text))),
                Payment.charge_ref == any_(literal(charges, ARRAY(Text))),
            )
        )
    if intents := sorted({one.intent_ref for one in of} - {""}):
        of_intent = Payment.intent_ref == any_(literal(intents, ARRAY(Text)))
        ways.append(and_(text("payment.intent_ref <> ''"), of_intent))
    return ways


def _carries(column: Any, numbers: Collection[str]) -> ColumnElement[bool]:
    """That a column holds one of these numbers, compared as `usable_identifier` does."""
    return func.ltrim(func.lower(column), "0 ") == any_(literal(sorted(numbers), ARRAY(Text)))


def _comes_to(column: Any, amounts: Sequence[Decimal]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column == any_(_amounts(amounts))
    return found


def _amounts(amounts: Sequence[Decimal]) -> Any:
    return literal(list(amounts), ARRAY(Numeric(12, 2)))
