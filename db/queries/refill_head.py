"""The statement behind a refill request: the request, its medication, and all that belongs to it, in one round trip."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from db.models import (
    Medication,
    MedicationDispense,
    Note,
    OutboxMessage,
    Patient,
    Pharmacy,
    PharmacyOrder,
    PortalAccount,
    Queue,
    RefillDecision,
    RefillProtocol,
    RefillRequest,
    Staff,
    Task,
)
from db.queries.refill_fact_rows import IS_OPEN
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
from db.queries.threads import NoteLine
from rules.drugs import Drug, drug_of

FOCUS = RefillRequest.__tablename__
NEWEST = 12  # dispenses and earlier requests on screen

_REQUEST = RefillRequest
_OTHER, _OTHER_TASK, _OTHER_DRUG = aliased(RefillRequest), aliased(Task), aliased(Medication)
_ASKED_AT, _CHARTS, _ORDERED_AT = aliased(Pharmacy), aliased(Pharmacy), aliased(Pharmacy)
_PRESCRIBER = aliased(Staff)


def _list(found: Any, name: str, *outer: Any) -> Any:
    """The rows of a Select as one JSON list of lists, in the order of their last column; None without any."""
    rows = found.correlate(*outer).subquery()
    *columns, order = rows.c
    line = func.jsonb_build_array(*columns)
    return select(func.jsonb_agg(aggregate_order_by(line, order))).select_from(rows).scalar_subquery().label(name)


_DISPENSES = (
    select(
        MedicationDispense.dispensed_on,
        MedicationDispense.days_supply,
        cast(MedicationDispense.quantity, Text),
        func.coalesce(Pharmacy.name, ""),
        func.row_number().over(order_by=MedicationDispense.dispensed_on.desc()),
    )
    .outerjoin(Pharmacy, Pharmacy.id == MedicationDispense.pharmacy_id)
    .where(MedicationDispense.medication_id == _REQUEST.medication_id)
    .order_by(MedicationDispense.dispensed_on.desc())
    .limit(NEWEST + 1)
)
_STEPS = (
    select(
        RefillDecision.id, RefillDecision.step, RefillDecision.at, RefillDecision.decided_by, RefillDecision.days,
        RefillDecision.refills, RefillDecision.reason, RefillDecision.proposal, RefillDecision.by_protocol,
        func.coalesce(RefillProtocol.title, ""), RefillDecision.protocol_version, RefillDecision.criteria,
        RefillDecision.reauthenticated, RefillDecision.id.label("place"),
    )
    .outerjoin(RefillProtocol, RefillProtocol.id == RefillDecision.protocol_id)
    .where(RefillDecision.request_id == _REQUEST.id)
)  # fmt: skip
_EARLIER = (
    select(
        _OTHER.id, _OTHER.created_at, _OTHER.source, _OTHER.decision, _OTHER.decided_at, _OTHER.decided_by,
        _OTHER.days, _OTHER.refills, func.row_number().over(order_by=_OTHER.decided_at.desc()),
    )
    .where(
        _OTHER.medication_id == _REQUEST.medication_id, _OTHER.decided_at.is_not(None), _OTHER.id != _REQUEST.id,
        _OTHER.decision != "merged",
    )
    .order_by(_OTHER.decided_at.desc())
    .limit(NEWEST)
)  # fmt: skip
# The patient's other open ones: which of them are for the same drug, the drugs' list says.
_OPEN_ONES = (
    select(
        _OTHER_TASK.id, _REQUEST.id.label("other"), _OTHER_TASK.version, _OTHER_TASK.last_inbound_id,
        _REQUEST.created_at, _REQUEST.source, _REQUEST.requested_by, _REQUEST.headline, _REQUEST.medication_id,
        _OTHER_DRUG.display, _OTHER_DRUG.schedule, _REQUEST.id.label("place"),
    )
    .select_from(_REQUEST)
    .join(_OTHER_DRUG, _OTHER_DRUG.id == _REQUEST.medication_id)
    .join(
        _OTHER_TASK,
        (_OTHER_TASK.focus_type == FOCUS) & (_OTHER_TASK.focus_id == _REQUEST.id) & _OTHER_TASK.closed_at.is_(None),
    )
    .where(_REQUEST.patient_id == Patient.id, IS_OPEN)
)  # fmt: skip
_MERGED = select(
    _OTHER.id, _OTHER.created_at, _OTHER.source, _OTHER.requested_by, _OTHER.note, _OTHER.id.label("place")
).where(_OTHER.merged_into_id == _REQUEST.id)
_INTO = (
    select(func.max(_OTHER_TASK.id))
    .where(_OTHER_TASK.focus_type == FOCUS, _OTHER_TASK.focus_id == _REQUEST.merged_into_id)
    .correlate(_REQUEST)
    .scalar_subquery()
)
_NOTES = (
    select(Note.id, Staff.name, Note.body, Note.created_at, Note.id.label("place"))
    .join(Staff, Staff.id == Note.staff_id)
    .where(Note.task_id == Task.id)
)
_AUTHORITY = select(Staff.protocol_authority).where(Staff.id == bindparam("me", type_=BigInteger)).scalar_subquery()


def _prefixed(model: Any, prefix: str, *names: str) -> list[Any]:
    return [getattr(model, name).label(f"{prefix}_{name}") for name in names]


_PHARMACY = ("id", "name", "phone", "fax", "email", "address", "active")
_DRUG = (
    "id", "version", "display", "code", "directions", "reason", "dose", "dose_changed_on", "started_on", "stopped_on",
    "quantity", "quantity_unit", "days_supply", "refills_left", "as_needed", "renewed_on", "schedule", "prescriber",
)  # fmt: skip
_ORDER = (
    "id", "version", "state", "medication", "days", "refills", "quantity", "prescriber", "note", "ordered_at",
    "ordered_by", "sent_at", "sent_by", "sent_how", "acknowledged_at", "acknowledged_by",
)  # fmt: skip

HEAD = (
    select(
        *RefillRequest.__table__.c,
        *_prefixed(Medication, "drug", *_DRUG),
        *_prefixed(_ASKED_AT, "asked", *_PHARMACY),
        *_prefixed(_CHARTS, "chart", *_PHARMACY),
        *_prefixed(PharmacyOrder, "order", *_ORDER),
        *_prefixed(_ORDERED_AT, "ordered", "name", "phone", "fax"),
        Queue.area,
        Task.closed_at,
        Task.team_id,
        Task.site_id.label("task_site_id"),
        Patient.deceased_at,
        Patient.language,
        _PRESCRIBER.id.label("prescriber_id"),
        _PRESCRIBER.name.label("prescriber_name"),
        PortalAccount.name.label("account"),
        PharmacyOrder.content.is_not(None).label("printable"),
        OutboxMessage.state.label("mail"),
        OutboxMessage.error.label("mail_error"),
        _AUTHORITY.label("authority"),
        _INTO.label("into_task_id"),
        _list(_DISPENSES, "dispenses", _REQUEST),
        _list(_STEPS, "steps", _REQUEST),
        _list(_EARLIER, "earlier", _REQUEST),
        _list(_OPEN_ONES, "open_ones", Patient),
        _list(_MERGED, "merged", _REQUEST),
        _list(_NOTES, "task_notes", Task),
    )
    .select_from(Task)
    .join(Queue, Queue.id == Task.queue_id)
    .join(RefillRequest, (RefillRequest.id == Task.focus_id) & (Task.focus_type == FOCUS))
    .join(Patient, Patient.id == RefillRequest.patient_id)
    .join(Medication, Medication.id == RefillRequest.medication_id)
    .outerjoin(_PRESCRIBER, _PRESCRIBER.id == Medication.prescriber_id)
    .outerjoin(PortalAccount, PortalAccount.id == RefillRequest.account_id)
    .outerjoin(_ASKED_AT, _ASKED_AT.id == RefillRequest.pharmacy_id)
    .outerjoin(_CHARTS, _CHARTS.id == Medication.pharmacy_id)
    .outerjoin(PharmacyOrder, PharmacyOrder.request_id == RefillRequest.id)
    .outerjoin(_ORDERED_AT, _ORDERED_AT.id == PharmacyOrder.pharmacy_id)
    .outerjoin(OutboxMessage, OutboxMessage.order_id == PharmacyOrder.id)
    .where(Task.id == bindparam("task_id", type_=BigInteger))
)


def drug(row: Any) -> Drug:
    """What was asked for."""
    return drug_of(row.drug_display, row.drug_schedule)


def medication(row: Any) -> MedicationLine:
    """The medication that was asked for, as the chart has it now."""
    known = drug(row)
    given = {name: getattr(row, f"drug_{name}") for name in _DRUG}
    return MedicationLine(
        **given
        | {
            "drug_class": known.drug_class,
            "schedule": known.schedule,
            "prescriber": row.prescriber_name or row.drug_prescriber,
            "prescriber_id": row.prescriber_id,
        }
    )


def pharmacy(row: Any) -> PharmacyLine | None:
    """Where an order would go: where the request came from, else the chart's pharmacy, as long as it is in use."""
    for prefix in ("asked", "chart"):
        if getattr(row, f"{prefix}_active"):
            return PharmacyLine(*[getattr(row, f"{prefix}_{name}") for name in _PHARMACY[:-1]])
    return None


