"""What banks' files say: OFX, BAI2 and CSV by a profile, strictly; what is odd is refused by its row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from db.bank_lines import BankFile, BankLine, ControlRefused
from db.lab_messages import Unreadable
from feeds.bank import read_bank
from rules.column_profiles import ColumnProfile
from tests.billing import bai2, ofx

D = Decimal
ZONE = ZoneInfo("America/New_York")
HEADER = ("Date", "Description", "Debit", "Credit", "Check Number")
PROFILE = ColumnProfile(
    "bank", "First bank", "First Bank", HEADER,
    {"on": "Date", "memo": "Description", "debit": "Debit", "credit": "Credit", "cheque": "Check Number"},
    date_order="MDY", account="1234",
)  # fmt: skip


def lines(found: BankFile) -> list[BankLine]:
    [account] = found.accounts
    return list(account.lines)


def csv(*rows: str) -> bytes:
    return "\r\n".join((",".join(HEADER), *rows, "")).encode()


def test_an_ofx_line_has_its_day_in_the_clinics_zone_and_the_insurers_trace() -> None:
    content = ofx(("F1", "20260303030000[0:GMT]", "1080.50", "HCCLAIMPMT TRN*1*EFT-77*1512345678"))
    [line] = lines(read_bank(content, ZONE))
    assert (line.on, line.amount, line.reference, line.trace) == (date(2026, 3, 2), D("1080.50"), "F1", "EFT-77")


def test_an_ofx_line_that_cannot_be_used_is_refused_and_counted() -> None:
    found = read_bank(
        ofx(("F1", "20260302", "ten", "X"), ("F2", "nodate", "1.00", "X"), ("F3", "20260302", "2.00", "X")), ZONE
    )
    assert [line.amount for line in lines(found)] == [D("2.00")]
    assert [(one.row, one.reason) for one in found.refused] == [
        (1, "It has no usable amount."),
        (2, "It has no usable date."),
    ]


def test_a_bank_line_of_another_age_is_refused() -> None:
    found = read_bank(ofx(("F1", "19260302", "2.00", "X")), ZONE)
    assert [(one.place, one.reason) for one in found.refused] == [("DTPOSTED", "The year lies out of reach.")]


def test_a_file_that_declares_entities_is_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + ofx(("F1", "20260302", "1.00", "&a;"))
    with pytest.raises(Unreadable, match="entities"):
        read_bank(bomb, ZONE)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04rest", "compressed"),
        (b"\x1f\x8brest", "compressed"),
        (b"<?xml version='1.0'?><Document/>", "XML"),
        (b"a,b\n" + b"x" * 21_000_000, "larger"),
    ],
)
def test_what_is_no_file_of_ours_says_what_to_do(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_bank(content, ZONE)


def test_bai2_has_credits_and_debits_by_their_type_code() -> None:
    content = bai2(1000, 250).replace(b"16,165,250,", b"16,451,250,")
    assert [line.amount for line in lines(read_bank(content, ZONE))] == [D("10.00"), D("-2.50")]


def test_a_bai2_total_that_differs_holds_the_file_until_a_person_has_it_read_all_the_same() -> None:
    with pytest.raises(ControlRefused) as held:
        read_bank(bai2(1000, 250, total=9999), ZONE)
    [difference] = held.value.differences
    assert (difference.expected, difference.found) == (D("12.50"), D("99.99"))
    found = read_bank(bai2(1000, 250, total=9999), ZONE, lenient=True)
    assert found.differences == (difference,)
    assert len(lines(found)) == 2


@pytest.mark.parametrize("many", [2, 3, 4, 5])
def test_a_bai2_file_that_was_cut_off_is_refused_at_once(many: int) -> None:
    """The library reads the last transaction of such a file for ever."""
    whole = bai2(1000, 250).splitlines()
    with pytest.raises(Unreadable, match="ends in its middle"):
        read_bank(b"\n".join(whole[:many]), ZONE)


def test_a_csv_is_read_by_its_profile() -> None:
    content = csv('03/02/2026,ACH,,"1,080.50",', "03/03/2026,CHECK,(25.00),,1001", "03/04/2026,FEE,3.00,,")
    found = read_bank(content, ZONE, profile=PROFILE)
    assert [(line.on, line.amount, line.cheque_number) for line in lines(found)] == [
        (date(2026, 3, 2), D("1080.50"), ""),
        (date(2026, 3, 3), D("-25.00"), "1001"),
        (date(2026, 3, 4), D("-3.00"), ""),
    ]


def test_a_csv_row_that_cannot_be_read_is_refused_by_its_number_and_column() -> None:
    found = read_bank(csv("03/02/2026,A,,1.00,", "31/02/2026,B,,1.00,", '03/02/2026,C,,"1,5",'), ZONE, profile=PROFILE)
    assert len(lines(found)) == 1
    assert [(one.row, one.place) for one in found.refused] == [(2, "Date"), (3, "Credit")]


def test_a_csv_without_a_profile_or_with_anothers_is_not_read() -> None:
    with pytest.raises(Unreadable, match="which column"):
        read_bank(csv("03/02/2026,A,,1.00,"), ZONE)
    with pytest.raises(Unreadable, match="aren't those of the profile"):
        read_bank(csv("03/02/2026,A,,1.00,"), ZONE, profile=replace(PROFILE, header=("Date", "Amount")))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Date,Date\n1,2\n", "same name"),
        (b"Date\n1\n", "isn't a header"),
        (csv('03/02/2026,"A,,1.00,'), "quote"),
        (csv("1,2,3,4,5,6"), "more columns"),
        (b"a\x00,b\n", "isn't text"),
    ],
)
def test_what_is_no_table_is_not_read(content: bytes, why: str) -> None:
    profile = replace(PROFILE, header=tuple(content.split(b"\n")[0].decode("latin-1").strip().split(",")))
    with pytest.raises(Unreadable, match=why):
        read_bank(content, ZONE, profile=profile)
