"""A chunk of a file's messages filed: decided in memory, in the messages' order, then written in a few statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, LargeBinary, any_, bindparam, select
from sqlalchemy.orm import Session

from db.actions.lab_filing_reports import Standing, identity_key, identity_of, joined_reports, notes_of
from db.actions.lab_filing_rows import Step, Written, read_standing, write
from db.actions.lab_filing_senders import OBSERVATION, REPORT, Senders, local_code
from db.actions.lab_filing_versions import CAME_LATE, Change, Entry
from db.copying import next_ids
from db.lab_messages import LabMessage, LabReport, RefusedMessage
from db.models import DiagnosticReport, MessageState, Observation
from db.models import LabMessage as MessageRow
from db.queries.clinic_hours import Clocks
from db.queries.patient_candidates import Authorities, Question, ask, read_authorities, staff_by_name
from db.registry import acting

Came = LabMessage | RefusedMessage
NUMBER_TWICE = "The laboratory has sent a result of somebody else under this number too."
FILED_ELSEWHERE = "An earlier version of this result was filed for somebody else."


@dataclass(slots=True)
class Tally:
    """What became of a file's messages so far."""

    messages: int = 0
    filed: int = 0
    unmatched: int = 0
    duplicate: int = 0
    refused: int = 0
    observations: int = 0
    obx: int = 0

    def add(self, written: Written) -> None:
        """Count a message."""
        self.messages += 1
        self.observations += written.observations
        setattr(self, written.state.value, getattr(self, written.state.value) + 1)


@dataclass(slots=True)
class Filing:
    """One file being filed: what is known of its senders, and what became of its messages."""

    session: Session
    file_id: int
    senders: Senders
    authorities: Authorities
    staff: Mapping[str, int]
    clocks: Clocks
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, session: Session, file_id: int) -> Filing:
        """Begin."""
        return cls(
            session, file_id, Senders(session), read_authorities(session), staff_by_name(session), Clocks(session)
        )

    @property
    def now(self) -> datetime:
        """The instant of the whole file."""
        return acting(self.session).now

    def file(self, came: Sequence[Came], *, again: Mapping[int, int] | None = None) -> list[Written]:
        """File messages in their order; `again`: the rows, by place in `came`, of those that are read again."""
        again = again or {}
        messages = [one for one in came if isinstance(one, LabMessage)]
        self.senders.learn(messages)
        known = self._known_hashes(messages, list(again.values()))
        fresh: list[tuple[int, LabMessage]] = []
        written: dict[int, Written] = {}
        ids = iter(next_ids(self.session, MessageRow, len(came) - len(again)))
        for place, one in enumerate(came):
            message_id = again[place] if place in again else next(ids)
            if isinstance(one, RefusedMessage):
                written[place] = _refused(message_id, one)
                self.tally.obx += one.obx
                continue
            self.tally.obx += sum(each.obx_count for report in one.reports for each in report.observations)
            if one.content_hash in known:
                written[place] = Written(message_id, MessageState.DUPLICATE, one, self.senders.lab_id(one))
            else:
                known.add(one.content_hash)
                written[place] = Written(message_id, MessageState.FILED, one, self.senders.lab_id(one))
                fresh.append((place, one))
        changes = _Changes(self, fresh).made(written) if fresh else []
        ordered = [written[place] for place in range(len(came))]
        write(self.session, self.file_id, ordered, changes, again=frozenset(again.values()), clocks=self.clocks)
        for one_written in ordered:
            self.tally.add(one_written)
        return ordered

    def _known_hashes(self, messages: Sequence[LabMessage], again: Sequence[int]) -> set[bytes]:
        hashes = [message.content_hash for message in messages]
        rows = self.session.connection().execute(_KNOWN, {"hashes": hashes})
        return {row.content_hash for row in rows if row.id not in again}


_KNOWN = select(MessageRow.content_hash, MessageRow.id).where(
    MessageRow.content_hash == any_(bindparam("hashes", type_=ARRAY(LargeBinary))), MessageRow.state != "refused"
)


def _refused(message_id: int, one: RefusedMessage) -> Written:
    digest = hashlib.sha256(one.raw.encode(errors="replace")).digest()
    return Written(message_id, MessageState.REFUSED, one, None, content_hash=digest)