def prepared(row: Any) -> Prepared | None:
    """What was proposed to a prescriber."""
    if row.prepared_at is None:
        return None
    return Prepared(
        row.prepared_at, row.prepared_by, row.prepared_days or 0, row.prepared_refills or 0, row.prepared_note
    )


def order(row: Any) -> OrderLine | None:
    """The order that came of it."""
    if row.order_id is None:
        return None
    given = {name: getattr(row, f"order_{name}") for name in _ORDER}
    return OrderLine(
        **given
        | {
            "sent_by": row.order_sent_by or "",
            "acknowledged_by": row.order_acknowledged_by or "",
            "pharmacy": row.ordered_name or "",
            "pharmacy_phone": row.ordered_phone or "",
            "pharmacy_fax": row.ordered_fax or "",
            "printable": row.printable,
            "mail": row.mail or "",
            "error": row.mail_error or "",
        }
    )


def dispenses(row: Any) -> tuple[DispenseLine, ...]:
    """What was given out, the newest first; one more than is shown says that there are more."""
    return tuple(
        DispenseLine(date.fromisoformat(on), days, f"{Decimal(quantity).normalize():f}" if quantity else "", pharmacy)
        for on, days, quantity, pharmacy in row.dispenses or ()
    )


def steps(row: Any) -> tuple[StepLine, ...]:
    """What was done about it, in order."""
    return tuple(
        StepLine(
            number, step, _at(at), by, days, refills, reason, proposal, by_protocol, protocol, version,
            tuple(criteria), again,
        )
        for number, step, at, by, days, refills, reason, proposal, by_protocol, protocol, version, criteria, again
        in row.steps or ()
    )  # fmt: skip


