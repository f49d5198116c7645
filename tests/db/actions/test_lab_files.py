"""Files of results on their way in: kept once, read whole or not at all, with the reason where one was refused."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from console.lab_files import Stored, read_one, read_waiting
from console.lab_reader import came
from db.actions import lab_files
from db.actions.lab_filing import FileRefused, read_file
from db.actions.lab_filing_chunk import Came
from db.credentials import COMMAND_LINE_IDENTITY, WORKER_IDENTITY
from db.errors import Forbidden, Invalid
from db.models import AuditEvent, LabMessage, Patient
from db.queries.lab_files import file as one_file
from db.queries.lab_files import files, messages
from tests.conftest import Clinic
from tests.labs import (
    SODIUM,
    counts,
    file,
    lab_file,
    message,
    messages_of,
    never,
    obr,
    obx,
    ours,
    pid,
    receive,
    reports,
    waiting_again,
)


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient whose number laboratories send as ours."""
    ours(clinic)
    return clinic.patient("Rosa", "Diaz")


def test_a_received_file_waits_for_the_worker_and_says_how_much_is_in_it(clinic: Clinic, rosa: Patient) -> None:
    received = receive(clinic, *(message(pid(rosa), obr(f"F{n}"), obx("4.2")) for n in range(3)), name="a/b\\x.hl7")
    assert (received.known, received.messages) == (False, 3)
    file = lab_file(clinic, received.file_id)
    assert (file.name, file.state.value, file.read_messages, file.received_by) == (
        "x.hl7",
        "waiting",
        0,
        "Command line",
    )
    with clinic.db.transaction() as session:
        waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'read_lab_files'"
        assert session.scalar(text(waiting)) == 1


def test_an_upload_is_kept_once_for_one_submit_and_needs_the_permission(clinic: Clinic) -> None:
    token, alice = uuid4(), clinic.alice

    def upload(by: object) -> lab_files.Received:
        with clinic.db.transaction() as session:
            return lab_files.upload(session, by=by, token=token, name="a.hl7", content=b"MSH|^~\\&|")  # type: ignore[arg-type]

    assert upload(alice) == upload(alice)
    with pytest.raises(Forbidden):
        upload(clinic.erin)


@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_an_empty_file_is_refused_and_not_kept(clinic: Clinic, content: bytes) -> None:
    with pytest.raises(Invalid, match="empty"):
        receive(clinic, content)
    assert counts(clinic)[0] == 0


def test_a_file_that_is_too_large_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="larger than 10 MB"), clinic.db.transaction() as session:
        content = b"x" * (lab_files.LARGEST_UPLOAD + 1)
        lab_files.upload(session, by=clinic.alice, token=uuid4(), name="a", content=content)


def test_a_file_without_any_message_is_refused_whole(clinic: Clinic) -> None:
    done = file(clinic, "Dear clinic, please find the results attached.\r\n")
    assert (done.state.value, done.reason) == ("refused", "The file holds no HL7 message.")


def test_a_file_whose_count_differs_is_refused_whole(clinic: Clinic, rosa: Patient) -> None:
    """A segment in small letters is read as nothing; the independent count sees it."""
    done = file(clinic, message(pid(rosa), obr(), obx("4.2")), message(pid(rosa), obr("F2"), "obx|1|NM|K||5|||||F"))
    assert done.state.value == "refused"
    assert done.reason == "The file has 2 OBX segments, of which 1 could be read."
    assert counts(clinic) == (0, 0, 0, 0, 0)


def test_filing_itself_holds_what_it_filed_against_the_count(clinic: Clinic, rosa: Patient) -> None:
    received = receive(clinic, message(pid(rosa), obr(), obx("4.2")))
    with pytest.raises(FileRefused, match="9 OBX segments"), clinic.db.transaction() as session:
        read_file(
            session,
            by=WORKER_IDENTITY,
            file_id=received.file_id,
            messages=came_of(clinic, received.file_id),
            counted=lambda: 9,
            progress=lambda _count: None,
        )
    assert counts(clinic) == (0, 0, 0, 0, 0)


def came_of(clinic: Clinic, file_id: int) -> Iterator[Came]:
    return came(Stored(clinic.db, file_id), "UTC")


def test_one_bad_message_is_refused_with_its_place_and_the_others_are_filed(clinic: Clinic, rosa: Patient) -> None:
    done = file(
        clinic,
        message(pid(rosa), obr("F1"), obx("4.2")),
        message(pid(rosa), "EVN|A08", kind="ADT^A08"),
        message(pid(rosa), obr("F3"), SODIUM),
    )
    assert (done.state.value, done.messages) == ("read", 3)
    first, bad, last = messages_of(clinic, done.id)
    assert (bad.position, bad.state.value, bad.segment, bad.field) == (2, "refused", "MSH", "9")
    assert bad.reason == "This is no result (ADT^A08); only ORU^R01 is read."
    assert "ADT" in bad_raw(clinic, bad.id)
    assert [first.state.value, last.state.value, len(reports(clinic, rosa))] == ["filed", "filed", 2]


