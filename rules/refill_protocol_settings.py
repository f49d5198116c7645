"""Protocols as a clinic writes them. Every one is off until a named clinician approves it.

A protocol is JSON with the names of `Protocol`'s fields; decimals are written as texts, so that they stay exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from rules.drugs import CLASSES, NEVER
from rules.loinc import is_loinc
from rules.refill_protocol_defaults import DEFAULTS, Default
from rules.refill_shapes import Lab, Protocol
from rules.words import count

__all__ = ["DEFAULTS", "Default", "ProtocolProblem", "check", "from_json", "to_json"]

# The longest supply that a clinic orders at once, refills included: a year and what is left of it. Ours.
LONGEST_SUPPLY = 400
MOST_LABS = 12
MOST_CODES = 40
MOST_STEPS = 6
LARGEST = Decimal(1_000_000)
# field: (least, most)
_NUMBERS = {
    "visit_within_months": (1, 60),
    "early_days": (0, 60),
    "min_age": (0, 130),
    "max_age": (0, 130),
    "not_within_months_of_start": (1, 60),
    "days": (1, LONGEST_SUPPLY),
    "refills": (0, 11),
}
_MAY_BE_EMPTY = frozenset({"visit_within_months", "min_age", "max_age", "not_within_months_of_start"})
_KINDS_OF_LIST = (list, tuple)


class ProtocolProblem(ValueError):
    """What can't be used in a protocol: the field and a sentence."""

    def __init__(self, field_name: str, sentence: str) -> None:
        super().__init__(f"{field_name}: {sentence}" if field_name else sentence)
        self.field = field_name
        self.sentence = sentence


def to_json(protocol: Protocol) -> dict[str, Any]:
    """A protocol as JSON."""
    found = {each.name: getattr(protocol, each.name) for each in fields(Protocol)}
    return found | {
        "labs": [_lab_to_json(lab) for lab in protocol.labs],
        "min_covered": _decimal_to_json(protocol.min_covered),
        "bridge": list(protocol.bridge),
    }


def from_json(value: Any) -> Protocol:
    """A protocol as it was written; what isn't named keeps its default. Raises `ProtocolProblem`."""
    known = {each.name for each in fields(Protocol)}
    if not isinstance(value, Mapping):
        raise ProtocolProblem("", f"There are {', '.join(sorted(known))}.")
    given: dict[str, Any] = {}
    for name, each in value.items():
        if name not in known:
            raise ProtocolProblem(str(name)[:40], "Nothing is known of this.")
        given[name] = _field(name, each)
    if "drug_class" not in given:
        raise ProtocolProblem("drug_class", "Choose the class of drugs.")
    protocol = Protocol(**given)
    check(protocol)
    return protocol


def check(protocol: Protocol) -> None:
    """Raise `ProtocolProblem` for a protocol whose parts don't go together."""
    slug = protocol.drug_class
    if slug in NEVER:
        raise ProtocolProblem("drug_class", f"{CLASSES[slug]} are never refilled by protocol.")
    if slug not in CLASSES or slug in ("", "combination"):
        raise ProtocolProblem("drug_class", "Choose one class of the list.")
    if protocol.min_age is not None and protocol.max_age is not None and protocol.min_age > protocol.max_age:
        raise ProtocolProblem("max_age", "The oldest age is at least the youngest.")
    if protocol.days * (protocol.refills + 1) > LONGEST_SUPPLY:
        given = f"{count(protocol.days, 'day')} and {count(protocol.refills, 'refill')}"
        raise ProtocolProblem("refills", f"{given} are more than {LONGEST_SUPPLY} days together.")
    if any(step > protocol.days for step in protocol.bridge):
        raise ProtocolProblem("bridge", "A bridge supply is no longer than the supply itself.")


def _field(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        least, most = _NUMBERS[name]
        if value is None and name in _MAY_BE_EMPTY:
            return None
        return _whole(name, value, least, most)
    match name:
        case "drug_class":
            return _text(name, value, 60)
        case "pregnancy":
            if value not in ("any", "not"):
                raise ProtocolProblem(name, 'This is "any" or "not".')
            return value
        case "min_covered":
            share = _decimal(name, value)
            if share is not None and not 0 < share <= 1:
                raise ProtocolProblem(name, "This is a proportion, more than 0 and at most 1.")
            return share
        case "bridge":
            return tuple(_whole(name, step, 1, 90) for step in _several(name, value, MOST_STEPS))
    return tuple(_lab(f"labs.{place}", each) for place, each in enumerate(_several(name, value, MOST_LABS), start=1))


def _lab(place: str, value: Any) -> Lab:
    if not isinstance(value, Mapping):
        raise ProtocolProblem(place, f"A laboratory value has {', '.join(each.name for each in fields(Lab))}.")
    if odd := set(map(str, value)) - {each.name for each in fields(Lab)}:
        raise ProtocolProblem(place, f"Nothing is known of {min(odd)[:40]!r}.")
    loincs = tuple(_text(f"{place}.loincs", each, 20) for each in _several(place, value.get("loincs"), MOST_CODES))
    if not loincs:
        raise ProtocolProblem(f"{place}.loincs", "Name at least one LOINC code.")
    if wrong := [code for code in loincs if not is_loinc(code)]:
        raise ProtocolProblem(f"{place}.loincs", f"{wrong[0]!r} is no LOINC code.")
    low, high = _decimal(f"{place}.low", value.get("low")), _decimal(f"{place}.high", value.get("high"))
    if low is not None and high is not None and low > high:
        raise ProtocolProblem(f"{place}.high", "The upper limit is at least the lower one.")
    words = _text(f"{place}.words", value.get("words"), 80)
    within = _whole(f"{place}.within_months", value.get("within_months"), 1, 60)
    return Lab(loincs, words, within, low, high, _text(f"{place}.unit", value.get("unit", ""), 30, least=0))


def _lab_to_json(lab: Lab) -> dict[str, Any]:
    return {
        "loincs": list(lab.loincs),
        "words": lab.words,
        "within_months": lab.within_months,
        "low": _decimal_to_json(lab.low),
        "high": _decimal_to_json(lab.high),
        "unit": lab.unit,
    }


def _decimal_to_json(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(place: str, value: Any) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ProtocolProblem(place, "This is a number.")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ProtocolProblem(place, "This is a number.") from None
    if not number.is_finite() or not -LARGEST <= number <= LARGEST:
        raise ProtocolProblem(place, f"This is a number up to {LARGEST:,}.")
    return number


def _whole(place: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ProtocolProblem(place, f"This is a whole number, from {least} to {most}.")
    return value


def _text(place: str, value: Any, longest: int, least: int = 1) -> str:
    if not isinstance(value, str) or not least <= len(value) <= longest or not value.isprintable():
        raise ProtocolProblem(place, f"This is a text of {least} to {longest} characters.")
    return value


def _several(place: str, value: Any, most: int) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, _KINDS_OF_LIST) or len(value) > most:
        raise ProtocolProblem(place, f"This is a list of at most {most}.")
    return value
