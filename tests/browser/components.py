"""The page with our two components and nothing behind it, as a process, and what the tests do on it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.house import LISTEN, rested

ROOT = Path(__file__).parents[2]
SAVED = re.compile(r"^Saved \d\d:\d\d$")
SERIOUS = {"serious", "critical"}
Visit = Callable[..., Page]


class Harness:
    """The running page: its address, and a way to hold its breath."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url

    def pause(self) -> None:
        """The server stops answering, as behind a dead connection."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """The server answers again."""
        os.kill(self.process.pid, signal.SIGCONT)


@contextmanager
def running_components() -> Iterator[Harness]:
    """The page, running on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).with_name("components_app.py")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://localhost:{port}"
        wait_for(port, process)
        yield Harness(process, url)
    finally:
        process.kill()  # asked to end, Streamlit takes its time; here nothing has to be put away
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, "the harness ended before it answered"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the harness did not answer in three minutes")


@contextmanager
def visitor(window: BrowserContext, harness: Harness) -> Iterator[Visit]:
    """Opens pages of the harness, and closes them at the end."""
    pages: list[Page] = []

    def visit(case: str = "cast", place: str = "", width: int = 1440, height: int = 900) -> Page:
        page = window.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.add_init_script(LISTEN)
        page.goto(f"{harness.url}/?case={case}{place}")
        expect(page.get_by_text("no events")).to_be_visible()
        expect(page.locator(".worklist")).to_be_attached()  # its code comes after the page, and hears no key before
        return page

    yield visit
    for page in pages:
        page.close()


def rows(page: Page) -> Locator:
    return page.get_by_role("option")


def focus_list(page: Page) -> Locator:
    listbox = page.get_by_role("listbox", name="Unassigned messages")
    listbox.focus()
    return listbox


def area(page: Page) -> Locator:
    return page.get_by_label("Reply to the patient")


def said(page: Page, text: str | re.Pattern[str]) -> Locator:
    return page.locator(".status").filter(has_text=text)


def events(page: Page) -> list[str]:
    """The callbacks so far, once the page rests."""
    rested(page)
    lines = page.get_by_test_id("stText").inner_text().splitlines()
    return [line for line in lines if line != "no events"]


def start_writing(page: Page, row: int = 0) -> Locator:
    rows(page).nth(row).click()
    expect(area(page)).to_be_visible()
    area(page).click()
    return area(page)
