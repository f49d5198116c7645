"""Records of money by their keys: whole, in short, a slip by its first payment; who may read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.errors import Forbidden, NotFound
from db.payment_records import BankRecord, PayoutRecord, RemittanceRecord, SlipRecord
from db.queries import payment_records
from db.queries.payment_records import MOST
from tests.conftest import Clinic
from tests.matches import paid
from tests.reconciled import claim, deposit, payout, remittance


def read(clinic: Clinic, kind: str, record_id: int) -> object:
    with clinic.db.reading() as session:
        return payment_records.record(session, viewer=clinic.ben, record_type=kind, record_id=record_id)


def test_a_payout_comes_with_its_lines(clinic: Clinic) -> None:
    one = payout(clinic, ("40.00", "1.46"), ("25.00", "1.03"))
    found = read(clinic, "payout", one.id)
    assert isinstance(found, PayoutRecord)
    assert (found.amount, found.many) == (Decimal("62.51"), 2)
    assert [line.net for line in found.lines] == [Decimal("38.54"), Decimal("23.97")]


def test_of_a_long_remittance_the_denied_claims_come_first_and_the_rest_is_counted(clinic: Clinic) -> None:
    remit = remittance(clinic, "80.00", trace="EFT-1")
    for position in range(1, MOST + 3):
        claim(clinic, remit, position=position, control_number=f"C-{position}", denied=position == MOST + 2)
    found = read(clinic, "remittance", remit.id)
    assert isinstance(found, RemittanceRecord)
    assert (len(found.claims), found.many) == (MOST, MOST + 2)
    assert found.claims[0].control_number == f"C-{MOST + 2}"


def test_a_slip_is_the_sum_of_its_payments_that_stand(clinic: Clinic) -> None:
    first = paid(clinic, "20.00", "cash", slip="S-7")
    paid(clinic, "30.00", "cheque", slip="S-7")
    paid(clinic, "99.00", "cash", slip="S-8")
    paid(clinic, "11.00", "cash", slip="S-7", days=200)  # slip books start over
    found = read(clinic, "slip", first)
    assert isinstance(found, SlipRecord)
    assert (found.amount, found.many) == (Decimal("50.00"), 2)


def test_several_come_in_short_and_what_isnt_there_is_left_out(clinic: Clinic) -> None:
    line, sent = deposit(clinic, "12.00"), payout(clinic, ("40.00", "1.46"))
    keys = [("bank_transaction", line.id), ("payout", sent.id), ("payout", 4711), ("nothing", 1)]
    with clinic.db.reading() as session:
        found = payment_records.several(session, viewer=clinic.ben, keys=keys)
    assert {type(one) for one in found.values()} == {BankRecord, PayoutRecord}
    assert set(found) == set(keys[:2])


def test_a_patients_name_isnt_in_what_is_logged_of_a_record(clinic: Clinic) -> None:
    number = paid(clinic, "20.00", "cash", patient=clinic.patient("Zenobia", "Quintana"))
    assert "Quintana" not in repr(read(clinic, "payment", number))


@pytest.mark.parametrize("kind", ["bank_transaction", "slip", "nothing"])
def test_what_isnt_there_is_not_found(clinic: Clinic, kind: str) -> None:
    with pytest.raises(NotFound):
        read(clinic, kind, 4711)


def test_only_who_reads_payments_reads_a_record(clinic: Clinic) -> None:
    line = deposit(clinic, "12.00")
    with clinic.db.reading() as session, pytest.raises(Forbidden):
        payment_records.record(session, viewer=clinic.erin, record_type="bank_transaction", record_id=line.id)
