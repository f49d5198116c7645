"""Full-text search over the conversations of an area: subjects, messages, and staff's notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Patient, Queue, Task
from db.queries.paging import plain_rows
from db.queries.search_sources import FARTHEST, SOURCES, START, Candidate, candidates, marked, understood
from db.queries.tasks import reads_area
from db.registry import acting, query
from db.roles import Permission, Sensitivity, on_area

ORDERS = ("relevance", "newest")
SHOWN = 50
RANKED = 1_000
LONGEST = 200
SNIPPET, BEFORE = 160, 50
TIMEOUT_MS = 2_000

NOT_YOURS = "Your role doesn't read messages. To find a person, search under Patients."
TOO_COMMON = "These words stand in nearly every message, so they can't be searched for. Add a rarer word."
TOO_LONG = "This search takes too long. Narrow your search with a rarer word."
ONLY_WITHOUT = "A minus only leaves words out. Add a word to look for."
RANKED_AMONG = f"Many messages hold these words: the best of the newest {RANKED:,} at most are shown."
NOT_FURTHER = f"These words are too common to look further back than the newest {FARTHEST:,} messages."


@dataclass(frozen=True, slots=True)
class Hit:
    """One conversation that was found, by its newest task: `where` it was (`subject`, `message`, `note`).

    `snippet` is plain text around the first hit.
    """

    task_id: int
    queue: str
    patient: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    topic: str
    snippet: str = field(repr=False)
    where: str
    at: datetime
    open: bool


@dataclass(frozen=True, slots=True)
class Found:
    """At most 50 hits; `more`: there are others; `note`: for people, what the search did not do."""

    hits: tuple[Hit, ...]
    more: bool = False
    note: str = ""


@query("task.search", needs=Permission.TASK_VIEW)
def search(session: Session, *, viewer: Credential, area: str, text: str, order: str = "relevance") -> Found:
    """Conversations whose subject, messages or notes hold these words; quotes hold words together, a minus leaves out.

    One hit a conversation. Raises `Invalid` for a text that is too long or takes more than two seconds.
    """
    actor = acting(session)
    try:
        actor.require(on_area(area, "view"))
    except ValueError:
        raise NotFound("queue") from None
    if order not in ORDERS:
        raise Invalid("order", "There is no such order.")
    words = readable(text)
    if not words:
        return Found(())
    if not (actor.reads(Sensitivity.CLINICAL) and reads_area(actor, area)):
        return Found((), note=NOT_YOURS)
    return _in_time(session, words, area, order)


def readable(text: str) -> str:
    """What somebody typed, as the database can take it; `Invalid` when it is too long."""
    words = " ".join(text.replace("\0", " ").encode("utf-8", "ignore").decode().split())
    if len(words) > LONGEST:
        raise Invalid("text", f"Search for at most {LONGEST} characters; this has {len(words):,}.")
    return words


def _in_time(session: Session, words: str, area: str, order: str) -> Found:
    """Search under limits of its own, which end with the savepoint."""
    connection = session.connection()
    savepoint = connection.begin_nested()
    try:
        connection.execute(_LIMITS)
        return _found(session, words, area, order)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != "57014":  # query_canceled
            raise
        raise Invalid("text", TOO_LONG) from None
    finally:
        savepoint.rollback()


# A plan for these very words, never a general one; and never a whole table for a count.
_LIMITS = select(
    func.set_config("statement_timeout", str(TIMEOUT_MS), True),
    func.set_config("plan_cache_mode", "force_custom_plan", True),
    func.set_config("enable_seqscan", "off", True),
    func.set_config("jit", "off", True),
)


def _found(session: Session, words: str, area: str, order: str) -> Found:
    asked = understood(session, words)
    if asked in ("", "T"):
        return Found((), note=ONLY_WITHOUT if asked else TOO_COMMON)
    ranked = order == "relevance"
    hits: list[Candidate] = []
    cut = short = False
    for source in SOURCES:
        some = candidates(session, source, words, area, RANKED if ranked else SHOWN * 4, phrase="<" in asked)
        hits, cut, short = hits + some.rows, cut or some.cut, short or some.short
    hits.sort(key=lambda one: (one.rank, one.at) if ranked else (one.at, one.rank), reverse=True)
    best: dict[tuple[str, int], Candidate] = {}
    for one in hits:
        best.setdefault(one.focus, one)
    shown = _tasks(session, area, list(best.values())[: SHOWN + 1])
    snippets = _snippets(session, words, (one for one, _ in shown[:SHOWN]))
    return Found(
        tuple(
            Hit(
                task_id=row.id,
                queue=row.slug,
                patient=f"{row.given} {row.family}" if row.family else "",
                birth_date=row.birth_date,
                topic=row.topic,
                snippet=snippets.get((one.where, one.key), ""),
                where=one.where,
                at=one.at,
                open=row.closed_at is None,
            )
            for one, row in shown[:SHOWN]
        ),
        more=cut or len(best) > SHOWN,
        note=NOT_FURTHER if short else RANKED_AMONG if cut and ranked else "",
    )


_FOCI = (
    func.unnest(bindparam("types", type_=ARRAY(Text)), bindparam("foci", type_=ARRAY(BigInteger)))
    .table_valued("focus_type", "focus_id", name="found")
    .render_derived()
)
_TASKS = (
    select(
        Task.id,
        Task.focus_type,
        Task.focus_id,
        Task.topic,
        Task.closed_at,
        Queue.slug,
        Patient.given,
        Patient.family,
        Patient.birth_date,
    )
    .select_from(_FOCI)
    .join(Task, (Task.focus_type == _FOCI.c.focus_type) & (Task.focus_id == _FOCI.c.focus_id))
    .join(Queue, Queue.id == Task.queue_id)
    .outerjoin(Patient, Patient.id == Task.patient_id)
    .where(Queue.area == bindparam("area"))
    .order_by(Task.id)
)


def _tasks(session: Session, area: str, found: list[Candidate]) -> list[tuple[Candidate, Any]]:
    """Each hit with the newest task of what it belongs to; hits without one in this area are left out."""
    foci = {"types": [one.focus[0] for one in found], "foci": [one.focus[1] for one in found], "area": area}
    newest = {(row.focus_type, row.focus_id): row for row in plain_rows(session, _TASKS, foci)}
    return [(one, newest[one.focus]) for one in found if one.focus in newest]


def _snippets(session: Session, words: str, shown: Iterable[Candidate]) -> dict[tuple[str, int], str]:
    ids: dict[str, list[int]] = {}
    for one in shown:
        ids.setdefault(one.where, []).append(one.key)
    return {
        (source.where, row.id): snippet(row.text, row.marked)
        for source in SOURCES
        if source.where in ids
        for row in plain_rows(session, marked(source), {"words": words, "ids": ids[source.where]})
    }


def snippet(text: str, marked: str) -> str:
    """About 160 characters of a text around its first hit, on one line; `marked` is the text with marks at hits."""
    at = max(0, marked.find(START))
    start = 0 if at <= BEFORE else text.find(" ", at - BEFORE, at) + 1 or at - BEFORE
    words = " ".join(text[start : start + SNIPPET].split())
    more = start + SNIPPET < len(text)
    if more:
        words = words.rpartition(" ")[0] or words
    return f"{'… ' if start else ''}{words}{' …' if more else ''}"
