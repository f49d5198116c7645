"""Minimum necessary: words of patients and about them reach only roles that may read them, by whatever query.

Each kind of text holds a word of its own; every query is asked by every role, about records that exist.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

import db.models
import db.queries
from db.actions import absences, calls, documents, drafts, errands, notes, presence, priorities, replies, snoozing
from db.actions import saved_views as saving
from db.actions.flags import override
from db.actions.patients import open_patient
from db.actions.stopped import note_stopped
from db.actions.tasks import claim, release
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.errors import Refused
from db.models import (
    Allergy,
    Attachment,
    Condition,
    Document,
    Encounter,
    FollowUp,
    Medication,
    Message,
    Observation,
    OutboxMessage,
    OutboxState,
    Patient,
    ResultComment,
    ResultHold,
    StaffNotice,
    Task,
    Thread,
    UrgencyFlag,
)
from db.queries.task_views import VIEWS
from db.registry import QUERIES, Registered
from db.roles import ROLES, Permission, Sensitivity
from tests.conftest import Clinic, copied
from tests.db.result_stories import Value, file_report
from tests.db.test_registry import CAST, plausible

for module in pkgutil.iter_modules(db.queries.__path__):
    importlib.import_module(f"db.queries.{module.name}")

# A word for each kind of text; none of them is a word that a record would hold by itself.
CLINICAL = (
    "zzbody", "zzreply", "zzsubject", "zznote", "zzmention", "zzphrase", "zzoverride", "zzpriority", "zzretopic",
    "zzsnooze", "zzrelease", "zzcall", "zzdraft", "zzfile", "zzproblem", "zzmedication", "zzallergy", "zzresult",
    "zzvisit", "zzfamily", "zzreport", "zzheadline", "zzvalue", "zzremark", "zzcomment", "zzrationale", "zzfollowup",
    "zzidentity",
)  # fmt: skip
ERRAND = ("zzerrand", "zztodonote")
AUTHORS_ALONE = ("zzdraft",)
# What kind of emergency it is tells the front desk whom to call in a hurry; the patient's words stay hidden.
KINDS_OF_EMERGENCY = {"task.together": {"zzfamily"}}


@pytest.fixture(scope="module")
def clinic(postgres: EmbeddedServer, template: Organisation) -> Iterator[Clinic]:
    """One database for all of these: queries change nothing."""
    with copied(postgres, template) as place:
        database = Database(place)
        yield Clinic(database)
        database.dispose()


@pytest.fixture(scope="module")
def known(clinic: Clinic) -> dict[str, list[Any]]:
    """Records with the words in them; values for the parameters of queries, by name."""
    patient = clinic.patient("Rosa", "Marker")
    task_id, other_id = clinic.conversation("zzbody My chest hurts.", patient=patient), clinic.conversation()
    todo_id = _worked_on(clinic, task_id, patient.id)
    result_id = _resulted(clinic, patient)
    with clinic.db.transaction() as session:
        task, thread = session.get_one(Task, task_id), session.get_one(Task, task_id).focus_id
        session.get_one(Thread, thread).subject = "zzsubject"
        message_id = session.scalars(select(func.min(Message.id)).where(Message.thread_id == thread)).one()
        session.add_all(_records(patient.id))
        session.add(
            Attachment(message_id=message_id, name="zzfile.pdf", media_type="application/pdf", content=b"%PDF-1.7")
        )
        for name, body in (("alice", "mention"), ("erin", "mention")):
            session.add(StaffNotice(staff_id=clinic.staff_id(name), task_id=task_id, kind=body, actor="Dev Patel"))
        session.add(
            OutboxMessage(
                state=OutboxState.FAILED, recipient="a@example.invalid", subject="New message", body="A notice",
                task_id=task_id, patient_id=patient.id, send_after=func.now(), undo={"body": "zzreply"},
            )
        )  # fmt: skip
        documents_known = list(session.scalars(select(Document.id)))
        messages = list(session.scalars(select(Message.id)))
        mrn = session.get_one(Patient, patient.id).mrn
        assert task.flag == "red"
    ids = [task_id, other_id, todo_id, result_id]
    words = [*CLINICAL, *ERRAND, "Marker", mrn, "03/01/1955"]
    return {
        "task_id": ids, "patient_id": [patient.id], "area": ["inbox", "todo", "results"],
        "queue": ["inbox", "todo", "results"], "loinc": ["9"],
        "view": list(VIEWS), "views": [tuple(VIEWS)], "text": words, "search": ["", *words], "ids": [tuple(ids)],
        "task_ids": [ids], "patient_ids": [(patient.id,)], "mrns": [(mrn,)], "message_ids": [messages],
        "document_id": documents_known, "known": [()], "until": [None], "row_id": [1, 2, 3], "sort": ["next", "newest"],
        "order": ["relevance", "newest"], "batch_id": [1], "state": ["active", "all"], "but_task": [None],
    }  # fmt: skip


def _worked_on(clinic: Clinic, task_id: int, patient_id: int) -> int:
    """Let staff leave words on a conversation; the id of the to-do that they make of it."""
    alice, version = clinic.alice, 1
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        task.flag, task.priority, task.triaged_at = "red", 3, func.now()
        message_id = task.last_inbound_id or 0
        for family, phrase in (("zzfamily", "zzphrase"), ("chest-pain", "zzphrase")):
            session.add(UrgencyFlag(task_id=task_id, message_id=message_id, level="red", family=family, phrase=phrase))
        session.flush()
        flag_id = session.scalars(select(func.max(UrgencyFlag.id))).one()

    def seen() -> dict[str, int]:
        return {"task_id": task_id, "seen_version": clinic.task(task_id).version}

    def do(action: Any, /, **values: Any) -> Any:
        with clinic.db.transaction() as session:
            return action(session, by=alice, **values)

    do(override, flag_id=flag_id, seen_version=version, reason="zzoverride")
    do(notes.add_note, token=uuid4(), task_id=task_id, body="zznote zzmention @dev")
    do(calls.log_call, token=uuid4(), patient_id=patient_id, task_id=task_id, outcome="reached", detail="zzcall")
    do(claim, task_id=task_id)
    do(release, reason="zzrelease", **seen())
    do(priorities.prioritise, priority=1, reason="zzpriority", **seen())
    do(priorities.retopic, topic="refill", reason="zzretopic", **seen())
    newest = clinic.task(task_id).last_inbound_id
    reply = do(replies.reply, token=uuid4(), body="zzreply", seen_inbound_id=newest, **seen())
    assert reply.recipient
    with clinic.db.transaction() as session:
        session.get_one(Message, reply.message_id).sent_at = func.now()
        session.get_one(OutboxMessage, reply.outbox_id).state = OutboxState.READY
    ahead = datetime.now(UTC) + timedelta(days=1)
    do(snoozing.snooze, until=ahead, reason="zzsnooze", seen_inbound_id=newest, **seen())
    do(snoozing.wake, **seen())
    do(drafts.save_draft, task_id=task_id, kind="reply", body="zzdraft", seen_inbound_id=newest)
    do(documents.request_thread_pdf, token=uuid4(), task_id=task_id)
    do(presence.here, task_id=task_id, writing=True)
    do(note_stopped, task_id=task_id, deed="Sending", reason="The patient wrote again.")
    do(absences.begin_absence, starts_at=ahead, ends_at=ahead + timedelta(days=1), cover_id=None)
    do(open_patient, patient_id=patient_id)
    do(
        saving.save_view, area="inbox", queue="inbox", name="Mine", view="mine", sort="next", filters={},
        team_id=None,
    )  # fmt: skip
    with clinic.db.transaction() as session:
        team_id = (
            session.get_one(Task, task_id).team_id or session.execute(select(func.min(db.models.Team.id))).scalar_one()
        )
    made = do(errands.make_errand, token=uuid4(), team_id=team_id, body="zzerrand", from_task_id=task_id)
    do(notes.add_note, token=uuid4(), task_id=made.task_id, body="zztodonote")
    return int(made.task_id)


def _resulted(clinic: Clinic, patient: Patient) -> int:
    """A result with words in all that is kept of it; its task's id."""
    value = Value("9", "zzvalue", "zzvalue", flag="A", more={"notes": "zzremark", "range_text": "zzvalue"})
    words: dict[str, Any] = {
        "display": "zzreport",
        "headline": "zzheadline",
        "notes": "zzremark",
        "specimen": "zzreport",
    }
    filed = file_report(clinic, patient, value, identity={"family": "zzidentity"}, **words)
    given = {"report_id": filed.report_id, "patient_id": patient.id}
    with clinic.db.transaction() as session:
        dev, ahead = clinic.staff_id("dev"), datetime.now(UTC) + timedelta(days=1)
        session.add_all(
            [
                ResultHold(reason="harm", rationale="zzrationale", decided_by_id=dev, expires_at=ahead, **given),
                FollowUp(kind="call", detail="zzfollowup", decided_by="Dev Patel", **given),
                ResultComment(report_id=filed.report_id, staff_id=dev, author="Dev Patel", body="zzcomment"),
            ]
        )
    return filed.task_id


