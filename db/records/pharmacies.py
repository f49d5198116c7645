"""Pharmacies that orders go to."""

from __future__ import annotations

from db.models import Pharmacy
from db.records import Record, declare
from db.roles import Permission

PHARMACIES = declare(
    Record(
        name="pharmacy",
        model=Pharmacy,
        title="name",
        columns=("name", "ncpdp", "phone", "fax", "email", "address"),
        search=("name", "address", "ncpdp", "phone"),
        view=Permission.PHARMACY_EDIT,
        edit=Permission.PHARMACY_EDIT,
    )
)
