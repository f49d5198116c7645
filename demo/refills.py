"""Refill requests of the last months, each judged on the chart as it stood that day, decided, and ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.refill_protocols import add_defaults
from db.config import config
from db.models import OrderState, RefillProtocol, Staff
from db.roles import WORKER
from demo.calendar import first_response
from demo.history import Crew
from demo.medicines import PHARMACIES, Course, Medicines
from demo.patients import Person
from demo.refill_rows import Ask, Decision, InForce, RefillRows
from rules.deadlines import BusinessHours
from rules.drugs import drug_of
from rules.refill_answers import DENIALS, spoken
from rules.refill_protocol import Dispensed, Evaluation, evaluate
from rules.refill_protocol_settings import from_json

DAY = timedelta(days=1)
PER_PATIENT_MONTH = 0.03
MONTHS_BACK = 6
APPROVED = ("ace-inhibitor", "ppi", "statin")  # the protocols that Dev looked at and switched on
APPROVED_AGO = timedelta(days=150)
AUTHORITY = ("alice", "grace")
FROM_PHARMACY, TWICE, TAKEN_BACK = 0.22, 0.04, 0.03
DENIED = 0.2  # of those that go to a prescriber
REASONS = {"early": "too-early", "refills": "refills-left", "active": "stopped", "visit": "visit", "labs": "labs"}


def load_protocols(session: Session, staff: dict[str, Staff], now: datetime) -> dict[str, InForce]:
    """Add the protocols to start from, all off but those that Dev approved; give two nurses the authority."""
    approver, approved_on = staff["dev"], (now - APPROVED_AGO).astimezone(config().zone).date()
    add_defaults(session, changed_by=WORKER.name)
    for username in AUTHORITY:
        staff[username].protocol_authority = True
    found = {}
    for protocol in session.scalars(select(RefillProtocol).order_by(RefillProtocol.id)):
        protocol.changed_at = now - APPROVED_AGO
        if protocol.drug_class in APPROVED:
            protocol.active, protocol.approved_by_id, protocol.approved_on = True, approver.id, approved_on
            protocol.version, protocol.changed_by = 3, approver.name  # loaded, approved, switched on
            found[protocol.drug_class] = InForce(protocol.id, protocol.version, from_json(protocol.rule))
    session.flush()
    return found


def labs_of(protocols: dict[str, InForce]) -> frozenset[str]:
    """The LOINC codes that protocols ask for."""
    return frozenset(code for one in protocols.values() for lab in one.protocol.labs for code in lab.loincs)


class Refills:
    """Draws requests as the chart gives rise to them."""

    def __init__(
        self, rng: Random, rows: RefillRows, crew: Crew, medicines: Medicines, protocols: dict[str, InForce],
        hours: BusinessHours, now: datetime,
    ) -> None:  # fmt: skip
        self.rng, self.rows, self.crew, self.medicines, self.protocols = rng, rows, crew, medicines, protocols
        self.hours, self.now = hours, now
        self.pharmacy = dict(zip(medicines.pharmacies, PHARMACIES, strict=True))

    def past(self, people: Sequence[Person], months: int) -> None:
        """What was asked for and decided; as many of a month whatever the clinic's size."""
        months = min(months, MONTHS_BACK)
        since, until = (self.now - 30 * months * DAY).date(), (self.now - 3 * DAY).date()
        given = [
            (person, course, at)
            for person in people
            if person.died_on is None
            for course in self.medicines.records[person.id].courses
            for at in range(1, len(course.dispenses))
            if since < course.dispenses[at].on < until and not course.row["stopped_on"]
        ]
        wanted = min(len(given), round(PER_PATIENT_MONTH * len(people) * months))
        for person, course, at in sorted(self.rng.sample(given, wanted), key=lambda one: one[1].dispenses[one[2]].on):
            self._one(person, course, at)

    def _one(self, person: Person, course: Course, at: int) -> None:
        """A request before a supply that the pharmacy gave out, decided in time for it."""
        rng, before = self.rng, course.dispenses[at]
        asked_at = self._moment(before.on - DAY * rng.randint(3, 6))
        ask = self.ask(person, course, asked_at)
        answered = first_response(rng, asked_at, self.hours, topic="refill", risk="none", age=person.age,
                                  race=person.race, ethnicity=person.ethnicity)  # fmt: skip
        if ask is None or answered > self._moment(before.on) or answered >= self.now:
            return
        decision = self._decision(ask, answered)
        request_id = self.rows.keep(ask, decision)
        if rng.random() < TWICE and decision.kind == "approved":
            again = self._by_pharmacy(person, course, asked_at + (answered - asked_at) * 0.5)
            merged = replace(decision, kind="merged", days=None, refills=None, by_protocol=False, into_id=request_id)
            self.rows.keep(again, merged)
        if decision.kind == "bridged" and decision.days:
            course.dispenses[at] = Dispensed(before.on, decision.days)
        if decision.kind == "approved":
            fetched = sum(given.on >= answered.date() for given in course.dispenses)
            left = max(0, (decision.refills or 0) + 1 - fetched)
            course.row |= {"renewed_on": answered.astimezone(self.hours.zone).date(), "refills_left": left}

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(self.rng.randint(7, 19), self.rng.randrange(60)), self.hours.zone)

    def ask(self, person: Person, course: Course, at: datetime, source: str = "", **more: str) -> Ask | None:
        """A request from the portal, by whoever can, or from the pharmacy; None where nobody can."""
        record, account = self.medicines.records[person.id], person.account
        if source == "pharmacy" or (not source and self.rng.random() < FROM_PHARMACY):
            return self._by_pharmacy(person, course, at, **more)
        if account is not None and account.writes and person.age >= 18:
            return Ask(person, record, course, at, "patient", account.id, account.name, "Patient", **more)
        acting = [one for one in person.proxies if one[1].writes and (person.age < 12 or person.age >= 18)]
        if not acting:
            return None
        relation, proxy = acting[0]
        return Ask(person, record, course, at, "proxy", proxy.id, proxy.name, f"Proxy ({relation})", **more)

    def _by_pharmacy(self, person: Person, course: Course, at: datetime, **more: str) -> Ask:
        """A pharmacy telephoned, and the front desk or a nurse wrote it down."""
        record = self.medicines.records[person.id]
        name = self.pharmacy[record.pharmacy_id][0]
        actor = self.crew.answers(self.rng, person, "refill").name
        return Ask(person, record, course, at, "pharmacy", None, name, actor, **more)

    def judge(self, ask: Ask, protocols: dict[str, InForce]) -> tuple[Evaluation, InForce | None]:
        """How the request stands on the day it is made."""
        drug, day = drug_of(ask.course.drug.display), ask.at.astimezone(self.hours.zone).date()
        found = protocols.get(drug.drug_class)
        facts = ask.record.facts(ask.course, day, asked_dose=ask.dose)
        return evaluate(found.protocol if found else None, facts), found

    def _decision(self, ask: Ask, at: datetime) -> Decision:
        """What came of it: by the protocol where it says so, else as a prescriber saw it."""
        rng = self.rng
        evaluation, found = self.judge(ask, self.protocols if at > self.now - APPROVED_AGO else {})
        proposal, nurse = evaluation.proposal, self.crew[rng.choice(AUTHORITY)]
        order = rng.choice((OrderState.SENT, OrderState.ACKNOWLEDGED))
        if ask.source != "pharmacy" and rng.random() < TAKEN_BACK:
            return Decision("withdrawn", at, ask.name, None, evaluation)
        if proposal.kind in ("approve", "bridge"):
            kind = "approved" if proposal.kind == "approve" else "bridged"
            return Decision(kind, at, nurse.name, nurse, evaluation, proposal.days, proposal.refills, "", True, found,
                            order=order)  # fmt: skip
        if proposal.kind == "new-prescription":
            return Decision("new-prescription", at, nurse.name, nurse, evaluation)
        by = self.crew.prescribes(rng, ask.person)
        unmet = (one.kind for one in evaluation.criteria if one.verdict == "unmet" and one.kind in REASONS)
        reason = REASONS.get(proposal.kind) or REASONS.get(next(unmet, ""))
        if proposal.kind in ("visit", "labs") or rng.random() < DENIED:
            text = DENIALS[reason or "visit"].text[spoken(ask.person.language)]
            return Decision("denied", at, by.name, by, evaluation, reason=text, protocol=found)
        refills = 0 if drug_of(ask.course.drug.display).schedule else 3
        return Decision("approved", at, by.name, by, evaluation, ask.course.supply.days, refills, protocol=found,
                        order=order)  # fmt: skip
