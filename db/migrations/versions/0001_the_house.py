"""The first tables, the audit's partitions, the job queue and the portal's contract."""

from __future__ import annotations

from procrastinate.schema import SchemaManager

from db.migrations.steps import run_script, run_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything. The job queue's tables are its library's own, at the pinned version."""
    run_sql("0001_tables.sql")
    run_sql("0001_audit.sql")
    run_script(SchemaManager.get_schema())
    run_sql("0001_contract.sql")
