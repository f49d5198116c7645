"""Two people at two browsers, and a patient who writes meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.house import (
    People,
    asks,
    button,
    conversation,
    open_row,
    replies,
    reply_box,
    rested,
    row,
    said,
    view,
    write,
)
from tests.conftest import Clinic

pytestmark = pytest.mark.browser


def test_a_send_is_stopped_when_a_colleague_answered_and_the_sentence_names_her(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Rosa")
    alice, dev = people.sits_down("alice"), people.sits_down("dev")
    for page in (alice, dev):
        open_row(page, "Rosa Diaz")
    write(dev, "Dev's advice.")
    write(alice, "Alice's advice.")
    button(alice, "Send reply").click()
    expect(said(alice, "is on its way")).to_be_visible()

    button(dev, "Send reply").click()
    stopped = said(dev, "Alice Moreno replied in the meantime.")
    expect(stopped).to_be_visible()
    expect(reply_box(dev)).to_have_value("Dev's advice.")
    expect(conversation(dev)).to_contain_text("Alice's advice.")
    assert [reply.body for reply in replies(clinic, task_id)] == ["Alice's advice."]

    # He has read hers; what he sends now is his decision.
    button(dev, "Send reply").click()
    expect(said(dev, "is on its way")).to_be_visible()
    expect(stopped).to_have_count(0)
    expect(reply_box(dev)).to_have_value("")
    assert [reply.author for reply in replies(clinic, task_id)] == ["Alice Moreno", "Dev Patel"]


def test_a_send_is_stopped_when_the_patient_wrote_and_the_second_press_sends(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Pia")
    page = people.sits_down("alice")
    open_row(page, "Pia Diaz")
    write(page, "Rest your knee.")
    clinic.patient_writes(task_id, "Now my chest hurts!")
    button(page, "Send reply").click()
    expect(said(page, "The patient wrote again while you worked. Sending was stopped")).to_be_visible()
    expect(conversation(page)).to_contain_text("Now my chest hurts!")
    expect(reply_box(page)).to_have_value("Rest your knee.")
    assert replies(clinic, task_id) == []
    button(page, "Send reply").click()
    expect(said(page, "is on its way")).to_be_visible()
    assert [reply.body for reply in replies(clinic, task_id)] == ["Rest your knee."]


def test_a_close_is_stopped_when_the_patient_wrote(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Cora")
    page = people.sits_down("alice")
    open_row(page, "Cora Diaz")
    clinic.patient_writes(task_id, "And a fever.")
    button(page, "Close").click()
    page.get_by_role("menuitem", name="Close: no reply needed").click()
    expect(said(page, "Closing was stopped")).to_be_visible()
    expect(conversation(page)).to_contain_text("And a fever.")
    assert clinic.task(task_id).closed_at is None


def test_of_two_who_claim_one_wins_and_the_other_reads_her_name(people: People, clinic: Clinic) -> None:
    asks(clinic, "Tina")
    alice, dev = people.sits_down("alice"), people.sits_down("dev")
    for page in (alice, dev):
        open_row(page, "Tina Diaz")
    button(alice, "Claim").click()
    expect(said(alice, "It is yours.")).to_be_visible()
    button(dev, "Claim").click()
    expect(said(dev, "Alice Moreno has this task. Nothing was changed.")).to_be_visible()
    expect(button(dev, "Claim")).to_have_count(0)
    expect(row(dev, "Tina Diaz")).to_contain_text("Alice Moreno")
    # His list shows it where it stood until he asks for the list anew.
    view(dev, "Mine").click()
    expect(row(dev, "Tina Diaz")).to_have_count(0)


def test_drafts_and_undo_belong_to_their_author(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Ula")
    alice, dev = people.sits_down("alice"), people.sits_down("dev")
    open_row(alice, "Ula Diaz")
    write(alice, "Half of it")
    open_row(dev, "Ula Diaz")
    expect(reply_box(dev)).to_have_value("")
    button(alice, "Send reply").click()
    expect(button(alice, "Undo send")).to_be_visible()
    dev.reload()
    rested(dev)
    expect(conversation(dev)).to_contain_text("Half of it")
    expect(button(dev, "Undo send")).to_have_count(0)
    assert len(replies(clinic, task_id)) == 1
