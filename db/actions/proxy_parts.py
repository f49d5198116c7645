"""The one way for a person's action to a proxy request: its task, then the request, both locked, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from db.actions.tasks import NEWS, check_version, permitted_task, require_open, vocabulary
from db.audit import audit
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import Patient, PortalAccount, ProxyGrant, ProxyRequest, Site, Task
from db.queries.recipients import in_force
from rules.person_names import folded
from rules.proxy_ages import Ages
from rules.proxy_rules import Missing, refusals
from rules.proxy_scopes import RELATIONS, SCOPES

FOCUS = ProxyRequest.__tablename__
DECIDED = {
    "approved": "approved it",
    "limited": "approved it in part",
    "denied": "denied it",
    "withdrawn": "took it back",
}
vocabulary(
    deeds={
        "proxy-matched": "said who the patient is",
        "proxy-account": "said whose account it is",
        "proxy-checked": "noted a check",
        "proxy-consent": "noted the patient's consent",
        "proxy-papers": "added papers",
        "proxy-papers-asked": "asked for papers",
        "proxy-first": "approved it first, for a second to agree",
        "proxy-approved": "approved the access",
        "proxy-limited": "approved the access in part",
        "proxy-denied": "denied the access",
        "proxy-withdrawn": "took the request back",
    },
    outcomes={
        "approved": "Approved",
        "limited": "Approved in part",
        "denied": "Denied",
        "withdrawn": "Taken back",
    },
)
NEWS[FOCUS] = "Papers came"


@dataclass(frozen=True, slots=True)
class Held:
    """A proxy request in an action's hands: rows that stay locked. `patient` is None while nobody found out."""

    task: Task
    request: ProxyRequest
    patient: Patient | None


def undecided(session: Session, task_id: int, seen_version: int) -> Held:
    """The open proxy request that a task is about, as it was on screen, if the acting person may work it.

    Raises `NotFound` for another task, `Conflict` naming who decided it or changed it since.
    """
    task = permitted_task(session, task_id, "work")
    request = _request(session, task.focus_id) if task.focus_type == FOCUS else None
    if request is None:
        raise NotFound("proxy request")
    if request.decision:
        who, what = request.decided_by or "", DECIDED[request.decision]
        raise Conflict(f"{who} {what} already. Nothing was changed.", Since(who, what, request.decided_at))
    check_version(session, task, seen_version)
    require_open(task)
    patient = session.get_one(Patient, request.patient_id) if request.patient_id is not None else None
    return Held(task, request, patient)


def require_patient(session: Session, patient_id: int | None) -> Patient:
    """The patient, whom somebody can act for. Raises `Invalid` for nobody, and for one who has died."""
    patient = session.get(Patient, patient_id) if patient_id is not None else None
    if patient is None:
        raise Invalid("patient_id", "Find out first who the patient is.")
    if patient.deceased_at is not None:
        raise Invalid("patient_id", "This patient has died. Nobody acts for them in the portal; nothing was changed.")
    return patient


def today_of(session: Session, patient: Patient | None) -> date:
    """The date at the patient's site, as the database's function `proxy_grant_scopes` counts it."""
    zone = session.scalar(select(Site.time_zone).where(Site.id == patient.site_id)) if patient else None
    here = func.timezone(zone or "UTC", func.transaction_timestamp())
    return session.scalars(select(cast(here, Date))).one()


def account_of(session: Session, request: ProxyRequest) -> PortalAccount | None:
    """The proxy's own account, if there is one."""
    return session.get(PortalAccount, request.account_id) if request.account_id is not None else None


def usable_account(session: Session, account_id: int) -> PortalAccount:
    """An account that access can be given to. Raises `Invalid` for one that there isn't, or that is disabled."""
    account = session.get(PortalAccount, account_id)
    if account is None or account.state == "disabled":
        raise Invalid("account_id", "There is no such account, or it is disabled. Choose another one.")
    return account


def refused(
    session: Session, request: ProxyRequest, patient: Patient | None, ages: Ages, asked_end: date | None = None
) -> tuple[Missing, ...]:
    """What of a request can't be, as far as it is known."""
    account = account_of(session, request)
    return refusals(
        today=today_of(session, patient),
        birth_date=patient.birth_date if patient else request.said_birth_date,
        proxy_birth_date=request.proxy_birth_date,
        patient_id=patient.id if patient else None,
        proxy_patient_id=_same_person(request, account, patient),
        patient_acts_for_proxy=bool(account and patient and _acts_back(session, account, patient)),
        asked_end=asked_end,
        ages=ages,
    )


def require_none(missing: Sequence[Missing]) -> None:
    """Raise `Invalid` for what stands in the way: all the sentences, the first one's field."""
    if missing:
        raise Invalid(missing[0].kind, " ".join(one.sentence for one in missing))


def headline(proxy_name: str, relation: str) -> str:
    """What a list shows of a request, as the portal's contract writes it."""
    return f"{proxy_name}, {RELATIONS[relation].lower()}"


def chosen_scopes(scopes: Sequence[str]) -> list[str]:
    """Scopes in their own order, each once. Raises `Invalid` for none, and for one that there isn't."""
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Invalid("scopes", "Choose what the access opens, at least one thing.")
    return [scope for scope in SCOPES if scope in scopes]


def live_grants(account_id: int, patient_id: int, today: date) -> ColumnElement[bool]:
    """Grants of an account for a patient that aren't over, in force or beginning later; a condition."""
    return and_(
        ProxyGrant.account_id == account_id,
        ProxyGrant.patient_id == patient_id,
        ProxyGrant.revoked_at.is_(None),
        or_(ProxyGrant.ends_on.is_(None), ProxyGrant.ends_on > today),
    )


def audit_grant(session: Session, kind: str, grant: ProxyGrant, **detail: object) -> None:
    """An audit event in the patient's record, and in the proxy's own where they are a patient too."""
    own = session.scalar(select(PortalAccount.patient_id).where(PortalAccount.id == grant.account_id))
    for patient_id in {grant.patient_id, own} - {None}:
        audit(
            session, kind, patient_id=patient_id, subject=(ProxyGrant.__tablename__, grant.id),
            account_id=grant.account_id, for_patient_id=grant.patient_id, **detail,
        )  # fmt: skip


def _same_person(request: ProxyRequest, account: PortalAccount | None, patient: Patient | None) -> int | None:
    """The record of whoever is to be the proxy, if it is known: by their account, else by name and birth date."""
    if account is not None and account.patient_id is not None:
        return account.patient_id
    if patient is None or request.proxy_birth_date != patient.birth_date:
        return None
    same = folded(request.proxy_name) == folded(f"{patient.given} {patient.family}")
    return patient.id if same else None


def _acts_back(session: Session, account: PortalAccount, patient: Patient) -> bool:
    """Whether the patient acts for the proxy, who is a patient too."""
    if account.patient_id is None:
        return False
    mine = select(PortalAccount.id).where(PortalAccount.patient_id == patient.id)
    found = select(ProxyGrant.id).where(in_force(account.patient_id), ProxyGrant.account_id.in_(mine))
    return session.scalar(found.limit(1)) is not None


def _request(session: Session, request_id: int) -> ProxyRequest | None:
    return session.scalar(
        select(ProxyRequest)
        .where(ProxyRequest.id == request_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
