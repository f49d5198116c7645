"""The command line: serve, work, listen, migrate, demo, import, staff and more. Errors are sentences, not traces."""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from console.commands import app
from db.config import ConfigError, config
from db.embedded import EmbeddedServerError
from db.engine import database
from db.errors import Refused
from db.nouns import load


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


def main() -> None:
    """Run the command line; what goes wrong in a known way is said in a sentence."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", datefmt="%H:%M:%S")
    for library in ("alembic", "procrastinate"):
        logging.getLogger(library).setLevel(logging.WARNING)
    if sys.argv[1:2] not in (["serve"], ["work"]):
        load("console.commands")  # their imports are not for server and worker to wait for
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
