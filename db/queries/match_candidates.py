"""What may be one with an open record of the reconcile page: each candidate with its reason and what is left over.

The rules compare only what lies near in days and has the amount or the number, so it costs the same whatever is past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copying import among
from db.errors import NotFound
from db.models import BankTransaction, Patient, Payment, Refund
from db.queries.match_dismissals import dismissed
from db.queries.match_shapes import EMPTY, Candidate, Candidates, OpenLine
from db.queries.match_sides import (
    CHARGED,
    CLEARED,
    OTHERS,
    RECORDS,
    REFUND,
    Near,
    card_payments,
    deposits,
    held,
    numbers_of,
    open_side,
    refunds,
    words_of,
)
from db.queries.match_sides import lines as card_lines
from db.queries.paging import plain_rows
from rules.payment_candidates import WINDOW
from rules.payment_matching import match
from rules.payment_shapes import REFERENCES, Found, Side, Suggested

DAYS = 35  # on either side: numbers come again after thirty


def candidates_of(session: Session, kind: str, record_id: int) -> Candidates:
    """What may be one with an open record; `NotFound` for none, or one that was matched meanwhile."""
    if kind == "processor_line":
        return _of_line(session, record_id)
    if kind not in ("bank_transaction", "payout", "remittance", "payment", "slip"):
        raise NotFound("record")
    asked, lefts, rights = _around(session, kind, record_id)
    return _told(session, asked, lefts, rights, refunded=False)


def _around(session: Session, kind: str, record_id: int) -> tuple[Side, list[Side], list[Side]]:
    """The record as a side, with the deposits on the left and what should come to the bank on the right."""
    if kind == "bank_transaction":
        row = session.execute(
            select(BankTransaction).where(BankTransaction.id == record_id, BankTransaction.matched_at.is_(None))
        ).scalar_one_or_none()
        if row is None:
            raise NotFound("deposit")
        near = _near(row.on_day, (row.amount,), words_of(row))
        rights = held(session, near)
        lefts = deposits(session, rights, replace(near, numbers=numbers_of(rights)))
        return _of(lefts, "deposit", record_id), lefts, rights
    plain = open_side(session, kind, record_id)
    if plain is None:
        raise NotFound("record")
    near = _near(plain.on, (plain.amount,), numbers_of([plain]))
    lefts = deposits(session, [plain], near)
    amounts = {plain.amount, *(one.amount for one in lefts)}
    near = replace(near, amounts=tuple(sorted(amounts)), numbers=numbers_of([plain, *lefts]))
    around = {side.key: side for side in (*held(session, near), plain)}
    return plain, lefts, list(around.values())


def _near(on: date, amounts: tuple[Decimal, ...], numbers: tuple[str, ...], days: int = DAYS) -> Near:
    return Near(on - timedelta(days=days), on + timedelta(days=days), amounts, numbers)


def _of(sides: Sequence[Side], kind: str, record_id: int) -> Side:
    found = next((side for side in sides if side.kind == kind and side.id == record_id), None)
    if found is None:
        raise NotFound("record")
    return found


def _of_line(session: Session, record_id: int) -> Candidates:
    """What a card line may be for: payments, refunds, or the payment that is disputed."""
    found = card_lines(session, (*CLEARED, *OTHERS), record_id)
    if not found:
        raise NotFound("card line")
    (line,) = found
    side = line.side
    near = _near(side.on, tuple({side.amount, side.amount - side.fee}), (), WINDOW)
    if side.entry in OTHERS:  # nothing of it is matched by itself, whatever number it carries
        told = _told(session, side, [side], (card_payments if side.amount > 0 else refunds)(session, found, near),
                     refunded=side.amount <= 0)  # fmt: skip
        return replace(told, found=tuple(replace(one, certain=False) for one in told.found))
    if side.entry == CHARGED:
        return _told(session, side, [side], card_payments(session, found, near), refunded=False)
    if side.entry == REFUND:
        return _told(session, side, [side], refunds(session, found, near), refunded=True)
    paid = card_payments(session, found, cleared=True)
    shown = _shown(session, paid, refunded=False)
    why = "It carries the payment's number."
    return Candidates(
        _shown(session, [side], refunded=False)[side.key],
        tuple(
            Candidate(
                ("processor_line", side.id), (shown[one.key].key,), (shown[one.key],), "charge", why, EMPTY, 100,
                _common(side, one), 0, "unknown", (), certain=len(paid) == 1,
            )
            for one in paid
        ),
        "",
    )  # fmt: skip


def _common(side: Side, other: Side) -> str:
    values = {one.value for one in other.references}
    return next((REFERENCES[one.kind] for one in sorted(side.references, key=str) if one.value in values), "")


def _told(
    session: Session, asked: Side, lefts: Sequence[Side], rights: Sequence[Side], *, refunded: bool
) -> Candidates:
    matching = match(lefts, rights, dismissed=dismissed(session, refunds=refunded))
    told: list[Found | Suggested] = [*matching.found, *matching.suggested]
    mine = [one for one in told if asked.key in {side.key for side in (*one.lefts, *one.rights)}]
    # One that has several on both sides isn't one money, but two: a person takes them one by one.
    single = [one for one in mine if len(one.lefts) == 1 or len(one.rights) == 1]
    sides = {side.key: side for one in single for side in (*one.lefts, *one.rights)} | {asked.key: asked}
    shown = _shown(session, list(sides.values()), refunded=refunded)
    double = next((one.why for one in matching.duplicates if asked.key in {side.key for side in one.sides}), "")
    return Candidates(shown[asked.key], tuple(_candidate(one, asked, shown) for one in single), double)


def _candidate(one: Found | Suggested, asked: Side, shown: Mapping[Any, OpenLine]) -> Candidate:
    left_over = one.difference if isinstance(one, Found) else one.left_over
    lefts, rights = [shown[side.key] for side in one.lefts], [shown[side.key] for side in one.rights]
    if len(lefts) > 1 or (one.rights[0].key == asked.key and lefts[0].kind == "bank_transaction" and len(rights) == 1):
        lefts, rights, left_over = rights, lefts, -left_over
    number = one.evidence.reference
    return Candidate(
        left=lefts[0].key,
        rights=tuple(right.key for right in rights),
        others=tuple(line for line in (*lefts, *rights) if line.key != shown[asked.key].key),
        rule=one.rule,
        why=one.why,
        left_over=left_over,
        score=one.score if isinstance(one, Suggested) else 100,
        reference=REFERENCES[number.kind] if number else "",
        days=one.evidence.days,
        names=one.evidence.names,
        doubts=one.evidence.doubts,
        certain=isinstance(one, Found),
    )


def _shown(session: Session, sides: Sequence[Side], *, refunded: bool) -> dict[Any, OpenLine]:
    """Sides as lines of the page: payments and refunds with whose they are."""
    of_payments = [side.id for side in sides if side.kind == "payment"]
    people = _people(session, of_payments, refunded=refunded) if of_payments else {}
    shown: dict[Any, OpenLine] = {}
    for side in sides:
        kind = REFUND if refunded and side.kind == "payment" else RECORDS[side.kind]
        numbers = " ".join(sorted(one.value for one in side.references))
        patient_id, name = people.get(side.id, (None, side.name)) if side.kind == "payment" else (None, side.name)
        source = f"{side.source} …{side.tail}" if side.tail else side.source
        shown[side.key] = OpenLine(
            kind, side.id, side.on, side.amount, name, source, numbers, "", side.entry, side.fee, patient_id
        )
    return shown


def _people(session: Session, ids: Sequence[int], *, refunded: bool) -> dict[int, tuple[int | None, str]]:
    name = Patient.given + " " + Patient.family
    if refunded:
        statement = select(Refund.id, Patient.id.label("patient_id"), name.label("name"))
        statement = statement.join(Payment, Payment.id == Refund.payment_id).where(among(Refund.id, ids))
    else:
        statement = select(Payment.id, Patient.id.label("patient_id"), name.label("name"))
        statement = statement.where(among(Payment.id, ids))
    rows = plain_rows(session, statement.join(Patient, Patient.id == Payment.patient_id), {})
    return {row.id: (row.patient_id, row.name) for row in rows}
