"""Connections and transactions. One engine per role and process; every unit of work is one transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.orm import Session

from db.config import Config, config
from db.credentials import forget_actors

EXTENSIONS_SCHEMA = "portside_extensions"


class DatabaseRole(StrEnum):
    """The roles of an organisation, none a superuser. The application never connects as the owner."""

    OWNER = "owner"
    APP = "app"
    PORTAL = "portal"
    REPORTS = "reports"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Where an organisation's data is: the server, the database, the schema, the key to its roles."""

    admin_url: URL
    schema: str
    secret: bytes

    def role(self, role: DatabaseRole) -> str:
        """The name of a role in PostgreSQL, such as `portside_app`."""
        return f"{self.schema}_{role}"

    def password(self, role: DatabaseRole) -> str:
        """The role's password, derived from the secret, so that every server of the organisation agrees."""
        return hmac.new(self.secret, self.role(role).encode(), hashlib.sha256).hexdigest()

    def url(self, role: DatabaseRole) -> URL:
        """The address to connect to as `role`."""
        return self.admin_url.set(username=self.role(role), password=self.password(role))

    @property
    def search_path(self) -> str:
        """The schema itself, then the shared extensions."""
        return f"{self.schema},{EXTENSIONS_SCHEMA}"


def organisation(settings: Config, admin_url: str) -> Organisation:
    """The organisation of `settings` on the server at `admin_url` (any postgresql:// form)."""
    url = make_url(admin_url).set(drivername="postgresql+psycopg")
    return Organisation(admin_url=url, schema=settings.schema_name, secret=settings.secret_key)


def engine_for(place: Organisation, role: DatabaseRole, *, pool_size: int = 5) -> Engine:
    """An engine that connects as `role`, with the organisation's search path and UTC."""
    return create_engine(
        place.url(role),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,  # PostgreSQL may have restarted since
        hide_parameters=True,  # parameters hold patient data, and errors reach logs
        connect_args={
            "options": f"-c search_path={place.search_path} -c timezone=UTC -c statement_timeout=15000"
            " -c idle_in_transaction_session_timeout=30000"
            " -c jit=off",  # every statement here is short: compiling one costs more than running it
            "connect_timeout": 5,
            "application_name": f"portside-{role}",
        },
    )


class Database:
    """The shared database as one process sees it, over an engine of its own unless it is given one."""

    def __init__(
        self,
        place: Organisation,
        *,
        role: DatabaseRole = DatabaseRole.APP,
        pool_size: int = 5,
        engine: Engine | None = None,
    ) -> None:
        self.place = place
        self.engine = engine or engine_for(place, role, pool_size=pool_size)
        # The same connections. Made once: every page that is drawn reads through it.
        self._snapshots = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back by any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            try:
                yield session
            finally:
                forget_actors(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One read-only transaction with a single snapshot, so that a page's parts agree."""
        with Session(self._snapshots, expire_on_commit=False, autoflush=False) as session, session.begin():
            try:
                yield session
            finally:
                forget_actors(session)

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


_chosen: list[Database] = []


def database() -> Database:
    """The database of this process: by its settings, or the one that `use` chose."""
    return _chosen[-1] if _chosen else _configured()


@contextmanager
def use(chosen: Database) -> Iterator[Database]:
    """Make `chosen` the database of this process for the block, in every thread: for tests and benchmarks."""
    _chosen.append(chosen)
    try:
        yield chosen
    finally:
        _chosen.remove(chosen)


@lru_cache(maxsize=1)
def _configured() -> Database:
    """The database that the settings name. Does not start the embedded server: `db.serving` does."""
    from db.serving import admin_url

    settings = config()
    return Database(organisation(settings, admin_url(settings)), pool_size=settings.pool_size)
