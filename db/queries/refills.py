"""A refill request as staff decide it: the medication, the facts beside the rule, what may be done, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Actor, Credential
from db.errors import NotFound
from db.models import OPEN, Patient, Queue, RefillRequest, Staff, Task
from db.queries import refill_head
from db.queries.clinic_hours import Clocks
from db.queries.paging import plain_rows
from db.queries.refill_facts import Judged, evaluate_all
from db.queries.refill_head import FOCUS, HEAD, NEWEST
from db.queries.refill_lines import (
    DispenseLine,
    Duplicate,
    EarlierLine,
    MedicationLine,
    MergedLine,
    OrderLine,
    PharmacyLine,
    Prepared,
    StepLine,
)
from db.queries.refill_metrics import ANSWERED
from db.queries.task_filters import Filters
from db.queries.tasks import NO_FILTERS
from db.queries.tasks import matching as those_that_match
from db.queries.threads import NoteLine
from db.registry import acting, query
from db.roles import Permission, on_area
from rules.deadlines import business_time_between
from rules.drugs import SCHEDULE_UNKNOWN
from rules.refill_protocol import days_covered, supply_ends
from rules.refill_supply import add_days
from rules.words import count

MOST = 500
COVERED_DAYS = 180  # as `rules.refill_criteria` counts them
Seen = tuple[int, int, int | None]  # a task's id, its version and newest inbound id as they were on screen


@dataclass(frozen=True, slots=True)
class RefillDetail:
    """A request. `judged` is how it stands now, `decisions` every step taken about it, oldest first.

    `source` is a word of `db.models.refills.SOURCES`; `account` whose portal account it came from. `decision` is
    empty while it is open. `pharmacy` is where an order would go. `supply_ends` is the first day without supply,
    `covered` the proportion of the last 180 days with one. `turnaround` is how long it took, or takes so far, as
    `db.queries.refill_metrics` counts it; none of what the clinic didn't answer (merged, taken back). `may`
    names what the viewer may do now: approve, bridge, deny, prepare, forward, ask, merge, withdraw,
    new-prescription; `password`: approving asks for it again.
    """

    request_id: int
    patient_id: int
    language: str
    source: str
    requested_by: str
    account: str
    asked_at: datetime
    headline: str = field(repr=False)
    note: str = field(repr=False)
    asked_dose: str = field(repr=False)
    medication: MedicationLine
    pharmacy: PharmacyLine | None
    judged: Judged
    supply_ends: date | None
    covered: Decimal | None
    turnaround: timedelta | None
    dispenses: tuple[DispenseLine, ...]
    more_dispenses: bool
    earlier: tuple[EarlierLine, ...]
    duplicates: tuple[Duplicate, ...]
    merged: tuple[MergedLine, ...]
    prepared: Prepared | None
    decision: str
    decided_at: datetime | None
    decided_by: str
    days: int | None
    refills: int | None
    merged_into_task_id: int | None
    decisions: tuple[StepLine, ...]
    order: OrderLine | None
    internal_notes: tuple[NoteLine, ...]
    deceased: bool
    may: frozenset[str]
    password: bool

    @property
    def protocol(self) -> tuple[int, int] | None:
        """Id and version of the protocol on screen, as an approval carries them."""
        judged = self.judged
        if judged.protocol_id is None or judged.protocol_version is None:
            return None
        return judged.protocol_id, judged.protocol_version


@query("refill.detail", needs=Permission.REFILLS_READ)
def detail(session: Session, *, viewer: Credential, task_id: int) -> RefillDetail:
    """The request that a task is about; `NotFound` when it isn't the viewer's to read. Twelve statements."""
    actor = acting(session)
    row = plain_rows(session, HEAD, {"task_id": task_id, "me": actor.staff_id}).one_or_none()
    if row is None or not actor.may(on_area(row.area, "read")):
        raise NotFound("refill request")
    judged = evaluate_all(session, [row.id], actor.now)[row.id]
    known, today = judged.facts.last_dispenses, judged.facts.today
    dispensed = refill_head.dispenses(row)
    return RefillDetail(
        request_id=row.id,
        patient_id=row.patient_id,
        language=row.language,
        source=row.source,
        requested_by=row.requested_by,
        account=row.account or "",
        asked_at=row.created_at,
        headline=row.headline,
        note=row.note,
        asked_dose=row.asked_dose,
        medication=refill_head.medication(row),
        pharmacy=refill_head.pharmacy(row),
        judged=judged,
        supply_ends=supply_ends([each for each in known if each.on <= today]),
        covered=days_covered(known, add_days(today, -COVERED_DAYS), today),
        turnaround=_turnaround(session, row, actor.now),
        dispenses=dispensed[:NEWEST],
        more_dispenses=len(dispensed) > NEWEST,
        earlier=refill_head.earlier(row),
        duplicates=refill_head.duplicates(row),
        merged=refill_head.merged(row),
        prepared=refill_head.prepared(row),
        decision=row.decision,
        decided_at=row.decided_at,
        decided_by=row.decided_by or "",
        days=row.days,
        refills=row.refills,
        merged_into_task_id=row.into_task_id,
        decisions=refill_head.steps(row),
        order=refill_head.order(row),
        internal_notes=refill_head.notes(row),
        deceased=row.deceased_at is not None,
        may=_may(row, actor, judged),
        password=refill_head.drug(row).controlled,
    )


def _turnaround(session: Session, row: Any, now: datetime) -> timedelta | None:
    """Business time since it was first asked for, by whoever was first of those that were merged."""
    if row.decision not in ("", *ANSWERED) or (not row.decision and row.closed_at is not None):
        return None
    ends = row.decided_at or now
    # A clock that was set back may have a request decided before it came.
    asked = min(ends, row.created_at, *(each.asked_at for each in refill_head.merged(row)))
    return business_time_between(asked, ends, Clocks(session).hours_at(row.team_id, row.task_site_id, asked.year))


def _may(row: Any, actor: Actor, judged: Judged) -> frozenset[str]:
    """What the viewer may do with an open request; the actions check each again."""
    if row.decision or row.closed_at is not None or not actor.may(on_area(row.area, "work")):
        return frozenset()
    drug, proposal = refill_head.drug(row), judged.evaluation.proposal.kind
    prescriber = actor.may(Permission.REFILL_DECIDE)
    authority = prescriber or (bool(row.authority) and actor.may(Permission.REFILL_PROTOCOL))
    may = {"deny"} if authority else set()
    if actor.may(Permission.REFILL_PREPARE):
        may |= {"forward", "ask", "merge", "new-prescription"}
        may |= {"withdraw"} if not row.merged else set()  # the others who asked wouldn't be told
        may |= {"prepare"} if drug.schedule != "II" else set()
    if drug.schedule != "II" and row.deceased_at is None:
        if prescriber:
            may |= {"approve", "bridge"}
        elif authority and not drug.controlled:
            may |= {"approve"} if judged.evaluation.passes else set()
            may |= {"bridge"} if proposal == "bridge" else set()
    return frozenset(may)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request as it would be approved by its protocol, and why it wouldn't: `why_not` is empty for what would be."""

    seen: Seen
    patient: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    mrn: str = field(repr=False)
    headline: str = field(repr=False)
    gives: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Passing:
    """What approving many would do, and the protocols (id and version) that it rests on, for the action."""

    candidates: tuple[Candidate, ...]
    protocols: tuple[tuple[int, int], ...]


