"""How somebody's CSV is read: which column is what, decimal sign, order of dates, zone. Confirmed by a person once.

A file is recognised by its header alone, so that a profile never reads a file that it wasn't made for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

KINDS = (
    "charge",
    "refund",
    "dispute",
    "dispute_reversal",
    "fee",
    "payout",
    "payout_reversal",
    "transfer",
    "reserve",
    "adjustment",
    "other",
)
PROCESSOR_FIELDS = {
    "key": "Row's own number",
    "at": "Date and time",
    "time": "Time, where it stands apart",
    "kind": "Kind of row",
    "gross": "Gross amount",
    "gross_out": "Gross amount out, where it stands apart",
    "fee": "Fee",
    "net": "Net amount",
    "currency": "Currency",
    "charge": "Payment's number at the processor",
    "intent": "Payment intent's number",
    "payout": "Payout's number",
    "arrives": "Day the payout arrives",
    "description": "Description",
}
BANK_FIELDS = {
    "on": "Date",
    "amount": "Amount",
    "credit": "Money in, where it stands apart",
    "debit": "Money out, where it stands apart",
    "payee": "Payee",
    "memo": "Memo",
    "reference": "Reference",
    "cheque": "Cheque number",
    "key": "Row's own number",
}
NEEDED = {"processor": ("at", "gross"), "bank": ("on",)}
ORDERS, DECIMALS = ("YMD", "DMY", "MDY"), (".", ",")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """How a CSV is read. `columns`: our field to the header's name; `kinds`: the file's word to one of `KINDS`.

    `fee_negative`: the fee is written as money out. `account` names the bank account that the file doesn't.
    """

    kind: str  # processor or bank
    name: str
    source: str  # the processor, or the bank
    header: tuple[str, ...]
    columns: Mapping[str, str]
    decimal: str = "."
    date_order: str = "YMD"
    zone: str = "UTC"
    kinds: Mapping[str, str] = field(default_factory=dict)
    fee_negative: bool = False
    account: str = ""

    def problems(self) -> dict[str, str]:
        """What is wrong with it: a sentence by field; empty where a file can be read by it."""
        found: dict[str, str] = {}
        fields = PROCESSOR_FIELDS if self.kind == "processor" else BANK_FIELDS
        for name, column in self.columns.items():
            if name not in fields:
                found[name] = "There is no such field."
            elif column not in self.header:
                found[name] = "The file has no such column."
        for name in NEEDED[self.kind]:
            if name not in self.columns:
                found[name] = f"Say which column is the {fields[name].lower()}."
        if self.kind == "bank" and "amount" not in self.columns and not {"credit", "debit"} <= set(self.columns):
            found["amount"] = "Say which column is the amount, or which two are money in and money out."
        if self.decimal not in DECIMALS:
            found["decimal"] = "The decimal sign is a point or a comma."
        if self.date_order not in ORDERS:
            found["date_order"] = "The order is year-month-day, day-month-year or month-day-year."
        if self.zone not in available_timezones():
            found["zone"] = "This is no time zone."
        if wrong := sorted(set(self.kinds.values()) - set(KINDS)):
            found["kinds"] = f"There is no kind {wrong[0]!r}."
        return found

    @property
    def fingerprint(self) -> bytes:
        """What a file is recognised by."""
        return fingerprint(self.header)

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone in which the file's times are written."""
        return ZoneInfo(self.zone)

    def to_json(self) -> dict[str, Any]:
        """The profile as it is kept."""
        return asdict(self) | {"header": list(self.header), "columns": dict(self.columns), "kinds": dict(self.kinds)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ColumnProfile:
        """The profile as it was kept. Raises `TypeError` for what is none."""
        return cls(**{**kept, "header": tuple(kept["header"])})


def fingerprint(header: Sequence[str]) -> bytes:
    """A header's digest: its names in their order, without case and outer spaces."""
    return hashlib.sha256("\x1f".join(name.strip().casefold() for name in header).encode()).digest()
