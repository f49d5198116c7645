"""A small client of the portal's contract: what a patient portal does, in the portal's own role.

The demo's patients and the tests use it, and a portal written in Python may. It knows no table, only
the functions of `docs/portal-contract.md`. A password goes no further than `derive_key`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import text

from db.errors import Forbidden
from db.portal_connection import refusal_of, require_sendable
from db.portal_money import PortalMoney
from db.portal_shapes import (
    Person,
    PortalBalance,
    PortalComment,
    PortalFile,
    PortalMedication,
    PortalMessage,
    PortalPayment,
    PortalProxy,
    PortalProxyRequest,
    PortalRefill,
    PortalResult,
    PortalResultLine,
    PortalStatement,
    PortalStatementHead,
    PortalStatementLine,
    PortalThread,
    PortalToken,
    PortalValue,
    SentMessage,
    message_of,
    result_of,
    scoped,
)

__all__ = [
    "Person",
    "PortalBalance",
    "PortalClient",
    "PortalComment",
    "PortalFile",
    "PortalMedication",
    "PortalMessage",
    "PortalPayment",
    "PortalProxy",
    "PortalProxyRequest",
    "PortalRefill",
    "PortalResult",
    "PortalResultLine",
    "PortalStatement",
    "PortalStatementHead",
    "PortalStatementLine",
    "PortalThread",
    "PortalToken",
    "PortalValue",
    "SentMessage",
    "credential_for",
    "derive_key",
    "refusal_of",
]

SALT_BYTES = 16
# OWASP's Password Storage Cheat Sheet gives these scrypt parameters for 16 MiB of memory; about 0.2 s.
SCRYPT = {"n": 2**14, "r": 8, "p": 5, "dklen": 32}


def derive_key(password: str, salt: bytes) -> bytes:
    """The 32-byte key that proves the password. Made in the portal; the database sees only the key."""
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)


def credential_for(password: str) -> tuple[bytes, bytes]:
    """A new salt, and the hash of the key derived with it: a portal account's `salt` and `key_hash`."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, hashlib.sha256(derive_key(password, salt)).digest()


