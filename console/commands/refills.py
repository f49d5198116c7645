"""`refills protocols`: the protocols to start from, and how each one stands."""

from __future__ import annotations

import typer
from sqlalchemy import func, select

from console.commands import group
from db.actions.refill_protocols import load_defaults
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database
from db.models import RefillProtocol, Staff

commands = group("refills", "Refill protocols.")


@commands.command("protocols")
def protocols() -> None:
    """Add the standard protocols of classes that have none, all off; print every protocol and whether it is in force.

    Safe to repeat. A clinician approves them and switches them on, on the page of refill protocols.
    """
    with database().transaction() as session:
        added = load_defaults(session, by=COMMAND_LINE_IDENTITY)
        rows = session.execute(
            select(RefillProtocol, Staff.name)
            .outerjoin(Staff, Staff.id == RefillProtocol.approved_by_id)
            .order_by(func.lower(RefillProtocol.title), RefillProtocol.id)
        ).all()
        lines = [f"{protocol.drug_class}: {protocol.title} ({_stands(protocol, name)})" for protocol, name in rows]
    for line in lines:
        typer.echo(line)
    typer.echo(f"Added {added}, all off." if added else "None was added: every class has its own.")


def _stands(protocol: RefillProtocol, approved_by: str | None) -> str:
    if approved_by is None:
        return "off, approved by nobody"
    return f"{'on' if protocol.active else 'off'}, approved by {approved_by} on {protocol.approved_on:%Y-%m-%d}"
