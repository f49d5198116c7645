"""A refill passes its protocol only where every criterion is met; what isn't known passes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.drugs import Drug, drug_of
from rules.refill_criteria import age
from rules.refill_protocol import (
    CRITERIA,
    PROPOSALS,
    Bridged,
    Criterion,
    Dispensed,
    Facts,
    LabFact,
    Other,
    Protocol,
    evaluate,
)
from rules.words import months_before
from tests.rules.refills import (
    GOOD,
    LISINOPRIL,
    POTASSIUM,
    PROTOCOL,
    TODAY,
    facts,
    good,
    near_good,
    potassium,
    protocols,
)

DAY = timedelta(days=1)


def criterion(kind: str, protocol: Protocol | None = PROTOCOL, **changed: Any) -> Criterion:
    """The one criterion of this kind, of the good facts but for these changes."""
    (found,) = (each for each in evaluate(protocol, good(**changed)).criteria if each.kind == kind)
    return found


def kinds(protocol: Protocol | None, fact: Facts) -> list[str]:
    return [each.kind for each in evaluate(protocol, fact).criteria]


def test_what_meets_every_criterion_is_proposed_with_the_days_of_the_protocol() -> None:
    found = evaluate(PROTOCOL, GOOD)
    assert found.passes
    assert {each.verdict for each in found.criteria} == {"met"}
    assert (found.proposal.kind, found.proposal.days, found.proposal.refills) == ("approve", 90, 3)


def test_the_criteria_come_in_one_order_with_words_and_facts() -> None:
    found = evaluate(PROTOCOL, GOOD).criteria
    assert [each.kind for each in found] == list(CRITERIA)
    assert all(each.words and each.fact for each in found)
    assert criterion("visit").on == date(2025, 9, 1)
    assert criterion("lab").fact == "4.1 mmol/L"
    assert criterion("lab").words == "Potassium within 12 months, 3.5 to 5.1 mmol/L"


def test_a_criterion_that_the_protocol_does_not_ask_is_not_there() -> None:
    bare = Protocol("ace-inhibitor")
    assert kinds(bare, good()) == ["class", "active", "dose", "duplicate", "refills", "early"]
    assert kinds(None, good()) == ["class", "active", "dose", "duplicate", "refills", "early"]
    assert "covered" not in kinds(PROTOCOL, good(as_needed=True))  # nobody takes those every day


@pytest.mark.parametrize(
    ("kind", "verdict", "changed"),
    [
        ("active", "unmet", {"active": False}),
        ("dose", "unmet", {"asked_dose": "2 tablets daily"}),
        ("dose", "met", {"asked_dose": " 1 TABLET  daily"}),
        ("dose", "unknown", {"asked_dose": "1 tablet daily", "dose": ""}),
        ("dose", "unmet", {"dose_changed_on": TODAY - 10 * DAY}),
        ("dose", "met", {"dose_changed_on": TODAY - 100 * DAY}),  # and dispensed since
        ("dose", "met", {"dose_changed_on": date(2024, 1, 10)}),  # the start is no change
        ("duplicate", "unmet", {"open_duplicates": 1}),
        ("duplicate", "unmet", {"open_other_strengths": 1}),
        ("duplicate", "unmet", {"others": (Other("enalapril 5 MG", drug_of("enalapril 5 MG")),)}),
        ("duplicate", "unknown", {"others": (Other("foozol", drug_of("foozol")),)}),
        ("duplicate", "met", {"others": ()}),
        ("age", "unmet", {"birth_date": TODAY.replace(year=2008) + DAY}),  # eighteen tomorrow
        ("age", "met", {"birth_date": TODAY.replace(year=2008)}),
        ("age", "met", {"birth_date": TODAY.replace(year=1945) + DAY}),  # eighty until tomorrow
        ("age", "unmet", {"birth_date": TODAY.replace(year=1945)}),
        ("age", "unknown", {"birth_date": None}),
        ("age", "unknown", {"birth_date": TODAY + DAY}),
        ("pregnancy", "unmet", {"pregnant": True}),
        ("pregnancy", "unknown", {"pregnant": None}),
        ("pregnancy", "unknown", {"pregnant": None, "sex": "unknown"}),
        ("pregnancy", "unmet", {"pregnant": True, "sex": "male"}),  # the chart contradicts itself
        ("pregnancy", "met", {"pregnant": None, "sex": "male"}),
        ("pregnancy", "met", {"pregnant": None, "birth_date": date(1955, 1, 1)}),
        ("start", "met", {"started_on": date(2025, 9, 2)}),
        ("start", "unmet", {"started_on": date(2025, 9, 3)}),
        ("start", "unknown", {"started_on": None}),
        ("refills", "unmet", {"refills_left": 1}),
        ("refills", "unknown", {"refills_left": None}),
        ("refills", "unknown", {"refills_left": None, "renewed_on": TODAY - 90 * DAY}),
        ("refills", "unmet", {"renewed_on": TODAY - 3 * DAY}),
        ("refills", "met", {"renewed_on": TODAY - 90 * DAY}),
        ("early", "met", {"last_dispenses": (Dispensed(TODAY - 83 * DAY, 90),)}),
        ("early", "unmet", {"last_dispenses": (Dispensed(TODAY - 82 * DAY, 90),)}),
        ("early", "unmet", {"last_dispenses": (Dispensed(TODAY - 90 * DAY, 90), Dispensed(TODAY - 85 * DAY, 30))}),
        ("early", "met", {"last_dispenses": (Dispensed(TODAY - 900 * DAY, 30),)}),
        ("early", "unknown", {"last_dispenses": ()}),
        ("early", "unknown", {"last_dispenses": (Dispensed(TODAY + DAY, 30),)}),
        ("covered", "unmet", {"last_dispenses": (Dispensed(TODAY - 170 * DAY, 90),)}),
        ("covered", "unknown", {"last_dispenses": ()}),
        ("visit", "met", {"last_visit": TODAY.replace(year=2025)}),
        ("visit", "unmet", {"last_visit": TODAY.replace(year=2025) - DAY}),
        ("visit", "unknown", {"last_visit": None}),
        ("visit", "unknown", {"last_visit": TODAY + DAY}),
        ("lab", "met", {"labs": potassium("5.1")}),
        ("lab", "unmet", {"labs": potassium("5.2")}),
        ("lab", "unmet", {"labs": potassium("3.4")}),
        ("lab", "unmet", {"labs": potassium("4.1", on=date(2025, 3, 1))}),
        ("lab", "unknown", {"labs": potassium("4.1", on=TODAY + DAY)}),
        ("lab", "unknown", {"labs": potassium(None)}),
        ("lab", "unknown", {"labs": potassium("NaN")}),
        ("lab", "unknown", {"labs": potassium("4.1", unit="mg/dL")}),
        ("lab", "unknown", {"labs": potassium("4.1", unit="")}),
        ("lab", "met", {"labs": potassium("4.1", unit="meq/L")}),  # of one charge
        ("lab", "unknown", {"labs": {}}),
    ],
)
def test_a_criterion_is_met_or_not_or_unknown(kind: str, verdict: str, changed: dict[str, Any]) -> None:
    assert criterion(kind, **changed).verdict == verdict
    assert evaluate(PROTOCOL, good(**changed)).passes == (
        {each.verdict for each in evaluate(PROTOCOL, good(**changed)).criteria} == {"met"}
    )


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("bridge", {"last_visit": date(2024, 1, 1)}),
        ("bridge", {"last_visit": None}),
        ("bridge", {"labs": {}}),
        ("bridge", {"labs": potassium("4.1", on=date(2020, 1, 1)), "last_visit": None}),
        ("prescriber", {"labs": potassium("5.9")}),  # another test would mend nothing
        ("prescriber", {"labs": potassium(None)}),
        ("prescriber", {"last_visit": None, "active": False}),
        ("prescriber", {"last_visit": None, "last_dispenses": (Dispensed(TODAY, 90),)}),
        ("prescriber", {"asked_dose": "20 mg"}),
        ("prescriber", {"open_duplicates": 2}),
        ("prescriber", {"pregnant": True}),
        ("prescriber", {"drug": drug_of("foozol")}),
        ("prescriber", {"drug": drug_of("losartan 50 MG")}),  # the protocol is for another class
        ("prescriber", {"drug": drug_of("warfarin 5 MG")}),
        ("prescriber", {"drug": drug_of("zolpidem 5 MG")}),
        ("prescriber", {"drug": replace(LISINOPRIL, schedule="V")}),
        ("new-prescription", {"drug": drug_of("methylphenidate 20 MG")}),
        ("new-prescription", {"drug": drug_of("methylphenidate 20 MG"), "active": False}),
    ],
)
def test_what_does_not_pass_has_one_way_on(kind: str, changed: dict[str, Any]) -> None:
    found = evaluate(PROTOCOL, good(**changed))
    assert not found.passes
    assert found.proposal.kind == kind
    assert found.proposal.why.endswith(".")


def test_bridges_get_shorter_and_end_with_the_visit_or_the_labs() -> None:
    given: tuple[Bridged, ...] = ()
    steps = []
    for _ in range(4):
        proposal = evaluate(PROTOCOL, good(last_visit=None, bridges=given)).proposal
        steps.append((proposal.kind, proposal.days, proposal.refills, proposal.tie))
        given += (Bridged(TODAY, 30),)
    assert steps == [("bridge", 30, 0, "visit"), ("bridge", 15, 0, "visit"), ("bridge", 7, 0, "visit"),
                     ("visit", None, None, "")]  # fmt: skip
    assert evaluate(PROTOCOL, good(labs={})).proposal.tie == "labs"
    assert evaluate(PROTOCOL, good(labs={}, bridges=given)).proposal.kind == "labs"
    assert evaluate(PROTOCOL, good(labs={}, last_visit=None, bridges=given)).proposal.kind == "visit"
    assert evaluate(replace(PROTOCOL, bridge=()), good(labs={})).proposal.kind == "labs"


def test_too_early_says_from_which_day_it_is_not() -> None:
    proposal = evaluate(PROTOCOL, good(last_dispenses=(Dispensed(TODAY - 60 * DAY, 90),))).proposal
    assert proposal.kind == "prescriber"
    assert "from 25 March 2026" in proposal.why


def test_the_latest_of_several_codes_counts() -> None:
    old = LabFact(Decimal("4.1"), "4.1", "mmol/L", date(2025, 4, 1))
    new = LabFact(Decimal("6.1"), "6.1", "mmol/L", date(2025, 8, 1))
    assert criterion("lab", labs={"2823-3": old, "6298-4": new}).verdict == "unmet"
    assert criterion("lab", labs={"2823-3": new, "6298-4": old}).verdict == "unmet"


def test_a_protocol_without_a_range_only_asks_whether_it_was_measured() -> None:
    asked = replace(PROTOCOL, labs=(replace(POTASSIUM, low=None, high=None, unit=""),))
    assert criterion("lab", asked, labs=potassium(None)).verdict == "met"
    assert criterion("lab", asked, labs=potassium(None)).words == "Potassium within 12 months"


def test_a_visit_that_is_booked_is_named() -> None:
    assert "booked for 9 March 2026" in criterion("visit", last_visit=None, next_visit=date(2026, 3, 9)).fact


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(1, 1, 15), 1, date.min),
    ],
)
def test_months_are_counted_on_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_who_was_born_on_a_leap_day_is_older_from_the_first_of_march() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18


@given(st.none() | protocols | st.just(PROTOCOL), facts | near_good)
def test_whatever_the_facts_there_is_an_answer(protocol: Protocol | None, fact: Facts) -> None:
    found = evaluate(protocol, fact)
    assert found.proposal.kind in PROPOSALS
    assert [each.kind for each in found.criteria] == sorted(kinds(protocol, fact), key=list(CRITERIA).index)
    assert (found.proposal.kind == "approve") == found.passes
    assert found.proposal.why


@given(st.none() | protocols | st.just(PROTOCOL), facts | near_good)
def test_unknown_never_passes(protocol: Protocol | None, fact: Facts) -> None:
    found = evaluate(protocol, fact)
    if any(each.verdict != "met" for each in found.criteria) or protocol is None:
        assert not found.passes


@given(protocols | st.just(PROTOCOL), facts | near_good, st.sampled_from(["II", "III", "IV", "V"]))
def test_a_controlled_drug_never_passes(protocol: Protocol, fact: Facts, schedule: str) -> None:
    found = evaluate(protocol, replace(fact, drug=replace(fact.drug, schedule=schedule)))
    assert not found.passes
    assert found.proposal.kind == ("new-prescription" if schedule == "II" else "prescriber")


@given(protocols, near_good, st.sampled_from(["antibiotic", "antifungal", "anticoagulant", "controlled", ""]))
def test_a_class_that_is_never_refilled_by_protocol_does_not_pass_even_its_own(
    protocol: Protocol, fact: Facts, slug: str
) -> None:
    own = replace(protocol, drug_class=slug)
    found = evaluate(own, replace(fact, drug=Drug(("something",), slug)))
    assert not found.passes
    assert found.proposal.kind == "prescriber"


BAD: tuple[dict[str, Any], ...] = (
    {"active": False},
    {"pregnant": True},
    {"pregnant": None},
    {"birth_date": None},
    {"open_duplicates": 1},
    {"asked_dose": "something else"},
    {"refills_left": 2},
    {"refills_left": None},
    {"open_other_strengths": 1},
    {"last_dispenses": ()},
    {"last_visit": None},
    {"labs": {}},
    {"started_on": None},
    {"renewed_on": TODAY + DAY},
    {"dose_changed_on": TODAY + DAY},
    {"others": (Other("enalapril", drug_of("enalapril")), Other("foozol", drug_of("foozol")))},
)


@given(protocols | st.just(PROTOCOL), near_good, st.sampled_from(BAD))
def test_a_bad_fact_never_turns_a_refusal_into_a_pass(protocol: Protocol, fact: Facts, bad: dict[str, Any]) -> None:
    if not evaluate(protocol, fact).passes:
        assert not evaluate(protocol, replace(fact, **bad)).passes


@pytest.mark.parametrize("bad", BAD)
def test_one_bad_fact_stops_what_would_pass(bad: dict[str, Any]) -> None:
    assert not evaluate(PROTOCOL, good(**bad)).passes


def test_of_a_drug_that_nobody_knows_the_schedule_is_said_to_be_unknown() -> None:
    found = evaluate(None, good(drug=drug_of("foozol 15 MG")))
    assert found.criteria[0].verdict == "unknown"
    assert found.criteria[0].fact == "Schedule unknown: treated as controlled"


def test_another_strength_that_is_asked_for_too_is_called_one() -> None:
    assert (
        criterion("duplicate", open_other_strengths=1).fact == "1 more request open for another strength or form of it"
    )
