"""A small client of the portal's contract: what a patient portal does, in the portal's own role.

The demo's patients and the tests use it, and a portal written in Python may. It knows no table, only
the functions of `docs/portal-contract.md`. A password goes no further than `derive_key`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from db.errors import Conflict, Forbidden, Invalid, NotFound, Refused, SignedOut

SALT_BYTES = 16
# OWASP's Password Storage Cheat Sheet gives these scrypt parameters for 16 MiB of memory; about 0.2 s.
SCRYPT = {"n": 2**14, "r": 8, "p": 5, "dklen": 32}


@dataclass(frozen=True, slots=True)
class PortalToken:
    """The secret of a portal session. Never printed."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PortalFile:
    """A file with a message; `media_type` and `id` are known once the database has it."""

    name: str
    content: bytes = field(repr=False, default=b"")
    media_type: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SentMessage:
    """Where a message went."""

    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the account may act for; `relation` is empty for the account's own patient."""

    patient_id: int
    given: str
    family: str
    relation: str


@dataclass(frozen=True, slots=True)
class PortalThread:
    """A conversation in the list."""

    thread_id: int
    patient_id: int
    topic: str
    subject: str
    last_message_at: datetime
    unread: int


@dataclass(frozen=True, slots=True)
class PortalMessage:
    """A message as the patient sees it; `direction` is `inbound` for what was written in the portal."""

    message_id: int
    direction: str
    author: str
    body: str = field(repr=False)
    sent_at: datetime
    files: tuple[PortalFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalResultLine:
    """A result in the list; `read` means opened by this account since its last correction."""

    report_id: int
    patient_id: int
    display: str
    category: str
    status: str
    collected_at: datetime | None
    released_at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class PortalValue:
    """One value of a result, in text as it was reported; `flag` is HL7's, `flag_label` says it in words."""

    name: str
    code: str
    sub_id: str
    value: str = field(repr=False)
    unit: str
    range: str
    flag: str = field(repr=False)
    flag_label: str = field(repr=False)
    status: str
    observed_at: datetime
    performer: str
    notes: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PortalComment:
    """What the clinic says about a result."""

    author: str
    body: str = field(repr=False)
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PortalResult:
    """A result as the patient sees it."""

    report_id: int
    patient_id: int
    display: str
    category: str
    status: str
    collected_at: datetime | None
    reported_at: datetime
    released_at: datetime
    specimen: str
    notes: str = field(repr=False)
    observations: tuple[PortalValue, ...] = ()
    comments: tuple[PortalComment, ...] = ()
    files: tuple[PortalFile, ...] = ()


def derive_key(password: str, salt: bytes) -> bytes:
    """The 32-byte key that proves the password. Made in the portal; the database sees only the key."""
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)


