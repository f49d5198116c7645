"""Reports as they stand while a file is filed, and how a message's report becomes one of them or its next version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from db.actions.lab_filing_senders import LONGEST_CODE
from db.actions.lab_filing_versions import RANKS, WITHDRAWN, Age, Entry, Version, all_withdrawn, merge, next_status
from db.actions.result_values import Shown
from db.lab_messages import LabReport, PatientIdentity
from rules.patient_matching import usable_identifier
from rules.result_flags import severity, worst

LONGEST_HEADLINE = 160
MOST_IN_HEADLINE = 3
# A laboratory counts its numbers from the start again after a while: one from another season is another report.
SAME_SPECIMEN = timedelta(days=30)

FILLER, PLACER = "filler ", "placer "
Number = tuple[int, str, str]  # the laboratory, its (or our) number, its code of the test


@dataclass(slots=True, eq=False)
class Standing:
    """A report as it stands: read from the database, or to be written (`fresh`). `values` are columns of its row."""

    id: int
    number: Number | None
    values: dict[str, Any]
    created_at: datetime | None
    entries: list[Entry] = field(default_factory=list)
    fresh: bool = False
    touched: bool = False
    moved: bool = False  # its patient became known while the file was filed

    @property
    def patient_id(self) -> int | None:
        """Whose it is."""
        known: int | None = self.values["patient_id"]
        return known

    def is_about(self, identity: Mapping[str, Any], patient_id: int | None) -> bool:
        """Whether a message about this person (as sent, and as decided) is about this report's."""
        if patient_id is not None and patient_id == self.patient_id:
            return True
        known = identity_key(self.values["identity"])
        if known is None:  # nobody was named: only while nobody has said whose it is
            return self.patient_id is None and identity_key(identity) is None
        return known == identity_key(identity) and patient_id in (None, self.patient_id or patient_id)

    def same_specimen(self, collected_at: datetime | None) -> bool:
        """Whether it may have been collected then."""
        known: datetime | None = self.values["collected_at"]
        return known is None or collected_at is None or abs(known - collected_at) <= SAME_SPECIMEN

    def age_of(self, reported_at: datetime | None) -> Age:
        """How a version that the sender reported then compares."""
        known: datetime = self.values["reported_at"]
        if reported_at is None or known == self.created_at or reported_at == known:  # not known, or when it came
            return "same"
        return "older" if reported_at < known else "newer"

    def take(
        self, incoming: Sequence[Entry], report: LabReport, reported_at: datetime | None, now: datetime
    ) -> Version:
        """Make this version part of the report; what it did to it."""
        age = self.age_of(reported_at)
        version = merge(self.entries, incoming, status=report.status, age=age, now=now)
        self.entries += version.fresh
        former = self.values["status"]
        status = next_status(former, report.status, version, age)
        if version.change != "unchanged":
            status = all_withdrawn(self.entries) or status
        if status != former:
            self.values["status"] = status
            version.was("withdrawn" if status in WITHDRAWN else "appended")
        self.touched = self.touched or version.change != "unchanged" or bool(version.fresh)
        if version.change != "unchanged":
            self._follow(report, reported_at)
        return version

    def _follow(self, report: LabReport, reported_at: datetime | None) -> None:
        """What a changed report says of itself."""
        values = self.values
        if reported_at is not None:
            values["reported_at"] = max(values["reported_at"], reported_at) if self._dated else reported_at
        values["collected_at"] = values["collected_at"] or report.collected_at
        values["specimen"] = values["specimen"] or report.specimen
        values["notes"] = with_notes(values["notes"], notes_of(report))

    @property
    def _dated(self) -> bool:
        return bool(self.values["reported_at"] != self.created_at)

    def summarise(self) -> None:
        """Set what lists say: the worst of what stands, and how bad it is."""
        standing = [entry for entry in self.entries if entry.superseded_at is None and not entry.withdrawn]
        self.values["severity"] = severity(worst(entry.flag for entry in standing))
        self.values["headline"] = headline(self.values["status"], self.values["display"], standing)


