"""Money: what the database refuses of itself, further exceptions, and indexes for reconciling."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add them; what stands already meets the checks."""
    run_sql("0007_money.sql")
    run_sql("0007_reconciling.sql")
