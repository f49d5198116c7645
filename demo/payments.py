"""The last weeks of the clinic's money: what visits cost, what was paid for them, and the files that tell of it.

Nearly all of it agrees by a common number. What doesn't is one of each kind that a billing clerk meets: a deposit of
nobody, a card payment that no patient has, a slip that was counted short, denials, money withheld, a dispute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Charge, Encounter, LedgerEntry, LedgerLine, Patient, Payer, Payment, PortalAccount, Refund
from demo.bulk import Bulk
from demo.history import Crew
from demo.patient_payments import PatientPayments, slip_number
from demo.payment_days import Closing
from demo.payment_feeding import Feeding
from demo.payment_files import (
    ACH_CREDIT,
    COUNTER_DEPOSIT,
    REVERSAL,
    ZERO,
    Deposit,
    InsurersPayment,
    SettledClaim,
    SettledService,
    Taken,
    bank_file,
    remittance_file,
    stripe_file,
)
from demo.payment_weeks import DAY, HOUR, WEEKS, Weeks
from demo.visit_charges import DENIALS, SELF_PAY, Visit, charge, put_on_patient, settle
from rules.deadlines import BusinessHours

DAYS = 35
WAITING = "Tricoast Employee Plan"  # this morning's file of theirs isn't posted yet
DENIED = (3, 2, 1)  # claims of this morning's files, of those a week ago, and before
OPENING = Decimal("84210.55")
WITHHELD = ("WO", "OVERPAID 2210", Decimal("48.60"))
SHORT = Decimal("10.00")
UNBALANCED = ("Cedar Valley Mutual", "1640023317", Decimal("12.40"))  # an insurer, its id, what it states too much
OPEN_DAYS = 2  # today, and the day before for the clerk to close


class Payments:
    """Draws the weeks, keeps them, and takes in their files."""

    def __init__(self, session: Session, seed: int, crew: Crew, hours: BusinessHours, now: datetime) -> None:
        self.session, self.weeks = session, Weeks(now, hours.zone)
        self.rng = Random(f"payments {seed}")  # of its own: whoever lives here and writes stays the same
        self.bulk = Bulk(session)
        # Entries name payments and refunds, so those are written first.
        self.bulk.rows = {model: [] for model in (Charge, Payment, Refund, LedgerEntry, LedgerLine)}
        self.feeding = Feeding(session, crew["ben"])
        self.patients = PatientPayments(self.rng, self.bulk, self.weeks, crew["erin"], crew["ben"])
        self.claims: dict[int, dict[str, list[SettledClaim]]] = {week: {} for week in range(WEEKS)}
        self.payer_ids: dict[str, str] = {}
        self.closing = Closing(session, crew["ben"], crew["carla"], hours.zone)

    def keep(self) -> None:
        """Add it all: rows first, then the files, week by week as they came."""
        visits = self._visits()
        for visit in visits:
            charge(self.rng, self.bulk, visit)
            if visit.payer_id is None or visit.copay:
                self.patients.at_visit(visit)
        self._settle(visits)
        self.patients.odd_rows()
        self._odd_claims()
        self.bulk.write()
        remittances = {week: self._remittances(week) for week in self.claims}
        for week in sorted(self.claims, reverse=True):
            self._feed(week, remittances)
        self._odd_files(remittances)
        self.feeding.done()
        banked = self._short_slip()
        self.closing.close_until(self.weeks.today - OPEN_DAYS * DAY, slip_number(banked) if banked else "", SHORT)

    def _visits(self) -> list[Visit]:
        now, account = self.weeks.now, PortalAccount
        paying = (
            select(account.patient_id, func.min(account.id).label("id"))
            .where(account.state == "active", account.patient_id.is_not(None))
            .group_by(account.patient_id)
            .subquery()
        )
        rows = self.session.execute(
            select(
                Encounter.id, Encounter.patient_id, Patient.given, Patient.family, Patient.mrn, Encounter.display,
                Payer.id.label("payer_id"), Payer.name.label("payer"), Encounter.started_at,
                account.id.label("account_id"), account.name.label("account"),
            )
            .join(Patient, Patient.id == Encounter.patient_id)
            .join(Payer, Payer.id == Patient.payer_id)
            .outerjoin(paying, paying.c.patient_id == Patient.id)
            .outerjoin(account, account.id == paying.c.id)
            .where(Encounter.started_at.between(now - DAYS * DAY, now - HOUR))
            .order_by(Encounter.started_at, Encounter.patient_id, Encounter.id)
        )  # fmt: skip
        return [
            Visit(
                row.id, row.patient_id, row.given, row.family, row.mrn, row.display,
                None if row.payer == SELF_PAY else row.payer_id, row.payer, row.started_at,
                row.started_at.astimezone(self.weeks.zone).date(),
                (row.account_id, row.account) if row.account_id else None, f"PS{row.started_at:%y%m%d}{place:04}",
            )
            for place, row in enumerate(rows, 1)
        ]  # fmt: skip

    def _settle(self, visits: list[Visit]) -> None:
        """Each week's claims by insurer, and what then falls to the patients."""
        denied = [0] * WEEKS
        for visit in visits:
            week = self.weeks.settled_in(visit.on)
            if visit.payer_id is None or week is None:
                continue
            known = self.claims[week].setdefault(visit.payer, [])
            posted = not (week == 0 and visit.payer == WAITING)
            denial: int | None = None
            # The second claim of an insurer's week: so that each payment has one that is paid.
            if posted and week < len(DENIED) and denied[week] < DENIED[week] and len(known) == 1:
                denial, denied[week] = (week + denied[week]) % len(DENIALS), denied[week] + 1
            claim = settle(self.rng, visit, f"26{self.rng.randint(10**8, 10**9 - 1)}", denial=denial)
            known.append(claim)
            if posted:
                put_on_patient(visit, claim)
                self.patients.after_settling(visit, self.weeks.came(week))

    def _odd_claims(self) -> None:
        """This morning: a claim taken back that was never settled here, and one of somebody nobody knows."""
        today = {payer: claims for payer, claims in self.claims[0].items() if payer != WAITING}
        for payer, claims in self.claims[WEEKS - 2].items():
            # One that put nothing on the patient, so that nothing hangs on it.
            plain = next((one for one in claims if one.status == "1" and not _share(one)), None)
            if plain is not None and _paid(today.get(payer, ())) > plain.paid:
                claims.remove(plain)
                today[payer].append(replace(plain, status=REVERSAL, payer_number=f"{plain.payer_number}R"))
                break
        if today:
            service = SettledService("99213", Decimal("145.00"), "40718-1", (Taken("CO", "45", Decimal("26.10")),))
            stranger = SettledClaim("40718", "1", f"26{self.rng.randint(10**8, 10**9 - 1)}", "LINDQVIST", "AAGE",
                                    "W88120", self.weeks.day(0, 20), (service,))  # fmt: skip
            today[max(today)].append(stranger)

    def _remittances(self, week: int) -> list[InsurersPayment]:
        """A payment of each insurer; of this morning's largest something is withheld."""
        found = []
        for payer, claims in sorted(self.claims[week].items()):
            if claims:
                known = self.payer_ids.setdefault(payer, f"1{self.rng.randint(10**8, 10**9 - 1)}")
                trace = f"{known[-4:]}{self.weeks.came(week):%y%m%d}{self.rng.randint(10, 99)}"
                found.append(InsurersPayment(payer, known, trace, self.weeks.day(week, 2), tuple(claims)))
        largest = max((one for one in found if one.payer != WAITING), key=lambda one: one.amount, default=None)
        if week == 0 and largest is not None and largest.amount > WITHHELD[2]:
            found[found.index(largest)] = replace(largest, withheld=(WITHHELD,))
        return found

    def _feed(self, week: int, remittances: dict[int, list[InsurersPayment]]) -> None:
        """Take in a week's files as they came: the insurers', the processor's and the bank's, and match."""
        came, feeding = self.weeks.came(week), self.feeding
        feeding.at(came)
        for place, one in enumerate(remittances[week], 1):
            name, content = f"{one.payer_id}_{came:%Y%m%d}.835", remittance_file(one, week * 100 + place, came)
            if week == 0 and one.payer == WAITING:
                feeding.receive(name, content)
            else:
                feeding.remittances(name, content)
        if self.patients.cards[week]:
            rows = sorted(self.patients.cards[week], key=lambda one: (one.at, one.key))
            feeding.processor(f"itemized_payouts_{came:%Y-%m-%d}.csv", stripe_file(rows))
        deposits = self._deposits(week, remittances[week])
        if deposits:
            feeding.bank(f"bai2_{came:%Y%m%d}.txt", bank_file(deposits, OPENING, WEEKS - week, came))
        feeding.match()

    def _odd_files(self, remittances: dict[int, list[InsurersPayment]]) -> None:
        """This morning too: a payment whose sum isn't that of its claims, and one of a week ago, sent again."""
        came = self.weeks.came(0)
        payer, payer_id, too_much = UNBALANCED
        service = SettledService("99214", Decimal("96.50"), "31877-1", (Taken("CO", "45", Decimal("22.10")),))
        claim = SettledClaim(
            "31877", "1", "260771204318", "OKONKWO", "JUDE", "M40117", self.weeks.day(0, 16), (service,)
        )
        one = InsurersPayment(payer, payer_id, "4471206", self.weeks.day(0, 2), (claim,))
        content = remittance_file(one, 90, came).replace(
            f"BPR*I*{one.amount}*".encode(), f"BPR*I*{one.amount + too_much}*".encode()
        )
        self.feeding.remittances(f"{payer_id}_{came:%Y%m%d}.835", content)
        if again := next(iter(remittances.get(1, ())), None):
            self.feeding.remittances(f"{again.payer_id}_{came:%Y%m%d}_resent.835", remittance_file(again, 91, came))

    def _short_slip(self) -> date | None:
        """The banking day whose slip was counted short: the first of the week before this one's."""
        days = sorted(day for day in self.patients.slips if self.weeks.banked_in(day) == 1)
        return days[0] if days and self.patients.slips[days[0]] > SHORT else None

    def _deposits(self, week: int, remittances: list[InsurersPayment]) -> list[Deposit]:
        """What the bank received in a week. One insurer's money of a week ago never came; one slip was short."""
        found = []
        missing = min((one for one in remittances if one.amount), key=lambda one: one.amount, default=None)
        for one in remittances:
            if one.amount and not (week == 1 and one is missing and len(remittances) > 2):
                addenda = f"TRN*1*{one.trace}*{one.payer_id}\\"
                found.append(Deposit(self.weeks.day(week, 1), one.amount, ACH_CREDIT, self._reference(),
                                     f"{one.payer.upper()} HCCLAIMPMT", addenda))  # fmt: skip
        rows = self.patients.cards[week]
        net = sum((one.net for one in rows), ZERO)
        if net > 0:
            found.append(Deposit(self.weeks.day(week, 2), net, ACH_CREDIT, self._reference(),
                                 f"STRIPE TRANSFER {rows[0].payout}"))  # fmt: skip
        for day in (day for day in sorted(self.patients.slips) if self.weeks.banked_in(day) == week):
            short = SHORT if day == self._short_slip() else ZERO
            amount = self.patients.slips[day] - short
            found.append(Deposit(day, amount, COUNTER_DEPOSIT, slip_number(day), "COUNTER DEPOSIT"))
        if week == 0:
            found.append(Deposit(self.weeks.day(0, 6), Decimal("340.00"), COUNTER_DEPOSIT, self._reference(),
                                 "MOBILE DEPOSIT"))  # fmt: skip
        return found

    def _reference(self) -> str:
        return str(self.rng.randint(10**9, 10**10 - 1))


def _share(claim: SettledClaim) -> Decimal:
    return sum((taken.amount for one in claim.services for taken in one.taken if taken.group == "PR"), ZERO)


def _paid(claims: Iterable[SettledClaim]) -> Decimal:
    return sum((one.paid for one in claims), ZERO)
