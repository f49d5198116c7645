"""What an insurer's remittance (X12 835) says, apart from how it was written down. Nothing here is matched yet.

Amounts are dollars with two places, as the payer signed them. Codes stay as they were sent; `rules/remit_codes.py`
has words for the common ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Level = Literal["service", "claim", "transaction", "count"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Why a part of a charge wasn't paid (CAS): `group` is CO, PR, OA, PI or CR, `reason` a CARC."""

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """Money that belongs to no claim of the remittance (PLB). A positive amount makes the payment smaller."""

    code: str
    reference: str
    amount: Decimal
    fiscal_end: date | None


@dataclass(frozen=True, slots=True)
class Service:
    """One service line (SVC). `units` is None where the payer left it out; `line_control` is the clinic's own."""

    position: int
    procedure: str
    qualifier: str
    modifiers: tuple[str, ...]
    charged: Decimal
    paid: Decimal
    units: Decimal | None
    line_control: str
    service_on: date | None
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim (CLP); `position` counts those of its remittance from 1. A reversal has negative amounts.

    `interest` is what the payer says it added (AMT*I); it is told, and part of no balance. `service_from` is the
    claim's own first day, or else the earliest of its services.
    """

    position: int
    control_number: str
    status: str
    charged: Decimal
    paid: Decimal
    patient_responsibility: Decimal
    filing: str
    payer_claim_number: str
    patient_family: str
    patient_given: str
    patient_id_code: str
    corrected_family: str
    corrected_given: str
    service_from: date | None
    adjustments: tuple[Adjustment, ...]
    services: tuple[Service, ...]
    remarks: tuple[str, ...]
    interest: Decimal
    reversal: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A balance that doesn't hold: `expected` follows from the parts, `found` is what the payer wrote."""

    level: Level
    where: str
    expected: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class Refusal:
    """One remittance that can't be read, while others of its file can, and how many claims are refused with it.

    `where` names line and segment, `field` the element; `reason` is a sentence without patient data.
    """

    where: str
    field: str
    reason: str
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment with its claims: a transaction from ST to SE. `position` counts those of the file from 1.

    `payer_id` and `trace` (TRN-3, TRN-2) say which payment it is; `method` is ACH, BOP, CHK, FWT or NON. With any
    `differences` it isn't posted. `test` is the sender's own mark (ISA-15) that no money goes with it.
    """

    position: int
    payer_name: str
    payer_id: str
    trace: str
    method: str
    amount: Decimal
    paid_on: date | None
    payee_name: str
    payee_id: str
    claims: tuple[Claim, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    test: bool = False


@dataclass(frozen=True, slots=True)
class RemittanceFile:
    """A whole file. `claims_counted` is what an independent count found: those read and those refused."""

    remittances: tuple[Remittance, ...]
    claims_counted: int
    refusals: tuple[Refusal, ...]
