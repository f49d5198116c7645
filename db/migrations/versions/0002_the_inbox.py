"""Urgency flags, notices, absences, saved views, full-text search, moved conversations, made documents."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it all. Search columns rewrite their tables once."""
    run_sql("0002_inbox.sql")
    run_sql("0002_contract.sql")
