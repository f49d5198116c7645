"""Orders to pharmacies as lists: those that haven't left (to print, refused, waiting), and all, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import (
    OrderState,
    OutboxMessage,
    Patient,
    Pharmacy,
    PharmacyOrder,
    Queue,
    RefillRequest,
    Task,
)
from db.queries.paging import COUNT_CAP, PAGE_SIZE, Count, capped_counts, plain_rows, read_counts
from db.queries.refill_lines import OrderLine
from db.registry import acting, query
from db.roles import Permission

OPEN = (OrderState.TO_PRINT, OrderState.FAILED, OrderState.WAITING)
# As a literal: the partial index of what hasn't left is found only by the very words of its condition.
_IS_OPEN: ColumnElement[bool] = literal_column("pharmacy_order.state IN ('waiting', 'to-print', 'failed')", Boolean)


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """An order in a list, whose it is, and the newest task of the request that it came of, in `queue`."""

    order: OrderLine
    task_id: int | None
    queue: str
    patient_id: int
    patient: str = field(repr=False)
    birth_date: date = field(repr=False)
    mrn: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders, and the id after which the next page starts (None at the end)."""

    lines: tuple[ListedOrder, ...]
    next: int | None
    now: datetime


@query("pharmacy-order.unsent", needs=Permission.REFILLS_READ)
def open_orders(
    session: Session, *, viewer: Credential, state: OrderState | None = None, after: int = 0, size: int = PAGE_SIZE
) -> OrderPage:
    """Orders that haven't left, the oldest first; those of one state where it is given. One statement."""
    return _page(session, _listed(open_only=True, of_state=state is not None), state, after, size)


@query("pharmacy-order.recent", needs=Permission.REFILLS_READ)
def recent_orders(
    session: Session, *, viewer: Credential, before: int | None = None, size: int = PAGE_SIZE
) -> OrderPage:
    """Every order, the newest first: what was sent, and whether it was confirmed. One statement."""
    start = before if before is not None else 2**63 - 1
    return _page(session, _listed(open_only=False, of_state=False), None, start, size)


@query("pharmacy-order.counts", needs=Permission.REFILLS_READ)
def order_counts(session: Session, *, viewer: Credential) -> Mapping[str, Count]:
    """How many orders haven't left, by state, capped. One statement."""
    return read_counts(session, _counts())


def _page(session: Session, statement: Select[Any], state: OrderState | None, start: int, size: int) -> OrderPage:
    asked = {"start": start, "size": size + 1} | ({"state": str(state)} if state is not None else {})
    rows = plain_rows(session, statement, asked).all()
    following = rows[size - 1].id if len(rows) > size else None
    return OrderPage(tuple(_line(row) for row in rows[:size]), following, acting(session).now)


@lru_cache(maxsize=1)
def _counts() -> Select[Any]:
    return capped_counts(
        {
            state.value: select(PharmacyOrder.id)
            .where(_IS_OPEN, PharmacyOrder.state == state)
            .order_by(PharmacyOrder.id)
            .limit(COUNT_CAP + 1)
            for state in OPEN
        }
    )


_ORDER = (
    "id", "version", "state", "medication", "days", "refills", "quantity", "prescriber", "note", "ordered_at",
    "ordered_by", "sent_at", "sent_how", "acknowledged_at",
)  # fmt: skip
_NEWEST = (
    select(Task.id.label("task_id"), Queue.slug.label("queue"))
    .join(Queue, Queue.id == Task.queue_id)
    .where(Task.focus_type == RefillRequest.__tablename__, Task.focus_id == PharmacyOrder.request_id)
    .order_by(Task.id.desc())
    .limit(1)
    .correlate(PharmacyOrder)
    .lateral("newest")
)


@lru_cache(maxsize=4)
def _listed(*, open_only: bool, of_state: bool) -> Select[Any]:
    start = bindparam("start", type_=BigInteger)
    statement = (
        select(
            *(getattr(PharmacyOrder, name) for name in _ORDER),
            func.coalesce(PharmacyOrder.sent_by, "").label("sent_by"),
            func.coalesce(PharmacyOrder.acknowledged_by, "").label("acknowledged_by"),
            PharmacyOrder.content.is_not(None).label("printable"),
            func.coalesce(Pharmacy.name, "").label("pharmacy"),
            func.coalesce(Pharmacy.phone, "").label("pharmacy_phone"),
            func.coalesce(Pharmacy.fax, "").label("pharmacy_fax"),
            func.coalesce(cast(OutboxMessage.state, Text), "").label("mail"),
            func.coalesce(OutboxMessage.error, "").label("error"),
            Patient.id.label("patient_id"),
            Patient.given,
            Patient.family,
            Patient.birth_date,
            Patient.mrn,
            *_NEWEST.c,
        )
        .join(Patient, Patient.id == PharmacyOrder.patient_id)
        .outerjoin(Pharmacy, Pharmacy.id == PharmacyOrder.pharmacy_id)
        .outerjoin(OutboxMessage, OutboxMessage.order_id == PharmacyOrder.id)
        .outerjoin(_NEWEST, true())
        .limit(bindparam("size", type_=BigInteger))
    )
    if of_state:
        statement = statement.where(PharmacyOrder.state == bindparam("state"))
    if open_only:
        return statement.where(_IS_OPEN, PharmacyOrder.id > start).order_by(PharmacyOrder.id)
    return statement.where(PharmacyOrder.id < start).order_by(PharmacyOrder.id.desc())


_SHOWN = (
    *_ORDER,
    "sent_by",
    "acknowledged_by",
    "printable",
    "pharmacy",
    "pharmacy_phone",
    "pharmacy_fax",
    "mail",
    "error",
)


def _line(row: Any) -> ListedOrder:
    return ListedOrder(
        OrderLine(**{name: getattr(row, name) for name in _SHOWN}),
        row.task_id,
        row.queue or "",
        row.patient_id,
        f"{row.given} {row.family}",
        row.birth_date,
        row.mrn,
    )
