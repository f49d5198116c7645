"""The worker's side of orders to pharmacies: their PDFs, and what became of the mails that carry them.

An order's mail is taken only when its PDF is there. `order_follows` is called with every verdict on a mail.
"""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnElement, exists, literal_column, or_, select
from sqlalchemy.orm import Session

from db.audit import audit
from db.credentials import Credential
from db.models import OrderState, OutboxMessage, OutboxState, PharmacyOrder
from db.registry import acting, action
from db.roles import Permission

FOCUS = PharmacyOrder.__tablename__
# As a literal: the partial index of orders that haven't left is found only by the very words of its condition.
_OPEN: ColumnElement[bool] = literal_column("pharmacy_order.state IN ('waiting', 'to-print', 'failed')", Boolean)
MAIL = "mail"


@action("pharmacy-order.pending", needs=Permission.SYSTEM_RUN)
def pending(session: Session, *, by: Credential) -> tuple[int, ...]:
    """The orders still to be made into PDFs, oldest first."""
    unmade = select(PharmacyOrder.id).where(
        _OPEN, PharmacyOrder.state != OrderState.FAILED, PharmacyOrder.content.is_(None)
    )
    return tuple(session.scalars(unmade.order_by(PharmacyOrder.id)))


@action("pharmacy-order.keep", needs=Permission.SYSTEM_RUN)
def keep(session: Session, *, by: Credential, order_id: int, content: bytes = b"") -> bool:
    """Keep an order's PDF. False when it has one already, or was taken back."""
    order = _locked(session, order_id)
    if order is None or order.content is not None or not content or order.state == OrderState.CANCELLED:
        return False
    order.content = content
    audit(session, "pharmacy-order.printed", patient_id=order.patient_id, subject=(FOCUS, order_id))
    session.flush()
    return True


@action("pharmacy-order.fail", needs=Permission.SYSTEM_RUN)
def fail(session: Session, *, by: Credential, order_id: int) -> bool:
    """Note that an order couldn't be made into a PDF, so that somebody phones. False when it isn't waiting."""
    # The mail first, as the sender locks.
    mail = session.scalar(select(OutboxMessage).where(OutboxMessage.order_id == order_id).with_for_update())
    order = _locked(session, order_id)
    if order is None or order.content is not None or order.state not in (OrderState.WAITING, OrderState.TO_PRINT):
        return False
    if mail is not None:
        mail.state = OutboxState.WITHDRAWN
    order.state = OrderState.FAILED
    audit(session, "pharmacy-order.failed", patient_id=order.patient_id, subject=(FOCUS, order_id))
    session.flush()
    return True


def printed() -> ColumnElement[bool]:
    """Whether a mail of the outbox may leave: one that carries an order only with the order's PDF."""
    return or_(
        OutboxMessage.order_id.is_(None),
        exists().where(PharmacyOrder.id == OutboxMessage.order_id, PharmacyOrder.content.is_not(None)),
    )


def file_name(order_id: int) -> str:
    """The name of an order's file: it ends up in folders of downloads, so no patient's name."""
    return f"pharmacy-order-{order_id}.pdf"


def pdf_of(session: Session, order_id: int | None) -> bytes | None:
    """The PDF that a mail carries."""
    if order_id is None:
        return None
    return session.scalar(select(PharmacyOrder.content).where(PharmacyOrder.id == order_id))


def order_follows(session: Session, mail: OutboxMessage) -> None:
    """Let the order stand as its mail does: sent, refused for certain, or waiting for another try.

    Where nobody can say whether the mail arrived the order goes on waiting, till a person decides about the mail.
    """
    if mail.order_id is None:
        return
    order, actor = _locked(session, mail.order_id), acting(session)
    if order is None or order.state in (OrderState.ACKNOWLEDGED, OrderState.CANCELLED):
        return
    if mail.state == OutboxState.SENT and order.state != OrderState.SENT:
        order.state, order.sent_at, order.sent_by, order.sent_how = OrderState.SENT, actor.now, actor.name, MAIL
    elif mail.state == OutboxState.FAILED:
        order.state = OrderState.FAILED
    elif mail.state == OutboxState.READY and order.state == OrderState.FAILED:
        order.state = OrderState.WAITING
    session.flush()


def _locked(session: Session, order_id: int) -> PharmacyOrder | None:
    return session.scalar(
        select(PharmacyOrder)
        .where(PharmacyOrder.id == order_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
