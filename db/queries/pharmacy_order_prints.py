"""What an order to a pharmacy is printed from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.config import config
from db.credentials import Credential
from db.errors import NotFound
from db.models import Patient, Pharmacy, PharmacyOrder, Site
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class OrderForPharmacy:
    """An order as it is printed. `ordered_at` is in UTC; `zone` is the clinic's, in which it is shown."""

    id: int
    clinic: str
    site: str
    site_phone: str
    pharmacy: str
    pharmacy_address: str = field(repr=False)
    pharmacy_phone: str = field(repr=False)
    pharmacy_fax: str = field(repr=False)
    patient: str = field(repr=False)
    birth_date: date = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(repr=False)
    medication: str = field(repr=False)
    directions: str = field(repr=False)
    quantity: str
    days: int
    refills: int
    prescriber: str
    note: str
    ordered_at: datetime
    ordered_by: str
    zone: str


TURNING = dict.fromkeys((0x202D, 0x202E), "\N{REPLACEMENT CHARACTER}")
LONG_WORD = re.compile(r"(\S{30})(?=\S)")

_ORDER = (
    select(
        PharmacyOrder.id,
        PharmacyOrder.medication,
        PharmacyOrder.directions,
        PharmacyOrder.quantity,
        PharmacyOrder.days,
        PharmacyOrder.refills,
        PharmacyOrder.prescriber,
        PharmacyOrder.note,
        PharmacyOrder.ordered_at,
        PharmacyOrder.ordered_by,
        Patient.given,
        Patient.family,
        Patient.birth_date,
        Patient.address,
        Patient.city,
        Patient.state,
        Patient.postal_code,
        Patient.phone,
        Site.name.label("site"),
        Site.phone.label("site_phone"),
        Pharmacy.name.label("pharmacy"),
        Pharmacy.address.label("pharmacy_address"),
        Pharmacy.phone.label("pharmacy_phone"),
        Pharmacy.fax.label("pharmacy_fax"),
    )
    .join(Patient, Patient.id == PharmacyOrder.patient_id)
    .outerjoin(Site, Site.id == Patient.site_id)
    .outerjoin(Pharmacy, Pharmacy.id == PharmacyOrder.pharmacy_id)
    .where(PharmacyOrder.id == bindparam("order_id"))
)


@query("pharmacy-order.print", needs=Permission.SYSTEM_RUN)
def printed_order(session: Session, *, viewer: Credential, order_id: int) -> OrderForPharmacy:
    """What one order's PDF says. One statement."""
    row = plain_rows(session, _ORDER, {"order_id": order_id}).one_or_none()
    if row is None:
        raise NotFound("order")
    place = " ".join(part for part in (row.state, row.postal_code) if part)
    return OrderForPharmacy(
        id=row.id,
        clinic=config().clinic_name,
        site=row.site or "",
        site_phone=row.site_phone or "",
        pharmacy=row.pharmacy or "",
        pharmacy_address=row.pharmacy_address or "",
        pharmacy_phone=row.pharmacy_phone or "",
        pharmacy_fax=row.pharmacy_fax or "",
        patient=_as_typed(f"{row.given} {row.family}"),
        birth_date=row.birth_date,
        address=", ".join(part for part in (row.address, row.city, place) if part),
        phone=row.phone,
        medication=_as_typed(row.medication),
        directions=_as_typed(row.directions),
        quantity=row.quantity,
        days=row.days,
        refills=row.refills,
        prescriber=row.prescriber,
        note=_as_typed(row.note),
        ordered_at=row.ordered_at,
        ordered_by=row.ordered_by,
        zone=config().time_zone,
    )


def _as_typed(value: str) -> str:
    """A text of the chart, in the order in which it was typed, and whole.

    Characters that would turn what follows around are shown as such, and a word that no line holds may be broken.
    """
    return LONG_WORD.sub("\\1\N{ZERO WIDTH SPACE}", value.translate(TURNING))
