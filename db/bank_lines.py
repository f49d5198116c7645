"""What banks' and card processors' files say, apart from how they were written down. Nothing here is matched yet.

The readers (`feeds/`) make these and know no database. Amounts have two places; positive is money in for the clinic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that can't be taken: its number from 1, the column or field, and why, without the row's words."""

    row: int
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line of a statement. `key` tells it from the others of its account, in this file and in any other.

    `trace` is an insurer's payment number (TRN02) where the bank passed it on.
    """

    row: int
    key: str
    on: date
    amount: Decimal
    payee: str = ""
    memo: str = field(default="", repr=False)
    reference: str = ""
    cheque_number: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class AccountLines:
    """An account's lines. `number` is as the bank writes it: to be hashed, only its last four digits shown."""

    bank_ref: str
    number: str = field(repr=False)
    currency: str
    lines: tuple[BankLine, ...]


@dataclass(frozen=True, slots=True)
class ControlDifference:
    """A total that doesn't hold: `expected` follows from the lines, `found` is what the file states."""

    where: str
    expected: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank's file. `differences` are only there where it was read by a person's word, in spite of them."""

    format: str
    accounts: tuple[AccountLines, ...]
    refused: tuple[RowRefused, ...] = ()
    differences: tuple[ControlDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessorRow:
    """One row of a processor's export. `net` is `gross` less `fee`; `kind` as in `rules.column_profiles.KINDS`.

    `charge_ref` and `intent_ref` name the payment, `payout_ref` the transfer to the bank that the row is part of.
    """

    row: int
    key: str
    kind: str
    charge_ref: str
    intent_ref: str
    payout_ref: str
    gross: Decimal
    fee: Decimal
    net: Decimal
    currency: str
    at: datetime
    arrives_on: date | None
    description: str = field(default="", repr=False)
    cash: bool = False


@dataclass(frozen=True, slots=True)
class ProcessorFile:
    """A processor's export as its profile reads it."""

    processor: str
    rows: tuple[ProcessorRow, ...]
    refused: tuple[RowRefused, ...] = ()


class ControlRefused(Exception):
    """A bank's file whose totals don't agree. `differences` say where; a person may have it read all the same."""

    def __init__(self, reason: str, differences: tuple[ControlDifference, ...]) -> None:
        super().__init__(reason)
        self.reason, self.differences = reason, differences
