"""Medications and refill requests put into a state straight away, for the tests of what the portal shows of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from db.models import Medication, MedicationDispense, Pharmacy, PharmacyOrder, RefillDecision, RefillRequest, Task
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_visits import Visit


def medication(clinic: Clinic, patient_id: int, display: str = "Lisinopril 10 MG Oral Tablet", **values: Any) -> int:
    """A medication of a patient's; its id."""
    with clinic.db.transaction() as session:
        row = Medication(**{"patient_id": patient_id, "code": "314076", "display": display} | values)
        session.add(row)
        session.flush()
        return row.id


def pharmacy(clinic: Clinic, name: str = "Corner Pharmacy") -> int:
    """A pharmacy; its id."""
    with clinic.db.transaction() as session:
        row = Pharmacy(name=name)
        session.add(row)
        session.flush()
        return row.id


def dispensed(clinic: Clinic, patient_id: int, medication_id: int, on: date) -> None:
    """That a pharmacy gave it out."""
    with clinic.db.transaction() as session:
        session.add(
            MedicationDispense(patient_id=patient_id, medication_id=medication_id, dispensed_on=on, days_supply=90)
        )


def asked(clinic: Clinic, patient_id: int, medication_id: int, **values: Any) -> int:
    """A request that staff took down for a pharmacy, without a task; its id."""
    with clinic.db.transaction() as session:
        row = RefillRequest(
            **{"patient_id": patient_id, "medication_id": medication_id, "source": "pharmacy",
               "requested_by": "Corner Pharmacy", "headline": "Lisinopril", "ingredient": "", "drug_class": ""} | values
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def step(clinic: Clinic, request_id: int, kind: str, reason: str = "") -> None:
    """One step of deciding."""
    with clinic.db.transaction() as session:
        session.add(RefillDecision(request_id=request_id, step=kind, reason=reason, decided_by="Dev Patel"))


def decide(clinic: Clinic, request_id: int, decision: str, text: str = "", **values: Any) -> None:
    """Decide a request, with words for the patient."""
    step(clinic, request_id, decision, text)
    with clinic.db.transaction() as session:
        session.execute(
            update(RefillRequest)
            .where(RefillRequest.id == request_id)
            .values(**{"decision": decision, "decided_at": func.now(), "decided_by": "Dev Patel"} | values)
        )


def ordered(clinic: Clinic, request_id: int, pharmacy_id: int, **values: Any) -> None:
    """The order of an approved request."""
    with clinic.db.transaction() as session:
        request = session.get_one(RefillRequest, request_id)
        session.add(
            PharmacyOrder(
                **{"request_id": request_id, "patient_id": request.patient_id, "pharmacy_id": pharmacy_id,
                   "medication": "Lisinopril", "directions": "", "days": 90, "refills": 3, "prescriber": "Dev Patel",
                   "ordered_by": "Dev Patel"} | values
            )
        )  # fmt: skip


def task_of(clinic: Clinic, request_id: int) -> Task:
    """The task of a request."""
    with clinic.db.transaction() as session:
        return session.scalars(
            select(Task).where(Task.focus_type == "refill_request", Task.focus_id == request_id)
        ).one()


def ask(portal: PortalClient, visit: Visit, medication_id: int, **values: Any) -> int:
    """Ask for more of a medication of the account's own patient."""
    request: dict[str, Any] = {"patient_id": visit.patient.id, "medication_id": medication_id} | values
    return portal.request_refill(visit.token, **request)
