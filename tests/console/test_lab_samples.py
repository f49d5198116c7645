"""Real laboratories' files through the whole path: no crash, the counts agree, a second time adds nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from console.lab_files import read_waiting
from db.actions.lab_files import receive
from db.credentials import COMMAND_LINE_IDENTITY
from db.models import DiagnosticReport, LabMessage, ReportMessage, Task
from tests.bench.lab_files import SAMPLES
from tests.conftest import Clinic
from tests.labs import counts, file, lab_file, messages_of, never, ours, tasks

FILES = sorted(SAMPLES.glob("*.hl7")) if SAMPLES.is_dir() else []
needs_samples = pytest.mark.skipif(not FILES, reason=f"the shared samples aren't at {SAMPLES}")


@needs_samples
def test_every_sample_is_filed_or_refused_with_a_reason_and_a_second_time_adds_nothing(clinic: Clinic) -> None:
    ours(clinic)
    for path in FILES:
        done = file(clinic, path.read_bytes(), name=path.name)
        assert done.state.value == "read" or done.reason, path.name
        for one in messages_of(clinic, done.id):
            assert one.state.value != "refused" or (one.segment and one.field and one.reason), path.name
    before = counts(clinic)
    assert before[0] >= len(FILES)
    for path in FILES:
        file(clinic, path.read_bytes(), name=f"again {path.name}")
    assert counts(clinic) == before
    # The same messages in other files: with other line ends they are the same.
    for path in FILES:
        content = path.read_bytes().replace(b"\r\n", b"\r").replace(b"\n", b"\r") + b"\r\r"
        file(clinic, content, name=f"other {path.name}")
    after = counts(clinic)
    assert after[1:3] == before[1:3]


@needs_samples
def test_every_report_of_the_samples_is_somebodys_work(clinic: Clinic) -> None:
    """Nothing vanishes: each report has a task in one of the two queues, each taken message a report or a twin."""
    for path in FILES:
        file(clinic, path.read_bytes(), name=path.name)
    with clinic.db.transaction() as session:
        about = set(session.scalars(select(Task.focus_id).where(Task.focus_type == "diagnostic_report")))
        silent = set(
            session.scalars(
                select(DiagnosticReport.id).where(DiagnosticReport.status == "registered", DiagnosticReport.notes == "")
            )
        )
        assert set(session.scalars(select(DiagnosticReport.id))) - about <= silent
        mentioned = set(session.scalars(select(ReportMessage.message_id)))
        taken = select(LabMessage.id).where(LabMessage.state.in_(["filed", "unmatched"]))
        assert set(session.scalars(taken)) <= mentioned
    assert tasks(clinic) == []


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 40,
        b"MSH",
        b"MSH|^~\\&|",
        b"MSH|^~\\&|A|B|||30000230||ORU^R01|1|P|2.3\rPID|||1\rOBR|1\rOBX|1|NM|K||4",
        b"MSH|^~\\&|A|B|||2026||ORU^R01|1|P|2.3\rPID|||1^^^PORTSIDE^MR||\x92\xff||19990230|Q\rOBR|1||F|C\rOBX|1|ED|X||a^b^PDF",
        b"MSH|^~\\&|A|B|||2026||ORU^R01|1|P|2.3\rPID|||1\rOBR|1||F|C\rOBX|1|NM|K||" + b"9" * 300_000 + b"||||||F\r",
        b"\xff\xfeM\x00S\x00H\x00|\x00",
        b"FHS|^~\\&|A\rBHS|^~\\&|A\rMSH|^~\\&|A|B|||2026||ORU^R01|1|P|2.3\rPID|||1\rOBR|1||F|C\rBTS|7\rFTS|1\r",
    ],
)
def test_nonsense_is_refused_or_kept_but_never_half_filed(clinic: Clinic, content: bytes) -> None:
    with clinic.db.transaction() as session:
        received = receive(session, by=COMMAND_LINE_IDENTITY, name="x.hl7", content=content, source="command")
    read_waiting(clinic.db, never)
    done = lab_file(clinic, received.file_id)
    assert done.state.value in ("read", "refused")
    if done.state.value == "refused":
        assert done.reason
        assert counts(clinic) == (0, 0, 0, 0, 0)
