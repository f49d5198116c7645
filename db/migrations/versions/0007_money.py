"""Money: what the database refuses of itself."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the checks; what stands already met them."""
    run_sql("0007_money.sql")
