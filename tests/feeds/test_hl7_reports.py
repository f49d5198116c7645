"""Messages read into reports, observations and whom they are about."""

from __future__ import annotations

import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db.lab_messages import Identifier, LabMessage, PatientIdentity, Unreadable
from feeds import hl7_segments
from feeds.hl7_files import read_all
from feeds.hl7_reports import read_message
from feeds.hl7_text import split_messages
from tests.feeds.hl7_samples import MSH, OBR, OBX, PID, WHOLE, ZONE, message, reading, refused, report, text


def test_a_usual_message_is_read_in_full() -> None:
    found = message(*WHOLE)
    assert (found.control_id, found.sending_application, found.sending_facility) == ("C-1", "LAB", "NORTH LAB")
    assert (found.receiving_facility, found.message_type, found.processing_id) == ("CLINIC", "ORU^R01", "P")
    assert found.sent_at == datetime(2026, 3, 1, 14, 30, tzinfo=UTC)
    assert found.patient == PatientIdentity(
        (Identifier("10442", "CLINIC", "MR"), Identifier("9", "NORTH", "PI")),
        "Diaz", "Rosa", "M", date(1955, 2, 14), "female",
    )  # fmt: skip
    assert (found.obx, found.notes) == (1, ())
    (single,) = found.reports
    assert (single.placer_number, single.filler_number, single.orderer, single.orderer_id) == (
        "P-77", "F-88", "Ann Osler", "17",
    )  # fmt: skip
    assert (single.display, single.loinc, single.status) == ("Metabolic panel", "24323-8", "final")
    assert single.collected_at == datetime(2026, 2, 28, 13, 15, tzinfo=UTC)
    assert single.received_at == datetime(2026, 2, 28, 14, 0, tzinfo=UTC)
    (value,) = single.observations
    assert (value.code, value.loinc, value.value, value.number, value.unit) == (
        "2823-3", "2823-3", "5.4", Decimal("5.4"), "mmol/L",
    )  # fmt: skip
    assert (value.range_text, value.low, value.high) == ("3.5-5.1", Decimal("3.5"), Decimal("5.1"))
    assert (value.flag, value.sent_flag, value.status, value.obx_count) == ("H", "H", "final", 1)


@pytest.mark.parametrize("kind", ["ADT^A01", "ORU^R30", "ORU^R31", "ORU^R32", "ORM^O01", "MDM^T02^MDM_T02"])
def test_other_messages_than_results_are_refused_by_their_type(kind: str) -> None:
    found = refused(MSH.replace("ORU^R01^ORU_R01", kind), PID, OBR, OBX, OBX)
    assert (found.position, found.segment, found.field, found.obx) == (1, "MSH", "9", 2)
    assert found.reason == f"This is no result ({'^'.join(kind.split('^')[:2])}); only ORU^R01 is read."


def test_a_missing_type_is_refused_and_a_strange_one_is_not_repeated() -> None:
    assert refused(MSH.replace("ORU^R01^ORU_R01", ""), PID).reason == "The message type is missing."
    assert "Diaz" not in refused(MSH.replace("ORU^R01^ORU_R01", "Diaz^Rosa"), PID).reason


def test_a_type_without_an_event_is_of_an_old_version_and_read() -> None:
    assert message(MSH.replace("ORU^R01^ORU_R01", "ORU"), PID, OBR, OBX).message_type == "ORU^R01"


def test_one_refused_message_leaves_the_others_of_its_file() -> None:
    found = reading(*WHOLE, MSH.replace("R01", "R30"), PID, OBX, *WHOLE)
    assert [each.position for each in found.messages] == [1, 3]
    assert [each.position for each in found.refusals] == [2]
    assert (found.counted, found.read) == (3, 3)


def test_a_message_without_a_report_is_refused() -> None:
    found = refused(MSH, PID)
    assert (found.segment, found.field, found.reason) == ("OBR", "4", "The message holds no report.")


def test_two_patients_in_one_message_are_refused_and_the_same_one_twice_is_read() -> None:
    """A lost header would file one patient's results under another's name."""
    other = PID.replace("10442", "10443").replace("Rosa", "Rita")
    found = refused(*WHOLE, other, OBR, OBX)
    assert (found.segment, found.field, found.obx) == ("PID", "3", 2)
    assert len(message(*WHOLE, PID, OBR, OBX).reports) == 2


def test_marks_that_are_none_are_refused() -> None:
    for marks in ("^^~\\", "abcd", "^~\\&#%"):
        found = refused(MSH.replace(r"^~\&", marks), PID, OBR, OBX)
        assert (found.segment, found.field) == ("MSH", "2")


def test_other_marks_than_the_usual_are_read() -> None:
    content = text(*WHOLE).decode().replace("^", "@").replace(r"@~\&", r"@~\&#")
    (found,) = read_all(io.BytesIO(content.encode()), ZONE).messages
    assert (found.patient.given, found.reports[0].loinc) == ("Rosa", "24323-8")


