"""A real PostgreSQL for every test: one server a run, a database as new for each test (`tests.fresh`)."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import count

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, func, make_url, select

from db.credentials import SessionToken, token_digest
from db.embedded import EmbeddedServer
from db.engine import Database, DatabaseRole, Organisation, engine_for
from db.migrate import migrate
from db.models import Message, Patient, PortalAccount, Queue, Site, Staff, StaffSession, Task, Team, Thread
from demo.cast import load_cast
from tests.fresh import Databases

PASSWORD = "correct horse battery staple"
SECRET = b"only for tests, only for tests, 32"
# What is asked of the settings in this process: never the developer's own database or data folder.
for name in [name for name in os.environ if name.startswith(("PORTSIDE_", "DATABASE_URL")) and "_TEST_" not in name]:
    del os.environ[name]
os.environ |= {"PORTSIDE_SECRET": SECRET.decode(), "PORTSIDE_DATA": tempfile.mkdtemp(prefix="portside-tests-")}
numbers = count(1)


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's runner of scripts puts its script in the main module's place; a spawned process would run that."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """The server of this test run, without fsync; proving a password costs next to nothing."""
    server = EmbeddedServer(tmp_path_factory.mktemp("pg"), durable=False)
    server.start()
    admin = make_url(server.admin_url)
    execute(server, "ALTER SYSTEM SET scram_iterations = 1")  # thousands of connections, 4,096 rounds each
    execute(server, "SELECT pg_reload_conf()")
    with psycopg.connect(server.admin_url, options="-c scram_iterations=1") as connection:
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(str(admin.username)), admin.password)
        )
    yield server
    server.destroy()


def execute(server: EmbeddedServer, statement: str) -> None:
    """Run an administrator's statement outside a transaction."""
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def template(postgres: EmbeddedServer) -> Organisation:
    """A migrated database with the cast in it; tests get copies of it."""
    execute(postgres, "CREATE DATABASE template_clinic")
    url = make_url(postgres.admin_url).set(drivername="postgresql+psycopg", database="template_clinic")
    place = Organisation(url, "portside", SECRET)
    migrate(place)
    database = Database(place)
    with database.transaction() as session:
        everybody = ("alice", "ben", "carla", "dev", "erin", "farid")
        load_cast(session, dict.fromkeys(everybody, PASSWORD), colleagues=False, rounds=4)
    database.dispose()
    return place


@contextmanager
def copied(postgres: EmbeddedServer, template: Organisation) -> Iterator[Organisation]:
    """An organisation in a database as new as the template."""
    with databases(postgres).one() as name:
        yield replace(template, admin_url=template.admin_url.set(database=name))


@cache
def databases(postgres: EmbeddedServer) -> Databases:
    """The databases of one server, made of its template when the first is asked for."""
    return Databases(postgres, "template_clinic")


@pytest.fixture
def place(postgres: EmbeddedServer, template: Organisation) -> Iterator[Organisation]:
    """An organisation of this test's own."""
    with copied(postgres, template) as organisation:
        yield organisation


@lru_cache(maxsize=4)
def _engine(place: Organisation) -> Engine:
    """An engine keeps the SQL that it made of statements, and most tests ask what others asked before."""
    return engine_for(place, DatabaseRole.APP, pool_size=20)


@pytest.fixture
def db(place: Organisation) -> Iterator[Database]:
    """The database as the application connects to it: connections and listeners are this test's own."""
    database = Database(place, engine=_engine(place).execution_options())
    yield database
    database.dispose()


