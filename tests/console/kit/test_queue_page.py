"""A queue's page: its views and badges, filters, saved views, search, the next task, and who else is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from console.kit import presence, queue_page
from console.kit.shortcuts import KEYS, SHORTCUTS
from console.pages.inbox import INBOX
from db.actions import presence as presence_actions
from db.actions import saved_views, tasks
from db.engine import use
from db.models import Presence, Priority, StaffNotice, Task
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def worklist(app: AppTest, key: str = "worklist") -> dict[str, Any]:
    """What the list component was given."""
    (found,) = [e for e in app.get("bidi_component") if f"inbox:{key}" in str(e.key)]
    data: dict[str, Any] = json.loads(found.proto.json)
    return data


def listed(app: AppTest) -> list[int]:
    """The ids on the list."""
    return [row["id"] for row in worklist(app)["rows"]]


def labels(app: AppTest) -> list[str]:
    """The words on every button."""
    return [button.label for button in app.button]


def change(clinic: Clinic, task_id: int, **values: Any) -> None:
    """Set a task's columns as some other part of Portside did."""
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == task_id).values(**values))


def test_every_view_has_a_badge_that_equals_its_list(clinic: Clinic) -> None:
    mine = clinic.conversation()
    clinic.conversation()
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.alice, task_id=mine)
    for view in INBOX.views:
        app = visit(clinic.alice, "inbox", view=view)
        assert not app.exception
        (label,) = [b.label for b in app.button if b.key == f"inbox:view:{view}"]
        assert label.endswith(f" {len(listed(app))}"), label


def test_filters_of_the_address_narrow_list_and_badges_and_stand_as_chips(clinic: Clinic) -> None:
    urgent, _ = clinic.conversation(), clinic.conversation()
    change(clinic, urgent, priority=Priority.URGENT)
    app = visit(clinic.alice, "inbox", priority="urgent")
    assert listed(app) == [urgent]
    assert "Unassigned 1" in labels(app)
    assert "Priority: urgent" in labels(app)
    press(app, "inbox:off:priority")
    assert len(listed(app)) == 2
    assert "priority" not in app.query_params


def test_a_filter_that_looks_at_patients_counts_the_open_view_alone(clinic: Clinic) -> None:
    """Its badge equals its list; the others say nothing rather than read a million tasks for a rare language."""
    clinic.conversation(patient=clinic.patient(language="vi"))
    clinic.conversation(patient=clinic.patient(language="en"))
    app = visit(clinic.alice, "inbox", view="unassigned", language="vi")
    assert len(listed(app)) == 1
    assert app.button(key="inbox:view:unassigned").label == "Unassigned 1"
    assert app.button(key="inbox:view:mine").label == "Mine"
    press(app, "inbox:view:mine")
    assert app.button(key="inbox:view:mine").label == "Mine 0"


def test_filters_are_chosen_in_the_popover_and_written_to_the_address(clinic: Clinic) -> None:
    clinic.conversation()
    app = visit(clinic.alice, "inbox")
    app.session_state["inbox:filters"] = True
    app.run()
    app.selectbox(key="inbox:filter:topic").select("refill").run()
    app.run()
    assert listed(app) == []
    assert app.query_params["topic"] == "refill"
    assert worklist(app)["empty"] == "Nothing here matches these filters."
    press(app, "inbox:clear")
    assert len(listed(app)) == 1


@pytest.mark.parametrize("address", [{"view": "nothing"}, {"priority": "huge"}, {"sort": "x"}, {"site": "' OR 1=1"}])
def test_an_address_that_means_nothing_here_shows_everything_and_says_so(
    clinic: Clinic, address: dict[str, str]
) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, "inbox", **address)
    assert not app.exception
    assert listed(app) == [task_id]
    assert [i.value for i in app.info] == [queue_page.STRANGE]


