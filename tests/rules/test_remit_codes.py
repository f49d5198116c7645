"""Codes of remittances: our words for the common ones, the code itself for the rest, and what is done about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rules import remit_code_others as others
from rules import remit_code_reasons as reasons
from rules.remit_codes import (
    group_words,
    is_forwarded,
    is_recoupment,
    nature_of,
    provider_adjustment_words,
    reason_words,
    remark_words,
    status_words,
)


def test_common_codes_have_words() -> None:
    assert reason_words("29") == "Sent after the deadline"
    assert group_words("pr") == "Patient: theirs to pay"
    assert remark_words("MA130").startswith("Can't be processed")
    assert status_words("22") == "Reversal of an earlier payment"
    assert provider_adjustment_words("WO") == "Overpayment taken back"


@pytest.mark.parametrize(
    "words",
    [group_words, reason_words, remark_words, status_words, provider_adjustment_words],
    ids=lambda f: f.__name__,
)
def test_an_unknown_code_is_shown_as_it_was_sent(words: Callable[[str], str]) -> None:
    assert words("Zq9") == "Zq9"
    assert words("") == ""


def test_the_commonest_reasons_and_provider_adjustments_all_have_words() -> None:
    common = (
        "1 2 3 4 16 18 22 23 26 27 29 31 45 50 96 97 109 119 144 147 151 167 177 197 204 223 226 227 236 242 252 253 "
        "B7 B9 B15 B16 B20"
    )
    assert not [code for code in common.split() if reason_words(code) == code]
    adjustments = "WO FB 72 B2 L6 J1 CS IR AP 50 LE"
    assert not [code for code in adjustments.split() if provider_adjustment_words(code) == code]


@pytest.mark.parametrize(
    ("group", "reason", "nature"),
    [
        ("PR", "1", "patient"),
        ("PR", "2", "patient"),
        ("PR", "3", "patient"),
        ("PR", "45", "patient"),
        ("CO", "3", "contractual"),
        ("CO", "45", "contractual"),
        ("CO", "253", "contractual"),
        ("CO", "045", "contractual"),
        ("PI", "45", "other"),
        ("OA", "1", "other"),
        ("CO", "29", "denial"),
        ("PR", "27", "denial"),
        ("OA", "18", "denial"),
        ("CO", "b7", "denial"),
        ("OA", "23", "prior payer"),
        ("CO", "23", "prior payer"),
        ("CO", "999", "other"),
        ("PR", "", "other"),
    ],
)
def test_an_adjustment_is_the_patients_the_contracts_or_to_follow_up(group: str, reason: str, nature: str) -> None:
    assert nature_of(group, reason) == nature


def test_only_what_is_known_is_ever_written_off_or_asked_of_the_patient() -> None:
    for group in (*others.GROUPS, "ZZ", ""):
        for number in range(1000):
            if nature_of(group, str(number)) in ("patient", "contractual"):
                assert group in ("PR", "CO")
                assert str(number) in reasons.PATIENT_SHARE | reasons.CONTRACTUAL


def test_every_reason_has_one_kind_and_short_words() -> None:
    kinds = (reasons.PATIENT_SHARE, reasons.CONTRACTUAL, reasons.PRIOR_PAYER, reasons.DENIALS, reasons.OTHERS)
    assert sum(map(len, kinds)) == len(reasons.REASONS) >= 60
    for table in (reasons.REASONS, others.REMARKS, others.STATUSES, others.PROVIDER_ADJUSTMENTS, others.GROUPS):
        assert all(code == code.upper() and 3 < len(words) <= 70 for code, words in table.items())
        assert not any(words.endswith(".") for words in table.values())


def test_a_forwarded_claim_is_known_and_so_is_money_taken_back() -> None:
    assert [code for code in others.STATUSES if is_forwarded(code)] == ["19", "20", "21", "23"]
    assert is_recoupment("WO")
    assert not is_recoupment("FB")
