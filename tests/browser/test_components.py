"""The worklist and the composer in a real Chromium, on a page with nothing behind it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SAVED = re.compile(r"^Saved \d\d:\d\d$")
SERIOUS = {"serious", "critical"}


class Harness:
    """The running page: its address, and a way to hold its breath."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url

    def pause(self) -> None:
        """The server stops answering, as behind a dead connection."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """The server answers again."""
        os.kill(self.process.pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def harness() -> Iterator[Harness]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).with_name("components_app.py")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://localhost:{port}"
        wait_for(port, process)
        yield Harness(process, url)
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(timeout=15)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the harness ended before it answered"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the harness did not answer within a minute")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"], headless=True
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=["page", "fragment"])
def place(request: pytest.FixtureRequest) -> str:
    return "&fragment=1" if request.param == "fragment" else ""


@pytest.fixture
def open_page(browser: Browser, harness: Harness) -> Iterator[Any]:
    pages: list[Page] = []

    def visit(case: str = "cast", place: str = "", width: int = 1440, height: int = 900) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        page.goto(f"{harness.url}/?case={case}{place}")
        expect(page.get_by_text("no events")).to_be_visible(timeout=20_000)
        return page

    yield visit
    for page in pages:
        page.close()


def rows(page: Page) -> Locator:
    return page.get_by_role("option")


def focus_list(page: Page) -> Locator:
    listbox = page.get_by_role("listbox", name="Unassigned messages")
    listbox.focus()
    return listbox


def area(page: Page) -> Locator:
    return page.get_by_label("Reply to the patient")


def said(page: Page, text: str | re.Pattern[str]) -> Locator:
    return page.locator(".status").filter(has_text=text)


def events(page: Page) -> list[str]:
    """The callbacks so far, once the page rests."""
    page.wait_for_timeout(700)
    lines = page.get_by_test_id("stText").inner_text().splitlines()
    return [line for line in lines if line != "no events"]


def start_writing(page: Page, row: int = 0) -> Locator:
    rows(page).nth(row).click()
    expect(area(page)).to_be_visible()
    area(page).click()
    return area(page)


# ---- the worklist -----------------------------------------------------------------------------------


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


# ---- the composer -----------------------------------------------------------------------------------


def test_typing_is_saved_after_two_seconds_without_leaving_the_field(open_page: Any, place: str) -> None:
    page = open_page(place=place)
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
    page.keyboard.type(sentence, delay=70)
    expect(area(page)).to_have_value(sentence)
    expect(said(page, SAVED)).to_be_visible(timeout=5000)
    saves = [line for line in events(page) if line.startswith("save")]
    assert 2 <= len(saves) <= 5
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


def test_leaving_the_field_saves_at_once(open_page: Any, place: str) -> None:
    page = open_page(place=place)
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
    expect(said(page, SAVED)).to_be_visible(timeout=5000)
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
    expect(said(page, SAVED)).to_be_visible(timeout=5000)
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


# ---- for everybody ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("case", ["cast", "empty"])
def test_axe_finds_nothing_serious(open_page: Any, case: str, width: int, height: int) -> None:
    page = open_page(case, width=width, height=height)
    if case == "cast":
        rows(page).nth(1).locator(".box").click()
        start_writing(page, 2)
        page.keyboard.type("Please call us")
        expect(said(page, SAVED)).to_be_visible(timeout=5000)
    found = Axe().run(page).response["violations"]
    serious = [
        (each["id"], node["target"], node["failureSummary"])
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]
    assert serious == []
