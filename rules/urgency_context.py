"""What stands around an alarming word: whether it is denied, long past, somebody else's, supposed, or settled.

Each word of a message gets marks; a match of a rule that touches a mark is dropped or counted one level lower.
"""

from __future__ import annotations

import re

from rules.urgency_denial import deny_all, is_item
from rules.urgency_frames import FIRST_PERSON, read_frames, starts_anew
from rules.urgency_marks import Context, Mark, Marker
from rules.urgency_misread import ages, hush_agains, is_reading, is_short_year
from rules.urgency_reading import COMMA, DASH, Reading, Span

_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT = frozenset(
    {"not", "isnt", "arent", "hasnt", "havent", "wont", "doesnt", "never", "wasnt", "until", "dont", "if", "didnt"}
)
_IS_SO = frozenset({"im", "am", "is", "are", "cant", "hurts", "hes", "shes", "keeps", "duele", "estoy", "esta"})
_STATES = (["is"], ["was"], ["has"], ["keeps"], ["got"], ["started"], ["died"], ["esta"])
_MOST = 100
_SIDE = 16  # how far a time or a topic reaches within its sentence


def context_of(reading: Reading) -> Context:
    """Mark every word of a message whose concepts have been read."""
    marker = Marker(reading)
    hush_agains(marker)
    deny_all(marker)
    _past(marker)
    _others(marker)
    _supposed(marker)
    _purposes(marker)
    _settled(marker)
    read_frames(marker)
    return marker.context


def _past(marker: Marker) -> None:
    for first, last in marker.spans("@past"):
        if is_reading(marker, first, last):
            continue
        _around(marker, first, last, Mark.PAST)
    births = _places(marker, "postpartum", "new_mother", "surgery")
    mistaken = _places(marker, "thinks_its")  # "he thinks it's 1974"
    for first, last in marker.spans("@recent"):
        if any(place in births for place in range(first - 4, first)):
            continue  # what follows a birth or an operation is the matter
        _around(marker, first, last, Mark.RECENT)
    for place, word in enumerate(marker.reading.words):
        year = (len(word) == 4 and _YEAR.fullmatch(word)) or is_short_year(marker, place)
        if year and not marker.has("@past", place) and place - 1 not in mistaken:
            _around(marker, place, place, Mark.PAST)
    for first, last in ages(marker)[:_MOST]:
        _around(marker, first, last, Mark.PAST)
    for first, last in marker.spans("@that_was"):
        _before(marker, first, last)
    for first, last in marker.spans("@of"):
        for place in range(first, last + 1):
            marker.mark(place, Mark.PAST)
        _forward(marker, last + 1, 8, Mark.PAST)


def _before(marker: Marker, first: int, last: int) -> None:
    """ "Overdosed on it once, that was 22 years ago": what stands before is past too."""
    start, end = marker.sentence(first)
    if not marker.anywhere("@past", last, min(end, last + 5)):
        return
    if start and first - start <= 1:
        start, _ = marker.sentence(start - 1)
    if not marker.anywhere("@ongoing", start, first):
        for place in range(start, first):
            marker.mark(place, Mark.PAST)


def _places(marker: Marker, *names: str) -> set[int]:
    return {place for name in names for first, last in marker.spans(name) for place in range(first, last + 1)}


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
        if breaks[place] == COMMA and (
            not (opening and (place == last + 1 or is_item(marker, place))) or _present_after(marker, place)
        ):
            return
        if marker.reading.words[place] in ("and", "y") and place + 1 <= end and marker.has("@subject", place + 1):
            return
        if place > last + 1 and not opening and starts_anew(marker, place):
            return
        if not nearer(place):
            marker.mark(place, mark)
        place += 1


def _present_after(marker: Marker, place: int) -> bool:
    """Whether a clause after a comma tells how it is now: "…, this pain is", "…, I'm in a good place"."""
    return any(starts_anew(marker, near) for near in range(place, min(place + 3, marker.count)))


def _now_later(marker: Marker, place: int) -> bool:
    """ "history of ulcers and black stools since yesterday": from the "and" on it is now."""
    return marker.reading.words[place] in ("and", "y") and marker.anywhere(
        "@ongoing", place + 1, min(marker.sentence(place)[1], place + 8)
    )


