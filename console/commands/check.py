"""`check`: does everything that Portside needs stand?"""

from __future__ import annotations

import typer
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from console.commands import app
from console.health import WORKER_SILENT
from db.config import config
from db.engine import database
from db.migrate import current, head
from db.queries.health import worker_silence
from db.serving import is_embedded


@app.command()
def check() -> None:
    """Check settings, database, schema and worker; exit 1 when something is amiss."""
    settings = config()
    where = f"own PostgreSQL under {settings.root}" if is_embedded(settings) else "DATABASE_URL"
    typer.echo(f"settings   ok ({where})")
    failed = False
    try:
        with database().reading() as session:
            version = session.scalar(text("SHOW server_version"))
            typer.echo(f"database   ok (PostgreSQL {version})")
            revision = current(session.connection())
            failed |= revision != head()
            stands = "ok" if revision == head() else "behind: run python -m console migrate"
            typer.echo(f"schema     {stands} ({revision})")
            silence = worker_silence(session)
            alive = silence is not None and silence < WORKER_SILENT
            failed |= not alive
            typer.echo(f"worker     {'ok' if alive else 'away: run python -m console work'}")
    except OperationalError:
        typer.echo("database   away: it can't be reached")
        failed = True
    if failed:
        raise typer.Exit(1)
