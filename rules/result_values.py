"""Reading a laboratory value or reference range as it was typed or sent. Numbers are decimals, never floats.

What can't be read for sure stays text: "5,4" may be a decimal comma or a slip, so it is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rules.result_words import is_grade, meaning

Kind = Literal["number", "ratio", "coded", "text"]
Comparator = Literal["", "<", "<=", ">", ">=", "~"]

# Longer texts are notes; they aren't searched for a number.
LONGEST = 60

_SIGNS = {"≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "＜": "<", "＞": ">", "−": "-", "–": "-", "—": "-", "‐": "-"}
_SIGNS |= {"‑": "-", "≈": "~", "\u00a0": " ", "\u2009": " ", "\u202f": " "}
_TRANSLATED = str.maketrans(_SIGNS)
_SPOKEN = {
    "less than or equal to": "<=",
    "greater than or equal to": ">=",
    "less than": "<",
    "greater than": ">",
    "more than": ">",
}
_COMPARATORS: dict[str, Comparator] = {"<": "<", ">": ">", "~": "~", "<=": "<=", "=<": "<=", ">=": ">=", "=>": ">="}

# A plain number, one with groups of three, or one with a signed exponent ("1E5" may be a code).
_UNSIGNED = r"(?>(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-][0-9]{1,2})?"
_NUMBER = rf"[+-]?{_UNSIGNED}"
_MARK = r"<\s?=?|>\s?=?|=\s?<|=\s?>|~|="
_VALUE = re.compile(rf"(?P<mark>{_MARK})?\s*(?P<number>{_NUMBER})")
_RATIO = re.compile(rf"(?P<mark>{_MARK})?\s*(?P<first>[0-9]{{1,9}})\s*:\s*(?P<second>[0-9]{{1,9}})")
_SPAN = re.compile(rf"(?P<low>{_NUMBER})\s*(?:-|_|\bto\b)\s*(?P<high>{_NUMBER})")
_UNIT = re.compile(
    r"\s*(?:%|/?(?:[A-Za-zµμ%\[{][A-Za-zµμ0-9*^.%\[\]{}]*/)[A-Za-zµμ0-9*^.\[\]{}]+|/[A-Za-z]+"
    r"|\s(?:10[*^][0-9]{1,2}/[A-Za-zµμ]+|fL|pg|mm|s|sec|seconds|U))"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value: what was written, and what of it is sure.

    `number` is the number beside the comparator; of a titre ("1:128") it is the reciprocal, 128. A value that
    is an interval ("0-5" cells a field) has `low` and `high` and no `number`. `text` is what people are shown.
    """

    text: str
    number: Decimal | None = None
    comparator: Comparator = ""
    low: Decimal | None = None
    high: Decimal | None = None
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Range:
    """A reference range: its ends where it has them, and what was written. "<200" leaves 200 out, "<=200" does not."""

    low: Decimal | None
    high: Decimal | None
    text: str
    low_included: bool = True
    high_included: bool = True


def read_value(text: str) -> Value:
    """A value as typed or sent: "<5", ">= 6.1", "1:128", "5.40", "1,200", "0-5", "Negative"; the rest is text."""
    shown = text.strip()
    plain = _plain(shown)
    if not plain:
        return Value(shown)
    if found := _VALUE.fullmatch(plain):
        if not is_grade(plain):
            return Value(shown, _decimal(found["number"]), _comparator(found["mark"]), kind="number")
    elif found := _RATIO.fullmatch(plain):
        titre = Decimal(found["second"]) if int(found["first"]) == 1 else None
        return Value(shown, titre, _comparator(found["mark"]), kind="ratio")
    elif ends := _span(plain):
        return Value(shown, None, "", *ends, kind="number")
    return Value(shown, kind="coded" if meaning(plain) else "text")


@lru_cache(maxsize=4096)
def read_range(text: str) -> Range:
    """A reference range: "70-105", "70_105", "5 - 20", "0.5 to 1.3", "<=1.030", ">40", "Negative".

    A unit may follow. A range with a condition ("12-15 fasting"), or whose ends are reversed, has no ends.
    """
    shown = text.strip()
    plain = _plain(shown)
    if len(plain) > 1 and (plain[0], plain[-1]) in {("(", ")"), ("[", "]")}:
        plain = plain[1:-1].strip()
    if (found := _SPAN.match(plain)) and _only_unit(plain[found.end() :]):
        ends = _span(found[0])
        return Range(*ends, shown) if ends else Range(None, None, shown)
    if plain[:6].lower() == "up to ":
        plain = f"<={plain[6:].strip()}"
    if (found := _VALUE.match(plain)) and _only_unit(plain[found.end() :]):
        number = _decimal(found["number"])
        match _comparator(found["mark"]):
            case "<" | "<=" as mark:
                return Range(None, number, shown, high_included=mark == "<=")
            case ">" | ">=" as mark:
                return Range(number, None, shown, low_included=mark == ">=")
    return Range(None, None, shown)


def _plain(shown: str) -> str:
    """The text with typographic signs and spoken comparators made plain; nothing of what is too long."""
    if len(shown) > LONGEST:
        return ""
    if not shown.isascii():
        shown = shown.translate(_TRANSLATED)
    plain = " ".join(shown.split())
    if " than " in plain.lower():
        for words, sign in _SPOKEN.items():
            if plain[: len(words)].lower() == words:
                return sign + plain[len(words) :]
    return plain


def _comparator(mark: str | None) -> Comparator:
    return _COMPARATORS.get((mark or "").replace(" ", ""), "")


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _span(plain: str) -> tuple[Decimal, Decimal] | None:
    found = _SPAN.fullmatch(plain)
    if not found:
        return None
    low, high = _decimal(found["low"]), _decimal(found["high"])
    return (low, high) if low <= high else None


def _only_unit(rest: str) -> bool:
    return not rest or bool(_UNIT.fullmatch(rest))