def credential_for(password: str) -> tuple[bytes, bytes]:
    """A new salt, and the hash of the key derived with it: a portal account's `salt` and `key_hash`."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, hashlib.sha256(derive_key(password, salt)).digest()


class PortalClient:
    """The contract over an engine that connects as the portal role; every method is one transaction.

    All methods raise the errors of `db.errors`: `SignedOut` once the session has ended, `NotFound`
    for what isn't there or isn't theirs, `Invalid` for what can't be sent.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open_session(self, login: str, password: str) -> PortalToken:
        """Sign in for 30 minutes. Raises `Forbidden`, with one sentence for every reason."""
        with self.engine.begin() as connection:
            salt = connection.scalar(text("SELECT portal_salt(:login)"), {"login": login})
        # Deriving takes a while: no transaction is open meanwhile.
        return self.open_session_with_key(login, derive_key(password, bytes(salt)))

    def open_session_with_key(self, login: str, key: bytes) -> PortalToken:
        """Sign in with a key that was derived before."""
        with self.engine.begin() as connection:
            token = connection.scalar(text("SELECT portal_open_session(:login, :key)"), {"login": login, "key": key})
        if token is None:
            raise Forbidden("The name or the password isn't right, or there were too many attempts. Try again later.")
        return PortalToken(token)

    def close_session(self, token: PortalToken) -> None:
        """Sign out."""
        with self._as(token) as connection:
            connection.execute(text("SELECT portal_close_session()"))

    def topics(self) -> dict[str, str]:
        """What a new conversation can be about: each topic's name and its label."""
        with self.engine.begin() as connection:
            return {row.topic: row.label for row in connection.execute(text("SELECT * FROM portal_topics()"))}

    def people(self, token: PortalToken) -> list[Person]:
        """Whom this account may act for, its own patient first."""
        with self._as(token) as connection:
            return [Person(**row) for row in connection.execute(text("SELECT * FROM portal_people()")).mappings()]

    def send_message(
        self,
        token: PortalToken,
        *,
        patient_id: int,
        body: str,
        thread_id: int | None = None,
        topic: str = "",
        subject: str = "",
        files: Sequence[PortalFile] = (),
        once: UUID | None = None,
    ) -> SentMessage:
        """Write to the clinic: a new conversation with a `topic`, or an answer in `thread_id`.

        `once` is the form's own token: a second submit of the same form returns the first one's result.
        """
        for name, value in (("body", body), ("subject", subject), *(("files", file.name) for file in files)):
            if "\0" in value:  # the driver can't send it
                raise Invalid(name, "The text holds a control character (code 0). Remove it and try again.")
        with self._as(token) as connection:
            row = connection.execute(
                text(
                    "SELECT * FROM portal_send_message(:once, :patient_id, :thread_id, :topic, :subject, :body, "
                    "CAST(:names AS text[]), CAST(:files AS bytea[]))"
                ),
                {
                    "once": once or uuid4(),
                    "patient_id": patient_id,
                    "thread_id": thread_id,
                    "topic": topic,
                    "subject": subject,
                    "body": body,
                    "names": [file.name for file in files],
                    "files": [file.content for file in files],
                },
            ).one()
        return SentMessage(row.thread_id, row.message_id)

    def threads(self, token: PortalToken, *, before: datetime | None = None, limit: int = 50) -> list[PortalThread]:
        """Conversations, newest first; `before` continues the list after its last one. At most 100."""
        with self._as(token) as connection:
            rows = connection.execute(
                text("SELECT * FROM portal_threads(:before, :limit)"), {"before": before, "limit": limit}
            )
            return [PortalThread(**row) for row in rows.mappings()]

    def read(self, token: PortalToken, thread_id: int) -> list[PortalMessage]:
        """A conversation's messages, oldest first; its replies count as read from now on."""
        with self._as(token) as connection:
            rows = connection.execute(text("SELECT * FROM portal_read_thread(:thread_id)"), {"thread_id": thread_id})
            return [_message(**row) for row in rows.mappings()]

    def results(self, token: PortalToken, *, before: datetime | None = None, limit: int = 50) -> list[PortalResultLine]:
        """Results open to this account, newest first; `before` continues the list after its last one.

        At most 100, and all that were released in the same moment as the last.
        """
        with self._as(token) as connection:
            rows = connection.execute(
                text("SELECT * FROM portal_results(:before, :limit)"), {"before": before, "limit": limit}
            )
            return [PortalResultLine(**row) for row in rows.mappings()]

    def result(self, token: PortalToken, report_id: int) -> PortalResult:
        """A result with its values, comments and files. That it was opened is told by `mark_result_read`."""
        with self._as(token) as connection:
            row = connection.execute(text("SELECT * FROM portal_result(:id)"), {"id": report_id}).mappings().one()
            return _result(**row)

    def mark_result_read(self, token: PortalToken, report_id: int) -> None:
        """Say that the person has opened the result."""
        with self._as(token) as connection:
            connection.execute(text("SELECT portal_mark_result_read(:id)"), {"id": report_id})

    def file(self, token: PortalToken, file_id: int) -> PortalFile:
        """A file of a visible message or result, with its content."""
        with self._as(token) as connection:
            row = connection.execute(text("SELECT * FROM portal_attachment(:id)"), {"id": file_id}).one()
            return PortalFile(row.name, bytes(row.content), row.media_type, file_id)

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
    return None


def _files(files: list[dict[str, Any]]) -> tuple[PortalFile, ...]:
    return tuple(PortalFile(file["name"], media_type=file["media_type"], id=file["id"]) for file in files)


def _message(*, files: list[dict[str, Any]], **values: Any) -> PortalMessage:
    return PortalMessage(**values, files=_files(files))


def _result(*, observations: list[dict[str, Any]], comments: list[dict[str, Any]], **values: Any) -> PortalResult:
    """JSON has no dates: they come as text."""
    return PortalResult(
        **values | {"files": _files(values["files"])},
        observations=tuple(
            PortalValue(**value | {"observed_at": datetime.fromisoformat(value["observed_at"])})
            for value in observations
        ),
        comments=tuple(
            PortalComment(**said | {"written_at": datetime.fromisoformat(said["written_at"])}) for said in comments
        ),
    )
