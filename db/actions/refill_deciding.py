"""Deciding refill requests: a prescriber by judgement, a nurse with the clinic's authority by an approved protocol.

The protocol is asked again in the transaction that decides, and kept with the facts. What was decided reaches the
medication list, the pharmacy and the patient in that same transaction, or none of them.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.pharmacy_orders import place, prescriber_of
from db.actions.reauthentication import GivenAgain, require_given
from db.actions.refill_access import (
    LONGEST_TEXT,
    Held,
    judged_now,
    require_authority,
    require_same_medication,
    step,
    undecided,
)
from db.actions.refill_authority import Seen, lock_protocol, require_may_give
from db.actions.refill_errands import ask_for_new_prescription, ask_for_tie
from db.actions.refill_supplies import Supply, renew, require_supply, tell
from db.actions.refills import usable_pharmacy
from db.actions.tasks import TaskState, clean, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Pharmacy
from db.queries.refill_facts import Judged
from db.registry import acting, action
from db.roles import Permission
from rules.refill_answers import BRIDGE_NOTE, DENIALS, TIES


def approving(task_id: int) -> str:
    """What a password is given again for: approving this one request."""
    return f"refill.approve:{task_id}"


def bridging(task_id: int) -> str:
    """The same of a short supply."""
    return f"refill.bridge:{task_id}"


@action("refill.approve", needs=Permission.REFILL_PROTOCOL)
def approve(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    seen_medication_version: int,
    days: int,
    refills: int,
    seen_protocol: Seen,
    given: GivenAgain | None = None,
    pharmacy_id: int | None = None,
    text: str = "",
) -> TaskState:
    """Approve `days` of supply with so many `refills`; the pharmacy is sent an order, the patient a mail.

    A prescriber approves anything but schedule II. Somebody with protocol authority approves what passes the
    protocol entirely, not more than it gives, as long as it is the very one that was on screen (`seen_protocol`: its
    id and version), else `Conflict` says who changed or stopped it; so it does where the medication isn't in the
    `seen_medication_version`. A controlled drug, or one of unknown schedule, takes a prescriber who gave the password
    again for it (`given`, for `approving(task_id)`). `pharmacy_id`: another than the request's or the chart's; `text`
    is for the patient.
    """
    reauthenticated = _given_again(session, given, approving(task_id))
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Approving")
    require_same_medication(held, seen_medication_version)
    lock_protocol(session, held)
    supply = require_supply(days, refills, held.drug)
    judged = judged_now(session, held)
    by_protocol = require_may_give(session, held, judged, "approve", supply, seen_protocol, reauthenticated)
    chosen, words = chosen_pharmacy(session, held, pharmacy_id), _words(text)
    give(session, held, judged, supply, chosen, words, by_protocol=by_protocol, reauthenticated=reauthenticated)
    return state(held.task)


@action("refill.bridge", needs=Permission.REFILL_PROTOCOL)
def bridge(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    seen_medication_version: int,
    days: int,
    tie: str,
    seen_protocol: Seen,
    given: GivenAgain | None = None,
    pharmacy_id: int | None = None,
    team_id: int | None = None,
    text: str = "",
) -> TaskState:
    """Approve a short supply until a `visit` or `labs`, and make the to-do for that, of `team_id` or the front desk.

    By protocol only where it proposes a bridge, not for more days, and tied to what it lacks. The rest as `approve`,
    `given` for `bridging(task_id)`.
    """
    if tie not in TIES:
        raise Invalid("tie", "Say what the short supply is until: a visit, or labs.")
    reauthenticated = _given_again(session, given, bridging(task_id))
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Approving")
    require_same_medication(held, seen_medication_version)
    lock_protocol(session, held)
    supply = replace(require_supply(days, 0, held.drug), note=BRIDGE_NOTE[tie])
    judged = judged_now(session, held)
    by_protocol = require_may_give(session, held, judged, "bridge", supply, seen_protocol, reauthenticated, tie=tie)
    chosen, words = chosen_pharmacy(session, held, pharmacy_id), _words(text)
    ask_for_tie(session, held, tie, team_id)
    give(
        session, held, judged, supply, chosen, words, by_protocol=by_protocol, reauthenticated=reauthenticated,
        decision="bridged",
    )  # fmt: skip
    return state(held.task)


@action("refill.deny", needs=Permission.REFILL_PROTOCOL)
def deny(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    reason: str,
    text: str,
) -> TaskState:
    """Deny a request for a `reason` of `rules.refill_answers.DENIALS`; `text` is what the patient reads.

    For a prescriber or who has protocol authority. Raises `Invalid` without a text.
    """
    if reason not in DENIALS:
        raise Invalid("reason", "Choose why it is denied.")
    words = _words(text)
    if not words:
        raise Invalid("text", "Tell the patient why, and what to do now.")
    require_authority(session)
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Denying")
    _decide(session, held, judged_now(session, held), "denied", words, why=reason)
    return state(held.task)


@action("refill.new-prescription", needs=Permission.REFILL_PREPARE)
def new_prescription(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    text: str = "",
) -> TaskState:
    """Close a request that can't be refilled, such as of schedule II, with the to-do of a new prescription.

    The to-do is the prescriber's of the chart, else of the prescribers' team. `text` is for the patient.
    """
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Closing")
    ask_for_new_prescription(session, held)
    _decide(session, held, judged_now(session, held), "new-prescription", _words(text))
    return state(held.task)


def give(
    session: Session,
    held: Held,
    judged: Judged,
    supply: Supply,
    pharmacy: Pharmacy | None,
    text: str,
    *,
    by_protocol: bool,
    reauthenticated: bool = False,
    decision: str = "approved",
) -> None:
    """Give a supply whose checks have passed; for one and for many at once."""
    actor = acting(session)
    known = renew(session, held, supply, lasting=decision == "approved")
    by_prescriber = actor.may(Permission.REFILL_DECIDE)
    prescriber = actor.name if by_prescriber else prescriber_of(session, held, judged.protocol_id)
    _decide(
        session, held, judged, decision, text, days=supply.days, refills=supply.refills, by_protocol=by_protocol,
        reauthenticated=reauthenticated,
    )  # fmt: skip
    place(session, held, known, pharmacy, prescriber)


def chosen_pharmacy(session: Session, held: Held, pharmacy_id: int | None = None) -> Pharmacy | None:
    """Where the order goes: where it was said to, else where the request came from, else the chart's pharmacy.

    One of the latter two that isn't in use any more counts as none: the order is printed.
    """
    if pharmacy_id is not None:
        return usable_pharmacy(session, pharmacy_id)
    for known in (held.request.pharmacy_id, held.medication.pharmacy_id):
        pharmacy = session.get(Pharmacy, known) if known is not None else None
        if pharmacy is not None and pharmacy.active:
            return pharmacy
    return None


def _decide(
    session: Session,
    held: Held,
    judged: Judged,
    decision: str,
    text: str,
    *,
    why: str = "",
    days: int | None = None,
    refills: int | None = None,
    by_protocol: bool = False,
    reauthenticated: bool = False,
) -> None:
    """Write a decision, tell who asked, and close the task."""
    actor, request, task = acting(session), held.request, held.task
    request.schedule, request.days, request.refills = held.drug.schedule, days, refills
    request.decision, request.decided_at, request.decided_by = decision, actor.now, actor.name
    step(
        session, held, decision, judged, reason=text, days=days, refills=refills, by_protocol=by_protocol,
        reauthenticated=reauthenticated,
    )  # fmt: skip
    detail = {"days": days, "refills": refills, "by_protocol": by_protocol, "why": why}
    kept = {name: value for name, value in detail.items() if value not in (None, "", False)}
    task_event(session, task.id, f"refill-{decision}", **kept)
    audit(
        session, f"refill.{decision}", patient_id=held.patient.id, subject=("refill_request", request.id),
        protocol_id=judged.protocol_id, protocol_version=judged.protocol_version, reauthenticated=reauthenticated,
        **kept,
    )  # fmt: skip
    tell(session, held)
    if task.first_response_at is None:
        task.first_response_at = actor.now
    end(session, task, decision)


def _given_again(session: Session, given: GivenAgain | None, deed: str) -> bool:
    if given is None:
        return False
    require_given(session, given, deed)
    return True


def _words(text: str) -> str:
    kept = clean(text.strip(), "text")
    if len(kept) > LONGEST_TEXT:
        raise Invalid("text", f"At most {LONGEST_TEXT:,} characters; this has {len(kept):,}.")
    return kept
