"""What a number on a dashboard is: so that whoever reads it needn't guess, and two pages mean the same by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that is reported. `numerator` and `denominator` say what is counted, and of what.

    The unit `share` is a part of one: 0.25 is a quarter. `denominator` is empty for a mere count.
    """

    name: str
    definition: str
    unit: str
    numerator: str
    denominator: str = ""
