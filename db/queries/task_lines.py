"""What a line of a worklist shows beside the task's own columns: joined to the rows of one page alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select
from sqlalchemy.orm import aliased

from db.models import Patient, Presence, Staff, Team
from db.models.foci import FOCI
from db.queries.presence import is_fresh, is_other

COLUMNS = (
    "id", "title", "topic", "priority", "priority_reason", "status", "business_status", "on_hold_until", "due_at",
    "closed_at", "arrived_at", "last_inbound_id", "last_inbound_at", "flag", "version",
)  # fmt: skip


def decorated(found: Any, words: frozenset[str]) -> Select[Any]:
    """The tasks `found` with what a line shows; `words`: the kinds of record whose words may be read."""
    owner = aliased(Staff)
    return (
        select(
            *(found.c[name] for name in COLUMNS),
            Patient.given,
            Patient.family,
            Patient.birth_date,
            Patient.deceased_at,
            owner.name.label("owner"),
            Team.name.label("team"),
            _words(found, words).label("detail"),
            _attached(found).label("attachment"),
            _here(found).label("here"),
        )
        .select_from(found)
        .outerjoin(Patient, Patient.id == found.c.patient_id)
        .outerjoin(owner, owner.id == found.c.owner_id)
        .outerjoin(Team, Team.id == found.c.team_id)
    )


def _words(found: Any, words: frozenset[str]) -> ColumnElement[str]:
    """The words of each row's focus, where they may be read."""
    read: list[tuple[ColumnElement[bool], Any]] = [
        (found.c.focus_type == name, select(one.words).where(one.key == found.c.focus_id).scalar_subquery())
        for name, one in FOCI.items()
        if name in words
    ]
    return case(*read, else_="") if read else literal("")


def _attached(found: Any) -> ColumnElement[bool]:
    """Whether files came with each row's focus."""
    return or_(
        false(),
        *(
            and_(found.c.focus_type == name, one.attached(found.c.focus_id))
            for name, one in FOCI.items()
            if one.attached is not None
        ),
    )


def _here(found: Any) -> Any:
    """Who else has the task open, as a list of [name, whether they write]."""
    return (
        select(func.jsonb_agg(func.jsonb_build_array(Staff.name, Presence.writing)))
        .select_from(Presence)
        .join(Staff, Staff.id == Presence.staff_id)
        .where(Presence.task_id == found.c.id, is_fresh, is_other)
        .correlate(found)
        .scalar_subquery()
    )
