"""Access narrows and ends on the birthday itself, and no grant outlives its rule."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.proxy_ages import (
    PRESETS,
    STANDARD,
    Ages,
    AgesProblem,
    Change,
    age_on,
    ages_from_json,
    ages_to_json,
    birthday,
    latest_end,
    next_change,
    scopes_on,
)
from rules.proxy_scopes import BASES, LIMITED, SCOPES

DAY = timedelta(days=1)
ALL = tuple(SCOPES)
LEAP = date(2008, 2, 29)
MINORS = ("parental", "custodial", "minor-full")
GROWN = ("consent", "legal", "four-eyes")

bases = st.sampled_from(tuple(BASES))
scope_lists = st.lists(st.sampled_from(ALL), unique=True).map(tuple)
births = st.dates(date(1950, 1, 1), date(2035, 12, 31)) | st.integers(488, 508).map(lambda n: date(n * 4, 2, 29))
days = st.dates(date(1990, 1, 1), date(2070, 12, 31))
ages_of_clinics = st.builds(
    lambda low, more, limited: Ages(low, min(21, low + more), limited),
    st.integers(1, 21),
    st.integers(0, 8),
    scope_lists,
)


def test_the_bands_are_full_to_eleven_limited_to_seventeen_and_over_at_eighteen() -> None:
    born = date(2010, 5, 4)
    for basis in ("parental", "custodial"):
        opened = {age: scopes_on(basis, ALL, born, birthday(born, age)) for age in (0, 11, 12, 17, 18, 40)}
        assert opened == {0: ALL, 11: ALL, 12: LIMITED, 17: LIMITED, 18: (), 40: ()}
    assert scopes_on("parental", ALL, born, date(2022, 5, 3)) == ALL
    assert scopes_on("parental", ALL, born, date(2022, 5, 4)) == LIMITED
    assert scopes_on("parental", ALL, born, date(2028, 5, 3)) == LIMITED
    assert scopes_on("parental", ALL, born, date(2028, 5, 4)) == ()


def test_full_access_agreed_with_a_teenager_is_full_until_it_ends() -> None:
    born = date(2010, 5, 4)
    assert scopes_on("minor-full", ALL, born, date(2028, 5, 3)) == ALL
    assert scopes_on("minor-full", ALL, born, date(2028, 5, 4)) == ()


@pytest.mark.parametrize("basis", GROWN)
def test_age_changes_nothing_between_adults(basis: str) -> None:
    assert scopes_on(basis, ("results",), date(1930, 1, 1), date(2026, 1, 1)) == ("results",)
    assert next_change(basis, ALL, date(1930, 1, 1), None, date(2026, 1, 1)) is None


@pytest.mark.parametrize("basis", MINORS)
def test_a_birth_date_still_to_come_opens_nothing(basis: str) -> None:
    assert scopes_on(basis, ALL, date(2062, 1, 1), date(2026, 1, 1)) == ()


def test_born_on_29_february_the_birthday_is_1_march_in_a_year_without_that_day() -> None:
    assert (birthday(LEAP, 12), birthday(LEAP, 13), birthday(LEAP, 18)) == (
        date(2020, 2, 29), date(2021, 3, 1), date(2026, 3, 1),
    )  # fmt: skip
    assert (age_on(LEAP, date(2026, 2, 28)), age_on(LEAP, date(2026, 3, 1))) == (17, 18)
    assert scopes_on("parental", ALL, LEAP, date(2020, 2, 28)) == ALL
    assert scopes_on("parental", ALL, LEAP, date(2020, 2, 29)) == LIMITED
    assert scopes_on("parental", ALL, LEAP, date(2026, 2, 28)) == LIMITED
    assert scopes_on("parental", ALL, LEAP, date(2026, 3, 1)) == ()


@given(births, st.integers(0, 30))
def test_a_birthday_is_the_first_day_of_an_age(born: date, years: int) -> None:
    day = birthday(born, years)
    assert (age_on(born, day), age_on(born, day - DAY)) == (years, years - 1)


@given(bases, scope_lists, births, days, ages_of_clinics)
def test_growing_up_never_opens_more(basis: str, scopes: tuple[str, ...], born: date, day: date, ages: Ages) -> None:
    opened = scopes_on(basis, scopes, born, day, ages)
    assert set(opened) <= set(scopes)
    if day >= born:
        for later in (DAY, 366 * DAY, 5000 * DAY):
            assert set(scopes_on(basis, scopes, born, day + later, ages)) <= set(opened)


@given(bases, scope_lists, births, days, st.integers(1, 9000), ages_of_clinics)
def test_the_next_change_is_the_first_day_that_opens_something_else(
    basis: str, scopes: tuple[str, ...], born: date, day: date, length: int, ages: Ages
) -> None:
    ends_on = day + length * DAY if length % 3 else None

    def opened(when: date) -> tuple[str, ...]:
        return () if ends_on is not None and when >= ends_on else scopes_on(basis, scopes, born, when, ages)

    change = next_change(basis, scopes, born, ends_on, day, ages)
    last = change.on - DAY if change else day + 40_000 * DAY
    for step in range(0, (last - day).days + 1, max(1, (last - day).days // 50)):
        assert opened(day + step * DAY) == opened(day)
    assert opened(last) == opened(day)
    if change:
        assert change.on > day and change.to == opened(change.on) != opened(day)


def test_a_change_that_takes_nothing_away_is_none() -> None:
    born, day = date(2016, 5, 4), date(2026, 1, 1)
    assert next_change("parental", ALL, born, None, day) == Change(date(2028, 5, 4), LIMITED)
    assert next_change("parental", ("messages",), born, None, day) == Change(date(2034, 5, 4), ())
    assert next_change("parental", ALL, born, date(2027, 1, 1), day) == Change(date(2027, 1, 1), ())
    assert next_change("consent", ALL, born, date(2026, 1, 1), day) is None


@given(bases, scope_lists, births, days, st.none() | days, ages_of_clinics, st.integers(0, 30_000))
def test_no_grant_outlives_its_rule(
    basis: str, scopes: tuple[str, ...], born: date, starts_on: date, asked: date | None, ages: Ages, after: int
) -> None:
    end = latest_end(basis, born, starts_on, asked, ages)
    if asked is not None:
        assert end is not None and end <= asked
    if BASES[basis].yearly:
        assert end is not None and end <= starts_on + 366 * DAY
    if basis in MINORS:
        assert end is not None and age_on(born, end - DAY) < ages.ends_at
        assert scopes_on(basis, scopes, born, max(end, birthday(born, ages.ends_at)) + after * DAY, ages) == ()
    elif asked is None and not BASES[basis].yearly:
        assert end is None


def test_a_foster_parents_access_ends_after_a_year_or_at_twelve_whichever_is_first() -> None:
    born = date(2014, 3, 1)
    assert latest_end("custodial", born, date(2024, 6, 1), None) == date(2025, 6, 1)
    assert latest_end("custodial", born, date(2025, 6, 1), None) == date(2026, 3, 1)
    assert latest_end("custodial", born, date(2025, 6, 1), date(2025, 9, 1)) == date(2025, 9, 1)
    assert latest_end("custodial", born, date(2026, 3, 1), None) == date(2027, 3, 1)
    assert latest_end("custodial", born, date(2031, 6, 1), None) == date(2032, 3, 1)
    assert latest_end("parental", born, date(2024, 6, 1), None) == date(2032, 3, 1)
    assert latest_end("four-eyes", date(1940, 1, 1), date(2024, 2, 29), None) == date(2025, 3, 1)


def test_in_the_nhs_a_childs_record_closes_at_thirteen_until_it_was_looked_at() -> None:
    ages, born = PRESETS["NHS"], date(2012, 7, 1)
    opened = [scopes_on("parental", ALL, born, birthday(born, age), ages) for age in (12, 13, 15, 16)]
    assert opened == [ALL, (), (), ()]
    agreed = [scopes_on("minor-full", ALL, born, birthday(born, age), ages) for age in (13, 15, 16)]
    assert agreed == [ALL, ALL, ()]


@pytest.mark.parametrize("ages", PRESETS.values(), ids=PRESETS)
def test_the_setting_survives_json(ages: Ages) -> None:
    assert ages_from_json(json.loads(json.dumps(ages_to_json(ages)))) == ages


def test_where_nothing_is_set_the_standard_holds() -> None:
    assert ages_from_json({}) == STANDARD == Ages()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"limited_from": 0}, "limited_from"),
        ({"limited_from": 19}, "limited_from"),
        ({"limited_from": "12"}, "limited_from"),
        ({"limited_from": True}, "limited_from"),
        ({"limited_from": None}, "limited_from"),
        ({"ends_at": 22}, "ends_at"),
        ({"ends_at": 18.0}, "ends_at"),
        ({"asked_from": 19}, "asked_from"),
        ({"asked_from": "11"}, "asked_from"),
        ({"limited_scopes": "messages"}, "limited_scopes"),
        ({"limited_scopes": ["everything"]}, "limited_scopes"),
        ({"limited_scopes": [1]}, "limited_scopes"),
        ({"jurisdiction": ""}, "jurisdiction"),
        ({"jurisdiction": 1}, "jurisdiction"),
        ({"jurisdiction": "x" * 41}, "jurisdiction"),
        ({"majority": 18}, "majority"),
    ],
)
def test_ages_that_cant_be_used_are_refused_and_the_field_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(AgesProblem) as problem:
        ages_from_json(ages_to_json(STANDARD) | change)
    assert problem.value.field == field and problem.value.sentence.endswith(".")


@pytest.mark.parametrize("value", [[], "US", None, 18])
def test_something_else_than_named_values_is_refused(value: Any) -> None:
    with pytest.raises(AgesProblem):
        ages_from_json(value)


@pytest.mark.parametrize("name", ["limited_from", "ends_at", "limited_scopes", "jurisdiction"])
def test_ages_are_set_as_a_whole_so_that_no_two_laws_are_mixed(name: str) -> None:
    value = ages_to_json(PRESETS["NHS"])
    del value[name]
    with pytest.raises(AgesProblem, match="as a whole") as problem:
        ages_from_json(value)
    assert problem.value.field == name
