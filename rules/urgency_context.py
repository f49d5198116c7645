"""What stands around an alarming word: whether it is denied, long past, somebody else's, supposed, or settled.

Each word of a message gets marks; a match of a rule that touches a mark is dropped or counted one level lower.
"""

from __future__ import annotations

import re

from rules.urgency_denial import deny_all, is_item
from rules.urgency_marks import Context, Mark, Marker
from rules.urgency_reading import COMMA, DASH, Reading, Span

_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT = frozenset(
    {"not", "isnt", "arent", "hasnt", "havent", "wont", "doesnt", "never", "wasnt", "until", "dont", "if", "didnt"}
)
_SIDE = 16  # how far a time or a topic reaches within its sentence


def context_of(reading: Reading) -> Context:
    """Mark every word of a message whose concepts have been read."""
    marker = Marker(reading)
    deny_all(marker)
    _past(marker)
    _others(marker)
    _supposed(marker)
    _purposes(marker)
    _settled(marker)
    return marker.context


def _past(marker: Marker) -> None:
    for first, last in marker.spans("@past"):
        _around(marker, first, last, Mark.PAST)
    for first, last in marker.spans("@recent"):
        _around(marker, first, last, Mark.RECENT)
    for place, word in enumerate(marker.reading.words):
        if len(word) == 4 and _YEAR.fullmatch(word) and not marker.has("@past", place):
            _around(marker, place, place, Mark.PAST)
    for _, last in marker.spans("@of"):
        _forward(marker, last + 1, 8, Mark.PAST)


def _around(marker: Marker, first: int, last: int, mark: Mark) -> None:
    """Mark the clause of a time word. A clause after or before a comma belongs only where the time is set off."""
    breaks = marker.reading.breaks
    start, end = marker.sentence(first)
    present = sorted(
        place for place in marker.at.get("@ongoing", ()) if start <= place <= end and not first <= place <= last
    )

    def nearer(place: int) -> bool:
        """Whether a present time ("again", "last night") stands nearer to a word than the past one."""
        own = min(abs(place - first), abs(place - last))
        return any(abs(place - other) < own for other in present)

    place = first - 1
    while place >= max(start, first - _SIDE):
        if breaks[place + 1] >= DASH or marker.has("@contrast", place):
            break
        if breaks[place + 1] == COMMA and first - place > 3:
            break
        if not nearer(place):
            marker.mark(place, mark)
        place -= 1
    place = last + 1
    opening = first - start <= 4
    while place <= min(end, last + _SIDE):
        if breaks[place] >= DASH or marker.has("@contrast", place):
            return
        if breaks[place] == COMMA and not opening:
            return
        if marker.reading.words[place] in ("and", "y") and place + 1 <= end and marker.has("@subject", place + 1):
            return
        if not nearer(place):
            marker.mark(place, mark)
        place += 1


def _forward(marker: Marker, first: int, reach: int, mark: Mark) -> None:
    breaks = marker.reading.breaks
    for place in range(first, min(first + reach, marker.count)):
        if breaks[place] >= DASH or marker.has("@contrast", place):
            return
        if breaks[place] == COMMA and not is_item(marker, place):
            return
        marker.mark(place, mark)


def _others(marker: Marker) -> None:
    for name in ("@kin", "@outsider", "@animal"):
        for first, last in marker.spans(name):
            _, end = marker.sentence(first)
            near = min(last + 4, end)
            theirs = marker.anywhere("@had", last + 1, near)
            if name == "@kin":
                theirs = theirs and _told_of_kin(marker, last, near, end)
            elif name == "@animal":
                theirs = theirs or marker.anywhere("@ate", last + 1, near)
            if theirs or _lost(marker, first):
                _forward(marker, last + 1, _SIDE, Mark.OTHER)
    for first, last in marker.spans("@family_history"):
        start, end = marker.sentence(first)
        for place in range(max(start, first - 8), min(end, last + 10) + 1):
            marker.mark(place, Mark.OTHER)


