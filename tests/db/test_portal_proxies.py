"""Access to a record asked for through the portal's contract, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select

from db.errors import Conflict, Invalid, NotFound
from db.models import Attachment, AuditEvent, ProxyCheck, ProxyRequest, Queue, Site, TaskEvent, TaskStatus
from db.models import Task as TaskRow
from db.portal import PortalClient, PortalFile
from rules.proxy_scopes import RELATIONS, SCOPES
from tests.conftest import Clinic
from tests.db.portal_proxies import apply, decide, grant, invite, request, task_of, turns
from tests.db.portal_visits import PDF, Visit

CANARY = "canary-4711"
Attempt = Callable[[], Any]


def test_the_choices_are_those_of_the_rules(portal: PortalClient) -> None:
    assert portal.proxy_choices() == {"relation": RELATIONS, "scope": SCOPES}


def test_patients_ask_that_somebody_may_act_for_them_and_agree(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    request_id = invite(portal, rosa, note="She drives me.\r\n", files=[PortalFile("letter.pdf", PDF)])

    asked, task = request(clinic, request_id), task_of(clinic, request_id)
    with clinic.db.transaction() as session:
        paper = session.scalars(select(Attachment).where(Attachment.proxy_request_id == request_id)).one()
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.proxy.requested")).one()
        steps = session.execute(select(TaskEvent.kind, TaskEvent.actor).where(TaskEvent.task_id == task.id)).all()
    assert (asked.patient_id, asked.by_patient, asked.account_id, asked.asked_by) == (
        rosa.patient.id, True, None, "Rosa Diaz",
    )  # fmt: skip
    assert (asked.proxy_name, asked.proxy_email, asked.relation, asked.scopes, asked.note) == (
        "Marta Diaz", "marta@example.invalid", "child", ["view", "messages"], "She drives me.",
    )  # fmt: skip
    assert (asked.consent, asked.headline, asked.decision) == ("portal", "Marta Diaz, grown-up child", "")
    assert asked.consent_at == asked.created_at
    assert (paper.name, paper.media_type, paper.content) == ("letter.pdf", "application/pdf", PDF)
    assert (task.title, task.topic, task.patient_id, task.site_id, task.status) == (
        "Proxy request", "adult", rosa.patient.id, clinic.id_of(Site, "Harbor Clinic"), TaskStatus.REQUESTED,
    )  # fmt: skip
    assert task.team_id is not None and steps == [("received", "Patient")]
    assert (event.actor, event.patient_id, event.subject_id, event.detail) == (
        f"portal account {rosa.account_id}", rosa.patient.id, request_id, {"task_id": task.id, "files": 1},
    )  # fmt: skip


def test_others_ask_for_themselves_and_nothing_says_whether_the_clinic_knows_the_patient(
    clinic: Clinic, portal: PortalClient, ana: Visit
) -> None:
    leo = clinic.patient("Leo", birth_date=date(2018, 5, 1))
    known, unknown = apply(portal, ana), apply(portal, ana, given="Nobody")

    for request_id, given in ((known, "Leo"), (unknown, "Nobody")):
        asked, task = request(clinic, request_id), task_of(clinic, request_id)
        assert (asked.patient_id, asked.said_given, asked.said_family, asked.said_birth_date) == (
            None, given, "Diaz", date(2018, 5, 1),
        )  # fmt: skip
        assert (asked.account_id, asked.proxy_name, asked.consent, asked.by_patient) == (
            ana.account_id, "Ana Diaz", "none", False,
        )  # fmt: skip
        assert asked.proxy_email == ana.patient.email
        assert (task.patient_id, task.site_id, task.topic) == (None, None, "")
    with clinic.db.transaction() as session:
        session.get_one(ProxyRequest, known).patient_id = leo.id
    first, second = portal.proxy_requests(ana.token)
    assert (first.patient_name, second.patient_name) == ("Nobody Diaz", "Leo Diaz")
    assert (first.state, first.label, second.label) == ("waiting",) + ("Waiting for the clinic",) * 2


def test_a_proxy_asks_for_more_for_a_patient_they_act_for(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant(clinic, ana.account_id, rosa.patient.id, "billing")
    request_id = portal.request_proxy(
        ana.token, patient_id=rosa.patient.id, relation="child", scopes=["billing", "refills"]
    )
    asked = request(clinic, request_id)
    assert (asked.patient_id, asked.account_id, asked.by_patient, asked.consent) == (
        rosa.patient.id, ana.account_id, False, "none",
    )  # fmt: skip
    assert [line.patient_name for line in portal.proxy_requests(ana.token)] == ["Rosa Diaz"]
    assert portal.proxy_requests(rosa.token) == []


@pytest.mark.parametrize(("age", "topic"), [(0, "minor"), (17, "minor"), (18, "adult"), (60, "adult")])
def test_the_task_says_whether_it_is_about_a_minor(
    clinic: Clinic, portal: PortalClient, rosa: Visit, age: int, topic: str
) -> None:
    turns(clinic, rosa.patient.id, age)
    assert task_of(clinic, invite(portal, rosa)).topic == topic


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("relation", {"relation": "friend"}),
        ("scopes", {"scopes": []}),
        ("scopes", {"scopes": ["view", "everything"]}),
        ("given", {"given": "Leo"}),
        ("proxy_name", {"proxy_name": " "}),
        ("proxy_name", {"proxy_name": "rosa diaz"}),
        ("proxy_name", {"proxy_name": "x" * 201}),
        ("proxy_name", {"proxy_name": "Mar\0ta"}),
        ("proxy_email", {"proxy_email": "no address"}),
        ("consent", {"consent": False}),
        ("note", {"note": "x" * 2001}),
        ("files", {"files": [PortalFile("a.pdf", b"MZ a program")]}),
        ("files", {"files": [PortalFile("a.png", PDF)]}),
        ("files", {"files": [PortalFile("a.pdf", PDF + b"x" * 10_485_760)]}),
        ("files", {"files": [PortalFile("a.pdf", PDF)] * 6}),
    ],
)
def test_what_a_patient_can_not_ask_for_is_refused_by_its_field(
    portal: PortalClient, rosa: Visit, field: str, values: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        invite(portal, rosa, **values)
    assert refused.value.field == field
    assert portal.proxy_requests(rosa.token) == []


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("given", {"given": ""}),
        ("given", {"family": " "}),
        ("given", {"given": "x" * 101, "family": "Diaz"}),
        ("birth_date", {"birth_date": None}),
        ("birth_date", {"birth_date": date(1700, 1, 1)}),
        ("given", {"given": "ana", "birth_date": date(1955, 3, 1)}),
        ("consent", {"consent": True}),
        ("proxy_name", {"proxy_name": "Somebody Else"}),
    ],
)
def test_what_a_proxy_can_not_ask_for_is_refused_by_its_field(
    portal: PortalClient, ana: Visit, field: str, values: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        apply(portal, ana, **values)
    assert refused.value.field == field
    assert portal.proxy_requests(ana.token) == []


def test_a_birth_date_may_be_tomorrows_since_somewhere_it_is_tomorrow_and_no_later(
    clinic: Clinic, portal: PortalClient, ana: Visit
) -> None:
    with clinic.db.transaction() as session:
        tomorrow = session.scalars(select(func.current_date())).one() + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        apply(portal, ana, birth_date=tomorrow + timedelta(days=1))
    assert refused.value.field == "birth_date"
    assert portal.proxy_requests(ana.token) == []
    assert request(clinic, apply(portal, ana, birth_date=tomorrow)).said_birth_date == tomorrow


def test_a_proxy_may_not_share_the_patients_address(portal: PortalClient, rosa: Visit) -> None:
    with pytest.raises(Invalid, match="your own e-mail address"):
        invite(portal, rosa, proxy_email=str(rosa.patient.email).upper())


def test_a_second_submit_of_the_same_form_is_the_same_request(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    form, papers = uuid4(), uuid4()
    first = invite(portal, rosa, once=form)
    assert invite(portal, rosa, once=form, proxy_name="Another") == first
    for _ in range(2):
        portal.send_proxy_papers(rosa.token, first, [PortalFile("a.pdf", PDF)], once=papers)
    with pytest.raises(Conflict, match="submitted before"):
        portal.send_proxy_papers(rosa.token, first, [PortalFile("a.pdf", PDF)], once=form)
    with pytest.raises(Conflict, match="submitted before"):
        invite(portal, rosa, once=papers)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_five_requests_of_an_account_wait_at_most(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    made = [invite(portal, rosa) for _ in range(5)]
    with pytest.raises(Conflict, match="wait for the clinic already"):
        invite(portal, rosa)
    decide(clinic, made[0], "denied")
    assert invite(portal, rosa)


def test_a_clinic_without_a_queue_of_proxies_says_so(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        session.execute(delete(Queue).where(Queue.slug == "proxies"))
    with pytest.raises(Conflict, match="can't take requests for access yet"):
        invite(portal, rosa)


def test_the_list_says_what_came_of_it_but_neither_why_nor_whose_record_was_found(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    made = [apply(portal, ana, given=f"Child {n}") for n in range(5)]
    for request_id, decision in zip(made, ("approved", "limited", "denied"), strict=False):
        decide(clinic, request_id, decision, reason=CANARY, patient_id=rosa.patient.id)
    with clinic.db.transaction() as session:
        asked = session.get_one(ProxyRequest, made[3])
        asked.papers_asked_at, asked.papers_text = func.now(), "The order of custody."
        session.add(
            ProxyCheck(request_id=made[4], kind="safeguarding", verdict="unmet", evidence=CANARY,
                       staff_id=clinic.staff_id("erin"))
        )  # fmt: skip
    listed = portal.proxy_requests(ana.token)
    assert [(line.state, line.label) for line in listed[::-1]] == [
        ("approved", "Approved"), ("limited", "Approved in part"), ("denied", "Not approved; ask the clinic"),
        ("papers", "The clinic needs papers"), ("waiting", "Waiting for the clinic"),
    ]  # fmt: skip
    assert [line.papers for line in listed[::-1]] == ["", "", "", "The order of custody.", ""]
    assert [line.patient_name for line in listed] == [f"Child {n} Diaz" for n in range(4, -1, -1)]
    assert CANARY not in str(listed) and portal.proxy_requests(rosa.token) == []


def test_who_is_named_in_a_patients_request_does_not_see_it(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    request_id = invite(portal, rosa, proxy_name="Ana Diaz")
    with clinic.db.transaction() as session:
        session.get_one(ProxyRequest, request_id).account_id = ana.account_id  # as staff match it
    assert portal.proxy_requests(ana.token) == []
    assert [line.request_id for line in portal.proxy_requests(rosa.token)] == [request_id]


def test_papers_that_come_wake_the_task(clinic: Clinic, portal: PortalClient, ana: Visit) -> None:
    request_id = apply(portal, ana)
    with clinic.db.transaction() as session:
        session.get_one(ProxyRequest, request_id).papers_asked_at = func.now()
        task = session.get_one(TaskRow, task_of(clinic, request_id).id)
        task.status, task.on_hold_until = TaskStatus.ON_HOLD, func.now() + timedelta(days=7)
    portal.send_proxy_papers(ana.token, request_id, [PortalFile("birth.pdf", PDF)])

    woken = task_of(clinic, request_id)
    assert (woken.status, woken.on_hold_until, woken.version) == (TaskStatus.REQUESTED, None, 1)
    first = woken.last_inbound_id
    portal.send_proxy_papers(ana.token, request_id, [PortalFile("order.pdf", PDF)])
    second = task_of(clinic, request_id).last_inbound_id
    assert first is not None and second is not None and first < second  # who saw the first alone is stopped
    with clinic.db.transaction() as session:
        kinds = session.scalars(
            select(TaskEvent.kind).where(TaskEvent.task_id == woken.id).order_by(TaskEvent.id)
        ).all()
        assert session.scalars(select(Attachment.name).filter_by(proxy_request_id=request_id)).all() == [
            "birth.pdf", "order.pdf",
        ]  # fmt: skip
    assert kinds == ["received", "received", "woken", "received"]
    assert [line.state for line in portal.proxy_requests(ana.token)] == ["waiting"]


def test_papers_are_refused_when_there_are_none_too_many_or_too_late(
    clinic: Clinic, portal: PortalClient, ana: Visit
) -> None:
    request_id, five = apply(portal, ana), [PortalFile("a.pdf", PDF)] * 5
    with pytest.raises(Invalid, match="Choose a file"):
        portal.send_proxy_papers(ana.token, request_id, [])
    for _ in range(4):
        portal.send_proxy_papers(ana.token, request_id, five)
    with pytest.raises(Invalid, match="20 files at most"):
        portal.send_proxy_papers(ana.token, request_id, five[:1])
    decide(clinic, request_id, "denied")
    with pytest.raises(Conflict, match="answered already"):
        portal.send_proxy_papers(ana.token, request_id, five[:1])


def test_papers_do_not_come_back_out_of_the_portal(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    invite(portal, rosa, files=[PortalFile("letter.pdf", PDF)])
    with clinic.db.transaction() as session:
        paper = session.scalars(select(Attachment.id)).one()
    with pytest.raises(NotFound):
        portal.file(rosa.token, paper)


def test_a_request_that_is_taken_back_closes_its_task(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    request_id, answered = invite(portal, rosa), invite(portal, rosa)
    for _ in range(2):  # a double click
        portal.withdraw_proxy_request(rosa.token, request_id)
    task = task_of(clinic, request_id)
    assert (task.status, task.outcome, task.closed_by) == (TaskStatus.COMPLETED, "withdrawn", "Patient")
    decide(clinic, answered, "approved")
    with pytest.raises(Conflict, match="answered already"):
        portal.withdraw_proxy_request(rosa.token, answered)
    assert [line.state for line in portal.proxy_requests(rosa.token)] == ["approved", "withdrawn"]
