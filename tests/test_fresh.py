"""A test's database is as new, whatever the test before did to it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection, text

from db.embedded import EmbeddedServer
from db.engine import Database, DatabaseRole, Organisation, engine_for
from db.jobs import defer
from tests.conftest import Clinic, databases
from tests.worker_process import eventually


def dump(db: Database) -> str:
    """Every row and every sequence, as text."""
    with owning(db.place) as connection:
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


@contextmanager
def owning(place: Organisation) -> Iterator[Connection]:
    """A transaction of the database's owner."""
    engine = engine_for(place, DatabaseRole.OWNER)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def place_of(template: Organisation, name: str) -> Organisation:
    return replace(template, admin_url=template.admin_url.set(database=name))


@contextmanager
def opened(template: Organisation, name: str) -> Iterator[Database]:
    """A database as the application connects to it."""
    database = Database(place_of(template, name))
    try:
        yield database
    finally:
        database.dispose()


def test_rows_and_numbers_are_those_of_the_template_again(postgres: EmbeddedServer, template: Organisation) -> None:
    with databases(postgres).one() as name, opened(template, name) as first:
        new = dump(first)
        Clinic(first).conversation()
        Clinic(first).sign_in("alice")
        with first.transaction() as session:
            session.execute(text("UPDATE staff SET name = 'Somebody else'"))
        assert dump(first) != new
    with databases(postgres).one() as again:
        assert again == name
        with opened(template, again) as second:
            assert dump(second) == new


def test_what_a_crash_made_the_server_forget_to_have_written_is_found_all_the_same(
    postgres: EmbeddedServer, template: Organisation
) -> None:
    # The inner one is made new: nothing was ever written to it, and after a crash that is what is counted again.
    with databases(postgres).one(), databases(postgres).one() as name, opened(template, name) as db:
        new = dump(db)
        Clinic(db).conversation()
        with pytest.raises(psycopg.OperationalError), psycopg.connect(postgres.admin_url, autocommit=True) as admin:
            admin.execute("CHECKPOINT")  # what was written stays
            os.kill(admin.info.backend_pid, signal.SIGKILL)
            admin.execute("SELECT 1")
        eventually(lambda: answers(postgres), "the server didn't come back")
        assert dump(db) != new
    with databases(postgres).one(), databases(postgres).one() as again, opened(template, again) as db:
        assert again == name
        assert dump(db) == new


def answers(postgres: EmbeddedServer) -> bool:
    """Whether the server takes connections."""
    try:
        psycopg.connect(postgres.admin_url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_changed_structure_is_thrown_away(postgres: EmbeddedServer, template: Organisation) -> None:
    with databases(postgres).one() as name, owning(place_of(template, name)) as connection:
        connection.execute(text("ALTER TABLE note ADD COLUMN colour text"))
    with psycopg.connect(postgres.admin_url) as admin:
        assert admin.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name]).fetchone() == (0,)


def test_what_is_done_to_another_database_changes_nothing_here(
    postgres: EmbeddedServer, template: Organisation
) -> None:
    role = sql.Identifier(template.role(DatabaseRole.REPORTS))
    with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
        with databases(postgres).one() as name:
            admin.execute(sql.SQL("ALTER ROLE {} IN DATABASE postgres SET work_mem = '4MB'").format(role))
        admin.execute(sql.SQL("ALTER ROLE {} IN DATABASE postgres RESET work_mem").format(role))
    with databases(postgres).one() as again:
        assert again == name


def test_whoever_is_still_connected_is_cut_off(postgres: EmbeddedServer, template: Organisation) -> None:
    with databases(postgres).one() as name:
        url = place_of(template, name).admin_url.set(drivername="postgresql")
        left = psycopg.connect(url.render_as_string(hide_password=False))
        left.execute("LOCK TABLE portside.task")
    with left, pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with databases(postgres).one() as again:
        assert again == name


def test_a_database_in_use_gets_the_templates_rows_while_its_worker_works_on(
    postgres: EmbeddedServer, template: Organisation
) -> None:
    with databases(postgres).one() as name, opened(template, name) as db:
        clinic = Clinic(db)
        first = clinic.conversation()
        with db.transaction() as session:
            session.execute(text("UPDATE staff SET name = 'Somebody else'"))
            session.execute(text("INSERT INTO heartbeat (process, at) VALUES ('worker', now())"))
            defer(session, "tidy")
        with db.engine.connect() as connected, ThreadPoolExecutor(1) as pool:
            connected.execute(text("SELECT FROM task WHERE id = :id FOR UPDATE"), {"id": first})
            back = pool.submit(databases(postgres).bring_back, name)
            with pytest.raises(TimeoutError):
                back.result(timeout=0.7)  # a job holds a row: it isn't disturbed
            connected.execute(text("UPDATE task SET flag = 'red' WHERE id = :id"), {"id": first})
            connected.commit()
            back.result(timeout=60)
            tables = ("task", "heartbeat", "procrastinate_jobs")
            counts = {table: connected.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables}
        assert counts == {"task": 0, "heartbeat": 1, "procrastinate_jobs": 1}
        with db.transaction() as session:
            assert session.scalar(text("SELECT count(*) FROM staff WHERE name = 'Somebody else'")) == 0
        assert clinic.conversation() > first
