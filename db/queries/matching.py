"""The reconcile page: what is open on the left, what may be one with it on the right, and a record's matches.

A page costs the same whatever lies behind: only what is open is read, through partial indexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, func, literal, select, text, tuple_
from sqlalchemy.orm import Session

from db.copying import among
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import (
    BankAccount,
    BankTransaction,
    LedgerEntry,
    MatchSide,
    PaymentMatch,
    Payout,
    ProcessorLine,
    Remittance,
)
from db.queries.match_candidates import candidates_of
from db.queries.match_shapes import (
    EMPTY,
    Candidate,
    Candidates,
    Cursor,
    Key,
    LinePage,
    MatchedSide,
    MatchLine,
    OpenLine,
    Source,
)
from db.queries.match_sides import OPEN_LINES, OTHER_LINES
from db.queries.paging import COUNT_CAP, PAGE_SIZE, Count, capped_counts, plain_rows, read_counts
from db.registry import query
from db.roles import Permission

__all__ = [
    "Candidate",
    "Candidates",
    "Cursor",
    "Key",
    "LinePage",
    "MatchLine",
    "MatchedSide",
    "OpenLine",
    "Source",
    "candidates",
    "counts",
    "lines",
    "matches",
    "one_match",
]

OTHER_LINE = "other_line"  # a list of its own, of records that are processor lines


@query("matching.lines", needs=Permission.PAYMENTS_READ)
def lines(
    session: Session,
    *,
    viewer: Credential,
    kind: str = "",
    amount: Decimal | None = None,
    source: Source = "",
    after: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> LinePage:
    """What nothing was found for: the bank's lines, payouts, card lines, remittances; of one kind, or of one amount.

    Of one `source` where named. The kind `other_line` are card lines that are no payment: fees, transfers, reserves,
    adjustments, others, where a person has to say what they were. Raises `Invalid` for a kind that there isn't.
    """
    found: list[tuple[Cursor, OpenLine]] = []
    for rank, (own, listed) in enumerate(_LISTS.items()):
        if kind not in ("", own) or not _is_of(listed, source):
            continue
        statement = listed.narrowed(source)
        if amount is not None:
            statement = statement.where(listed.amount == amount)
        if after is not None:
            statement = statement.where(_after(listed, rank, after))
        rows = plain_rows(session, statement.order_by(listed.on, listed.id).limit(size + 1), {}).mappings()
        record = "processor_line" if own == OTHER_LINE else own
        found += [((row["on_day"], rank, row["id"]), _open_line(record, row)) for row in rows]
    if kind not in ("", *_LISTS):
        raise Invalid("kind", f"There is no such kind: {', '.join(_LISTS)}.")
    found.sort(key=lambda each: each[0])
    following = found[size - 1][0] if len(found) > size else None
    return LinePage(tuple(one for _, one in found[:size]), following)


@query("matching.counts", needs=Permission.PAYMENTS_READ)
def counts(session: Session, *, viewer: Credential, source: Source = "") -> Mapping[str, Count]:
    """How much of each kind is open, capped; of one `source` where named."""
    of = {own: listed for own, listed in _LISTS.items() if _is_of(listed, source)}
    lists = {own: listed.narrowed(source).limit(COUNT_CAP + 1) for own, listed in of.items()}
    return read_counts(session, capped_counts(lists))


@query("matching.candidates", needs=Permission.PAYMENTS_READ)
def candidates(session: Session, *, viewer: Credential, kind: str, record_id: int) -> Candidates:
    """What may be one with an open record, each with its reason and what is left over.

    Raises `NotFound` for none, or one that was matched meanwhile.
    """
    return candidates_of(session, kind, record_id)


@query("matching.of_record", needs=Permission.PAYMENTS_READ)
def matches(session: Session, *, viewer: Credential, kind: str, record_id: int) -> tuple[MatchLine, ...]:
    """The matches that a record is or was in, the newest first; of a payment also those with a dispute about it."""
    own = select(MatchSide.match_id).where(MatchSide.kind == kind, MatchSide.record_id == record_id)
    ids = set(session.scalars(own))
    if kind == "payment":
        of_entries = select(LedgerEntry.match_id).where(LedgerEntry.payment_id == record_id)
        ids |= {one for one in session.scalars(of_entries.where(LedgerEntry.match_id.is_not(None))) if one is not None}
    return _matches(session, ids)


@query("matching.match", needs=Permission.PAYMENTS_READ)
def one_match(session: Session, *, viewer: Credential, match_id: int) -> MatchLine:
    """One match. Raises `NotFound` for none."""
    found = _matches(session, {match_id})
    if not found:
        raise NotFound("match")
    return found[0]


def _matches(session: Session, ids: Iterable[int]) -> tuple[MatchLine, ...]:
    wanted = sorted(ids)
    sides: dict[int, list[MatchedSide]] = {}
    row = MatchSide
    of_these = select(row.match_id, row.kind, row.record_id, row.amount, row.live).where(among(row.match_id, wanted))
    for side in plain_rows(session, of_these.order_by(row.id), {}):
        sides.setdefault(side.match_id, []).append(MatchedSide(side.kind, side.record_id, side.amount, side.live))
    made = select(PaymentMatch).where(among(PaymentMatch.id, wanted)).order_by(PaymentMatch.id.desc())
    return tuple(
        MatchLine(
            one.id, one.rule, one.why, one.automatic, one.difference, one.made_at, one.made_by, one.undone_at,
            one.undone_by, one.undo_reason, tuple(sides.get(one.id, ())),
        )
        for one in session.scalars(made)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _List:
    """A kind of open records: how they are read, and by which columns they stand in order."""

    statement: Any
    on: Any
    id: Any
    amount: Any
    source: Any = None

    def narrowed(self, source: Source) -> Any:
        """Those of one source; all without one."""
        return self.statement.where(self.source == source) if source else self.statement


def _is_of(listed: _List, source: Source) -> bool:
    """Whether a source can have any of these: a bank's account is known by its id, a processor by its name."""
    if not source:
        return True
    return listed.source is not None and (listed.source is BankTransaction.account_id) == isinstance(source, int)


