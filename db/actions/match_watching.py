"""What has waited too long for its other side, and credit that nobody used: put before the clerks by the clock.

What was found meanwhile is settled by the match itself. What a person resolved isn't raised again; of credit, only
after as long again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, func, or_, select, text
from sqlalchemy.orm import Session

from db.actions.ledger_posting import business_day
from db.actions.match_finding import DESK_DAYS
from db.actions.payment_exceptions import SETTLED, Arising, arise_all, settle_all
from db.copying import among
from db.credentials import Credential
from db.models import (
    BankAccount,
    BankTransaction,
    LedgerEntry,
    LedgerLine,
    Payment,
    PaymentException,
    Payout,
    ProcessorLine,
    Remittance,
)
from db.queries.clinic_hours import Clocks
from db.queries.match_sides import (
    BY_CARD_WORDS,
    CLEARED,
    OPEN_LINES,
    OTHER_LINES,
    REFUND,
    Line,
    at_desk,
    card_payments,
    carriers,
    lines,
    refunds,
    sided,
)
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import BusinessHours
from rules.payment_shapes import Side

# CAQH CORE 370: a remittance and its payment come within three business days of each other. A processor's payout is
# given as long; a card payment is in the portal when it is charged, so a day is enough for its line.
PAID_WITHIN, CHARGED_WITHIN = 3, 1
# Ours: exports of a processor are handed in by the week, and what is taken at the desk is in the bank in a fortnight.
CLEARED_WITHIN, DEPOSITED_WITHIN = 5, 10
CREDIT_DAYS = 30
MOST = 1_000  # exceptions of one kind that one run raises
# What banks write on an insurer's transfer (NACHA: the entry description of a health care claim payment).
INSURERS = "%hcclaimpmt%"


@action("match.watch", needs=Permission.SYSTEM_RUN)
def watch(session: Session, *, by: Credential) -> int:
    """Put money before the clerks whose other side is awaited too long, whichever side it is; how much of it is new."""
    hours = Clocks(session).hours_at(None, None, acting(session).now.year)
    today = business_day(session)
    late, uncharged = (business_days_before(today, days, hours) for days in (PAID_WITHIN, CHARGED_WITHIN))
    arising = [*_deposits(session, late), *_remittances(session, late), *_payouts(session, late)]
    arising += [*_lines(session, uncharged), *_others(session, uncharged)]
    since = today - DESK_DAYS
    uncleared, undeposited = (business_days_before(today, days, hours) for days in (CLEARED_WITHIN, DEPOSITED_WITHIN))
    # Only as far as files have come: who hands in none of the bank's or the processor's compares nothing.
    charged, banked = (session.scalar(select(func.max(of))) for of in (ProcessorLine.on_day, BankTransaction.on_day))
    if charged is not None:
        arising += _uncleared(session, since, min(uncleared, charged))
    if banked is not None:
        arising += _undeposited(session, since, min(undeposited, banked))
    return len(arise_all(session, arising, again=False))


def business_days_before(today: date, days: int, hours: BusinessHours) -> date:
    """The last day after which so many business days have gone by; today isn't over."""
    day = today - timedelta(days=1)
    while days > 0:
        if hours.on(day):
            days -= 1
        day -= timedelta(days=1)
    return day


def _deposits(session: Session, late: date) -> Iterable[Arising]:
    """Money that came in. What goes out of the account isn't the payments' to explain."""
    row = BankTransaction
    insurers = or_(row.trace != "", row.memo.ilike(INSURERS), row.payee.ilike(INSURERS))
    found = (
        select(row.id, row.amount, row.on_day, BankAccount.tail, insurers.label("insurers"))
        .join(BankAccount, BankAccount.id == row.account_id)
        .where(row.matched_at.is_(None), row.on_day <= late, row.amount > 0)
        .order_by(row.on_day, row.id)
    )
    for one in _new(session, found, row, ("unmatched_deposit", "deposit_without_remit")):
        kind = "deposit_without_remit" if one.insurers else "unmatched_deposit"
        why = "No remittance names it." if one.insurers else "No payout, remittance or deposit slip names it."
        where = f"Deposit of {one.on_day:%d %b %Y}" + (f", account …{one.tail}" if one.tail else "")
        yield Arising(kind, row.__tablename__, one.id, one.amount, where, why)


