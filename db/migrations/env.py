"""Alembic's environment: it runs on the connection it is handed, in the organisation's schema."""

from __future__ import annotations

from alembic import context

from db.models import Base


def include(name: str | None, kind: str, _parent: object) -> bool:
    """Leave the job queue's tables (a library's) and the audit's partitions out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(("procrastinate_", "audit_event_")))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    compare_type=True,
    include_name=include,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
