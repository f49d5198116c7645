"""The composer in a real Chromium, on a page with nothing behind it; and axe on both components."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.components import SAVED, Harness, area, events, rows, said, start_writing
from tests.browser.test_axe import serious

pytestmark = pytest.mark.browser


FRAGMENT = "&fragment=1"  # where it stands in Portside


@pytest.fixture(params=["page", "fragment"])
def place(request: pytest.FixtureRequest) -> str:
    """Once on a page, once in a fragment: for what reruns of one could lose or repeat."""
    return FRAGMENT if request.param == "fragment" else ""


def test_typing_is_saved_after_two_seconds_without_leaving_the_field(open_page: Any) -> None:
    page = open_page(place=FRAGMENT)
    start_writing(page)
    page.keyboard.type("Please come in")
    expect(said(page, "Not saved yet")).to_be_visible()
    expect(said(page, SAVED)).to_be_visible(timeout=5000)
    expect(area(page)).to_be_focused()
    assert events(page) == ["open 1", "save 1 'Please come in' (14)"]


def test_a_rerun_never_overwrites_what_is_being_typed(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    sentence = "This is typed slowly while the page saves and reruns underneath."
    began = time.monotonic()
    page.keyboard.type(sentence, delay=50)
    typing = time.monotonic() - began
    expect(area(page)).to_have_value(sentence)
    expect(said(page, SAVED)).to_be_visible()
    saves = [line for line in events(page) if line.startswith("save")]
    assert 2 <= len(saves) <= 1 + typing / 2  # every two seconds, and the end of it
    assert saves[-1].endswith(f"({len(sentence)})")


def test_ctrl_enter_sends_the_last_keystroke(open_page: Any, place: str) -> None:
    page = open_page(place=place)
    start_writing(page)
    page.keyboard.type("call 911 now!")
    page.keyboard.press("Control+Enter")
    expect(said(page, "Sent")).to_be_visible()
    expect(area(page)).to_have_value("")
    assert events(page) == ["open 1", "act 1 send 'call 911 now!'"]


def test_a_double_click_on_send_sends_once(open_page: Any, place: str) -> None:
    page = open_page(place=place)
    start_writing(page)
    page.keyboard.type("once")
    page.get_by_role("button", name="Send reply").dblclick()
    expect(said(page, "Sent")).to_be_visible()
    assert [line for line in events(page) if line.startswith("act")] == ["act 1 send 'once'"]


def test_a_refused_send_keeps_the_text_and_frees_the_buttons(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("conflict: they wrote again")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("act 1 send")).to_be_visible()
    expect(area(page)).to_have_value("conflict: they wrote again")
    expect(area(page)).to_be_editable()
    expect(page.get_by_role("button", name="Send reply")).not_to_have_attribute("aria-disabled", "true")


def test_text_does_not_follow_to_the_next_task_and_waits_at_its_own(open_page: Any, place: str) -> None:
    page = open_page(place=place)
    start_writing(page, 0)
    page.keyboard.type("for Rosa only")
    rows(page).nth(1).click()
    expect(page.get_by_role("heading", name="Task 2")).to_be_visible()
    expect(area(page)).to_have_count(1)  # for a moment both are there
    expect(area(page)).to_have_value("")
    rows(page).nth(0).click()
    expect(page.get_by_role("heading", name="Task 1")).to_be_visible()
    expect(area(page)).to_have_count(1)
    expect(area(page)).to_have_value("for Rosa only")
    assert "save 2 'for Rosa only' (13)" not in events(page)


def test_leaving_the_field_saves_at_once(open_page: Any) -> None:
    page = open_page(place=FRAGMENT)
    start_writing(page)
    page.keyboard.type("nearly lost")
    page.get_by_role("button", name="Close task").click()
    expect(area(page)).to_have_count(0)
    assert "save 1 'nearly lost' (11)" in events(page)


def test_an_inserted_template_replaces_the_text_and_nothing_typed_is_lost(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("Hello. ")
    page.get_by_role("button", name="Insert template").click()
    expect(area(page)).to_have_value("Hello. Dear patient,")
    expect(page.get_by_role("button", name="Bring back unsaved text")).to_be_hidden()


def test_letters_typed_in_the_composer_are_no_shortcuts(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("r c n ? j k")
    expect(area(page)).to_have_value("r c n ? j k")
    assert not [line for line in events(page) if line.startswith("shortcut")]
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(area(page)).not_to_be_focused()


def test_text_over_the_limit_is_refused_with_a_reason(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    area(page).fill("x" * 100_000)
    expect(said(page, "Too long to save or send: 99,500 over the limit of 500 characters.")).to_be_visible()
    page.get_by_role("button", name="Send reply").click(force=True)
    area(page).fill("🤒" * 500)
    expect(said(page, "500 of 500")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(said(page, "Sent")).to_be_visible()
    assert len([line for line in events(page) if line.startswith("act")]) == 1


def test_hostile_typing_comes_back_as_text(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    area(page).fill("<img src=x onerror=alert(1)> \u202eevil\r\nline \ud83d")
    expect(said(page, SAVED)).to_be_visible()
    assert page.locator(".composer img").count() == 0
    assert page.title() == "Portside components"


def test_a_blank_text_cannot_be_sent(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("   ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Send reply")).to_have_attribute("aria-disabled", "true")
    assert not [line for line in events(page) if line.startswith("act")]


def test_a_task_taken_over_can_be_read_and_not_written(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("mine")
    page.get_by_role("button", name="Take over").click()
    expect(area(page)).not_to_be_editable()
    expect(area(page)).to_have_value("mine")


def test_text_survives_an_action_that_broke_the_page(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("boom")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("This app has encountered an error")).to_be_visible()
    page.evaluate("history.pushState({}, '', '?case=cast&again=1')")
    page.go_back()
    expect(area(page)).to_have_value("boom")
    expect(area(page)).to_be_editable()
    expect(page.get_by_test_id("stText")).to_contain_text("save 1 'boom' (4)")
    assert events(page)[1:] == ["act 1 send 'boom'", "save 1 'boom' (4)"]


def test_unsaved_text_waits_when_the_composer_vanishes_under_the_hands(open_page: Any) -> None:
    page = open_page()
    start_writing(page)
    page.keyboard.type("mid-sent")
    # What a refresh does that closes the task: no click, so the field keeps the focus until it is gone.
    page.get_by_role("button", name="Close task").evaluate("button => button.click()")
    expect(area(page)).to_have_count(0)
    rows(page).nth(0).click()
    expect(area(page)).to_have_value("mid-sent")
    expect(said(page, SAVED)).to_be_visible()
    assert events(page)[-1] == "save 1 'mid-sent' (8)"


def test_without_an_answer_it_says_so_and_saves_when_the_connection_is_back(open_page: Any, harness: Harness) -> None:
    page = open_page()
    start_writing(page)
    harness.pause()
    try:
        page.keyboard.type("still here")
        expect(said(page, "Not saved: connection lost. Your text is still here.")).to_be_visible(timeout=15_000)
    finally:
        harness.resume()
    expect(said(page, SAVED)).to_be_visible(timeout=20_000)
    expect(area(page)).to_have_value("still here")


@pytest.mark.parametrize("case", ["cast", "empty"])
def test_axe_finds_nothing_serious_at_three_widths(open_page: Any, case: str) -> None:
    page = open_page(case)
    if case == "cast":
        rows(page).nth(1).locator(".box").click()
        start_writing(page, 2)
        page.keyboard.type("Please call us")
        expect(said(page, SAVED)).to_be_visible()
    assert serious(page) == []
