"""Files cut into messages, whatever wraps them; and the count that they are held against."""

from __future__ import annotations

import io

import pytest

from db.lab_messages import Unreadable
from feeds import hl7_text
from feeds.hl7_count import count_obx
from feeds.hl7_files import read_all
from feeds.hl7_text import RawMessage, split_messages
from tests.feeds.hl7_samples import MSH, OBR, OBX, PID, WHOLE, ZONE, text

PLAIN = text(*WHOLE)
HEADERS = b"FHS|^~\\&|L\rBHS|^~\\&|L\r"


def split(content: bytes) -> list[RawMessage]:
    return list(split_messages(io.BytesIO(content)))


def unreadable(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_all(io.BytesIO(content), ZONE)
    return refused.value.reason


@pytest.mark.parametrize(
    "wrapped",
    [
        PLAIN,
        text(*WHOLE, end="\n"),
        text(*WHOLE, end="\r\n"),
        text(*WHOLE, end="\r\r\n\n"),
        PLAIN.rstrip(b"\r"),
        b"\xef\xbb\xbf" + PLAIN,
        b"\x0b" + PLAIN + b"\x1c\r",
        PLAIN.decode().encode("utf-16"),
        PLAIN.decode().encode("utf-32"),
        b"\r\n  " + PLAIN.replace(b"\r", b"\r\n  "),
        HEADERS + PLAIN + b"BTS|1\rFTS|1\r",
        b"sent by fax\r" + PLAIN,
        b"sent by fax " + PLAIN,
    ],
)
def test_whatever_wraps_a_message_its_text_is_the_same(wrapped: bytes) -> None:
    (found,) = split(wrapped)
    assert found.text.encode() == PLAIN
    assert count_obx(io.BytesIO(wrapped)) == 1


def test_messages_are_numbered_from_one_whatever_is_between_them() -> None:
    found = split(PLAIN + b"\x1c\r\x0b" + PLAIN + b"\n\n" + PLAIN.rstrip() + PLAIN)
    assert [each.position for each in found] == [1, 2, 3, 4]
    assert {each.text.encode() for each in found} == {PLAIN}


def test_a_message_that_is_larger_than_a_chunk_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (1, 2, 3, 5, 7, 64):
        monkeypatch.setattr(hl7_text, "CHUNK", size)
        assert [each.text.encode() for each in split(PLAIN + PLAIN.replace(b"\r", b"\r\n"))] == [PLAIN, PLAIN]
        assert read_all(io.BytesIO(PLAIN * 3), ZONE).counted == 3


def test_lines_cut_by_width_are_joined_without_a_gap() -> None:
    (found,) = split(text(MSH, PID[:30], PID[30:], OBR, OBX))
    assert found.text.encode() == PLAIN
    assert found.notes == ("Wrapped lines were joined.",)


def test_lines_within_a_text_stay_lines() -> None:
    (found,) = split(text(MSH, PID, OBR, "NTE|1||First line", "second line", "OBX|1|TX|1^Note||Seen", "again||||||F"))
    assert "First line\\.br\\second line\r" in found.text
    assert "Seen\\.br\\again||||||F\r" in found.text


@pytest.mark.parametrize(
    ("declared", "encoding", "noted"),
    [
        ("", "utf-8", False),
        ("UNICODE UTF-8", "utf-8", False),
        ("8859/1", "cp1252", False),
        ("8859/15", "iso8859-15", False),
        ("8859/1", "utf-8", True),
        ("UNICODE UTF-8", "cp1252", True),
        ("", "cp1252", True),
        ("KLINGON", "cp1252", True),
    ],
)
def test_a_name_is_read_whatever_the_character_set_is_said_to_be(declared: str, encoding: str, noted: bool) -> None:
    header = f"{MSH}||||||{declared}"
    (found,) = split(text(header, PID.replace("Rosa", "José")).decode().encode(encoding))
    assert "Diaz^José^M" in found.text
    assert bool(found.notes) == noted


def test_chinese_and_japanese_sets_are_read() -> None:
    for declared, encoding in (("GB 18030-2000", "gb18030"), ("ISO IR87", "iso2022_jp"), ("BIG-5", "big5")):
        (found,) = split(text(f"{MSH}||||||{declared}", PID.replace("Diaz", "山田")).decode().encode(encoding))
        assert "山田^Rosa" in found.text


def test_a_wrapped_line_behind_an_endless_set_id_is_no_trouble() -> None:
    (found,) = split(text(*WHOLE, "OBX|" + "1" * 100 + "|TX|1^Note||one", "two"))
    assert found.text.endswith("||onetwo\r")


def test_control_characters_are_taken_out_with_a_note() -> None:
    (found,) = split(PLAIN.replace(b"Rosa", b"Ro\0s\x1ba"))
    assert found.text.encode() == PLAIN
    assert found.notes == ("Control characters were taken out.",)


def test_another_field_separator_is_read_and_counted() -> None:
    content = PLAIN.replace(b"|", b"$")
    (found,) = split(content)
    assert found.text.encode() == content
    assert read_all(io.BytesIO(content), ZONE).counted == 1


@pytest.mark.parametrize("content", [b"", b"\r\n", b"PK\x03\x04 nothing of the kind", b"ISA*00*", b"FHS|^~\\&|\rFTS|0"])
def test_a_file_without_a_message_is_refused(content: bytes) -> None:
    assert unreadable(content) == "The file holds no HL7 message."


def test_a_batch_that_counts_other_messages_than_there_are_is_refused() -> None:
    assert unreadable(HEADERS + PLAIN + b"BTS|2\rFTS|1\r") == "BTS-1 counts 2 messages; 1 were found."
    assert unreadable(HEADERS + PLAIN + b"BTS|1\rFTS|3\r") == "FTS-1 counts 3 batches; 1 were found."
    assert unreadable(HEADERS + PLAIN + b"BTS|one\rFTS|1\r") == "BTS-1 isn't a number of messages."


def test_several_batches_count_each_for_itself() -> None:
    content = HEADERS + PLAIN + b"BTS|1\rBHS|^~\\&|L\r" + PLAIN + PLAIN + b"BTS|2\rFTS|2\r"
    assert len(split(content)) == 3


def test_a_batch_without_its_end_was_cut_off() -> None:
    assert unreadable(HEADERS + PLAIN) == "The file is cut off: its BTS and FTS can't be found."
    assert unreadable(HEADERS + PLAIN + b"FTS|1\r") == "The file ends inside a batch: its BTS segment is missing."


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        (PLAIN.replace(b"\rOBX", b"OBX"), "The file has 1 OBX segments, of which 0 could be read."),
        (PLAIN.replace(b"OBX", b"obx"), "The file has 1 OBX segments, of which 0 could be read."),
        (text(OBX) + PLAIN, "The file has 2 OBX segments, of which 1 could be read."),
    ],
)
def test_an_observation_that_would_be_lost_refuses_the_file(lost: bytes, reason: str) -> None:
    assert unreadable(lost) == reason


def test_a_message_beyond_all_bounds_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hl7_text, "LARGEST_MESSAGE", 3 * 1024 * 1024)
    assert "larger than" in unreadable(PLAIN + b"OBX|2|TX|1^Note||" + b"x" * 4 * 1024 * 1024)
    assert "larger than" in unreadable(PLAIN + (b"OBX|2|TX|1^Note||" + b"x" * 1000 + b"\r") * 4000)


def test_counting_needs_no_particular_chunks() -> None:
    content = PLAIN * 50 + b"x" * 500 + b"|FOBX|9|NM|lost"
    for size in (1, 3, 17, 64, 1000):

        class Small(io.BytesIO):
            def read(self, _asked: int | None = -1, /, *, size: int = size) -> bytes:
                return super().read(size)

        assert count_obx(Small(content)) == 51
