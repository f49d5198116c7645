"""The facts that refill requests are judged by, gathered set-wise, and the judgement.

As many statements for ten thousand requests as for one: nine.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from db.queries.clinic_hours import Clocks
from db.queries.observations import SETTLED, written_value
from db.queries.paging import plain_rows
from db.queries.refill_fact_rows import BRIDGES, DISPENSES, NEWEST_LABS, OPEN_REQUESTS, PROTOCOLS, REQUESTS, TAKEN
from rules.deadlines import BusinessHours
from rules.drugs import drug_of
from rules.refill_protocol import Bridged, Dispensed, Evaluation, Facts, LabFact, Other, Protocol, evaluate
from rules.refill_protocol_settings import ProtocolProblem, from_json

log = logging.getLogger(__name__)

# LOINC "Pregnancy status". How long one holds is ours: nobody is surely not pregnant months after it was asked.
PREGNANCY_STATUS = "82810-3"
STATUS_HOLDS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class InForce:
    """A protocol that a clinician approved and that is switched on, and the LOINCs that it asks for."""

    id: int
    version: int
    protocol: Protocol
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """How a request stands, and on which facts. `protocol_id` and `protocol_version` are empty where none is in force.

    `active`: whether a protocol is in force for the drug's class.
    """

    evaluation: Evaluation
    protocol_id: int | None
    protocol_version: int | None
    active: bool
    facts: Facts = field(repr=False)


def evaluate_all(session: Session, request_ids: Sequence[int], now: datetime) -> dict[int, Judged]:
    """Judge requests as of `now`, by id. A protocol counts only while it is approved and switched on."""
    requests, protocols = _asked_for(session, request_ids, now)
    judged = {}
    for request_id, facts in _facts(session, requests, protocols, now).items():
        found = protocols.get(facts.drug.drug_class)
        if found is None:
            judged[request_id] = Judged(evaluate(None, facts), None, None, False, facts)
        else:
            judged[request_id] = Judged(evaluate(found.protocol, facts), found.id, found.version, True, facts)
    return judged


def facts_of(session: Session, request_ids: Sequence[int], now: datetime) -> dict[int, Facts]:
    """What is known for each request, by id. Of laboratory values those that the protocols in force ask for."""
    requests, protocols = _asked_for(session, request_ids, now)
    return _facts(session, requests, protocols, now)


def _asked_for(session: Session, request_ids: Sequence[int], now: datetime) -> tuple[Sequence[Any], dict[str, InForce]]:
    """The requests, and the protocols in force for their drugs."""
    session.flush()  # what follows goes past the object layer
    requests = plain_rows(session, REQUESTS, {"requests": list(request_ids), "now": now}).all()
    classes = {drug_of(row.display, row.schedule).drug_class for row in requests}
    return requests, _in_force(session, sorted(classes))


def _in_force(session: Session, classes: Sequence[str]) -> dict[str, InForce]:
    """The protocols in force, by class. One that can't be read counts as switched off: nothing passes by it."""
    found = {}
    for row in plain_rows(session, PROTOCOLS, {"classes": classes}):
        try:
            protocol = from_json(row.rule)
        except ProtocolProblem as problem:
            log.error("Refill protocol %d can't be used, so it counts as switched off: %s", row.id, problem)
            continue
        found[row.drug_class] = InForce(row.id, row.version, protocol, _codes(protocol))
    return found


def _facts(
    session: Session, requests: Sequence[Any], protocols: Mapping[str, InForce], now: datetime
) -> dict[int, Facts]:
    patients = sorted({row.patient_id for row in requests})
    medications = sorted({row.medication_id for row in requests})
    days = _Days(Clocks(session), now)
    dispenses = {
        row.medication_id: tuple(map(_dispensed, row.days, row.lengths))
        for row in plain_rows(session, DISPENSES, {"medications": medications}).all()
    }
    taken = {
        row.patient_id: list(zip(row.ids, map(_other, row.displays, row.schedules), strict=True))
        for row in plain_rows(session, TAKEN, {"patients": patients}).all()
    }
    asked = _by(plain_rows(session, OPEN_REQUESTS, {"patients": patients}), _asked)
    bridges = _by(plain_rows(session, BRIDGES, {"medications": medications}), tuple)
    labs = _labs(session, requests, protocols, days)

    def facts(row: Any) -> Facts:
        drug, site = drug_of(row.display, row.schedule), row.site_id
        last_visit = days.of(row.last_visit, site)
        known = labs.get(row.patient_id, {})
        ingredient, medication_id, request_id = drug.ingredient, row.medication_id, row.id
        return Facts(
            today=days.today(site),
            birth_date=row.birth_date,
            sex=row.sex,
            pregnant=_pregnant(row.pregnant, known.get(PREGNANCY_STATUS), days.today(site)),
            drug=drug,
            active=row.stopped_on is None,
            as_needed=row.as_needed,
            started_on=row.started_on,
            dose=row.dose,
            asked_dose=row.asked_dose,
            dose_changed_on=row.dose_changed_on,
            days_supply=row.days_supply,
            refills_left=row.refills_left,
            last_dispenses=dispenses.get(medication_id, ()),
            last_visit=last_visit,
            next_visit=days.of(row.next_visit, site),
            labs=known,
            others=tuple([other for other_id, other in taken.get(row.patient_id, ()) if other_id != medication_id]),
            bridges=tuple(
                [
                    Bridged(on, given)
                    for _, at, given in bridges.get(medication_id, ())
                    if (on := days.day(at, site)) and (last_visit is None or on > last_visit)
                ]
            ),
            open_duplicates=sum(
                other_id != request_id and other_medication == medication_id
                for other_id, other_medication, _ in asked.get(row.patient_id, ())
            ),
            open_other_strengths=sum(
                other_medication != medication_id and other == ingredient
                for _, other_medication, other in asked.get(row.patient_id, ())
            ),
            renewed_on=row.renewed_on,
        )

    return {row.id: facts(row) for row in requests}


