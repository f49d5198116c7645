"""HL7 v2 results (ORU^R01) as `LabMessage`. Every OBX ends up in exactly one observation of one report.

Laboratories write what they like: notes behind the patient, observations before any order or under the wrong
one, numbers that repeat. Everything stays where it was sent; only what can't be trusted at all is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

import hl7

from db.lab_messages import LabAttachment, LabMessage, LabObservation, LabReport, PatientIdentity, Refused
from feeds.hl7_escapes import Marks, joined
from feeds.hl7_fields import Dates, Notes, coded, named, patient_of, person
from feeds.hl7_observations import Draft, attached, begun, finished, goes_on, report_status
from feeds.hl7_segments import Segment, marks_of, split
from feeds.hl7_text import RawMessage

MOST_OF_A_KIND = 20_000  # segments
_READ = {"PID", "NTE", "ORC", "OBR", "OBX", "SPM"}
_TYPE = re.compile(r"[A-Z]{3}")
_EVENT = re.compile(r"[A-Z][A-Z0-9]{2}")
_NO_ORDER = Segment(hl7.Segment(sequence=["OBR"]), Marks())


def read_message(raw: RawMessage, *, zone: tzinfo) -> LabMessage:
    """One message. `zone` is for times that have no offset of their own. Raises `Refused`."""
    header, *rest = raw.text.rstrip("\r").split("\r")
    mark = f"OBX{header[3:4]}"
    obx = sum(line.startswith(mark) for line in rest)
    try:
        return _read(raw, header, rest, obx, zone)
    except Refused as refused:
        refused.obx = obx
        raise


def _read(raw: RawMessage, header: str, rest: list[str], obx: int, zone: tzinfo) -> LabMessage:
    marks = marks_of(header, raw.position)
    relevant = [line for line in rest if line[:3] in _READ]
    for name, count in Counter(line[:3] for line in relevant).items():
        if count > MOST_OF_A_KIND:
            reason = f"The message has {count:,} {name} segments; {MOST_OF_A_KIND:,} are read."
            raise Refused(raw.position, name, "1", reason)
    notes = Notes(raw.position, dict.fromkeys(raw.notes))
    dates = Dates(zone, notes)
    segments = split(header, relevant, marks, raw.position)
    msh = next(segments)
    kind = _message_type(msh, raw.position)
    body = _Body(raw.position, dates)
    for segment in segments:
        body.take(segment)
    reports = body.finished()
    if not reports:
        raise Refused(raw.position, "OBR", "4", "The message holds no report.")
    return LabMessage(
        position=raw.position,
        control_id=notes.identity(msh.part(10), "MSH", 10),
        sending_application=notes.identity(named(msh, 3), "MSH", 3),
        sending_facility=notes.identity(named(msh, 4), "MSH", 4),
        receiving_facility=notes.identity(named(msh, 6), "MSH", 6),
        message_type=kind,
        processing_id=notes.identity(msh.part(11).upper(), "MSH", 11),
        sent_at=dates.instant(msh.part(7), "MSH-7"),
        patient=body.patient,
        reports=reports,
        raw=raw.text,
        content_hash=_content_hash(msh, rest),
        obx=obx,
        notes=tuple(notes.found),
    )


def _message_type(msh: Segment, position: int) -> str:
    kind, event = msh.part(9).upper(), msh.part(9, 2).upper()
    if (kind, event) in {("ORU", "R01"), ("ORU", "")}:  # before HL7 2.2 there were no events
        return "ORU^R01"
    if not kind:
        raise Refused(position, "MSH", "9", "The message type is missing.")
    named = f" ({kind}^{event})" if _TYPE.fullmatch(kind) and _EVENT.fullmatch(event) else ""
    raise Refused(position, "MSH", "9", f"This is no result{named}; only ORU^R01 is read.")


def _content_hash(msh: Segment, rest: list[str]) -> bytes:
    fields = ("" if number in (7, 10) else msh.raw(number) for number in range(len(msh)))
    digest = hashlib.sha256(msh.marks.field.join((msh.marks.escape, *fields)).encode())
    for line in rest:
        digest.update(b"\r")
        digest.update(line.encode())
    return digest.digest()


@dataclass(slots=True)
class _Group:
    """An OBR with what follows it. Split segments are large: none is kept longer than it is needed."""

    order: Segment | None
    common: Segment | None
    notes: list[str]
    draft: Draft | None = None
    observations: list[LabObservation] = field(default_factory=list)
    attachments: list[LabAttachment] = field(default_factory=list)
    specimens: defaultdict[int, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))  # by field of SPM
    obx: int = 0

    def observe(self, segment: Segment, dates: Dates) -> Draft:
        """One more OBX: a new observation, or the next line of the last."""
        self.obx += 1
        if self.draft and goes_on(self.draft, segment):
            return self.draft
        self._finish(dates)
        self.draft = begun(self.obx, segment, dates)
        return self.draft

    def _finish(self, dates: Dates) -> None:
        if self.draft:
            self.observations.append(finished(self.draft, dates))
            if document := attached(self.draft):
                self.attachments.append(document)
        self.draft = None

    def take_specimen(self, segment: Segment) -> None:
        """One more SPM."""
        for number in (4, 21, 24):
            self.specimens[number] |= dict.fromkeys(coded(each).display for each in segment.repeats(number))
        for number in (17, 18):
            self.specimens[number][segment.part(number)] = None

    def report(self, position: int, dates: Dates) -> LabReport:
        """The report, whole."""
        self._finish(dates)
        order, common, notes = self.order or _NO_ORDER, self.common or _NO_ORDER, dates.notes
        code = notes.coded(order, 4)
        name, number = person(order, 16)
        if not name and not number:
            name, number = person(common, 12)
        status = report_status(self.order, {each.status for each in self.observations}, dates)
        return LabReport(
            position=position,
            placer_number=notes.identity(order.part(2) or common.part(2), "OBR", 2),
            filler_number=notes.identity(order.part(3) or common.part(3), "OBR", 3),
            code=code.code,
            code_system=code.system,
            display=code.display,
            loinc=code.loinc,
            status=status,
            collected_at=dates.instant(order.part(7), "OBR-7") or self._specimen_time(17, dates),
            received_at=dates.instant(order.part(14), "OBR-14") or self._specimen_time(18, dates),
            reported_at=dates.instant(order.part(22), "OBR-22"),
            orderer=notes.identity(name, "OBR", 16),
            orderer_id=notes.identity(number, "OBR", 16),
            specimen=notes.label(self._of_specimens(4) or order.part(15, 2) or order.part(15), "SPM-4"),
            rejection=notes.label(self._of_specimens(21), "SPM-21"),
            notes=joined([*self.notes, *self._remarks()]),
            observations=tuple(each if each.status else replace(each, status=status) for each in self.observations),
            attachments=tuple(self.attachments),
        )

    def _of_specimens(self, number: int) -> str:
        """A coded field of the specimens in words, each once."""
        return "; ".join(filter(None, self.specimens[number]))

    def _remarks(self) -> list[str]:
        """What else belongs to the report: the specimen's state, and the organism that was tested (OBR-26)."""
        condition, organism = self._of_specimens(24), self.order.part(26, 3) if self.order else ""
        said = {"Specimen condition": condition, "Tested on": organism}
        return [f"{name}: {each}" for name, each in said.items() if each]

    def _specimen_time(self, number: int, dates: Dates) -> datetime | None:
        times = (dates.instant(each, f"SPM-{number}") for each in self.specimens[number])
        return next(filter(None, times), None)


