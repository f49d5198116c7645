"""Whose a file's results are: the people who could be meant, read for many messages at once, and the decision."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Date, Text, any_, bindparam, or_, select
from sqlalchemy.orm import Session

from db.lab_messages import PatientIdentity
from db.models import Patient, ServiceRequest, Staff
from db.queries.clinic_settings import clinic_setting
from rules.patient_matching import Asked, Candidate, Match, decide, usable_identifier

log = logging.getLogger(__name__)

SETTING = "lab"
# A laboratory that names no authority is believed only where the clinic listed it: see `rules.patient_matching`.
UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Authorities:
    """Under which names laboratories send our record numbers, and which of them send ours without a name."""

    names: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()

    def of(self, application: str, facility: str) -> frozenset[str]:
        """The names that count in a laboratory's messages."""
        trusted = {application.casefold(), facility.casefold()} - {""}
        return self.names | {UNNAMED} if trusted & self.unnamed else self.names


def authorities_of(value: Mapping[str, Any]) -> Authorities:
    """The setting `lab`, read: `{"authorities": ["PORTSIDE"], "unnamed": ["ACME_LAB"]}`.

    `authorities` are names of an assigning authority in PID-3.4, `unnamed` laboratories (MSH-3 or MSH-4) whose record
    numbers without one are ours. Raises `ValueError` with a sentence.
    """
    unknown = [name for name in value if name not in ("authorities", "unnamed")]
    if unknown:
        raise ValueError(f"Nothing is known of {', '.join(unknown)}; there are authorities and unnamed.")
    return Authorities(_names(value, "authorities"), frozenset(name.casefold() for name in _names(value, "unnamed")))


def _names(value: Mapping[str, Any], key: str) -> frozenset[str]:
    names = value.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) and 0 < len(name.strip()) <= 200 for name in names):
        raise ValueError(f"{key} is a list of names, none of them empty.")
    return frozenset(name.strip() for name in names)


def read_authorities(session: Session) -> Authorities:
    """What the clinic set; nobody's numbers are ours until it did."""
    try:
        return authorities_of(clinic_setting(session, SETTING))
    except ValueError as error:
        log.error("The setting %s can't be used, so no number of a message counts as ours: %s", SETTING, error)
        return Authorities()


@dataclass(frozen=True, slots=True)
class Question:
    """Whom a report is about, as it was sent; `authorities` are those that count for its sender."""

    patient: PatientIdentity
    placer_number: str
    authorities: frozenset[str]

    @property
    def asked(self) -> Asked:
        """The same in the words of the rules."""
        patient = self.patient
        return Asked(
            tuple((each.value, each.authority, each.type) for each in patient.identifiers),
            self.placer_number,
            patient.given,
            patient.family,
            patient.birth_date,
            patient.sex,
        )


@dataclass(frozen=True, slots=True)
class Order:
    """An order of ours that a report answers."""

    id: int
    patient_id: int
    orderer_id: int | None


@dataclass(slots=True)
class People:
    """The answers to the questions of one chunk of messages."""

    matches: dict[Question, Match] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)

    def match(self, question: Question) -> Match:
        """Whose it is."""
        return self.matches[question]

    def order(self, placer_number: str, patient_id: int | None) -> Order | None:
        """The order that a report of this patient answers."""
        found = self.orders.get(usable_identifier(placer_number))
        return found if found and found.patient_id == patient_id else None


def ask(session: Session, questions: Iterable[Question], *, also: Sequence[int] = ()) -> People:
    """Decide all of them. The candidates of each: everybody who has one of its numbers, and everybody born that day.

    `also` are the ids of others to be shown; they decide nothing.
    """
    asked = {question: question.asked for question in dict.fromkeys(questions)}
    people = People(orders=_orders(session, {one.placer_number for one in asked.values()}))
    candidates = _candidates(session, asked.values(), people.orders, also)
    by_birth: dict[date, list[Candidate]] = {}
    by_number: dict[str, list[Candidate]] = {}
    by_id = {one.patient_id: one for one in candidates}
    for one in candidates:
        by_birth.setdefault(one.birth_date, []).append(one)
        by_number.setdefault(usable_identifier(one.mrn), []).append(one)
    for question, sent in asked.items():
        found = list(by_birth.get(sent.birth_date, ())) if sent.birth_date else []
        for value, _, _ in sent.identifiers:
            if number := usable_identifier(value):
                found += by_number.get(number, ())
        if order := people.orders.get(usable_identifier(sent.placer_number)):
            found.append(by_id[order.patient_id])
        found += (by_id[patient_id] for patient_id in also if patient_id in by_id)
        people.matches[question] = decide(sent, found, authorities=question.authorities)
    return people


_ORDERS = select(
    ServiceRequest.placer_number, ServiceRequest.id, ServiceRequest.patient_id, ServiceRequest.orderer_id
).where(ServiceRequest.placer_number == any_(bindparam("numbers", type_=ARRAY(Text))))
_PEOPLE = select(Patient.id, Patient.mrn, Patient.given, Patient.family, Patient.birth_date, Patient.sex).where(
    or_(
        Patient.birth_date == any_(bindparam("dates", type_=ARRAY(Date))),
        Patient.mrn == any_(bindparam("numbers", type_=ARRAY(Text))),
        Patient.id == any_(bindparam("ids", type_=ARRAY(BigInteger))),
    )
)


def _orders(session: Session, placer_numbers: Iterable[str]) -> dict[str, Order]:
    numbers = {number for each in placer_numbers if (number := usable_identifier(each))}
    if not numbers:
        return {}
    rows = session.connection().execute(_ORDERS, {"numbers": sorted(numbers)})
    return {row.placer_number: Order(row.id, row.patient_id, row.orderer_id) for row in rows}


def _candidates(
    session: Session, asked: Iterable[Asked], orders: Mapping[str, Order], also: Sequence[int]
) -> list[Candidate]:
    numbers: set[str] = set()
    dates: set[date] = set()
    for one in asked:
        dates |= {one.birth_date} if one.birth_date else set()
        for value, _, _ in one.identifiers:
            if plain := usable_identifier(value):
                numbers |= {value.strip(), value.strip().upper(), plain, plain.upper()}
    ids = [*also, *(order.patient_id for order in orders.values())]
    wanted = {"numbers": sorted(numbers), "dates": sorted(dates), "ids": ids}
    of_patient: dict[int, set[str]] = {}
    for number, order in orders.items():
        of_patient.setdefault(order.patient_id, set()).add(number)
    return [
        Candidate(
            row.id,
            row.mrn,
            row.given,
            row.family,
            row.birth_date,
            row.sex,
            order_numbers=frozenset(of_patient.get(row.id, ())),
        )
        for row in session.connection().execute(_PEOPLE, wanted)
    ]


def staff_by_name(session: Session) -> dict[str, int]:
    """Who may order tests, by name as laboratories write it; a name that two people have is nobody's."""
    found: dict[str, int | None] = {}
    for row in session.execute(select(Staff.name, Staff.id).where(Staff.deactivated_at.is_(None))):
        key = " ".join(row.name.casefold().split())
        found[key] = None if key in found else row.id
    return {key: staff_id for key, staff_id in found.items() if staff_id is not None}
