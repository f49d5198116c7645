"""What refill requests are judged by, as the database has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, update

from db.config import config
from db.models import (
    Appointment,
    Condition,
    Encounter,
    Medication,
    Observation,
    Patient,
    RefillProtocol,
    RefillRequest,
    Site,
)
from db.queries.refill_facts import Judged, evaluate_all, facts_of
from rules.drugs import drug_of
from rules.refill_protocol import Dispensed, Facts, Lab, LabFact, Protocol
from tests.conftest import Clinic
from tests.plans import PATIENTS, analyzed, crowded, general_plan
from tests.refills import (
    AMOXICILLIN,
    OXYCODONE,
    approve,
    asked,
    authority,
    medication,
    protocol,
    ready,
    somebody,
    today,
)

NOW = datetime.now(config().zone)  # its date is the clinic's day
POTASSIUM = Lab(("2823-3", "6298-4"), "Potassium", 12, Decimal("3.5"), Decimal("5.1"), "mmol/L")
WITH_POTASSIUM = Protocol("ace-inhibitor", visit_within_months=12, labs=(POTASSIUM,))
NOT_PREGNANT = Protocol("ace-inhibitor", pregnancy="not")


def judged(clinic: Clinic, *request_ids: int, now: datetime | None = None) -> dict[int, Judged]:
    """How requests stand."""
    with clinic.db.reading() as session:
        return evaluate_all(session, request_ids, now or datetime.now(UTC))


def facts(clinic: Clinic, request_id: int, now: datetime | None = None) -> Facts:
    """What is known for one."""
    with clinic.db.reading() as session:
        return facts_of(session, [request_id], now or datetime.now(UTC))[request_id]


def add(clinic: Clinic, *rows: Any) -> None:
    """Write rows."""
    with clinic.db.transaction() as session:
        session.add_all(rows)


def value(patient: Patient, text: str, *, days_ago: float = 30, code: str = "2823-3", **more: Any) -> Observation:
    """A potassium, unless told otherwise."""
    plain = text.replace(".", "").isdigit()
    given = {"display": "Potassium", "value_text": text, "value_number": Decimal(text) if plain else None}
    at = NOW - timedelta(days=days_ago)
    return Observation(**{"patient_id": patient.id, "code": code, "unit": "mmol/L", "effective_at": at} | given | more)


def verdicts(one: Judged) -> Mapping[str, str]:
    """The criteria's verdicts by kind."""
    return {criterion.kind: criterion.verdict for criterion in one.evaluation.criteria}


def test_a_request_with_every_fact_in_order_passes_by_the_protocol_in_force(clinic: Clinic) -> None:
    number, version = protocol(clinic)
    one = judged(clinic, request_id := ready(clinic).request_id)[request_id]
    assert (one.evaluation.passes, one.protocol_id, one.protocol_version, one.active) == (True, number, version, True)
    assert (one.evaluation.proposal.days, one.evaluation.proposal.refills) == (90, 3)


@pytest.mark.parametrize("change", [{"active": False}, {"active": False, "approved_by_id": None, "approved_on": None}])
def test_a_protocol_that_is_off_or_not_approved_counts_as_none(clinic: Clinic, change: dict[str, Any]) -> None:
    protocol(clinic)
    request_id = ready(clinic).request_id
    with clinic.db.transaction() as session:
        session.execute(update(RefillProtocol).values(**change))
    one = judged(clinic, request_id)[request_id]
    assert (one.protocol_id, one.protocol_version, one.active, one.evaluation.passes) == (None, None, False, False)
    assert one.evaluation.proposal.kind == "prescriber"


def test_a_protocol_that_was_spoilt_counts_as_switched_off(clinic: Clinic) -> None:
    protocol(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(RefillProtocol).values(rule={"drug_class": "ace-inhibitor", "days": "many"}))
    one = judged(clinic, request_id := ready(clinic).request_id)[request_id]
    assert (one.active, one.evaluation.passes) == (False, False)


def test_ids_that_are_no_requests_are_left_out(clinic: Clinic) -> None:
    request_id = ready(clinic).request_id
    assert judged(clinic, request_id, request_id + 1_000).keys() == {request_id}
    assert judged(clinic) == {}


# ---- visits ---------------------------------------------------------------------------------------------


def visit(patient: Patient, days_ago: float, encounter_class: str = "ambulatory") -> Encounter:
    """A visit that took place, or will."""
    at = NOW - timedelta(days=days_ago)
    return Encounter(patient_id=patient.id, display="Visit", encounter_class=encounter_class, started_at=at)


