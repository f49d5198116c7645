"""What an observation says, as a person reads it."""

from __future__ import annotations

import base64
from decimal import Decimal

import hl7
import pytest
from hl7.util import unescape

from db.lab_messages import LabAttachment, LabObservation
from feeds import hl7_documents
from tests.feeds.hl7_samples import MSH, OBR, PID, message, report

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 4 + b"\n%%EOF\n"


def observed(kind: str, value: str, behind: str = "||||||F") -> LabObservation:
    (found,) = report(f"OBX|1|{kind}|1^Test^L||{value}{behind}").observations
    return found


@pytest.mark.parametrize(
    ("kind", "written", "shown", "number", "comparator"),
    [
        ("NM", "5.40", "5.40", "5.40", ""),
        ("NM", "<1", "<1", "1", "<"),
        ("NM", "27~25", "27\n25", None, ""),
        ("ST", "1,200", "1,200", "1200", ""),
        ("TX", "7.1", "7.1", "7.1", ""),
        ("", ">=6.1", ">=6.1", "6.1", ">="),
        ("SN", "^182", "182", "182", ""),
        ("SN", ">^100", ">100", "100", ">"),
        ("SN", "^1^:^128", "1:128", None, ""),
        ("SN", "^2^-^20", "2-20", None, ""),
        ("SN", "^1^+", "1+", None, ""),
        ("ST", "~5", "~5", "5", "~"),
        ("ST", "UNABLE TO CALCULATE", "UNABLE TO CALCULATE", None, ""),
        ("CE", "260415000^Not detected^SCT", "Not detected", None, ""),
        ("CE", "^Bordetella pertussis^SNM", "Bordetella pertussis", None, ""),
        ("CWE", "5^^L", "5", None, ""),
        ("CWE", "A^Alder^L~B^Birch^L", "Alder\nBirch", None, ""),
        ("DT", "20240411", "2024-04-11", None, ""),
        ("DT", "20240431", "20240431", None, ""),
        ("DT", "202404", "202404", None, ""),
        ("TS", "202404112206+0000", "2024-04-11 18:06", None, ""),
        ("TM", "0815", "0815", None, ""),
        ("RP", "https://lab.example/1^^SD^PICT", "Document kept elsewhere: https://lab.example/1", None, ""),
        ("NA", "1^2^3", "1, 2, 3", None, ""),
        ("XCN", "17^Osler^Ann", "17 Osler Ann", None, ""),
        ("FT", "One\\.br\\Two\\.sp2\\Three", "One\nTwo\n\nThree", None, ""),
        ("TX", "wrapped~text~here", "wrapped\ntext\nhere", None, ""),
        ("TX", "a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f", "a|b^c&d~e\\f", None, ""),
        ("TX", "2.0 \\XC2B5\\g \\XB5\\g\\X0D0A\\end", "2.0 µg µg\nend", None, ""),
        ("TX", "\\H\\bold\\N\\ C:\\temp \\Zz\\ end\\", "bold C:\\temp \\Zz\\ end\\", None, ""),
        ("TX", "\\.sp99999999\\x\\X00\\y", "\\.sp99999999\\xy", None, ""),
        ("TX", "<b>bold</b> & <script>", "<b>bold</b> & <script>", None, ""),
        ("ST", '""', "", None, ""),
        ("NM", "", "", None, ""),
    ],
)
def test_values_by_their_type(kind: str, written: str, shown: str, number: str | None, comparator: str) -> None:
    found = observed(kind, written)
    assert found.value == shown
    assert found.number == (Decimal(number) if number else None)
    assert found.comparator == comparator


def test_lines_of_one_text_are_one_observation_with_its_blank_lines() -> None:
    found = report(
        *(f"OBX|{n}|{'TX' if n else 'FT'}|1^Note||{line}||||||F" for n, line in enumerate(["a", "", "b", "c"]))
    )
    (single,) = found.observations
    assert (single.value, single.obx_count) == ("a\n\nb\nc", 4)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("TX|1^Note|1|a||||||F", "TX|1^Note|2|b||||||F"),
        ("TX|1^Note||a||||||F", "TX|2^Other||b||||||F"),
        ("ST|1^Test||5.1||||||F", "ST|1^Test||5.4||||||F"),
        ("ST|1^Test||Positive||||||F", "ST|1^Test||Negative||||||F"),
        ("ST|1^Test||seen||||||P", "ST|1^Test||not seen||||||F"),
        ("ST|1^Test||seen||||||F|||20260101", "ST|1^Test||not seen||||||F|||20260102"),
        ("CE|1^Test||A^Alder||||||F", "CE|1^Test||B^Birch||||||F"),
        ("NM|1^Test||5||||||F", "NM|1^Test||6||||||F"),
    ],
)
def test_two_values_are_two_observations(first: str, second: str) -> None:
    assert [each.obx_count for each in report(f"OBX|1|{first}", f"OBX|2|{second}").observations] == [1, 1]


