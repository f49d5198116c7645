"""The files of money that a clinic gets, composed as their senders do: X12 835, a processor's CSV, BAI2.

Each agrees with itself: the 835 in its three balances, the bank's in its control totals. Amounts are dollars.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby

from rules.column_profiles import ColumnProfile

ZERO = Decimal("0.00")
REVERSAL = "22"
# Stripe's payout reconciliation, itemised, with its two optional columns that name the payment
# (docs.stripe.com/reports/report-types/payout-reconciliation).
STRIPE_HEADER = (
    "balance_transaction_id", "created", "available_on", "currency", "gross", "fee", "net", "reporting_category",
    "description", "automatic_payout_id", "automatic_payout_effective_at", "charge_id", "payment_intent_id",
)  # fmt: skip
STRIPE = ColumnProfile(
    kind="processor",
    name="Stripe, itemized payouts",
    source="stripe",
    header=STRIPE_HEADER,
    columns={
        "key": "balance_transaction_id",
        "at": "created",
        "kind": "reporting_category",
        "gross": "gross",
        "fee": "fee",
        "net": "net",
        "currency": "currency",
        "charge": "charge_id",
        "intent": "payment_intent_id",
        "payout": "automatic_payout_id",
        "arrives": "automatic_payout_effective_at",
        "description": "description",
    },
    kinds={"charge": "charge", "refund": "refund", "dispute": "dispute"},
)
BANK, ACCOUNT, CLINIC = "211370545", "000480214411", "PORTSIDE CLINIC"
NPI, SUBMITTER = "1902849516", "PORTSIDE"
ACH_CREDIT, COUNTER_DEPOSIT = 165, 301  # BAI2's type codes


@dataclass(frozen=True, slots=True)
class Taken:
    """What an insurer takes off a service (CAS): group, reason and amount."""

    group: str
    reason: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SettledService:
    """A service as the insurer settles it: what was charged less what is taken off is paid."""

    procedure: str
    charged: Decimal
    line_number: str
    taken: tuple[Taken, ...] = ()
    remark: str = ""

    @property
    def paid(self) -> Decimal:
        """What the insurer pays of it."""
        return self.charged - sum((one.amount for one in self.taken), ZERO)


@dataclass(frozen=True, slots=True)
class SettledClaim:
    """A claim as the insurer settles it. `status` is CLP-2; a reversal's amounts are written as negative ones."""

    number: str
    status: str
    payer_number: str
    family: str
    given: str
    member: str
    on: date
    services: tuple[SettledService, ...]

    @property
    def sign(self) -> int:
        """What its amounts are multiplied by."""
        return -1 if self.status == REVERSAL else 1

    @property
    def paid(self) -> Decimal:
        """What is paid for it; below nothing for a reversal."""
        return self.sign * sum((one.paid for one in self.services), ZERO)


@dataclass(frozen=True, slots=True)
class InsurersPayment:
    """One payment of an insurer: its claims, and what is withheld beside them (code, reference, amount)."""

    payer: str
    payer_id: str
    trace: str
    paid_on: date
    claims: tuple[SettledClaim, ...]
    withheld: tuple[tuple[str, str, Decimal], ...] = ()

    @property
    def amount(self) -> Decimal:
        """What reaches the bank."""
        return sum((one.paid for one in self.claims), ZERO) - sum((one[2] for one in self.withheld), ZERO)


@dataclass(frozen=True, slots=True)
class StripeRow:
    """A row of the processor's export. `net` is `gross` less `fee`."""

    key: str
    at: datetime
    kind: str
    gross: Decimal
    fee: Decimal
    payout: str
    arrives: date
    charge: str
    intent: str
    told: str = "Payment to the clinic"

    @property
    def net(self) -> Decimal:
        """What it adds to its payout."""
        return self.gross - self.fee


@dataclass(frozen=True, slots=True)
class Deposit:
    """A line of the bank's: money in. `addenda` is what the sender passed on with it."""

    on: date
    amount: Decimal
    kind: int
    reference: str
    words: str
    addenda: str = ""


def remittance_file(one: InsurersPayment, number: int, sent: datetime) -> bytes:
    """An 835 with one payment. `number` is the interchange's."""
    body = [*_payment_head(one), "LX*1"]
    for claim in one.claims:
        body += _claim(claim)
    if one.withheld:
        parts = "*".join(f"{code}:{reference}*{amount}" for code, reference, amount in one.withheld)
        body.append(f"PLB*{NPI}*{one.paid_on.year}1231*{parts}")
    # From ST to SE, both counted.
    transaction = ["ST*835*0001", *body, f"SE*{len(body) + 2}*0001"]
    return "".join(f"{segment}~\n" for segment in _envelope(one, number, sent, transaction)).encode()


