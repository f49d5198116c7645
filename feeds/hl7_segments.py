"""Segments and their parts as the `hl7` library splits them, with our types on them and a bound in front.

The library splits everything to the last sub-component before anything is asked, at some 660 bytes for each separator
(*measured*: 458 MB for 20,000 observations, as much for a field of 700,000 carets). So a message goes through it in
pieces, and one that is made of separators isn't read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import hl7

from db.lab_messages import Refused
from feeds.hl7_escapes import Marks, joined, one_line, unescaped

MOST_IN_SEGMENT = 20_000  # separators; a real segment of a hundred fields has some hundreds
MOST_IN_MESSAGE = 1_000_000  # ten seconds' work; 20,000 observations with all their fields are 800,000
AT_ONCE = 20_000
_MOST_REPEATS = 50
_NOTHING = [""]
# Marks that no text has: control characters were taken out. The library's escape is always one of them, so that it
# neither unescapes nor logs a text of its own accord.
_NEVER = "\x01\x02\x03\x04\x05"


def marks_of(header: str, position: int) -> Marks:
    """The marks that a header declares; the usual ones where it leaves some out. Raises `Refused` for nonsense."""
    field = header[3:4]
    encoding = header[4:].partition(field)[0] if field else ""
    if not field or len(encoding) > 5 or any(mark.isalnum() or mark.isspace() for mark in encoding):
        raise Refused(position, "MSH", "2", "These aren't encoding characters.")
    if len({field, *encoding}) != 1 + len(encoding):
        raise Refused(position, "MSH", "2", "Two encoding characters are the same.")
    usual = zip("^~\\&"[len(encoding) :], _NEVER, strict=False)
    return Marks(field, *encoding[:4], *(never if mark in field + encoding else mark for mark, never in usual))


def split(header: str, body: Iterable[str], marks: Marks, position: int) -> Iterator[Segment]:
    """The header and the segments behind it. Raises `Refused` for more parts than can be meant."""
    piece = [_declared(marks) + header[4:].partition(marks.field)[2]]
    total = held = _separators(piece[0], marks, position)
    for line in body:
        count = _separators(line, marks, position)
        total, held = total + count, held + count
        if total > MOST_IN_MESSAGE:
            raise Refused(position, line[:3], "1", f"The message has more than {MOST_IN_MESSAGE:,} parts.")
        if held > AT_ONCE:
            yield from _split(piece, marks)
            piece, held = [line], count
        else:
            piece.append(line)
    yield from _split(piece, marks)


def _split(piece: list[str], marks: Marks) -> Iterator[Segment]:
    again = not piece[0].startswith("MSH")
    found = hl7.parse("\r".join([_declared(marks), *piece] if again else piece))
    return (Segment(each, marks) for each in islice(found, again, None))


def _declared(marks: Marks) -> str:
    return f"MSH{marks.field}{marks.component}{marks.repetition}{_NEVER[-1]}{marks.subcomponent}{marks.field}"


def _separators(line: str, marks: Marks, position: int) -> int:
    """How many a segment has. Raises `Refused` where it has too many, with the field that has the most."""
    inner = (marks.component, marks.repetition, marks.subcomponent)
    count = sum(map(line.count, (marks.field, *inner)))
    if count > MOST_IN_SEGMENT:
        sizes = [sum(map(field.count, inner)) for field in line.split(marks.field)]
        number = sizes.index(max(sizes)) + (line[:3] == "MSH")
        raise Refused(position, line[:3], str(number), f"The segment has more than {MOST_IN_SEGMENT:,} parts.")
    return count


class Repeat:
    """One repetition of a field: its components, each as it stands."""

    __slots__ = ("_split", "marks")

    def __init__(self, split: Any, marks: Marks) -> None:
        self._split, self.marks = [split] if isinstance(split, str) else split, marks

    @property
    def components(self) -> list[str]:
        """All of them, as they stand."""
        return [as_it_stands(each) for each in self._split]

    def behind(self, component: int) -> str:
        """All components behind one, as they stand, in one."""
        return self.marks.component.join(self.components[component:])

    def part(self, component: int = 1, subcomponent: int = 1) -> str:
        """One part as a person reads it: in one line."""
        return _part(self._split, component, subcomponent, self.marks)


class Segment:
    """One segment. Fields are numbered as in HL7, and an absent one is empty."""

    __slots__ = ("_split", "marks", "name")

    def __init__(self, split: Any, marks: Marks) -> None:
        self._split, self.marks = split, marks
        self.name = as_it_stands(split[0])

    def __len__(self) -> int:
        return len(self._split)

    def _field(self, number: int) -> Any:
        """A field's repetitions. Two quotes mean that there is nothing (HL7's null)."""
        found = self._split[number] if number < len(self._split) else _NOTHING
        return _NOTHING if found == ['""'] else found

    def raw(self, number: int) -> str:
        """A field as it stands; empty where it says that there is nothing."""
        return as_it_stands(self._field(number))

    def agrees(self, other: Segment, *numbers: int) -> bool:
        """Whether these fields are the same in another segment."""
        return all(self._field(number) == other._field(number) for number in numbers)

    def repeats(self, number: int, most: int = _MOST_REPEATS) -> list[Repeat]:
        """A field's repetitions, a reasonable number of them; none for an empty field."""
        found = self._field(number)
        return [] if found == _NOTHING else [Repeat(each, self.marks) for each in found[:most]]

    def part(self, number: int, component: int = 1, subcomponent: int = 1) -> str:
        """One part of a field's first repetition, as a person reads it."""
        return _part(self._field(number)[0], component, subcomponent, self.marks)

    def text(self, number: int) -> str:
        """A text of several lines; its repetitions are the lines that it was wrapped in."""
        lines = [as_it_stands(each) for each in self._field(number)]
        if len(lines) == 2 and not lines[0]:
            lines = [self.raw(number)]  # "~5" is about 5
        return joined([unescaped("\n".join(lines), self.marks)])


def as_it_stands(split: Any) -> str:
    """What the library split, in one again."""
    if isinstance(split, str):
        return split
    return split[0] if len(split) == 1 and isinstance(split[0], str) else str(split)


def _part(split: Any, component: int, subcomponent: int, marks: Marks) -> str:
    for number in (component, subcomponent):
        # What has no separator in it the library leaves a text: its own first part.
        found = [split] if isinstance(split, str) else split
        if number > len(found):
            return ""
        split = found[number - 1]
    return one_line(split, marks)
