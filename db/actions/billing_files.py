"""Files of money on their way in: received whole, read by the worker, posted by a person's word, refused with why.

The worker reads a file twice: for the preview, and again when somebody says to post it. Posting takes too long for a
click (5 MB of remittance are a hundred thousand rows), so the word only lets the file wait anew: `posted_by` on a
waiting file is that word. What is posted is therefore what lies in the file, and not what was on a screen.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.actions.incoming import MB, check_content, digest_of, shown_name, turn_is_ours
from db.audit import audit
from db.copying import insert_rows
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.jobs import defer
from db.models import BillingFile, BillingRefusal
from db.models.billing_files import KINDS, SOURCES
from db.registry import acting, action
from db.roles import Permission

LARGEST = 20 * MB
LARGEST_UPLOAD = 10 * MB
READ = "read_billing_files"  # the worker's tasks
MATCH = "find_matches"
MOST_REFUSALS = 5_000  # that are kept of one file; their number is in `summary`
BEING_READ = ("waiting", "reading")

Became = Literal["profile", "preview", "held"]

_REMITTANCE = re.compile(rb"(?:^|[\r\n~])[ \t\xef\xbb\xbf]*(?:ISA[^A-Za-z0-9\s]|ST[*|+]835)")
_BANK = re.compile(
    rb"OFXHEADER|<OFX>|^\s*(?:\xef\xbb\xbf)?\s*01,|camt\.05[0-9]\.|(?:^|[\r\n]):20:[^\r\n]*[\r\n]+:2[15]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is kept. `known`: the same bytes came before, so nothing was added."""

    file_id: int
    known: bool


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that the worker reads next. `asked_by` said to post it; empty: it is read for its preview only."""

    id: int
    kind: str
    lenient: bool
    profile_id: int | None
    asked_by: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row or segment that isn't taken: its number, its place (a column, a line and segment), and why."""

    position: int
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that doesn't hold: amounts as text, since they are kept as JSON."""

    where: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file for its preview came to. `summary` is JSON: facts, and a table of ten rows."""

    became: Became
    kind: str
    format: str
    summary: dict[str, Any]
    rows: int = 0
    profile_id: int | None = None
    differences: tuple[Difference, ...] = ()
    refusals: tuple[RefusedRow, ...] = ()
    reason: str = ""


@action("billing-file.receive", needs=Permission.SYSTEM_IMPORT)
def receive(session: Session, *, by: Credential, name: str, content: bytes, source: str, kind: str = "") -> Received:
    """Keep a file and ask the worker to read it. The same bytes a second time add nothing.

    `kind` is remittance, bank or processor; empty: it is seen from the content, and of a CSV from its header later.
    One that was refused whole is read again. Raises `Invalid` for an empty or too large one, which isn't kept.
    """
    return _kept(session, name, content, source, kind, LARGEST)


@action("billing-file.upload", needs=Permission.BILLING_IMPORT, once=True)
def upload(session: Session, *, by: Credential, token: UUID, name: str, content: bytes, kind: str = "") -> Received:
    """The same for a file that a person chose on screen, at most 10 MB."""
    return _kept(session, name, content, "upload", kind, LARGEST_UPLOAD)


def _kept(session: Session, name: str, content: bytes, source: str, kind: str, largest: int) -> Received:
    if source not in SOURCES:
        raise Invalid("source", f"A file comes by one of {', '.join(SOURCES)}.")
    if kind and kind not in KINDS:
        raise Invalid("kind", f"A file is one of {', '.join(KINDS)}.")
    check_content(content, largest)
    digest = digest_of(session, content)
    kind = kind or kind_of(content)
    row = session.execute(
        select(BillingFile.id, BillingFile.state).where(BillingFile.content_hash == digest)
    ).one_or_none()
    if row is not None:
        if row.state == "refused":
            _wait(session, row.id, kind=kind, reason="", lenient=False, profile_id=None)
        audit(session, "billing-file.received", subject=("billing_file", row.id), repeated=True)
        return Received(row.id, True)
    actor = acting(session)
    file = BillingFile(
        kind=kind,
        name=shown_name(name, "payments"),
        source=source,
        content_hash=digest,
        content=content,
        received_at=actor.now,
        received_by=actor.name,
    )
    session.add(file)
    session.flush()
    file_id = file.id
    session.expunge(file)
    audit(session, "billing-file.received", subject=("billing_file", file_id), source=source, size=len(content))
    defer(session, READ)
    return Received(file_id, False)


def kind_of(content: bytes) -> str:
    """What a file seems to be by how it begins: a remittance, a bank's, else a processor's export."""
    head = content[:4_000]
    if _REMITTANCE.search(head):
        return "remittance"
    return "bank" if _BANK.search(head) else "processor"


def may_post(session: Session) -> bool:
    """Whether this transaction may post a file: one at a time in an organisation, so that nothing is posted twice."""
    return turn_is_ours(session, "billing-filing")


@action("billing-file.next", needs=Permission.SYSTEM_RUN)
def next_waiting(session: Session, *, by: Credential, after_id: int = 0, only: int | None = None) -> WaitingFile | None:
    """The next file to read, marked as being read; one that a reader died on is waiting still.

    None without any, and while another reader is posting: it goes on to the next by itself.
    """
    if not may_post(session):
        return None
    waiting = select(
        BillingFile.id, BillingFile.kind, BillingFile.lenient, BillingFile.profile_id, BillingFile.posted_by,
        BillingFile.content,
    ).where(BillingFile.state.in_(BEING_READ), BillingFile.id > after_id)  # fmt: skip
    if only is not None:
        waiting = waiting.where(BillingFile.id == only)
    row = session.execute(waiting.order_by(BillingFile.id).limit(1)).one_or_none()
    if row is None:
        return None
    started = {"state": "reading", "started_at": acting(session).now}
    session.execute(update(BillingFile).where(BillingFile.id == row.id).values(started))
    return WaitingFile(row.id, row.kind, row.lenient, row.profile_id, row.posted_by or "", row.content)


@action("billing-file.read", needs=Permission.SYSTEM_RUN)
def keep_reading(session: Session, *, by: Credential, file_id: int, reading: Reading) -> bool:
    """Keep what was read for the preview; the file then waits for a person. False when it isn't being read."""
    found = session.execute(
        update(BillingFile)
        .where(BillingFile.id == file_id, BillingFile.state.in_(BEING_READ))
        .values(
            state=reading.became,
            kind=reading.kind,
            format=reading.format,
            profile_id=reading.profile_id,
            summary=reading.summary,
            differences=[asdict(one) for one in reading.differences],
            rows=reading.rows,
            reason=reading.reason,
            posted_by=None,
        )
        .returning(BillingFile.id)
    ).one_or_none()
    if found is None:
        return False
    session.execute(delete(BillingRefusal).where(BillingRefusal.file_id == file_id))
    insert_rows(
        session, BillingRefusal, [{"file_id": file_id, **asdict(one)} for one in reading.refusals[:MOST_REFUSALS]]
    )
    return True


