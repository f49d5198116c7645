"""The values of reports as tasks need them: what is critical, and whether all of it is surely normal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copying import among
from db.models import Observation
from db.queries.observations import stands, written_value
from rules.result_flags import Limits, is_critical, limits_of, surely_normal
from rules.result_flags import severity as weight_of
from rules.result_values import read_range, read_value
from rules.units import readable_unit

LONGEST_NAME, LONGEST_VALUE, LONGEST_HEADLINE = 80, 60, 160


@dataclass(frozen=True, slots=True)
class Shown:
    """A current value of a report."""

    display: str
    value: str
    unit: str
    flag: str
    normal: bool

    @property
    def phrase(self) -> str:
        """`Potassium 6.9 mmol/L (HH)`."""
        unit = readable_unit(self.unit)
        parts = (self.display[:LONGEST_NAME], self.value[:LONGEST_VALUE], unit, self.flag and f"({self.flag})")
        return " ".join(part for part in parts if part)


def shown_values(session: Session, report_ids: Sequence[int]) -> Mapping[int, list[Shown]]:
    """The values that stand, by report, in the reports' order; in one statement."""
    found: dict[int, list[Shown]] = {report_id: [] for report_id in report_ids}
    rows = session.connection().execute(_VALUES.where(among(Observation.report_id, report_ids)))
    for row in rows:
        text = written_value(row.value_text, row.value_number, row.comparator, row.unit)
        if text[:1].isdigit():
            text = row.comparator + text
        found[row.report_id].append(Shown(row.display, text, row.unit, row.flag, _normal(row, text)))
    return found


_VALUES = (
    select(
        Observation.report_id,
        Observation.display,
        Observation.value_text,
        Observation.value_number,
        Observation.comparator,
        Observation.unit,
        Observation.flag,
        Observation.low,
        Observation.high,
        Observation.range_text,
    )
    .where(stands())
    .order_by(Observation.report_id, Observation.position, Observation.id)
)


def criticals_of(values: Sequence[Shown]) -> tuple[str, ...]:
    """What is critical, each value once, as it is told."""
    return tuple(dict.fromkeys(value.phrase for value in values if is_critical(value.flag)))


def headline_of(values: Sequence[Shown]) -> str:
    """The worst values in a line, for lists: what is flagged, the worst first; the first ones where nothing is."""
    flagged = sorted((value for value in values if value.flag), key=lambda value: -weight_of(value.flag))
    line = "; ".join(value.phrase for value in flagged or values)
    return line if len(line) <= LONGEST_HEADLINE else f"{line[: LONGEST_HEADLINE - 1]}…"


def topic_of(severity: int, values: Sequence[Shown]) -> str:
    """`critical`, `abnormal`, `normal`; empty where nobody can say: a text, or a value without a range.

    Only what is surely normal is called so: those may be released many at once.
    """
    if severity:
        return "critical" if severity == 2 else "abnormal"
    return "normal" if values and all(value.normal for value in values) else ""


def _normal(row: Any, text: str) -> bool:
    if row.flag:
        return False
    given = limits_of(read_range(row.range_text)) if row.range_text else Limits(row.low, row.high)
    return surely_normal(read_value(text), given)
