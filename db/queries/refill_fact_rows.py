"""The statements behind the facts of refill requests: each takes all the ids at once.

Where only the newest rows count they are fetched from the index one by one, so that what is older costs nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    DateTime,
    Text,
    any_,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.types import NullType

from db.models import (
    Appointment,
    Condition,
    Encounter,
    Medication,
    MedicationDispense,
    Observation,
    Patient,
    RefillProtocol,
    RefillRequest,
)
from db.queries.observations import stands
from rules.visits import VISITS

# More than half a year of weekly dispenses, two and a half years of monthly ones: what is older is used up.
MOST_DISPENSES = 30
NOT_PREGNANT = "60001007"  # SNOMED CT


def _ids(name: str) -> Any:
    return bindparam(name, type_=ARRAY(BigInteger))


_NOW = bindparam("now", type_=DateTime(timezone=True))
_LAST_VISIT = (
    select(Encounter.started_at)
    .where(
        Encounter.patient_id == Patient.id,
        Encounter.started_at <= _NOW,
        Encounter.encounter_class.in_([literal_column(f"'{each}'") for each in VISITS]),
    )
    .order_by(Encounter.started_at.desc())
    .limit(1)
    .correlate(Patient)
    .scalar_subquery()
)
_NEXT_VISIT = (
    select(Appointment.starts_at)
    .where(Appointment.patient_id == Patient.id, Appointment.starts_at >= _NOW, Appointment.status == "booked")
    .order_by(Appointment.starts_at)
    .limit(1)
    .correlate(Patient)
    .scalar_subquery()
)
# By words, since a dozen codes stand for it; somebody too many goes to the prescriber.
_PREGNANT = (Patient.sex != "male") & exists().where(
    Condition.patient_id == Patient.id,
    Condition.abatement_date.is_(None),
    Condition.display.ilike("%pregnan%"),
    Condition.code != NOT_PREGNANT,
    Condition.display.not_ilike("history of%"),
)

REQUESTS = (
    select(
        RefillRequest.id,
        RefillRequest.asked_dose,
        RefillRequest.medication_id,
        Patient.id.label("patient_id"),
        Patient.site_id,
        Patient.birth_date,
        Patient.sex,
        Medication.display,
        Medication.schedule,
        Medication.stopped_on,
        Medication.as_needed,
        Medication.started_on,
        Medication.dose,
        Medication.dose_changed_on,
        Medication.days_supply,
        Medication.refills_left,
        Medication.renewed_on,
        _LAST_VISIT.label("last_visit"),
        _NEXT_VISIT.label("next_visit"),
        _PREGNANT.label("pregnant"),
    )
    .join(Medication, Medication.id == RefillRequest.medication_id)
    .join(Patient, Patient.id == RefillRequest.patient_id)
    .where(RefillRequest.id == any_(_ids("requests")))
)

_WANTED = func.unnest(_ids("medications")).table_valued(column("id", BigInteger), name="wanted").render_derived()
_NEWEST = (
    select(MedicationDispense.dispensed_on, MedicationDispense.days_supply)
    .where(MedicationDispense.medication_id == _WANTED.c.id)
    .order_by(MedicationDispense.dispensed_on.desc())
    .limit(MOST_DISPENSES)
    .correlate(_WANTED)
    .subquery("newest")
)


def _array(of: Any, name: str) -> Any:
    """Many rows as one array, as the driver reads it: SQLAlchemy would go through each once more."""
    return func.array_agg(of, type_=NullType()).label(name)


_GIVEN = select(_array(_NEWEST.c.dispensed_on, "days"), _array(_NEWEST.c.days_supply, "lengths")).lateral("given")
DISPENSES = (
    select(_WANTED.c.id.label("medication_id"), *_GIVEN.c).join(_GIVEN, true()).where(_GIVEN.c.days.is_not(None))
)

TAKEN = (
    select(
        Medication.patient_id,
        _array(Medication.id, "ids"),
        _array(Medication.display, "displays"),
        _array(Medication.schedule, "schedules"),
    )
    .where(Medication.patient_id == any_(_ids("patients")), Medication.stopped_on.is_(None))
    .group_by(Medication.patient_id)
)

# As a literal: the partial index of what is open is found only by the very words of its condition.
IS_OPEN = literal_column("refill_request.decision = ''", Boolean)
OPEN_REQUESTS = (
    select(
        RefillRequest.patient_id, RefillRequest.id, RefillRequest.medication_id, Medication.display, Medication.schedule
    )
    .join(Medication, Medication.id == RefillRequest.medication_id)
    .where(RefillRequest.patient_id == any_(_ids("patients")), IS_OPEN)
)

BRIDGES = (
    select(RefillRequest.medication_id, RefillRequest.decided_at, RefillRequest.days)
    .where(RefillRequest.medication_id == any_(_ids("medications")), RefillRequest.decision == "bridged")
    .order_by(RefillRequest.medication_id, RefillRequest.decided_at)
)

_TESTS = (
    func.unnest(_ids("patients"), bindparam("codes", type_=ARRAY(Text)))
    .table_valued(column("patient_id", BigInteger), column("code", Text), name="test")
    .render_derived()
)
_VALUE = (
    select(
        Observation.value_text,
        Observation.value_number,
        Observation.comparator,
        Observation.unit,
        Observation.status,
        Observation.effective_at,
    )
    .where(
        Observation.patient_id == _TESTS.c.patient_id,
        Observation.code == _TESTS.c.code,
        Observation.effective_at <= _NOW,
        stands(Observation),
    )
    .order_by(Observation.effective_at.desc(), Observation.id.desc())
    .limit(1)
    .correlate(_TESTS)
    .lateral("value")
)
# Preliminary ones too: an older value that was in order says nothing beside a newer one that may not be.
NEWEST_LABS = select(_TESTS.c.patient_id, _TESTS.c.code, *_VALUE.c).join(_VALUE, true())

PROTOCOLS = select(RefillProtocol.id, RefillProtocol.version, RefillProtocol.drug_class, RefillProtocol.rule).where(
    RefillProtocol.active,
    RefillProtocol.approved_by_id.is_not(None),
    RefillProtocol.drug_class == any_(bindparam("classes", type_=ARRAY(Text))),
)
