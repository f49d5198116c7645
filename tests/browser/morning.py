"""What the stories of a morning's work share: patients who write in the portal, and what they read there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from db.engine import DatabaseRole, Organisation, engine_for
from db.models import Errand, Patient, PhoneCall, PortalAccount, StaffNotice, Task, Thread
from db.portal import PortalClient, PortalMessage, PortalToken
from tests.browser.house import rested
from tests.conftest import Clinic
from tests.console.panes.opened import kinds
from tests.worker_process import eventually

KEY = b"k" * 32
CHEST = "Since this morning my chest feels tight and my left arm is numb."


@dataclass
class Portal:
    """Patients of the family Diaz at the portal, each signed in once; written to through its contract alone."""

    clinic: Clinic
    client: PortalClient
    patients: dict[str, Patient] = field(default_factory=dict)
    tokens: dict[str, PortalToken] = field(default_factory=dict)

    def joins(self, given: str) -> Patient:
        """A new patient with an account."""
        patient = self.patients[given] = self.clinic.patient(given, "Diaz")
        with self.clinic.db.transaction() as session:
            account = session.scalars(select(PortalAccount).where(PortalAccount.patient_id == patient.id)).one()
            account.key_hash = hashlib.sha256(KEY).digest()
            login = account.login
        self.tokens[given] = self.client.open_session_with_key(login, KEY)
        return patient

    def writes(self, given: str, body: str, *, topic: str = "health", answers: int | None = None) -> int:
        """A patient writes, in a new conversation or in the one of a task; the id of its task, once it was read."""
        patient = self.patients.get(given) or self.joins(given)
        thread_id = self.clinic.task(answers).focus_id if answers is not None else None
        sent = self.client.send_message(
            self.tokens[given], patient_id=patient.id, body=body, thread_id=thread_id, topic="" if thread_id else topic
        )
        with self.clinic.db.transaction() as session:
            found = select(Task.id).where(Task.focus_type == "thread", Task.focus_id == sent.thread_id)
            task_id = session.scalars(found).one()
        eventually(lambda: self.clinic.task(task_id).triaged_at is not None, "the worker read it")
        return task_id

    def reads(self, given: str, task_id: int) -> list[PortalMessage]:
        """What the patient sees of a task's conversation."""
        return self.client.read(self.tokens[given], self.clinic.task(task_id).focus_id)

    def is_answered(self, given: str, task_id: int, words: str) -> None:
        """Wait until the patient sees a reply with these words."""
        eventually(lambda: any(words in one.body for one in self.reads(given, task_id)), f"{given} sees the reply")


@contextmanager
def open_portal(clinic: Clinic, place: Organisation) -> Iterator[Portal]:
    """The portal beside a running house."""
    engine = engine_for(place, DatabaseRole.PORTAL, pool_size=2)
    try:
        yield Portal(clinic, PortalClient(engine))
    finally:
        engine.dispose()


# ---- what the database says ----------------------------------------------------------------------------


def calls(clinic: Clinic, task_id: int) -> list[tuple[str, str]]:
    """How the calls about a task went."""
    with clinic.db.transaction() as session:
        found = session.query(PhoneCall.outcome, PhoneCall.detail).filter_by(task_id=task_id)
        return [(outcome, detail) for outcome, detail in found]


def steps(clinic: Clinic, task_id: int) -> list[str]:
    """What people did with a task, in order."""
    return [one for one in kinds(clinic, task_id) if one in ("claimed", "acknowledged", "called", "replied", "closed")]


def told(clinic: Clinic, task_id: int) -> set[tuple[int, str]]:
    """Who was told of a task, and why."""
    with clinic.db.transaction() as session:
        found = session.query(StaffNotice.staff_id, StaffNotice.kind).filter_by(task_id=task_id)
        return {(staff_id, kind) for staff_id, kind in found}


def errands(clinic: Clinic, task_id: int) -> list[str]:
    """What was asked of other teams."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Errand.body).where(Errand.from_task_id == task_id)))


def conversations(clinic: Clinic, patient_id: int) -> list[str]:
    """The subjects of a patient's conversations, the oldest first."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Thread.subject).where(Thread.patient_id == patient_id).order_by(Thread.id)))


# ---- what hands do ------------------------------------------------------------------------------------


def deeds(page: Page, name: str) -> Locator:
    """A button over the conversation."""
    return page.locator(".st-key-ps-buttons").get_by_role("button", name=name)


def dialog(page: Page) -> Locator:
    """The open dialog."""
    return page.get_by_role("dialog")


def more(page: Page, deed: str) -> None:
    """Choose in the menu of deeds."""
    deeds(page, "More").click()
    page.get_by_role("menuitem", name=deed).click()
    rested(page)


def choose(page: Page, box: str, option: str) -> None:
    """Choose in a list of the open dialog."""
    dialog(page).get_by_role("combobox", name=box).click()
    page.get_by_role("option", name=option).first.click()


def press_in_dialog(page: Page, name: str) -> None:
    """Press the dialog's button; it closes."""
    dialog(page).get_by_role("button", name=name, exact=True).click()
    expect(dialog(page)).to_have_count(0)
    rested(page)


def open_the_other(page: Page) -> None:
    """After a move: go to the conversation that it led to, and wait until it stands there alone."""
    before = page.url
    page.get_by_role("button", name="Open the other conversation").click()
    page.wait_for_url(lambda url: url != before)
    rested(page)
