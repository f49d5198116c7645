"""A nurse answers patients: from the list to a reply that has left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from db.models import Message, OutboxMessage, OutboxState
from tests.browser.house import (
    PATIENCE,
    SAVED,
    House,
    People,
    asks,
    button,
    conversation,
    held,
    no_overflow,
    note_box,
    open_row,
    replies,
    reply_box,
    rested,
    row,
    said,
    status,
    view,
    write,
)
from tests.conftest import Clinic
from tests.worker_process import eventually

pytestmark = pytest.mark.browser


def notice(clinic: Clinic, message: Message) -> OutboxMessage:
    """The outbox row of a reply."""
    with clinic.db.transaction() as session:
        return session.scalars(select(OutboxMessage).where(OutboxMessage.message_id == message.id)).one()


def test_a_nurse_answers_from_sign_in_to_a_closed_task(people: People, house: House, clinic: Clinic) -> None:
    task_id = asks(clinic, "Rosa")
    page = people.sits_down("alice")
    open_row(page, "Rosa Diaz")
    button(page, "Claim").click()
    expect(said(page, "It is yours.")).to_be_visible()
    expect(button(page, "Give back")).to_be_visible()
    expect(button(page, "Claim")).to_have_count(0)
    expect(view(page, "Mine 1")).to_be_visible()

    button(page, "Templates").click()
    button(page, "Thank you, reviewing").click()
    expect(reply_box(page)).to_have_value(re.compile(r"^Hi Rosa,.*Alice Moreno, Portside clinic$", re.DOTALL))
    expect(button(page, "Thank you, reviewing")).to_be_hidden()  # the menu makes room for the text
    write(page, " Call me any time.")
    button(page, "Send reply").click()

    expect(said(page, "Reply to Rosa Diaz is on its way.")).to_be_visible()
    expect(conversation(page)).to_contain_text("Call me any time.")
    expect(conversation(page)).to_contain_text("not sent yet")
    expect(reply_box(page)).to_have_value("")
    (reply,) = replies(clinic, task_id)
    assert reply.body.endswith("Alice Moreno, Portside clinic Call me any time.")
    assert reply.sent_at is None

    # Nobody touches the page: it says by itself that the reply has left.
    expect(conversation(page)).not_to_contain_text("not sent yet", timeout=40_000)
    expect(button(page, "Undo send")).to_have_count(0)
    (reply,) = replies(clinic, task_id)
    assert reply.sent_at is not None
    eventually(lambda: notice(clinic, reply).state == OutboxState.SENT, "the notice left")
    number = notice(clinic, reply).id
    (letter,) = (house.folder / "outbox").glob(f"{number:010d}-*.eml")
    assert "knee" not in letter.read_text()

    button(page, "Close").click()
    page.get_by_role("menuitem", name="Close: answered").click()
    expect(said(page, "Closed: answered.")).to_be_visible()
    expect(button(page, "Reopen")).to_be_visible()
    expect(view(page, "Mine 0")).to_be_visible()
    expect(reply_box(page)).to_have_count(0)
    assert clinic.task(task_id).outcome == "answered"


def test_an_undone_reply_is_in_the_box_again_and_never_leaves(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Una")
    page = people.sits_down("alice")
    open_row(page, "Una Diaz")
    write(page, "Take two of them.")
    button(page, "Send and close").click()
    expect(button(page, "Reopen")).to_be_visible()
    button(page, "Undo send").click()
    expect(said(page, "Taken back. The text is in the reply box again.")).to_be_visible()
    expect(reply_box(page)).to_have_value("Take two of them.")
    expect(conversation(page)).not_to_contain_text("Take two of them.")
    expect(button(page, "Claim")).to_be_visible()
    (reply,) = replies(clinic, task_id)
    assert (reply.sent_at, reply.withdrawn_by) == (None, "Alice Moreno")
    assert notice(clinic, reply).state == OutboxState.WITHDRAWN
    # What is sent now is a reply of its own, not the first one's repetition.
    write(page, " With water.")
    button(page, "Send reply").click()
    expect(conversation(page)).to_contain_text("Take two of them. With water.")
    assert [each.body for each in replies(clinic, task_id)] == ["Take two of them.", "Take two of them. With water."]


def test_a_double_click_on_send_sends_once(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Dora")
    page = people.sits_down("alice")
    open_row(page, "Dora Diaz")
    write(page, "Only once.")
    button(page, "Send reply").dblclick()
    expect(said(page, "is on its way")).to_be_visible()
    rested(page)
    expect(conversation(page).get_by_text("Only once.")).to_have_count(1)
    assert len(replies(clinic, task_id)) == 1


def test_a_reload_and_another_browser_find_view_task_and_draft(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Rita")
    page = people.sits_down("alice")
    open_row(page, "Rita Diaz")
    button(page, "Claim").click()
    expect(button(page, "Give back")).to_be_visible()
    view(page, "Mine").click()
    rested(page)
    write(page, "Half a sen")
    expect(page).to_have_url(re.compile(rf"[?&]task={task_id}(&|$)"))
    expect(page).to_have_url(re.compile(r"[?&]view=mine(&|$)"))
    assert "Rita" not in page.url + page.title()
    other = people.sits_down("alice", page.url.removeprefix(people.house.url))
    page.reload()
    for each in (page, other):
        expect(each.locator(".ps-banner h2")).to_have_text("Rita Diaz")
        expect(each.get_by_role("listbox", name="Inbox: Mine")).to_be_visible()
        expect(reply_box(each)).to_have_value("Half a sen")


def test_the_back_button_returns_to_the_task_before(people: People, clinic: Clinic) -> None:
    asks(clinic, "Bea")
    asks(clinic, "Cleo")
    page = people.sits_down("alice")
    open_row(page, "Bea Diaz")
    open_row(page, "Cleo Diaz")
    page.go_back()
    expect(page.locator(".ps-banner h2")).to_have_text("Bea Diaz")
    page.go_forward()
    expect(page.locator(".ps-banner h2")).to_have_text("Cleo Diaz")


def test_text_does_not_follow_to_the_next_patient(people: People, clinic: Clinic) -> None:
    for given in ("Ada", "Bob"):
        asks(clinic, given)
    page = people.sits_down("alice")
    open_row(page, "Ada Diaz")
    reply_box(page).click()
    page.keyboard.type("For Ada only")  # and straight on, before it says saved
    open_row(page, "Bob Diaz")
    expect(reply_box(page)).to_have_value("")
    open_row(page, "Ada Diaz")
    expect(reply_box(page)).to_have_value("For Ada only")
    button(page, "Next").click()
    expect(page.locator(".ps-banner h2")).to_have_text("Bob Diaz")
    expect(reply_box(page)).to_have_value("")


def test_a_note_stays_with_the_colleagues(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Nora")
    page = people.sits_down("alice")
    open_row(page, "Nora Diaz")
    write(page, "A reply in the making")
    page.get_by_role("radio", name="Internal note").click()
    note_box(page).click()
    page.keyboard.type("Ask Dev first.")
    button(page, "Keep note").click()
    expect(said(page, "Note kept.")).to_be_visible()
    expect(conversation(page).get_by_role("article").filter(has_text="Internal note")).to_contain_text("Ask Dev first.")
    expect(note_box(page)).to_have_value("")
    page.get_by_role("radio", name="Reply", exact=True).click()
    expect(reply_box(page)).to_have_value("A reply in the making")
    assert replies(clinic, task_id) == []


def test_new_messages_wait_behind_a_button_and_move_nothing(people: People, clinic: Clinic) -> None:
    asks(clinic, "Olga")
    page = people.sits_down("alice")
    open_row(page, "Olga Diaz")
    before = page.get_by_role("option").all_inner_texts()
    asks(clinic, "Newt")
    button(page, "Claim").click()  # any click redraws: the list says what is new and stays as it is
    fresh = page.get_by_role("button", name="1 new: show")
    expect(fresh).to_be_visible()
    assert len(page.get_by_role("option").all()) == len(before)
    expect(row(page, "Newt Diaz")).to_have_count(0)
    fresh.click()
    expect(row(page, "Newt Diaz")).to_be_visible()
    expect(fresh).to_have_count(0)
    expect(row(page, "Olga Diaz")).to_have_count(0)  # claimed: it is among her own now
    expect(page.locator(".ps-banner h2")).to_have_text("Olga Diaz")


def test_hasty_clicks_end_where_the_last_one_points(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Hasty")
    page = people.sits_down("alice")
    open_row(page, "Hasty Diaz")
    for _ in range(3):
        button(page, "Claim").dblclick()
        expect(button(page, "Give back")).to_be_visible()
        button(page, "Give back").dblclick()
        dialog = page.get_by_role("dialog", name="Give back")
        dialog.get_by_role("button", name="Give back").dblclick()
        expect(button(page, "Claim")).to_be_visible()
        expect(dialog).to_have_count(0)
    button(page, "Close").click()
    page.get_by_role("menuitem", name="Close: duplicate").dblclick()
    expect(button(page, "Reopen")).to_be_visible()
    rested(page)
    assert clinic.task(task_id).outcome == "duplicate"
    expect(page.get_by_test_id("stAlertContentWarning")).to_have_count(0)


HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)> &amp; </div></article>",
    "formula": "=cmd|'/c calc'!A1",
    "markup": "**bold** $x^2$ :red[danger] [link](javascript:alert(3))",
    "rtl": "abc \u202egnp.exe\u202c \u2067def",
    "long": "word " * 19_999 + "end.",
}


def test_hostile_text_is_shown_as_text_and_the_page_stays_usable(people: People, clinic: Clinic) -> None:
    tasks = {name: asks(clinic, f"<b>{name}</b>", body) for name, body in HOSTILE.items()}
    page = people.sits_down("alice", "/inbox?view=unassigned")
    for name in HOSTILE:
        expect(row(page, f"<b>{name}</b> Diaz")).to_be_visible()
    for name, body in HOSTILE.items():
        open_row(page, f"<b>{name}</b> Diaz")
        shown = conversation(page).locator(".ps-body").inner_text()
        visible = body.replace("\u202e", "").replace("\u202c", "").replace("\u2067", "").strip()
        if name == "rtl":
            assert "\u202e" not in shown
        else:
            assert shown.strip() == visible
    for alien in ("img", "script", "b", "strong", "a", ".katex"):
        expect(conversation(page).locator(".ps-body").locator(alien)).to_have_count(0)
    expect(page.locator(".worklist b")).to_have_count(0)
    assert no_overflow(page)
    write(page, "<b>Still</b> here \u202e=1+1")
    button(page, "Send reply").click()
    expect(conversation(page)).to_contain_text("<b>Still</b> here")
    assert replies(clinic, tasks["long"])[0].body.startswith("<b>Still</b> here")


def test_a_reply_that_is_too_long_is_refused_with_a_reason_and_kept(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Longo")
    page = people.sits_down("alice")
    open_row(page, "Longo Diaz")
    reply_box(page).fill("x" * 20_001)
    expect(status(page)).to_contain_text("1 over the limit of 20,000 characters")
    page.keyboard.press("Control+Enter")
    rested(page)
    assert replies(clinic, task_id) == []
    page.keyboard.press("Backspace")
    expect(status(page)).to_have_text(re.compile(SAVED.pattern.removesuffix("$")), timeout=PATIENCE)
    page.keyboard.press("Control+Enter")
    expect(said(page, "is on its way")).to_be_visible()
    assert len(replies(clinic, task_id)[0].body) == 20_000


@pytest.mark.parametrize(
    ("username", "sentence"), [("ben", ""), ("erin", "Your role sees the topic, not the message.")]
)
def test_an_address_of_a_message_that_is_not_theirs_to_read_shows_nothing_of_it(
    people: People, clinic: Clinic, username: str, sentence: str
) -> None:
    task_id = asks(clinic, "Secreta", "It burns when I pee.")
    page = people.sits_down(username, f"/inbox?view=unassigned&task={task_id}")
    if sentence:
        expect(page.get_by_text(sentence)).to_be_visible()
    assert held(page, "burns", *(["Secreta"] if username == "ben" else [])) == []


def test_nothing_a_patient_or_a_nurse_wrote_stands_in_a_log(house: House) -> None:
    words = house.server.words + house.worker.words
    for secret in ("knee", "Take two", "Half a sen", "onerror", "Diaz", "Traceback"):
        assert secret not in words
