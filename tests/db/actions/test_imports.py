"""Imports into a real database: exact counts, once only, all or nothing."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text

from db.actions.import_messages import import_messages
from db.actions.import_patients import import_patients
from db.credentials import COMMAND_LINE_IDENTITY, Credential
from db.engine import Database
from db.errors import Conflict, Forbidden, Invalid
from db.imports import FileCounts, Imported
from db.models import (
    Allergy,
    AuditEvent,
    Base,
    Condition,
    Encounter,
    Immunization,
    ImportBatch,
    ImportReject,
    Medication,
    Message,
    Observation,
    Patient,
    Payer,
    PortalAccount,
    Queue,
    Task,
    TaskEvent,
    Thread,
)
from db.queries.imports import past_imports, rejected_lines
from feeds.messages import parse_map, read_messages
from feeds.synthea import COLUMNS, read_export
from feeds.tables import FileRefused
from tests.conftest import Clinic

ZONE = ZoneInfo("America/New_York")
SAMPLES = Path(__file__).parents[3].parent / "shared/data"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the project")
ID = "aaaa1111-0000-0000-0000-00000000000"


def patients(db: Database, folder: Path, by: Credential = COMMAND_LINE_IDENTITY) -> Imported:
    with db.transaction() as session:
        return import_patients(session, by=by, export=read_export(folder, zone=ZONE))


def messages(db: Database, path: Path, *mapping: str, by: Credential = COMMAND_LINE_IDENTITY) -> Imported:
    with db.transaction() as session:
        return import_messages(session, by=by, file=read_messages(path, wanted=parse_map(mapping), zone=ZONE))


def rows(db: Database, model: type[Base]) -> int:
    with db.transaction() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def numbers(result: Imported) -> tuple[int, int, int, int]:
    total = result.total
    return total.added, total.updated, total.unchanged, total.rejected


def put(folder: Path, name: str, *lines: dict[str, str]) -> None:
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS[name], restval="")
        writer.writeheader()
        writer.writerows(lines)


def somebody(number: int, **values: str) -> dict[str, str]:
    return {
        "Id": f"{ID}{number}",
        "BIRTHDATE": "1980-02-03",
        "FIRST": "José12",
        "LAST": "Díaz3",
        "GENDER": "M",
    } | values


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "export").mkdir()
    put(tmp_path / "export", "patients", somebody(1))
    return tmp_path / "export"


@needs_samples
def test_the_sample_export_is_imported_whole_and_twice_adds_nothing(db: Database) -> None:
    first = patients(db, SAMPLES / "synthea_csv")
    assert numbers(first) == (2801, 0, 0, 0)
    assert FileCounts("patients.csv", 27) in first.files
    expected = {
        Patient: 27,
        PortalAccount: 27,
        Payer: 10,
        Condition: 438,
        Medication: 663,
        Allergy: 40,
        Observation: 990,
        Immunization: 29,
        Encounter: 604,
    }
    assert {model: rows(db, model) for model in expected} == expected
    with db.transaction() as session:
        maynard = session.scalars(select(Patient).where(Patient.mrn == "S3EDAC2E3")).one()
        assert (maynard.given, maynard.family, maynard.sex, maynard.city) == (
            "Maynard",
            "Mosciski",
            "male",
            "Somerville",
        )
        assert maynard.source_id == "3edac2e3-d223-6fae-d515-daf96ef6bc76"
        assert maynard.site_id is not None
        assert session.get_one(Payer, maynard.payer_id).name
        account = session.scalars(select(PortalAccount).where(PortalAccount.patient_id == maynard.id)).one()
        assert (account.login, account.email, account.state, account.key_hash) == (
            "maynard.mosciski.s3edac2e3",
            "maynard.mosciski.s3edac2e3@portside.invalid",
            "invited",
            None,
        )
        assert session.scalar(select(func.count(func.distinct(Patient.site_id)))) == 2
        assert session.scalar(select(func.count()).where(PortalAccount.state == "disabled")) == 2
        events = session.scalars(select(AuditEvent).where(AuditEvent.kind == "import.patients")).all()
        assert [event.detail["added"] for event in events] == [2801]
    again = patients(db, SAMPLES / "synthea_csv")
    assert numbers(again) == (0, 0, 2801, 0)
    assert again.before is not None
    assert {model: rows(db, model) for model in expected} == expected


@needs_samples
def test_an_extended_export_adds_only_what_is_new(db: Database, tmp_path: Path) -> None:
    patients(db, SAMPLES / "synthea_csv")
    copy = tmp_path / "export"
    shutil.copytree(SAMPLES / "synthea_csv", copy, copy_function=shutil.copyfile)
    with (copy / "patients.csv").open("a") as file:
        file.write("9f3e58a6-0000-0000-0000-000000000001,1990-01-01,,,,,,Nina7,Novak8,,,,white,hispanic,F,,,,,,,,,,\n")
    assert numbers(patients(db, copy)) == (1, 0, 2801, 0)


@needs_samples
def test_a_bad_last_file_leaves_nothing_of_the_export(db: Database, tmp_path: Path) -> None:
    copy = tmp_path / "export"
    shutil.copytree(SAMPLES / "synthea_csv", copy, copy_function=shutil.copyfile)
    path = copy / "payer_transitions.csv"
    path.write_bytes(path.read_bytes() + b"caf\xe9,x\n")
    with pytest.raises(FileRefused, match="line 1053"):
        patients(db, copy)
    assert [rows(db, model) for model in (Patient, PortalAccount, Payer, Observation, ImportBatch)] == [0] * 5
    path.write_text(path.read_text(errors="ignore").replace("START_YEAR", "STARTS", 1))
    with pytest.raises(FileRefused, match="START_YEAR"):
        patients(db, copy)
    assert rows(db, Patient) == 0


def test_what_changed_at_the_source_is_brought_up_to_date(db: Database, folder: Path) -> None:
    taken = {"START": "2020-01-02T10:00:00Z", "PATIENT": f"{ID}1", "CODE": "1", "DESCRIPTION": "Simvastatin"}
    put(folder, "medications", taken)
    assert numbers(patients(db, folder)) == (2, 0, 0, 0)
    put(folder, "medications", taken | {"STOP": "2020-03-02T10:00:00Z"})
    put(folder, "patients", somebody(1, DEATHDATE="2021-01-01"))
    assert numbers(patients(db, folder)) == (0, 2, 0, 0)
    with db.transaction() as session:
        assert str(session.scalar(select(Medication.stopped_on))) == "2020-03-02"
        assert session.scalar(select(Patient.mrn)) == "SAAAA1111"
        assert session.scalar(select(PortalAccount.state)) == "disabled"


def test_ids_that_begin_alike_get_different_numbers_and_it_is_said(db: Database, folder: Path) -> None:
    put(folder, "patients", *(somebody(number) for number in range(1, 5)))
    result = patients(db, folder)
    assert numbers(result) == (4, 0, 0, 0)
    assert any(notice.startswith("3 got a longer MRN") for notice in result.notices)
    with db.transaction() as session:
        before = {row.source_id: row.mrn for row in session.execute(select(Patient.source_id, Patient.mrn))}
    assert len(set(before.values())) == 4
    put(folder, "patients", *(somebody(number) for number in range(4, 0, -1)))
    assert numbers(patients(db, folder)) == (0, 0, 4, 0)


def test_facts_of_unknown_patients_are_refused_until_the_patient_is_there(db: Database, folder: Path) -> None:
    fact = {"START": "2020-01-02", "CODE": "1", "DESCRIPTION": "Asthma"}
    put(folder, "conditions", fact | {"PATIENT": f"{ID}1"}, fact | {"PATIENT": f"{ID}2"})
    result = patients(db, folder)
    assert numbers(result) == (2, 0, 0, 1)
    (reject,) = result.rejects
    assert (reject.file, reject.line) == ("conditions.csv", 3)
    with db.transaction() as session:
        ((_, kept),) = rejected_lines(session, viewer=COMMAND_LINE_IDENTITY, batch_id=result.batch_id)
        assert kept == reject
        (past,) = past_imports(session, viewer=COMMAND_LINE_IDENTITY)
        assert (past.kind, past.counts) == ("patients", FileCounts("export", 2, 0, 0, 1))
        session.add(
            Patient(
                mrn="x",
                source_id=f"{ID}2",
                given="A",
                family="B",
                sex="other",
                birth_date=session.scalar(select(Patient.birth_date)),
            )
        )
    # The same files again: what was refused can be used now.
    again = patients(db, folder)
    assert (numbers(again), rows(db, ImportReject)) == ((1, 0, 2, 0), 0)


def test_a_payer_comes_from_the_latest_visit_and_else_from_the_coverage(db: Database, folder: Path) -> None:
    put(folder, "patients", somebody(1), somebody(2))
    put(folder, "payers", {"Id": "p1", "NAME": "Aetna"}, {"Id": "p2", "NAME": "NO_INSURANCE"})
    visit = {"PATIENT": f"{ID}1", "DESCRIPTION": "Visit", "ENCOUNTERCLASS": "wellness"}
    put(
        folder,
        "encounters",
        visit | {"Id": "e2", "START": "2021-01-01T09:00:00Z", "PAYER": "p2"},
        visit | {"Id": "e1", "START": "2020-01-01T09:00:00Z", "PAYER": "p1"},
    )
    put(
        folder,
        "payer_transitions",
        {"PATIENT": f"{ID}1", "START_YEAR": "2022", "PAYER": "p1"},
        {"PATIENT": f"{ID}2", "START_YEAR": "2010", "PAYER": "p1"},
        {"PATIENT": f"{ID}2", "START_YEAR": "2190", "PAYER": "p2"},
    )
    patients(db, folder)
    with db.transaction() as session:
        found = session.execute(
            select(Patient.source_id, Payer.name).join(Payer, Payer.id == Patient.payer_id).order_by(Patient.source_id)
        ).all()
    assert [name for _, name in found] == ["No insurance", "Aetna"]


def test_a_birth_in_the_future_is_refused(db: Database, folder: Path) -> None:
    put(folder, "patients", somebody(1), somebody(2, BIRTHDATE="2999-01-01"))
    assert [reject.reason for reject in patients(db, folder).rejects] == ["BIRTHDATE is in the future."]


@needs_samples
def test_the_sample_messages_become_work_of_the_inbox(clinic: Clinic, db: Database) -> None:
    dead = clinic.patient(deceased_at=db_now(db))
    living = {clinic.patient().id for _ in range(4)}
    path = SAMPLES / "messages/clinicaflow_vignettes.jsonl"
    result = messages(db, path, "body=history")
    assert numbers(result) == (30, 0, 0, 0)
    assert any("names no patients" in notice for notice in result.notices)
    with db.transaction() as session:
        tasks = session.scalars(select(Task)).all()
        assert {task.patient_id for task in tasks} == living
        assert dead.id not in living
        for task in tasks:
            thread = session.get_one(Thread, task.focus_id)
            message = session.scalars(select(Message).where(Message.thread_id == thread.id)).one()
            assert task.last_inbound_id == thread.last_inbound_id == message.id
            assert (task.focus_type, task.title, task.status, task.triaged_at) == (
                "thread",
                "Message: general",
                "requested",
                None,
            )
            assert task.site_id == session.get_one(Patient, task.patient_id).site_id
            assert task.team_id == session.get_one(Queue, task.queue_id).team_id
            assert message.account_id == thread.account_id is not None
            assert (message.direction, message.author, message.sent_at) == ("inbound", "Rosa Diaz", task.created_at)
            assert thread.first_words == " ".join(message.body.split())[:160]
        assert {event.kind for event in session.scalars(select(TaskEvent))} == {"received"}
    assert numbers(messages(db, path, "body=history")) == (0, 0, 30, 0)
    assert rows(db, Task) == 30


def db_now(db: Database) -> object:
    with db.transaction() as session:
        return session.scalar(select(func.transaction_timestamp()))


def test_an_extended_file_adds_only_its_new_messages(clinic: Clinic, db: Database, tmp_path: Path) -> None:
    clinic.patient()
    path = tmp_path / "m.csv"
    path.write_text("id,text\n1,hello\n2,\n")
    assert numbers(messages(db, path)) == (1, 0, 0, 1)
    assert numbers(messages(db, path)) == (0, 0, 1, 1)
    path.write_text("id,text\n1,hello\n2,\n3,again\n")
    assert numbers(messages(db, path)) == (1, 0, 1, 1)
    assert rows(db, Message) == 2


def test_messages_reach_the_patient_that_the_line_names_and_nobody_else(
    clinic: Clinic, db: Database, tmp_path: Path
) -> None:
    clinic.patient()
    tom = clinic.patient("Tom", "Berg", mrn="M-1", source_id="src-1", account=False)
    path = tmp_path / "m.csv"
    path.write_text(
        "mrn,text,topic,sent_at\nM-1,one,refill,2026-01-05T09:30\nsrc-1,two,,\nM-2,three,,\n"
        ",four,,\nM-1,five,,2999-01-01\n"
    )
    result = messages(db, path)
    assert numbers(result) == (2, 0, 0, 3)
    assert [reject.line for reject in sorted(result.rejects, key=lambda reject: reject.line)] == [4, 5, 6]
    with db.transaction() as session:
        threads = session.scalars(select(Thread).order_by(Thread.id)).all()
        assert [thread.patient_id for thread in threads] == [tom.id, tom.id]
        assert threads[0].created_at.isoformat() == "2026-01-05T14:30:00+00:00"
        assert session.scalars(select(Task.title).order_by(Task.id)).all() == ["Message: refill", "Message: general"]
        assert set(session.scalars(select(Message.author))) == {"Tom Berg"}


def test_hostile_text_is_stored_as_it_is(clinic: Clinic, db: Database, tmp_path: Path) -> None:
    clinic.patient()
    texts = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202eevil\u202c", "%s %(x)s :name {0}", "a\\b'; --"]
    path = tmp_path / "m.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["text"], *([value] for value in texts)])
    assert numbers(messages(db, path)) == (5, 0, 0, 0)
    with db.transaction() as session:
        assert list(session.scalars(select(Message.body).order_by(Message.id))) == texts


def test_a_file_that_breaks_off_in_the_middle_leaves_nothing(clinic: Clinic, db: Database, tmp_path: Path) -> None:
    clinic.patient()
    path = tmp_path / "m.csv"
    path.write_bytes(b"text\n" + b"".join(b"message %d\n" % number for number in range(2500)) + b'"never closed\n')
    with pytest.raises(FileRefused, match="line 2502"):
        messages(db, path)
    assert [rows(db, model) for model in (Thread, Message, Task, ImportBatch)] == [0] * 4


def test_without_patients_messages_are_refused_with_the_way_out(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("text\nhello\n")
    with pytest.raises(Invalid, match="Import patients first"):
        messages(db, path)
    assert rows(db, ImportBatch) == 0


def test_a_second_import_at_the_same_time_is_refused(db: Database, folder: Path) -> None:
    with db.transaction() as other:
        other.execute(text("SELECT pg_advisory_xact_lock(hashtext('portside.import.' || current_schema()))"))
        with pytest.raises(Conflict, match="Another import is running"):
            patients(db, folder)
    assert numbers(patients(db, folder)) == (1, 0, 0, 0)


def test_nobody_who_is_signed_in_may_import(clinic: Clinic, db: Database, folder: Path) -> None:
    for somebody_signed_in in (clinic.alice, clinic.farid):
        with pytest.raises(Forbidden):
            patients(db, folder, by=somebody_signed_in)
    assert rows(db, Patient) == 0
