"""What the portal's contract gives and takes, as `db.portal` hands it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class PortalToken:
    """The secret of a portal session. Never printed."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PortalFile:
    """A file with a message; `media_type` and `id` are known once the database has it."""

    name: str
    content: bytes = field(repr=False, default=b"")
    media_type: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SentMessage:
    """Where a message went."""

    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the account may act for; `relation` is empty for the account's own patient.

    `scopes` says in what: `messages`, `results`, `refills` and others of `PortalClient.proxy_choices`.
    """

    patient_id: int
    given: str
    family: str
    relation: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalThread:
    """A conversation in the list."""

    thread_id: int
    patient_id: int
    topic: str
    subject: str
    last_message_at: datetime
    unread: int


@dataclass(frozen=True, slots=True)
class PortalMessage:
    """A message as the patient sees it; `direction` is `inbound` for what was written in the portal."""

    message_id: int
    direction: str
    author: str
    body: str = field(repr=False)
    sent_at: datetime
    files: tuple[PortalFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalResultLine:
    """A result in the list; `read` means opened by this account since its last correction."""

    report_id: int
    patient_id: int
    display: str
    category: str
    status: str
    collected_at: datetime | None
    released_at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class PortalValue:
    """One value of a result, in text as it was reported; `flag` is HL7's, `flag_label` says it in words."""

    name: str
    code: str
    sub_id: str
    value: str = field(repr=False)
    unit: str
    range: str
    flag: str = field(repr=False)
    flag_label: str = field(repr=False)
    status: str
    observed_at: datetime
    performer: str
    notes: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PortalComment:
    """What the clinic says about a result."""

    author: str
    body: str = field(repr=False)
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PortalResult:
    """A result as the patient sees it."""

    report_id: int
    patient_id: int
    display: str
    category: str
    status: str
    collected_at: datetime | None
    reported_at: datetime
    released_at: datetime
    specimen: str
    notes: str = field(repr=False)
    observations: tuple[PortalValue, ...] = ()
    comments: tuple[PortalComment, ...] = ()
    files: tuple[PortalFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalMedication:
    """What a patient takes; `waiting_request_id` is a refill request that the clinic hasn't answered yet."""

    medication_id: int
    display: str = field(repr=False)
    dose: str = field(repr=False)
    directions: str = field(repr=False)
    prescriber: str
    pharmacy: str
    days_supply: int | None
    refills_left: int | None
    last_dispensed_on: date | None
    waiting_request_id: int | None


@dataclass(frozen=True, slots=True)
class PortalRefill:
    """A refill request and what came of it.

    `state` is `waiting`, `approved`, `bridged`, `denied`, `new-prescription` or `withdrawn`; `label` says it in words,
    `answer` is what the clinic wrote. `pharmacy` and `sent_at`: the order, once there is one and once it left.
    """

    request_id: int
    patient_id: int
    medication_id: int
    medication: str = field(repr=False)
    asked_by: str
    asked_at: datetime
    note: str = field(repr=False)
    dose: str = field(repr=False)
    state: str
    label: str
    days: int | None
    refills: int | None
    answer: str = field(repr=False)
    answered_at: datetime | None
    pharmacy: str
    sent_at: datetime | None
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class PortalProxyRequest:
    """A request for access that this account made.

    `by_patient`: the patient asked that somebody may act for them; else the account asked for itself. `state` is
    `waiting`, `papers` (the clinic needs some), `approved`, `limited`, `denied` or `withdrawn`; `label` says it in
    words, and `papers` is what the clinic wrote about the ones it needs.
    """

    request_id: int
    by_patient: bool
    patient_name: str
    proxy_name: str
    relation: str
    scopes: tuple[str, ...]
    asked_at: datetime
    state: str
    label: str
    papers: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class PortalProxy:
    """Somebody who may act for a patient, in `scopes`, from `since` to `until` (that day no more).

    `mine`: it is this account's own access.
    """

    grant_id: int
    name: str
    relation: str
    scopes: tuple[str, ...]
    since: date
    until: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class PortalBalance:
    """What a patient owes now, and the credit beside it: what they have paid and don't owe."""

    owed: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class PortalStatementHead:
    """A statement in the list. `balance` is what was owed that day; below nothing, a credit."""

    statement_id: int
    number: str
    on_day: date
    balance: Decimal
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PortalStatementLine:
    """A line of a statement; below nothing, it lowers what is owed."""

    on: date
    what: str = field(repr=False)
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PortalStatement:
    """A statement as it was printed: its `lines` add up to `balance`. `aging` is what is owed, by days since."""

    statement_id: int
    patient_id: int
    number: str
    on_day: date
    balance: Decimal
    lines: tuple[PortalStatementLine, ...]
    aging: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class PortalPayment:
    """A payment that was recorded, and its receipt's number."""

    payment_id: int
    receipt: str


def scoped(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row whose `scopes` are a tuple."""
    return dict(row) | {"scopes": tuple(row["scopes"])}


def _files(files: list[dict[str, Any]]) -> tuple[PortalFile, ...]:
    return tuple(PortalFile(file["name"], media_type=file["media_type"], id=file["id"]) for file in files)


def message_of(*, files: list[dict[str, Any]], **values: Any) -> PortalMessage:
    """A message from its row."""
    return PortalMessage(**values, files=_files(files))


def result_of(*, observations: list[dict[str, Any]], comments: list[dict[str, Any]], **values: Any) -> PortalResult:
    """A result from its row. JSON has no dates: they come as text."""
    return PortalResult(
        **values | {"files": _files(values["files"])},
        observations=tuple(
            PortalValue(**value | {"observed_at": datetime.fromisoformat(value["observed_at"])})
            for value in observations
        ),
        comments=tuple(
            PortalComment(**said | {"written_at": datetime.fromisoformat(said["written_at"])}) for said in comments
        ),
    )


def statement_of(*, lines: list[dict[str, str]], aging: dict[str, str], **values: Any) -> PortalStatement:
    """A statement from its row. JSON has neither dates nor amounts: they come as text."""
    return PortalStatement(
        **values,
        lines=tuple(
            PortalStatementLine(date.fromisoformat(line["on"]), line["what"], Decimal(line["amount"])) for line in lines
        ),
        aging={age: Decimal(amount) for age, amount in aging.items()},
    )
