"""A request for access as staff decide it: who asks for whom, what was checked, what access there is on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

from db.credentials import Actor, Credential
from db.errors import NotFound
from db.lab_messages import PatientIdentity
from db.models import Attachment, Patient, PortalAccount, ProxyCheck, ProxyGrant, ProxyRequest, Queue, Site, Staff, Task
from db.queries.paging import plain_rows
from db.queries.patient_candidates import Question, ask
from db.queries.people import name_words, people_spelled
from db.queries.proxy_ages import AGES_AS_SET, ages_as_set
from db.queries.proxy_detail import CheckLine, FirstApproval, PatientSide, ProxyDetail, ProxySide
from db.queries.proxy_lines import TODAY, GrantLine, grant_line, grants
from db.queries.threads import FileLine
from db.queries.unmatched import CandidateLine, Sent
from db.registry import acting, query
from db.roles import Permission, on_area
from rules.proxy_ages import Ages
from rules.proxy_rules import is_guardian_email

FOCUS = ProxyRequest.__tablename__
MOST = 10  # people of a similar name, to be shown
MOST_GRANTS = 40


@query("proxy.detail", needs=Permission.PROXIES_READ)
def detail(session: Session, *, viewer: Credential, task_id: int) -> ProxyDetail:
    """The request that a task is about; `NotFound` when it isn't the viewer's to read. Two statements, or eight."""
    actor = acting(session)
    row = plain_rows(session, _HEAD, {"task_id": task_id}).one_or_none()
    if row is None or not actor.may(on_area(row.area, "read")):
        raise NotFound("proxy request")
    rule = ages_as_set(row.ages)
    newest, older = _checks(row.checks or ())
    lines = _grants(session, row, rule)
    patient = _patient(row)
    said = Sent((), row.said_family, row.said_given, "", row.said_birth_date, "unknown", "")
    return ProxyDetail(
        request_id=row.id,
        relation=row.relation,
        scopes=tuple(row.scopes),
        note=row.note,
        asked_by=row.asked_by,
        by_patient=row.by_patient,
        asked_at=row.created_at,
        said=said,
        patient=patient,
        proxy=_proxy(row),
        consent=row.consent,
        consent_at=row.consent_at,
        checks=newest,
        earlier_checks=older,
        papers=tuple(FileLine(*one) for one in row.papers or ()),
        papers_asked_at=row.papers_asked_at,
        papers_text=row.papers_text,
        candidates=_candidates(session, said) if patient is None and not row.decision else (),
        of_patient=tuple(one for one in lines if one.patient_id == row.patient_id),
        of_proxy=tuple(one for one in lines if one.account_id == row.account_id and one.patient_id != row.patient_id),
        circle=any(_is_back(one, row) for one in lines),
        shares_email=_sharing(row, lines),
        first=_first(row, actor),
        decision=row.decision,
        decided_at=row.decided_at,
        decided_by=row.decided_by or "",
        reason=row.reason,
        today=row.today,
        ages=rule,
        may=_may(row, actor),
    )


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A portal account that may be the proxy's; `patient_id` is whose own it is, if anybody's."""

    id: int
    name: str = field(repr=False)
    email: str = field(repr=False)
    state: str
    patient_id: int | None
    born: date | None = field(repr=False)


@query("proxy.accounts", needs=Permission.PROXIES_WORK)
def accounts(session: Session, *, viewer: Credential, text: str) -> tuple[AccountLine, ...]:
    """Portal accounts with this e-mail or user name, else those of this very name; at most ten."""
    words = " ".join(text.split()).lower()
    if len(words) < 3:
        return ()
    found = (
        select(Proxy.id, Proxy.name, Proxy.email, Proxy.state, Proxy.patient_id, Patient.birth_date)
        .outerjoin(Patient, Patient.id == Proxy.patient_id)
        .where(
            Proxy.state != "disabled",
            or_(func.lower(Proxy.email) == words, Proxy.login == words, func.lower(Proxy.name) == words),
        )
        .order_by(func.lower(Proxy.email) != words, Proxy.id)
        .limit(MOST)
    )
    return tuple(AccountLine(*tuple(row)) for row in plain_rows(session, found, {}))


