"""How much of each labelled list the scan must raise, and how little of what is harmless: floors under the figures."""

from __future__ import annotations

import pytest

from rules.urgency import FAMILIES, Level, level, scan
from tests.bench.urgency import LISTS, listed

# The least share of emergencies that is red, the most of the harmless that is.
FLOORS = (
    ("second_author", 0.99, 0.01),
    ("held_out", 0.99, 0.02),
    ("later", 0.99, 0.03),
    ("blind", 0.99, 0.01),
    ("triage_first", 0.97, 0.03),
    ("triage_second", 0.95, 0.03),
    ("triage_third", 0.93, 0.03),
    ("triage_fourth", 0.95, 0.03),
    ("triage_fifth", 0.94, 0.04),
    ("triage_sixth", 0.90, 0.07),
    ("short_plain", 1, 0.06),
    ("voices_first", 0.98, 0.04),
    ("voices_second", 0.94, 0.05),
)
# The most of what somebody should see the same day that is raised red: a call too early.
TOO_EARLY = (
    ("development", 0.02),
    ("held_out", 0.04),
    ("second_author", 0.08),
    ("same_day", 0.05),
    ("voices_first", 0.07),
    ("voices_second", 0.13),
)


@pytest.mark.parametrize(("name", "least", "most"), FLOORS)
def test_a_list_is_raised_no_worse_than_before(name: str, least: float, most: float) -> None:
    levels = [(one.truth, level(scan(one.body)), one.body) for one in listed(LISTS / f"{name}.txt")]
    emergencies = [(at, body) for truth, at, body in levels if truth == "red"]
    harmless = [(at, body) for truth, at, body in levels if truth == "none"]
    missed = [body for at, body in emergencies if at is not Level.RED]
    false = [body for at, body in harmless if at is Level.RED]
    assert len(missed) <= (1 - least) * len(emergencies), missed
    assert len(false) <= most * len(harmless), false
    assert sum(at is Level.AMBER for at, _ in harmless) <= 0.15 * len(harmless)


@pytest.mark.parametrize(("name", "most"), TOO_EARLY)
def test_what_can_wait_for_the_day_is_seldom_raised_red(name: str, most: float) -> None:
    same_day = [one.body for one in listed(LISTS / f"{name}.txt") if one.truth == "amber"]
    early = [body for body in same_day if level(scan(body)) is Level.RED]
    assert len(early) <= most * len(same_day), early


@pytest.mark.parametrize("name", [name for name, *_ in FLOORS if name.startswith("triage")])
def test_the_emergencies_of_the_triage_topics_bear_families_that_exist(name: str) -> None:
    assert {one.family for one in listed(LISTS / f"{name}.txt") if one.truth == "red"} <= set(FAMILIES)
