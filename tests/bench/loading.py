"""A clinic of any size for the benchmarks, loaded through COPY and kept until schema or generator change.

One embedded server keeps a pristine database per size; a run works on a copy of it and drops that again,
so that what one run claims is unclaimed in the next.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from db.credentials import token_digest
from db.embedded import EmbeddedServer
from db.engine import Database, DatabaseRole, Organisation
from db.migrate import MIGRATIONS, head, migrate
from db.models import Base, Queue, Site, Staff, StaffSession, Team
from demo.cast import load_cast
from tests.bench import payment_rows, proxy_rows, refill_rows, result_rows
from tests.bench.rows import PATIENTS, Maker

GENERATOR = 4  # raise it when the rows made here change
FOLDER = Path(".data") / "bench"
SECRET = b"only for benchmarks, not for people"
TEAMS = ("Nurse triage", "Hillside nurses")
COPIED_UP_TO = 2_000_000  # threads: a copy of a larger one needs too much room
READERS = ("nurse", "prescriber", "manager")  # roles that read messages
TELL = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a clinic's size counts: its name, and the threads and patients of a size; what is added to them, if any.

    `generator`: raised when what is added changes. `readers`: the roles of those who sign in.
    """

    name: str
    threads: Callable[[int], int]
    patients: Callable[[int], int]
    add: Callable[[psycopg.Connection, int, Maker], None] | None = None
    generator: int = 0
    readers: tuple[str, ...] = READERS


