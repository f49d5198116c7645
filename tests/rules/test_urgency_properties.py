"""What holds of the urgency scan for every text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import urgency, urgency_measures, urgency_numbers, urgency_rules
from rules.urgency import FAMILIES, Level, scan
from rules.urgency_reading import fold

urgency.ready()  # the first scan would take longer than an example may

WORDS = st.sampled_from(
    [
        "no",
        "not",
        "my",
        "chest",
        "pain",
        "hurts",
        "can't",
        "breathe",
        "i",
        "she",
        "mother",
        "had",
        "in",
        "2016",
        "but",
        "now",
        "fever",
        "104",
        "baby",
        "3",
        "weeks",
        "old",
        "if",
        "side",
        "effect",
        "of",
        "stroke",
        "bleeding",
        "blood",
        "sugar",
        "38",
        "bp",
        "210/120",
        ",",
        ".",
        ";",
        "-",
        "\n",
        "?",
        "and",
        "or",
        "last",
        "year",
        "went",
        "away",
        "came",
        "back",
        "passed",
        "out",
        "want",
        "to",
        "die",
        "kill",
        "myself",
        "refill",
        "clinic",
        "for",
        "inhaler",
        "took",
        "pills",
        "too",
        "many",
        "pregnant",
        "dizzy",
        "vomiting",
        "de",
        "sin",
        "tengo",
        "dolor",
        "pecho",
    ]
)
MESSAGES = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
CALM = st.sampled_from(
    [
        "Thank you for your help.",
        "Please call me on Monday.",
        "The weather is lovely.",
        "My address is the same.",
        "Gracias.",
    ]
)
ALARMS = st.sampled_from(
    [
        "My chest hurts and I am sweating.",
        "I want to die.",
        "My face is drooping.",
        "I am throwing up blood.",
        "BP 220/130.",
    ]
)
HOSTILE = (
    "no chest pain can't breathe, " * 690,
    "chest " * 3_300,
    "sugar " * 3_300,
    "bp " * 6_600,
    "1" * 20_000,
    "1/" * 10_000,
    "my mom had if i " * 1_250,
    "last year in 2016 " * 1_100,
    "it went away as usual " * 900,
    "a" * 20_000,
    "not " * 5_000,
    " " * 20_000,
    "'" * 20_000,
    "take for " * 2_200,
    "fever fever 1" * 1_500,
)


@given(MESSAGES)
def test_a_finding_points_at_its_own_words(body: str) -> None:
    for finding in scan(body):
        assert 0 <= finding.start < finding.end <= len(body)
        assert finding.phrase == body[finding.start : finding.end]
        assert finding.family in FAMILIES


@given(MESSAGES)
def test_each_family_is_found_once_and_reds_come_first(body: str) -> None:
    found = scan(body)
    assert len({finding.family for finding in found}) == len(found)
    assert list(found) == sorted(found, key=lambda one: (one.level is not Level.RED, one.start, one.family))


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_capitals_change_nothing(body: str) -> None:
    def plain(text: str) -> list[tuple[str, str, int, int]]:
        return [(one.level, one.family, one.start, one.end) for one in scan(text)]

    assert plain(body.upper()) == plain(body) == plain(body.title())


@given(ALARMS, st.lists(CALM, max_size=4), st.lists(CALM, max_size=4))
def test_calm_sentences_around_an_alarm_hide_nothing(alarm: str, before: list[str], after: list[str]) -> None:
    alone = {finding.family for finding in scan(alarm) if finding.level is Level.RED}
    among = {finding.family for finding in scan(" ".join([*before, alarm, *after])) if finding.level is Level.RED}
    assert alone
    assert alone <= among


@given(st.text())
def test_folding_keeps_every_place(body: str) -> None:
    assert len(fold(body)) == len(body)


@given(MESSAGES, st.floats(0, 110), st.sampled_from(["", "female", "male"]), st.booleans())
def test_what_is_known_of_the_patient_only_adds(body: str, age: float, sex: str, pregnant: bool) -> None:
    known = {finding.family for finding in scan(body, age_years=age, sex=sex, pregnant=pregnant)}
    assert {finding.family for finding in scan(body)} <= known


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_keeps_the_scan_busy(body: str) -> None:
    begun = time.perf_counter()
    scan(body)
    assert time.perf_counter() - begun < 5  # generous: this guards against exponential time, it measures nothing


@settings(max_examples=20)
@given(st.text(max_size=100))
def test_a_long_message_of_anything_is_scanned(body: str) -> None:
    scan(body * 200)


def test_every_rule_names_concepts_that_exist() -> None:
    known = {name for words in urgency.VOCABULARY for name in words}
    for module in (urgency_numbers, urgency_measures):
        known |= set(re.findall(r'"([a-z0-9_]+)"', Path(str(module.__file__)).read_text("utf-8")))
    for table in (urgency_rules.RED, urgency_rules.AMBER):
        assert set(table) <= set(FAMILIES)
        for rules in table.values():
            assert set(re.findall(r"[a-z0-9_]+", rules)) <= known
