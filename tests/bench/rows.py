"""The rows of a clinic of any size, as lines of PostgreSQL's COPY text format.

A thread's shape (how many messages, how long, how urgent) comes from a fixed list that repeats, so every
table can be written by itself, in order, without keeping the others in memory.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

OPEN_SHARE = 0.02
MOST_OPEN = 20_000
PERIOD = timedelta(days=548)  # 18 months
SHAPES = 5_000
PATIENTS = 20_000
NULL = "\\N"

TOPICS = ("refill", "scheduling", "medication", "health", "referral", "admin", "results", "tests")
PRIORITIES = (3,) * 17 + (2, 2, 1)
# Lengths of patients' messages: most are a few lines, some ramble.
LENGTHS = (60, 90, 120, 150, 180, 220, 260, 320, 450, 900)
GIVEN = ("Rosa", "Tom", "Mei", "Ivan", "Aisha", "Luis", "Grete", "Noah", "Fatima", "Ola", "Pedro", "Hana")
FAMILY = ("Diaz", "Berg", "Chen", "Novak", "Rahman", "Ortiz", "Lindqvist", "Smith", "Kowalski", "Tanaka", "Moyo")
TEXT = (
    "I have had pain in my left knee since last week and the tablets don't help much anymore could you please tell "
    "me whether I should come in or wait my pharmacy says the refill was not approved yet thank you for the quick "
    "answer last time my mother also asks about her blood pressure reading this morning it was a bit high again"
)
WORDS = TEXT.split()
# Beside the common words, some that fewer and fewer messages hold, and one that hardly any does.
SELDOM = (
    "inhaler", "insulin", "rash", "colonoscopy", "mammogram", "vertigo", "statin", "sciatica", "thyroid", "shingles",
    "gout", "anemia", "warfarin", "psoriasis", "lupus", "celiac", "glaucoma", "scoliosis", "lymphoma", "sarcoidosis",
)  # fmt: skip
RARE, RARE_EVERY = "pheochromocytoma", 50_021  # threads
LANGUAGES = ("en",) * 16 + ("es",) * 3 + ("vi",)
SALT = r"\\x00112233445566778899aabbccddeeff"
NOTICE_COLUMNS = (
    "state", "task_id", "message_id", "patient_id", "recipient", "subject", "body", "send_after", "sent_at",
)  # fmt: skip

Lines = Iterator[str]
Table = tuple[tuple[str, ...], Lines]


@dataclass(frozen=True, slots=True)
class Shape:
    """What one thread looks like: its messages' bodies (the patient's first, then in turns) and its urgency."""

    bodies: tuple[str, ...]
    topic: str
    priority: int
    answer_hours: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A thread's own times, as text."""

    created: str
    last: str
    due: str
    closed: str


