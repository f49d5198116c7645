"""Access to a record through the portal's contract: asked for, shown, given up and ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import delete, func, select, text

from db.engine import DatabaseRole, Organisation
from db.errors import Conflict, Invalid, NotFound, SignedOut
from db.models import Attachment, AuditEvent, ProxyCheck, ProxyGrant, ProxyRequest, Queue, Site, TaskEvent, TaskStatus
from db.models import Task as TaskRow
from db.portal import PortalClient, PortalFile
from rules.proxy_scopes import RELATIONS, SCOPES
from tests.conftest import Clinic
from tests.db.portal_proxies import change, decide, grant, request, task_of, turns
from tests.db.portal_visits import KEY, PDF, Visit, rows

CANARY = "canary-4711"
Attempt = Callable[[], Any]
TODAY = datetime.now(UTC).date()


def invite(portal: PortalClient, visit: Visit, **values: Any) -> int:
    """A patient asks that somebody may act for them."""
    asked: dict[str, Any] = {
        "patient_id": visit.patient.id, "relation": "child", "scopes": ["messages", "view"],
        "proxy_name": "Marta Diaz", "proxy_email": "Marta@Example.invalid", "consent": True,
    } | values  # fmt: skip
    return portal.request_proxy(visit.token, **asked)


def apply(portal: PortalClient, visit: Visit, **values: Any) -> int:
    """Somebody asks to act for a patient."""
    asked: dict[str, Any] = {
        "given": "Leo", "family": "Diaz", "birth_date": date(2018, 5, 1), "relation": "parent", "scopes": ["view"],
    } | values  # fmt: skip
    return portal.request_proxy(visit.token, **asked)


# Asking ------------------------------------------------------------------------------------------


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
        ("birth_date", {"birth_date": TODAY + timedelta(days=2)}),
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


# What came of it ---------------------------------------------------------------------------------


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


# Access that stands ------------------------------------------------------------------------------


def test_patients_see_who_has_access_and_in_what(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, tom: Visit
) -> None:
    with clinic.db.transaction() as session:
        today = session.scalars(select(func.current_date())).one()
    hers = grant(clinic, ana.account_id, rosa.patient.id, "messages", "refills", ends_on=today + timedelta(days=90))
    later = grant(clinic, tom.account_id, rosa.patient.id, "billing", relation="son", starts_on=today + timedelta(5))
    for ended in (
        {"revoked_at": func.now(), "starts_on": today - timedelta(days=3)},
        {"ends_on": today - timedelta(days=2), "starts_on": today - timedelta(days=4)},
        {"basis": "parental", "starts_on": today - timedelta(days=5)},  # she came of age long ago
    ):
        grant(clinic, tom.account_id, rosa.patient.id, **ended)
    grant(clinic, rosa.account_id, rosa.patient.id)

    daughter, son = portal.proxies(rosa.token, rosa.patient.id)

    assert (daughter.grant_id, daughter.name, daughter.relation, set(daughter.scopes), daughter.mine) == (
        hers, "Ana Diaz", "daughter", {"messages", "refills"}, False,
    )  # fmt: skip
    assert (daughter.since, daughter.until) == (today - timedelta(days=10), today + timedelta(days=90))
    assert (son.grant_id, son.scopes, son.until) == (later, ("billing",), None)
    assert [(each.grant_id, each.mine) for each in portal.proxies(ana.token, rosa.patient.id)] == [(hers, True)]
    assert portal.proxies(tom.token, tom.patient.id) == []


def signed_in(clinic: Clinic, account_id: int) -> int:
    """How many sessions of an account go on."""
    with clinic.db.transaction() as session:
        statement = text("SELECT count(*) FROM portal_session WHERE account_id = :id AND ended_at IS NULL")
        return int(session.scalar(statement, {"id": account_id}) or 0)


def test_revoking_ends_access_and_the_proxys_sessions_at_once(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    granted = grant(clinic, ana.account_id, rosa.patient.id)
    again = portal.open_session_with_key(ana.login, KEY)
    for _ in range(2):  # a double click
        portal.revoke_proxy(rosa.token, granted, reason="We fell out.")

    for token in (ana.token, again):
        with pytest.raises(SignedOut):
            portal.people(token)
    assert signed_in(clinic, rosa.account_id) == 1
    with clinic.db.transaction() as session:
        row = session.get_one(ProxyGrant, granted)
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.proxy.revoked")).one()
    assert (row.revoked_by, row.revoked_reason, row.version) == ("Patient", "We fell out.", 2)
    assert (event.patient_id, event.subject_type, event.subject_id, event.detail) == (
        rosa.patient.id, "proxy_grant", granted, {"given_up": False},
    )  # fmt: skip
    assert portal.proxies(rosa.token, rosa.patient.id) == []
    fresh = portal.open_session_with_key(ana.login, KEY)
    assert [person.given for person in portal.people(fresh)] == ["Ana"]


def test_a_proxy_gives_the_access_up_and_is_signed_out(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    granted = grant(clinic, ana.account_id, rosa.patient.id, relation="parent", basis="parental")
    portal.revoke_proxy(ana.token, granted)
    with clinic.db.transaction() as session:
        row = session.get_one(ProxyGrant, granted)
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.proxy.revoked")).one()
    assert row.revoked_by == "Proxy (parent)"
    assert (event.actor, event.detail) == (f"portal account {ana.account_id}", {"given_up": True})
    assert (signed_in(clinic, ana.account_id), signed_in(clinic, rosa.account_id)) == (0, 1)


@pytest.mark.parametrize(
    ("basis", "ends"),
    [("parental", False), ("custodial", False), ("minor-full", True), ("consent", True), ("legal", True)],
)
def test_a_minor_can_not_shut_out_who_is_responsible_by_law(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, basis: str, ends: bool
) -> None:
    turns(clinic, rosa.patient.id, 15)
    granted = grant(clinic, ana.account_id, rosa.patient.id, basis=basis, ends_on=func.current_date() + 100)
    if ends:
        portal.revoke_proxy(rosa.token, granted)
    else:
        with pytest.raises(Conflict, match="Only the clinic"):
            portal.revoke_proxy(rosa.token, granted)
    assert signed_in(clinic, ana.account_id) == (0 if ends else 1)


def test_a_reason_that_can_not_be_taken_is_refused_and_nothing_ends(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    granted = grant(clinic, ana.account_id, rosa.patient.id)
    for reason in ("x" * 501, "bell \a", "nothing \0"):
        with pytest.raises(Invalid) as refused:
            portal.revoke_proxy(rosa.token, granted, reason=reason)
        assert refused.value.field == "reason"
    assert len(portal.people(ana.token)) == 2


# Strangers ---------------------------------------------------------------------------------------


def tries(portal: PortalClient, visit: Visit, patient_id: int, request_id: int, grant_id: int) -> list[Attempt]:
    """Every way to somebody's access and requests for it."""
    return [
        lambda: portal.proxies(visit.token, patient_id),
        lambda: portal.revoke_proxy(visit.token, grant_id),
        lambda: portal.withdraw_proxy_request(visit.token, request_id),
        lambda: portal.send_proxy_papers(visit.token, request_id, [PortalFile("a.pdf", PDF)]),
        lambda: portal.request_proxy(visit.token, patient_id=patient_id, relation="child", scopes=["view"]),
    ]