def _envelope(one: InsurersPayment, number: int, sent: datetime, transaction: Sequence[str]) -> list[str]:
    head = (
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{one.payer_id:15}*ZZ*{SUBMITTER:15}*{sent:%y%m%d}*{sent:%H%M}*^*00501*"
        f"{number:09}*0*P*:"
    )
    group = f"GS*HP*{one.payer_id}*{SUBMITTER}*{sent:%Y%m%d}*{sent:%H%M}*{number}*X*005010X221A1"
    return [head, group, *transaction, f"GE*1*{number}", f"IEA*1*{number:09}"]


def _payment_head(one: InsurersPayment) -> list[str]:
    paid_on, method = f"{one.paid_on:%Y%m%d}", "ACH" if one.amount else "NON"
    return [
        f"BPR*I*{one.amount}*C*{method}*CCP*01*{BANK}*DA*9920017*{one.payer_id}**01*{BANK}*DA*{ACCOUNT}*{paid_on}",
        f"TRN*1*{one.trace}*{one.payer_id}",
        f"DTM*405*{paid_on}",
        f"N1*PR*{one.payer}",
        "N3*PO Box 4410",
        "N4*Boston*MA*02205",
        "PER*BL*Provider services*TE*6175550139",
        f"N1*PE*{CLINIC}*XX*{NPI}",
    ]


def _claim(claim: SettledClaim) -> list[str]:
    sign = claim.sign
    charged = sum((one.charged for one in claim.services), ZERO)
    shares = (taken.amount for one in claim.services for taken in one.taken if taken.group == "PR")
    share = sum(shares, ZERO)
    found = [
        f"CLP*{claim.number}*{claim.status}*{sign * charged}*{claim.paid}*{share}*12*{claim.payer_number}*11",
        f"NM1*QC*1*{claim.family}*{claim.given}****MI*{claim.member}",
        f"DTM*232*{claim.on:%Y%m%d}",
    ]
    for one in claim.services:
        found.append(f"SVC*HC:{one.procedure}*{sign * one.charged}*{sign * one.paid}**1")
        found.append(f"DTM*472*{claim.on:%Y%m%d}")
        found += [f"CAS*{taken.group}*{taken.reason}*{sign * taken.amount}" for taken in one.taken]
        found.append(f"REF*6R*{one.line_number}")
        if one.remark:
            found.append(f"LQ*HE*{one.remark}")
    return found


def stripe_file(rows: Iterable[StripeRow]) -> bytes:
    """The processor's itemised export: every row of some payouts, with its fee."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(STRIPE_HEADER)
    for one in rows:
        at, arrives = f"{one.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}", f"{one.arrives} 00:00:00"
        writer.writerow((one.key, at, arrives, "usd", one.gross, one.fee, one.net, one.kind, one.told, one.payout,
                         arrives, one.charge, one.intent))  # fmt: skip
    return out.getvalue().encode()


def bank_file(deposits: Iterable[Deposit], opening: Decimal, number: int, made: datetime) -> bytes:
    """A BAI2 file: a group for each day with its closing balance, and the control totals of all three levels."""
    ordered = sorted(deposits, key=lambda one: (one.on, one.reference))
    groups: list[tuple[int, list[str]]] = []
    for on, some in groupby(ordered, key=lambda one: one.on):
        came = list(some)
        opening += sum((one.amount for one in came), ZERO)
        groups.append(_bank_day(on, came, opening))
    total = sum(cents for cents, _ in groups)
    lines = [f"01,{BANK},{SUBMITTER},{made:%y%m%d},{made:%H%M},{number},,,2/"]
    lines += [line for _, some in groups for line in some]
    lines.append(f"99,{total},{len(groups)},{len(lines) + 1}/")
    return "".join(f"{line}\n" for line in lines).encode()


def _bank_day(on: date, deposits: Sequence[Deposit], balance: Decimal) -> tuple[int, list[str]]:
    """A group's control total in cents, and its records."""
    closing = _cents(balance)
    account = [f"03,{ACCOUNT},USD,015,{closing},,/"]
    for one in deposits:
        account.append(f"16,{one.kind},{_cents(one.amount)},Z,{one.reference},,{one.words}")
        if one.addenda:
            account.append(f"88,{one.addenda}")
    total = closing + sum(_cents(one.amount) for one in deposits)
    account.append(f"49,{total},{len(account) + 1}/")
    head = f"02,{SUBMITTER},{BANK},1,{on:%y%m%d},2359,USD,2/"
    return total, [head, *account, f"98,{total},1,{len(account) + 2}/"]


def _cents(amount: Decimal) -> int:
    return int(amount * 100)
