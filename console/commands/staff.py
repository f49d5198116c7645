"""`staff add`, `staff unlock`: accounts in the hands of somebody with a shell on the server."""

from __future__ import annotations

from typing import Annotated

import typer

from console.commands import group
from db.actions import staff
from db.actions.lab_panels import load_panels
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database
from db.roles import ROLES

commands = group("staff", "Staff accounts.")


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
