"""A line of the ledger in words: what it was for the clerk, and for the patient who reads a statement."""

from __future__ import annotations

import pytest

from rules.ledger import KINDS
from rules.ledger_words import line_words


@pytest.mark.parametrize("kind", ["insurer_payment", "adjustment"])
def test_what_an_insurer_leaves_to_the_patient_is_called_their_share_and_never_paid(kind: str) -> None:
    share = line_words(kind, display="Office visit", account="patient")
    assert share == "The patient's share after insurance: Office visit"
    assert line_words("reversal", reverses=kind, account="patient") == "Taken back: The patient's share after insurance"
    assert line_words(kind, account="patient", to_patient=True) == "Your share after insurance"


def test_an_insurers_answer_is_settled_on_its_own_account_since_not_all_of_it_was_paid() -> None:
    assert line_words("insurer_payment", display="Office visit", account="payer") == (
        "Settled by the insurer: Office visit"
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "reversal"])
def test_every_kind_has_words_for_both_and_what_was_taken_back_says_so(kind: str) -> None:
    for to_patient in (False, True):
        words = line_words(kind, to_patient=to_patient)
        assert words
        assert line_words("reversal", reverses=kind, to_patient=to_patient) == f"Taken back: {words}"