def bad_raw(clinic: Clinic, message_id: int) -> str:
    with clinic.db.transaction() as session:
        return session.scalars(select(LabMessage.raw).where(LabMessage.id == message_id)).one()


def test_a_file_on_which_a_reader_died_is_read_by_the_next(clinic: Clinic, rosa: Patient) -> None:
    received = receive(clinic, message(pid(rosa), obr(), obx("4.2")))
    waiting_again(clinic, received.file_id)
    read_waiting(clinic.db, never)
    assert lab_file(clinic, received.file_id).state.value == "read"
    assert len(reports(clinic, rosa)) == 1


def test_two_readers_never_file_at_the_same_time(clinic: Clinic, rosa: Patient) -> None:
    received = receive(clinic, message(pid(rosa), obr(), obx("4.2")))
    with clinic.db.transaction() as session:
        assert lab_files.may_file(session)
        read_waiting(clinic.db, never)
        assert read_one(clinic.db, received.file_id) is None
    assert counts(clinic)[0] == 0
    assert read_one(clinic.db, received.file_id) is not None
    assert read_one(clinic.db, received.file_id) is None
    assert counts(clinic)[0] == 1


def test_a_refused_file_that_is_handed_in_again_is_read_again(clinic: Clinic, rosa: Patient) -> None:
    received = receive(clinic, message(pid(rosa), obr(), obx("4.2")))
    with clinic.db.transaction() as session:
        assert lab_files.refuse(session, by=WORKER_IDENTITY, file_id=received.file_id, reason="A trial.")
    again = file(clinic, message(pid(rosa), obr(), obx("4.2")))
    assert (again.id, again.state.value, again.reason) == (received.file_id, "read", "")


def test_progress_shows_while_the_file_is_still_being_filed(clinic: Clinic, rosa: Patient) -> None:
    received = receive(clinic, *(message(pid(rosa), obr(f"F{n}"), obx("4.2"), control=str(n)) for n in range(450)))
    seen: list[tuple[int, int]] = []
    read_one(
        clinic.db,
        received.file_id,
        lambda _done: seen.append((lab_file(clinic, received.file_id).read_messages, counts(clinic)[0])),
    )
    assert seen == [(200, 0), (400, 0), (450, 0)]
    assert counts(clinic)[0] == 450


def test_what_reading_did_is_audited_once(clinic: Clinic, rosa: Patient) -> None:
    done = file(clinic, message(pid(rosa), obr(), obx("4.2")), message(pid(rosa), kind="ADT^A01"))
    with clinic.db.transaction() as session:
        [event] = session.scalars(select(AuditEvent).where(AuditEvent.kind == "lab-file.read"))
    assert (event.subject_id, event.detail["filed"], event.detail["refused"]) == (done.id, 1, 1)


# Lists


def test_the_list_of_files_says_what_became_of_each(clinic: Clinic, rosa: Patient) -> None:
    done = file(
        clinic,
        message(pid(rosa), obr(), obx("4.2")),
        message(pid(rosa), obr(), obx("4.2"), control="2"),
        message(pid(None), obr("F9"), obx("4.2")),
        message(pid(rosa), kind="ADT^A01"),
        name="diaz.hl7",
    )
    alice = clinic.alice
    with clinic.db.reading() as session:
        [line] = files(session, viewer=alice).files
        assert line == one_file(session, viewer=alice, file_id=done.id)
        assert (line.name, line.filed, line.duplicate, line.unmatched, line.refused) == ("diaz.hl7", 1, 1, 1, 1)
        assert files(session, viewer=alice, source="mllp").files == ()
        page = messages(session, viewer=alice, file_id=done.id, state="refused")
        assert [(one.position, one.segment, one.field) for one in page.messages] == [(4, "MSH", "9")]
        assert [one.position for one in messages(session, viewer=alice, file_id=done.id, after=2).messages] == [
            3,
            4,
        ]
        assert messages(session, viewer=alice).messages[0].position == 4


def test_a_files_name_is_only_for_who_may_read_clinical_facts(clinic: Clinic, rosa: Patient) -> None:
    done = file(clinic, message(pid(rosa), obr(), obx("4.2")), name="Rosa Diaz.hl7")
    with clinic.db.reading() as session:
        assert one_file(session, viewer=clinic.farid, file_id=done.id).name == f"File {done.id}"
    with pytest.raises(Forbidden), clinic.db.reading() as session:
        files(session, viewer=clinic.erin)


def test_the_command_line_may_receive_and_a_nurse_may_not_act_as_the_worker(clinic: Clinic) -> None:
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        lab_files.receive(session, by=clinic.alice, name="a", content=b"MSH|", source="command")
    with clinic.db.transaction() as session:
        lab_files.receive(session, by=COMMAND_LINE_IDENTITY, name="a", content=b"MSH|", source="command")
