"""Every view under every filter: its badge counts its own list, whatever stands on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from db.actions import saved_views as saving
from db.credentials import SessionToken
from db.engine import DatabaseRole, engine_for
from db.errors import Invalid
from db.models import Patient, Priority, StaffAbsence, StaffNotice, Task, Team
from db.queries import tasks
from db.queries.task_filters import Filters
from db.queries.task_views import SORTS, VIEWS, Part, listed
from tests.conftest import Clinic
from tests.db.queries.test_tasks import INBOX

NOW = datetime.now(UTC)
FILTERS = {
    "none": Filters(),
    "topic": Filters(topic="refill"),
    "priority": Filters(priority=Priority.URGENT),
    "team": Filters(team_id=1),
    "site": Filters(site_id=1),
    "owner": Filters(owner_id=1),
    "waiting": Filters(waiting="3d"),
    "child": Filters(age="child"),
    "language": Filters(language="es"),
    "all at once": Filters("refill", 2, 1, 1, 1, "1d", "senior", "es"),
}


def ids(
    clinic: Clinic,
    viewer: SessionToken,
    view: str,
    filters: Filters = FILTERS["none"],
    sort: str = "next",
    size: int = 3,
) -> list[int]:
    """The ids on every page of a view, in order."""
    found: list[int] = []
    after: tasks.Cursor | None = None
    with clinic.db.reading() as session:
        while True:
            page = tasks.page(
                session, viewer=viewer, view=view, filters=filters, sort=sort, after=after, size=size, **INBOX
            )
            found += [row.id for row in page.rows]
            after = page.next
            if after is None:
                return found


def change(clinic: Clinic, task_id: int, **values: Any) -> None:
    """Make a task as a test wants it."""
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == task_id).values(**values))


@pytest.fixture
def busy(clinic: Clinic) -> Clinic:
    """A clinic whose tasks differ in everything that views and filters look at."""
    child = clinic.patient("Tom", "Berg", birth_date=date(NOW.year - 5, 1, 1), language="es")
    senior = clinic.patient("Ana", "Ruiz", birth_date=date(1930, 1, 1), language="es")
    adult = clinic.patient("Mei", "Chen", birth_date=date(1990, 1, 1))
    team, alice, dev = clinic.id_of(Team, "Nurse triage"), clinic.staff_id("alice"), clinic.staff_id("dev")
    states: list[dict[str, Any]] = [
        {},
        {"status": "in-progress", "owner_id": alice},
        {"status": "in-progress", "owner_id": dev, "team_id": team},
        {"status": "on-hold", "on_hold_until": NOW + timedelta(days=1)},
        {"status": "on-hold", "business_status": "waiting-for-patient"},
        {"status": "completed", "closed_at": NOW, "closed_by": "Alice Moreno"},
        {"team_id": team, "site_id": 1},
    ]
    for number in range(28):
        task_id = clinic.conversation(f"Message {number}", patient=(child, senior, adult)[number % 3])
        change(
            clinic,
            task_id,
            topic=("refill", "health")[number % 2],
            priority=number % 4,
            due_at=NOW + timedelta(hours=(-3, 3)[number % 2], minutes=number % 5),
            arrived_at=NOW - timedelta(days=number % 8),
            **states[number % len(states)],
        )
        if number % 6 == 0:
            with clinic.db.transaction() as session:
                session.add(StaffNotice(staff_id=alice, task_id=task_id, kind="mention", actor="Dev Patel"))
    return clinic


def test_pitfall_25_every_badge_counts_its_own_list_under_every_filter_and_order(busy: Clinic) -> None:
    alice = busy.alice
    for name, filters in FILTERS.items():
        with busy.db.reading() as session:
            badges = tasks.view_counts(session, viewer=alice, views=tuple(VIEWS), filters=filters, **INBOX)
        for view in VIEWS:
            lists = {sort: ids(busy, alice, view, filters, sort) for sort in SORTS}
            assert len(lists["next"]) == badges[view].value, (name, view)
            assert sorted(lists["next"]) == sorted(lists["newest"]), (name, view)
            assert len(set(lists["next"])) == len(lists["next"]), (name, view)


def test_every_view_holds_something_in_this_clinic(busy: Clinic) -> None:
    for view in VIEWS:
        assert ids(busy, busy.alice, view), view


def test_each_filter_keeps_what_it_names_and_nothing_else(busy: Clinic) -> None:
    everything = {view: ids(busy, busy.alice, view) for view in VIEWS}
    with busy.db.transaction() as session:
        known = {task.id: (task, session.get_one(Patient, task.patient_id)) for task in session.query(Task)}
    kept: dict[str, Callable[[Task, Patient], bool]] = {
        "topic": lambda task, _: task.topic == "refill",
        "priority": lambda task, _: task.priority == Priority.URGENT,
        "waiting": lambda task, _: task.arrived_at <= NOW - timedelta(days=3),
        "child": lambda _, patient: patient.family == "Berg",
        "language": lambda _, patient: patient.language == "es",
    }
    for name, keeps in kept.items():
        for view, whole in everything.items():
            expected = [task_id for task_id in whole if keeps(*known[task_id])]
            assert ids(busy, busy.alice, view, FILTERS[name]) == expected, (name, view)


def test_newest_first_is_by_what_the_patient_sent_last(busy: Clinic) -> None:
    found = ids(busy, busy.alice, "unassigned", sort="newest")
    arrived = [busy.task(task_id).arrived_at for task_id in found]
    assert arrived == sorted(arrived, reverse=True)


def test_what_one_covers_is_ones_own_while_the_absence_lasts(clinic: Clinic) -> None:
    alice, dev = clinic.staff_id("alice"), clinic.staff_id("dev")
    task_id = clinic.conversation()
    change(clinic, task_id, status="in-progress", owner_id=dev)
    assert ids(clinic, clinic.alice, "mine") == []
    with clinic.db.transaction() as session:
        for starts, ends in ((-2, 2), (-1, 1), (3, 4)):  # overlapping ones don't show it twice
            session.add(
                StaffAbsence(
                    staff_id=dev,
                    cover_id=alice,
                    starts_at=NOW + timedelta(days=starts),
                    ends_at=NOW + timedelta(days=ends),
                )
            )
    assert ids(clinic, clinic.alice, "mine") == [task_id]
    assert ids(clinic, clinic.dev, "mine") == [task_id]
    with clinic.db.transaction() as session:
        session.execute(update(StaffAbsence).values(starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=2)))
    assert ids(clinic, clinic.alice, "mine") == []


def test_a_mention_stays_on_the_list_until_it_was_seen_even_on_a_closed_task(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        notice = StaffNotice(staff_id=clinic.staff_id("alice"), task_id=task_id, kind="mention", actor="Dev Patel")
        session.add(notice)
    change(clinic, task_id, status="completed", closed_at=NOW, closed_by="Dev Patel")
    assert ids(clinic, clinic.alice, "mentions") == [task_id]
    assert ids(clinic, clinic.carla, "mentions") == []
    with clinic.db.transaction() as session:
        session.execute(update(StaffNotice).values(seen_at=NOW))
    assert ids(clinic, clinic.alice, "mentions") == []


def test_snoozed_and_waiting_are_told_apart(clinic: Clinic) -> None:
    snoozed, waiting = clinic.conversation(), clinic.conversation()
    change(clinic, snoozed, status="on-hold", on_hold_until=NOW + timedelta(days=1))
    change(clinic, waiting, status="on-hold", business_status="waiting-for-patient")
    assert ids(clinic, clinic.alice, "snoozed") == [snoozed]
    assert ids(clinic, clinic.alice, "waiting") == [waiting]


def test_new_ones_are_counted_within_the_filters(busy: Clinic) -> None:
    alice, filters = busy.alice, Filters(topic="refill")
    known = tuple(ids(busy, alice, "unassigned", filters))
    other, fitting = busy.conversation(), busy.conversation()
    change(busy, fitting, topic="refill")
    assert other
    for view in ("unassigned", "my_teams"):
        with busy.db.reading() as session:
            new = tasks.fresh(session, viewer=alice, view=view, known=known, until=None, filters=filters, **INBOX)
        assert new == len(set(ids(busy, alice, view, filters)) - set(known))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("topic", "gossip"),
        ("priority", "5"),
        ("site", "first"),
        ("site", "99999999999999999999"),
        ("team", "-1"),
        ("owner", "1; DROP TABLE task"),
        ("waiting", "2d"),
        ("age", "old"),
        ("language", "en' OR true"),
    ],
)
def test_a_filter_value_that_nobody_offers_is_refused_by_its_name(key: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        Filters.of({key: value})
    assert refused.value.field == key


def test_filters_survive_their_address() -> None:
    for filters in FILTERS.values():
        assert Filters.of(filters.address()) == filters
        assert filters.active == bool(filters.address())
    assert Filters.of({"priority": "stat", "task": "7", "view": "mine", "topic": ""}) == Filters(priority=0)


def test_one_statement_serves_every_value_of_a_filter() -> None:
    assert listed("unassigned", Filters(topic="refill").shape) is listed("unassigned", Filters(topic="health").shape)


def test_an_unknown_order_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid), clinic.db.reading() as session:
        tasks.page(session, viewer=clinic.alice, view="mine", sort="random", **INBOX)


def test_all_that_match_are_counted_from_the_list_itself(busy: Clinic) -> None:
    with busy.db.reading() as session:
        count = tasks.match_count(
            session, viewer=busy.alice, view="unassigned", filters=Filters(topic="refill"), **INBOX
        )
    assert count.value == len(ids(busy, busy.alice, "unassigned", Filters(topic="refill")))


def test_a_seldom_value_among_the_done_reads_no_more_than_the_newest_of_them(clinic: Clinic) -> None:
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        session.execute(
            text(
                "INSERT INTO task"
                " (queue_id, focus_type, focus_id, patient_id, title, topic, status, closed_at, closed_by)"
                " SELECT :queue, 'thread', n, :patient, 'Message', CASE WHEN n = 1 THEN 'billing' ELSE 'health' END,"
                " 'completed', now() - n * interval '1 minute', 'Alice' FROM generate_series(1, 12000) AS n"
            ),
            {"queue": clinic.queue_id(), "patient": patient.id},
        )
    owner = engine_for(clinic.db.place, DatabaseRole.OWNER)
    with owner.begin() as connection:
        connection.execute(text("ANALYZE task"))
    owner.dispose()
    shape = Filters(topic="billing").shape
    statement = listed("done", shape, part=Part(51))
    with clinic.db.transaction() as session:
        session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        compiled = statement.compile(session.get_bind(), compile_kwargs={"render_postcompile": True})
        values = compiled.params | {"queue": "inbox", "area": "inbox", "f_topic": "billing"}
        plan = session.connection().exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {compiled}", values).scalar_one()
    read = [node["Actual Rows"] for node in _nodes(plan[0]["Plan"]) if node.get("Relation Name") == "task"]
    assert max(read) <= VIEWS["done"].bounded < 12_000
    assert ids(clinic, clinic.alice, "done", Filters(topic="billing"))
    assert VIEWS["done"].note


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(one for below in node.get("Plans", ()) for one in _nodes(below))]


def test_a_saved_view_leads_to_the_list_it_was_made_of(busy: Clinic) -> None:
    from db.queries.saved_views import saved_views

    wanted = Filters(topic="refill", age="child")
    with busy.db.transaction() as session:
        saving.save_view(
            session,
            by=busy.alice,
            name="Children's refills",
            view="unassigned",
            sort="newest",
            filters=wanted.address(),
            team_id=None,
            **INBOX,
        )
    with busy.db.reading() as session:
        (line,) = saved_views(session, viewer=busy.alice, **INBOX)
    assert (line.view, line.sort, Filters.of(line.filters), line.team) == ("unassigned", "newest", wanted, None)
