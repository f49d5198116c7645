"""The laboratories that a file's messages come from, and what their codes mean: looked up once, added where new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.lab_messages import LabMessage, LabObservation, LabReport
from db.models import DiagnosticReport, Lab, LabCode, Observation

LabKey = tuple[str, str]
CodeKey = tuple[int, str, str]
OBSERVATION, REPORT = "observation", "report"
LONGEST_CODE = 200


@dataclass(frozen=True, slots=True)
class Code:
    """A laboratory's own code: its row, and the LOINC it was mapped to ('' while it wasn't)."""

    id: int
    loinc: str


@dataclass(slots=True)
class Senders:
    """What is known of laboratories and their codes, kept for one transaction."""

    session: Session
    labs: dict[LabKey, int] = field(default_factory=dict)
    codes: dict[CodeKey, Code] = field(default_factory=dict)

    def learn(self, messages: Iterable[LabMessage]) -> None:
        """Make sure that the senders of these messages are known, and each code without a LOINC of its own."""
        messages = list(messages)
        self._learn_labs({lab_key(message): message for message in messages})
        wanted: dict[CodeKey, str] = {}
        for message in messages:
            lab_id = self.labs[lab_key(message)]
            for report in message.reports:
                wanted |= _unmapped(lab_id, REPORT, report)
                for observation in report.observations:
                    wanted |= _unmapped(lab_id, OBSERVATION, observation)
        self._learn_codes({key: display for key, display in wanted.items() if key not in self.codes})

    def lab_id(self, message: LabMessage) -> int:
        """The sender of a message that was learnt."""
        return self.labs[lab_key(message)]

    def loinc(self, lab_id: int, kind: str, of: LabReport | LabObservation) -> tuple[str, int | None]:
        """The LOINC, sent or mapped, and the row of the laboratory's own code where it was needed."""
        if of.loinc:
            return of.loinc, None
        found = self.codes.get((lab_id, kind, local_code(of)))
        return (found.loinc, found.id) if found else ("", None)

    def catch_up(self) -> None:
        """Fill in what somebody mapped while the file was being filed; a map that comes now waits for its end."""
        if not self.codes:
            return
        used = {code.id: (key, code.loinc) for key, code in self.codes.items()}
        now = select(LabCode.id, LabCode.loinc).where(LabCode.id.in_(used)).order_by(LabCode.id)
        for row in self.session.execute(now.with_for_update(read=True)).all():
            (lab_id, kind, code), former = used[row.id]
            if row.loinc != former:
                fill_in(self.session, row.id, lab_id, kind, code, former, row.loinc)

    def _learn_labs(self, messages: dict[LabKey, LabMessage]) -> None:
        new = [key for key in messages if key not in self.labs]
        if not new:
            return
        rows = [
            {"application": application, "facility": facility, "name": facility or application or "Unnamed laboratory"}
            for application, facility in new
        ]
        self.session.execute(insert(Lab).on_conflict_do_nothing(), rows)
        found = select(Lab.application, Lab.facility, Lab.id).where(tuple_(Lab.application, Lab.facility).in_(new))
        self.labs |= {(row.application, row.facility): row.id for row in self.session.execute(found)}

    def _learn_codes(self, wanted: dict[CodeKey, str]) -> None:
        if not wanted:
            return
        found = select(LabCode.lab_id, LabCode.kind, LabCode.code, LabCode.id, LabCode.loinc).where(
            tuple_(LabCode.lab_id, LabCode.kind, LabCode.code).in_(wanted)
        )
        for again in (False, True):
            for row in self.session.execute(found):
                self.codes[(row.lab_id, row.kind, row.code)] = Code(row.id, row.loinc)
            new = [key for key in sorted(wanted) if key not in self.codes]
            if again or not new:
                return
            rows = [
                {"lab_id": lab_id, "kind": kind, "code": code, "display": wanted[lab_id, kind, code]}
                for lab_id, kind, code in new
            ]
            self.session.execute(insert(LabCode).on_conflict_do_nothing(), rows)


def fill_in(session: Session, code_id: int, lab_id: int, kind: str, code: str, former: str, loinc: str) -> int:
    """Give every value, or report, that was sent with a laboratory's code the LOINC that it means; return how many.

    A report keeps no link to the code: what it has is from the map where it has the former LOINC.
    """
    found: Any
    if kind == OBSERVATION:
        found = update(Observation).where(Observation.lab_code_id == code_id).values(code=loinc)
        found = found.returning(Observation.id)
    else:
        mine = (DiagnosticReport.source == "lab", DiagnosticReport.lab_id == lab_id, DiagnosticReport.code == code)
        found = update(DiagnosticReport).where(*mine, DiagnosticReport.loinc == former).values(loinc=loinc)
        found = found.returning(DiagnosticReport.id)
    return len(session.execute(found.execution_options(synchronize_session=False)).all())


def lab_key(message: LabMessage) -> LabKey:
    """How a laboratory is told from others: application and facility as sent (MSH-3, MSH-4)."""
    return message.sending_application, message.sending_facility


def local_code(of: LabReport | LabObservation) -> str:
    """The sender's own code; its words where it sent none."""
    return (of.code or of.display)[:LONGEST_CODE]


def _unmapped(lab_id: int, kind: str, of: LabReport | LabObservation) -> dict[CodeKey, str]:
    code = local_code(of)
    return {} if of.loinc or not code else {(lab_id, kind, code): of.display}
