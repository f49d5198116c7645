"""The main job in a real browser, beside Django's admin on the same table: open, reply, next.

Both serve the same million threads from this machine in the same run, and take turns, each with a list read anew.
A stretch is timed from its last click until what the person waits for can be seen, to the browser's next frame:
what is typed takes a person's own time, the same on both. Clicks and keys are counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bench.loading import TELL, Clinic, clinic, embedded
from tests.bench.machine import describe, spread, table
from tests.bench.rows import unassigned
from tests.bench.servers import ROOT, real_server
from tests.browser.house import DESK, button, free_port, reply_box, rested
from tests.browsers import FLAGS, chromium_path

STRETCHES = ("open", "reply", "next")
TEXT = "Thank you for writing. Please keep the knee cool and rested; we will call you tomorrow morning."
PATIENCE = 30_000  # ms
TARGET = 0.5  # of the peer's time for all three stretches
# What a person waits for. `expect` looks every half second in the end, so these are asked at every frame instead.
MAY_REPLY = """before => {
  const about = document.querySelector('.ps-banner p')?.textContent ?? '';
  const parts = [...document.querySelectorAll('.st-key-ps-reply-box *')].map(one => one.shadowRoot).filter(Boolean);
  return about !== before && parts.some(one => one.querySelector('textarea')?.checkVisibility());
}"""
SENT = """() => [...document.querySelectorAll('[data-testid=stAlert]')].some(
  one => one.checkVisibility() && one.textContent.includes('on its way'))"""
SHOWN = "selector => Boolean(document.querySelector(selector)?.checkVisibility())"


@dataclass
class Job:
    """What one side's stretches took, in seconds, and the clicks and keys that each asked for."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    clicks: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    def time(self, stretch: str, doing: Callable[[], None], *, clicks: int, keys: int = 0) -> None:
        """Do it, and note how long it took."""
        began = time.perf_counter()
        doing()
        self.seconds[stretch].append(time.perf_counter() - began)
        self.clicks[stretch], self.keys[stretch] = clicks, keys