def test_the_newest_come_first_when_asked_to(clinic: Clinic) -> None:
    older, newer = clinic.conversation(), clinic.conversation()
    change(clinic, older, priority=Priority.URGENT)
    app = visit(clinic.alice, "inbox")
    assert listed(app) == [older, newer]
    press(app, "inbox:sort")
    assert listed(app) == [newer, older]
    assert app.query_params["sort"] == "newest"


# ---- saved views ------------------------------------------------------------------------------------


def test_a_view_is_saved_shown_and_removed(clinic: Clinic) -> None:
    urgent, _ = clinic.conversation(), clinic.conversation()
    change(clinic, urgent, priority=Priority.URGENT)
    alice = clinic.alice
    app = visit(alice, "inbox", priority="urgent")
    app.session_state["inbox:saved"] = True
    app.run()
    app.text_input(key="inbox:save-name").input("Pressing")
    app.button(key="FormSubmitter:inbox:save-view-Save this view").click().run()
    assert not app.exception
    app.session_state["inbox:saved"] = True
    app.run()
    assert "Saved as Pressing." in [s.value for s in app.success]

    app = visit(alice, "inbox")
    app.session_state["inbox:saved"] = True
    app.run()
    (shown,) = [b for b in app.button if b.label == "Pressing"]
    press(app, str(shown.key))
    assert listed(app) == [urgent]
    assert app.query_params["saved"] == str(shown.key).rpartition(":")[2]

    app.session_state["inbox:saved"] = True
    app.run()
    press(app, str(shown.key).replace("saved", "drop"))
    app.session_state["inbox:saved"] = True
    app.run()
    assert "Pressing is removed." in [s.value for s in app.success]


def test_a_saved_view_is_an_address_of_its_own_and_one_that_is_gone_is_a_sentence(clinic: Clinic) -> None:
    alice, urgent = clinic.alice, clinic.conversation()
    clinic.conversation()
    change(clinic, urgent, priority=Priority.URGENT)
    with clinic.db.transaction() as session:
        kept = saved_views.save_view(
            session,
            by=alice,
            area="inbox",
            queue="inbox",
            name="Pressing",
            view="unassigned",
            sort="next",
            filters={"priority": "urgent"},
            team_id=None,
        )
    assert listed(visit(alice, "inbox", saved=str(kept.id))) == [urgent]
    for_dev = visit(clinic.dev, "inbox", saved=str(kept.id))
    assert len(listed(for_dev)) == 2
    assert [i.value for i in for_dev.info] == [queue_page.NO_SUCH_SAVED]


# ---- the next task, keys, search --------------------------------------------------------------------


def test_take_the_next_claims_the_most_pressing_task_and_opens_it(clinic: Clinic) -> None:
    clinic.conversation()
    pressing = clinic.conversation("It burns when I pee.")
    change(clinic, pressing, priority=Priority.STAT)
    app = visit(clinic.alice, "inbox")
    press(app, "inbox:next")
    assert clinic.task(pressing).owner_id == clinic.staff_id("alice")
    assert app.query_params["task"] == str(pressing)
    assert "It burns when I pee." in texts(app)


def test_when_nothing_is_left_to_take_it_says_so_kindly(clinic: Clinic) -> None:
    app = visit(clinic.alice, "inbox")
    press(app, "inbox:next")
    assert [i.value for i in app.info] == [queue_page.NOTHING_LEFT]


def test_every_key_is_declared_once_and_given_to_the_list(clinic: Clinic) -> None:
    assert len(KEYS) == len({one.name for one in SHORTCUTS}) == len(SHORTCUTS)
    data = worklist(visit(clinic.alice, "inbox"))
    assert dict(data["shortcuts"]) == dict(KEYS)
    assert data["pageWide"]


