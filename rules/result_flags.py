"""Flags of a result: low, high, abnormal, and critical, as in HL7 table 0078 (L, H, A, LL, HH, AA).

A flag says what is sure. '' means within the limits *or* not known; ask `surely_normal` before treating a
result as normal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rules.result_values import Range, Value
from rules.result_words import meaning

Flag = Literal["", "L", "H", "A", "LL", "HH", "AA"]
Direction = Literal["up", "down", "same"]

# Worst last. Of two flags that weigh the same, the high one leads: it is an order for lists, not a judgement.
_WEIGHT: Mapping[str, int] = {"": 0, "A": 1, "L": 1, "H": 1, "LL": 2, "AA": 2, "HH": 2}
_ORDER = ("", "A", "L", "H", "AA", "LL", "HH")
WORDS: Mapping[str, str] = {
    "": "",
    "L": "Low",
    "H": "High",
    "A": "Abnormal",
    "LL": "Critically low",
    "HH": "Critically high",
    "AA": "Critically abnormal",
}
MOST_PERCENT = Decimal(1_000_000)
# HL7 table 0078 and the words that laboratories send in its place. What isn't here is not known to us.
_SENT: Mapping[str, Flag] = {
    "": "", "N": "", "NORMAL": "", "L": "L", "LOW": "L", "BELOW": "L", "H": "H", "HIGH": "H", "ABOVE": "H",
    "A": "A", "ABN": "A", "ABNORMAL": "A", "*": "A", "POS": "A", "POSITIVE": "A", "DET": "A", "RR": "A", "WR": "A",
    "IND": "A", "E": "A", "NEG": "", "NEGATIVE": "", "ND": "", "NR": "", "S": "", "MS": "", "I": "A", "R": "A",
    "NS": "A", "U": "", "D": "", "B": "", "W": "", "LL": "LL", "L*": "LL", "LU": "L", "HH": "HH", "H*": "HH",
    "HU": "H", "AA": "AA", "A*": "AA", "C": "AA", "CRIT": "AA", "CRITICAL": "AA", "PANIC": "AA", "<": "LL",
    ">": "HH", "CL": "LL", "CH": "HH", "LC": "LL", "HC": "HH", "PL": "LL", "PH": "HH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What is normal, and what is critical; None where there is no such limit.

    A value *at* a normal limit is normal, unless the limit is not included; a value *at* a critical limit is
    critical (published lists differ by "<" and "<="; this is the side that calls). `normal` are the coded
    values that are normal.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    critical_low: Decimal | None = None
    critical_high: Decimal | None = None
    normal: tuple[str, ...] = ()
    low_included: bool = True
    high_included: bool = True

    @property
    def numeric(self) -> bool:
        """Whether a number can be held against these limits."""
        return any(each is not None for each in (self.low, self.high, self.critical_low, self.critical_high))


@dataclass(frozen=True, slots=True)
class Change:
    """From the previous value to this one; `percent` of the previous, rounded to a tenth.

    It is None from zero, and from so little that a share says nothing.
    """

    delta: Decimal
    percent: Decimal | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class _Span:
    """Where the true value lies for sure: "<5" is anything below 5, 5 left out."""

    low: Decimal | None
    high: Decimal | None
    low_included: bool = True
    high_included: bool = True

    def below(self, limit: Decimal | None, *, or_at: bool) -> bool:
        """Whether all of it lies below the limit (or at it)."""
        if limit is None or self.high is None:
            return False
        return self.high < limit or (self.high == limit and (or_at or not self.high_included))

    def above(self, limit: Decimal | None, *, or_at: bool) -> bool:
        if limit is None or self.low is None:
            return False
        return self.low > limit or (self.low == limit and (or_at or not self.low_included))


def flag_of(value: Value, limits: Limits) -> Flag:
    """The flag of a value under these limits, honouring its comparator.

    "<5" is low where normal begins at 10, and unknown ('') where it begins at 3. An approximate value ("~5") is
    held against them as if exact. A coded value that isn't among the normal ones is abnormal; free text and
    coded values without a list of normal ones are unknown.
    """
    span = _span(value)
    if span is None or not limits.numeric:
        return _coded_flag(value, span, limits.normal)
    if span.below(limits.critical_low, or_at=True):
        return "LL"
    if span.above(limits.critical_high, or_at=True):
        return "HH"
    if span.below(limits.low, or_at=not limits.low_included):
        return "L"
    if span.above(limits.high, or_at=not limits.high_included):
        return "H"
    return ""


def surely_normal(value: Value, limits: Limits) -> bool:
    """Whether the value is known to be within the limits, which '' alone doesn't say."""
    if flag_of(value, limits):
        return False
    span = _span(value)
    if span is None or not limits.numeric:
        return bool(limits.normal) and (_is_normal(value.text, limits.normal) or (span is not None and _nothing(span)))
    if value.comparator == "~" or (limits.low is None and limits.high is None):
        return False
    inside = (
        (limits.low, span.above(limits.low, or_at=limits.low_included)),
        (limits.high, span.below(limits.high, or_at=limits.high_included)),
        (limits.critical_low, span.above(limits.critical_low, or_at=False)),
        (limits.critical_high, span.below(limits.critical_high, or_at=False)),
    )
    return all(held for limit, held in inside if limit is not None)


