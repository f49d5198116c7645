"""How alarming a message sounds as a whole, where no rule holds: what its words weigh together.

`rules.urgency_weights` gives words a weight, fitted to the labelled lists of tests/rules/messages
(`python -m tests.rules.fit_urgency`): above zero what stands in emergencies, below what stands in refills, questions
and thanks. A denied, past or supposed word has a weight of its own, with a `~` before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt

from rules.urgency_marks import DROPS, Context
from rules.urgency_reading import SENTENCE, Reading, Span, one_left_out
from rules.urgency_weights import BASE, WEIGHTS

_WINDOW = 45  # words weighed together: what stands farther off is another matter
_FEWEST = 6  # words with a weight: of fewer, one would decide, and a short cry for help is the rules' to hear
FEW = 8  # and up to so many weigh as if there were as many
_LONG = 6  # letters of a word of which one slip is still recognised
_BESIDE = 10  # words around the heaviest that are shown with it
_ENDINGS = ("ing", "ed", "es", "s")
_DROPS = int(DROPS)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The heaviest stretch of a message: its weight, the family its words belong to, and the words that tell."""

    weight: float
    family: str
    span: Span


def weigh(reading: Reading, context: Context) -> Weighed | None:
    """The heaviest stretch of a message. None for a message of too few words that have a weight."""
    table, slips = _table()
    best: tuple[float, dict[str, int]] | None = None
    for features in windows(reading, context):
        known: dict[str, int] = {}
        for name, place in features.items():
            entry = name if name in table else slips.get(name, "") or _slip(name, slips)
            if entry:
                known.setdefault(entry, place)
        if len(known) < _FEWEST:
            continue
        weight = BASE + sum(table[name][0] for name in known) / sqrt(max(len(known), FEW))
        if best is None or weight > best[0]:
            best = weight, known
    if best is None:
        return None
    return Weighed(best[0], _family(best[1]), _telling(best[1]))


def windows(reading: Reading, context: Context) -> Iterator[dict[str, int]]:
    """The words that stand together in each stretch of a message, each with its place."""
    marks = context.marks
    words = ["~" + _stem(word) if marks[place] & _DROPS else _stem(word) for place, word in enumerate(reading.words)]
    for start, end in _stretches(reading):
        features: dict[str, int] = {}
        for place in range(start, end):
            features.setdefault(words[place], place)
        yield features


def _stretches(reading: Reading) -> Iterator[Span]:
    """Runs of sentences of at most so many words, each beginning half-way through the one before."""
    count, breaks = len(reading.words), reading.breaks
    start = 0
    while start < count:
        end = min(start + _WINDOW, count)
        if end < count:
            end = next((place for place in range(end, start + _WINDOW // 2, -1) if breaks[place] == SENTENCE), end)
        yield start, end
        if end >= count:
            return
        middle = start + (end - start) // 2
        start = next((place for place in range(middle, end) if breaks[place] == SENTENCE), middle)


def _stem(word: str) -> str:
    if word[0].isdigit():
        return "#"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _slip(name: str, slips: dict[str, str]) -> str:
    if len(name) < _LONG or not name.isalpha():
        return ""
    for near in one_left_out(name)[1:]:
        meant = slips.get(near, "")
        if meant and meant[0] == name[0] and abs(len(meant) - len(name)) <= 1:
            return meant
    return ""


def _family(known: dict[str, int]) -> str:
    """The family most of the weight above zero belongs to."""
    table, _ = _table()
    shares: Counter[str] = Counter()
    for name in known:
        weight, family = table[name]
        if weight > 0 and family:
            shares[family] += weight
    return max(shares, key=lambda family: (shares[family], family), default="confusion")


def _telling(known: dict[str, int]) -> Span:
    """The heaviest words that stand close together."""
    table, _ = _table()
    heavy = sorted(known, key=lambda name: (-table[name][0], known[name]))[:4]
    places = [known[name] for name in heavy if table[name][0] > 0 and abs(known[name] - known[heavy[0]]) <= _BESIDE]
    return (min(places), max(places)) if places else (0, 0)


@cache
def _table() -> tuple[dict[str, tuple[int, str]], dict[str, str]]:
    """Weight and family of each entry, and the heavy words their misspellings stand for."""
    table: dict[str, tuple[int, str]] = {}
    slips: dict[str, str] = {}
    for family, entries in WEIGHTS.items():
        words = entries.split()
        for name, weight in zip(words[::2], words[1::2], strict=True):
            table[name] = int(weight), family
            if int(weight) > 0 and len(name) >= _LONG and name.isalpha():
                for near in one_left_out(name):
                    slips.setdefault(near, name)
    return table, slips
