"""Today's refill requests: one of each kind that a nurse meets, and orders of this morning that haven't left.

What each is for the worker to judge. A kind that nobody of a small clinic fits is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from db.models import OrderState
from demo import catalog
from demo.catalog import Drug
from demo.medicines import Course
from demo.patients import Person
from demo.refill_rows import Ask, Decision, Prepared
from demo.refills import DAY, Refills
from rules.drugs import drug_of
from rules.refill_protocol import Evaluation

MINUTE = timedelta(minutes=1)
Wanted = Callable[[Evaluation], bool]
# Class, days until the supply ends, what the protocol proposes and what it lacks, who asks, their words.
BY_PROTOCOL: tuple[tuple[str, int, str, str, str, str], ...] = (
    ("ppi", 5, "approve", "", "patient", ""),
    ("statin", 4, "approve", "", "patient", "Please send it to the same pharmacy as always. Thank you!"),
    ("ace-inhibitor", 1, "approve", "", "patient", "I have pills until tomorrow."),
    ("ppi", 6, "approve", "", "pharmacy", ""),
    ("statin", 3, "approve", "", "pharmacy", "Patient is at the counter."),
    ("statin", 5, "bridge", "visit", "patient", ""),
    ("ppi", 2, "bridge", "visit", "patient", "We travel on Friday, so it would be good to have it before."),
    ("ace-inhibitor", 6, "bridge", "labs", "patient", ""),
    ("statin", 41, "prescriber", "early", "patient", "I would like to have some in reserve."),
    ("ace-inhibitor", 4, "prescriber", "pregnancy", "patient", ""),
)
# Added to somebody's chart, since few have them: the drug, how long it is taken, what is written with it.
BESIDE: tuple[tuple[Drug, int, str], ...] = (
    (catalog.ZOLPIDEM, 260, "I still sleep badly without it."),
    (catalog.CODEINE, 40, ""),
    (catalog.METHYLPHENIDATE, 700, "Last week's supply is nearly gone."),
    (catalog.AMOXICILLIN, 12, "The cough is back. Could I have the antibiotic once more?"),
)
DOSE = ("1 tablet twice daily", "At the last visit we said that I take two a day.")
NOTE = "Blood pressure at home 128/78. Fine to go on, if you agree."


class RefillDay:
    """Builds today's requests."""

    def __init__(self, refills: Refills, people: Sequence[Person]) -> None:
        self.refills, self.rng, self.now = refills, refills.rng, refills.now
        living = [one for one in people if one.died_on is None and one.age >= 19]
        self.people = self.rng.sample(living, len(living))
        self._busy: set[int] = set()
        self._asked = 0

    def draw(self) -> None:
        """Add them all."""
        for drug_class, ends, proposal, lacking, source, note in BY_PROTOCOL:
            self._keep(self._found(drug_class, ends, proposal, lacking, source, note))
        self._twice()
        for drug, months, note in BESIDE:
            self._keep(self._added(drug, months, note))
        self._discontinued()
        self._keep(self._of("calcium-channel-blocker", 3, lambda _: True, dose=DOSE[0], note=DOSE[1]))
        prepared = self._of("beta-blocker", 5, lambda one: one.proposal.kind == "prescriber")
        if prepared is not None:
            nurse = self.refills.crew["ines"]
            self._keep(prepared, Prepared(prepared.at + 9 * MINUTE, nurse, 90, 3, NOTE))
        self._unsent()

    def _keep(self, ask: Ask | None, prepared: Prepared | None = None) -> None:
        if ask is not None:
            self.refills.rows.keep(ask, prepared=prepared)

    def _at(self) -> datetime:
        """One after the other, through the last day."""
        self._asked += 1
        return self.now - timedelta(hours=17) + self._asked * 43 * MINUTE

    def _courses(self, drug_class: str) -> Iterator[tuple[Person, Course]]:
        """Medications of a class of those who haven't asked for anything yet."""
        for person in self.people:
            if person.id in self._busy:
                continue
            for course in self.refills.medicines.records[person.id].courses:
                if course.row["stopped_on"] is None and drug_of(course.drug.display).drug_class == drug_class:
                    yield person, course

    def _of(self, drug_class: str, ends: int, wanted: Wanted, source: str = "patient", **more: str) -> Ask | None:
        """A request whose supply ends in so many days and that is judged as `wanted`, whoever's that may be."""
        day = self.now.astimezone(self.refills.hours.zone).date() + DAY * ends
        for person, course in self._courses(drug_class):
            ask = self.refills.ask(person, course, self.now, source, **more)
            if ask is None or ask.source != source:
                continue
            before, row = course.dispenses, dict(course.row)
            course.ends(day)
            if wanted(self.refills.judge(ask, self.refills.protocols)[0]):
                self._busy.add(person.id)
                return replace(ask, at=self._at())
            course.dispenses = before
            course.row |= row
        return None

    def _found(self, drug_class: str, ends: int, proposal: str, lacking: str, source: str, note: str) -> Ask | None:
        def wanted(judged: Evaluation) -> bool:
            found = judged.proposal
            in_the_way = [one.kind for one in judged.criteria if one.verdict != "met"]
            return found.kind == proposal and (found.tie == lacking or in_the_way == [lacking])

        return self._of(drug_class, ends, wanted, source, note=note)

    def _twice(self) -> None:
        """The patient and the pharmacy ask for the same."""
        first = self._of("ppi", 4, lambda judged: judged.passes)
        if first is not None:
            self._keep(first)
            self._keep(self.refills.ask(first.person, first.course, first.at + 70 * MINUTE, "pharmacy"))

    def _added(self, drug: Drug, days: int, note: str) -> Ask | None:
        """A request for a drug that somebody is given for this day."""
        for person in self.people:
            ask_at, record = self.now - 20 * MINUTE, self.refills.medicines.records[person.id]
            if person.id in self._busy or person.age >= 65 or person.account is None or not person.account.writes:
                continue
            start = self.now.astimezone(self.refills.hours.zone).date() - DAY * days
            course = self.refills.medicines.order(record, drug, start, None, "")
            self._busy.add(person.id)
            return self.refills.ask(person, course, min(ask_at, self._at()), "patient", note=note)
        return None

    def _discontinued(self) -> None:
        """The pharmacy asks for what was stopped since."""
        today = self.now.astimezone(self.refills.hours.zone).date()
        ask = self._of("ssri", 2, lambda _: True, "pharmacy")
        if ask is not None:
            ask.course.row["stopped_on"] = max(today - 20 * DAY, ask.course.row["started_on"])
            self._keep(ask)

    def _unsent(self) -> None:
        """Approved this morning by Dev; the orders are to be printed or faxed, or their mail was refused."""
        by = self.refills.crew["dev"]
        for place, drug_class in enumerate(("calcium-channel-blocker", "thyroid-hormone", "ssri", "beta-blocker")):
            ask = self._of(drug_class, 4, lambda judged: judged.proposal.kind == "prescriber")
            if ask is None:
                continue
            mailed = self.refills.rows.takes_mail[ask.record.pharmacy_id]
            state = OrderState.FAILED if mailed else OrderState.TO_PRINT
            evaluation, found = self.refills.judge(ask, self.refills.protocols)
            at = self.now - (25 + 13 * place) * MINUTE
            ask.course.row |= {"renewed_on": at.astimezone(self.refills.hours.zone).date(), "refills_left": 3}
            self.refills.rows.keep(
                ask, Decision("approved", at, by.name, by, evaluation, 90, 3, protocol=found, order=state)
            )
