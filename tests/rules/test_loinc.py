"""What looks like a LOINC code, and what can't be one."""

from __future__ import annotations

import pytest

from rules.loinc import is_loinc


@pytest.mark.parametrize("code", ["718-7", "2345-7", "4548-4", "21613-5", "57021-8"])
def test_a_loinc_code_is_known_by_its_check_digit(code: str) -> None:
    assert is_loinc(code)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert not is_loinc(wrong)


@pytest.mark.parametrize("code", ["", "718", "718-", "-7", "0718-7", "718-77", "718-7 ", "abc-1", "71８-7"])
def test_what_has_another_form_is_no_loinc_code(code: str) -> None:
    assert not is_loinc(code)


def test_check_digits_of_loinc() -> None:
    assert all(map(is_loinc, ("2823-3", "718-7", "94558-4", "4548-4", "57021-8", "20570-8")))
    assert not any(map(is_loinc, ("2832-3", "718-8", "", "-1", "2823", "２823-3")))