def test_an_identifier_too_long_to_be_one_is_refused_by_its_field() -> None:
    found = refused(MSH, PID.replace("10442", "1" * 5_000_000), OBR, OBX)
    assert (found.segment, found.field, found.reason) == ("PID", "3", "The field is longer than 250 characters.")
    assert refused(MSH, PID, OBR.replace("F-88", "F" * 300), OBX).field == "3"


def test_a_text_of_five_megabytes_is_fine_and_a_label_of_it_is_cut() -> None:
    long = "x" * 5_000_000
    found = message(MSH, PID, OBR, OBX.replace("5.4", long).replace("mmol/L", long))
    (value,) = found.reports[0].observations
    assert (len(value.value), len(value.unit)) == (5_000_000, 1_001)
    assert "OBX-6 was cut after 1,000 characters." in found.notes


def test_a_message_without_a_patient_is_read_without_one() -> None:
    assert message(MSH, OBR, OBX).patient == PatientIdentity()


def test_the_legal_name_is_taken_and_numbers_of_older_messages_too() -> None:
    found = message(MSH, 'PID|1|77|""|88^^^OLD|^^^^^^L~Berg^Tom^^^^^N~Bergmann^Thomas^^^^^L||2021|X', OBR, OBX)
    assert (found.patient.family, found.patient.given, found.patient.sex) == ("Bergmann", "Thomas", "unknown")
    assert found.patient.identifiers == (Identifier("77", "", ""), Identifier("88", "OLD", ""))


@pytest.mark.parametrize("written", ["2024", "202401", "20100229", "20230230", "N/A", "0000", "19550214x", "99990101"])
def test_dates_that_are_none_are_left_out_with_a_note_that_names_the_field(written: str) -> None:
    found = message(MSH, PID.replace("19550214", written), OBR.replace("20260228081500", written), OBX)
    assert found.patient.birth_date is None
    assert found.reports[0].collected_at is None
    assert set(found.notes) == {
        "PID-7 isn't a whole date and was left out.",
        "OBR-7 isn't a whole date and was left out.",
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20260228", datetime(2026, 2, 28, 5, 0, tzinfo=UTC)),
        ("2026022808", datetime(2026, 2, 28, 13, 0, tzinfo=UTC)),
        ("202602280815", datetime(2026, 2, 28, 13, 15, tzinfo=UTC)),
        ("202607280815", datetime(2026, 7, 28, 12, 15, tzinfo=UTC)),
        ("202602280815+0100", datetime(2026, 2, 28, 7, 15, tzinfo=UTC)),
        ("20260228081500.1234-0800", datetime(2026, 2, 28, 16, 15, 0, 123400, tzinfo=UTC)),
        ("2026-02-28T08:15:00Z", datetime(2026, 2, 28, 8, 15, tzinfo=UTC)),
        ("202602280815+0100^S", datetime(2026, 2, 28, 7, 15, tzinfo=UTC)),
    ],
)
def test_an_offset_wins_and_the_clinics_zone_stands_in(written: str, read: datetime) -> None:
    assert message(MSH, PID, OBR.replace("20260228081500", written), OBX).reports[0].collected_at == read


def test_a_birth_date_isnt_moved_by_its_offset() -> None:
    assert message(MSH, PID.replace("19550214", "19550214233000-0800"), OBR, OBX).patient.birth_date == date(
        1955, 2, 14
    )


def test_notes_stand_where_they_were_sent() -> None:
    found = message(
        MSH, PID, "NTE|1||About the patient", "ORC|RE", "NTE|1||About the order", OBR, "NTE|1||About the test",
        OBX, "NTE|1||About the value", "NTE|2||in two lines", "SPM|1|||119297000^Blood^SCT", "NTE|1||About the blood",
    ).reports[0]  # fmt: skip
    assert found.notes.split("\n") == ["About the patient", "About the order", "About the test", "About the blood"]
    assert found.observations[0].notes == "About the value\nin two lines"


def test_observations_stay_under_the_order_that_they_were_sent_under() -> None:
    found = message(MSH, PID, OBX, OBR, OBX, OBX.replace("OBX|1", "OBX|7"), OBR.replace("F-88", "F-89"), "NTE|1||None")
    assert [(each.filler_number, len(each.observations)) for each in found.reports] == [
        ("", 1),
        ("F-88", 2),
        ("F-89", 0),
    ]
    assert found.notes[0] == "Observations came before any OBR; they are a report of their own."