def run(threads: int, *, jobs: int = 20, tell: TELL = print, folder: Path | None = None) -> bool:
    """Measure and print; True where Portside takes at most half of the peer's time. Fewer jobs in a small clinic."""
    ours, theirs = Job(), Job()
    jobs = min(jobs, (unassigned(threads) - 1) // 2 - 1)  # each side takes a task a turn, and the last goes on to one
    with ExitStack() as stack:
        postgres = stack.enter_context(embedded(folder) if folder else embedded())
        place = stack.enter_context(clinic(postgres, threads, tell))
        about = describe(place.app_url)
        files = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(real_server(place.environment(files), files / "serve.log"))
        address, cookie = stack.enter_context(_peer(place, files))
        browser = stack.enter_context(_browser())
        mine = _page(browser, server.address, place.sign_in(1, alone=True)[0].cookie)
        peer = _page(browser, address, f"sessionid={cookie}")
        mine.goto(f"{server.address}/inbox")
        rested(mine)
        changelist = f"{address}/admin/peer/task/?status__exact=requested"
        answer = peer.goto(changelist)
        if answer is None or not answer.ok:
            raise RuntimeError(f"The peer answers with an error:\n{(files / 'peer.log').read_text()[-2000:]}")
        for at in range(jobs + 1):
            kept = (Job(), Job()) if at == 0 else (ours, theirs)  # the first of each warms up
            _portside(mine, kept[0], first=at == 0)
            _django(peer, kept[1], changelist)
    tell(_report(about, threads, ours, theirs))
    return _whole(ours) <= TARGET * _whole(theirs)


def _portside(page: Page, job: Job, *, first: bool) -> None:
    """Open the first task of the list; reply and close it; on to the next."""
    rows, box = page.get_by_role("option"), reply_box(page)
    if not first:  # the one that was closed leaves the list, and the one it went on to stays open beside it
        closed = rows.first.inner_text()
        page.get_by_role("button", name="Unassigned").first.click()
        expect(rows.first).not_to_have_text(closed, use_inner_text=True, timeout=PATIENCE)
        rested(page)

    def opened() -> None:
        page.locator("[role=option]:not([aria-current])").first.click()
        page.wait_for_function(MAY_REPLY, arg=before, timeout=PATIENCE)

    def replied() -> None:
        button(page, "Send and close").click()
        page.wait_for_function(SENT, timeout=PATIENCE)

    def went_on() -> None:
        button(page, "Next").click()
        page.wait_for_function(MAY_REPLY, arg=before, timeout=PATIENCE)

    before = _about(page)
    job.time("open", opened, clicks=1)
    rested(page)
    box.click()
    page.keyboard.type(TEXT)
    job.time("reply", replied, clicks=2, keys=len(TEXT))
    rested(page)
    before = _about(page)
    job.time("next", went_on, clicks=1)
    rested(page)


def _about(page: Page) -> str:
    """Whose task is open: their banner's second line, which has the record number; nothing while none is open."""
    banner = page.locator(".ps-banner p")
    return banner.text_content() or "" if banner.count() else ""


def _django(page: Page, job: Job, changelist: str) -> None:
    """Open the first task of the changelist; reply and set it completed; on to the next."""
    first = page.locator("#result_list tbody tr th a").first
    page.goto(changelist)
    expect(first).to_be_visible(timeout=PATIENCE)

    def opened() -> None:
        first.click()
        page.wait_for_function(SHOWN, arg="#id_reply", timeout=PATIENCE)

    def replied() -> None:
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_function(SHOWN, arg="ul.messagelist", timeout=PATIENCE)

    job.time("open", opened, clicks=1)
    page.get_by_label("Reply").click()
    page.keyboard.type(TEXT)
    page.get_by_label("Status").select_option("completed")
    job.time("reply", replied, clicks=4, keys=len(TEXT))
    job.time("next", opened, clicks=1)


@contextmanager
def _peer(place: Clinic, files: Path) -> Iterator[tuple[str, str]]:
    """Django's server: its address, and the cookie of a signed-in session."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": place.app_url,
        "PEER_DATA": str(files),
        "PEER_SEARCH_PATH": place.place.search_path.replace(" ", ""),
    }
    with (files / "peer.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.peer.serve", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        assert process.stdout is not None
        cookie = process.stdout.readline().strip()
        if not cookie:
            raise RuntimeError(f"The peer did not start:\n{(files / 'peer.log').read_text()[-2000:]}")
        time.sleep(1.0)
        yield f"http://localhost:{port}", cookie
    finally:
        process.terminate()
        process.communicate(timeout=15)  # waits, and closes the pipe


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _page(browser: Browser, address: str, cookies: str) -> Page:
    width, height = DESK
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    pairs = (one.strip().split("=", 1) for one in cookies.split(";"))
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in pairs])
    return context.new_page()


def _whole(job: Job) -> float:
    """The median of a whole job, in milliseconds."""
    return sum(spread(job.seconds[stretch]).p50 for stretch in STRETCHES)


def _cells(job: Job, stretch: str) -> tuple[object, ...]:
    times = spread(job.seconds[stretch])
    return times.p50, times.p95, job.clicks[stretch], job.keys[stretch]


def _report(about: str, threads: int, ours: Job, theirs: Job) -> str:
    heads = ("threads", "stretch", "n", "Portside p50 ms", "p95 ms", "clicks", "keys",
             "Django admin p50 ms", "p95 ms", "clicks", "keys")  # fmt: skip
    lines = [
        (threads, stretch, len(ours.seconds[stretch]), *_cells(ours, stretch), *_cells(theirs, stretch))
        for stretch in STRETCHES
    ]
    mine_whole, peer_whole = _whole(ours), _whole(theirs)
    share = mine_whole / peer_whole if peer_whole else 0.0
    verdict = (
        f"Aim, a whole job (sum of medians) in half of the peer's time: {mine_whole:.0f} beside {peer_whole:.0f} ms, "
        f"{share:.2f} of it ({'met' if share <= TARGET else 'missed'})."
    )
    return "\n".join(["\n## Open, reply, next in a browser\n", about, "", table(heads, lines), "", verdict])
