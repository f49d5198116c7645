"""Controlled drugs: never of schedule II, and others only by a prescriber who gives the password again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import sleep

import pytest
from sqlalchemy import update

from db.actions import reauthentication, refill_deciding
from db.actions.reauthentication import GivenAgain, give_again
from db.actions.refill_deciding import approving, bridging
from db.actions.tasks import TaskState
from db.credentials import Credential
from db.engine import Database
from db.errors import Conflict, Forbidden, Invalid, TooManyAttempts
from db.models import OrderState, Staff, Team
from db.passwords import hash_password
from tests.conftest import PASSWORD, Clinic
from tests.refills import (
    LISINOPRIL,
    MARIJOL,
    OXYCODONE,
    ZOLPIDEM,
    approve,
    authority,
    bridge,
    errands,
    mails,
    order_of,
    ready,
    request,
    seen,
    seen_supply,
    steps_of,
    untouched,
)
from tests.results import audited


def new_prescription(clinic: Clinic, by: Credential, task_id: int) -> TaskState:
    with clinic.db.transaction() as session:
        return refill_deciding.new_prescription(session, by=by, **seen(clinic, task_id))


def test_a_drug_of_schedule_two_is_refilled_by_nobody(clinic: Clinic) -> None:
    made = ready(clinic, OXYCODONE)
    with pytest.raises(Invalid, match="schedule II can't be refilled"):
        approve(clinic, clinic.dev, made.task_id, password=PASSWORD)
    with pytest.raises(Invalid, match="schedule II can't be refilled"):
        bridge(clinic, clinic.dev, made.task_id, password=PASSWORD)
    assert untouched(clinic, made)


def test_a_drug_that_the_chart_calls_schedule_two_is_one_whatever_its_name(clinic: Clinic) -> None:
    made = ready(clinic, LISINOPRIL, schedule="II")
    with pytest.raises(Invalid, match="schedule II"):
        approve(clinic, clinic.dev, made.task_id, password=PASSWORD)


def test_it_needs_a_new_prescription_and_that_to_do_is_made_with_the_answer(clinic: Clinic) -> None:
    made = ready(clinic, OXYCODONE, prescriber_id=clinic.staff_id("dev"))
    new_prescription(clinic, clinic.alice, made.task_id)
    ((body, task),) = errands(clinic, made.task_id)
    assert "new prescription" in body and "xycodone" not in body  # the front desk reads it
    assert (task.owner_id, task.status.value) == (clinic.staff_id("dev"), "in-progress")
    assert request(clinic, made.request_id).decision == "new-prescription"
    assert clinic.task(made.task_id).outcome == "new-prescription"
    assert len(mails(clinic)) == 1 and order_of(clinic, made.request_id) is None


def test_without_a_prescriber_of_ours_it_waits_in_the_prescribers_pool(clinic: Clinic) -> None:
    made = ready(clinic, OXYCODONE)
    new_prescription(clinic, clinic.alice, made.task_id)
    ((_, task),) = errands(clinic, made.task_id)
    with clinic.db.transaction() as session:
        assert (task.owner_id, session.get_one(Team, task.team_id).name) == (None, "Prescribers")


def test_a_controlled_drug_takes_a_prescriber_with_the_password(clinic: Clinic) -> None:
    made = ready(clinic, ZOLPIDEM)
    with pytest.raises(Invalid, match="give your password again") as refused:
        approve(clinic, clinic.dev, made.task_id, days=30, refills=0)
    assert refused.value.field == "password" and untouched(clinic, made)
    with pytest.raises(Invalid, match="isn't your password"):
        approve(clinic, clinic.dev, made.task_id, days=30, refills=0, password="correct horse battery stable")
    assert untouched(clinic, made)
    approve(clinic, clinic.dev, made.task_id, days=30, refills=0, password=PASSWORD)
    (kept,) = steps_of(clinic, made.request_id)
    assert kept.reauthenticated and not kept.by_protocol
    order = order_of(clinic, made.request_id)
    assert order is not None and order.state == OrderState.TO_PRINT  # it is signed, never mailed


def test_no_nurse_approves_one_whatever_the_authority(clinic: Clinic) -> None:
    authority(clinic)
    made = ready(clinic, ZOLPIDEM)
    with pytest.raises(Forbidden, match="Only a prescriber"):
        approve(clinic, clinic.alice, made.task_id, password=PASSWORD)


def test_it_is_refilled_five_times_at_most(clinic: Clinic) -> None:
    made = ready(clinic, ZOLPIDEM)
    with pytest.raises(Invalid, match="At most 5 refills"):
        approve(clinic, clinic.dev, made.task_id, days=30, refills=6, password=PASSWORD)


def test_wrong_passwords_count_as_attempts_to_sign_in(clinic: Clinic) -> None:
    made, dev = ready(clinic, ZOLPIDEM), clinic.dev
    with pytest.raises(TooManyAttempts):
        for _ in range(30):
            with pytest.raises(Invalid, match="isn't your password"):
                approve(clinic, dev, made.task_id, days=30, refills=0, password="not this one either")
    with pytest.raises(TooManyAttempts):  # not even with the right one now
        approve(clinic, dev, made.task_id, days=30, refills=0, password=PASSWORD)
    assert untouched(clinic, made)
    assert {event.actor for event in audited(clinic, "password.refused")} == {"Dev Patel"}


def test_the_right_password_starts_the_count_anew(clinic: Clinic) -> None:
    made, dev = ready(clinic, ZOLPIDEM), clinic.dev
    for _ in range(12):
        with pytest.raises(Invalid, match="isn't your password"):
            approve(clinic, dev, made.task_id, days=30, refills=0, password="not this one either")
        with pytest.raises(Conflict):  # the password is right, the screen is old
            approve(clinic, dev, made.task_id, days=30, refills=0, password=PASSWORD, seen_version=99)


def test_an_empty_password_is_none(clinic: Clinic) -> None:
    made = ready(clinic, ZOLPIDEM)
    with pytest.raises(Invalid) as refused:
        approve(clinic, clinic.dev, made.task_id, days=30, refills=0, password="")
    assert refused.value.field == "password"


def test_a_drug_of_unknown_schedule_counts_as_controlled(clinic: Clinic) -> None:
    authority(clinic)
    made = ready(clinic, MARIJOL)
    with pytest.raises(Forbidden, match="Schedule unknown: treated as controlled"):
        approve(clinic, clinic.alice, made.task_id, password=PASSWORD)
    for give in (approve, bridge):
        with pytest.raises(Invalid, match="Schedule unknown: treated as controlled") as refused:
            give(clinic, clinic.dev, made.task_id)
        assert refused.value.field == "password"
    with pytest.raises(Invalid, match="At most 5 refills of a drug of an unknown schedule"):
        approve(clinic, clinic.dev, made.task_id, refills=6, password=PASSWORD)
    assert untouched(clinic, made)
    approve(clinic, clinic.dev, made.task_id, refills=5, password=PASSWORD)
    order = order_of(clinic, made.request_id)
    assert order is not None and order.state == OrderState.TO_PRINT and mails(clinic, "pharmacy") == []
    assert steps_of(clinic, made.request_id)[0].reauthenticated


def test_a_brand_name_hides_no_schedule_two(clinic: Clinic) -> None:
    made = ready(clinic, "MS Contin 15 MG Extended Release Oral Tablet")
    with pytest.raises(Invalid, match="schedule II"):
        approve(clinic, clinic.dev, made.task_id, password=PASSWORD)


def given(clinic: Clinic, by: Credential, deed: str) -> GivenAgain:
    return give_again(clinic.db, by=by, password=PASSWORD, deed=deed)


def test_what_was_given_for_one_deed_opens_no_other(clinic: Clinic) -> None:
    made, other, dev = ready(clinic, ZOLPIDEM), ready(clinic, ZOLPIDEM), clinic.dev
    kept = given(clinic, dev, approving(other.task_id))
    for borrowed in (kept, replace(kept, deed=approving(made.task_id)), given(clinic, dev, bridging(made.task_id))):
        with pytest.raises(Invalid, match="Give your password again") as refused:
            approve(clinic, dev, made.task_id, days=30, refills=0, given=borrowed)
        assert refused.value.field == "password"
    assert untouched(clinic, made)
    approve(clinic, dev, other.task_id, days=30, refills=0, given=kept)


def test_what_was_given_in_one_session_opens_nothing_in_another(clinic: Clinic) -> None:
    made, dev = ready(clinic, ZOLPIDEM), clinic.dev
    kept = given(clinic, clinic.sign_in("dev"), approving(made.task_id))
    with pytest.raises(Invalid, match="Give your password again"):
        approve(clinic, dev, made.task_id, days=30, refills=0, given=kept)
    assert untouched(clinic, made)


def test_what_was_given_doesnt_hold_for_long_nor_for_another_password(clinic: Clinic) -> None:
    made, dev = ready(clinic, ZOLPIDEM), clinic.dev
    kept = given(clinic, dev, approving(made.task_id))
    late = replace(kept, at=kept.at + timedelta(minutes=5))  # a later moment isn't what was sealed
    with clinic.db.transaction() as session:
        another = hash_password("another", rounds=4)
        session.execute(update(Staff).where(Staff.username == "dev").values(password_hash=another))
    for one in (kept, late):
        with pytest.raises(Invalid, match="Give your password again"):
            approve(clinic, dev, made.task_id, days=30, refills=0, given=one)
    assert untouched(clinic, made)


def test_a_password_that_was_given_half_a_minute_ago_is_asked_for_again(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, dev = ready(clinic, ZOLPIDEM), clinic.dev
    kept = given(clinic, dev, approving(made.task_id))
    monkeypatch.setattr(reauthentication, "HOLDS", timedelta(0))
    with pytest.raises(Invalid, match="Give your password again"):
        approve(clinic, dev, made.task_id, days=30, refills=0, given=kept)
    assert untouched(clinic, made)


def test_nothing_is_held_while_a_password_is_checked(clinic: Clinic) -> None:
    made, dev = ready(clinic, ZOLPIDEM), clinic.dev
    with clinic.db.transaction() as session:  # slow enough to be looked at
        slow = hash_password(PASSWORD, rounds=14)
        session.execute(update(Staff).where(Staff.username == "dev").values(password_hash=slow))
    narrow, deed = Database(clinic.db.place, pool_size=1), approving(made.task_id)
    try:
        with ThreadPoolExecutor(1) as other:
            check = other.submit(give_again, narrow, by=dev, password=PASSWORD, deed=deed)
            held = []
            while not check.done():
                held.append(narrow.engine.pool.checkedout())  # type: ignore[attr-defined]  # of a pool with a size
                sleep(0.02)
        assert held.count(0) > len(held) * 0.8
        arguments = seen_supply(clinic, made.task_id) | {"days": 30, "refills": 0, "seen_protocol": None}
        with narrow.transaction() as session:
            refill_deciding.approve(session, by=dev, given=check.result(), **arguments)
    finally:
        narrow.dispose()
    assert request(clinic, made.request_id).decision == "approved"
