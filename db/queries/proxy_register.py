"""The register of all access: who may act for whom, what changes soon, what was never used, what age or staff ended.

Each list pages by keyset. A day is a date of the calendar at the patient's site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Text,
    and_,
    case,
    cast,
    extract,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Document, Patient, ProxyGrant, ProxyRequest, Queue, Site, Task
from db.queries.paging import COUNT_CAP, PAGE_SIZE, Count, capped_counts, plain_rows, read_counts
from db.queries.people import find_people, name_words
from db.queries.proxy_ages import ages
from db.queries.proxy_lines import TODAY, GrantLine, Proxy, grant_line, grants
from db.registry import acting, query
from db.roles import Permission
from rules.proxy_ages import Ages
from rules.proxy_rules import needs_two
from rules.proxy_scopes import BASES, SCOPES

IN_FORCE, SOON, UNUSED, AGED, REVOKED, ALL = "in-force", "soon", "unused", "aged", "revoked", "all"
VIEWS = (IN_FORCE, SOON, UNUSED, AGED, REVOKED, ALL)
REGISTER = "proxy-register"  # the kind of document that an export is
SOON_DAYS = 90  # as far ahead as both sides are told of a change
UNUSED_AFTER = timedelta(days=30)  # younger access had no time to be used; ours
PEOPLE = 50  # patients that a search in the register looks at
LEAST = 2  # characters that say enough to search for

Cursor = tuple[date | datetime | None, int]


@dataclass(frozen=True, slots=True)
class GrantPage:
    """Some access, and where the next page starts (None at the end)."""

    lines: tuple[GrantLine, ...]
    next: Cursor | None
    now: datetime


@dataclass(frozen=True, slots=True)
class GrantDetail:
    """One access. `offered` are the scopes it may have: those asked for, or all before there were requests.

    `two`: two of the staff agreed to it, so nobody renews or widens it alone. `task_id`: its request's task.
    """

    line: GrantLine
    offered: tuple[str, ...]
    two: bool
    task_id: int | None
    ages: Ages
    now: datetime


@query("proxy_register.list", needs=Permission.PROXIES_READ)
def register(
    session: Session,
    *,
    viewer: Credential,
    view: str = IN_FORCE,
    text: str = "",
    patient_id: int | None = None,
    account_id: int | None = None,
    after: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> GrantPage:
    """The access of a view, of everybody or of who is named: by `text` (a patient's or proxy's name, and what else
    finds a patient), a patient, or a proxy's account. What changes next is on top of "soon", else the newest.
    """
    if view not in VIEWS:
        raise Invalid("view", f"There is no view {view[:40]!r}: {', '.join(VIEWS)}.")
    rule = ages(session)
    place, ahead = _ORDERS.get(view, _by_id)(rule)
    of = _of(session, viewer, text, patient_id, account_id)
    statement = grants(place.label("place")).where(_VIEWS[view](rule), *of)
    key = tuple_(place, ProxyGrant.id)
    if after is not None:
        start = tuple_(literal(after[0] if after[0] is not None else after[1], place.type), literal(after[1]))
        statement = statement.where(key > start if ahead else key < start)
    order = (place, ProxyGrant.id) if ahead else (place.desc(), ProxyGrant.id.desc())
    rows = plain_rows(session, statement.order_by(*order).limit(size + 1), {}).all()
    last = rows[size - 1] if len(rows) > size else None
    following = None if last is None else (last.place if view in _ORDERS else None, last.id)
    return GrantPage(tuple(grant_line(row, rule) for row in rows[:size]), following, acting(session).now)


@query("proxy_register.counts", needs=Permission.PROXIES_READ)
def counts(
    session: Session,
    *,
    viewer: Credential,
    text: str = "",
    patient_id: int | None = None,
    account_id: int | None = None,
) -> Mapping[str, Count]:
    """How much stands on each list, capped; of everybody or of who is named, as in `register`."""
    rule, of = ages(session), _of(session, viewer, text, patient_id, account_id)
    lists = {
        view: select(ProxyGrant.id)
        .join(Patient, Patient.id == ProxyGrant.patient_id)
        .join(Proxy, Proxy.id == ProxyGrant.account_id)
        .outerjoin(Site, Site.id == Patient.site_id)
        .where(where(rule), *of)
        .limit(COUNT_CAP + 1)
        for view, where in _VIEWS.items()
    }
    return read_counts(session, capped_counts(lists))


@query("proxy_register.one", needs=Permission.PROXIES_READ)
def one(session: Session, *, viewer: Credential, grant_id: int) -> GrantDetail:
    """One access; `NotFound` when there is none."""
    rule = ages(session)
    task = (
        select(func.max(Task.id))
        .join(Queue, Queue.id == Task.queue_id)
        .where(Task.focus_type == ProxyRequest.__tablename__, Task.focus_id == ProxyGrant.request_id)
        .correlate(ProxyGrant)
        .scalar_subquery()
    )
    statement = (
        grants(ProxyRequest.scopes.label("asked"), ProxyRequest.consent, task.label("task_id"))
        .outerjoin(ProxyRequest, ProxyRequest.id == ProxyGrant.request_id)
        .where(ProxyGrant.id == grant_id)
    )
    row = plain_rows(session, statement, {}).one_or_none()
    if row is None:
        raise NotFound("access")
    line = grant_line(row, rule)
    # What one has already may stay, however it was asked for.
    offered = SCOPES if row.asked is None else {*row.asked, *line.scopes}
    return GrantDetail(
        line,
        tuple(scope for scope in SCOPES if scope in offered),
        needs_two(line.basis, row.consent if row.request_id is not None else "paper"),
        row.task_id,
        rule,
        acting(session).now,
    )


@query("proxy_register.export", needs=Permission.SYSTEM_RUN)
def exported(session: Session, *, viewer: Credential, document_id: int) -> tuple[GrantLine, ...]:
    """All access, by patients' names, for the document that was asked for; `NotFound` for another kind of document."""
    kind = session.scalar(select(Document.kind).where(Document.id == document_id))
    if kind != REGISTER:
        raise NotFound("register")
    rule = ages(session)
    everything = grants().order_by(Patient.family, Patient.given, Patient.id, ProxyGrant.starts_on, ProxyGrant.id)
    return tuple(grant_line(row, rule) for row in plain_rows(session, everything, {}))


