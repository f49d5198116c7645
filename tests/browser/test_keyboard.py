"""From sign-in to a sent reply by keyboard alone: the mouse is never touched."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.house import (
    PATIENCE,
    SAVED,
    People,
    asks,
    button,
    conversation,
    replies,
    reply_box,
    rested,
    said,
    status,
    view,
)
from tests.conftest import PASSWORD, Clinic

pytestmark = pytest.mark.browser

FOCUSED = "found => found.getRootNode().activeElement === found"


def tab_to(page: Page, wanted: Locator, *, key: str = "Tab", most: int = 40) -> None:
    """Press Tab until the focus is on it; fail when it can't be reached, or can't be seen once it is."""
    expect(wanted).to_be_visible(timeout=PATIENCE)
    for _ in range(most):
        if wanted.evaluate(FOCUSED):  # before the first press too: a list may have taken the focus by itself
            return
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} don't lead to {wanted}")


def test_from_sign_in_to_a_sent_reply_by_keyboard_alone(people: People, clinic: Clinic) -> None:
    asks(clinic, "First")
    task_id = asks(clinic, "Second")
    page = people.stranger("/")
    tab_to(page, page.get_by_label("User name"))
    page.keyboard.type("alice")
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    worklist = page.get_by_role("listbox")
    expect(worklist).to_be_visible()
    rested(page)
    tab_to(page, worklist)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ps-banner h2")).to_have_text("Second Diaz")
    expect(worklist).to_be_focused()  # so that arrows go on from here

    tab_to(page, button(page, "Claim"))
    page.keyboard.press("Enter")
    expect(said(page, "It is yours.")).to_be_visible()

    tab_to(page, button(page, "Templates"))
    page.keyboard.press("Enter")
    tab_to(page, button(page, "Thank you, reviewing"))
    page.keyboard.press("Enter")
    expect(reply_box(page)).to_have_value(re.compile("Thank you for your message"))
    expect(button(page, "Thank you, reviewing")).to_be_hidden()

    expect(reply_box(page)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nCall us.")
    expect(status(page)).to_have_text(SAVED, timeout=PATIENCE)
    page.keyboard.press("Control+Enter")
    expect(said(page, "Reply to Second Diaz is on its way.")).to_be_visible()
    (reply,) = replies(clinic, task_id)
    assert reply.body.endswith("\nCall us.")

    tab_to(page, button(page, "Undo send"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(said(page, "Taken back.")).to_be_visible()
    expect(reply_box(page)).to_have_value(re.compile("Call us.$"))
    expect(reply_box(page)).to_be_focused()
    page.keyboard.press("Control+Shift+Enter")
    expect(button(page, "Reopen")).to_be_visible()
    expect(conversation(page)).to_contain_text("Call us.")
    assert clinic.task(task_id).outcome == "answered"


def test_views_note_and_sign_out_are_reached_by_keyboard(people: People, clinic: Clinic) -> None:
    asks(clinic, "Kim")
    page = people.stranger("/")
    tab_to(page, page.get_by_label("User name"))
    page.keyboard.type("dev")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(view(page, "Mine")).to_be_visible()
    rested(page)
    tab_to(page, view(page, "Mine"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have nothing open.")).to_be_visible()
    tab_to(page, button(page, "Dev Patel"), key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, button(page, "Sign out"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("User name")).to_be_visible()
