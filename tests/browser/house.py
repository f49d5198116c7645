"""The whole product as somebody meets it: database, server, worker, and people in front of a real browser."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Locator, Page, expect
from sqlalchemy import select

from db.engine import Database, Organisation
from db.models import Message
from tests.conftest import PASSWORD, Clinic
from tests.fresh import Databases
from tests.worker_process import ROOT, WorkerProcess

SAVED = re.compile(r"^Saved \d\d:\d\d$")
MENDED_BY_ITSELF = "Cannot set a node at a delta path"  # Streamlit's race: see console/kit/assets/activity.js
PATIENCE = 30_000  # ms: two cores, and other tests beside this one
DESK, LAPTOP, PHONE = (1440, 900), (1024, 768), (390, 844)


class Process(WorkerProcess):
    """`python -m console …` on an organisation, alive inside its `with` block."""

    def __init__(self, command: str, place: Organisation, folder: Path, **settings: str) -> None:
        super().__init__(place, folder, **settings)
        self.command = [sys.executable, "-m", "console", command]
        self.log = folder / f"{command}.log"

    def start(self) -> None:
        """Start it; its words go to `log`."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class House:
    """A running Portside with a database of its own, and the clinic behind it."""

    clinic: Clinic
    server: Process
    worker: Process
    folder: Path
    url: str
    signed_in: dict[str, Any] = field(default_factory=dict)  # user name -> the cookies of a real sign-in
    browsers: list[BrowserContext] = field(default_factory=list)  # nobody sits there; they hold Streamlit already

    def healthy(self) -> bool:
        """Whether app, database and worker say that they are well."""
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_healthy(self, *, seconds: float = 180) -> None:
        """Return when /healthz says 200; fail with what the processes said if they end before, or never get well."""
        deadline = time.monotonic() + seconds
        while not self.healthy():
            for process in (self.server, self.worker):
                assert process.alive, f"it ended before it answered:\n{process.words}"
            assert time.monotonic() < deadline, f"not well in {seconds} s:\n{self.server.words}\n{self.worker.words}"
            time.sleep(0.1)


@contextmanager
def running(place: Organisation, folder: Path, **settings: str) -> Iterator[House]:
    """Server and worker as processes of their own; both must end cleanly when asked to."""
    port = free_port()
    settings = {"PORT": str(port), **settings}
    database = Database(place)
    try:
        with (
            Process("serve", place, folder, **settings) as server,
            Process("work", place, folder, **settings) as worker,
        ):
            house = House(Clinic(database), server, worker, folder, f"http://localhost:{port}")
            house.wait_until_healthy()
            yield house
            # uvicorn ends in order and then lets the signal that asked for it have its way.
            assert server.stop() in (0, -signal.SIGTERM), server.words
            assert worker.stop() == 0, worker.words
    finally:
        database.dispose()


class Houses:
    """Running houses, one for each choice of settings: the next to want the same finds it as new."""

    def __init__(self, databases: Databases, template: Organisation, folders: Callable[[str], Path]) -> None:
        self._databases, self._template, self._folders = databases, template, folders
        self._open: dict[tuple[tuple[str, str], ...], House] = {}
        self._until_the_end = ExitStack()

    def house(self, settings: dict[str, str]) -> House:
        """The house with these environment variables, with the template's rows."""
        wanted = tuple(sorted(settings.items()))
        if (kept := self._open.get(wanted)) is not None:
            self._databases.bring_back(str(kept.clinic.db.place.admin_url.database))
            kept.signed_in.clear()
            kept.wait_until_healthy()
            return kept
        name = self._until_the_end.enter_context(self._databases.one())
        place = replace(self._template, admin_url=self._template.admin_url.set(database=name))
        house = self._until_the_end.enter_context(running(place, self._folders("house"), **settings))
        self._open[wanted] = house
        return house

    def close(self) -> None:
        """End all of them, each in order."""
        self._until_the_end.close()


