"""What nouns declare: it is found without being listed, stands once, and its halves agree."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import update

import console.documents
import db.documents
import db.settings
from db.actions.documents import open_document, request_thread_pdf
from db.errors import NotFound
from db.models import Document
from db.nouns import load, register
from tests.conftest import Clinic


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of declarations that is nobody's yet."""
    folder = tmp_path / "mechanism_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("DECLARED: dict[str, str] = {}\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("", ".apples", ".pears"):
        monkeypatch.delitem(sys.modules, f"{folder.name}{name}", raising=False)
    return folder


def declaration(package: Path, module: str, name: str) -> None:
    lines = ("from db.nouns import register", f"from {package.name} import DECLARED")
    (package / f"{module}.py").write_text("\n".join((*lines, f'register(DECLARED, "{name}", "{module}")\n')))


def test_each_module_of_a_package_declares_in_the_order_of_the_names(package: Path) -> None:
    declaration(package, "pears", "second")
    declaration(package, "apples", "first")
    load.__wrapped__(package.name)
    assert list(sys.modules[package.name].DECLARED.items()) == [("first", "apples"), ("second", "pears")]


def test_two_nouns_that_declare_the_same_are_an_error_that_says_what(package: Path) -> None:
    declaration(package, "pears", "fruit")
    declaration(package, "apples", "fruit")
    with pytest.raises(TypeError, match="fruit is registered twice"):
        load.__wrapped__(package.name)


def test_a_declaration_is_returned_as_it_stands() -> None:
    registry = dict[str, int]()
    assert register(registry, "one", 1) == 1 and registry == {"one": 1}


def test_a_setting_is_declared_once_and_its_name_leaves_room_for_a_teams() -> None:
    load("db.settings")
    with pytest.raises(TypeError, match="release is registered twice"):
        db.settings.declare("release", lambda _value, _year: None)
    with pytest.raises(TypeError, match="names a team"):
        db.settings.declare("release:team:3", lambda _value, _year: None)


def test_every_kind_of_document_that_can_be_asked_for_is_made() -> None:
    db.documents.kind("thread-pdf")
    load("console.documents")
    assert set(console.documents.MAKERS) == set(db.documents.KINDS)


def test_nobody_makes_a_kind_of_document_that_is_not_declared() -> None:
    with pytest.raises(NotFound):
        console.documents.declare("no-such", read=print, render=lambda _: b"")


def test_a_document_of_a_kind_that_nobody_declares_opens_for_nobody(clinic: Clinic) -> None:
    alice, task_id = clinic.alice, clinic.conversation()
    with clinic.db.transaction() as session:
        asked = request_thread_pdf(session, by=alice, token=uuid4(), task_id=task_id)
        session.execute(update(Document).values(kind="no-such"))
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        open_document(session, by=alice, document_id=asked.document_id)