def _bank() -> _List:
    row = BankTransaction
    numbers = func.concat_ws(" ", *(func.nullif(one, "") for one in (row.reference, row.cheque_number, row.trace)))
    statement = (
        select(row.id, row.on_day, row.amount, row.payee.label("name"), row.memo, numbers.label("numbers"))
        .add_columns(func.concat_ws(" …", BankAccount.name, func.nullif(BankAccount.tail, "")).label("source"))
        .join(BankAccount, BankAccount.id == row.account_id)
        .where(row.matched_at.is_(None))
    )
    return _List(statement, row.on_day, row.id, row.amount, row.account_id)


def _payouts() -> _List:
    row = Payout
    columns = select(row.id, row.arrives_on.label("on_day"), row.amount, row.processor.label("name"))
    statement = columns.add_columns(row.reference.label("numbers"), row.processor.label("source"))
    still = statement.where(row.matched_at.is_(None), row.amount != 0)
    return _List(still, row.arrives_on, row.id, row.amount, row.processor)


def _card_lines(*which: Any) -> _List:
    row = ProcessorLine
    numbers = func.concat_ws(" ", func.nullif(row.charge_ref, ""), func.nullif(row.intent_ref, ""))
    statement = select(
        row.id, row.on_day, row.gross.label("amount"), row.fee, row.kind.label("entry"), row.description.label("memo"),
        row.processor.label("source"), numbers.label("numbers"),
    ).where(row.matched_at.is_(None), ~row.cash, *which)  # fmt: skip
    return _List(statement, row.on_day, row.id, row.gross, row.processor)


def _remittances() -> _List:
    row = Remittance
    on = func.coalesce(row.paid_on, func.date(row.created_at))
    statement = select(
        row.id, on.label("on_day"), row.amount, row.payer_name.label("name"), row.trace.label("numbers"),
        literal("835").label("source"),
    ).where(row.matched_at.is_(None), text("remittance.amount <> 0"), row.state == "posted")  # fmt: skip
    return _List(statement, on, row.id, row.amount)


_LISTS = {
    "bank_transaction": _bank(),
    "payout": _payouts(),
    "processor_line": _card_lines(text(OPEN_LINES)),
    "remittance": _remittances(),
    OTHER_LINE: _card_lines(text(OTHER_LINES), ProcessorLine.net != 0),
}


def _after(listed: _List, rank: int, cursor: Cursor) -> Any:
    """What comes after the cursor: kinds have an order of their own within a day."""
    on, last_rank, last_id = cursor
    if rank == last_rank:
        return tuple_(listed.on, listed.id) > tuple_(literal(on), literal(last_id))
    return listed.on > on if rank < last_rank else listed.on >= on


def _open_line(kind: str, row: RowMapping) -> OpenLine:
    return OpenLine(
        kind, row["id"], row["on_day"], row["amount"], row.get("name", ""), row.get("source", ""),
        row.get("numbers", ""), row.get("memo", ""), row.get("entry", ""), row.get("fee", EMPTY),
    )  # fmt: skip