def test_the_last_visit_is_one_where_medicines_are_reviewed(clinic: Clinic) -> None:
    rosa = somebody(clinic, seen_days_ago=None)
    request_id = asked(clinic, rosa, medication(clinic, rosa)).request_id
    assert facts(clinic, request_id).last_visit is None
    add(clinic, visit(rosa, 400), visit(rosa, 50, "wellness"), visit(rosa, 3, "emergency"), visit(rosa, -2))
    assert facts(clinic, request_id).last_visit == (NOW - timedelta(days=50)).date()


def test_the_next_visit_is_the_first_that_is_booked(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    request_id = asked(clinic, rosa, medication(clinic, rosa)).request_id
    ahead = {days: NOW + timedelta(days=days) for days in (-9, 2, 9, 20)}
    add(
        clinic,
        *(
            Appointment(patient_id=rosa.id, display="Visit", starts_at=ahead[days], status=status)
            for days, status in ((-9, "booked"), (2, "cancelled"), (20, "booked"), (9, "booked"))
        ),
    )
    assert facts(clinic, request_id).next_visit == ahead[9].date()


def test_days_are_those_of_the_patients_site(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        session.execute(update(Site).values(time_zone="Pacific/Auckland"))
    rosa = somebody(clinic, seen_days_ago=None)
    late = datetime(2026, 5, 1, 20, tzinfo=UTC)  # the morning of the second in Auckland
    add(clinic, Encounter(patient_id=rosa.id, display="Visit", started_at=late))
    known = facts(clinic, asked(clinic, rosa, medication(clinic, rosa)).request_id, late + timedelta(hours=1))
    assert (known.today, known.last_visit) == (date(2026, 5, 2), date(2026, 5, 2))


# ---- laboratory values ----------------------------------------------------------------------------------


def potassium(clinic: Clinic, *values: Any) -> LabFact | None:
    """The potassium that counts of these, each made for Rosa."""
    protocol(clinic, WITH_POTASSIUM)
    rosa = somebody(clinic)
    add(clinic, *(make(rosa) for make in values))
    return facts(clinic, asked(clinic, rosa, medication(clinic, rosa)).request_id).labs.get("2823-3")


def test_the_newest_value_that_stands_counts(clinic: Clinic) -> None:
    found = potassium(
        clinic,
        lambda rosa: value(rosa, "4.1", days_ago=90),
        lambda rosa: value(rosa, "4.4", days_ago=20),
        lambda rosa: value(rosa, "6.6", days_ago=10, superseded_at=NOW),
        lambda rosa: value(rosa, "6.7", days_ago=9, status="entered-in-error"),
        lambda rosa: value(rosa, "6.8", days_ago=-3),
        lambda rosa: value(rosa, "6.9", days_ago=2, code="2951-2"),
    )
    assert found == LabFact(Decimal("4.4"), "4.4", "mmol/L", (NOW - timedelta(days=20)).date())


def test_a_newer_preliminary_value_is_shown_and_passes_nothing(clinic: Clinic) -> None:
    """The settled value before it was in order; that says nothing once another is on its way."""
    found = potassium(
        clinic,
        lambda rosa: value(rosa, "4.1", days_ago=20),
        lambda rosa: value(rosa, "6.9", days_ago=1, status="preliminary"),
    )
    assert found is not None
    assert (found.value, found.text) == (None, "6.9 (preliminary)")


def test_a_value_with_a_comparator_is_no_number_to_compare(clinic: Clinic) -> None:
    found = potassium(clinic, lambda rosa: value(rosa, "5", value_text="", comparator="<"))
    assert found is not None
    assert (found.value, found.text) == (None, "<5")


def test_values_of_one_patient_are_nobody_elses(clinic: Clinic) -> None:
    protocol(clinic, WITH_POTASSIUM)
    rosa, tom = somebody(clinic), somebody(clinic, "Tom")
    add(clinic, value(rosa, "4.1"))
    hers, his = (asked(clinic, one, medication(clinic, one)).request_id for one in (rosa, tom))
    found = judged(clinic, hers, his)
    assert (verdicts(found[hers])["lab"], verdicts(found[his])["lab"]) == ("met", "unknown")


# ---- pregnancy ------------------------------------------------------------------------------------------


def pregnant(clinic: Clinic, *rows: Any, sex: str = "female") -> bool | None:
    """What is known of somebody of 30 years."""
    protocol(clinic, NOT_PREGNANT)
    ana = somebody(clinic, "Ana", sex=sex, birth_date=date(today().year - 30, 1, 1))
    add(clinic, *(make(ana) for make in rows))
    return facts(clinic, asked(clinic, ana, medication(clinic, ana)).request_id).pregnant


def listed(display: str, code: str = "77386006", **more: Any) -> Any:
    """Something on the problem list."""
    return lambda patient: Condition(patient_id=patient.id, code=code, display=display, **more)


def status(text: str, days_ago: float) -> Any:
    """What was answered when asked whether she is pregnant."""
    return lambda patient: value(patient, text, days_ago=days_ago, code="82810-3", unit="")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), None),
        ((listed("Normal pregnancy"),), True),
        ((listed("Normal pregnancy", abatement_date=date(2024, 1, 1)),), None),
        ((listed("History of pregnancy"),), None),
        ((listed("Not pregnant", "60001007"),), None),
        ((status("Not pregnant", 20),), False),
        ((status("Not pregnant", 120),), None),
        ((status("Pregnant", 20),), True),
        ((status("Possible", 20),), None),
        ((listed("Normal pregnancy"), status("Not pregnant", 20)), True),
    ],
)
def test_nobody_is_surely_not_pregnant_but_by_an_answer_that_still_holds(
    clinic: Clinic, rows: tuple[Any, ...], expected: bool | None
) -> None:
    assert pregnant(clinic, *rows) is expected


