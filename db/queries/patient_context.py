"""The statement behind the context beside a task: every section of it, in one round trip."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CompoundSelect,
    Date,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import ColumnElement

from db.models import (
    Allergy,
    Appointment,
    Condition,
    Encounter,
    Medication,
    Observation,
    Patient,
    PortalAccount,
    ProxyGrant,
    Queue,
    Task,
)
from db.models.tasks import OPEN_SQL
from db.queries.observations import stands
from db.queries.recipients import in_force

SECTIONS = (
    "patient", "allergies", "problems", "medications", "results", "visits", "proxies", "other_tasks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """How many lines of each section."""

    facts: int = 20
    results: int = 8
    visits: int = 2
    tasks: int = 5


BESIDE_A_TASK = Lines()
OWN_PAGE = Lines(facts=60, results=40, visits=12, tasks=5)

_PATIENT = bindparam("patient", type_=BigInteger)
_OPEN: ColumnElement[bool] = literal_column(f"task.{OPEN_SQL}", Boolean)


@lru_cache(maxsize=4)
def context_statement(most: Lines = BESIDE_A_TASK) -> CompoundSelect[Any]:
    """Rows of (section, place, what, detail, value, on_date, task_id, queue, area), each section in its order.

    `value` is JSON: of a result the columns of its observation, numbers as texts.

    A section of one row, `patient`, says that the patient exists.
    """
    return union_all(*(select(part.subquery()) for part in _parts(most))).order_by("section", "place")


def _part(
    section: str,
    what: Any,
    on_date: Any,
    order: Any,
    *,
    detail: Any = "",
    value: Any = None,
    task_id: Any = None,
    queue: Any = "",
    area: Any = "",
) -> Select[Any]:
    return select(
        literal(section, literal_execute=True).label("section"),
        func.row_number().over(order_by=order).label("place"),
        cast(what, Text).label("what"),
        cast(detail, Text).label("detail"),
        cast(null() if value is None else value, JSONB).label("value"),
        cast(on_date, Date).label("on_date"),
        cast(null() if task_id is None else task_id, BigInteger).label("task_id"),
        cast(queue, Text).label("queue"),
        cast(area, Text).label("area"),
    ).order_by(*(order if isinstance(order, tuple) else (order,)))


def _measured() -> Any:
    """What `written_result` reads."""
    texts = ("value_text", "comparator", "unit", "flag", "range_text", "status")
    pairs: list[Any] = [part for name in texts for part in (name, getattr(Observation, name))]
    for name in ("value_number", "low", "high"):
        pairs += (name, cast(getattr(Observation, name), Text))
    return func.jsonb_build_object(*pairs)


def _parts(most: Lines) -> tuple[Select[Any], ...]:
    now = func.transaction_timestamp()
    reaction: ColumnElement[str] = func.concat_ws(
        ", ", func.nullif(Allergy.reaction, ""), func.nullif(func.lower(Allergy.severity), "")
    )
    onset = Condition.onset_date.desc().nulls_last()
    started = Medication.started_on.desc().nulls_last()
    newest = (Observation.effective_at.desc(), Observation.id.desc())
    return (
        _part("patient", "", null(), Patient.id).where(Patient.id == _PATIENT),
        _part("allergies", Allergy.display, Allergy.recorded_on, Allergy.display, detail=reaction)
        .where(Allergy.patient_id == _PATIENT)
        .limit(most.facts),
        _part("problems", Condition.display, Condition.onset_date, (onset, Condition.id))
        .where(Condition.patient_id == _PATIENT, Condition.abatement_date.is_(None))
        .limit(most.facts),
        _part(
            "medications",
            Medication.display,
            Medication.started_on,
            (started, Medication.id),
            detail=Medication.directions,
        )
        .where(Medication.patient_id == _PATIENT, Medication.stopped_on.is_(None))
        .limit(most.facts),
        _part(
            "results",
            Observation.display,
            Observation.effective_at,
            newest,
            value=_measured(),
        )
        .where(
            Observation.patient_id == _PATIENT,
            func.coalesce(Observation.report_id, 0) != bindparam("but_report", type_=BigInteger),
            stands(),
        )
        .limit(most.results),
        _part("visits", Appointment.display, Appointment.starts_at, Appointment.starts_at, detail="next visit")
        .where(Appointment.patient_id == _PATIENT, Appointment.status == "booked", Appointment.starts_at >= now)
        .limit(1),
        _part("visits", Encounter.display, Encounter.started_at, Encounter.started_at.desc())
        .where(Encounter.patient_id == _PATIENT, Encounter.started_at < now)
        .limit(most.visits),
        _part("proxies", PortalAccount.name, ProxyGrant.ends_on, PortalAccount.name, detail=ProxyGrant.relation)
        .join(ProxyGrant, ProxyGrant.account_id == PortalAccount.id)
        .where(in_force(_PATIENT))
        .limit(most.facts),
        _part(
            "other_tasks",
            Task.title,
            Task.created_at,
            Task.created_at.desc(),
            detail=Queue.title,
            task_id=Task.id,
            queue=Queue.slug,
            area=Queue.area,
        )
        .join(Queue, Queue.id == Task.queue_id)
        .where(Task.patient_id == _PATIENT, Task.id != bindparam("but_task", type_=BigInteger), _OPEN)
        .limit(most.tasks),
    )
