"""The schema: made by migrations alone, one per organisation, its roles without power."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from db.engine import Database, DatabaseRole, Organisation, engine_for
from db.migrate import current, head, migrate
from db.models import Base
from tests.conftest import Clinic


def alien(name: str | None, kind: str, _parent: object) -> bool:
    """Leave out what isn't ours to compare: the job queue's tables, the audit's partitions."""
    return not (kind == "table" and name is not None and name.startswith(("procrastinate_", "audit_event_")))


def test_the_migrations_make_exactly_what_the_models_say(place: Organisation) -> None:
    engine = engine_for(place, DatabaseRole.OWNER)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": alien, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(db: Database) -> None:
    migrate(db.place)
    with db.transaction() as session:
        assert current(session.connection()) == head()


def test_two_organisations_on_one_server_do_not_see_each_other(clinic: Clinic) -> None:
    clinic.patient("Rosa")
    other = replace(clinic.db.place, schema="hillside")
    migrate(other)
    second = Database(other)
    with second.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM patient")) == 0
        assert session.scalar(text("SELECT current_user")) == "hillside_app"
    with pytest.raises(ProgrammingError, match="permission denied"), second.transaction() as session:
        session.execute(text("SELECT * FROM portside.patient"))
    with pytest.raises(ProgrammingError, match="permission denied"), second.transaction() as session:
        session.execute(text("SET ROLE portside_app"))
    second.dispose()


def test_no_role_is_a_superuser_or_passes_row_security(db: Database) -> None:
    with db.transaction() as session:
        rows = session.execute(
            text(
                "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles "
                "WHERE rolname LIKE 'portside\\_%' AND rolname <> 'portside_admin'"
            )
        ).all()
    assert {row.rolname for row in rows} == {f"portside_{role}" for role in DatabaseRole}
    assert not any(any(row[1:]) for row in rows)


def test_the_application_can_neither_make_nor_drop_tables(db: Database) -> None:
    for statement in ("CREATE TABLE mine (id int)", "DROP TABLE patient", "ALTER TABLE patient ADD mine int"):
        with pytest.raises(ProgrammingError), db.transaction() as session:
            session.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET actor = 'nobody'", "DELETE FROM audit_event", "TRUNCATE audit_event"],
)
def test_the_audit_is_append_only_for_the_application_and_even_for_the_owner(clinic: Clinic, statement: str) -> None:
    from db.actions import tasks

    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.alice, task_id=clinic.conversation())
    with pytest.raises(ProgrammingError, match="permission denied"), clinic.db.transaction() as session:
        session.execute(text(statement))
    owner = engine_for(clinic.db.place, DatabaseRole.OWNER)
    with pytest.raises(ProgrammingError, match="append-only"), owner.begin() as connection:
        connection.execute(text(statement))
    owner.dispose()


def test_the_applications_events_land_in_the_months_partition(clinic: Clinic) -> None:
    from db.actions import tasks

    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.alice, task_id=clinic.conversation())
    with clinic.db.transaction() as session:
        where = session.scalars(text("SELECT DISTINCT tableoid::regclass::text FROM audit_event")).all()
        month = session.scalar(text("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')"))
    assert where == [f"audit_event_{month}"]


def test_task_events_and_histories_can_not_be_rewritten_by_the_application(db: Database) -> None:
    for table in ("task_event", "record_version"):
        with pytest.raises(ProgrammingError, match="permission denied"), db.transaction() as session:
            session.execute(text(f"DELETE FROM {table}"))


def test_the_reports_role_reads_no_secret_and_no_text(clinic: Clinic) -> None:
    clinic.conversation()
    reports = Database(clinic.db.place, role=DatabaseRole.REPORTS)
    with reports.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM task")) == 1
    for table in ("staff", "staff_session", "message", "note", "portal_account", "audit_event", "setting"):
        with pytest.raises(ProgrammingError, match="permission denied"), reports.transaction() as session:
            session.execute(text(f"SELECT * FROM {table}"))
    with pytest.raises(ProgrammingError, match="permission denied"), reports.transaction() as session:
        session.execute(text("UPDATE task SET priority = 0"))
    reports.dispose()


def test_the_reports_role_counts_access_and_reads_no_family_matters(clinic: Clinic) -> None:
    reports = Database(clinic.db.place, role=DatabaseRole.REPORTS)
    with reports.transaction() as session:
        columns = set(
            session.scalars(
                text(
                    "SELECT attname FROM pg_attribute WHERE attrelid = 'proxy_grant'::regclass AND attnum > 0"
                    " AND has_column_privilege(attrelid, attnum, 'SELECT')"
                )
            )
        )
    assert {column.name for column in Base.metadata.tables["proxy_grant"].columns} - columns == {"revoked_reason"}
    for table in ("proxy_request", "proxy_check"):
        with pytest.raises(ProgrammingError, match="permission denied"), reports.transaction() as session:
            session.execute(text(f"SELECT * FROM {table}"))
    reports.dispose()


def test_a_migration_gives_up_when_the_clinic_is_busy_and_leaves_nothing(clinic: Clinic) -> None:
    """Rather than making everybody wait behind it."""
    holder = engine_for(clinic.db.place, DatabaseRole.OWNER)
    owner = engine_for(clinic.db.place, DatabaseRole.OWNER)
    with holder.begin() as busy:
        busy.execute(text("LOCK TABLE patient IN ACCESS SHARE MODE"))
        with pytest.raises(OperationalError, match="lock timeout"), owner.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '200ms'"))
            connection.execute(text("CREATE TABLE half_done (id int)"))
            connection.execute(text("ALTER TABLE patient ADD COLUMN shoe_size int"))
    with owner.connect() as connection:
        assert connection.scalar(text("SELECT to_regclass('half_done')")) is None
    holder.dispose()
    owner.dispose()


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE task SET status = 'completed'", "closed_pair"),
        ("UPDATE task SET status = 'in-progress'", "in_progress_owned"),
        ("UPDATE task SET priority = 7", "ck_task_priority"),
        ("UPDATE task SET status = 'done'", "ck_task_"),
        ("UPDATE patient SET birth_date = '1700-01-01'", "birth_date_sane"),
        ("UPDATE message SET direction = 'sideways'", "ck_message_"),
        ("UPDATE message SET sent_at = NULL", "inbound_sent"),
    ],
)
def test_the_database_refuses_what_can_not_be(clinic: Clinic, statement: str, constraint: str) -> None:
    clinic.conversation()
    with pytest.raises(DBAPIError, match=constraint), clinic.db.transaction() as session:
        session.execute(text(statement))


def test_one_conversation_has_one_open_task(clinic: Clinic) -> None:
    task = clinic.task(clinic.conversation())
    with pytest.raises(DBAPIError, match="uq_task_open_focus"), clinic.db.transaction() as session:
        session.execute(
            text(
                "INSERT INTO task (queue_id, focus_type, focus_id, title) SELECT queue_id, focus_type, focus_id, title "
                "FROM task WHERE id = :id"
            ),
            {"id": task.id},
        )
