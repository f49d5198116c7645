"""An open task in real browsers: a stopped send seen by both, a mention, the keys, a double click, a phone's width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from db.models import Attachment, StaffNotice
from tests.browser.house import (
    PHONE,
    SAVED,
    People,
    asks,
    button,
    conversation,
    no_overflow,
    note_box,
    open_row,
    replies,
    reply_box,
    rested,
    row,
    said,
    status,
    write,
)
from tests.conftest import Clinic
from tests.console.panes.opened import kinds, red_flag

pytestmark = pytest.mark.browser


def more(page: Page, deed: str) -> None:
    """Choose in the menu of deeds."""
    page.locator(".st-key-ps-buttons").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=deed).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_stopped_send_is_seen_by_both_and_its_author_decides(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Rita")
    alice, dev = people.sits_down("alice"), people.sits_down("dev")
    for page in (alice, dev):
        open_row(page, "Rita Diaz")
    write(alice, "Alice's advice.")
    write(dev, "Dev's advice.")
    button(alice, "Send reply").click()
    expect(said(alice, "is on its way")).to_be_visible()

    button(dev, "Send reply").click()
    expect(said(dev, "Alice Moreno replied in the meantime.")).to_be_visible()
    expect(reply_box(dev)).to_have_value("Dev's advice.")
    expect(conversation(dev).locator(".ps-new")).to_have_count(1)
    expect(dev.get_by_label("What came since")).to_contain_text("Alice's advice.")

    alice.reload()
    expect(alice.get_by_text("Dev Patel's reply was stopped at")).to_be_visible()
    expect(alice.get_by_text("Dev Patel is writing here")).to_be_visible()

    button(dev, "Go on editing").click()
    expect(reply_box(dev)).to_be_focused()
    expect(reply_box(dev)).to_have_value("Dev's advice.")
    expect(dev.get_by_label("What came since")).to_have_count(0)
    assert len(replies(clinic, task_id)) == 1


def test_a_mention_is_put_into_the_note_and_tells_the_colleague(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Mina")
    page = people.sits_down("alice")
    open_row(page, "Mina Diaz")
    row(page, "Mina Diaz").press("n")
    expect(note_box(page)).to_be_focused()
    page.keyboard.type("Please look,")
    page.locator(".st-key-ps-compose-tools").get_by_role("button", name="Mention").click()
    page.get_by_role("menuitem", name="Dev Patel").click()
    expect(note_box(page)).to_have_value("Please look, @dev ")
    expect(note_box(page)).to_be_focused()
    page.keyboard.type("today")
    expect(status(page)).to_have_text(SAVED)
    button(page, "Keep note").click()
    expect(said(page, "Note kept.")).to_be_visible()
    expect(conversation(page)).to_contain_text("Please look, @dev today")
    with clinic.db.transaction() as session:
        told = session.query(StaffNotice.staff_id, StaffNotice.kind).filter_by(task_id=task_id).all()
    assert [tuple(one) for one in told] == [(clinic.staff_id("dev"), "mention")]


def test_snooze_by_keyboard_alone(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Zoe")
    page = people.sits_down("alice")
    open_row(page, "Zoe Diaz")
    row(page, "Zoe Diaz").press("z")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    rested(page)
    for _ in range(4):
        if button(page, "1 hour").evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said(page, "Snoozed until")).to_be_visible()
    expect(dialog).to_have_count(0)
    assert clinic.task(task_id).on_hold_until is not None


def test_pitfalls_2_and_30_a_double_click_in_a_dialog_does_it_once(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Dora")
    page = people.sits_down("alice")
    open_row(page, "Dora Diaz")
    button(page, "Snooze").click()
    button(page, "1 hour").dblclick()
    expect(said(page, "Snoozed until")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert kinds(clinic, task_id).count("snoozed") == 1


def test_a_dialog_that_was_left_by_mistake_keeps_what_was_typed_and_one_that_is_done_does_not(
    people: People, clinic: Clinic
) -> None:
    asks(clinic, "Wanda")
    page = people.sits_down("alice")
    open_row(page, "Wanda Diaz")
    why = page.get_by_role("dialog").get_by_role("textbox", name="Why")
    more(page, "Priority")
    why.fill("Asked twice")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    rested(page)
    more(page, "Priority")
    expect(why).to_have_value("Asked twice")
    page.get_by_role("dialog").get_by_text("ASAP: today").click()
    button(page, "Change the priority").click()
    expect(said(page, "The priority was changed")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    more(page, "Priority")
    expect(why).to_have_value("")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da63fcffff3f030005fe02fea735818400"
    "00000049454e44ae426082"
)


def test_a_file_goes_with_the_reply_and_one_that_lies_is_refused_with_the_text_kept(
    people: People, clinic: Clinic
) -> None:
    task_id = asks(clinic, "Paula")
    page = people.sits_down("alice")
    open_row(page, "Paula Diaz")
    tools = page.locator(".st-key-ps-compose-tools")

    def attach(name: str, content: bytes) -> None:
        tools.get_by_role("button").first.click()
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})
        expect(tools.get_by_role("button", name="1 file")).to_be_visible()
        page.keyboard.press("Escape")

    attach("plan.png", b"no picture at all")
    write(page, "Here is the plan.")
    button(page, "Send reply").click()
    expect(said(page, "one file is something else")).to_be_visible()
    expect(reply_box(page)).to_have_value("Here is the plan.")
    assert replies(clinic, task_id) == []

    tools.get_by_role("button", name="1 file").click()
    page.get_by_role("button", name="Remove plan.png").click()
    expect(tools.get_by_role("button", name="Attach")).to_be_visible()
    page.keyboard.press("Escape")
    attach("plan.png", PIXEL)
    button(page, "Send reply").click()
    expect(said(page, "is on its way")).to_be_visible()
    button(page, "Undo send").click()
    expect(reply_box(page)).to_have_value("Here is the plan.")
    expect(tools.get_by_role("button", name="1 file")).to_be_visible()  # it came back with the text
    button(page, "Send reply").click()
    expect(button(page, "Undo send")).to_be_visible()
    expect(tools.get_by_role("button", name="Attach")).to_be_visible()
    sent = replies(clinic, task_id)[-1]
    with clinic.db.transaction() as session:
        assert session.query(Attachment.name, Attachment.content).filter_by(message_id=sent.id).all() == [
            ("plan.png", PIXEL)
        ]


def test_a_red_flag_on_a_phone_is_closed_only_after_the_call(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Nora", "Since this morning my chest hurts.")
    red_flag(clinic, task_id)
    page = people.sits_down("alice", f"/inbox?task={task_id}", PHONE)
    expect(page.locator("mark")).to_have_text("chest hurts")
    assert no_overflow(page)
    page.locator(".st-key-ps-buttons").get_by_role("button", name="Close").click()
    page.get_by_role("menuitem", name="Close: answered").click()
    dialog = page.get_by_role("dialog", name="Log a phone call")
    expect(dialog).to_contain_text("phone the patient")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    dialog.get_by_text("Reached", exact=True).click()
    dialog.get_by_role("button", name="Log the call").click()
    expect(said(page, "Call logged: reached.")).to_be_visible()
    expect(dialog).to_have_count(0)
    page.locator(".st-key-ps-buttons").get_by_role("button", name="Close").click()
    page.get_by_role("menuitem", name="Close: by phone").click()
    expect(said(page, "Closed: by phone.")).to_be_visible()
    assert clinic.task(task_id).closed_at is not None
