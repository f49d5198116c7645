"""Months of conversations, played from the patient's first words to the task's end.

The volume matched is the threads of clinical defaults c10: 133 per 1,000 patients and month. The messages, counted
both ways, follow from the texts: about 2.7 a thread, against the published 370 per 1,000 patients and month.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from demo.calendar import Arrivals, first_response, next_answer, patient_returns, read_at
from demo.case import Case, Colleague, Said, portal_topic
from demo.patients import Account, Person
from demo.texts import Conversation, conversation
from demo.texts import Person as Writer
from demo.texts.model import Risk
from rules.deadlines import BusinessHours, first_response_due

MINUTE = timedelta(minutes=1)
REMINDED_AFTER, TOLD_AFTER = timedelta(days=3), timedelta(days=7)  # as the worker does with unread answers
REMINDERS_SINCE = timedelta(days=22)  # and how far it looks back
SENDER_SPREAD = 1.0  # of the wish to write, so that the top 5 % of senders send about 30 % (clinical defaults, c10)
DESK_TOPICS = {"scheduling", "admin"}
DESK_SHARE = 0.15  # of these, settled by the front desk on the phone
PRESCRIBER_SHARE = {"health": 0.3, "medication": 0.3, "results": 0.35, "tests": 0.2, "referral": 0.15}
NOTE_SHARE = 0.06
NOTES = (
    "Called, no answer. Left no message.",
    "Discussed with the prescriber, fine to continue as it is.",
    "Pharmacy confirmed by phone.",
    "Checked the chart: last visit within 12 months.",
    "Asked the front desk to find a slot this week.",
    "Forwarded the form to medical records.",
    "Spoke with the patient, will write again if it gets worse.",
    "Waiting for the outside records by fax.",
    "Insurance was called, reference noted in the chart.",
)
_SALT = re.compile(r" (hydrochloride|potassium|sodium|propionate|succinate)\b")
_LEADING = re.compile(r"^\d+ (ML|HR) ")


class Crew:
    """Who answers whom: nurses of the patient's site mostly, prescribers some, the front desk by phone."""

    def __init__(self, staff: list[Colleague]) -> None:
        self._by = {
            (role, site): [person for person in staff if person.role == role and person.site == site]
            or [person for person in staff if person.role == role]
            for role in {person.role for person in staff}
            for site in {person.site for person in staff}
        }
        self._known = {person.username: person for person in staff}
        self._clinical = [person for person in staff if person.role in {"nurse", "prescriber"}]

    def __getitem__(self, username: str) -> Colleague:
        return self._known[username]

    def answers(self, rng: Random, person: Person, topic: str) -> Colleague:
        """Whoever answers in writing."""
        if person.language == "es" and person.site == "Harbor Clinic" and rng.random() < 0.6:
            return self["ines"]
        prescribes = rng.random() < PRESCRIBER_SHARE.get(topic, 0.05)
        return rng.choice(self._by["prescriber" if prescribes else "nurse", person.site])

    def prescribes(self, rng: Random, person: Person) -> Colleague:
        """Whoever decides what a nurse may not."""
        return rng.choice(self._by["prescriber", person.site])

    def reviews(self, rng: Random) -> Colleague:
        """Whoever looks through a result."""
        return rng.choice(self._clinical)

    def phones(self, rng: Random, person: Person) -> Colleague:
        """Whoever settles it on the phone."""
        return rng.choice(self._by["front_desk", person.site])


class Senders:
    """Patients who can write, each as often as they are inclined to."""

    def __init__(self, rng: Random, people: list[Person]) -> None:
        self.people = [person for person in people if person.died_on is None and person.writers]
        if not self.people:
            raise ValueError("Nobody of these patients can write.")
        self.weights = list(accumulate(self._inclination(rng, person) for person in self.people))

    @staticmethod
    def _inclination(rng: Random, person: Person) -> float:
        by_age = 0.7 if person.age < 18 else 0.8 if person.age < 40 else 1.0 if person.age < 65 else 1.1
        return by_age * (0.6 + 0.25 * person.chart.burden) * rng.lognormvariate(0, SENDER_SPREAD)

    def draw(self, rng: Random) -> Person:
        """Somebody who writes now."""
        return rng.choices(self.people, cum_weights=self.weights)[0]


def talk(
    rng: Random, person: Person, *, topic: str | None = None, risk: Risk | None = None
) -> tuple[Conversation, Account, str] | None:
    """A conversation about `person`, who writes it and as what; None where nobody could have written it."""
    by_proxy = person.age < 18 and (person.account is None or not person.account.writes)
    account = person.writers[0]
    chart = person.chart
    writer = Writer(
        account.given if by_proxy else person.given,
        account.family if by_proxy else person.family,
        account.age if by_proxy else person.age,
        account.sex if by_proxy else person.sex,
        account.language,
        tuple(spoken(name) for name in chart.medications),
        tuple(chart.problems),
        child=person.given if by_proxy else None,
        child_age=person.age if by_proxy else None,
    )
    talked = conversation(rng, writer, topic=topic, risk=risk)
    if not by_proxy and "caregiver" in talked.style:
        account = next((acting for _, acting in person.proxies if acting.writes), account)
    elif not by_proxy and account is not person.account:
        return None
    relation = next((relation for relation, acting in person.proxies if acting is account), "")
    return talked, account, relation


def spoken(drug: str) -> str:
    """A drug's name as people say it: `lisinopril 10 mg`."""
    name, strength = re.match(r"([^\d\[]+)([\d.]+ MG\b(?!/))?", _LEADING.sub("", drug)).groups()  # type: ignore[union-attr]
    name = _SALT.sub("", name.strip())
    return f"{name} {strength.lower()}" if strength else name


