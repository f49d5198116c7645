"""What the worker tells both sides of access by the calendar: 90 and 30 days before it changes, and on the day itself.

The change itself is nobody's deed: `proxy_grant_scopes` counts it. `ProxyGrant.noticed` and `noticed_for` say what was
told, so a run that is repeated tells nothing twice, and a worker that was away tells what it missed. Nothing is told
of patients who have died.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Select, literal_column, or_, select
from sqlalchemy.orm import Session

from db.actions.proxy_giving import TOLD_OF_END, notice_due
from db.actions.proxy_parts import audit_grant
from db.actions.proxy_telling import tell_both
from db.credentials import Credential
from db.models import Patient, ProxyGrant, Site
from db.queries.proxy_ages import ages
from db.queries.proxy_lines import TODAY
from db.registry import acting, action
from db.roles import Permission
from rules.proxy_ages import Ages, Change, next_change, scopes_on
from rules.proxy_scopes import BASES

BATCH = 500
CAME = 3
DAY = timedelta(days=1)
AHEAD = timedelta(days=92)  # the first notice, and a day for each side of the date line
LATE = timedelta(days=30)  # what changed longer ago is no news
BY_AGE = tuple(name for name, basis in BASES.items() if not basis.of_adults)


@action("proxy.notice-changes", needs=Permission.SYSTEM_RUN)
def notice_changes(session: Session, *, by: Credential, after_id: int = 0) -> int:
    """Tell what is due of at most 500 grants with a greater id; the last one's id, or 0 where none is left.

    Only those of which something is due are locked; one that somebody changes just now waits for the next run.
    """
    today = acting(session).now.date()
    rows = session.execute(
        _read()
        .where(
            ProxyGrant.id > after_id,
            ProxyGrant.revoked_at.is_(None),
            Patient.deceased_at.is_(None),
            or_(ProxyGrant.ends_on.is_(None), ProxyGrant.ends_on > today - LATE),
            or_(ProxyGrant.basis.in_(BY_AGE), ProxyGrant.ends_on < today + AHEAD, ProxyGrant.noticed_for.is_not(None)),
        )
        .order_by(ProxyGrant.id)
        .limit(BATCH)
    ).all()
    rule = ages(session)
    due = [grant.id for grant, patient, here in rows if _is_due(grant, patient, here, rule)]
    locked = _read().where(ProxyGrant.id.in_(due), ProxyGrant.revoked_at.is_(None)).order_by(ProxyGrant.id)
    fresh = locked.with_for_update(of=ProxyGrant, skip_locked=True).execution_options(populate_existing=True)
    for grant, patient, here in session.execute(fresh).all() if due else ():
        _notice(session, grant, patient, here, rule)
    session.flush()
    return rows[-1].ProxyGrant.id if len(rows) == BATCH else 0


@action("proxy.tell-ended", needs=Permission.SYSTEM_RUN)
def tell_ended(session: Session, *, by: Credential) -> int:
    """Tell both sides of at most 500 grants that the patient or the proxy ended in the portal; how many.

    Staff's own deeds tell it themselves.
    """
    found = session.scalars(
        select(ProxyGrant)
        .where(
            ProxyGrant.revoked_at > acting(session).now - LATE,
            ProxyGrant.revoked_by.is_not(None),
            ProxyGrant.noticed < literal_column(str(TOLD_OF_END)),  # as the partial index has it
        )
        .order_by(ProxyGrant.id)
        .limit(BATCH)
        .with_for_update(of=ProxyGrant, skip_locked=True)
    ).all()
    for grant in found:
        grant.noticed = TOLD_OF_END
        tell_both(session, "ended", grant)
    session.flush()
    return len(found)


def _read() -> Select[ProxyGrant, Patient, date]:
    """Access with its patient and the day at the patient's site."""
    return (
        select(ProxyGrant, Patient, TODAY)
        .join(Patient, Patient.id == ProxyGrant.patient_id)
        .outerjoin(Site, Site.id == Patient.site_id)
    )


def _is_due(grant: ProxyGrant, patient: Patient, today: date, rule: Ages) -> bool:
    """Whether a change came, or one is near of which not all is told yet."""
    if _has_come(grant, today):
        return True
    found = _ahead(grant, patient, today, rule)
    return found is not None and found[1] > found[2]


def _has_come(grant: ProxyGrant, today: date) -> bool:
    return grant.noticed_for is not None and grant.noticed_for <= today and grant.noticed < CAME


def _ahead(grant: ProxyGrant, patient: Patient, today: date, rule: Ages) -> tuple[Change, int, int] | None:
    """The next change, which notice of it is due and which one was told."""
    change = next_change(grant.basis, grant.scopes, patient.birth_date, grant.ends_on, today, rule)
    if change is None or grant.starts_on > today:
        return None
    return change, notice_due(change.on, today), grant.noticed if grant.noticed_for == change.on else 0


def _notice(session: Session, grant: ProxyGrant, patient: Patient, today: date, rule: Ages) -> None:
    if grant.noticed_for is not None and _has_come(grant, today):
        _came(session, grant, patient, grant.noticed_for, rule)
    found = _ahead(grant, patient, today, rule)
    if found is None:
        return
    change, due, told = found
    if due > told:
        audit_grant(session, "proxy.noticed", grant, on=change.on.isoformat(), opens=list(change.to))
        tell_both(session, "soon", grant, day=change.on.isoformat())
        grant.noticed, grant.noticed_for = due, change.on


def _came(session: Session, grant: ProxyGrant, patient: Patient, day: date, rule: Ages) -> None:
    """Say that the change came, if it did: a setting or a birth date may have been corrected since."""
    before, after = (_opened(grant, patient, when, rule) for when in (day - DAY, day))
    grant.noticed = CAME
    if before == after:
        return
    kind = "changed" if after else "ended"
    audit_grant(session, f"proxy.{kind}-by-date", grant, on=day.isoformat(), opens=list(after))
    tell_both(session, kind, grant)


def _opened(grant: ProxyGrant, patient: Patient, day: date, rule: Ages) -> tuple[str, ...]:
    if grant.ends_on is not None and day >= grant.ends_on:
        return ()
    return scopes_on(grant.basis, grant.scopes, patient.birth_date, day, rule)
