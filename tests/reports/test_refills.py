"""Refills in numbers, made of requests that were really decided; their moments are then set to known ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import isnan

import pytest
from sqlalchemy import update

from db.actions import refill_merging, refills
from db.actions.refills import Asked
from db.config import config
from db.errors import Invalid
from db.models import Encounter, RefillRequest, Setting, Task
from db.queries.refill_metrics import DecidedRefill, decided
from reports.refills import METRICS, by_class, requests, turnaround
from tests.conftest import Clinic
from tests.refills import approve, asked, authority, deny, medication, protocol, ready, seen, somebody

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)  # the clocks change between them
STATIN = "Atorvastatin 20 MG Oral Tablet"
LONG_AGO = datetime(2020, 1, 7, 15, tzinfo=UTC)


def at(day: date, hour: int) -> datetime:
    """A moment by the clinic's clock."""
    return datetime.combine(day, time(hour), config().zone)


def moved(clinic: Clinic, made: Asked, came: datetime, ended: datetime) -> None:
    """Let a request have come, and been decided, at these moments."""
    with clinic.db.transaction() as session:
        request = update(RefillRequest).where(RefillRequest.id == made.request_id)
        session.execute(request.values(created_at=came, decided_at=ended))
        session.execute(update(Task).where(Task.id == made.task_id).values(created_at=came, closed_at=ended))


def read(clinic: Clinic, first: date = FRIDAY, last: date = MONDAY) -> tuple[DecidedRefill, ...]:
    carla = clinic.sign_in("carla")
    with clinic.db.reading() as session:
        return decided(session, viewer=carla, first=first, last=last)


def denied(clinic: Clinic, came: datetime, ended: datetime) -> Asked:
    """A request that Dev denied."""
    made = ready(clinic)
    deny(clinic, clinic.dev, made.task_id)
    moved(clinic, made, came, ended)
    return made


def test_the_turnaround_runs_while_the_clinic_is_open(clinic: Clinic) -> None:
    denied(clinic, at(FRIDAY, 16), at(MONDAY, 9))
    [one] = read(clinic)
    assert (one.decision, one.turnaround) == ("denied", timedelta(hours=2))
    assert list(requests([one])["hours"]) == [2.0]


def test_it_runs_by_the_hours_of_the_team_that_worked_it(clinic: Clinic) -> None:
    made = denied(clinic, at(FRIDAY, 16), at(MONDAY, 9))
    hours = {"windows": {"fri": [["08:00", "20:00"]], "mon": [["08:30", "17:00"]]}}
    with clinic.db.transaction() as session:
        session.add(Setting(key=f"business_hours:team:{clinic.task(made.task_id).team_id}", value=hours))
    assert [one.turnaround for one in read(clinic)] == [timedelta(hours=4, minutes=30)]


def test_requests_that_were_merged_count_once_from_the_first_of_them(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drug = medication(clinic, patient)
    first, second = asked(clinic, patient, drug), asked(clinic, patient, drug)
    with clinic.db.transaction() as session:
        refill_merging.merge(session, by=clinic.alice, **seen(clinic, first.task_id), into_task_id=second.task_id)
    deny(clinic, clinic.dev, second.task_id)
    moved(clinic, first, at(FRIDAY, 9), at(FRIDAY, 15))
    moved(clinic, second, at(FRIDAY, 15), at(FRIDAY, 16))
    assert [(one.task_id, one.turnaround) for one in read(clinic)] == [(second.task_id, timedelta(hours=7))]


def test_what_is_open_or_was_taken_back_counts_as_nothing(clinic: Clinic) -> None:
    ready(clinic)
    made = ready(clinic)
    with clinic.db.transaction() as session:
        refills.withdraw(session, by=clinic.alice, **seen(clinic, made.task_id), reason="They have enough.")
    today = datetime.now(UTC).date()
    assert read(clinic, today - timedelta(days=2), today + timedelta(days=2)) == ()


def test_a_period_is_of_whole_days_both_in(clinic: Clinic) -> None:
    for day in (FRIDAY - timedelta(days=1), FRIDAY, MONDAY, MONDAY + timedelta(days=1)):
        denied(clinic, at(day, 0), at(day, 0))
    end = denied(clinic, at(MONDAY, 8), at(MONDAY, 23))
    found = read(clinic)
    assert [one.decided_at for one in found] == [at(FRIDAY, 0), at(MONDAY, 0), at(MONDAY, 23)]
    assert found[-1].task_id == end.task_id
    with pytest.raises(Invalid):
        read(clinic, MONDAY, FRIDAY)


def test_by_class_it_says_how_many_a_protocol_passed_and_how_many_it_decided(clinic: Clinic) -> None:
    seen_protocol = protocol(clinic)
    authority(clinic)
    by_nurse, by_prescriber, refused, statin = (*(ready(clinic) for _ in range(3)), ready(clinic, STATIN))
    approve(clinic, clinic.alice, by_nurse.task_id, seen_protocol=seen_protocol)
    approve(clinic, clinic.dev, by_prescriber.task_id)
    with clinic.db.transaction() as session:  # nobody has seen this one for years: its protocol doesn't pass
        patient_id = session.get_one(RefillRequest, refused.request_id).patient_id
        session.execute(update(Encounter).where(Encounter.patient_id == patient_id).values(started_at=LONG_AGO))
    deny(clinic, clinic.dev, refused.task_id)
    approve(clinic, clinic.dev, statin.task_id)
    today = datetime.now(UTC).date()
    frame = by_class(read(clinic, today - timedelta(days=2), today + timedelta(days=2)))
    assert frame.to_dict("records") == [
        {"drug_class": "ace-inhibitor", "words": "ACE inhibitors", "requests": 3,
         "passed": pytest.approx(2 / 3), "by_protocol": pytest.approx(1 / 3)},
        {"drug_class": "statin", "words": "Statins", "requests": 1, "passed": 0.0, "by_protocol": 0.0},
    ]  # fmt: skip


def test_the_median_and_what_nine_in_ten_dont_exceed() -> None:
    one = DecidedRefill(1, "statin", "approved", at(FRIDAY, 9), timedelta(), passed=True, by_protocol=False)
    ten = [replace(one, task_id=hours, turnaround=timedelta(hours=hours)) for hours in (5, 1, 9, 3, 7, 2, 8, 4, 50, 6)]
    assert turnaround(ten).to_dict("records") == [{"requests": 10, "median_hours": 5.5, "p90_hours": 9.0}]
    assert turnaround(ten[:1]).to_dict("records") == [{"requests": 1, "median_hours": 5.0, "p90_hours": 5.0}]


def test_of_nothing_there_is_no_number_and_no_row() -> None:
    [row] = turnaround([]).to_dict("records")
    assert row["requests"] == 0 and isnan(row["median_hours"]) and isnan(row["p90_hours"])
    assert by_class([]).empty


def test_every_number_says_what_it_is() -> None:
    one = DecidedRefill(1, "statin", "approved", at(FRIDAY, 9), timedelta(), passed=True, by_protocol=False)
    numbers = {*turnaround([one]).columns, *by_class([one]).columns} - {"drug_class", "words"}
    assert numbers == set(METRICS)
    assert all(metric.definition.endswith(".") and metric.unit and metric.numerator for metric in METRICS.values())