def open_case(talked: Conversation, person: Person, account: Account, relation: str, at: datetime,
              hours: BusinessHours) -> Case:  # fmt: skip
    """The case that a first message makes; the message itself is still to be received."""
    topic = portal_topic(talked.topic, talked.turns[0].body)
    return Case(person, account, relation, topic, talked.subject, first_response_due(at, "routine", hours))


class History:
    """Plays conversations that began and ended before `now`."""

    def __init__(self, rng: Random, crew: Crew, senders: Senders, hours: BusinessHours, now: datetime) -> None:
        self.rng, self.crew, self.senders, self.hours, self.now = rng, crew, senders, hours, now

    def draw(self, count: int, arrivals: Arrivals) -> list[Case]:
        """`count` conversations. One still unfinished at `now` is drawn again: what is open is built on purpose."""
        found: list[Case] = []
        while len(found) < count:
            case = self._one(arrivals.draw(self.rng))
            if case is not None:
                found.append(case)
        return found

    def _one(self, created: datetime) -> Case | None:
        person = self.senders.draw(self.rng)
        if created.date() <= person.birth_date:
            return None
        talked = talk(self.rng, person)
        case = self._play(created, person, *talked) if talked else None
        return case if case is not None and case.closed_at is not None and case.closed_at < self.now else None

    def _play(
        self, created: datetime, person: Person, talked: Conversation, account: Account, relation: str
    ) -> Case | None:
        rng = self.rng
        case = open_case(talked, person, account, relation, created, self.hours)
        answer = first_response(rng, created, self.hours, topic=talked.topic, risk=talked.risk, age=person.age,
                                race=person.race, ethnicity=person.ethnicity)  # fmt: skip
        case.receive(created, talked.turns[0].body)
        case.triage()
        turns = talked.turns[1:]
        if not any(turn.author == "staff" for turn in turns):
            self._settle(case, max(answer, case.last + MINUTE), talked.topic)
            return case
        if talked.topic in DESK_TOPICS and talked.risk == "none" and rng.random() < DESK_SHARE:
            self._settle(case, answer, talked.topic, by_desk=True)
            return case
        by = self.crew.answers(rng, person, talked.topic)
        for place, turn in enumerate(turns):
            if turn.author == "patient":
                at = patient_returns(rng, case.last, turn.gap_hint, self.hours.zone)
                if at >= self.now:
                    return None
                case.receive(at, turn.body)
                case.triage()
            else:
                at = next_answer(rng, case.last, self.hours, turn.gap_hint) if case.first_response_at else answer
                following = turns[place + 1].author if place + 1 < len(turns) else None
                self._answer(case, max(at, case.last + MINUTE), by, turn.body, following)
        self._finish(case, by)
        self._read(case)
        return case

    def _answer(self, case: Case, at: datetime, by: Colleague, body: str, following: str | None) -> None:
        rng = self.rng
        if case.owner is None:
            case.claim(max(case.last + MINUTE / 2, at - MINUTE * rng.uniform(2, 25)), by)
            if rng.random() < NOTE_SHARE:
                case.note(max(case.claimed_at or at, at - MINUTE), by, rng.choice(NOTES))
        ends = {"patient": (0.45, 0.45, 0.1), "staff": (0.0, 0.0, 1.0), None: (0.0, 0.88, 0.12)}[following]
        case.reply(at, by, body, rng.choices(("wait", "close", "keep"), ends)[0])

    def _finish(self, case: Case, by: Colleague) -> None:
        """End what is still open: read and done, or the patient's thanks need no answer."""
        if case.closed_at is None:
            at = next_answer(self.rng, case.last, self.hours, "hours")
            thanked = case.said[-1].staff is None
            if case.owner is None:
                case.claim(max(case.last + MINUTE / 2, at - MINUTE), by)
            case.close(max(at, case.last + MINUTE), by, "no-reply-needed" if thanked else "answered")

    def _settle(self, case: Case, at: datetime, topic: str, *, by_desk: bool = False) -> None:
        """End without a written answer."""
        rng = self.rng
        by_desk = by_desk or topic in DESK_TOPICS
        by = self.crew.phones(rng, case.person) if by_desk else self.crew.answers(rng, case.person, topic)
        shares = {"by-phone": 0.6, "visit-booked": 0.4} if by_desk else {"no-reply-needed": 0.5, "by-phone": 0.38,
                                                                         "duplicate": 0.12}  # fmt: skip
        at = max(at, case.last + MINUTE)
        case.claim(max(case.last + MINUTE / 2, at - MINUTE * rng.uniform(1, 12)), by)
        case.close(at, by, rng.choices(list(shares), list(shares.values()))[0])

    def _read(self, case: Case) -> None:
        after: datetime | None = None
        for said in reversed(case.said):
            if said.staff is None:
                after = said.at
            else:
                said.read_at = read_at(self.rng, said.at, self.now, after)
                self._remind(said)

    def _remind(self, said: Said) -> None:
        """Who hadn't read an answer for three days got a second notice; lately it helped before the week was over."""
        if said.read_at is not None or said.at > self.now - REMINDED_AFTER:
            return
        said.nudged_at = said.at + REMINDED_AFTER
        if self.now - REMINDERS_SINCE < said.at < self.now - TOLD_AFTER:
            said.read_at = said.nudged_at + self.rng.uniform(0.05, 0.95) * (TOLD_AFTER - REMINDED_AFTER)
