"""Holding a result back: for a reason of the list, with a rationale and an end, from an audience.

A hold hides what was released and stands in the way of what isn't yet. When the patient asked for it, it ends by
itself; any other waits for a clinician, who is told when it runs out, and again each day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.actions.calling_out import call_staff
from db.actions.reachable import managers, reachable
from db.actions.release_rule import RULE, after_hold
from db.actions.result_access import Held, require_audience, result_of, task_of
from db.actions.result_again import before_staff_again, locked_task
from db.actions.result_notices import opened_by, seen_by, stop_notices, tell
from db.actions.tasks import TaskState, change, check_version, clean, short, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import ResultHold, Staff
from db.queries.release_rules import release_rules
from db.registry import acting, action
from db.roles import ROLES, Permission
from rules.result_release import REASONS, Hold, HoldRefused, check_hold, default_expiry, on_expiry

BATCH = 100
AGAIN = timedelta(days=1)
RENEWED_WITHIN = timedelta(days=1)  # a hold made so soon after another one is that one renewed
RAN_OUT = "A hold on a result ran out."
LONGEST = 2_000


@action("hold.make", needs=Permission.RESULT_HOLD)
def hold(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    reason: str,
    rationale: str,
    audience: str = "everybody",
    account_id: int | None = None,
    expires_at: datetime | None = None,
    decided_by_id: int | None = None,
) -> TaskState:
    """Keep a result from an audience until `expires_at`, by default as long as the clinic's rules say.

    Who may decide on a risk of harm decides it in person: nobody enters that for somebody else. Other decisions
    may be a colleague's (`decided_by_id`). Raises `Invalid` naming the field, `Conflict` for what is held already.
    """
    held, actor = result_of(session, task_id), acting(session)
    check_version(session, held.task, seen_version)
    require_audience(session, held.patient.id, audience, account_id)
    decider = _decider(session, reason, decided_by_id)
    rules = release_rules(session)
    until = expires_at or _default_end(session, reason)
    text = clean(rationale.strip(), "rationale")
    _checked(
        reason, text, until, actor.now,
        clinician=True, audience=audience, account_id=account_id, rules=rules,
        since=_held_since(session, held.report.id, audience, account_id),
    )  # fmt: skip
    if _standing(session, held.report.id, audience, account_id) is not None:
        raise Conflict("This result is held from them already. Extend that hold instead; nothing was changed.")
    made = ResultHold(
        report_id=held.report.id,
        patient_id=held.patient.id,
        reason=reason,
        rationale=text,
        audience=audience,
        account_id=account_id,
        decided_by_id=decider.id,
        starts_at=actor.now,
        expires_at=until,
    )
    session.add(made)
    change(session, held.task)
    _tell(session, held, "result-held", made, reason=reason, audience=audience, account_id=account_id)
    stop_notices(session, held.report)
    return state(held.task)


@action("hold.second", needs=Permission.RESULT_HOLD)
def second(session: Session, *, by: Credential, hold_id: int, seen_version: int) -> TaskState:
    """Agree to a colleague's hold as the second clinician: it may then be extended beyond one clinician's days."""
    held, found = _of_hold(session, hold_id, seen_version)
    actor = acting(session)
    if found.decided_by_id == actor.person_id:
        raise Invalid("second_clinician", "You decided on this hold yourself. Ask a colleague to agree.")
    if found.second_id is not None:
        raise Conflict("A second clinician agreed to this hold already. Nothing was changed.")
    found.second_id = actor.person_id
    _changed(session, held, found)
    _tell(session, held, "hold-seconded", found)
    return state(held.task)


@action("hold.extend", needs=Permission.RESULT_HOLD)
def extend(
    session: Session, *, by: Credential, hold_id: int, seen_version: int, expires_at: datetime, rationale: str
) -> TaskState:
    """Let a hold last longer, with what speaks for it now; beyond one clinician's days only with a second one."""
    held, found = _of_hold(session, hold_id, seen_version)
    actor = acting(session)
    if isinstance(expires_at, datetime) and expires_at.tzinfo is not None and expires_at <= found.expires_at:
        raise Invalid("expires_at", "A hold is extended to a later day. To end it sooner, end it.")
    more = clean(rationale.strip(), "rationale")
    _checked(
        found.reason, more, expires_at, actor.now,
        clinician=True, second_clinician=found.second_id is not None,
        audience=found.audience, account_id=found.account_id,
        since=_held_since(session, found.report_id, found.audience, found.account_id), rules=release_rules(session),
    )  # fmt: skip
    whole = f"{found.rationale}\n{more}"
    if len(whole) > LONGEST:
        raise Invalid("rationale", f"With what was said before, at most {LONGEST:,} characters. Shorten it.")
    found.rationale, found.expires_at, found.escalated_at = whole, expires_at, None
    _changed(session, held, found)
    _tell(session, held, "hold-extended", found)
    return state(held.task)


