"""Proxy requests and checks; what a grant opens follows its scopes and the patient's age."""

from __future__ import annotations

from db.migrations.steps import run_sql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add them; grants that stand open what they did, a minor's until the age that ends it."""
    run_sql("0005_proxies.sql")
    run_sql("0005_proxy_tasks.sql")
    run_sql("0005_contract.sql")
