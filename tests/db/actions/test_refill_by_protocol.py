"""By protocol: only what passes entirely, by who has the authority, and by the protocol that was on screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, update

from db.actions import refill_protocols
from db.errors import Conflict, Forbidden, Invalid
from db.models import Encounter, Medication, RefillProtocol, Staff
from rules.refill_protocol import Lab
from tests.alarms import now
from tests.conftest import Clinic
from tests.refills import (
    ACE,
    approve,
    asked,
    authority,
    bridge,
    deny,
    errands,
    medication,
    medication_of,
    order_of,
    pharmacy,
    protocol,
    ready,
    request,
    somebody,
    steps_of,
    today,
    untouched,
)

POTASSIUM = Lab(("2823-3",), "Potassium", 12)


def test_a_nurse_with_authority_approves_what_passes_the_protocol(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)
    (kept,) = steps_of(clinic, made.request_id)
    assert (kept.by_protocol, kept.decided_by, kept.protocol_id) == (True, "Alice Moreno", seen_protocol[0])
    assert kept.criteria and {each["verdict"] for each in kept.criteria} == {"met"}
    order = order_of(clinic, made.request_id)
    assert order is not None and (order.prescriber, order.ordered_by) == ("Dr. Lund", "Alice Moreno")


def test_where_the_chart_names_no_prescriber_the_order_names_who_approved_the_protocol(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic, prescriber="")
    approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)
    order = order_of(clinic, made.request_id)
    assert order is not None and order.prescriber == "Dev Patel"


def test_a_nurse_without_authority_prepares_and_decides_nothing(clinic: Clinic) -> None:
    seen_protocol, made = protocol(clinic), ready(clinic)
    with pytest.raises(Forbidden, match="prepare this request"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)
    with pytest.raises(Forbidden, match="prepare this request"):
        deny(clinic, clinic.alice, made.task_id)
    assert untouched(clinic, made)


def test_authority_does_not_lend_a_role_what_it_has_not(clinic: Clinic) -> None:
    for username in ("ben", "carla", "erin", "farid"):
        authority(clinic, username)
    made = ready(clinic)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            approve(clinic, token, made.task_id)


def test_what_does_not_pass_entirely_is_for_a_prescriber(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    patient = somebody(clinic, seen_days_ago=500)
    made = asked(clinic, patient, medication(clinic, patient))
    with pytest.raises(Invalid, match=r"Not everything .* met: .*isit"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)
    assert untouched(clinic, made)
    approve(clinic, clinic.dev, made.task_id)
    assert not steps_of(clinic, made.request_id)[0].by_protocol


def test_unknown_never_passes(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic, replace(ACE, labs=(POTASSIUM,)))
    made = ready(clinic)
    with pytest.raises(Invalid, match="Not everything"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)


@pytest.mark.parametrize(("more", "field"), [({"days": 91}, "days"), ({"refills": 4}, "refills")])
def test_nobody_gives_more_than_the_protocol(clinic: Clinic, more: dict[str, int], field: str) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    with pytest.raises(Invalid, match="at most") as refused:
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol, **more)
    assert refused.value.field == field and untouched(clinic, made)


def test_less_than_the_protocol_gives_is_fine(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol, days=30, refills=0)
    assert request(clinic, made.request_id).days == 30


def test_without_a_protocol_in_force_nothing_goes_by_protocol(clinic: Clinic) -> None:
    authority(clinic)
    made = ready(clinic)
    with pytest.raises(Invalid, match="No protocol is in force"):
        approve(clinic, clinic.alice, made.task_id)


def test_a_protocol_switched_off_between_showing_and_approving_stops_the_approval(clinic: Clinic) -> None:
    authority(clinic)
    (protocol_id, version), made = protocol(clinic), ready(clinic)
    with clinic.db.transaction() as session:
        refill_protocols.switch(session, by=clinic.carla, protocol_id=protocol_id, seen_version=version, active=False)
    with pytest.raises(Conflict, match="Carla Jensen switched the protocol off in the meantime"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=(protocol_id, version))
    assert untouched(clinic, made)


def test_a_protocol_that_was_changed_since_stops_it_too(clinic: Clinic) -> None:
    authority(clinic)
    (protocol_id, version), made = protocol(clinic), ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(RefillProtocol).values(version=version + 1, changed_by="Carla Jensen"))
    with pytest.raises(Conflict, match="Carla Jensen changed the protocol"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=(protocol_id, version))
    assert untouched(clinic, made)


def test_a_fact_that_changed_since_it_was_on_screen_stops_it(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(Medication).values(stopped_on=today()))
    with pytest.raises(Invalid, match="Not everything"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)


def test_a_visit_of_the_future_does_not_count(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    patient = somebody(clinic, seen_days_ago=500)
    with clinic.db.transaction() as session:
        ahead = now(clinic) + timedelta(days=3)
        session.add(Encounter(patient_id=patient.id, display="Check up", started_at=ahead))
    made = asked(clinic, patient, medication(clinic, patient))
    with pytest.raises(Invalid, match="Not everything"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)


# Bridges


def test_a_bridge_makes_the_booking_in_the_same_transaction(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    patient = somebody(clinic, seen_days_ago=500)
    made = asked(clinic, patient, medication(clinic, patient, pharmacy_id=pharmacy(clinic)))
    assert clinic.task(made.task_id).topic == "bridge"
    bridge(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)
    kept, drug = request(clinic, made.request_id), medication_of(clinic, made.request_id)
    assert (kept.decision, kept.days, kept.refills) == ("bridged", 30, 0)
    assert (drug.days_supply, drug.refills_left) == (90, 0)  # what is usual stays
    ((body, task),) = errands(clinic, made.task_id)
    assert "Book a visit" in body and "isinopril" not in body and task.patient_id == patient.id
    order = order_of(clinic, made.request_id)
    assert order is not None and (order.days, order.refills, order.note) == (30, 0, "Short supply until a visit.")
    assert steps_of(clinic, made.request_id)[0].by_protocol
    assert clinic.task(made.task_id).outcome == "bridged"


@pytest.mark.parametrize(("more", "field"), [({"days": 31}, "days"), ({"tie": "labs"}, "tie")])
def test_the_protocol_says_how_long_a_bridge_is_and_what_it_is_tied_to(
    clinic: Clinic, more: dict[str, Any], field: str
) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    patient = somebody(clinic, seen_days_ago=500)
    made = asked(clinic, patient, medication(clinic, patient))
    with pytest.raises(Invalid) as refused:
        bridge(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol, **more)
    assert refused.value.field == field and untouched(clinic, made) and errands(clinic, made.task_id) == []


def test_where_everything_is_met_the_protocol_gives_no_bridge(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    with pytest.raises(Invalid, match="no such supply"):
        bridge(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)


def test_the_second_bridge_is_shorter_and_after_the_third_there_is_none(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    patient = somebody(clinic, seen_days_ago=500)
    medication_id = medication(clinic, patient, left=0)
    for days in (30, 15, 7):
        made = asked(clinic, patient, medication_id)
        with pytest.raises(Invalid):
            bridge(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol, days=days + 1)
        bridge(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol, days=days)
        with clinic.db.transaction() as session:  # it was given out, and is used up
            session.execute(update(Medication).values(refills_left=0, renewed_on=None))
    made = asked(clinic, patient, medication_id)
    with pytest.raises(Invalid, match="no such supply"):
        bridge(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol, days=1)


def test_a_prescriber_bridges_as_long_as_they_see_fit(clinic: Clinic) -> None:
    made = ready(clinic)
    bridge(clinic, clinic.dev, made.task_id, days=45, tie="labs")
    ((body, _),) = errands(clinic, made.task_id)
    assert "test" in body
    with pytest.raises(Invalid):
        bridge(clinic, clinic.dev, ready(clinic).task_id, tie="dance")


def leave(clinic: Clinic, *usernames: str) -> None:
    """Let people leave the clinic."""
    with clinic.db.transaction() as session:
        session.execute(
            update(Staff)
            .where(Staff.username.in_(usernames))
            .values(deactivated_at=func.transaction_timestamp(), deactivated_by="Fay")
        )


def test_nothing_is_ordered_in_the_name_of_a_prescriber_who_left(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)  # that Dev approved
    with clinic.db.transaction() as session:
        gone = Staff(username="gone", name="Dr. Gone", role="prescriber", password_hash="x")
        session.add(gone)
        session.flush()
        gone_id = gone.id
    leave(clinic, "gone")
    first, second = (ready(clinic, prescriber_id=gone_id) for _ in range(2))
    approve(clinic, clinic.alice, first.task_id, seen_protocol=seen_protocol)
    order = order_of(clinic, first.request_id)
    assert order is not None and order.prescriber == "Dev Patel"
    leave(clinic, "dev")
    with pytest.raises(Invalid, match="prepare it for a prescriber"):
        approve(clinic, clinic.alice, second.task_id, seen_protocol=seen_protocol)
    assert request(clinic, second.request_id).decision == "" and order_of(clinic, second.request_id) is None


def test_what_the_chart_doesnt_say_of_refills_left_passes_nothing(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    made = ready(clinic, refills_left=None)
    with pytest.raises(Invalid, match="Not refilled already"):
        approve(clinic, clinic.alice, made.task_id, seen_protocol=seen_protocol)
