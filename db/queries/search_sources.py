"""Where words are looked for, and the statements that find them: newest first, whatever the words.

A word in every third message is found by walking the newest ones; one in ten messages of a million only by the
full-text index, which can't give the newest first and can't stop early. So the newest `WINDOW` rows are walked
first; only when too few of them match is the index asked, for `MOST` rows at most. Walking on is left for words
that were common once and hardly occur now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Float,
    Select,
    Text,
    any_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import Message, Note, Queue, Task, Thread
from db.models.threads import ACCENTS
from db.queries.paging import plain_rows

WINDOW = 20_000
ENOUGH = 60  # so many in the window, and the words are common
MOST = 20_000
FARTHEST = 100_000
LOOSE = 300  # so many rows in the window hold a phrase's words anywhere: the index would find too many to look through
HEADLINE = "HighlightAll=true, StartSel=\x02, StopSel=\x03"
START = "\x02"
LONGEST_TEXT = 20_000

_WORDS = bindparam("words", type_=Text)
QUERY: Any = func.websearch_to_tsquery(
    literal_column("'english'", REGCONFIG), func.translate(_WORDS, *ACCENTS), type_=TSQUERY
)


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows are searched: its text, and what a hit in it is called (`where`)."""

    where: str
    model: Any
    text: InstrumentedAttribute[str]


SOURCES = (
    Source("subject", Thread, Thread.subject),
    Source("message", Message, Message.body),
    Source("note", Note, Note.body),
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found; `cut`: there is more, `short`: only the newest rows were looked at."""

    rows: list[Candidate]
    cut: bool
    short: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that holds the words: what it belongs to, when it was written, how well it fits."""

    where: str
    key: int
    focus: tuple[str, int]
    at: Any
    rank: float


def understood(session: Session, words: str) -> str:
    """What the words ask for: `''` nothing at all, `'T'` only what must not be there, else a query."""
    found = plain_rows(session, select(func.querytree(QUERY)), {"words": words}).scalar_one()
    return str(found)


def candidates(session: Session, source: Source, words: str, area: str, most: int, *, phrase: bool) -> Candidates:
    """The newest rows that hold the words, `most` at most."""
    given = {"words": words, "area": area}
    rows = plain_rows(session, _walked(source, most, WINDOW), given).all()
    if len(rows) >= ENOUGH:
        return Candidates(_read(source, rows), cut=True)
    if not (phrase and plain_rows(session, _loose(source), given).scalar_one() > LOOSE):
        found = plain_rows(session, _indexed(source), given).scalars().all()
        if len(found) <= MOST:
            newest = sorted(found, reverse=True)[:most]
            rows = plain_rows(session, _named(source), given | {"ids": newest}).all()
            return Candidates(_read(source, rows), cut=len(found) > most)
    rows = plain_rows(session, _walked(source, ENOUGH, FARTHEST), given).all()
    return Candidates(_read(source, rows), cut=True, short=True)


def _read(source: Source, rows: Iterable[Any]) -> list[Candidate]:
    return [Candidate(source.where, row.id, (row.focus_type, row.focus_id), row.at, row.rank) for row in rows]


@lru_cache(maxsize=4)
def _loose(source: Source) -> Select[Any]:
    """How many rows of the window hold the words, wherever they stand."""
    model = source.model
    anywhere = cast(func.regexp_replace(cast(QUERY, Text), "<(-|[0-9]+)>", "&", "g"), TSQUERY)
    newest = select(model.words).order_by(model.id.desc()).limit(WINDOW).subquery()
    return select(func.count()).select_from(newest).where(newest.c.words.op("@@")(anywhere))


@lru_cache(maxsize=16)
def _walked(source: Source, most: int, window: int | None) -> Select[Any]:
    """From the newest on, through `window` rows at most, until `most` were found."""
    model = source.model
    newest = select(model.id, model.words).order_by(model.id.desc()).limit(window).subquery()
    matching = select(newest.c.id).where(newest.c.words.op("@@")(QUERY)).order_by(newest.c.id.desc()).limit(most)
    return _described(source, matching.subquery())


@lru_cache(maxsize=4)
def _indexed(source: Source) -> Select[Any]:
    """The ids by the full-text index, in no order; one more than `MOST` says that there are too many."""
    model = source.model
    return select(model.id).where(model.words.op("@@")(QUERY)).limit(MOST + 1)


@lru_cache(maxsize=4)
def _named(source: Source) -> Select[Any]:
    ids = bindparam("ids", type_=ARRAY(BigInteger))
    return _described(source, select(func.unnest(ids).label("id")).subquery())


def _described(source: Source, ids: Any) -> Select[Any]:
    """The rows with these ids, with what they belong to and how well they fit."""
    model = source.model
    rank = type_coerce(func.ts_rank(model.words, QUERY), Float).label("rank")
    key, at = model.id.label("id"), model.created_at.label("at")
    if model is Note:
        return (
            select(key, Task.focus_type, Task.focus_id, at, rank)
            .join(ids, ids.c.id == model.id)
            .join(Task, Task.id == Note.task_id)
            .join(Queue, Queue.id == Task.queue_id)
            .where(Queue.area == bindparam("area"))
        )
    thread_id = Thread.id if model is Thread else Message.thread_id
    found = select(key, literal("thread").label("focus_type"), thread_id.label("focus_id"), at, rank)
    found = found.join(ids, ids.c.id == model.id)
    return found.where(Message.withdrawn_at.is_(None)) if model is Message else found


@lru_cache(maxsize=4)
def marked(source: Source) -> Select[Any]:
    """The text of the rows `:ids`, and the same with a mark before each hit, letter for letter, without accents."""
    text = func.left(source.text, LONGEST_TEXT)
    plain = func.translate(text, *ACCENTS)
    return select(
        source.model.id,
        text.label("text"),
        func.ts_headline(literal_column("'english'", REGCONFIG), plain, QUERY, cast(HEADLINE, Text)).label("marked"),
    ).where(source.model.id == any_(bindparam("ids", type_=ARRAY(BigInteger))))
