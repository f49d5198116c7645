"""Refill protocols: written by the clinic, approved by a named clinician, switched on and off.

Every change of the rule takes the approval back and switches the protocol off. Every version is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_unless
from sqlalchemy.orm import Session

from db.actions.tasks import short
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.jobs import defer
from db.models import RecordVersion, RefillProtocol
from db.registry import acting, action
from db.roles import Permission
from rules.drugs import CLASSES, NEVER
from rules.refill_protocol_settings import DEFAULTS, ProtocolProblem, from_json, to_json

TABLE = RefillProtocol.__tablename__
KEPT = ("drug_class", "title", "rule", "active", "approved_by_id")


@dataclass(frozen=True, slots=True)
class ProtocolState:
    """A protocol after an action: what the screen carries into the next one."""

    id: int
    version: int
    active: bool
    approved: bool


@action("refill-protocol.create", needs=Permission.PROTOCOL_EDIT, once=True)
def create(
    session: Session, *, by: Credential, token: UUID, drug_class: str, title: str, rule: Mapping[str, Any]
) -> ProtocolState:
    """Write the protocol of a class that has none; it is off. Raises `Invalid` naming the field of the rule."""
    actor = acting(session)
    if drug_class not in CLASSES or not drug_class or drug_class in NEVER:
        raise Invalid("drug_class", "Choose a class that may be refilled by protocol.")
    row_id = session.scalar(
        insert_unless(RefillProtocol)
        .values(
            drug_class=drug_class,
            title=_title(title),
            rule=_rule(rule, drug_class),
            changed_at=actor.now,
            changed_by=actor.name,
        )
        .on_conflict_do_nothing(index_elements=["drug_class"])
        .returning(RefillProtocol.id)
    )
    if row_id is None:
        raise Conflict("There is a protocol for this class already. Change that one; nothing was written.")
    protocol = session.get_one(RefillProtocol, row_id)
    _remember(session, protocol, "create")
    return _state(protocol)


@action("refill-protocol.edit", needs=Permission.PROTOCOL_EDIT)
def edit(
    session: Session, *, by: Credential, protocol_id: int, seen_version: int, title: str, rule: Mapping[str, Any]
) -> ProtocolState:
    """Change a protocol. Another rule takes the approval back and switches it off; another title alone doesn't.

    What is so already writes nothing. Raises `Invalid` naming the field of the rule, `Conflict` naming who changed it.
    """
    protocol = _protocol(session, protocol_id, seen_version)
    return _write(session, protocol, _title(title), _rule(rule, protocol.drug_class), "update")


@action("refill-protocol.restore", needs=Permission.PROTOCOL_EDIT)
def restore(session: Session, *, by: Credential, protocol_id: int, seen_version: int, version_id: int) -> ProtocolState:
    """Bring an earlier version's title and rule back, as a new version that nobody has approved."""
    protocol = _protocol(session, protocol_id, seen_version)
    old = session.scalar(
        select(RecordVersion.values).where(
            RecordVersion.id == version_id, RecordVersion.table_name == TABLE, RecordVersion.row_id == protocol_id
        )
    )
    if old is None:
        raise NotFound("version")
    return _write(session, protocol, old["title"], _rule(old["rule"], protocol.drug_class), "restore")


@action("refill-protocol.approve", needs=Permission.PROTOCOL_APPROVE)
def approve(session: Session, *, by: Credential, protocol_id: int, seen_version: int) -> ProtocolState:
    """Approve a protocol as it was on screen, in one's own name, as of today. It still has to be switched on."""
    actor = acting(session)
    protocol = _protocol(session, protocol_id, seen_version)
    if protocol.approved_by_id is not None:
        raise Conflict("This protocol is approved already. Nothing was changed.")
    protocol.approved_by_id, protocol.approved_on = actor.person_id, actor.now.astimezone(config().zone).date()
    return _changed(session, protocol, "approved")


@action("refill-protocol.switch", needs=Permission.PROTOCOL_EDIT)
def switch(session: Session, *, by: Credential, protocol_id: int, seen_version: int, active: bool) -> ProtocolState:
    """Switch a protocol on or off. Raises `Invalid` for one that no clinician has approved as it stands."""
    protocol = _protocol(session, protocol_id, seen_version)
    if protocol.active == active:
        return _state(protocol)
    if active and protocol.approved_by_id is None:
        raise Invalid("active", "A clinician approves this protocol before it is switched on.")
    protocol.active = active
    return _changed(session, protocol, "switched-on" if active else "switched-off")


