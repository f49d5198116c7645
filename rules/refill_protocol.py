"""Whether a refill may go by protocol, and what to do with it otherwise. Unknown never passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rules.refill_criteria import Asked, criteria_of
from rules.refill_shapes import (
    CRITERIA,
    PROPOSALS,
    Bridged,
    Criterion,
    Dispensed,
    Evaluation,
    Facts,
    Lab,
    LabFact,
    Other,
    Proposal,
    ProposalKind,
    Protocol,
    Verdict,
)
from rules.refill_supply import days_covered, supply_ends
from rules.words import count

__all__ = [
    "CRITERIA",
    "PROPOSALS",
    "Bridged",
    "Criterion",
    "Dispensed",
    "Evaluation",
    "Facts",
    "Lab",
    "LabFact",
    "Other",
    "Proposal",
    "ProposalKind",
    "Protocol",
    "Verdict",
    "days_covered",
    "evaluate",
    "supply_ends",
]


# What is asked where no protocol is in force, so that a prescriber sees the facts. Two days: ours.
_WITHOUT = Protocol("", early_days=2)


def evaluate(protocol: Protocol | None, facts: Facts) -> Evaluation:
    """Judge a request: every criterion with its fact, in a fixed order, and what to do.

    `protocol` is the one in force for the drug's class, None where none is. It never raises; what isn't known is
    the verdict "unknown", which passes nothing.
    """
    asked = tuple(criteria_of(protocol, protocol or _WITHOUT, facts))
    open_ones = [each for each in asked if each.criterion.verdict != "met"]
    passes = protocol is not None and not open_ones and not facts.drug.never_by_protocol
    return Evaluation(tuple(each.criterion for each in asked), _propose(protocol, facts, open_ones, passes), passes)


def _propose(protocol: Protocol | None, facts: Facts, open_ones: Sequence[Asked], passes: bool) -> Proposal:
    if facts.drug.schedule == "II":
        why = "A drug of schedule II can't be refilled: each supply needs a new prescription (21 CFR 1306.12)."
        return Proposal("new-prescription", None, None, why)
    if protocol is not None and passes:
        return Proposal("approve", protocol.days, protocol.refills, "Every criterion of the protocol is met.")
    in_the_way = [each.criterion for each in open_ones if not each.missing]
    if protocol is None or in_the_way:
        first = in_the_way[0]  # without a protocol it is the class itself
        return Proposal("prescriber", None, None, f"{first.words}: {first.fact}.")
    tie: Literal["visit", "labs"] = "visit" if any(each.missing == "visit" for each in open_ones) else "labs"
    lacking = " and ".join(dict.fromkeys("a visit" if each.missing == "visit" else "labs" for each in open_ones))
    given = len(facts.bridges)
    if given >= len(protocol.bridge):
        return Proposal(tie, None, None, f"Needs {lacking}, and every bridge supply was given.")
    days = protocol.bridge[given]
    return Proposal("bridge", days, 0, f"Only {lacking} missing: {count(days, 'day')} until then.", tie)
