"""What card processors' exports say by a confirmed profile: exact amounts, instants, and keys that stay the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from db.bank_lines import ProcessorRow
from db.lab_messages import Unreadable
from feeds.column_profiles import header_of
from feeds.processors import read_processor
from rules.column_guesses import guess, guess_kind
from rules.column_profiles import KINDS, ColumnProfile
from tests.billing import STRIPE, STRIPE_HEADER, stripe

D = Decimal
PROFILE = ColumnProfile.from_json(STRIPE)
ROW = "txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-03-01 10:00,po_1"


def one(row: str, profile: ColumnProfile = PROFILE) -> ProcessorRow:
    found = read_processor(stripe(row), profile)
    assert found.refused == ()
    return found.rows[0]


def refused(row: str, profile: ColumnProfile = PROFILE) -> tuple[int, str, str]:
    found = read_processor(stripe(row), profile)
    assert found.rows == ()
    return (found.refused[0].row, found.refused[0].place, found.refused[0].reason)


def test_a_row_has_its_amounts_its_references_and_its_instant() -> None:
    row = one(ROW)
    assert (row.kind, row.charge_ref, row.payout_ref, row.currency) == ("charge", "ch_1", "po_1", "USD")
    assert (row.gross, row.fee, row.net) == (D("100.00"), D("3.20"), D("96.80"))
    assert row.at == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-03-01 10:00", 15),
        ("2026-03-01T10:00:00Z", 10),
        ("2026-03-01 10:00:00+02:00", 8),
        ("2026-03-01 3:00 PM", 20),
    ],
)
def test_an_instant_is_in_the_profiles_zone_unless_it_says_its_own(written: str, hour: int) -> None:
    at = one(ROW.replace("2026-03-01 10:00", written), replace(PROFILE, zone="America/New_York")).at
    assert at.astimezone(UTC).hour == hour


def test_the_fees_sign_is_the_profiles_to_say() -> None:
    assert one(ROW.replace("3.20", "-3.20"), replace(PROFILE, fee_negative=True)).fee == D("3.20")
    assert refused(ROW.replace("3.20", "-3.20"))[:2] == (1, "Net")


def test_a_decimal_comma_is_read_only_by_a_profile_that_says_so() -> None:
    written = ROW.replace("100.00", '"1.100,00"').replace("3.20", '"3,20"').replace("96.80", '"1.096,80"')
    assert one(written, replace(PROFILE, decimal=",")).net == D("1096.80")
    assert refused(written)[:2] == (1, "Amount")


def test_a_kind_that_nobody_named_is_other() -> None:
    assert one(ROW.replace("charge,", "climate_fee,")).kind == "other"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (ROW.replace("100.00", ""), "Amount"),
        (ROW.replace("100.00", "=1+1"), "Amount"),
        (ROW.replace("2026-03-01 10:00", "soon"), "Created (UTC)"),
        (ROW.replace("2026-03-01 10:00", "2026-03-01 27:00"), "Created (UTC)"),
        (ROW.replace("96.80", "96.00"), "Net"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_its_column(row: str, place: str) -> None:
    number, where, why = refused(row)
    assert (number, where, why.endswith(".")) == (1, place, True)


def test_a_rows_key_stays_when_its_payout_becomes_known() -> None:
    assert one(ROW).key == one(ROW.replace("po_1", "")).key
    assert one(ROW).key != one(ROW.replace("txn_1", "txn_2")).key


def test_equal_rows_of_a_file_are_several() -> None:
    rows = read_processor(stripe(ROW, ROW), PROFILE).rows
    assert len({row.key for row in rows}) == 2


def test_another_header_is_not_read() -> None:
    with pytest.raises(Unreadable, match="aren't those of the profile"):
        read_processor(stripe(ROW).replace(b"Fee", b"Gift"), PROFILE)


def test_a_guess_begins_with_the_columns_and_signs_that_are_seen() -> None:
    header = header_of(stripe())
    found = guess("processor", header, [ROW.split(",")])
    assert found.columns == STRIPE["columns"]
    assert (found.decimal, found.date_order) == (".", "YMD")
    assert guess("bank", ("Date", "Betrag"), [["31.03.2026", "1.080,50"]]).date_order == "DMY"
    assert guess("bank", ("Date", "Amount"), [["03/31/2026", "1,080.50"]]).date_order == "MDY"
    assert {guess_kind(word) for word in ("charge", "Payment refund", "???")} <= set(KINDS)


def test_a_profile_is_the_same_when_it_was_kept() -> None:
    assert ColumnProfile.from_json(PROFILE.to_json()) == PROFILE
    assert PROFILE.problems() == {}
    assert PROFILE.fingerprint == replace(PROFILE, header=tuple(STRIPE_HEADER.upper().split(","))).fingerprint
