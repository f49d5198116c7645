"""An order to a pharmacy as a PDF, read back: complete, no prescription, and exactly as the chart says it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
import typst

from db.queries.pharmacy_order_prints import OrderForPharmacy
from reports.pharmacy_order_pdf import STANDARD, render, template_in

ORDER = OrderForPharmacy(
    id=1204,
    clinic="Harbor Clinic Group",
    site="Harbor Clinic",
    site_phone="555-0100",
    pharmacy="Main Street Pharmacy",
    pharmacy_address="12 Main Street, Springfield",
    pharmacy_phone="555-0170",
    pharmacy_fax="555-0171",
    patient="Rosa Diaz",
    birth_date=date(1955, 3, 1),
    address="7 Elm Street, Springfield, MA 01101",
    phone="555-0123",
    medication="Lisinopril 10 MG Oral Tablet, 1 tablet daily",
    directions="Take one tablet by mouth daily.",
    quantity="90 tablets",
    days=90,
    refills=3,
    prescriber="Dev Patel",
    note="Short supply until a visit.",
    ordered_at=datetime(2026, 7, 1, 16, 5, tzinfo=UTC),
    ordered_by="Alice Moreno",
    zone="America/New_York",
)


def text_of(order: OrderForPharmacy, template: Path = STANDARD) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(order, template))).pages)


def test_it_says_everything_that_a_pharmacy_needs() -> None:
    page = text_of(ORDER)
    for said in (
        "Harbor Clinic Group", "Harbor Clinic, 555-0100", "Main Street Pharmacy", "12 Main Street, Springfield",
        "555-0170", "555-0171", "Rosa Diaz", "03/01/1955", "7 Elm Street, Springfield, MA 01101", "555-0123",
        "Lisinopril 10 MG Oral Tablet, 1 tablet daily", "Take one tablet by mouth daily.", "90 tablets", "90 days",
        "Dev Patel", "Short supply until a visit.", "07/01/2026, 12:05 PM EDT by Alice Moreno", "Order 1204",
    ):  # fmt: skip
        assert said in page, said
    assert "Refills\n3" in page or "Refills 3" in page


def test_it_claims_to_be_no_electronic_prescription() -> None:
    assert "This is no electronic prescription" in text_of(ORDER)


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(
        ORDER, site="", site_phone="", pharmacy="", pharmacy_address="", pharmacy_phone="", pharmacy_fax="",
        address="", phone="", directions="", quantity="", note="",
    )  # fmt: skip
    page = text_of(bare)
    assert "pharmacy of the patient's choice" in page.replace("’", "'") and "As before" in page
    for word in ("Quantity", "Note", "Fax", "Address"):
        assert word not in page


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "@preview/evil:0.1.0": *',
        '#read("/etc/passwd") and #sys.inputs.data',
        '#panic() #eval("1+1") #{ let x = 1 }',
        "*not bold* _not italic_ `not code` $x^2$",
        '"quoted" {"data": 1} }} {{ \\u0041',
    ],
)
def test_what_stands_in_the_chart_prints_literally(hostile: str) -> None:
    order = replace(
        ORDER, medication=hostile, directions=hostile, note=hostile, patient=hostile, pharmacy=hostile,
        prescriber=hostile,
    )  # fmt: skip
    assert text_of(order).count(hostile) == 6


def test_a_clinics_own_template_is_used_where_there_is_one(tmp_path: Path) -> None:
    assert template_in(tmp_path) == STANDARD
    (tmp_path / "pharmacy_order.typ").write_text(
        "#let data = json(bytes(sys.inputs.data))\nOurs: #data.medication for #data.patient"
    )
    page = text_of(ORDER, template_in(tmp_path))
    assert page.startswith("Ours: Lisinopril 10 MG") and "Harbor" not in page


def test_a_clinics_template_reads_no_file_outside_its_folder(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (tmp_path / "secret").write_text("secret")
    (own / "pharmacy_order.typ").write_text('#read("../secret")')
    with pytest.raises(typst.TypstError):
        render(ORDER, template_in(own))
