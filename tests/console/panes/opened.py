"""What the tests of an open task share: a red flag, the menu, a dialog's button, what was said and kept."""

from __future__ import annotations

from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.models import Draft, TaskEvent, UrgencyFlag
from tests.conftest import Clinic
from tests.console.visiting import press


def red_flag(clinic: Clinic, task_id: int, phrase: str = "chest hurts", *, level: str = "red") -> int:
    """A flag in force on a task's newest message; its id."""
    with clinic.db.transaction() as session:
        task = session.merge(clinic.task(task_id))
        assert task.last_inbound_id is not None
        flag = UrgencyFlag(
            task_id=task_id,
            message_id=task.last_inbound_id,
            level=level,
            family="chest-pain",
            phrase=phrase,
            created_at=func.transaction_timestamp(),
        )
        session.add(flag)
        task.flag, task.priority = level, 0 if level == "red" else 2
        task.priority_reason = f"Emergency signs: {phrase}"
        session.flush()
        return flag.id


def choose(app: AppTest, task_id: int, deed: str) -> None:
    """Open a deed's dialog from the menu."""
    app.menu_button(key=f"more:{task_id}").click(deed).run()
    app.run()


def submit(app: AppTest, label: str) -> None:
    """Press a dialog's button by the words on it."""
    named = [one for one in app.button if one.label == label]
    (button,) = [one for one in named if one.form_id] or named  # a dialog's, where the page has one of that name
    button.click().run()
    app.run()


def kinds(clinic: Clinic, task_id: int) -> list[str]:
    """The steps of a task's life, in order."""
    with clinic.db.transaction() as session:
        found = session.query(TaskEvent.kind).filter_by(task_id=task_id).order_by(TaskEvent.id)
        return [kind for (kind,) in found]


def said(app: AppTest) -> list[str]:
    """Every sentence about what was done, or why not."""
    return [one.value for one in (*app.success, *app.warning, *app.info)]


def kept_draft(clinic: Clinic, task_id: int) -> str | None:
    """Alice's draft as the database has it."""
    with clinic.db.transaction() as session:
        return session.scalar(select(Draft.body).where(Draft.task_id == task_id, Draft.kind == "reply"))


__all__ = ["choose", "kept_draft", "kinds", "press", "red_flag", "said", "submit"]
