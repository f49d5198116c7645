"""The first tables, the audit's partitions, the job queue and the portal's contract."""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

from db.migrations.steps import run_script, run_sql
from db.models import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything."""
    Base.metadata.create_all(op.get_bind())
    run_sql("0001_audit.sql")
    run_script(SchemaManager.get_schema())
    run_sql("0001_contract.sql")
