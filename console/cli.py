"""The command line: serve, work, listen, migrate, demo, import, staff and more. Errors are sentences, not traces."""

from __future__ import annotations

import logging
import sys
from functools import cache
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from db.config import ConfigError, config
from db.embedded import EmbeddedServerError
from db.engine import database
from db.errors import Refused

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Portside: the staff side of a clinic's patient portal.",
)


@app.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date: roles, schema, tables, grants."""
    from db.migrate import head, migrate  # Alembic: server and worker don't need it

    place = database().place
    migrate(place)
    typer.echo(f"The schema {place.schema!r} stands at revision {head()}.")


@app.command()
def serve() -> None:
    """Answer people: the web server."""
    from console.server import serve as run  # Streamlit is slow to import

    run()


@app.command()
def work(quiet: Annotated[bool, typer.Option(help="Say less.")] = False) -> None:
    """Do what nobody waits for: send, release, import, keep deadlines."""
    from console.worker import work as run  # not needed by the other commands

    if quiet:
        logging.getLogger().setLevel(logging.WARNING)
    run()


@cache
def add_others() -> None:
    """Add the commands of `console.commands`: their imports are not for server and worker to wait for."""
    from console.commands import check, clinic, demo, imports, listen, refills, settings, staff, up

    app.add_typer(imports.commands, name="import", help="Load patients, messages or results from files.")
    app.add_typer(staff.commands, name="staff", help="Staff accounts.")
    app.add_typer(clinic.commands, name="clinic", help="Opening hours, deadlines, the on-call contact.")
    app.add_typer(refills.commands, name="refills", help="Refill protocols.")
    app.command("demo")(demo.demo)
    app.command("check")(check.check)
    app.command("up")(up.up)
    app.command("settings")(settings.settings)
    app.command("listen")(listen.listen)


def main() -> None:
    """Run the command line; what goes wrong in a known way is said in a sentence."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", datefmt="%H:%M:%S")
    for library in ("alembic", "procrastinate"):
        logging.getLogger(library).setLevel(logging.WARNING)
    if sys.argv[1:2] not in (["serve"], ["work"]):
        add_others()
    try:
        config()
        app()
    except (ConfigError, EmbeddedServerError, Refused) as error:
        print(f"{error}", file=sys.stderr)
        raise SystemExit(1) from None
    except OperationalError as error:
        print(f"The database can't be reached, or refused: {first_line(error)}\nCheck DATABASE_URL.", file=sys.stderr)
        raise SystemExit(1) from None


def first_line(error: OperationalError) -> str:
    """What the driver says, without statements or values."""
    return str(error.orig).strip().splitlines()[0] if error.orig else "no answer"