def _may(row: Any, actor: Actor) -> frozenset[str]:
    if row.decision or row.closed_at is not None:
        return frozenset()
    found = {"check"} if actor.may(Permission.PROXIES_WORK) else set()
    return frozenset(found | ({"decide"} if actor.may(Permission.PROXY_DECIDE) else set()))


Proxy, _Own, _Other, _First = aliased(PortalAccount), aliased(PortalAccount), aliased(PortalAccount), aliased(Staff)
# Whose account else has the address of the patient's own, or that address without its tag after the plus sign: both
# are looked up in the index. Another tag of the same mailbox is seen of those who act for the patient alone.
_SAME_MAILBOX = func.array(
    select(_Other.name)
    .where(
        func.lower(_Other.email).in_(
            [func.lower(_Own.email), func.lower(func.regexp_replace(_Own.email, r"\+[^@]*@", "@"))]
        ),
        _Own.email != "",
        _Other.id != _Own.id,
        _Other.state != "disabled",
    )
    .order_by(_Other.id)
    .limit(MOST)
    .correlate(_Own)
    .scalar_subquery(),
    type_=ARRAY(Text),
)


def _lines(*columns: Any, order: Any) -> Any:
    """One JSON list of lists; None without any."""
    return select(func.jsonb_agg(aggregate_order_by(func.jsonb_build_array(*columns), order)))


_CHECKS = (
    _lines(
        ProxyCheck.kind, ProxyCheck.verdict, ProxyCheck.evidence, Staff.name, ProxyCheck.at, order=ProxyCheck.id.desc()
    )
    .select_from(ProxyCheck)
    .join(Staff, Staff.id == ProxyCheck.staff_id)
    .where(ProxyCheck.request_id == ProxyRequest.id)
    .correlate(ProxyRequest)
    .scalar_subquery()
)
_PAPERS = (
    _lines(
        Attachment.id,
        Attachment.name,
        Attachment.media_type,
        Attachment.refusal,
        Attachment.preview_type.is_not(None),
        Attachment.checked_at.is_not(None),
        order=Attachment.id,
    )
    .where(Attachment.proxy_request_id == ProxyRequest.id)
    .correlate(ProxyRequest)
    .scalar_subquery()
)
_HEAD = (
    select(
        *ProxyRequest.__table__.c,
        _CHECKS.label("checks"),
        _PAPERS.label("papers"),
        AGES_AS_SET.label("ages"),
        Task.closed_at,
        Queue.area,
        Patient.given,
        Patient.family,
        Patient.birth_date,
        Patient.mrn,
        Patient.deceased_at,
        func.coalesce(_Own.email, "").label("own_email"),
        _SAME_MAILBOX.label("same_mailbox"),
        Proxy.name.label("account_name"),
        Proxy.email.label("account_email"),
        Proxy.state.label("account_state"),
        Proxy.last_sign_in_at,
        Proxy.patient_id.label("account_patient_id"),
        _First.name.label("first_name"),
        TODAY.label("today"),
    )
    .select_from(Task)
    .join(Queue, Queue.id == Task.queue_id)
    .join(ProxyRequest, (ProxyRequest.id == Task.focus_id) & (Task.focus_type == FOCUS))
    .outerjoin(Patient, Patient.id == ProxyRequest.patient_id)
    .outerjoin(Site, Site.id == Patient.site_id)
    .outerjoin(_Own, _Own.patient_id == Patient.id)
    .outerjoin(Proxy, Proxy.id == ProxyRequest.account_id)
    .outerjoin(_First, _First.id == ProxyRequest.first_id)
    .where(Task.id == bindparam("task_id", type_=BigInteger))
)


def _checks(rows: Iterable[list[Any]]) -> tuple[dict[str, CheckLine], tuple[CheckLine, ...]]:
    newest: dict[str, CheckLine] = {}
    older = []
    for kind, verdict, evidence, by, at in rows:
        line = CheckLine(kind, verdict, evidence, by, datetime.fromisoformat(at))
        if newest.setdefault(line.kind, line) is not line:
            older.append(line)
    return newest, tuple(older)


