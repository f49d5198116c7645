"""The demo's morning file, read as the worker reads it: what staff find in the queue is what the file is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.lab_files import read_waiting
from db.credentials import SessionToken
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.models import (
    Attachment,
    DiagnosticReport,
    FileState,
    LabFile,
    LabMessage,
    MessageState,
    Queue,
    ResultRelease,
    Task,
    UrgencyFlag,
)
from db.queries import lab_codes, results
from demo.lab_day import send_lab_day
from demo.load import load_clinic
from tests.conftest import Clinic
from tests.demo.clinics import CAST, copied
from tests.labs import never

PATIENTS = 100


@pytest.fixture(scope="module")
def morning(postgres: EmbeddedServer, template: Organisation) -> Iterator[Database]:
    """A small demo clinic whose laboratory sent the morning's file, which was read."""
    with copied(postgres, template, "demo_lab_day") as database:
        load_clinic(database, CAST, patients=PATIENTS, months=1, rounds=4)
        with database.transaction() as session:
            send_lab_day(session, datetime.now(UTC))
        read_waiting(database, never)
        yield database


@pytest.fixture(scope="module")
def alice(morning: Database) -> SessionToken:
    """The nurse, signed in."""
    return Clinic(morning).sign_in("alice")


@pytest.fixture
def session(morning: Database) -> Iterator[Session]:
    """A look at the morning."""
    with morning.reading() as reading:
        yield reading


def open_tasks(session: Session, slug: str) -> list[Task]:
    """What waits in a queue."""
    found = select(Task).join(Queue, Queue.id == Task.queue_id).where(Queue.slug == slug, Task.closed_at.is_(None))
    return list(session.scalars(found.order_by(Task.id)))


def test_the_whole_file_is_read_and_nothing_of_it_refused(session: Session) -> None:
    file = session.scalars(select(LabFile)).one()
    assert (file.state, file.reason, file.read_messages) == (FileState.READ, "", file.messages)
    states = dict(session.execute(select(LabMessage.state, func.count()).group_by(LabMessage.state)).all())
    assert sum(states.values()) == file.messages > 40
    assert set(states) == {MessageState.FILED, MessageState.UNMATCHED}
    assert states[MessageState.UNMATCHED] in (3, 4)


def test_critical_values_come_first_and_call_for_somebody(session: Session) -> None:
    flagged = [task for task in open_tasks(session, "results") if task.flag == "red"]
    assert [(task.topic, task.priority) for task in flagged] == [("critical", 0)] * 3
    assert all(task.escalate_at is not None and task.flag_acknowledged_at is None for task in flagged)
    phrases = session.scalars(select(UrgencyFlag.phrase).where(UrgencyFlag.report_id.is_not(None)))
    assert set(phrases) >= {"Potassium 6.9 mmol/L (HH)", "Hemoglobin 6.2 g/dL (LL)"}


def test_results_that_may_be_anybodys_wait_to_be_matched(session: Session) -> None:
    waiting = open_tasks(session, "unmatched")
    assert len(waiting) in (3, 4)
    assert {task.patient_id for task in waiting} == {None}
    reports = session.scalars(select(DiagnosticReport).where(DiagnosticReport.patient_id.is_(None))).all()
    assert {report.id for report in reports} == {task.focus_id for task in waiting}


def test_a_corrected_value_shows_what_it_replaced(session: Session, alice: SessionToken) -> None:
    report = session.scalars(select(DiagnosticReport).where(DiagnosticReport.filler_number == "D-CORRECTED")).one()
    [task] = [task for task in open_tasks(session, "results") if task.focus_id == report.id]
    shown = results.report(session, viewer=alice, task_id=task.id)
    [line] = [line for group in shown.groups for line in group.lines]
    assert (shown.status, line.value, [old.value for old in line.old]) == ("corrected", "1.42", ["14.2"])


def test_codes_of_the_laboratorys_own_wait_to_be_mapped(session: Session, alice: SessionToken) -> None:
    assert {code.code for code in lab_codes.codes(session, viewer=alice).codes} >= {"GLUF", "FERR"}


def test_what_is_final_and_has_a_patient_is_released_and_nothing_else(session: Session) -> None:
    released = set(session.scalars(select(ResultRelease.report_id).where(ResultRelease.withdrawn_at.is_(None))))
    today = session.scalars(select(DiagnosticReport).where(DiagnosticReport.reviewed_at.is_(None))).all()
    assert {report.status for report in today} >= {"preliminary", "final", "corrected", "cancelled"}
    for report in today:
        opened = report.status in ("final", "corrected") and report.patient_id is not None
        assert (report.id in released) == opened


def test_the_document_lies_with_its_report(session: Session) -> None:
    file = session.scalars(select(Attachment).where(Attachment.report_id.is_not(None))).one()
    assert file.media_type == "application/pdf"
    assert file.content.startswith(b"%PDF-")
