"""The reconcile page's ways through the tables: by what is open, never by what was reconciled."""

from __future__ import annotations

import pytest

from db.queries import matching
from tests.conftest import Clinic
from tests.matches import BANK, deposit
from tests.plans import PATIENTS, analyzed, crowded, general_plan

PAYMENTS = (
    "INSERT INTO payment (patient_id, source, tender, amount, receipt, paid_at, on_day, entered_by, slip) "
    "SELECT id, 'front_desk', CASE WHEN n > 2 THEN 'card' ELSE 'cash' END, n, 'C' || id || '-' || n, "
    "now() - n * interval '20 days', current_date - n * 20, 'Somebody', "
    "CASE WHEN n = 1 THEN 'S' || id % 40 ELSE '' END "
    "FROM patient, generate_series(1, 8) n WHERE mrn LIKE 'CROWD%'"
)


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("payment.cheque_number", "ix_payment_single_day"),
        ("GROUP BY payment.slip \nHAVING", "ix_payment_slip_day"),
    ],
)
def test_what_a_deposit_is_of_is_looked_for_at_the_desk_without_card_payments(
    clinic: Clinic, words: str, index: str
) -> None:
    crowded(clinic, PATIENTS, PAYMENTS)
    analyzed(clinic, "patient", "payment")
    there = deposit(clinic, "100.00")

    def asked() -> None:
        with clinic.db.transaction() as session:
            matching.candidates(session, viewer=clinic.ben, kind=BANK, record_id=there)

    assert index in general_plan(clinic, asked, words)
