"""What matching is made of: records held as sides, a match with both of them, what it posts, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.actions.ledger_posting import Entry, Posting, post_all
from db.actions.payment_exceptions import settle_all
from db.audit import audit_many
from db.copying import among, insert_rows, next_ids
from db.models import (
    BankTransaction,
    MatchSide,
    Payment,
    PaymentMatch,
    Payout,
    ProcessorLine,
    Refund,
    Remittance,
)
from db.queries.match_sides import BY_CARD, REFUND, taken_back
from db.registry import acting
from rules.ledger import HELD_IN

ZERO = Decimal("0.00")
DEPOSIT, CLEARING = "deposit", "clearing"
BANK, LINE, PAYMENT, PAYOUT, REMITTANCE, SLIP = (
    "bank_transaction", "processor_line", "payment", "payout", "remittance", "slip",
)  # fmt: skip
DISPUTES = ("dispute", "dispute_reversal")
# What posts a difference, by the account that takes it.
DIFFERENCES = {"fees": "fee", "difference": "difference", "write_off": "write_off"}
# The exceptions that end once their record is matched.
ENDED = {
    BANK: ("unmatched_deposit", "deposit_without_remit", "duplicate"),
    PAYOUT: ("unmatched_payout", "duplicate"),
    LINE: ("unmatched_line", "unexplained_line", "duplicate"),
    REMITTANCE: ("remit_without_deposit", "duplicate"),
    PAYMENT: ("uncleared_payment", "undeposited_payment", "duplicate"),
    REFUND: ("duplicate",),
}
WORDS = {
    BANK: "deposit", PAYOUT: "payout", LINE: "card line", REMITTANCE: "remittance", PAYMENT: "payment",
    REFUND: "refund", SLIP: "deposit slip",
}  # fmt: skip

Key = tuple[str, int]  # a record's kind in `match_side`, and its id


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is held by this transaction and may be a side of a match.

    `account` is where its money stands until it is matched. `open`: no match that holds has it at the stage asked for;
    `usable`: nothing else stands against it (a payment taken back, a remittance that doesn't balance).
    """

    kind: str
    id: int
    amount: Decimal
    account: str
    open: bool
    usable: bool
    entry: str = ""
    fee: Decimal = ZERO
    patient_id: int | None = None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Making:
    """A match to be made. `difference` is lefts less rights; `account` takes it, with a reason where a person said so.

    `payment_id`: whose payment a dispute is about; the payment isn't a side, since it is in another match.
    """

    stage: str
    rule: str
    why: str
    automatic: bool
    lefts: tuple[Record, ...]
    rights: tuple[Record, ...] = ()
    difference: Decimal = ZERO
    account: str = ""
    reason: str = ""
    payment_id: int | None = None

    @property
    def sides(self) -> tuple[Record, ...]:
        """All of it."""
        return (*self.lefts, *self.rights)


def hold(session: Session, keys: Iterable[Key], stage: str, *, waiting: bool = True) -> dict[Key, Record]:
    """The records of these keys, locked table by table; without those that somebody else holds unless `waiting`."""
    wanted: dict[str, list[int]] = {}
    for kind, record_id in keys:
        wanted.setdefault(kind, []).append(record_id)
    found: dict[Key, Record] = {}
    # Asked before a lock was waited for, what stands elsewhere might be out of date: so it is asked after all of them.
    rows: list[tuple[str, Any]] = []
    for kind, (model, columns) in _COLUMNS.items():
        if ids := wanted.get(kind):
            statement = select(model.id, *columns).where(among(model.id, ids)).order_by(model.id)
            if kind == REFUND:
                statement = statement.join(Payment, Payment.id == Refund.payment_id)
            locked = statement.with_for_update(of=model, key_share=True, skip_locked=not waiting)
            rows += [(kind, row) for row in session.execute(locked)]
    stages, gone = _stages(session, wanted), _taken_back(session, wanted.get(REFUND, ()))
    for kind, row in rows:
        one = _record(kind, row, stage, stages.get((kind, row.id), frozenset()))
        found[kind, row.id] = replace(one, usable=False) if kind == REFUND and row.id in gone else one
    return found


