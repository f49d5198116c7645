"""Every page for every role: it renders, within its bounds, or isn't shown to exist."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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


@pytest.mark.parametrize("page", [pytest.param(page, id=page.url_path) for page in PAGES])
def test_a_page_renders_for_who_may_open_it_and_for_nobody_else(clinic: Clinic, page: Page) -> None:
    clinic.conversation("It burns when I pee.")
    shown = {}
    for slug, role in ROLES.items():
        app = visit(clinic.sign_in(CAST[slug]), page.url_path)
        assert not app.exception, (slug, app.exception)
        assert len(list(app.main)) <= MOST_ELEMENTS
        shown[slug] = texts(app)
        if not role.permissions & {page.needs}:
            start = visit(clinic.sign_in(CAST[slug]))
            assert texts(start) == shown[slug], f"{slug} was shown {page.title}"
    assert any(shown.values())


def test_no_page_is_reached_without_signing_in(clinic: Clinic) -> None:
    from db.credentials import SessionToken

    clinic.conversation("It burns when I pee.")
    for page in PAGES:
        app = visit(SessionToken("made up"), page.url_path)
        assert not app.exception
        assert [field.label for field in app.text_input] == ["User name", "Password"], page.url_path
        assert "burns" not in texts(app)
