"""Amounts and days as bank and processor files write them: exact, by a stated decimal sign and order."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import UTC, date, time, timedelta, timezone
from decimal import Decimal

CENT = Decimal("0.01")
LONGEST_WHOLE = 10  # digits before the decimal sign: NUMERIC(12, 2)
LARGEST = Decimal(10) ** LONGEST_WHOLE
LONGEST = 200  # characters of a text that people read
# One sign at most, before or behind a currency's mark or behind the number; or brackets.
_AMOUNT = re.compile(
    r"(\()?([-+]?)([^0-9.,()+\-\s]{0,3}) ?([-+]?)([0-9][0-9.,' \u00a0\u202f]*[0-9.,]|[0-9])(-?)(\))?", re.ASCII
)
_GROUPED = r"[0-9]{{1,3}}([{thousands}' \u00a0\u202f])[0-9]{{3}}(?:\1[0-9]{{3}})*"
_BODY = {
    sign: re.compile(rf"(?:[0-9]+|{_GROUPED.format(thousands=thousands)})(?:[{sign}]([0-9]*))?")
    for sign, thousands in ((".", ","), (",", "."))
}
_DAY = re.compile(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})(?![0-9])")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.,][0-9]+)?(?:\s*([AaPp])\.?[Mm])?")
_OFFSET = re.compile(r":[0-9]{2}(?:[.,][0-9]+)?\s*(?:(Z)|([+-])([0-9]{2}):?([0-9]{2}))\s*$")
# CCD+ addenda as banks print them: TRN*1*<trace>*<payer>
_TRACE = re.compile(r"TRN\*1\*([A-Za-z0-9-]{4,50})")


class ValueRefused(Exception):
    """A cell that can't be used; the reason is a sentence without the cell's text."""


def amount(text: str, decimal: str = ".") -> Decimal:
    """An amount with at most two places, by its decimal sign; brackets or a minus on either side make it negative.

    Raises `ValueRefused` for anything else, for a sign in the wrong place and for more than two places.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueRefused("It isn't an amount.")
    opened, before, _, behind, digits, after, closed = found.groups()
    signs = [sign for sign in (opened, before, behind, after) if sign]
    if bool(opened) != bool(closed) or len(signs) > 1:
        raise ValueRefused("It has more than one sign, or a bracket without its other half.")
    body = _BODY[decimal].fullmatch(digits)
    if body is None:
        raise ValueRefused(f"The decimal sign of this file is {decimal!r}, and the amount is written otherwise.")
    if len(body[2] or "") > 2:
        raise ValueRefused("It has more than two decimal places.")
    whole = "".join(letter for letter in digits.partition(decimal)[0] if letter.isdigit())
    if len(whole.lstrip("0")) > LONGEST_WHOLE:
        raise ValueRefused("The amount is too large.")
    value = Decimal(f"{whole}.{body[2] or '0'}").quantize(CENT)
    return -value if value and signs and signs[0] in "(-" else value


def cents(number: int) -> Decimal:
    """An amount that a format counts in hundredths."""
    if abs(number) >= LARGEST * 100:
        raise ValueRefused("The amount is too large.")
    return (Decimal(number) / 100).quantize(CENT)


def day(text: str, order: str = "YMD") -> date:
    """A calendar day by the order of its parts: YMD, DMY or MDY. Raises `ValueRefused` for 30 February and the like."""
    found = _DAY.match(text.strip()) or (_COMPACT.match(text.strip()) if order == "YMD" else None)
    if found is None:
        raise ValueRefused("It isn't a date.")
    if len(found[1]) == 4:
        order = "YMD"
    if len(found.groups()[order.index("Y")]) not in (2, 4):
        raise ValueRefused("Its year has neither two nor four digits, or the order of its parts is another.")
    parts = dict(zip(order, (int(part) for part in found.groups()), strict=True))
    year = parts["Y"] + 2000 if parts["Y"] < 100 else parts["Y"]
    try:
        made = date(year, parts["M"], parts["D"])
    except ValueError:
        raise ValueRefused("There is no such day in the calendar, or the order of its parts is another.") from None
    return in_reach(made)


def in_reach(made: date) -> date:
    """The day, if it can be one of a payment at all. Raises `ValueRefused` before 1990 and after 2100."""
    if not 1990 <= made.year <= 2100:
        raise ValueRefused("The year lies out of reach.")
    return made


def clock(text: str) -> tuple[int, int, int]:
    """Hours, minutes and seconds that follow a date; midnight where there are none."""
    found = _CLOCK.search(text)
    if found is None:
        return (0, 0, 0)
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hours <= 12:
            raise ValueRefused("It isn't a time of day.")
        hours = hours % 12 + (12 if found[4] in "Pp" else 0)
    try:
        time(hours, minutes, seconds)
    except ValueError:
        raise ValueRefused("It isn't a time of day.") from None
    return hours, minutes, seconds


def offset(text: str) -> timezone | None:
    """The distance from UTC that a time is written with (Z, +02:00); None where it says none."""
    found = _OFFSET.search(text)
    if found is None:
        return None
    if found[1]:
        return UTC
    away = timedelta(hours=int(found[3]), minutes=int(found[4]))
    if away >= timedelta(hours=15):
        raise ValueRefused("It isn't a time of day.")
    return timezone(-away if found[2] == "-" else away)


def words(text: str | None) -> str:
    """A text that people read, in one line, without control characters, of a bounded length."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return " ".join(shown.split())[:LONGEST].rstrip()


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
