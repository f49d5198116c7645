"""Segments of X12 and their elements: texts, amounts, dates and codes, each checked where it is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from feeds.hl7_charsets import without_controls

LONGEST_IDENTITY = 80  # characters; the longest in X12 835 has 50
LONGEST_LABEL = 200
ZERO = Decimal("0.00")
_MOST_NOTES = 50
_EARLIEST, _LATEST = 1900, 2200
_AMOUNT = re.compile(r"-?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_LARGEST = Decimal(10) ** 10
_CODE = re.compile(r"[A-Z0-9]+")
_PLAIN = re.compile(rb"[!-~]*")
_DAY = re.compile(r"\d{8}", re.ASCII)


class SegmentRefused(Exception):
    """A segment that can't be taken, and its remittance with it. `reason` is a sentence without patient data."""

    def __init__(self, segment: Segment, number: int, reason: str) -> None:
        super().__init__(reason)
        self.segment, self.field, self.reason = segment, f"{segment.name}-{number}", reason


@dataclass(slots=True)
class Notes:
    """What was odd in a remittance, each thing once and not without end."""

    found: dict[str, None] = field(default_factory=dict)

    def add(self, note: str) -> None:
        """Take down a sentence without patient data."""
        if len(self.found) < _MOST_NOTES:
            self.found[note] = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment. Elements are numbered as in X12, and an absent one is empty; `start` is its place in the file."""

    name: str
    number: int
    start: int
    elements: tuple[bytes | list[bytes], ...] = field(repr=False)
    component: bytes = b":"

    def parts(self, number: int) -> list[str]:
        """The components of an element; one for a simple element."""
        found = self.elements[number - 1] if number <= len(self.elements) else b""
        return [_text(each) for each in (found if isinstance(found, list) else [found])]

    def text(self, number: int) -> str:
        """An element as one text, in one line."""
        found = self.elements[number - 1] if number <= len(self.elements) else b""
        return _text(self.component.join(found) if isinstance(found, list) else found)

    def label(self, number: int) -> str:
        """A name that people read; what is beyond reason is cut."""
        return shortened(self.text(number))

    def identity(self, number: int) -> str:
        """What things are told apart by: never cut. Raises `SegmentRefused` where it is too long to be that."""
        return self.bounded(number, self.text(number))

    def bounded(self, number: int, text: str) -> str:
        """A text of this element that must be whole. Raises `SegmentRefused` where it is too long."""
        if len(text) > LONGEST_IDENTITY:
            raise SegmentRefused(self, number, f"The element is longer than {LONGEST_IDENTITY} characters.")
        return text

    def code(self, number: int, longest: int, component: int = 1) -> str:
        """A code of capital letters and digits. Raises `SegmentRefused` for anything else, and for none."""
        parts = self.parts(number)
        found = parts[component - 1].upper() if component <= len(parts) else ""
        if not found:
            raise SegmentRefused(self, number, "The code is missing.")
        if len(found) > longest or not _CODE.fullmatch(found):
            raise SegmentRefused(self, number, "This isn't a code.")
        return found

    def money(self, number: int) -> Decimal:
        """An amount with two places. Raises `SegmentRefused` where there is none, or it isn't one to the cent."""
        written = self.text(number)
        if not written:
            raise SegmentRefused(self, number, "The amount is missing.")
        if not _AMOUNT.fullmatch(written):
            raise SegmentRefused(self, number, "The amount isn't a number.")
        if len(written.partition(".")[2]) > 2:
            raise SegmentRefused(self, number, "The amount has more than two decimal places.")
        found = Decimal(written)
        if abs(found) >= _LARGEST:
            raise SegmentRefused(self, number, "The amount is too large.")
        return found.quantize(ZERO) + ZERO  # "-0" is nothing

    def money_or_zero(self, number: int) -> Decimal:
        """An amount that may be left out."""
        return self.money(number) if self.text(number) else ZERO

    def quantity(self, number: int) -> Decimal | None:
        """A number of units; None where it is left out. Raises `SegmentRefused` where it isn't a number."""
        written = self.text(number)
        if not written:
            return None
        if len(written) > 15 or not _AMOUNT.fullmatch(written):
            raise SegmentRefused(self, number, "The quantity isn't a number.")
        return Decimal(written)

    def day(self, number: int, notes: Notes) -> date | None:
        """A date (CCYYMMDD). What is none is left out, with a note that names the element."""
        written = self.text(number)
        if not written:
            return None
        try:
            found = date.fromisoformat(written) if _DAY.fullmatch(written) else None
        except ValueError:
            found = None
        if found is None or not _EARLIEST <= found.year < _LATEST:
            notes.add(f"{self.name}-{number} isn't a date and was left out.")
            return None
        return found


def shortened(text: str) -> str:
    """A label of reasonable length."""
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def _text(content: bytes) -> str:
    """Text in one line, without control characters. Lines that were wrapped by width go on where they were cut."""
    if _PLAIN.fullmatch(content):
        return content.decode("ascii")
    content = content.replace(b"\r", b"").replace(b"\n", b"")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return " ".join(without_controls(text).split())