class Maker:
    """Makes `threads` threads, oldest first; the newest 2 % (at least 20, at most 20,000) are open.

    What is open is what a clinic's staff has before it: it doesn't grow with what was closed over the years.
    """

    def __init__(
        self,
        threads: int,
        queue_id: int,
        staff: list[tuple[int, str]],
        teams: list[int],
        sites: list[int],
        patients: int,
    ) -> None:
        self.threads, self.queue_id, self.staff = threads, queue_id, staff
        self.teams, self.sites, self.patients = teams, sites, patients
        self.open_from = threads - _open(threads)
        self.end = datetime.now(UTC) - timedelta(minutes=10)
        chance = random.Random(7)
        self.shapes = [_shape(chance) for _ in range(SHAPES)]
        lengths = [len(shape.bodies) for shape in self.shapes]
        self.before = [0, *accumulate(lengths)]  # messages before the shape, within one round

    def tables(self) -> dict[str, Table]:
        """Columns and lines of every table, in an order that foreign keys accept."""
        return {
            "patient": (
                ("id", "mrn", "given", "family", "birth_date", "sex", "language", "email", "phone"),
                self._patients(),
            ),
            "portal_account": (("id", "patient_id", "name", "login", "email", "salt"), self._accounts()),
            "condition": (("patient_id", "code", "display", "onset_date"), self._conditions()),
            "medication": (("patient_id", "code", "display", "directions", "started_on"), self._medications()),
            "allergy": (("patient_id", "code", "display", "reaction", "severity"), self._allergies()),
            "observation": (
                ("patient_id", "code", "display", "value_number", "unit", "effective_at"),
                self._observations(),
            ),
            "encounter": (("patient_id", "display", "started_at"), self._encounters()),
            "thread": (
                (
                    "id", "patient_id", "account_id", "topic", "subject", "first_words", "created_at",
                    "last_message_at", "last_inbound_id",
                ),
                self._threads(),
            ),
            "message": (
                ("id", "thread_id", "direction", "account_id", "staff_id", "author", "body", "created_at", "sent_at"),
                self._messages(),
            ),
            "attachment": (("message_id", "name", "media_type", "content"), self._attachments()),
            "task": (
                (
                    "id", "queue_id", "focus_type", "focus_id", "patient_id", "site_id", "team_id", "owner_id", "title",
                    "topic", "priority", "status", "outcome", "on_hold_until", "created_at", "triaged_at", "claimed_at",
                    "due_at", "last_inbound_id", "last_inbound_at", "arrived_at", "closed_at", "closed_by",
                ),
                self._tasks(),
            ),
            "task_event": (("task_id", "at", "kind", "staff_id", "actor", "detail"), self._events()),
            "outbox_message": (NOTICE_COLUMNS, self._notices()),
            "note": (("id", "task_id", "staff_id", "body"), self._notes()),
            "staff_notice": (("staff_id", "task_id", "kind", "actor"), self._mentions()),
        }  # fmt: skip

    def _patient_of(self, thread: int) -> int:
        return thread * 7919 % self.patients + 1

    def _staff_of(self, thread: int) -> tuple[int, str]:
        return self.staff[thread * 31 % len(self.staff)]

    def _shape_of(self, thread: int) -> Shape:
        return self.shapes[thread % SHAPES]

    def _first_message(self, thread: int) -> int:
        rounds, place = divmod(thread, SHAPES)
        return rounds * self.before[-1] + self.before[place] + 1

    def _last_inbound(self, thread: int) -> int:
        newest = len(self._shape_of(thread).bodies) - 1
        return self._first_message(thread) + newest - newest % 2

    def _moment(self, thread: int) -> Moment:
        shape = self._shape_of(thread)
        created = self.end - PERIOD * ((self.threads - thread - 1) / self.threads)
        last = min(self.end, created + timedelta(hours=shape.answer_hours * (len(shape.bodies) - 1)))
        due = created + timedelta(hours=(1, 4, 12, 48)[shape.priority])
        closed = min(self.end, last + timedelta(hours=1))
        return Moment(str(created), str(last), str(due), str(closed))

    def _owner(self, thread: int) -> tuple[str, int | None]:
        """Status and owner of an open thread: 60 % unassigned, 30 % in work, 10 % on hold.

        The first person has up to sixty of their own at any size, so that every list fills a page at any size.
        """
        place, kind = divmod(thread - self.open_from, 10)
        if kind < 6:
            return "requested", None
        if kind == 6:
            return "on-hold", self._staff_of(thread)[0]
        first = place * 3 + kind - 7 < 60
        return "in-progress", self.staff[0][0] if first else self._staff_of(thread)[0]

    def _patients(self) -> Lines:
        for at in range(1, self.patients + 1):
            given, family = _name(at)
            born = f"{1935 + at * 13 % 85}-{at % 12 + 1:02}-{at % 28 + 1:02}"
            sex, language = ("female", "male")[at % 2], LANGUAGES[at * 7 % len(LANGUAGES)]
            reached = f"p{at}@example.invalid\t({at // 10000 + 200}) 555-{at % 10000:04}"
            yield f"{at}\tB{at:07}\t{given}\t{family}\t{born}\t{sex}\t{language}\t{reached}\n"

    def _accounts(self) -> Lines:
        for at in range(1, self.patients + 1):
            yield f"{at}\t{at}\t{' '.join(_name(at))}\tp{at}\tp{at}@example.invalid\t{SALT}\n"

    def _conditions(self) -> Lines:
        for at in range(1, self.patients + 1):
            for code, words in (("38341003", "Hypertension"), ("44054006", "Type 2 diabetes"), ("195967001", "Asthma")):
                yield f"{at}\t{code}\t{words}\t20{at % 20 + 2:02}-05-01\n"

    def _medications(self) -> Lines:
        for at in range(1, self.patients + 1):
            for code, words in (("314076", "Lisinopril 10 MG Oral Tablet"), ("860975", "Metformin 500 MG Oral Tablet")):
                yield f"{at}\t{code}\t{words}\tOne tablet a day\t2024-02-01\n"

    def _allergies(self) -> Lines:
        for at in range(1, self.patients + 1, 2):
            yield f"{at}\t7980\tPenicillin\tHives\tModerate\n"

    def _observations(self) -> Lines:
        kinds = (("4548-4", "Hemoglobin A1c", "%"), ("2160-0", "Creatinine", "mg/dL"), ("8480-6", "Systolic", "mm[Hg]"))
        for at in range(1, self.patients + 1):
            for month in range(4):
                for code, words, unit in kinds:
                    yield f"{at}\t{code}\t{words}\t{at % 70 / 10 + 4:.1f}\t{unit}\t2026-{month + 1:02}-11 09:00+00\n"

    def _encounters(self) -> Lines:
        for at in range(1, self.patients + 1):
            for month in (1, 4, 7):
                yield f"{at}\tFollow-up visit\t2026-{month:02}-12 10:00+00\n"

    def _threads(self) -> Lines:
        for at in range(self.threads):
            shape, when, patient = self._shape_of(at), self._moment(at), self._patient_of(at)
            yield (
                f"{at + 1}\t{patient}\t{patient}\t{shape.topic}\tA question\t{shape.bodies[0][:160]}\t{when.created}\t"
                f"{when.last}\t{self._last_inbound(at)}\n"
            )

    def _messages(self) -> Lines:
        for at in range(self.threads):
            shape, when, patient = self._shape_of(at), self._moment(at), self._patient_of(at)
            staff_id, staff = self._staff_of(at)
            patient_name, first = " ".join(_name(patient)), self._first_message(at)
            for place, body in enumerate(shape.bodies):
                sent = when.last if place else when.created
                who = (
                    f"outbound\t{NULL}\t{staff_id}\t{staff}"
                    if place % 2
                    else f"inbound\t{patient}\t{NULL}\t{patient_name}"
                )
                words = f"{body} {RARE}" if place == 0 and at % RARE_EVERY == RARE_EVERY // 2 else body
                yield f"{first + place}\t{at + 1}\t{who}\t{words}\t{sent}\t{sent}\n"

    def _attachments(self) -> Lines:
        for at in range(0, self.threads, 50):
            yield f"{self._first_message(at)}\tphoto.png\timage/png\t\\\\x89504e470d0a1a0a\n"

    def _tasks(self) -> Lines:
        for at in range(self.threads):
            shape, when = self._shape_of(at), self._moment(at)
            owner: int | None
            if at < self.open_from:
                owner, name = self._staff_of(at)
                status, outcome, closed = "completed", "answered", f"{when.closed}\t{name}"
            else:
                (status, owner), outcome, closed = self._owner(at), "", f"{NULL}\t{NULL}"
            has = NULL if owner is None else str(owner)
            claimed = NULL if owner is None else when.created
            until = str(self.end + timedelta(days=at % 9 + 1)) if status == "on-hold" and at % 20 < 10 else NULL
            place = at * 13 % 10  # seven of ten threads are the first site's and the first team's
            where = f"{self.sites[place > 6]}\t{self.teams[place > 6]}"
            yield (
                f"{at + 1}\t{self.queue_id}\tthread\t{at + 1}\t{self._patient_of(at)}\t{where}\t{has}\t"
                f"Message: {shape.topic}\t{shape.topic}\t{shape.priority}\t{status}\t{outcome}\t{until}\t"
                f"{when.created}\t{when.created}\t{claimed}\t{when.due}\t{self._last_inbound(at)}\t{when.last}\t"
                f"{when.last}\t{closed}\n"
            )

    def _notes(self) -> Lines:
        for number, at in enumerate(range(0, self.threads, 20), 1):
            body = self.shapes[(at + 7) % SHAPES].bodies[0]
            yield f"{number}\t{at + 1}\t{self._staff_of(at)[0]}\t{body}\n"

    def _mentions(self) -> Lines:
        for at in range(max(0, self.threads - 300), self.threads):
            yield f"{self.staff[at % 10][0]}\t{at + 1}\tmention\t{self.staff[-1][1]}\n"

    def _events(self) -> Lines:
        for at in range(self.threads):
            when = self._moment(at)
            yield f"{at + 1}\t{when.created}\ttriaged\t{NULL}\tWorker\t{{}}\n"
            if at < self.open_from:
                staff_id, name = self._staff_of(at)
                yield f"{at + 1}\t{when.created}\tclaimed\t{staff_id}\t{name}\t{{}}\n"
                yield f'{at + 1}\t{when.closed}\tclosed\t{staff_id}\t{name}\t{{"outcome": "answered"}}\n'

    def _notices(self) -> Lines:
        for at in range(self.threads):
            when, patient, first = self._moment(at), self._patient_of(at), self._first_message(at)
            for place in range(1, len(self._shape_of(at).bodies), 2):
                yield (
                    f"sent\t{at + 1}\t{first + place}\t{patient}\tp{patient}@example.invalid\tA message for you\t"
                    f"You have a new message in the portal.\t{when.last}\t{when.last}\n"
                )


