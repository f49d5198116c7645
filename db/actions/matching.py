"""Matching money: found by common numbers, confirmed or dismissed by a clerk, undone with a reason.

Each match says why, posts what it means, and keeps both sides. A difference is only ever explained by a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.ledger_parts import hold_day, reason_of
from db.actions.ledger_posting import reverse
from db.actions.match_parts import (
    BANK,
    CLEARING,
    DEPOSIT,
    DIFFERENCES,
    DISPUTES,
    LINE,
    PAYMENT,
    PAYOUT,
    REMITTANCE,
    SLIP,
    WORDS,
    ZERO,
    Key,
    Making,
    Record,
    hold,
    make,
    mark,
)
from db.actions.payment_exceptions import Arising, arise_all, settle_all
from db.actions.tasks import short
from db.audit import audit
from db.copying import among
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import LedgerEntry, MatchDismissal, MatchSide, Payment, PaymentMatch
from db.queries.match_sides import AT_DESK, REFUND, SLIP_DAYS
from db.registry import acting, action
from db.roles import Permission

BY_HAND = "person"  # the rule of a match that a person made
HELD = (PAYOUT, REMITTANCE, PAYMENT, SLIP)
LONGEST = 400
MOST = 500  # sides of one match by hand


@dataclass(frozen=True, slots=True)
class Matched:
    """A match that a person made."""

    match_id: int


@action("match.confirm", needs=Permission.PAYMENT_MATCH, once=True)
def confirm(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    left: Key,
    rights: Sequence[Key],
    difference: Decimal = ZERO,
    account: str = "",
    reason: str = "",
    why: str = "",
) -> Matched:
    """Say that one record and one or several others are the same money; keys are `(kind, id)` of `db.queries.matching`.

    A deposit with payouts, remittances, slips and payments, or one of those with deposits; a card line with payments
    or refunds, or with the payment that a dispute is about. `difference` is left less rights as it was on screen: where
    it isn't 0.00 it goes to `account` (fees, difference, write_off) with a `reason`; so does a record that has no other
    side at all, such as a bank's fee. `why` is the suggestion's sentence.

    Raises `Invalid` where sides don't go together, the amounts aren't those, or today is closed, and `Conflict` that
    says who was faster.
    """
    stage = _stage(left, rights)
    said = reason_of(reason) if account or difference else short(reason, "reason", LONGEST)
    if (difference or not rights) and account not in DIFFERENCES:
        raise Invalid("account", "Say what the difference is: a fee, a difference, or given up. Nothing was changed.")
    today = hold_day(session)
    others = _expanded(session, rights)
    mine = _expanded(session, [left])
    keys = [*mine, *others]
    if len(set(keys)) != len(keys) or len(keys) > MOST:
        raise Invalid("rights", f"Choose each record once, and {MOST} at most. Nothing was changed.")
    found = hold(session, keys, stage)
    if missing := [key for key in keys if key not in found]:
        raise NotFound(WORDS[missing[0][0]])
    lefts, chosen = tuple(found[key] for key in mine), tuple(found[key] for key in others)
    if stage == CLEARING and lefts[0].entry in DISPUTES and chosen:
        _require_usable(session, lefts)
        making = _disputed(lefts[0], chosen, why)
    else:
        _require_usable(session, (*lefts, *chosen))
        left_over = _sum(lefts) - _sum(chosen)
        if left_over != difference:
            raise Invalid(
                "difference",
                f"There is {left_over:.2f} left over, not {difference:.2f}. Look again; nothing was changed.",
            )
        words = short(why, "why", LONGEST) or ("Explained by hand." if not rights else "Matched by hand.")
        words = f"{words} {said}" if said else words
        making = Making(stage, BY_HAND, words, False, lefts, chosen, left_over, account if left_over else "", said)
    (match_id,) = make(session, [making], today)
    tell_disputes(session, [making])
    return Matched(match_id)


def _stage(left: Key, rights: Sequence[Key]) -> str:
    """At which stage these go together. Raises `Invalid` where they never do."""
    kinds, own = {right[0] for right in rights if right}, left[0] if left else ""
    if own == LINE and kinds <= {PAYMENT, REFUND}:
        return CLEARING
    if (own == BANK and kinds <= set(HELD)) or (own in HELD and kinds <= {BANK}):
        return DEPOSIT
    raise Invalid("rights", "These two kinds of records don't go together. Nothing was changed.")


def _expanded(session: Session, keys: Sequence[Key]) -> list[Key]:
    """The keys, with each slip as the payments on it that weren't found in the bank."""
    found: list[Key] = []
    for kind, record_id in keys:
        if kind != SLIP:
            found.append((kind, record_id))
            continue
        first = session.execute(
            select(Payment.slip, Payment.on_day).where(Payment.id == record_id, Payment.slip != "")
        ).one_or_none()
        if first is None:
            raise NotFound(WORDS[SLIP])
        on_it = of_slip(session, first.slip, first.on_day)
        found += [(PAYMENT, key) for key in on_it or [record_id]]  # all found meanwhile: the first says by whom
    return found


