"""What the tests of deeds on results share: the result open for somebody, its task, what the page offers and says."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from db.models import Task
from tests.conftest import Clinic
from tests.console.panes import opened as task_opened
from tests.console.panes.opened import choose
from tests.console.visiting import press, visit
from tests.results import task_of


def opened(clinic: Clinic, report_id: int, name: str = "alice") -> tuple[AppTest, Task]:
    """The page with a result open, and its task."""
    task = task_of(clinic, report_id)
    app = visit(clinic.sign_in(name), "results", task=str(task.id))
    assert not app.exception
    return app, task


def submit(app: AppTest, label: str) -> None:
    """Press a dialog's button by the words on it."""
    task_opened.submit(app, label)
    assert not app.exception


def said(app: AppTest) -> list[str]:
    """Every sentence in a box of its own."""
    return [one.value for kind in (app.success, app.warning, app.info, app.error) for one in kind]


def offered(app: AppTest, task_id: int) -> list[str]:
    """The labels of the task's buttons."""
    return [one.label for one in app.button if str(one.key).endswith(f":{task_id}")]


def menu(app: AppTest, task_id: int) -> str:
    """What the menu offers."""
    (found,) = [one for one in app.menu_button if one.key == f"more:{task_id}"]
    return str(found.proto)


__all__ = ["choose", "menu", "offered", "opened", "press", "said", "submit"]
