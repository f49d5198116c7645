"""The rows of a refill request: the request, its task with its history, its steps, the order to the pharmacy."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.refill_steps import PREPARED
from db.models import (
    OrderState,
    PharmacyOrder,
    Priority,
    Queue,
    RefillDecision,
    RefillRequest,
    Task,
    TaskEvent,
    TaskStatus,
    Team,
)
from db.roles import WORKER
from demo.bulk import Bulk
from demo.case import Colleague
from demo.medicines import PHARMACIES, Course, Medicines, Record
from demo.patients import Person
from rules.deadlines import BusinessHours
from rules.drugs import drug_of
from rules.refill_deadlines import decision_due, decision_urgency
from rules.refill_protocol import Evaluation, Protocol, supply_ends

MINUTE = timedelta(minutes=1)
RUNS_OUT = "The supply runs out"


@dataclass(frozen=True, slots=True)
class InForce:
    """A protocol that stands, as a decision names it."""

    id: int
    version: int
    protocol: Protocol


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for what, when. `actor` is what the task's history calls them."""

    person: Person
    record: Record
    course: Course
    at: datetime
    source: str
    account_id: int | None
    name: str
    actor: str
    note: str = ""
    dose: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, on which facts, by `who`: one of the staff (`by`), or whoever asked and took it back.

    `protocol` is the one that it was held against; `by_protocol`: it decided.
    """

    kind: str
    at: datetime
    who: str
    by: Colleague | None
    evaluation: Evaluation
    days: int | None = None
    refills: int | None = None
    reason: str = ""
    by_protocol: bool = False
    protocol: InForce | None = None
    into_id: int | None = None
    order: OrderState = OrderState.ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a nurse proposes to a prescriber."""

    at: datetime
    by: Colleague
    days: int
    refills: int
    note: str


