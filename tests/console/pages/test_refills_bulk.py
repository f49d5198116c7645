"""Approving many refills: whose and how much is read first, what doesn't pass is left out with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from db.credentials import SessionToken
from db.engine import use
from tests.conftest import Clinic
from tests.console.visiting import texts, visit
from tests.refills import asked, authority, medication, protocol, ready, request, somebody

KEY = "refills:worklist:unassigned"
SEEN = "refills:b-approve-seen:"


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def checked(token: SessionToken, *task_ids: int) -> AppTest:
    """The list with these requests checked."""
    app = visit(token, "refills")
    (found,) = [one for one in app.get("bidi_component") if KEY in str(one.key)]
    app.session_state[KEY] = {"checked": {"rev": json.loads(found.proto.json)["checkRev"], "ids": list(task_ids)}}
    return app.run()


def opened(token: SessionToken, *task_ids: int) -> AppTest:
    """The dialog about the checked requests."""
    app = checked(token, *task_ids)
    app.button(key="refills:bulk:approve-passing").click().run()
    assert not app.exception
    return app


def test_each_is_listed_with_its_supply_and_confirmed_with_the_count(clinic: Clinic) -> None:
    protocol(clinic)
    authority(clinic)
    first, second = ready(clinic), ready(clinic)
    early_one = somebody(clinic, "Ida")
    early = asked(clinic, early_one, medication(clinic, early_one, left=60))
    app = opened(clinic.alice, first.task_id, second.task_id, early.task_id)
    for words in ("To be approved: 2", "90 days, 3 refills", "Left out: 1", "Ida", "Supply until"):
        assert words in texts(app), words
    assert app.button(key="refills:bulk-do").label == "Approve 2 refills"
    assert app.button(key="refills:bulk-do").disabled
    app.checkbox(key=f"{SEEN}2").check().run()
    app.button(key="refills:bulk-do").click().run()
    app.run()
    assert not app.exception
    assert "Done: 2. Skipped 1:" in texts(app)
    decisions = [request(clinic, one.request_id).decision for one in (first, second, early)]
    assert decisions == ["approved", "approved", ""]


def test_who_may_only_prepare_is_not_offered_it(clinic: Clinic) -> None:
    protocol(clinic)
    task_id = ready(clinic).task_id
    assert "refills:bulk:approve-passing" not in [one.key for one in checked(clinic.alice, task_id).button]
    authority(clinic)
    assert "refills:bulk:approve-passing" in [one.key for one in checked(clinic.alice, task_id).button]
