"""The one way for a person's action to a refill request: its task, the request, the medication, locked in this order.

What was decided is a row of `refill_decision`, with the facts it was decided on.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.tasks import (
    NEWS,
    check_inbound,
    check_version,
    permitted_task,
    require_open,
    vocabulary,
)
from db.errors import Conflict, Forbidden, NotFound, Since
from db.models import Medication, Patient, RefillDecision, RefillRequest, Staff, Task
from db.queries.clinic_hours import Clocks
from db.queries.refill_facts import Judged, evaluate_all
from db.registry import acting
from db.roles import Permission
from rules.drugs import Drug, drug_of

FOCUS = RefillRequest.__tablename__
LONGEST_TEXT = 2_000
DECIDED = {
    "approved": "approved it",
    "bridged": "approved a bridge supply",
    "denied": "denied it",
    "new-prescription": "asked for a new prescription instead",
    "merged": "merged it into another request",
    "withdrawn": "took it back",
}
vocabulary(
    deeds={
        "refill-approved": "approved the refill",
        "refill-bridged": "approved a bridge supply",
        "refill-denied": "denied the refill",
        "refill-new-prescription": "asked for a new prescription",
        "refill-merged": "merged the refill request into another one",
        "refill-merged-in": "merged another refill request into it",
        "refill-withdrawn": "took the refill request back",
        "refill-prepared": "prepared the refill for a prescriber",
        "refill-forwarded": "passed the refill on to a prescriber",
        "refill-asked": "asked the patient about the refill",
        "note-alarmed": "found alarming words in the note",
    },
    outcomes={
        "approved": "Approved",
        "bridged": "Bridge supply",
        "denied": "Denied",
        "new-prescription": "New prescription needed",
        "merged": "Merged",
        "withdrawn": "Taken back",
    },
)
NEWS[FOCUS] = "The patient answered"


@dataclass(frozen=True, slots=True)
class Held:
    """A refill request in an action's hands: rows that stay locked to the end of the transaction."""

    task: Task
    request: RefillRequest
    medication: Medication
    patient: Patient

    @property
    def drug(self) -> Drug:
        """What the medication is; the stricter schedule of the chart's and of what is known by name."""
        return drug_of(self.medication.display, self.medication.schedule)


def request_of(session: Session, task_id: int) -> Held:
    """The refill request that a task is about, if the acting person may work it. `NotFound` for another task."""
    task = permitted_task(session, task_id, "work")
    request = _request(session, task.focus_id) if task.focus_type == FOCUS else None
    if request is None:
        raise NotFound("refill request")
    medication = session.scalars(
        select(Medication)
        .where(Medication.id == request.medication_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    return Held(task, request, medication, session.get_one(Patient, request.patient_id))


def undecided(session: Session, task_id: int, seen_version: int, seen_inbound_id: int | None, deed: str) -> Held:
    """The same, as it was on screen. Raises `Conflict` naming who decided it or changed it since, or `NewInbound`."""
    held = request_of(session, task_id)
    require_undecided(held.request)
    check_inbound(held.task, seen_inbound_id, deed)
    check_version(session, held.task, seen_version)
    require_open(held.task)
    return held


def require_same_medication(held: Held, seen_version: int) -> None:
    """Raise `Conflict` where the medication isn't as it was on screen: another request for it may have renewed it."""
    if held.medication.version != seen_version:
        raise Conflict("This medication was renewed or changed since you opened it. Nothing was changed; look again.")


def require_undecided(request: RefillRequest) -> None:
    """Raise `Conflict` that says who decided the request, and how."""
    if request.decision:
        who, what = request.decided_by or "", DECIDED[request.decision]
        raise Conflict(f"{who} {what} already. Nothing was changed.", Since(who, what, request.decided_at))


def may_approve(session: Session) -> bool:
    """Whether the acting person decides refills: a prescriber, or somebody whom the clinic gave the authority."""
    actor = acting(session)
    if actor.may(Permission.REFILL_DECIDE):
        return True
    given = session.scalar(select(Staff.protocol_authority).where(Staff.id == actor.person_id))
    return bool(given) and actor.may(Permission.REFILL_PROTOCOL)


def require_authority(session: Session) -> None:
    """Raise `Forbidden` for whoever may prepare a refill, not decide it."""
    if not may_approve(session):
        raise Forbidden("You may prepare this request for a prescriber, not decide it. Nothing was changed.")


def judged_now(session: Session, held: Held) -> Judged:
    """How the request stands against its protocol in this transaction."""
    return evaluate_all(session, [held.request.id], acting(session).now)[held.request.id]


def today(session: Session, held: Held) -> date:
    """The date at the patient's site."""
    now = acting(session).now
    return Clocks(session).hours_at(None, held.patient.site_id, now.year).local_day(now)


def step(session: Session, held: Held, kind: str, judged: Judged | None = None, **values: Any) -> RefillDecision:
    """Keep one step of deciding, with the facts that it was taken on."""
    actor = acting(session)
    made = RefillDecision(
        request_id=held.request.id,
        step=kind,
        staff_id=actor.staff_id,
        decided_by=actor.name,
        at=actor.now,
        proposal=judged.evaluation.proposal.kind if judged else "",
        protocol_id=judged.protocol_id if judged else None,
        protocol_version=judged.protocol_version if judged else None,
        criteria=criteria_json(judged) if judged else [],
        **values,
    )
    session.add(made)
    session.flush()
    return made


def criteria_json(judged: Judged) -> list[dict[str, Any]]:
    """The criteria as a decision keeps them."""
    rows = (asdict(criterion) for criterion in judged.evaluation.criteria)
    return [row | {"on": row["on"].isoformat() if row["on"] else None} for row in rows]


def _request(session: Session, request_id: int) -> RefillRequest | None:
    return session.scalar(
        select(RefillRequest)
        .where(RefillRequest.id == request_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