# ---- what people do -----------------------------------------------------------------------------------


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Through the form that is on the page."""
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_test_id("stApp").get_by_text(NAMES[username]).first).to_be_visible(timeout=PATIENCE)


NAMES = {
    "alice": "Alice Moreno",
    "ben": "Ben Okafor",
    "carla": "Carla Jensen",
    "dev": "Dev Patel",
    "erin": "Erin Walsh",
    "farid": "Farid Haddad",
}


@dataclass
class People:
    """Opens browsers for people; every page is watched for script errors and dialogs."""

    browser: Browser
    house: House
    contexts: list[BrowserContext] = field(default_factory=list)
    borrowed: list[BrowserContext] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def stranger(self, path: str = "/", size: tuple[int, int] = DESK) -> Page:
        """A browser that nobody has signed in at."""
        context = self._new()
        self.contexts.append(context)
        return self._open(context, path, size)

    def sits_down(self, username: str, path: str = "/", size: tuple[int, int] = DESK) -> Page:
        """A browser of their own at `path`, signed in through the form once a house; later ones bring its cookies."""
        kept = self.house.signed_in.get(username)
        context = self.house.browsers.pop() if kept and self.house.browsers else self._new()
        self.borrowed.append(context)
        if kept is not None:
            context.clear_cookies()
            context.add_cookies(kept)
        page = self._open(context, path, size)
        if kept is None:
            expect(page.get_by_label("User name")).to_be_visible(timeout=PATIENCE)
            sign_in(page, username)
            self.house.signed_in[username] = context.cookies()
        rested(page)
        return page

    def _new(self) -> BrowserContext:
        context = self.browser.new_context()
        context.set_default_timeout(PATIENCE)
        context.add_init_script(LISTEN)
        return context

    def _open(self, context: BrowserContext, path: str, size: tuple[int, int]) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("pageerror", self._script_error)
        page.on("dialog", self._dialog)
        page.goto(self.house.url + path)
        return page

    def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _script_error(self, error: Error) -> None:
        if MENDED_BY_ITSELF not in str(error):
            self.troubles.append(f"script error: {error}")

    def leave(self) -> None:
        """Close every page; whatever went wrong in one is a failure."""
        for context in self.contexts:
            context.close()
        for context in self.borrowed:
            for page in context.pages:
                page.close()
        self.house.browsers += self.borrowed
        self.contexts, self.borrowed = [], []
        troubles, self.troubles = self.troubles, []
        assert troubles == []


# ---- what stands on the inbox page --------------------------------------------------------------------


# Streamlit says that it runs only once the server has told it so: until then a press can be seen on its way alone.
LISTEN = """(() => {
  const traffic = window.testTraffic = { asked: 0, answered: 0 };
  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', () => { traffic.answered = performance.now(); });
    }
    send(words) { traffic.asked = performance.now(); super.send(words); }
  };
})()"""
# Whoever signs in or out is handed a ticket: the browser trades it for a cookie, and then loads the page anew.
RESTED = """() => {
  const traffic = window.testTraffic;
  if (traffic && (traffic.answered <= traffic.asked || performance.now() - traffic.answered < 50)) return false;
  return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true], [class*=st-key-ticket]');
}"""
HELD = """words => {
  if (!(%s)() || !document.querySelector('[data-testid=stElementContainer]')) return null;
  const roots = [document, ...[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)];
  const typed = root => [...root.querySelectorAll('input, textarea')].map(one => one.value).join(' ');
  const whole = roots.map(root => (root.documentElement?.outerHTML ?? root.innerHTML) + typed(root)).join(' ');
  return words.filter(word => whole.includes(word));
}"""


def rested(page: Page) -> None:
    """Wait until every press was answered, Streamlit has drawn what it ran, and the page isn't to be loaded anew."""
    page.wait_for_function(RESTED, timeout=PATIENCE)


def held(page: Page, *words: str) -> list[str]:
    """Which of these words stand anywhere in the page, once it rests: looked for in one go, wherever it was loaded."""
    found: list[str] = page.wait_for_function(HELD % RESTED, arg=list(words), timeout=PATIENCE).json_value()
    return found


def row(page: Page, name: str) -> Locator:
    """The line of the list about a patient."""
    return page.get_by_role("option").filter(has_text=name)


def open_row(page: Page, name: str) -> None:
    """Click a patient's line, and wait for their banner."""
    row(page, name).click()
    expect(page.locator(".ps-banner h2")).to_have_text(name, timeout=PATIENCE)
    rested(page)


def reply_box(page: Page) -> Locator:
    """The text area in which a reply is written."""
    return page.get_by_role("textbox", name="Reply to")


def note_box(page: Page) -> Locator:
    """The text area of an internal note."""
    return page.get_by_role("textbox", name="Internal note")


def status(page: Page) -> Locator:
    """What the composer says: `Saved 10:42`, or why not."""
    return page.locator(".composer .status")


def write(page: Page, text: str) -> None:
    """Type into the reply box, and wait until it says that it saved."""
    reply_box(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    expect(status(page)).to_have_text(SAVED, timeout=PATIENCE)


def button(page: Page, name: str) -> Locator:
    """A button by the words on it."""
    return page.get_by_role("button", name=name, exact=True)


def conversation(page: Page) -> Locator:
    """The thread as it is shown."""
    return page.get_by_role("log", name="Conversation")


def said(page: Page, text: str) -> Locator:
    """A sentence about what was just done, or why not."""
    return page.get_by_test_id("stAlert").filter(has_text=text)


def view(page: Page, name: str) -> Locator:
    """The button of a view, with its count."""
    return page.locator(".st-key-ps-views").get_by_role("button", name=name)


def no_overflow(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= innerWidth + 1"))


# ---- what the database says ---------------------------------------------------------------------------


def asks(clinic: Clinic, given: str, body: str = "My knee hurts since Monday.") -> int:
    """A new patient writes; the task's id."""
    return clinic.conversation(body, patient=clinic.patient(given, "Diaz"))


def replies(clinic: Clinic, task_id: int) -> list[Message]:
    """What was written to the patient, also what was taken back."""
    with clinic.db.transaction() as session:
        thread_id = clinic.task(task_id).focus_id
        found = select(Message).where(Message.thread_id == thread_id, Message.direction == "outbound")
        return list(session.scalars(found.order_by(Message.id)))
