"""Reading the refill protocols: what each asks for, who approved it, whether it is in force, how it stood before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, cast, func, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import RecordVersion, RefillProtocol, Staff
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission
from rules.refill_protocol import Protocol
from rules.refill_protocol_settings import ProtocolProblem, from_json

NEWEST = 15  # versions on screen


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """A protocol. `protocol` is None, and `problem` says why, for one that can't be read: it counts as switched off.

    `drug_class` is a slug of `rules.drugs.CLASSES`; `approved_by` is empty while nobody approved it as it stands.
    """

    id: int
    version: int
    drug_class: str
    title: str
    active: bool
    approved_on: date | None
    approved_by: str
    changed_by: str
    changed_at: datetime
    rule: Mapping[str, Any]
    protocol: Protocol | None
    problem: str


@dataclass(frozen=True, slots=True)
class ProtocolVersion:
    """A protocol as it stood. `change`: `create`, `update`, `restore`, or `found` (there before history began)."""

    id: int
    version: int
    change: str
    actor: str
    at: datetime
    title: str
    active: bool
    approved_by: str
    approved_on: date | None
    rule: Mapping[str, Any]


_LINES = (
    select(
        RefillProtocol.id,
        RefillProtocol.version,
        RefillProtocol.drug_class,
        RefillProtocol.title,
        RefillProtocol.active,
        RefillProtocol.approved_on,
        func.coalesce(Staff.name, "").label("approved_by"),
        RefillProtocol.changed_by,
        RefillProtocol.changed_at,
        RefillProtocol.rule,
    )
    .outerjoin(Staff, Staff.id == RefillProtocol.approved_by_id)
    .order_by(func.lower(RefillProtocol.title), RefillProtocol.id)
)
_ONE = _LINES.where(RefillProtocol.id == bindparam("protocol_id", type_=BigInteger))
_APPROVER = cast(RecordVersion.values["approved_by_id"].astext, BigInteger)
_VERSIONS = (
    select(
        RecordVersion.id,
        RecordVersion.version,
        RecordVersion.change,
        RecordVersion.actor,
        RecordVersion.at,
        RecordVersion.values,
        func.coalesce(Staff.name, "").label("approved_by"),
    )
    .outerjoin(Staff, Staff.id == _APPROVER)
    .where(
        RecordVersion.table_name == RefillProtocol.__tablename__,
        RecordVersion.row_id == bindparam("protocol_id", type_=BigInteger),
    )
    .order_by(RecordVersion.id.desc())
    .limit(NEWEST)
)


@query("refill-protocol.list", needs=Permission.PROTOCOL_EDIT)
def listing(session: Session, *, viewer: Credential) -> tuple[ProtocolLine, ...]:
    """Every protocol, by title; a class has one at most. One statement."""
    return tuple(_line(row) for row in plain_rows(session, _LINES, {}))


@query("refill-protocol.one", needs=Permission.PROTOCOL_EDIT)
def one(session: Session, *, viewer: Credential, protocol_id: int) -> ProtocolLine:
    """A protocol; `NotFound` if there is none."""
    row = plain_rows(session, _ONE, {"protocol_id": protocol_id}).one_or_none()
    if row is None:
        raise NotFound("protocol")
    return _line(row)


@query("refill-protocol.history", needs=Permission.PROTOCOL_EDIT)
def history(session: Session, *, viewer: Credential, protocol_id: int) -> tuple[ProtocolVersion, ...]:
    """The newest fifteen versions of a protocol, the newest first; none before its first change."""
    return tuple(
        ProtocolVersion(
            id=row.id,
            version=row.version,
            change=row.change,
            actor=row.actor,
            at=row.at,
            title=row.values["title"],
            active=row.values["active"],
            approved_by=row.approved_by,
            approved_on=date.fromisoformat(on) if (on := row.values["approved_on"]) else None,
            rule=row.values["rule"],
        )
        for row in plain_rows(session, _VERSIONS, {"protocol_id": protocol_id})
    )


def _line(row: Any) -> ProtocolLine:
    try:
        protocol, problem = from_json(row.rule), ""
    except ProtocolProblem as found:
        protocol, problem = None, str(found)
    return ProtocolLine(
        id=row.id,
        version=row.version,
        drug_class=row.drug_class,
        title=row.title,
        active=row.active,
        approved_on=row.approved_on,
        approved_by=row.approved_by,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        rule=row.rule,
        protocol=protocol,
        problem=problem,
    )