# Each kind's table and what is read of it, in the order in which they are locked.
_COLUMNS: dict[str, tuple[Any, list[Any]]] = {
    BANK: (BankTransaction, [BankTransaction.amount, BankTransaction.matched_at]),
    PAYOUT: (Payout, [Payout.amount, Payout.matched_at]),
    LINE: (
        ProcessorLine,
        [
            ProcessorLine.gross.label("amount"),
            ProcessorLine.fee,
            ProcessorLine.kind.label("entry"),
            ProcessorLine.cash,
            ProcessorLine.matched_at,
        ],
    ),
    REMITTANCE: (Remittance, [Remittance.amount, Remittance.state, Remittance.matched_at]),
    PAYMENT: (Payment, [Payment.amount, Payment.tender, Payment.voided_at, Payment.patient_id]),
    REFUND: (Refund, [(-Refund.amount).label("amount"), Refund.approved_at, Payment.tender, Payment.patient_id]),
}


def _stages(session: Session, wanted: Mapping[str, Sequence[int]]) -> dict[Key, frozenset[str]]:
    """At which stages payments and refunds are matched: they have no place of their own for it."""
    found: dict[Key, frozenset[str]] = {}
    for kind in (kind for kind in (PAYMENT, REFUND) if kind in wanted):
        side = MatchSide
        asked = select(side.stage, side.record_id).where(
            side.stage.in_((DEPOSIT, CLEARING)), side.kind == kind, among(side.record_id, wanted[kind]), side.live
        )
        for row in session.execute(asked):
            found[kind, row.record_id] = found.get((kind, row.record_id), frozenset()) | {row.stage}
    return found


def _taken_back(session: Session, refunds: Sequence[int]) -> set[int]:
    """Those of these refunds that didn't go out after all."""
    return set(session.scalars(select(Refund.id).where(among(Refund.id, refunds), taken_back()))) if refunds else set()


def _record(kind: str, row: Any, stage: str, stages: frozenset[str]) -> Record:
    match kind:
        case "bank_transaction":
            return Record(kind, row.id, row.amount, "bank", row.matched_at is None, usable=True)
        case "payout":
            return Record(kind, row.id, row.amount, "card", row.matched_at is None, usable=True)
        case "remittance":
            return Record(kind, row.id, row.amount, "remit", row.matched_at is None, usable=row.state == "posted")
        case "processor_line":
            is_open = row.matched_at is None
            return Record(kind, row.id, row.amount, "card", is_open, not row.cash, row.entry, row.fee)
    by_card = row.tender in BY_CARD
    # What a card line was found for comes to the bank with its payout: it is found there or here, never in both.
    is_open = not stages if by_card else stage not in stages
    if kind == REFUND:
        usable = by_card and row.approved_at is not None and stage == CLEARING
        return Record(kind, row.id, row.amount, "card", is_open, usable, patient_id=row.patient_id)
    usable = row.voided_at is None and (by_card or stage == DEPOSIT)
    return Record(kind, row.id, row.amount, HELD_IN[row.tender], is_open, usable, row.tender, patient_id=row.patient_id)


def make(session: Session, made: Sequence[Making], on_day: date) -> list[int]:
    """Write matches of records that are held and open, post what they mean, and end the exceptions about them.

    The ids of the matches, in their order; all of it in a few statements. Raises `Invalid` for a closed day.
    """
    if not made:
        return []
    actor, ids = acting(session), next_ids(session, PaymentMatch, len(made))
    insert_rows(
        session,
        PaymentMatch,
        [
            {
                "id": match_id, "rule": one.rule, "why": one.why, "automatic": one.automatic,
                "difference": one.difference, "made_at": actor.now, "made_by": actor.name, "undo_reason": "",
            }
            for match_id, one in zip(ids, made, strict=True)
        ],
    )  # fmt: skip
    sides = [(match_id, one.stage, side) for match_id, one in zip(ids, made, strict=True) for side in one.sides]
    rows = [
        {"match_id": match_id, "stage": stage, "kind": side.kind, "record_id": side.id, "amount": side.amount,
         "live": True}
        for match_id, stage, side in sides
    ]  # fmt: skip
    insert_rows(session, MatchSide, rows)
    mark(session, [side.key for _, _, side in sides], matched=True)
    post_all(session, [entry for key, one in zip(ids, made, strict=True) for entry in _entries(one, key, on_day)])
    settle_all(
        session,
        [(kind, side.kind, side.id) for _, _, side in sides for kind in ENDED[side.kind]],
        resolution="It was matched.",
    )
    said = [
        (match_id, _patient(one), {"rule": one.rule, "sides": [list(side.key) for side in one.sides],
                                   "difference": str(one.difference), "reason": one.reason})
        for match_id, one in zip(ids, made, strict=True)
    ]  # fmt: skip
    audit_many(session, "payment-match.made", PaymentMatch.__tablename__, said)
    return ids


