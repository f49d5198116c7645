"""Finding a patient: by name (typing errors forgiven), birth date, record number or telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session, aliased

from db.config import config
from db.credentials import Credential
from db.models import Patient, PortalAccount
from db.models.threads import ACCENTS
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission

LEAST, LONGEST, WORDS = 2, 80, 5
SOME = 2_000  # patients whose names are ranked; two letters may begin a tenth of all names
PHONE_LEAST = 4
FUZZY_LEAST = 4
DATES = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d.%m.%Y")
PLAIN = str.maketrans(*ACCENTS)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A patient as a line of the search; `portal_state` is `none` without a portal account."""

    id: int
    name: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: str
    mrn: str = field(repr=False)
    phone: str = field(repr=False)
    portal_state: str
    deceased: bool


@query("patient.find", needs=Permission.PATIENT_VIEW)
def find_people(session: Session, *, viewer: Credential, text: str, limit: int = 12) -> tuple[PersonLine, ...]:
    """The best matches first: record number, birth date, telephone, then names; none for fewer than two characters.

    Names are found by the beginnings of their words in any order, without accents; if that finds too few, also
    by similar spelling.
    """
    asked = " ".join(text.replace("\0", " ").encode("utf-8", "ignore").decode().split())[:LONGEST]
    if len(asked) < LEAST:
        return ()
    limit = max(1, min(limit, 50))
    digits = re.sub(r"[^0-9]", "", asked)
    found: dict[int, PersonLine] = {}
    if digits:
        number = asked.upper()
        found |= _rows(session, _BY_NUMBER, {"mrn": number, "number": f"{_like(number)}%", "most": limit})
    born = read_birth_date(asked, acting(session).now.astimezone(config().zone).date())
    if born is not None:
        found |= _rows(session, _BORN, {"born": born, "most": limit})
    if born is None and len(digits) >= PHONE_LEAST and not re.search(r"[^\W\d_]", asked):
        found |= _rows(session, _PHONE, {"digits": f"%{digits}%", "most": limit})
    words = name_words(asked)[:WORDS]
    if words and not digits and len(found) < limit:
        found |= _rows(session, _named(len(words)), _starts(words) | {"most": limit})
        if len(found) < limit:
            found |= people_spelled(session, words, limit)
    return tuple(found.values())[:limit]


def read_birth_date(text: str, today: date) -> date | None:
    """A birth date as people type it: 3/1/1955, 3/1/55, 1955-03-01, 1 Mar 1955, March 1 1955, 1.3.1955.

    With slashes the month comes first; a two-digit year is the latest in which the day is not after `today`.
    """
    for form in DATES:
        try:
            found = datetime.strptime(text.replace(",", " ").replace("  ", " "), form).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
        ahead = form.endswith("%y") and found > today
        return found.replace(year=found.year - 100) if ahead else found
    return None


def _rows(session: Session, statement: Select[Any], parameters: dict[str, Any]) -> dict[int, PersonLine]:
    return {
        row.id: PersonLine(
            row.id,
            f"{row.given} {row.family}",
            row.birth_date,
            row.sex,
            row.mrn,
            row.phone,
            row.state or "none",
            row.deceased_at is not None,
        )
        for row in plain_rows(session, statement, parameters)
    }


_MOST = bindparam("most", type_=Integer)
_MRN = bindparam("mrn", type_=Text)


def _line(found: Any, *order: Any) -> Any:
    """What a line shows of these patients, the first of them in an order."""
    account = select(PortalAccount.state).where(PortalAccount.patient_id == found.id).scalar_subquery()
    return (
        select(
            found.id,
            found.given,
            found.family,
            found.birth_date,
            found.sex,
            found.mrn,
            found.phone,
            found.deceased_at,
            account.label("state"),
        )
        .order_by(*order, found.family, found.given, found.birth_date, found.id)
        .limit(_MOST)
    )


_BORN = _line(Patient).where(Patient.birth_date == bindparam("born", type_=Date))
_PHONE = _line(Patient).where(Patient.phone_digits.like(bindparam("digits", type_=Text)))
_BEGINNING = aliased(
    Patient,
    union(  # the number itself may not be among the first that begin so
        select(Patient).where(Patient.mrn == _MRN),
        select(Patient).where(Patient.mrn.like(bindparam("number", type_=Text))).limit(SOME),
    ).subquery(),
)
_BY_NUMBER = _line(_BEGINNING, _BEGINNING.mrn != _MRN, _BEGINNING.mrn)


@lru_cache(maxsize=WORDS)
def _named(words: int) -> Any:
    """Names in which every word begins one of theirs; first those of these very words, then the family names."""
    matching = select(Patient).where(and_(*(_begins(place) for place in range(words)))).limit(SOME)
    some = aliased(Patient, matching.subquery())
    family = func.lower(func.translate(some.family, *ACCENTS))
    exact = and_(*(func.concat(" ", some.search_name, " ").like(_whole(place)) for place in range(words)))
    return _line(some, not_(exact), not_(or_(false(), *(family.like(_start(place)) for place in range(words)))))


def _begins(place: int) -> ColumnElement[bool]:
    return or_(
        Patient.search_name.like(_start(place)), Patient.search_name.like(bindparam(f"inner_{place}", type_=Text))
    )


def _whole(place: int) -> Any:
    return bindparam(f"whole_{place}", type_=Text)


def _start(place: int) -> Any:
    return bindparam(f"start_{place}", type_=Text)


def _starts(words: list[str]) -> dict[str, str]:
    starts = {f"start_{place}": f"{_like(word)}%" for place, word in enumerate(words)}
    starts |= {f"whole_{place}": f"% {_like(word)} %" for place, word in enumerate(words)}
    return starts | {f"inner_{place}": f"% {_like(word)}%" for place, word in enumerate(words)}


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


_SPELLED = bindparam("spelled", type_=Text)
_SIMILAR = _line(Patient, func.word_similarity(_SPELLED, Patient.search_name).desc()).where(
    _SPELLED.op("<%")(Patient.search_name)
)


def name_words(text: str) -> list[str]:
    """The words of a name as names are searched: small letters without accents."""
    return re.findall(r"[^\W\d_]+", text.translate(PLAIN).lower())


def people_spelled(session: Session, words: Sequence[str], limit: int) -> dict[int, PersonLine]:
    """Names spelled like these words (of `name_words`), the likest first: at least 45 % of their letter triples.

    Fewer than four letters are like nobody's.
    """
    spelled = " ".join(words)
    if len(spelled) < FUZZY_LEAST:
        return {}
    connection = session.connection()
    savepoint = connection.begin_nested()
    try:
        connection.execute(select(func.set_config("pg_trgm.word_similarity_threshold", "0.45", True)))
        return _rows(session, _SIMILAR, {"spelled": spelled, "most": limit})
    finally:
        savepoint.rollback()
