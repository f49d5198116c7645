"""A session ends while its page is open: the screen clears, and what was typed is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, update

from db.models import StaffSession
from tests.browser.house import (
    People,
    asks,
    button,
    held,
    open_row,
    replies,
    reply_box,
    rested,
    row,
    sign_in,
    write,
)
from tests.conftest import Clinic

pytestmark = pytest.mark.browser

SETTINGS = {"PORTSIDE_LOOK_SECONDS": "4"}
POLL = 30_000  # ms: the page looks after its session every few seconds


def newcomer(people: People, username: str) -> Page:
    """A browser with a session of its own, which this test may end."""
    page = people.stranger("/")
    expect(page.get_by_label("User name")).to_be_visible()
    sign_in(page, username)
    rested(page)
    return page


def change_sessions(clinic: Clinic, username: str, **values: object) -> None:
    """Write into the live sessions of a person."""
    mine = StaffSession.staff_id == clinic.staff_id(username)
    with clinic.db.transaction() as session:
        session.execute(update(StaffSession).where(mine, StaffSession.ended_at.is_(None)).values(**values))


def assert_cleared(page: Page, *secrets: str) -> None:
    """The sign-in form, and nothing of a patient anywhere in the page."""
    expect(page.get_by_label("User name")).to_be_visible(timeout=POLL)
    assert held(page, *secrets) == []
    expect(page.get_by_label("User name")).to_be_visible()


def test_a_revoked_session_acts_no_more_and_its_screen_clears(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Rhea", "It burns when I pee.")
    page = newcomer(people, "dev")
    open_row(page, "Rhea Diaz")
    write(page, "Drink more water.")
    change_sessions(clinic, "dev", ended_at=func.transaction_timestamp(), end_reason="revoked")
    button(page, "Send reply").click()
    assert_cleared(page, "burns", "Rhea", "Drink more")
    expect(page.get_by_text("An administrator ended your session. Your drafts were kept.")).to_be_visible()
    assert replies(clinic, task_id) == []
    sign_in(page, "dev")
    expect(page.locator(".ps-banner h2")).to_have_text("Rhea Diaz")  # the address was kept
    expect(reply_box(page)).to_have_value("Drink more water.")


def test_a_click_on_the_list_after_revocation_shows_no_patient(people: People, clinic: Clinic) -> None:
    asks(clinic, "Rolf", "It itches.")
    page = newcomer(people, "carla")
    change_sessions(clinic, "carla", ended_at=func.transaction_timestamp(), end_reason="revoked")
    row(page, "Rolf Diaz").click()
    assert_cleared(page, "itches", "Rolf")


def test_an_idle_page_says_that_it_will_end_then_clears_by_itself_and_the_draft_is_there_again(
    people: People, clinic: Clinic
) -> None:
    asks(clinic, "Ida", "My back is stiff.")
    page = newcomer(people, "alice")
    open_row(page, "Ida Diaz")
    write(page, "Try to walk")
    change_sessions(clinic, "alice", last_active_at=func.transaction_timestamp() - timedelta(minutes=14, seconds=20))
    expect(page.get_by_text("You will be signed out in")).to_be_visible(timeout=POLL)
    change_sessions(clinic, "alice", last_active_at=func.transaction_timestamp() - timedelta(minutes=16))
    assert_cleared(page, "stiff", "Ida", "Try to walk")
    expect(page.get_by_text("minutes without activity. Your drafts were kept.")).to_be_visible()
    sign_in(page, "alice")
    expect(page.locator(".ps-banner h2")).to_have_text("Ida Diaz")
    expect(reply_box(page)).to_have_value("Try to walk")


def test_the_next_person_at_the_same_browser_finds_nothing_of_the_one_before(people: People, clinic: Clinic) -> None:
    asks(clinic, "Nina", "It throbs.")
    page = newcomer(people, "alice")
    open_row(page, "Nina Diaz")
    write(page, "Alice's half sentence")
    button(page, "Alice Moreno").click()
    button(page, "Sign out").click()
    assert_cleared(page, "throbs", "Nina", "half sentence")
    sign_in(page, "ben")
    assert held(page, "Nina") == []
    page.go_back()
    assert held(page, "throbs") == []


def test_whoever_signs_in_arrives_at_the_address_they_came_for(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Addie")
    page = people.stranger(f"/inbox?view=unassigned&task={task_id}")
    sign_in(page, "alice")
    expect(page.locator(".ps-banner h2")).to_have_text("Addie Diaz")
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_the_list_shows_a_colleague_who_comes_and_goes_and_keeps_its_place(people: People, clinic: Clinic) -> None:
    for name in ("Sanna", "Tove"):
        asks(clinic, name)
    page, hers = people.sits_down("alice", "/inbox"), people.sits_down("dev", "/inbox")
    row(page, "Sanna").hover()
    top = row(page, "Sanna").bounding_box()
    open_row(hers, "Sanna Diaz")
    expect(row(page, "Sanna")).to_contain_text("D. Patel here", timeout=POLL)
    assert row(page, "Sanna").bounding_box() == top
    open_row(hers, "Tove Diaz")
    expect(row(page, "Sanna")).not_to_contain_text("D. Patel here", timeout=POLL)


def test_a_page_that_broke_in_the_browser_is_loaded_anew_and_the_draft_is_there(people: People, clinic: Clinic) -> None:
    asks(clinic, "Bree", "It clicks when I bend it.")
    page = people.sits_down("alice")
    open_row(page, "Bree Diaz")
    write(page, "Does it hurt")
    page.evaluate("window.broken = true; setTimeout(() => { throw new Error('Cannot set a node at a delta path') })")
    page.wait_for_function("() => !window.broken")
    expect(page.locator(".ps-banner h2")).to_have_text("Bree Diaz")
    expect(reply_box(page)).to_have_value("Does it hurt")