def _remittances(session: Session, late: date) -> Iterable[Arising]:
    row = Remittance
    on = func.coalesce(row.paid_on, func.date(row.created_at))
    found = (
        select(row.id, row.amount, on.label("on_day"), row.payer_name, row.trace)
        .where(row.matched_at.is_(None), text("remittance.amount <> 0"), row.state == "posted", on <= late)
        .order_by(on, row.id)
    )
    for one in _new(session, found, row, ("remit_without_deposit",)):
        headline = f"{one.payer_name}: payment {one.trace} of {one.on_day:%d %b %Y}"
        yield Arising("remit_without_deposit", row.__tablename__, one.id, one.amount, headline, "It isn't in the bank.")


def _payouts(session: Session, late: date) -> Iterable[Arising]:
    row = Payout
    found = (
        select(row.id, row.amount, row.arrives_on, row.processor, row.reference)
        .where(row.matched_at.is_(None), row.arrives_on <= late, row.amount != 0)
        .order_by(row.arrives_on, row.id)
    )
    for one in _new(session, found, row, ("unmatched_payout",)):
        headline = f"{one.processor}: payout {one.reference} of {one.arrives_on:%d %b %Y}"
        yield Arising("unmatched_payout", row.__tablename__, one.id, one.amount, headline, "It isn't in the bank.")


def _lines(session: Session, late: date) -> Iterable[Arising]:
    row = ProcessorLine
    found = (
        select(row.id, row.gross.label("amount"), row.on_day, row.processor, row.kind)
        .where(row.matched_at.is_(None), text(OPEN_LINES), ~row.cash, row.on_day <= late)
        .order_by(row.on_day, row.id)
    )
    told = _new(session, found, row, ("unmatched_line", "duplicate")).all()
    why = _why(session, [one.id for one in told])
    for one in told:
        headline = _of_line(one)
        yield Arising("unmatched_line", row.__tablename__, one.id, one.amount, headline, why.get(one.id, ""))