@dataclass(frozen=True)
class Clinic:
    """The fixed cast, signed in: `clinic.alice` is a live session's token."""

    db: Database

    def sign_in(self, username: str) -> SessionToken:
        """A real session row for somebody of the cast."""
        token = secrets.token_urlsafe(32)
        with self.db.transaction() as session:
            session.add(StaffSession(token_hash=token_digest(token), staff_id=self.staff_id(username)))
        return SessionToken(token)

    def staff_id(self, username: str) -> int:
        """The staff row's id."""
        with self.db.transaction() as session:
            return session.query(Staff.id).filter_by(username=username).scalar()  # type: ignore[no-any-return]

    def id_of(self, model: type[Site | Team], name: str) -> int:
        """A site's or team's id by its name."""
        with self.db.transaction() as session:
            return session.query(model.id).filter_by(name=name).scalar()  # type: ignore[no-any-return]

    def queue_id(self, slug: str = "inbox") -> int:
        """A queue's id."""
        with self.db.transaction() as session:
            return session.query(Queue.id).filter_by(slug=slug).scalar()  # type: ignore[no-any-return]

    def patient(self, given: str = "Rosa", family: str = "Diaz", *, account: bool = True, **values: object) -> Patient:
        """A patient, with a portal account unless told otherwise."""
        number = next(numbers)
        with self.db.transaction() as session:
            patient = Patient(
                **(
                    {
                        "mrn": f"T{number:06d}",
                        "given": given,
                        "family": family,
                        "sex": "female",
                        "birth_date": date(1955, 3, 1),
                        "email": f"p{number}@example.invalid",
                    }
                    | values
                )
            )
            session.add(patient)
            session.flush()
            if account:
                session.add(
                    PortalAccount(
                        patient_id=patient.id,
                        name=f"{given} {family}",
                        login=f"p{number}",
                        email=f"p{number}@example.invalid",
                        salt=b"s" * 16,
                    )
                )
        return patient

    def conversation(self, body: str = "My knee hurts since Monday.", *, patient: Patient | None = None) -> int:
        """A thread with one message of a patient's, and its open task; returns the task's id."""
        patient = patient or self.patient()
        with self.db.transaction() as session:
            account = session.scalar(select(PortalAccount.id).where(PortalAccount.patient_id == patient.id))
            thread = Thread(
                patient_id=patient.id, account_id=account, topic="health", subject="A question", first_words=body[:160]
            )
            session.add(thread)
            session.flush()
            task = Task(
                queue_id=session.scalars(select(Queue.id).where(Queue.slug == "inbox")).one(),
                focus_type="thread",
                focus_id=thread.id,
                patient_id=patient.id,
                title="Message: health",
                topic="health",
            )
            session.add(task)
            session.flush()
            task_id = task.id
        self.patient_writes(task_id, body)
        return task_id

    def patient_writes(self, task_id: int, body: str) -> int:
        """One more message of the patient's on a task's thread; returns the message's id."""
        with self.db.transaction() as session:
            task = session.get_one(Task, task_id)
            thread = session.get_one(Thread, task.focus_id)
            message = Message(
                thread_id=thread.id,
                direction="inbound",
                account_id=thread.account_id,
                author="Rosa Diaz",
                body=body,
                sent_at=func.transaction_timestamp(),
            )
            session.add(message)
            session.flush()
            thread.last_inbound_id = task.last_inbound_id = message.id
            task.last_inbound_at = message.created_at
            return message.id

    def task(self, task_id: int) -> Task:
        """The task as it stands."""
        with self.db.transaction() as session:
            return session.get_one(Task, task_id)

    @property
    def alice(self) -> SessionToken:
        """The nurse, in a new session."""
        return self.sign_in("alice")

    @property
    def ben(self) -> SessionToken:
        """The billing clerk."""
        return self.sign_in("ben")

    @property
    def carla(self) -> SessionToken:
        """The manager."""
        return self.sign_in("carla")

    @property
    def dev(self) -> SessionToken:
        """The prescriber."""
        return self.sign_in("dev")

    @property
    def erin(self) -> SessionToken:
        """The front desk."""
        return self.sign_in("erin")

    @property
    def farid(self) -> SessionToken:
        """The administrator."""
        return self.sign_in("farid")


@pytest.fixture
def clinic(db: Database) -> Clinic:
    """The cast in a database of this test's own."""
    return Clinic(db)
