"""The reconcile page's ways through the tables: by what is open, never by what was reconciled."""

from __future__ import annotations

import pytest

from db.queries import matching
from tests.conftest import Clinic
from tests.matches import BANK, deposit
from tests.plans import general_plan


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("payment.cheque_number", "Index Only Scan using ix_payment_single_day"),
        ("GROUP BY payment.slip \nHAVING", "Index Only Scan using ix_payment_slip_day"),
    ],
)
def test_what_a_deposit_is_of_is_looked_for_at_the_desk_without_card_payments(
    clinic: Clinic, words: str, index: str
) -> None:
    there = deposit(clinic, "100.00")

    def asked() -> None:
        with clinic.db.transaction() as session:
            matching.candidates(session, viewer=clinic.ben, kind=BANK, record_id=there)

    assert index in general_plan(clinic, asked, words)
