"""The numbers a message names a patient by: which can be compared at all, and which are numbers of ours.

Blank, zero and filler values are no identifiers: laboratories send them, and results were filed on strangers whose
own number was blank too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# HL7 table 0203: record numbers. Account, visit, insurance and temporary numbers under our authority are others.
RECORD_NUMBER_TYPES = frozenset({"", "mr", "mrn", "pi"})

_NOBODY = """
anon anonymous asku blank deleted dummy na nil no nobody noid noidentifier nomrn nonumber none nonref null
notapplicable notassigned notavailable notgiven notknown notprovided notset pending refused sample self tba tbd
temp temporary test tester testpatient unassigned unavailable undefined unk unknown unspecified void
"""
_WORDS = frozenset(_NOBODY.split())
_STEMS = re.compile(r"(?:test|dummy|sample|unknown|unk|none|null|temp|void)(?:patient|pat|pt|id|mrn)?\d*")
_COUNTING = "01234567890123456789"
_BACKWARDS = _COUNTING[::-1]


def usable_identifier(value: str) -> str:
    """The value as it is compared: trimmed, case folded, without leading zeros; '' where it identifies nobody.

    Nobody is identified by blanks, zeros, one character over and over ("999999"), counting ("123456789"), or a word
    such as NONE, UNKNOWN or TEST. Only for comparing: keep what was sent.
    """
    folded = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    bare = folded if folded.isalnum() else "".join(char for char in folded if char.isalnum())
    bare = bare.lstrip("0")
    if not bare or bare in _WORDS or _STEMS.fullmatch(bare):
        return ""
    if len(bare) > 1 and len(set(bare)) == 1:
        return ""
    if len(bare) > 3 and (bare in _COUNTING or bare in _BACKWARDS):
        return ""
    return folded.lstrip("0 ")


def record_numbers(identifiers: Iterable[tuple[str, str, str]], authorities: frozenset[str]) -> frozenset[str]:
    """Our own record numbers among (value, authority, type) of PID-3, as they are compared.

    `authorities` are the names laboratories send ours under. Where a universal id (an OID, `NAME&OID&ISO`) is sent,
    that must be listed: any laboratory may call its own numbers "MRN" or "CLINIC" as we do. A laboratory that names
    no authority is believed only where '' is listed, which is for that laboratory's own messages to say.
    """
    listed = frozenset(_authority(name) for name in authorities)
    usable = (
        usable_identifier(value)
        for value, authority, kind in identifiers
        if kind.strip().casefold() in RECORD_NUMBER_TYPES and _is_ours(authority, listed)
    )
    return frozenset(number for number in usable if number)


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one character changed, added, left out, or swapped with its neighbour makes the one the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        swapped = len(left) > 1 and left[0] == right[1] and left[1] == right[0] and left[2:] == right[2:]
        return swapped or left[1:] == right[1:]
    return left[1:] == right or left == right[1:]


def _is_ours(authority: str, listed: frozenset[str]) -> bool:
    whole = _authority(authority)
    if whole in listed:
        return True
    parts = [part.strip() for part in whole.split("&")]
    return len(parts) > 1 and (parts[1] or parts[0] or "&") in listed


def _authority(name: str) -> str:
    return " ".join(name.casefold().split())
