"""Somebody phones: found with the keyboard alone, opened by Enter, and nothing of it in the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import PHONE, People, asks, no_overflow, rested
from tests.conftest import Clinic

pytestmark = pytest.mark.browser


def test_a_name_typed_at_once_and_enter_open_the_patient(people: People, clinic: Clinic) -> None:
    asks(clinic, "Zenobia")
    page = people.sits_down("alice", "/patients")
    box = page.get_by_role("searchbox", name="Find a patient")
    expect(box).to_be_focused()
    page.keyboard.type("Zenob", delay=40)
    expect(page.get_by_role("option", name="Zenobia Diaz")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".ps-banner")).to_contain_text("Zenobia Diaz")
    expect(page).to_have_url(re.compile("patient="))
    assert "Zenob" not in page.url


def test_on_a_phone_the_search_and_the_patient_take_turns(people: People, clinic: Clinic) -> None:
    asks(clinic, "Yolanda")
    page = people.sits_down("alice", "/patients", size=PHONE)
    page.get_by_role("searchbox", name="Find a patient").fill("Yolan")
    page.get_by_role("option", name="Yolanda Diaz").click()
    expect(page.locator(".ps-banner")).to_contain_text("Yolanda Diaz")
    expect(page.get_by_role("listbox")).to_be_hidden()
    rested(page)
    assert no_overflow(page)
    page.get_by_role("button", name="Back to the search").click()
    expect(page.get_by_role("option", name="Yolanda Diaz")).to_be_visible()
