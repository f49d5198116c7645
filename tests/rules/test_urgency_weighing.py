"""What the words of a message weigh together, where no single rule holds."""

from __future__ import annotations

import pytest

from rules.urgency import Level, level, read, scan
from rules.urgency_weighing import weigh
from rules.urgency_weights import WEIGHTS

ALARMING = "grey, sweaty and floppy, barely breathing, lips dusky, getting worse since last night"
ERRAND = "please refill my prescription and send it to the pharmacy, thank you"


def weight(body: str) -> float:
    """The weight of a message."""
    found = weigh(*read(body))
    assert found is not None
    return found.weight


def test_an_emergency_weighs_more_than_an_errand() -> None:
    assert weight(ALARMING) > 0 > weight(ERRAND)


def test_a_slip_in_a_long_word_weighs_as_the_word() -> None:
    assert weight(f"suddenly swollen, {ALARMING}") == weight(f"suddenly swolen, {ALARMING}")


@pytest.mark.parametrize("body", ["A word.", "My arm.", "word " * 300])
def test_a_word_or_two_decide_nothing_by_their_weight(body: str) -> None:
    assert scan(body) == ()


def test_what_no_rule_names_is_raised_by_its_words() -> None:
    body = "Asthmatic 8 y/o, was wheezing now it's gone quiet, looks exhausted and grey"
    found = scan(body)
    assert level(found) is Level.RED
    assert all(finding.phrase == body[finding.start : finding.end] for finding in found)


@pytest.mark.parametrize("body", ["", "?!", "12"])
def test_a_text_with_nothing_to_weigh_raises_nothing(body: str) -> None:
    assert scan(body) == ()


def test_each_entry_has_one_weight_in_one_family() -> None:
    names = [name for entries in WEIGHTS.values() for name in entries.split()[::2]]
    assert len(names) == len(set(names))
