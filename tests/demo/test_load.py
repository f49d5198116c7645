"""The demo clinic: whole, consistent, reproducible, and shaped like published figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from db.config import config
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.models import (
    Attachment,
    AuditEvent,
    Condition,
    DiagnosticReport,
    Draft,
    FollowUp,
    Immunization,
    Medication,
    Message,
    Note,
    Observation,
    Patient,
    PhoneCall,
    PortalAccount,
    Presence,
    Priority,
    ProxyGrant,
    ReplyTemplate,
    ResultRelease,
    Setting,
    Staff,
    StaffAbsence,
    StaffNotice,
    Task,
    TaskEvent,
    TaskStatus,
    Team,
    Thread,
    UrgencyFlag,
)
from db.queries.tasks import VIEWS, page
from demo.load import load_clinic
from rules.deadlines import business_time_between, default_hours
from tests.conftest import Clinic
from tests.demo.clinics import CAST, MONDAY, copied

ZONE = ZoneInfo("America/New_York")
PATIENTS, MONTHS = 300, 6


@pytest.fixture(scope="module")
def loaded(postgres: EmbeddedServer, template: Organisation) -> Iterator[Database]:
    """A clinic of 300 patients and six months, on a Monday morning."""
    with copied(postgres, template, "demo_loaded") as database:
        load_clinic(database, CAST, patients=PATIENTS, months=MONTHS, rounds=4, now=MONDAY)
        yield database


@pytest.fixture
def session(loaded: Database) -> Iterator[Session]:
    """A look into the loaded clinic."""
    with loaded.reading() as reading:
        yield reading


def test_the_load_is_marked_as_a_demo_and_audited_once(session: Session) -> None:
    assert session.get_one(Setting, "demo").value == {"seed": 1}
    events = session.scalars(select(AuditEvent).where(AuditEvent.kind == "demo.loaded")).all()
    assert [event.detail["rows"]["patient"] for event in events] == [PATIENTS]


def test_what_is_loaded_gives_the_next_row_an_id_of_its_own(loaded: Database) -> None:
    with loaded.transaction() as session:
        thread = session.scalars(select(Thread).limit(1)).one()
        message = Message(thread_id=thread.id, direction="inbound", author="x", body="x", sent_at=MONDAY)
        session.add(message)
        session.flush()
        assert message.id > (session.scalar(select(func.max(Message.id)).where(Message.id != message.id)) or 0)
        session.rollback()


def test_every_open_task_stands_in_a_view_of_somebody(loaded: Database) -> None:
    with loaded.reading() as session:
        roles = Staff.role.in_(("nurse", "prescriber", "billing"))
        workers = session.execute(select(Staff.username, Staff.role).where(roles)).all()
        waiting = set(session.scalars(select(Task.id).where(Task.closed_at.is_(None))))
    shown: set[int] = set()
    for username, role in workers:
        viewer = Clinic(loaded).sign_in(username)
        queues = ("todo", "payments") if role == "billing" else ("inbox", "todo", "refills", "proxies")
        with loaded.reading() as session:
            for view in set(VIEWS) - {"done"}:
                for queue in queues:
                    found = page(session, viewer=viewer, area=queue, queue=queue, view=view, size=500)
                    shown |= {row.id for row in found.rows}
    assert shown == waiting


def test_every_thread_has_one_task_that_knows_its_newest_messages(session: Session) -> None:
    newest = (
        select(
            Message.thread_id,
            func.max(Message.created_at).label("last"),
            func.max(Message.id).filter(Message.direction == "inbound").label("inbound"),
            func.min(Message.created_at).label("first"),
        )
        .group_by(Message.thread_id)
        .subquery()
    )
    rows = session.execute(
        select(Thread, Task, newest.c.last, newest.c.inbound, newest.c.first)
        .join(newest, newest.c.thread_id == Thread.id)
        .outerjoin(Task, (Task.focus_id == Thread.id) & (Task.focus_type == "thread"))
    ).all()
    about_threads = session.scalar(select(func.count(Task.id)).where(Task.focus_type == "thread"))
    assert len(rows) == session.scalar(select(func.count(Thread.id))) == about_threads
    for thread, task, last, inbound, first in rows:
        assert (thread.last_message_at, thread.last_inbound_id, thread.created_at) == (last, inbound, first)
        assert (task.last_inbound_id, task.patient_id) == (inbound, thread.patient_id)
        assert task.arrived_at == task.last_inbound_at
        assert task.owner_id is None or task.worked_at is not None
        assert task.first_response_due_at > task.created_at


def test_messages_stand_in_the_order_of_their_ids(session: Session) -> None:
    before = func.lag(Message.created_at).over(partition_by=Message.thread_id, order_by=Message.id)
    ordered = select(Message.created_at, before.label("before")).subquery()
    assert session.scalar(select(func.count()).where(ordered.c.before > ordered.c.created_at)) == 0


def test_no_text_is_empty_and_nothing_happened_in_the_future(session: Session) -> None:
    assert session.scalar(select(func.count()).where(func.btrim(Message.body) == "")) == 0
    assert session.scalar(select(func.count()).where(func.btrim(Thread.first_words) == "")) == 0
    for column in (Message.created_at, TaskEvent.at, Note.created_at, Draft.saved_at, Task.closed_at,
                   PortalAccount.last_sign_in_at, Observation.effective_at, Message.read_at):  # fmt: skip
        newest = session.scalars(select(func.max(column))).one()
        assert newest is not None
        assert newest <= MONDAY


def test_closed_tasks_tell_how_they_ended_and_their_steps_agree(session: Session) -> None:
    steps: dict[int, list[TaskEvent]] = {}
    for event in session.scalars(select(TaskEvent).order_by(TaskEvent.id)):
        steps.setdefault(event.task_id, []).append(event)
    for task in session.scalars(select(Task).where(Task.focus_type == "thread")):
        told = steps[task.id]
        kinds = [event.kind for event in told]
        assert kinds[0] == "received"
        assert [event.at for event in told] == sorted(event.at for event in told)
        replied = [event.at for event in told if event.kind == "replied"]
        assert task.first_response_at == (replied[0] if replied else None)
        counted = sum(kinds.count(kind) for kind in ("claimed", "closed", "raised", "snoozed"))
        counted += sum(event.kind == "replied" and event.detail["then"] != "close" for event in told)
        assert task.version == 1 + counted
        if task.closed_at is not None:
            assert (kinds[-1], told[-1].at, told[-1].detail) == ("closed", task.closed_at, {"outcome": task.outcome})
            assert (told[-1].actor, task.version >= 3, task.triaged_at is not None) == (task.closed_by, True, True)


def test_only_who_may_reply_has_replied(session: Session) -> None:
    roles = session.scalars(select(Staff.role).join(Message, Message.staff_id == Staff.id).distinct())
    assert set(roles) == {"nurse", "prescriber"}


def test_today_looks_like_a_monday_morning(session: Session) -> None:
    tasks = session.scalars(select(Task).where(Task.closed_at.is_(None), Task.focus_type == "thread")).all()
    owners = Counter(
        session.scalars(
            select(Staff.username)
            .join(Task, Task.owner_id == Staff.id)
            .where(Task.status == "in-progress", Task.focus_type == "thread")
        )
    )
    unassigned = [task for task in tasks if task.owner_id is None]
    assert owners["alice"] == 5
    assert len(owners) >= 6
    assert len(unassigned) > len(tasks) / 2
    assert sum(task.status == TaskStatus.ON_HOLD and task.business_status != "" for task in tasks) == 3
    assert 2 <= sum(task.due_at < MONDAY for task in tasks) <= 6
    assert all(task.triaged_at is None and task.priority == Priority.ROUTINE for task in unassigned)
    raised = [task for task in tasks if task.priority == Priority.URGENT]
    assert len(raised) == 1
    assert raised[0].priority_reason
    assert session.scalar(select(func.count(Draft.id)).join(Staff).where(Staff.username == "alice")) == 1
    open_notes = select(func.count(Note.id)).join(Task, Task.id == Note.task_id).where(Task.closed_at.is_(None))
    assert (session.scalar(open_notes) or 0) >= 4
    spanish = select(func.count(Task.id)).join(Patient, Patient.id == Task.patient_id).where(
        Task.closed_at.is_(None), Patient.language == "es"
    )  # fmt: skip
    assert (session.scalar(spanish) or 0) >= 3
    mothers = (
        select(func.count(Task.id))
        .join(Thread, Thread.id == Task.focus_id)
        .join(ProxyGrant, (ProxyGrant.account_id == Thread.account_id) & (ProxyGrant.patient_id == Thread.patient_id))
        .where(Task.closed_at.is_(None), ProxyGrant.relation == "mother")
    )
    assert (session.scalar(mothers) or 0) >= 3


def test_what_colleagues_share_is_there_on_a_monday_morning(session: Session) -> None:
    named = {staff.username: staff.id for staff in session.scalars(select(Staff))}
    notices = session.scalars(select(StaffNotice)).all()
    assert [(one.staff_id, one.kind, one.seen_at) for one in notices] == [(named["alice"], "mention", None)] * 2
    notes = session.scalars(select(Note.body).where(Note.id.in_([one.note_id for one in notices])))
    assert all("@alice" in body for body in notes)
    absence = session.scalars(select(StaffAbsence)).one()
    assert (absence.staff_id, absence.cover_id) == (named["hugo"], named["alice"])
    assert absence.starts_at < MONDAY < absence.ends_at
    snoozed = session.scalars(select(Task).where(Task.on_hold_until.is_not(None), Task.focus_type == "thread")).one()
    assert (snoozed.owner_id, snoozed.status) == (named["alice"], TaskStatus.ON_HOLD)
    assert snoozed.on_hold_until is not None
    assert snoozed.on_hold_until > MONDAY
    assert session.scalar(select(func.count(Presence.staff_id)).where(Presence.writing)) == 1
    teams = dict(
        session.execute(
            select(Team.name, func.count())
            .join(Task, Task.team_id == Team.id)
            .where(Task.focus_type == "errand")
            .group_by(Team.name)
        ).all()
    )
    assert teams == {"Front desk": 3, "Billing": 1, "Nurse triage": 1}
    own = session.scalars(select(ReplyTemplate).where(ReplyTemplate.staff_id.is_not(None))).all()
    assert [one.staff_id for one in own] == [named["alice"]]


def test_one_emergency_is_settled_and_its_flag_stands_with_it(session: Session) -> None:
    task = session.scalars(select(Task).where(Task.flag == "red")).one()
    assert (task.priority, task.flag_acknowledged_by, task.escalate_at) == (Priority.STAT, "Grace Liu", None)
    assert task.flag_acknowledged_at == task.claimed_at
    flags = session.scalars(select(UrgencyFlag).where(UrgencyFlag.task_id == task.id)).all()
    assert "red" in [flag.level for flag in flags]
    messages = {one.id: one.body for one in session.scalars(select(Message).where(Message.thread_id == task.focus_id))}
    assert all(flag.phrase.lower() in messages[flag.message_id or 0].lower() for flag in flags)
    called = session.scalars(select(PhoneCall.outcome).where(PhoneCall.task_id == task.id)).all()
    assert called == ["reached"]


def test_somebody_wrote_twice_about_two_things(session: Session) -> None:
    count = func.count(Task.id)
    twice = (
        select(Task.patient_id)
        .where(Task.closed_at.is_(None), Task.focus_type == "thread", Task.owner_id.is_(None))
        .group_by(Task.patient_id)
        .having(count > 1)
    )
    assert session.scalars(twice).all()


def test_attachments_are_the_files_that_they_say_they_are(session: Session) -> None:
    magic = {
        "image/png": b"\x89PNG\r\n\x1a\n",
        "image/jpeg": b"\xff\xd8\xff",
        "application/pdf": b"%PDF-",
        "image/heic": b"\0\0\0",
    }
    found = session.scalars(select(Attachment)).all()
    assert {file.media_type for file in found} == set(magic)
    assert all(file.content.startswith(magic[file.media_type]) for file in found)


def test_patients_differ_as_a_practices_do(session: Session) -> None:
    people = session.scalars(select(Patient)).all()
    ages = [(MONDAY.date() - person.birth_date).days / 365.25 for person in people]
    assert len({(person.given, person.family) for person in people}) > 0.97 * PATIENTS
    assert 0.15 < sum(age < 18 for age in ages) / PATIENTS < 0.38
    assert 0.12 < sum(age >= 65 for age in ages) / PATIENTS < 0.32
    assert 0.06 < sum(person.language == "es" for person in people) / PATIENTS < 0.26
    assert len({person.race for person in people}) >= 4
    assert {person.site_id for person in people} == set(session.scalars(select(Patient.site_id).distinct()))
    reached = session.scalar(
        select(func.count(Patient.id)).where(
            or_(
                exists(select(PortalAccount.id).where(PortalAccount.patient_id == Patient.id)),
                exists(select(ProxyGrant.id).where(ProxyGrant.patient_id == Patient.id)),
            )
        )
    )
    assert 0.6 < (reached or 0) / PATIENTS < 0.84


def test_facts_belong_together(session: Session) -> None:
    def with_(model: type[Condition | Medication | Observation], words: str) -> set[int]:
        return set(session.scalars(select(model.patient_id).where(model.display.ilike(f"%{words}%"))))

    diabetic = with_(Condition, "diabetes mellitus type 2")
    treated = with_(Medication, "metformin") | with_(Medication, "insulin") | with_(Medication, "semaglutide")
    assert len(diabetic & treated) > 0.75 * len(diabetic)
    assert len(diabetic & with_(Observation, "hemoglobin a1c")) > 0.6 * len(diabetic)
    assert with_(Medication, "metformin") <= diabetic
    born = {row.id: row.birth_date for row in session.execute(select(Patient.id, Patient.birth_date))}
    vaccinated = Counter(session.scalars(select(Immunization.patient_id)))
    children = [one for one, birth in born.items() if timedelta(900) < MONDAY.date() - birth < timedelta(6500)]
    assert sum(vaccinated[one] >= 8 for one in children) > 0.85 * len(children)
    flags = Counter(session.scalars(select(Observation.flag).where(Observation.category == "laboratory")))
    assert flags["H"] > 0
    assert flags["L"] > 0


def test_past_results_were_reviewed_and_are_open_to_their_patient(session: Session) -> None:
    reports = {one.id: one for one in session.scalars(select(DiagnosticReport))}
    assert len(reports) > PATIENTS
    assert all(one.reviewed_at is not None and one.reviewed_at <= MONDAY for one in reports.values())
    tasks = session.scalars(select(Task).where(Task.focus_type == "diagnostic_report")).all()
    assert {task.focus_id: task.patient_id for task in tasks} == {one.id: one.patient_id for one in reports.values()}
    assert {task.outcome for task in tasks} == {"reviewed"}
    assert set(session.scalars(select(ResultRelease.report_id))) == set(reports)
    followed = set(session.scalars(select(FollowUp.report_id)))
    assert followed == {one.id for one in reports.values() if one.severity}
    values = Counter(session.scalars(select(Observation.report_id).where(Observation.report_id.is_not(None))))
    assert set(values) == set(reports)


def test_who_died_neither_writes_nor_comes(session: Session) -> None:
    writing = select(func.count(Thread.id)).join(Patient).where(Patient.deceased_at.is_not(None))
    assert session.scalar(writing) == 0


def test_the_mix_follows_the_published_figures(session: Session) -> None:
    threads = session.scalars(select(Thread)).all()
    months = PATIENTS * MONTHS / 1000
    messages = session.execute(select(Message.direction, Message.created_at, Message.account_id)).all()
    assert 125 < len(threads) / months < 150  # 133 threads per 1,000 patients and month
    assert 310 < len(messages) / months < 410  # 370 messages, both ways
    topics = Counter(thread.topic for thread in threads)
    assert 0.33 < topics["refill"] / len(threads) < 0.51  # 47.5 of 114.3
    assert 0.09 < topics["scheduling"] / len(threads) < 0.22
    assert 0.15 < topics["health"] / len(threads) < 0.31  # with questions about medicines
    inbound = [row for row in messages if row.direction == "inbound"]
    local = [row.created_at.astimezone(ZONE) for row in inbound]
    weekdays = Counter(moment.weekday() for moment in local)
    assert max(weekdays[5], weekdays[6]) < min(weekdays[day] for day in range(5))
    assert sum(8 <= moment.hour < 12 for moment in local) > 0.25 * len(local)
    assert 0.1 < sum(moment.hour >= 18 for moment in local) / len(local) < 0.3
    sent = sorted(Counter(row.account_id for row in inbound).values(), reverse=True)
    assert 0.17 < sum(sent[: max(1, round(len(sent) * 0.05))]) / sum(sent) < 0.42  # 30 % from the top 5 %


def test_first_answers_take_as_long_as_published(session: Session) -> None:
    hours = default_hours(config().zone, MONDAY.year)
    answered = session.execute(
        select(Task.created_at, Task.first_response_at).where(
            Task.first_response_at.is_not(None), Task.closed_at.is_not(None)
        )
    ).all()
    taken = [
        (created.astimezone(ZONE).weekday(), business_time_between(created, first, hours) / timedelta(hours=9))
        for created, first in answered
        if first is not None
    ]
    assert 0.58 < sum(days <= 1 for _, days in taken) / len(taken) < 0.77  # 63 to 69.9 % by group
    assert 0.87 < sum(days <= 3 for _, days in taken) / len(taken) < 0.99
    unread = session.scalars(
        select(Message.read_at).where(Message.direction == "outbound", Message.created_at < MONDAY - timedelta(days=21))
    ).all()
    assert sum(read is None for read in unread) / len(unread) < 0.07  # 3 % at 21 days
