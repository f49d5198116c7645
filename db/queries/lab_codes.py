"""The map from laboratories' codes to LOINC: what still needs mapping, and what was mapped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Lab, LabCode, Observation
from db.queries.paging import PAGE_SIZE, Count, capped_counts, read_counts
from db.registry import query
from db.roles import Permission

LONGEST_SEARCH = 100
MOST_USES = 1_000
MOST_UNITS = 5


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code. `kind`: of an `observation`, or of an ordered test (`report`). `uses` counts its values, up to 1,000.

    `units` are those its newest values came in, which help to tell which LOINC it is.
    """

    id: int
    lab: str
    kind: str
    code: str
    display: str
    loinc: str
    mapped_at: datetime | None
    mapped_by: str | None
    first_seen_at: datetime
    version: int
    uses: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodePage:
    """Some codes, the oldest first; `next` is what to ask on with (None at the end), `count` how many in all."""

    codes: tuple[CodeLine, ...]
    next: int | None
    count: Count


@query("lab-code.list", needs=Permission.LAB_MANAGE)
def codes(
    session: Session, *, viewer: Credential, mapped: bool = False, search: str = "", after: int | None = None
) -> CodePage:
    """The codes that wait to be mapped, or those that were; `search` is looked for in code, name and laboratory."""
    found = _CODES.where(LabCode.loinc != "" if mapped else LabCode.loinc == "")
    words = "".join(letter for letter in search[:LONGEST_SEARCH] if letter.isprintable()).strip()
    if words:
        fields = (LabCode.code, LabCode.display, LabCode.loinc, Lab.name)
        found = found.where(or_(*(field.icontains(words, autoescape=True) for field in fields)))
    count = read_counts(session, capped_counts({"all": found}))["all"]
    if after is not None:
        found = found.where(LabCode.id > after)
    rows = session.execute(found.order_by(LabCode.id).limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    used = _used(session, [row.id for row in shown])
    lines = tuple(CodeLine(**row._asdict(), uses=used[row.id][0], units=used[row.id][1]) for row in shown)
    return CodePage(lines, lines[-1].id if len(rows) > PAGE_SIZE else None, count)


_CODES: Any = select(
    LabCode.id,
    Lab.name.label("lab"),
    LabCode.kind,
    LabCode.code,
    LabCode.display,
    LabCode.loinc,
    LabCode.mapped_at,
    LabCode.mapped_by,
    LabCode.first_seen_at,
    LabCode.version,
).join(Lab, Lab.id == LabCode.lab_id)


def _used(session: Session, code_ids: list[int]) -> dict[int, tuple[int, tuple[str, ...]]]:
    if not code_ids:
        return {}
    some = (
        select(Observation.unit)
        .where(Observation.lab_code_id == LabCode.id)
        .limit(MOST_USES)
        .correlate(LabCode)
        .lateral("some")
    )
    found = (
        select(
            LabCode.id,
            func.count(some.c.unit).label("uses"),
            func.array_agg(some.c.unit.distinct()).filter(some.c.unit != "").label("units"),
        )
        .select_from(LabCode)
        .outerjoin(some, LabCode.id == LabCode.id)
        .where(LabCode.id.in_(code_ids))
        .group_by(LabCode.id)
    )
    return {row.id: (row.uses, tuple(row.units or ())[:MOST_UNITS]) for row in session.execute(found)}
