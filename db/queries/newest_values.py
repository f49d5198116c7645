"""The newest value of each of some tests of a patient: what a value that is being typed is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ARRAY, BigInteger, DateTime, Text, any_, bindparam, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Observation
from db.queries.observations import SETTLED, stands, written_value
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class NewestValue:
    """A value as it is shown; `number` only of a plain one, without a comparator. `unit` is UCUM."""

    value: str = field(repr=False)
    number: Decimal | None = field(repr=False)
    unit: str
    flag: str
    at: datetime


_NEWEST = (
    select(
        Observation.code,
        Observation.value_text,
        Observation.value_number,
        Observation.comparator,
        Observation.unit,
        Observation.flag,
        Observation.effective_at,
    )
    .ext(distinct_on(Observation.code))
    .where(
        Observation.patient_id == bindparam("patient", type_=BigInteger),
        Observation.code == any_(bindparam("codes", type_=ARRAY(Text))),
        Observation.effective_at < bindparam("before", type_=DateTime(timezone=True)),
        stands(Observation, SETTLED),
    )
    .order_by(Observation.code, Observation.effective_at.desc(), Observation.id.desc())
)


@query("observation.newest", needs=Permission.RESULTS_READ)
def newest_values(
    session: Session, *, viewer: Credential, patient_id: int, codes: Sequence[str], before: datetime
) -> Mapping[str, NewestValue]:
    """By LOINC: the newest value from before an instant, of those that stand. One statement."""
    asked = {"patient": patient_id, "codes": [code for code in codes if code], "before": before}
    return {
        row.code: NewestValue(
            written_value(row.value_text, row.value_number, row.comparator, row.unit),
            None if row.comparator else row.value_number,
            row.unit,
            row.flag,
            row.effective_at,
        )
        for row in plain_rows(session, _NEWEST, asked)
    }
