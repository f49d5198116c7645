"""Results in a real browser: a critical one from the alarm to the repeat, a hold on a phone, and what axe says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from db.actions import releasing, result_holds
from db.models import FollowUp, ResultComment
from tests.browser.house import PHONE, SAVED, People, button, no_overflow, open_row, rested, row, said, status
from tests.browser.test_axe import serious
from tests.conftest import Clinic
from tests.console.panes.opened import kinds
from tests.results import CRITICAL, HIGH, filed, own_account, proxy, sees, task_of

pytestmark = pytest.mark.browser

WORDS = "Your potassium is too high. Come in today."


def dialog(page: Page) -> Locator:
    """The open dialog."""
    return page.get_by_role("dialog")


def more(page: Page, deed: str) -> None:
    """Choose in the menu of deeds."""
    page.locator(".st-key-ps-buttons").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=deed).click()
    expect(dialog(page)).to_be_visible()
    rested(page)


def test_a_critical_result_from_the_alarm_to_the_repeat(people: People, clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient("Cora", "Diaz", phone="555-0101"), CRITICAL)
    task_id = task_of(clinic, report_id).id
    page = people.sits_down("alice", "/results")
    open_row(page, "Cora Diaz")
    button(page, "I'm on it").click()
    expect(said(page, "Your colleagues see that you are on it.")).to_be_visible()
    button(page, "Log the call").click()
    dialog(page).get_by_text("Reached", exact=True).click()
    dialog(page).get_by_role("button", name="Log the call").click()
    expect(said(page, "Call logged: reached.")).to_be_visible()

    page.get_by_role("textbox", name="Comment to the patient").click()
    page.keyboard.type(WORDS)
    expect(status(page)).to_have_text(SAVED)
    button(page, "Send comment").click()
    expect(said(page, "The comment stands with the result")).to_be_visible()
    expect(page.get_by_role("log", name="Comments and notes")).to_contain_text(WORDS)
    expect(page.get_by_role("textbox", name="Comment to the patient")).to_have_value("")

    rested(page)
    row(page, "Cora Diaz").press("v")
    dialog(page).get_by_text("Repeat the test").click()
    rested(page)
    by = datetime.now(UTC).date() + timedelta(days=14)
    dialog(page).get_by_role("spinbutton").first.focus()
    page.keyboard.type(f"{by:%Y%m%d}")
    page.keyboard.press("Escape")  # the calendar, which opened over the button
    dialog(page).get_by_role("button", name="Reviewed").dblclick()
    expect(said(page, "Reviewed, and the to-do is made: repeat the test. The task is closed.")).to_be_visible()
    expect(button(page, "Reopen")).to_be_visible()
    expect(button(page, "Open the to-do: repeat the test")).to_be_visible()

    assert clinic.task(task_id).outcome == "reviewed"
    assert kinds(clinic, task_id).count("reviewed") == 1
    with clinic.db.transaction() as session:
        (follow_up,) = session.scalars(select(FollowUp).where(FollowUp.report_id == report_id))
        (comment,) = session.scalars(select(ResultComment).where(ResultComment.report_id == report_id))
    assert (follow_up.kind, follow_up.due_on, follow_up.finished_at) == ("repeat", by, None)
    assert comment.body == WORDS


def test_on_a_phone_a_hold_is_ended_and_the_result_released(people: People, clinic: Clinic) -> None:
    patient = clinic.patient("Hana", "Diaz")
    report_id = filed(clinic, patient, HIGH)
    task, dev = task_of(clinic, report_id), clinic.dev
    with clinic.db.transaction() as session:
        taken = releasing.withdraw(
            session, by=dev, task_id=task.id, seen_version=task.version, reason="Looks like another patient's"
        )
        result_holds.hold(
            session, by=dev, task_id=task.id, seen_version=taken.version, reason="patient-request",
            rationale="She wants to hear it from Dev.",
        )  # fmt: skip
    page = people.sits_down("alice", f"/results?task={task.id}", PHONE)
    expect(page.get_by_text("Held from")).to_be_visible()
    assert no_overflow(page)
    button(page, "End the hold").click()
    dialog(page).get_by_role("textbox", name="Why it ends").fill("She has heard it")
    dialog(page).get_by_role("button", name="End it now").click()
    expect(said(page, "The hold ended.")).to_be_visible()
    assert not sees(clinic, own_account(clinic, patient), report_id)

    button(page, "Release to patient").click()
    dialog(page).get_by_role("button", name="Release now").click()
    expect(said(page, "Released.")).to_be_visible()
    expect(button(page, "Release to patient")).to_have_count(0)
    assert sees(clinic, own_account(clinic, patient), report_id)
    assert no_overflow(page)


def test_axe_finds_nothing_in_a_result_and_its_dialogs(people: People, clinic: Clinic) -> None:
    patient = clinic.patient("Axel", "Diaz", phone="555-0102")
    proxy(clinic, patient)
    filed(clinic, patient, CRITICAL)
    page = people.sits_down("alice", "/results")
    open_row(page, "Axel Diaz")
    assert serious(page) == []
    button(page, "Review").click()
    dialog(page).get_by_text("Repeat the test").click()
    assert serious(page) == []
    page.keyboard.press("Escape")
    rested(page)
    more(page, "Hold back")
    dialog(page).get_by_text("The patient asked to wait").click()
    assert serious(page) == []


def test_axe_finds_nothing_in_the_list_of_what_would_be_released(people: People, clinic: Clinic) -> None:
    filed(clinic, clinic.patient("Nora", "Diaz"))
    filed(clinic, clinic.patient("Abe", "Diaz"), HIGH)
    page = people.sits_down("alice", "/results")
    for name in ("Nora Diaz", "Abe Diaz"):
        row(page, name).locator(".box").click()
    button(page, "Release normals…").click()
    expect(dialog(page)).to_contain_text("To be released: 1")
    expect(dialog(page)).to_contain_text("It is abnormal.")
    assert serious(page) == []
    dialog(page).get_by_text("I have seen whose they are").click()
    button(page, "Release 1 result").click()
    expect(page.get_by_text("Done: 1. Skipped 1:")).to_be_visible()
