"""What stands in a refill request as staff read it: its medication, dispenses and steps, others like it, its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from db.models import OrderState


@dataclass(frozen=True, slots=True)
class PharmacyLine:
    """A pharmacy; `email` is empty for one that takes no orders by mail."""

    id: int
    name: str
    phone: str
    fax: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class MedicationLine:
    """A medication as the chart has it. `drug_class` is a slug of `rules.drugs.CLASSES`, '' where it isn't known.

    `schedule` is the stricter of the chart's and of what is known by name. `prescriber_id` is one of our own staff.
    """

    id: int
    version: int
    display: str
    code: str
    directions: str
    reason: str
    dose: str
    dose_changed_on: date | None
    started_on: date | None
    stopped_on: date | None
    quantity: Decimal | None
    quantity_unit: str
    days_supply: int | None
    refills_left: int | None
    as_needed: bool
    renewed_on: date | None
    drug_class: str
    schedule: str
    prescriber: str
    prescriber_id: int | None

    @property
    def schedule_unknown(self) -> bool:
        """Whether nobody knows if it is controlled; it counts as if it were."""
        return not self.schedule and not self.drug_class


@dataclass(frozen=True, slots=True)
class DispenseLine:
    """A supply that a pharmacy gave out; `quantity` is empty where it wasn't said."""

    on: date
    days: int
    quantity: str
    pharmacy: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What somebody who may not approve it proposes."""

    at: datetime
    by: str
    days: int
    refills: int
    note: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of deciding, a word of `db.models.refills.STEPS`, by which protocol and on which facts.

    `reason` is what the patient reads of a decision, a note for colleagues of other steps. `criteria` are those of
    `rules.refill_protocol.Criterion` as they stood, with `on` as a text.
    """

    id: int
    step: str
    at: datetime
    by: str
    days: int | None
    refills: int | None
    reason: str
    proposal: str
    by_protocol: bool
    protocol: str
    protocol_version: int | None
    criteria: tuple[Mapping[str, Any], ...]
    reauthenticated: bool


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An earlier request for the same medication, and what came of it."""

    request_id: int
    asked_at: datetime
    source: str
    decision: str
    decided_at: datetime
    decided_by: str
    days: int | None
    refills: int | None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another open request for the same drug; `version` and `last_inbound_id` are its task's, for who merges it.

    `same`: for the same order of it. One for another strength or form is decided by itself.
    """

    task_id: int
    request_id: int
    version: int
    last_inbound_id: int | None
    asked_at: datetime
    source: str
    requested_by: str
    headline: str
    same: bool


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A request that was merged into this one."""

    request_id: int
    asked_at: datetime
    source: str
    requested_by: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What a pharmacy was asked to give out, and where the order is. `printable`: its PDF is made.

    `pharmacy` is empty where none is known. `mail` is the state of the mail that carries it, '' without one; one that
    is `unknown` waits for a person's decision. `error` is why the mail didn't leave.
    """

    id: int
    version: int
    state: OrderState
    pharmacy: str
    pharmacy_phone: str
    pharmacy_fax: str
    medication: str
    days: int
    refills: int
    quantity: str
    prescriber: str
    note: str
    ordered_at: datetime
    ordered_by: str
    printable: bool
    sent_at: datetime | None
    sent_by: str
    sent_how: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    mail: str
    error: str = field(default="", repr=False)
