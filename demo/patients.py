"""The clinic's patients: households with addresses, payers, portal accounts, and who acts for whom."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from db.actions.proxy_giving import notice_due
from db.models import Patient, Payer, PortalAccount, ProxyGrant
from demo import names
from demo.bulk import Bulk
from demo.catalog import PAYERS, SENIOR_PAYERS
from rules.proxy_ages import birthday, next_change
from rules.proxy_scopes import SCOPES

DAY = timedelta(days=1)
NAMESAKES = 0.007
ACCOUNT_SHARE = 0.68  # of adults; children's count through a parent's, so that about 72 % of all are reached
SPANISH_SHARE = 0.86  # of Hispanic households: about 12 % of all patients
RESTRICTIONS = (
    "Do not leave voicemail.",
    "Do not leave voicemail.",
    "Call only between 9 and 11 in the morning.",
    "Do not send mail to the home address.",
    "Do not discuss care with family members.",
    "Hard of hearing: write, do not call.",
)
# What patients let their grown children do.
ADULTS_SCOPES = (
    tuple(SCOPES),
    ("view", "results", "messages", "appointments", "refills", "documents"),
    ("messages", "appointments", "refills"),
)
STATES = {"active": 0.93, "invited": 0.045, "locked": 0.015, "disabled": 0.01}


@dataclass(slots=True)
class Chart:
    """What a conversation may draw on."""

    problems: list[str] = field(default_factory=list)
    medications: list[str] = field(default_factory=list)
    burden: int = 0


@dataclass(slots=True)
class Account:
    """Somebody who signs in to the portal."""

    id: int
    name: str
    given: str
    family: str
    age: int
    sex: str
    language: str
    state: str
    row: dict[str, object]

    @property
    def writes(self) -> bool:
        """Whether the account can send messages."""
        return self.state == "active"


@dataclass(slots=True)
class Person:
    """A patient as the history needs them. `proxies` act for them, each with the relation."""

    id: int
    given: str
    family: str
    birth_date: date
    age: int
    sex: str
    language: str
    race: str
    ethnicity: str
    site: str
    died_on: date | None = None
    account: Account | None = None
    proxies: list[tuple[str, Account]] = field(default_factory=list)
    chart: Chart = field(default_factory=Chart)

    @property
    def writers(self) -> list[Account]:
        """Who may write about this patient: a minor's proxies before the minor."""
        own = [self.account] if self.account is not None and self.account.writes else []
        acting = [account for _, account in self.proxies if account.writes]
        return acting + own if self.age < 13 else own + acting


@dataclass(frozen=True, slots=True)
class _Home:
    group: names.Group
    family: str
    language: str
    site: str
    street: str
    town: tuple[str, str]
    phone: str


