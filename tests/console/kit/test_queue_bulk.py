"""One deed on many tasks: what is checked, all that match, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from console.kit.choices import MORNING, snooze_times
from console.kit.queue import BulkDeed
from console.kit.queue_address import Wanted
from console.kit.queue_bulk import Order
from console.kit.times import local
from console.pages.inbox import INBOX
from db.actions import tasks
from db.actions.bulk import Item, Matching
from db.credentials import SessionToken
from db.engine import use
from db.models import Task
from db.queries.task_filters import Filters
from db.roles import Permission
from tests.conftest import Clinic
from tests.console.kit.test_queue_page import labels, listed, worklist
from tests.console.visiting import press, visit

KEY = "inbox:worklist:unassigned"


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def check(app: AppTest, *ids: int) -> None:
    """Check rows, as the component says it."""
    app.session_state[KEY] = {"checked": {"rev": worklist(app)["checkRev"], "ids": list(ids)}}


def checked(token: SessionToken, *ids: int) -> AppTest:
    """The page with rows checked."""
    app = visit(token, "inbox")
    check(app, *ids)
    return app.run()


def ask(app: AppTest, deed: str) -> None:
    """Press a button of the bar; the dialog is open then."""
    app.button(key=f"inbox:bulk:{deed}").click().run()
    assert not app.exception


def do(app: AppTest) -> None:
    """Press the dialog's button, and draw the page."""
    app.button(key="inbox:bulk-do").click().run()
    assert not app.exception
    app.run()


def test_the_bar_says_how_many_and_stands_in_the_place_of_the_lists_buttons(clinic: Clinic) -> None:
    one, two, _ = (clinic.conversation() for _ in range(3))
    app = checked(clinic.alice, one, two)
    assert "**2 selected**" in [m.value for m in app.markdown]
    assert "Take the next" not in labels(app)
    press(app, "inbox:bulk:clear")
    assert "Take the next" in labels(app)


def test_closing_many_names_how_many_and_lists_what_was_skipped_with_a_way_to_it(clinic: Clinic) -> None:
    one, two, wrote = (clinic.conversation() for _ in range(3))
    app = checked(clinic.alice, one, two, wrote)
    ask(app, "close")
    app.selectbox(key="inbox:b-outcome").select("duplicate").run()
    assert app.button(key="inbox:bulk-do").label == "Close 3 tasks"
    clinic.patient_writes(wrote, "now my chest hurts")
    do(app)
    assert [clinic.task(number).outcome for number in (one, two, wrote)] == ["duplicate", "duplicate", ""]
    assert any("Done: 2. Skipped 1:" in m.value for m in app.markdown)
    press(app, f"inbox:skipped:{wrote}")
    assert app.query_params["task"] == str(wrote)
    assert listed(app) == [wrote]


def test_assigning_many_to_a_colleague(clinic: Clinic) -> None:
    one, two = clinic.conversation(), clinic.conversation()
    app = checked(clinic.alice, one, two)
    ask(app, "assign")
    assert app.button(key="inbox:bulk-do").disabled
    app.selectbox(key="inbox:b-to").select(("owner_id", clinic.staff_id("dev"))).run()
    do(app)
    assert {clinic.task(number).owner_id for number in (one, two)} == {clinic.staff_id("dev")}


def test_a_priority_is_changed_with_a_reason_only(clinic: Clinic) -> None:
    one = clinic.conversation()
    app = checked(clinic.alice, one)
    ask(app, "priority")
    app.selectbox(key="inbox:b-priority").select(1).run()
    assert app.button(key="inbox:bulk-do").disabled
    app.text_input(key="inbox:b-priority-why").input("She called twice").run()
    do(app)
    assert clinic.task(one).priority == 1
    assert clinic.task(one).priority_reason == "She called twice"


def test_snoozing_offers_clinic_mornings_and_wakes_later(clinic: Clinic) -> None:
    one = clinic.conversation()
    app = checked(clinic.alice, one)
    ask(app, "snooze")
    chosen = app.selectbox(key="inbox:b-until")
    chosen.select_index(2).run()
    do(app)
    until = clinic.task(one).on_hold_until
    assert until is not None
    assert local(until).hour == MORNING


def test_all_that_match_is_offered_when_all_that_is_shown_is_checked(clinic: Clinic) -> None:
    ids = [clinic.conversation() for _ in range(53)]
    app = visit(clinic.alice, "inbox")
    shown = listed(app)
    assert len(shown) == 50
    check(app, *shown[:3])
    app.run()
    assert "Select all 53 that match" not in labels(app)
    check(app, *shown)
    app.run()
    press(app, "inbox:bulk:all")
    check(app, *shown)
    app.run()
    assert "**All 53**" in [m.value for m in app.markdown]
    ask(app, "close")
    app.selectbox(key="inbox:b-outcome").select("no-reply-needed").run()
    assert app.button(key="inbox:bulk-do").label == "Close 53 tasks"
    do(app)
    assert all(clinic.task(number).closed_at is not None for number in ids)


def test_another_number_than_the_one_confirmed_changes_nothing_and_both_are_said(clinic: Clinic) -> None:
    ids = [clinic.conversation() for _ in range(51)]
    app = visit(clinic.alice, "inbox")
    shown = listed(app)
    app.session_state["inbox:all-that-match"] = True
    check(app, *shown)
    app.run()
    ask(app, "close")
    app.selectbox(key="inbox:b-outcome").select("duplicate").run()
    clinic.conversation()
    app.button(key="inbox:bulk-do").click().run()
    (warning,) = [w.value for w in app.warning]
    assert "51" in warning
    assert "52" in warning
    assert all(clinic.task(number).closed_at is None for number in ids)


def test_a_colleague_who_was_faster_is_named(clinic: Clinic) -> None:
    one, two = clinic.conversation(), clinic.conversation()
    app = checked(clinic.alice, one, two)
    ask(app, "close")
    app.selectbox(key="inbox:b-outcome").select("duplicate").run()
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=one)
    do(app)
    assert clinic.task(one).closed_at is None
    assert any("Dev Patel" in label for label in labels(app))


def test_a_queues_own_deed_is_checked_as_it_is_declared() -> None:
    own = BulkDeed("own", "Do it…", ":material/bolt:", Permission.TASK_WORK, lambda _queue, _order: None)
    assert replace(INBOX, bulk=(own,)).bulk == (own,)
    with pytest.raises(ValueError, match="Material icon"):
        replace(INBOX, bulk=(replace(own, icon="bolt"),))


def test_an_order_stands_as_it_was_when_its_dialog_opened(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        now = session.get_one(Task, clinic.conversation()).created_at
    order = Order("close", Wanted("unassigned"), (Item(1, 1, None),), None, {}, now)
    assert order.count == 1
    everything = Order("close", Wanted("unassigned"), (), Matching("unassigned", Filters(), 12, now), {}, now)
    assert everything.count == 12
    assert all(at > now for at in snooze_times(now).values())