def earlier(row: Any) -> tuple[EarlierLine, ...]:
    """Requests for the same medication that were decided, the newest first."""
    return tuple(
        EarlierLine(number, _at(asked), source, decision, _at(decided), by, days, refills)
        for number, asked, source, decision, decided, by, days, refills in row.earlier or ()
    )


def duplicates(row: Any) -> tuple[Duplicate, ...]:
    """The patient's other open requests for the same drug, the oldest first."""
    ingredient = drug(row).ingredient
    return tuple(
        Duplicate(
            task_id, number, version, inbound_id, _at(asked), source, by, headline, medication_id == row.medication_id
        )
        for task_id, number, version, inbound_id, asked, source, by, headline, medication_id, display, schedule
        in row.open_ones or ()
        if number != row.id
        and (medication_id == row.medication_id or drug_of(display, schedule).ingredient == ingredient)
    )  # fmt: skip


def merged(row: Any) -> tuple[MergedLine, ...]:
    """The requests that were merged into it."""
    return tuple(
        MergedLine(number, _at(asked), source, by, note) for number, asked, source, by, note in row.merged or ()
    )


def notes(row: Any) -> tuple[NoteLine, ...]:
    """The internal notes on the task, oldest first."""
    return tuple(NoteLine(number, author, body, _at(at)) for number, author, body, at in row.task_notes or ())


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
