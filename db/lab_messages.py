"""What a laboratory's message says, apart from how it was written down. Nothing here is checked or mapped yet.

The reader (`feeds/`) makes these and knows no database; filing takes them and knows no format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


class Unreadable(Exception):
    """A file that can't be taken at all; nothing of it may be filed. `reason` is a sentence without patient data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):
    """One message that can't be taken, while the others of its file can.

    It says where: the message's place in the file (from 1), segment and field of HL7. `reason` is a sentence
    without patient data. `obx` is the number of OBX segments that are refused with it.
    """

    def __init__(self, position: int, segment: str, field: str, reason: str, *, obx: int = 0) -> None:
        super().__init__(f"Message {position}, {segment}-{field}: {reason}")
        self.position, self.segment, self.field, self.reason, self.obx = position, segment, field, reason, obx


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that stands for the patient at whoever issued it (PID-3: CX); `type` is "MR", "PI", … or empty."""

    value: str
    authority: str
    type: str


@dataclass(frozen=True, slots=True)
class PatientIdentity:
    """Whom the message is about, as the laboratory knows them; all empty where it didn't say."""

    identifiers: tuple[Identifier, ...] = ()
    family: str = ""
    given: str = ""
    middle: str = ""
    birth_date: date | None = None
    sex: str = "unknown"  # female, male, other, unknown


@dataclass(frozen=True, slots=True)
class LabAttachment:
    """A document inside the message. Where it can't be used, `problem` says why and there is no content."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LabObservation:
    """One observation, made of `obx_count` OBX segments (lines of one text are one observation).

    `position` counts the report's OBX segments from 1. `value` is what a person reads, with line feeds;
    `number` and `comparator` are there when it is a number. `flag` is "", L, H, A, LL, HH or AA: the worse of
    what the laboratory sent (`sent_flag`, as it stood) and of what its own range says.
    """

    position: int
    set_id: str
    sub_id: str
    value_type: str
    code: str
    code_system: str
    display: str
    loinc: str
    value: str
    number: Decimal | None
    comparator: str
    unit: str
    range_text: str
    low: Decimal | None
    high: Decimal | None
    flag: str
    sent_flag: str
    status: str
    observed_at: datetime | None
    performer: str
    notes: str
    obx_count: int


@dataclass(frozen=True, slots=True)
class LabReport:
    """One OBR with what belongs to it. A `code` is empty for observations that came before any OBR.

    `rejection` is why the specimen was refused (SPM-21). `notes` are lines, as the laboratory wrapped them.
    """

    position: int
    placer_number: str
    filler_number: str
    code: str
    code_system: str
    display: str
    loinc: str
    status: str
    collected_at: datetime | None
    received_at: datetime | None
    reported_at: datetime | None
    orderer: str
    orderer_id: str
    specimen: str
    rejection: str
    notes: str
    observations: tuple[LabObservation, ...]
    attachments: tuple[LabAttachment, ...]


@dataclass(frozen=True, slots=True)
class LabMessage:
    """An ORU^R01. `notes` name what was odd in it, by field and without patient data.

    `raw` is the normalised text. `content_hash` is SHA-256 of it without time and control id of sending (MSH-7,
    MSH-10), so that a message sent again has the same.
    """

    position: int
    control_id: str
    sending_application: str
    sending_facility: str
    receiving_facility: str
    message_type: str
    processing_id: str
    sent_at: datetime | None
    patient: PatientIdentity
    reports: tuple[LabReport, ...]
    raw: str = field(repr=False)
    content_hash: bytes
    obx: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedMessage:
    """A message that couldn't be taken, to be kept with the place and the reason (see `Refused`)."""

    position: int
    raw: str = field(repr=False)
    segment: str
    field: str
    reason: str
    obx: int