class RefillRows:
    """Keeps requests."""

    def __init__(
        self, session: Session, bulk: Bulk, medicines: Medicines, site_ids: dict[str, int], hours: BusinessHours
    ) -> None:
        self.bulk, self.site_ids, self.hours = bulk, site_ids, hours
        self.queue = session.scalars(select(Queue).where(Queue.slug == "refills")).one()
        self.prescribers = session.scalars(select(Team.id).where(Team.name == "Prescribers")).one()
        self.takes_mail = {pharmacy_id: bool(PHARMACIES[at][4]) for at, pharmacy_id in enumerate(medicines.pharmacies)}

    def keep(self, ask: Ask, decision: Decision | None = None, prepared: Prepared | None = None) -> int:
        """Add a request with its task, its steps and its order; return its id."""
        drug = drug_of(ask.course.drug.display)
        request_id = self.bulk.next_id(RefillRequest)
        self.bulk.add(
            RefillRequest, id=request_id, patient_id=ask.person.id, medication_id=ask.course.id, source=ask.source,
            account_id=ask.account_id, requested_by=ask.name, pharmacy_id=ask.record.pharmacy_id, note=ask.note,
            asked_dose=ask.dose, headline=_headline(ask), ingredient=drug.ingredient, drug_class=drug.drug_class,
            schedule=drug.schedule, created_at=ask.at,
            prepared_at=prepared.at if prepared else None, prepared_by=prepared.by.name if prepared else None,
            prepared_days=prepared.days if prepared else None, prepared_refills=prepared.refills if prepared else None,
            prepared_note=prepared.note if prepared else "",
            decision=decision.kind if decision else "", decided_at=decision.at if decision else None,
            decided_by=decision.who if decision else None, days=decision.days if decision else None,
            refills=decision.refills if decision else None, merged_into_id=decision.into_id if decision else None,
        )  # fmt: skip
        task_id = self._task(ask, request_id, decision, prepared)
        self._event(task_id, ask.at, "received", None, ask.actor, request_id=request_id)
        if prepared is not None:
            told = {"days": prepared.days, "refills": prepared.refills}
            self._event(task_id, prepared.at, "refill-prepared", prepared.by, prepared.by.name, **told)
        if decision is not None:
            self._decided(ask, request_id, task_id, decision)
        return request_id

    def step(
        self, request_id: int, kind: str, at: datetime, by: Colleague, evaluation: Evaluation, **more: Any
    ) -> None:
        """Add one step of deciding by one of the staff."""
        criteria = [asdict(one) | {"on": one.on.isoformat() if one.on else None} for one in evaluation.criteria]
        said = {"staff_id": by.id, "decided_by": by.name, "proposal": evaluation.proposal.kind, "criteria": criteria}
        self._step(request_id, kind, at, **(said | more))

    def _step(self, request_id: int, kind: str, at: datetime, **said: Any) -> None:
        nothing: dict[str, Any] = {
            "days": None, "refills": None, "reason": "", "proposal": "", "by_protocol": False, "protocol_id": None,
            "protocol_version": None, "criteria": [], "staff_id": None, "reauthenticated": False,
        }  # fmt: skip
        self.bulk.add(RefillDecision, **{**nothing, **said, "request_id": request_id, "step": kind, "at": at})

    def _decided(self, ask: Ask, request_id: int, task_id: int, decision: Decision) -> None:
        by, found = decision.by, decision.protocol
        if by is None:
            self._step(request_id, decision.kind, decision.at, decided_by=decision.who)
        else:
            controlled = bool(drug_of(ask.course.drug.display).schedule)
            self.step(
                request_id, decision.kind, decision.at, by, decision.evaluation, days=decision.days,
                refills=decision.refills, reason=decision.reason, by_protocol=decision.by_protocol,
                protocol_id=found.id if found else None, protocol_version=found.version if found else None,
                reauthenticated=controlled and decision.kind == "approved",
            )  # fmt: skip
            detail = {"days": decision.days, "refills": decision.refills, "by_protocol": decision.by_protocol}
            told = {name: value for name, value in detail.items() if value not in (None, False)}
            self._event(task_id, decision.at, f"refill-{decision.kind}", by, by.name, **told)
        self._event(task_id, decision.at, "closed", by, decision.who, outcome=decision.kind)
        if decision.days is not None and by is not None:
            self._order(ask, request_id, decision, by)

    def _order(self, ask: Ask, request_id: int, decision: Decision, by: Colleague) -> None:
        """What the pharmacy was asked for: by mail where it takes mail, but never a controlled drug."""
        supply, state = ask.course.supply, decision.order
        mailed = self.takes_mail[ask.record.pharmacy_id] and not supply.schedule
        sent = state in (OrderState.SENT, OrderState.ACKNOWLEDGED)
        confirmed = decision.at + 40 * MINUTE if state == OrderState.ACKNOWLEDGED else None
        self.bulk.add(
            PharmacyOrder, request_id=request_id, patient_id=ask.person.id, pharmacy_id=ask.record.pharmacy_id,
            medication=_headline(ask), directions=ask.course.drug.directions,
            quantity=f"{supply.quantity * (decision.days or 0) // supply.days or 1} {supply.unit}", days=decision.days,
            refills=decision.refills or 0, prescriber=ask.course.row["prescriber"], state=state.value,
            ordered_at=decision.at, ordered_by=by.name, sent_at=decision.at + 2 * MINUTE if sent else None,
            sent_by=(WORKER.name if mailed else by.name) if sent else None,
            sent_how=("mail" if mailed else "fax") if sent else "", acknowledged_at=confirmed,
            acknowledged_by=by.name if confirmed else None,
        )  # fmt: skip

    def _task(self, ask: Ask, request_id: int, decision: Decision | None, prepared: Prepared | None) -> int:
        """The task. Topic and urgency of an open one are the worker's to find, as of one that just came."""
        task_id, day = self.bulk.next_id(Task), ask.at.astimezone(self.hours.zone).date()
        given = [given for given in ask.course.dispenses if given.on <= day]
        ends = None if ask.course.row["as_needed"] or decision is None else supply_ends(given)
        urgency = decision_urgency(ends, day)
        due, by = decision_due(ask.at, urgency, self.hours), decision.by if decision else None
        closed = decision.at if decision else None
        self.bulk.add(
            Task, id=task_id, queue_id=self.queue.id, focus_type="refill_request", focus_id=request_id,
            patient_id=ask.person.id, site_id=self.site_ids[ask.person.site],
            team_id=self.prescribers if prepared else self.queue.team_id, owner_id=by.id if by else None,
            title="Refill request", topic=decision.evaluation.proposal.kind if decision else "",
            priority=int(Priority.URGENT if urgency == "urgent" else Priority.ROUTINE),
            priority_reason=RUNS_OUT if urgency == "urgent" else "",
            status=(TaskStatus.COMPLETED if decision else TaskStatus.REQUESTED).value,
            business_status=PREPARED if prepared else "", outcome=decision.kind if decision else "",
            on_hold_until=None, created_at=ask.at, triaged_at=ask.at, claimed_at=closed if by else None,
            first_response_at=closed if by else None, first_response_due_at=due if decision else None, due_at=due,
            last_inbound_id=None, last_inbound_at=None, arrived_at=ask.at, worked_at=closed if by else None, flag="",
            flag_acknowledged_at=None, flag_acknowledged_by=None, closed_at=closed,
            closed_by=decision.who if decision else None, version=2 if by or prepared else 1,
        )  # fmt: skip
        return task_id

    def _event(self, task_id: int, at: datetime, kind: str, staff: Colleague | None, actor: str, **detail: Any) -> None:
        self.bulk.add(TaskEvent, task_id=task_id, at=at, kind=kind, staff_id=staff.id if staff else None, actor=actor,
                      detail=detail)  # fmt: skip


def _headline(ask: Ask) -> str:
    return f"{ask.course.drug.display}, {ask.course.supply.dose}"