@action("billing-file.refuse", needs=Permission.SYSTEM_RUN)
def refuse(session: Session, *, by: Credential, file_id: int, reason: str) -> bool:
    """Mark a file as refused whole. False when it was read or refused already."""
    refused = session.execute(
        update(BillingFile)
        .where(BillingFile.id == file_id, BillingFile.state.in_(BEING_READ))
        .values(state="refused", reason=reason, posted_by=None)
        .returning(BillingFile.id)
    ).one_or_none()
    if refused is None:
        return False
    audit(session, "billing-file.refused", subject=("billing_file", file_id), reason=reason)
    return True


@action("billing-file.not-posted", needs=Permission.SYSTEM_RUN)
def not_posted(session: Session, *, by: Credential, file_id: int, reason: str) -> bool:
    """Put a file back to its preview, with why it couldn't be posted, after that transaction was undone."""
    state = "held" if session.scalar(select(BillingFile.differences).where(BillingFile.id == file_id)) else "preview"
    back = session.execute(
        update(BillingFile)
        .where(BillingFile.id == file_id, BillingFile.state.in_(BEING_READ))
        .values(state=state, reason=reason, posted_by=None)
        .returning(BillingFile.id)
    ).one_or_none()
    return back is not None


@action("billing-file.post", needs=Permission.BILLING_IMPORT)
def post(session: Session, *, by: Credential, file_id: int, version: int) -> None:
    """Say that a file is to be posted as its preview shows it; the worker does it.

    Of a held file of remittances those that balance are posted, the others kept for a clerk. Raises `Conflict` where
    somebody changed it meanwhile, `Invalid` for a file that isn't ready.
    """
    file = asked(session, file_id, version)
    if file.state != "preview" and not (file.state == "held" and file.kind == "remittance"):
        raise Invalid("file_id", "This file isn't ready to be posted. Nothing was changed.")
    _to_post(session, file_id)


