"""`clinic show`, `clinic set`: the clinic's own settings, such as opening hours and the on-call contact."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from sqlalchemy import select

from console.commands import group
from db.actions.clinic_settings import cautions, change_setting
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database
from db.models import Setting
from db.settings import SETTINGS

commands = group("clinic", "Opening hours, deadlines, the on-call contact.")


@commands.command("show")
def show() -> None:
    """Print what was set; docs/deadlines.md has the defaults of the rest."""
    with database().reading() as session:
        rows = session.execute(select(Setting.key, Setting.value).order_by(Setting.key)).all()
    chosen = [row for row in rows if row.key.partition(":")[0] in SETTINGS]
    for row in chosen:
        typer.echo(f"{row.key} {json.dumps(row.value, ensure_ascii=False)}")
    if not chosen:
        typer.echo("Nothing was set: the defaults apply.")


@commands.command("set")
def change(
    key: Annotated[str, typer.Argument(help=f"One of {', '.join(sorted(SETTINGS))}.")],
    value: Annotated[str, typer.Argument(help="JSON, as docs/deadlines.md shows it.")],
) -> None:
    """Set one of them; a value that can't be used is refused, and nothing is changed."""
    try:
        parsed = json.loads(value)
    except ValueError as error:
        raise typer.BadParameter(f"This is no JSON: {error}") from None
    if not isinstance(parsed, dict):
        raise typer.BadParameter("A setting is a JSON object, {…}.")
    with database().transaction() as session:
        change_setting(session, by=COMMAND_LINE_IDENTITY, key=key, value=parsed)
    typer.echo(f"{key} is set.")
    for sentence in cautions(key, parsed):
        typer.echo(f"Note: {sentence}")
