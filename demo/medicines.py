"""How medications are taken, what pharmacies gave out of them in the last year, and what a refill is judged on.

Drawn with a chance of its own, so that the rest of the clinic stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from db.models import Medication, MedicationDispense, Pharmacy
from demo import catalog
from demo.bulk import Bulk
from demo.catalog import Drug, Supply
from demo.results import Subject, Value, exact
from rules.drugs import drug_of
from rules.refill_protocol import Dispensed, Facts, LabFact, Other

DAY = timedelta(days=1)
YEAR = 365
# Name, NCPDP number, telephone, fax, address for orders by mail (invented), street.
PHARMACIES = (
    ("Lighthouse Pharmacy", "2200011", "555-0111", "555-0112", "orders@lighthouse.example.invalid", "12 Harbor Street"),
    ("Old Mill Drugs", "2200022", "555-0121", "555-0122", "refills@oldmill.example.invalid", "4 Mill Lane"),
    ("Hillside Apothecary", "2200033", "555-0141", "555-0142", "", "88 Ridge Road"),
    ("Cedar Street Pharmacy", "2200044", "555-0151", "", "", "230 Cedar Street"),
)
ELSEWHERE = 0.06  # of the medications are another clinic's
KNOWN = 0.9  # of the medications have dispenses that the clinic knows of
REGULAR = (0, 0, 0, 0, 1, 2, 3, 5, 9, 21)  # days from the end of a supply to the next one
STATUS_ASKED = 0.6  # of the visits of women who could be pregnant
REFILLS_LEFT = (0, 0, 0, 1, 1, 2, 3)


@dataclass(slots=True)
class Course:
    """A medication of somebody's, with what was given out of it, oldest first. `row` is what will be written."""

    id: int
    drug: Drug
    row: dict[str, Any]
    dispenses: list[Dispensed] = field(default_factory=list)

    @property
    def supply(self) -> Supply:
        """How it is taken and given out."""
        return catalog.supply_of(self.drug)

    def taken_on(self, day: date) -> bool:
        """Whether it was on the list of medications that day."""
        started, stopped = self.row["started_on"], self.row["stopped_on"]
        return bool(started <= day and (stopped is None or stopped > day))

    def ends(self, day: date) -> None:
        """Let the last of four regular supplies end on a day; none left at the pharmacy, nothing decided lately."""
        days = self.supply.days
        self.dispenses = [Dispensed(day - DAY * days * number, days) for number in (4, 3, 2, 1)]
        self.row["started_on"] = min(self.row["started_on"], self.dispenses[0].on)
        self.row |= {"refills_left": 0, "renewed_on": None}


@dataclass(slots=True)
class Record:
    """What a refill of somebody's is judged on beside their medications."""

    subject: Subject
    pharmacy_id: int
    visits: list[date] = field(default_factory=list)
    labs: dict[str, list[LabFact]] = field(default_factory=dict)
    pregnant: list[tuple[date, bool]] = field(default_factory=list)
    expecting: date | None = None  # since when
    courses: list[Course] = field(default_factory=list)

    def facts(self, course: Course, on: date, **known: Any) -> Facts:
        """The facts of a request for a course as they stood on a day; `known` is what the day itself says."""
        labs = {code: found for code, values in self.labs.items() if (found := _newest(values, on)) is not None}
        visits = [visit for visit in self.visits if visit <= on]
        return Facts(
            **{
                "today": on, "birth_date": self.subject.birth_date, "sex": self.subject.sex,
                "pregnant": self._pregnant(on), "drug": drug_of(course.drug.display), "active": course.taken_on(on),
                "as_needed": course.row["as_needed"], "started_on": course.row["started_on"],
                "dose": course.row["dose"], "days_supply": course.row["days_supply"], "refills_left": 0,
                "last_dispenses": tuple(given for given in course.dispenses if given.on <= on),
                "last_visit": max(visits, default=None), "labs": labs,
                "others": tuple(Other(one.drug.display, drug_of(one.drug.display))
                                for one in self.courses if one is not course and one.taken_on(on)),
            } | known
        )  # fmt: skip

    def _pregnant(self, on: date) -> bool | None:
        if self.expecting is not None:
            return True
        return next((said for day, said in reversed(self.pregnant) if on - 90 * DAY <= day <= on), None)


