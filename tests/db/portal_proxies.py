"""Access and requests for it put into a state straight away, for the tests of what the portal makes of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select, update

from db.models import Patient, ProxyGrant, ProxyRequest, Task
from db.portal import PortalClient
from rules.proxy_ages import birthday
from tests.conftest import Clinic
from tests.db.portal_visits import Visit


def grant(clinic: Clinic, account_id: int, patient_id: int, *scopes: str, **values: Any) -> int:
    """Let the account act for the patient in some things since ten days, everything unless told; the grant's id."""
    with clinic.db.transaction() as session:
        row = ProxyGrant(
            **{"account_id": account_id, "patient_id": patient_id, "relation": "daughter",
               "starts_on": func.current_date() - 10} | ({"scopes": list(scopes)} if scopes else {}) | values
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def change(clinic: Clinic, grant_id: int, **values: Any) -> None:
    """Change a grant."""
    with clinic.db.transaction() as session:
        session.execute(update(ProxyGrant).where(ProxyGrant.id == grant_id).values(**values))


def turns(clinic: Clinic, patient_id: int, age: int, *, days_ago: int = 2) -> None:
    """Make the patient that many years old since a few days."""
    with clinic.db.transaction() as session:
        today: date = session.scalars(select(func.current_date())).one()
        session.get_one(Patient, patient_id).birth_date = birthday(today - timedelta(days=days_ago), -age)


def request(clinic: Clinic, request_id: int) -> ProxyRequest:
    """The request as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(ProxyRequest, request_id)


def decide(clinic: Clinic, request_id: int, decision: str, **values: Any) -> None:
    """Decide a request."""
    with clinic.db.transaction() as session:
        session.execute(
            update(ProxyRequest)
            .where(ProxyRequest.id == request_id)
            .values(decision=decision, decided_at=func.now(), decided_by="Erin Walsh", **values)
        )


def task_of(clinic: Clinic, request_id: int) -> Task:
    """The task of a request."""
    with clinic.db.transaction() as session:
        return session.scalars(
            select(Task).where(Task.focus_type == "proxy_request", Task.focus_id == request_id)
        ).one()


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
