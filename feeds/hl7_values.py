"""What an observation says (OBX-5), by its type (OBX-2), as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass

from feeds.hl7_escapes import one_line
from feeds.hl7_fields import Dates, as_people_write, coded
from feeds.hl7_segments import Repeat, Segment
from rules.result_values import Value, read_value

TEXTS = frozenset({"ST", "TX", "FT"})
_NUMERIC = frozenset({"NM", "SN", "ST", "TX", "FT", ""})
_CODED = frozenset({"CE", "CWE", "CNE", "CF", "IS", "ID"})
_TIMES = frozenset({"DT", "TS", "DTM"})
_LONGEST_PARTS = 200  # a field of more repetitions or components is shown as it stands


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as text, and as a number where it is one."""

    text: str
    value: Value


def shown(segment: Segment, kind: str, dates: Dates) -> Shown:
    """The value of one segment."""
    text = _text(segment, kind, dates)
    return _read(text) if kind in _NUMERIC else Shown(text, Value(text))


def text_line(segment: Segment) -> Shown:
    """A line of a text."""
    return _read(segment.text(5))


def _read(text: str) -> Shown:
    return Shown(text, Value(text) if "\n" in text else read_value(text))


def _text(segment: Segment, kind: str, dates: Dates) -> str:
    if kind in TEXTS or not kind:
        return segment.text(5)
    repeats = segment.repeats(5, _LONGEST_PARTS + 1)
    if sum(len(each.components) for each in repeats) > _LONGEST_PARTS:
        return segment.text(5)
    return "\n".join(filter(None, (_single(each, kind, dates) for each in repeats)))


def _single(repeat: Repeat, kind: str, dates: Dates) -> str:
    if kind in _CODED:
        return coded(repeat).display
    if kind == "NM":
        return one_line(repeat.behind(0), repeat.marks)
    parts = [one_line(each, repeat.marks) for each in repeat.components]
    if kind == "SN":
        return structured(parts)
    if kind in _TIMES:
        return as_people_write(parts[0], dates.zone)
    if kind == "RP":
        return f"Document kept elsewhere: {parts[0]}" if parts[0] else ""
    return (", " if kind in ("NA", "MA") else " ").join(filter(None, parts))


def structured(parts: list[str]) -> str:
    """A structured number (SN): ">^100", "^1^:^128", "^2^-^5", "^1^+", as it is written by hand."""
    comparator, first, separator, second = (parts + [""] * 4)[:4]
    return f"{comparator}{first}{separator}{second}"