class _Body:
    """Sorts the segments behind the header into groups."""

    def __init__(self, position: int, dates: Dates) -> None:
        self.patient = PatientIdentity()
        self._reports: list[LabReport] = []
        self._group: _Group | None = None
        self._position, self._dates = position, dates
        self._identified: tuple[str, ...] | None = None
        self._common: Segment | None = None
        self._ahead: list[str] = []  # notes behind the patient or the order's header: the next report's
        self._noted = self._ahead

    def take(self, segment: Segment) -> None:
        """The next segment."""
        match segment.name:
            case "PID":
                self._person(segment)
                self._noted = self._ahead
            case "ORC":
                self._common, self._noted = segment, self._ahead
            case "OBR":
                self._noted = self._begin(segment).notes
            case "OBX":
                group = self._group or self._begin(None)
                self._noted = group.observe(segment, self._dates).notes
            case "SPM" if self._group:
                self._group.take_specimen(segment)
                self._noted = self._group.notes
            case "NTE":
                self._noted.append(segment.text(3))

    def _begin(self, order: Segment | None) -> _Group:
        self._finish()
        group = _Group(order, self._common if order else None, self._ahead[:])
        self._ahead.clear()
        if order:
            self._common = None
        else:
            self._dates.notes.add("Observations came before any OBR; they are a report of their own.")
        self._group = group
        return group

    def _person(self, segment: Segment) -> None:
        """One message, one patient: a second one may be the rest of a message whose header was lost."""
        identified = tuple(segment.raw(number) for number in (3, 5, 7, 8))
        if self._identified not in (None, identified):
            raise Refused(self._position, "PID", "3", "The message is about more than one patient.")
        if self._identified is None:
            self._identified = identified
            self.patient = patient_of(segment, self._dates)

    def finished(self) -> tuple[LabReport, ...]:
        """The reports, the last one too."""
        self._finish()
        return tuple(self._reports)

    def _finish(self) -> None:
        if self._group:
            self._reports.append(self._group.report(len(self._reports) + 1, self._dates))
        self._group = None
