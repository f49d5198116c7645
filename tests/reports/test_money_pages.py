"""Receipts, statements and day sheets as PDFs, read back: complete, and exactly as the ledger says it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from db.queries.ledger_days import DayTotals
from db.queries.payments import ReceiptPrint
from db.queries.statements import StatementLine, StatementPrint
from reports import day_sheet_pdf, receipt_pdf, statement_pdf
from reports.money_pages import template_in
from rules.ledger_day_totals import Taken

D = Decimal
STATEMENT = StatementPrint(
    number="S000012",
    on_day=date(2026, 7, 1),
    clinic="Harbor Clinic Group",
    site="Harbor Clinic",
    site_phone="555-0100",
    patient="Rosa Diaz",
    address="7 Elm Street, Springfield, MA 01101",
    record_number="MRN0042",
    balance=D("1060.00"),
    credit=D("0.00"),
    lines=(
        StatementLine(date(2026, 5, 2), "Office visit", D("1110.00")),
        StatementLine(date(2026, 6, 3), "Payment R000009, card", D("-50.00")),
    ),
    aging={"0-30": D("0.00"), "31-60": D("1060.00"), "over 120": D("0.00")},
)
RECEIPT = ReceiptPrint(
    receipt="R000009",
    clinic="Harbor Clinic Group",
    site="Harbor Clinic",
    site_phone="555-0100",
    patient="Rosa Diaz",
    record_number="MRN0042",
    amount=D("50.00"),
    tender="card",
    source="front_desk",
    tail="4242",
    cheque_number="",
    applied=D("30.00"),
    credit=D("20.00"),
    paid_at=datetime(2026, 7, 1, 16, 5, tzinfo=UTC),
    zone="America/New_York",
    entered_by="Erin Walsh",
    voided=False,
)
DAY = DayTotals(
    day=date(2026, 7, 1),
    clinic="Harbor Clinic Group",
    state="closed",
    version=4,
    taken=(Taken("front_desk", "cash", D("50.00"), 2), Taken("portal", "online", D("19.00"), 1)),
    posted={"cash": D("50.00"), "card": D(0), "cheque": D(0), "online": D("19.00")},
    counted={"cash": D("47.00"), "card": D(0), "cheque": D(0), "online": D("19.00")},
    differences={"cash": D("-3.00")},
    difference=D("3.00"),
    explanation="Wrong change",
    carried=False,
    stale=False,
    counted_by="Ben Okafor",
    first_by="Ben Okafor",
    second_by="Carla Jensen",
    first_at=datetime(2026, 7, 1, 21, 0, tzinfo=UTC),
    second_at=datetime(2026, 7, 1, 21, 10, tzinfo=UTC),
    closed_at=datetime(2026, 7, 1, 21, 10, tzinfo=UTC),
    reopen_reason="",
    zone="America/New_York",
)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_statement_says_everything_and_its_sum() -> None:
    page = text_of(statement_pdf.render(STATEMENT))
    for said in ("Harbor Clinic Group", "Rosa Diaz", "7 Elm Street, Springfield, MA 01101", "S000012", "07/01/2026",
                 "MRN0042", "You owe", "$1,060.00", "Office visit", "05/02/2026", "-$50.00", "31-60",
                 "over 120"):  # fmt: skip
        assert said in page, said
    assert "Your credit" not in page
    credit = text_of(statement_pdf.render(replace(STATEMENT, balance=D("-15.00"), credit=D("15.00"))))
    assert "You owe" not in credit
    assert "Your credit" in credit


def test_a_long_statement_goes_on_over_its_pages() -> None:
    many = tuple(StatementLine(date(2026, 5, 2), f"Visit {number}", D("1.00")) for number in range(150))
    content = statement_pdf.render(replace(STATEMENT, lines=many))
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > 2
    assert "Visit 149" in text_of(content)


def test_a_receipt_says_what_was_paid_how_and_for_what() -> None:
    page = text_of(receipt_pdf.render(RECEIPT))
    for said in ("R000009", "Rosa Diaz", "$50.00", "Card ending in 4242", "Front desk", "$30.00", "$20.00",
                 "07/01/2026, 12:05 PM EDT", "Erin Walsh"):  # fmt: skip
        assert said in page, said
    assert "no longer valid" not in page
    cheque = replace(RECEIPT, tender="cheque", tail="", cheque_number="2207", source="post", voided=True)
    page = text_of(receipt_pdf.render(cheque))
    assert "Cheque 2207" in page
    assert "no longer valid" in page


def test_a_days_sheet_says_what_was_posted_counted_and_who_signed() -> None:
    page = text_of(day_sheet_pdf.render(DAY))
    for said in ("Close of 07/01/2026", "Closed", "Front desk", "$50.00", "$69.00", "$47.00", "-$3.00", "Wrong change",
                 "Explained", "Ben Okafor, 07/01/2026, 5:00 PM EDT", "Carla Jensen", "In the portal"):  # fmt: skip
        assert said in page, said
    unsigned = replace(DAY, state="open", counted={}, differences={}, difference=D(0), explanation="", first_by="",
                       second_by="", counted_by="", closed_at=None)  # fmt: skip
    assert "Signature" in text_of(day_sheet_pdf.render(unsigned))


@pytest.mark.parametrize("name", ['#import "x"', "*bold* $x$ _a_", "</b> Ñandú \\ #{1+1}"])
def test_words_are_printed_as_they_were_typed(name: str) -> None:
    page = text_of(receipt_pdf.render(replace(RECEIPT, entered_by=name)))
    assert "".join(name.split()) in "".join(page.split())


def test_a_clinics_own_template_is_used(tmp_path: Path) -> None:
    assert template_in(tmp_path, receipt_pdf.NAME) == receipt_pdf.STANDARD
    own = tmp_path / receipt_pdf.NAME
    own.write_text("#let data = json(bytes(sys.inputs.data))\nOur receipt #data.receipt", encoding="utf-8")
    assert "Our receipt R000009" in text_of(receipt_pdf.render(RECEIPT, template_in(tmp_path, receipt_pdf.NAME)))