def _patient(row: Any) -> PatientSide | None:
    if row.patient_id is None:
        return None
    name = f"{row.given} {row.family}"
    return PatientSide(row.patient_id, name, row.birth_date, row.mrn, row.own_email, row.deceased_at is not None)


def _proxy(row: Any) -> ProxySide:
    """By their account, where they have one: what a request says of them may be another's words."""
    return ProxySide(
        row.account_id,
        row.account_name or row.proxy_name,
        row.account_email or row.proxy_email,
        row.proxy_phone,
        row.proxy_birth_date,
        row.account_state or "",
        row.last_sign_in_at,
        row.account_patient_id,
    )


def _first(row: Any, actor: Actor) -> FirstApproval | None:
    if row.first_id is None:
        return None
    mine = row.first_id == actor.staff_id
    return FirstApproval(
        row.first_name, row.first_at, row.first_basis, tuple(row.first_scopes), row.first_ends_on, mine
    )


def _grants(session: Session, row: Any, rule: Ages) -> list[GrantLine]:
    """Access that isn't over: to the patient, of the proxy, and to the proxy's own record."""
    of = [ProxyGrant.patient_id == row.patient_id] if row.patient_id is not None else []
    of += [ProxyGrant.account_id == row.account_id] if row.account_id is not None else []
    of += [ProxyGrant.patient_id == row.account_patient_id] if row.account_patient_id is not None else []
    if not of:
        return []
    statement = (
        grants()
        .where(or_(*of), ProxyGrant.revoked_at.is_(None), or_(ProxyGrant.ends_on.is_(None), ProxyGrant.ends_on > TODAY))
        .order_by(ProxyGrant.starts_on, ProxyGrant.id)
        .limit(MOST_GRANTS)
    )
    return [grant_line(one, rule) for one in plain_rows(session, statement, {})]


def _is_back(line: GrantLine, row: Any) -> bool:
    """Whether this is the patient's access to the proxy's own record."""
    theirs = row.account_patient_id is not None and line.patient_id == row.account_patient_id
    return theirs and line.proxy_patient_id == row.patient_id and bool(line.opens)


def _sharing(row: Any, lines: Iterable[GrantLine]) -> tuple[str, ...]:
    """Whose mailbox the patient's own account has: of those who act for them or ask to, and of other accounts."""
    if row.patient_id is None:
        return ()
    others = {(row.account_name or row.proxy_name): row.account_email or row.proxy_email}
    others |= {line.proxy: line.email for line in lines if line.patient_id == row.patient_id}
    found = [name for name, email in others.items() if is_guardian_email(row.own_email, [email])]
    return tuple(dict.fromkeys([*found, *row.same_mailbox]))


_PEOPLE = select(
    Patient.id,
    Patient.mrn,
    Patient.given,
    Patient.family,
    Patient.birth_date,
    Patient.sex,
    Patient.phone,
    Patient.deceased_at,
).where(Patient.id == any_(bindparam("ids", type_=ARRAY(BigInteger))))


def _candidates(session: Session, said: Sent) -> tuple[CandidateLine, ...]:
    """Who may be meant, the likeliest first: by names and birth date as they were said."""
    identity = PatientIdentity((), said.family, said.given, "", said.birth_date, said.sex)
    question = Question(identity, "", frozenset())
    similar = people_spelled(session, name_words(f"{said.given} {said.family}"), MOST)
    match = ask(session, [question], also=tuple(similar)).match(question)
    ids = [one.patient_id for one in match.candidates]
    found = {one.id: one for one in plain_rows(session, _PEOPLE, {"ids": ids})}
    return tuple(
        CandidateLine(
            one.patient_id, who.mrn, who.given, who.family, who.birth_date, who.sex, who.phone,
            who.deceased_at is not None, one.score, one.why, suggested=one.patient_id == match.patient_id,
        )
        for one in match.candidates
        if (who := found.get(one.patient_id)) is not None
    )  # fmt: skip
