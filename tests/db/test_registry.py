"""Every action and every query, for every role: the gate refuses who may not, and nobody else."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from secrets import token_urlsafe
from types import NoneType
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest

import db.actions
import db.queries
from db.credentials import SessionToken, token_digest
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.errors import Forbidden, Refused, SignedOut
from db.models import StaffSession
from db.registry import ACTIONS, QUERIES, Registered
from db.roles import ROLES
from tests.conftest import Clinic, copied

for package in (db.actions, db.queries):
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")

CAST = {
    "nurse": "alice",
    "billing": "ben",
    "manager": "carla",
    "prescriber": "dev",
    "front_desk": "erin",
    "administrator": "farid",
}
EVERYTHING = [pytest.param(entry, id=entry.name) for entry in (*ACTIONS.values(), *QUERIES.values())]


def plausible(entry: Registered) -> dict[str, Any]:
    """Arguments of the right types that name nothing that exists. Instants lie ahead, each later than the last."""
    found: dict[str, Any] = {}
    for number, (name, parameter) in enumerate(inspect.signature(entry.function, eval_str=True).parameters.items()):
        if name in {"session", "by", "viewer"} or parameter.default is not inspect.Parameter.empty:
            continue
        found[name] = value_of(parameter.annotation, datetime.now(UTC) + timedelta(hours=number))
    return found


def value_of(kind: Any, ahead: datetime) -> Any:
    """A value of an annotation's type."""
    if NoneType in get_args(kind):
        return None
    known: dict[Any, Any] = {bool: False, int: 0, str: "nothing", bytes: b"nothing", UUID: uuid4()}
    known |= {datetime: ahead, date: ahead.date()}
    if isinstance(kind, type) and kind in known:
        return known[kind]
    return {} if "dict" in str(kind) or "Mapping" in str(kind) else ()


@pytest.fixture(scope="module")
def clinic(postgres: EmbeddedServer, template: Organisation) -> Iterator[Clinic]:
    """One database for all of these: nothing they do is kept."""
    with copied(postgres, template) as place:
        database = Database(place)
        yield Clinic(database)
        database.dispose()


@pytest.fixture(scope="module")
def ids(clinic: Clinic) -> dict[str, int]:
    """The staff row of each role's person."""
    return {role: clinic.staff_id(username) for role, username in CAST.items()}


def call(clinic: Clinic, entry: Registered, staff_id: int | None) -> None:
    """Run an entry as somebody who has just signed in, or who never did, and undo all of it."""
    credential, token = "by" if entry.name in ACTIONS else "viewer", SessionToken(token_urlsafe(32))
    with clinic.db.transaction() as session:
        try:
            if staff_id is not None:
                session.add(StaffSession(token_hash=token_digest(token.value), staff_id=staff_id))
                session.flush()
                session.expunge_all()
            entry.function(session, **{credential: token}, **plausible(entry))
        finally:
            session.rollback()


@pytest.mark.parametrize("entry", EVERYTHING)
def test_the_gate_refuses_every_role_without_the_permission(
    clinic: Clinic, ids: dict[str, int], entry: Registered
) -> None:
    for slug, role in ROLES.items():
        if entry.needs not in role.permissions:
            with pytest.raises(Forbidden):
                call(clinic, entry, ids[slug])


@pytest.mark.parametrize("entry", EVERYTHING)
def test_a_role_with_the_permission_gets_past_the_gate(clinic: Clinic, ids: dict[str, int], entry: Registered) -> None:
    """What comes then is the record's own answer, never a crash."""
    for slug, role in ROLES.items():
        if entry.needs in role.permissions:
            try:
                call(clinic, entry, ids[slug])
            except Refused as refusal:
                assert not isinstance(refusal, SignedOut), entry.name


@pytest.mark.parametrize("entry", EVERYTHING)
def test_without_a_live_session_nothing_runs(clinic: Clinic, entry: Registered) -> None:
    with pytest.raises(SignedOut):
        call(clinic, entry, None)


def test_only_what_a_timer_calls_leaves_the_session_untouched() -> None:
    """Everything else is somebody's deed, and keeps them signed in."""
    assert {name for name, entry in ACTIONS.items() if not entry.touches} == {"presence.here", "presence.leave"}


def test_every_role_is_described_and_holds_only_known_permissions() -> None:
    for role in ROLES.values():
        assert role.name
        assert role.description.endswith(".")
        assert role.permissions
