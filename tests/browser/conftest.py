"""A running Portside, and browsers in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from db.embedded import EmbeddedServer
from db.engine import Organisation
from tests.browser.components import Harness, Visit, running_components, visitor
from tests.browser.house import PATIENCE, House, Houses, People
from tests.browser.morning import Portal, open_portal
from tests.browsers import FLAGS, chromium_path
from tests.conftest import Clinic, databases

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium. Of these tests alone: Playwright's loop would be in the way of other tests' own."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here: install Debian's package chromium, or `playwright install chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def houses(
    postgres: EmbeddedServer, template: Organisation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Houses]:
    """The running houses: starting one takes longer than most tests in it."""
    houses = Houses(databases(postgres), template, tmp_path_factory.mktemp)
    try:
        yield houses
    finally:
        houses.close()


@pytest.fixture(scope="module")
def house(houses: Houses, request: pytest.FixtureRequest) -> House:
    """Server and worker on a database with the template's rows; a module's SETTINGS are environment variables."""
    return houses.house(getattr(request.module, "SETTINGS", {}))


@pytest.fixture
def clinic(house: House) -> Clinic:
    """The clinic behind the running house: tests of a module share it, so each brings patients of its own."""
    return house.clinic


@pytest.fixture
def people(browser: Browser, house: House) -> Iterator[People]:
    """Whoever sits down at a browser in this test."""
    everybody = People(browser, house)
    try:
        yield everybody
    finally:
        everybody.leave()


@pytest.fixture
def portal(house: House) -> Iterator[Portal]:
    """The patients' side of the same clinic."""
    with open_portal(house.clinic, house.clinic.db.place) as portal:
        yield portal


@pytest.fixture(scope="package")
def harness() -> Iterator[Harness]:
    """The page with our components alone."""
    with running_components() as harness:
        yield harness


@pytest.fixture(scope="package")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Where the pages with our components open: they keep nothing, and it holds Streamlit's code already."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def open_page(window: BrowserContext, harness: Harness) -> Iterator[Visit]:
    """Opens the page with our components; the address chooses the case."""
    with visitor(window, harness) as visit:
        yield visit
