"""Laboratories, their files and messages, diagnostic reports, their release, holds, comments and follow-ups."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add it all; observations may belong to a report, and to nobody while it isn't known whose it is."""
    run_sql("0003_results.sql")
    run_sql("0003_contract.sql")
