"""What looks like a cue and is none: a "no" of something else, "sharp again", an age, a decade of readings."""

from __future__ import annotations

from rules.urgency_marks import Marker
from rules.urgency_reading import COMMA, Span

HOME = frozenset(
    [
        "home",
        "fine",
        "ok",
        "okay",
        "better",
        "good",
        "gone",
        "normal",
        "clear",
        "discharged",
        "released",
        "stable",
        "resolved",
        "happy",
        "er",
        "hospital",
        "care",
        "visit",
        "appointment",
        "bien",
        "casa",
        "open",
        "opening",
    ]
)
WELL = HOME | {"sharp", "himself", "herself", "myself", "well", "eating", "walking", "talking", "playing", "smiling"}
_MEASURES = frozenset(
    [
        "sugar",
        "glucose",
        "bg",
        "oxygen",
        "o",
        "sat",
        "sats",
        "pulse",
        "ox",
        "rate",
        "hr",
        "bp",
        "stable",
        "sits",
        "sitting",
        "is",
        "reading",
        "was",
        "level",
        "stuck",
        "stays",
        "still",
        "now",
        "down",
        "up",
    ]
)
_NO_AGE = frozenset(
    [
        "am",
        "pm",
        "a",
        "p",
        "percent",
        "weeks",
        "week",
        "wks",
        "days",
        "months",
        "mo",
        "hours",
        "over",
        "mg",
        "mph",
        "degrees",
        "f",
        "minutes",
        "units",
        "oclock",
        "beats",
    ]
)
_AGES = range(13, 50)
_SHE = frozenset(["she", "mom", "wife", "girlfriend", "mother"])
_HERS = (
    ["head"],
    ["face"],
    ["knee"],
    ["elbow"],
    ["arm"],
    ["back"],
    ["chin"],
    ["nose"],
    ["hip"],
    ["hand"],
    ["leg"],
    ["foot"],
)
_TROUBLE = frozenset(["trouble", "difficulty", "problem", "problems", "issue", "issues"])
_STIRS = (
    "mov",
    "kick",
    "activ",
    "flutter",
    "fetal",
    "baby",
    "feel",
    "since",
    "today",
    "all",
    "much",
    "at",
    "more",
    "stop",
    "quit",
    "let",
    "longer",
)


def hush_agains(marker: Marker) -> None:
    """ "She's sharp again" is nothing that came back."""
    words = marker.reading.words
    contrast = marker.at.get("@contrast", set())  # "my now 12 year old"
    contrast -= {
        place for place in contrast if words[place] == "now" and words[place - 1] in ("my", "our", "his", "her")
    }
    for name in ("@back", "@ongoing"):
        places = marker.at.get(name, set())
        places -= {place for place in places if words[place] == "again" and place and words[place - 1] in WELL}


def is_short_year(marker: Marker, place: int) -> bool:
    """ "in '16", but not 5'10."""
    reading = marker.reading
    word, start = reading.words[place], reading.starts[place]
    return len(word) == 2 and word.isdigit() and reading.text[max(0, start - 2) : start] in (" '", "('")


def is_reading(marker: Marker, first: int, last: int) -> bool:
    """Whether "in the 80s" is a measured value: "oxygen in the 80s"."""
    words = marker.reading.words
    decade = words[last] == "s" and words[last - 1].isdigit()
    return decade and any(word in _MEASURES or word.startswith("sat") for word in words[max(0, first - 4) : first])


def ages(marker: Marker) -> list[Span]:
    """Where a year of life stands: "surgery at 13", "(age 15)", "at thirty-one" is not read."""
    words, found = marker.reading.words, []
    for place in range(1, marker.count):
        word = words[place]
        if not (word.isdigit() and len(word) == 2 and int(word) in _AGES) or marker.reading.breaks[place] >= COMMA:
            continue
        after = words[place + 1] if place + 1 < marker.count else ""
        before = words[place - 1]
        if before in ("age", "aged") or (
            before == "at"
            and after not in _NO_AGE
            and marker.reading.text[marker.reading.ends[place] : marker.reading.ends[place] + 1] not in ("%", "/", ":")
            and (place < 2 or words[place - 2] not in _MEASURES)
        ):
            found.append((place - 1, place))
    return found


def drop_other_noes(marker: Marker) -> None:
    """ "Baby is moving lots, no bleeding": that "no" is not about the baby. Nor is "not any trouble" one."""
    words, concepts = marker.reading.words, marker.reading.concepts
    if "cant" in concepts:
        concepts["cant"] = [
            (first, last)
            for first, last in concepts["cant"]
            if words[last] not in ("not", "no", "isnt", "hasnt", "havent", "dont", "doesnt")
            or not any(word in _TROUBLE or word == "short" for word in words[last + 1 : last + 4])
        ]
    if "abuse" in concepts:  # "she hit her head" on something
        concepts["abuse"] = [
            (first, last)
            for first, last in concepts["abuse"]
            if not (words[first] in _SHE and words[last] == "her" and words[last + 1 : last + 2] in _HERS)
        ]
    for name in {"less", "kicks_not", "cannot"} & set(concepts):
        concepts[name] = [
            (first, last)
            for first, last in concepts[name]
            if words[first] not in ("no", "without", "none")
            or last > first
            or (last + 1 < marker.count and words[last + 1].startswith(_STIRS))
            or (words[first] == "none" and marker.reading.breaks[first] < COMMA)
        ]