class PortalClient(PortalMoney):
    """The contract over an engine that connects as the portal role; every method is one transaction.

    All methods raise the errors of `db.errors`: `SignedOut` once the session has ended, `NotFound`
    for what isn't there or isn't theirs, `Invalid` for what can't be sent.
    """

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
        """Whom this account may act for, and in what; its own patient first."""
        with self._as(token) as connection:
            rows = connection.execute(text("SELECT * FROM portal_people()"))
            return [Person(**scoped(row)) for row in rows.mappings()]

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
        require_sendable(("body", body), ("subject", subject), *(("files", file.name) for file in files))
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
            return [message_of(**row) for row in rows.mappings()]

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
            return result_of(**row)

    def mark_result_read(self, token: PortalToken, report_id: int) -> None:
        """Say that the person has opened the result."""
        with self._as(token) as connection:
            connection.execute(text("SELECT portal_mark_result_read(:id)"), {"id": report_id})

    def medications(self, token: PortalToken, patient_id: int) -> list[PortalMedication]:
        """What the patient takes, by name."""
        with self._as(token) as connection:
            rows = connection.execute(text("SELECT * FROM portal_medications(:id)"), {"id": patient_id})
            return [PortalMedication(**row) for row in rows.mappings()]

    def request_refill(
        self,
        token: PortalToken,
        *,
        patient_id: int,
        medication_id: int,
        note: str = "",
        dose: str = "",
        once: UUID | None = None,
    ) -> int:
        """Ask for more of a medication, `dose` only where another one is asked for; the request's id.

        Raises `Conflict` while an earlier request for it waits. `once` is as in `send_message`.
        """
        require_sendable(("note", note), ("dose", dose))
        with self._as(token) as connection:
            asked = connection.scalar(
                text("SELECT portal_request_refill(:once, :patient_id, :medication_id, :note, :dose)"),
                {
                    "once": once or uuid4(),
                    "patient_id": patient_id,
                    "medication_id": medication_id,
                    "note": note,
                    "dose": dose,
                },
            )
        return int(asked)

    def refill_requests(
        self, token: PortalToken, *, before: datetime | None = None, limit: int = 50
    ) -> list[PortalRefill]:
        """Refill requests, newest first, whoever asked; `before` continues the list after its last one. At most 100."""
        with self._as(token) as connection:
            rows = connection.execute(
                text("SELECT * FROM portal_refill_requests(:before, :limit)"), {"before": before, "limit": limit}
            )
            return [PortalRefill(**row) for row in rows.mappings()]

    def withdraw_refill(self, token: PortalToken, request_id: int) -> None:
        """Take a request back. Raises `Conflict` when it was answered already or isn't theirs to take back."""
        with self._as(token) as connection:
            connection.execute(text("SELECT portal_withdraw_refill(:id)"), {"id": request_id})

    def proxy_choices(self) -> dict[str, dict[str, str]]:
        """What a request for access can name: by `relation` and `scope`, each value and its label."""
        choices: dict[str, dict[str, str]] = {}
        with self.engine.begin() as connection:
            for row in connection.execute(text("SELECT * FROM portal_proxy_choices()")):
                choices.setdefault(row.field, {})[row.value] = row.label
        return choices

    def request_proxy(
        self,
        token: PortalToken,
        *,
        relation: str,
        scopes: Sequence[str],
        patient_id: int | None = None,
        given: str = "",
        family: str = "",
        birth_date: date | None = None,
        proxy_name: str = "",
        proxy_email: str = "",
        consent: bool = False,
        note: str = "",
        files: Sequence[PortalFile] = (),
        once: UUID | None = None,
    ) -> int:
        """Ask for access; the request's id.

        For the own patient: that `proxy_name` may act for them, with their `consent`. For anybody else: for oneself,
        by `given`, `family` and `birth_date`, or by `patient_id` where one acts for them already. `once` is as in
        `send_message`.
        """
        said = (("given", given), ("family", family), ("proxy_name", proxy_name), ("proxy_email", proxy_email))
        require_sendable(*said, ("note", note), *(("files", file.name) for file in files))
        with self._as(token) as connection:
            asked = connection.scalar(
                text(
                    "SELECT portal_request_proxy(:once, :patient_id, :given, :family, :birth_date, :relation, "
                    "CAST(:scopes AS text[]), :proxy_name, :proxy_email, :consent, :note, CAST(:names AS text[]), "
                    "CAST(:files AS bytea[]))"
                ),
                {
                    **dict(said),
                    "once": once or uuid4(),
                    "patient_id": patient_id,
                    "birth_date": birth_date,
                    "relation": relation,
                    "scopes": list(scopes),
                    "consent": consent,
                    "note": note,
                    "names": [file.name for file in files],
                    "files": [file.content for file in files],
                },
            )
        return int(asked)

    def proxy_requests(self, token: PortalToken) -> list[PortalProxyRequest]:
        """The account's own requests for access, newest first, at most 100."""
        with self._as(token) as connection:
            rows = connection.execute(text("SELECT * FROM portal_proxy_requests()"))
            return [PortalProxyRequest(**scoped(row)) for row in rows.mappings()]

    def send_proxy_papers(
        self, token: PortalToken, request_id: int, files: Sequence[PortalFile], *, once: UUID | None = None
    ) -> None:
        """Send papers for a request that waits. Raises `Conflict` once it was answered."""
        require_sendable(*(("files", file.name) for file in files))
        with self._as(token) as connection:
            connection.execute(
                text("SELECT portal_send_proxy_papers(:once, :id, CAST(:names AS text[]), CAST(:files AS bytea[]))"),
                {
                    "once": once or uuid4(),
                    "id": request_id,
                    "names": [file.name for file in files],
                    "files": [file.content for file in files],
                },
            )

    def withdraw_proxy_request(self, token: PortalToken, request_id: int) -> None:
        """Take a request for access back. Raises `Conflict` once it was answered."""
        with self._as(token) as connection:
            connection.execute(text("SELECT portal_withdraw_proxy_request(:id)"), {"id": request_id})

    def proxies(self, token: PortalToken, patient_id: int) -> list[PortalProxy]:
        """Who may act for the patient: all of them for the own patient, a proxy's own access for anybody else."""
        with self._as(token) as connection:
            rows = connection.execute(text("SELECT * FROM portal_proxies(:id)"), {"id": patient_id})
            return [PortalProxy(**scoped(row)) for row in rows.mappings()]

    def revoke_proxy(self, token: PortalToken, grant_id: int, *, reason: str = "") -> None:
        """End somebody's access to the own patient, or one's own to somebody; that proxy is signed out everywhere."""
        require_sendable(("reason", reason))
        with self._as(token) as connection:
            connection.execute(text("SELECT portal_revoke_proxy(:id, :reason)"), {"id": grant_id, "reason": reason})

    def file(self, token: PortalToken, file_id: int) -> PortalFile:
        """A file of a visible message or result, with its content."""
        with self._as(token) as connection:
            row = connection.execute(text("SELECT * FROM portal_attachment(:id)"), {"id": file_id}).one()
            return PortalFile(row.name, bytes(row.content), row.media_type, file_id)
