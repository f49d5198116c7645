"""The peer's queue of refills works, so that what is counted beside ours is a whole one."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import Medication, PharmacyOrder, RefillDecision, RefillRequest, Task
from tests.bench.browser import _peer as peer
from tests.bench.loading import REFILLS, clinic, embedded

CHANGELIST = "/admin/refills/refilltask/"


class Browser:
    """A browser without a screen, signed in."""

    def __init__(self, address: str, cookie: str) -> None:
        self.connection = HTTPConnection(address.removeprefix("http://"), timeout=30)
        self.cookies = {"sessionid": cookie}

    def open(self, path: str, form: dict[str, str] | None = None) -> str:
        """A page's text, or what a form's answer leads to."""
        body = urlencode(form | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}) if form is not None else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("POST" if body is not None else "GET", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status == 302:
            return self.open(answer.headers["Location"])
        assert answer.status == 200, text
        return text


@pytest.mark.soak
def test_the_peer_lists_claims_approves_and_denies(tmp_path: Path) -> None:
    with (
        embedded(tmp_path / "pg") as postgres,
        clinic(postgres, 300, lambda _: None, kind=REFILLS) as place,
        peer(place, tmp_path) as (address, cookie),
    ):
        browser, database = Browser(address, cookie), Database(place.place)
        shown = browser.open(f"{CHANGELIST}?state=unassigned")
        first, second = list(dict.fromkeys(re.findall(r'_selected_action" value="(\d+)"', shown)))[:2]
        with database.transaction() as session:  # neither controlled, so that no password is asked
            for task_id in (first, second):
                request = session.get_one(RefillRequest, session.get_one(Task, int(task_id)).focus_id)
                request.schedule = ""
        assert "90 days" in browser.open(f"{CHANGELIST}{first}/change/")
        assert "1 claimed." in browser.open(CHANGELIST, {"action": "claim", "_selected_action": first})
        once_more = {"action": "approve", "_selected_action": first, "decide": "1", "days": "90", "refills": "1"}
        for task_id, action, given, done in (
            (first, "approve", {"days": "60", "refills": "2"}, "1 approved."),
            (second, "deny", {"reason": "Please book a visit."}, "1 denied."),
        ):
            asked = {"action": action, "_selected_action": task_id}
            assert 'name="decide"' in browser.open(CHANGELIST, asked)
            assert done in browser.open(CHANGELIST, asked | given | {"decide": "1"})
        assert "decided it already" in browser.open(CHANGELIST, once_more)
        twice = browser.open(CHANGELIST, {"action": "approve", "_selected_action": first, "decide": "1", "days": "90",
                                          "refills": "1"})  # fmt: skip
        assert "decided it already" in browser.open(CHANGELIST) + twice
        with database.reading() as session:
            decided = {
                str(task.id): request
                for task, request in session.execute(
                    select(Task, RefillRequest)
                    .join(RefillRequest, RefillRequest.id == Task.focus_id)
                    .where(Task.id.in_((int(first), int(second))), Task.focus_type == "refill_request")
                )
            }
            assert (decided[first].decision, decided[first].days) == ("approved", 60)
            assert decided[second].decision == "denied"
            assert session.get_one(Medication, decided[first].medication_id).refills_left == 2
            ordered = select(PharmacyOrder.days).where(PharmacyOrder.request_id == decided[first].id)
            assert session.scalar(ordered) == 60
            steps = select(RefillDecision.step).where(RefillDecision.request_id == decided[second].id)
            assert session.scalars(steps).all() == ["denied"]
        database.dispose()
        browser.connection.close()