def _told_of_kin(marker: Marker, last: int, near: int, end: int) -> bool:
    """Whether a relative's illness is a story: a death, an age, a worry about oneself. Else they write for them."""
    if marker.anywhere("@ongoing", last + 1, min(end, last + _SIDE)):
        return False
    words = marker.reading.words
    aged = any(words[place] == "at" and words[place + 1].isdigit() for place in range(last + 1, min(end, last + _SIDE)))
    return (
        aged
        or marker.anywhere("@death", last + 1, near)
        or marker.anywhere("@selfworry", last + 1, min(marker.count, last + 40) - 1)
    )


def _lost(marker: Marker, first: int) -> bool:
    """ "We lost our dad to ..." """
    words = marker.reading.words
    return first >= 2 and words[first - 2] == "lost" and words[first - 1] in ("our", "my", "his", "her")


def _supposed(marker: Marker) -> None:
    for first, last in marker.spans("@if"):
        if any(marker.has("@unsure", place) for place in range(max(0, first - 2), first + 1)):
            continue
        start, end = marker.sentence(first)
        if not _firsthand(marker, start, end, (first, last)):
            _forward(marker, first + 1, 12, Mark.SUPPOSED)
    words = marker.reading.words
    for place, word in enumerate(words[:-2]):
        after = words[place + 1 : place + 2]
        if (
            word == "if"
            and after
            and after[0] in ("i", "he", "she")
            and not marker.anywhere("@unsure", max(0, place - 2), place)
        ):
            first = place + 2
            near = {
                "faint",
                "pass",
                "vomit",
                "bleed",
                "collapse",
                "throw",
                "puke",
                "overdose",
                "black",
                "take",
                "took",
                "miss",
            }
            if words[first] in near:
                _forward(marker, first, 8, Mark.SUPPOSED)
    for _, last in marker.spans("@told"):
        _forward(marker, last + 1, 14, Mark.TOLD)
    for first, last in marker.spans("@about"):
        start, end = marker.sentence(first)
        if _firsthand(marker, start, end, (first, last)):
            continue
        for place in range(max(start, first - _SIDE), min(end, last + _SIDE) + 1):
            if place > last and marker.has("@contrast", place):
                break
            marker.mark(place, Mark.ABOUT)


def _firsthand(marker: Marker, start: int, end: int, beyond: Span) -> bool:
    """Whether the sentence tells what the writer has: "I've been", but not "I've had none"."""
    return any(
        not marker.anywhere("@neg", last + 1, last + 1) and not (beyond[0] <= first <= beyond[1])
        for first, last in marker.spans("@firsthand")
        if start <= first <= end
    )


def _purposes(marker: Marker) -> None:
    """ "inhaler for my shortness of breath", "seizure clinic"."""
    for first, last in marker.spans("@purpose"):
        start, end = marker.sentence(first)
        if marker.anywhere("@worse", start, end):
            continue
        for place in range(last + 1, min(last + 6, end + 1)):
            if marker.has("@for", place):
                _forward(marker, place + 1, 6, Mark.PURPOSE)
                break
    for first, _ in marker.spans("@thing"):
        if first and marker.reading.words[first - 1] == "new":
            continue  # "a rash since the new medicine"
        start, end = marker.sentence(first)
        if marker.anywhere("@worse", start, end):
            continue
        for place in range(max(start, first - 2), first):
            if all(marker.reading.breaks[p] == 0 for p in range(place + 1, first + 1)):
                marker.mark(place, Mark.PURPOSE)


def _settled(marker: Marker) -> None:
    for first, last in marker.spans("@resolved"):
        if marker.context.marks[first] & Mark.DENIED and marker.context.denied_by[first] < first:
            continue  # "not better now"
        if any(word in _NOT for word in marker.reading.words[max(0, first - 3) : first]):
            continue
        start, end = marker.sentence(first)
        if marker.anywhere("@back", start, end, beyond=(first, last)) and not marker.anywhere("@neg", first, last):
            continue
        if start > 0 and first - start <= 5:
            start, _ = marker.sentence(start - 1)
        for place in range(start, min(end, last + 4) + 1):
            marker.mark(place, Mark.RESOLVED)
    for first, last in marker.spans("@chronic"):
        start, end = marker.sentence(first)
        before = marker.reading.words[max(0, first - 2) : first]
        if any(word in ("than", "not", "unlike", "isnt") for word in before) or marker.anywhere(
            "@worse", start, end, beyond=(first, last)
        ):
            continue
        for place in range(start, end + 1):
            marker.mark(place, Mark.CHRONIC)
