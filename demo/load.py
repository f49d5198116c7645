"""Loading the demo clinic: its staff alone, or with patients, their facts and months of conversations.

The loader writes tables directly instead of through actions: what it tells happened in the past, by people who are
not signed in, and no action may write a moment other than now. It keeps what the actions would have kept, in one
transaction, and puts a single event into the audit. Only the files of money are taken in by the actions themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import exists, func, insert, or_, select
from sqlalchemy.orm import Session

from db.config import config
from db.engine import Database
from db.models import AuditEvent, Patient, Queue, Setting, Site, Staff
from db.roles import COMMAND_LINE
from demo.bulk import Bulk
from demo.calendar import MONTH, THREADS_PER_PATIENT_MONTH, Arrivals
from demo.case import Case, Colleague, keep
from demo.cast import load_cast
from demo.facts import Facts
from demo.history import Crew, History, Senders
from demo.medicines import Medicines
from demo.patients import Person, Registry
from demo.payments import Payments
from demo.proxies import Proxies
from demo.refill_day import RefillDay
from demo.refill_rows import RefillRows
from demo.refills import Refills, labs_of, load_protocols
from demo.results import PastResults, Subject
from demo.today import WEEKEND, Today
from demo.together import keep_together
from rules.deadlines import default_hours

Progress = Callable[[str], None]
SETTING = "demo"


def is_empty(db: Database) -> bool:
    """Whether nobody works here and nobody is cared for here yet."""
    with db.transaction() as session:
        return not session.scalar(select(or_(exists(select(Staff.id)), exists(select(Patient.id)))))


def load_staff(db: Database, passwords: dict[str, str], *, rounds: int = 12) -> None:
    """Load sites, teams, staff, queue and templates, and mark the database as a demo."""
    with db.transaction() as session:
        staff = load_cast(session, passwords, rounds=rounds)
        load_protocols(session, staff, session.scalars(select(func.transaction_timestamp())).one())
        _finish(session, {"cast_only": True}, {"staff": len(staff)})


def load_clinic(
    db: Database,
    passwords: dict[str, str],
    *,
    seed: int = 1,
    patients: int = 2000,
    months: int = 18,
    rounds: int = 12,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> None:
    """Load the whole clinic as it stands at `now` (the database's clock): the same for the same seed and `now`."""
    say = progress or (lambda _: None)
    with db.transaction() as session:
        staff = load_cast(session, passwords, rounds=rounds)
        moment = now or session.scalars(select(func.transaction_timestamp())).one()
        loader = _Loader(session, seed, staff, moment, months)
        say(f"Making {patients:,} patients …")
        people = loader.people(patients)
        say(f"Playing {months} months of conversations …")
        loader.conversations(people, months)
        loader.refills(people, months)
        counts = loader.bulk.counts()
        say(f"Writing {sum(counts.values()):,} rows …")
        loader.bulk.write()
        loader.together(people)
        loader.payments()
        _finish(session, {"seed": seed}, counts | {"staff": len(staff)})


def _finish(session: Session, mark: dict[str, object], counts: dict[str, int]) -> None:
    session.add(Setting(key=SETTING, value=mark))
    session.flush()
    session.execute(
        insert(AuditEvent.__table__).values(  # type: ignore[arg-type]  # a Table, typed as FromClause
            kind="demo.loaded", actor=COMMAND_LINE.name, detail=mark | {"rows": counts}
        )
    )


class _Loader:
    """One load: the people who work here, the calendar, and the rows collected so far."""

    def __init__(self, session: Session, seed: int, staff: dict[str, Staff], now: datetime, months: int) -> None:
        self.session, self.seed, self.rng, self.now = session, seed, Random(seed), now
        self.bulk = Bulk(session)
        self.zone = config().zone
        self.started = now - timedelta(days=MONTH * months)
        self.hours = default_hours(self.zone, self.started.year)
        self.site_ids: dict[str, int] = {site.name: site.id for site in session.scalars(select(Site))}
        names = {site_id: name for name, site_id in self.site_ids.items()}
        self.staff = [
            Colleague(one.id, username, one.name, one.role, names[one.site_id])
            for username, one in staff.items()
            if one.site_id is not None
        ]

        self.crew = Crew(self.staff)
        self.waiting: list[Case] = []
        # Chances of their own: whoever changes what is taken doesn't change who lives here and what they write.
        self.chance = Random(f"refills {seed}")
        prescribers = {one.id: one.name for one in self.staff if one.role == "prescriber"}
        self.protocols = load_protocols(session, staff, now)
        self.medicines = Medicines(self.chance, self.bulk, prescribers, labs_of(self.protocols), now, self.zone)

    def together(self, people: list[Person]) -> None:
        """What colleagues share beside the conversations that were written, and who asks to act for whom."""
        keep_together(self.session, self.waiting, self.crew, self.site_ids, self.now)
        Proxies(self.session, self.chance, self.crew, people, self.hours, self.now).keep()

    def payments(self) -> None:
        """Charges, payments and the files of money of the last weeks, after all that they are about was written."""
        Payments(self.session, self.seed, self.crew, self.hours, self.now).keep()

    def refills(self, people: list[Person], months: int) -> None:
        """Refill requests, of the past and of today, and then all that pharmacies gave out."""
        rows = RefillRows(self.session, self.bulk, self.medicines, self.site_ids, self.hours)
        drawn = Refills(self.chance, rows, self.crew, self.medicines, self.protocols, self.hours, self.now)
        drawn.past(people, months)
        RefillDay(drawn, people).draw()
        self.medicines.keep()

    def people(self, count: int) -> list[Person]:
        """The patients, with accounts and facts."""
        today = self.now.astimezone(self.zone).date()
        people = Registry(self.rng, self.bulk, self.now, today, self.site_ids, self.started).draw(count)
        past = PastResults(self.session, self.rng, self.bulk, self.crew, self.now)
        facts = Facts(self.rng, self.bulk, past, self.medicines, self.now, self.zone, self.hours.holidays)
        for person in people:
            prescribers = [one.id for one in self.staff if one.role == "prescriber" and one.site == person.site]
            account = person.account.id if person.account is not None and person.account.writes else None
            subject = Subject(person.id, person.birth_date, person.sex, self.site_ids[person.site],
                              self.rng.choice(prescribers), person.died_on, account)  # fmt: skip
            person.chart = facts.draw(subject)
        return people

    def conversations(self, people: list[Person], months: int) -> None:
        """What was said and done, and what waits today."""
        crew, senders = self.crew, Senders(self.rng, people)
        arrivals = Arrivals(self.started, self.now, self.zone, self.hours.holidays)
        waiting = Today(self.rng, crew, senders, self.hours, self.now, self.hours.holidays).draw(len(people))
        lately = sum(case.said[0].at > self.now - WEEKEND for case in waiting)
        total = round(THREADS_PER_PATIENT_MONTH * len(people) * months)
        cases = History(self.rng, crew, senders, self.hours, self.now).draw(max(0, total - lately), arrivals)
        cases += waiting
        self.waiting = waiting
        for case in cases:
            row = case.account.row
            seen = max(said.at for said in case.said if said.staff is None)
            known = row["last_sign_in_at"]
            row["last_sign_in_at"] = max(known, seen) if isinstance(known, datetime) else seen
        queue = self.session.scalars(select(Queue).where(Queue.slug == "inbox")).one()
        keep(self.bulk, cases, queue, self.site_ids)
