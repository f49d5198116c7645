"""A clinic with refill requests in it: medications, what was dispensed, visits, protocols, pharmacies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update

from db.actions import refill_deciding, refills
from db.actions.reauthentication import give_again
from db.actions.tasks import TaskState
from db.config import config
from db.credentials import Credential
from db.models import (
    Encounter,
    Errand,
    Medication,
    MedicationDispense,
    OutboxMessage,
    Patient,
    Pharmacy,
    PharmacyOrder,
    RefillDecision,
    RefillProtocol,
    RefillRequest,
    Site,
    Staff,
    Task,
)
from rules.refill_protocol import Protocol
from rules.refill_protocol_settings import to_json
from tests.conftest import Clinic

numbers = count(1)
LISINOPRIL = "Lisinopril 10 MG Oral Tablet"  # an ACE inhibitor
OXYCODONE = "Oxycodone Hydrochloride 5 MG Oral Tablet"  # schedule II
ZOLPIDEM = "Zolpidem tartrate 10 MG Oral Tablet"  # schedule IV
MARIJOL = "Marijol 15 MG Extended Release Oral Tablet"  # on no list: nobody knows whether it is controlled
AMOXICILLIN = "Amoxicillin 500 MG Oral Capsule"  # an antibiotic: never by protocol
ACE = Protocol("ace-inhibitor", visit_within_months=12, days=90, refills=3)


def today() -> date:
    """The clinic's day, which isn't UTC's in the evening."""
    return datetime.now(config().zone).date()


def somebody(clinic: Clinic, given: str = "Rosa", *, seen_days_ago: int | None = 60, **values: Any) -> Patient:
    """A patient of Harbor Clinic, who was there so many days ago."""
    patient = clinic.patient(given, site_id=clinic.id_of(Site, "Harbor Clinic"), **values)
    if seen_days_ago is not None:
        with clinic.db.transaction() as session:
            at = datetime.now(UTC) - timedelta(days=seen_days_ago)
            session.add(Encounter(patient_id=patient.id, display="Check up", started_at=at, ended_at=at))
    return patient


def medication(clinic: Clinic, patient: Patient, display: str = LISINOPRIL, *, left: int = 2, **values: Any) -> int:
    """A medication whose supply of 90 days ends in `left` days, as the pharmacy gave it out; its id."""
    with clinic.db.transaction() as session:
        row = Medication(
            **(
                {
                    "patient_id": patient.id, "code": "314076", "display": display, "dose": "1 tablet daily",
                    "directions": "Take one tablet by mouth daily.", "started_on": today() - timedelta(days=900),
                    "quantity": Decimal(90), "quantity_unit": "tablets", "days_supply": 90, "refills_left": 0,
                    "prescriber": "Dr. Lund",
                }
                | values
            )
        )  # fmt: skip
        session.add(row)
        session.flush()
        for ago in (90 - left, 180 - left, 270 - left):
            on = today() - timedelta(days=ago)
            session.add(
                MedicationDispense(
                    patient_id=patient.id, medication_id=row.id, dispensed_on=on, days_supply=90, quantity=Decimal(90)
                )
            )
        return row.id


def pharmacy(clinic: Clinic, **values: Any) -> int:
    """A pharmacy that takes orders by mail; its id."""
    with clinic.db.transaction() as session:
        row = Pharmacy(**({"name": "Main Street Pharmacy", "email": "orders@pharmacy.invalid"} | values))
        session.add(row)
        session.flush()
        return row.id


