"""A clinic with requests for access in it: taken down, checked, approved; and access that stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, update

from db.actions import proxies, proxy_checks, proxy_deciding
from db.actions.tasks import TaskState
from db.credentials import Credential
from db.models import (
    OutboxMessage,
    Patient,
    PortalAccount,
    PortalSession,
    ProxyGrant,
    ProxyRequest,
    Site,
)
from rules.proxy_ages import birthday
from rules.proxy_rules import checks_for
from tests.conftest import Clinic

EVERYTHING = ("view", "results", "messages", "refills")
DAY = timedelta(days=1)


def today(clinic: Clinic) -> date:
    """The date in New York, where Harbor Clinic is."""
    with clinic.db.transaction() as session:
        zone = session.scalars(select(Site.time_zone).where(Site.name == "Harbor Clinic")).one()
        found: date = session.scalars(select(func.date(func.timezone(zone, func.transaction_timestamp())))).one()
        return found


def aged(clinic: Clinic, age: int, *, birthday_in: int = -2, **values: Any) -> Patient:
    """A patient of Harbor Clinic who turns that age in so many days; two days ago unless told."""
    born = birthday(today(clinic) + timedelta(days=birthday_in), -age)
    return clinic.patient("Leo", birth_date=born, site_id=clinic.id_of(Site, "Harbor Clinic"), **values)


def asked(clinic: Clinic, patient: Patient | None, by: Credential | None = None, **values: Any) -> proxies.Asked:
    """A request that the front desk took down: somebody's daughter asks, with an address of her own."""
    arguments: dict[str, Any] = {
        "patient_id": patient.id if patient else None, "relation": "child", "scopes": EVERYTHING,
        "proxy_name": "Marta Diaz", "proxy_email": "marta@example.invalid", "consent": "paper",
    }  # fmt: skip
    with clinic.db.transaction() as session:
        return proxies.ask(session, by=by or clinic.erin, token=uuid4(), **(arguments | values))


def seen(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """The task and how it stands now, as a screen carries it."""
    return {"task_id": task_id, "seen_version": clinic.task(task_id).version}


def on_screen(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """The same, with the papers that stand on it."""
    return seen(clinic, task_id) | {"seen_inbound_id": clinic.task(task_id).last_inbound_id}


def standing(clinic: Clinic, task_id: int) -> tuple[tuple[int, int], ...]:
    """The access that the proxy of a request has to its patient, as a screen carries it."""
    with clinic.db.transaction() as session:
        kept = session.get_one(ProxyRequest, clinic.task(task_id).focus_id)
        found = session.scalars(
            select(ProxyGrant)
            .filter_by(account_id=kept.account_id, patient_id=kept.patient_id, revoked_at=None)
            .order_by(ProxyGrant.id)
        )
        return tuple((grant.id, grant.version) for grant in found)


def checked(clinic: Clinic, task_id: int, basis: str = "consent", *, but: Iterable[str] = ()) -> None:
    """Everything that a ground needs was found to be so, except some."""
    for kind in checks_for(basis):
        if kind not in but:
            with clinic.db.transaction() as session:
                proxy_checks.check(
                    session, by=clinic.erin, kind=kind, verdict="met", evidence="Passport shown.",
                    **seen(clinic, task_id),
                )  # fmt: skip


def ready(clinic: Clinic, patient: Patient | None = None, basis: str = "consent", **values: Any) -> proxies.Asked:
    """A request with all that its ground needs; an adult's unless told."""
    made = asked(clinic, patient or aged(clinic, 60), **values)
    checked(clinic, made.task_id, basis)
    return made


def approve(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> TaskState:
    """Approve all that was asked for on the ground of consent, as a screen that was just drawn."""
    arguments = on_screen(clinic, task_id) | {"basis": "consent", "scopes": EVERYTHING} | more
    arguments = {"seen_grants": standing(clinic, task_id)} | arguments
    with clinic.db.transaction() as session:
        return proxy_deciding.approve(session, by=by, **arguments)


def request(clinic: Clinic, request_id: int) -> ProxyRequest:
    """The request as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(ProxyRequest, request_id)


def grants(clinic: Clinic, patient_id: int) -> list[ProxyGrant]:
    """All access to a patient, in order."""
    with clinic.db.transaction() as session:
        return list(
            session.scalars(select(ProxyGrant).where(ProxyGrant.patient_id == patient_id).order_by(ProxyGrant.id))
        )


def given(clinic: Clinic, patient: Patient | None = None, basis: str = "consent", **values: Any) -> ProxyGrant:
    """Access that the front desk approved."""
    who = patient or aged(clinic, 60)
    made = ready(clinic, who, basis, **values)
    approve(clinic, clinic.erin, made.task_id, basis=basis, scopes=request(clinic, made.request_id).scopes)
    return grants(clinic, who.id)[-1]


def put_grant(clinic: Clinic, grant_id: int, **values: Any) -> None:
    """Put access into a state."""
    with clinic.db.transaction() as session:
        session.execute(update(ProxyGrant).where(ProxyGrant.id == grant_id).values(**values))


def told(clinic: Clinic) -> list[tuple[str, str, str]]:
    """What left, in order: what about, to which side, to which address."""
    with clinic.db.transaction() as session:
        rows = session.scalars(
            select(OutboxMessage).where(OutboxMessage.undo.has_key("proxy")).order_by(OutboxMessage.id)
        )
        return [(row.undo["proxy"], row.undo["side"], row.recipient) for row in rows]


def account(clinic: Clinic, account_id: int) -> PortalAccount:
    """A portal account as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(PortalAccount, account_id)


def signed_in(clinic: Clinic, account_id: int) -> int:
    """A portal session of the account; its id."""
    with clinic.db.transaction() as session:
        row = PortalSession(token_hash=uuid4().bytes, account_id=account_id, expires_at=func.now() + timedelta(hours=1))
        session.add(row)
        session.flush()
        return row.id


def deny(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> None:
    """Somebody says no."""
    arguments = on_screen(clinic, task_id) | {"reason": "safeguarding", "text": "The nurse knows more."} | more
    with clinic.db.transaction() as session:
        proxy_deciding.deny(session, by=by, **arguments)


def withdraw(clinic: Clinic, task_id: int, **more: Any) -> None:
    """Erin takes the request back for who phoned."""
    arguments = on_screen(clinic, task_id) | {"reason": "She phoned."} | more
    with clinic.db.transaction() as session:
        proxies.withdraw(session, by=clinic.erin, **arguments)


def ask_papers(clinic: Clinic, task_id: int, **more: Any) -> None:
    """Erin asks for the order of custody."""
    arguments = on_screen(clinic, task_id) | {"text": "The order of Leo's custody.", "papers": ("court-order",)} | more
    with clinic.db.transaction() as session:
        proxy_deciding.ask_papers(session, by=clinic.erin, **arguments)


def untouched(clinic: Clinic, made: proxies.Asked) -> bool:
    """Whether nothing came of an approval that was refused."""
    kept = request(clinic, made.request_id)
    return (
        (kept.decision, kept.first_id, kept.account_id) == ("", None, None)
        and grants(clinic, kept.patient_id or 0) == []
        and told(clinic) == []
        and clinic.task(made.task_id).closed_at is None
    )
