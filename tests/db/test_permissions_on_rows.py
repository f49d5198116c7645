"""Every action on tasks that exist: who may not see a queue can't tell that a task of it is there, nor touch it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

import db.actions
import db.models
from db.actions import absences, assigning, replies
from db.actions.bulk import Item, bulk
from db.actions.payment_exceptions import arise
from db.actions.saved_views import drop_view, save_view
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.errors import Forbidden, Invalid, NotFound, Refused
from db.models import Message, StaffNotice, Task, TaskEvent, Team, UrgencyFlag
from db.registry import ACTIONS, Registered
from db.roles import NURSE, ROLES, Permission, on_area
from tests import proxies
from tests.conftest import Clinic, copied
from tests.db.test_registry import CAST, plausible
from tests.db.working import absent
from tests.refills import asked, authority, medication
from tests.results import as_worker, filed, task_of

for module in pkgutil.iter_modules(db.actions.__path__):
    importlib.import_module(f"db.actions.{module.name}")

NAMES_A_TASK = {"task_id", "flag_id", "outbox_id", "items", "into_task_id"}
OWN_ROWS_ALONE = {"notice.see", "presence.leave"}  # take back one's own notices or presence; say nothing of the task
ON_TASKS = [
    pytest.param(entry, id=name)
    for name, entry in ACTIONS.items()
    if NAMES_A_TASK & inspect.signature(entry.function).parameters.keys()
    and entry.needs is not Permission.SYSTEM_RUN
    and name not in OWN_ROWS_ALONE
]
# Actions on a result's task, or on that of a refill or proxy request, not on a conversation's.
OF_OTHERS = {"result.": "of_result", "hold.": "of_result", "refill.": "of_refill", "proxy.": "of_proxy"}
READS = {"inbox.reply", "inbox.undo", "draft.save", "document.request", "thread.merge", "thread.split", "thread.refile"}


@pytest.fixture(scope="module")
def clinic(postgres: EmbeddedServer, template: Organisation) -> Iterator[Clinic]:
    """One database for all of these: what they do is taken back."""
    with copied(postgres, template) as place:
        database = Database(place)
        yield Clinic(database)
        database.dispose()


@pytest.fixture(scope="module")
def given(clinic: Clinic) -> dict[str, Any]:
    """A conversation that is worked on, as arguments of any action on it."""
    patient = clinic.patient()
    task_id, other = clinic.conversation(patient=patient), clinic.conversation(patient=patient)
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        message_id = task.last_inbound_id or 0
        flag = UrgencyFlag(task_id=task_id, message_id=message_id, level="amber", family="fever", phrase="hot")
        session.add(flag)
        session.flush()
        flag_id, team_id = flag.id, session.scalars(select(func.min(Team.id))).one()
    with clinic.db.transaction() as session:
        sent = replies.reply(
            session, by=clinic.alice, token=uuid4(), task_id=task_id, body="Rest.", seen_version=1,
            seen_inbound_id=message_id,
        )  # fmt: skip
    result = task_of(clinic, filed(clinic, patient))
    authority(clinic)
    drug = medication(clinic, patient)
    refill, twin = (clinic.task(asked(clinic, patient, drug).task_id) for _ in range(2))
    access = clinic.task(proxies.asked(clinic, patient).task_id)
    with clinic.db.transaction() as session, as_worker(session):
        deposit_id = arise(
            session, kind="unmatched_deposit", record_type="bank_transaction", record_id=7, amount=Decimal(120),
            headline="Deposit of 2 March",
        )  # fmt: skip
    return {
        "of_result": {
            "task_id": result.id, "seen_version": result.version, "seen_inbound_id": result.last_inbound_id,
            "items": (Item(result.id, result.version, result.last_inbound_id),),
        },
        "of_refill": {
            "task_id": refill.id, "seen_version": refill.version, "seen_inbound_id": None, "into_task_id": twin.id,
            "items": (Item(refill.id, refill.version, None),), "staff_id": clinic.staff_id("dev"),
        },
        "of_proxy": {"task_id": access.id, "seen_version": access.version},
        "of_money": {"task_id": deposit_id, "seen_version": 1, "resolution": "explained"},
        "task_id": task_id, "seen_version": sent.version, "seen_inbound_id": message_id, "flag_id": flag_id,
        "outbox_id": sent.outbox_id, "into_task_id": other, "message_id": message_id, "patient_id": patient.id,
        "outcome": "answered", "topic": "refill", "reason": "Because", "body": "Words", "kind": "reply",
        "priority": 1, "deed": "close", "area": "inbox", "queue": "inbox", "values": {"outcome": "answered"},
        "items": (Item(task_id, sent.version, message_id),), "until": datetime.now(UTC) + timedelta(days=1),
        "owner_id": clinic.staff_id("alice"), "team_id": team_id, "then": "keep", "from_task_id": task_id,
    }  # fmt: skip


def arguments(entry: Registered, given: dict[str, Any]) -> dict[str, Any]:
    found = plausible(entry)
    of = next((of for begins, of in OF_OTHERS.items() if entry.name.startswith(begins)), None)
    given = given | (given[of] if of else {})
    for name in inspect.signature(entry.function).parameters.keys() & given.keys():
        found[name] = given[name]
    return found | ({"outcome": "reached"} if entry.name == "call.log" else {})


def a_nurses(name: object) -> bool:
    """Whether an action is one of those that a nurse may take."""
    return ACTIONS[str(name)].needs in NURSE.permissions


def state(session: Any) -> list[Any]:
    """Everything that an action on a task leaves behind."""
    counts = [session.scalar(select(func.count()).select_from(table)) for table in (TaskEvent, Message, StaffNotice)]
    tasks = session.execute(select(Task.id, Task.version, Task.status, Task.owner_id, Task.flag).order_by(Task.id))
    return [*counts, *map(tuple, tasks)]


def refusal(clinic: Clinic, entry: Registered, given: dict[str, Any], role: str) -> Refused | None:
    """How the action is refused to a role; it must have changed nothing then."""
    token = clinic.sign_in(CAST[role])
    with clinic.db.transaction() as session:
        before = state(session)
        savepoint = session.begin_nested()
        try:
            entry.function(session, by=token, **arguments(entry, given))
        except Refused as error:
            assert state(session) == before
            return error
        finally:
            savepoint.rollback() if savepoint.is_active else None
            session.rollback()
    return None


@pytest.mark.parametrize("entry", ON_TASKS)
def test_who_does_not_see_a_queue_reaches_none_of_its_tasks(
    clinic: Clinic, given: dict[str, Any], entry: Registered
) -> None:
    for slug, role in ROLES.items():
        if on_area("inbox", "view") not in role.permissions:
            assert isinstance(refusal(clinic, entry, given, slug), (Forbidden, NotFound)), slug


@pytest.mark.parametrize("entry", [one for one in ON_TASKS if one.id in READS])
def test_the_front_desk_sends_moves_and_prints_nothing(
    clinic: Clinic, given: dict[str, Any], entry: Registered
) -> None:
    assert isinstance(refusal(clinic, entry, given, "front_desk"), Forbidden)


@pytest.mark.parametrize("entry", [one for one in ON_TASKS if a_nurses(one.id)])
def test_a_nurse_gets_past_every_check_of_permission(clinic: Clinic, given: dict[str, Any], entry: Registered) -> None:
    """Else the tests above would prove nothing. The deeds of other queues are refused to a nurse at the gate."""
    assert not isinstance(refusal(clinic, entry, given, "nurse"), (Forbidden, NotFound))


@pytest.mark.parametrize("entry", [one for one in ON_TASKS if not a_nurses(one.id)])
def test_a_clerk_does_what_no_nurse_may_on_a_task_of_their_own_queue(
    clinic: Clinic, given: dict[str, Any], entry: Registered
) -> None:
    """Else a clerk who reaches no conversation by these deeds would prove nothing either."""
    assert refusal(clinic, entry, given | given["of_money"], "billing") is None


def test_nothing_is_assigned_to_who_can_not_work_it(clinic: Clinic, given: dict[str, Any]) -> None:
    for username in ("ben", "farid"):
        with pytest.raises(Invalid, match="can't work this queue"), clinic.db.transaction() as session:
            assigning.assign(
                session, by=clinic.alice, task_id=given["task_id"], seen_version=given["seen_version"],
                owner_id=clinic.staff_id(username),
            )  # fmt: skip


@pytest.mark.parametrize("username", ["ben", "farid"])
def test_nobody_works_many_tasks_of_a_queue_that_is_not_theirs(
    clinic: Clinic, given: dict[str, Any], username: str
) -> None:
    for area in ("inbox", "todo"):  # a queue of another area doesn't lend its tasks either
        if username == "ben" and area == "todo":
            with clinic.db.transaction() as session:
                done = bulk(
                    session, by=clinic.ben, token=uuid4(), area=area, queue="todo", deed="close",
                    values={"outcome": "answered"}, items=given["items"],
                )  # fmt: skip
            assert (done.done, len(done.skipped)) == (0, 1)
            continue
        with pytest.raises((Forbidden, NotFound)), clinic.db.transaction() as session:
            bulk(
                session, by=clinic.sign_in(username), token=uuid4(), area=area, queue=area, deed="close",
                values={"outcome": "answered"}, items=given["items"],
            )  # fmt: skip


def test_only_a_manager_sends_somebody_else_away_or_calls_them_back(clinic: Clinic) -> None:
    ahead, alice = datetime.now(UTC) + timedelta(days=30), clinic.staff_id("alice")
    absence_id = absent(clinic, "alice", since=40, days=41)
    for username in ("dev", "erin", "ben"):
        with pytest.raises(Forbidden), clinic.db.transaction() as session:
            absences.begin_absence(
                session, by=clinic.sign_in(username), starts_at=ahead, ends_at=ahead + timedelta(days=1), cover_id=None,
                staff_id=alice,
            )  # fmt: skip
        with pytest.raises(Forbidden), clinic.db.transaction() as session:
            absences.end_absence(session, by=clinic.sign_in(username), absence_id=absence_id)
    with clinic.db.transaction() as session:
        absences.end_absence(session, by=clinic.carla, absence_id=absence_id)


def test_a_view_is_kept_and_dropped_by_a_teams_members_alone(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        team_id = session.execute(
            select(db.models.TeamMember.team_id).where(db.models.TeamMember.staff_id == clinic.staff_id("alice"))
        ).scalars().first()  # fmt: skip
    kept: dict[str, Any] = {
        "area": "inbox", "queue": "inbox", "name": "Ours", "view": "mine", "sort": "next",
        "filters": {"topic": "refill"}, "team_id": team_id,
    }  # fmt: skip
    with clinic.db.transaction() as session:
        view_id = save_view(session, by=clinic.alice, **kept).id
    for username in ("erin", "ben", "farid"):
        with pytest.raises((Forbidden, NotFound)), clinic.db.transaction() as session:
            save_view(session, by=clinic.sign_in(username), **kept)
        with pytest.raises((Forbidden, NotFound)), clinic.db.transaction() as session:
            drop_view(session, by=clinic.sign_in(username), view_id=view_id)
