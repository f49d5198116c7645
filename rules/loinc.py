"""LOINC codes. Which of them exist is LOINC's own list to say; here is what one looks like."""

from __future__ import annotations

import re

_LOINC = re.compile(r"[1-9][0-9]{0,6}-[0-9]")


def is_loinc(code: str) -> bool:
    """Whether it can be a LOINC code: its last digit is a check digit (modulus 10), so that slips are found."""
    if not _LOINC.fullmatch(code):
        return False
    total = 0
    for place, digit in enumerate(reversed(code[:-2])):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return (10 - total % 10) % 10 == int(code[-1])
