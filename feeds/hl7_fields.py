"""Coded elements, people, numbers of patients and points in time, as HL7's data types write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from db.lab_messages import Identifier, PatientIdentity, Refused
from feeds.hl7_escapes import one_line
from feeds.hl7_segments import Repeat, Segment
from rules.loinc import is_loinc

_LOINC_SYSTEMS = {"LN", "LOINC", "LNC", "2.16.840.1.113883.6.1", "HTTP://LOINC.ORG"}
_TIME = re.compile(
    r"(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.(\d{1,9}))?)?)?)?)?)?([+-]\d{4})?", re.ASCII
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_EARLIEST, _LATEST = 1850, 2200
_SEXES = {"F": "female", "M": "male", "O": "other", "A": "other"}
_MOST_NOTES = 50
_LONGEST_IDENTITY = 250
_LONGEST_LABEL = 1_000


@dataclass(slots=True)
class Notes:
    """What was odd in a message, each thing once and not without end; and what is too long to be true."""

    position: int
    found: dict[str, None] = field(default_factory=dict)

    def add(self, note: str) -> None:
        """Take down a sentence without patient data."""
        if len(self.found) < _MOST_NOTES:
            self.found[note] = None

    def identity(self, text: str, segment: str, number: int) -> str:
        """What things are told apart by: never cut. Raises `Refused` where it is too long to be that."""
        if len(text) > _LONGEST_IDENTITY:
            raise Refused(
                self.position, segment, str(number), f"The field is longer than {_LONGEST_IDENTITY} characters."
            )
        return text

    def label(self, text: str, where: str) -> str:
        """A name or unit that people read; what is beyond reason is cut, with a note."""
        if len(text) <= _LONGEST_LABEL:
            return text
        self.add(f"{where} was cut after {_LONGEST_LABEL:,} characters.")
        return f"{text[:_LONGEST_LABEL]}…"

    def coded(self, segment: Segment, number: int) -> Coded:
        """A field's first coded element, with its lengths held in bounds."""
        where = f"{segment.name}-{number}"
        found = next(map(coded, segment.repeats(number, 1)), Coded())
        self.identity(found.code, segment.name, number)
        if found.system.upper() in _LOINC_SYSTEMS and not found.loinc:
            self.add(f"{where} says LOINC, but its code is none.")
        return Coded(found.code, self.label(found.system, where), self.label(found.display, where), found.loinc)


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded element: the sender's own code and words, and the LOINC code where one of its codes is one."""

    code: str = ""
    system: str = ""
    display: str = ""
    loinc: str = ""


def coded(repeat: Repeat) -> Coded:
    """A CE, CWE or CNE. The first triplet that says something is the sender's own."""
    parts = [one_line(each, repeat.marks) for each in repeat.components[:16]]
    parts += [""] * (16 - len(parts))
    triplets = (tuple(parts[0:3]), tuple(parts[3:6]), tuple(parts[9:12]))
    code, display, system = next((each for each in triplets[:2] if each[0] or each[1]), ("", "", ""))
    loinc = next((each[0] for each in triplets if each[2].upper() in _LOINC_SYSTEMS and is_loinc(each[0])), "")
    if not loinc and parts[13].upper() in _LOINC_SYSTEMS and is_loinc(parts[0]):
        loinc = parts[0]
    return Coded(code, system, display or parts[4] or parts[8] or code, loinc)


def person(segment: Segment, number: int) -> tuple[str, str]:
    """Name and number of a person (XCN): the given name first."""
    family, given = segment.part(number, 2), segment.part(number, 3)
    return " ".join(filter(None, (given, family))), segment.part(number, 1)


def named(segment: Segment, number: int, component: int = 1) -> str:
    """What an HD or an organisation calls itself; its OID where it has no name."""
    return segment.part(number, component) or segment.part(number, component + 1)


def patient_of(segment: Segment, dates: Dates) -> PatientIdentity:
    """Whom a PID segment is about. Older messages have their numbers in PID-2 and PID-4 too."""
    identifiers = dict.fromkeys(
        Identifier(*(dates.notes.identity(each, "PID", number) for each in _identifier(repeat)))
        for number in (3, 2, 4)
        for repeat in segment.repeats(number)
    )
    names = [name for name in segment.repeats(5) if name.part(1)]
    name = next((name for name in names if name.part(7) == "L"), names[0] if names else Repeat("", segment.marks))
    family, given, middle = (dates.notes.identity(name.part(number), "PID", 5) for number in (1, 2, 3))
    return PatientIdentity(
        tuple(each for each in identifiers if each.value),
        family,
        given,
        middle,
        dates.day(segment.part(7), "PID-7"),
        _SEXES.get(segment.part(8).upper(), "unknown"),
    )


def _identifier(repeat: Repeat) -> tuple[str, str, str]:
    """Value, authority and type of a CX."""
    return repeat.part(1), repeat.part(4, 1) or repeat.part(4, 2), repeat.part(5)


@dataclass(slots=True)
class Dates:
    """Reads dates and times. What is none is None, with a note that names the field.

    `zone` is for times without an offset of their own. Instants come out in UTC.
    """

    zone: tzinfo
    notes: Notes
    _known: dict[str, datetime | None] = field(default_factory=dict)

    def instant(self, written: str, where: str) -> datetime | None:
        """A point in time. A day alone is its midnight; a year or month alone is too little to stand for one."""
        if not written:
            return None
        if written not in self._known:
            self._known[written] = self._instant(written)
        found = self._known[written]
        if found is None:
            self.notes.add(f"{where} isn't a whole date and was left out.")
        return found

    def day(self, written: str, where: str) -> date | None:
        """A date as it stands on paper: an offset doesn't move it."""
        if not written:
            return None
        try:
            found = _parts(written)[0]
        except (ValueError, OverflowError):
            self.notes.add(f"{where} isn't a whole date and was left out.")
            return None
        return found.date()

    def _instant(self, written: str) -> datetime | None:
        try:
            local, offset = _parts(written)
            return local.replace(tzinfo=offset or self.zone).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def as_people_write(written: str, zone: tzinfo) -> str:
    """A date or time of a value as ISO writes it, in the clinic's zone; what isn't one stays as it is."""
    try:
        local, offset = _parts(written)
        if len(written) == 8:
            return local.date().isoformat()
        return f"{local.replace(tzinfo=offset).astimezone(zone) if offset else local:%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return written


def _parts(written: str) -> tuple[datetime, tzinfo | None]:
    """A time as written and its offset. Raises ValueError for what is less than a day, or impossible."""
    if _ISO.fullmatch(written):
        iso = datetime.fromisoformat(written)
        return _plausible(iso.replace(tzinfo=None)), iso.tzinfo
    found = _TIME.fullmatch(written.strip())
    if not found or not found[3]:
        raise ValueError
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    fraction = int((found[7] or "0").ljust(6, "0")[:6])
    return _plausible(datetime(year, month, day, hour, minute, second, fraction)), _offset(found[8])  # noqa: DTZ001


def _plausible(found: datetime) -> datetime:
    if not _EARLIEST <= found.year < _LATEST:
        raise ValueError
    return found


def _offset(written: str | None) -> tzinfo | None:
    if not written:
        return None
    hours, minutes = int(written[1:3]), int(written[3:5])
    if hours > 14 or minutes > 59:
        raise ValueError
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if written[0] == "-" else away)