def test_an_orders_numbers_and_doctor_may_stand_in_its_header_and_the_blood_in_its_specimen() -> None:
    bare = "OBR|1|||8167^Panel"
    spm = "SPM|1|||119297000^Blood^SCT|||||||||||||20260228081500|20260228090000|||RC^Clotted|||HEM^Hemolyzed"
    found = message(MSH, PID, "ORC|RE|P-1|F-1|||||||||17^Osler^Ann", bare, OBX, spm).reports[0]
    assert (found.placer_number, found.filler_number, found.orderer) == ("P-1", "F-1", "Ann Osler")
    assert (found.specimen, found.rejection, found.notes) == ("Blood", "Clotted", "Specimen condition: Hemolyzed")
    assert found.collected_at == datetime(2026, 2, 28, 13, 15, tzinfo=UTC)
    assert found.received_at == datetime(2026, 2, 28, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("obr", "obx", "of_report", "of_value"),
    [
        ("F", "F", "final", "final"),
        ("F", "", "final", "final"),
        ("C", "", "corrected", "corrected"),
        ("F", "X", "final", "cancelled"),
        ("F", "W", "final", "entered-in-error"),
        ("P", "F", "preliminary", "final"),
        ("A", "F", "preliminary", "final"),
        ("F", "A", "final", "corrected"),
        ("", "F", "final", "final"),
        ("", "C", "corrected", "corrected"),
        ("", "P", "preliminary", "preliminary"),
        ("", "", "preliminary", "preliminary"),
        ("", "X", "cancelled", "cancelled"),
        ("f", "f", "final", "final"),
        ("?", "?", "preliminary", "preliminary"),
    ],
)
def test_states_are_read_and_the_unknown_is_never_final(obr: str, obx: str, of_report: str, of_value: str) -> None:
    found = message(MSH, PID, OBR[:-1] + obr, OBX.replace("|||F|||", f"|||{obx}|||")).reports[0]
    assert (found.status, found.observations[0].status) == (of_report, of_value)


def test_the_content_hash_is_of_what_was_sent_and_not_of_when() -> None:
    first = message(*WHOLE)
    again = message(MSH.replace("20260301093000", "20260302").replace("C-1", "C-2"), PID, OBR, OBX)
    assert first.content_hash == again.content_hash
    assert first.content_hash != message(MSH, PID, OBR, OBX.replace("5.4", "5.5")).content_hash
    assert len(first.content_hash) == 32


def test_a_message_of_too_many_observations_is_refused() -> None:
    found = refused(MSH, PID, OBR, *["OBX|1|NM|1^A||1"] * 20_001)
    assert (found.segment, found.obx) == ("OBX", 20_001)


@pytest.mark.parametrize(("separators", "place"), [("^", "5"), ("~", "5"), ("&", "5"), ("^~&", "5"), ("|", "3")])
def test_a_segment_that_is_made_of_separators_is_refused_by_its_field(separators: str, place: str) -> None:
    found = refused(MSH, PID, OBR, OBX, f"OBX|2|CE|1^A||{separators * 20_000}")
    assert (found.segment, found.field, found.obx) == ("OBX", place, 2)
    assert found.reason == "The segment has more than 20,000 parts."


def test_a_message_that_is_made_of_separators_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hl7_segments, "MOST_IN_MESSAGE", 30_000)
    found = refused(MSH, PID, OBR, *[f"OBX|1|CE|1^A||{'^' * 9_000}"] * 4)
    assert (found.segment, found.obx, found.reason) == ("OBX", 4, "The message has more than 30,000 parts.")


def test_what_nobody_reads_may_have_any_parts() -> None:
    assert message(MSH, PID, OBR, OBX, "ZZZ|" + "^" * 1_000_000).obx == 1


def test_a_message_that_is_split_in_pieces_is_one() -> None:
    lines = [f"OBX|{number}|NM|{number}^A^L||5|||||F" for number in range(1, 3_001)]
    found = report(*lines)
    assert [each.code for each in found.observations] == [str(number) for number in range(1, 3_001)]


def test_a_long_message_is_never_split_all_at_once() -> None:
    """2,500 observations at once are 50 MB, and 20,000 are read."""
    full = (
        "2823-3^Potassium^LN^K^Kalium^99LAB||5.4|mmol/L^^UCUM|3.5-5.1|H|||F|||20260228081500|L^North^CLIA||||20260228"
        "||NORTH LAB^D^^^^CLIA&1.2.3&ISO^XX^^^22D"
    )
    (raw,) = split_messages(io.BytesIO(text(MSH, PID, OBR, *(f"OBX|{each}|NM|{each}{full}" for each in range(2_500)))))
    tracemalloc.start()
    try:
        found = read_message(raw, zone=ZONE)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert isinstance(found, LabMessage) and len(found.reports[0].observations) == 2_500


def test_no_reason_or_note_repeats_what_was_sent() -> None:
    odd = [
        refused(MSH, PID, OBR, OBX, PID.replace("Rosa", "Rita")).reason,
        refused(MSH.replace("ORU^R01^ORU_R01", "Diaz"), PID, OBR, OBX).reason,
        *message(MSH, PID.replace("19550214", "Diaz"), OBR, OBX.replace("|H|", "|Diaz|"), "OBX|2|DT|1^A||Diaz").notes,
    ]
    assert len(odd) >= 4
    assert not any("Diaz" in each or "Rosa" in each for each in odd)


def test_a_file_with_more_observations_than_were_read_is_refused_whole() -> None:
    with pytest.raises(Unreadable):
        reading(*WHOLE, "obx|2|NM|2823-3^Potassium^LN||5.4")


def test_a_reports_lines_are_all_accounted_for() -> None:
    lines = [f"OBX|{number}|TX|1^Note^L||line {number}||||||F" for number in range(1, 9)]
    found = report(OBX, *lines, OBX)
    assert [each.obx_count for each in found.observations] == [1, 8, 1]
    assert [each.position for each in found.observations] == [1, 2, 10]
