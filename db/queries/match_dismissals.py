"""What a person said isn't the same money: all pairs for the rules, and those of one record, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, text
from sqlalchemy.orm import Session, aliased

from db.copying import among
from db.credentials import Credential
from db.models import MatchDismissal, Payment
from db.queries.match_shapes import Key
from db.queries.match_sides import KINDS, RECORDS, REFUND, SLIP_DAYS
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission
from rules.payment_shapes import Key as SideKey
from rules.payment_shapes import SideKind

SLIP = RECORDS["batch"]


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A record that isn't suggested for another one any more: said by whom, and when."""

    other: Key
    by: str
    at: datetime


@query("matching.dismissed", needs=Permission.PAYMENTS_READ)
def dismissed_of(session: Session, *, viewer: Credential, kind: str, record_id: int) -> tuple[Dismissed, ...]:
    """What was dismissed for a record, the newest first."""
    row = MatchDismissal
    left = (row.left_kind == kind) & (row.left_id == record_id)
    right = (row.right_kind == kind) & (row.right_id == record_id)
    statement = select(
        row.left_kind, row.left_id, row.right_kind, row.right_id, row.dismissed_by, row.dismissed_at
    ).where(or_(left, right))
    found = []
    for one in plain_rows(session, statement.order_by(row.id.desc()), {}):
        first, second = (one.left_kind, one.left_id), (one.right_kind, one.right_id)
        other = second if first == (kind, record_id) else first
        found.append(Dismissed(other, one.dismissed_by, one.dismissed_at))
    return tuple(found)


def dismissed(session: Session, *, refunds: bool = False) -> frozenset[tuple[SideKey, SideKey]]:
    """Pairs that somebody said are not one, for a comparison with refunds or for any other."""
    row = MatchDismissal
    statement = select(row.left_kind, row.left_id, row.right_kind, row.right_id)
    rows = [
        ((one.left_kind, one.left_id), (one.right_kind, one.right_id))
        for one in plain_rows(session, statement, {})
        if (REFUND in (one.left_kind, one.right_kind)) == refunds
    ]
    slips = _slips_of(session, [record_id for pair in rows for kind, record_id in pair if kind == SLIP])

    def keys(kind: str, record_id: int) -> list[SideKey]:
        ids = slips.get(record_id, [record_id]) if kind == SLIP else [record_id]
        return [(_kind(kind), each) for each in ids]

    return frozenset((left, right) for one, other in rows for left in keys(*one) for right in keys(*other))


def _slips_of(session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """Each payment's deposit slip: all payments that are or were on it, since the first open one is what it goes by."""
    own, found = aliased(Payment), dict[int, list[int]]()
    near = Payment.on_day.between(own.on_day - SLIP_DAYS, own.on_day + SLIP_DAYS)
    together = select(own.id, Payment.id.label("with_id")).join(Payment, and_(Payment.slip == own.slip, near))
    if ids:
        for one in plain_rows(session, together.where(among(own.id, ids), text("payment.slip <> ''")), {}):
            found.setdefault(one.id, []).append(one.with_id)
    return found


def _kind(record: str) -> SideKind:
    return "payment" if record == REFUND else KINDS[record]
