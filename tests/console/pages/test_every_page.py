"""Every page for every role: it renders, within its bounds, or isn't shown to exist."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from console.kit.page import Page
from console.pages.registry import PAGES
from db.engine import use
from db.roles import ROLES
from tests.conftest import Clinic
from tests.console.visiting import texts, visit
from tests.db.test_registry import CAST

MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def headed(app: AppTest, page: Page) -> bool:
    """Whether this is the page: its first-level heading, seen or for screen readers, says so."""
    return f">{page.title}</h1>" in texts(app) or page.title in [title.value for title in app.title]


@pytest.mark.parametrize("page", [pytest.param(page, id=page.url_path) for page in PAGES])
def test_a_page_renders_for_who_may_open_it_and_for_nobody_else(clinic: Clinic, page: Page) -> None:
    clinic.conversation("It burns when I pee.")
    for slug, role in ROLES.items():
        app = visit(clinic.sign_in(CAST[slug]), page.url_path)
        assert not app.exception, (slug, app.exception)
        assert len(list(app.main)) <= MOST_ELEMENTS
        assert headed(app, page) == (page.needs in role.permissions), f"{slug} at {page.title}"


def test_no_page_is_reached_without_signing_in(clinic: Clinic) -> None:
    from db.credentials import SessionToken

    clinic.conversation("It burns when I pee.")
    for page in PAGES:
        app = visit(SessionToken("made up"), page.url_path)
        assert not app.exception
        assert [field.label for field in app.text_input] == ["User name", "Password"], page.url_path
        assert "burns" not in texts(app)