def _records(patient_id: int) -> list[Any]:
    now, day = datetime.now(UTC), date(2026, 1, 5)
    return [
        Condition(patient_id=patient_id, code="1", display="zzproblem", onset_date=day),
        Medication(patient_id=patient_id, code="1", display="zzmedication", started_on=day),
        Allergy(patient_id=patient_id, code="1", display="zzallergy"),
        Observation(patient_id=patient_id, code="1", display="zzresult", value_text="zzresult", effective_at=now),
        Encounter(patient_id=patient_id, display="zzvisit", reason="zzvisit", started_at=now),
    ]


def answers(clinic: Clinic, known: Mapping[str, list[Any]], entry: Registered, role: str) -> str:
    """All that a query says to a role, whatever it is asked."""
    given = plausible(entry)
    for name, parameter in inspect.signature(entry.function).parameters.items():
        if name in known and (name in given or parameter.default is not inspect.Parameter.empty):
            given[name] = known[name]
        elif name in given:
            given[name] = [given[name]]
    token, said = clinic.sign_in(CAST[role]), []
    for values in product(*given.values()):
        with clinic.db.transaction() as session:
            try:
                said.append(told(entry.function(session, viewer=token, **dict(zip(given, values, strict=True)))))
            except Refused as refusal:
                said.append(str(refusal))
    return "\n".join(said)