def _forward(marker: Marker, first: int, reach: int, mark: Mark) -> None:
    breaks = marker.reading.breaks
    told = bool(mark & (Mark.PAST | Mark.OTHER))
    for place in range(first, min(first + reach, marker.count)):
        if breaks[place] >= DASH or marker.has("@contrast", place):
            return
        opens = marker.reading.words[place] in FIRST_PERSON or marker.reading.words[place] in ("and", "y")
        if told and place > first and opens and (starts_anew(marker, place) or _now_later(marker, place)):
            return
        if breaks[place] == COMMA and not is_item(marker, place):
            return
        marker.mark(place, mark)


def _others(marker: Marker) -> None:
    for name in ("@kin", "@outsider", "@animal"):
        for first, last in marker.spans(name):
            start, end = marker.sentence(first)
            near = min(last + 4, end)
            theirs = marker.anywhere("@had", last + 1, near)
            if name == "@outsider":
                theirs = theirs or marker.anywhere("@befell", last + 1, min(near + 2, end))
                theirs = (theirs and not _beside_us(marker, start, end)) or marker.anywhere(
                    "@death", last + 1, min(last + 9, end)
                )
            if name == "@kin":
                theirs = theirs and _told_of_kin(marker, last, near, end)
            elif name == "@animal":
                told = marker.reading.words[last + 1 : last + 2]
                theirs = theirs or marker.anywhere("@ate", last + 1, near) or told in _STATES
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


def _beside_us(marker: Marker, start: int, end: int) -> bool:
    """Whether somebody not of the family is ill where the writer is: "a friend overdosed in my bathroom"."""
    gone_by = ("yesterday", "last", "day", "days", "ayer")
    return marker.anywhere("@here", start, min(end + 8, marker.count - 1)) or any(
        start <= first <= end and marker.reading.words[first] not in gone_by for first, _ in marker.spans("@ongoing")
    )


def _lost(marker: Marker, first: int) -> bool:
    """ "We lost our dad to ..." """
    words = marker.reading.words
    return first >= 2 and words[first - 2] == "lost" and words[first - 1] in ("our", "my", "his", "her")


def _supposed(marker: Marker) -> None:
    wished = _places(marker, "suicide", "me_gone")  # "better if I was gone" supposes nothing
    for first, last in marker.spans("@if"):
        if any(place in wished for place in range(first, last + 1)):
            continue
        if any(marker.has("@unsure", place) for place in range(max(0, first - 2), first + 1)):
            continue
        start, end = marker.sentence(first)
        if not _firsthand(marker, start, end, (first, last + 2)):
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
                "fall",
                "falls",
                "hit",
                "hits",
                "faints",
                "passes",
                "choke",
                "chokes",
                "swallows",
                "takes",
                "vomits",
                "seizes",
            }
            if words[first] in near:
                _forward(marker, first, 8, Mark.SUPPOSED)
    for _, last in marker.spans("@told"):
        _forward(marker, last + 1, 14, Mark.TOLD)
    for first, last in marker.spans("@about"):
        start, end = marker.sentence(first)
        if _firsthand(marker, start, end, (first, last)):
            continue
        begin = max(start, first - _SIDE)
        commas = [place for place in range(begin + 1, first) if marker.reading.breaks[place] == COMMA]
        if commas and _IS_SO & set(marker.reading.words[begin : commas[-1]]):
            begin = commas[-1]  # "her throat is closing, where is the form for …"
        for place in range(begin, min(end, last + _SIDE) + 1):
            if place > last and (marker.has("@contrast", place) or starts_anew(marker, place)):
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
    for place, word in enumerate(marker.reading.words[:-1]):
        if word == "anti" and marker.reading.breaks[place + 1] == 0:
            marker.mark(place + 1, Mark.PURPOSE)
    for first, _ in marker.spans("@thing"):
        if marker.reading.words[first : first + 2] == ["center", "of"]:
            continue  # "the center of my chest" is no clinic
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
            earlier, ended = marker.sentence(start - 1)
            if not _IS_SO & set(marker.reading.words[earlier : ended + 1]):
                start = earlier
        for place in range(start, min(end, last + 4) + 1):
            if place > last and marker.has("@contrast", place):
                break
            marker.mark(place, Mark.RESOLVED)
    for first, last in marker.spans("@chronic"):
        start, end = marker.sentence(first)
        before = marker.reading.words[max(0, first - 2) : first]
        if any(word in ("than", "not", "unlike", "isnt") for word in before) or marker.anywhere(
            "@worse", start, end, beyond=(first, last)
        ):
            continue
        for place in range(start, end + 1):
            if place > last and marker.reading.words[place] in ("but", "now", "pero"):
                break
            marker.mark(place, Mark.CHRONIC)
