"""`demo`: the demo clinic, or its staff and teams alone."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from console.commands import app
from db.config import config
from db.engine import Database, database
from db.passwords import random_password
from db.serving import is_embedded
from demo.cast import CAST
from demo.lab_day import send_lab_day
from demo.load import is_empty, load_clinic, load_staff

SIGN_INS = "demo-sign-ins.txt"


@app.command()
def demo(
    cast_only: Annotated[bool, typer.Option("--cast-only", help="Staff and teams, no patients.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed makes another clinic.")] = 1,
) -> None:
    """Load the demo clinic into an empty database. It is marked as such and mails nobody."""
    settings = config()
    if not is_embedded(settings) and not settings.demo:
        typer.echo("DATABASE_URL is set: set PORTSIDE_DEMO=1 too if the demo clinic really belongs there.", err=True)
        raise typer.Exit(1)
    if not is_empty(database()):
        typer.echo("This database holds a clinic already; the demo is loaded into an empty one only.", err=True)
        raise typer.Exit(1)
    load(database(), cast_only=cast_only, seed=seed)


def load(db: Database, *, cast_only: bool = False, seed: int = 1) -> None:
    """Load, say what happens, and keep the sign-ins in the data folder (mode 600)."""
    started = time.monotonic()
    chosen = config().demo_password
    passwords = {member.username: chosen.get_secret_value() if chosen else random_password() for member in CAST}
    if cast_only:
        load_staff(db, passwords)
    else:
        typer.echo("Loading the demo clinic: 2 sites, 2,000 patients, 18 months of messages …")
        load_clinic(db, passwords, seed=seed)
        with db.transaction() as session:
            send_lab_day(session, datetime.now(UTC), seed=seed)
    keep_sign_ins(passwords)
    typer.echo(f"The demo clinic is ready ({time.monotonic() - started:.0f} s). Sign in as:")
    typer.echo(sign_ins())


def keep_sign_ins(passwords: dict[str, str]) -> None:
    """Write the cast's sign-ins where only this user can read them."""
    lines = [f"{m.username:<8} {passwords[m.username]:<26} {m.name}, {m.role.replace('_', ' ')}" for m in CAST]
    path = config().root / SIGN_INS
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write("\n".join(lines) + "\n")


def sign_ins() -> str:
    """The kept sign-ins, indented for the screen; empty when this is no demo."""
    path = config().root / SIGN_INS
    if not path.exists():
        return ""
    return "\n".join("  " + line for line in path.read_text(encoding="utf-8").splitlines())