def told(value: Any) -> str:
    """Everything in a result, also what its `repr` leaves out."""
    if is_dataclass(value) and not isinstance(value, type):
        return " ".join(told(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        return " ".join(f"{told(key)} {told(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return " ".join(told(one) for one in value)
    return str(value)


OF_PEOPLE = [entry for entry in QUERIES.values() if entry.needs is not Permission.SYSTEM_RUN]


@pytest.mark.parametrize("entry", OF_PEOPLE, ids=lambda entry: entry.name)
def test_no_query_gives_clinical_words_to_a_role_that_may_not_read_them(
    clinic: Clinic, known: dict[str, list[Any]], entry: Registered
) -> None:
    for slug, role in ROLES.items():
        if Sensitivity.CLINICAL in role.sensitivities or entry.needs not in role.permissions:
            continue
        said = answers(clinic, known, entry, slug)
        allowed = KINDS_OF_EMERGENCY.get(entry.name, set())
        assert [word for word in CLINICAL if word in said and word not in allowed] == [], slug
        if Permission.TODO_VIEW not in role.permissions:
            assert [word for word in ERRAND if word in said] == [], slug


def test_the_words_are_where_a_nurse_and_who_sees_to_dos_find_them(clinic: Clinic, known: dict[str, list[Any]]) -> None:
    """Else the test above would prove nothing."""
    nurse = "\n".join(answers(clinic, known, entry, "nurse") for entry in OF_PEOPLE)
    assert [word for word in (*CLINICAL, *ERRAND) if word not in nurse] == []
    desk = answers(clinic, known, QUERIES["errand.detail"], "front_desk")
    assert [word for word in ERRAND if word not in desk] == []


def test_a_draft_is_shown_to_its_author_alone(clinic: Clinic, known: dict[str, list[Any]]) -> None:
    for slug in ("prescriber", "manager"):
        said = "\n".join(answers(clinic, known, entry, slug) for entry in OF_PEOPLE)
        assert not [word for word in AUTHORS_ALONE if word in said], slug
