"""A file into a clinic of its own: made for the run, in a process of its own, with the rows that were added counted."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import func, make_url, select

from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.migrate import migrate
from db.models.base import Base
from tests.bench.loading import SECRET, Clinic
from tests.bench.servers import ROOT


@contextmanager
def own_clinic(server: EmbeddedServer, name: str) -> Iterator[Clinic]:
    """An empty clinic, dropped at the end."""
    name = f"{name}_{secrets.token_hex(3)}"
    url = make_url(server.admin_url).set(drivername="postgresql+psycopg", database=name)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            place = Organisation(url, "portside", SECRET)
            migrate(place)
            yield Clinic(place, 0, server)
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def counted(one: Clinic, kept: Mapping[str, type[Base]]) -> dict[str, int]:
    """How many rows there are of each."""
    database = Database(one.place)
    try:
        with database.reading() as session:
            return {name: session.scalar(select(func.count()).select_from(model)) or 0 for name, model in kept.items()}
    finally:
        database.dispose()


def in_a_process(one: Clinic, module: str, *paths: Path) -> Any:
    """What `python -m module PATH…` prints as JSON, over the clinic."""
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, paths)],
            cwd=ROOT,
            env=os.environ | one.environment(Path(data)),
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout)
