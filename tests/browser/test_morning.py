"""A nurse's morning, end to end: by mouse, and on a telephone. The database has the last word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from db.models import Document, SavedView
from tests.browser.house import (
    DESK,
    PHONE,
    People,
    button,
    conversation,
    no_overflow,
    note_box,
    open_row,
    reply_box,
    rested,
    row,
    said,
    write,
)
from tests.browser.morning import (
    CHEST,
    Portal,
    calls,
    choose,
    conversations,
    deeds,
    dialog,
    errands,
    more,
    open_the_other,
    press_in_dialog,
    steps,
    told,
)
from tests.conftest import Clinic
from tests.console.panes.opened import kinds
from tests.worker_process import eventually

pytestmark = pytest.mark.browser


# ---- by mouse -----------------------------------------------------------------------------------------


def test_a_morning_by_mouse_at_1440(people: People, clinic: Clinic, portal: Portal) -> None:
    chest = portal.writes("Rosa", CHEST)
    refill = portal.writes("Tom", "Please renew my lisinopril, three tablets are left.", topic="refill")
    again = portal.writes("Tom", "Did you get my question?", topic="refill")
    family = portal.writes("Uma", "When is my next visit?")
    portal.writes("Uma", "And my sister Vera asks about her form.", answers=family)
    sister = portal.joins("Vera")
    thanks = [portal.writes(given, "Thank you for everything!") for given in ("Wanda", "Xenia")]
    page = people.sits_down("alice", "/inbox", DESK)

    _sees_to_the_red_flag(page)
    _answers_a_refill_after_merging_and_thinks_again(page)
    other = _splits_and_files_under_another_patient(page, clinic, family)
    _asks_around_and_puts_it_off(page)
    _closes_two_at_once_and_keeps_a_view(page)
    _somebody_phones(page)

    portal.is_answered("Rosa", chest, "call 911 now")
    portal.is_answered("Tom", refill, "in two days")
    assert (clinic.task(chest).outcome, calls(clinic, chest)) == ("answered", [("reached", "Her son drives her.")])
    assert steps(clinic, chest) == ["acknowledged", "called", "replied", "closed"]
    assert [one.body for one in portal.reads("Tom", refill) if one.direction == "inbound"] == [
        "Please renew my lisinopril, three tablets are left.", "Did you get my question?",
    ]  # fmt: skip
    assert (clinic.task(again).closed_at is None, "merged" in kinds(clinic, again)) == (False, True)
    assert (clinic.task(refill).business_status, kinds(clinic, refill).count("undone")) == ("waiting-for-patient", 1)
    assert (clinic.task(other).patient_id, clinic.task(other).owner_id) == (sister.id, clinic.staff_id("dev"))
    assert told(clinic, other) == {(clinic.staff_id("dev"), "mention"), (clinic.staff_id("dev"), "assigned")}
    assert errands(clinic, family) == ["Please book her next visit."]
    assert clinic.task(family).on_hold_until is not None
    assert {clinic.task(number).outcome for number in thanks} == {"no-reply-needed"}
    assert conversations(clinic, sister.id)[-1] == "Your form"
    with clinic.db.transaction() as session:
        assert session.scalars(select(SavedView.name)).all() == ["Refills"]
    eventually(lambda: _documents(clinic, family) == [True], "the PDF is made")


def _documents(clinic: Clinic, task_id: int) -> list[bool]:
    with clinic.db.transaction() as session:
        found = session.scalars(select(Document.ready_at).where(Document.task_id == task_id))
        return [one is not None for one in found]


def _sees_to_the_red_flag(page: Page) -> None:
    expect(page.get_by_role("option").first).to_contain_text("Rosa Diaz")
    open_row(page, "Rosa Diaz")
    expect(page.locator("mark").first).to_contain_text("chest feels tight")
    button(page, "I'm on it").click()
    expect(page.locator(".ps-flag")).to_contain_text("Alice Moreno is on it")
    button(page, "Log the call").click()
    dialog(page).get_by_text("Reached", exact=True).click()
    dialog(page).get_by_role("textbox", name="What was said").fill("Her son drives her.")
    press_in_dialog(page, "Log the call")
    write(page, "As we said: call 911 now if it gets worse on the way.")
    button(page, "Send and close").click()
    expect(button(page, "Reopen")).to_be_visible()


def _answers_a_refill_after_merging_and_thinks_again(page: Page) -> None:
    row(page, "Tom Diaz").filter(has_text="Did you get").click()
    expect(page.locator(".ps-banner h2")).to_have_text("Tom Diaz")
    rested(page)
    more(page, "Merge into another conversation")
    dialog(page).get_by_text("Refill").first.click()
    press_in_dialog(page, "Merge")
    open_the_other(page)
    expect(conversation(page)).to_contain_text("three tablets are left")
    expect(conversation(page)).to_contain_text("Did you get my question?")
    deeds(page, "Claim").click()
    expect(said(page, "It is yours.")).to_be_visible()
    rested(page)
    button(page, "Templates").click()
    button(page, "Refill received").click()
    expect(reply_box(page)).not_to_have_value("")
    button(page, "Send and wait for the patient").click()
    button(page, "Undo send").click()
    expect(said(page, "Taken back.")).to_be_visible()
    write(page, " It is ready in two days.")
    button(page, "Send and wait for the patient").click()
    expect(said(page, "is on its way")).to_be_visible()


def _splits_and_files_under_another_patient(page: Page, clinic: Clinic, family: int) -> int:
    """The id of the task that came of it."""
    open_row(page, "Uma Diaz")
    more(page, "Split a message off")
    choose(page, "What it is about", "Health question")
    press_in_dialog(page, "Split it off")
    open_the_other(page)
    expect(conversation(page)).to_contain_text("my sister Vera")
    expect(conversation(page)).not_to_contain_text("my next visit")
    rested(page)
    other = int(page.url.split("task=")[1].split("&")[0])
    assert other != family
    more(page, "File under another patient")
    dialog(page).get_by_role("textbox", name="Find the patient").fill("Vera Diaz")
    page.keyboard.press("Enter")
    dialog(page).get_by_text("Vera Diaz, born").click()
    expect(dialog(page)).to_contain_text("Now under")
    dialog(page).get_by_role("textbox", name="Why").fill("It is her sister's form")
    press_in_dialog(page, "File under Vera Diaz")
    expect(page.locator(".ps-banner h2")).to_have_text("Vera Diaz")
    page.get_by_role("radio", name="Internal note").click()
    note_box(page).click()
    page.keyboard.type("Please sign the form,")
    page.locator(".st-key-ps-compose-tools").get_by_role("button", name="Mention").click()
    page.get_by_role("menuitem", name="Dev Patel").click()
    expect(note_box(page)).to_have_value("Please sign the form, @dev ")
    button(page, "Keep note").click()
    expect(said(page, "Note kept.")).to_be_visible()
    deeds(page, "Assign").click()
    choose(page, "To", "Dev Patel")
    press_in_dialog(page, "Assign")
    expect(said(page, "Dev Patel has it now.")).to_be_visible()
    return other


def _asks_around_and_puts_it_off(page: Page) -> None:
    open_row(page, "Uma Diaz")
    more(page, "Ask another team")
    choose(page, "Team", "Front desk")
    dialog(page).get_by_role("textbox", name="What is to be done").fill("Please book her next visit.")
    press_in_dialog(page, "Ask them")
    more(page, "PDF for the chart")
    expect(page.get_by_text("The PDF is")).to_be_visible()
    deeds(page, "Snooze").click()
    press_in_dialog(page, "1 hour")
    expect(said(page, "Snoozed until")).to_be_visible()


def _closes_two_at_once_and_keeps_a_view(page: Page) -> None:
    for given in ("Wanda", "Xenia"):
        row(page, f"{given} Diaz").locator(".box").click()
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.locator(".st-key-ps-bulk").get_by_role("button", name="Close").click()
    choose(page, "How it ended", "No reply needed")
    press_in_dialog(page, "Close 2 tasks")
    expect(page.get_by_text("Done: 2.")).to_be_visible()
    button(page, "Filter").click()
    page.get_by_role("combobox", name="Topic").click()
    page.get_by_role("option", name="Refill", exact=True).click()
    page.keyboard.press("Escape")
    rested(page)
    button(page, "Saved").click()
    page.get_by_role("textbox", name="Name").fill("Refills")
    button(page, "Save this view").click()
    expect(button(page, "Saved: Refills")).to_be_visible()


def _somebody_phones(page: Page) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text="Patients").click()
    page.get_by_role("searchbox", name="Find a patient").fill("Vera Diaz")
    page.get_by_role("option", name="Vera Diaz").click()
    expect(page.locator(".ps-banner h2")).to_have_text("Vera Diaz")
    rested(page)
    page.get_by_role("link", name="Write a message").click()
    page.get_by_role("textbox", name="Subject").fill("Your form")
    page.get_by_role("textbox", name="Message to Vera Diaz").click()
    page.keyboard.type("We sign it today.")
    button(page, "Send and wait for an answer").click()
    expect(said(page, "The message to Vera Diaz is on its way.")).to_be_visible()


# ---- on a telephone -----------------------------------------------------------------------------------


def test_a_morning_at_390_px(people: People, clinic: Clinic, portal: Portal) -> None:
    chest = portal.writes("Paul", CHEST)
    refill = portal.writes("Qing", "Please renew my lisinopril.", topic="refill")
    later = portal.writes("Rita", "When is my next visit?")
    page = people.sits_down("alice", "/inbox", PHONE)

    open_row(page, "Paul Diaz")
    expect(page.locator("mark").first).to_contain_text("chest feels tight")
    button(page, "I'm on it").click()
    expect(page.locator(".ps-flag")).to_contain_text("Alice Moreno is on it")
    button(page, "Log the call").click()
    dialog(page).get_by_text("Left a message", exact=True).click()
    assert no_overflow(page)
    press_in_dialog(page, "Log the call")
    write(page, "Please call 911 now.")
    button(page, "Send and close").click()
    expect(button(page, "Reopen")).to_be_visible()
    assert no_overflow(page)
    button(page, "Back to the list").click()

    open_row(page, "Qing Diaz")
    deeds(page, "Claim").click()
    expect(said(page, "It is yours.")).to_be_visible()
    button(page, "Templates").click()
    button(page, "Refill received").click()
    expect(reply_box(page)).not_to_have_value("")
    button(page, "Send reply").click()
    expect(said(page, "is on its way")).to_be_visible()
    assert no_overflow(page)
    button(page, "Back to the list").click()

    open_row(page, "Rita Diaz")
    deeds(page, "Snooze").click()
    assert no_overflow(page)
    press_in_dialog(page, "1 hour")
    expect(said(page, "Snoozed until")).to_be_visible()
    more(page, "Ask another team")
    choose(page, "Team", "Front desk")
    dialog(page).get_by_role("textbox", name="What is to be done").fill("Please book her next visit.")
    press_in_dialog(page, "Ask them")
    assert no_overflow(page)

    page.goto(f"{people.house.url}/patients")
    page.get_by_role("searchbox", name="Find a patient").fill("Rita Diaz")
    page.get_by_role("option", name="Rita Diaz").click()
    expect(page.locator(".ps-banner h2")).to_have_text("Rita Diaz")
    rested(page)
    assert no_overflow(page)
    page.get_by_role("link", name="Write a message").click()
    page.get_by_role("textbox", name="Subject").fill("Your visit")
    page.get_by_role("textbox", name="Message to Rita Diaz").click()
    page.keyboard.type("The front desk calls you.")
    button(page, "Send and close").click()
    expect(said(page, "The message to Rita Diaz is on its way.")).to_be_visible()
    assert no_overflow(page)

    portal.is_answered("Paul", chest, "Please call 911 now.")
    eventually(lambda: portal.reads("Qing", refill)[-1].direction == "outbound", "Qing sees the reply")
    assert (clinic.task(chest).outcome, calls(clinic, chest)) == ("answered", [("left-message", "")])
    assert clinic.task(later).on_hold_until is not None
    assert errands(clinic, later) == ["Please book her next visit."]
    assert conversations(clinic, portal.patients["Rita"].id)[-1] == "Your visit"