def headline(status: str, display: str, standing: Iterable[Entry]) -> str:
    """One line: the worst values, else the test's name; clinical text."""
    if status == "cancelled":
        return f"{display}: cancelled by the laboratory"[:LONGEST_HEADLINE]
    if status == "entered-in-error":
        return f"{display}: withdrawn by the laboratory as an error"[:LONGEST_HEADLINE]
    flagged = sorted((entry for entry in standing if entry.flag), key=lambda entry: -severity(entry.flag))
    phrases = [
        Shown(entry.display, " ".join(entry.value_text.split()), entry.unit, entry.flag, False).phrase
        for entry in flagged[:MOST_IN_HEADLINE]
    ]
    more = len(flagged) - len(phrases)
    line = ", ".join(phrases) + (f" and {more} more" if more else "")
    return (line or display)[:LONGEST_HEADLINE]


def notes_of(report: LabReport) -> str:
    """What the laboratory says beside the values, and which of its documents are missing."""
    missing = (f"The attachment is missing: {_lower(each.problem)}" for each in report.attachments if each.problem)
    rejected = f"Specimen rejected: {report.rejection}" if report.rejection else ""
    return "\n".join(filter(None, (report.notes, rejected, *dict.fromkeys(missing))))


def with_notes(standing: str, incoming: str) -> str:
    """Notes with those of a later version below; what stands there already isn't said twice."""
    if not incoming or incoming in standing:
        return standing
    return f"{standing}\n{incoming}" if standing else incoming


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def number_of(lab_id: int, report: LabReport) -> Number | None:
    """By what a later version of a message's report is known."""
    return number_by(lab_id, report.filler_number, report.placer_number, report.code or report.display)


def number_by(lab_id: int, filler_number: str, placer_number: str, code: str) -> Number | None:
    """The laboratory's number and test, else our order number and test; None without a number that can be one."""
    test = code[:LONGEST_CODE].casefold()
    if usable_identifier(filler_number):
        return lab_id, f"{FILLER}{filler_number}", test
    if usable_identifier(placer_number):
        return lab_id, f"{PLACER}{placer_number}", test
    return None


def joined_reports(lab_id: int, reports: Sequence[LabReport]) -> Iterator[tuple[Number | None, LabReport]]:
    """A message's reports; those of one number and test are one report, in the message's order."""
    together: dict[Number, LabReport] = {}
    found: list[tuple[Number | None, LabReport]] = []
    for report in reports:
        number = number_of(lab_id, report)
        if number is None:
            found.append((None, report))
        elif number in together:
            together[number] = _join(together[number], report)
        else:
            found.append((number, report))
            together[number] = report
    for number, report in found:
        yield number, report if number is None else together[number]


def _join(first: LabReport, second: LabReport) -> LabReport:
    last = max((each.position for each in first.observations), default=0)
    observations = tuple(replace(each, position=last + each.position) for each in second.observations)
    finished = sorted((first.status, second.status), key=lambda status: (status in WITHDRAWN, RANKS[status]))
    return replace(
        first,
        status=finished[0],
        reported_at=max(filter(None, (first.reported_at, second.reported_at)), default=None),
        specimen="; ".join(dict.fromkeys(filter(None, (first.specimen, second.specimen)))),
        rejection="; ".join(dict.fromkeys(filter(None, (first.rejection, second.rejection)))),
        notes="\n".join(filter(None, (first.notes, second.notes))),
        observations=first.observations + observations,
        attachments=first.attachments + second.attachments,
    )


def identity_of(patient: PatientIdentity) -> dict[str, Any]:
    """What the sender said of the patient, as it is kept with the report."""
    return {
        "identifiers": [[each.value, each.authority, each.type] for each in patient.identifiers],
        "family": patient.family,
        "given": patient.given,
        "middle": patient.middle,
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else None,
        "sex": patient.sex,
    }


def identity_key(identity: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """By what two messages are about the same person as sent; None where nobody is named."""
    numbers = frozenset(
        (number, str(authority).casefold())
        for value, authority, _ in identity.get("identifiers", ())
        if (number := usable_identifier(value))
    )
    family, given = str(identity.get("family", "")).casefold(), str(identity.get("given", "")).casefold()
    if not numbers and not (family and given):
        return None
    return numbers, family, given, identity.get("birth_date")