def test_a_search_takes_the_lists_place_stays_out_of_the_address_and_gives_the_list_back(clinic: Clinic) -> None:
    task_id = clinic.conversation("It burns when I pee.", patient=clinic.patient("Zenobia", "Quill"))
    other = clinic.conversation("My knee hurts.")
    app = visit(clinic.alice, "inbox")
    before = listed(app)
    app.text_input(key="inbox:search").input("Zenobia Quill").run()
    app.run()
    assert not app.exception
    assert [row["title"].partition(",")[0] for row in worklist(app, "people")["rows"]] == ["Zenobia Quill"]
    assert "Zenobia" not in str(dict(app.query_params))

    app.text_input(key="inbox:search").input("burns").run()
    app.run()
    assert [row["id"] for row in worklist(app, "hits")["rows"]] == [task_id]
    assert "burns" not in str(dict(app.query_params))

    app.text_input(key="inbox:search").input("").run()
    app.run()
    assert listed(app) == before
    assert set(before) == {task_id, other}


def test_the_front_desk_finds_people_but_no_clinical_word(clinic: Clinic) -> None:
    clinic.conversation("It burns when I pee.")
    app = visit(clinic.erin, "inbox")
    app.text_input(key="inbox:search").input("burns").run()
    app.run()
    assert not app.exception
    assert worklist(app, "hits")["rows"] == []


# ---- colleagues and notices -------------------------------------------------------------------------


def present(clinic: Clinic) -> set[tuple[int, int]]:
    """Who is where, as the database has it."""
    with clinic.db.transaction() as session:
        return {(row.staff_id, row.task_id) for row in session.scalars(select(Presence))}


def test_opening_a_task_tells_colleagues_and_leaving_it_takes_that_back(clinic: Clinic) -> None:
    task_id, other = clinic.conversation(), clinic.conversation()
    alice = clinic.alice
    app = visit(alice, "inbox", task=str(task_id))
    me = clinic.staff_id("alice")
    assert present(clinic) == {(me, task_id)}
    rows = {row["id"]: row for row in worklist(visit(clinic.dev, "inbox"))["rows"]}
    assert rows[task_id]["here"] == "A. Moreno here"
    assert rows[other]["here"] == ""
    press(app, f"back:{task_id}")
    assert present(clinic) == set()


def test_who_types_is_said_to_be_writing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        presence_actions.here(session, by=clinic.dev, task_id=task_id, writing=True)
    (row,) = worklist(visit(clinic.alice, "inbox"))["rows"]
    assert row["here"] == "D. Patel writing"
    assert presence.in_words(("D. Patel", "B. Okafor"), writing=False) == "D. Patel and 1 more here"


def test_the_bell_counts_what_is_unseen_and_leads_to_the_task(clinic: Clinic) -> None:
    task_id = clinic.conversation("It burns when I pee.")
    with clinic.db.transaction() as session:
        session.add(
            StaffNotice(staff_id=clinic.staff_id("alice"), task_id=task_id, kind="assigned", actor="Carla Jensen")
        )
    app = visit(clinic.alice, "inbox")
    app.session_state["bell:inbox:1"] = True
    app.run()
    (line,) = [b for b in app.button if str(b.key).startswith("bell:") and b.key != "bell:all"]
    assert line.label.startswith("Carla Jensen assigned you a task")
    line.click().run()
    app.run()
    assert "It burns when I pee." in texts(app)
    with clinic.db.transaction() as session:
        assert session.scalars(select(StaffNotice)).one().seen_at is not None


def test_without_notices_the_bell_has_a_name_and_no_number(clinic: Clinic) -> None:
    (bell,) = [one for one in visit(clinic.alice, "inbox").get("popover") if "notices" in one.proto.popover.label]
    assert bell.proto.popover.label == "No notices"


def test_beside_conversations_the_first_five_people_are_shown_and_all_on_demand(clinic: Clinic) -> None:
    for number in range(7):
        clinic.patient(f"Ann{'abcdefg'[number]}", "Quill")
    clinic.conversation("Mr. Quill told me to write.")
    app = visit(clinic.alice, "inbox")
    app.text_input(key="inbox:search").input("quill").run()
    app.run()
    assert len(worklist(app, "people:5")["rows"]) == 5
    press(app, "inbox:all-people")
    assert len(worklist(app, "people:7")["rows"]) == 7
