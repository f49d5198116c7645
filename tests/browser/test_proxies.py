"""Requests for access in a real browser: the buttons that stand in markup, and what axe says of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.house import People, button, open_row, rested, said
from tests.browser.test_axe import serious
from tests.conftest import Clinic
from tests.proxies import aged, asked

pytestmark = pytest.mark.browser


def test_each_check_has_a_button_of_its_own_that_notes_it(people: People, clinic: Clinic) -> None:
    asked(clinic, aged(clinic, 60, family="Presley"))
    page = people.sits_down("erin", "/proxies")
    open_row(page, "Leo Presley")
    assert serious(page) == []
    safeguarding = page.locator(".ps-checks li").filter(has_text="Safeguarding asked")
    safeguarding.get_by_role("button", name="Note: Safeguarding asked").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Safeguarding asked")
    rested(page)
    dialog.get_by_text("Met: it is so").click()
    dialog.get_by_role("textbox", name="What shows it").fill("Asked her doctor")
    dialog.get_by_role("button", name="Note it").click()
    expect(said(page, "Noted: safeguarding asked.")).to_be_visible()
    expect(safeguarding).to_contain_text("Asked her doctor")
    expect(safeguarding.get_by_role("button", name="Change: Safeguarding asked")).to_be_visible()


def test_who_the_patient_is_is_said_with_the_button_beside_them(people: People, clinic: Clinic) -> None:
    rosa = clinic.patient("Rosa", "Quimby")
    asked(clinic, None, said_given="Rosa", said_family="Quimby", said_birth_date=rosa.birth_date, consent="none")
    page = people.sits_down("erin", "/proxies")
    page.get_by_role("option").filter(has_text="Patient not known yet").first.click()
    rested(page)
    assert serious(page) == []
    button(page, "This one: Rosa Quimby").click()
    expect(said(page, "It is noted who the patient is.")).to_be_visible()
    expect(page.locator(".ps-banner h2")).to_have_text("Rosa Quimby")
