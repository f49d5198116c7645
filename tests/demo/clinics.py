"""What the tests of the demo share: its cast, a Monday morning, and a database to load."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from tests.conftest import PASSWORD, execute

MONDAY = datetime(2026, 3, 16, 13, 30, tzinfo=UTC)  # half past nine in the clinic
CAST = dict.fromkeys(("alice", "ben", "carla", "dev", "erin", "farid"), PASSWORD)


@contextmanager
def copied(postgres: EmbeddedServer, template: Organisation, name: str) -> Iterator[Database]:
    """A database of the template's, dropped at the end."""
    execute(postgres, f"CREATE DATABASE {name} TEMPLATE template_clinic STRATEGY FILE_COPY")
    database = Database(replace(template, admin_url=template.admin_url.set(database=name)))
    try:
        yield database
    finally:
        database.dispose()
        execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")