def of_slip(session: Session, slip: str, on_day: date) -> Sequence[int]:
    """The payments on a deposit slip, handed in around a day, that weren't found in the bank."""
    near = Payment.on_day.between(on_day - timedelta(days=SLIP_DAYS), on_day + timedelta(days=SLIP_DAYS))
    there = (
        ~select(MatchSide.id)
        .where(MatchSide.stage == DEPOSIT, MatchSide.kind == PAYMENT, MatchSide.record_id == Payment.id, MatchSide.live)
        .exists()
    )
    return session.scalars(
        select(Payment.id)
        .where(Payment.slip == slip, near, Payment.tender.in_(AT_DESK), Payment.voided_at.is_(None), there)
        .order_by(Payment.id)
    ).all()


def _sum(records: Sequence[Record]) -> Decimal:
    return sum((one.amount for one in records), ZERO)


def _require_usable(session: Session, records: Sequence[Record]) -> None:
    for one in records:
        if not one.open:
            raise _faster(session, one)
    for one in records:
        if not one.usable:
            raise Invalid("rights", f"This {WORDS[one.kind]} can't be matched here. Nothing was changed.")


def _faster(session: Session, one: Record) -> Conflict:
    """Who has matched a record since it was on screen."""
    by = session.execute(
        select(PaymentMatch.made_by, PaymentMatch.made_at)
        .join(MatchSide, MatchSide.match_id == PaymentMatch.id)
        .where(MatchSide.kind == one.kind, MatchSide.record_id == one.id, MatchSide.live)
    ).first()
    who, at = (by.made_by, by.made_at) if by else ("Somebody", None)
    return Conflict(f"{who} matched this {WORDS[one.kind]} already. Nothing was changed.", Since(who, "matched it", at))


def _disputed(line: Record, chosen: Sequence[Record], why: str) -> Making:
    """A dispute and the one payment it is about, which stays in the match it is in."""
    (payment, *more) = chosen
    if more or payment.kind != PAYMENT or not payment.usable or abs(line.amount) > payment.amount:
        raise Invalid("rights", "Choose the one payment that the dispute is about. Nothing was changed.")
    words = short(why, "why", LONGEST) or "A dispute of this payment, said by hand."
    return Making(CLEARING, BY_HAND, words, False, (line,), payment_id=payment.id)


@action("match.dismiss", needs=Permission.PAYMENT_MATCH)
def dismiss(session: Session, *, by: Credential, left: Key, rights: Sequence[Key]) -> None:
    """Say that records aren't the same money: they are never suggested for each other again, nor matched by themselves.

    Twice is once. A person may match them by hand all the same. Raises `Invalid` for what can't go together anyway.
    """
    _stage(left, rights)
    if not 0 < len(rights) <= MOST:
        raise Invalid("rights", "Choose what isn't the same money. Nothing was changed.")
    _dismiss(session, [(left, right) for right in rights])
    audit(session, "payment-match.dismissed", subject=left, rights=[list(right) for right in rights])


def _dismiss(session: Session, pairs: Sequence[tuple[Key, Key]]) -> None:
    actor = acting(session)
    rows = [
        {"left_kind": left[0], "left_id": left[1], "right_kind": right[0], "right_id": right[1],
         "dismissed_by": actor.name, "dismissed_at": actor.now}
        for left, right in (sorted(pair) for pair in pairs)
    ]  # fmt: skip
    if rows:
        session.execute(insert(MatchDismissal).on_conflict_do_nothing(), rows)


