"""Today's queue: what a nurse finds on a Monday morning, whatever day the demo is loaded on.

Most arrived while nobody looked and have no owner. Some are somebody's, a few are late, a few wait for the patient.
Urgency is in the texts alone: which of them are emergencies is for rules and nurses to find.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from demo import files
from demo.calendar import Arrivals
from demo.case import Case, Colleague, Flag
from demo.history import Crew, Senders, open_case, talk
from demo.patients import Account, Person
from demo.texts import Conversation
from demo.texts.model import Risk
from rules.deadlines import BusinessHours, first_response_due
from rules.urgency import FAMILIES, Level, scan

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WEEKEND = 64 * HOUR  # Friday 17:00 to Monday 9:00
SHARE = 0.036  # of the clinic's patients have something open
COLLEAGUES = ("grace", "grace", "hugo", "joy", "joy", "kofi", "dev")
WAITING = ("alice", "ines", "joy")
TRIES = 400
NOTES = (
    "Called at 8:10, no answer. Trying again before lunch.",
    "Chart reviewed, nothing new since the last visit. Needs the prescriber's word before I answer.",
    "Pharmacy has it on file, they fill it today. Tell the patient.",
    "Asked the front desk for a slot tomorrow.",
)
MENTION = "@{} Could you look at this one? You spoke with them last month."
CALLED = "Not worse, will come in this afternoon. Knows when to call 911."
SNOOZED = "Waiting for the specialist's letter"
RAISED = "Second message about this in two days"
FORM = ["School health form", "", "To be completed by the clinic:", "- immunization record", "- medication at school",
        "- allergies", "", "Signature of the provider: ______________________"]  # fmt: skip

Fits = Callable[[Person], bool]
Wanted = Callable[[Conversation], bool]


def anybody(_: Person) -> bool:
    """No wish about the patient."""
    return True


def spanish(person: Person) -> bool:
    """Somebody who writes Spanish."""
    return person.language == "es" and person.age >= 18


def child(person: Person) -> bool:
    """A child for whom a mother writes."""
    return person.age < 12 and any(relation == "mother" for relation, account in person.proxies if account.writes)


class Today:
    """Builds the open conversations."""

    def __init__(
        self, rng: Random, crew: Crew, senders: Senders, hours: BusinessHours, now: datetime, holidays: frozenset[date]
    ) -> None:
        self.rng, self.crew, self.senders, self.hours, self.now = rng, crew, senders, hours, now
        self.weekend = Arrivals(now - WEEKEND, now - 4 * MINUTE, hours.zone, holidays)
        self.days = Arrivals(now - timedelta(days=9), now - 30 * HOUR, hours.zone, holidays)
        self.cases: list[Case] = []
        self.again: Person | None = None  # who writes the next one too
        self._busy: set[int] = set()

    def draw(self, patients: int) -> list[Case]:
        """The open conversations of a clinic with so many patients; a small clinic has the special ones too."""
        self._special()
        self._owned()
        self._waiting()
        self._late()
        self._together()
        for fits, count in ((spanish, 5), (child, 4)):
            for _ in range(count):
                self._new(fits=fits)
        while len(self.cases) < round(SHARE * patients):
            self._new()
        self._looked_at()
        return self.cases

    def _new(self, *, fits: Fits = anybody, at: datetime | None = None, topic: str | None = None,
             risk: Risk = "none", attached: tuple[tuple[str, str, bytes], ...] = ()) -> Case:  # fmt: skip
        """One that nobody has looked at. No triage is put down: the worker does that, and finds what is urgent."""
        at = at or self._unseen()
        case, talked = self._open(at, fits, topic, risk, lambda t: "late" not in t.style)
        case.receive(at, talked.turns[0].body, attached)
        if len(talked.turns) > 1 and talked.turns[1].author == "patient":
            again = at + (self.now - at) * self.rng.uniform(0.3, 0.9)
            case.receive(again, talked.turns[1].body)
        return case

    def _special(self) -> None:
        rng = self.rng
        for n in range(4):
            self._new(at=self._ago(0.3, 9), risk="emergency", fits=spanish if n == 3 else anybody)
        for n in range(5):
            self._new(at=self._ago(0.5, 20), risk="same_day", fits=child if n == 0 else anybody)
        self._new(fits=child, topic="health", attached=(("IMG_0412.png", "image/png", files.png(rng)),))
        self._new(topic="medication", attached=(("photo.jpg", "image/jpeg", files.jpeg(rng)),
                                                ("photo-2.jpg", "image/jpeg", files.jpeg(rng))))  # fmt: skip
        self._new(topic="health", attached=(("IMG_2031.HEIC", "image/heic", files.heic(rng)),))
        self._new(topic="admin", attached=(("school-form.pdf", "application/pdf", files.pdf(FORM)),))

    def _owned(self) -> None:
        alice = self.crew["alice"]
        drafted = self._claimed(alice, lambda t: len(t.turns) > 1 and t.turns[1].author == "staff")
        case, talked = drafted
        words = talked.turns[1].body.split(" ")
        case.draft = (self.now - 25 * MINUTE, alice, " ".join(words[: max(6, len(words) * 2 // 3)]))
        noted, _ = self._claimed(alice)
        noted.note(self._between(noted), alice, NOTES[1])
        raised, _ = self._claimed(alice)
        raised.raise_priority(self._between(raised), alice, RAISED)
        self._exchanged(alice)
        self._claimed(alice, created=self._overdue())
        for n, username in enumerate(COLLEAGUES):
            by = self.crew[username]
            if n in {1, 4}:
                self._exchanged(by)
                continue
            case, _ = self._claimed(by, created=self._overdue() if n == 2 else None)
            if n in {0, 3, 6}:
                case.note(self._between(case), by, self.rng.choice(NOTES))
        asked = self._new(topic="refill")
        asked.note(self.now - 35 * MINUTE, self.crew["dev"], "Fine with me if the labs from last month are back. Dev")

    def _waiting(self) -> None:
        for username in WAITING:
            case, talked = self._claimed(self.crew[username], _answered)
            at = self._between(case)
            case.reply(at, self.crew[username], talked.turns[1].body, "wait")
            case.said[-1].read_at = at + (self.now - at) * 0.5 if username != "joy" else None

    def _late(self) -> None:
        for _ in range(2):
            self._new(at=self._overdue())

    def _together(self) -> None:
        """What colleagues do at the same moment: mention, watch, telephone, put off; and one who writes twice."""
        alice, erin, grace, kofi = (self.crew[name] for name in ("alice", "erin", "grace", "kofi"))
        watched, _ = self._claimed(grace)
        watched.note(self._between(watched), grace, MENTION.format(alice.username), alice)
        watched.watchers.append((grace, True))
        asked = self._new(topic="medication")
        asked.note(self.now - 50 * MINUTE, self.crew["dev"], MENTION.format(alice.username), alice)
        asked.watchers.append((kofi, False))
        phoned = self._new(topic="scheduling")
        phoned.call(self.now - 20 * MINUTE, erin, "no-answer", "")
        put_off, _ = self._claimed(alice)
        put_off.snooze(self._between(put_off), alice, self.now + 26 * HOUR, SNOOZED)
        self._settled_emergency(grace)
        first = self._new(topic="refill", at=self._ago(30, 40))
        self.again = first.person
        self._new(topic="scheduling", at=self._ago(2, 20))
        self.again = None

    def _settled_emergency(self, by: Colleague) -> None:
        """A red flag that somebody saw: claimed, which acknowledges it, and telephoned."""
        at = self._ago(0.8, 1.2)
        for _ in range(TRIES):
            case, talked = self._open(at, anybody, None, "emergency", lambda _: True)
            found = scan(talked.turns[0].body, age_years=case.person.age, sex=case.person.sex)
            red = [one for one in found if one.level is Level.RED]
            if red:
                break
            self.cases.remove(case)
        case.receive(at, talked.turns[0].body)
        case.triage()
        flags = tuple(
            Flag("red" if one.level is Level.RED else "amber", one.family, one.phrase)
            for one in {one.family: one for one in (*found, *red)}.values()
        )
        title = FAMILIES[red[0].family].title
        case.flag(flags, f"Emergency signs: {title[:1].lower()}{title[1:]}")
        case.claim(at + 6 * MINUTE, by)
        case.acknowledged_at, case.acknowledged_by = case.claimed_at, by.name
        case.call(at + 11 * MINUTE, by, "reached", CALLED)

    def _looked_at(self) -> None:
        """Whoever has something worked on it this morning; else it would go back to the team at once."""
        for case in self.cases:
            if case.owner is not None and case.worked_at is not None:
                case.worked_at = max(case.worked_at, self.now - MINUTE * self.rng.uniform(5, 80))

    def _claimed(
        self, by: Colleague, wanted: Wanted | None = None, created: datetime | None = None
    ) -> tuple[Case, Conversation]:
        """One that somebody has taken, seen since by nobody else."""
        at = created or self._recent()
        case, talked = self._open(at, anybody, None, "none", wanted or (lambda _: True))
        case.receive(at, talked.turns[0].body)
        case.triage()
        case.claim(self._between(case), by)
        return case, talked

    def _exchanged(self, by: Colleague) -> None:
        """One that was answered, and the patient came back."""
        case, talked = self._claimed(by, _came_back)
        case.reply(self._between(case), by, talked.turns[1].body, "wait")
        case.said[-1].read_at = self._between(case)
        case.receive(self._between(case), talked.turns[2].body)
        case.triage()

    def _open(
        self, at: datetime, fits: Fits, topic: str | None, risk: Risk, wanted: Wanted
    ) -> tuple[Case, Conversation]:
        for attempt in range(TRIES):
            person = self.again or self.senders.draw(self.rng)
            # In a very small clinic a patient may have several, and a wish may find nobody.
            if self.again is None and attempt < TRIES // 2 and (person.id in self._busy or not fits(person)):
                continue
            talked: tuple[Conversation, Account, str] | None = talk(self.rng, person, topic=topic, risk=risk)
            if talked and wanted(talked[0]):
                self._busy.add(person.id)
                case = open_case(talked[0], person, talked[1], talked[2], at, self.hours)
                self.cases.append(case)
                return case, talked[0]
        raise ValueError("No conversation of this kind could be made.")

    def _unseen(self) -> datetime:
        """A moment since the clinic closed; on other days than Monday, one whose answer is not due yet."""
        for _ in range(TRIES):
            at = self.weekend.draw(self.rng)
            if first_response_due(at, "routine", self.hours) > self.now:
                break
        return at

    def _ago(self, least: float, most: float) -> datetime:
        return self.now - HOUR * self.rng.uniform(least, most)

    def _between(self, case: Case) -> datetime:
        """A moment after the last step and well before now."""
        last = max(step.at for step in case.steps)
        return last + (self.now - last) * self.rng.uniform(0.15, 0.5)

    def _recent(self) -> datetime:
        """A moment of the last days whose answer is not due yet."""
        return self._find(lambda due: due > self.now + HOUR, self.now - 20 * HOUR)

    def _overdue(self) -> datetime:
        """A moment whose answer was due within the last day or two."""
        return self._find(lambda due: self.now - 40 * HOUR < due < self.now - HOUR / 2, self.now - timedelta(days=6))

    def _find(self, good: Callable[[datetime], bool], otherwise: datetime) -> datetime:
        for _ in range(TRIES):
            at = self.days.draw(self.rng)
            if good(first_response_due(at, "routine", self.hours)):
                return at
        return otherwise


def _answered(talked: Conversation) -> bool:
    return len(talked.turns) > 1 and talked.turns[1].author == "staff"


def _came_back(talked: Conversation) -> bool:
    """The patient answered, and with more than thanks."""
    third = talked.turns[2] if len(talked.turns) > 2 else None
    return _answered(talked) and third is not None and third.author == "patient" and len(third.body) > 30
