"""The list's side of a queue page in a real browser: many tasks by keyboard, keys while typing, search and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import (
    DESK,
    LAPTOP,
    PATIENCE,
    PHONE,
    People,
    asks,
    button,
    no_overflow,
    open_row,
    reply_box,
    rested,
    row,
    view,
)
from tests.browser.test_axe import serious
from tests.conftest import Clinic

pytestmark = pytest.mark.browser


def test_several_tasks_are_closed_by_keyboard_alone_and_the_list_does_not_move(people: People, clinic: Clinic) -> None:
    ids = [asks(clinic, name) for name in ("Ada", "Bea", "Cleo")]
    page = people.sits_down("alice", "/inbox")
    before = row(page, "Ada").bounding_box()
    page.get_by_role("listbox").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(page.get_by_text("1 selected")).to_be_visible(timeout=PATIENCE)
    after = row(page, "Ada").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 1
    page.keyboard.press("Control+a")
    expect(page.get_by_text(re.compile(r"^\d+ selected$"))).to_have_text(f"{len(ids)} selected", timeout=PATIENCE)
    page.locator(".st-key-ps-bulk").get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=PATIENCE)
    rested(page)
    dialog.get_by_role("combobox").focus()
    page.keyboard.type("Dupl")
    page.keyboard.press("Enter")
    close = dialog.get_by_role("button", name=f"Close {len(ids)} tasks")
    expect(close).to_be_enabled(timeout=PATIENCE)
    close.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Done: {len(ids)}.")).to_be_visible(timeout=PATIENCE)
    expect(dialog).to_have_count(0)
    assert {clinic.task(number).outcome for number in ids} == {"duplicate"}


def test_keys_work_on_the_page_and_are_letters_while_somebody_types(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Dora")
    page = people.sits_down("alice", "/inbox")
    open_row(page, "Dora Diaz")
    page.locator(".ps-banner h2").click()
    page.keyboard.press("r")
    expect(reply_box(page)).to_be_focused(timeout=PATIENCE)
    page.keyboard.type("cezg?/ure")
    expect(reply_box(page)).to_have_value("cezg?/ure")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert clinic.task(task_id).owner_id is None
    page.locator(".ps-banner h2").click()
    page.keyboard.press("c")
    expect(button(page, "Give back")).to_be_visible(timeout=PATIENCE)
    rested(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Take the next task", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_search_shows_people_and_conversations_and_escape_brings_the_list_back(
    people: People, clinic: Clinic
) -> None:
    asks(clinic, "Xanthippe", "My elbow crackles when I bend it.")
    asks(clinic, "Frieda")
    page = people.sits_down("alice", "/inbox")
    expect(row(page, "Frieda")).to_be_visible(timeout=PATIENCE)
    search = page.get_by_role("searchbox")
    expect(search).to_be_visible(timeout=PATIENCE)  # the browser loads what draws it after the list
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("crackles")
    found = page.get_by_role("listbox", name="Conversations found")
    expect(found.get_by_role("option")).to_have_count(1, timeout=PATIENCE)
    assert "crackles" not in page.url
    search.fill("Xanthipe Diaz")
    expect(page.get_by_role("listbox", name="People found").get_by_role("option").first).to_contain_text(
        "Xanthippe Diaz", timeout=PATIENCE
    )
    search.press("Escape")
    expect(row(page, "Frieda")).to_be_visible(timeout=PATIENCE)
    expect(search).to_have_value("")


def test_views_and_search_fit_the_window_and_axe_finds_nothing_serious(people: People, clinic: Clinic) -> None:
    asks(clinic, "Gerda")
    page = people.sits_down("alice", "/inbox?priority=routine")
    expect(row(page, "Gerda").first).to_be_visible(timeout=PATIENCE)
    for width, height in (DESK, LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        rested(page)
        assert no_overflow(page)
        tops = {round(box["y"]) for one in view(page, "").all() if (box := one.bounding_box()) is not None}
        assert 1 <= len(tops) <= 2
    row(page, "Gerda").first.locator(".box").click()
    expect(page.get_by_text("1 selected")).to_be_visible(timeout=PATIENCE)
    assert serious(page) == []
