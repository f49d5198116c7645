"""A conversation as a PDF, read back: whole, in order, and exactly as people wrote it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest

from db.queries.documents import ChartMessage, ThreadForChart
from reports.thread_pdf import render

NOON = datetime(2026, 7, 1, 16, 5, tzinfo=UTC)
THREAD = ThreadForChart(
    clinic="Harbor Clinic Group",
    site="Harbor Clinic",
    patient="Leo Diaz",
    mrn="T000123",
    birth_date=date(2019, 3, 1),
    sex="male",
    with_whom="Maria Diaz",
    topic="health",
    subject="A rash",
    messages=(
        ChartMessage("Maria Diaz", "mother", True, NOON, "Leo has a rash since Monday.", ("rash.jpg", "back.png")),
        ChartMessage("Alice Moreno", "", False, NOON + timedelta(hours=1), "Please send a picture of his back."),
        ChartMessage("Leo Diaz", "", True, NOON + timedelta(hours=2), "It itches."),
    ),
    printed_at=datetime(2026, 12, 1, 17, 30, tzinfo=UTC),
    printed_by="Dev Patel",
    zone="America/New_York",
)


def pages(thread: ThreadForChart) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(thread))).pages]


def written(body: str) -> str:
    """The PDF's text with one message of this body."""
    return "\n".join(pages(replace(THREAD, messages=(ChartMessage("Rosa Diaz", "", True, NOON, body),))))


def test_it_says_whose_conversation_it_is_with_whom_and_who_printed_it_when() -> None:
    (page,) = pages(THREAD)
    for said in (
        "Harbor Clinic Group", "Harbor Clinic", "Leo Diaz", "T000123", "03/01/2019", "male", "Maria Diaz",
        "Health question", "A rash", "Printed 12/01/2026, 12:30 PM EST by Dev Patel", "Page 1 of 1",
    ):  # fmt: skip
        assert said in page, said


def test_messages_stand_in_order_with_author_relation_and_the_clinics_time() -> None:
    (page,) = pages(THREAD)
    places = [
        page.index(said)
        for said in (
            "Maria Diaz (mother)", "07/01/2026, 12:05 PM EDT", "Leo has a rash", "rash.jpg, back.png",
            "Alice Moreno (clinic)", "07/01/2026, 1:05 PM EDT", "Please send", "Leo Diaz (patient)", "It itches.",
        )
    ]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize(
    "body",
    [
        '#import "@preview/evil:0.1.0": *',
        '#read("/etc/passwd") and #sys.inputs.data',
        '#panic() #eval("1+1") #{ let x = 1 }',
        "*not bold* _not italic_ `not code` $x^2$ = not a heading",
        "[a](b) <label> @reference \\ backslash ~ -- --- ...",
        "/* no comment */ // none either",
        '"quoted" \'single\' {"data": 1} }} {{ \\u0041 \\n',
        "<script>alert(1)</script> <b>&amp;</b>",
        "Me duele el estómago, ¿qué hago?",
    ],
)
def test_what_a_patient_wrote_prints_literally(body: str) -> None:
    assert body in written(body)


def test_line_breaks_empty_lines_and_indentation_stay() -> None:
    found = written("First line\n\n  - indented\n= no heading\n+ no list").splitlines()
    lines = [line.strip() for line in found]
    start = lines.index("First line")
    assert [line for line in lines[start : start + 5] if line][:4] == [
        "First line",
        "- indented",
        "= no heading",
        "+ no list",
    ]


def test_hostile_names_and_subjects_print_literally_too() -> None:
    hostile = '#set page(fill: red) *x* "]'
    thread = replace(
        THREAD, patient=hostile, subject=hostile, clinic=hostile, printed_by=hostile,
        messages=(ChartMessage(hostile, hostile, True, NOON, "Hello", (hostile,)),),
    )  # fmt: skip
    assert "".join(pages(thread)).count(hostile) >= 7


def test_a_long_conversation_runs_over_numbered_pages_with_the_patient_on_each() -> None:
    long = replace(THREAD, messages=THREAD.messages * 40)
    found = pages(long)
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert "Leo Diaz, MRN T000123, born 03/01/2019" in page


def test_a_word_without_end_and_letters_of_other_scripts_break_nothing() -> None:
    assert render(replace(THREAD, messages=(ChartMessage("R", "", True, NOON, "x" * 20_000 + " 你好 שלום 😀 \u202e"),)))


def test_a_conversation_in_which_nothing_was_sent_says_so() -> None:
    assert "Nothing was sent" in pages(replace(THREAD, messages=(), site="", with_whom="", subject="", topic=""))[0]
