"""The shared samples, whole and damaged: nothing is lost in silence, and nothing falls over."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest

from db.lab_messages import Refused, Unreadable
from feeds.hl7_escapes import one_line
from feeds.hl7_files import read_all, read_each
from feeds.hl7_segments import marks_of, split
from feeds.hl7_text import split_messages
from tests.feeds.hl7_mutations import DAMAGES, damaged
from tests.feeds.hl7_samples import SAMPLES, ZONE, needs_samples, own_files, shared_files

STATES = {"registered", "preliminary", "final", "corrected", "cancelled", "entered-in-error"}


@needs_samples
def test_every_shared_file_is_read_whole() -> None:
    total = 0
    for path in sorted(SAMPLES.glob("*.hl7")):
        found = read_all(path, ZONE)
        # A third count, the simplest there is.
        expected = len(re.findall(rb"(?:^|[\r\n])OBX\|", path.read_bytes()))
        assert found.counted == found.read == expected, path.name
        assert found.messages and not found.refusals, path.name
        total += expected
    assert total == 251


@needs_samples
def test_every_part_is_where_its_separators_say() -> None:
    """Field by field and part by part, over everything that the samples hold, by the plainest way to split."""
    compared = 0
    for content in [*own_files(), *shared_files()]:
        for raw in split_messages(io.BytesIO(content)):
            header, *body = lines = raw.text.rstrip("\r").split("\r")
            marks = marks_of(header, raw.position)
            for segment, line in zip(split(header, body, marks, raw.position), lines, strict=True):
                fields = line.split(marks.field)
                assert segment.name == fields[0]
                if segment.name == "MSH":
                    fields.insert(1, marks.field)
                for number in range(3 if segment.name == "MSH" else 1, len(fields)):
                    written = "" if fields[number] == '""' else fields[number]
                    assert segment.raw(number) == written
                    repeats = written.split(marks.repetition) if written else []
                    assert [each.behind(0) for each in segment.repeats(number, 1_000)] == repeats
                    for component, text in enumerate("".join(repeats[:1]).split(marks.component), 1):
                        for place, part in enumerate(text.split(marks.subcomponent), 1):
                            assert segment.part(number, component, place) == one_line(part, marks)
                            compared += 1
    assert compared > 3_000


def check(content: bytes) -> str:
    """Read a damaged file; what became of it. Anything but the two refusals is a failure."""
    read = counted = 0
    try:
        for outcome in read_each(io.BytesIO(content), zone=ZONE):
            read += outcome.obx
            found = outcome.message
            if isinstance(found, Refused):
                assert found.position >= 1 and found.segment and found.field and found.reason.endswith(".")
                assert re.fullmatch(r"[A-Z]{3}", found.segment) and found.field.isdigit()
                continue
            counted += found.obx
            assert found.obx == outcome.obx
            assert "\0" not in repr(found)
            for report in found.reports:
                assert report.status in STATES
                assert all(bool(each.content) != bool(each.problem) for each in report.attachments)
                for each in report.observations:
                    assert each.status in STATES and each.flag in {"", "L", "H", "A", "LL", "HH", "AA"}
    except Unreadable as refused:
        assert refused.reason.endswith(".")
        return "unreadable"
    return "read"


def walk(seeds: range) -> Counter[str]:
    files = [*own_files(), *shared_files()]
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        names, content = damaged(seed, files)
        try:
            outcomes[check(content)] += 1
        except Exception as failure:
            raise AssertionError(f"Seed {seed} ({names}): {failure!r}") from failure
    return outcomes


def test_a_hundred_damaged_files_are_read_or_refused() -> None:
    outcomes = walk(range(5 * len(DAMAGES)))
    assert set(outcomes) == {"read", "unreadable"}


@pytest.mark.soak
def test_two_thousand_damaged_files_are_read_or_refused() -> None:
    outcomes = walk(range(1_000, 3_000))
    assert min(outcomes.values()) > 100
