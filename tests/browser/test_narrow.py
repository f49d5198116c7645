"""On a phone: the list or the task, never both, and nothing wider than the screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import PHONE, People, asks, button, no_overflow, open_row, replies, row, said, write
from tests.conftest import Clinic

pytestmark = pytest.mark.browser


def test_the_list_and_the_task_take_turns(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Mona", "A" * 300 + " https://example.org/" + "b" * 200)
    page = people.sits_down("alice", size=PHONE)
    expect(row(page, "Mona Diaz")).to_be_visible()
    assert no_overflow(page)

    open_row(page, "Mona Diaz")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert no_overflow(page)
    write(page, "From the corridor.")
    button(page, "Send reply").click()
    expect(said(page, "is on its way")).to_be_visible()
    assert no_overflow(page)
    assert len(replies(clinic, task_id)) == 1

    button(page, "Back to the list").click()
    expect(row(page, "Mona Diaz")).to_be_visible()
    expect(page.locator(".ps-banner")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("task="))
    assert no_overflow(page)


def test_a_task_in_the_address_opens_over_the_list_and_the_phones_back_button_leaves_it(
    people: People, clinic: Clinic
) -> None:
    task_id = asks(clinic, "Nell")
    page = people.sits_down("alice", f"/inbox?view=unassigned&task={task_id}", size=PHONE)
    expect(page.locator(".ps-banner h2")).to_have_text("Nell Diaz")
    expect(page.get_by_role("listbox")).to_be_hidden()
    button(page, "Back to the list").click()
    expect(row(page, "Nell Diaz")).to_be_visible()
    open_row(page, "Nell Diaz")
    page.go_back()
    expect(row(page, "Nell Diaz")).to_be_visible()
    expect(page.locator(".ps-banner")).to_have_count(0)
