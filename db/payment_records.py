"""The records that money is reconciled by, each as a person reads it: bank lines, payouts, remittances, payments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BankRecord:
    """A line of a bank's statement; positive is money in. `account` is its name and its last four digits."""

    id: int
    account: str
    on_day: date
    amount: Decimal
    payee: str
    memo: str
    reference: str
    cheque_number: str
    trace: str
    matched: bool


@dataclass(frozen=True, slots=True)
class ProcessorRecord:
    """A row of a processor's export: `net` is `gross` less `fee`. `payout` is the reference of its transfer."""

    id: int
    processor: str
    kind: str
    on_day: date
    gross: Decimal
    fee: Decimal
    net: Decimal
    charge_ref: str
    intent_ref: str
    payout: str
    description: str
    cash: bool
    matched: bool


@dataclass(frozen=True, slots=True)
class PayoutRecord:
    """A processor's transfer to the bank, and the first of its `many` lines."""

    id: int
    processor: str
    reference: str
    amount: Decimal
    arrives_on: date
    matched: bool
    lines: tuple[ProcessorRecord, ...] = ()
    many: int = 0


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """Why a part of a charge wasn't paid: group and reason as the insurer sent them."""

    group: str
    reason: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service of a claim."""

    procedure: str
    charged: Decimal
    paid: Decimal
    service_on: date | None
    adjustments: tuple[AdjustmentLine, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim as the insurer settled it. `patient_name` as they sent it; `patient_id` once it is known whose it is."""

    id: int
    remittance_id: int
    control_number: str
    payer_claim_number: str
    status: str
    charged: Decimal
    paid: Decimal
    patient_responsibility: Decimal
    interest: Decimal
    service_from: date | None
    patient_id: int | None
    denied: bool
    adjustments: tuple[AdjustmentLine, ...]
    services: tuple[ServiceLine, ...]
    remarks: tuple[str, ...]
    patient_name: str = field(repr=False)
    remittance: RemittanceRecord | None = None  # where it is read alone


@dataclass(frozen=True, slots=True)
class BesideClaims:
    """Money withheld or given beside the claims (PLB); a positive amount makes the payment smaller."""

    id: int
    remittance_id: int
    code: str
    reference: str
    amount: Decimal
    remittance: RemittanceRecord | None = None  # where it is read alone


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A balance that doesn't hold: what the parts come to, and what the insurer wrote."""

    where: str
    expected: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class RemittanceRecord:
    """One payment of an insurer, the first of its `many` claims, and what stands beside them."""

    id: int
    payer: str
    payer_ref: str
    trace: str
    method: str
    amount: Decimal
    paid_on: date | None
    state: str
    matched: bool
    differences: tuple[Imbalance, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    many: int = 0
    beside: tuple[BesideClaims, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """What a patient paid, and by which receipt it is known."""

    id: int
    receipt: str
    patient_id: int
    on_day: date
    amount: Decimal
    tender: str
    source: str
    processor: str
    charge_ref: str
    tail: str
    cheque_number: str
    slip: str
    voided: bool
    patient: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RefundRecord:
    """Money that went back to a patient, of the payment with this receipt."""

    id: int
    receipt: str
    patient_id: int
    on_day: date
    amount: Decimal
    reason: str
    refund_ref: str
    patient: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """What was taken to the bank in one deposit, known by its first payment; the first of its `many` payments."""

    id: int
    slip: str
    on_day: date
    amount: Decimal
    payments: tuple[PaymentRecord, ...]
    many: int


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """A patient whose account it is about, as with credit that stands too long."""

    id: int
    mrn: str
    name: str = field(repr=False)


Record = (
    BankRecord
    | ProcessorRecord
    | PayoutRecord
    | RemittanceRecord
    | ClaimRecord
    | BesideClaims
    | PaymentRecord
    | RefundRecord
    | SlipRecord
    | PatientRecord
)
