"""A file read in another process is the same file."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import psutil
import pytest

from db.lab_messages import LabMessage, Refused, Unreadable
from feeds import hl7_processes
from feeds.hl7_files import Outcome, read_each
from tests.feeds.hl7_samples import MSH, OBR, OBX, PID, WHOLE, ZONE, text


def numbered(number: int) -> bytes:
    """Every seventh message is one that is refused."""
    kind = MSH if number % 7 else MSH.replace("R01", "R30")
    return text(kind.replace("C-1", f"C-{number}"), PID, OBR, OBX)


def seen(outcomes: Iterator[Outcome]) -> list[tuple[object, ...]]:
    return [
        (each.raw, str(each.message), each.message.obx)
        if isinstance(each.message, Refused)
        else (each.raw, each.message)
        for each in outcomes
    ]


def others() -> set[int]:
    return {each.pid for each in psutil.Process().children(recursive=True)}


def test_messages_come_in_their_order_and_so_do_refusals() -> None:
    content = b"".join(numbered(number) for number in range(1, 501))
    before = others()
    found = seen(read_each(io.BytesIO(content), zone=ZONE, processes=1))
    assert len(found) == 500
    assert found == seen(read_each(io.BytesIO(content), zone=ZONE))
    assert not [pid for pid in others() - before if "spawn_main" in " ".join(psutil.Process(pid).cmdline())]


def test_it_works_in_a_thread_and_ends_when_it_is_closed() -> None:
    before, found = others(), list[Outcome]()

    def work() -> None:
        outcomes = read_each(io.BytesIO(numbered(1) * 1_000), zone=ZONE, processes=1)
        found.append(next(outcomes))
        outcomes.close()  # type: ignore[attr-defined]

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert isinstance(found[0].message, LabMessage)
    assert not [pid for pid in others() - before if "spawn_main" in " ".join(psutil.Process(pid).cmdline())]


def test_only_little_of_a_file_is_under_way() -> None:
    read = 0

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal read
            found = super().read(size)
            read += len(found)
            return found

    content = numbered(1) * 10_000
    outcomes = read_each(Watched(content), zone=ZONE, processes=1)
    next(outcomes)
    assert read < 5 * hl7_processes.TOGETHER * len(numbered(1)) + 3 * 64 * 1024
    outcomes.close()  # type: ignore[attr-defined]


def test_a_small_file_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(hl7_processes, "ProcessPoolExecutor")
    assert len(list(read_each(io.BytesIO(text(*WHOLE) * 100), zone=ZONE, processes=1))) == 100


def test_counts_that_differ_refuse_the_file_here_too() -> None:
    content = numbered(1) * 250 + b"obx|2|NM|1^A||5\r"
    with pytest.raises(Unreadable, match="251 OBX segments, of which 250"):
        list(read_each(io.BytesIO(content), zone=ZONE, processes=1))
