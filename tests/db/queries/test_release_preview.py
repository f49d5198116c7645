"""What releasing many would do: whose results they are, which are left out and why, in one order."""

from __future__ import annotations

from uuid import uuid4

import pytest

from db.actions import releasing, result_holds, tasks
from db.actions.bulk import Item
from db.errors import Forbidden
from db.queries.release_preview import Candidate, Seen, release_preview, rules_in_force
from db.queries.task_filters import Filters
from rules.result_release import STANDARD
from tests.conftest import Clinic
from tests.results import CRITICAL, HIGH, filed, task_of


def seen(clinic: Clinic, report_id: int) -> Seen:
    task = task_of(clinic, report_id)
    return task.id, task.version, task.last_inbound_id


def preview(clinic: Clinic, *selected: Seen, **more: object) -> tuple[Candidate, ...]:
    with clinic.db.transaction() as session:
        return release_preview(
            session, viewer=clinic.alice, area="results", queue="results", selected=selected,
            **more,  # type: ignore[arg-type]  # view and filters
        )  # fmt: skip


def test_each_is_named_by_its_patient_and_why_it_is_left_out(clinic: Clinic) -> None:
    ada, bea, cleo = (clinic.patient(given, "Stone") for given in ("Ada", "Bea", "Cleo"))
    normal, high = filed(clinic, ada, release=False), filed(clinic, bea, HIGH, release=False)
    critical = filed(clinic, cleo, CRITICAL, release=False)
    found = preview(clinic, *(seen(clinic, number) for number in (critical, high, normal)))
    assert [(one.patient, one.mrn, one.why_not) for one in found] == [
        ("Ada Stone", ada.mrn, ""),
        ("Bea Stone", bea.mrn, "It is abnormal."),
        ("Cleo Stone", cleo.mrn, "It is critical."),
    ]


def test_what_a_colleague_changed_what_is_held_and_what_is_closed_is_left_out(clinic: Clinic) -> None:
    taken, held, closed = (filed(clinic, clinic.patient("Ada", f"Stone{number}")) for number in range(3))
    before = [seen(clinic, number) for number in (taken, held, closed)]
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=before[0][0])
        result_holds.hold(
            session, by=clinic.dev, task_id=before[1][0], seen_version=before[1][1], reason="patient-request",
            rationale="She asked for it.",
        )  # fmt: skip
    first, second = preview(clinic, before[0]), preview(clinic, seen(clinic, held))
    assert [one.why_not for one in (*first, *second)] == ["It changed since you selected it.", "It is held."]
    with clinic.db.transaction() as session:
        done = releasing.release_many(session, by=clinic.alice, token=uuid4(), items=(Item(*before[2]),), expected=1)
    assert done.done == 1
    assert [one.why_not for one in preview(clinic, before[2])] == ["It is closed already."]


def test_all_that_match_are_those_of_the_view_and_its_filters(clinic: Clinic) -> None:
    filed(clinic, clinic.patient("Ada", "Stone"))
    filed(clinic, clinic.patient("Bea", "Stone"), HIGH)
    assert len(preview(clinic, view="unassigned")) == 2
    (only,) = preview(clinic, view="unassigned", filters=Filters(topic="normal"))
    assert (only.patient, only.why_not) == ("Ada Stone", "")


def test_only_who_releases_results_may_look(clinic: Clinic) -> None:
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        release_preview(session, viewer=clinic.carla, area="results", queue="results")
    with clinic.db.transaction() as session:
        assert rules_in_force(session, viewer=clinic.carla) == STANDARD