@action("refill-protocol.load-defaults", needs=Permission.SYSTEM_IMPORT)
def load_defaults(session: Session, *, by: Credential, unless_any: bool = False) -> int:
    """Add the protocols to start from, of classes that have none; return how many. All are off, approved by nobody.

    `unless_any`: only for a clinic that has no protocol at all.
    """
    if unless_any and session.scalar(select(exists(select(RefillProtocol.id)))):
        return 0
    return add_defaults(session, changed_by=acting(session).name)


def add_defaults(session: Session, *, changed_by: str) -> int:
    """The same where nobody is signed in yet: when a clinic is set up."""
    added = session.scalars(
        insert_unless(RefillProtocol)
        .values(
            [
                {
                    "drug_class": default.drug_class,
                    "title": default.title,
                    "rule": to_json(default.protocol),
                    "changed_by": changed_by,
                }
                for default in DEFAULTS
            ]
        )
        .on_conflict_do_nothing(index_elements=["drug_class"])
        .returning(RefillProtocol.id)
    )
    return len(added.all())


def _write(session: Session, protocol: RefillProtocol, title: str, rule: dict[str, Any], change: str) -> ProtocolState:
    if (protocol.title, protocol.rule) == (title, rule):
        return _state(protocol)
    if protocol.rule != rule:
        protocol.rule, protocol.active = rule, False
        protocol.approved_by_id = protocol.approved_on = None
    protocol.title = title
    return _changed(session, protocol, "restored" if change == "restore" else "updated", change)


def _protocol(session: Session, protocol_id: int, seen_version: int) -> RefillProtocol:
    """The protocol, locked, as it was on screen; before its first change here its history begins with it."""
    protocol = session.scalar(
        select(RefillProtocol)
        .where(RefillProtocol.id == protocol_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if protocol is None:
        raise NotFound("protocol")
    if protocol.version != seen_version:
        since = Since(protocol.changed_by, "changed it", protocol.changed_at)
        raise Conflict(f"{protocol.changed_by} changed this protocol in the meantime. Nothing was changed.", since)
    known = select(RecordVersion.id).where(RecordVersion.table_name == TABLE, RecordVersion.row_id == protocol_id)
    if session.scalar(known.limit(1)) is None:
        _keep(session, protocol, "found", "")
    return protocol


def _changed(session: Session, protocol: RefillProtocol, kind: str, change: str = "update") -> ProtocolState:
    actor = acting(session)
    protocol.version += 1
    protocol.changed_at, protocol.changed_by = actor.now, actor.name
    session.flush()
    _remember(session, protocol, change, kind)
    defer(session, "judge_refills_again")  # what stands on the lists goes by the protocols
    return _state(protocol)


def _remember(session: Session, protocol: RefillProtocol, change: str, kind: str = "created") -> None:
    _keep(session, protocol, change, acting(session).name)
    audit(session, f"refill-protocol.{kind}", subject=(TABLE, protocol.id), version=protocol.version)


def _keep(session: Session, protocol: RefillProtocol, change: str, actor: str) -> None:
    values = {name: getattr(protocol, name) for name in KEPT}
    session.execute(
        insert(RecordVersion).values(
            table_name=TABLE,
            row_id=protocol.id,
            version=protocol.version,
            change=change,
            values=values | {"approved_on": protocol.approved_on.isoformat() if protocol.approved_on else None},
            actor=actor,
            at=acting(session).now,
        )
    )


def _title(title: str) -> str:
    kept = short(title, "title", 120)
    if not kept:
        raise Invalid("title", "A protocol needs a title.")
    return kept


def _rule(rule: Mapping[str, Any], drug_class: str) -> dict[str, Any]:
    """The rule as it is kept, every value named; of this class, whatever the form said."""
    try:
        return to_json(from_json({**rule, "drug_class": drug_class}))
    except ProtocolProblem as problem:
        raise Invalid(problem.field or "rule", problem.sentence) from None


def _state(protocol: RefillProtocol) -> ProtocolState:
    return ProtocolState(protocol.id, protocol.version, protocol.active, protocol.approved_by_id is not None)