class _Changes:
    """The reports that a chunk's messages make or change."""

    def __init__(self, filing: Filing, fresh: Sequence[tuple[int, LabMessage]]) -> None:
        self._filing, self._fresh = filing, fresh
        self._people = ask(filing.session, (self._question(one, each) for _, one in fresh for each in one.reports))
        self._cut = [
            (place, one, list(joined_reports(filing.senders.lab_id(one), one.reports))) for place, one in fresh
        ]
        numbers = [number for _, _, reports in self._cut for number, _ in reports if number]
        self._standing = read_standing(filing.session, numbers)
        count = sum(len(reports) for _, _, reports in self._cut)
        self._ids = iter(next_ids(filing.session, DiagnosticReport, count))
        count = sum(len(each.observations) for _, one in fresh for each in one.reports)
        self._entry_ids = iter(next_ids(filing.session, Observation, count))

    def made(self, written: dict[int, Written]) -> list[Step]:
        """Each message's effect on each of its reports, in order."""
        steps: list[Step] = []
        for place, message, reports in self._cut:
            mine = written[place]
            mine_steps = [self._report(mine, message, number, report) for number, report in reports]
            steps += mine_steps
            changed = [step for step in mine_steps if step.change != "unchanged"]
            if not changed:
                mine.state = MessageState.DUPLICATE
            elif any(step.standing.patient_id is None for step in changed):
                mine.state = MessageState.UNMATCHED
            mine.observations = sum(len(each.observations) for each in message.reports) if changed else 0
        return steps

    def _question(self, message: LabMessage, report: LabReport) -> Question:
        names = self._filing.authorities.of(message.sending_application, message.sending_facility)
        return Question(message.patient, report.placer_number, names)

    def _report(self, mine: Written, message: LabMessage, number: Any, report: LabReport) -> Step:
        now, match = self._filing.now, self._people.match(self._question(message, report))
        decided = match.patient_id if match.outcome == "filed" else None
        identity = identity_of(message.patient)
        standing, reason = None, match.reason
        for known in self._standing.get(number, ()) if number else ():
            if not known.same_specimen(report.collected_at):
                continue
            if known.is_about(identity, decided):
                standing = known
                break
            if known.patient_id is not None and identity_key(known.values["identity"]) == identity_key(identity):
                decided, reason = None, FILED_ELSEWHERE
            elif NUMBER_TWICE not in mine.remarks:
                mine.remarks.append(NUMBER_TWICE)
        reported_at = report.reported_at or message.sent_at
        effective_at = report.collected_at or reported_at or now
        begins = standing is None
        if standing is None:
            standing = self._begun(mine, message, number, report, decided, reason, identity)
        else:
            self._whose(standing, decided, match.reason, report)
        version = standing.take(self._entries(mine, report, effective_at), report, reported_at, now)
        standing.touched = standing.touched or begins
        change: Change = "filed" if begins else version.change
        if version.late and CAME_LATE not in mine.remarks:
            mine.remarks.append(CAME_LATE)
        if change != "unchanged":
            standing.values["content_hash"] = message.content_hash
        standing.summarise()
        return Step(standing, mine.id, change, report)

    def _begun(
        self,
        mine: Written,
        message: LabMessage,
        number: Any,
        report: LabReport,
        patient_id: int | None,
        reason: str,
        identity: dict[str, Any],
    ) -> Standing:
        now = self._filing.now
        loinc, _ = self._filing.senders.loinc(mine.lab_id or 0, REPORT, report)
        order = self._people.order(report.placer_number, patient_id)
        orderer = self._filing.staff.get(" ".join(report.orderer.casefold().split()))
        standing = Standing(
            next(self._ids),
            number,
            {
                "patient_id": patient_id,
                "service_request_id": order.id if order else None,
                "lab_id": mine.lab_id,
                "placer_number": report.placer_number,
                "filler_number": report.filler_number,
                "code": local_code(report),
                "loinc": loinc,
                "display": report.display or report.code or "Laboratory result",
                "status": report.status,
                "severity": 0,
                "headline": "",
                "collected_at": report.collected_at,
                "reported_at": report.reported_at or message.sent_at or now,
                "orderer": report.orderer,
                "orderer_id": order.orderer_id if order and order.orderer_id else orderer,
                "specimen": report.specimen,
                "notes": notes_of(report),
                "identity": identity,
                "match_reason": reason,
                "matched_by": acting(self._filing.session).name if patient_id is not None else "",
                "content_hash": message.content_hash,
            },
            now,
            fresh=True,
        )
        if number:
            self._standing.setdefault(number, []).append(standing)
        return standing

    def _whose(self, standing: Standing, decided: int | None, reason: str, report: LabReport) -> None:
        """A report that waited to be matched, and now can be; unless a person took it from somebody."""
        if decided is None or standing.patient_id is not None or standing.values["matched_by"]:
            return
        order = self._people.order(report.placer_number, decided)
        standing.values |= {
            "patient_id": decided,
            "match_reason": reason,
            "matched_by": acting(self._filing.session).name,
            "service_request_id": order.id if order else None,
        }
        standing.touched = standing.moved = True

    def _entries(self, mine: Written, report: LabReport, effective_at: datetime) -> list[Entry]:
        found: list[Entry] = []
        for each in report.observations:
            loinc, code_id = self._filing.senders.loinc(mine.lab_id or 0, OBSERVATION, each)
            found.append(
                Entry(
                    next(self._entry_ids),
                    code_id,
                    each.position,
                    loinc,
                    each.display or each.code or "Result",
                    each.number,
                    each.value,
                    each.unit,
                    each.flag,
                    each.observed_at or effective_at,
                    each.status,
                    local_code(each),
                    each.sub_id,
                    each.comparator,
                    each.low,
                    each.high,
                    each.range_text,
                    each.notes,
                    each.performer,
                    fresh=True,
                )
            )
        return found


def chunks(came: Iterable[Came], most: int, most_text: int) -> Iterable[list[Came]]:
    """Messages so many at a time, or so much text."""
    chunk: list[Came] = []
    size = 0
    for one in came:
        chunk.append(one)
        size += len(one.raw)
        if len(chunk) >= most or size >= most_text:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