class Medicines:
    """Draws how each medication is taken and given out, one patient after the other."""

    def __init__(
        self, rng: Random, bulk: Bulk, prescribers: dict[int, str], asked: frozenset[str], now: datetime, zone: ZoneInfo
    ) -> None:
        self.rng, self.bulk, self.prescribers, self.zone = rng, bulk, prescribers, zone
        self.asked = asked  # codes of the laboratory values that some protocol asks for
        self.today = now.astimezone(zone).date()
        self.records: dict[int, Record] = {}
        self.pharmacies = [bulk.next_id(Pharmacy) for _ in PHARMACIES]
        for pharmacy_id, (name, number, phone, fax, email, street) in zip(self.pharmacies, PHARMACIES, strict=True):
            bulk.add(Pharmacy, id=pharmacy_id, ncpdp=number, name=name, phone=phone, fax=fax, email=email,
                     address=street)  # fmt: skip

    def open(self, subject: Subject) -> Record:
        """Begin somebody's record."""
        self.records[subject.id] = record = Record(subject, self.rng.choice(self.pharmacies))
        return record

    def order(self, record: Record, drug: Drug, start: date, stop: date | None, reason: str) -> Course:
        """Add an order, with the dispenses of its last year."""
        rng, subject, supply = self.rng, record.subject, catalog.supply_of(drug)
        ours = rng.random() >= ELSEWHERE
        course_id = self.bulk.next_id(Medication)
        self.bulk.add(
            Medication, id=course_id, patient_id=subject.id, code=drug.code, display=drug.display,
            directions=drug.directions, started_on=start, stopped_on=stop, reason=reason, dose=supply.dose,
            dose_changed_on=None, quantity=Decimal(supply.quantity), quantity_unit=supply.unit,
            days_supply=supply.days, refills_left=0 if stop or supply.schedule else rng.choice(REFILLS_LEFT),
            as_needed=supply.as_needed, schedule=supply.schedule,
            prescriber_id=subject.prescriber_id if ours else None,
            prescriber=self.prescribers[subject.prescriber_id] if ours else "Dr. Lund, Cedar Specialists",
            pharmacy_id=record.pharmacy_id, renewed_on=None,
        )  # fmt: skip
        course = Course(course_id, drug, self.bulk.rows[Medication][-1])
        if rng.random() < KNOWN:
            course.dispenses = self._given(start, min(stop or self.today, subject.died_on or self.today), supply)
        record.courses.append(course)
        return course

    def _given(self, start: date, end: date, supply: Supply) -> list[Dispensed]:
        """One supply after the other, from a year ago at the earliest to the day it ended or today."""
        day = max(start, self.today - DAY * (YEAR + self.rng.randrange(supply.days)))
        late = self.rng.choice((0, 0, 0, 6, 25))  # some people are regular, some are not
        given = []
        while day < end:
            given.append(Dispensed(day, supply.days))
            day += DAY * (supply.days + self.rng.choice(REGULAR) + (self.rng.randrange(late) if late else 0))
        return given

    def visit(self, record: Record, at: datetime) -> str:
        """Note a visit; the pregnancy status that was asked there, of women of the age, or nothing."""
        day, subject = at.astimezone(self.zone).date(), record.subject
        record.visits.append(day)
        age = (day - subject.birth_date).days // YEAR
        if subject.sex != "female" or not 15 <= age <= 50 or self.rng.random() >= STATUS_ASKED:
            return ""
        expecting = record.expecting is not None and day >= record.expecting
        record.pregnant.append((day, expecting))
        record.pregnant.sort()
        return "Pregnant" if expecting else "Not pregnant"

    def measured(self, record: Record, value: Value, at: datetime) -> None:
        """Note a laboratory value that a refill may be judged on."""
        test = value.test
        if test.code in self.asked:
            number = exact(value.number, test.digits)
            fact = LabFact(number, f"{number} {test.unit}", test.unit, at.astimezone(self.zone).date())
            record.labs.setdefault(test.code, []).append(fact)

    def keep(self) -> None:
        """Add every dispense, when nothing changes them any more."""
        for record in self.records.values():
            for course in record.courses:
                quantity = Decimal(course.supply.quantity)
                for given in course.dispenses:
                    self.bulk.add(MedicationDispense, patient_id=record.subject.id, medication_id=course.id,
                                  dispensed_on=given.on, days_supply=given.days, quantity=quantity,
                                  pharmacy_id=course.row["pharmacy_id"])  # fmt: skip


def _newest(values: list[LabFact], on: date) -> LabFact | None:
    """The last value until a day, as they were kept: not in the order of their days."""
    return max((value for value in values if value.on <= on), key=lambda value: value.on, default=None)