@action("billing-file.post-whole", needs=Permission.SYSTEM_IMPORT)
def post_whole(session: Session, *, by: Credential, file_id: int) -> bool:
    """The same without a person's look, for a file that balances and of which nothing was refused; else False."""
    file = session.get(BillingFile, file_id, with_for_update=True)
    if file is None or file.state != "preview" or file.set_aside or file.differences or _refusals(session, file_id):
        return False
    _to_post(session, file_id)
    return True


@action("billing-file.lenient", needs=Permission.BILLING_IMPORT)
def set_lenient(session: Session, *, by: Credential, file_id: int, version: int) -> None:
    """Have a held file of a bank read in spite of its control totals, after seeing by how much they differ."""
    file = asked(session, file_id, version)
    if file.state != "held" or file.kind != "bank":
        raise Invalid("file_id", "Only a bank's file whose totals don't agree is read like this. Nothing was changed.")
    audit(session, "billing-file.lenient", subject=("billing_file", file_id), differences=file.differences)
    _wait(session, file_id, lenient=True, version=BillingFile.version + 1)


@action("billing-file.set-aside", needs=Permission.BILLING_IMPORT)
def set_aside(session: Session, *, by: Credential, file_id: int, version: int) -> None:
    """Refuse a file that was handed in by mistake: it is kept, and nothing of it is posted.

    Where it comes again it is read for a preview, and a person says whether it is posted after all.
    """
    file = asked(session, file_id, version)
    if file.state not in ("profile", "preview", "held"):
        raise Invalid("file_id", "This file can't be set aside any more. Nothing was changed.")
    reason = f"{acting(session).name} set it aside."
    values = {"state": "refused", "reason": reason, "set_aside": True, "version": BillingFile.version + 1}
    session.execute(update(BillingFile).where(BillingFile.id == file_id).values(values))
    audit(session, "billing-file.set-aside", subject=("billing_file", file_id))


def to_post(session: Session, file_id: int) -> BillingFile:
    """The file, locked, that somebody said to post. Raises `Conflict` where it isn't, or another one is at work."""
    if not may_post(session):
        raise Conflict("Another file is being posted. This one waits.")
    file = session.get(BillingFile, file_id, with_for_update=True)
    if file is None:
        raise NotFound("file")
    if file.state not in BEING_READ or not file.posted_by:
        raise Conflict("Nobody said to post this file, or it is posted already. Nothing was changed.")
    return file


def mark_posted(session: Session, file: BillingFile, *, new: int, known: int, facts: list[list[str]]) -> None:
    """Note that a file is posted, and what that came to. Its refusals stay as the preview told them."""
    file.state, file.posted_at, file.reason = "posted", acting(session).now, ""
    file.rows_new, file.rows_known = new, known
    file.summary = {**file.summary, "posted": facts}
    session.flush()
    if new:
        defer(session, MATCH)
    audit(
        session, "billing-file.posted", subject=("billing_file", file.id), new=new, known=known, asked_by=file.posted_by
    )


def wait_again(session: Session, file_id: int, **values: Any) -> None:
    """Let a file wait for the worker once more, with these columns changed."""
    _wait(session, file_id, version=BillingFile.version + 1, **values)


def asked(session: Session, file_id: int, version: int) -> BillingFile:
    """The file, locked. Raises `NotFound`, and `Conflict` where somebody changed it since it was on screen."""
    file = session.get(BillingFile, file_id, with_for_update=True)
    if file is None:
        raise NotFound("file")
    if file.version != version:
        raise Conflict("Somebody changed this file since you looked. Nothing was changed; look again.")
    return file


def _to_post(session: Session, file_id: int) -> None:
    audit(session, "billing-file.to-post", subject=("billing_file", file_id))
    _wait(session, file_id, posted_by=acting(session).name, version=BillingFile.version + 1)


def _wait(session: Session, file_id: int, **values: Any) -> None:
    waiting = {"state": "waiting", "started_at": None, "posted_by": None, **values}
    session.execute(update(BillingFile).where(BillingFile.id == file_id).values(waiting))
    defer(session, READ)


def _refusals(session: Session, file_id: int) -> bool:
    return session.scalar(select(BillingRefusal.id).where(BillingRefusal.file_id == file_id).limit(1)) is not None