def test_organisms_and_their_susceptibilities_share_their_sub_id() -> None:
    found = report(
        "OBX|1|CWE|600-7^Culture^LN|1|112283007^Escherichia coli^SCT|||A|||F",
        "OBX|2|SN|18906-8^Ciprofloxacin^LN|1|<=^0.5|ug/mL||S|||F",
        "OBX|3|CWE|600-7^Culture^LN|2|3092008^Staphylococcus aureus^SCT|||A|||F",
        "OBX|4|ST|18961-3^Oxacillin^LN|2|>2|ug/mL||R|||F",
        "OBX|5|ST|18961-3^Oxacillin^LN|2^1|>2|ug/mL||R|||F",
    )
    assert [(each.sub_id, each.value, each.flag) for each in found.observations] == [
        ("1", "Escherichia coli", "A"), ("1", "<=0.5", ""), ("2", "Staphylococcus aureus", "A"), ("2", ">2", "A"),
        ("2.1", ">2", "A"),
    ]  # fmt: skip


def test_an_order_for_an_organism_names_it() -> None:
    child = OBR + "|625-4&Culture&LN^1^Escherichia coli"
    assert (
        message(MSH, PID, child, "OBX|1|ST|18961-3^Oxacillin^LN||R").reports[0].notes == "Tested on: Escherichia coli"
    )


@pytest.mark.parametrize(
    ("value", "span", "sent", "flag"),
    [
        ("5.4", "3.5-5.1", "", "H"),
        ("5.4", "3.5-5.1", "N", "H"),
        ("5.0", "3.5-5.1", "N", ""),
        ("7.9", "3.5-5.1", "HH", "HH"),
        ("5.0", "3.5-5.1", "H~POS", "H"),
        ("5.0", "3.5-5.1", "A^Abnormal^HL70078", "A"),
        ("5.0", "", "^^^^^^2.7", ""),
        ("5.0", "70_105", "", "L"),
        ("5.0", "", "whatever", "A"),
    ],
)
def test_the_worse_of_the_sent_flag_and_the_laboratorys_own_range_counts(
    value: str, span: str, sent: str, flag: str
) -> None:
    found = observed("NM", value, f"|mmol/L|{span}|{sent}|||F")
    assert (found.flag, found.sent_flag) == (flag, sent)


@pytest.mark.parametrize(
    ("coded", "code", "display", "loinc"),
    [
        ("2823-3^Potassium^LN", "2823-3", "Potassium", "2823-3"),
        ("K^Potassium^99LAB^2823-3^Potassium SerPl^LN", "K", "Potassium", "2823-3"),
        ("K^Potassium^99LAB", "K", "Potassium", ""),
        ("^^^2823-3^Potassium SerPl^LN", "2823-3", "Potassium SerPl", "2823-3"),
        ("2823-3^Potassium^2.16.840.1.113883.6.1", "2823-3", "Potassium", "2823-3"),
        ("2823-3^Potassium", "2823-3", "Potassium", ""),
        ("2823-4^Potassium^LN", "2823-4", "Potassium", ""),
        ("xx2823-3^Potassium^LN", "xx2823-3", "Potassium", ""),
        ("207", "207", "207", ""),
        ("", "", "", ""),
    ],
)
def test_a_loinc_code_is_taken_only_where_it_is_said_to_be_one_and_is_one(
    coded: str, code: str, display: str, loinc: str
) -> None:
    (found,) = report(f"OBX|1|NM|{coded}||5||||||F").observations
    assert (found.code, found.display, found.loinc) == (code, display, loinc)


def attached(*obx: str) -> LabAttachment:
    (found,) = report(*obx).attachments
    return found


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_pdf_is_unpacked_and_its_observation_says_so() -> None:
    found = report(f"OBX|1|ED|18842-5^Summary^LN||LAB^AP^PDF^Base64^{packed(PDF)}||||||F")
    assert found.attachments == (LabAttachment("Summary.pdf", "application/pdf", PDF),)
    assert [(each.value, each.obx_count) for each in found.observations] == [("See the attached document.", 1)]


