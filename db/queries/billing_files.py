"""Files of money that came in: how far each is, what its preview shows, what is refused and what doesn't agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import BillingFile, BillingRefusal, ColumnProfile
from db.models.billing_files import STATES
from db.queries.paging import PAGE_SIZE
from db.registry import acting, query
from db.roles import Permission

NEWEST = 500
REFUSALS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file. `rows` are those its preview found; `rows_new` and `rows_known` what posting came to.

    `asked_by` said to post it; until it is `posted` the worker is at it. `refused` rows stand in its list of refusals.
    `nothing`: its preview found nothing that could be posted.
    """

    id: int
    kind: str
    format: str
    name: str
    source: str
    state: str
    reason: str
    rows: int
    rows_new: int
    rows_known: int
    refused: int
    received_at: datetime
    received_by: str
    posted_at: datetime | None
    asked_by: str
    nothing: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """Some files, the newest first; `next` is where the older ones start (None at the end)."""

    files: tuple[FileLine, ...]
    next: int | None
    now: datetime


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A row or segment that wasn't taken: its number, its place and why."""

    position: int
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A total that doesn't hold; `found` is what the file states."""

    where: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class FileDetail:
    """One file with its preview: `facts` (and after posting `outcome`), and a table of ten rows.

    Of a CSV also its columns (`header`), ten rows as they stand (`sample`), the words that could be kinds of rows, and
    the profile it is read by. `version` goes with every deed.
    """

    file: FileLine
    version: int
    lenient: bool
    facts: tuple[tuple[str, str], ...]
    outcome: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    differences: tuple[DifferenceLine, ...]
    refusals: tuple[RefusalLine, ...]
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    words: dict[str, tuple[str, ...]]
    profile: dict[str, Any] | None
    profile_by: str


@query("billing-file.list", needs=Permission.BILLING_IMPORT)
def files(session: Session, *, viewer: Credential, state: str = "", before_id: int | None = None) -> FilePage:
    """The files that came, the newest first, of one state where it is given. Two statements."""
    if state and state not in STATES:
        raise Invalid("state", f"A file is one of {', '.join(STATES)}.")
    found = _FILES.where(BillingFile.state == state) if state else _FILES
    if before_id is not None:
        found = found.where(BillingFile.id < before_id)
    rows = session.execute(found.order_by(BillingFile.id.desc()).limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    refused = _refused(session, [row.id for row in shown])
    lines = tuple(_line(row, refused.get(row.id, 0)) for row in shown)
    return FilePage(lines, shown[-1].id if len(rows) > PAGE_SIZE else None, acting(session).now)


@query("billing-file.one", needs=Permission.BILLING_IMPORT)
def file(session: Session, *, viewer: Credential, file_id: int) -> FileDetail:
    """One file with its preview; raises `NotFound` without it. Three statements."""
    row = session.execute(_ONE.where(BillingFile.id == file_id)).one_or_none()
    if row is None:
        raise NotFound("file")
    refusals = session.execute(
        select(BillingRefusal.position, BillingRefusal.place, BillingRefusal.reason)
        .where(BillingRefusal.file_id == file_id)
        .order_by(BillingRefusal.id)
        .limit(REFUSALS_SHOWN)
    )
    kept = row.summary
    return FileDetail(
        file=_line(row, _refused(session, [file_id]).get(file_id, 0)),
        version=row.version,
        lenient=row.lenient,
        facts=_pairs(kept.get("facts", ())),
        outcome=_pairs(kept.get("posted", ())),
        columns=tuple(kept.get("columns", ())),
        table=tuple(tuple(cells) for cells in kept.get("rows", ())),
        notes=tuple(kept.get("notes", ())),
        differences=tuple(DifferenceLine(**one) for one in row.differences),
        refusals=tuple(RefusalLine(one.position, one.place, one.reason) for one in refusals),
        header=tuple(kept.get("header", ())),
        sample=tuple(tuple(cells) for cells in kept.get("sample", ())),
        words={name: tuple(found) for name, found in kept.get("words", {}).items()},
        profile=row.rule,
        profile_by=row.confirmed_by or "",
    )


def refused_lately(session: Session) -> dict[int, str]:
    """Which of the newest files were refused whole, with the reason: for the worker, which has no viewer."""
    newest = select(func.max(BillingFile.id)).scalar_subquery()
    found = select(BillingFile.id, BillingFile.reason).where(
        BillingFile.id > newest - NEWEST, BillingFile.state == "refused"
    )
    return {row.id: row.reason for row in session.execute(found)}


_COLUMNS = (
    BillingFile.id,
    BillingFile.kind,
    BillingFile.format,
    BillingFile.name,
    BillingFile.source,
    BillingFile.state,
    BillingFile.reason,
    BillingFile.rows,
    BillingFile.rows_new,
    BillingFile.rows_known,
    BillingFile.received_at,
    BillingFile.received_by,
    BillingFile.posted_at,
    BillingFile.posted_by,
    func.coalesce(BillingFile.summary["nothing"].as_boolean(), False).label("nothing"),
)
_FILES: Any = select(*_COLUMNS)
_ONE: Any = select(
    *_COLUMNS,
    BillingFile.version,
    BillingFile.lenient,
    BillingFile.summary,
    BillingFile.differences,
    ColumnProfile.rule,
    ColumnProfile.confirmed_by,
).outerjoin(ColumnProfile, ColumnProfile.id == BillingFile.profile_id)


def _refused(session: Session, file_ids: list[int]) -> dict[int, int]:
    found = (
        select(BillingRefusal.file_id, func.count().label("many"))
        .where(BillingRefusal.file_id.in_(file_ids))
        .group_by(BillingRefusal.file_id)
    )
    return {row.file_id: row.many for row in session.execute(found)} if file_ids else {}


def _line(row: Any, refused: int) -> FileLine:
    return FileLine(
        **{name: getattr(row, name) for name in FileLine.__slots__ if name not in ("refused", "asked_by")},
        refused=refused,
        asked_by=row.posted_by or "",
    )


def _pairs(found: Any) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in found)