def test_another_patients_access_and_requests_do_not_exist(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, tom: Visit
) -> None:
    granted, request_id = grant(clinic, ana.account_id, rosa.patient.id), invite(portal, rosa)
    for hidden, missing in zip(
        tries(portal, tom, rosa.patient.id, request_id, granted), tries(portal, tom, 10**9, 10**9, 10**9), strict=True
    ):
        with pytest.raises(NotFound) as refused:
            hidden()
        with pytest.raises(NotFound) as not_there:
            missing()
        assert str(refused.value) == str(not_there.value)
    assert portal.proxy_requests(tom.token) == [] and len(portal.people(ana.token)) == 2


def test_a_proxy_ends_nobody_elses_access(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, tom: Visit
) -> None:
    grant(clinic, tom.account_id, rosa.patient.id)
    granted = grant(clinic, ana.account_id, rosa.patient.id)
    with pytest.raises(NotFound):
        portal.revoke_proxy(tom.token, granted)
    change(clinic, granted, revoked_at=func.now())
    with pytest.raises(NotFound):
        portal.proxies(ana.token, rosa.patient.id)


def test_without_a_session_there_is_nothing(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, intruder: psycopg.Connection[Any]
) -> None:
    granted, request_id = grant(clinic, ana.account_id, rosa.patient.id), invite(portal, rosa)
    portal.close_session(rosa.token)
    for attempt in tries(portal, rosa, rosa.patient.id, request_id, granted):
        with pytest.raises(SignedOut):
            attempt()
    for token in ("", str(rosa.account_id), rosa.token.value):
        intruder.execute("SELECT set_config('portside.portal_token', %s, false)", (token,))
        assert rows(intruder, "SELECT * FROM portal_proxy_requests()") == []
        for call in (f"portal_proxies({rosa.patient.id})", f"portal_revoke_proxy({granted})",
                     f"portal_withdraw_proxy_request({request_id})",
                     f"portal_send_proxy_papers(gen_random_uuid(), {request_id}, '{{}}', '{{}}')"):  # fmt: skip
            with pytest.raises(errors.NoDataFound):
                intruder.execute(f"SELECT {call}")
        with pytest.raises(errors.InvalidAuthorizationSpecification):
            intruder.execute(
                "SELECT portal_request_proxy(gen_random_uuid(), %s, '', '', NULL, 'child', '{view}', 'x', 'x@y', true)",
                (rosa.patient.id,),
            )
    for internal in ("portal_self()", "portal_acting_for()", "proxy_grant_revoked(1, 'x', '')", "proxy_topic(1)",
                     "proxy_request_received(1, 'x')", "proxy_request_withdrawn(1, 'x')",
                     "proxy_papers_received(1, 'x', 1)", "proxy_ages()"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied for function"):
            intruder.execute(f"SELECT {internal}")


def test_row_security_alone_keeps_the_contracts_own_role_from_it(
    place: Organisation, clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit, owner: psycopg.Connection[Any]
) -> None:
    """A mistake in a function of the contract would still meet the policies."""
    request_id = invite(portal, rosa)
    decided = apply(portal, tom)
    decide(clinic, decided, "denied")
    owner.execute(f'SET ROLE "{place.role(DatabaseRole.CONTRACT)}"')
    assert rows(owner, "SELECT count(id) FROM proxy_request") == [(0,)]
    owner.execute("SELECT set_config('portside.portal_token', %s, false)", (tom.token.value,))
    assert rows(owner, "SELECT id FROM proxy_request") == [(decided,)]
    insert = (
        "INSERT INTO proxy_request (patient_id, account_id, by_patient, consent, consent_at, proxy_name, asked_by, "
        "relation, scopes, headline) VALUES (%s, %s, %s, %s, %s, 'x', 'x', 'child', '{view}', 'x')"
    )
    for values in (
        (rosa.patient.id, None, True, "portal", TODAY),
        (rosa.patient.id, tom.account_id, False, "none", None),
        (None, rosa.account_id, False, "none", None),
        (None, tom.account_id, False, "portal", TODAY),
        (tom.patient.id, rosa.account_id, True, "portal", TODAY),
    ):
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            owner.execute(insert, values)
    for paper_of in (request_id, decided):
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            owner.execute(
                "INSERT INTO attachment (proxy_request_id, name, media_type, content) "
                "VALUES (%s, 'a.pdf', 'application/pdf', 'x')",
                (paper_of,),
            )
    for statement in ("UPDATE proxy_request SET decision = 'approved'", "SELECT reason FROM proxy_request",
                      "SELECT evidence FROM proxy_check", "SELECT scopes FROM proxy_grant"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied"):
            owner.execute(statement)
