"""Access that stands, through the portal's contract: shown, ended, given up; and what strangers reach of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import func, select, text

from db.engine import DatabaseRole, Organisation
from db.errors import Conflict, Invalid, NotFound, SignedOut
from db.models import AuditEvent, ProxyGrant
from db.portal import PortalClient, PortalFile
from tests.conftest import Clinic
from tests.db.portal_proxies import apply, change, decide, grant, invite, turns
from tests.db.portal_visits import KEY, PDF, Visit, rows

CANARY = "canary-4711"
Attempt = Callable[[], Any]
TODAY = datetime.now(UTC).date()


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
