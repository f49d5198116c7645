"""Damaged files through the whole path: each is filed or refused as a whole, and every refusal says where and why."""

from __future__ import annotations

import pytest

from db.errors import Invalid
from db.models import LabFile
from tests.bench.lab_files import SAMPLES
from tests.conftest import Clinic
from tests.feeds.hl7_mutations import damaged
from tests.labs import counts, file, message, messages_of, obr, observations, obx, ours, pid, reports

CRASHES = ("Portside couldn't", "The database refused")  # refused all the same, but not foreseen
OWN = [
    message(pid(None), obr(), obx("4.2"), "NTE|1||Slightly hemolyzed.", obx("139", code="2951-2^Sodium^LN", number=2)),
    message(pid(None), obr("F2", code="600-7^Blood culture^LN"), obx("No growth", type="TX", sub="1"), control="2"),
]
FILES = [path.read_bytes() for path in sorted(SAMPLES.glob("*.hl7"))] if SAMPLES.is_dir() else []
FILES += [text.encode() for text in OWN] + ["".join(OWN).encode()]


def through(clinic: Clinic, seed: int) -> LabFile | None:
    """A damaged file on its whole way; None for one that isn't even kept."""
    _, content = damaged(seed, FILES)
    try:
        return file(clinic, content, name=f"{seed}.hl7")
    except Invalid:
        return None


def tried(clinic: Clinic, seeds: range) -> dict[str, int]:
    """Put damaged files through, one after the other into one clinic; how many ended how."""
    ours(clinic)
    ended = {"read": 0, "refused": 0, "not kept": 0}
    for seed in seeds:
        before = counts(clinic)
        done = through(clinic, seed)
        ended[done.state.value if done else "not kept"] += 1
        if done is None or done.state.value == "refused":
            assert counts(clinic) == before, seed
            assert done is None or (done.reason and not done.reason.startswith(CRASHES)), seed
            continue
        for one in messages_of(clinic, done.id):
            assert one.state.value != "refused" or (one.segment and one.field and one.reason), seed
    known = {report.id for report in reports(clinic)}
    assert {value.report_id for value in observations(clinic)} <= known
    return ended


def test_a_damaged_file_is_filed_or_refused_as_a_whole(clinic: Clinic) -> None:
    ended = tried(clinic, range(30))
    assert ended["read"] > 5
    assert ended["refused"] > 2


@pytest.mark.soak
def test_two_thousand_damaged_files_leave_nothing_half_done(clinic: Clinic) -> None:
    ended = tried(clinic, range(2_000))
    assert ended["read"] > 500
    assert ended["refused"] > 200
