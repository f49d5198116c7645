"""`staff add` and `staff unlock`, as somebody with a shell types them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from db.actions.sign_in import begin_sign_in, finish_sign_in
from db.engine import Database
from db.errors import TooManyAttempts
from db.models import Staff
from db.passwords import password_matches
from tests.console.commands.shell import in_a_process, typed


def test_the_first_administrator_gets_a_password_of_one_use(db: Database, tmp_path: Path) -> None:
    done = in_a_process(db.place, tmp_path, "staff", "add", "zara", "--name", "Zara Quist")
    assert done.returncode == 0, done.stderr
    found = re.search(r"the password (\S+), and", done.stdout)
    assert found is not None, done.stdout
    with db.transaction() as session:
        zara = session.scalars(select(Staff).where(Staff.username == "zara")).one()
    assert (zara.role, zara.must_change_password) == ("administrator", True)
    assert password_matches(found[1], zara.password_hash)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["alice", "--name", "Alice Again"], "alice"),
        (["zara", "--name", "Zara", "--role", "emperor"], "emperor"),
        (["Zara Q", "--name", "Zara"], "Zara Q|lower case|letters"),
    ],
)
def test_what_can_not_be_added_is_a_sentence(db: Database, tmp_path: Path, arguments: list[str], why: str) -> None:
    done = typed(db.place, tmp_path, "staff", "add", *arguments)
    assert done.returncode == 1
    assert re.search(why, done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_unlock_lets_somebody_try_again(db: Database, tmp_path: Path) -> None:
    def attempt() -> None:
        with db.transaction() as session:
            begun = begin_sign_in(session, username="alice", source="here")
        with db.transaction() as session:
            finish_sign_in(session, attempt=begun, verified=False, browser="b")

    with pytest.raises(TooManyAttempts):
        for _ in range(12):
            attempt()
    done = typed(db.place, tmp_path, "staff", "unlock", "alice")
    assert done.returncode == 0, done.stderr
    attempt()
    assert typed(db.place, tmp_path, "staff", "unlock", "nobody").returncode == 1