@action("hold.lift", needs=Permission.RESULT_HOLD)
def lift(session: Session, *, by: Credential, hold_id: int, seen_version: int, reason: str) -> TaskState:
    """End a hold now. A final result that nothing else keeps is released, and who sees it anew is mailed."""
    held, found = _of_hold(session, hold_id, seen_version)
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say why the hold ends; who decided on it will ask.")
    _end(session, found, acting(session).name)
    _changed(session, held, found)
    _tell(session, held, "hold-lifted", found, reason=kept)
    return state(held.task)


@action("hold.expire", needs=Permission.SYSTEM_RUN)
def expire_due(session: Session, *, by: Credential) -> int:
    """Deal with at most 100 holds that ran out; return how many.

    One that the patient asked for ends, and the result is released. Any other stays in force: its clinician is
    told, else the managers, and the result's task is before staff again; and so again each day.
    """
    now = acting(session).now
    rows = session.execute(
        select(ResultHold.id, ResultHold.report_id)
        .where(
            ResultHold.ended_at.is_(None),
            ResultHold.expires_at <= now,
            or_(ResultHold.escalated_at.is_(None), ResultHold.escalated_at <= now - AGAIN),
        )
        .order_by(ResultHold.expires_at, ResultHold.id)
        .limit(BATCH)
    ).all()
    for row in rows:
        _ran_out(session, row.id, row.report_id)
    session.flush()
    return len(rows)


def end_holds(session: Session, report_id: int) -> int:
    """End all holds of a report that turned out to be another patient's; nothing is released. Return how many."""
    actor = acting(session)
    standing = session.scalars(
        select(ResultHold).where(ResultHold.report_id == report_id, ResultHold.ended_at.is_(None)).with_for_update()
    ).all()
    for found in standing:
        found.ended_at, found.ended_by = actor.now, actor.name
        found.version += 1
        audit(session, "hold.ended", patient_id=found.patient_id, subject=("result_hold", found.id))
    session.flush()
    return len(standing)