# ---- what stands on which list, and in which order -------------------------------------------------------

_OF_MINORS = tuple(name for name, basis in BASES.items() if not basis.of_adults)
_BY_AGE = tuple(name for name, basis in BASES.items() if basis.by_age)
_STANDS = and_(ProxyGrant.revoked_at.is_(None), or_(ProxyGrant.ends_on.is_(None), ProxyGrant.ends_on > TODAY))


def _birthday(years: int) -> ColumnElement[date]:
    """The birthday of that age: on 1 March for who was born on 29 February, in a year without that day."""
    day = cast(Patient.birth_date + func.make_interval(years), Date)
    moved = cast(extract("day", day) != extract("day", Patient.birth_date), Integer)
    return cast(day + moved, Date)


def _turn(rule: Ages) -> ColumnElement[Any]:
    """The next day on which access changes by itself, as `rules.proxy_ages.next_change` counts it."""
    limited, ended = _birthday(rule.limited_from), _birthday(rule.ends_at)
    narrows = and_(
        ProxyGrant.basis.in_(_BY_AGE),
        limited > TODAY,
        not_(ProxyGrant.scopes.op("<@", is_comparison=True)(cast(list(rule.limited_scopes), ARRAY(Text)))),
    )
    ends = and_(ProxyGrant.basis.in_(_OF_MINORS), ended > TODAY)
    return func.least(ProxyGrant.ends_on, case((narrows, limited)), case((ends, ended)), type_=Date)


def _changes_soon(rule: Ages) -> ColumnElement[bool]:
    return and_(_STANDS, _turn(rule) <= TODAY + SOON_DAYS)


def _never_used(_rule: Ages) -> ColumnElement[bool]:
    started = cast(func.transaction_timestamp() - UNUSED_AFTER, Date)
    return and_(_STANDS, ProxyGrant.last_used_at.is_(None), ProxyGrant.starts_on <= started)


def _came_of_age(rule: Ages) -> ColumnElement[bool]:
    """Access to a minor who is none any more: also where no end was kept with it."""
    return and_(ProxyGrant.basis.in_(_OF_MINORS), _birthday(rule.ends_at) <= TODAY)


def _aged_out(rule: Ages) -> ColumnElement[bool]:
    """Access to a minor that opens nothing any more because of the age."""
    limited = cast(list(rule.limited_scopes), ARRAY(Text))
    opened = func.proxy_scopes_on(
        ProxyGrant.basis, ProxyGrant.scopes, Patient.birth_date, TODAY, rule.limited_from, rule.ends_at, limited
    )
    return and_(
        ProxyGrant.revoked_at.is_(None),
        ProxyGrant.basis.in_(_OF_MINORS),
        ProxyGrant.starts_on <= TODAY,
        Patient.birth_date <= TODAY,
        func.cardinality(opened) == 0,
    )


_VIEWS: Mapping[str, Callable[[Ages], ColumnElement[bool]]] = {
    IN_FORCE: lambda rule: and_(_STANDS, not_(_came_of_age(rule))),
    SOON: _changes_soon,
    UNUSED: _never_used,
    AGED: _aged_out,
    REVOKED: lambda _: ProxyGrant.revoked_at.is_not(None),
    ALL: lambda _: ProxyGrant.id.is_not(None),
}


def _by_id(_rule: Ages) -> tuple[ColumnElement[Any], bool]:
    return ProxyGrant.id.expression, False


# Lists that aren't ordered by the newest: by what, and whether the first comes first.
_ORDERS: Mapping[str, Callable[[Ages], tuple[ColumnElement[Any], bool]]] = {
    SOON: lambda rule: (_turn(rule), True),
    REVOKED: lambda _: (ProxyGrant.revoked_at.expression, False),
}


def _of(
    session: Session, viewer: Credential, text: str, patient_id: int | None, account_id: int | None
) -> list[ColumnElement[bool]]:
    """What narrows a list to those who are named; nothing where nobody is."""
    words, found = " ".join(text.split()), list[ColumnElement[bool]]()
    if len(words) >= LEAST:
        found.append(_named(session, viewer, words))
    if patient_id is not None:
        found.append(ProxyGrant.patient_id == patient_id)
    if account_id is not None:
        found.append(ProxyGrant.account_id == account_id)
    return found


def _named(session: Session, viewer: Credential, words: str) -> ColumnElement[bool]:
    """Access that somebody of this name gives or has: patients are found as everywhere, proxies by their words."""
    people = [one.id for one in find_people(session, viewer=viewer, text=words, limit=PEOPLE)]
    parts = name_words(words)
    by_name = and_(*(Proxy.name.icontains(part, autoescape=True) for part in words.split())) if parts else false()
    return or_(
        ProxyGrant.patient_id.in_(people),
        Proxy.patient_id.in_(people),
        by_name,
        func.lower(Proxy.email) == words.lower(),
    )
