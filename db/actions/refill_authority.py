"""Who may give a supply: a prescriber, or somebody with protocol authority as far as the protocol goes."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.refill_access import Held, require_authority
from db.actions.refill_supplies import Supply
from db.errors import Conflict, Forbidden, Invalid, Since
from db.models import RefillProtocol
from db.queries.refill_facts import Judged
from db.registry import acting
from db.roles import Permission
from rules.drugs import SCHEDULE_UNKNOWN

Seen = tuple[int, int] | None  # a protocol's id and version, as they were on screen
SCHEDULE_TWO = "A drug of schedule II can't be refilled: a new prescription is needed."  # 21 CFR 1306.12


def lock_protocol(session: Session, held: Held) -> None:
    """Keep the protocol of the drug's class as it is to the end of the transaction: it is about to be asked."""
    found = select(RefillProtocol.id).where(RefillProtocol.drug_class == held.drug.drug_class)
    session.execute(found.with_for_update(read=True)).all()


def require_may_give(
    session: Session,
    held: Held,
    judged: Judged,
    kind: Literal["approve", "bridge"],
    supply: Supply,
    seen: Seen,
    reauthenticated: bool,
    *,
    tie: str = "",
) -> bool:
    """Whether the supply rests on the protocol alone; raises `Invalid`, `Forbidden` or `Conflict` where it can't be."""
    actor = acting(session)
    require_authority(session)
    if held.patient.deceased_at is not None:
        raise Invalid("patient_id", "This patient has died. Close the request; nothing was changed.")
    drug = held.drug
    if drug.schedule == "II":
        raise Invalid("days", SCHEDULE_TWO)
    prescriber = actor.may(Permission.REFILL_DECIDE)
    if drug.schedule_unknown and not prescriber:
        raise Forbidden(f"{SCHEDULE_UNKNOWN}. Prepare it for a prescriber; nothing was changed.")
    if drug.controlled and not prescriber:
        raise Forbidden("Only a prescriber decides about a controlled drug. Prepare it for one; nothing was changed.")
    if drug.schedule_unknown and not reauthenticated:
        raise Invalid("password", f"{SCHEDULE_UNKNOWN}. Give your password again.")
    if drug.controlled and not reauthenticated:
        raise Invalid("password", "This is a controlled drug: give your password again.")
    if prescriber:
        return False
    require_same_protocol(session, judged, seen)
    _require_within(judged, kind, supply, tie)
    return True


def require_same_protocol(session: Session, judged: Judged, seen: Seen) -> None:
    """Raise `Conflict` where the protocol in force isn't the one that was on screen, `Invalid` where there is none."""
    if judged.active and seen == (judged.protocol_id, judged.protocol_version):
        return
    if seen is None and not judged.active:
        raise Invalid("days", "No protocol is in force for this drug. Prepare it for a prescriber.")
    number = seen[0] if seen is not None else judged.protocol_id
    protocol = session.get(RefillProtocol, number, populate_existing=True) if number is not None else None
    who = protocol.changed_by if protocol else "Somebody"
    what = "changed the protocol" if judged.active else "switched the protocol off"
    since = Since(who, what, protocol.changed_at if protocol else None)
    raise Conflict(f"{who} {what} in the meantime. Nothing was approved; look again.", since)


def _require_within(judged: Judged, kind: str, supply: Supply, tie: str) -> None:
    evaluation = judged.evaluation
    proposal = evaluation.proposal
    if kind == "approve" and not evaluation.passes:
        lacking = [each.words for each in evaluation.criteria if each.verdict != "met"]
        words = f": {', '.join(lacking)}" if lacking else ""
        raise Invalid("days", f"Not everything that the protocol asks is met{words}. Prepare it for a prescriber.")
    if proposal.kind != kind:
        raise Invalid("days", "The protocol gives no such supply here. Prepare it for a prescriber.")
    if supply.days > (proposal.days or 0):
        raise Invalid("days", f"The protocol gives at most {proposal.days} days.")
    if supply.refills > (proposal.refills or 0):
        raise Invalid("refills", f"The protocol gives at most {proposal.refills or 0} refills.")
    if tie != proposal.tie:
        raise Invalid("tie", f"The protocol ties this supply to {'a visit' if proposal.tie == 'visit' else 'labs'}.")
