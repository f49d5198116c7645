"""Orders to pharmacies: made when a refill is approved, sent by mail or by hand, acknowledged, taken back.

Not an electronic prescription: a PDF that leaves for the pharmacy's own address, or that staff print, fax or hand over.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.calling_out import usable_email
from db.actions.files import NotYet, OpenedFile
from db.actions.order_making import file_name
from db.actions.refill_access import Held
from db.actions.refill_supplies import Supply
from db.actions.releasing import undoable
from db.actions.tasks import short
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.jobs import defer
from db.models import OrderState, OutboxMessage, OutboxState, Pharmacy, PharmacyOrder, RefillProtocol, Staff
from db.registry import acting, action
from db.roles import Permission

FOCUS = PharmacyOrder.__tablename__
BY_HAND = {"print": "Printed and handed over", "fax": "By fax", "phone": "By telephone"}
OPEN = (OrderState.WAITING, OrderState.TO_PRINT, OrderState.FAILED)


def place(session: Session, held: Held, supply: Supply, pharmacy: Pharmacy | None, prescriber: str) -> PharmacyOrder:
    """Order what was just approved, frozen as it is now; it leaves when the undo window ends.

    By mail where the pharmacy takes mail; what counts as controlled never (21 CFR 1306.21: a signature, or a call).
    """
    actor = acting(session)
    by_mail = pharmacy is not None and usable_email(pharmacy.email) and not held.drug.controlled
    order = PharmacyOrder(
        request_id=held.request.id,
        patient_id=held.patient.id,
        pharmacy_id=pharmacy.id if pharmacy else None,
        medication=held.request.headline,
        directions=held.medication.directions,
        quantity=supply.quantity,
        days=supply.days,
        refills=supply.refills,
        prescriber=prescriber,
        note=supply.note,
        state=OrderState.WAITING if by_mail else OrderState.TO_PRINT,
        ordered_at=actor.now,
        ordered_by=actor.name,
    )
    session.add(order)
    session.flush()
    if by_mail and pharmacy is not None:
        session.add(_mail(session, held, order, pharmacy))
    audit(session, "pharmacy-order.made", patient_id=held.patient.id, subject=(FOCUS, order.id), by_mail=by_mail)
    session.flush()
    defer(session, "make_orders")
    return order


@action("pharmacy-order.mark-sent", needs=Permission.REFILLS_WORK)
def mark_sent(
    session: Session, *, by: Credential, order_id: int, seen_version: int, how: str, not_arrived: bool = False
) -> int:
    """Note that an order was sent by hand: `print`, `fax` or `phone`; its new version.

    One that waits to leave by mail won't any more. Raises `Conflict` when it was sent, or taken back, already, and
    where nobody knows whether its mail arrived, unless the pharmacy was asked and it has
    `not_arrived`: two orders would be two supplies.
    """
    if how not in BY_HAND:
        raise Invalid("how", "Say how it was sent: printed, by fax or by telephone.")
    actor, order = acting(session), _open(session, order_id, seen_version)
    unknown = _mail_unknown(session, order_id)
    if unknown and not not_arrived:
        raise Conflict("It isn't known whether the mail arrived. Ask the pharmacy whether they have it first.")
    _stop_mail(session, order)
    order.state, order.sent_at, order.sent_by, order.sent_how = OrderState.SENT, actor.now, actor.name, how
    return _changed(session, order, "pharmacy-order.sent", how=how, **({"not_arrived": True} if unknown else {}))


@action("pharmacy-order.mark-not-sent", needs=Permission.REFILLS_WORK)
def mark_not_sent(session: Session, *, by: Credential, order_id: int, seen_version: int) -> int:
    """Take back that an order was noted as sent by hand, which was a mistake: it is to be printed; its new version.

    Raises `Conflict` for any other: what left by mail has left, and what the pharmacy confirmed it has.
    """
    order = _order(session, order_id, seen_version)
    if order.state != OrderState.SENT or order.sent_how not in BY_HAND:
        raise Conflict("Only what was noted as sent by hand, and isn't confirmed, is taken back. Nothing was changed.")
    order.state, order.sent_at, order.sent_by, order.sent_how = OrderState.TO_PRINT, None, None, ""
    return _changed(session, order, "pharmacy-order.not-sent")


@action("pharmacy-order.acknowledge", needs=Permission.REFILLS_WORK)
def acknowledge(session: Session, *, by: Credential, order_id: int, seen_version: int) -> int:
    """Note that the pharmacy confirmed an order that was sent; its new version."""
    actor, order = acting(session), _order(session, order_id, seen_version)
    if order.state != OrderState.SENT:
        raise Conflict("Only an order that was sent can be confirmed. Nothing was changed.")
    order.state, order.acknowledged_at, order.acknowledged_by = OrderState.ACKNOWLEDGED, actor.now, actor.name
    return _changed(session, order, "pharmacy-order.acknowledged")


@action("pharmacy-order.cancel", needs=Permission.REFILLS_WORK)
def cancel(session: Session, *, by: Credential, order_id: int, seen_version: int, reason: str) -> int:
    """Take an order back before it left; its new version. What was decided about the request stays.

    Raises `Conflict` for one that was sent, and for one of which nobody knows: phone the pharmacy.
    """
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say why the order is taken back.")
    order = _open(session, order_id, seen_version)
    if _mail_unknown(session, order_id):
        raise Conflict("It isn't known whether the pharmacy has it: phone them, and decide about the mail first.")
    _stop_mail(session, order)
    order.state = OrderState.CANCELLED
    return _changed(session, order, "pharmacy-order.cancelled", reason=kept)


@action("pharmacy-order.open", needs=Permission.REFILLS_READ)
def open_order(session: Session, *, by: Credential, order_id: int) -> OpenedFile:
    """Read an order as a PDF, to print it; audited each time.

    Raises `NotYet` while it is being made, and for one that was taken back: nobody hands it over now.
    """
    order = session.get(PharmacyOrder, order_id)
    if order is None:
        raise NotFound("order")
    if order.state == OrderState.CANCELLED:
        raise NotYet("This order was taken back.")
    content = order.content
    if content is None:
        raise NotYet("This order is being made. Try again in a moment.")
    audit(session, "pharmacy-order.opened", patient_id=order.patient_id, subject=(FOCUS, order_id))
    return OpenedFile(file_name(order_id), "application/pdf", content)


def prescriber_of(session: Session, held: Held, protocol_id: int | None) -> str:
    """In whose name something is ordered by protocol: the chart's prescriber's, else who approved the protocol.

    Never in the name of somebody who left. Raises `Invalid` where nobody is there to stand for it.
    """
    by_protocol = select(RefillProtocol.approved_by_id).where(RefillProtocol.id == protocol_id)
    staff_id = held.medication.prescriber_id
    if staff_id is None and held.medication.prescriber:
        return held.medication.prescriber
    for each in (staff_id, session.scalar(by_protocol)):
        named = session.get(Staff, each) if each is not None else None
        if named is not None and named.deactivated_at is None:
            return named.name
    raise Invalid("days", "Who prescribed it, or approved the protocol, has left: prepare it for a prescriber.")


def _mail(session: Session, held: Held, order: PharmacyOrder, pharmacy: Pharmacy) -> OutboxMessage:
    actor, clinic = acting(session), config().clinic_name
    return OutboxMessage(
        state=OutboxState.READY,
        channel="pharmacy",
        task_id=held.task.id,
        patient_id=held.patient.id,
        order_id=order.id,
        recipient=pharmacy.email,
        subject=f"Order {order.id} from {clinic}",
        body=f"{clinic} sends you an order, as a PDF with this mail.\nPlease confirm order {order.id} to the clinic.",
        send_after=undoable(actor.now),
        created_by_id=actor.staff_id,
    )


def _order(session: Session, order_id: int, seen_version: int) -> PharmacyOrder:
    order = session.scalar(
        select(PharmacyOrder)
        .where(PharmacyOrder.id == order_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if order is None:
        raise NotFound("order")
    if order.version != seen_version:
        who = order.acknowledged_by or order.sent_by
        since = Since(who, "changed it", order.acknowledged_at or order.sent_at) if who else None
        raise Conflict(f"{who or 'Somebody'} changed this order in the meantime. Nothing was changed.", since)
    return order


def _open(session: Session, order_id: int, seen_version: int) -> PharmacyOrder:
    """The order, locked, if it hasn't left yet. The mail first, as the sender locks."""
    session.scalars(select(OutboxMessage.id).where(OutboxMessage.order_id == order_id).with_for_update()).all()
    order = _order(session, order_id, seen_version)
    if order.state not in OPEN:
        what = "taken back" if order.state == OrderState.CANCELLED else "sent"
        raise Conflict(f"This order was {what} already. Nothing was changed.")
    return order


def _mail_unknown(session: Session, order_id: int) -> bool:
    """Whether nobody can say if the order's mail arrived."""
    return session.scalar(select(OutboxMessage.state).where(OutboxMessage.order_id == order_id)) == OutboxState.UNKNOWN


def _stop_mail(session: Session, order: PharmacyOrder) -> None:
    """Take the order's mail back, if it hasn't left."""
    mail = session.scalar(select(OutboxMessage).where(OutboxMessage.order_id == order.id))
    if mail is None:
        return
    if mail.state == OutboxState.SENDING:
        raise Conflict("This order is leaving at this moment. Look again; nothing was changed.")
    mail.state = OutboxState.WITHDRAWN


def _changed(session: Session, order: PharmacyOrder, kind: str, **detail: str | bool) -> int:
    order.version += 1
    audit(session, kind, patient_id=order.patient_id, subject=(FOCUS, order.id), **detail)
    session.flush()
    return order.version
