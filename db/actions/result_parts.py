"""What a result posted by hand is made of: typed values, each checked and flagged by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from db.actions.tasks import clean
from db.errors import Invalid, NotFound
from db.models import LabPanel, Observation, Patient
from db.queries.clinic_hours import Clocks
from rules.lab_panels import Component, Panel, PanelProblem, limits_for, panel_from_json, problem_of, read_for
from rules.result_flags import Limits, flag_of

LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it will be kept."""

    component: Component
    text: str = field(repr=False)
    number: Decimal | None = field(repr=False)
    comparator: str
    flag: str
    limits: Limits


def panel_of(session: Session, panel_id: int) -> Panel:
    """A panel that can be typed; raises `NotFound`, or `Invalid` where somebody set it up wrongly."""
    row = session.get(LabPanel, panel_id)
    if row is None or not row.active:
        raise NotFound("panel")
    try:
        given = {"slug": row.slug, "name": row.name, "loinc": row.loinc, "components": row.components}
        return panel_from_json(given)
    except PanelProblem as problem:
        raise Invalid("panel_id", f"This panel can't be used until it is mended: {problem.sentence}") from None


def key_of(component: Component) -> str:
    """By which a component's value is typed: its LOINC, else its name."""
    return component.loinc or component.display


def typed(
    session: Session, panel: Panel, values: Sequence[tuple[str, str]], patient: Patient, collected_at: datetime
) -> tuple[Typed, ...]:
    """The values in the panel's order, flagged for the patient's sex and age on the day they were collected.

    Empty ones are left out. Raises `Invalid` naming `values.<code>`.
    """
    known = {key_of(component): component for component in panel.components}
    given = {code: " ".join(clean(text, f"values.{code}").split()) for code, text in values}
    if len(given) != len(values):
        raise Invalid("values", "A test stands there twice. Nothing was saved.")
    strange = [code for code in given if code not in known]
    if strange:
        raise Invalid("values", "A test isn't part of this panel any more. Reload the page; nothing was saved.")
    age = _age_days(session, patient, collected_at)
    found = tuple(_typed(known[code], given[code], patient.sex, age) for code in known if given.get(code))
    if not found:
        raise Invalid("values", "Type at least one value.")
    return found


def _typed(component: Component, text: str, sex: str, age_days: int) -> Typed:
    place = f"values.{key_of(component)}"
    if len(text) > LONGEST_VALUE:
        raise Invalid(place, f"A value has at most {LONGEST_VALUE} characters; put the rest into the notes.")
    value = read_for(component, text)
    if problem := problem_of(component, value):
        raise Invalid(place, f"{component.display}: {problem}")
    limits = limits_for(component, sex=sex, age_days=age_days)
    return Typed(component, value.text, value.number, value.comparator, flag_of(value, limits), limits)


def observation(
    value: Typed, *, report_id: int, patient_id: int, position: int, at: datetime, performer: str
) -> Observation:
    """The row of a value."""
    return Observation(
        patient_id=patient_id,
        report_id=report_id,
        position=position,
        category="laboratory",
        code=value.component.loinc,
        display=value.component.display,
        value_number=value.number,
        value_text=value.text,
        comparator=value.comparator,
        unit=value.component.unit,
        flag=value.flag,
        low=value.limits.low,
        high=value.limits.high,
        range_text=range_text(value.limits),
        effective_at=at,
        performer=performer,
    )


def range_text(limits: Limits) -> str:
    """The reference range as people and `rules.result_values.read_range` read it."""
    low, high = limits.low, limits.high
    if low is not None and high is not None:
        return f"{low}-{high}"
    if high is not None:
        return f"{'<=' if limits.high_included else '<'}{high}"
    if low is not None:
        return f"{'>=' if limits.low_included else '>'}{low}"
    return "/".join(limits.normal)


def _age_days(session: Session, patient: Patient, at: datetime) -> int:
    local = Clocks(session).hours_at(None, patient.site_id, at.year).local_day(at)
    if local < patient.birth_date:
        raise Invalid("collected_at", "This lies before the patient's birth. Check the day and the patient.")
    return (local - patient.birth_date).days
