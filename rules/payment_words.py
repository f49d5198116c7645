"""Why two sides of money were matched or suggested, in a sentence for a clerk; nobody's data is in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rules.payment_shapes import REFERENCES, SIDES, ZERO, Doubt, Evidence, Names, Rule, Side

_DOUBTS: dict[Doubt, str] = {
    "several": "others carry it too",
    "double": "one of them seems to be there twice",
    "taken": "some of what carries it is matched already",
    "contradiction": "another number they both have differs",
    "days": "they are too far apart for a number that comes again",
    "names": "the names differ",
}
_NAMES: dict[Names, str] = {
    "same": "the name agrees",
    "part": "the name agrees in part",
    "different": "the names differ",
    "unknown": "there is no name to compare",
}


def matched(rule: Rule, lefts: Sequence[Side], rights: Sequence[Side], evidence: Evidence, fee: Decimal) -> str:
    """Why sides were matched by themselves. `fee` is the difference that the lines name, 0.00 for none."""
    less = f" less the fees of {abs(fee):.2f} that the lines name" if fee else ""
    if len(lefts) == 1 and len(rights) == 1:
        return f"The {REFERENCES[rule.reference]} and the amount{less} agree, {_apart(evidence.days)}."
    many, one = (lefts, rights) if len(rights) == 1 else (rights, lefts)
    return (
        f"{_counted(many)} of one {REFERENCES[rule.reference]} add up{less} to this {SIDES[one[0].kind][0]} "
        f"to the cent, {_apart(evidence.days)}."
    )


def doubted(rule: Rule, lefts: Sequence[Side], rights: Sequence[Side], evidence: Evidence, left_over: Decimal) -> str:
    """Why sides that share a reference were only suggested."""
    said = [_DOUBTS[doubt] for doubt in evidence.doubts if doubt != "amount"]
    if "amount" in evidence.doubts:
        less, more = (rights, lefts) if left_over > ZERO else (lefts, rights)
        said.insert(0, f"the {_named(more)} came to {abs(left_over):.2f} more than the {_named(less)}")
    return f"The {REFERENCES[rule.reference]} agrees, but {', and '.join(said)}."


def alike(evidence: Evidence) -> str:
    """Why sides without a common reference were suggested."""
    return f"The amount agrees, {_apart(evidence.days)}, and {_NAMES[evidence.names]}; no reference says so."


def doubled(rule: Rule, sides: Sequence[Side]) -> str:
    """Why sides are called duplicates."""
    return (
        f"{_counted(sides)} carry the same {REFERENCES[rule.reference]} and the same amount: "
        "one may be there twice, so none was matched."
    )


def _apart(days: int) -> str:
    return "on the same day" if days == 0 else "one day apart" if days == 1 else f"{days} days apart"


def _named(sides: Sequence[Side]) -> str:
    return SIDES[sides[0].kind][len(sides) > 1]


def _counted(sides: Sequence[Side]) -> str:
    words = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}
    one_kind = len({side.kind for side in sides}) == 1
    return f"{words.get(len(sides), f'{len(sides):,}')} {_named(sides) if one_kind else 'items'}"
