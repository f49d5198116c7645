"""The first tables, the audit's partitions, the job queue and the portal's contract."""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

from db.migrations.steps import run_script, run_sql
from db.models import Base

revision = "0001"
down_revision = None

# A table that comes later has a migration of its own.
TABLES = """
    allergy appointment attachment audit_event condition draft encounter heartbeat immunization import_batch
    import_reject medication message note observation outbox_message patient payer portal_account portal_session
    presence proxy_grant queue record_opening record_version reply_template setting sign_in_throttle sign_in_ticket
    site staff staff_session submission task task_event team team_member thread
"""


def upgrade() -> None:
    """Make everything."""
    Base.metadata.create_all(op.get_bind(), tables=[Base.metadata.tables[name] for name in TABLES.split()])
    run_sql("0001_audit.sql")
    run_script(SchemaManager.get_schema())
    run_sql("0001_contract.sql")
