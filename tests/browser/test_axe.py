"""axe finds nothing serious, on every page and in every state of a task, at three widths."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from console.kit.page import Page as Declared
from console.pages.registry import PAGES
from db.roles import ROLES
from demo.cast import CAST
from tests.browser.house import (
    DESK,
    LAPTOP,
    PHONE,
    People,
    asks,
    button,
    conversation,
    no_overflow,
    note_box,
    open_row,
    rested,
    said,
    write,
)
from tests.conftest import Clinic

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}


def serious(page: Page) -> list[tuple[Any, ...]]:
    """axe's serious findings at each width, and whether the page is wider than the window."""
    found: list[tuple[Any, ...]] = []
    for width, height in (DESK, LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        rested(page)
        if not no_overflow(page):
            found.append((width, "wider than the window"))
        for each in Axe().run(page).response["violations"]:
            if each["impact"] in SERIOUS:
                found += [(width, each["id"], node["target"], node["failureSummary"]) for node in each["nodes"]]
    return found


def somebody(page: Declared) -> str:
    """The first of the cast whose role may open the page; Alice wherever she may."""
    return next(member.username for member in CAST if page.needs in ROLES[member.role].permissions)


def test_the_sign_in_page(people: People) -> None:
    page = people.stranger("/")
    expect(page.get_by_label("User name")).to_be_visible()
    assert serious(page) == []
    page.get_by_label("User name").fill("alice")
    page.get_by_label("Password", exact=True).fill("wrong, but long enough")
    button(page, "Sign in").click()
    expect(said(page, "don't match")).to_be_visible()
    assert serious(page) == []


def test_an_empty_inbox(people: People) -> None:
    page = people.sits_down("alice", "/inbox?view=done")
    expect(page.locator(".worklist .empty")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("declared", PAGES, ids=lambda page: page.url_path)
def test_every_page(people: People, clinic: Clinic, declared: Declared) -> None:
    asks(clinic, "Page")
    page = people.sits_down(somebody(declared))
    if declared.listed:
        page.get_by_test_id("stTopNavLink").filter(has_text=declared.title).first.click()
    else:
        page.goto(f"{people.house.url}/{declared.url_path}")
    rested(page)
    assert serious(page) == []


def test_a_task_in_each_of_its_states(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Stella", "It hurts.\n\nSince Monday.")
    clinic.patient_writes(task_id, "Still.")
    page = people.sits_down("alice")
    open_row(page, "Stella Diaz")
    assert serious(page) == []

    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    write(page, "We are looking into it.")
    button(page, "Send reply").click()
    expect(button(page, "Undo send")).to_be_visible()
    page.get_by_role("radio", name="Internal note").click()
    note_box(page).click()
    page.keyboard.type("For colleagues")
    button(page, "Keep note").click()
    expect(conversation(page)).to_contain_text("For colleagues")
    clinic.patient_writes(task_id, "Worse!")
    button(page, "Close").click()
    button(page, "Close: answered").click()
    expect(said(page, "Closing was stopped")).to_be_visible()
    assert serious(page) == []

    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    button(page, "Close").click()
    button(page, "Close: answered").click()
    expect(button(page, "Reopen")).to_be_visible()
    assert serious(page) == []