def _why(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Of card lines that nothing was found for: who carries their number."""
    told = lines(session, CLEARED, *ids) if ids else []
    back = [one for one in told if one.side.entry == REFUND]
    paid, given = card_payments(session, told, cleared=True), refunds(session, back) if back else []
    return {one.side.id: _carried(one, carriers(one, given if one.side.entry == REFUND else paid)) for one in told}


def _carried(line: Line, by: Sequence[Side]) -> str:
    what = "refund" if line.side.entry == REFUND else "payment"
    if not by:
        return f"No {'open ' * (what == 'refund')}{what} carries its number."
    if len(by) > 1:
        return f"{len(by)} {what}s carry its number."
    if abs(by[0].amount) != abs(line.side.amount):
        return f"The {what} that carries its number is of {abs(by[0].amount):,.2f}."
    return f"A {what} of the same amount carries its number: look whether it is this one."


def _others(session: Session, late: date) -> Iterable[Arising]:
    """What the processor took, gave or held back beside payments: it is in a payout, and nothing says what it was."""
    row = ProcessorLine
    found = (
        select(row.id, row.net.label("amount"), row.on_day, row.processor, row.kind)
        .where(row.matched_at.is_(None), text(OTHER_LINES), ~row.cash, row.net != 0, row.on_day <= late)
        .order_by(row.on_day, row.id)
    )
    for one in _new(session, found, row, ("unexplained_line", "duplicate")):
        why = "It is about no payment. Say what it was."
        yield Arising("unexplained_line", row.__tablename__, one.id, one.amount, _of_line(one), why)


def _uncleared(session: Session, since: date, late: date) -> Iterable[Arising]:
    """Payments by card that no processor's line came for. Where one carries the number, that line is told instead."""
    row, line_ = Payment, ProcessorLine
    named = exists().where(text("processor_line.charge_ref <> ''"), line_.charge_ref == row.charge_ref)
    found = (
        select(row.id, row.amount, row.on_day, row.receipt, row.patient_id)
        .where(row.on_day.between(since, late), row.voided_at.is_(None), text(BY_CARD_WORDS))
        .where(~sided("clearing", row.__tablename__, row.id), ~sided("deposit", row.__tablename__, row.id))
        .where(~named.where(line_.matched_at.is_(None)))
        .order_by(row.on_day, row.id)
    )
    for one in _new(session, found, row, ("uncleared_payment", "duplicate")):
        headline = f"Payment {one.receipt} of {one.on_day:%d %b %Y}"
        why = "Nothing of the card processor was found for it."
        yield Arising("uncleared_payment", row.__tablename__, one.id, one.amount, headline, why, one.patient_id)


def _undeposited(session: Session, since: date, late: date) -> Iterable[Arising]:
    """Cash and cheques that no deposit was found for; a slip as one, by its first payment."""
    row = Payment
    open_ones = {one.id: one for one in at_desk(session, since=since) if one.on <= late}
    found = select(row.id, row.receipt, row.slip, row.patient_id).where(among(row.id, open_ones)).order_by(row.id)
    for one in _new(session, found, row, ("undeposited_payment", "duplicate")) if open_ones else ():
        side, what = open_ones[one.id], f"Deposit slip {one.slip}" if one.slip else f"Payment {one.receipt}"
        yield Arising(
            "undeposited_payment", row.__tablename__, one.id, side.amount, f"{what} of {side.on:%d %b %Y}",
            "It isn't in the bank.", None if one.slip else one.patient_id,
        )  # fmt: skip


def _of_line(one: Any) -> str:
    return f"{one.processor}: {one.kind.replace('_', ' ')} of {one.on_day:%d %b %Y}"


def _new(session: Session, found: Any, model: Any, kinds: tuple[str, ...]) -> Any:
    """Those that nobody has been told of, or has answered: neither is told again."""
    known = select(PaymentException.id).where(
        PaymentException.record_type == model.__tablename__,
        PaymentException.record_id == model.id,
        PaymentException.kind.in_(kinds),
        PaymentException.resolution != SETTLED,
    )
    return session.execute(found.where(~known.exists()).limit(MOST))


@action("credit.watch", needs=Permission.SYSTEM_RUN)
def watch_credit(session: Session, *, by: Credential) -> int:
    """Put credit that has stood for over 30 days before the clerks, and end what was used since; how much stands."""
    credit = _old_credit(session, business_day(session) - timedelta(days=CREDIT_DAYS))
    one = PaymentException
    told = session.scalars(select(one.record_id).where(one.kind == "unapplied_credit", one.resolved_at.is_(None)))
    gone = [("unapplied_credit", "patient", patient_id) for patient_id in told if patient_id not in credit]
    settle_all(session, gone, resolution="The credit was used or paid back.")
    # What a person answered rests as long again: the same patient may have other credit by then.
    rests = set(
        session.scalars(
            select(one.record_id).where(
                one.kind == "unapplied_credit",
                one.resolution.not_in(("", SETTLED)),
                one.resolved_at > acting(session).now - timedelta(days=CREDIT_DAYS),
            )
        )
    )
    why = f"It has stood for more than {CREDIT_DAYS} days."
    arising = [
        Arising("unapplied_credit", "patient", patient_id, amount, "Credit not applied", why, patient_id)
        for patient_id, amount in credit.items()
        if patient_id not in rests
    ]
    arise_all(session, arising)
    return len(arising)


def _old_credit(session: Session, before: date) -> dict[int, Decimal]:
    """Credit from before a day that nothing has used since, by patient: what is used, is used of the oldest first."""
    line = LedgerLine
    left = -func.sum(line.amount).filter(or_(line.amount > 0, LedgerEntry.on_day < before))
    rows = session.execute(
        select(line.patient_id, left)
        .join(LedgerEntry, LedgerEntry.id == line.entry_id)
        .where(line.account == "unapplied", line.patient_id.is_not(None))
        .group_by(line.patient_id)
        .having(left > 0)
    )
    return {patient_id: amount for patient_id, amount in rows if patient_id is not None}