def protocol(clinic: Clinic, rule: Protocol = ACE, *, active: bool = True) -> tuple[int, int]:
    """A protocol that Dev approved; its id and version, as a screen carries them."""
    with clinic.db.transaction() as session:
        row = RefillProtocol(
            drug_class=rule.drug_class, title="ACE inhibitors", rule=to_json(rule), active=active,
            approved_by_id=clinic.staff_id("dev"), approved_on=today(), changed_by="Dev Patel",
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id, row.version


def authority(clinic: Clinic, username: str = "alice", *, given: bool = True) -> None:
    """Give somebody the authority to refill by protocol."""
    with clinic.db.transaction() as session:
        session.execute(update(Staff).where(Staff.username == username).values(protocol_authority=given))


def asked(clinic: Clinic, patient: Patient, medication_id: int, **values: Any) -> refills.Asked:
    """A request that the nurse took down for a pharmacy."""
    arguments: dict[str, Any] = {"token": uuid4(), "source": "pharmacy", "requested_by": "Main Street Pharmacy"}
    with clinic.db.transaction() as session:
        return refills.ask(
            session, by=clinic.alice, patient_id=patient.id, medication_id=medication_id, **(arguments | values)
        )


def from_portal(
    clinic: Clinic, patient: Patient, medication_id: int, account_id: int, source: str = "patient", note: str = ""
) -> int:
    """A request as the portal leaves it: its class isn't known yet; the task's id."""
    with clinic.db.transaction() as session:
        drug = session.get_one(Medication, medication_id)
        request = RefillRequest(
            patient_id=patient.id, medication_id=medication_id, source=source, account_id=account_id,
            requested_by="Rosa Diaz", headline=drug.display, ingredient="", drug_class="", schedule=drug.schedule,
            note=note,
        )  # fmt: skip
        session.add(request)
        session.flush()
        task_id = session.connection().exec_driver_sql(
            "SELECT refill_received(%s, 'Patient')", (request.id,)
        ).scalar_one()  # fmt: skip
        return int(task_id)


def ready(clinic: Clinic, display: str = LISINOPRIL, **values: Any) -> refills.Asked:
    """A request that passes the protocol, with everything that one can ask for."""
    patient = somebody(clinic)
    return asked(clinic, patient, medication(clinic, patient, display, pharmacy_id=pharmacy(clinic), **values))


def on_screen(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """How a task stands now, as a screen that isn't drawn anew goes on carrying it."""
    task = clinic.task(task_id)
    return {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}


def seen(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """The task and how it stands now."""
    return {"task_id": task_id, **on_screen(clinic, task_id)}


def seen_supply(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """The task and how its medication stands now too, as a supply is given on it."""
    task = clinic.task(task_id)
    version = medication_of(clinic, task.focus_id).version if task.focus_type == "refill_request" else 1
    return seen(clinic, task_id) | {"seen_medication_version": version}


def given_again(clinic: Clinic, by: Credential, deed: str, more: dict[str, Any]) -> dict[str, Any]:
    """The arguments with what came of giving the `password` again, where one is among them."""
    if "password" not in more:
        return more
    rest = {name: value for name, value in more.items() if name != "password"}
    return rest | {"given": give_again(clinic.db, by=by, password=more["password"], deed=deed)}


def approve(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> TaskState:
    """Approve 90 days with three refills; a `password` is given again first."""
    more = given_again(clinic, by, refill_deciding.approving(task_id), more)
    arguments = seen_supply(clinic, task_id) | {"days": 90, "refills": 3, "seen_protocol": None} | more
    with clinic.db.transaction() as session:
        return refill_deciding.approve(session, by=by, **arguments)


def deny(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> TaskState:
    """Deny with a text to the patient."""
    arguments = seen(clinic, task_id) | {"reason": "visit", "text": "Please book a visit first."} | more
    with clinic.db.transaction() as session:
        return refill_deciding.deny(session, by=by, **arguments)


def request(clinic: Clinic, request_id: int) -> RefillRequest:
    """The request as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(RefillRequest, request_id)


def steps_of(clinic: Clinic, request_id: int) -> list[RefillDecision]:
    """Its steps, in order."""
    with clinic.db.transaction() as session:
        found = select(RefillDecision).where(RefillDecision.request_id == request_id).order_by(RefillDecision.id)
        return list(session.scalars(found))


def order_of(clinic: Clinic, request_id: int) -> PharmacyOrder | None:
    """The order to the pharmacy that came of it."""
    with clinic.db.transaction() as session:
        return session.scalar(select(PharmacyOrder).where(PharmacyOrder.request_id == request_id))


def medication_of(clinic: Clinic, request_id: int) -> Medication:
    """The medication that was asked for, as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(Medication, session.get_one(RefillRequest, request_id).medication_id)


def mails(clinic: Clinic, channel: str = "email") -> list[OutboxMessage]:
    """What leaves by a channel, in order."""
    with clinic.db.transaction() as session:
        found = select(OutboxMessage).where(OutboxMessage.channel == channel).order_by(OutboxMessage.id)
        return list(session.scalars(found))


def errands(clinic: Clinic, from_task_id: int) -> list[tuple[str, Task]]:
    """The to-dos that were made from a task: what they say, and their tasks."""
    with clinic.db.transaction() as session:
        rows = session.execute(
            select(Errand.body, Task)
            .join(Task, (Task.focus_type == "errand") & (Task.focus_id == Errand.id))
            .where(Errand.from_task_id == from_task_id)
            .order_by(Errand.id)
        )
        return [(body, task) for body, task in rows]


def bridge(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> TaskState:
    """Bridge 30 days until a visit; a `password` is given again first."""
    more = given_again(clinic, by, refill_deciding.bridging(task_id), more)
    arguments = seen_supply(clinic, task_id) | {"days": 30, "tie": "visit", "seen_protocol": None} | more
    with clinic.db.transaction() as session:
        return refill_deciding.bridge(session, by=by, **arguments)


def untouched(clinic: Clinic, made: refills.Asked) -> bool:
    """Whether nothing at all came of a decision that was refused."""
    kept = request(clinic, made.request_id)
    return (
        (kept.decision, kept.days) == ("", None)
        and order_of(clinic, made.request_id) is None
        and medication_of(clinic, made.request_id).version == 1
        and steps_of(clinic, made.request_id) == []
        and mails(clinic) == []
        and clinic.task(made.task_id).closed_at is None
    )