def mark(session: Session, keys: Iterable[Key], *, matched: bool) -> None:
    """Note on the records that have a place for it that they are matched, or open again."""
    now = acting(session).now if matched else None
    of_kind: dict[str, list[int]] = {}
    for kind, record_id in keys:
        of_kind.setdefault(kind, []).append(record_id)
    for kind, model in ((BANK, BankTransaction), (PAYOUT, Payout), (LINE, ProcessorLine), (REMITTANCE, Remittance)):
        if ids := of_kind.get(kind):
            changed = update(model).where(among(model.id, ids)).values(matched_at=now)
            session.execute(changed.execution_options(synchronize_session=False))


def _entries(one: Making, match_id: int, on_day: date) -> list[Entry]:
    """What a match posts; each balances by itself, and what explains a difference is an entry of its own."""
    if one.stage == DEPOSIT:
        return _deposited(one, match_id, on_day)
    (line,) = one.lefts
    payment_id = one.payment_id
    if payment_id is None and len(one.rights) == 1 and one.rights[0].kind == PAYMENT:
        payment_id = one.rights[0].id
    refund_id = one.rights[0].id if len(one.rights) == 1 and one.rights[0].kind == REFUND else None

    def entry(kind: str, account: str, amount: Decimal, source: str, reason: str = "") -> Entry:
        lines = (Posting(account, amount), Posting("card", -amount))
        return Entry(kind, source, on_day, lines, reason, payment_id=payment_id, refund_id=refund_id, match_id=match_id)

    found: list[Entry] = []
    if line.fee:
        found.append(entry("fee", "fees", line.fee, "processor"))
    if line.entry in DISPUTES and not one.account:
        found.append(entry("chargeback", "disputes", -line.amount, "processor"))
    elif one.difference:
        found.append(entry(DIFFERENCES[one.account], one.account, -one.difference, _source(one), one.reason))
    return found


def _deposited(one: Making, match_id: int, on_day: date) -> list[Entry]:
    """Bank +, and what held the money -; less what is explained, which the largest of them takes."""
    banked = sum((side.amount for side in one.sides if side.account == "bank"), ZERO)
    waiting: dict[str, Decimal] = {}
    for side in one.sides:
        if side.account != "bank":
            waiting[side.account] = waiting.get(side.account, ZERO) + side.amount
    remittances = [side.id for side in one.sides if side.kind == REMITTANCE]
    remittance_id = remittances[0] if len(remittances) == 1 else None
    missing = sum(waiting.values(), ZERO) - banked
    main = max(waiting, key=lambda account: abs(waiting[account]), default="bank")

    def entry(kind: str, source: str, lines: Sequence[Posting], reason: str = "") -> Entry:
        return Entry(kind, source, on_day, tuple(lines), reason, remittance_id=remittance_id, match_id=match_id)

    found: list[Entry] = []
    if waiting:
        left = waiting | {main: waiting[main] - missing}
        moved = [Posting("bank", banked), *(Posting(account, -amount) for account, amount in left.items())]
        if sum(line.amount != 0 for line in moved) > 1:
            found.append(entry("deposit", "bank", moved))
    if missing:
        explained = [Posting(one.account, missing), Posting(main, -missing)]
        found.append(entry(DIFFERENCES[one.account], _source(one), explained, one.reason))
    return found


def _source(one: Making) -> str:
    """Where an explained difference comes from: the lines themselves, or a person."""
    return "processor" if one.automatic else "correction"


def _patient(one: Making) -> int | None:
    patients = {side.patient_id for side in one.sides} - {None}
    return patients.pop() if len(patients) == 1 else None
