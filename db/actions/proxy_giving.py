"""Giving access that was approved: the proxy's account, made if need be, and the grant; both sides are told."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from db.actions.proxy_parts import Held, audit_grant, live_grants, today_of, usable_account
from db.actions.proxy_telling import invite, tell_both
from db.errors import Conflict, Invalid
from db.models import Patient, PortalAccount, ProxyGrant, ProxyRequest
from db.registry import acting
from rules.proxy_ages import Ages, next_change
from rules.proxy_rules import is_minor

TOLD_OF_END = 4  # `ProxyGrant.noticed`: both sides know that the access was ended
REPLACED = "Replaced by a new approval."
NOTICE_DAYS = (90, 30)


def standing(session: Session, held: Held, patient: Patient) -> Sequence[ProxyGrant]:
    """The access that the proxy of a request has to the patient and that isn't over, in order."""
    account_id = held.request.account_id
    if account_id is None:
        return ()
    found = select(ProxyGrant).where(live_grants(account_id, patient.id, today_of(session, patient)))
    return session.scalars(found.order_by(ProxyGrant.id)).all()


def give(
    session: Session,
    held: Held,
    patient: Patient,
    basis: str,
    scopes: Sequence[str],
    ends_on: date | None,
    ages: Ages,
    seen_grants: Sequence[tuple[int, int]],
) -> ProxyGrant:
    """Give access from today, and tell both sides. What the proxy had for this patient until now ends with it.

    Raises `Conflict` where that isn't `seen_grants`, which were on screen: nobody's access ends unseen.
    """
    actor, request, today = acting(session), held.request, today_of(session, patient)
    invited = request.account_id is None
    account = _invited(session, request, patient, ages) if invited else usable_account(session, request.account_id or 0)
    request.account_id = account.id
    replaced = _replace(session, account.id, patient.id, today, seen_grants)
    grant = ProxyGrant(
        account_id=account.id,
        patient_id=patient.id,
        relation=request.relation,
        basis=basis,
        scopes=list(scopes),
        starts_on=today,
        ends_on=ends_on,
        request_id=request.id,
        granted_by=actor.name,
    )
    known_ahead(grant, patient, today, ages)
    session.add(grant)
    session.flush()
    audit_grant(
        session, "proxy.granted", grant, basis=basis, scopes=list(scopes), request_id=request.id, replaced=replaced,
        ends_on=ends_on.isoformat() if ends_on else None,
    )  # fmt: skip
    tell_both(session, "granted", grant, task_id=held.task.id, but=("proxy",) if invited else ())
    if invited:
        invite(session, grant, account, task_id=held.task.id)
    return grant


def known_ahead(grant: ProxyGrant, patient: Patient, today: date, ages: Ages) -> None:
    """Count the notices of the next change that would be due today as given: the mail that goes now says it all."""
    change = next_change(grant.basis, grant.scopes, patient.birth_date, grant.ends_on, today, ages)
    grant.noticed_for = change.on if change else None
    grant.noticed = notice_due(change.on, today) if change else 0


def notice_due(change_on: date, today: date) -> int:
    """Which notice of a change is due: none yet, 1 from 90 days ahead, 2 from 30 days ahead."""
    return sum((change_on - today).days <= days for days in NOTICE_DAYS)


def _replace(
    session: Session, account_id: int, patient_id: int, today: date, seen_grants: Sequence[tuple[int, int]]
) -> list[int]:
    actor = acting(session)
    # Two requests of the same proxy approved at once: the second one finds the first one's grant.
    lock = text("SELECT pg_advisory_xact_lock(hashtext(:pair || current_schema()))")
    session.execute(lock, {"pair": f"portside.access.{account_id}.{patient_id}."})
    former = session.scalars(
        select(ProxyGrant)
        .where(live_grants(account_id, patient_id, today))
        .order_by(ProxyGrant.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if sorted((grant.id, grant.version) for grant in former) != sorted(tuple(one) for one in seen_grants):
        raise Conflict(
            "This person's access to this patient changed in the meantime. Nothing of yours was changed; look again."
        )
    for grant in former:
        grant.revoked_at, grant.revoked_by, grant.revoked_reason = actor.now, actor.name, REPLACED
        grant.noticed = TOLD_OF_END  # the mail of the new one says it
        grant.version += 1
        audit_grant(session, "proxy.replaced", grant)
    session.flush()
    return [grant.id for grant in former]


def _invited(session: Session, request: ProxyRequest, patient: Patient, ages: Ages) -> PortalAccount:
    """An account of the proxy's own, which nobody has opened yet.

    Raises `Invalid` where the address is the patient's, or another account's: that account may be the proxy's, and
    may as well be the patient's child or spouse, so a person says so.
    """
    actor, email = acting(session), request.proxy_email.strip().lower()
    if not email:
        raise Invalid("proxy_email", "There is no address to invite the proxy at. Take the request down anew with one.")
    # Two invitations to the same address at once: the second one finds the first one's account.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('portside.new-account.' || current_schema()))"))
    same = or_(func.lower(PortalAccount.email) == email, PortalAccount.login == email)
    known = session.scalars(select(PortalAccount).where(same).order_by(PortalAccount.id)).all()
    theirs = not is_minor(patient.birth_date, today_of(session, patient), ages) and patient.email.lower() == email
    if theirs or any(account.patient_id == patient.id for account in known):
        raise Invalid(
            "proxy_email", "This is the patient's own address. Whoever acts for them needs an account of their own."
        )
    if known:
        raise Invalid(
            "account_id",
            f"{known[0].name} has a portal account with this address. Choose it if it is the proxy's; if it isn't, ask "
            "the proxy for an address of their own.",
        )
    account = PortalAccount(
        name=request.proxy_name,
        login=_login(session, request.proxy_name),
        email=email,
        language=patient.language,
        salt=secrets.token_bytes(16),
        state="invited",
        invited_at=actor.now,
        created_at=actor.now,
    )
    session.add(account)
    session.flush()
    return account


def _login(session: Session, name: str) -> str:
    """A login in plain letters that nobody has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    begins = ".".join(re.findall(r"[a-z0-9]+", plain)) or "proxy"
    while True:
        login = f"{begins[:60]}.{secrets.randbelow(900_000) + 100_000}"
        if session.scalar(select(PortalAccount.id).where(PortalAccount.login == login)) is None:
            return login
