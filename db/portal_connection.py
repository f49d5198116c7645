"""The portal's transactions: each knows whose session it is, and says refusals with the errors of `db.errors`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from db.errors import Conflict, Invalid, NotFound, Refused, SignedOut
from db.portal_shapes import PortalToken


class PortalConnection:
    """The contract over an engine that connects as the portal role."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def _as(self, token: PortalToken) -> Iterator[Connection]:
        """A transaction in which the database knows whose session it is."""
        try:
            with self.engine.begin() as connection:
                connection.execute(text("SELECT portal_enter(:token)"), {"token": token.value})
                yield connection
        except DBAPIError as error:
            refusal = refusal_of(error.orig)
            if refusal is None:
                raise
            raise refusal from None


def refusal_of(error: BaseException | None) -> Refused | None:
    """The refusal that an error of the contract stands for; None for any other failure."""
    if not isinstance(error, psycopg.Error) or error.diag.message_primary is None:
        return None
    sentence = error.diag.message_primary
    if isinstance(error, psycopg.errors.InvalidAuthorizationSpecification):
        return SignedOut(sentence)
    if isinstance(error, psycopg.errors.InvalidParameterValue) and error.diag.column_name:
        return Invalid(error.diag.column_name, sentence)
    if isinstance(error, psycopg.errors.NoDataFound):
        refusal = NotFound()
        refusal.args = (sentence,)
        return refusal
    if isinstance(error, psycopg.errors.UniqueViolation) and error.diag.constraint_name is None:
        return Conflict(sentence)
    if isinstance(error, psycopg.errors.ObjectNotInPrerequisiteState):
        return Conflict(sentence)
    return None


def require_sendable(*texts: tuple[str, str]) -> None:
    """Refuse text that the driver can't send."""
    for name, value in texts:
        if "\0" in value:
            raise Invalid(name, "The text holds a control character (code 0). Remove it and try again.")
