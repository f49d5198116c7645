"""`staff authority`: who may refill by protocol, in the hands of somebody with a shell on the server."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy import select

from console.commands.staff import commands
from db.actions.protocol_authority import give_authority
from db.actions.sign_in import username_typed
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database
from db.errors import NotFound
from db.models import Staff


@commands.command("authority")
def authority(
    username: Annotated[str, typer.Argument(help="Whose authority to refill by protocol it is.")],
    give: Annotated[bool, typer.Option("--give/--take", help="Give it, as a clinician decided, or take it back.")],
) -> None:
    """Let somebody approve refills by an approved protocol, or no more. Clinicians do so on the page of protocols."""
    name = username_typed(username)
    with database().transaction() as session:
        staff_id = session.scalar(select(Staff.id).where(Staff.username == name))
        if staff_id is None:
            raise NotFound("person")
        changed = give_authority(session, by=COMMAND_LINE_IDENTITY, staff_id=staff_id, given=give)
    stands = "may refill by protocol" if give else "may not refill by protocol"
    typer.echo(f"{name} {stands}{'' if changed else ' already' if give else ', as before'}.")
