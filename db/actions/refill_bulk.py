"""Approving at once those refills whose protocol passes entirely."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.bulk import BulkDone, Item
from db.actions.refill_access import FOCUS, require_authority, undecided
from db.actions.refill_authority import require_may_give
from db.actions.refill_deciding import chosen_pharmacy, give
from db.actions.refill_supplies import require_supply
from db.credentials import Credential
from db.errors import Conflict, Invalid, NewInbound, NotFound, Refused
from db.models import Medication, RefillProtocol, RefillRequest, Task
from db.queries.refill_facts import Judged, evaluate_all
from db.registry import acting, action
from db.roles import Permission
from rules.drugs import SCHEDULE_UNKNOWN

MOST = 500
UNSEEN = "The patient answered, which you haven't seen."
NOT_ALL_MET = "Not everything that the protocol asks is met: open it and decide."
OTHER_PROTOCOL = "The protocol was changed or switched off in the meantime."


@action("refill.approve-many", needs=Permission.REFILL_PROTOCOL, once=True)
def approve_many(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    items: tuple[Item, ...],
    expected: int,
    protocols: tuple[tuple[int, int], ...],
) -> BulkDone:
    """Approve what the protocols give for each request that passes its protocol; `expected` is the number confirmed.

    `protocols`: id and version of each that was in force on the list that was confirmed. A request that doesn't pass
    entirely now, whose protocol is another, that is controlled, decided or changed since is passed over with the
    reason. For a prescriber too: what doesn't pass is opened and decided alone.
    """
    chosen = {item.id: item for item in items}
    if not chosen:
        raise Invalid("items", "Select the refills to approve first.")
    if len(chosen) != expected:
        raise Conflict(f"You confirmed {expected:,} refills, but {len(chosen):,} were sent. Nothing was approved.")
    if len(chosen) > MOST:
        raise Invalid("items", f"Approve at most {MOST:,} refills at once.")
    require_authority(session)
    judged = _judged(session, list(chosen))
    seen = frozenset(tuple(each) for each in protocols)
    skipped = [
        [task_id, why]
        for task_id in sorted(chosen)
        if (why := _tried(session, chosen[task_id], judged.get(task_id), seen))
    ]
    return BulkDone(len(chosen) - len(skipped), skipped)


def _judged(session: Session, task_ids: list[int]) -> dict[int, Judged]:
    """How each stands now, by its task; tasks and medications locked in the order of their ids."""
    rows = session.execute(
        select(Task.id, Task.focus_id)
        .where(Task.id.in_(task_ids), Task.focus_type == FOCUS)
        .order_by(Task.id)
        .with_for_update(of=Task, key_share=True)
    ).all()
    requests = [row.focus_id for row in rows]
    session.execute(
        select(RefillRequest.id).where(RefillRequest.id.in_(requests)).order_by(RefillRequest.id).with_for_update()
    ).all()
    # Before they are judged, so that none is renewed in between: of two requests for one medication one waits.
    asked_for = select(RefillRequest.medication_id).where(RefillRequest.id.in_(requests))
    session.execute(
        select(Medication.id)
        .where(Medication.id.in_(asked_for))
        .order_by(Medication.id)
        .with_for_update(key_share=True)
    ).all()
    session.execute(select(RefillProtocol.id).order_by(RefillProtocol.id).with_for_update(read=True)).all()
    found = evaluate_all(session, requests, acting(session).now)
    return {row.id: found[row.focus_id] for row in rows if row.focus_id in found}


def _tried(session: Session, item: Item, judged: Judged | None, seen: frozenset[tuple[int, ...]]) -> str:
    """Approve one of many; why it couldn't be, or nothing."""
    try:
        with session.begin_nested():
            _approve_passing(session, item, judged, seen)
    except NewInbound:
        return UNSEEN
    except Conflict as conflict:
        since = conflict.since
        return f"{since.who} {since.what} in the meantime." if since is not None else str(conflict)
    except Refused as refusal:
        return str(refusal)
    return ""


def _approve_passing(session: Session, item: Item, judged: Judged | None, seen: frozenset[tuple[int, ...]]) -> None:
    held = undecided(session, item.id, item.version, item.seen_inbound_id, "Approving")
    if judged is None:
        raise NotFound("refill request")
    if held.drug.controlled:
        what = SCHEDULE_UNKNOWN if held.drug.schedule_unknown else "It is a controlled drug"
        raise Invalid("items", f"{what}: open it and decide.")
    if not judged.evaluation.passes:
        raise Invalid("items", NOT_ALL_MET)
    if judged.protocol_id is None or (judged.protocol_id, judged.protocol_version) not in seen:
        raise Conflict(OTHER_PROTOCOL)
    proposal = judged.evaluation.proposal
    supply = require_supply(proposal.days or 0, proposal.refills or 0, held.drug)
    protocol = (judged.protocol_id, judged.protocol_version or 0)
    require_may_give(session, held, judged, "approve", supply, protocol, reauthenticated=False)
    # By the protocol alone, whoever pressed the button: nobody looked at each of them.
    give(session, held, judged, supply, chosen_pharmacy(session, held), "", by_protocol=True)