def _patients(size: int) -> int:
    return max(50, min(PATIENTS, size // 50))


THREADS = Kind("threads", lambda size: size, _patients)


def _few(size: int) -> int:
    """Conversations beside what a clinic is measured by."""
    return max(100, size // 50)


REPORTS = Kind("reports", _few, _patients, add=result_rows.fill, generator=result_rows.GENERATOR)
REFILLS = Kind("refills", _few, _patients, add=refill_rows.fill, generator=refill_rows.GENERATOR)
PROXIES = Kind("proxies", _few, _patients, add=proxy_rows.fill, generator=proxy_rows.GENERATOR)
PAYMENTS = Kind("payments", _few, _patients, add=payment_rows.fill, generator=payment_rows.GENERATOR,
                readers=("billing",))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in: the cookie's value and who it is."""

    staff_id: int
    name: str
    token: str

    @property
    def cookie(self) -> str:
        """What this person's browser sends."""
        return f"portside_session={self.token}; portside_browser={secrets.token_urlsafe(32)}"


@dataclass(frozen=True)
class Clinic:
    """A loaded database, as the benchmarks use it; `size` counts what its kind says."""

    place: Organisation
    size: int
    server: EmbeddedServer

    @property
    def url(self) -> str:
        """The administrator's address: DATABASE_URL of a server process."""
        return _libpq(self.place.admin_url)

    @property
    def app_url(self) -> str:
        """The address of the application's own role."""
        return _libpq(self.place.url(DatabaseRole.APP))

    def environment(self, folder: Path) -> dict[str, str]:
        """The settings of a server process that serves this clinic and keeps its files in `folder`."""
        return {
            "DATABASE_URL": self.url,
            "PORTSIDE_SECRET": self.place.secret.decode(),
            "PORTSIDE_SCHEMA": self.place.schema,
            "PORTSIDE_DATA": str(folder),
            "PORTSIDE_COOKIE_SECURE": "0",  # plain HTTP on this machine
        }

    def sign_in(self, number: int, *, alone: bool = False, roles: Sequence[str] = READERS) -> list[Person]:
        """Live session rows, shared out among the staff of these roles, or all of the first one (`alone`)."""
        database = Database(self.place)
        people: list[Person] = []
        try:
            with database.transaction() as session:
                readers = session.scalars(select(Staff).where(Staff.role.in_(roles)).order_by(Staff.id)).all()
                for at in range(number):
                    member, token = readers[0 if alone else at % len(readers)], secrets.token_urlsafe(32)
                    session.add(StaffSession(token_hash=token_digest(token), staff_id=member.id))
                    people.append(Person(member.id, member.name, token))
        finally:
            database.dispose()
        return people


def _libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def embedded(folder: Path = FOLDER) -> Iterator[EmbeddedServer]:
    """The benchmarks' own PostgreSQL, stopped at the end; its data stays."""
    server = EmbeddedServer(folder, durable=False)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def clinic(server: EmbeddedServer, size: int, tell: TELL = print, *, kind: Kind = THREADS) -> Iterator[Clinic]:
    """A copy of the database with so many threads or reports, which is loaded first where it is missing.

    Above `COPIED_UP_TO` it is worked on in place: what a run claims there is claimed in the next.
    """
    pristine, run = f"{kind.name}_{size}", f"run_{kind.name}_{size}_{secrets.token_hex(3)}"
    place = Organisation(make_url(server.admin_url).set(drivername="postgresql+psycopg"), "portside", SECRET)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        _drop_leftovers(admin, f"run_{kind.name}_{size}_%")
        if _stamped(admin, pristine) != stamp(kind):
            _load(admin, place, pristine, size, kind, tell)
        if size > COPIED_UP_TO:
            yield Clinic(replace(place, admin_url=place.admin_url.set(database=pristine)), size, server)
            return
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        admin.execute(sql.SQL(statement).format(sql.Identifier(run), sql.Identifier(pristine)))
        try:
            yield Clinic(replace(place, admin_url=place.admin_url.set(database=run)), size, server)
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(run)))


def stamp(kind: Kind = THREADS) -> str:
    """What a loaded database depends on: the tables, the migrations, the generators."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    digest = hashlib.sha256()
    for one in Base.metadata.sorted_tables:
        digest.update(str(CreateTable(one).compile(dialect=dialect)).encode())
        for index in sorted(str(CreateIndex(index).compile(dialect=dialect)) for index in one.indexes):
            digest.update(index.encode())
    for script in sorted(MIGRATIONS.rglob("*.sql")):
        digest.update(script.read_bytes())
    generator = f"{GENERATOR}.{kind.generator}" if kind.generator else str(GENERATOR)
    return f"{head()} {generator} {digest.hexdigest()[:16]}"


def _stamped(admin: psycopg.Connection, name: str) -> str | None:
    row = admin.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return row[0] if row else None


def _drop_leftovers(admin: psycopg.Connection, pattern: str) -> None:
    for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]).fetchall():
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _load(admin: psycopg.Connection, place: Organisation, name: str, size: int, kind: Kind, tell: TELL) -> None:
    began = time.monotonic()
    tell(f"Loading {size:,} {kind.name} (kept for the next time) …")
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    place = replace(place, admin_url=place.admin_url.set(database=name))
    migrate(place)
    database = Database(place)
    with database.transaction() as session:
        load_cast(session, {}, rounds=4)
    with database.transaction() as session:
        readers = session.execute(select(Staff.id, Staff.name).where(Staff.role.in_(READERS)).order_by(Staff.id)).all()
        queue_id = session.scalars(select(Queue.id).where(Queue.slug == "inbox")).one()
        sites = list(session.scalars(select(Site.id).order_by(Site.id)))
        teams = list(session.scalars(select(Team.id).where(Team.name.in_(TEAMS)).order_by(Team.id)))
    database.dispose()
    people = [(row.id, row.name) for row in readers]
    made = Maker(kind.threads(size), queue_id, people, teams, sites, kind.patients(size))
    owner = _libpq(place.url(DatabaseRole.OWNER))
    with psycopg.connect(owner, options=f"-c search_path={place.search_path} -c timezone=UTC") as connection:
        connection.execute("SET maintenance_work_mem = '1GB'")
        tables = made.tables()
        again = _bare(connection, tables)
        for table, (columns, rows) in tables.items():
            _copy(connection, table, columns, rows)
        for definition in again:
            connection.execute(definition)
    path = f"-c search_path={place.search_path} -c timezone=UTC"
    with psycopg.connect(_libpq(place.admin_url), options=path, autocommit=True) as connection:
        if kind.add is not None:
            kind.add(connection, size, made)
        connection.execute("SET maintenance_work_mem = '256MB'")
        connection.execute("VACUUM (ANALYZE)")
    comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
    admin.execute(comment.format(sql.Identifier(name), sql.Literal(stamp(kind))))
    tell(f"… loaded in {time.monotonic() - began:.0f} s.")


def _bare(connection: psycopg.Connection, tables: Iterable[str]) -> list[str]:
    """Take indexes and foreign keys off the tables, which are faster made whole at the end; how to make them again."""
    named = [list(tables)]
    keys = connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY 1, 2",
        named,
    ).fetchall()
    indexes = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid::regclass::text = ANY(%s) "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1",
        named,
    ).fetchall()
    for table, name, _ in keys:
        drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
        connection.execute(drop.format(sql.Identifier(table), sql.Identifier(name)))
    for name, _ in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    add = "ALTER TABLE {} ADD CONSTRAINT {} {}"
    again = [definition for _, definition in indexes]
    for table, name, definition in keys:
        statement = sql.SQL(add).format(sql.Identifier(table), sql.Identifier(name), sql.SQL(definition))
        again.append(statement.as_string(connection))
    return again


def _copy(connection: psycopg.Connection, table: str, columns: tuple[str, ...], lines: Iterator[str]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)) as copy:
            while some := "".join(islice(lines, 2_000)):
                copy.write(some)
        if columns[0] == "id":
            statement = "SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))"
            cursor.execute(sql.SQL(statement).format(sql.Literal(table), sql.Identifier(table)))
