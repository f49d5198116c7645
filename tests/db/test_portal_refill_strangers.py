"""What strangers, proxies whose access ended and the contract's own role reach of medications and refill requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import func, text

from db.engine import DatabaseRole, Organisation
from db.errors import NotFound, SignedOut
from db.models import RefillRequest
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_refills import ask, asked, decide, medication, step, task_of
from tests.db.portal_visits import Visit, grant_proxy, rows

CANARY = "canary-4711"
Attempt = Callable[[], object]


def tries(portal: PortalClient, visit: Visit, patient_id: int, medication_id: int, request_id: int) -> list[Attempt]:
    """Every way to a patient's medication and its request."""
    return [
        lambda: portal.medications(visit.token, patient_id),
        lambda: ask(portal, visit, medication_id, patient_id=patient_id),
        lambda: ask(portal, visit, medication_id),
        lambda: portal.withdraw_refill(visit.token, request_id),
    ]


def test_another_patients_medications_and_requests_do_not_exist(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    pills = medication(clinic, rosa.patient.id, CANARY)
    request_id = ask(portal, rosa, pills)
    for hidden, missing in zip(
        tries(portal, tom, rosa.patient.id, pills, request_id),
        tries(portal, tom, 10**9, 10**9, 10**9),
        strict=True,
    ):
        with pytest.raises(NotFound) as refused:
            hidden()
        with pytest.raises(NotFound) as not_there:
            missing()
        assert str(refused.value) == str(not_there.value)
    assert portal.refill_requests(tom.token) == []
    assert portal.medications(tom.token, tom.patient.id) == []
    assert [line.state for line in portal.refill_requests(rosa.token)] == ["waiting"]


def test_a_proxy_whose_access_ended_reaches_none_of_it(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    pills = medication(clinic, rosa.patient.id)
    request_id = ask(portal, ana, pills, patient_id=rosa.patient.id)
    with clinic.db.transaction() as session:
        session.execute(text("UPDATE proxy_grant SET revoked_at = now(), revoked_by = 'Erin'"))
    for attempt in tries(portal, ana, rosa.patient.id, pills, request_id):
        with pytest.raises(NotFound):
            attempt()
    assert portal.refill_requests(ana.token) == []


def test_without_a_session_there_is_nothing(
    clinic: Clinic, portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    pills = medication(clinic, rosa.patient.id)
    request_id = ask(portal, rosa, pills)
    portal.close_session(rosa.token)
    for attempt in tries(portal, rosa, rosa.patient.id, pills, request_id):
        with pytest.raises(SignedOut):
            attempt()
    with pytest.raises(SignedOut):
        portal.refill_requests(rosa.token)
    for token in ("", str(rosa.account_id), rosa.token.value):
        intruder.execute("SELECT set_config('portside.portal_token', %s, false)", (token,))
        assert rows(intruder, "SELECT * FROM portal_refill_requests()") == []
        with pytest.raises(errors.InvalidAuthorizationSpecification):
            intruder.execute("SELECT portal_request_refill(%s, %s, %s)", (uuid4(), rosa.patient.id, pills))
        for call in (f"portal_medications({rosa.patient.id})", f"portal_withdraw_refill({request_id})"):
            with pytest.raises(errors.NoDataFound):
                intruder.execute(f"SELECT {call}")
    for internal in ("portal_patients_with('refills')", "portal_acting_as(1, 'refills')", "portal_supply(1)",
                     "portal_refill_answer(1)", "portal_may_withdraw(1)", "portal_patient_died(1)",
                     "refill_withdrawn(1, 'x')", "refill_received(1, 'x')"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied for function"):
            intruder.execute(f"SELECT {internal}")


def test_nothing_that_is_for_staff_comes_with_a_request(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    pills = medication(clinic, rosa.patient.id, reason=CANARY, source_key=CANARY, code=CANARY)
    request_id, second = ask(portal, rosa, pills), medication(clinic, rosa.patient.id, "Other")
    taken_back, phoned = ask(portal, rosa, second), asked(
        clinic, rosa.patient.id, pills, source="staff", requested_by=CANARY, note=CANARY
    )  # fmt: skip
    from_pharmacy = asked(clinic, rosa.patient.id, pills, note=CANARY)
    for kind in ("prepared", "forwarded", "asked", "denied"):
        step(clinic, request_id, kind, CANARY)
    decide(clinic, taken_back, "withdrawn", CANARY)
    with clinic.db.transaction() as session:
        request = session.get_one(RefillRequest, request_id)
        request.prepared_at, request.prepared_by, request.prepared_note = func.now(), CANARY, CANARY
        task = task_of(clinic, request_id)
        session.merge(task).priority_reason = CANARY

    found = portal.refill_requests(rosa.token)
    seen = [
        (line.medication, line.note, line.dose, line.answer, line.asked_by, line.label, line.pharmacy) for line in found
    ]
    listed = [(line.display, line.directions, line.dose) for line in portal.medications(rosa.token, rosa.patient.id)]

    assert {line.request_id for line in found} == {request_id, taken_back, phoned, from_pharmacy}
    assert "The clinic" in str(seen) and CANARY not in str((seen, listed))


def test_row_security_alone_keeps_the_contracts_own_role_from_it(
    place: Organisation, clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit, owner: psycopg.Connection[Any]
) -> None:
    """A mistake in a function of the contract would still meet the policies."""
    hers, his = medication(clinic, rosa.patient.id), medication(clinic, tom.patient.id)
    ask(portal, rosa, hers)
    owner.execute(f'SET ROLE "{place.role(DatabaseRole.CONTRACT)}"')
    counts = "SELECT (SELECT count(id) FROM medication), (SELECT count(id) FROM refill_request)"
    assert rows(owner, counts) == [(0, 0)]
    owner.execute("SELECT set_config('portside.portal_token', %s, false)", (tom.token.value,))
    assert rows(owner, counts) == [(1, 0)]
    insert = (
        "INSERT INTO refill_request (patient_id, medication_id, source, account_id, requested_by, headline, "
        "ingredient, drug_class) VALUES (%s, %s, %s, %s, 'x', 'x', '', '')"
    )
    for values in (
        (rosa.patient.id, hers, "patient", tom.account_id),
        (tom.patient.id, hers, "patient", tom.account_id),
        (rosa.patient.id, his, "patient", tom.account_id),
        (tom.patient.id, his, "patient", rosa.account_id),
        (tom.patient.id, his, "pharmacy", tom.account_id),
    ):
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            owner.execute(insert, values)
    for statement in ("UPDATE refill_request SET decision = 'approved'", "SELECT reason FROM refill_decision",
                      "SELECT reason FROM medication", "SELECT name FROM pharmacy"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied"):
            owner.execute(statement)
