"""What is compared when money is reconciled (sides, their references) and what comes of it (matches, suggestions).

Money is Decimal with two places, in one currency; what leaves (refunds, chargebacks) is negative on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from rules.patient_identifiers import usable_identifier

SideKind = Literal["deposit", "payout", "processor_line", "remittance", "payment", "batch"]
ReferenceKind = Literal["trace", "charge", "intent", "payout", "cheque", "slip", "batch"]
Key = tuple[SideKind, int]
Names = Literal["same", "part", "different", "unknown"]
Doubt = Literal["amount", "several", "double", "taken", "contradiction", "days", "names"]

ZERO = Decimal("0.00")

SIDES: dict[SideKind, tuple[str, str]] = {
    "deposit": ("deposit", "deposits"),
    "payout": ("payout", "payouts"),
    "processor_line": ("processor line", "processor lines"),
    "remittance": ("remittance", "remittances"),
    "payment": ("payment", "payments"),
    "batch": ("batch", "batches"),
}
REFERENCES: dict[ReferenceKind, str] = {
    "trace": "trace number",
    "charge": "charge number",
    "intent": "payment intent",
    "payout": "payout number",
    "cheque": "cheque number",
    "slip": "deposit slip",
    "batch": "batch number",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A number that both sides may carry. `value` is compared as `usable_identifier` says; fillers count as none.

    `issuer` says whose number it is where that is known: the payer id (TRN03) of a trace, the processor of a charge,
    the terminal of a batch. Two numbers of different issuers are two numbers.
    """

    kind: ReferenceKind
    value: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One thing to be matched: a deposit, a payout, a processor's line, a remittance, a payment, a batch.

    `amount` is what the other side should show. `fee` is what the processor's own line says it kept of that: where
    `amount` is gross, the other side may also show `amount - fee`. `name` is the payer's, patient's or processor's;
    `source` the account, processor or desk, and `tail` the last digits of a card or account, both only to be shown.
    `entry` is the kind of a processor's line (charge, refund, dispute, …) where that is known: a charge and the
    return of a dispute have one charge number and one amount, and are two things.
    """

    kind: SideKind
    id: int
    amount: Decimal
    on: date
    references: frozenset[Reference] = frozenset()
    name: str = ""
    source: str = ""
    tail: str = ""
    fee: Decimal = ZERO
    entry: str = ""

    @property
    def key(self) -> Key:
        """What it is known by among all sides."""
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of reference to compare by.

    `shared`: several may carry it by right (a payout's lines, a slip's payments, a cheque's remittances), and then
    their sum counts. `days`: how far apart the two sides may be, since such numbers come again; no limit where None,
    or where both sides know the same issuer.
    """

    name: str
    reference: ReferenceKind
    shared: bool = False
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two sides may be one: the reference they share (None: none), whether the amount agrees, and the rest.

    `days` are those between the two that lie farthest apart; `names` is about what both sides call the payer.
    `doubts` say what keeps them from being matched by themselves.
    """

    reference: Reference | None
    amount: bool
    days: int
    names: Names
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A match that needs nobody. `difference` is lefts less rights: 0.00, or the fee that the lines themselves name."""

    rule: str
    lefts: tuple[Side, ...]
    rights: tuple[Side, ...]
    why: str
    evidence: Evidence
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Suggested:
    """A match for a person to judge. `left_over` is lefts less rights; `score`, 0 to 100, only orders what is shown."""

    rule: str
    lefts: tuple[Side, ...]
    rights: tuple[Side, ...]
    why: str
    evidence: Evidence
    left_over: Decimal
    score: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Sides of one list with the same reference and amount, and those of the other list (`others`) they stand before.

    They are matched by a person only, even where one of them was dismissed.
    """

    rule: str
    sides: tuple[Side, ...]
    others: tuple[Side, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What came of one stage. `left_over` are all sides of either list that were not matched, suggested or not."""

    found: tuple[Found, ...]
    suggested: tuple[Suggested, ...]
    duplicates: tuple[Duplicate, ...]
    left_over: tuple[Side, ...]


def reference(kind: ReferenceKind, value: str, issuer: str = "") -> Reference | None:
    """A reference as it is compared; None for a blank or a filler ("0", "999", "NONREF", "N/A"), which is none."""
    usable = usable_identifier(value)
    return Reference(kind, usable, usable_identifier(issuer)) if usable else None


def reference_set(*sent: tuple[ReferenceKind, str, str]) -> frozenset[Reference]:
    """The usable ones among (kind, value, issuer)."""
    found = (reference(kind, value, issuer) for kind, value, issuer in sent)
    return frozenset(one for one in found if one is not None)
