"""The registries of actions and queries, and the one gate through which every call goes.

A registered function takes `by=` (or `viewer=`), a credential. The gate resolves it in the
call's own transaction, checks the permission, and only then runs the body; `acting(session)` is
the actor inside. Tests go through the registries: every action, every query, every role.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.credentials import Actor, Credential, resolve, touch
from db.errors import Conflict, Forbidden
from db.models import Submission
from db.roles import Permission

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered action or query: its name, what it needs, and the function behind the gate."""

    name: str
    needs: Permission
    function: Callable[..., Any]
    once: bool = False
    touches: bool = True


ACTIONS: dict[str, Registered] = {}
QUERIES: dict[str, Registered] = {}


def acting(session: Session) -> Actor:
    """The actor of the action or query that runs; `Forbidden` outside of one."""
    stack: list[Actor] = session.info.get("acting", [])
    if not stack:
        raise Forbidden("No credential was given.")
    return stack[-1]


def action(
    name: str, *, needs: Permission, once: bool = False, touches: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a write. `once`: it takes `token=` and answers a second submit with the first one's result.

    A `once` action returns a flat frozen dataclass (kept as JSON) or None. One that a timer on screen calls
    doesn't touch the session: it says nothing about whether a person is there.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        _shape(function, "by")
        result_type = _result_type(function) if once else None

        @functools.wraps(function)
        def gated(*args: P.args, **kwargs: P.kwargs) -> R:
            session, actor = _enter(args, kwargs, "by", needs)
            try:
                if touches:
                    touch(session, actor)
                if once:
                    return _once(session, actor, name, function, result_type, args, kwargs)
                return function(*args, **kwargs)
            finally:
                session.info["acting"].pop()

        _add(ACTIONS, Registered(name, needs, gated, once, touches))
        return gated

    return register


def query(name: str, *, needs: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a read."""

    def register(function: Callable[P, R]) -> Callable[P, R]:
        _shape(function, "viewer")

        @functools.wraps(function)
        def gated(*args: P.args, **kwargs: P.kwargs) -> R:
            session, _ = _enter(args, kwargs, "viewer", needs)
            try:
                return function(*args, **kwargs)
            finally:
                session.info["acting"].pop()

        _add(QUERIES, Registered(name, needs, gated))
        return gated

    return register


def _enter(args: Any, kwargs: Any, credential_name: str, needs: Permission) -> tuple[Session, Actor]:
    session: Session = args[0]
    credential: Credential = kwargs[credential_name]
    actor = resolve(session, credential)
    actor.require(needs)
    if actor.must_change_password and needs is not Permission.OWN_SESSION:
        raise Forbidden("Choose a password of your own first.")
    session.info.setdefault("acting", []).append(actor)
    return session, actor


def _once(
    session: Session,
    actor: Actor,
    name: str,
    function: Callable[..., R],
    result_type: type | None,
    args: Any,
    kwargs: Any,
) -> R:
    token: UUID = kwargs["token"]
    claimed = session.execute(
        insert(Submission)
        .values(token=token, action=name, actor=_key(actor))
        .on_conflict_do_nothing()
        .returning(Submission.token)
    ).scalar()
    if claimed is None:
        first = session.execute(select(Submission).where(Submission.token == token)).scalar_one()
        if first.action != name or first.actor != _key(actor):
            raise Conflict("This form was submitted before, for something else. Nothing was changed; reload the page.")
        return result_type(**first.result) if result_type else None  # type: ignore[return-value]  # None when there is no result type
    result = function(*args, **kwargs)
    if result is not None and is_dataclass(result) and not isinstance(result, type):
        session.execute(update(Submission).where(Submission.token == token).values(result=asdict(result)))
    return result


def _key(actor: Actor) -> str:
    return f"staff:{actor.staff_id}" if actor.staff_id is not None else actor.role.slug


def _shape(function: Callable[..., Any], credential_name: str) -> None:
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "session":
        raise TypeError(f"{function.__qualname__}: the first parameter is `session`")
    rest = parameters[1:]
    if any(parameter.kind is not inspect.Parameter.KEYWORD_ONLY for parameter in rest):
        raise TypeError(f"{function.__qualname__}: everything after `session` is keyword-only")
    if credential_name not in {parameter.name for parameter in rest}:
        raise TypeError(f"{function.__qualname__}: takes `{credential_name}=`, a credential")


def _result_type(function: Callable[..., Any]) -> type | None:
    result = inspect.get_annotations(function, eval_str=True).get("return")
    if result is None or result is type(None):
        return None
    if not (isinstance(result, type) and is_dataclass(result)):
        raise TypeError(f"{function.__qualname__}: an action that runs once returns a dataclass or None")
    return result


def _add(registry: dict[str, Registered], entry: Registered) -> None:
    if entry.name in registry:
        raise TypeError(f"{entry.name} is registered twice")
    registry[entry.name] = entry
