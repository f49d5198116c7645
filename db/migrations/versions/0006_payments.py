"""Payments: the ledger, remittances, deposits, matches, and messages that may be billed."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add them; what patients owe begins with the charges that come from now on."""
    run_sql("0006_payments.sql")
    run_sql("0006_ledger.sql")
    run_sql("0006_payments_received.sql")
    run_sql("0006_contract.sql")
