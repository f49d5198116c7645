"""A nurse's morning by keyboard alone, from the red flag to a message to several: the mouse is never touched."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import DESK, People, button, note_box, reply_box, rested, row, said
from tests.browser.morning import (
    CHEST,
    Portal,
    calls,
    conversations,
    dialog,
    errands,
    steps,
    told,
)
from tests.browser.test_keyboard import tab_to
from tests.conftest import Clinic

pytestmark = pytest.mark.browser


def test_a_morning_by_keyboard_alone(people: People, clinic: Clinic, portal: Portal) -> None:
    chest = portal.writes("Kira", CHEST)
    refill = portal.writes("Liam", "Please renew my lisinopril.", topic="refill")
    form = portal.writes("Mona", "Could you sign my form?")
    thanks = portal.writes("Nils", "Thank you for everything!")
    page = people.sits_down("alice", "/inbox", DESK)

    _by_key_the_red_flag(page)
    _by_key_a_refill(page)
    _by_key_a_note_and_a_colleague(page)
    _by_key_snooze_and_search(page)
    _by_key_a_list_of_patients(page, [portal.patients[given].mrn for given in ("Liam", "Mona")])

    portal.is_answered("Kira", chest, "An ambulance is on its way.")
    portal.is_answered("Liam", refill, "Two days.")
    assert (clinic.task(chest).outcome, calls(clinic, chest)) == ("answered", [("reached", "")])
    assert steps(clinic, chest) == ["claimed", "acknowledged", "called", "replied", "closed"]
    assert clinic.task(refill).owner_id == clinic.staff_id("alice")
    assert told(clinic, form) == {(clinic.staff_id("dev"), "mention"), (clinic.staff_id("dev"), "assigned")}
    assert (clinic.task(form).owner_id, errands(clinic, form)) == (clinic.staff_id("dev"), ["Print her form."])
    assert clinic.task(thanks).on_hold_until is not None
    for given in ("Liam", "Mona"):
        assert conversations(clinic, portal.patients[given].id)[-1] == "Closed on Friday"


def _moved_to(page: Page, given: str) -> None:
    """To a patient's line with the arrows, and open it with Enter."""
    tab_to(page, page.get_by_role("listbox"), key="Shift+Tab")
    wanted = row(page, f"{given} Diaz").get_attribute("id") or ""
    for _ in range(page.get_by_role("option").count()):
        if page.get_by_role("listbox").get_attribute("aria-activedescendant") == wanted:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ps-banner h2")).to_have_text(f"{given} Diaz")
    rested(page)


def _typed_in_dialog(page: Page, key: str, *strokes: str, then: str) -> None:
    """Open a dialog by its key, go through it, and press its button; only keys."""
    rested(page)
    page.keyboard.press(key)
    expect(dialog(page)).to_be_visible()
    rested(page)
    for stroke in strokes:
        if stroke.startswith("to "):
            fields = dialog(page).get_by_role("textbox").or_(dialog(page).get_by_role("combobox"))
            tab_to(page, fields.and_(dialog(page).get_by_label(stroke[3:])))
        elif stroke in ("Enter", "Space", "ArrowDown"):
            page.keyboard.press(stroke)
            rested(page)
        else:
            page.keyboard.type(stroke)
            rested(page)
    tab_to(page, dialog(page).get_by_role("button", name=then, exact=True))
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_count(0)
    rested(page)


def _by_key_the_red_flag(page: Page) -> None:
    tab_to(page, page.get_by_role("listbox"))
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".ps-banner h2")).to_have_text("Kira Diaz")
    rested(page)
    page.keyboard.press("c")
    expect(page.locator(".ps-flag")).to_contain_text("Alice Moreno is on it")
    rested(page)
    page.keyboard.press("l")
    expect(dialog(page)).to_be_visible()
    rested(page)
    tab_to(page, dialog(page).get_by_role("radio", name="Reached"))
    page.keyboard.press("Space")
    tab_to(page, dialog(page).get_by_role("button", name="Log the call"))
    page.keyboard.press("Enter")
    expect(said(page, "Call logged: reached.")).to_be_visible()
    rested(page)
    page.keyboard.press("r")
    expect(reply_box(page)).to_be_focused()
    page.keyboard.type("An ambulance is on its way.")
    page.keyboard.press("Control+Shift+Enter")
    expect(button(page, "Reopen")).to_be_visible()


def _by_key_a_refill(page: Page) -> None:
    _moved_to(page, "Liam")
    page.keyboard.press("c")
    expect(said(page, "It is yours.")).to_be_visible()
    rested(page)
    page.keyboard.press("r")
    expect(reply_box(page)).to_be_focused()
    tab_to(page, button(page, "Templates"), key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, button(page, "Refill received"))
    page.keyboard.press("Enter")
    expect(reply_box(page)).not_to_have_value("")
    expect(button(page, "Refill received")).to_be_hidden()
    expect(reply_box(page)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Two days.")
    page.keyboard.press("Control+Enter")
    expect(said(page, "is on its way")).to_be_visible()


def _by_key_a_note_and_a_colleague(page: Page) -> None:
    _moved_to(page, "Mona")
    page.keyboard.press("n")
    expect(note_box(page)).to_be_focused()
    page.keyboard.type("Please sign, @dev")
    page.keyboard.press("Control+Enter")
    expect(said(page, "Note kept.")).to_be_visible()
    tab_to(page, page.get_by_role("listbox"), key="Shift+Tab")
    asking = ("to Team", "Front", "Enter", "to What is to be done", "Print her form.")
    _typed_in_dialog(page, "t", *asking, then="Ask them")
    _typed_in_dialog(page, "a", "to To", "Dev", "Enter", then="Assign")
    expect(said(page, "Dev Patel has it now.")).to_be_visible()


def _by_key_snooze_and_search(page: Page) -> None:
    rested(page)
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("Thank you for everything Nils")
    rested(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    rested(page)
    expect(row(page, "Nils Diaz")).to_be_visible()
    _moved_to(page, "Nils")
    _typed_in_dialog(page, "z", then="1 hour")
    expect(said(page, "Snoozed until")).to_be_visible()


def _by_key_a_list_of_patients(page: Page, numbers: list[str]) -> None:
    rested(page)
    page.keyboard.press("f")
    expect(page.get_by_role("searchbox", name="Find a patient")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Write to several patients"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("textbox", name="Record numbers"))
    page.keyboard.type(" ".join([*numbers, "NOBODY"]))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("2 of 3 will be written to")).to_be_visible()
    tab_to(page, page.get_by_role("textbox", name="Subject"))
    page.keyboard.type("Closed on Friday")
    tab_to(page, page.get_by_role("textbox", name="Message to each of them"))
    page.keyboard.type("We are closed on Friday.")
    page.keyboard.press("Control+Enter")
    rested(page)
    tab_to(page, page.get_by_role("textbox", name="Type 2 to send"))
    page.keyboard.type("2")
    send = button(page, "Send to 2 patients")
    expect(send).to_be_enabled()
    tab_to(page, send)
    page.keyboard.press("Enter")
    expect(said(page, "2 messages are on the way.")).to_be_visible()
