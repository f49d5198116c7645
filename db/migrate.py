"""Bringing an organisation's schema up to date: provision, then Alembic as the owner, then grants."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from db.engine import DatabaseRole, Organisation, engine_for
from db.provision import grant, provision

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_TIMEOUT = "4s"
STATEMENT_TIMEOUT = "60s"


def alembic_config(connection: Connection | None = None, place: Organisation | None = None) -> AlembicConfig:
    """Alembic's settings, without a file: the connection and the organisation travel as attributes."""
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    settings.attributes["organisation"] = place
    return settings


def migrate(place: Organisation, *, revision: str = "head") -> None:
    """Provision and migrate to `revision`, in one transaction, under timeouts; safe to repeat and to race.

    A migration that can't get its locks within 4 s gives up whole, so that a busy clinic never
    stands in a queue behind it.
    """
    provision(place)
    engine = engine_for(place, DatabaseRole.OWNER, pool_size=1)
    try:
        with engine.begin() as connection:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtext('portside.migrate.' || :schema))"), {"schema": place.schema}
            )
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
            connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
            command.upgrade(alembic_config(connection, place), revision)
            grant(connection, place)
    finally:
        engine.dispose()


def head() -> str:
    """The newest revision that this code knows."""
    found = ScriptDirectory.from_config(alembic_config()).get_current_head()
    return found or ""


def current(connection: Connection) -> str | None:
    """The revision that the schema of this connection stands at; None before the first migration."""
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
