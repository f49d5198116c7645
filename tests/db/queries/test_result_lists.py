"""Holds in force, results that nobody opened, abnormal ones without an end: nothing falls from these lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db.errors import Forbidden
from db.models import DiagnosticReport, FollowUp, ResultHold, ResultRead, ResultRelease
from db.queries import result_lists
from db.queries.result_lists import abnormal_unfinished, holds_due, list_counts, not_read
from tests.alarms import set_setting
from tests.conftest import Clinic
from tests.db.result_stories import (
    HIGH_POTASSIUM,
    POTASSIUM,
    SODIUM,
    Filed,
    account_of,
    file_report,
    proxy,
    release,
)

NOW = datetime.now(UTC)


def listed(clinic: Clinic, query: Callable[..., Any], size: int = 2) -> list[Any]:
    """Every line of a list, read page by page; its badge agrees."""
    found: list[Any] = []
    after, alice = None, clinic.alice
    with clinic.db.reading() as session:
        while True:
            page = query(session, viewer=alice, after=after, size=size)
            found += page.lines
            after = page.next
            if after is None:
                break
        counts = list_counts(session, viewer=alice)
    name = {holds_due: result_lists.HOLDS, not_read: result_lists.NOT_READ}.get(query, result_lists.UNFINISHED)
    assert counts[name].value == len(found)
    return found


def hold(clinic: Clinic, filed: Filed, *, days: float = 3, **columns: Any) -> None:
    with clinic.db.transaction() as session:
        session.add(
            ResultHold(
                **(
                    {
                        "report_id": filed.report_id,
                        "patient_id": filed.patient_id,
                        "reason": "patient-request",
                        "rationale": "She asked to wait for her visit.",
                        "decided_by_id": clinic.staff_id("dev"),
                        "starts_at": NOW - timedelta(days=30),
                        "expires_at": NOW + timedelta(days=days),
                    }
                    | columns
                )
            )
        )


def reports(found: list[Any]) -> list[int]:
    return [one.report.report_id for one in found]


def test_holds_in_force_stand_by_their_expiry(clinic: Clinic) -> None:
    rosa = clinic.patient()
    late, soon, ended, over = (file_report(clinic, rosa, POTASSIUM) for _ in range(4))
    hold(clinic, late, days=5)
    hold(clinic, soon, days=1)
    hold(clinic, ended, ended_at=NOW, ended_by="Dev Patel")
    hold(clinic, over, days=-1)
    found = listed(clinic, holds_due)
    assert reports(found) == [over.report_id, soon.report_id, late.report_id]
    line = found[0]
    assert (line.report.patient, line.report.task_id, line.report.queue) == ("Rosa Diaz", over.task_id, "results")
    assert (line.decided_by, line.reason, line.audience, line.second) == (
        "Dev Patel",
        "patient-request",
        "everybody",
        "",
    )


def test_a_release_is_unread_until_somebody_of_its_audience_opens_it(clinic: Clinic) -> None:
    rosa = clinic.patient()
    daughter, own = proxy(clinic, rosa), account_of(clinic, rosa)
    first, second, third, fourth = (file_report(clinic, rosa, POTASSIUM, days_ago=9) for _ in range(4))
    release(clinic, first, days_ago=8)
    release(clinic, second, days_ago=7, audience="patient")
    release(clinic, third, days_ago=6)
    release(clinic, fourth, days_ago=2)
    with clinic.db.transaction() as session:
        session.add(ResultRead(report_id=second.report_id, account_id=daughter))
        session.add(ResultRead(report_id=third.report_id, account_id=own))
    assert reports(listed(clinic, not_read)) == [first.report_id, second.report_id]


@pytest.mark.parametrize(("days", "waits"), [(1, True), (4, False)])
def test_how_long_is_waited_for_a_reader_is_the_clinics_to_say(clinic: Clinic, days: int, waits: bool) -> None:
    set_setting(clinic, "release", {"nudge_days": days, "tell_staff_days": 7, "letter_days": 21})
    filed = file_report(clinic, clinic.patient(), POTASSIUM, days_ago=2)
    release(clinic, filed, days_ago=days + 0.1 if waits else days - 0.1)
    assert reports(listed(clinic, not_read)) == ([filed.report_id] if waits else [])


@pytest.mark.parametrize("why", ["withdrawn", "letter", "held", "deceased"])
def test_what_nobody_can_or_need_open_is_not_waited_for(clinic: Clinic, why: str) -> None:
    rosa = clinic.patient(deceased_at=NOW if why == "deceased" else None)
    filed = file_report(clinic, rosa, POTASSIUM)
    number = release(clinic, filed, days_ago=9)
    if why == "held":
        hold(clinic, filed)
    with clinic.db.transaction() as session:
        found = session.get_one(ResultRelease, number)
        if why == "withdrawn":
            found.withdrawn_at, found.withdrawn_by = NOW, "Dev Patel"
        if why == "letter":
            found.read_step = 3
    assert listed(clinic, not_read) == []


def test_an_abnormal_result_stays_until_its_follow_up_is_finished(clinic: Clinic) -> None:
    rosa = clinic.patient()
    oldest = file_report(clinic, rosa, SODIUM, days_ago=5)
    waits = file_report(clinic, rosa, HIGH_POTASSIUM, days_ago=4)
    done = file_report(clinic, rosa, SODIUM, days_ago=3)
    newest = file_report(clinic, rosa, SODIUM, days_ago=2)
    file_report(clinic, rosa, POTASSIUM)
    file_report(clinic, rosa, SODIUM, status="cancelled")
    file_report(clinic, None, SODIUM)
    with clinic.db.transaction() as session:
        for filed, finished in ((waits, None), (done, NOW)):
            report = session.get_one(DiagnosticReport, filed.report_id)
            report.reviewed_at, report.reviewed_by = NOW, "Dev Patel"
            session.add(
                FollowUp(
                    report_id=filed.report_id, patient_id=rosa.id, kind="call", decided_by="Dev Patel",
                    finished_at=finished, finished_by="Dev Patel" if finished else None,
                )
            )  # fmt: skip
    found = listed(clinic, abnormal_unfinished)
    assert reports(found) == [oldest.report_id, waits.report_id, newest.report_id]
    assert [(one.kind, one.reviewed_by, one.report.severity) for one in found] == [
        ("", "", 1), ("call", "Dev Patel", 2), ("", "", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_the_lists_are_for_who_reads_results(clinic: Clinic, name: str) -> None:
    viewer = clinic.sign_in(name)
    for query in (holds_due, not_read, abnormal_unfinished, list_counts):
        with pytest.raises(Forbidden), clinic.db.reading() as session:
            query(session, viewer=viewer)
