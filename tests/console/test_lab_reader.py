"""Large files, read by a process beside the one that files: the same messages, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures.process import BrokenProcessPool
from io import BytesIO

import pytest

from console.lab_reader import came
from tests.conftest import Clinic
from tests.labs import counts, file, message, obr, observations, obx, ours, pid, reports

ZONE = "America/New_York"
NOTE = "NTE|1||" + "Slightly hemolyzed. " * 40


def large(*last: str) -> bytes:
    text = "".join(message(pid(None), obr(f"F{n}"), obx("4.2"), NOTE, control=str(n)) for n in range(600))
    return (text + "".join(last)).encode()


def test_a_reader_that_dies_is_no_end_of_the_file() -> None:
    reading = came(BytesIO(large()), ZONE, processes=1)
    next(reading)
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    with pytest.raises(BrokenProcessPool):
        list(reading)


def test_a_large_file_is_filed_whole_or_not_at_all(clinic: Clinic) -> None:
    ours(clinic)
    rosa = clinic.patient()
    bad = file(clinic, large("obx|1|NM|K||5|||||F\r"), name="bad.hl7")
    assert bad.state.value == "refused"
    assert counts(clinic) == (0, 0, 0, 0, 0)
    good = large(message(pid(rosa), obr("LAST"), obx("4.4")))
    done = file(clinic, good, name="good.hl7")
    assert (done.state.value, done.messages, done.observations) == ("read", 601, 601)
    assert [one.filler_number for one in reports(clinic, rosa)] == ["LAST"]
    assert len(observations(clinic)) == 601
