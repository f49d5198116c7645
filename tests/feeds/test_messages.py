"""Messages read from files, without a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.imports import MessageFile, MessageLine, Reject
from feeds.messages import parse_map, read_messages
from feeds.tables import FileRefused

ZONE = ZoneInfo("America/New_York")
SAMPLES = Path(__file__).parents[2].parent / "shared/data/messages"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the project")


def read(path: Path, *mapping: str) -> MessageFile:
    return read_messages(path, wanted=parse_map(mapping), zone=ZONE)


def sorted_out(file: MessageFile) -> tuple[list[MessageLine], list[tuple[int, str]]]:
    lines = list(file.messages.lines)
    return (
        [line for line in lines if isinstance(line, MessageLine)],
        [(line.line, line.reason) for line in lines if isinstance(line, Reject)],
    )


def written(tmp_path: Path, content: str | bytes, name: str = "messages.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, *mapping: str) -> str:
    with pytest.raises(FileRefused) as refused:
        list(read(path, *mapping).messages.lines)
    return str(refused.value)


@needs_samples
@pytest.mark.parametrize(("name", "count"), [("clinicaflow_vignettes", 30), ("clinicaflow_vignettes_extended", 100)])
def test_the_samples_are_read_whole_without_a_mapping(name: str, count: int) -> None:
    file = read(SAMPLES / f"{name}.jsonl")
    messages, rejects = sorted_out(file)
    assert (len(messages), rejects) == (count, [])
    assert file.mapping == {"body": "input.chief_complaint+input.history", "id": "id"}


@needs_samples
def test_a_leaf_of_nested_json_is_found_by_its_last_part_and_joined_columns_keep_their_order() -> None:
    (first, *_), _ = sorted_out(read(SAMPLES / "clinicaflow_vignettes.jsonl", "body=history+input.chief_complaint"))
    assert first.body == "history of diabetes and hypertension\n\nChest pain radiating to left arm for 25 minutes"


def test_csv_is_read_by_the_usual_names_and_times_without_a_zone_are_the_clinics(tmp_path: Path) -> None:
    path = written(tmp_path, 'MRN,Message,Sent,Topic\nT1,"Hi,\nall",2026-03-01 09:30,Prescription\nT2,Yes,,\n')
    (first, second), rejects = sorted_out(read(path))
    assert not rejects
    assert (first.patient, first.body, first.topic) == ("T1", "Hi,\nall", "refill")
    assert first.sent_at == datetime(2026, 3, 1, 14, 30, tzinfo=UTC)
    assert (second.sent_at, second.topic, second.line) == (None, "", 4)


def test_a_topic_of_the_files_own_words_becomes_part_of_the_subject(tmp_path: Path) -> None:
    ((message,), _) = sorted_out(read(written(tmp_path, "text,topic,subject\nhelp,chest pain,today\n")))
    assert (message.topic, message.subject) == ("", "chest pain: today")


def test_byte_order_mark_semicolons_and_unicode_are_read(tmp_path: Path) -> None:
    ((message,), _) = sorted_out(read(written(tmp_path, "\ufefftext;subject\nMañana ‮abc‬;x\n")))
    assert message.body == "Mañana ‮abc‬"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    texts = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202eevil\u202c \u200f", "Robert'); DROP TABLE x;--"]
    path = written(tmp_path, "\n".join(json.dumps({"text": text}) for text in texts), "m.jsonl")
    messages, rejects = sorted_out(read(path))
    assert [message.body for message in messages] == texts
    assert not rejects


def test_lines_that_cannot_be_used_are_refused_each_with_its_reason(tmp_path: Path) -> None:
    lines = [
        '{"text": "fine", "id": 1}',
        '{"text": "nul \\u0000 here"}',
        '{"text": "half \\ud83d a face"}',
        json.dumps({"text": "x" * 20_001}),
        json.dumps({"text": "x" * 100_000}),
        '{"text": "  "}',
        '{"text": "broken',
        "[1, 2]",
        '{"text": {"a": 1}}',
        '{"text": "fine", "id": 1}',
        '{"text": [1, {"b": 2}]}',
        '{"text": "later", "sent_at": "yesterday"}',
        '{"text": ' + "[" * 100_000 + "}",
    ]
    messages, rejects = sorted_out(read(written(tmp_path, "\n".join(lines), "m.jsonl")))
    assert len(messages) == 1
    assert [number for number, _ in rejects] == list(range(2, 14))
    reasons = dict(rejects)
    assert "NUL" in reasons[2]
    assert "surrogate" in reasons[3]
    assert "20,001" in reasons[4]
    assert "100,000" in reasons[5]
    assert reasons[6] == reasons[9] == "The message has no text."
    assert "valid JSON" in reasons[7]
    assert "repeats line 1" in reasons[10]
    assert "other than text" in reasons[11]
    assert "date and time" in reasons[12]


def test_csv_lines_with_nul_or_a_wrong_number_of_cells_are_refused_by_their_number(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,text\n1,"two\nlines"\n2\n3,a\0b\n\n4,x,y\n5,good\n6,"' + "y" * 200_000 + '"\n')
    messages, rejects = sorted_out(read(path))
    assert [(message.line, message.body) for message in messages] == [(2, "two\nlines"), (8, "good")]
    assert [number for number, _ in rejects] == [4, 5, 7, 9]


def test_a_line_without_a_patient_is_refused_where_the_file_has_a_column_for_it(tmp_path: Path) -> None:
    messages, rejects = sorted_out(read(written(tmp_path, "patient,text\n,hello\nT1,hello\n")))
    assert [message.line for message in messages] == [3]
    assert rejects[0][0] == 2


def test_the_key_is_made_of_the_content_and_not_of_the_place(tmp_path: Path) -> None:
    (first,), _ = sorted_out(read(written(tmp_path, "id,text\n7,hello\n", "a.csv")))
    (_, second), _ = sorted_out(read(written(tmp_path, "id,text\n1,other\n7,hello\n", "b.csv")))
    assert first.source_key == second.source_key


@pytest.mark.parametrize(
    ("content", "mapping", "said"),
    [
        ("", (), "is empty"),
        ("\n\n", (), "is empty"),
        ("a,b\n1,2\n", (), "Its columns: a, b."),
        ("a,b\n1,2\n", ("body=c",), "has no column c. Its columns: a, b."),
        ('{"x": {"t": 1}, "y": {"t": 2}}\n', ("body=t",), "may be x.t or y.t"),
        ("a,a\n1,2\n", ("body=a",), "twice"),
        ('[{"text": "x"}]', (), "isn't JSON lines"),
        ('{\n"text": "x"\n}', (), "isn't JSON lines"),
        ('text\n"never closed\n', (), "line 2: the quotes"),
        ("text\nx\n", ("body",), "FIELD=COLUMN"),
        ("text\nx\n", ("colour=text",), "the fields are body"),
        (b"text\nok\ncaf\xe9\n", (), "line 3: byte 4"),
        ("text\nx\n".encode("utf-16"), (), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole(
    tmp_path: Path, content: str | bytes, mapping: tuple[str, ...], said: str
) -> None:
    sentence = refusal(written(tmp_path, content), *mapping)
    assert said in sentence
    assert sentence.endswith("Nothing was imported.")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "text\nx\n")
    file = read(path)
    path.write_text("text\nsomething else\n")
    with pytest.raises(FileRefused, match="was changed"):
        list(file.messages.lines)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "can't be read" in refusal(tmp_path / "none.csv")
