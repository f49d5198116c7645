"""Amounts and days as bank and processor files write them: exact, by a stated decimal sign and order."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date, time
from decimal import Decimal

from feeds.hl7_charsets import without_controls

LARGEST = Decimal(10) ** 10
LONGEST = 200  # characters of a text that people read
_SIGNED = re.compile(r"^\(?[-+]?[^0-9.,()+-]{0,3}[-+]?[0-9][0-9.,' \u00a0]*\)?-?$")
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
# CCD+ addenda as banks print them: TRN*1*<trace>*<payer>
_TRACE = re.compile(r"TRN\*1\*([A-Za-z0-9-]{4,50})")


class ValueRefused(Exception):
    """A cell that can't be used; the reason is a sentence without the cell's text."""


def amount(text: str, decimal: str = ".") -> Decimal:
    """An amount with at most two places, by its decimal sign; brackets or a minus on either side make it negative.

    Raises `ValueRefused` for anything else, for a sign in the wrong place and for more than two places.
    """
    text = text.strip()
    if not _SIGNED.match(text):
        raise ValueRefused("It isn't an amount.")
    negative = text.startswith("(") or "-" in text
    if text.startswith("(") != text.endswith(")"):
        raise ValueRefused("It has a bracket without its other half.")
    digits = "".join(letter for letter in text if letter.isdigit() or letter in ".,")
    thousands = "," if decimal == "." else "."
    whole, sign, places = digits.partition(decimal)
    if decimal in places or thousands in places:
        raise ValueRefused(f"The decimal sign of this file is {decimal!r}, and the amount is written otherwise.")
    groups = whole.split(thousands)
    if len(groups) > 1 and (not groups[0] or len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        raise ValueRefused(f"The decimal sign of this file is {decimal!r}, and the amount is written otherwise.")
    if sign and len(places) > 2:
        raise ValueRefused("It has more than two decimal places.")
    value = Decimal(f"{''.join(groups) or '0'}.{places or '0'}").quantize(Decimal("0.01"))
    if value >= LARGEST:
        raise ValueRefused("The amount is too large.")
    return -value if negative else value


def cents(number: int) -> Decimal:
    """An amount that a format counts in hundredths."""
    value = (Decimal(number) / 100).quantize(Decimal("0.01"))
    if abs(value) >= LARGEST:
        raise ValueRefused("The amount is too large.")
    return value


def day(text: str, order: str = "YMD") -> date:
    """A calendar day by the order of its parts: YMD, DMY or MDY. Raises `ValueRefused` for 30 February and the like."""
    found = _DAY.match(text.strip()) or (_COMPACT.match(text.strip()) if order == "YMD" else None)
    if found is None:
        raise ValueRefused("It isn't a date.")
    if len(found[1]) == 4:
        order = "YMD"
    parts = dict(zip(order, (int(part) for part in found.groups()), strict=True))
    year = parts["Y"] + 2000 if parts["Y"] < 100 else parts["Y"]
    try:
        made = date(year, parts["M"], parts["D"])
    except ValueError:
        raise ValueRefused("There is no such day in the calendar, or the order of its parts is another.") from None
    if not 1990 <= made.year <= 2100:
        raise ValueRefused("The year lies out of reach.")
    return made


def clock(text: str) -> tuple[int, int, int]:
    """Hours, minutes and seconds that follow a date; midnight where there are none."""
    found = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
    if found is None:
        return (0, 0, 0)
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        time(hours, minutes, seconds)
    except ValueError:
        raise ValueRefused("It isn't a time of day.") from None
    return hours, minutes, seconds


def words(text: str | None) -> str:
    """A text that people read, in one line, without control characters, of a bounded length."""
    return " ".join(without_controls(text or "").split())[:LONGEST]


def trace_in(*texts: str) -> str:
    """An insurer's payment number in what the bank passed on; empty where there is none."""
    found = _TRACE.search(" ".join(texts))
    return found[1] if found else ""


class Keys:
    """What tells the lines of an account apart: of lines that agree in everything, the first, the second and so on."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, *parts: object) -> str:
        """A line's key. The same lines in another file have the same keys."""
        digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "replace")).hexdigest()[:40]
        self._seen[digest] += 1
        return digest if self._seen[digest] == 1 else f"{digest}-{self._seen[digest]}"
