"""Medications in full, dispenses, pharmacies, refill requests, protocols, decisions, orders to pharmacies."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add them; what stands on the medication list keeps its place, with what isn't known left empty."""
    run_sql("0004_refills.sql")
    run_sql("0004_refill_tasks.sql")
    run_sql("0004_contract.sql")
