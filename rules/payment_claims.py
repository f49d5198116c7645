"""Which of our charges each service of a remitted claim is for: by our own numbers, then by procedure and charge.

Payers echo the line control number (REF*6R) by position or not at all, so it counts only where the procedure code
agrees. A claim is found by our own control number (CLP01) alone: never by a name, nor by an amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from rules.patient_identifiers import usable_identifier

LineRule = Literal["line control", "procedure, charge and day", "procedure and charge"]

_WHY: dict[LineRule, str] = {
    "line control": "The claim's control number, the line's control number and the procedure agree.",
    "procedure, charge and day": "The claim's control number, the procedure, the charge and the day agree.",
    "procedure and charge": "The claim's control number, the procedure and the charge agree; the day doesn't.",
}


@dataclass(frozen=True, slots=True)
class RemittedLine:
    """One service (SVC) of a claim: the procedure paid on, what was charged, REF*6R as sent ('' for none)."""

    position: int
    procedure: str
    charged: Decimal
    modifiers: tuple[str, ...] = ()
    line_control: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class RemittedClaim:
    """One claim (CLP) of a remittance: CLP01 as sent, and its services."""

    control_number: str
    lines: tuple[RemittedLine, ...]


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One charge of ours, and the control numbers it was billed under."""

    id: int
    patient_id: int
    control_number: str
    procedure: str
    amount: Decimal
    modifiers: tuple[str, ...] = ()
    line_control: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class LinePair:
    """A remitted line (by its position) and the charge it is for."""

    position: int
    charge_id: int
    rule: LineRule
    why: str


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """`reason` is '' where the claim was found; `lines_left` are positions, `charges_left` ids, for a person to see."""

    pairs: tuple[LinePair, ...]
    lines_left: tuple[int, ...]
    charges_left: tuple[int, ...]
    reason: str = ""


Billed = Mapping[str, Sequence[BilledLine]]


def by_control_number(charges: Iterable[BilledLine]) -> dict[str, list[BilledLine]]:
    """Charges by the control number they were billed under, as `claim_for` looks them up; none under a filler."""
    found: dict[str, list[BilledLine]] = defaultdict(list)
    for charge in charges:
        number = usable_identifier(charge.control_number)
        if number:
            found[number].append(charge)
    return dict(found)


def claim_for(claim: RemittedClaim, billed: Billed) -> ClaimMatch:
    """The charge of each service, one to one; no charge twice within a claim.

    A reversal's negative charges are for the same charges as the claim it takes back, so signs don't count. The
    greedy pairing has three turns: by line control number; by procedure, charge and day; by procedure and charge.
    Services whose charge was changed or whose procedure was bundled are left for a person.
    """
    number = usable_identifier(claim.control_number)
    lines = sorted(claim.lines, key=lambda line: line.position)
    charges = sorted(billed.get(number, ()), key=lambda charge: charge.id) if number else []
    reason = _refused(number, charges)
    if reason:
        return ClaimMatch((), tuple(line.position for line in lines), (), reason)
    pairs: dict[int, LinePair] = {}
    open_charges = {charge.id: charge for charge in charges}
    for rule in _WHY:
        for line in lines:
            if line.position not in pairs:
                charge = _fitting(rule, line, open_charges.values())
                if charge is not None:
                    pairs[line.position] = LinePair(line.position, charge.id, rule, _WHY[rule])
                    del open_charges[charge.id]
    left = tuple(line.position for line in lines if line.position not in pairs)
    return ClaimMatch(tuple(pairs[position] for position in sorted(pairs)), left, tuple(open_charges))


def _refused(number: str, charges: Sequence[BilledLine]) -> str:
    if not number:
        return "The claim carries no control number that says anything."
    if not charges:
        return "No charge of ours was billed under the claim's control number."
    if len({charge.patient_id for charge in charges}) > 1:
        return "Charges of different patients were billed under the claim's control number."
    return ""


def _fitting(rule: LineRule, line: RemittedLine, charges: Iterable[BilledLine]) -> BilledLine | None:
    fits = [charge for charge in charges if _code(charge.procedure) == _code(line.procedure) and line.procedure.strip()]
    if rule == "line control":
        own = usable_identifier(line.line_control)
        fits = [charge for charge in fits if own and usable_identifier(charge.line_control) == own]
        return fits[0] if len(fits) == 1 else None
    fits = [charge for charge in fits if abs(charge.amount) == abs(line.charged)]
    if rule == "procedure, charge and day":
        fits = [charge for charge in fits if line.on is not None and charge.on == line.on]
    elif len(fits) > 1:
        # Of a week's equal treatments the day says which: where it names none of them, a person does.
        fits = [charge for charge in fits if line.on is None or charge.on is None]
    modifiers = [_code(one) for one in line.modifiers]
    return min(
        fits, key=lambda charge: ([_code(one) for one in charge.modifiers] != modifiers, charge.id), default=None
    )


def _code(text: str) -> str:
    return text.strip().casefold()