class Registry:
    """Draws households until the clinic has its patients."""

    def __init__(
        self, rng: Random, bulk: Bulk, now: datetime, today: date, site_ids: dict[str, int], started: datetime
    ) -> None:
        self.rng, self.bulk, self.now, self.today, self.site_ids = rng, bulk, now, today, site_ids
        self.started = started
        self.people: list[Person] = []
        self.accounts: list[Account] = []
        self._taken: set[tuple[str, str]] = set()
        self._adults: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._mrns = iter(rng.sample(range(10_000, 200_000), 20_000))
        self.payers = {name: bulk.next_id(Payer) for name, _ in PAYERS}
        for name, payer_id in self.payers.items():
            bulk.add(Payer, id=payer_id, source_id=None, name=name)

    def draw(self, count: int) -> list[Person]:
        """Make `count` patients."""
        while len(self.people) < count:
            self._household(count)
        return self.people

    def _household(self, count: int) -> None:
        rng = self.rng
        group = names.draw_group(rng)
        site = rng.choices(list(names.TOWNS), (0.62, 0.38))[0]
        speaks = group.slug == "hispanic" and rng.random() < SPANISH_SHARE
        home = _Home(group, rng.choice(group.family), "es" if speaks else "en", site, names.address(rng),
                     rng.choice(names.TOWNS[site]), names.phone(rng))  # fmt: skip
        age = rng.choices((rng.randint(18, 39), rng.randint(40, 64), rng.randint(65, 94)), (0.32, 0.4, 0.28))[0]
        sex = rng.choice(("female", "female", "male"))
        adults = [self._patient(home, age, sex)]
        if rng.random() < 0.38 and age >= 24 and len(self.people) < count:
            partner = min(95, max(20, age + rng.randint(-5, 6)))
            adults.append(self._patient(home, partner, "male" if sex == "female" else "female"))
        youngest = min(person.age for person in adults)
        if 22 <= youngest <= 54 and rng.random() < 0.5:
            for _ in range(rng.choices((1, 2, 3, 4), (0.38, 0.4, 0.16, 0.06))[0]):
                child_age = rng.randint(max(0, youngest - 44), max(0, min(17, youngest - 21)))
                if child_age < 18 and len(self.people) < count:
                    self._child(home, child_age, adults)
        for adult in adults:
            if adult.age >= 68 and adult.died_on is None and rng.random() < 0.22:
                self._grown_child(home, adult)

    def _patient(self, home: _Home, age: int, sex: str, *, minor: bool = False) -> Person:
        rng = self.rng
        born = self.today - DAY * int(age * 365.25 + rng.uniform(1, 364))
        given, family = self._name(home, sex, born.year)
        hispanic = home.group.slug == "hispanic"
        language = home.language if not (minor and age > 8 and rng.random() < 0.4) else "en"
        died = self.today - DAY * rng.randint(5, 480) if age >= 60 and rng.random() < 0.018 else None
        person = Person(self.bulk.next_id(Patient), given, family, born, age, sex, language,
                        "Other" if hispanic and rng.random() < 0.4 else home.group.race, home.group.ethnicity,
                        home.site, died)  # fmt: skip
        login = self._login(given, family)
        self.bulk.add(
            Patient, id=person.id, mrn=str(next(self._mrns)), given=given, family=family, birth_date=born, sex=sex,
            language=language, interpreter=language == "es" and rng.random() < 0.45, email=f"{login}@mail.invalid",
            phone=home.phone if minor or rng.random() < 0.3 else names.phone(rng), address=home.street,
            city=home.town[0], state="MA", postal_code=home.town[1], race=person.race, ethnicity=person.ethnicity,
            restrictions=rng.choice(RESTRICTIONS) if rng.random() < 0.017 else "",
            site_id=self.site_ids[home.site], payer_id=self._payer(age),
            deceased_at=None if died is None else datetime.combine(died, time(15, 20), tzinfo=UTC),
            created_at=self._known_since(born),
        )  # fmt: skip
        self.people.append(person)
        if not minor and rng.random() < ACCOUNT_SHARE * (0.82 if age >= 75 else 1.0):
            person.account = self._account(person.given, person.family, age, sex, language, person, login)
        return person

    def _known_since(self, born: date) -> datetime:
        """When the patient was registered: before the history begins, or soon after birth."""
        birth = datetime.combine(born, time(12), tzinfo=UTC)
        return min(self.now, max(birth + DAY, self.started - DAY * self.rng.randint(30, 2500)))

    def _name(self, home: _Home, sex: str, year: int) -> tuple[str, str]:
        """A name not yet taken, as a rule; a clinic has a few namesakes."""
        rng, family = self.rng, home.family
        alike = self._adults.setdefault((home.group.slug, sex), [])
        if alike and rng.random() < NAMESAKES:
            return rng.choice(alike)
        for _ in range(8):
            given = names.given_name(rng, home.group, sex, year)
            if (given, family) not in self._taken:
                break
        self._taken.add((given, family))
        if year < self.today.year - 18:
            alike.append((given, family))
        return given, family

    def _login(self, given: str, family: str) -> str:
        plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode().lower()
        return "".join(c for c in plain if c.isalnum() or c == ".") + str(self.rng.randint(100, 99_999))

    def _payer(self, age: int) -> int:
        shares = SENIOR_PAYERS if age >= 65 else dict(PAYERS)
        return self.payers[self.rng.choices(list(shares), list(shares.values()))[0]]

    def _account(
        self, given: str, family: str, age: int, sex: str, language: str, patient: Person | None, login: str
    ) -> Account:
        rng = self.rng
        state = rng.choices(list(STATES), list(STATES.values()))[0]
        if patient is not None and patient.died_on is not None:
            state = "disabled"
        invited = self.started - DAY * rng.randint(10, 900)
        used = state != "invited"
        account_id = self.bulk.next_id(PortalAccount)
        self.bulk.add(
            PortalAccount, id=account_id, patient_id=patient.id if patient else None, name=f"{given} {family}",
            login=f"{login}{len(self.accounts)}", email=f"{login}@mail.invalid", language=language,
            salt=rng.randbytes(16), key_hash=None, state=state, invited_at=invited,
            activated_at=invited + DAY * rng.randint(0, 9) if used else None,
            last_sign_in_at=self.now - DAY * min(500.0, rng.expovariate(1 / 40)) if used else None,
            created_at=invited,
        )  # fmt: skip
        row = self.bulk.rows[PortalAccount][-1]
        account = Account(account_id, f"{given} {family}", given, family, age, sex, language, state, row)
        self.accounts.append(account)
        return account

    def _child(self, home: _Home, age: int, adults: list[Person]) -> None:
        rng = self.rng
        child = self._patient(home, age, rng.choice(("female", "male")), minor=True)
        # Mothers first: they are who writes about children.
        parents = sorted((adult for adult in adults if adult.account), key=lambda adult: adult.sex)
        for n, parent in enumerate(parents):
            if parent.account and rng.random() < (0.92 if n == 0 else 0.35):
                relation = "guardian" if rng.random() < 0.06 else "mother" if parent.sex == "female" else "father"
                self._grant(child, parent.account, relation)
        if not parents and rng.random() < 0.5:
            sex = rng.choice(("female", "female", "male"))
            grown = max(21, age + rng.randint(22, 38))
            given, family = self._name(home, sex, self.today.year - grown)
            outside = self._account(given, family, grown, sex, home.language, None, self._login(given, family))
            self._grant(child, outside, "mother" if sex == "female" else "father")
        if age >= 13 and rng.random() < 0.18:
            child.account = self._account(child.given, child.family, age, child.sex, child.language, child,
                                          self._login(child.given, child.family))  # fmt: skip

    def _grown_child(self, home: _Home, parent: Person) -> None:
        sex = self.rng.choice(("female", "female", "male"))
        age = parent.age - self.rng.randint(24, 36)
        given, family = self._name(home, sex, self.today.year - age)
        account = self._account(given, family, age, sex, home.language, None, self._login(given, family))
        self._grant(parent, account, "daughter" if sex == "female" else "son")

    def _grant(self, patient: Person, account: Account, relation: str) -> None:
        starts = max(patient.birth_date, self.started.date() - DAY * self.rng.randint(10, 1400))
        basis, scopes, ends = "consent", ADULTS_SCOPES[len(self.accounts) % len(ADULTS_SCOPES)], None
        if patient.age < 18:
            basis, scopes, ends = "parental", tuple(SCOPES), birthday(patient.birth_date, 18)
        if patient.age < 18 and relation == "guardian":  # renewed each year
            basis, years = "custodial", self.today.year - starts.year
            ends = min(
                ends or self.today, next(day for n in (0, 1) if (day := birthday(starts, years + n)) > self.today)
            )
        # What both sides would have been told by now of the next change, they were told.
        change = next_change(basis, scopes, patient.birth_date, ends, self.today)
        self.bulk.add(
            ProxyGrant, account_id=account.id, patient_id=patient.id, relation=relation, basis=basis,
            scopes=list(scopes), starts_on=starts, ends_on=ends, revoked_at=None,
            last_used_at=account.row["last_sign_in_at"], noticed=notice_due(change.on, self.today) if change else 0,
            noticed_for=change.on if change else None,
        )  # fmt: skip
        patient.proxies.append((relation, account))