def _ran_out(session: Session, hold_id: int, report_id: int) -> None:
    task = locked_task(session, task_of(session, report_id))
    found = session.scalars(
        select(ResultHold).where(ResultHold.id == hold_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if found.ended_at is not None or found.expires_at > acting(session).now:
        return  # a person was faster
    released = on_expiry(_rule(found)) == "release"
    task_event(session, task.id, "hold-expired", hold_id=hold_id, released=released)
    audit(session, "hold.expired", patient_id=found.patient_id, subject=("result_hold", hold_id), released=released)
    if released:
        _end(session, found, RULE)
        found.version += 1
        return
    found.escalated_at = acting(session).now
    before_staff_again(session, task, "A hold ran out")
    people = reachable(session, [found.decided_by_id], task, acting(session).now)
    call_staff(session, task, people or managers(session, task, acting(session).now), RAN_OUT)


def _end(session: Session, found: ResultHold, who: str) -> None:
    """End a hold; release what nothing keeps any more, and mail those who see it for the first time."""
    report_id = found.report_id
    before = seen_by(session, [report_id])
    found.ended_at, found.ended_by = acting(session).now, who
    session.flush()
    after_hold(session, report_id)
    tell(session, [report_id], "new", but=before | opened_by(session, [report_id]))


def _of_hold(session: Session, hold_id: int, seen_version: int) -> tuple[Held, ResultHold]:
    """A hold that stands as it was on screen, with its result; only who may decide on harm touches such a hold."""
    report_id = session.scalar(select(ResultHold.report_id).where(ResultHold.id == hold_id))
    if report_id is None:
        raise NotFound("hold")
    held = result_of(session, task_of(session, report_id))
    found = session.scalars(
        select(ResultHold).where(ResultHold.id == hold_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if found.reason == "harm":
        acting(session).require(Permission.RESULT_HOLD_HARM)
    if found.ended_at is not None:
        raise Conflict(f"{found.ended_by} ended this hold already. Nothing was changed.")
    if found.version != seen_version:
        raise Conflict("Somebody changed this hold in the meantime. Nothing of yours was changed; look again.")
    return held, found


def _changed(session: Session, held: Held, found: ResultHold) -> None:
    found.version += 1
    change(session, held.task)


def _tell(session: Session, held: Held, kind: str, found: ResultHold, **detail: Any) -> None:
    until = found.expires_at.isoformat()
    task_event(session, held.task.id, kind, hold_id=found.id, until=until, **detail)
    known = {name: value for name, value in detail.items() if name in ("audience", "account_id")}
    audit(
        session,
        f"hold.{kind.rpartition('-')[2]}",
        patient_id=found.patient_id,
        subject=("result_hold", found.id),
        report_id=found.report_id,
        until=until,
        **known,
    )


def _decider(session: Session, reason: str, decided_by_id: int | None) -> Staff:
    """Who decided: for harm the acting clinician, else anybody who may hold results."""
    actor = acting(session)
    if reason == "harm":
        if not actor.may(Permission.RESULT_HOLD_HARM) or decided_by_id not in (None, actor.person_id):
            raise Invalid("decided_by_id", "The clinician who decided on a risk of harm holds the result in person.")
        decided_by_id = actor.person_id
    decider = session.get(Staff, decided_by_id if decided_by_id is not None else actor.person_id)
    role = ROLES.get(decider.role) if decider is not None and decider.deactivated_at is None else None
    if decider is None or role is None or Permission.RESULT_HOLD not in role.permissions:
        raise Invalid("decided_by_id", "Name a nurse or prescriber who works here.")
    return decider


def _checked(reason: str, rationale: str, expires_at: datetime | None, now: datetime, **more: Any) -> None:
    if expires_at is not None and (not isinstance(expires_at, datetime) or expires_at.tzinfo is None):
        raise Invalid("expires_at", "Choose a day and a time.")
    try:
        check_hold(reason, rationale, expires_at, now, **more)
    except HoldRefused as refused:
        raise Invalid(refused.field, refused.sentence) from None


def _default_end(session: Session, reason: str) -> datetime | None:
    now = acting(session).now
    return default_expiry(reason, now, release_rules(session)) if reason in REASONS else None


def _same(report_id: int, audience: str, account_id: int | None) -> Any:
    return (
        (ResultHold.report_id == report_id)
        & (ResultHold.audience == audience)
        & ResultHold.account_id.is_not_distinct_from(account_id)
    )


def _standing(session: Session, report_id: int, audience: str, account_id: int | None) -> int | None:
    return session.scalar(
        select(ResultHold.id).where(_same(report_id, audience, account_id), ResultHold.ended_at.is_(None)).limit(1)
    )


def _held_since(session: Session, report_id: int, audience: str, account_id: int | None) -> datetime | None:
    """Since when they have been held out: one clinician's days aren't doubled by making a new hold."""
    recent = acting(session).now - RENEWED_WITHIN
    return session.scalar(
        select(func.min(ResultHold.starts_at)).where(
            _same(report_id, audience, account_id), or_(ResultHold.ended_at.is_(None), ResultHold.ended_at > recent)
        )
    )


def _rule(found: ResultHold) -> Hold:
    """The hold in the rules' words."""
    return Hold(found.reason, found.audience, found.starts_at, found.expires_at)  # type: ignore[arg-type]  # by CHECK
