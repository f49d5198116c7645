"""A patient's clinical facts: what they have, take, react to, had measured, and when they came or will come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from db.models import Allergy, Appointment, Condition, Encounter, Immunization, Observation
from db.queries.refill_facts import PREGNANCY_STATUS
from demo import catalog
from demo.bulk import Bulk
from demo.catalog import Drug, Problem, Test
from demo.medicines import Medicines, Record
from demo.patients import Chart
from demo.results import ALONE, PastResults, Subject, Value, Within, exact

DAY = timedelta(days=1)
YEARS_BACK = 3
NO_SHOW, CANCELLED = 0.05, 0.09  # no-shows: about 5 % in a large network (clinical defaults, c10)
SLOTS = tuple(time(hour, minute) for hour in range(8, 17) if hour != 12 for minute in (0, 20, 40))


class Facts:
    """Draws and keeps the facts of one patient after the other."""

    def __init__(
        self, rng: Random, bulk: Bulk, past: PastResults, medicines: Medicines, now: datetime, zone: ZoneInfo,
        holidays: frozenset[date],
    ) -> None:  # fmt: skip
        self.past, self.medicines = past, medicines
        self.rng, self.bulk, self.now, self.zone, self.holidays = rng, bulk, now, zone, holidays
        self.today = now.astimezone(zone).date()

    def draw(self, subject: Subject) -> Chart:
        """Add every fact of `subject`; return what the patient could write about."""
        chart = Chart()
        self.record: Record = self.medicines.open(subject)
        problems = self._problems(subject)
        for problem in problems:
            self._problem(subject, problem, chart)
        self._short_course(subject)
        self._allergies(subject)
        self._immunizations(subject)
        visits = self._visits(subject, len(problems))
        self._results(subject, problems, visits)
        self._ahead(subject, len(problems))
        chart.burden = len(problems)
        return chart

    def _age(self, subject: Subject) -> int:
        return (self.today - subject.birth_date).days * 100 // 36525

    def _problems(self, subject: Subject) -> list[Problem]:
        age = self._age(subject)
        band = sum(age >= limit for limit in catalog.BANDS)
        # Illness clusters: one draw for the person makes all of theirs likelier or rarer.
        frailty = self.rng.lognormvariate(-0.12, 0.5)
        found = [
            problem
            for problem in catalog.PROBLEMS
            if problem.sex in {None, subject.sex} and self.rng.random() < min(0.92, problem.shares[band] * frailty)
        ]
        codes = {problem.code for problem in found}
        if "44054006" in codes:
            codes -= {"46635009", "15777000"}
        elif "46635009" in codes:
            codes -= {"15777000"}
        return [problem for problem in found if problem.code in codes]

    def _problem(self, subject: Subject, problem: Problem, chart: Chart) -> None:
        rng = self.rng
        age = max(1, self._age(subject))
        onset = max(subject.birth_date, self.today - DAY * rng.randint(60, min(365 * 14, age * 365)))
        if problem.code == "72892002":
            onset = self.today - DAY * rng.randint(60, 240)
            self.record.expecting = onset
        self.bulk.add(Condition, patient_id=subject.id, code=problem.code, display=problem.display,
                      onset_date=onset, abatement_date=None)  # fmt: skip
        chart.problems.append(problem.display)
        for share, choices in zip(catalog.OPTIONAL_SHARES, problem.drugs, strict=False):
            drug = rng.choice(choices)
            drug = catalog.MONTELUKAST_5 if drug is catalog.MONTELUKAST and age < 15 else drug
            if rng.random() < share and drug.display not in chart.medications:
                chart.medications.append(drug.display)
                self._order(drug, onset + (self.today - onset) * rng.uniform(0, 0.9), None, problem.display)

    def _order(self, drug: Drug, start: date, stop: date | None, reason: str) -> None:
        self.medicines.order(self.record, drug, start, stop, reason)

    def _short_course(self, subject: Subject) -> None:
        if self._age(subject) >= 10 and self.rng.random() < 0.3:
            start = self.today - DAY * self.rng.randint(30, 700)
            self._order(self.rng.choice(catalog.SHORT_COURSES), start, start + 10 * DAY, "")

    def _allergies(self, subject: Subject) -> None:
        rng = self.rng
        for code, display, reactions, share in catalog.ALLERGIES:
            if rng.random() < share * (1.25 if subject.sex == "female" else 1.0):
                reaction = rng.choice(reactions)
                severity = "SEVERE" if reaction == "Anaphylaxis" else rng.choice(("MILD", "MILD", "MODERATE"))
                recorded = max(subject.birth_date, self.today - DAY * rng.randint(100, 5000))
                self.bulk.add(Allergy, patient_id=subject.id, code=code, display=display, reaction=reaction,
                              severity=severity, recorded_on=recorded)  # fmt: skip

    def _immunizations(self, subject: Subject) -> None:
        rng, age = self.rng, self._age(subject)
        if age < 18:
            refuses = rng.random() < 0.04
            for code, display, months in catalog.CHILD_VACCINES:
                for month in months:
                    due = subject.birth_date + DAY * int(month * 30.44 + rng.uniform(0, 40))
                    if due < self.today and not refuses and rng.random() < 0.95:
                        self._vaccine(subject, code, display, due)
        else:
            for code, display, from_age, share in catalog.ADULT_VACCINES:
                if age >= from_age and rng.random() < share:
                    earliest = subject.birth_date + DAY * (from_age * 365)
                    reach = max(30, min(365 * 9, (self.today - earliest).days))
                    self._vaccine(subject, code, display, self.today - DAY * rng.randint(20, reach))
        takes = 0.72 if age >= 65 else 0.5 if age < 18 else 0.36
        for year in range(self.today.year - 4, self.today.year + 1):
            given = date(year, 9, 5) + DAY * rng.randint(0, 100)
            if subject.birth_date + 180 * DAY < given < self.today and rng.random() < takes:
                self._vaccine(subject, *catalog.FLU, given)

    def _vaccine(self, subject: Subject, code: str, display: str, on: date) -> None:
        if subject.died_on is None or on < subject.died_on:
            self.bulk.add(Immunization, patient_id=subject.id, code=code, display=display, occurred_at=self._slot(on))

    def _slot(self, day: date) -> datetime:
        """A visit's start on `day` or the next day the clinic is open."""
        while day.weekday() >= 5 or day in self.holidays:
            day += DAY
        return datetime.combine(day, self.rng.choice(SLOTS), tzinfo=self.zone).astimezone(UTC)

    def _visits(self, subject: Subject, burden: int) -> list[datetime]:
        """Past visits, each with its appointment; appointments that came to nothing; returns the visits."""
        rng, age = self.rng, self._age(subject)
        yearly = 0.7 + 0.55 * burden + (1.6 if age < 3 else 0.0) + (0.5 if age >= 65 else 0.0)
        count = min(16, round(rng.gammavariate(2.2, yearly * YEARS_BACK / 2.2)))
        last = subject.died_on or self.today
        visits: list[datetime] = []
        for _ in range(count):
            day = last - DAY * rng.randint(3, YEARS_BACK * 365)
            start = self._slot(day)
            if day <= subject.birth_date or start >= self.now:
                continue
            roll, kind, reason = rng.random(), *self._kind(age, burden)
            status = "noshow" if roll < NO_SHOW else "cancelled" if roll < NO_SHOW + CANCELLED else "fulfilled"
            self._appointment(subject, kind, start, status)
            if status == "fulfilled":
                visits.append(start)
                if status_asked := self.medicines.visit(self.record, start):
                    self._keep(subject, "social-history", PREGNANCY_STATUS, "Pregnancy status", None, status_asked, "",
                               "", start)  # fmt: skip
                self.bulk.add(Encounter, patient_id=subject.id, encounter_class="ambulatory", display=kind,
                              reason=reason, started_at=start,
                              ended_at=start + timedelta(minutes=rng.choice((15, 20, 20, 30, 40))),
                              site_id=subject.site_id)  # fmt: skip
        return visits

    def _kind(self, age: int, burden: int) -> tuple[str, str]:
        roll = self.rng.random()
        if age < 18:
            return ("Well child visit", "") if roll < 0.5 else ("Sick visit", "Fever or cough")
        if roll < 0.28:
            return ("Annual wellness visit" if age >= 65 else "Annual physical", "")
        if roll < 0.28 + min(0.45, 0.14 * burden):
            return "Follow-up visit", "Chronic conditions"
        return self.rng.choice(
            (("Office visit", "Acute problem"), ("Telehealth visit", "Question about treatment"), ("Nurse visit", ""))
        )

    def _appointment(self, subject: Subject, kind: str, start: datetime, status: str) -> None:
        self.bulk.add(Appointment, patient_id=subject.id, site_id=subject.site_id, staff_id=subject.prescriber_id,
                      display=kind, starts_at=start, status=status, booked_online=self.rng.random() < 0.27)  # fmt: skip

    def _ahead(self, subject: Subject, burden: int) -> None:
        if subject.died_on is None and self.rng.random() < 0.22 + 0.08 * min(5, burden):
            age = self._age(subject)
            day = self.today + DAY * min(180, 1 + int(self.rng.expovariate(1 / 32)))
            self._appointment(subject, self._kind(age, burden)[0], self._slot(day), "booked")

    def _results(self, subject: Subject, problems: list[Problem], visits: list[datetime]) -> None:
        panels = {panel for problem in problems for panel in problem.tests}
        shifts: dict[str, tuple[float, float]] = {}
        for problem in problems:
            shifts |= {name: (mean, deviation) for name, mean, deviation in problem.shifted}
        age = self._age(subject)
        for start in visits:
            self._vitals(subject, age, start, shifts.get("systolic", (0.0, 0.0)))
            due = set(panels) if self.rng.random() < 0.55 else set()
            if age >= 18 and self.rng.random() < 0.3:
                due |= {"bmp", "lipids"} if age >= 35 else {"cbc"}
            drawn = start + timedelta(minutes=self.rng.randint(200, 1800))
            for panel in sorted(due):
                self._panel(subject, panel, min(drawn, self.now), shifts)
            if self.rng.random() < 0.06:
                self._text_result(subject, min(drawn, self.now))

    def _panel(self, subject: Subject, panel: str, at: datetime, shifts: dict[str, tuple[float, float]]) -> None:
        """What was measured of one panel, as one report where the laboratory has sent it by now."""
        values = [self._value(test, shifts.get(test.code, (0.0, 0.0))) for test in catalog.TESTS[panel]]
        report_id = self.past.report(subject, *catalog.PANELS[panel], at, values)
        for place, value in enumerate(values):
            test = value.test
            low, high = exact(test.low, test.digits), exact(test.high, test.digits)
            self.medicines.measured(self.record, value, at)
            self._observe(subject, "laboratory", test.code, test.display, value.number, test.digits, test.unit,
                          value.flag, at, Within(report_id, place, low, high))  # fmt: skip

    def _value(self, test: Test, shift: tuple[float, float]) -> Value:
        number = round(max(0.1, self.rng.gauss(test.mean + shift[0], test.deviation + shift[1])), test.digits)
        flag = ""
        if test.high is not None and number > test.high:
            flag = "HH" if test.critical is not None and number >= test.critical else "H"
        elif test.low is not None and number < test.low:
            flag = "L"
        return Value(test, number, flag)

    def _text_result(self, subject: Subject, at: datetime) -> None:
        code, display, values = self.rng.choice(catalog.TEXT_TESTS)
        text, _, flag = self.rng.choices(values, [share for _, share, _ in values])[0]
        self._keep(subject, "laboratory", code, display, None, text, "", flag, at)

    def _vitals(self, subject: Subject, age: int, at: datetime, shift: tuple[float, float]) -> None:
        rng = self.rng
        grown = min(1.0, 0.28 + age * 0.042)
        height = (163 if subject.sex == "female" else 176) * grown + rng.gauss(0, 5 * grown)
        index = rng.gauss(28.5 if age >= 18 else 17.5, 4.2 if age >= 18 else 2.0)
        systolic = rng.gauss(96 + min(age, 60) * 0.45 + shift[0], 9 + shift[1])
        vitals = (
            ("8480-6", "Systolic blood pressure", systolic, 0, "mm[Hg]", "H" if systolic >= 140 else ""),
            ("8462-4", "Diastolic blood pressure", systolic * 0.6 + rng.gauss(0, 5), 0, "mm[Hg]", ""),
            ("8867-4", "Heart rate", rng.gauss(76 if age >= 10 else 100, 9), 0, "/min", ""),
            ("29463-7", "Body weight", max(3.0, index * (height / 100) ** 2), 1, "kg", ""),
        )
        for code, display, value, digits, unit, flag in vitals:
            self._observe(subject, "vital-signs", code, display, round(value, digits), digits, unit, flag, at)

    def _observe(
        self, subject: Subject, category: str, code: str, display: str, number: float, digits: int, unit: str,
        flag: str, at: datetime, within: Within = ALONE,
    ) -> None:  # fmt: skip
        self._keep(subject, category, code, display, exact(number, digits), "", unit, flag, at, within)

    def _keep(
        self, subject: Subject, category: str, code: str, display: str, number: Decimal | None, text: str, unit: str,
        flag: str, at: datetime, within: Within = ALONE,
    ) -> None:  # fmt: skip
        self.bulk.add(Observation, patient_id=subject.id, category=category, code=code, display=display,
                      value_number=number, value_text=text, unit=unit, flag=flag, effective_at=at,
                      report_id=within.report_id, position=within.position, low=within.low,
                      high=within.high)  # fmt: skip
