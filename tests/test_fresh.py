"""A test's database is as new, whatever the test before did to it."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import Engine, text

from db.embedded import EmbeddedServer
from db.engine import Database, DatabaseRole, Organisation, engine_for
from tests.conftest import Clinic, databases


def dump(db: Database) -> str:
    """Every row and every sequence, as text."""
    with owning(db.place).connect() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'portside'")).all()
        lines = [
            f"{table} {row}"
            for table in sorted(tables)
            for row in connection.scalars(text(f"SELECT ({table})::text FROM {table} ORDER BY 1"))
        ]
        sequences = connection.execute(
            text("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'portside'")
        )
        return "\n".join(lines + sorted(f"{name} {value}" for name, value in sequences))


def owning(place: Organisation) -> Engine:
    """The database as its owner connects to it."""
    return engine_for(place, DatabaseRole.OWNER)


def place_of(template: Organisation, name: str) -> Organisation:
    return replace(template, admin_url=template.admin_url.set(database=name))


def test_rows_and_numbers_are_those_of_the_template_again(postgres: EmbeddedServer, template: Organisation) -> None:
    with databases(postgres).one() as name:
        first = Database(place_of(template, name))
        new = dump(first)
        Clinic(first).conversation()
        Clinic(first).sign_in("alice")
        with first.transaction() as session:
            session.execute(text("UPDATE staff SET name = 'Somebody else'"))
        assert dump(first) != new
    with databases(postgres).one() as again:
        assert again == name
        assert dump(Database(place_of(template, again))) == new


def test_a_changed_structure_is_thrown_away(postgres: EmbeddedServer, template: Organisation) -> None:
    with databases(postgres).one() as name, owning(place_of(template, name)).begin() as connection:
        connection.execute(text("ALTER TABLE note ADD COLUMN colour text"))
    with psycopg.connect(postgres.admin_url) as admin:
        assert admin.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name]).fetchone() == (0,)


def test_whoever_is_still_connected_is_cut_off(postgres: EmbeddedServer, template: Organisation) -> None:
    with databases(postgres).one() as name:
        url = place_of(template, name).admin_url.set(drivername="postgresql")
        left = psycopg.connect(url.render_as_string(hide_password=False))
        left.execute("LOCK TABLE portside.task")
    with left, pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with databases(postgres).one() as again:
        assert again == name
