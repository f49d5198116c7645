"""`staff add`, `staff unlock`, `staff authority`: accounts in the hands of somebody with a shell on the server."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy import select

from db.actions import staff
from db.actions.lab_panels import load_panels
from db.actions.protocol_authority import give_authority
from db.actions.sign_in import username_typed
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database
from db.errors import NotFound
from db.models import Staff
from db.roles import ROLES

commands = typer.Typer(no_args_is_help=True)


@commands.command("add")
def add(
    username: Annotated[str, typer.Argument(help="The name to sign in with, in lower case.")],
    name: Annotated[str, typer.Option(help="The person's full name.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")] = "administrator",
    email: Annotated[str, typer.Option(help="The person's e-mail address.")] = "",
) -> None:
    """Add somebody; prints a first password, which they change when they sign in."""
    with database().transaction() as session:
        load_panels(session)  # whoever is first finds what results are typed from
        first = staff.add(session, by=COMMAND_LINE_IDENTITY, username=username, name=name, role=role, email=email)
    typer.echo(f"{username} can sign in with the password {first.password}, and chooses another one then.")


@commands.command("unlock")
def unlock(username: Annotated[str, typer.Argument(help="Whose sign-in is paused.")]) -> None:
    """Let somebody sign in again after too many failed attempts."""
    with database().transaction() as session:
        was_paused = staff.unlock(session, by=COMMAND_LINE_IDENTITY, username=username)
    typer.echo(f"{username} can try again." if was_paused else f"{username} was not paused.")


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