@action("match.undo", needs=Permission.PAYMENT_MATCH)
def undo(session: Session, *, by: Credential, match_id: int, reason: str) -> None:
    """Take a match back: what it posted is reversed today, its sides are open again, and the match stays on record.

    The pair counts as dismissed, else its common number would match it again. Raises `Invalid` without a reason or
    where today is closed, `Conflict` where somebody undid it already.
    """
    why, today = reason_of(reason), hold_day(session)
    match = session.scalar(select(PaymentMatch).where(PaymentMatch.id == match_id).with_for_update())
    if match is None:
        raise NotFound("match")
    if match.undone_at is not None:
        who = match.undone_by or ""
        raise Conflict(f"{who} undid this match already. Nothing was changed.", Since(who, "undid it", match.undone_at))
    hold(session, _live(session, match_id), DEPOSIT)
    keys = _live(session, match_id)  # a payment that was moved meanwhile has another one in its place
    posted = session.execute(
        select(LedgerEntry.id, LedgerEntry.kind, LedgerEntry.payment_id)
        .where(LedgerEntry.match_id == match_id, LedgerEntry.reverses_id.is_(None))
        .order_by(LedgerEntry.id)
    ).all()
    for entry in posted:
        reverse(session, entry.id, reason=why, on_day=today)
    session.execute(update(MatchSide).where(MatchSide.match_id == match_id, MatchSide.live).values(live=False))
    mark(session, keys, matched=False)
    actor = acting(session)
    match.undone_at, match.undone_by, match.undo_reason = actor.now, actor.name, why
    _dismiss(session, _pairs(session, keys))
    disputed = [("dispute", PAYMENT, entry.payment_id) for entry in posted if entry.kind == "chargeback"]
    settle_all(session, disputed, resolution="The match with the dispute was undone.")
    session.flush()
    audit(session, "payment-match.undone", subject=(PaymentMatch.__tablename__, match_id), reason=why)


def _live(session: Session, match_id: int) -> list[Key]:
    sides = select(MatchSide.kind, MatchSide.record_id).where(MatchSide.match_id == match_id, MatchSide.live)
    return [(row.kind, row.record_id) for row in session.execute(sides.order_by(MatchSide.id))]


def _pairs(session: Session, keys: Sequence[Key]) -> list[tuple[Key, Key]]:
    """What a match said to be one: each of its one kind with each of the others, payments also by their slip."""
    ones = [key for key in keys if key[0] in (BANK, LINE)]
    others = [key for key in keys if key[0] not in (BANK, LINE)]
    paid = [key for kind, key in others if kind == PAYMENT]
    slips = select(func.min(Payment.id)).where(among(Payment.id, paid), Payment.slip != "").group_by(Payment.slip)
    others += [(SLIP, first) for first in session.scalars(slips)] if paid else []
    return [(one, other) for one in ones for other in others]


def tell_disputes(session: Session, made: Sequence[Making]) -> None:
    """Put disputes of payments before the clerks, and end those that were decided for the clinic."""
    about = {one.payment_id: one for one in made if one.payment_id is not None}
    lost = {key: one for key, one in about.items() if one.lefts[0].amount < ZERO}
    won = [("dispute", PAYMENT, key) for key in about if key is not None and key not in lost]
    if lost:
        _tell_lost(session, lost)
    settle_all(session, won, resolution="The money of the dispute came back.")


def _tell_lost(session: Session, lost: Mapping[int, Making]) -> None:
    rows = session.execute(
        select(Payment.id, Payment.patient_id, Payment.receipt, Payment.on_day).where(among(Payment.id, lost))
    )
    arise_all(
        session,
        [
            Arising(
                "dispute", PAYMENT, row.id, -lost[row.id].lefts[0].amount,
                f"Payment {row.receipt} of {row.on_day:%d %b %Y}", "The card holder disputes it.", row.patient_id,
            )
            for row in rows
        ],
    )  # fmt: skip
