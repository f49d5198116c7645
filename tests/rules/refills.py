"""A refill that passes its protocol, to be spoiled one fact at a time, and facts of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from rules.drugs import CLASSES, NEVER, SCHEDULES, Drug, drug_of
from rules.refill_protocol import Bridged, Dispensed, Facts, Lab, LabFact, Other, Protocol

T = TypeVar("T", int, Decimal)
TODAY = date(2026, 3, 2)
LISINOPRIL = drug_of("lisinopril 10 MG Oral Tablet")
POTASSIUM = Lab(("2823-3", "6298-4"), "Potassium", 12, Decimal("3.5"), Decimal("5.1"), "mmol/L")
PROTOCOL = Protocol(
    "ace-inhibitor",
    visit_within_months=12,
    labs=(POTASSIUM,),
    early_days=7,
    min_covered=Decimal("0.8"),
    min_age=18,
    max_age=80,
    pregnancy="not",
    not_within_months_of_start=6,
    days=90,
    refills=3,
)
GOOD = Facts(
    today=TODAY,
    birth_date=date(1980, 5, 1),
    sex="female",
    pregnant=False,
    drug=LISINOPRIL,
    active=True,
    started_on=date(2024, 1, 10),
    dose="1 tablet daily",
    days_supply=90,
    refills_left=0,
    last_dispenses=(Dispensed(TODAY - timedelta(days=175), 90), Dispensed(TODAY - timedelta(days=85), 90)),
    last_visit=date(2025, 9, 1),
    labs={"2823-3": LabFact(Decimal("4.1"), "4.1", "mmol/L", date(2025, 9, 1))},
    others=(Other("atorvastatin 20 MG Oral Tablet", drug_of("atorvastatin 20 MG Oral Tablet")),),
)


def good(**changed: Any) -> Facts:
    """The facts that pass, but for these."""
    return replace(GOOD, **changed)


def potassium(value: str | None, unit: str = "mmol/L", on: date = date(2025, 9, 1)) -> dict[str, LabFact]:
    """A potassium value as the facts have it; None for one that is only text."""
    return {"2823-3": LabFact(None if value is None else Decimal(value), value or "hemolysed", unit, on)}


NAMES = ("lisinopril 10 MG", "losartan", "hydrochlorothiazide", "enalapril", "warfarin", "hydrocodone", "zolpidem",
         "amoxicillin", "foozol", "", "fluticasone Nasal Spray", "insulin glargine")  # fmt: skip
days = st.dates() | st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=100))
drugs = st.sampled_from(NAMES).map(drug_of) | st.builds(
    Drug, st.just(("foozol",)), st.sampled_from(sorted(CLASSES)), st.sampled_from(SCHEDULES)
)
loincs = st.sampled_from(["2823-3", "6298-4", "2160-0", "4548-4", "3016-3"])
units = st.sampled_from(["mmol/L", "meq/L", "%", "", "m[IU]/L"])
numbers = st.decimals(-10, 10, places=2) | st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal("4.1")])
lab_facts = st.builds(LabFact, st.none() | numbers, st.text(max_size=5), units, days)
facts = st.builds(
    Facts,
    today=days,
    birth_date=st.none() | days,
    sex=st.sampled_from(["female", "male", "other", "unknown"]),
    pregnant=st.sampled_from([None, True, False]),
    drug=drugs,
    active=st.booleans(),
    as_needed=st.booleans(),
    started_on=st.none() | days,
    dose=st.sampled_from(["", "1 tablet daily", "2"]),
    asked_dose=st.sampled_from(["", "1 Tablet  daily", "20 mg"]),
    dose_changed_on=st.none() | days,
    days_supply=st.none() | st.integers(1, 400),
    refills_left=st.none() | st.integers(0, 3),
    last_dispenses=st.lists(st.builds(Dispensed, days, st.integers(-5, 400)), max_size=5).map(tuple),
    last_visit=st.none() | days,
    next_visit=st.none() | days,
    labs=st.dictionaries(loincs, lab_facts, max_size=3),
    others=st.lists(st.builds(Other, st.sampled_from(NAMES), drugs), max_size=3).map(tuple),
    bridges=st.lists(st.builds(Bridged, days, st.integers(1, 30)), max_size=4).map(tuple),
    open_duplicates=st.integers(0, 2),
    open_other_strengths=st.integers(0, 2),
    renewed_on=st.none() | days,
)
near_good = st.fixed_dictionaries(
    {},
    optional={
        "birth_date": st.sampled_from([None, date(2015, 1, 1), date(1930, 1, 1), date(2027, 1, 1)]),
        "pregnant": st.sampled_from([None, True]),
        "sex": st.sampled_from(["male", "other"]),
        "drug": drugs,
        "active": st.just(False),
        "as_needed": st.just(True),
        "started_on": st.none() | days,
        "dose": st.sampled_from(["", "2"]),
        "asked_dose": st.sampled_from(["1 Tablet  daily", "20 mg"]),
        "dose_changed_on": days,
        "refills_left": st.none() | st.integers(0, 2),
        "last_dispenses": st.lists(st.builds(Dispensed, days, st.integers(1, 90)), max_size=3).map(tuple),
        "last_visit": st.none() | days,
        "labs": st.dictionaries(loincs, lab_facts, max_size=3),
        "others": st.lists(st.builds(Other, st.sampled_from(NAMES), drugs), max_size=2).map(tuple),
        "bridges": st.lists(st.builds(Bridged, days, st.integers(1, 30)), max_size=4).map(tuple),
        "open_duplicates": st.integers(0, 2),
        "open_other_strengths": st.integers(0, 2),
        "renewed_on": days,
    },
).map(lambda changed: good(**changed))

classes = st.sampled_from(sorted(CLASSES.keys() - NEVER - {"", "combination"}))
limits = st.none() | st.decimals(-100, 100, places=2)


def _ordered(one: T | None, other: T | None) -> tuple[T | None, T | None]:
    return (other, one) if one is not None and other is not None and one > other else (one, other)


labs = st.tuples(limits, limits).flatmap(
    lambda pair: st.builds(
        Lab,
        st.lists(loincs, min_size=1, max_size=3).map(tuple),
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20),
        st.integers(1, 60),
        st.just(_ordered(*pair)[0]),
        st.just(_ordered(*pair)[1]),
        units,
    )
)
ages = st.none() | st.integers(0, 130)


def _protocol(pair: tuple[int | None, int | None], supply: tuple[int, int]) -> st.SearchStrategy[Protocol]:
    low, high = _ordered(*pair)
    return st.builds(
        Protocol,
        drug_class=classes | st.just("ace-inhibitor"),
        visit_within_months=st.none() | st.integers(1, 60),
        labs=st.lists(labs, max_size=3).map(tuple),
        early_days=st.integers(0, 60),
        min_covered=st.none() | st.decimals("0.01", 1, places=2),
        min_age=st.just(low),
        max_age=st.just(high),
        pregnancy=st.sampled_from(["any", "not"]),
        not_within_months_of_start=st.none() | st.integers(1, 60),
        days=st.just(supply[0]),
        refills=st.just(supply[1]),
        bridge=st.lists(st.integers(1, min(90, supply[0])), max_size=6).map(tuple),
    )


supplies = st.tuples(st.integers(1, 400), st.integers(0, 11)).filter(lambda each: each[0] * (each[1] + 1) <= 400)
protocols = st.tuples(st.tuples(ages, ages), supplies).flatmap(lambda each: _protocol(*each))
