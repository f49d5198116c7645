"""What an approved refill does: the medication's supply, and who of the portal is told that there is an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import Boolean, ColumnElement, literal_column, or_, select
from sqlalchemy.orm import Session

from db.actions.refill_access import Held, today
from db.actions.releasing import undoable
from db.config import config
from db.errors import Invalid
from db.jobs import defer
from db.models import OutboxMessage, OutboxState, PortalAccount, ProxyGrant, RefillRequest
from db.queries.recipients import in_force
from db.registry import acting
from rules.drugs import Drug
from rules.refill_answers import ANSWERED, spoken

MOST_DAYS, MOST_REFILLS = 366, 12
# 21 CFR 1306.22: a prescription of schedule III or IV is refilled five times at most. So is what may be one.
MOST_REFILLS_CONTROLLED = 5


@dataclass(frozen=True, slots=True)
class Supply:
    """What is given: so many days at a time, so many times again; `note` is for the pharmacy."""

    days: int
    refills: int
    quantity: str = ""
    note: str = ""


def require_supply(days: int, refills: int, drug: Drug) -> Supply:
    """The supply, if it can be given; raise `Invalid` naming the field."""
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("days", f"A supply is for 1 to {MOST_DAYS} days.")
    bounded = drug.schedule in ("III", "IV") or drug.schedule_unknown
    most = MOST_REFILLS_CONTROLLED if bounded else MOST_REFILLS
    if not 0 <= refills <= most:
        why = f" of a drug of {'an unknown' if drug.schedule_unknown else 'this'} schedule" if bounded else ""
        raise Invalid("refills", f"At most {most} refills{why}.")
    return Supply(days, refills)


def renew(session: Session, held: Held, supply: Supply, *, lasting: bool) -> Supply:
    """Write the supply to the medication list; the supply with the quantity that it takes, where that is known.

    A bridge isn't `lasting`: the order's own days' supply stays, so that nobody takes a week for what is usual.
    """
    medication = held.medication
    known = medication.quantity is not None and medication.days_supply is not None
    quantity = _scaled(medication.quantity, supply.days, medication.days_supply) if known else None
    if lasting:
        medication.days_supply = supply.days
        medication.quantity = quantity if known else medication.quantity
    medication.refills_left, medication.renewed_on = supply.refills, today(session, held)
    medication.version += 1
    session.flush()
    words = f"{quantity.normalize():f} {medication.quantity_unit}".strip() if quantity is not None else ""
    return replace(supply, quantity=words)


def tell(session: Session, held: Held) -> int:
    """Mail who asked through the portal that there is an answer, not what it is; return how many mails.

    Those of requests merged into this one too; else the patient's own account. Nobody who may not ask for the
    patient's refills today, and nobody about a patient who has died. One who has such a mail waiting gets no other.
    """
    actor = acting(session)
    if held.patient.deceased_at is not None:
        return 0
    accounts = [account for account in _accounts(session, held) if account.email and not _told(session, account, held)]
    after = undoable(actor.now)
    for account in accounts:
        subject, body = ANSWERED[spoken(account.language)]
        session.add(
            OutboxMessage(
                state=OutboxState.READY,
                task_id=held.task.id,
                patient_id=held.patient.id,
                account_id=account.id,
                recipient=account.email,
                subject=subject,
                body=f"{body.format(clinic=config().clinic_name)}\n{config().portal_url}".strip(),
                send_after=after,
                created_by_id=actor.staff_id,
                undo={"refill_answered": held.request.id},
            )
        )
    if accounts:
        session.flush()
        defer(session, "release_and_deliver", at=after)
    return len(accounts)


def _accounts(session: Session, held: Held) -> list[PortalAccount]:
    """Who asked, as far as they may still ask for this patient; nobody of them: the patient's own account."""
    patient_id = held.patient.id
    own = PortalAccount.patient_id == patient_id
    acts = PortalAccount.id.in_(select(ProxyGrant.account_id).where(in_force(patient_id, "refills")))
    asked = select(RefillRequest.account_id).where(
        or_(RefillRequest.id == held.request.id, RefillRequest.merged_into_id == held.request.id)
    )
    usable = select(PortalAccount).where(PortalAccount.state != "disabled").order_by(PortalAccount.id)
    found = session.scalars(usable.where(PortalAccount.id.in_(asked), own | acts)).all()
    return list(found or session.scalars(usable.where(own)))


def _told(session: Session, account: PortalAccount, held: Held) -> bool:
    waiting = select(OutboxMessage.id).where(
        _READY,
        OutboxMessage.account_id == account.id,
        OutboxMessage.patient_id == held.patient.id,
        OutboxMessage.undo.has_key("refill_answered"),
        OutboxMessage.send_after > acting(session).now,
    )
    return session.scalar(waiting.limit(1)) is not None


# As a literal: the partial index of what hasn't left is found only by the very words of its condition.
_READY: ColumnElement[bool] = literal_column("outbox_message.state = 'ready'", Boolean)


def _scaled(quantity: Decimal | None, days: int, of_days: int | None) -> Decimal:
    """What so many days take, whole pieces upwards where a dispense is of whole ones."""
    assert quantity is not None and of_days is not None  # noqa: S101  asked by the caller
    exact = quantity * days / of_days
    if quantity == quantity.to_integral_value():
        return exact.to_integral_value(ROUND_CEILING)
    return exact.quantize(Decimal("0.001"), ROUND_CEILING)