def unassigned(threads: int) -> int:
    """How many open threads of a clinic of that size nobody has, at least: six of ten."""
    return _open(threads) * 6 // 10


def _open(threads: int) -> int:
    return max(20, min(MOST_OPEN, int(threads * OPEN_SHARE)))


def _name(patient: int) -> tuple[str, str]:
    return GIVEN[patient % len(GIVEN)], FAMILY[patient * 5 % len(FAMILY)]


def _shape(chance: random.Random) -> Shape:
    messages = chance.choice((1, 1, 2, 2, 2, 2, 3, 4))
    return Shape(
        bodies=tuple(_body(chance) for _ in range(messages)),
        topic=chance.choice(TOPICS),
        priority=chance.choice(PRIORITIES),
        answer_hours=chance.uniform(0.5, 30),
    )


def _word(chance: random.Random) -> str:
    """A common word, or one in fifty times one of the seldom ones, the later in their list the more seldom."""
    if chance.random() < 0.98:
        return chance.choice(WORDS)
    return SELDOM[min(len(SELDOM) - 1, int(chance.expovariate(0.3)))]


def _body(chance: random.Random) -> str:
    wanted, words, length = chance.choice(LENGTHS), list[str](), 0
    while length < wanted:
        words.append(_word(chance))
        length += len(words[-1]) + 1
    return " ".join(words)
