"""Money back to patients: asked for, and above the clinic's limit approved by somebody else.

What goes back is taken from the patient's credit, then from what the payment had paid: that is owed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.ledger_parts import hold_day, hold_payment, money, paid_back, reason_of, waiting_back
from db.actions.ledger_posting import Entry, Posting, business_day, post
from db.actions.tasks import short
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import LedgerEntry, LedgerLine, Payment, Refund
from db.queries.ledger_owed import unapplied
from db.queries.refund_limit import refund_limit
from db.registry import acting, action
from db.roles import Permission
from rules.ledger_owed import ZERO

FOCUS = Refund.__tablename__
# Where money goes out from. A cheque that was paid in goes back from the bank.
OUT_OF = {"cash": "drawer", "cheque": "bank", "card": "card", "online": "card"}


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """A refund that was asked for. `waits`: a second person must approve it before it is posted."""

    refund_id: int
    waits: bool


@action("refund.ask", needs=Permission.REFUND_ASK, once=True)
def ask(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    payment_id: int,
    amount: Decimal,
    reason: str,
    refund_ref: str = "",
) -> RefundAsked:
    """Ask for money back of a payment. What a patient gets back in a day, up to the clinic's limit, is posted at once.

    Above the limit it waits for a second person. Raises `Invalid` for more than is left of the payment, `Conflict` for
    one that was taken back.
    """
    asked, why = money(amount), reason_of(reason)
    payment = _standing(session, payment_id)
    before = paid_back(session, payment_id) + waiting_back(session, payment_id)
    if asked > payment.amount - before:
        raise Invalid("amount", f"At most {payment.amount - before:,.2f} of this payment can go back.")
    actor = acting(session)
    refund = Refund(
        payment_id=payment_id,
        amount=asked,
        reason=why,
        refund_ref=short(refund_ref, "refund_ref", 200),
        # Several small ones count together: the limit isn't walked around in steps.
        needs_second=_asked_today(session, payment.patient_id) + asked > refund_limit(session),
        asked_by_id=actor.person_id,
    )
    session.add(refund)
    session.flush()
    about = {"patient_id": payment.patient_id, "subject": (FOCUS, refund.id)}
    audit(session, "refund.asked", **about, amount=str(asked), reason=why)  # type: ignore[arg-type]
    if not refund.needs_second:
        _pay(session, payment, refund)
    return RefundAsked(refund.id, refund.needs_second)


@action("refund.approve", needs=Permission.REFUND_APPROVE)
def approve(session: Session, *, by: Credential, refund_id: int, refund_ref: str = "") -> None:
    """Approve a refund that somebody else asked for: it is posted. `refund_ref` is the processor's, where known.

    Raises `Forbidden` for who asked, `Conflict` where it was decided meanwhile, or more of the payment went back.
    """
    refund, payment = _waiting(session, refund_id)
    if refund.asked_by_id == acting(session).person_id:
        raise Forbidden("You asked for this refund, so somebody else approves it. Nothing was changed.")
    if refund.amount > payment.amount - paid_back(session, payment.id):
        raise Conflict("More of this payment went back meanwhile: so much isn't left. Nothing was changed.")
    refund.refund_ref = short(refund_ref, "refund_ref", 200) or refund.refund_ref
    _pay(session, payment, refund)


@action("refund.refuse", needs=Permission.REFUND_APPROVE)
def refuse(session: Session, *, by: Credential, refund_id: int, reason: str) -> None:
    """Refuse a refund, or take back one's own, with a reason. Raises `Conflict` where it was decided meanwhile."""
    why = reason_of(reason)
    refund, payment = _waiting(session, refund_id)
    actor = acting(session)
    refund.refused_at, refund.refused_by_id = actor.now, actor.person_id
    audit(session, "refund.refused", patient_id=payment.patient_id, subject=(FOCUS, refund_id), reason=why)
    session.flush()


def _asked_today(session: Session, patient_id: int) -> Decimal:
    """What was asked back for a patient today and wasn't refused, whether that was taken back since or not."""
    morning = datetime.combine(business_day(session), time.min, config().zone)
    asked = select(func.coalesce(func.sum(Refund.amount), 0)).join(Payment, Payment.id == Refund.payment_id)
    mine = asked.where(Payment.patient_id == patient_id, Refund.refused_at.is_(None), Refund.asked_at >= morning)
    return session.scalars(mine).one()


def _standing(session: Session, payment_id: int) -> Payment:
    payment = hold_payment(session, payment_id)
    if payment.voided_at is not None:
        raise Conflict(f"{payment.voided_by} took this payment back, so nothing of it can go back.")
    return payment


def _waiting(session: Session, refund_id: int) -> tuple[Refund, Payment]:
    """A refund that nobody decided yet, and its payment, locked."""
    payment_id = session.scalar(select(Refund.payment_id).where(Refund.id == refund_id))
    if payment_id is None:
        raise NotFound("refund")
    payment = _standing(session, payment_id)
    statement = select(Refund).where(Refund.id == refund_id).with_for_update()
    refund = session.scalars(statement.execution_options(populate_existing=True)).one()
    if refund.approved_at is not None or refund.refused_at is not None:
        done = "approved" if refund.approved_at else "refused"
        raise Conflict(f"This refund was {done} already. Nothing was changed.")
    return refund, payment


def _pay(session: Session, payment: Payment, refund: Refund) -> None:
    """Post a refund and mark it approved by who acts."""
    actor, today = acting(session), hold_day(session)
    lines = [Posting(OUT_OF[payment.tender], -refund.amount)]
    credit = min(refund.amount, max(unapplied(session, payment.patient_id), ZERO))
    lines.append(Posting("unapplied", credit, payment.patient_id))
    left = refund.amount - credit
    for encounter_id, charge_id, paid in _paid_for(session, payment):
        part = min(left, paid)
        lines.append(Posting("patient", part, payment.patient_id, encounter_id, None, charge_id))
        left -= part
    # Credit of it that was used since then: for what, isn't on the payment.
    lines.append(Posting("patient", left, payment.patient_id))
    entry = Entry(
        "refund", payment.source, today, tuple(lines), refund.reason, payment_id=payment.id, refund_id=refund.id
    )
    post(session, entry)
    refund.approved_at, refund.approved_by_id = actor.now, actor.person_id
    session.flush()
    audit(session, "refund.approved", patient_id=payment.patient_id, subject=(FOCUS, refund.id),
          amount=str(refund.amount))  # fmt: skip


def _paid_for(session: Session, payment: Payment) -> list[tuple[int | None, int | None, Decimal]]:
    """What the payment still pays for, the newest charge first: visit, charge and amount."""
    paid = -func.sum(LedgerLine.amount)
    statement = (
        select(LedgerLine.encounter_id, LedgerLine.charge_id, paid)
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .where(LedgerEntry.payment_id == payment.id, LedgerLine.account == "patient")
        .group_by(LedgerLine.encounter_id, LedgerLine.charge_id)
        .having(paid > 0)
        .order_by(LedgerLine.charge_id.desc().nulls_last())
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]
