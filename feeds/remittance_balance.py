"""The three balances of X12 835 (TR3, 1.10.2), worked out anew and told where they don't hold; nothing is corrected.

Each compares what follows from the parts with what the payer wrote. Patient responsibility counts as an adjustment
(group PR); CLP-5 repeats it and is part of no balance, nor is the interest that AMT tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from db.remittance_lines import Adjustment, Claim, Difference, ProviderAdjustment
from feeds.remittance_values import ZERO


def differences(
    amount: Decimal, claims: Iterable[Claim], provider_adjustments: Iterable[ProviderAdjustment]
) -> Iterator[Difference]:
    """Where service, claim or transaction don't balance. `amount` is the payment (BPR-2)."""
    paid = ZERO
    for claim in claims:
        paid += claim.paid
        yield from _of_claim(claim)
    expected = paid - sum((each.amount for each in provider_adjustments), ZERO)
    if expected != amount:
        yield Difference("transaction", "The payment (BPR-2)", expected, amount)


def _of_claim(claim: Claim) -> Iterator[Difference]:
    """Charge without the adjustments is what was paid: line by line, and for the claim with all of its lines.

    The lines are the whole claim: what they charge is what it charges, and so it is with what was paid.
    """
    adjusted, charged = _sum(claim.adjustments), sum((each.charged for each in claim.services), ZERO)
    for service in claim.services:
        here = _sum(service.adjustments)
        adjusted += here
        if service.charged - here != service.paid:
            where = f"Claim {claim.position}, service {service.position} (SVC-3)"
            yield Difference("service", where, service.charged - here, service.paid)
    if claim.services and charged != claim.charged:
        yield Difference("claim", f"Claim {claim.position}, all its services (CLP-3)", charged, claim.charged)
    if claim.charged - adjusted != claim.paid:
        yield Difference("claim", f"Claim {claim.position} (CLP-4)", claim.charged - adjusted, claim.paid)


def _sum(adjustments: Iterable[Adjustment]) -> Decimal:
    return sum((each.amount for each in adjustments), ZERO)
