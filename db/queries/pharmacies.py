"""Finding a pharmacy to send an order to. The settings page reads them as any other record (`db.queries.records`)."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Pharmacy
from db.queries.paging import plain_rows
from db.queries.refill_lines import PharmacyLine
from db.registry import query
from db.roles import Permission

MOST = 50
LONGEST_SEARCH = 200


@query("pharmacy.usable", needs=Permission.REFILLS_READ)
def usable_pharmacies(session: Session, *, viewer: Credential, search: str = "") -> tuple[PharmacyLine, ...]:
    """The first fifty in use, by name; `search` is looked for in name, address, telephone and NCPDP number."""
    words = "".join(letter for letter in search[:LONGEST_SEARCH] if ord(letter) >= 32).strip()
    looked_in = (Pharmacy.name, Pharmacy.address, Pharmacy.phone, Pharmacy.ncpdp)
    statement = (
        select(Pharmacy.id, Pharmacy.name, Pharmacy.phone, Pharmacy.fax, Pharmacy.email, Pharmacy.address)
        .where(Pharmacy.active)
        .order_by(func.lower(Pharmacy.name), Pharmacy.id)
        .limit(MOST)
    )
    if words:
        statement = statement.where(or_(*(column.icontains(words, autoescape=True) for column in looked_in)))
    return tuple(
        PharmacyLine(row.id, row.name, row.phone, row.fax, row.email, row.address)
        for row in plain_rows(session, statement, {})
    )
