"""Releasing results by hand, to an audience or many normal ones at once, and taking a release back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.bulk import BulkDone, Item
from db.actions.follow_ups import reviewing
from db.actions.release_rule import take_back
from db.actions.result_access import Held, require_audience, require_releasable, result_of, within
from db.actions.result_notices import opened_by, seen_by, tell
from db.actions.result_tasks import FOCUS
from db.actions.result_values import shown_values, topic_of
from db.actions.tasks import TaskState, change, check_inbound, check_version, require_open, short, state
from db.audit import audit, task_event
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NewInbound, Refused
from db.models import ResultHold, ResultRelease
from db.registry import acting, action
from db.roles import Permission

MOST = 500
UNSEEN = "A newer version came that you haven't seen."


@action("result.release", needs=Permission.RESULT_RELEASE)
def release(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    audience: str = "everybody",
    account_id: int | None = None,
) -> TaskState:
    """Open a final result to an audience. Who can see it now is mailed after the undo window, the deceased's never.

    What is released to them already stays so and writes nothing. Raises `Invalid` for a result that isn't final,
    for an account that doesn't act for the patient, and while the audience is held out; `NewInbound` when a newer
    version came.
    """
    held = result_of(session, task_id)
    check_inbound(held.task, seen_inbound_id, "Releasing")
    check_version(session, held.task, seen_version)
    releasing(session, held, audience, account_id)
    return state(held.task)


def releasing(session: Session, held: Held, audience: str, account_id: int | None) -> bool:
    """Release one result whose versions were checked; whether anything changed."""
    require_releasable(held.report)
    require_audience(session, held.patient.id, audience, account_id)
    _require_free(session, held, (audience, account_id))
    if _is_open(session, held, (audience, account_id)):
        return False
    before, actor = seen_by(session, [held.report.id]), acting(session)
    session.add(
        ResultRelease(
            report_id=held.report.id,
            patient_id=held.patient.id,
            audience=audience,
            account_id=account_id,
            released_at=actor.now,
            released_by=actor.name,
        )
    )
    change(session, held.task)
    detail = {"audience": audience, "account_id": account_id}
    task_event(session, held.task.id, "result-released", **detail)
    audit(session, "result.released", patient_id=held.patient.id, subject=(FOCUS, held.report.id), **detail)
    but = before | opened_by(session, [held.report.id])
    tell(session, [held.report.id], "new", but=but, send_after=undoable(actor.now))
    return True


def undoable(now: datetime) -> datetime:
    """When a mail leaves that a person caused: they may think better of it."""
    return now + timedelta(seconds=config().undo_seconds)


@action("result.release-many", needs=Permission.RESULT_RELEASE, once=True)
def release_many(session: Session, *, by: Credential, token: UUID, items: tuple[Item, ...], expected: int) -> BulkDone:
    """Release normal results, note them as reviewed, and close their tasks; `expected` is the number confirmed.

    Only what is surely normal: a result with any value that can't be told to be so is passed over with the reason,
    as are those held from everybody, changed since, or closed.
    """
    chosen = {item.id: item for item in items}
    if not chosen:
        raise Invalid("items", "Select the results to release first.")
    if len(chosen) != expected:
        raise Conflict(f"You confirmed {expected:,} results, but {len(chosen):,} were sent. Nothing was released.")
    if len(chosen) > MOST:
        raise Invalid("items", f"Release at most {MOST:,} results at once.")
    skipped = [[item.id, why] for item in sorted(chosen.values(), key=_by_id) if (why := _tried(session, item))]
    return BulkDone(len(chosen) - len(skipped), skipped)


@action("result.withdraw", needs=Permission.RESULT_RELEASE)
def withdraw(session: Session, *, by: Credential, task_id: int, seen_version: int, reason: str) -> TaskState:
    """Take every release of a result back: nobody sees it in the portal from now on. The reason is kept.

    The rule doesn't release it again by itself. Raises `Conflict` when nothing of it is released.
    """
    held = result_of(session, task_id)
    check_version(session, held.task, seen_version)
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say why it is taken back; the patient may have seen it and ask.")
    if not take_back(session, [held.report.id], kept, by=acting(session).name):
        raise Conflict("Nothing of this result is released. Nothing was changed.")
    change(session, held.task)
    return state(held.task)


def _by_id(item: Item) -> int:
    return item.id


def _tried(session: Session, item: Item) -> str:
    """Release and review one of many; why it couldn't be, or nothing."""
    try:
        with session.begin_nested():
            _release_normal(session, item)
    except NewInbound:
        return UNSEEN
    except Conflict as conflict:
        since = conflict.since
        return f"{since.who} {since.what} in the meantime." if since is not None else str(conflict)
    except Refused as refusal:
        return str(refusal)
    return ""


def _release_normal(session: Session, item: Item) -> None:
    held = result_of(session, item.id)
    check_inbound(held.task, item.seen_inbound_id, "Releasing")
    check_version(session, held.task, item.version)
    require_open(held.task)
    if topic_of(held.report.severity, shown_values(session, [held.report.id])[held.report.id]) != "normal":
        raise Invalid("items", "It isn't surely normal: open it and decide.")
    releasing(session, held, "everybody", None)
    reviewing(session, held, "none", then="close")


def _require_free(session: Session, held: Held, audience: tuple[str, int | None]) -> None:
    holds = session.scalars(
        select(ResultHold).where(ResultHold.report_id == held.report.id, ResultHold.ended_at.is_(None))
    )
    for hold in holds:
        if within(session, audience, (hold.audience, hold.account_id), held.patient.id):
            until = f"{hold.expires_at:%b} {hold.expires_at.day}"
            raise Invalid("audience", f"This result is held from them until {until}. End the hold to release it.")


def _is_open(session: Session, held: Held, audience: tuple[str, int | None]) -> bool:
    """Whether a release that stands takes in all of the audience."""
    standing = session.scalars(
        select(ResultRelease).where(
            ResultRelease.report_id == held.report.id,
            ResultRelease.patient_id == held.patient.id,
            ResultRelease.withdrawn_at.is_(None),
        )
    )
    return any(within(session, audience, (one.audience, one.account_id), held.patient.id) for one in standing)