@lru_cache(maxsize=4096)
def limits_of(given: Range) -> Limits:
    """The limits that a sent reference range states: its ends, or the coded value that is normal."""
    if given.low is None and given.high is None:
        parts = given.text.replace(" or ", "/").split("/")
        coded = all(meaning(part) for part in parts)
        return Limits(normal=tuple(part.strip() for part in parts) if coded else ())
    return Limits(given.low, given.high, low_included=given.low_included, high_included=given.high_included)


def read_flag(sent: str) -> Flag | None:
    """A laboratory's own flag (OBX-8, its first component) as ours; None for one that we don't know.

    Susceptible is no finding; intermediate and resistant are abnormal. "<" and ">" mean off the instrument's
    scale in HL7 table 0078, and critical until somebody has looked.
    """
    return _SENT.get(sent.strip().upper())


def severity(flag: str) -> int:
    """0 for normal or unknown, 1 for abnormal, 2 for critical; a flag that isn't ours counts as abnormal."""
    return _WEIGHT.get(flag, 1)


def worst(flags: Iterable[str]) -> str:
    """The worst of these flags, '' without any."""
    return max(flags, key=_rank, default="")


def is_critical(flag: str) -> bool:
    """Whether somebody must be told at once."""
    return severity(flag) == 2


def is_abnormal(flag: str) -> bool:
    """Whether it is abnormal without being critical."""
    return severity(flag) == 1


def change(previous: Decimal | None, current: Decimal | None) -> Change | None:
    """The change from the previous value; None unless both are plain numbers."""
    if previous is None or current is None:
        return None
    delta = current - previous
    share = delta / abs(previous) * 100 if previous else None
    percent = share.quantize(Decimal("0.1")) if share is not None and abs(share) < MOST_PERCENT else None
    return Change(delta, percent, "up" if delta > 0 else "down" if delta < 0 else "same")


def _rank(flag: str) -> tuple[int, int]:
    return severity(flag), _ORDER.index(flag) if flag in _ORDER else 0


def _span(value: Value) -> _Span | None:
    if value.low is not None and value.high is not None:
        return _Span(value.low, value.high)
    number = value.number
    if number is None:
        return None
    match value.comparator:
        case "<" | "<=":
            return _Span(None, number, high_included=value.comparator == "<=")
        case ">" | ">=":
            return _Span(number, None, low_included=value.comparator == ">=")
    return _Span(number, number)


def _coded_flag(value: Value, span: _Span | None, normal: tuple[str, ...]) -> Flag:
    if not normal or _is_normal(value.text, normal):
        return ""
    if span is not None:  # a measured amount where normal is "Negative": any of it is abnormal
        return "A" if span.above(Decimal(0), or_at=False) else ""
    return "A" if value.kind == "coded" else ""


def _nothing(span: _Span) -> bool:
    return span.low == span.high == 0


def _is_normal(text: str, normal: tuple[str, ...]) -> bool:
    said = meaning(text)
    if said == "normal":
        return True
    plain = text.strip().casefold()
    return any(plain == each.casefold() or (said and said == meaning(each)) for each in normal)
