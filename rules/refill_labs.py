"""Whether a laboratory value that a protocol asks for is there, new enough and in range."""

from __future__ import annotations

from functools import lru_cache

from rules.refill_shapes import Criterion, Facts, Lab, LabFact
from rules.units import readable_unit
from rules.words import count, months_before

# The same size by another name: a thousandth of a unit in a thousandth of a litre.
_SAME_UNIT = {"µiu/ml": "miu/l", "µu/ml": "mu/l", "ng/ml": "µg/l", "mcg/l": "µg/l"}
# Ions of one charge (sodium, potassium, chloride, bicarbonate, lithium), of which a milliequivalent is a millimole.
_MONOVALENT = frozenset({"2947-0", "2951-2", "6298-4", "2823-3", "2069-3", "2075-0", "1963-8", "2028-9", "14334-7"})


def lab_criterion(lab: Lab, facts: Facts) -> tuple[Criterion, bool]:
    """The criterion, and whether it only lacks a value that is new enough.

    A value out of range, or one that can't be compared, is nothing that another test would mend: somebody has to
    look at it.
    """
    words = f"{lab.words} within {count(lab.within_months, 'month')}{_range_words(lab)}"
    latest = max(
        (fact for loinc in lab.loincs if (fact := facts.labs.get(loinc)) is not None and fact.on <= facts.today),
        key=lambda fact: fact.on,
        default=None,
    )
    if latest is None:
        return Criterion("lab", words, "unknown", "No result is known"), True
    shown = f"{latest.text} {_readable(latest.unit)}".strip()
    if latest.on < months_before(facts.today, lab.within_months):
        return Criterion("lab", words, "unmet", shown, latest.on), True
    if lab.low is None and lab.high is None:
        return Criterion("lab", words, "met", shown, latest.on), False
    if latest.value is None or not latest.value.is_finite() or not _comparable(lab, latest):
        return Criterion("lab", words, "unknown", f"{shown}: can't be compared", latest.on), False
    within = (lab.low is None or latest.value >= lab.low) and (lab.high is None or latest.value <= lab.high)
    return Criterion("lab", words, "met" if within else "unmet", shown, latest.on), False


def _comparable(lab: Lab, fact: LabFact) -> bool:
    asked, given = _unit(lab.unit), _unit(fact.unit)
    return asked == given or (_MONOVALENT.issuperset(lab.loincs) and {asked, given} == {"mmol/l", "meq/l"})


@lru_cache(maxsize=1024)
def _readable(ucum: str) -> str:
    return readable_unit(ucum)


@lru_cache(maxsize=1024)
def _unit(ucum: str) -> str:
    # casefold turns the micro sign into the Greek letter
    unit = readable_unit(ucum).casefold().replace(" ", "").replace("μ", "µ")
    return _SAME_UNIT.get(unit, unit)


def _range_words(lab: Lab) -> str:
    unit = _readable(lab.unit)
    if lab.low is not None and lab.high is not None:
        return f", {lab.low} to {lab.high} {unit}".rstrip()
    if lab.low is not None:
        return f", at least {lab.low} {unit}".rstrip()
    return f", at most {lab.high} {unit}".rstrip() if lab.high is not None else ""
