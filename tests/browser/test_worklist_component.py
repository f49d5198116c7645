"""The worklist in a real Chromium, on a page with nothing behind it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.components import area, events, focus_list, rows, start_writing

pytestmark = pytest.mark.browser


@pytest.fixture(params=["page", "fragment"])
def place(request: pytest.FixtureRequest) -> str:
    """Once on a page, once in a fragment."""
    return "&fragment=1" if request.param == "fragment" else ""


def test_a_task_is_opened_by_keyboard_alone(open_page: Any, place: str) -> None:
    page = open_page(place=place)
    listbox = focus_list(page)
    expect(listbox).to_have_attribute("aria-activedescendant", "row-1")
    for key in ("ArrowDown", "j", "k", "End", "Home", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Task 2")).to_be_visible()
    expect(rows(page).nth(1)).to_have_attribute("aria-current", "true")
    assert events(page) == ["open 2"]
    expect(listbox).to_be_focused()


def test_rows_are_checked_by_keyboard_and_escape_clears_them(open_page: Any) -> None:
    page = open_page()
    focus_list(page)
    page.keyboard.press("Space")
    expect(page.get_by_text("checked: [1]")).to_be_visible()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_text("checked: [1, 2, 3]")).to_be_visible()
    page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_text("checked: [1, 2]")).to_be_visible()
    expect(rows(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_text("checked: []")).to_be_visible()
    assert events(page) == []


def test_the_mouse_checks_by_box_and_ranges_with_shift(open_page: Any) -> None:
    page = open_page()
    rows(page).nth(1).locator(".box").click()
    rows(page).nth(3).click(modifiers=["Shift"])
    expect(page.get_by_text("checked: [2, 3, 4]")).to_be_visible()
    page.get_by_role("button", name="Clear checks").click()
    expect(page.get_by_text("checked: []")).to_be_visible()
    expect(rows(page).nth(2)).to_have_attribute("aria-selected", "false")


def test_a_check_does_not_outlive_its_row(open_page: Any) -> None:
    page = open_page()
    rows(page).nth(0).locator(".box").click()
    rows(page).nth(1).locator(".box").click()
    expect(page.get_by_text("checked: [1, 2]")).to_be_visible()
    page.get_by_role("button", name="Drop second row").click()
    expect(page.get_by_text("checked: [1]")).to_be_visible()


def test_single_letters_are_shortcuts_for_the_focused_row_only(open_page: Any, place: str) -> None:
    page = open_page(place=place)
    focus_list(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_text("shortcut claim 2")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.press("x")
    page.keyboard.press("Control+c")
    assert events(page) == ["shortcut claim 2", "shortcut reply 2"]
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_hostile_text_stays_text(open_page: Any) -> None:
    page = open_page("hostile")
    expect(rows(page).nth(0)).to_contain_text("<img src=x onerror=")
    expect(rows(page).nth(2)).to_contain_text("NUL\ufffdinside")
    expect(rows(page).nth(2)).to_contain_text("line one line two")
    assert page.locator(".worklist img, .worklist script").count() == 0
    assert "\u202e" not in (rows(page).nth(1).text_content() or "")
    assert len(rows(page).nth(3).text_content() or "") < 500
    rows(page).nth(0).click()
    expect(page.get_by_role("heading", name="Task 1")).to_be_visible()
    assert page.title() == "Portside components"
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 800})
        heights = [row.bounding_box() for row in rows(page).all()]
        assert all(box is not None and 54 <= box["height"] <= 64 for box in heights)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_focus_moves_to_the_neighbour_when_a_row_vanishes(open_page: Any) -> None:
    page = open_page()
    listbox = focus_list(page)
    page.keyboard.press("j")
    expect(listbox).to_have_attribute("aria-activedescendant", "row-2")
    page.get_by_role("button", name="Drop second row").click()
    expect(rows(page)).to_have_count(5)
    expect(listbox).to_have_attribute("aria-activedescendant", "row-3")


def test_rows_arriving_above_do_not_move_what_is_in_sight(open_page: Any) -> None:
    page = open_page("many")
    page.locator(".scroller").evaluate("node => { node.scrollTop = 2000 }")
    row = rows(page).filter(has_text="Patient 040")
    before = row.bounding_box()
    page.get_by_role("button", name="Add on top").click()
    expect(rows(page)).to_have_count(203)
    after = row.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) <= 1


def test_paging_keys_reach_the_last_of_two_hundred_rows(open_page: Any) -> None:
    page = open_page("many")
    listbox = focus_list(page)
    page.keyboard.press("PageDown")
    assert listbox.get_attribute("aria-activedescendant") not in ("row-1", "row-2")
    page.keyboard.press("End")
    expect(listbox).to_have_attribute("aria-activedescendant", "row-200")
    expect(rows(page).nth(199)).to_be_in_viewport()


def test_show_more_asks_once_and_the_list_grows(open_page: Any, place: str) -> None:
    page = open_page(place=place)
    page.get_by_role("button", name="Show more").dblclick()
    expect(rows(page)).to_have_count(7)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)
    assert events(page) == ["more"]
    expect(page.get_by_role("listbox")).to_have_attribute("aria-activedescendant", "row-7")


def test_an_empty_list_says_so_kindly(open_page: Any) -> None:
    page = open_page("empty")
    expect(page.get_by_text("Nothing waits here. Well done.")).to_be_visible()


def test_page_wide_keys_work_anywhere_for_the_row_that_is_open(open_page: Any, place: str) -> None:
    page = open_page(place=f"{place}&wide=1")
    rows(page).nth(2).click()
    expect(page.get_by_role("heading", name="Task 3")).to_be_visible()
    page.get_by_role("heading", name="Task 3").click()
    page.keyboard.press("c")
    expect(page.get_by_text("shortcut claim 3")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("listbox")).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_text("shortcut reply 4")).to_be_visible()
    assert events(page) == ["open 3", "shortcut claim 3", "shortcut reply 4"]


def test_page_wide_keys_are_silent_while_somebody_types_or_a_dialog_is_open(open_page: Any) -> None:
    page = open_page(place="&wide=1")
    start_writing(page)
    page.keyboard.type("c r n ? j k /")
    expect(area(page)).to_have_value("c r n ? j k /")
    page.get_by_role("searchbox", name="Search").click()
    page.keyboard.type("rc")
    page.get_by_role("button", name="Open dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Inside").focus()
    for key in ("r", "c", "n", "Control+c"):
        page.keyboard.press(key)
    assert not [line for line in events(page) if line.startswith("shortcut")]
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_contain_text("A dialog")


def test_streamlits_own_letters_do_nothing_anywhere_on_the_page(open_page: Any) -> None:
    page = open_page(place="&wide=1")
    page.get_by_role("heading", name="Components").click()
    page.keyboard.press("c")
    page.keyboard.press("r")
    expect(page.get_by_text("shortcut reply None")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_slash_leads_to_the_search_and_escape_empties_it_and_leads_back(open_page: Any) -> None:
    page = open_page(place="&wide=1")
    search = page.get_by_role("searchbox", name="Search")
    expect(search).to_be_visible()  # it comes after the list
    page.get_by_role("heading", name="Components").click()
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("cough")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    expect(page.get_by_role("listbox")).to_be_focused()
