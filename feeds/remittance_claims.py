"""Claims and services of a remittance, gathered segment by segment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from db.remittance_lines import Adjustment, Claim, Service
from feeds.remittance_values import ZERO, Notes, Segment, SegmentRefused, shortened

GROUPS = frozenset({"CO", "PR", "OA", "PI", "CR"})
REVERSAL = "22"
_REMARKS_OF_STAY = (5, 20, 21, 22, 23)  # MIA
_REMARKS_OF_VISIT = (3, 4, 5, 6, 7)  # MOA
_LONGEST_REASON = 5


def adjustments(segment: Segment) -> list[Adjustment]:
    """What a CAS says: up to six reasons, each with its amount, under one group. Raises `SegmentRefused`."""
    group = segment.code(1, 2)
    if group not in GROUPS:
        raise SegmentRefused(segment, 1, "This is no group of adjustments.")
    found = []
    for number in range(2, len(segment.elements) + 1, 3):
        if any(segment.text(each) for each in range(number, number + 3)):
            reason = segment.code(number, _LONGEST_REASON)
            found.append(Adjustment(group, reason, segment.money(number + 1), segment.quantity(number + 2)))
    if not found:
        raise SegmentRefused(segment, 2, "The adjustment has no reason.")
    return found


@dataclass(slots=True)
class _ServiceDraft:
    """A service whose segments are still coming."""

    head: Segment
    position: int
    charged: Decimal
    paid: Decimal
    units: Decimal | None
    on: date | None = None
    begun_on: date | None = None
    line_control: str = ""
    adjustments: list[Adjustment] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def finished(self) -> Service:
        qualifier, code, modifiers = _procedure(self.head)
        return Service(
            position=self.position,
            procedure=self.head.bounded(1, code),
            qualifier=qualifier,
            modifiers=modifiers,
            charged=self.charged,
            paid=self.paid,
            units=self.units,
            line_control=self.line_control,
            service_on=self.on or self.begun_on,
            adjustments=tuple(self.adjustments),
            remarks=tuple(self.remarks),
        )


def _procedure(head: Segment) -> tuple[str, str, tuple[str, ...]]:
    """Qualifier, code and modifiers (SVC-1); a simple element is a code, and a revenue code (SVC-4) stands for none."""
    parts = [head.bounded(1, each) for each in head.parts(1)[:6]]
    if len(parts) == 1:
        return ("NU", head.identity(4), ()) if not parts[0] and head.text(4) else ("", parts[0], ())
    return parts[0], parts[1], tuple(each for each in parts[2:] if each)


class ClaimDraft:
    """A claim whose segments are still coming; what follows an SVC belongs to that service."""

    def __init__(self, head: Segment, position: int, notes: Notes) -> None:
        self._head, self._position, self._notes = head, position, notes
        self._status = head.code(2, 2)
        self._charged, self._paid = head.money(3), head.money(4)
        self._responsibility = head.money_or_zero(5)
        self._service: _ServiceDraft | None = None
        self._services: list[Service] = []
        self._adjustments: list[Adjustment] = []
        self._remarks: dict[str, None] = {}
        self._patient = self._corrected = ("", "", "")
        self._from: date | None = None
        self._interest = ZERO

    def take(self, segment: Segment) -> None:
        """The next segment of this claim. Raises `SegmentRefused`."""
        match segment.name:
            case "CAS":
                kept = self._service.adjustments if self._service else self._adjustments
                kept += adjustments(segment)
            case "SVC":
                self._begin(segment)
            case "NM1":
                self._named(segment)
            case "DTM":
                self._dated(segment)
            case "AMT" if segment.text(1).upper() == "I":
                self._interest += segment.money(2)
            case "REF" if self._service and segment.text(1).upper() == "6R":
                self._service.line_control = segment.identity(2)
            case "MIA":
                self._remarked(segment, _REMARKS_OF_STAY)
            case "MOA":
                self._remarked(segment, _REMARKS_OF_VISIT)
            case "LQ" if segment.text(1).upper() == "HE":
                self._remarked(segment, (2,))

    def _begin(self, segment: Segment) -> None:
        self._end_service()
        self._service = _ServiceDraft(
            segment, len(self._services) + 1, segment.money(2), segment.money(3), segment.quantity(5)
        )

    def _end_service(self) -> None:
        if self._service:
            self._services.append(self._service.finished())
        self._service = None

    def _named(self, segment: Segment) -> None:
        person = (segment.label(3), segment.label(4), segment.identity(9))
        if segment.text(1).upper() == "QC":
            self._patient = person
        elif segment.text(1) == "74":
            self._corrected = person

    def _dated(self, segment: Segment) -> None:
        kind = segment.text(1)
        if self._service and kind == "472":
            self._service.on = segment.day(2, self._notes)
        elif self._service and kind == "150":
            self._service.begun_on = segment.day(2, self._notes)
        elif kind == "232":
            self._from = segment.day(2, self._notes)

    def _remarked(self, segment: Segment, numbers: tuple[int, ...]) -> None:
        kept = self._service.remarks if self._service else self._remarks
        kept.update((shortened(text).upper(), None) for number in numbers if (text := segment.text(number)))

    def finished(self) -> Claim:
        """The claim with all its services."""
        self._end_service()
        days = [each.service_on for each in self._services if each.service_on]
        return Claim(
            position=self._position,
            control_number=self._head.identity(1),
            status=self._status,
            charged=self._charged,
            paid=self._paid,
            patient_responsibility=self._responsibility,
            filing=self._head.label(6),
            payer_claim_number=self._head.identity(7),
            patient_family=self._patient[0],
            patient_given=self._patient[1],
            patient_id_code=self._patient[2],
            corrected_family=self._corrected[0],
            corrected_given=self._corrected[1],
            service_from=self._from or min(days, default=None),
            adjustments=tuple(self._adjustments),
            services=tuple(self._services),
            remarks=tuple(self._remarks),
            interest=self._interest,
            reversal=self._status == REVERSAL,
        )