# ---- the medication, others, requests -------------------------------------------------------------------


def test_what_the_chart_says_of_the_medication_stands_in_the_facts(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    changed = today() - timedelta(days=9)
    drug = medication(
        clinic, rosa, OXYCODONE, as_needed=True, dose_changed_on=changed, refills_left=2, renewed_on=changed,
        schedule="", stopped_on=changed,
    )  # fmt: skip
    known = facts(clinic, asked_on_paper(clinic, rosa, drug, asked_dose="2 tablets daily"))
    assert (known.drug, known.drug.schedule) == (drug_of(OXYCODONE), "II")
    assert (known.active, known.as_needed, known.dose_changed_on, known.refills_left) == (False, True, changed, 2)
    assert (known.dose, known.asked_dose, known.renewed_on) == ("1 tablet daily", "2 tablets daily", changed)
    assert known.birth_date == date(1955, 3, 1)


def asked_on_paper(clinic: Clinic, patient: Patient, medication_id: int, **values: Any) -> int:
    """A request as it may stand in the database, whatever the actions would say to it; its id."""
    with clinic.db.transaction() as session:
        display = session.get_one(Medication, medication_id).display
        row = RefillRequest(
            **{
                "patient_id": patient.id, "medication_id": medication_id, "source": "staff", "requested_by": "Alice",
                "headline": display, "ingredient": "", "drug_class": "",
            }
            | values
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def test_dispenses_are_those_of_this_medication_the_newest_thirty(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    drug, other = medication(clinic, rosa, left=5), medication(clinic, rosa, AMOXICILLIN, left=1)
    request_id = asked_on_paper(clinic, rosa, drug)
    newest = Dispensed(today() - timedelta(days=85), 90)
    assert len(facts(clinic, request_id).last_dispenses) == 3
    assert newest in facts(clinic, request_id).last_dispenses
    assert newest not in facts(clinic, asked_on_paper(clinic, rosa, other)).last_dispenses


def test_other_medications_are_the_active_ones_beside_it(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    drug = medication(clinic, rosa)
    medication(clinic, rosa, AMOXICILLIN, stopped_on=today())
    medication(clinic, rosa, "Losartan Potassium 50 MG Oral Tablet")
    medication(clinic, somebody(clinic, "Tom"), AMOXICILLIN)
    protocol(clinic)
    request_id = asked_on_paper(clinic, rosa, drug)
    assert [other.display for other in facts(clinic, request_id).others] == ["Losartan Potassium 50 MG Oral Tablet"]
    assert verdicts(judged(clinic, request_id)[request_id])["duplicate"] == "unmet"


def test_other_open_requests_for_the_same_drug_are_counted_whoever_has_read_their_names_yet(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    first, again = medication(clinic, rosa), medication(clinic, rosa, "lisinopril 20 MG Oral Tablet")
    request_id = asked_on_paper(clinic, rosa, first)
    decided = {"decision": "denied", "decided_at": NOW, "decided_by": "Dev Patel"}
    asked_on_paper(clinic, rosa, first, **decided)
    asked_on_paper(clinic, rosa, medication(clinic, rosa, AMOXICILLIN))
    assert facts(clinic, request_id).open_duplicates == 0
    asked_on_paper(clinic, rosa, first, ingredient="lisinopril")
    asked_on_paper(clinic, rosa, again)
    found = facts(clinic, request_id)
    assert (found.open_duplicates, found.open_other_strengths) == (1, 1)


def test_bridges_are_those_given_since_the_last_visit(clinic: Clinic) -> None:
    rosa = somebody(clinic, seen_days_ago=100)
    drug = medication(clinic, rosa)
    for days_ago, days in ((130, 30), (60, 30), (20, 15)):
        at = NOW - timedelta(days=days_ago)
        asked_on_paper(
            clinic, rosa, drug, decision="bridged", decided_at=at, decided_by="Dev Patel", days=days, refills=0
        )
    known = facts(clinic, asked_on_paper(clinic, rosa, drug))
    assert [bridge.days for bridge in known.bridges] == [30, 15]


def test_what_is_approved_is_known_at_once(clinic: Clinic) -> None:
    authority(clinic)
    ticket = protocol(clinic)
    first = ready(clinic)
    approve(clinic, clinic.alice, first.task_id, seen_protocol=ticket)
    with clinic.db.transaction() as session:
        request = session.get_one(RefillRequest, first.request_id)
        rosa, drug = session.get_one(Patient, request.patient_id), request.medication_id
    again = asked(clinic, rosa, drug).request_id
    assert verdicts(judged(clinic, again)[again])["refills"] == "unmet"


def test_as_many_statements_for_many_as_for_one(clinic: Clinic) -> None:
    protocol(clinic, WITH_POTASSIUM)
    requests = [ready(clinic).request_id for _ in range(3)]
    said: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *issued: said.append(issued[2]))
    judged(clinic, requests[0])
    alone = len(said)
    found = judged(clinic, *requests)
    assert (alone, len(said) - alone, len(found)) == (9, 9, 3)


# Patients with one medication each, and what has piled up for it.
CROWD = (
    PATIENTS,
    "INSERT INTO medication (patient_id, code, display) SELECT id, '314076', 'Pills' FROM patient "
    "WHERE mrn LIKE 'CROWD%'",
    "INSERT INTO medication_dispense (patient_id, medication_id, dispensed_on, days_supply) "
    "SELECT patient_id, id, current_date - 30 * n, 30 FROM medication, generate_series(1, 6) n",
    "INSERT INTO encounter (patient_id, display, started_at) "
    "SELECT patient_id, 'Visit', now() - n * interval '30 days' FROM medication, generate_series(1, 6) n",
    "INSERT INTO observation (patient_id, code, display, effective_at) "
    "SELECT patient_id, 'code ' || n % 4, 'Value', now() - n * interval '10 days' "
    "FROM medication, generate_series(1, 12) n",
    "INSERT INTO refill_request (patient_id, medication_id, source, requested_by, headline, ingredient, drug_class, "
    "decision, decided_at, decided_by) SELECT patient_id, id, 'staff', 'Alice', 'Pills', '', '', "
    "CASE WHEN n > 0 THEN 'denied' ELSE '' END, CASE WHEN n > 0 THEN now() - n * interval '30 days' END, "
    "CASE WHEN n > 0 THEN 'Dev Patel' END FROM medication, generate_series(0, 6) n",
)


def crowd(clinic: Clinic) -> None:
    """So much in the tables, and PostgreSQL knowing of it, that any index is dearer than the right one."""
    crowded(clinic, *CROWD)
    analyzed(clinic, "patient", "medication", "medication_dispense", "encounter", "observation", "refill_request")


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("medication_dispense", "ix_medication_dispense_medication_id"),
        ("FROM observation", "ix_observation_patient_id_code"),
        ("refill_request.decision = ''", "ix_refill_request_open"),
        ("refill_request.decided_at", "ix_refill_request_medication_id"),
        ("appointment", "ix_encounter_patient_id_started_at"),
    ],
)
def test_what_is_older_costs_nothing(clinic: Clinic, words: str, index: str) -> None:
    """Whatever lies in the tables, each statement goes through an index to what it asks for."""
    crowd(clinic)
    protocol(clinic, WITH_POTASSIUM)
    request_id = ready(clinic).request_id
    assert index in general_plan(clinic, lambda: judged(clinic, request_id), words)
