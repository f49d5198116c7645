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
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased
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
from db.queries.observations import STANDING
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
_RESULT = aliased(Observation, name="o")  # a short name, since it stands in the statement thirty times
_OPEN: ColumnElement[bool] = literal_column(f"task.{OPEN_SQL}", Boolean)


@lru_cache(maxsize=4)
def context_statement(most: Lines = BESIDE_A_TASK) -> CompoundSelect[Any]:
    """Rows of (section, place, what, detail, value, on_date, task_id, queue, area), each section in its order.

    `value` is JSON: of a result the columns of its observation, numbers as texts.

    A section of one row, `patient`, says that the patient exists; it comes first, and names and types the columns.

    Kept short, and its text always the same: psycopg takes a statement of more than 4,096 characters apart anew each
    time, and SQLAlchemy one whose text depends on its values.
    """
    return union_all(_existence(), *_parts(most)).order_by("section", "place")


def _existence() -> Select[Any]:
    return select(
        _text("patient").label("section"),
        literal_column("1::bigint").label("place"),
        _text("").label("what"),
        _text("").label("detail"),
        cast(null(), JSONB).label("value"),
        cast(null(), Date).label("on_date"),
        cast(null(), BigInteger).label("task_id"),
        _text("").label("queue"),
        _text("").label("area"),
    ).where(Patient.id == _PATIENT)


def _part(
    section: str,
    what: Any,
    on_date: Any,
    order: Any,
    *,
    place: Any = None,
    detail: Any = None,
    value: Any = None,
    task_id: Any = None,
    queue: Any = None,
    area: Any = None,
) -> Select[Any]:
    """A section's rows. What it has not is left to the first part's types: as text in the statement, not as a value."""
    return select(
        _text(section),
        func.row_number().over(order_by=order) if place is None else place,
        what,
        _text("") if detail is None else detail,
        null() if value is None else value,
        on_date,
        null() if task_id is None else task_id,
        _text("") if queue is None else queue,
        _text("") if area is None else area,
    ).order_by(*(order if isinstance(order, tuple) else (order,)))


def _text(word: str) -> ColumnElement[str]:
    """A word of ours as it stands in the statement."""
    return literal_column(f"'{word}'", Text)


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)


def _measured() -> Any:
    """What `written_result` reads."""
    texts = ("value_text", "comparator", "unit", "flag", "range_text", "status")
    pairs: list[Any] = [part for name in texts for part in (_text(name), getattr(_RESULT, name))]
    for name in ("value_number", "low", "high"):
        pairs += (_text(name), cast(getattr(_RESULT, name), Text))
    return func.jsonb_build_object(*pairs)


def _parts(most: Lines) -> tuple[Select[Any], ...]:
    now = func.transaction_timestamp()
    reaction: ColumnElement[str] = func.concat_ws(
        _text(", "), func.nullif(Allergy.reaction, _text("")), func.nullif(func.lower(Allergy.severity), _text(""))
    )
    onset = Condition.onset_date.desc().nulls_last()
    started = Medication.started_on.desc().nulls_last()
    newest = (_RESULT.effective_at.desc(), _RESULT.id.desc())
    return (
        _part("allergies", Allergy.display, Allergy.recorded_on, Allergy.display, detail=reaction)
        .where(Allergy.patient_id == _PATIENT)
        .limit(_number(most.facts)),
        _part("problems", Condition.display, Condition.onset_date, (onset, Condition.id))
        .where(Condition.patient_id == _PATIENT, Condition.abatement_date.is_(None))
        .limit(_number(most.facts)),
        _part(
            "medications",
            Medication.display,
            Medication.started_on,
            (started, Medication.id),
            detail=Medication.directions,
        )
        .where(Medication.patient_id == _PATIENT, Medication.stopped_on.is_(None))
        .limit(_number(most.facts)),
        _part(
            "results",
            _RESULT.display,
            cast(_RESULT.effective_at, Date),
            newest,
            value=_measured(),
        )
        .where(
            _RESULT.patient_id == _PATIENT,
            func.coalesce(_RESULT.report_id, _number(0)) != bindparam("but_report", type_=BigInteger),
            _RESULT.superseded_at.is_(None),  # as `stands` says it
            _RESULT.status.in_([_text(status) for status in STANDING]),
        )
        .limit(_number(most.results)),
        _part(
            "visits",
            Appointment.display,
            cast(Appointment.starts_at, Date),
            Appointment.starts_at,
            place=_number(0),  # above those that were
            detail=_text("next visit"),
        )
        .where(Appointment.patient_id == _PATIENT, Appointment.status == _text("booked"), Appointment.starts_at >= now)
        .limit(_number(1)),
        _part("visits", Encounter.display, cast(Encounter.started_at, Date), Encounter.started_at.desc())
        .where(Encounter.patient_id == _PATIENT, Encounter.started_at < now)
        .limit(_number(most.visits)),
        _part("proxies", PortalAccount.name, ProxyGrant.ends_on, PortalAccount.name, detail=ProxyGrant.relation)
        .join(ProxyGrant, ProxyGrant.account_id == PortalAccount.id)
        .where(in_force(_PATIENT))
        .limit(_number(most.facts)),
        _part(
            "other_tasks",
            Task.title,
            cast(Task.created_at, Date),
            Task.created_at.desc(),
            detail=Queue.title,
            task_id=Task.id,
            queue=Queue.slug,
            area=Queue.area,
        )
        .join(Queue, Queue.id == Task.queue_id)
        .where(Task.patient_id == _PATIENT, Task.id != bindparam("but_task", type_=BigInteger), _OPEN)
        .limit(_number(most.tasks)),
    )
