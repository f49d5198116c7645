"""Access that stands: ending it, renewing it, changing what it opens. Both sides are told of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.proxy_giving import TOLD_OF_END, known_ahead
from db.actions.proxy_parts import audit_grant, chosen_scopes, require_patient, today_of
from db.actions.proxy_telling import tell_both
from db.actions.tasks import short
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import Patient, ProxyGrant, ProxyRequest
from db.queries.proxy_ages import ages
from db.registry import acting, action
from db.roles import Permission
from rules.proxy_ages import latest_end, scopes_on
from rules.proxy_rules import needs_two
from rules.proxy_scopes import SCOPES


@dataclass(frozen=True, slots=True)
class GrantState:
    """Access after an action: what the screen carries into the next one."""

    id: int
    version: int
    scopes: tuple[str, ...]
    ends_on: date | None
    revoked: bool


@action("proxy.revoke", needs=Permission.PROXY_REVOKE)
def revoke(session: Session, *, by: Credential, grant_id: int, seen_version: int, reason: str) -> GrantState:
    """End access now; the proxy is signed out of the portal everywhere in the same transaction. The reason is kept."""
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say why the access ends; the patient may ask.")
    grant, _ = _standing(session, grant_id, seen_version)
    session.execute(select(func.proxy_grant_revoked(grant.id, acting(session).name, kept)))
    session.refresh(grant)
    grant.noticed = TOLD_OF_END
    audit_grant(session, "proxy.revoked", grant, reason=kept)
    tell_both(session, "ended", grant)
    return _state(session, grant)


@action("proxy.renew", needs=Permission.PROXY_DECIDE)
def renew(
    session: Session, *, by: Credential, grant_id: int, seen_version: int, ends_on: date | None = None
) -> GrantState:
    """Let access last longer: to `ends_on`, or as long as its ground allows, counted from today.

    Raises `Invalid` where that isn't later than now agreed, or where two must agree: that takes a new request.
    """
    grant, today = _standing(session, grant_id, seen_version)
    patient = require_patient(session, grant.patient_id)
    _require_one(session, grant, "renewed")
    if ends_on is not None and ends_on <= today:
        raise Invalid("ends_on", "This lies in the past. Choose a later day.")
    last = latest_end(grant.basis, patient.birth_date, today, ends_on, ages(session))
    if grant.ends_on is None or (last is not None and last <= grant.ends_on):
        until = f"until {grant.ends_on.isoformat()}" if grant.ends_on else "without an end"
        raise Invalid("ends_on", f"It lasts {until} already, and not longer on this ground. Nothing was changed.")
    former, grant.ends_on = grant.ends_on, last
    known_ahead(grant, patient, today, ages(session))
    return _changed(session, grant, "renewed", former=former.isoformat(), ends_on=last.isoformat() if last else None)


@action("proxy.change-scopes", needs=Permission.PROXY_DECIDE)
def change_scopes(
    session: Session, *, by: Credential, grant_id: int, seen_version: int, scopes: Sequence[str]
) -> GrantState:
    """Change what access opens, at once. The same again changes nothing.

    Raises `Invalid` for more than was asked for, for more where two must agree, and for what opens nothing today.
    """
    grant, today = _standing(session, grant_id, seen_version)
    patient, chosen, former = require_patient(session, grant.patient_id), chosen_scopes(scopes), list(grant.scopes)
    if set(chosen) == set(former):
        return _state(session, grant)
    if added := [scope for scope in chosen if scope not in former]:
        _require_one(session, grant, "widened")
        _require_asked(session, grant, added)
    if not scopes_on(grant.basis, chosen, patient.birth_date, today, ages(session)):
        raise Invalid("scopes", "At the patient's age that would open nothing. End the access instead.")
    grant.scopes = chosen
    known_ahead(grant, patient, today, ages(session))
    return _changed(session, grant, "changed", former=former, scopes=chosen)


def _standing(session: Session, grant_id: int, seen_version: int) -> tuple[ProxyGrant, date]:
    """Access that isn't over, as it was on screen, locked; and the date at the patient's site."""
    grant = session.scalar(
        select(ProxyGrant).where(ProxyGrant.id == grant_id).with_for_update().execution_options(populate_existing=True)
    )
    if grant is None:
        raise NotFound("access")
    today = today_of(session, session.get_one(Patient, grant.patient_id))
    if grant.revoked_at is not None:
        who = grant.revoked_by or "Somebody"
        raise Conflict(
            f"{who} ended this access already. Nothing was changed.", Since(who, "ended it", grant.revoked_at)
        )
    if grant.ends_on is not None and grant.ends_on <= today:
        raise Conflict(f"This access ended on {grant.ends_on.isoformat()}. A new one takes a new request.")
    if grant.version != seen_version:
        raise Conflict("Somebody changed this access in the meantime. Nothing of yours was changed; look again.")
    return grant, today


def _require_one(session: Session, grant: ProxyGrant, deed: str) -> None:
    """Raise `Invalid` where two of the staff must agree. Access from before there were requests was agreed to."""
    asked = session.get(ProxyRequest, grant.request_id) if grant.request_id is not None else None
    if needs_two(grant.basis, asked.consent if asked else "paper"):
        raise Invalid(
            "basis", f"Two of the staff agreed to this access, so it isn't {deed} by one. Take down a new request."
        )


def _require_asked(session: Session, grant: ProxyGrant, added: Sequence[str]) -> None:
    asked = session.get(ProxyRequest, grant.request_id) if grant.request_id is not None else None
    if asked is not None and (more := [SCOPES[scope].lower() for scope in added if scope not in asked.scopes]):
        raise Invalid("scopes", f"This wasn't asked for: {', '.join(more)}. Take down a new request for it.")


def _changed(session: Session, grant: ProxyGrant, kind: str, **detail: object) -> GrantState:
    grant.version += 1
    session.flush()
    audit_grant(session, f"proxy.{kind}", grant, **detail)
    tell_both(session, kind, grant)
    return _state(session, grant)


def _state(session: Session, grant: ProxyGrant) -> GrantState:
    session.flush()
    return GrantState(grant.id, grant.version, tuple(grant.scopes), grant.ends_on, grant.revoked_at is not None)
