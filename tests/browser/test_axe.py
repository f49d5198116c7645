"""axe finds nothing serious, on every page and in every state of a task, at three widths."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from console.kit.page import Page as Declared
from console.pages.registry import PAGES
from db.roles import ROLES
from demo.cast import CAST
from tests.browser.house import (
    DESK,
    LAPTOP,
    PHONE,
    People,
    asks,
    button,
    conversation,
    no_overflow,
    note_box,
    open_row,
    rested,
    said,
    write,
)
from tests.conftest import Clinic
from tests.console.panes.opened import red_flag
from tests.db.result_stories import HIGH_POTASSIUM, SODIUM, file_report
from tests.results import panel_id

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
AXE = Axe()
# Nothing here plays by itself or comes from elsewhere, which alone axe would load media and style sheets for.
FINDINGS = """() => axe.run({ resultTypes: ['violations'], preload: false }).then(found => found.violations
  .flatMap(({ id, impact, nodes }) => nodes.map(node => [impact, id, node.target, node.failureSummary])))"""


def serious(page: Page) -> list[tuple[Any, ...]]:
    """axe's serious findings at each width, and whether the page is wider than the window."""
    found: list[tuple[Any, ...]] = []
    for width, height in (DESK, LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        rested(page)
        if not no_overflow(page):
            found.append((width, "wider than the window"))
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.axe_script)
        found += [(width, *what) for impact, *what in page.evaluate(FINDINGS) if impact in SERIOUS]
    return found


def somebody(page: Declared) -> str:
    """The first of the cast whose role may open the page; Alice wherever she may."""
    return next(member.username for member in CAST if page.needs in ROLES[member.role].permissions)


def test_the_sign_in_page(people: People) -> None:
    page = people.stranger("/")
    expect(page.get_by_label("User name")).to_be_visible()
    assert serious(page) == []
    page.get_by_label("User name").fill("alice")
    page.get_by_label("Password", exact=True).fill("wrong, but long enough")
    button(page, "Sign in").click()
    expect(said(page, "don't match")).to_be_visible()
    assert serious(page) == []


def test_an_empty_inbox(people: People) -> None:
    page = people.sits_down("alice", "/inbox?view=done")
    expect(page.locator(".worklist .empty")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("declared", PAGES, ids=lambda page: page.url_path)
def test_every_page(people: People, clinic: Clinic, declared: Declared) -> None:
    asks(clinic, "Page")
    page = people.sits_down(somebody(declared), f"/{declared.url_path}")
    assert serious(page) == []


def test_a_task_in_each_of_its_states(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Stella", "It hurts.\n\nSince Monday.")
    clinic.patient_writes(task_id, "Still.")
    page = people.sits_down("alice")
    open_row(page, "Stella Diaz")
    assert serious(page) == []

    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    write(page, "We are looking into it.")
    button(page, "Send reply").click()
    expect(button(page, "Undo send")).to_be_visible()
    page.get_by_role("radio", name="Internal note").click()
    note_box(page).click()
    page.keyboard.type("For colleagues")
    button(page, "Keep note").click()
    expect(conversation(page)).to_contain_text("For colleagues")
    clinic.patient_writes(task_id, "Worse!")
    button(page, "Close").click()
    page.get_by_role("menuitem", name="Close: answered").click()
    expect(said(page, "Closing was stopped")).to_be_visible()
    assert serious(page) == []

    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    button(page, "Close").click()
    page.get_by_role("menuitem", name="Close: answered").click()
    expect(button(page, "Reopen")).to_be_visible()
    assert serious(page) == []


def test_a_red_flag_a_dialog_over_it_and_a_colleague_there(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Ruby", "Since this morning my chest hurts.")
    red_flag(clinic, task_id)
    people.sits_down("carla", f"/inbox?task={task_id}")  # somebody else has it open
    page = people.sits_down("alice", f"/inbox?task={task_id}")
    expect(page.locator("mark")).to_have_text("chest hurts")
    assert serious(page) == []
    button(page, "Log the call").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert serious(page) == []


def test_what_the_front_desk_sees_of_a_red_flag(people: People, clinic: Clinic) -> None:
    task_id = asks(clinic, "Fern", "Since this morning my chest hurts.")
    red_flag(clinic, task_id)
    page = people.sits_down("erin", f"/inbox?task={task_id}")
    expect(page.get_by_text("Emergency signs. Tell a nurse now.")).to_be_visible()
    assert serious(page) == []


def test_a_patient_and_a_message_to_them(people: People, clinic: Clinic) -> None:
    patient_id = clinic.task(asks(clinic, "Pia")).patient_id
    page = people.sits_down("alice", f"/patients?patient={patient_id}")
    expect(page.locator(".ps-banner h2")).to_have_text("Pia Diaz")
    assert serious(page) == []
    page.goto(f"{people.house.url}/message?patient={patient_id}")
    expect(page.get_by_role("textbox", name="Message to Pia Diaz")).to_be_visible()
    assert serious(page) == []
    page.goto(f"{people.house.url}/message")
    page.get_by_role("textbox", name="Record numbers").fill("T000001 NOBODY")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Who will be written to")).to_be_visible()
    assert serious(page) == []


def test_an_unmatched_result_its_candidates_and_the_dialogs(people: People, clinic: Clinic) -> None:
    rosa = clinic.patient("Una", "Stone", sex="female")
    said = {"given": "UNA", "family": "STONE", "birth_date": f"{rosa.birth_date}", "sex": "female", "identifiers": []}
    filed = file_report(clinic, None, SODIUM, identity=said)
    page = people.sits_down("alice", f"/unmatched?task={filed.task_id}")
    expect(page.get_by_role("heading", name="Whose is it?")).to_be_visible()
    assert serious(page) == []
    button(page, "Link").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("How do you know?")
    assert serious(page) == []
    page.keyboard.press("Escape")
    button(page, "New patient").click()
    expect(page.get_by_role("dialog").get_by_label("Given name")).to_have_value("Una")
    assert serious(page) == []


def test_posting_values_with_a_critical_one_and_a_report(people: People, clinic: Clinic) -> None:
    rosa = clinic.patient("Paz", "Stone")
    panel_id(clinic, "bmp")
    page = people.sits_down("alice", f"/post-result?patient={rosa.id}")
    page.get_by_role("combobox", name="Panel").click()
    page.keyboard.type("Basic")
    page.keyboard.press("Enter")
    page.get_by_label("Potassium").first.fill("6.9")
    expect(page.get_by_label("Who was told")).to_be_visible()
    button(page, "Post for Paz Stone").click()
    expect(said(page, "Choose a day and a time.")).to_be_visible()
    assert serious(page) == []
    page.get_by_text("A report as a file").click()
    expect(page.get_by_label("Title")).to_be_visible()
    assert serious(page) == []


def test_a_file_of_results_and_the_lists_to_watch(people: People, clinic: Clinic) -> None:
    file_report(clinic, clinic.patient("Wim", "Stone"), HIGH_POTASSIUM)
    page = people.sits_down("alice", "/lab-files")
    page.locator(".worklist [role=option]").first.click()
    expect(page.get_by_role("region", name="Messages")).to_be_visible()
    assert serious(page) == []
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    button(page, "As it came").click()
    expect(page.get_by_role("dialog")).to_contain_text("MSH")
    assert serious(page) == []
    page.goto(f"{people.house.url}/results-to-watch?view=unfinished")
    expect(page.locator(".worklist [role=option]").first).to_be_visible()
    assert serious(page) == []
