"""What patients pay for their visits, at the desk and in the portal, and the rows that the card processor has of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from string import ascii_letters, digits
from typing import Any

from db.models import Payment, Refund
from demo.bulk import Bulk
from demo.case import Colleague
from demo.payment_files import ZERO, StripeRow
from demo.payment_weeks import Weeks
from demo.visit_charges import CENT, COPAY, Visit, entry
from rules.ledger import HELD_IN

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
AT_VISIT, AFTERWARDS = 0.6, 0.72  # share of copays and self-payers; share of what is owed after the insurer
TENDERS = {"cash": 0.22, "cheque": 0.18, "card": 0.35, "online": 0.25}
FEES = {"online": (Decimal("0.029"), Decimal("0.30")), "card": (Decimal("0.027"), Decimal("0.05"))}
DISPUTE_FEE = Decimal("15.00")
BANKING_DAYS = (1, 4)  # Tuesdays and Fridays somebody takes cash and cheques to the bank
TWICE = "Paid twice in the portal."


class PatientPayments:
    """Draws and keeps payments: what is owed of a visit is paid, the rest is the patient's credit."""

    def __init__(self, rng: Random, bulk: Bulk, weeks: Weeks, desk: Colleague, clerk: Colleague) -> None:
        self.rng, self.bulk, self.weeks, self.desk, self.clerk = rng, bulk, weeks, desk, clerk
        self.cards: dict[int, list[StripeRow]] = defaultdict(list)  # by the week of their payout
        self.slips: dict[date, Decimal] = defaultdict(Decimal)  # what was taken to the bank, by day
        self._refunds = 0

    def at_visit(self, visit: Visit) -> None:
        """A copay, or the whole of what somebody without an insurer owes."""
        if self.rng.random() < AT_VISIT:
            amount = visit.owed if visit.payer_id is None else COPAY
            self._pay(visit, visit.at + self.rng.randint(8, 40) * MINUTE, amount)

    def after_settling(self, visit: Visit, settled_at: datetime) -> None:
        """What fell to the patient: from credit first, then by a payment of the days after, or not yet."""
        used, on = min(visit.credit, visit.owed), settled_at.astimezone(self.weeks.zone).date()
        if used:
            parts = [("patient", -part, _of(visit, charge_id)) for charge_id, part in _paid_off(visit, used)]
            entry(self.bulk, "apply", "system", on, self.clerk.name,
                  [("unapplied", used, {"patient_id": visit.patient_id}), *parts], staff_id=self.clerk.id)  # fmt: skip
            visit.credit -= used
        if visit.owed and self.rng.random() < AFTERWARDS:
            at = settled_at + self.rng.uniform(0.3, 9) * DAY
            self._pay(visit, at, visit.owed, "online" if visit.account else "cheque")

    def _pay(self, visit: Visit, at: datetime, amount: Decimal, tender: str = "") -> None:
        tender = tender or self.rng.choices(list(TENDERS), list(TENDERS.values()))[0]
        if tender == "online" and visit.account is None:
            tender = "card"
        if at > self.weeks.now - 3 * HOUR or not amount:
            return  # it is yet to come
        self._once(visit, at, amount, tender)
        if not self._refunds and tender == "online" and self.weeks.payout_of(at) in (1, 2):
            self._refunded(visit, at + 2 * MINUTE, amount)

    def _once(self, visit: Visit, at: datetime, amount: Decimal, tender: str) -> tuple[int, tuple[str, str]]:
        on = at.astimezone(self.weeks.zone).date()
        refs, slip, number = ("", ""), "", ""
        if tender in FEES:
            refs = (f"ch_3{self.token(23)}", f"pi_3{self.token(23)}")
            share, fixed = FEES[tender]
            self.card(at, "charge", amount, (amount * share).quantize(CENT) + fixed, refs)
        else:
            slip = self._slip(on, amount)
            number = str(self.rng.randint(1200, 9800)) if tender == "cheque" else ""
        return self._keep(visit, at, amount, tender, refs, slip, number), refs

    def _keep(
        self, visit: Visit, at: datetime, amount: Decimal, tender: str, refs: tuple[str, str], slip: str, cheque: str
    ) -> int:
        online, payment_id = tender == "online", self.bulk.next_id(Payment)
        on, account = at.astimezone(self.weeks.zone).date(), visit.account or (None, "")
        self.bulk.add(
            Payment, id=payment_id, patient_id=visit.patient_id, account_id=account[0] if online else None,
            source="portal" if online else "front_desk", tender=tender, amount=amount,
            processor="stripe" if refs[0] else "", charge_ref=refs[0], intent_ref=refs[1],
            tail=f"{self.rng.randint(0, 9999):04}" if refs[0] else "", cheque_number=cheque, slip=slip, paid_at=at,
            on_day=on, entered_by=account[1] if online else self.desk.name, created_at=at,
        )  # fmt: skip
        lines: list[tuple[str, Decimal, dict[str, Any]]] = [(HELD_IN[tender], amount, {})]
        paid = _paid_off(visit, amount)
        lines += [("patient", -part, _of(visit, charge_id)) for charge_id, part in paid]
        left = amount - sum((part for _, part in paid), ZERO)
        if left:
            lines.append(("unapplied", -left, {"patient_id": visit.patient_id}))
            visit.credit += left
        entry(self.bulk, "payment", "portal" if online else "front_desk", on, "Portal" if online else self.desk.name,
              lines, payment_id=payment_id, staff_id=None if online else self.desk.id)  # fmt: skip
        return payment_id

    def _refunded(self, visit: Visit, at: datetime, amount: Decimal) -> None:
        """Paid a second time by mistake; the clerk gives it back the next day."""
        self._refunds += 1
        payment_id, refs = self._once(visit, at, amount, "online")
        visit.credit -= amount
        refund_id, back_at = self.bulk.next_id(Refund), at + DAY
        on, clerk = back_at.astimezone(self.weeks.zone).date(), self.clerk
        self.bulk.add(
            Refund, id=refund_id, payment_id=payment_id, amount=amount, reason=TWICE, needs_second=False,
            refund_ref=f"re_3{self.token(23)}", asked_by_id=clerk.id, asked_at=back_at, approved_by_id=clerk.id,
            approved_at=back_at,
        )  # fmt: skip
        lines: list[tuple[str, Decimal, dict[str, Any]]] = [
            ("card", -amount, {}), ("unapplied", amount, {"patient_id": visit.patient_id})
        ]  # fmt: skip
        entry(self.bulk, "refund", "portal", on, clerk.name, lines, staff_id=clerk.id, payment_id=payment_id,
              refund_id=refund_id)  # fmt: skip
        self.card(back_at, "refund", -amount, ZERO, refs)

    def _slip(self, on: date, amount: Decimal) -> str:
        """The slip of the next banking day; none where that is to come: it is in the drawer still."""
        day = on + DAY
        while day.weekday() not in BANKING_DAYS:
            day += DAY
        if day >= self.weeks.today:
            return ""
        self.slips[day] += amount
        return slip_number(day)

    def card(self, at: datetime, kind: str, gross: Decimal, fee: Decimal, refs: tuple[str, str]) -> None:
        """The processor's row, in the payout of its week; none where that is to come."""
        week = self.weeks.payout_of(at)
        if week is not None:
            self.row(week, at, kind, gross, fee, refs)

    def row(self, week: int, at: datetime, kind: str, gross: Decimal, fee: Decimal, refs: tuple[str, str]) -> None:
        """A row of a week's payout."""
        payout = f"po_1{self.weeks.came(week):%y%m%d}Kh5QAlWt1CB"
        row = StripeRow(f"txn_3{self.token(23)}", at, kind, gross, fee, payout, self.weeks.day(week, 2), *refs)
        self.cards[week].append(row)

    def odd_rows(self) -> None:
        """In the newest payout: a card payment that no patient has, and a dispute, where the payout can bear it."""
        at, newest = self.weeks.came(0) - 5 * DAY, self.cards[0]
        if not newest:
            return
        unknown = (f"ch_3{self.token(23)}", f"pi_3{self.token(23)}")
        self.row(0, at, "charge", Decimal("35.00"), Decimal("1.32"), unknown)
        disputed = next((one for one in self.cards[2] if one.kind == "charge"), None)
        if disputed and sum(one.net for one in newest) > disputed.gross + DISPUTE_FEE:
            self.row(0, at, "dispute", -disputed.gross, DISPUTE_FEE, (disputed.charge, disputed.intent))

    def token(self, length: int) -> str:
        """Letters and digits as processors number things."""
        return "".join(self.rng.choices(ascii_letters + digits, k=length))


def slip_number(day: date) -> str:
    """The number printed on a banking day's slip."""
    return f"7{day.toordinal() % 100_000:05}"


def _of(visit: Visit, charge_id: int) -> dict[str, Any]:
    return {"patient_id": visit.patient_id, "encounter_id": visit.encounter_id, "charge_id": charge_id}


def _paid_off(visit: Visit, amount: Decimal) -> list[tuple[int, Decimal]]:
    """What an amount pays of the visit's charges; they are owed no more."""
    found: list[tuple[int, Decimal]] = []
    for charge_id, share in visit.shares.items():
        part = min(share, amount)
        if part:
            found.append((charge_id, part))
            visit.shares[charge_id] -= part
            amount -= part
    return found
