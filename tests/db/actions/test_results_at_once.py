"""Results in several hands at the same instant: one of them wins, nobody's deed is done twice or lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from db.actions import follow_ups, releasing, result_holds, results
from db.credentials import SessionToken
from db.errors import Conflict
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.results import YESTERDAY, changed, filed, holds, panel_id, patient_mails, releases, report, sees, task_of
from tests.results import own_account as account_of


def both(clinic: Clinic, deed: Callable[..., object], **arguments: Any) -> list[object]:
    """Alice and Dev do the same at once."""

    def done(token: object) -> object:
        with clinic.db.transaction() as session:
            return deed(session, by=token, **arguments)

    tokens = [clinic.alice, clinic.dev]
    return at_once([lambda token=token: done(token) for token in tokens])  # type: ignore[misc]  # bound here


def seen(clinic: Clinic, report_id: int) -> dict[str, Any]:
    task = task_of(clinic, report_id)
    return {"task_id": task.id, "seen_version": task.version, "seen_inbound_id": task.last_inbound_id}


def one_conflict(outcomes: list[object]) -> bool:
    return [isinstance(outcome, Conflict) for outcome in outcomes].count(True) == 1


def test_of_two_who_release_at_once_one_does(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), release=False)
    assert one_conflict(both(clinic, releasing.release, **seen(clinic, report_id)))
    assert len(releases(clinic, report_id)) == 1 == len(patient_mails(clinic))


def test_of_two_who_review_at_once_one_does(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    assert one_conflict(both(clinic, follow_ups.review, follow_up="call", **seen(clinic, report_id)))
    assert report(clinic, report_id).reviewed_by in ("Alice Moreno", "Dev Patel")


def test_of_two_who_post_the_same_at_once_one_does(clinic: Clinic) -> None:
    patient, panel = clinic.patient(), panel_id(clinic)

    def post(token: SessionToken) -> object:
        with clinic.db.transaction() as session:
            return results.post(
                session,
                by=token,
                token=uuid4(),
                patient_id=patient.id,
                panel_id=panel,
                collected_at=YESTERDAY,
                values=(("2951-2", "140"),),
            )

    assert one_conflict(at_once([lambda: post(clinic.alice), lambda: post(clinic.dev)]))


def test_a_hold_and_a_correction_at_once_leave_it_held(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    now = seen(clinic, report_id)
    del now["seen_inbound_id"]

    def hold() -> object:
        with clinic.db.transaction() as session:
            return result_holds.hold(
                session, by=clinic.alice, reason="patient-request", rationale="She wants to hear it first.", **now
            )

    at_once([hold, lambda: changed(clinic, report_id, (("Sodium", "150", "H", "135-145"),))])
    assert len(holds(clinic, report_id)) == 1 and not sees(clinic, account_of(clinic, patient), report_id)
    assert task_of(clinic, report_id).topic == "abnormal"
