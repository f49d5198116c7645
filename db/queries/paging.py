"""Counting and paging that cost the same at ten thousand rows and at ten million."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

COUNT_CAP = 1000
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list holds, counted up to a cap."""

    value: int
    capped: bool

    def __str__(self) -> str:
        """`12`, or `1,000+` past the cap."""
        return f"{self.value:,}+" if self.capped else f"{self.value:,}"


def capped(statement: Select[Any], cap: int = COUNT_CAP) -> Any:
    """A scalar subquery that counts the rows of a list's own Select, giving up past `cap`."""
    rows: Select[Any] = statement.with_only_columns(literal_column("1"), maintain_column_froms=True).order_by(None)
    return select(func.count()).select_from(rows.limit(cap + 1).subquery()).scalar_subquery()


def counts(session: Session, statements: dict[str, Select[Any]], cap: int = COUNT_CAP) -> dict[str, Count]:
    """The capped counts of several lists, in one statement."""
    row = (
        session.execute(select(*(capped(item, cap).label(name) for name, item in statements.items()))).mappings().one()
    )
    return {name: Count(min(value, cap), value > cap) for name, value in row.items()}
