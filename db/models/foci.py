"""What tasks are about: each kind of record says which of its words stand on a list, and who may read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from db.models.base import Base
from db.roles import Permission, Sensitivity

Condition = Callable[[ColumnElement[int]], ColumnElement[bool]]
RED_FLAG_WAITS = "A red flag waits."


@dataclass(frozen=True, slots=True)
class Decision:
    """That a kind of record waits to be decided: no close by hand loses one, and what was decided isn't opened again.

    `column` is empty while it waits. The sentences say what to do instead: `wanting` where nobody has decided,
    `taken` where somebody has.
    """

    column: InstrumentedAttribute[str]
    wanting: str
    taken: str


@dataclass(frozen=True, slots=True)
class Focus:
    """A kind of record that tasks are about.

    `attached`: whether files came with the record of that id. `orderer`: the column of who of the staff ordered it.
    `alarm`: what is said outside of the screen of one with a red flag, without a patient's name or clinical word.
    `writes`: who writes to patients about it. `decision`: for one whose task ends when it is decided, and only then.
    """

    key: InstrumentedAttribute[Any]
    words: InstrumentedAttribute[str] | ColumnElement[str]
    sensitivity: Sensitivity
    attached: Condition | None = None
    orderer: InstrumentedAttribute[Any] | None = None
    alarm: str = RED_FLAG_WAITS
    writes: Permission = Permission.INBOX_REPLY
    decision: Decision | None = None


FOCI: dict[str, Focus] = {}


def focus(
    model: type[Base],
    *,
    words: InstrumentedAttribute[str] | ColumnElement[str],
    sensitivity: Sensitivity,
    attached: Condition | None = None,
    orderer: InstrumentedAttribute[Any] | None = None,
    alarm: str = RED_FLAG_WAITS,
    writes: Permission = Permission.INBOX_REPLY,
    decision: Decision | None = None,
) -> None:
    """Register a table as what tasks can be about; the table's name is the tasks' `focus_type`."""
    key: InstrumentedAttribute[Any] = model.id  # type: ignore[attr-defined]  # every focus has one: task.focus_id
    FOCI[model.__tablename__] = Focus(key, words, sensitivity, attached, orderer, alarm, writes, decision)
