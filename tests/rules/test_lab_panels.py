"""The default panels are whole: real codes, limits in order for every age and sex, and the same after JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.lab_panel_shapes import years
from rules.lab_panels import (
    PANELS,
    AgeRange,
    Component,
    Panel,
    PanelProblem,
    limits_for,
    panel_from_json,
    panel_named,
    panel_to_json,
    problem_of,
    read_for,
)
from rules.loinc import is_loinc
from rules.result_flags import Limits, flag_of

COMPONENTS = {component.loinc: component for panel in PANELS for component in panel.components}
ADULT = years(40)

each_panel = pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.slug)
ages = st.integers(0, years(110))
sexes = st.sampled_from(["female", "male", "other", "unknown"])


def component(panel: str, display: str) -> Component:
    found = panel_named(panel)
    assert found
    return next(each for each in found.components if each.display.startswith(display))


def flagged(of: Component, text: str, *, sex: str = "female", age_days: int = ADULT) -> str:
    return flag_of(read_for(of, text), limits_for(of, sex=sex, age_days=age_days))


@each_panel
def test_every_code_passes_its_check_digit_and_stands_once(panel: Panel) -> None:
    codes = [each.loinc for each in panel.components]
    assert all(is_loinc(code) for code in codes)
    assert not panel.loinc or is_loinc(panel.loinc)
    assert len(set(codes)) == len(codes)


@each_panel
def test_a_panel_survives_json_to_the_digit(panel: Panel) -> None:
    written = json.dumps(panel_to_json(panel))
    assert panel_from_json(json.loads(written)) == panel
    assert json.dumps(panel_to_json(panel_from_json(json.loads(written)))) == written


@given(st.sampled_from(list(COMPONENTS.values())), sexes, ages)
def test_limits_are_in_order_for_everybody(of: Component, sex: str, age: int) -> None:
    limits = limits_for(of, sex=sex, age_days=age)
    known = [each for each in (limits.critical_low, limits.low, limits.high, limits.critical_high) if each is not None]
    assert known == sorted(known)


@given(st.sampled_from(list(COMPONENTS.values())), st.sampled_from(["female", "male"]), ages)
def test_one_range_at_most_is_for_a_patient(of: Component, sex: str, age: int) -> None:
    assert sum(each.fits(sex, age) for each in of.ranges) <= 1


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("of", COMPONENTS.values(), ids=lambda of: of.loinc)
def test_from_its_first_age_on_a_test_has_limits_for_life(of: Component, sex: str) -> None:
    spans = sorted((each for each in of.ranges if each.sex in ("", sex)), key=lambda each: each.from_days)
    assert [each.to_days for each in spans[:-1]] == [each.from_days for each in spans[1:]]
    assert not spans or spans[-1].to_days is None


@given(st.sampled_from(list(COMPONENTS.values())), ages, st.decimals(0, 500, places=1))
def test_who_has_no_known_sex_is_flagged_where_either_sex_would_be(of: Component, age: int, number: Decimal) -> None:
    flags = {flagged(of, str(number), sex=sex, age_days=age) for sex in ("female", "male")}
    unknown = flagged(of, str(number), sex="unknown", age_days=age)
    assert unknown or flags == {""}


@pytest.mark.parametrize(
    ("panel", "display", "text", "sex", "age", "flag"),
    [
        ("cbc", "Hemoglobin", "12.5", "female", ADULT, ""),
        ("cbc", "Hemoglobin", "12.5", "male", ADULT, "L"),
        ("cbc", "Hemoglobin", "12.5", "male", years(5), ""),
        ("cbc", "Hemoglobin", "22.0", "male", 10, "H"),
        ("cbc", "Hemoglobin", "22.0", "male", ADULT, "HH"),
        ("cbc", "Hemoglobin", "7.0", "female", ADULT, "LL"),
        ("cbc", "White", "15.0", "female", 40, ""),
        ("cbc", "White", "15.0", "female", ADULT, "H"),
        ("cbc", "Platelets", "45", "male", years(3), "LL"),
        ("cbc", "Platelets", "45", "male", ADULT, "L"),
        ("bmp", "Potassium", "6.2", "male", 5, "H"),
        ("bmp", "Potassium", "6.2", "male", ADULT, "HH"),
        ("bmp", "Potassium", ">6.0", "male", ADULT, "HH"),
        ("bmp", "Glucose", "<40", "female", ADULT, "LL"),
        ("bmp", "Sodium", "140", "female", ADULT, ""),
        ("cmp", "Alkaline", "300", "male", years(13), ""),
        ("cmp", "Alkaline", "300", "male", ADULT, "H"),
        ("lipids", "Cholesterol", "200", "female", ADULT, "H"),
        ("lipids", "Cholesterol", "199", "female", ADULT, ""),
        ("lipids", "HDL", "45", "female", ADULT, "L"),
        ("lipids", "HDL", "45", "male", ADULT, ""),
        ("hba1c", "Hemoglobin A1c", "5.7", "male", ADULT, "H"),
        ("hba1c", "Hemoglobin A1c", "5.6", "male", ADULT, ""),
        ("inr", "INR", "5.0", "male", ADULT, "HH"),
        ("psa", "Prostate", "4.1", "male", ADULT, "H"),
        ("psa", "Prostate", "4.1", "female", ADULT, ""),
        ("strep", "Group A", "Positive", "male", years(7), "A"),
        ("strep", "Group A", "Not detected", "male", years(7), ""),
        ("covid", "SARS", "Invalid", "male", ADULT, "A"),
        ("urinalysis", "Protein", "Trace", "male", ADULT, ""),
        ("urinalysis", "Protein", "2+", "male", ADULT, "A"),
        ("urinalysis", "Color", "Red", "male", ADULT, "A"),
        ("urinalysis", "White", "0-2", "male", ADULT, ""),
        ("urinalysis", "White", "10-20", "male", ADULT, "H"),
        ("urinalysis", "White", "TNTC", "male", ADULT, "A"),
        ("urinalysis", "White", "None seen", "male", ADULT, ""),
        ("lead", "Lead", "3.5", "male", years(2), "H"),
        ("lead", "Lead", "45", "male", years(2), "HH"),
    ],
)
def test_a_value_is_flagged_for_this_patient(
    panel: str, display: str, text: str, sex: str, age: int, flag: str
) -> None:
    assert flagged(component(panel, display), text, sex=sex, age_days=age) == flag


def test_without_a_fitting_range_there_are_no_limits() -> None:
    assert limits_for(component("psa", "Prostate"), sex="female", age_days=ADULT) == Limits()
    assert limits_for(component("cbc", "Neutrophils, share"), sex="male", age_days=years(3)) == Limits()


def test_a_typed_value_is_refused_with_what_to_type_instead() -> None:
    potassium, strep = component("bmp", "Potassium"), component("strep", "Group A")
    assert problem_of(potassium, read_for(potassium, "5,4")).startswith("This can't be read as a number.")
    assert "mmol/L" in problem_of(potassium, read_for(potassium, "5.4 mmol/L"))
    assert problem_of(potassium, read_for(potassium, " ")) == "Type a value, or leave the test out."
    assert problem_of(strep, read_for(strep, "5")).startswith("Choose one of: Negative")
    for fine in ("5.4", "<5", "Hemolyzed", "See note"):
        assert problem_of(potassium, read_for(potassium, fine)) == ""
    for fine in ("Negative", "neg", "Not detected"):
        assert problem_of(strep, read_for(strep, fine)) == ""


@given(st.text(max_size=80), st.sampled_from(list(COMPONENTS.values())))
def test_any_typed_text_is_read_kept_and_judged(text: str, of: Component) -> None:
    value = read_for(of, text)
    assert value.text == text.strip()
    problem_of(of, value)
    flag_of(value, limits_for(of, sex="female", age_days=ADULT))


def plain() -> dict[str, Any]:
    """A small panel as JSON."""
    return {
        "slug": "mine",
        "name": "Mine",
        "loinc": "",
        "components": [
            {
                "loinc": "718-7",
                "display": "Hemoglobin",
                "unit": "g/dL",
                "kind": "number",
                "choices": [],
                "ranges": [{"sex": "female", "from_days": 0, "to_days": 365, "low": "12.0", "high": "15.50"}],
            },
            {"display": "Rapid test", "kind": "coded", "choices": ["Negative", "Positive"], "ranges": []},
        ],
    }


def first(value: dict[str, Any]) -> dict[str, Any]:
    component: dict[str, Any] = value["components"][0]
    return component


def first_range(value: dict[str, Any]) -> dict[str, Any]:
    span: dict[str, Any] = first(value)["ranges"][0]
    return span


def test_a_panel_that_somebody_set_is_read() -> None:
    panel = panel_from_json(plain())
    assert panel.components[0].ranges == (AgeRange("female", 0, 365, Decimal("12.0"), Decimal("15.50")),)
    assert str(panel.components[0].ranges[0].high) == "15.50"
    assert panel.components[1].choices == ("Negative", "Positive")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda value: value.update(slug="Mine!"), "slug"),
        (lambda value: value.update(name=" "), "name"),
        (lambda value: value.update(name="a\nb"), "name"),
        (lambda value: value.update(loinc="718-8"), "loinc"),
        (lambda value: value.update(colour="red"), "colour"),
        (lambda value: value.update(components=[]), "components"),
        (lambda value: value.update(components="none"), "components"),
        (lambda value: value.update(components=[3]), "components[0]"),
        (lambda value: value["components"].append(first(value)), "components[2].display"),
        (lambda value: first(value).update(kind="colour"), "components[0].kind"),
        (lambda value: first(value).update(kind=["number"]), "components[0].kind"),
        (lambda value: first(value).update(loinc="1-1"), "components[0].loinc"),
        (lambda value: first(value).update(unit="g / dL"), "components[0].unit"),
        (lambda value: first(value).update(kind="coded"), "components[0].choices"),
        (lambda value: first(value).update(choices=["", "b"]), "components[0].choices[0]"),
        (lambda value: first(value).update(choices=["a", "A"]), "components[0].choices"),
        (lambda value: first(value)["ranges"].append({"low": "1"}), "components[0].ranges[1]"),
        (lambda value: first_range(value).update(sex="F"), "components[0].ranges[0].sex"),
        (lambda value: first_range(value).update(low=12.5), "components[0].ranges[0].low"),
        (lambda value: first_range(value).update(low="1e5"), "components[0].ranges[0].low"),
        (lambda value: first_range(value).update(low=10**13), "components[0].ranges[0].low"),
        (lambda value: first_range(value).update(low="NaN"), "components[0].ranges[0].low"),
        (lambda value: first_range(value).update(low="16"), "components[0].ranges[0].high"),
        (lambda value: first_range(value).update(critical_low="13"), "components[0].ranges[0].critical_low"),
        (lambda value: first_range(value).update(critical_high="15"), "components[0].ranges[0].critical_high"),
        (lambda value: first_range(value).update(from_days=365), "components[0].ranges[0].to_days"),
        (lambda value: first_range(value).update(from_days=True), "components[0].ranges[0].from_days"),
        (lambda value: first_range(value).update(high_included="yes"), "components[0].ranges[0].high_included"),
        (lambda value: value["components"][1].update(ranges=[{"normal": ["None"]}]), "components[1].ranges[0].normal"),
    ],
)
def test_what_cant_be_used_is_refused_and_its_field_named(change: Callable[[dict[str, Any]], None], field: str) -> None:
    value = plain()
    change(value)
    with pytest.raises(PanelProblem) as refused:
        panel_from_json(value)
    assert refused.value.field == field
    assert refused.value.sentence.endswith(".")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


@given(
    JSON, st.sampled_from(["slug", "name", "loinc", "components", "kind", "choices", "ranges", "low", "sex", "normal"])
)
def test_any_json_is_read_or_refused(value: Any, place: str) -> None:
    whole = plain()
    for holder in (whole, first(whole), first_range(whole)):
        if place in holder:
            holder[place] = value
    for tried in (value, whole):
        try:
            panel = panel_from_json(tried)
        except PanelProblem:
            continue
        assert panel_from_json(panel_to_json(panel)) == panel
