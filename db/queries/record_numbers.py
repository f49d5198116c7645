"""From record numbers, as somebody pastes them from a list, to patients."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ARRAY, Text, any_, bindparam, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import Invalid
from db.models import Patient
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission

MOST = 5_000

_FOUND = select(Patient.mrn, Patient.id).where(Patient.mrn == any_(bindparam("mrns", type_=ARRAY(Text))))


@query("patient.by_record_numbers", needs=Permission.MESSAGE_START_MANY)
def by_record_numbers(session: Session, *, viewer: Credential, mrns: tuple[str, ...]) -> Mapping[str, int]:
    """The patients' ids by record number; numbers that nobody has are left out. Raises `Invalid` over 5,000."""
    if len(mrns) > MOST:
        raise Invalid("mrns", f"At most {MOST:,} record numbers at once; these are {len(mrns):,}.")
    return {row.mrn: row.id for row in plain_rows(session, _FOUND, {"mrns": list(mrns)})}
