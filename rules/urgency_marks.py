"""Marks on the words of a message, and what the passes that set them need to know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag

from rules.urgency_reading import SENTENCE, Reading, Span


class Mark(IntFlag):
    """Why a word may be no alarm."""

    NONE = 0
    DENIED = 1
    PAST = 2
    OTHER = 4
    SUPPOSED = 8
    PURPOSE = 16
    RECENT = 32
    RESOLVED = 64
    CHRONIC = 128
    ABOUT = 256
    TOLD = 512
    SEEN = 1024  # looked after in a hospital, and over
    JEST = 2048


DROPS = Mark.DENIED | Mark.PAST | Mark.OTHER | Mark.SUPPOSED | Mark.PURPOSE | Mark.ABOUT | Mark.JEST
LOWERS = Mark.TOLD | Mark.RECENT | Mark.RESOLVED | Mark.CHRONIC | Mark.SEEN
_DENIED = int(Mark.DENIED)  # plain numbers are quicker


@dataclass(slots=True)
class Context:
    """The marks of a message's words. `denied_by[i]` is the word that denies word i."""

    marks: list[int]
    denied_by: dict[int, int] = field(default_factory=dict)

    def of(self, spans: list[Span]) -> Mark:
        """The marks on a match. A denial that is part of the match itself ("no feeling") does not count."""
        found = 0
        for first, last in spans:
            for place in range(first, last + 1):
                mark = self.marks[place]
                if mark & _DENIED:
                    by = self.denied_by[place]
                    if any(a <= by <= b for a, b in spans):
                        mark &= ~_DENIED
                found |= mark
        return Mark(found)


class Marker:
    """Marks one message."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.count = len(reading.words)
        self.context = Context([0] * self.count)
        self.at = {
            name: {first for first, _ in spans} for name, spans in reading.concepts.items() if name.startswith("@")
        }

    def spans(self, name: str) -> list[Span]:
        return self.reading.concepts.get(name, [])

    def has(self, name: str, place: int) -> bool:
        return place in self.at.get(name, ())

    def mark(self, place: int, mark: Mark) -> None:
        self.context.marks[place] |= int(mark)

    def sentence(self, place: int, reach: int = 30) -> tuple[int, int]:
        """First and last word of the sentence around a word, at most `reach` words either way."""
        first, last = place, place
        breaks = self.reading.breaks
        while first > 0 and breaks[first] != SENTENCE and place - first < reach:
            first -= 1
        while last + 1 < self.count and breaks[last + 1] != SENTENCE and last - place < reach:
            last += 1
        return first, last

    def unmark(self, place: int, mark: Mark) -> None:
        self.context.marks[place] &= ~int(mark)

    def anywhere(self, name: str, first: int, last: int, *, beyond: Span = (-1, -1)) -> bool:
        places = self.at.get(name, ())
        return any(place in places for place in range(first, last + 1) if not beyond[0] <= place <= beyond[1])
