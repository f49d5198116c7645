"""Which words of a message are denied: "no chest pain, sob or fever", "Dizziness: none"."""

from __future__ import annotations

from rules.urgency_marks import Mark, Marker
from rules.urgency_reading import COMMA, DASH

_NO_BREAK_WORDS = 9  # how far a denial reaches without a list
_LIST_WORDS = 40
_PRONOUNS = frozenset({"i", "im", "ive", "my", "his", "her", "he", "she", "its", "it", "theres"})
_LEADING = frozenset(
    {
        "in",
        "on",
        "of",
        "with",
        "around",
        "from",
        "to",
        "at",
        "have",
        "having",
        "had",
        "for",
        "after",
        "felt",
        "feel",
        "feeling",
        "noticed",
        "any",
        "and",
        "or",
        "nor",
        "behind",
        "under",
        "hurting",
        "harming",
        "killing",
        "about",
        "hurt",
        "kill",
        "harm",
        "me",
        "se",
        "le",
        "que",
        "see",
        "by",
        "taking",
        "over",
        "end",
        "ending",
        "think",
        "passing",
        "is",
        "are",
        "was",
        "were",
        "do",
        "did",
        "does",
    }
)


def deny_all(marker: Marker) -> None:
    """Mark what is denied before and after its words."""
    for first, last in marker.spans("@neg"):
        _deny(marker, first, last)
    _deny_after(marker)
    _deny_sought(marker)


def _deny_sought(marker: Marker) -> None:
    """ "We looked for stroke signs and there weren't any", "the test for clots was negative", "Any fever? None." """
    reading = marker.reading
    for first, _ in marker.spans("@none_after"):
        start, _ = marker.sentence(first)
        begin = max((last + 1 for _, last in marker.spans("@sought") if start <= last < first), default=-1)
        if (
            begin < 0
            and start
            and first == start
            and "?" in reading.text[reading.ends[start - 1] : reading.starts[start]]
        ):
            begin, _ = marker.sentence(start - 1)
        for place in range(begin, first) if begin >= 0 else ():
            marker.mark(place, Mark.DENIED)
            marker.context.denied_by[place] = first


def _deny(marker: Marker, first: int, last: int) -> None:
    breaks = marker.reading.breaks
    after = last + 1
    if after >= marker.count or breaks[after] >= COMMA:
        return  # "no, my chest ..."
    if _helpless(marker, after):
        return
    place, since = after, 0
    while place < marker.count and place - last <= _LIST_WORDS:
        if place > after:
            mark = breaks[place]
            bracket = mark == DASH and _bracket(marker, place)
            if (mark >= DASH and not bracket) or marker.has("@contrast", place):
                if _until_now(marker, place):
                    _grant(marker, after, place)
                return
            word = marker.reading.words[place]
            if word in ("or", "nor", "ni", "o") or bracket:
                since = 0
            elif word in ("and", "y", "e", "n"):
                if place + 1 < marker.count and marker.has("@subject", place + 1):
                    return
                since = 0
            elif mark == COMMA:
                if not is_item(marker, place):
                    return
                since = 0
        if since >= _NO_BREAK_WORDS or (since and _new_clause(marker, place)):
            return
        marker.mark(place, Mark.DENIED)
        marker.context.denied_by[place] = first
        place, since = place + 1, since + 1


def _bracket(marker: Marker, place: int) -> bool:
    """ "no swelling (face, lips), no wheeze"."""
    reading = marker.reading
    return reading.text[reading.ends[place - 1] : reading.starts[place]].strip(" ,") in ("(", ")", "[", "]")


def _until_now(marker: Marker, place: int) -> bool:
    words = marker.reading.words
    return any(
        words[near] in ("until", "hasta") and marker.has("@since_when", near + 1)
        for near in range(place, min(place + 6, marker.count))
    )


def _grant(marker: Marker, first: int, last: int) -> None:
    """ "No seizures until today": there was one."""
    for place in range(first, last):
        marker.unmark(place, Mark.DENIED)
        marker.context.denied_by.pop(place, None)


def _new_clause(marker: Marker, place: int) -> bool:
    """Whether somebody starts anew without a comma: "no fever my chest hurts", but not "no pain in my chest"."""
    words = marker.reading.words
    if words[place - 1] == "that" and words[place - 2] in ("appear", "appears", "say", "said", "recall", "remember"):
        return False
    return words[place] in _PRONOUNS and words[place - 1] not in _LEADING


def _helpless(marker: Marker, after: int) -> bool:
    """A denial of something else: "not sure", "not getting better", "don't know why"."""
    for place in range(after, min(after + 3, marker.count)):
        if marker.reading.breaks[place] >= COMMA and place > after:
            return False
        if marker.has("@helpless", place):
            return True
        if not marker.has("@auxiliary", place):
            return False
    return False


def is_item(marker: Marker, first: int) -> bool:
    """Whether the words after a comma are one more thing of a denied list."""
    words, breaks = marker.reading.words, marker.reading.breaks
    if marker.has("@subject", first):
        return words[first] == "the"
    place = first
    while place < marker.count and (place == first or breaks[place] == 0):
        if place > first and words[place] in ("or", "and", "nor", "ni", "y", "o"):
            return True
        if marker.has("@verbish", place) or place - first > 4 or words[place][0].isdigit():
            return False
        place += 1
    return True


def _short_item(marker: Marker, place: int) -> bool:
    breaks = marker.reading.breaks
    return any(place - back >= 0 and breaks[place - back] >= COMMA for back in (1, 2, 3)) and not any(
        marker.has("@subject", place - back) for back in (1, 2)
    )


def _deny_after(marker: Marker) -> None:
    """ "Chest pain - none", "Dizziness: no", "Fainting? No." """
    words, breaks, count = marker.reading.words, marker.reading.breaks, marker.count
    text, starts, ends = marker.reading.text, marker.reading.starts, marker.reading.ends
    for place in range(1, count):
        if words[place] not in (
            "none",
            "no",
            "denied",
            "denies",
            "negative",
            "neg",
            "absent",
            "never",
            "nope",
            "ninguno",
            "ninguna",
            "nada",
        ):
            continue
        between = text[ends[place - 1] : starts[place]]
        if between == " " and words[place] in ("no", "none", "negative", "neg") and _short_item(marker, place):
            between = ":"  # "fever no, stiff neck no"
        ended = place + 1 == count or breaks[place + 1] >= COMMA
        if (
            ended
            and any(mark in between for mark in ":?-\u2013\u2014=\t")
            and "!" not in between
            and "." not in between
        ):
            first = place - 1
            while first > 0 and breaks[first] == 0 and place - first < 8:
                first -= 1
            for back in range(first, place):
                marker.mark(back, Mark.DENIED)
                marker.context.denied_by[back] = place