@query("refill.passing", needs=Permission.REFILL_PROTOCOL)
def passing(
    session: Session,
    *,
    viewer: Credential,
    area: str,
    queue: str,
    selected: tuple[Seen, ...] = (),
    view: str = "",
    filters: Filters = NO_FILTERS,
) -> Passing:
    """The selected requests, or up to 501 of those on a view, in the order of their patients' names.

    It promises nothing: the action that approves judges each again.
    """
    if view:
        selected = those_that_match(session, area=area, queue=queue, view=view, filters=filters, most=MOST + 1)
    seen = {one[0]: one for one in selected}
    rows = plain_rows(session, _of(queue, list(seen)), {}).all()
    judged = evaluate_all(session, [row.request_id for row in rows], acting(session).now)
    candidates = tuple(_candidate(row, seen[row.id], judged[row.request_id]) for row in rows)
    used = {
        (one.protocol_id, one.protocol_version)
        for row, candidate in zip(rows, candidates, strict=True)
        if not candidate.why_not and (one := judged[row.request_id]).protocol_id is not None
    }
    return Passing(candidates, tuple(sorted((number, version or 0) for number, version in used if number is not None)))


@query("refill.may-approve", needs=Permission.REFILL_PROTOCOL)
def may_approve(session: Session, *, viewer: Credential) -> bool:
    """Whether the viewer decides refills at all: a prescriber, or somebody with protocol authority."""
    actor = acting(session)
    if actor.may(Permission.REFILL_DECIDE):
        return True
    return bool(session.scalar(select(Staff.protocol_authority).where(Staff.id == actor.staff_id)))


def _of(queue: str, task_ids: Sequence[int]) -> Any:
    return (
        select(
            Task.id, Task.version, Task.last_inbound_id, Task.status, RefillRequest.id.label("request_id"),
            RefillRequest.headline, RefillRequest.decision, Patient.given, Patient.family, Patient.birth_date,
            Patient.mrn, Patient.deceased_at,
        )
        .join(Queue, Queue.id == Task.queue_id)
        .join(RefillRequest, (RefillRequest.id == Task.focus_id) & (Task.focus_type == FOCUS))
        .join(Patient, Patient.id == RefillRequest.patient_id)
        .where(Task.id.in_(task_ids), Queue.slug == queue)
        .order_by(Patient.family, Patient.given, Task.id)
    )  # fmt: skip


def _candidate(row: Any, seen: Seen, judged: Judged) -> Candidate:
    why_not, proposal = _why_not(row, seen, judged), judged.evaluation.proposal
    gives = f"{count(proposal.days or 0, 'day')}, {count(proposal.refills or 0, 'refill')}" if not why_not else ""
    return Candidate(seen, f"{row.given} {row.family}", row.birth_date, row.mrn, row.headline, gives, why_not)


def _why_not(row: Any, seen: Seen, judged: Judged) -> str:
    if row.decision or row.status not in OPEN:
        return "It is decided already."
    if (row.id, row.version, row.last_inbound_id) != seen:
        return "It changed since you selected it."
    if row.deceased_at is not None:
        return "This patient has died."
    if judged.evaluation.passes:
        return ""
    if judged.facts.drug.schedule:
        return "It is a controlled drug."
    if judged.facts.drug.schedule_unknown:
        return f"{SCHEDULE_UNKNOWN}."
    if not judged.active:
        return "No protocol is in force for it."
    return judged.evaluation.proposal.why