def test_a_pdf_wrapped_split_or_sent_bare_is_the_same_pdf() -> None:
    data = packed(PDF)
    assert attached(f"OBX|1|ED|1^Summary||^AP^PDF^Base64^{data[:90]}\\.br\\{data[90:]}").content == PDF
    assert attached(f"OBX|1|ED|1^Summary||^AP^PDF^Base64^{data[:90]}\r{data[90:]}").content == PDF
    assert attached(f"OBX|1|ED|1^Summary||{data}").content == PDF
    assert attached(f"OBX|1|ED|1^Summary||^AP^PDF^Base64^{data.rstrip('=')}").content == PDF
    split = [
        f"OBX|{n}|ED|1^Summary||^AP^PDF^Base64^{data[at : at + 400]}" for n, at in enumerate(range(0, len(data), 400))
    ]
    assert attached(*split).content == PDF
    assert [each.obx_count for each in report(*split).observations] == [len(split)]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("^AP^PDF^Base64^" + packed(PDF)[:600], hl7_documents.CUT_OFF),
        ("^AP^PDF^Base64^" + packed(PDF)[:601], hl7_documents.DAMAGED),
        ("^AP^PDF^Base64^%%%%" + packed(PDF), hl7_documents.DAMAGED),
        ("^AP^PDF^Base64^" + packed(b"<html>not a pdf</html>"), hl7_documents.NOT_PDF),
        ("^AP^PDF^Base64^" + packed(b"\x89PNG\r\n\x1a\n"), hl7_documents.NOT_PDF),
        ("^AP^PDF^Base64^", hl7_documents.EMPTY),
        ("^App^Octet-stream^Base64", hl7_documents.EMPTY),
        ("^AP^Octet-stream^Base64^" + packed(b"MZ program"), hl7_documents.OTHER_KIND),
        ("^AP^PDF^Base64^" + packed(PDF + b" " * 10 * 1024 * 1024), hl7_documents.CUT_OFF),
        ("^AP^PDF^Base64^" + packed(PDF + b" " * 10 * 1024 * 1024 + PDF), hl7_documents.TOO_LARGE),
    ],
)
def test_a_broken_document_leaves_its_report_and_says_what_is_missing(value: str, problem: str) -> None:
    found = report(f"OBX|1|ED|1^Summary||{value}||||||F", "OBX|2|NM|2823-3^Potassium^LN||5.4||||||F")
    assert found.attachments == (LabAttachment("Summary", "", b"", problem),)
    assert found.observations[1].value == "5.4"


def test_a_picture_is_a_document_and_a_text_is_a_value() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"x" * 20
    assert attached(f"OBX|1|ED|1^Film||^IM^PNG^Base64^{packed(png)}").media_type == "image/png"
    found = report("OBX|1|ED|1^Note||^TEXT^plain^A^First\\.br\\second||||||F")
    assert (found.observations[0].value, found.attachments) == ("First\nsecond", ())


STRANGE = "Rosa \\Cxx\\ \\XZZ\\ \\Zz\\ \\\\ Diaz"


def test_strange_escapes_reach_no_log_whoever_reads_them(caplog: pytest.LogCaptureFixture) -> None:
    assert observed("TX", STRANGE).value == STRANGE
    unescape(hl7.Field(), STRANGE)
    assert not caplog.records


def test_the_library_by_itself_loses_text_that_we_keep() -> None:
    """Why it is given single escapes only."""
    for written, by_library, ours in (
        ("kept in C:\\temp since May", "kept in C:", "kept in C:\\temp since May"),
        ("a\\.sp99999\\b", "a" + "\r" * 99_999 + "b", "a\\.sp99999\\b"),
        ("2 \\XC2B5\\g", "2 Â\xb5g", "2 µg"),
        ("\\H\\high\\N\\", "_high_", "high"),
    ):
        assert unescape(hl7.Field(), written) == by_library
        assert observed("TX", written).value == ours
    with pytest.raises(ValueError, match="invalid literal"):
        unescape(hl7.Field(), "\\.brx\\")
    assert observed("TX", "\\.brx\\").value == "\\.brx\\"


def test_a_note_names_the_field_of_a_code_that_isnt_one() -> None:
    assert message(MSH, PID, OBR, "OBX|1|NM|xx1-1^K^LN||5||||||F").notes == ("OBX-3 says LOINC, but its code is none.",)
