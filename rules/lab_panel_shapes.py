"""What a laboratory panel is: its tests, their units and kinds, and their limits by sex and age.

Units are UCUM, codes are LOINC; ages are whole days, counted from birth, the first day of a range included
and the last one not.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rules.result_values import Kind

Sex = Literal["", "female", "male"]

MONTH = 30


def years(number: float) -> int:
    """The age in days on that birthday, at the latest."""
    return int(number * 365.25)


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The limits for a sex ('' for both) from one age to another (None: for life)."""

    sex: Sex = ""
    from_days: int = 0
    to_days: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    critical_low: Decimal | None = None
    critical_high: Decimal | None = None
    normal: tuple[str, ...] = ()
    high_included: bool = True

    def fits(self, sex: str, age_days: int) -> bool:
        """Whether it is meant for a patient of this sex (an unknown one fits each) and age."""
        for_sex = not self.sex or self.sex == sex or sex not in ("female", "male")
        return for_sex and self.from_days <= age_days and (self.to_days is None or age_days < self.to_days)


@dataclass(frozen=True, slots=True)
class Component:
    """One test of a panel. A coded one offers `choices`; of the others a value outside them may be typed."""

    loinc: str
    display: str
    unit: str = ""
    kind: Kind = "number"
    choices: tuple[str, ...] = ()
    ranges: tuple[AgeRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Tests that are ordered and typed together, in the order in which they are typed."""

    slug: str
    name: str
    loinc: str
    components: tuple[Component, ...]


def limits(
    low: str = "",
    high: str = "",
    *,
    ages: tuple[int, int | None] = (0, None),
    sex: Sex = "",
    critical: tuple[str, str] = ("", ""),
    high_included: bool = True,
) -> AgeRange:
    """A range of numbers, written as text so that no digit is lost; '' where there is no limit."""
    return AgeRange(
        sex=sex,
        from_days=ages[0],
        to_days=ages[1],
        low=_number(low),
        high=_number(high),
        critical_low=_number(critical[0]),
        critical_high=_number(critical[1]),
        high_included=high_included,
    )


def coded(loinc: str, display: str, choices: str, normal: str) -> Component:
    """A coded test; choices and normal ones are separated by commas."""
    ranges = (AgeRange(normal=tuple(normal.split(", "))),) if normal else ()
    return Component(loinc, display, "", "coded", tuple(choices.split(", ")), ranges)


def _number(written: str) -> Decimal | None:
    return Decimal(written) if written else None
