"""A protocol is written as JSON; what can't be is refused with its field, and the defaults are as they were sourced."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.drugs import CLASSES, NEVER, drug_of
from rules.refill_protocol import Protocol, evaluate
from rules.refill_protocol_settings import DEFAULTS, ProtocolProblem, check, from_json, to_json
from tests.rules.refills import PROTOCOL, good, protocols

LAB = {"loincs": ["2823-3"], "words": "Potassium", "within_months": 12, "low": "3.5", "high": 5.1, "unit": "mmol/L"}


def refused(**written: Any) -> str:
    """The field that is refused."""
    with pytest.raises(ProtocolProblem) as problem:
        from_json({"drug_class": "ace-inhibitor", **written})
    assert problem.value.sentence.endswith(".")
    return problem.value.field


@given(protocols)
def test_a_protocol_comes_back_as_it_was(protocol: Protocol) -> None:
    written = json.dumps(to_json(protocol))
    assert from_json(json.loads(written)) == protocol


def test_what_is_not_named_keeps_its_default() -> None:
    assert from_json({"drug_class": "statin"}) == Protocol("statin")
    assert from_json(to_json(PROTOCOL) | {"labs": [LAB]}).labs[0].high == Decimal("5.1")


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"drug_class": ""}, "drug_class"),
        ({"drug_class": "antibiotic"}, "drug_class"),
        ({"drug_class": "controlled"}, "drug_class"),
        ({"drug_class": "combination"}, "drug_class"),
        ({"drug_class": "nonsense"}, "drug_class"),
        ({"drug_class": 7}, "drug_class"),
        ({"visit_within_months": 0}, "visit_within_months"),
        ({"visit_within_months": 61}, "visit_within_months"),
        ({"visit_within_months": True}, "visit_within_months"),
        ({"visit_within_months": "12"}, "visit_within_months"),
        ({"early_days": None}, "early_days"),
        ({"early_days": -1}, "early_days"),
        ({"days": 0}, "days"),
        ({"days": 90.5}, "days"),
        ({"days": 90, "refills": 4}, "refills"),
        ({"refills": 12}, "refills"),
        ({"min_covered": 0}, "min_covered"),
        ({"min_covered": "1.01"}, "min_covered"),
        ({"min_covered": "NaN"}, "min_covered"),
        ({"min_covered": "a lot"}, "min_covered"),
        ({"min_age": 60, "max_age": 50}, "max_age"),
        ({"pregnancy": "maybe"}, "pregnancy"),
        ({"bridge": [30, 0]}, "bridge"),
        ({"bridge": 30}, "bridge"),
        ({"bridge": [1] * 7}, "bridge"),
        ({"days": 20, "refills": 0}, "bridge"),
        ({"labs": "potassium"}, "labs"),
        ({"labs": ["potassium"]}, "labs.1"),
        ({"labs": [LAB] * 13}, "labs"),
        ({"labs": [LAB, {**LAB, "kind": "x"}]}, "labs.2"),
        ({"labs": [{**LAB, "loincs": []}]}, "labs.1.loincs"),
        ({"labs": [{**LAB, "loincs": ["2823-4"]}]}, "labs.1.loincs"),
        ({"labs": [{**LAB, "words": ""}]}, "labs.1.words"),
        ({"labs": [{**LAB, "words": "a\nb"}]}, "labs.1.words"),
        ({"labs": [{**LAB, "within_months": None}]}, "labs.1.within_months"),
        ({"labs": [{**LAB, "low": 6}]}, "labs.1.high"),
        ({"labs": [{**LAB, "low": "1e30"}]}, "labs.1.low"),
        ({"labs": [{**LAB, "unit": None}]}, "labs.1.unit"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(written: dict[str, Any], field: str) -> None:
    assert refused(**written) == field


@pytest.mark.parametrize("written", [None, [], "statin", 7, {}, {"days": 30}])
def test_what_is_no_protocol_at_all_is_refused(written: Any) -> None:
    with pytest.raises(ProtocolProblem):
        from_json(written)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*to_json(PROTOCOL), "other"]), json_values), st.booleans())
def test_any_json_is_a_protocol_or_a_problem(written: dict[str, Any], named: bool) -> None:
    try:
        protocol = from_json(written | ({"drug_class": "statin"} if named else {}))
    except ProtocolProblem as problem:
        assert problem.sentence
    else:
        check(protocol)


def test_the_defaults_are_protocols_each_of_its_own_class_with_a_source() -> None:
    assert len({each.drug_class for each in DEFAULTS}) == len(DEFAULTS) >= 25
    for each in DEFAULTS:
        assert each.protocol.drug_class == each.drug_class
        assert each.drug_class in CLASSES.keys() - NEVER
        assert from_json(to_json(each.protocol)) == each.protocol
        assert each.title
        assert each.source.endswith(".")


def test_the_defaults_say_what_their_source_says() -> None:
    by_class = {each.drug_class: each.protocol for each in DEFAULTS}
    assert by_class["ppi"].visit_within_months == 18
    assert by_class["ssri"].min_age == 19  # over 18
    assert by_class["ssri"].not_within_months_of_start == 6
    assert by_class["ssri"].bridge == ()  # a visit
    assert (by_class["short-acting-beta-agonist"].refills, by_class["metformin"].bridge) == (2, (30, 15, 7))
    assert by_class["aldosterone-antagonist"].labs[0].within_months == 3
    assert not {"anticoagulant", "antiplatelet", "antibiotic", "opioid", "insulin-u500"} & by_class.keys()


def test_concentrated_insulin_does_not_pass_the_protocol_for_insulin() -> None:
    insulin = next(each.protocol for each in DEFAULTS if each.drug_class == "insulin")
    bare = replace(insulin, labs=())
    assert evaluate(bare, good(drug=drug_of("insulin glargine 100 UNT/ML Injectable Solution"))).passes
    assert not evaluate(bare, good(drug=drug_of("insulin, regular, human 500 UNT/ML Injectable Solution"))).passes
