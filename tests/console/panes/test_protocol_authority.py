"""Who may refill by protocol: prescribers turn the switches, others look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from db.credentials import SessionToken
from db.engine import use
from db.models import Staff
from tests.conftest import Clinic
from tests.console.visiting import visit
from tests.refills import authority

SECTION = "protocols:authority"


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(token: SessionToken) -> AppTest:
    """The page of protocols with the section unfolded."""
    app = visit(token, "refill-protocols")
    app.session_state[SECTION] = True
    app.run()
    assert not app.exception
    return app


def may_refill(clinic: Clinic) -> bool | None:
    with clinic.db.transaction() as session:
        return session.scalar(select(Staff.protocol_authority).where(Staff.username == "alice"))


def test_a_prescriber_gives_it_and_takes_it_back(clinic: Clinic) -> None:
    app = opened(clinic.dev)
    key = f"authority:{clinic.staff_id('alice')}"
    assert [one.key for one in app.toggle] == [key] and not app.toggle(key=key).value
    app.toggle(key=key).set_value(True).run()
    assert may_refill(clinic) is True
    assert "may refill by protocol now" in app.success[0].value
    app.toggle(key=key).set_value(False).run()
    assert may_refill(clinic) is False and not app.toggle(key=key).value


def test_who_is_no_prescriber_sees_who_may_and_turns_nothing(clinic: Clinic) -> None:
    authority(clinic)
    app = opened(clinic.sign_in("carla"))
    [switch] = app.toggle
    assert switch.value and switch.disabled
    assert "Alice" in switch.label


def test_a_refused_change_turns_the_switch_back(clinic: Clinic) -> None:
    app = opened(clinic.dev)
    with clinic.db.transaction() as session:
        session.execute(update(Staff).where(Staff.username == "alice").values(role="billing"))
    app.toggle[0].set_value(True).run()
    assert "doesn't work refills" in app.warning[0].value
    assert may_refill(clinic) is False


def test_folded_it_draws_nobody(clinic: Clinic) -> None:
    app = visit(clinic.dev, "refill-protocols")
    assert not app.exception and not app.toggle
    assert [section.label for section in app.expander] == ["Who may refill by protocol"]
