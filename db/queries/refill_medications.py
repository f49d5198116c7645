"""A patient's medications as somebody takes down a refill request for one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Medication, RefillRequest, Task
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission

MOST = 100


@dataclass(frozen=True, slots=True)
class MedicationChoice:
    """A medication; `open_task_id` is the task of a request for it that waits, which another one would repeat."""

    id: int
    display: str = field(repr=False)
    dose: str = field(repr=False)
    stopped_on: date | None
    pharmacy_id: int | None
    open_task_id: int | None


_OPEN_TASK = (
    select(func.max(Task.id))
    .join(RefillRequest, RefillRequest.id == Task.focus_id)
    .where(
        Task.focus_type == RefillRequest.__tablename__,
        RefillRequest.medication_id == Medication.id,
        RefillRequest.decision == "",
        Task.closed_at.is_(None),
    )
    .correlate(Medication)
    .scalar_subquery()
)
_MEDICATIONS = (
    select(
        Medication.id, Medication.display, Medication.dose, Medication.stopped_on, Medication.pharmacy_id,
        _OPEN_TASK.label("open_task_id"),
    )
    .where(Medication.patient_id == bindparam("patient_id", type_=BigInteger))
    .order_by(Medication.stopped_on.desc().nulls_first(), func.lower(Medication.display), Medication.id)
    .limit(MOST)
)  # fmt: skip


@query("refill.medications", needs=Permission.REFILL_ASK)
def medications_of(session: Session, *, viewer: Credential, patient_id: int) -> tuple[MedicationChoice, ...]:
    """What the patient takes by name, then what was stopped, the latest first. One statement."""
    rows = plain_rows(session, _MEDICATIONS, {"patient_id": patient_id}).mappings()
    return tuple(MedicationChoice(**row) for row in rows)
