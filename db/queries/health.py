"""Whether the house runs, and whether it is a demo. Asked before anybody is signed in, so without a viewer."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Heartbeat, Setting


def worker_silence(session: Session) -> timedelta | None:
    """How long the worker has said nothing; None if it never did."""
    return session.scalar(select(func.transaction_timestamp() - Heartbeat.at).where(Heartbeat.process == "worker"))


def demo_marked(session: Session) -> bool:
    """Whether this database holds the demo clinic: invented people, and nothing leaves."""
    return session.scalar(select(Setting.key).where(Setting.key == "demo")) is not None
