"""Who of a list of patients would be written to, and why the others wouldn't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Patient, PortalAccount, Site
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission

DECEASED = "Has died"
NO_ACCOUNT = "Has no portal account"
DISABLED = "The portal account is disabled"
RESTRICTED = "Has restrictions: write to them alone"
UNKNOWN = "Isn't in the records"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of a list; `reason` is empty for somebody who will be written to."""

    patient_id: int
    name: str
    mrn: str
    reason: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """The same, with what a message to them is filled in with."""

    patient_id: int
    name: str
    given: str
    mrn: str
    clinic_phone: str
    reason: str


_LIST = (
    select(
        Patient.id,
        Patient.given,
        Patient.family,
        Patient.mrn,
        Patient.deceased_at,
        Patient.restrictions,
        PortalAccount.state,
        Site.phone,
    )
    .outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)
    .outerjoin(Site, Site.id == Patient.site_id)
    .where(Patient.id == any_(bindparam("ids", type_=ARRAY(BigInteger))))
)


@query("outreach.preview", needs=Permission.MESSAGE_START_MANY)
def preview(session: Session, *, viewer: Credential, patient_ids: tuple[int, ...]) -> tuple[Recipient, ...]:
    """Each of the list once, in its order; `start_many` writes to those without a reason."""
    return tuple(Recipient(one.patient_id, one.name, one.mrn, one.reason) for one in addressees(session, patient_ids))


def addressees(session: Session, patient_ids: Sequence[int]) -> list[Addressee]:
    """The list, each once. One statement."""
    wanted = list(dict.fromkeys(patient_ids))
    known = {row.id: row for row in plain_rows(session, _LIST, {"ids": wanted})}
    found = []
    for patient_id in wanted:
        row = known.get(patient_id)
        if row is None:
            found.append(Addressee(patient_id, "", "", "", "", UNKNOWN))
            continue
        reason = (
            DECEASED if row.deceased_at is not None
            else NO_ACCOUNT if row.state is None
            else DISABLED if row.state == "disabled"
            else RESTRICTED if row.restrictions.strip()
            else ""
        )  # fmt: skip
        found.append(Addressee(row.id, f"{row.given} {row.family}", row.given, row.mrn, row.phone or "", reason))
    return found
