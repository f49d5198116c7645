"""What is matched without anybody: only by a number that both sides carry, as `rules.payment_matching` says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.ledger_posting import business_day, require_open
from db.actions.match_parts import (
    CLEARING,
    DEPOSIT,
    DISPUTES,
    LINE,
    PAYMENT,
    SLIP,
    ZERO,
    Key,
    Making,
    Record,
    hold,
    make,
)
from db.actions.matching import of_slip, tell_disputes
from db.actions.payment_exceptions import Arising, arise_all
from db.credentials import Credential
from db.errors import Invalid
from db.models import Payment
from db.queries.match_dismissals import dismissed
from db.queries.match_sides import (
    CHARGED,
    FEE,
    RECORDS,
    REFUND,
    Line,
    at_desk,
    card_payments,
    carriers,
    deposits,
    lines,
    payouts,
    refunds,
    remittances,
)
from db.registry import action
from db.roles import Permission
from rules.payment_matching import match
from rules.payment_shapes import Duplicate, Found, Matching, Side

AT_ONCE = 2_000  # matches of one transaction
DESK_DAYS = timedelta(days=120)  # cash and cheques that aren't in the bank by then are a person's to look for
LOCK = func.hashtext("match.find")


@action("match.find", needs=Permission.SYSTEM_RUN)
def find(session: Session, *, by: Credential) -> int:
    """Match what has a number in common, post it, and put what is there twice before the clerks.

    So many at a time: how many it matched, 0 where none is left, today is closed, or another worker is at it.
    """
    today = business_day(session)
    try:
        require_open(session, [today])
    except Invalid:
        return 0
    if not session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
        return 0
    made: list[Making] = []
    for stage, refunded, matching in _compared(session):
        made += _makings(session, stage, matching.found[: AT_ONCE - len(made)], refunded=refunded)
        _tell_doubles(session, matching.duplicates, refunded=refunded)
    made += _disputes(session)[: AT_ONCE - len(made)]
    made += _fees(session, AT_ONCE - len(made))
    make(session, made, today)
    tell_disputes(session, made)
    return len(made)


def _compared(session: Session) -> Iterable[tuple[str, bool, Matching]]:
    """Each stage compared: card lines with payments and with refunds, deposits with what should come to the bank."""
    said = dismissed(session)
    charged = lines(session, (CHARGED,))
    paid = card_payments(session, charged) if charged else []
    yield CLEARING, False, match([one.side for one in charged], paid, dismissed=said)
    back = lines(session, (REFUND,))
    if back:
        sides = [one.side for one in back]
        yield CLEARING, True, match(sides, refunds(session, back), dismissed=dismissed(session, refunds=True))
    since = business_day(session) - DESK_DAYS
    held = [*payouts(session), *remittances(session), *at_desk(session, since=since)]
    yield DEPOSIT, False, match(deposits(session, held), held, dismissed=said)


def _makings(session: Session, stage: str, found: Sequence[Found], *, refunded: bool) -> list[Making]:
    """The matches that can be made: their records held, and still as they were when they were compared."""
    keys = [_keys(session, one, refunded=refunded) for one in found]
    held = hold(session, [key for lefts, rights in keys for key in (*lefts, *rights)], stage, waiting=False)
    made: list[Making] = []
    for one, (lefts, rights) in zip(found, keys, strict=True):
        ones, others = [held.get(key) for key in lefts], [held.get(key) for key in rights]
        sides = [side for side in (*ones, *others) if side is not None and side.open and side.usable]
        if len(sides) == len(lefts) + len(rights):
            left, right = tuple(sides[: len(lefts)]), tuple(sides[len(lefts) :])
            if _total(left) - _total(right) == one.difference:
                account = "fees" if one.difference else ""
                made.append(Making(stage, one.rule, one.why, True, left, right, one.difference, account))
    return made


def _keys(session: Session, one: Found, *, refunded: bool) -> tuple[list[Key], list[Key]]:
    return (
        [key for side in one.lefts for key in _of_side(session, side, refunded=refunded)],
        [key for side in one.rights for key in _of_side(session, side, refunded=refunded)],
    )


def _of_side(session: Session, side: Side, *, refunded: bool) -> list[Key]:
    """The records of a side: a slip is its payments."""
    kind = REFUND if refunded and side.kind == "payment" else RECORDS[side.kind]
    if kind != SLIP:
        return [(kind, side.id)]
    first = session.execute(select(Payment.slip, Payment.on_day).where(Payment.id == side.id)).one()
    return [(PAYMENT, key) for key in of_slip(session, first.slip, first.on_day)]


def _total(sides: Sequence[Record]) -> Decimal:
    return sum((side.amount for side in sides), ZERO)


def _disputes(session: Session) -> list[Making]:
    """Disputes, and disputes won, of payments that carry the number: each changes the ledger, whatever is matched."""
    open_ones = lines(session, DISPUTES, untouched=True)
    if not open_ones:
        return []
    paid = card_payments(session, open_ones, cleared=True)
    of_line = {one.side.id: pay for one in open_ones if (pay := _payment_of(one, paid)) is not None}
    held = hold(session, [(LINE, key) for key in of_line], CLEARING, waiting=False)
    why = "The processor's number is the payment's."
    return [
        Making(CLEARING, "charge", why, True, (line,), payment_id=of_line[line.id].id)
        for line in held.values()
        if line.open and line.usable and abs(line.amount) <= of_line[line.id].amount
    ]


def _payment_of(line: Line, paid: Sequence[Side]) -> Side | None:
    """The one payment that carries a number of the line."""
    found = carriers(line, paid)
    return found[0] if len(found) == 1 else None


def _fees(session: Session, most: int) -> list[Making]:
    """What the processor's own lines say that it kept: they are about no payment, whether a payout has them or not."""
    kept = [one.side.id for one in lines(session, (FEE,), untouched=True)][:most]
    held = hold(session, [(LINE, key) for key in kept], CLEARING, waiting=False)
    why = "The processor says that it kept this."
    return [
        Making(CLEARING, FEE, why, True, (line,), difference=line.amount, account="fees")
        for line in held.values()
        if line.open and line.usable
    ]


def _tell_doubles(session: Session, found: Sequence[Duplicate], *, refunded: bool) -> None:
    """Put what is there twice before the clerks: all but the first of each."""
    arising: list[Arising] = []
    for one in found:
        for side in sorted(one.sides, key=lambda side: side.id)[1:]:
            kind = REFUND if refunded and side.kind == "payment" else RECORDS[side.kind]
            record = PAYMENT if kind == SLIP else kind
            headline = f"{side.source or side.name}: {side.on:%d %b %Y}"
            arising.append(Arising("duplicate", record, side.id, side.amount, headline, one.why))
    arise_all(session, arising, again=False)
