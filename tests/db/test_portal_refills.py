"""What patients see of their medications through the portal's contract, and how they ask for more of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import delete, func, select, update

from db.actions.refill_judging import judge_new
from db.credentials import WORKER_IDENTITY
from db.engine import DatabaseRole, Organisation
from db.errors import Conflict, Invalid
from db.models import AuditEvent, Medication, Patient, Queue, RefillRequest, Site, Task, TaskEvent, TaskStatus, Team
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_refills import ask, asked, decide, dispensed, medication, ordered, pharmacy, task_of
from tests.db.portal_visits import Visit, connect, grant_proxy, rows, write

CANARY = "canary-4711"
Attempt = Callable[[], object]


def test_medications_are_listed_by_name_with_their_supply_and_stopped_ones_are_not(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    corner = pharmacy(clinic)
    pills = medication(
        clinic, rosa.patient.id, "metformin 500 MG", dose="1 tablet twice a day", directions="With meals.",
        prescriber="Dev Patel", pharmacy_id=corner, days_supply=90, refills_left=2,
    )  # fmt: skip
    other = medication(clinic, rosa.patient.id, "Lisinopril 10 MG")
    medication(clinic, rosa.patient.id, "Amoxicillin", stopped_on=date(2025, 1, 1))
    for day in (date(2026, 1, 5), date(2025, 10, 4)):
        dispensed(clinic, rosa.patient.id, pills, day)
    waiting = ask(portal, rosa, other)

    lisinopril, metformin = portal.medications(rosa.token, rosa.patient.id)

    assert (lisinopril.medication_id, lisinopril.display, lisinopril.dose, lisinopril.pharmacy) == (
        other, "Lisinopril 10 MG", "", "",
    )  # fmt: skip
    assert (lisinopril.days_supply, lisinopril.last_dispensed_on, lisinopril.waiting_request_id) == (
        None, None, waiting,
    )  # fmt: skip
    assert (metformin.medication_id, metformin.dose, metformin.directions, metformin.prescriber) == (
        pills, "1 tablet twice a day", "With meals.", "Dev Patel",
    )  # fmt: skip
    assert (metformin.pharmacy, metformin.days_supply, metformin.refills_left, metformin.last_dispensed_on) == (
        "Corner Pharmacy", 90, 2, date(2026, 1, 5),
    )  # fmt: skip
    assert metformin.waiting_request_id is None


def test_a_request_makes_a_task_without_clinical_words(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    corner = pharmacy(clinic)
    pills = medication(clinic, rosa.patient.id, dose="1 tablet a day", pharmacy_id=corner, schedule="IV")

    request_id = ask(portal, rosa, pills, note="  I have three left.\r\nThank you. ", dose=" 20 mg ")

    with clinic.db.transaction() as session:
        request = session.get_one(RefillRequest, request_id)
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.refill.requested")).one()
        steps = session.execute(select(TaskEvent.kind, TaskEvent.actor)).all()
    task = task_of(clinic, request_id)
    assert (request.patient_id, request.medication_id, request.source, request.account_id, request.requested_by) == (
        rosa.patient.id, pills, "patient", rosa.account_id, "Rosa Diaz",
    )  # fmt: skip
    assert (request.note, request.asked_dose, request.pharmacy_id, request.schedule, request.decision) == (
        "I have three left.\nThank you.", "20 mg", corner, "IV", "",
    )  # fmt: skip
    assert request.headline == "Lisinopril 10 MG Oral Tablet, 1 tablet a day"
    assert (task.title, task.patient_id, task.site_id, task.team_id, task.status) == (
        "Refill request", rosa.patient.id, clinic.id_of(Site, "Harbor Clinic"), clinic.id_of(Team, "Nurse triage"),
        TaskStatus.REQUESTED,
    )  # fmt: skip
    assert steps == [("received", "Patient")]
    assert (event.actor, event.patient_id, event.subject_type, event.subject_id, event.detail) == (
        f"portal account {rosa.account_id}", rosa.patient.id, "refill_request", request_id, {"task_id": task.id},
    )  # fmt: skip


def test_the_worker_finds_what_the_drug_is_and_by_when_to_answer(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    request_id = ask(portal, rosa, medication(clinic, rosa.patient.id))
    with clinic.db.transaction() as session:
        assert judge_new(session, by=WORKER_IDENTITY) == 1
    with clinic.db.transaction() as session:
        assert session.get_one(RefillRequest, request_id).ingredient == "lisinopril"
    task = task_of(clinic, request_id)
    assert task.topic and task.first_response_due_at is not None and task.version == 1


def test_a_proxy_asks_for_the_patient_and_is_named(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    request_id = ask(portal, ana, medication(clinic, rosa.patient.id), patient_id=rosa.patient.id)
    with clinic.db.transaction() as session:
        request = session.get_one(RefillRequest, request_id)
        actor = session.scalars(select(TaskEvent.actor)).one()
    assert (request.source, request.requested_by, request.account_id) == ("proxy", "Ana Diaz", ana.account_id)
    assert actor == "Proxy (daughter)"
    assert [line.request_id for line in portal.refill_requests(rosa.token)] == [request_id]


def test_a_second_submit_of_the_same_form_returns_the_first_ones_request(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    pills, form, sent = medication(clinic, rosa.patient.id), uuid4(), uuid4()
    write(portal, rosa, once=sent)
    first = ask(portal, rosa, pills, once=form)
    assert ask(portal, rosa, pills, once=form) == first
    with pytest.raises(Conflict, match="submitted before, for something else"):
        ask(portal, rosa, pills, once=sent)


def test_one_form_submitted_many_times_at_once_is_one_request(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    pills, form = medication(clinic, rosa.patient.id), uuid4()
    with ThreadPoolExecutor(6) as pool:
        made = set(pool.map(lambda _: ask(portal, rosa, pills, once=form), range(6)))
    assert [line.request_id for line in portal.refill_requests(rosa.token)] == list(made)


def test_more_of_it_can_not_be_asked_for_until_the_clinic_has_answered(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    pills = medication(clinic, rosa.patient.id)
    first = ask(portal, ana, pills, patient_id=rosa.patient.id)
    with pytest.raises(Conflict, match="asked for already"):
        ask(portal, rosa, pills)
    decide(clinic, first, "denied", "Please come in.")
    assert ask(portal, rosa, pills) > first


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("note", {"note": "x" * 2001}),
        ("note", {"note": "bell \a"}),
        ("note", {"note": "nothing \0"}),
        ("dose", {"dose": "x" * 201}),
        ("dose", {"dose": "20 mg\ndaily"}),
    ],
)
def test_text_that_can_not_be_taken_is_refused_by_its_field(
    clinic: Clinic, portal: PortalClient, rosa: Visit, field: str, values: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        ask(portal, rosa, medication(clinic, rosa.patient.id), **values)
    assert refused.value.field == field
    assert portal.refill_requests(rosa.token) == []


def test_what_was_stopped_since_the_list_was_shown_can_not_be_asked_for(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    pills = medication(clinic, rosa.patient.id, stopped_on=date(2026, 1, 1))
    with pytest.raises(Invalid, match="isn't on the list any more"):
        ask(portal, rosa, pills)


def test_nothing_is_asked_for_somebody_who_died(clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    pills = medication(clinic, rosa.patient.id)
    with clinic.db.transaction() as session:
        session.execute(update(Patient).where(Patient.id == rosa.patient.id).values(deceased_at=func.now()))
    with pytest.raises(Conflict, match="Call the clinic"):
        ask(portal, ana, pills, patient_id=rosa.patient.id)


def test_a_clinic_without_a_queue_of_refills_says_so(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    pills = medication(clinic, rosa.patient.id)
    with clinic.db.transaction() as session:
        session.execute(delete(Queue).where(Queue.slug == "refills"))
    with pytest.raises(Conflict, match="can't take refill requests yet"):
        ask(portal, rosa, pills)


def test_the_list_shows_what_the_clinic_decided_and_wrote_and_where_the_order_went(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    made = [ask(portal, rosa, medication(clinic, rosa.patient.id, f"Drug {n}")) for n in range(5)]
    decide(clinic, made[1], "denied", "Please book a visit first.")
    decide(clinic, made[2], "approved", "Take it with food.", days=90, refills=3)
    ordered(clinic, made[2], pharmacy(clinic), state="sent", sent_at=func.now(), sent_by="Dev Patel", sent_how="fax")
    decide(clinic, made[3], "bridged", days=30, refills=0)
    decide(clinic, made[4], "new-prescription")

    found = {line.request_id: line for line in portal.refill_requests(rosa.token)}

    assert list(found) == made[::-1]
    assert [(found[each].state, found[each].label) for each in made] == [
        ("waiting", "Waiting for the clinic"),
        ("denied", "Not approved"),
        ("approved", "Approved"),
        ("bridged", "Short supply approved"),
        ("new-prescription", "Needs a new prescription, which the clinic sees to"),
    ]
    waiting, denied, approved = (found[each] for each in made[:3])
    assert (waiting.answer, waiting.answered_at, waiting.may_withdraw, waiting.asked_by) == (
        "",
        None,
        True,
        "Rosa Diaz",
    )
    assert (denied.answer, denied.may_withdraw) == ("Please book a visit first.", False)
    assert denied.answered_at is not None
    assert (approved.days, approved.refills, approved.answer, approved.pharmacy) == (
        90, 3, "Take it with food.", "Corner Pharmacy",
    )  # fmt: skip
    assert approved.sent_at is not None and approved.medication == "Drug 2"


def test_a_request_that_was_merged_into_another_has_that_ones_answer(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    pills = medication(clinic, rosa.patient.id)
    hers, theirs = ask(portal, rosa, pills), asked(clinic, rosa.patient.id, pills)
    decide(clinic, hers, "merged", merged_into_id=theirs)
    assert [(line.asked_by, line.state, line.may_withdraw) for line in portal.refill_requests(rosa.token)] == [
        ("Corner Pharmacy", "waiting", False), ("Rosa Diaz", "waiting", False),
    ]  # fmt: skip
    decide(clinic, theirs, "approved", "Done.", days=30, refills=0)
    assert [(line.state, line.days, line.answer) for line in portal.refill_requests(rosa.token)] == [
        ("approved", 30, "Done."), ("approved", 30, "Done."),
    ]  # fmt: skip


def test_the_list_goes_on_page_by_page_and_loses_none_of_the_same_moment(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    pills = medication(clinic, rosa.patient.id)
    made = [asked(clinic, rosa.patient.id, pills) for _ in range(5)]
    with clinic.db.transaction() as session:
        for place, request_id in enumerate(made):
            moment = func.transaction_timestamp() - timedelta(hours=place // 3)  # three, two
            session.execute(update(RefillRequest).where(RefillRequest.id == request_id).values(created_at=moment))
    pages, before = [], None
    while page := portal.refill_requests(rosa.token, before=before, limit=2):
        pages.append([line.request_id for line in page])
        before = page[-1].asked_at
    assert pages == [made[2::-1], made[:2:-1]]


def test_a_request_that_is_taken_back_closes_its_task(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    request_id = ask(portal, rosa, medication(clinic, rosa.patient.id))
    version = task_of(clinic, request_id).version
    for _ in range(2):  # a double click
        portal.withdraw_refill(rosa.token, request_id)

    task = task_of(clinic, request_id)
    assert (task.status, task.outcome, task.closed_by, task.version) == (
        TaskStatus.COMPLETED, "withdrawn", "Patient", version,
    )  # fmt: skip
    (line,) = portal.refill_requests(rosa.token)
    assert (line.state, line.label, line.may_withdraw) == ("withdrawn", "Taken back", False)
    with clinic.db.transaction() as session:
        kinds = session.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "portal.refill.withdrawn")).all()
    assert len(kinds) == 1


def test_what_was_answered_can_not_be_taken_back(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    request_id = ask(portal, rosa, medication(clinic, rosa.patient.id))
    decide(clinic, request_id, "approved", days=90, refills=0)
    with pytest.raises(Conflict, match="answered already"):
        portal.withdraw_refill(rosa.token, request_id)


def test_patients_take_back_what_a_proxy_asked_and_proxies_only_their_own(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    first, second, third = (medication(clinic, rosa.patient.id, f"Drug {n}") for n in range(3))
    daughters, hers = ask(portal, ana, first, patient_id=rosa.patient.id), ask(portal, rosa, second)
    pharmacys = asked(clinic, rosa.patient.id, third)
    for visit, request_id in ((ana, hers), (ana, pharmacys), (rosa, pharmacys)):
        with pytest.raises(Conflict, match="isn't yours alone"):
            portal.withdraw_refill(visit.token, request_id)
    portal.withdraw_refill(rosa.token, daughters)
    assert {line.request_id: line.state for line in portal.refill_requests(ana.token)} == {
        daughters: "withdrawn", hers: "waiting", pharmacys: "waiting",
    }  # fmt: skip


def test_one_that_answers_somebody_elses_too_is_not_taken_back(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    pills, same = medication(clinic, rosa.patient.id), medication(clinic, rosa.patient.id)
    hers, daughters = ask(portal, rosa, pills), ask(portal, ana, same, patient_id=rosa.patient.id)
    decide(clinic, daughters, "merged", merged_into_id=hers)
    with pytest.raises(Conflict, match="isn't yours alone"):
        portal.withdraw_refill(rosa.token, hers)


def test_the_application_and_the_reports_still_read_every_medication(
    place: Organisation, clinic: Clinic, rosa: Visit
) -> None:
    medication(clinic, rosa.patient.id)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Medication)) == 1
    with connect(place, DatabaseRole.REPORTS) as reports:
        assert rows(reports, "SELECT count(*) FROM medication") == [(1,)]


def test_a_patients_requests_are_found_by_index_among_those_of_everybody(
    place: Organisation, clinic: Clinic, rosa: Visit, owner: psycopg.Connection[Any]
) -> None:
    asked(clinic, rosa.patient.id, medication(clinic, rosa.patient.id))
    owner.execute(
        "INSERT INTO patient (mrn, given, family, birth_date, sex) "
        "SELECT 'N' || n, 'Some', 'Body', '1990-01-01', 'female' FROM generate_series(1, 1000) n"
    )
    owner.execute(
        "INSERT INTO medication (patient_id, code, display) "
        "SELECT id, '1', 'Pills' FROM patient CROSS JOIN generate_series(1, 3) WHERE given = 'Some'"
    )
    owner.execute(
        "INSERT INTO refill_request (patient_id, medication_id, source, requested_by, headline, ingredient, drug_class,"
        " decision, decided_at, decided_by) SELECT patient_id, id, 'staff', 'x', 'x', '', '', 'denied', now(), 'x' "
        "FROM medication CROSS JOIN generate_series(1, 3) WHERE display = 'Pills'"
    )
    owner.execute("ANALYZE")
    ((body,),) = rows(owner, "SELECT prosrc FROM pg_proc WHERE proname = 'portal_refill_requests'")
    statement = body.replace("p_before", "NULL::timestamptz").replace("p_limit", "50")
    owner.execute(f'SET ROLE "{place.role(DatabaseRole.CONTRACT)}"')
    owner.execute("SELECT set_config('portside.portal_token', %s, false)", (rosa.token.value,))
    plan = "\n".join(line for (line,) in rows(owner, f"EXPLAIN {statement}"))
    assert "Seq Scan on medication" not in plan and "Seq Scan on refill_request" not in plan, plan


def test_one_into_which_another_is_merged_at_that_moment_is_not_taken_back(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    pills = medication(clinic, rosa.patient.id)
    hers = ask(portal, rosa, pills)
    daughters = asked(clinic, rosa.patient.id, pills, source="proxy", account_id=ana.account_id)
    with ThreadPoolExecutor(1) as pool:
        with clinic.db.transaction() as session:
            session.execute(select(Task).where(Task.id == task_of(clinic, hers).id).with_for_update(key_share=True))
            taking_back = pool.submit(portal.withdraw_refill, rosa.token, hers)
            assert not wait([taking_back], timeout=1).done  # it waits for the colleague who merges
            session.execute(
                update(RefillRequest)
                .where(RefillRequest.id == daughters)
                .values(decision="merged", merged_into_id=hers, decided_at=func.now(), decided_by="Alice Moreno")
            )
        with pytest.raises(Conflict, match="isn't yours alone"):
            taking_back.result(timeout=60)
    assert task_of(clinic, hers).closed_at is None
