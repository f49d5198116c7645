"""Access as a line of a list: who may act for whom, in what, until when, and whether it was ever used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, Date, Select, Text, cast, func, select
from sqlalchemy.orm import aliased

from db.models import Patient, PortalAccount, ProxyGrant, Site
from rules.proxy_ages import Ages, Change, age_on, next_change
from rules.proxy_scopes import BASES

# What a line says of access, in the order in which it is asked.
REVOKED, TO_COME, ENDED, AGED_OUT, IN_FORCE = "revoked", "to-come", "ended", "aged-out", "in-force"


@dataclass(frozen=True, slots=True)
class GrantLine:
    """Access of a portal account for a patient. `opens` is what it opens now, of its `scopes`; `today` the day there.

    `proxy_patient_id` is the proxy's own record, where they are a patient too. `turns` is the next change that comes
    by itself; `ends_at` the age at which access to a minor ends.
    """

    id: int
    version: int
    patient_id: int
    patient: str = field(repr=False)
    birth_date: date = field(repr=False)
    mrn: str = field(repr=False)
    account_id: int
    proxy: str = field(repr=False)
    email: str = field(repr=False)
    account_state: str
    proxy_patient_id: int | None
    relation: str
    basis: str
    scopes: tuple[str, ...]
    opens: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    granted_by: str
    request_id: int | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str
    revoked_reason: str = field(repr=False)
    today: date
    turns: Change | None
    ends_at: int

    @property
    def state(self) -> str:
        """Revoked, to come, aged out, ended or in force."""
        if self.revoked_at is not None:
            return REVOKED
        if self.starts_on > self.today:
            return TO_COME
        if not BASES[self.basis].of_adults and age_on(self.birth_date, self.today) >= self.ends_at:
            return AGED_OUT
        if self.ends_on is not None and self.ends_on <= self.today:
            return ENDED
        return IN_FORCE if self.opens else AGED_OUT

    @property
    def stands(self) -> bool:
        """Whether it isn't over: such access can be ended, renewed and changed."""
        return self.revoked_at is None and (self.ends_on is None or self.ends_on > self.today)


TODAY = cast(func.timezone(func.coalesce(Site.time_zone, "UTC"), func.transaction_timestamp()), Date)
_OPENS = func.proxy_grant_scopes(ProxyGrant.id, func.transaction_timestamp(), type_=ARRAY(Text))
Proxy = aliased(PortalAccount)


def grants(*more: Any) -> Select[Any]:
    """Access with its patient, proxy and site."""
    columns: tuple[Any, ...] = (
        ProxyGrant.id,
        ProxyGrant.version,
        ProxyGrant.patient_id,
        Patient.given,
        Patient.family,
        Patient.birth_date,
        Patient.mrn,
        ProxyGrant.account_id,
        Proxy.name.label("proxy"),
        Proxy.email,
        Proxy.state.label("account_state"),
        Proxy.patient_id.label("proxy_patient_id"),
        ProxyGrant.relation,
        ProxyGrant.basis,
        ProxyGrant.scopes,
        _OPENS.label("opens"),
        ProxyGrant.starts_on,
        ProxyGrant.ends_on,
        ProxyGrant.granted_by,
        ProxyGrant.request_id,
        ProxyGrant.last_used_at,
        ProxyGrant.revoked_at,
        ProxyGrant.revoked_by,
        ProxyGrant.revoked_reason,
        TODAY.label("today"),
        *more,
    )
    return (
        select(*columns)
        .join(Patient, Patient.id == ProxyGrant.patient_id)
        .join(Proxy, Proxy.id == ProxyGrant.account_id)
        .outerjoin(Site, Site.id == Patient.site_id)
    )


def grant_line(row: Any, ages: Ages) -> GrantLine:
    """A row of `grants`, with what the calendar will make of it."""
    return GrantLine(
        id=row.id,
        version=row.version,
        patient_id=row.patient_id,
        patient=f"{row.given} {row.family}",
        birth_date=row.birth_date,
        mrn=row.mrn,
        account_id=row.account_id,
        proxy=row.proxy,
        email=row.email,
        account_state=row.account_state,
        proxy_patient_id=row.proxy_patient_id,
        relation=row.relation,
        basis=row.basis,
        scopes=tuple(row.scopes),
        opens=tuple(row.opens or ()),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        granted_by=row.granted_by,
        request_id=row.request_id,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by or "",
        revoked_reason=row.revoked_reason,
        today=row.today,
        turns=next_change(row.basis, row.scopes, row.birth_date, row.ends_on, row.today, ages),
        ends_at=ages.ends_at,
    )