class _Days:
    """Dates at the patients' sites."""

    def __init__(self, clocks: Clocks, now: datetime) -> None:
        self._clocks, self.now = clocks, now
        self._hours: dict[int | None, BusinessHours] = {}
        self._today: dict[int | None, date] = {}

    def day(self, at: datetime, site_id: int | None) -> date:
        """The date at a site at that moment."""
        hours = self._hours.get(site_id)
        if hours is None:
            hours = self._hours[site_id] = self._clocks.hours_at(None, site_id, self.now.year)
        return hours.local_day(at)

    def of(self, at: datetime | None, site_id: int | None) -> date | None:
        """The same; None for a moment that isn't known."""
        return None if at is None else self.day(at, site_id)

    def today(self, site_id: int | None) -> date:
        """The date at a site now."""
        found = self._today.get(site_id)
        if found is None:
            found = self._today[site_id] = self.day(self.now, site_id)
        return found


def _labs(
    session: Session, requests: Sequence[Any], protocols: Mapping[str, InForce], days: _Days
) -> dict[int, dict[str, LabFact]]:
    """By patient and LOINC: the newest value of those that the protocols of the drugs asked for name."""
    site_of: dict[int, int | None] = {}
    asked: set[tuple[int, str]] = set()
    for row in requests:
        found = protocols.get(drug_of(row.display, row.schedule).drug_class)
        if found is not None:
            site_of[row.patient_id] = row.site_id
            asked.update((row.patient_id, code) for code in found.codes)
    pairs = sorted(asked)
    values = {"patients": [pair[0] for pair in pairs], "codes": [pair[1] for pair in pairs], "now": days.now}
    labs: dict[int, dict[str, LabFact]] = {}
    for row in plain_rows(session, NEWEST_LABS, values).all():
        labs.setdefault(row.patient_id, {})[row.code] = _lab(row, days.day(row.effective_at, site_of[row.patient_id]))
    return labs


def _codes(protocol: Protocol) -> tuple[str, ...]:
    status = (PREGNANCY_STATUS,) if protocol.pregnancy == "not" else ()
    return (*dict.fromkeys(code for lab in protocol.labs for code in lab.loincs), *status)


def _lab(row: Any, on: date) -> LabFact:
    """A value that isn't settled yet is no number to go by: a newer one may still replace it."""
    text = written_value(row.value_text, row.value_number, row.comparator, row.unit)
    if row.status not in SETTLED:
        return LabFact(None, f"{text} ({row.status})", row.unit, on)
    return LabFact(None if row.comparator else row.value_number, text, row.unit, on)


def _pregnant(listed: bool, status: LabFact | None, today: date) -> bool | None:
    """Pregnant by the problem list or by the last status asked; not pregnant only by a status that still holds."""
    if listed:
        return True
    if status is None or today - status.on > STATUS_HOLDS:
        return None
    return {"pregnant": True, "not pregnant": False}.get(status.text.strip().casefold())


@lru_cache(maxsize=8192)
def _dispensed(on: date, days: int) -> Dispensed:
    """Few days and fewer lengths: the same ones again are much quicker than new ones."""
    return Dispensed(on, days)


@lru_cache(maxsize=8192)
def _other(display: str, schedule: str) -> Other:
    return Other(display, drug_of(display, schedule))


def _asked(row: Any) -> tuple[int, int, str]:
    return row[1], row[2], drug_of(row[3], row[4]).ingredient


def _by(rows: Any, make: Any) -> dict[int, list[Any]]:
    """Rows by their first column."""
    found: dict[int, list[Any]] = {}
    for row in rows.all():
        found.setdefault(row[0], []).append(make(row))
    return found
